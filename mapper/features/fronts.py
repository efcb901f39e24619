"""Front lines: the edges whose two cells are in different hands, on a day or over all time.

F1  Where ground of two holders touches, there is a front.
F2  Where held ground touches contested ground, there is an edge of contested ground: of the holder
    against the other party, or against the first if the holder is none of the two.
F3  Unknown ground has no front, and contested ground none with contested ground.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.control import ControlTimeline
from mapper.features.projection import split_at_180
from mapper.features.states import OPEN, CellStates, Holding, states_of
from mapper.ranges import ranges
from mapper.records import Status

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from mapper.features.topology import Topology

    Ints = NDArray[np.int64]

__all__ = ["FRONT_COLUMNS", "FRONT_SERIES_COLUMNS", "front_series", "fronts_on"]

_WHO = ("actor", "against", "status")

FRONT_COLUMNS: Sequence[str] = (*_WHO, "length_km", "geometry")
"""Columns of the front lines of a day, in order: one row a pair of actors and status."""

FRONT_SERIES_COLUMNS: Sequence[str] = (*_WHO, "valid_from", "valid_to", "length_km", "geometry")
"""Columns of the front lines of all time, in order: one row a pair of actors, status and spell."""

_SITE = 2 * OPEN
"""Times the number of a site, plus a day: one number that sorts by both."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Spells:
    """Spells in which edges are fronts: arc, kind and the days [start, end) as ordinals."""

    arc: Ints
    kind: Ints
    start: Ints
    end: Ints

    def take(self, rows: Any) -> _Spells:
        return _Spells(
            arc=self.arc[rows], kind=self.kind[rows], start=self.start[rows], end=self.end[rows]
        )


def fronts_on(
    topology: Topology, timeline: ControlTimeline | CellStates, day: dt.date
) -> gpd.GeoDataFrame:
    """Give the front lines of a day, by the rules F1 to F3 at the top of this module.

    Parameters
    ----------
    topology, timeline, day
        As for :func:`areas_on`.

    Returns
    -------
    GeoDataFrame
        Columns :data:`FRONT_COLUMNS`, EPSG:4326, lines that lie exactly on the edges of
        :func:`areas_on`. `actor` comes before `against` in the alphabet; `status` is "controlled"
        for a front between two holders, "contested" for an edge of contested ground.

    Raises
    ------
    InputError
        If the timeline has a place that the topology lacks.

    Examples
    --------
    >>> from mapper.features import build_topology
    >>> fronts_on(build_topology([]), ControlTimeline(), dt.date(2017, 11, 8)).empty
    True
    """
    import geopandas as gpd

    states = states_of(topology, timeline, day)
    holding = states.on(day)[0]
    one, other = (holding[side] for side in topology.arcs.sites.T)
    front = np.flatnonzero((one != other) & (one >= 0) & (other >= 0))
    sides = np.sort(np.column_stack([one[front], other[front]]), axis=1)
    names, kind = _front_names(states.holdings, sides)
    front, kind = front[kind >= 0], kind[kind >= 0]
    length = np.bincount(kind, topology.arcs.length_m[front], minlength=len(names)) / 1000
    columns: dict[str, Any] = {name: [who[name] for who in names] for name in _WHO}
    columns |= {"length_km": length, "geometry": _lines(topology, front, kind)}
    return gpd.GeoDataFrame(columns, columns=list(FRONT_COLUMNS), crs=4326)


def front_series(topology: Topology, timeline: ControlTimeline | CellStates) -> gpd.GeoDataFrame:
    """Give the front lines of all time as lines with the days for which they hold.

    Parameters
    ----------
    topology, timeline
        As for :func:`fronts_on`.

    Returns
    -------
    GeoDataFrame
        Columns :data:`FRONT_SERIES_COLUMNS`, EPSG:4326, by first day, then actors. `valid_from` and
        `valid_to` are ISO text, half open, `valid_to` None while open. The rows that hold on a day
        make up what :func:`fronts_on` gives for it.

    Raises
    ------
    InputError
        If the timeline has a place that the topology lacks.

    Examples
    --------
    >>> from mapper.features import build_topology
    >>> front_series(build_topology([]), ControlTimeline()).empty
    True
    """
    import geopandas as gpd

    states = states_of(topology, timeline)
    sides, spells = _meetings(topology, states)
    names, kind = _front_names(states.holdings, np.sort(sides, axis=1))
    fronts = _Spells(arc=spells.arc, kind=kind, start=spells.start, end=spells.end)
    fronts = _merged(fronts.take(kind >= 0))
    heads, group = _grouped(fronts)
    columns: dict[str, Any] = {
        name: np.array([who[name] for who in names], dtype=object)[heads.kind] for name in _WHO
    }
    columns |= {"valid_from": _iso(heads.start), "valid_to": _iso(heads.end)}
    length = np.bincount(group, topology.arcs.length_m[fronts.arc], minlength=len(heads.arc))
    columns |= {"length_km": length / 1000, "geometry": _lines(topology, fronts.arc, group)}
    return gpd.GeoDataFrame(columns, columns=list(FRONT_SERIES_COLUMNS), crs=4326)


