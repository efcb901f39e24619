"""Articles annotated by hand: what a careful reader found in each, one article a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from mapper.documents import read_sound_json_lines
from mapper.errors import ClaimError
from mapper.records import Claim, DateRange, Kind, Modality

__all__ = ["AnnotatedDocument", "Annotation", "read_annotations", "read_claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What a reader says that a text claims; `evidence` is quoted without its offsets.

    `place` is the name without its type word, `lat` and `lon` are degrees or None, `within` names
    what the place lies in.
    """

    kind: Kind
    place: str
    actor: str
    lat: float | None = None
    lon: float | None = None
    within: str | None = None
    from_actor: str | None = None
    date: DateRange | None = None
    source: str | None = None
    modality: Modality = Modality.ASSERTED
    evidence: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read one of the `claims` of an annotated document."""
        days = record.get("date")
        return cls(
            kind=Kind(record["kind"]),
            place=_text(record, "place"),
            actor=_text(record, "actor"),
            lat=_degrees(record, "lat"),
            lon=_degrees(record, "lon"),
            within=_text_or_none(record, "within"),
            from_actor=_text_or_none(record, "from_actor"),
            date=DateRange(*(dt.date.fromisoformat(day[:10]) for day in days)) if days else None,
            source=_text_or_none(record, "source"),
            modality=Modality(record.get("modality", "asserted")),
            evidence=_text_or_none(record, "evidence") or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """All that a reader found in one article; no claims where there is nothing to find."""

    doc: str
    claims: tuple[Annotation, ...] = ()

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read one line of an annotation file.

        Raises
        ------
        ClaimError
            If a field is missing, of the wrong type, or contradicts another.

        >>> AnnotatedDocument.from_json({"doc": "a", "claims": []})
        AnnotatedDocument(doc='a', claims=())
        """
        if "kind" in record and "claims" not in record:
            raise ClaimError("it is a claim, not an annotated article; give GOLD before CLAIMS.")
        try:
            claims = tuple(Annotation.from_json(claim) for claim in record["claims"])
            return cls(doc=str(record["doc"]), claims=claims)
        except KeyError as error:
            raise ClaimError(f"it has no {error.args[0]!r}; see docs/evaluation.md.") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise ClaimError(f"{error} See docs/evaluation.md.") from None


def read_annotations(path: Path) -> list[AnnotatedDocument]:
    """Read a file of annotated articles; the same line again changes nothing.

    Raises
    ------
    DocumentError
        If the file cannot be read, a line is broken, or one article is annotated in two ways.
    """
    known: dict[str, AnnotatedDocument] = {}

    def make(record: Mapping[str, Any]) -> None:
        document = AnnotatedDocument.from_json(record)
        if known.setdefault(document.doc, document) != document:
            raise ClaimError(
                f'the article "{document.doc[:60]}" was annotated before, otherwise; keep one.'
            )

    read_sound_json_lines(path, make)
    return list(known.values())


def read_claims(path: Path) -> list[Claim]:
    """Read a file of claims, which may be empty.

    Raises
    ------
    DocumentError
        If the file cannot be read or a line is no claim.
    """

    def make(record: Mapping[str, Any]) -> Claim:
        if "claims" in record:
            raise ClaimError("it is an annotated article, not a claim; give GOLD before CLAIMS.")
        return Claim.from_json(record)

    return read_sound_json_lines(path, make)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record[key]
    if not isinstance(value, str) or not value:
        raise ClaimError(f'its "{key}" is {value!r:.40}; expected a text.')
    return value


def _text_or_none(record: Mapping[str, Any], key: str) -> str | None:
    return _text(record, key) if record.get(key) else None


def _degrees(record: Mapping[str, Any], key: str) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 180:
        raise ClaimError(f'its "{key}" is {value!r:.40}; expected degrees or null.')
    return float(value)
