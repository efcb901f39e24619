"""What is right, wrong and missed in one document, and why.

What was missed and what is wrong are set side by side, the nearest first, so that one mistake is
one judgement and not two:

J1  the same place with the right actor: the kind is wrong
J2  the same place with the right kind: the actor is wrong
J3  the same place: both are wrong
J4  another place, read out of the same words, with the right kind or actor: the place is wrong
J5  the same place, but one side has as tried or denied what the other has as real
J6  the same place, but what is annotated there has its claim already, or every claim its annotation
J7  nothing on the other side comes near
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from mapper.evaluation.annotations import Annotation
from mapper.evaluation.matching import counted_kind, one_to_one, same_actor, same_place
from mapper.evaluation.scores import CHECKS, groups
from mapper.records import Claim, Span

__all__ = ["Cause", "Judgement", "Verdict", "judge"]

_T = TypeVar("_T")
_ALL_CAUSES = 3
"""Kind, actor and place: what differs in all of them is not the same mistake."""


class Verdict(StrEnum):
    """What became of an annotation, a claim, or both; `mistaken` is one missed and one wrong."""

    RIGHT = "right"
    MISTAKEN = "mistaken"
    WRONG = "wrong"
    MISSED = "missed"
    ASIDE = "not counted"


class Cause(StrEnum):
    """Why something is wrong or missed."""

    KIND = "kind"
    ACTOR = "actor"
    PLACE = "place"
    REALITY = "tried or done"
    NUMBER = "too many or few"
    ALONE = "nothing near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One thing annotated, claimed, or both.

    Attributes
    ----------
    verdict : Verdict
    annotation, claim
        At least one of the two. Beside a wrong claim stands the annotation that it is nearest to,
        beside a missed annotation the claim.
    causes : tuple of Cause
        Empty for what is right or not counted.
    slips : tuple of str
        What is wrong about something right, by the names of the figures: date, from, modality,
        geo_resolved, geo_10km.
    where : Span or None
        Where the annotated evidence stands in the text, None if it does not.
    """

    verdict: Verdict
    annotation: Annotation | None = None
    claim: Claim | None = None
    causes: tuple[Cause, ...] = ()
    slips: tuple[str, ...] = ()
    where: Span | None = None

    @property
    def is_error(self) -> bool:
        """Whether it lowers precision or recall."""
        return self.verdict not in {Verdict.RIGHT, Verdict.ASIDE}


def judge(annotations: Sequence[Annotation], claims: Sequence[Claim], text: str) -> list[Judgement]:
    """Judge the claims of one document by its annotations.

    Parameters
    ----------
    annotations, claims
        Of one document; claims in the order in which they were made.
    text : str
        The document's text, in which evidence is looked up.

    Returns
    -------
    list of Judgement
        In the order of the text; what has no place in it comes last. Every annotation that counts
        is in one right, mistaken or missed judgement, every claim that counts in one right,
        mistaken or wrong one.

    Examples
    --------
    >>> from mapper.records import Kind
    >>> wanted = Annotation(kind=Kind.CAPTURE, place="تدمر", actor="IS", evidence="سقطت تدمر")
    >>> [(j.verdict.value, j.causes[0].value, j.where) for j in judge([wanted], [], "سقطت تدمر.")]
    [('missed', 'nothing near', Span(start=0, end=9, text='سقطت تدمر'))]
    """
    found = _Judge(annotations, claims, text).judgements()
    return sorted(found, key=_position)


def _position(judgement: Judgement) -> tuple[bool, int]:
    """Order by where the text was read, else by where it should have been."""
    evidence = judgement.claim.evidence if judgement.claim else None
    span = evidence or judgement.where
    return span is None, span.start if span else 0


def _find(text: str, annotation: Annotation | None) -> Span | None:
    """Find the first place where the annotated evidence stands in the text."""
    quoted = annotation.evidence if annotation else ""
    at = text.find(quoted) if quoted else -1
    return None if at < 0 else Span(at, at + len(quoted), quoted)


