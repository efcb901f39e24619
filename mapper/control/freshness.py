"""As known: how much a report of the past says about the day on which it came."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.statements import Say, Statements

__all__ = ["freshness"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def freshness(said: Statements, config: ControlConfig) -> Floats:
    """Weigh statements by the age of their event, 1/2 for each `stale_days`.

    An event that a later capture by another actor, known by then, has overtaken says hardly
    anything: as much as that capture is likely to be wrong.
    """
    event = np.minimum(said.middle(), said.published)
    age = 0.5 ** (np.maximum(said.published - event, 0) / config.stale_days)
    newest = _newest_capture(said, event)
    later = (newest >= 0) & (event[newest] > event) & (said.actor[newest] != said.actor)
    later &= said.first <= said.published
    overtaken = np.maximum(said.wrong[newest], config.wrong_neutral)
    return np.asarray(np.where(later, age * overtaken, age))


def _newest_capture(said: Statements, event: Ints) -> Ints:
    """Give for each statement the capture with the latest event known on its day, or -1.

    A running maximum over the statements of each place in the order of publication; those of one
    day know of each other.
    """
    count = len(event)
    if not count:
        return np.full(0, -1)
    order = np.lexsort((said.published, said.place))
    place, published = said.place[order], said.published[order]
    rank = np.empty(count, dtype=np.int64)  # 1 for the earliest event; 0 is for none
    rank[np.lexsort((order, event[order]))] = np.arange(1, count + 1)
    taken = (said.say[order] == Say.TAKEN) & (said.weight[order] > 0)
    span = count + 1
    top = np.maximum.accumulate(place * span + np.where(taken, rank, 0))
    day_ends = np.flatnonzero((np.diff(place) != 0) | (np.diff(published) != 0))
    day_ends = np.append(day_ends, count - 1)
    top = top[day_ends[np.searchsorted(day_ends, np.arange(count))]] % span
    row_of = np.full(span, -1)
    row_of[rank] = order
    newest = np.empty(count, dtype=np.int64)
    newest[order] = row_of[top]
    return newest
