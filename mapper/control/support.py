"""Which claims speak for and against every spell, and which rule began it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.control.spells import BESIEGED, CONTESTED, CONTROLLED, UNKNOWN, Spells
from mapper.control.statements import HOLDING, Mode, Say, Statements
from mapper.ranges import ranges

__all__ = ["Support", "support_of"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BEFORE_DAYS = 14
"""A claim of the days before a spell may have helped to begin it."""
_RULES = {
    UNKNOWN: ((Say.LOST, "loss"),),
    CONTROLLED: ((Say.TAKEN, "capture"), (Say.HELD, "hold"), (Say.PART, "part")),
    CONTESTED: ((Say.PART, "part"), (Say.DISPUTED, "dispute")),
    BESIEGED: ((Say.BESIEGED, "siege"),),
}
"""What may begin a spell, the weightiest first, and how the rule is called then."""
_ELSE = {UNKNOWN: "age", CONTROLLED: "neighbours", CONTESTED: "disputed", BESIEGED: "siege"}
_DOUBT = "doubt"
"""The rule of what is unknown on a day on which something is said, but no loss."""
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Support:
    """For every spell: claims (indices) for and against, the rule, and the range of its begin."""

    supporting: list[Ints]
    contradicting: list[Ints]
    rule: list[str]
    earliest: Ints
    latest: Ints


@dataclass(frozen=True, slots=True)
class _Meetings:
    """Statements and the spells of their place that they fall into, or shortly before.

    All arrays have one entry a meeting: indices of statement and spell; what the statement says
    and of whom; what the spell shows and since when; the days on which the statement counts.
    """

    row: Ints
    spell: Ints
    say: Ints
    actor: Ints
    status: Ints
    holder: Ints
    against: Ints
    begin: Ints
    first: Ints
    last: Ints


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
    mode : Mode
        In hindsight statements count on the days of their events, else when they became known.
    """
    met = _meetings(spells, begins, ends, said, mode)
    inside = met.begin <= met.last
    helps = _helps(met) & (inside | (met.begin - met.last <= _BEFORE_DAYS))
    hurts = _hurts(met) & inside
    starts = helps & (met.first <= met.begin)
    real = met.say != Say.DISPUTED
    known = mode is Mode.AS_KNOWN
    earliest, latest = (
        (_first_told(met, starts, said, begins), begins)
        if known
        else _agreed(met, helps, starts, begins)
    )
    return Support(
        _grouped(said.claim[met.row], met.spell, helps & real, len(begins)),
        _grouped(said.claim[met.row], met.spell, hurts & real, len(begins)),
        _rules(met, helps, starts, spells),
        earliest,
        latest,
    )


def _meetings(spells: Spells, begins: Ints, ends: Ints, said: Statements, mode: Mode) -> _Meetings:
    known = said.known()
    first, last = (said.first, said.last) if mode is Mode.HINDSIGHT else (known, known)
    span = int(max(ends.max(initial=0), last.max(initial=0))) + 2 * _BEFORE_DAYS
    low = np.searchsorted(spells.place * span + ends, said.place * span + first, "right")
    until = said.place * span + last + _BEFORE_DAYS
    high = np.searchsorted(spells.place * span + begins, until, "right")
    spell, row = ranges(low, high)
    return _Meetings(
        row=row,
        spell=spell,
        say=said.say[row],
        actor=said.actor[row],
        status=spells.status[spell],
        holder=spells.actor[spell],
        against=spells.against[spell],
        begin=begins[spell],
        first=first[row],
        last=last[row],
    )


def _helps(met: _Meetings) -> Flags:
    """Say where a statement speaks for what is shown."""
    contested = met.status == CONTESTED
    party = (met.actor == met.holder) | ((met.actor == met.against) & contested)
    helps: Flags = np.isin(met.say, (*HOLDING, Say.PART)) & party & (met.status != UNKNOWN)
    helps |= (met.say == Say.DISPUTED) & contested
    helps |= (met.say == Say.BESIEGED) & (met.status == BESIEGED) & (met.actor == met.against)
    helps |= (met.say == Say.LOST) & (met.status == UNKNOWN)
    return helps & (met.actor >= 0)


def _hurts(met: _Meetings) -> Flags:
    """Say where a statement names somebody else than is shown, or has who is shown leave."""
    other = (met.actor != met.holder) & (met.actor >= 0)
    other &= ~((met.status == CONTESTED) & (met.actor == met.against))
    besieger = (met.status == BESIEGED) & (met.actor == met.against)
    named = np.isin(met.say, HOLDING) | ((met.say == Say.PART) & ~besieger)
    lost = (met.say == Say.LOST) & (met.actor == met.holder)
    hurts: Flags = (named & other) | lost
    return hurts


def _first_told(met: _Meetings, starts: Flags, said: Statements, begins: Ints) -> Ints:
    """Give the first day of the events that the news of each first day tell of (as known)."""
    earliest = begins.copy()
    now = starts & (met.first == met.begin)
    np.minimum.at(earliest, met.spell[now], said.first[met.row[now]])
    return earliest


def _agreed(met: _Meetings, helps: Flags, starts: Flags, begins: Ints) -> tuple[Ints, Ints]:
    """Give the days between which each spell began: those in which its reports agree (hindsight).

    Where the first report comes after the begin (it was inferred from what came before and after),
    its day is the latest.
    """
    near, narrow, first = (np.full(len(begins), value) for value in (-1, _NEVER, _NEVER))
    np.maximum.at(near, met.spell[starts], met.first[starts])
    covers = starts & (met.last >= met.begin)
    np.minimum.at(narrow, met.spell[covers], met.last[covers])
    later = helps & ~starts
    np.minimum.at(first, met.spell[later], met.first[later])
    unseen = near < 0
    end = np.where(unseen, first, narrow)
    latest = np.where(end < _NEVER, np.maximum(end, begins), begins)
    return np.where(unseen, begins, np.minimum(near, begins)), latest


def _rules(met: _Meetings, helps: Flags, starts: Flags, spells: Spells) -> list[str]:
    """Name what began each spell: the weightiest that helps, on its first day if any does."""
    names = np.array([_ELSE[int(one)] for one in spells.status], dtype=object)
    names[_after_a_siege(spells)] = _ELSE[UNKNOWN]
    today = (met.status == UNKNOWN) & (met.first <= met.begin) & (met.begin <= met.last)
    names[met.spell[today]] = _DOUBT
    begun = np.zeros(len(names), dtype=bool)
    begun[met.spell[starts]] = True
    for chosen in (helps & ~begun[met.spell], starts):
        for shown, rules in _RULES.items():
            for say, name in reversed(rules):
                names[met.spell[chosen & (met.say == say) & (met.status == shown)]] = name
    return [str(name) for name in names]


def _after_a_siege(spells: Spells) -> Flags:
    """Say where a spell shows the holder of the spell before it, whose siege has faded."""
    same = (np.diff(spells.place) == 0) & (np.diff(spells.actor) == 0)
    after = same & (spells.status[:-1] == BESIEGED) & (spells.status[1:] == CONTROLLED)
    return np.append(False, after)[: len(spells.place)]


def _grouped(claims: Ints, spell: Ints, chosen: Flags, count: int) -> list[Ints]:
    """Give the chosen claims of each spell, each once, in their order."""
    if not chosen.any():
        return [claims[:0]] * count
    pairs = np.unique(np.stack([spell[chosen], claims[chosen]]), axis=1)
    cuts = np.searchsorted(pairs[0], np.arange(1, count))
    return np.split(pairs[1], cuts)
