"""What travels between the rooms: documents, mentions, claims, incidents, decisions, intervals.

Every record is frozen and checks itself when it is made: a span that does not quote its text, a
date range that ends before it starts, a share of 130 % raise :class:`~mapper.errors.RecordError`.
Offsets are code points of the original text, half open. Coordinates are degrees in EPSG:4326.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from mapper.errors import ClaimError, DocumentError, RecordError

__all__ = [
    "Claim",
    "ClaimPlace",
    "ControlEvent",
    "ControlInterval",
    "DateBasis",
    "DateRange",
    "Decision",
    "Document",
    "Incident",
    "IncidentKind",
    "Kind",
    "Mention",
    "Modality",
    "RankedPlace",
    "Span",
    "Status",
    "Verdict",
]


class Kind(StrEnum):
    """What a claim says happened to a place."""

    CAPTURE = "capture"
    TRANSFER = "transfer"
    LOSS = "loss"
    PARTIAL = "partial"
    SIEGE = "siege"
    HOLD = "hold"
    REPEL = "repel"
    ATTEMPT = "attempt"


class IncidentKind(StrEnum):
    """What happened at a place without a word on who holds it; the words are in incidents.toml."""

    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    MISSILE = "missile"
    SHELLING = "shelling"
    CLASH = "clash"
    BOMB = "bomb"
    CAR_BOMB = "car_bomb"
    EXPLOSION = "explosion"
    ASSASSINATION = "assassination"


class Modality(StrEnum):
    """How a claim is put: in the outlet's own voice, cited, denied, or only tried."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    ATTEMPT = "attempt"


class DateBasis(StrEnum):
    """Where the date of a claim comes from."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLISHED = "published"
    NONE = "none"


class Status(StrEnum):
    """The state of a place over an interval."""

    CONTROLLED = "controlled"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a person decided about a claim; `reopen` takes earlier decisions back."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    REOPEN = "reopen"


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise RecordError(message)


def _check_point(lat: float | None, lon: float | None, what: str) -> None:
    _require((lat is None) == (lon is None), f"{what} has only one of lat and lon; give both.")
    if lat is not None and lon is not None:
        _require(
            -90 <= lat <= 90 and -180 <= lon <= 180,
            f"{what} lies at lat {lat}, lon {lon}; expected degrees in EPSG:4326.",
        )


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """Days from `earliest` to `latest`, both included.

    >>> DateRange(dt.date(2017, 11, 8), dt.date(2017, 11, 12)).middle
    datetime.date(2017, 11, 10)
    """

    earliest: dt.date
    latest: dt.date

    def __post_init__(self) -> None:
        _require(
            self.earliest <= self.latest,
            f"A date range runs from {self.earliest} to {self.latest}, backwards.",
        )

    @property
    def middle(self) -> dt.date:
        """The day in the middle, the earlier one of two."""
        return self.earliest + (self.latest - self.earliest) // 2

    @property
    def days(self) -> int:
        """How many days the range covers; at least 1."""
        return (self.latest - self.earliest).days + 1

    def overlaps(self, other: DateRange, *, slack_days: int = 0) -> bool:
        """Say whether the ranges share a day, or lie at most `slack_days` apart."""
        gap = max(self.earliest, other.earliest) - min(self.latest, other.latest)
        return gap.days <= slack_days

    def intersection(self, other: DateRange) -> DateRange | None:
        """Give the days that both cover, or None."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return DateRange(earliest, latest) if earliest <= latest else None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A quotation: `text` stands at [start, end) of the original text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        _require(
            self.start >= 0 and self.end - self.start == len(self.text),
            f"A span from {self.start} to {self.end} quotes {len(self.text)} characters.",
        )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Quote `text` from `start` to `end`.

        >>> Span.of("سيطر الجيش", 5, 10)
        Span(start=5, end=10, text='الجيش')
        """
        return cls(start, end, text[start:end])

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read a span as :meth:`to_json` writes it; other fields are left aside."""
        return cls(record["start"], record["end"], record["text"])

    def to_json(self) -> dict[str, Any]:
        """Give the span as JSON.

        >>> Span(5, 10, "الجيش").to_json()
        {'start': 5, 'end': 10, 'text': 'الجيش'}
        """
        return {"start": self.start, "end": self.end, "text": self.text}

    def quotes(self, text: str) -> bool:
        """Say whether the span stands in `text` where it says."""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    `text` is the whole text that offsets refer to. Where the article has a title, it is the first
    line of `text` (see :meth:`from_json`) and `title` repeats it.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        _require(bool(self.id), "A document has an empty id.")
        if self.title is not None:
            _require(
                self.text.startswith(self.title + "\n"),
                f"The text of document {self.id} does not begin with its title.",
            )

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        r"""Make a document from one JSON Lines record; the title is put before the text.

        Raises
        ------
        DocumentError
            If `id` or `text` is missing or a field is of the wrong type.

        >>> doc = Document.from_json({"id": "a", "title": "عنوان", "text": "نص"})
        >>> doc.text
        'عنوان\nنص'
        """
        identifier, text = record.get("id"), record.get("text")
        if not isinstance(text, str):
            raise DocumentError('it has no "text"; expected a string of the article\'s text.')
        if not isinstance(identifier, str | int) or identifier == "":
            raise DocumentError('it has no "id"; expected a string that names the document.')
        title = _text_or_none(record, "title")
        return cls(
            id=str(identifier),
            text=f"{title}\n{text}" if title else text,
            title=title or None,
            published=_day_or_none(record.get("published")),
            outlet=_text_or_none(record, "outlet"),
            url=_text_or_none(record, "url"),
            language=_text_or_none(record, "language"),
        )

    def to_json(self) -> dict[str, Any]:
        """Give the JSON Lines record that :meth:`from_json` reads back to an equal document."""
        body = self.text if self.title is None else self.text[len(self.title) + 1 :]
        record = {"id": self.id, "title": self.title, "text": body, "outlet": self.outlet}
        record |= {"published": _iso(self.published), "url": self.url, "language": self.language}
        return {key: value for key, value in record.items() if value is not None}


