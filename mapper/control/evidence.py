"""Claims as numbers: what each says about each state of its place, on which days.

A place has a chain of states: its possible holders, *contested* and *nobody known*. A place that
somebody is said to besiege has a second chain: each besieger, and *no siege*. Claims become
statements about a chain; the numbered rules (docs/control.md) are kept here and in `fusion`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from gazetteer import fold
from mapper.config import ControlConfig
from mapper.control.sources import Sides, side_of
from mapper.records import Claim, Kind, Modality

__all__ = ["SAYS", "Mode", "Say", "Spread", "Statements", "countable", "make_statements"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NEARLY_ALL = 0.9
"""A share from here on is as good as the whole."""
_SPREAD = 64
"""A claim of more days than this is put on so many of them, evenly."""
_SAME_TEXT = 30
"""Two claims with the same evidence of at least so many letters are one wire text."""


class Say(IntEnum):
    """What a statement says about a chain."""

    TAKEN = 0
    HELD = 1
    PART = 2
    LOST = 3
    BESIEGED = 4
    NO_SIEGE = 5
    DISPUTED = 6


class Mode(IntEnum):
    """Which days a claim counts on: its event's, or the day on which it became known."""

    HINDSIGHT = 0
    AS_KNOWN = 1


SAYS = {
    Kind.CAPTURE: Say.TAKEN,
    Kind.TRANSFER: Say.TAKEN,
    Kind.HOLD: Say.HELD,
    Kind.REPEL: Say.HELD,
    Kind.PARTIAL: Say.PART,
    Kind.LOSS: Say.LOST,
    Kind.SIEGE: Say.BESIEGED,
}
_HOLDING = (Say.TAKEN, Say.HELD)


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements as columns of equal length, one entry for each claim (some claims make two).

    Attributes
    ----------
    claim : array of int
        Index of the claim; a dispute has that of the claim that contradicts.
    place, say, actor : array of int
        Index of the place, :class:`Say`, index of the actor (-1 for none).
    wrong : array of float
        Chance that the source is wrong.
    weight : array of float
        How much the statement counts, 0..1: confidence, copies, age.
    first, last, published : array of int
        Ordinal days; `published` is -1 where the claim was never published.
    """

    claim: Ints
    place: Ints
    say: Ints
    actor: Ints
    wrong: Floats
    weight: Floats
    first: Ints
    last: Ints
    published: Ints

    def take(self, which: NDArray[np.bool_] | Ints) -> Statements:
        """Keep some of the statements, in the order asked for."""
        return Statements(*(getattr(self, name)[which] for name in self.__slots__))

    def weighed(self, factor: Floats | float) -> Statements:
        """Multiply the weights."""
        return replace(self, weight=self.weight * factor)

    def joined(self, other: Statements) -> Statements:
        """Put the statements of another behind these."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return Statements(*(np.concatenate(pair) for pair in pairs))

    def days(self, mode: Mode) -> Spread:
        """Give every day on which a statement counts, and how much of it.

        As known a statement counts on the day it became known, or on its event's first day if it
        was announced before. In hindsight its event may have been on any of its days, so what it
        says about the state of a day counts by the chance that the event had happened by then.
        """
        if mode is Mode.AS_KNOWN:
            each = np.arange(len(self.claim))
            ones = np.ones(len(each))
            return Spread(each, np.maximum(self.published, self.first), ones, ones)
        length = self.last - self.first + 1
        parts = np.minimum(length, _SPREAD)
        each = np.repeat(np.arange(len(parts)), parts)
        rank = np.arange(len(each)) - np.repeat(np.cumsum(parts) - parts, parts)
        count = parts[each]
        day = self.first[each] + (rank + 1) * length[each] // np.maximum(count, 1) - 1
        return Spread(each, day, 1 / count, 2 * (rank + 1) / (count * (count + 1)))


@dataclass(frozen=True, slots=True)
class Spread:
    """Statements on their days: indices `each`, ordinals `day`; both shares add up to 1 for each.

    `event`: the chance that the event was on that day; `state`: how much of what the statement
    says about the state counts on it.
    """

    each: Ints
    day: Ints
    event: Floats
    state: Floats


def countable(claims: Iterable[Claim], mode: Mode) -> list[Claim]:
    """Keep the claims that say something about control, each once, in an order of their own.

    Attempts and denials change nothing; neither do claims without a place on the map or a day, and
    as known neither what was never published.
    """
    kept = {claim.id: claim for claim in claims if _counts(claim, mode)}
    return sorted(kept.values(), key=_order)