class _Judge:
    """Works through one document, from what is surely right to what stands alone.

    The lists hold what is still to be judged.
    """

    def __init__(
        self, annotations: Sequence[Annotation], claims: Sequence[Claim], text: str
    ) -> None:
        self._groups = groups(annotations, claims)
        self._text = text
        self._missed = [a for group in self._groups for a in group.missed()]
        self._wrong = [c for group in self._groups for c in group.wrong()]
        self._repeats = [c for group in self._groups for c in group.repeats]
        counted = [c for group in self._groups for c in group.claims]
        self._tried = _without(claims, [*counted, *self._repeats])
        self._unreal = _without(annotations, [a for g in self._groups for a in g.annotations])

    def judgements(self) -> Iterator[Judgement]:
        """Yield all judgements, in no order."""
        yield from self._right()
        yield from self._mistaken()
        yield from self._unreal_or_tried()
        for annotation in self._missed:
            yield self._made(Verdict.MISSED, annotation, None, self._why_missed(annotation))
        for claim in self._wrong:
            yield self._made(Verdict.WRONG, None, claim, self._why_wrong(claim))
        yield from self._aside()

    def _right(self) -> Iterator[Judgement]:
        for annotation, claim in (pair for group in self._groups for pair in group.matched()):
            right = self._made(Verdict.RIGHT, annotation, claim)
            yield replace(right, slips=_slips(annotation, claim))

    def _mistaken(self) -> Iterator[Judgement]:
        """J1 to J4."""
        for annotation, claim in _taken(self._missed, self._wrong, self._nearness):
            yield self._made(Verdict.MISTAKEN, annotation, claim, *_causes(annotation, claim))

    def _unreal_or_tried(self) -> Iterator[Judgement]:
        """J5."""
        for annotation, claim in _taken(self._missed, self._tried, _same_place):
            yield self._made(Verdict.MISSED, annotation, claim, Cause.REALITY)
        for annotation, claim in _taken(self._unreal, self._wrong, _same_place):
            yield self._made(Verdict.WRONG, annotation, claim, Cause.REALITY)

    def _aside(self) -> Iterator[Judgement]:
        for annotation, claim in _taken(self._unreal, self._tried, _same_place):
            yield self._made(Verdict.ASIDE, annotation, claim)
        for annotation in self._unreal:
            yield self._made(Verdict.ASIDE, annotation, None)
        for claim in [*self._tried, *self._repeats]:
            yield self._made(Verdict.ASIDE, None, claim)

    def _why_missed(self, annotation: Annotation) -> Cause:
        """J6, J7."""
        claims = (claim for group in self._groups for claim in group.claims)
        known = any(same_place(annotation, claim.place) for claim in claims)
        return Cause.NUMBER if known else Cause.ALONE

    def _why_wrong(self, claim: Claim) -> Cause:
        """J6, J7."""
        annotations = (annotation for group in self._groups for annotation in group.annotations)
        known = any(same_place(annotation, claim.place) for annotation in annotations)
        return Cause.NUMBER if known else Cause.ALONE

    def _nearness(self, annotation: Annotation, claim: Claim) -> int | None:
        """Rank by J1 to J4; None for what has too little in common."""
        causes = _causes(annotation, claim)
        if Cause.PLACE not in causes:
            return {Cause.KIND: 1, Cause.ACTOR: 2}[causes[0]] if len(causes) == 1 else 3
        near = len(causes) < _ALL_CAUSES and self._share_words(annotation, claim)
        return 3 + len(causes) if near else None

    def _share_words(self, annotation: Annotation, claim: Claim) -> bool:
        where, evidence = _find(self._text, annotation), claim.evidence
        if where is None or evidence is None:
            return False
        return where.start < evidence.end and evidence.start < where.end

    def _made(
        self, verdict: Verdict, annotation: Annotation | None, claim: Claim | None, *causes: Cause
    ) -> Judgement:
        where = _find(self._text, annotation)
        return Judgement(
            verdict=verdict, annotation=annotation, claim=claim, causes=causes, where=where
        )


def _without(items: Iterable[_T], others: Iterable[_T]) -> list[_T]:
    """Give the items that are none of the others; equal ones are told apart."""
    known = set(map(id, others))
    return [item for item in items if id(item) not in known]


def _causes(annotation: Annotation, claim: Claim) -> tuple[Cause, ...]:
    """Say in which of kind, actor and place the two differ."""
    same = {
        Cause.KIND: counted_kind(annotation.kind) is counted_kind(claim.kind),
        Cause.ACTOR: same_actor(annotation.actor, claim.actor),
        Cause.PLACE: same_place(annotation, claim.place),
    }
    return tuple(cause for cause, fits in same.items() if not fits)


def _same_place(annotation: Annotation, claim: Claim) -> int | None:
    """Rank what is about one place, the same actor first."""
    if not same_place(annotation, claim.place):
        return None
    return 1 if same_actor(annotation.actor, claim.actor) else 2


def _slips(annotation: Annotation, claim: Claim) -> tuple[str, ...]:
    """Name what is wrong; a place without a point is not also told to be far."""
    wrong = [name for name, check in CHECKS.items() if check(annotation, claim) is False]
    return tuple(name for name in wrong if name != "geo_10km" or claim.place.resolved)


def _taken(
    annotations: list[Annotation],
    claims: list[Claim],
    rank: Callable[[Annotation, Claim], int | None],
) -> list[tuple[Annotation, Claim]]:
    """Take out of both lists what belongs side by side, lowest rank first."""
    ranked = sorted(
        (how, at, by)
        for at, annotation in enumerate(annotations)
        for by, claim in enumerate(claims)
        if (how := rank(annotation, claim)) is not None
    )
    taken = one_to_one((at, by) for _, at, by in ranked)
    found = [(annotations[at], claims[by]) for at, by in taken]
    annotations[:] = _without(annotations, [annotation for annotation, _ in found])
    claims[:] = _without(claims, [claim for _, claim in found])
    return found