def _text_or_none(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise DocumentError(f'its "{key}" is {type(value).__name__}; expected a string.')


def _day_or_none(value: object) -> dt.date | None:
    """Read an ISO date or date-time; the day is the one written, whatever the time zone."""
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DocumentError(
            f'its "published" is {str(value)[:40]!r}; expected an ISO date such as 2017-11-19.'
        ) from None


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPlace:
    """One place that a name may mean, with how well it fits (0..1)."""

    id: str
    name_ar: str
    lat: float
    lon: float
    score: float

    def __post_init__(self) -> None:
        _check_point(self.lat, self.lon, f"Candidate {self.id}")
        _require(
            0 <= self.score <= 1, f"Candidate {self.id} has score {self.score}; 0..1 expected."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlace:
    """A place as a claim names it: the words of the text, and what they were resolved to.

    An unresolved place has `id`, `lat` and `lon` None. `approximate` says that the point is not
    the place's own: a village put at its district, a quarter at its city.
    """

    text: str
    id: str | None = None
    name_ar: str | None = None
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    score: float = 0.0
    approximate: bool = False
    candidates: tuple[RankedPlace, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(self.text.strip()), "A place has no text.")
        _require(0 <= self.score <= 1, f"Place {self.text} has score {self.score}; 0..1 expected.")
        _check_point(self.lat, self.lon, f"Place {self.text}")
        _require(
            self.id is not None or self.lat is None,
            f"Place {self.text} has a point but no id; a resolved place has both.",
        )

    @property
    def resolved(self) -> bool:
        """Whether the place has a point on the map."""
        return self.lat is not None

    def to_json(self) -> dict[str, Any]:
        """Give the `place` object of the claims contract."""
        fields = ("text", "id", "name_ar", "name_en", "lat", "lon", "country", "admin1")
        record: dict[str, Any] = {name: getattr(self, name) for name in fields}
        record |= {"score": self.score, "approximate": self.approximate}
        record["candidates"] = [
            {"id": c.id, "name_ar": c.name_ar, "lat": c.lat, "lon": c.lon, "score": c.score}
            for c in self.candidates
        ]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read the `place` object of a claim; fields that are not ours are left aside."""
        candidates = tuple(
            RankedPlace(
                id=str(c["id"]),
                name_ar=c.get("name_ar") or "",
                lat=c["lat"],
                lon=c["lon"],
                score=c.get("score", 0.0),
            )
            for c in record.get("candidates") or ()
        )
        known = ("id", "name_ar", "name_en", "lat", "lon", "country", "admin1")
        return cls(
            text=record["text"],
            score=record.get("score") or 0.0,
            approximate=bool(record.get("approximate", False)),
            candidates=candidates,
            **{name: record.get(name) for name in known},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym in a document.

    Attributes
    ----------
    span : Span
        The name as written, without attached clitics and without its type word.
    outer_start : int
        Where the phrase begins, clitics and type word included; at most ``span.start``.
    type_word : str or None
        The folded type word before the name (مدينه, قريه, ريف, ...), or None.
    place : ClaimPlace
        What the name was resolved to, runners-up included.
    rule : str
        Which rule of resolution decided.
    listed : bool
        Whether a gazetteer knows the name at all.
    feature : str
        What kind of thing it was resolved to (populated, admin1, country, ...), or empty.
    """

    span: Span
    outer_start: int
    place: ClaimPlace
    type_word: str | None = None
    rule: str = ""
    listed: bool = True
    feature: str = ""

    def __post_init__(self) -> None:
        _require(
            0 <= self.outer_start <= self.span.start,
            f"The mention {self.span.text} begins after its own name.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says about the control of one place. See docs/contracts.md.

    `also` are the other places of the document that say the same.
    """

    doc: str
    kind: Kind
    place: ClaimPlace
    actor: str
    from_actor: str | None = None
    share: float | None = None
    date: DateRange | None = None
    date_basis: DateBasis = DateBasis.NONE
    published: dt.date | None = None
    outlet: str | None = None
    source: str | None = None
    modality: Modality = Modality.ASSERTED
    evidence: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    also: tuple[Span, ...] = ()
    id: str = field(default="")

    def __post_init__(self) -> None:
        _require(bool(self.actor), "A claim names no actor.")
        _require(self.actor != self.from_actor, f"A claim has {self.actor} take from itself.")
        _require(
            self.share is None or 0 <= self.share <= 1,
            f"A claim has a share of {self.share}; 0..1 expected.",
        )
        _check_said(self, "A claim")
        if not self.id:
            object.__setattr__(self, "id", self._hash())

    def _hash(self) -> str:
        """Hash what is said and where: the same claim has the same id on every machine."""
        where = (self.evidence.start, self.evidence.end) if self.evidence else None
        said: list[Any] = [
            self.doc,
            self.kind,
            self.place.text,
            self.place.id,
            self.actor,
            self.from_actor,
        ]
        said += [self.share, self.modality, self.source, where]
        said += [str(self.date), str(self.published)]
        return _hash_of(said)

    def to_json(self) -> dict[str, Any]:
        """Give the record of the claims contract (one line of JSON Lines)."""
        return {
            "id": self.id,
            "doc": self.doc,
            "kind": str(self.kind),
            "place": self.place.to_json(),
            "actor": self.actor,
            "from_actor": self.from_actor,
            "share": self.share,
            **_said_json(self),
            "also": [span.to_json() for span in self.also],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read one record of the claims contract.

        Fields that are not ours are left aside. Claims made elsewhere may lack `evidence`, `rule`,
        `confidence` and `date_basis`.

        Raises
        ------
        ClaimError
            If a field is missing, of the wrong type, or contradicts another.
        """
        with _told_by_contract():
            return cls(
                kind=Kind(record["kind"]),
                actor=record["actor"],
                from_actor=record.get("from_actor"),
                share=record.get("share"),
                also=tuple(Span.from_json(other) for other in record.get("also") or ()),
                **_said_fields(record),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What one source says happened at one place, with no word on who holds it.

    `actor` is who did it and `target` who suffered it, of a clash the two sides; both may be
    unknown. What is denied, planned or feared is no incident. See docs/contracts.md.
    """

    doc: str
    kind: IncidentKind
    place: ClaimPlace
    actor: str | None = None
    target: str | None = None
    date: DateRange | None = None
    date_basis: DateBasis = DateBasis.NONE
    published: dt.date | None = None
    outlet: str | None = None
    source: str | None = None
    modality: Modality = Modality.ASSERTED
    evidence: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    id: str = field(default="")

    def __post_init__(self) -> None:
        _require(
            self.actor is None or self.actor != self.target,
            f"An incident has {self.actor} strike itself.",
        )
        _require(
            self.modality in {Modality.ASSERTED, Modality.CLAIMED},
            f"An incident is {self.modality}; what did not happen is none.",
        )
        _check_said(self, "An incident")
        if not self.id:
            object.__setattr__(self, "id", self._hash())

    def _hash(self) -> str:
        """Hash what is said and where: the same incident has the same id on every machine."""
        where = (self.evidence.start, self.evidence.end) if self.evidence else None
        said: list[Any] = [self.doc, self.kind, self.place.text, self.place.id, self.actor]
        said += [self.target, self.modality, self.source, where]
        said += [str(self.date), str(self.published)]
        return _hash_of(said)

    def to_json(self) -> dict[str, Any]:
        """Give the record of the incidents contract (one line of JSON Lines)."""
        return {
            "id": self.id,
            "doc": self.doc,
            "kind": str(self.kind),
            "place": self.place.to_json(),
            "actor": self.actor,
            "target": self.target,
            **_said_json(self),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read one record of the incidents contract; fields that are not ours are left aside.

        Raises
        ------
        ClaimError
            If a field is missing, of the wrong type, or contradicts another.
        """
        with _told_by_contract():
            return cls(
                kind=IncidentKind(record["kind"]),
                actor=record.get("actor"),
                target=record.get("target"),
                **_said_fields(record),
            )


def _check_said(said: Claim | Incident, what: str) -> None:
    """Check what claims and incidents share."""
    _require(
        0 <= said.confidence <= 1,
        f"{what} has a confidence of {said.confidence}; 0..1 expected.",
    )
    _require(
        (said.date is None) == (said.date_basis is DateBasis.NONE),
        f"{what} has date {said.date} on the basis {said.date_basis}.",
    )


def _hash_of(said: list[Any]) -> str:
    packed = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def _said_json(said: Claim | Incident) -> dict[str, Any]:
    """Give when and by whom it is said, and where in the text."""
    when = said.date
    return {
        "date": when and [when.earliest.isoformat(), when.latest.isoformat()],
        "date_basis": str(said.date_basis),
        "published": _iso(said.published),
        "outlet": said.outlet,
        "source": said.source,
        "modality": str(said.modality),
        "evidence": said.evidence and said.evidence.to_json(),
        "rule": said.rule,
        "confidence": said.confidence,
    }


def _said_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Read what claims and incidents share; all but `doc` and `place` may be left out."""
    days, span = record.get("date"), record.get("evidence")
    when = DateRange(*(dt.date.fromisoformat(day[:10]) for day in days)) if days else None
    basis = record.get("date_basis") or (DateBasis.STATED if when else DateBasis.NONE)
    return {
        "id": str(record.get("id") or ""),
        "doc": str(record["doc"]),
        "place": ClaimPlace.from_json(record["place"]),
        "date": when,
        "date_basis": DateBasis(basis),
        "published": _day_or_none(record.get("published")),
        "outlet": record.get("outlet"),
        "source": record.get("source"),
        "modality": Modality(record.get("modality", "asserted")),
        "evidence": Span.from_json(span) if span else None,
        "rule": record.get("rule", ""),
        "confidence": record.get("confidence", 1.0),
    }


@contextmanager
def _told_by_contract() -> Iterator[None]:
    """Turn what is wrong with a record into one sentence that points to the contract."""
    try:
        yield
    except KeyError as error:
        raise ClaimError(f"it has no {error.args[0]!r}; see docs/contracts.md.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ClaimError(f"{error} See docs/contracts.md.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a claim, and when; the claim itself is never changed.

    Attributes
    ----------
    claim : str
        The id of the claim.
    verdict : Verdict
        What was decided.
    by : str
        Who decided.
    at : datetime
        When, with a time zone.
    kind, actor, place
        What a correction puts in place of what the claim says; None where the claim is right.
    note : str
        Why, in the words of who decided.
    """

    claim: str
    verdict: Verdict
    by: str
    at: dt.datetime
    kind: Kind | None = None
    actor: str | None = None
    place: ClaimPlace | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _require(bool(self.claim), "A decision names no claim.")
        _require(bool(self.by.strip()), "A decision does not say whose it is; give a name.")
        _require(self.at.tzinfo is not None, f"A decision of {self.at} has no time zone.")
        corrects = any(value is not None for value in (self.kind, self.actor, self.place))
        _require(self.actor != "", "A correction has an empty actor.")
        _require(
            corrects == (self.verdict is Verdict.CORRECT),
            f"A decision to {self.verdict} {'has' if corrects else 'lacks'} a correction.",
        )

    def to_json(self) -> dict[str, Any]:
        """Give the record that :meth:`from_json` reads back to an equal decision."""
        return {
            "claim": self.claim,
            "verdict": str(self.verdict),
            "by": self.by,
            "at": self.at.isoformat(),
            "kind": self.kind and str(self.kind),
            "actor": self.actor,
            "place": self.place and self.place.to_json(),
            "note": self.note,
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Read what :meth:`to_json` gave.

        Raises
        ------
        KeyError, ValueError
            If a field is missing or not valid.
        """
        kind, place = record["kind"], record["place"]
        return cls(
            claim=record["claim"],
            verdict=Verdict(record["verdict"]),
            by=record["by"],
            at=dt.datetime.fromisoformat(record["at"]),
            kind=Kind(kind) if kind else None,
            actor=record["actor"],
            place=ClaimPlace.from_json(place) if place else None,
            note=record["note"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlInterval:
    """The state of one place over the days [valid_from, valid_to).

    `valid_to` None means that the interval is open. `valid_from_earliest` and `valid_from_latest`
    say how well the first day is known. `as_known_on` None means hindsight; otherwise the interval
    was inferred only from what had been reported by that day. Claims are given by their ids.
    """

    place_id: str
    place_name_ar: str
    place_name_en: str
    lat: float
    lon: float
    status: Status
    actor: str | None
    against: str | None = None
    confidence: float
    valid_from: dt.date
    valid_from_earliest: dt.date
    valid_from_latest: dt.date
    valid_to: dt.date | None = None
    supporting_claims: tuple[str, ...] = ()
    contradicting_claims: tuple[str, ...] = ()
    as_known_on: dt.date | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        _check_point(self.lat, self.lon, f"Place {self.place_id}")
        _require(
            self.valid_to is None or self.valid_from < self.valid_to,
            f"An interval at {self.place_id} runs from {self.valid_from} to {self.valid_to}; "
            "intervals are half open and cover at least a day.",
        )
        _require(
            self.valid_from_earliest <= self.valid_from <= self.valid_from_latest,
            f"An interval at {self.place_id} starts on {self.valid_from}, outside "
            f"{self.valid_from_earliest}..{self.valid_from_latest}.",
        )
        self._check_actors()
        _require(
            0 <= self.confidence <= 1,
            f"An interval at {self.place_id} has a confidence of {self.confidence}; 0..1 expected.",
        )

    def _check_actors(self) -> None:
        """Refuse what says nothing; a besieged place may still have an unknown holder."""
        if self.status is Status.UNKNOWN:
            fits = self.actor is None
        elif self.status is Status.BESIEGED:
            fits = self.against is not None
        else:
            fits = self.actor is not None
        _require(
            fits,
            f"An interval at {self.place_id} is {self.status} with actor {self.actor} and "
            f"against {self.against}, which says nothing.",
        )

    def covers(self, day: dt.date) -> bool:
        """Say whether the interval holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEvent:
    """A change between two intervals of one place, on the first day of the later one."""

    day: dt.date
    before: ControlInterval | None
    after: ControlInterval

    def __post_init__(self) -> None:
        _require(
            self.day == self.after.valid_from,
            f"An event on {self.day} leads to an interval from {self.after.valid_from}.",
        )