def _front_names(
    holdings: Sequence[Holding], sides: Ints
) -> tuple[list[dict[str, str | None]], Ints]:
    """Name each kind of front, sorted, and give the kind of every arc; -1 where it is none."""
    keys, kind = np.unique(sides[:, 0] * len(holdings) + sides[:, 1], return_inverse=True)
    kinds = np.column_stack(np.divmod(keys, len(holdings))) if len(keys) else ()
    fronts = [_front(holdings[one], holdings[other]) for one, other in kinds]
    names = sorted({front for front in fronts if front is not None})
    number = {front: at for at, front in enumerate(names)}
    group = np.array([-1 if f is None else number[f] for f in fronts], dtype=np.int64)
    return [dict(zip(_WHO, name, strict=True)) for name in names], group[kind]


def _front(one: Holding, other: Holding) -> tuple[str, str, str] | None:
    """Say whose front lies between two holdings that differ (rules F1 to F3)."""
    if one.contested and other.contested:
        return None
    held, rival = (other, one) if one.contested else (one, other)
    if not rival.contested:
        enemy = rival.actor
    elif held.actor == rival.actor:
        enemy = rival.against
    else:
        enemy = rival.actor
    status = Status.CONTESTED if rival.contested else Status.CONTROLLED
    first, second = sorted((held.actor, enemy), key=lambda name: (not name, name))
    return first, second, status.value


def _meetings(topology: Topology, states: CellStates) -> tuple[Ints, _Spells]:
    """Give both classes, shape (n, 2), at every arc for every spell in which they differ."""
    order = np.lexsort((states.start, states.site))
    site, start, end = states.site[order], states.start[order], states.end[order]
    left, right = states.speaker[topology.arcs.sites].T
    arcs = np.flatnonzero((left != right) & (left >= 0) & (right >= 0))
    bounds = np.searchsorted(site, np.array([left[arcs], left[arcs] + 1]))
    near, mine = ranges(*bounds)  # every spell on the left of every arc
    arc, across = arcs[mine], right[arcs[mine]]
    low = np.searchsorted(site * _SITE + end, across * _SITE + start[near], side="right")
    high = np.searchsorted(site * _SITE + start, across * _SITE + end[near], side="left")
    far, mine = ranges(low, high)  # and every spell on the right that overlaps it
    near, arc = near[mine], arc[mine]
    sides = states.holding[order][np.column_stack([near, far])]
    differ = sides[:, 0] != sides[:, 1]
    near, far, arc = near[differ], far[differ], arc[differ]
    first, last = np.maximum(start[near], start[far]), np.minimum(end[near], end[far])
    return sides[differ], _Spells(arc=arc, kind=arc, start=first, end=last)


def _merged(spells: _Spells) -> _Spells:
    """Join spells of one arc and kind that follow each other."""
    if not len(spells.arc):
        return spells
    spells = spells.take(np.lexsort((spells.start, spells.kind, spells.arc)))
    same = (np.diff(spells.arc) == 0) & (np.diff(spells.kind) == 0)
    goes_on = same & (spells.start[1:] == spells.end[:-1])
    first = np.flatnonzero(np.append(True, ~goes_on))
    last = np.append(first[1:], len(spells.arc)) - 1
    heads = spells.take(first)
    return _Spells(arc=heads.arc, kind=heads.kind, start=heads.start, end=spells.end[last])


def _grouped(spells: _Spells) -> tuple[_Spells, Ints]:
    """Give one spell of each kind and days, by first day, and the group of every spell."""
    order = np.lexsort((spells.end, spells.kind, spells.start))
    sort = spells.take(order)
    changed = (np.diff(sort.start) != 0) | (np.diff(sort.kind) != 0) | (np.diff(sort.end) != 0)
    heads = np.append(np.ones(min(1, len(order)), dtype=bool), changed)
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(heads) - 1
    return sort.take(heads), group


def _lines(topology: Topology, arcs: Ints, group: Ints) -> Any:
    """Join the arcs of each group into long lines, in the order of the groups."""
    import shapely

    if not len(arcs):
        return np.empty(0, dtype=object)
    order = np.argsort(group, kind="stable")
    parts = shapely.linestrings(topology.arcs.lonlat[arcs[order]])
    lines = shapely.multilinestrings(parts, indices=group[order])
    return split_at_180(shapely.line_merge(lines))


def _iso(days: Ints) -> Any:
    """Give ordinals as ISO text, None for an open end."""
    text = [None if d == OPEN else dt.date.fromordinal(d).isoformat() for d in days.tolist()]
    return np.array(text, dtype=object)
