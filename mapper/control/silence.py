"""Rule 9: a battle of which nothing is heard for long is over, and who won it is not known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.sites import NEVER, Edges
from mapper.control.spells import CONTESTED, UNKNOWN, Spells
from mapper.ranges import ranges

__all__ = ["after_silence", "at_neighbours", "without_old_battles"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def after_silence(day: Ints, place: Ints, silence: int) -> tuple[Ints, Ints]:
    """Keep the days and places of what is said after a silence of more than so many days.

    What is said first of a place does not count. The days come out in the order of time.

    Examples
    --------
    >>> day, place = after_silence(np.array([1, 5, 300, 2]), np.array([0, 0, 0, 1]), 90)
    >>> day.tolist(), place.tolist()
    ([300], [0])
    """
    place, day = np.unique(np.stack([place, day]), axis=1)
    late = (np.diff(place, prepend=-1) == 0) & (np.diff(day, prepend=0) > silence)
    order = np.argsort(day[late], kind="stable")
    return day[late][order], place[late][order]


def at_neighbours(day: Ints, place: Ints, edges: Edges) -> tuple[Ints, Ints]:
    """Give the days and places of those to whom somebody said something as a neighbour."""
    order = np.argsort(place, kind="stable")
    day, place = day[order], place[order]
    low, high = (np.searchsorted(place, edges.source, side) for side in ("left", "right"))
    which, edge = ranges(low, high)
    holds = (edges.begins[edge] <= day[which]) & (day[which] < edges.ends[edge])
    return day[which[holds]], edges.to[edge[holds]]


def without_old_battles(
    spells: Spells,
    days: Ints,
    said: tuple[Ints, Ints],
    near: tuple[Ints, Ints],
    config: ControlConfig,
) -> Spells:
    """Show a contested place as unknown, once it was silent for more than `contested_days`.

    Silence counts from the last statement, or from the begin of the battle where that is later and
    neighbours made it, not age.

    Parameters
    ----------
    spells : Spells
        Ordered by place and day. Of what is contested a new spell begins after each silence, so
        only its end can be silent.
    days : array of int
        The ordinals that `first` and `last` of the spells are indices of.
    said, near : (array of int, array of int)
        Days and places of all statements; the same of those at neighbours.
    config : ControlConfig
        `contested_days`; `settle_days`, in which neighbours have a say.
    """
    contested = spells.status == CONTESTED
    begins = days[_battle_begins(spells, contested)]
    moved = begins - _last_day(near, spells.place, begins) <= config.settle_days
    heard = _last_day(said, spells.place, days[spells.last])
    heard = np.where(moved, np.maximum(heard, begins), heard) + config.contested_days
    over = np.maximum(np.searchsorted(days, heard, "right"), spells.first)
    silent = contested & (over <= spells.last)
    battles = replace(spells, last=np.where(silent, over - 1, spells.last))
    return _joined(battles.joined(_unknown(replace(spells, first=over).take(silent))))


def _last_day(said: tuple[Ints, Ints], place: Ints, until: Ints) -> Ints:
    """Give the last day up to `until` on which something was said of each place, or long ago."""
    span = int(max(said[0].max(initial=0), until.max(initial=0))) + 1
    keys = np.append(-1, np.sort(said[1] * span + said[0]))
    last = keys[np.searchsorted(keys, place * span + until, "right") - 1]
    return np.where(last // span == place, last % span, -NEVER)


def _battle_begins(spells: Spells, contested: Flags) -> Ints:
    """Give the first day (index) of the contested spells before each, of one place and its own."""
    goes_on = contested[1:] & contested[:-1] & (np.diff(spells.place) == 0)
    begins = np.append(True, ~goes_on)[: len(contested)]
    return spells.first[np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))]


def _unknown(spells: Spells) -> Spells:
    nobody = np.full(len(spells.place), -1)
    return replace(spells, status=np.full_like(nobody, UNKNOWN), actor=nobody, against=nobody)


def _joined(spells: Spells) -> Spells:
    """Leave out empty spells, and join those that show the same."""
    spells = spells.take(spells.first <= spells.last)
    shown = np.stack([spells.place, spells.status, spells.actor, spells.against])
    begins = np.append(True, (np.diff(shown) != 0).any(axis=0))[: len(spells.place)]
    ends = np.append(begins[1:], True)[: len(begins)]
    return replace(spells.take(ends), first=spells.first[begins])
