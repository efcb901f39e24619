"""The ground of every actor: drawn for a day, or as a series of square kilometres."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.control import ControlTimeline
from mapper.features.projection import split_at_180
from mapper.features.states import UNKNOWN, CellStates, Holding, states_of
from mapper.features.topology import CM2_TO_KM2
from mapper.records import Status

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from mapper.features.topology import Topology

    Ints = NDArray[np.int64]

__all__ = [
    "DAY_AREA_COLUMNS",
    "SERIES_COLUMNS",
    "area_series",
    "areas_on",
]

_WHO = ("actor", "against", "status")

DAY_AREA_COLUMNS: Sequence[str] = (*_WHO, "cells", "low_km2", "high_km2", "geometry")
"""Columns of the areas of a day, in order: one row an actor, contested pair, or unknown."""

SERIES_COLUMNS: Sequence[str] = ("date", *_WHO, "low_km2", "high_km2")
"""Columns of the series of areas, in order: one row a date and actor, pair, or unknown."""


def areas_on(
    topology: Topology,
    timeline: ControlTimeline | CellStates,
    day: dt.date,
    *,
    simplify_m: float = 0.0,
) -> gpd.GeoDataFrame:
    """Give the ground of every actor on a day.

    Parameters
    ----------
    topology : Topology
        From :func:`~mapper.features.build_topology`, with the places of the timeline.
    timeline : ControlTimeline or CellStates
        For many days, make the :func:`~mapper.features.cell_states` once.
    day : date
        The day.
    simplify_m : float
        Thin the outlines by triangles smaller than this squared; neighbours still fit. Fronts and
        square kilometres stay those of the unthinned ground.

    Returns
    -------
    GeoDataFrame
        Columns :data:`DAY_AREA_COLUMNS`, EPSG:4326, sorted by actor, unknown ground last with
        `actor` None. The rows share all ground within reach, without overlap: `high_km2` is the
        whole row, `low_km2` that of confident cells. Contested ground has rows of its own,
        `status` "contested" with both parties, and is in no other row. Empty if there is no ground.

    Raises
    ------
    InputError
        If the timeline has a place that the topology lacks.

    Examples
    --------
    >>> from mapper.features import build_topology
    >>> areas_on(build_topology([]), ControlTimeline(), dt.date(2017, 11, 8)).empty
    True
    """
    import geopandas as gpd

    states = states_of(topology, timeline, day)
    holding, sure = states.on(day)
    last = len(states.holdings)  # the class of unknown ground
    classes = np.where(holding == UNKNOWN, last, holding)
    of_piece = np.append(classes, last)[topology.piece_site]
    certain = np.append(sure, True)[topology.piece_site] | (of_piece == last)
    order = np.argsort(of_piece, kind="stable")
    found, first = np.unique(of_piece[order], return_index=True)
    groups = np.split(order, first[1:]) if len(found) else []
    high = [int(topology.piece_cm2[group].sum()) for group in groups]
    low = [int(topology.piece_cm2[group[certain[group]]].sum()) for group in groups]
    owned = np.unique(topology.piece_site[topology.piece_site >= 0])
    cells = np.bincount(classes[owned], minlength=last + 1)
    who = [_who(states.holdings, UNKNOWN if c == last else c) for c in found.tolist()]
    columns: dict[str, Any] = {name: [row[name] for row in who] for name in _WHO}
    columns |= {"cells": cells[found], "low_km2": np.array(low) * CM2_TO_KM2}
    columns |= {"high_km2": np.array(high) * CM2_TO_KM2}
    columns |= {"geometry": _dissolved(topology, groups, simplify_m)}
    return gpd.GeoDataFrame(columns, columns=list(DAY_AREA_COLUMNS), crs=4326)


def area_series(topology: Topology, timeline: ControlTimeline | CellStates) -> pd.DataFrame:
    """Give the area of every actor at every change, without drawing anything.

    Parameters
    ----------
    topology, timeline
        As for :func:`areas_on`.

    Returns
    -------
    DataFrame
        Columns :data:`SERIES_COLUMNS`, by date, then as in :func:`areas_on`. `date` is ISO text:
        the values hold from it until the next date. On each date `high_km2` sums to all ground
        within reach. An actor that loses its last ground has one more row, of zeros.

    Raises
    ------
    InputError
        If the timeline has a place that the topology lacks.

    Examples
    --------
    >>> from mapper.features import build_topology
    >>> area_series(build_topology([]), ControlTimeline()).empty
    True
    """
    import pandas as pd

    states = states_of(topology, timeline)
    days = np.unique(np.concatenate([states.start, states.end]))
    days = days[days <= dt.date.max.toordinal()]
    ground = topology.cm2_by(states.speaker)
    high, cells = _sums(states, days, ground), _sums(states, days, (ground > 0).astype(np.int64))
    low = _sums(states, days, ground, only=states.sure)
    unknown = int(topology.piece_cm2.sum()) - high.sum(axis=1, keepdims=True)
    before = np.vstack([np.zeros_like(cells[:1]), cells[:-1]])
    told = np.hstack([(cells > 0) | (before > 0), unknown > 0])
    when, number = np.nonzero(told)
    who = [_who(states.holdings, at) for at in (*range(len(states.holdings)), UNKNOWN)]
    text = np.array([dt.date.fromordinal(int(day)).isoformat() for day in days], dtype=object)
    columns: dict[str, Any] = {"date": text[when]}
    columns |= {name: np.array([w[name] for w in who], dtype=object)[number] for name in _WHO}
    columns["low_km2"] = np.hstack([low, unknown])[when, number] * CM2_TO_KM2
    columns["high_km2"] = np.hstack([high, unknown])[when, number] * CM2_TO_KM2
    frame = pd.DataFrame(columns, columns=list(SERIES_COLUMNS))
    return frame.astype(dict.fromkeys(("date", *_WHO), "str"))


def _who(holdings: Sequence[Holding], number: int) -> dict[str, str | None]:
    """Give actor, against and status of a class, as the tables have them."""
    if number == UNKNOWN:
        return {"actor": None, "against": None, "status": Status.UNKNOWN.value}
    one = holdings[number]
    return {"actor": one.actor, "against": one.against or None, "status": one.status.value}


def _dissolved(topology: Topology, groups: Sequence[Ints], simplify_m: float) -> Any:
    """Join the pieces of each group; they are a coverage, which makes it fast."""
    import shapely

    joined = np.empty(len(groups), dtype=object)
    joined[:] = [shapely.coverage_union_all(topology.pieces[group]) for group in groups]
    if simplify_m > 0 and len(joined):
        metres = shapely.transform(joined, topology.projection.to_metres)
        thin = shapely.coverage_simplify(metres, simplify_m)
        joined = shapely.transform(thin, topology.projection.to_degrees)
    return split_at_180(joined)


def _sums(
    states: CellStates, days: Ints, amount: Ints, *, only: NDArray[np.bool_] | None = None
) -> Ints:
    """Add up an amount of each point by day and class, from what changes on each day."""
    change = np.zeros((len(days) + 1, len(states.holdings)), dtype=np.int64)
    mine = np.ones(len(states.site), dtype=bool) if only is None else only
    worth, number = amount[states.site[mine]], states.holding[mine]
    np.add.at(change, (np.searchsorted(days, states.start[mine]), number), worth)
    np.add.at(change, (np.searchsorted(days, states.end[mine]), number), -worth)
    return np.asarray(np.cumsum(change[:-1], axis=0))
