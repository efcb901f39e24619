"""The ground of places for the browser: corners once, cells as numbers of corners.

Edges that two cells share have the same two corners, so that the browser finds fronts by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.features.edges import Mesh, mesh_of
from mapper.maps.columns import pack, pack_steps

if TYPE_CHECKING:
    from mapper.features import Topology

__all__ = ["SIMPLIFY_M", "cells_columns"]

SIMPLIFY_M = 150.0
"""Outlines are thinned by triangles smaller than this squared: below a pixel up to zoom 9."""

_PER_DEGREE = 10_000
_PER_KM2 = 100


def cells_columns(topology: Topology, speakers: Sequence[int]) -> Mapping[str, Any]:
    """Give the cells of a topology as columns.

    Parameters
    ----------
    topology : Topology
        Of the places on the map.
    speakers : sequence of int
        For each point of the topology the number of the rows that say whose its cell is.

    Returns
    -------
    mapping
        `lon`, `lat` of the corners (ten-thousandths of a degree, `lat` from `south`); `corner`, the
        corners of all rings, closed ones without their last; `ring` and `piece`, how many corners a
        ring and how many rings a piece has; `point`, whose piece it is; `speaker` and `km2`
        (hundredths) of each point.
    """
    owned = np.flatnonzero(topology.piece_site >= 0)
    owned = owned[np.argsort(topology.piece_site[owned], kind="stable")]
    site = topology.piece_site[owned]
    mesh = _thinned(topology, owned)
    rings, pieces = mesh.offsets
    inner = np.ones(len(mesh.vertex), dtype=bool)
    inner[rings[1:] - 1] = False  # a ring's last corner is its first
    degrees = topology.projection.to_degrees(mesh.corners) if len(mesh.corners) else mesh.corners
    lonlat = np.rint(degrees * _PER_DEGREE).astype(np.int64).reshape(-1, 2)
    order = np.lexsort((lonlat[:, 1], lonlat[:, 0]))  # near corners get near numbers: small steps
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    lonlat = lonlat[order]
    south = int(lonlat[:, 1].min(initial=90 * _PER_DEGREE))  # what is above it needs fewer bits
    return {
        "lon": pack_steps(lonlat[:, 0]),
        "lat": pack(lonlat[:, 1] - south),
        "south": south,
        "corner": pack_steps(number[mesh.vertex[inner]]),
        "ring": pack(np.diff(rings) - 1),
        "piece": pack(np.diff(pieces)),
        "point": pack_steps(site),
        "speaker": pack(speakers),
        "km2": pack(np.rint(topology.own_km2() * _PER_KM2)),
    }


def _thinned(topology: Topology, owned: Any) -> Mesh:
    """Thin the pieces so that neighbours still fit, and number their corners."""
    import shapely

    if not len(owned):
        none = np.zeros(1, dtype=np.int64)
        empty = np.empty((0, 2), dtype=np.int64)
        return Mesh(
            corners=np.empty((0, 2)), vertex=none[:0], offsets=(none, none), ends=empty, sides=empty
        )
    metres = shapely.transform(topology.pieces[owned], topology.projection.to_metres)
    whole = shapely.set_precision(metres, 0.001, mode="pointwise")
    return mesh_of(shapely.coverage_simplify(whole, SIMPLIFY_M))
