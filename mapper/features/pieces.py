"""Cells cut to the ground: every piece belongs to one site, and neighbours share their edges.

Only cells that a line touches are cut, all lines at once, so that the pieces still make a coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.features.ground import segments_of
from mapper.features.voronoi import GRID_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["NOBODY", "nearest_on_this_side", "pieces_of"]

NOBODY = -1
"""The site of a piece that no site within reach lies on the same side of the barriers with."""

_SLACK_M = 0.01
"""Corners on the reach itself are within it, though they lie on a grid."""

_NEAREST = 8
"""So many sites are tried; on the far bank of a bend one of them is on the right side."""


def pieces_of(
    cells: Any, xy: Floats, *, ground: Any, barriers: Any, reach_m: float
) -> tuple[Any, Ints]:
    """Cut cells to the ground, and give what lies across a barrier to a site on its own side.

    Parameters
    ----------
    cells : array of n shapely.Polygon
        A coverage in metres, as :func:`~mapper.features.voronoi.voronoi_cells` gives it.
    xy : array of shape (n, 2)
        The sites, each in its cell.
    ground : shapely geometry or None
        What may be coloured; None for everything.
    barriers : array of shapely.LineString
        Segments in metres that part the ground.
    reach_m : float
        A site takes no piece across its border that reaches farther than this.

    Returns
    -------
    array of shapely.Polygon, array of int
        The pieces, and the site of each, :data:`NOBODY` among them. They make a coverage.
    """
    import shapely

    shores = segments_of(np.array([ground])) if ground is not None else np.empty(0, dtype=object)
    lines = np.concatenate([shores, barriers])
    cut, faces, site = _cut(cells, lines, ground)
    if len(barriers):
        moved = _across(faces, site, xy, barriers, reach_m, least=np.minimum)
        circles = _circles(faces, site, moved, xy, reach_m)
        if len(circles):
            cut, faces, site = _cut(cells, np.concatenate([lines, circles]), ground)
        site = _across(faces, site, xy, barriers, reach_m, least=np.maximum)
    whole = np.setdiff1d(np.arange(len(cells)), cut)
    if ground is not None:
        whole = whole[shapely.contains_xy(ground, xy[whole, 0], xy[whole, 1])]
    return np.concatenate([cells[whole], faces]), np.concatenate([whole, site])


def _cut(cells: Any, lines: Any, ground: Any) -> tuple[Ints, Any, Ints]:
    """Give the cells that lines touch, the faces they are cut into on the ground, and whose."""
    import shapely

    line, touched = shapely.STRtree(cells).query(lines, predicate="dwithin", distance=10 * GRID_M)
    cut = np.unique(touched)
    faces, site = _faces(cells, cut, lines[np.unique(line)])
    if ground is not None:
        shapely.prepare(ground)
        inside = shapely.contains(ground, shapely.point_on_surface(faces))
        faces, site = faces[inside], site[inside]
    return cut, faces, site


def _faces(cells: Any, cut: Ints, lines: Any) -> tuple[Any, Ints]:
    """Give the faces into which lines cut some cells, and the cell that each is a part of."""
    import shapely

    if not len(cut):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    outlines = shapely.boundary(cells[cut])
    long = shapely.line_merge(shapely.multilinestrings(lines))  # GEOS is slow with short ones
    noded = shapely.union_all(np.append(outlines, long), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inner = shapely.point_on_surface(faces)
    face, cell = shapely.STRtree(cells[cut]).query(inner, predicate="within")
    face, first = np.unique(face, return_index=True)
    return faces[face], cut[cell[first]]


def _across(
    faces: Any, site: Ints, xy: Floats, barriers: Any, reach_m: float, *, least: np.ufunc
) -> Ints:
    """Give the site of each face anew: the nearest on its own side of the barriers.

    `least` is the maximum if all corners of a face must be within reach, the minimum if one may.
    """
    import shapely

    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    home = shapely.contains_xy(faces, xy[site, 0], xy[site, 1])
    away = np.flatnonzero(~home)
    corners, face = shapely.get_coordinates(faces[away], return_index=True)
    begins = np.flatnonzero(np.diff(face, prepend=-1))

    def reaches(tried: Ints) -> NDArray[np.bool_]:
        if not len(away):
            return np.empty(0, dtype=bool)
        far = least.reduceat(np.hypot(*(corners - xy[tried[face]]).T), begins)
        return np.asarray((tried == site[away]) | (far <= reach_m + _SLACK_M))

    moved = site.copy()
    moved[away] = nearest_on_this_side(inner[away], xy, barriers, reaches)
    return moved


def _circles(faces: Any, site: Ints, moved: Ints, xy: Floats, reach_m: float) -> Any:
    """Give the reach of sites where it cuts the faces that they get from across their border."""
    import shapely

    got = np.flatnonzero((moved != site) & (moved != NOBODY))
    if np.isinf(reach_m) or not len(got):
        return np.empty(0, dtype=object)
    discs = shapely.buffer(shapely.points(xy[moved[got]]), reach_m, quad_segs=12)
    arcs = shapely.intersection(shapely.boundary(discs), faces[got])
    return segments_of(shapely.get_parts(arcs))


def nearest_on_this_side(points: Floats, xy: Floats, barriers: Any, fits: Any) -> Ints:
    """Give the nearest site of each point whose straight line crosses no barrier.

    Parameters
    ----------
    points, xy : arrays of shape (m, 2) and (n, 2)
        In metres.
    barriers : array of shapely.LineString
        Segments; a line that only ends on one does not cross it.
    fits : callable
        Takes the site tried for each point, says for each whether it may be.

    Returns
    -------
    array of int
        :data:`NOBODY` where none of the nearest sites will do.
    """
    import shapely
    from scipy.spatial import KDTree

    found = np.full(len(points), NOBODY)
    if not len(points) or not len(xy):
        return found
    ranks = np.arange(1, min(_NEAREST if len(barriers) else 1, len(xy)) + 1)
    _, near = KDTree(xy).query(points, k=ranks)
    tree = shapely.STRtree(barriers)
    for tried in np.asarray(near).T:
        lines = shapely.linestrings(np.stack([points, xy[tried]], axis=1))
        crossing = np.unique(tree.query(lines, predicate="crosses")[0])
        good = (found == NOBODY) & fits(tried)
        good[crossing] = False
        found[good] = tried[good]
    return found
