"""Voronoi cells cut at a radius, as rings that share their vertices exactly.

Every edge is cut once and used by both its cells, so that the cells make a coverage: they touch
without gap or overlap, to the bit. Nothing here loops over sites in Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.features.edges import mesh_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["GRID_M", "voronoi_cells"]

GRID_M = 0.001
"""Vertices lie on a grid of a millimetre, so that equal ones are equal to the bit."""

_STEP = np.pi / 24
"""Angle between two vertices of an arc; the polygon of a whole disc is 0.3 % too small."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sides:
    """Edges as seen from one of their two sites, counter-clockwise, ordered by site and angle.

    `site` has shape (n,), `start` and `end` (n, 2) in metres; `cut` says that an edge ends where
    the circle cuts it, and not at a corner of the cell.
    """

    site: Ints
    start: Floats
    end: Floats
    cut: NDArray[np.bool_]


def voronoi_cells(xy: Floats, *, radius_m: float) -> Any:
    """Give the ground nearer to each site than to any other, and within a radius of it.

    Parameters
    ----------
    xy : array of shape (n, 2)
        Distinct sites, a metre or more apart, in metres.
    radius_m : float
        Cells end here; infinite leaves them whole, the outer ones far beyond the sites.

    Returns
    -------
    array of n shapely.Polygon
        Convex, in the order of the sites, in metres.

    >>> one, other = voronoi_cells(np.array([[0.0, 0.0], [100.0, 0.0]]), radius_m=100)
    >>> one.bounds
    (-100.0, -100.0, 50.0, 100.0)
    >>> bool(one.overlaps(other))
    False
    """
    import shapely

    if not len(xy):
        return np.empty(0, dtype=object)
    pairs, starts, ends = _edges(xy, radius_m)
    starts, ends, cuts = _within(xy[pairs[:, 0]], starts, ends, radius_m)
    sides = _sides(xy, pairs, np.round(starts, 3), np.round(ends, 3), cuts)
    points, owner = _ring_points(xy, sides, radius_m)
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    closed = np.insert(points, np.append(first[1:], len(points)), points[first], axis=0)
    rings = np.insert(owner, np.append(first[1:], len(points)), owner[first])
    return shapely.polygons(shapely.linearrings(closed, indices=rings))


def _edges(xy: Floats, radius_m: float) -> tuple[Ints, Floats, Floats]:
    """Give the edges of the diagram: the pair of sites each parts, and its two ends.

    Four sites far outside make every edge finite; they are no part of a pair but as n and above.
    """
    import shapely

    low, high = xy.min(axis=0), xy.max(axis=0)
    away = 4 * (float((high - low).max()) + min(radius_m, 1e5)) + 1000
    far = (low + high) / 2 + away * np.array([[-1, -1.1], [1, -1], [1.1, 1], [-1, 1]])
    sites = shapely.multipoints(np.vstack([xy, far]))
    mesh = mesh_of(shapely.get_parts(shapely.voronoi_polygons(sites, ordered=True)))
    ours = mesh.sides.min(axis=1) < len(xy)
    ends = mesh.corners[mesh.ends[ours]]
    return np.sort(mesh.sides[ours], axis=1), ends[:, 0], ends[:, 1]