def _counts(claim: Claim, mode: Mode) -> bool:
    said = claim.modality in (Modality.ASSERTED, Modality.CLAIMED) and claim.kind in SAYS
    placed = claim.place.resolved and claim.place.id is not None
    known = mode is Mode.HINDSIGHT or claim.published is not None
    return said and placed and known and claim.date is not None


def _order(claim: Claim) -> tuple[object, ...]:
    taking = 0 if SAYS[claim.kind] is Say.TAKEN else 1
    published = claim.published or dt.date.max
    return (claim.place.id, published, taking, claim.modality.value, claim.id)


def make_statements(
    claims: Sequence[Claim],
    places: dict[str, int],
    actors: dict[str, int],
    sides: Sides,
    config: ControlConfig,
    mode: Mode,
) -> Statements:
    """Turn countable claims into statements.

    Parameters
    ----------
    claims : sequence of Claim
        From :func:`countable`, in its order.
    places, actors : dict
        The index of each id.
    """
    rows = [_row(at, claim, places, actors, sides, config) for at, claim in enumerate(claims)]
    said = _before_captures(claims, _columns(rows)).weighed(_once(claims))
    said = said.joined(_implied(claims, said, actors, mode).weighed(config.implied))
    if mode is Mode.AS_KNOWN:
        said = said.weighed(_freshness(said, config))
    return said.joined(_disputes(said, config)).joined(_siege_ends(said))


_Row = tuple[int, int, int, int, float, float, int, int, int]


def _row(
    at: int,
    claim: Claim,
    places: dict[str, int],
    actors: dict[str, int],
    sides: Sides,
    config: ControlConfig,
) -> _Row:
    assert claim.place.id is not None
    assert claim.date is not None
    say = SAYS[claim.kind]
    if say is Say.PART and claim.share is not None and claim.share >= NEARLY_ALL:
        say = Say.TAKEN
    side = sides.of_claim(claim)
    unknown = claim.modality is Modality.CLAIMED and side is None
    sure = min(1.0, claim.confidence / config.sure)
    weight = sure * (config.cited if unknown else 1.0)
    published = claim.published.toordinal() if claim.published else -1
    days = (claim.date.earliest.toordinal(), claim.date.latest.toordinal())
    wrong = _wrong(claim, side, config)
    return (at, places[claim.place.id], say, actors[claim.actor], wrong, weight, *days, published)


def _wrong(claim: Claim, side: str | None, config: ControlConfig) -> float:
    """Weigh a source by its interest in what it says."""
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
    table = np.array(rows, dtype=np.float64).reshape(-1, len(Statements.__slots__)).T
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


def _once(claims: Sequence[Claim]) -> Floats:
    """Count what one voice says, and what one wire text says, once: the first that was published.

    One voice is the cited source, else the outlet, else the document; it says the same when place,
    actor and days are the same and both put the actor in control, or both are of one kind.
    """
    seen: set[tuple[object, ...]] = set()
    weights = np.ones(len(claims))
    for at, claim in enumerate(claims):
        keys = _copy_keys(claim)
        weights[at] = not seen.intersection(keys)
        seen.update(keys)
    return weights


def _copy_keys(claim: Claim) -> list[tuple[object, ...]]:
    said = "in control" if SAYS[claim.kind] in _HOLDING else claim.kind.value
    same = (claim.place.id, said, claim.actor)
    voice = claim.source or claim.outlet
    named = ("voice", fold(voice).text) if voice else ("doc", claim.doc)
    keys: list[tuple[object, ...]] = [(*same, claim.date, *named)]
    text = claim.evidence.text if claim.evidence else ""
    if len(text) >= _SAME_TEXT:
        keys.append((*same, "text", fold(text).text))
    return keys


