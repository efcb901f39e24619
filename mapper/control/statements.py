"""What claims say about the states of places, as columns of numbers.

A place has a chain of states: its possible holders, *contested* and *nobody known*. A place that
somebody is said to besiege has a second chain: each besieger, and *no siege*. A statement says
something about one chain.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from mapper.ranges import ranges

__all__ = ["HOLDING", "Mode", "Say", "Spread", "Statements"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SPREAD = 64
"""A statement of more days than this is put on so many of them, evenly."""


class Say(IntEnum):
    """What a statement says about a chain."""

    TAKEN = 0
    HELD = 1
    PART = 2
    LOST = 3
    BESIEGED = 4
    NO_SIEGE = 5
    DISPUTED = 6


HOLDING = (Say.TAKEN, Say.HELD)
"""What puts an actor in control of a whole place."""


class Mode(IntEnum):
    """Which days a claim counts on: its event's, or the day on which it became known."""

    HINDSIGHT = 0
    AS_KNOWN = 1


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
        return Statements(*(getattr(self, column.name)[which] for column in fields(self)))

    def joined(self, other: Statements) -> Statements:
        """Put the statements of another behind these."""
        pairs = ((getattr(self, c.name), getattr(other, c.name)) for c in fields(self))
        return Statements(*(np.concatenate(pair) for pair in pairs))

    def weighed(self, factor: Floats | float) -> Statements:
        """Multiply the weights."""
        return replace(self, weight=self.weight * factor)

    def saying(self, say: Say, actor: Ints) -> Statements:
        """Give the same statements, saying something else."""
        return replace(self, say=np.full(len(actor), say, np.int64), actor=actor)

    def middle(self) -> Ints:
        """Give the day in the middle of each statement's days."""
        return (self.first + self.last) // 2

    def known(self) -> Ints:
        """Give the day each became known; an event that was announced before, its first day."""
        return np.maximum(self.published, self.first)

    def days(self, mode: Mode) -> Spread:
        """Give every day on which a statement counts, and how much of it.

        As known a statement counts on the day it became known. In hindsight its event may have
        been on any of its days, so what it says about the state of a day counts by the chance
        that the event had happened by then.
        """
        if mode is Mode.AS_KNOWN:
            ones = np.ones(len(self.claim))
            return Spread(np.arange(len(ones)), self.known(), ones, ones)
        length = self.last - self.first + 1
        parts = np.minimum(length, _SPREAD)
        rank, each = ranges(1, parts + 1)
        count = parts[each]
        day = self.first[each] + rank * length[each] // count - 1
        return Spread(each, day, 1 / count, 2 * rank / (count * (count + 1)))


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
