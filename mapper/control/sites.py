"""The places of an inference, and which of them are neighbours from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gazetteer.placing import PLACED
from mapper.config import ControlConfig

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["NEVER", "Edges", "Site", "neighbour_edges"]

NEVER = np.int64(2**40)
"""A day that does not come."""

_EARTH_KM = 6371.0088
_MOST_NEAR = 128
"""Of a place with more places than these within reach only the nearest are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of the map: its id, names and point (degrees, EPSG:4326)."""

    id: str
    name_ar: str
    name_en: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Who listens to whom: `to` hears `source` with `weight` on the days [begins, ends).

    All arrays have one entry an edge. `begins` is the first day on which something is said about
    the source; an edge ends when enough nearer places have something to say.
    """

    to: NDArray[np.int64]
    source: NDArray[np.int64]
    weight: NDArray[np.float64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]


def neighbour_edges(
    sites: Sequence[Site],
    first_days: NDArray[np.int64],
    config: ControlConfig,
    *,
    barriers: Sequence[BaseGeometry] = (),
) -> Edges:
    """Find the nearest places with evidence of every place, for every day.

    Only what is known by a day decides who is a neighbour on it: a place that is first spoken of
    later has no say before, and pushes nobody out.

    Parameters
    ----------
    sites : sequence of Site
        P places, in any order. Points may coincide and may lie on the antimeridian.
    first_days : array of int, shape (P,)
        The first day (ordinal) with evidence, :data:`NEVER` without.
    config : ControlConfig
        `near_km`, `reach_km`, `neighbours`.
    barriers : sequence of shapely geometries, optional
        Lines in EPSG:4326 across which nobody listens: borders, rivers.
    """
    near, far = _near(sites, first_days, config)
    blocked = np.isfinite(far) & _crosses(sites, near, far, barriers)
    far = np.where(blocked, np.inf, far)
    begins = np.where(np.isfinite(far), first_days[near], NEVER)
    ends = _pushed_out(begins, config.neighbours)
    at, rank = np.nonzero((begins < ends) & (begins < NEVER))
    kept = (at, rank)
    weight = np.exp(-far[kept] / config.near_km)
    return Edges(at.astype(np.int64), near[kept], weight, begins[kept], ends[kept])


def _near(
    sites: Sequence[Site], first_days: NDArray[np.int64], config: ControlConfig
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give the places with evidence within reach, nearest first: indices and km, both (P, M)."""
    from scipy.spatial import cKDTree

    # places known only to lie at another are nobody's neighbours (rule 16)
    listed = np.array([not site.id.startswith(PLACED) for site in sites], dtype=bool)
    some = np.flatnonzero((first_days < NEVER) & listed)
    if not len(some):
        none = np.zeros((len(sites), 0))
        return none.astype(np.int64), none
    points = _unit_vectors(sites)
    most = min(len(some), _MOST_NEAR + 1)
    chord = 2 * np.sin(config.reach_km / _EARTH_KM / 2)
    tree: Any = cKDTree(points[some])
    found, at = tree.query(points, most, distance_upper_bound=chord)
    found, at = found.reshape(len(sites), most), at.reshape(len(sites), most)
    near = some[np.minimum(at, len(some) - 1)]
    km = np.where(np.isfinite(found), 2 * _EARTH_KM * np.arcsin(np.minimum(found, 2) / 2), np.inf)
    own = near == np.arange(len(sites))[:, None]
    km = np.where(own | ~listed[:, None], np.inf, km)
    order = np.lexsort((near, np.round(km, 6)), axis=1)
    return np.take_along_axis(near, order, 1), np.take_along_axis(km, order, 1)


def _unit_vectors(sites: Sequence[Site]) -> NDArray[np.float64]:
    """Give points on the unit sphere, where the antimeridian is no edge; shape (P, 3)."""
    lat = np.radians([site.lat for site in sites])
    lon = np.radians([site.lon for site in sites])
    flat = np.cos(lat)
    return np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])


def _crosses(
    sites: Sequence[Site],
    near: NDArray[np.int64],
    far: NDArray[np.float64],
    barriers: Sequence[BaseGeometry],
) -> NDArray[np.bool_]:
    """Say of every pair whether a barrier lies between."""
    crosses = np.zeros(near.shape, dtype=bool)
    if not barriers or not near.size:
        return crosses
    import shapely

    points = np.array([(site.lon, site.lat) for site in sites])
    at, rank = np.nonzero(np.isfinite(far))
    lines: Any = shapely.linestrings(np.stack([points[at], points[near[at, rank]]], axis=1))
    hit, _ = shapely.STRtree(list(barriers)).query(lines, predicate="intersects")
    crosses[at[hit], rank[hit]] = True
    return crosses


def _pushed_out(begins: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Give the day on which `most` nearer places have begun; ranks run from near to far."""
    ends = np.full(begins.shape, NEVER)
    if begins.shape[1] <= most:
        return ends
    nearest = np.sort(begins[:, :most], axis=1)
    for rank in range(most, begins.shape[1]):
        ends[:, rank] = nearest[:, -1]
        later = np.minimum(begins[:, rank], nearest[:, -1])
        nearest[:, -1] = later
        nearest.sort(axis=1)
    return ends