def _freshness(said: Statements, config: ControlConfig) -> Floats:
    """Let old news say less about the present: by its age, and if a later capture is known.

    An event is as old as the middle of its days, a state as old as the last day it is told of.
    """
    lasting = np.isin(said.say, (Say.HELD, Say.BESIEGED))
    day = np.where(lasting, said.last, (said.first + said.last) // 2)
    event = np.minimum(day, said.published)
    age = 0.5 ** (np.maximum(said.published - event, 0) / config.stale_days)
    newest = _newest_capture(said, event)
    known = newest >= 0
    later = known & (event[newest] > event) & (said.actor[newest] != said.actor)
    later &= said.first <= said.published
    overtaken = np.maximum(said.wrong[newest], config.wrong_neutral)
    fresh: Floats = np.where(later, age * overtaken, age)
    return fresh


def _newest_capture(said: Statements, event: Ints) -> Ints:
    """Give for each statement the capture with the latest event known on its day, or -1."""
    newest = np.full(len(event), -1)
    if not len(event):
        return newest
    order = np.lexsort((said.published, said.place))
    place, known = said.place[order], said.published[order]
    taken = (said.say[order] == Say.TAKEN) & (said.weight[order] > 0)
    rank = np.empty(len(order), dtype=np.int64)
    rank[np.lexsort((order, event[order]))] = np.arange(1, len(order) + 1)
    span = len(order) + 1
    top = np.maximum.accumulate(place * span + np.where(taken, rank, 0))
    group = np.concatenate([(np.diff(place) != 0) | (np.diff(known) != 0), [True]])
    ends = np.flatnonzero(group)
    top = top[ends[np.searchsorted(ends, np.arange(len(order)))]] % span
    by_rank = np.full(span, -1)
    by_rank[rank] = order
    newest[order] = by_rank[top]
    return newest


def _disputes(said: Statements, config: ControlConfig) -> Statements:
    """Make a dispute where a capture told by its own side is contradicted within days.

    It is contradicted when a source with no interest in it puts somebody else in control, or when
    two sources have two actors take the place on one day.
    """
    middle = (said.first + said.last) // 2
    holding = np.isin(said.say, _HOLDING) & (said.weight > 0)
    order = np.flatnonzero(holding)
    keys = (said.claim[order], said.say[order], middle[order], said.place[order])
    order = order[np.lexsort(keys)]
    rows, day = said.take(order), middle[order]
    other = _last_capture_by_another(rows)
    apart = day - day[other]
    partisan = (rows.wrong[other] >= config.wrong_own_side) & (rows.wrong < config.wrong_own_side)
    held = (rows.say == Say.HELD) & partisan & (apart <= config.dispute_days)
    both = (rows.say == Say.TAKEN) & (apart == 0) & (rows.first == rows.last)
    both &= (rows.first[other] == rows.last[other]) & ~_certain(rows, other, config)
    hit = (other >= 0) & (held | both)
    found = rows.take(hit)
    known = np.maximum(found.published, rows.published[other][hit])
    weight = found.weight * rows.weight[other][hit]
    disputes = _as(found, Say.DISPUTED, found.actor)
    return replace(disputes, weight=weight, published=known)


def _certain(rows: Statements, other: Ints, config: ControlConfig) -> NDArray[np.bool_]:
    """Say where one of two speaks against its interest and the other does not."""
    one = rows.wrong <= config.wrong_against_side
    differ: NDArray[np.bool_] = one != (rows.wrong[other] <= config.wrong_against_side)
    return differ


def _last_capture_by_another(rows: Statements) -> Ints:
    """Give for each row the last capture before it at its place by another actor, or -1."""
    count = len(rows.claim)
    each = np.arange(count)
    taken = rows.say == Say.TAKEN
    last = np.maximum.accumulate(np.where(taken, each, -1))
    last = np.concatenate([[-1], last[:-1]]) if count else last
    captures = np.flatnonzero(taken)
    change = np.ones(len(captures), dtype=bool)
    change[1:] = (np.diff(rows.actor[captures]) != 0) | (np.diff(rows.place[captures]) != 0)
    run = np.maximum.accumulate(np.where(change, np.arange(len(captures)), 0))
    before = np.full(count, -1)
    before[captures] = np.where(run > 0, captures[run - 1], -1)
    same = (last >= 0) & (rows.actor[last] == rows.actor)
    found = np.where(same, before[last], last)
    return np.where((found >= 0) & (rows.place[found] == rows.place), found, -1)


def _implied(
    claims: Sequence[Claim], said: Statements, actors: dict[str, int], mode: Mode
) -> Statements:
    """Whom a place is besieged in holds it; whom it was taken from held it on the day before."""
    loser = np.array([actors[c.from_actor] if c.from_actor else -1 for c in claims], np.int64)
    besieged = said.take(said.say == Say.BESIEGED)
    held = _as(besieged, Say.HELD, loser[besieged.claim])
    if mode is Mode.HINDSIGHT:
        taken = said.take(said.say == Say.TAKEN)
        before = _as(taken, Say.HELD, loser[taken.claim])
        held = held.joined(replace(before, first=taken.first - 1, last=taken.first - 1))
    return held.take((held.actor >= 0) & (held.first > 0))


def _siege_ends(said: Statements) -> Statements:
    """Let a capture end the siege of its place, if there is one."""
    besieged = np.unique(said.place[said.say == Say.BESIEGED])
    ends = (said.say == Say.TAKEN) & np.isin(said.place, besieged)
    return _as(said.take(ends), Say.NO_SIEGE, np.full(int(ends.sum()), -1))


def _as(said: Statements, say: Say, actor: Ints) -> Statements:
    """Give the same statements, saying something else."""
    return replace(said, say=np.full(len(actor), say, np.int64), actor=actor)
