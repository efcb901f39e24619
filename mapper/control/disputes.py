"""Rules 4 and 12: reports that contradict each other make a place contested, not a flip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.statements import HOLDING, Say, Statements

__all__ = ["disputes"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def disputes(said: Statements, config: ControlConfig) -> Statements:
    """Make a dispute of every statement that contradicts a capture by another actor.

    A capture told by its own side is contradicted when a source with no interest in it puts
    somebody else in control within `dispute_days` (rule 4); any capture, when another actor is
    reported to take the place on the same day (rule 12). Copies contradict nothing.
    """
    rows = _by_place_and_day(said)
    other = _last_capture_by_another(rows)
    hit = (other >= 0) & (_denied(rows, other, config) | _both_took(rows, other, config))
    found, contradicted = rows.take(hit), rows.take(other[hit])
    return replace(
        found.saying(Say.DISPUTED, found.actor),
        weight=found.weight * contradicted.weight,
        published=np.maximum(found.published, contradicted.published),
    )


def _by_place_and_day(said: Statements) -> Statements:
    """Keep what puts an actor in control of a whole place; of a day the captures come first."""
    rows = said.take(np.isin(said.say, HOLDING) & (said.weight > 0))
    return rows.take(np.lexsort((rows.claim, rows.say, rows.middle(), rows.place)))


def _denied(rows: Statements, other: Ints, config: ControlConfig) -> Flags:
    """Say where a source without interest has another hold what a partisan reports taken."""
    middle = rows.middle()
    partisan = rows.wrong[other] >= config.wrong_own_side
    neutral = rows.wrong < config.wrong_own_side
    soon = middle - middle[other] <= config.dispute_days
    denied: Flags = (rows.say == Say.HELD) & partisan & neutral & soon
    return denied


def _both_took(rows: Statements, other: Ints, config: ControlConfig) -> Flags:
    """Say where two actors take a place on one day, and neither source speaks against itself."""
    on_a_day = rows.first == rows.last
    same_day = on_a_day & on_a_day[other] & (rows.first == rows.first[other])
    sure = rows.wrong <= config.wrong_against_side
    both: Flags = (rows.say == Say.TAKEN) & same_day & (sure == sure[other])
    return both


def _last_capture_by_another(rows: Statements) -> Ints:
    """Give for each row the last capture before it at its place by another actor, or -1."""
    each = np.arange(len(rows.claim))
    captures = np.flatnonzero(rows.say == Say.TAKEN)
    last = np.maximum.accumulate(np.where(rows.say == Say.TAKEN, each, -1))
    last = np.concatenate([[-1], last])[:-1]
    change = (np.diff(rows.actor[captures]) != 0) | (np.diff(rows.place[captures]) != 0)
    begins = np.concatenate([[True], change])[: len(captures)]
    run = np.maximum.accumulate(np.where(begins, np.arange(len(captures)), 0))
    before = np.full(len(each), -1)
    before[captures] = np.where(run > 0, captures[run - 1], -1)
    same = (last >= 0) & (rows.actor[last] == rows.actor)
    found = np.where(same, before[last], last)
    return np.where((found >= 0) & (rows.place[found] == rows.place), found, -1)
