"""One fact, one claim: what a document says twice is said once.

M1  claims of one kind about one place by one actor whose dates do not contradict are one; the
    surer stays, takes the narrower date and what the others add, and keeps the outlet's own voice
M2  a loss is no claim of its own where the document says who took the place at that time
M3  a place taken from nobody named was taken from the one other actor whom the document puts there
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazetteer import bare, fold
from mapper.records import Claim, DateBasis, DateRange, Kind, Modality, Span

__all__ = ["one_claim_a_fact"]

_TAKEN = {Kind.CAPTURE, Kind.TRANSFER}
_SLACK_DAYS = 1
_NOWHERE = Span(0, 0, "")


def one_claim_a_fact(claims: Iterable[Claim]) -> list[Claim]:
    """Merge the claims of one document; the order of the text is kept."""
    by_place: dict[str, list[Claim]] = {}
    for claim in claims:
        _merge_into(by_place.setdefault(_place_key(claim), []), claim)
    settled = (
        _from_whom(claim, there)
        for there in by_place.values()
        for claim in there
        if not _is_echo(claim, there)
    )
    return sorted(settled, key=lambda claim: (claim.evidence or _NOWHERE).start)


def _place_key(claim: Claim) -> str:
    return claim.place.id or bare(fold(claim.place.text).text)


def _merge_into(kept: list[Claim], claim: Claim) -> None:
    """M1, among the claims about one place."""
    at = next((i for i, other in enumerate(kept) if _same_fact(other, claim)), None)
    if at is None:
        kept.append(claim)
    else:
        kept[at] = _merged(kept[at], claim)


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


def _merged(one: Claim, other: Claim) -> Claim:
    best, rest = (other, one) if _rank(other) > _rank(one) else (one, other)
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


def _rank(claim: Claim) -> tuple[bool, bool, float]:
    """Put the outlet's own voice before a citation, and a dated sentence before an undated."""
    dated = claim.date_basis in {DateBasis.STATED, DateBasis.RELATIVE}
    return (claim.modality is Modality.ASSERTED, dated, claim.confidence)


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


def _is_echo(claim: Claim, claims: Sequence[Claim]) -> bool:
    """M2."""
    return claim.kind is Kind.LOSS and any(
        other.kind in _TAKEN
        and other.actor != claim.actor
        and _is_real(other)
        and _agree(claim, other)
        for other in claims
    )
