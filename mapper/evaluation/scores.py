"""How well claims agree with annotations, in figures."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mapper.evaluation.annotations import AnnotatedDocument, Annotation
from mapper.evaluation.matching import (
    counted_kind,
    dates_agree,
    km_apart,
    pairs,
    repeats_apart,
    same_actor,
)
from mapper.records import Claim, Document, Kind, Modality

__all__ = [
    "CHANGES",
    "CHECKS",
    "Accuracy",
    "Group",
    "Scores",
    "claims_by_document",
    "evaluate",
    "groups",
]

CHANGES = frozenset({Kind.CAPTURE, Kind.TRANSFER, Kind.LOSS, Kind.PARTIAL, Kind.SIEGE})
"""The kinds that are changes of control."""
_COUNTED = (CHANGES, frozenset({Kind.HOLD}), frozenset({Kind.REPEL}))
_REAL = frozenset({Modality.ASSERTED, Modality.CLAIMED})
_GEO_KM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """The share of the output that is right, the share of the annotations found, and F1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, annotated: int, output: int) -> Accuracy:
        """Compute it from counts; saying nothing where there is nothing to say is right.

        >>> Accuracy.of(1, 2, 1)
        Accuracy(precision=1.0, recall=0.5, f1=0.666...)
        >>> Accuracy.of(0, 0, 0).f1
        1.0
        """
        empty = 0.0 if annotated else 1.0
        precision = right / output if output else empty
        recall = right / annotated if annotated else 1.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return cls(precision=precision, recall=recall, f1=f1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The figures of an evaluation; a share of nothing is None.

    Attributes
    ----------
    documents, gold_changes, output_changes : int
        How many were annotated and output.
    change, place : Accuracy
        Of changes of control: place, kind and actor right; the same with kind and actor left aside.
    hold_f1, repel_f1 : float
        Of standing states and of attacks beaten off.
    date, from_actor, modality : float or None
        Of the changes found whose annotation has one: the share where it is right.
    clean : float or None
        Of the documents without a change: the share for which none was output.
    evidence : float or None
        The share of claims that quote their document exactly; None without documents.
    geo_resolved, geo_10km : float or None
        Of the changes found whose annotation has a point: the share with a point, and the share
        within 10 km of it.
    """

    documents: int
    gold_changes: int
    output_changes: int
    change: Accuracy
    place: Accuracy
    hold_f1: float
    repel_f1: float
    date: float | None
    from_actor: float | None
    modality: float | None
    clean: float | None
    evidence: float | None
    geo_resolved: float | None
    geo_10km: float | None

    def figures(self) -> dict[str, int | float | None]:
        """Give all figures by the names they are printed under, in that order."""
        return {
            "documents": self.documents,
            "gold_changes": self.gold_changes,
            "output_changes": self.output_changes,
            **_named("change", self.change),
            **_named("place", self.place),
            "hold_f1": self.hold_f1,
            "repel_f1": self.repel_f1,
            "date": self.date,
            "from": self.from_actor,
            "modality": self.modality,
            "clean": self.clean,
            "evidence": self.evidence,
            "geo_resolved": self.geo_resolved,
            "geo_10km": self.geo_10km,
        }

    def to_text(self) -> str:
        """Give a line a figure, shares with three digits, None where there is none."""
        return "\n".join(f"{name:16}{_shown(value)}" for name, value in self.figures().items())

    def to_json(self) -> str:
        """Give the figures as one line of JSON."""
        return json.dumps(self.figures())


def _shown(value: float | None) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _named(name: str, accuracy: Accuracy) -> dict[str, float]:
    shares = {"p": accuracy.precision, "r": accuracy.recall, "f1": accuracy.f1}
    return {f"{name}_{letter}": share for letter, share in shares.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The annotations and claims of one document that are counted together, and their pairs.

    `found` are positions of the two that belong together, `placed` the same with kind and actor
    left aside. `repeats` are claims that only say again what another one says.
    """

    annotations: tuple[Annotation, ...]
    claims: tuple[Claim, ...]
    repeats: tuple[Claim, ...]
    found: tuple[tuple[int, int], ...]
    placed: tuple[tuple[int, int], ...]

    def matched(self) -> list[tuple[Annotation, Claim]]:
        """Give what belongs together."""
        return [(self.annotations[at], self.claims[by]) for at, by in self.found]

    def missed(self) -> list[Annotation]:
        """Give the annotations that no claim goes with."""
        found = {at for at, _ in self.found}
        return [annotation for at, annotation in enumerate(self.annotations) if at not in found]

    def wrong(self) -> list[Claim]:
        """Give the claims that go with no annotation."""
        found = {by for _, by in self.found}
        return [claim for by, claim in enumerate(self.claims) if by not in found]


def groups(annotations: Iterable[Annotation], claims: Iterable[Claim]) -> tuple[Group, ...]:
    """Match the claims of one document: changes, standing states, attacks beaten off.

    What is only tried or denied is no change and in none of the groups.
    """
    wanted, said = list(filter(_is_real, annotations)), list(filter(_is_real, claims))
    return tuple(
        _group([a for a in wanted if a.kind in kinds], [c for c in said if c.kind in kinds])
        for kinds in _COUNTED
    )


def _is_real(statement: Annotation | Claim) -> bool:
    return statement.modality in _REAL


def _group(annotations: Sequence[Annotation], claims: Sequence[Claim]) -> Group:
    once, repeats = repeats_apart(claims)
    return Group(
        annotations=tuple(annotations),
        claims=tuple(once),
        repeats=tuple(repeats),
        found=tuple(pairs(annotations, once, fits=_same_kind_and_actor)),
        placed=tuple(pairs(annotations, once, fits=lambda *_: True)),
    )


def _same_kind_and_actor(annotation: Annotation, claim: Claim) -> bool:
    kinds = counted_kind(annotation.kind) is counted_kind(claim.kind)
    return kinds and same_actor(annotation.actor, claim.actor)


def evaluate(
    gold: Iterable[AnnotatedDocument],
    claims: Iterable[Claim],
    *,
    documents: Iterable[Document] = (),
) -> Scores:
    """Score claims against articles annotated by hand; see docs/evaluation.md.

    Parameters
    ----------
    gold : iterable of AnnotatedDocument
        The documents that count, each once.
    claims : iterable of Claim
        In the order in which they were made; those about other documents are left aside.
    documents : iterable of Document, optional
        The texts, needed only to see whether the evidence stands in them.

    Examples
    --------
    >>> scores = evaluate([AnnotatedDocument(doc="a")], [])
    >>> scores.documents, scores.change.f1, scores.clean, scores.date
    (1, 1.0, 1.0, None)
    """
    said = claims_by_document(claims)
    texts = {document.id: document.text for document in documents}
    counts: Counter[str] = Counter()
    for document in gold:
        there = said[document.doc]
        counts.update(_counts(document, there))
        if document.doc in texts:
            counts.update(_quoted(there, texts[document.doc]))
    return _scores(counts)


def claims_by_document(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Group claims by the document they are of, in their order; others have none."""
    said: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.doc].append(claim)
    return said


def _counts(document: AnnotatedDocument, claims: Sequence[Claim]) -> Counter[str]:
    """Count what one document adds to the figures."""
    changes, holds, repels = groups(document.claims, claims)
    counts = Counter(documents=1, placed=len(changes.placed))
    for name, group in (("change", changes), ("hold", holds), ("repel", repels)):
        counts[f"{name} annotated"] += len(group.annotations)
        counts[f"{name} output"] += len(group.claims)
        counts[f"{name} right"] += len(group.found)
    if not changes.annotations:
        counts += _share("clean", not changes.claims)
    for annotation, claim in changes.matched():
        for name, check in CHECKS.items():
            right = check(annotation, claim)
            if right is not None:
                counts += _share(name, right)
    return counts


def _share(name: str, right: bool) -> Counter[str]:
    return Counter({f"{name} of": 1, f"{name} right": int(right)})


def _date_is_right(annotation: Annotation, claim: Claim) -> bool | None:
    """Judge the date of a change that was found; None where none is annotated."""
    return None if annotation.date is None else dates_agree(annotation.date, claim.date)


def _from_is_right(annotation: Annotation, claim: Claim) -> bool | None:
    """Judge from whom a place was taken; None where nobody is annotated."""
    wanted = annotation.from_actor
    return None if wanted is None else wanted == claim.from_actor


def _modality_is_right(annotation: Annotation, claim: Claim) -> bool:
    """Judge whether it is told in the outlet's voice or by somebody's word, as annotated."""
    return annotation.modality is claim.modality


def _point_is_near(annotation: Annotation, claim: Claim) -> bool | None:
    """Judge whether the point lies within 10 km; None where none is annotated."""
    if annotation.lat is None or annotation.lon is None:
        return None
    apart = km_apart(annotation, claim.place)
    return apart is not None and apart <= _GEO_KM


def _is_resolved(annotation: Annotation, claim: Claim) -> bool | None:
    return None if annotation.lat is None or annotation.lon is None else claim.place.resolved


CHECKS: Mapping[str, Callable[[Annotation, Claim], bool | None]] = {
    "date": _date_is_right,
    "from": _from_is_right,
    "modality": _modality_is_right,
    "geo_resolved": _is_resolved,
    "geo_10km": _point_is_near,
}
"""What is judged of a change that was found, by the name of its figure; None: nothing to judge."""


def _quoted(claims: Iterable[Claim], text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for claim in claims:
        counts += _share("evidence", claim.evidence is not None and claim.evidence.quotes(text))
    return counts


def _scores(counts: Counter[str]) -> Scores:
    def share(name: str) -> float | None:
        of = counts[f"{name} of"]
        return counts[f"{name} right"] / of if of else None

    def accuracy(name: str, right: int) -> Accuracy:
        return Accuracy.of(right, counts[f"{name} annotated"], counts[f"{name} output"])

    return Scores(
        documents=counts["documents"],
        gold_changes=counts["change annotated"],
        output_changes=counts["change output"],
        change=accuracy("change", counts["change right"]),
        place=accuracy("change", counts["placed"]),
        hold_f1=accuracy("hold", counts["hold right"]).f1,
        repel_f1=accuracy("repel", counts["repel right"]).f1,
        date=share("date"),
        from_actor=share("from"),
        modality=share("modality"),
        clean=share("clean"),
        evidence=share("evidence"),
        geo_resolved=share("geo_resolved"),
        geo_10km=share("geo_10km"),
    )
