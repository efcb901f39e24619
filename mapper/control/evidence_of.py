"""Which claims speak for and against every spell, and which rule began it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.control.evidence import Mode, Say, Statements
from mapper.control.states import STATUSES, Spells
from mapper.records import Status

__all__ = ["Support", "support_of"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BEFORE_DAYS = 14
"""A claim of the days before a spell may have helped to begin it."""
_UNKNOWN, _CONTROLLED, _CONTESTED, _BESIEGED = (
    STATUSES.index(status)
    for status in (Status.UNKNOWN, Status.CONTROLLED, Status.CONTESTED, Status.BESIEGED)
)
_RULES = {
    _UNKNOWN: ((Say.LOST, "loss"),),
    _CONTROLLED: ((Say.TAKEN, "capture"), (Say.HELD, "hold"), (Say.PART, "part")),
    _CONTESTED: ((Say.PART, "part"), (Say.DISPUTED, "dispute")),
    _BESIEGED: ((Say.BESIEGED, "siege"),),
}
_ELSE = {_UNKNOWN: "age", _CONTROLLED: "neighbours", _CONTESTED: "disputed", _BESIEGED: "siege"}


@dataclass(frozen=True, slots=True)
class Support:
    """For every spell: claims (indices) for and against, the rule, and the range of its begin."""

    supporting: list[Ints]
    contradicting: list[Ints]
    rule: list[str]
    earliest: Ints
    latest: Ints


def support_of(spells: Spells, begins: Ints, ends: Ints, said: Statements, mode: Mode) -> Support:
    """Find the claims of every spell.

    Parameters
    ----------
    spells : Spells
        S spells, ordered by place and day.
    begins, ends : array of int, shape (S,)
        Their days (ordinals), half open.
    said : Statements
        What the spells were inferred from.
    """
    first, last = _counted_days(said, mode)
    row, spell = _meetings(spells, begins, ends, said, first, last)
    helps, hurts = _helps(spells, spell, said, row), _hurts(spells, spell, said, row)
    inside = begins[spell] <= last[row]
    helps &= inside | (begins[spell] - last[row] <= _BEFORE_DAYS)
    hurts &= inside
    starts = helps & (first[row] <= begins[spell])
    count = len(begins)
    earliest, latest = _begin_range(begins, said, (row, spell), helps, starts, mode)
    real = said.say[row] != Say.DISPUTED
    return Support(
        _grouped(said.claim[row[helps & real]], spell[helps & real], count),
        _grouped(said.claim[row[hurts & real]], spell[hurts & real], count),
        _rules(spells, said, (row, spell), helps, starts),
        earliest,
        latest,
    )


def _counted_days(said: Statements, mode: Mode) -> tuple[Ints, Ints]:
    if mode is Mode.HINDSIGHT:
        return said.first, said.last
    day = np.maximum(said.published, said.first)
    return day, day


def _meetings(
    spells: Spells, begins: Ints, ends: Ints, said: Statements, first: Ints, last: Ints
) -> tuple[Ints, Ints]:
    """Give (statement, spell) for all that share a day, or nearly."""
    span = int(max(ends.max(initial=0), last.max(initial=0))) + 2 * _BEFORE_DAYS
    low = np.searchsorted(spells.place * span + ends, said.place * span + first, "right")
    until = said.place * span + last + _BEFORE_DAYS
    high = np.searchsorted(spells.place * span + begins, until, "right")
    count = np.maximum(high - low, 0)
    row = np.repeat(np.arange(len(count)), count)
    spell = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + low[row]
    return row, spell


def _helps(spells: Spells, spell: Ints, said: Statements, row: Ints) -> Flags:
    say, actor, status = said.say[row], said.actor[row], spells.status[spell]
    held = np.isin(say, (Say.TAKEN, Say.HELD, Say.PART))
    party = (actor == spells.actor[spell]) | (
        (actor == spells.against[spell]) & (status == _CONTESTED)
    )
    helps: Flags = held & party & (status != _UNKNOWN)
    helps |= (say == Say.DISPUTED) & (status == _CONTESTED)
    helps |= (say == Say.BESIEGED) & (status == _BESIEGED) & (actor == spells.against[spell])
    helps |= (say == Say.LOST) & (status == _UNKNOWN)
    return helps & (actor >= 0)


def _hurts(spells: Spells, spell: Ints, said: Statements, row: Ints) -> Flags:
    say, actor, status = said.say[row], said.actor[row], spells.status[spell]
    other = (actor != spells.actor[spell]) & (actor >= 0)
    besieger = (status == _BESIEGED) & (actor == spells.against[spell])
    other &= ~((status == _CONTESTED) & (actor == spells.against[spell]))
    held = np.isin(say, (Say.TAKEN, Say.HELD)) | ((say == Say.PART) & ~besieger)
    lost = (say == Say.LOST) & (actor == spells.actor[spell])
    hurts: Flags = (held & other & (status != _UNKNOWN)) | lost
    return hurts


def _begin_range(
    begins: Ints,
    said: Statements,
    pairs: tuple[Ints, Ints],
    helps: Flags,
    starts: Flags,
    mode: Mode,
) -> tuple[Ints, Ints]:
    """Say how well the first day is known: by the days in which its reports agree.

    Where the first report comes after the begin (it was inferred from what came before and after),
    its day is the latest.
    """
    row, spell = pairs
    earliest, latest = begins.copy(), begins.copy()
    if mode is Mode.AS_KNOWN:
        np.minimum.at(earliest, spell[starts], said.first[row[starts]])
        return earliest, latest
    near = np.full(len(begins), -1)
    np.maximum.at(near, spell[starts], said.first[row[starts]])
    narrow = np.full(len(begins), np.iinfo(np.int64).max)
    covers = starts & (said.last[row] >= begins[spell])
    np.minimum.at(narrow, spell[covers], said.last[row[covers]])
    later = helps & ~starts
    first = np.full(len(begins), np.iinfo(np.int64).max)
    np.minimum.at(first, spell[later], said.first[row[later]])
    unseen = near < 0
    end = np.where(unseen, first, narrow)
    latest = np.where(end < np.iinfo(np.int64).max, np.maximum(end, begins), begins)
    return np.where(unseen, begins, np.minimum(near, begins)), latest


def _rules(
    spells: Spells, said: Statements, pairs: tuple[Ints, Ints], helps: Flags, starts: Flags
) -> list[str]:
    """Name what began each spell: the first kind in `_RULES` that helps, on its day if any does."""
    row, spell = pairs
    names = np.array([_ELSE[int(status)] for status in spells.status], dtype=object)
    begun = np.zeros(len(names), dtype=bool)
    begun[spell[starts]] = True
    for chosen in (helps & ~begun[spell], starts):
        for status, rules in _RULES.items():
            for say, name in reversed(rules):
                hit = chosen & (said.say[row] == say) & (spells.status[spell] == status)
                names[spell[hit]] = name
    return [str(name) for name in names]


def _grouped(claims: Ints, spell: Ints, count: int) -> list[Ints]:
    """Give the claims of each spell, each once, in their order."""
    if not len(claims):
        return [claims] * count
    pairs = np.unique(np.stack([spell, claims]), axis=1)
    cuts = np.searchsorted(pairs[0], np.arange(1, count))
    return np.split(pairs[1], cuts)
