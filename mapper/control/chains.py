"""The states of every place, laid out in one flat array.

Each place has few states out of many actors, so states are stored one after the other: pair k is
one state of one chain. `starts` are the first pairs of the chains. The first chains are
those of holders, one a place; those of sieges follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.control.sites import Edges
from mapper.control.statements import HOLDING, Say, Statements
from mapper.ranges import ranges

__all__ = ["CONTESTED", "NOBODY", "Chains", "Part", "added", "make_chains"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOBODY, CONTESTED = -2, -1
"""The states that are no actor; in every chain *nobody* comes first, then *contested*."""


@dataclass(frozen=True, slots=True)
class Chains:
    """N pairs in G chains, of which the first `places` are of holders.

    `chain` and `state` have shape (N,); `starts` and `place` have shape (G,): the first pair and
    the place of a chain. `siege_of` has shape (places,): the siege chain of a place, or -1.
    `holding` and `contested` (N,) say which pairs are of actors that may hold a place, and which
    of fighting. `adder` is a sparse (G, N) matrix of ones: faster than `np.add.reduceat`.
    """

    chain: Ints
    state: Ints
    starts: Ints
    place: Ints
    siege_of: Ints
    places: int
    holding: NDArray[np.bool_]
    contested: NDArray[np.bool_]
    adder: Any

    def sums(self, values: Floats) -> Floats:
        """Add up the values of each chain."""
        total: Floats = self.adder @ values
        return total

    def part(self, which: Ints) -> Part:
        """Give some of the chains, in the order asked for."""
        ends = np.append(self.starts, len(self.chain))
        many = ends[which + 1] - self.starts[which]
        starts, of = np.cumsum(many) - many, np.repeat(np.arange(len(which)), many)
        return Part(which, np.arange(len(of)) + (self.starts[which] - starts)[of], starts, of)

    def pairs_of(self, chain: Ints, state: Ints) -> Ints:
        """Find the pair of each (chain, state); all must exist."""
        span = int(self.state.max(initial=0)) + 3
        return np.searchsorted(self.chain * span + self.state + 2, chain * span + state + 2)


@dataclass(frozen=True, slots=True)
class Part:
    """Some chains (c,) and their pairs (m,), chain by chain.

    `starts` (c,) and `of` (m,): where chains begin among the pairs, and to which each belongs.
    """

    chain: Ints
    pairs: Ints
    starts: Ints
    of: Ints

    def sums(self, values: Floats) -> Floats:
        """Add up the values (m,) of each chain."""
        return added(values, self.of, len(self.chain))


def added(values: Floats, which: Ints, many: int) -> Floats:
    """Add up values into so many sums; `which` gives the sum of each."""
    return np.bincount(which, values, many).astype(np.float64, copy=False)  # of nothing it is int


def make_chains(said: Statements, edges: Edges, places: int) -> Chains:
    """Lay out the states: who is named at a place or at a neighbour, and who besieges it.

    Parameters
    ----------
    said : Statements
        All statements, in any order.
    edges : Edges
        Who hears whom; a hearer may be held by whoever is named at the heard.
    places : int
        How many places there are; a place that nothing names has only *nobody* and *contested*.
    """
    own, named = _named(said)
    heard = _heard(own, named, edges, places)
    sieges = said.say == Say.BESIEGED
    besieged = np.unique(said.place[sieges])
    siege_of = np.full(places, -1)
    siege_of[besieged] = places + np.arange(len(besieged))
    everywhere = np.arange(places)
    chain = [everywhere, everywhere, own, heard[0], siege_of[besieged]]
    state = [np.full(places, NOBODY), np.full(places, CONTESTED), named, heard[1]]
    state.append(np.full(len(besieged), NOBODY))
    chain.append(siege_of[said.place[sieges]])
    state.append(said.actor[sieges])
    keys = np.unique(np.stack([np.concatenate(chain), np.concatenate(state)]), axis=1)
    starts = np.flatnonzero(np.diff(keys[0], prepend=-1))
    place = np.concatenate([everywhere, besieged])
    holding = (keys[1] >= 0) & (keys[0] < places)
    fights = keys[1] == CONTESTED
    adder = _adder(starts, len(keys[0]))
    return Chains(keys[0], keys[1], starts, place, siege_of, places, holding, fights, adder)


def _adder(starts: Ints, pairs: int) -> Any:
    from scipy.sparse import csr_array

    ends = np.append(starts, pairs)
    return csr_array((np.ones(pairs), np.arange(pairs), ends), shape=(len(starts), pairs))


def _named(said: Statements) -> tuple[Ints, Ints]:
    """Give (place, actor) of all that may hold a place by its own claims."""
    holds = np.isin(said.say, (*HOLDING, Say.PART, Say.LOST)) & (said.actor >= 0)
    pairs = np.unique(np.stack([said.place[holds], said.actor[holds]]), axis=1)
    return pairs[0], pairs[1]


def _heard(own: Ints, named: Ints, edges: Edges, places: int) -> tuple[Ints, Ints]:
    """Give (place, actor) of all that may hold a neighbour."""
    first = np.searchsorted(own, np.arange(places + 1))
    at, edge = ranges(first[edges.source], first[edges.source + 1])
    return edges.to[edge], named[at]