def _within(
    site: Floats, start: Floats, end: Floats, radius_m: float
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Cut edges at the circle round a site of theirs; what misses it shrinks to nothing.

    Both sites of an edge are equally far from it, so that one circle stands for both.
    """
    if np.isinf(radius_m):
        return start, end, np.zeros((len(site), 2), dtype=bool)
    along, offset = end - start, start - site
    a = (along**2).sum(axis=1)
    a = np.where(a > 0, a, 1.0)
    b = (along * offset).sum(axis=1) / a
    c = ((offset**2).sum(axis=1) - radius_m**2) / a
    inside = b**2 - c
    half = np.sqrt(np.maximum(inside, 0.0))
    first, last = np.clip(-b - half, 0, 1), np.clip(-b + half, 0, 1)
    last = np.where(inside > 0, last, first)
    cuts = np.column_stack([first > 0, last < 1])
    return (
        start + along * first[:, None],
        np.where(cuts[:, 1:], start + along * last[:, None], end),
        cuts,
    )


def _sides(
    xy: Floats, pairs: Ints, starts: Floats, ends: Floats, cuts: NDArray[np.bool_]
) -> _Sides:
    """List every edge once for each of its sites; edges without length are left out."""
    site = np.concatenate([pairs[:, 0], pairs[:, 1]])
    start, end = np.vstack([starts, starts]), np.vstack([ends, ends])
    cut = np.vstack([cuts, cuts])
    kept = (site < len(xy)) & (start != end).any(axis=1)
    site, start, end, cut = site[kept], start[kept], end[kept], cut[kept]
    one, other = start - xy[site], end - xy[site]
    turned = (one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0] < 0)[:, None]
    start, end = np.where(turned, end, start), np.where(turned, start, end)
    middle = (start + end) / 2 - xy[site]
    order = np.lexsort((np.arctan2(middle[:, 1], middle[:, 0]), site))
    leaves = np.where(turned[:, 0], cut[:, 0], cut[:, 1])
    return _Sides(site=site[order], start=start[order], end=end[order], cut=leaves[order])


def _ring_points(xy: Floats, sides: _Sides, radius_m: float) -> tuple[Floats, Ints]:
    """Give the corners of all rings, and the site of each, ring by ring, counter-clockwise.

    A ring goes along its edges; where an edge ends at the circle it follows that to the next.
    """
    following = _following(sides.site)
    arcs, behind = _arc_points(xy, sides, following, radius_m)
    joined = (sides.end != sides.start[following]).any(axis=1)
    # in order behind each edge: its start, its end if the next begins elsewhere, the arc between
    points = np.vstack([sides.start, sides.end[joined], arcs])
    place = np.concatenate([np.arange(len(sides.site)), np.flatnonzero(joined), behind])
    rank = np.repeat([0, 1, 2], [len(sides.site), joined.sum(), len(arcs)])
    order = np.lexsort((rank, place))
    points, owner = points[order], sides.site[place[order]]
    alone = np.setdiff1d(np.arange(len(xy)), sides.site)
    angles = np.arange(-np.pi, np.pi - _STEP / 2, _STEP)
    discs = xy[alone, None, :] + radius_m * np.column_stack([np.cos(angles), np.sin(angles)])
    points = np.vstack([points, np.round(discs.reshape(-1, 2), 3)])
    owner = np.concatenate([owner, np.repeat(alone, len(angles))])
    order = np.argsort(owner, kind="stable")
    points, owner = points[order], owner[order]
    repeated = np.append(False, (points[1:] == points[:-1]).all(axis=1) & (np.diff(owner) == 0))
    return points[~repeated], owner[~repeated]


def _following(site: Ints) -> Ints:
    """Give for each edge the number of the next one round the same site."""
    following = np.arange(1, len(site) + 1)
    first = np.flatnonzero(np.diff(site, prepend=-1))
    following[np.append(first, len(site))[1:] - 1] = first
    return following


def _arc_points(xy: Floats, sides: _Sides, following: Ints, radius_m: float) -> tuple[Floats, Ints]:
    """Give the vertices of arcs behind edges that the circle cuts, and the edge of each."""
    cut = np.flatnonzero(sides.cut)
    centre = xy[sides.site[cut]]
    leaving, coming = sides.end[cut] - centre, sides.start[following[cut]] - centre
    begin = np.arctan2(leaving[:, 1], leaving[:, 0])
    turn = (np.arctan2(coming[:, 1], coming[:, 0]) - begin) % (2 * np.pi)
    first = np.floor(begin / _STEP) + 1
    many = np.maximum(np.ceil((begin + turn) / _STEP) - first, 0).astype(np.int64)
    behind = np.repeat(cut, many)
    number = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    angle = (np.repeat(first, many) + number) * _STEP
    points = np.repeat(centre, many, axis=0)
    points = points + radius_m * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.round(points, 3), behind
