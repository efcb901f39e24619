"""From claims to statements: what each says about its place, on which days, and how much it counts.

The numbered rules are those of docs/control.md.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.copies import counted_once
from mapper.control.disputes import disputes
from mapper.control.freshness import freshness
from mapper.control.sources import Sides, side_of
from mapper.control.statements import Mode, Say, Statements
from mapper.records import Claim, Kind, Modality

__all__ = ["countable", "make_statements"]

Ints = NDArray[np.int64]

_NEARLY_ALL = 0.9
"""A share from here on is as good as the whole."""

_SAYS = {
    Kind.CAPTURE: Say.TAKEN,
    Kind.TRANSFER: Say.TAKEN,
    Kind.HOLD: Say.HELD,
    Kind.REPEL: Say.HELD,
    Kind.PARTIAL: Say.PART,
    Kind.LOSS: Say.LOST,
    Kind.SIEGE: Say.BESIEGED,
}


def countable(claims: Iterable[Claim], mode: Mode) -> list[Claim]:
    """Keep the claims that say something about control, each once, in an order of their own.

    Attempts and denials change nothing (rules 1 to 3); neither do claims without a place on the map
    or a day, and as known neither what was never published.
    """
    kept: dict[str, Claim] = {}
    for claim in claims:
        if _counts(claim, mode):
            same = kept.setdefault(claim.id, claim)
            if same != claim:  # one id, two records: whichever comes first, the same one counts
                kept[claim.id] = min(same, claim, key=lambda one: json.dumps(one.to_json()))
    return sorted(kept.values(), key=_order)


def _counts(claim: Claim, mode: Mode) -> bool:
    said = claim.modality in (Modality.ASSERTED, Modality.CLAIMED) and claim.kind in _SAYS
    placed = claim.place.resolved and claim.place.id is not None
    known = mode is Mode.HINDSIGHT or claim.published is not None
    return said and placed and known and claim.date is not None


def _order(claim: Claim) -> tuple[object, ...]:
    taking = 0 if _SAYS[claim.kind] is Say.TAKEN else 1
    published = claim.published or dt.date.max
    return (claim.place.id, published, taking, claim.modality.value, claim.id)


def make_statements(
    claims: Sequence[Claim],
    places: Mapping[str, int],
    actors: Mapping[str, int],
    sides: Sides,
    config: ControlConfig,
    mode: Mode,
) -> Statements:
    """Turn countable claims into statements.

    Parameters
    ----------
    claims : sequence of Claim
        From :func:`countable`, in its order.
    places, actors : mapping of str to int
        The index of each id.
    sides : Sides
        Whose side sources are on.
    config : ControlConfig
        What sources are worth, and how news ages.
    mode : Mode
        As known, old news says less about the present.
    """
    rows = [_row(at, claim, places, actors, sides, config) for at, claim in enumerate(claims)]
    said = _before_captures(claims, _columns(rows))
    said = said.weighed(counted_once(claims, said.say, sides, config))
    said = said.joined(_implied(claims, said, actors, config, mode))
    if mode is Mode.AS_KNOWN:
        said = said.weighed(freshness(said, config))
    return said.joined(disputes(said, config)).joined(_siege_ends(said))


_Row = tuple[int, int, int, int, float, float, int, int, int]


def _row(
    at: int,
    claim: Claim,
    places: Mapping[str, int],
    actors: Mapping[str, int],
    sides: Sides,
    config: ControlConfig,
) -> _Row:
    assert claim.place.id is not None
    assert claim.date is not None
    say = _SAYS[claim.kind]
    if say is Say.PART and claim.share is not None and claim.share >= _NEARLY_ALL:
        say = Say.TAKEN  # rule 6
    side = sides.of_claim(claim)
    unknown = claim.modality is Modality.CLAIMED and side is None
    sure = min(1.0, claim.confidence / config.sure)
    weight = sure * (config.cited if unknown else 1.0)
    published = claim.published.toordinal() if claim.published else -1
    days = (claim.date.earliest.toordinal(), claim.date.latest.toordinal())
    wrong = _wrong(claim, side, config)
    return (at, places[claim.place.id], say, actors[claim.actor], wrong, weight, *days, published)


def _wrong(claim: Claim, side: str | None, config: ControlConfig) -> float:
    """Give the chance that a source is wrong, by its interest in what it says."""
    if side is None:
        return config.wrong_neutral
    own = side == side_of(claim.actor)
    if claim.kind is Kind.LOSS:
        return config.wrong_against_side if own else config.wrong_own_side
    if own:
        return config.wrong_own_side
    loser = None if claim.from_actor is None else side_of(claim.from_actor)
    bystander = loser is not None and loser != side
    return config.wrong_neutral if bystander else config.wrong_against_side


def _columns(rows: Sequence[_Row]) -> Statements:
    table = np.array(rows, dtype=np.float64).reshape(-1, 9).T
    claim, place, say, actor = table[:4].astype(np.int64)
    first, last, published = table[6:].astype(np.int64)
    return Statements(claim, place, say, actor, table[4], table[5], first, last, published)


def _before_captures(claims: Sequence[Claim], said: Statements) -> Statements:
    """Put a holder whom the same text says to lose the place in those days before the capture."""
    taken: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at in np.flatnonzero(said.say == Say.TAKEN).tolist():
        taken[claims[at].doc, int(said.place[at])].append(at)
    first, last = said.first.copy(), said.last.copy()
    for at in np.flatnonzero(said.say == Say.HELD).tolist():
        for other in taken.get((claims[at].doc, int(said.place[at])), ()):
            lost = said.actor[other] != said.actor[at] and claims[at].kind is Kind.HOLD
            if lost and first[at] <= said.last[other] and last[at] >= said.first[other] > 1:
                last[at] = said.first[other] - 1
                first[at] = min(first[at], last[at])
    return replace(said, first=first, last=last)


def _implied(
    claims: Sequence[Claim],
    said: Statements,
    actors: Mapping[str, int],
    config: ControlConfig,
    mode: Mode,
) -> Statements:
    """Have whom a siege is laid to hold the place, and who lost it hold it the day before (13).

    Whoever boasts of a capture has no interest in who lost: there a partisan is as good as neutral.
    """
    loser = np.array([actors[c.from_actor] if c.from_actor else -1 for c in claims], np.int64)
    besieged = said.take(said.say == Say.BESIEGED)
    held = besieged.saying(Say.HELD, loser[besieged.claim])
    if mode is Mode.HINDSIGHT:
        taken = said.take(said.say == Say.TAKEN)
        before = taken.saying(Say.HELD, loser[taken.claim])
        held = held.joined(replace(before, first=taken.first - 1, last=taken.first - 1))
    held = replace(held, wrong=np.minimum(held.wrong, config.wrong_neutral))
    return held.take((held.actor >= 0) & (held.first > 0)).weighed(config.implied)


def _siege_ends(said: Statements) -> Statements:
    """Let a capture end the siege of its place, if there is one (rule 7)."""
    besieged = np.unique(said.place[said.say == Say.BESIEGED])
    ends = said.take((said.say == Say.TAKEN) & np.isin(said.place, besieged))
    return ends.saying(Say.NO_SIEGE, np.full(len(ends.claim), -1))
