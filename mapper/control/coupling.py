"""What neighbours have to say on a day: sparse matrices that follow the edges through time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.control.chains import Chains
from mapper.control.sites import Edges
from mapper.ranges import ranges

__all__ = ["Coupling"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_BEFORE_ALL = -1


class Coupling:
    """Sums over neighbours, weighted; only edges that hold on the day count.

    Call :meth:`on` before the others; days may only go up.
    """

    def __init__(self, edges: Edges, chains: Chains) -> None:
        from scipy.sparse import csr_array

        p, n = chains.places, len(chains.chain)
        to, source, edge = _shared_states(edges, chains)
        every = np.arange(len(edges.to))
        self._edges = edges
        self._places: Any = csr_array((every + 0.0, (edges.to, edges.source)), shape=(p, p))
        self._pairs: Any = csr_array((edge + 0.0, (to, source)), shape=(n, n))
        self._in_places = _Positions(self._places.data, len(every))
        self._in_pairs = _Positions(self._pairs.data, len(every))
        events = np.concatenate([edges.begins, edges.ends])
        order = np.argsort(events, kind="stable")
        self._event_days, self._event_edges = events[order], np.tile(every, 2)[order]
        self._done = 0
        self._set(every, _BEFORE_ALL)

    def on(self, day: int) -> None:
        """Let edges begin and end up to `day`, an ordinal."""
        done = int(np.searchsorted(self._event_days, day, "right"))
        if done > self._done:
            self._set(np.unique(self._event_edges[self._done : done]), day)
            self._done = done

    def _set(self, edges: Ints, day: int) -> None:
        begins, ends = self._edges.begins[edges], self._edges.ends[edges]
        weight = np.where((begins <= day) & (day < ends), self._edges.weight[edges], 0.0)
        for matrix, positions in (
            (self._places, self._in_places),
            (self._pairs, self._in_pairs),
        ):
            at, which = positions.of(edges)
            matrix.data[at] = weight[which]
        self._total: Floats = self._places.sum(axis=1)

    def over_places(self, values: Floats) -> Floats:
        """Add up values (places,) or (places, k) of the neighbours of every place."""
        total: Floats = self._places @ values
        return total

    def over_pairs(self, values: Floats) -> Floats:
        """Add up values (N,) of the same actor at the neighbours of every place."""
        total: Floats = self._pairs @ values
        return total

    def voice(self, heard: Floats | None = None) -> Floats:
        """Give the factor on sums over neighbours whose weights add up to `heard` (places,).

        Many are averaged; few say little: below 1 they count by the square of their weight. By
        default `heard` is the weight of all neighbours.
        """
        weight = self._total if heard is None else heard
        factor: Floats = np.minimum(weight, 1.0) / np.maximum(weight, 1.0)
        return factor


class _Positions:
    """Where the entries of each edge stand in the data of a matrix made with edges as values."""

    def __init__(self, data: Floats, edges: int) -> None:
        edge = data.astype(np.int64)
        self._order = np.argsort(edge, kind="stable")
        self._starts = np.searchsorted(edge[self._order], np.arange(edges + 1))

    def of(self, edges: Ints) -> tuple[Ints, Ints]:
        """Give all positions of some edges, and the index into `edges` of each."""
        at, which = ranges(self._starts[edges], self._starts[edges + 1])
        return self._order[at], which


def _shared_states(edges: Edges, chains: Chains) -> tuple[Ints, Ints, Ints]:
    """Give (pair of the hearer, pair of the heard, edge) for every actor that both know."""
    ends = np.append(chains.starts[1:], len(chains.chain))
    heard, edge = ranges(chains.starts[edges.source] + 2, ends[edges.source])
    span = int(chains.state.max(initial=0)) + 3
    keys = chains.chain * span + chains.state + 2
    wanted = edges.to[edge] * span + chains.state[heard] + 2
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[at] == wanted
    return at[known], heard[known], edge[known]
