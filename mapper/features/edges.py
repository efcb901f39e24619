"""The edges that polygons of a coverage share, found by their corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Mesh", "mesh_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Polygons as numbers of corners, every corner once.

    Attributes
    ----------
    corners : array of shape (k, 2)
        All corners, in metres, to the millimetre.
    vertex : array of int
        The corner at each position of the rings.
    offsets : tuple of two arrays of int
        Where rings begin among the positions, and polygons among the rings.
    ends : array of shape (m, 2)
        The two corners of every edge that two polygons share.
    sides : array of shape (m, 2)
        The two polygons of that edge.
    """

    corners: Floats
    vertex: Ints
    offsets: tuple[Ints, Ints]
    ends: Ints
    sides: Ints

    def polygons(self, corners: Floats) -> Any:
        """Give the polygons with their corners put elsewhere."""
        import shapely

        return shapely.from_ragged_array(
            shapely.GeometryType.POLYGON, corners[self.vertex], self.offsets
        )


def mesh_of(polygons: Any) -> Mesh:
    """Count the corners of polygons in metres once each, and pair the edges that two of them share.

    >>> import shapely
    >>> mesh = mesh_of(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> mesh.corners[mesh.ends].tolist(), mesh.sides.tolist()
    ([[[1.0, 0.0], [1.0, 1.0]]], [[0, 1]])
    """
    import shapely

    _, points, (rings, parts) = shapely.to_ragged_array(polygons)
    corners, vertex = _numbered(np.round(points, 3) + 0.0)  # no -0.0
    start = np.ones(len(points), dtype=bool)
    start[rings[1:] - 1] = False
    first = np.flatnonzero(start)
    owner = np.repeat(np.arange(len(polygons)), np.diff(rings[parts]))[first]
    one, other = vertex[first], vertex[first + 1]
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.argsort(low * len(corners) + high, kind="stable")
    low, high, owner = low[order], high[order], owner[order]
    twice = np.flatnonzero((low[1:] == low[:-1]) & (high[1:] == high[:-1]))
    return Mesh(
        corners=corners,
        vertex=vertex,
        offsets=(rings, parts),
        ends=np.column_stack([low[twice], high[twice]]),
        sides=np.column_stack([owner[twice], owner[twice + 1]]),
    )


def _numbered(points: Floats) -> tuple[Floats, Ints]:
    """Give each distinct point once, and the number of every point among those."""
    key, vertex = np.unique(points @ np.array([1, 1j]), return_inverse=True)
    return np.column_stack([key.real, key.imag]), vertex
