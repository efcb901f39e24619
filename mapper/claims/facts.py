"""One fact, one claim: what a document says twice is said once.

M1  claims of one kind about one place by one actor whose dates do not contradict are one; the
    surer stays, takes the narrower date and what the others add, keeps the outlet's own voice, and
    lists where else the document says it
M2  a loss is no claim of its own where the document says who took the place at that time
M3  a place taken from nobody named was taken from the one other actor whom the document puts there
M4  else from the other side that the document mostly speaks of, if it speaks mostly of one
M5  where a headline says in the outlet's voice what the text says by somebody's word, it is claimed
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gazetteer import bare, spelling
from mapper.records import Claim, DateBasis, DateRange, Kind, Modality, Span
from mapper.vocabulary import actor_or_other

__all__ = ["one_claim_a_fact"]

_TAKEN = {Kind.CAPTURE, Kind.TRANSFER}
_SLACK_DAYS = 1
_OFTEN, _MOSTLY = 2, 0.6
"""How often the other side is named at least, and with what share of all others (M4)."""
_OUTSIDERS = frozenset({"US", "COAL", "RU", "IL", "IR"})
_NOWHERE = Span(0, 0, "")


def one_claim_a_fact(
    claims: Iterable[Claim], *, named: Mapping[str, int] | None = None, headline_end: int = 0
) -> list[Claim]:
    """Merge the claims of one document; the order of the text is kept.

    Parameters
    ----------
    claims : iterable of Claim
        In the order of the text.
    named : mapping of str to int, optional
        How often the document names each actor (M4).
    headline_end : int
        Where the headline ends in the text; 0 without one (M5).
    """
    by_place: dict[str, list[_Fact]] = {}
    for claim in claims:
        _merge_into(by_place.setdefault(_place_key(claim), []), claim, headline_end)
    merged = [[fact.told() for fact in facts] for facts in by_place.values()]
    settled = (
        _from_other_side(_from_whom(claim, there), named or {})
        for there in merged
        for claim in there
        if not _is_echo(claim, there)
    )
    return sorted(settled, key=lambda claim: (claim.evidence or _NOWHERE).start)


def _place_key(claim: Claim) -> str:
    return claim.place.id or bare(spelling(claim.place.text))


@dataclass(slots=True)
class _Fact:
    """What a document says once or more often; `spans` is where."""

    claim: Claim
    spans: set[Span]

    def told(self) -> Claim:
        """Give the claim with where else the document says it, in the order of the text."""
        others = sorted(self.spans - {self.claim.evidence}, key=lambda span: (span.start, span.end))
        return replace(self.claim, also=tuple(others)) if others else self.claim


def _merge_into(kept: list[_Fact], claim: Claim, headline_end: int) -> None:
    """M1, among the claims about one place."""
    spans = {claim.evidence} if claim.evidence is not None else set()
    fact = next((fact for fact in kept if _same_fact(fact.claim, claim)), None)
    if fact is None:
        kept.append(_Fact(claim, spans))
    else:
        fact.claim = _merged(fact.claim, claim, headline_end)
        fact.spans |= spans


def _same_fact(one: Claim, other: Claim) -> bool:
    kinds = one.kind is other.kind or (one.kind in _TAKEN and other.kind in _TAKEN)
    real = _is_real(one) == _is_real(other)
    return kinds and real and one.actor == other.actor and _agree(one, other)


def _is_real(claim: Claim) -> bool:
    return claim.modality in {Modality.ASSERTED, Modality.CLAIMED}


def _agree(one: Claim, other: Claim) -> bool:
    """Say whether the dates can be of one event; an undated claim agrees with any."""
    if one.date is None or other.date is None:
        return True
    return one.date.overlaps(other.date, slack_days=_SLACK_DAYS)


def _merged(one: Claim, other: Claim, headline_end: int) -> Claim:
    later = _rank(other, headline_end) > _rank(one, headline_end)
    best, rest = (other, one) if later else (one, other)
    date, basis = _narrower(best, rest)
    return replace(
        best,
        from_actor=best.from_actor or (rest.from_actor if rest.from_actor != best.actor else None),
        share=best.share if best.share is not None else rest.share,
        date=date,
        date_basis=basis,
        confidence=max(best.confidence, rest.confidence),
        id="",
    )


def _rank(claim: Claim, headline_end: int) -> tuple[bool, bool, bool, float]:
    """Put the text before its headline, the outlet's voice before others, the dated first (M5)."""
    text = (claim.evidence or _NOWHERE).start >= headline_end
    dated = claim.date_basis in {DateBasis.STATED, DateBasis.RELATIVE}
    return (text, claim.modality is Modality.ASSERTED, dated, claim.confidence)


def _narrower(best: Claim, rest: Claim) -> tuple[DateRange | None, DateBasis]:
    if best.date is None or rest.date is None:
        dated = best if best.date is not None else rest
        return dated.date, dated.date_basis
    if best.date_basis is not DateBasis.PUBLISHED or rest.date_basis is DateBasis.PUBLISHED:
        return best.date, best.date_basis
    return rest.date, rest.date_basis


def _from_whom(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """M3."""
    if claim.from_actor is not None or claim.kind not in _TAKEN | {Kind.PARTIAL, Kind.SIEGE}:
        return claim
    there = [c for c in claims if _is_real(c)]
    others = {actor for c in there for actor in (c.actor, c.from_actor)} - {None, claim.actor}
    return replace(claim, from_actor=others.pop(), id="") if len(others) == 1 else claim


def _from_other_side(claim: Claim, named: Mapping[str, int]) -> Claim:
    """M4; outsiders who bomb or advise are no side on the ground."""
    if claim.from_actor is not None or claim.kind not in _TAKEN | {Kind.PARTIAL, Kind.SIEGE}:
        return claim
    side = _side(claim.actor)
    others = {a: n for a, n in named.items() if _side(a) != side and a not in _OUTSIDERS}
    actor = max(others, key=others.__getitem__, default=None)
    if actor is None or others[actor] < max(_OFTEN, _MOSTLY * sum(others.values())):
        return claim
    return replace(claim, from_actor=actor, id="")


def _side(actor: str) -> str:
    return actor_or_other(actor).side


def _is_echo(claim: Claim, claims: Sequence[Claim]) -> bool:
    """M2."""
    return claim.kind is Kind.LOSS and any(
        other.kind in _TAKEN
        and other.actor != claim.actor
        and _is_real(other)
        and _agree(claim, other)
        for other in claims
    )
