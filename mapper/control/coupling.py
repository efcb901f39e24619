"""What neighbours have to say on a day: sums along edges, which begin and end as time goes by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapper.control.chains import Chains, added
from mapper.control.sites import Edges
from mapper.ranges import ranges

__all__ = ["Coupling", "Listeners", "voice"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_BEFORE_ALL = -1


class Coupling:
    """The weights of all edges; only those that hold on the day count.

    Call :meth:`on` before the others; days may only go up.
    """

    def __init__(self, edges: Edges, chains: Chains) -> None:
        order = np.argsort(edges.to, kind="stable")
        self.chains, self.source = chains, edges.source[order]
        self._full, self._begins, self._ends = (
            column[order] for column in (edges.weight, edges.begins, edges.ends)
        )
        to, every = edges.to[order], np.arange(len(order))
        self._cuts = np.searchsorted(to, np.arange(chains.places + 1))
        self.hearer, self.heard, edge = _shared_states(to, self.source, chains)
        self._pair_cuts = np.searchsorted(edge, np.arange(len(order) + 1))
        events = np.concatenate([self._begins, self._ends])
        in_time = np.argsort(events, kind="stable")
        self._event_days, self._event_edges = events[in_time], np.tile(every, 2)[in_time]
        self._done = 0
        self.weight = np.zeros(len(order))
        self._set(every, _BEFORE_ALL)

    def on(self, day: int) -> bool:
        """Let edges begin and end up to `day`, an ordinal; say whether any did."""
        done = int(np.searchsorted(self._event_days, day, "right"))
        some = done > self._done
        if some:
            self._set(self._event_edges[self._done : done], day)
            self._done = done
        return some

    def _set(self, edges: Ints, day: int) -> None:
        holds = (self._begins[edges] <= day) & (day < self._ends[edges])
        self.weight[edges] = np.where(holds, self._full[edges], 0.0)

    def hearers(self, places: Ints) -> Ints:
        """Give those who ever hear one of some places."""
        heard = np.zeros(self.chains.places, dtype=bool)
        heard[places] = True
        at = np.searchsorted(self._cuts, np.flatnonzero(heard[self.source]), "right") - 1
        return np.unique(at)

    def edges_of(self, places: Ints, days: range) -> tuple[Ints, Ints]:
        """Give the edges by which places hear on some of the days, and the index of each place."""
        edges, to = ranges(self._cuts[places], self._cuts[places + 1])
        holds = (self._begins[edges] < days.stop) & (days.start < self._ends[edges])
        return edges[holds], to[holds]

    def pairs_of(self, edges: Ints) -> tuple[Ints, Ints]:
        """Give where, in `hearer` and `heard`, pairs of one actor stand; the index of each edge."""
        return ranges(self._pair_cuts[edges], self._pair_cuts[edges + 1])


class Listeners:
    """Some places (w,) and what they hear on some days; `part`: their chains, sieges last.

    `local` gives the index of a chain in `part`; `loud` (w,) the factor on what all neighbours say.
    Call :meth:`on` for every day.
    """

    def __init__(self, places: Ints, coupling: Coupling, days: range) -> None:
        chains, self._coupling = coupling.chains, coupling
        siege = chains.siege_of[places]
        self.places = places
        self.part = chains.part(np.concatenate([places, siege[siege >= 0]]))
        self.local = np.zeros(len(chains.starts), dtype=np.int64)
        self.local[self.part.chain] = np.arange(len(self.part.chain))
        self._edges, self._to = coupling.edges_of(places, days)
        self._source = coupling.source[self._edges]
        self._nobody = chains.starts[self._source]
        rows, self._edge = coupling.pairs_of(self._edges)
        self._heard = coupling.heard[rows]
        offset = self.part.starts - chains.starts[self.part.chain]
        self._hearer = coupling.hearer[rows] + offset[self._to[self._edge]]
        self._weigh()

    def on(self, day: int) -> None:
        """Let edges begin and end up to `day`, an ordinal."""
        if self._coupling.on(day):
            self._weigh()

    def _weigh(self) -> None:
        self._weight = self._coupling.weight[self._edges]
        self.loud = voice(added(self._weight, self._to, len(self.places)))

    def over_places(self, values: Floats) -> Floats:
        """Add up values (places,) of the neighbours of each (w,)."""
        return added(self._weight * values[self._source], self._to, len(self.places))

    def told(self, f: Floats, fresh: Floats) -> tuple[Floats, Floats]:
        """Add up who holds the neighbours, fresh news (places,) in full: of all (w,), by pair."""
        weight = self._weight * fresh[self._source]
        known = 1 - f[self._nobody] - f[self._nobody + 1]
        heard = added(weight * known, self._to, len(self.places))
        pairs = weight[self._edge] * f[self._heard]
        return heard, added(pairs, self._hearer, len(self.part.pairs))


def voice(weight: Floats) -> Floats:
    """Give the factor on sums over neighbours whose weights add up to `weight`.

    Many are averaged; few say little: below 1 they count by the square of their weight.
    """
    factor: Floats = np.minimum(weight, 1.0) / np.maximum(weight, 1.0)
    return factor


def _shared_states(to: Ints, source: Ints, chains: Chains) -> tuple[Ints, Ints, Ints]:
    """Give (pair of the hearer, pair of the heard, edge) for every actor that both know."""
    ends = np.append(chains.starts[1:], len(chains.chain))
    heard, edge = ranges(chains.starts[source] + 2, ends[source])
    span = int(chains.state.max(initial=0)) + 3
    keys = chains.chain * span + chains.state + 2
    wanted = to[edge] * span + chains.state[heard] + 2
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[at] == wanted
    return at[known], heard[known], edge[known]
