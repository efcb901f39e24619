"""The ground of places, computed once: what belongs to whom is then a matter of colouring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mapper.config import AreasConfig
from mapper.features.projection import Projection, split_at_180

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from mapper.control import ControlTimeline

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = [
    "CELL_COLUMNS",
    "CM2_TO_KM2",
    "Arcs",
    "HasPoint",
    "PlacePoint",
    "Topology",
    "timeline_places",
]

CELL_COLUMNS: Sequence[str] = ("place_ids", "lat", "lon", "evidence", "area_km2", "geometry")
"""Columns of the table of cells, in order: one row a point that has ground."""

WIDE_KM = 2000.0
"""On wider maps distances are off by half a percent and more; areas stay right."""

CM2_TO_KM2 = 1e-10


class HasPoint(Protocol):
    """Anything with an id and a point in degrees: a place of a gazetteer, say."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def lat(self) -> float:
        """Latitude in degrees, EPSG:4326."""

    @property
    def lon(self) -> float:
        """Longitude in degrees, EPSG:4326."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePoint:
    """A place as a topology needs it: id and point, in degrees (EPSG:4326)."""

    id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Edges between two cells, m of them.

    `lonlat` has shape (m, 2, 2), both ends in degrees; `sites` (m, 2) are the sites on the two
    sides; `length_m` (m,).
    """

    lonlat: Floats
    sites: Ints
    length_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """Cells of places, their pieces and the edges between them.

    Made by :func:`~mapper.features.build_topology`.

    Attributes
    ----------
    site_of : mapping of place id to int
        The number of the point at which a place lies. A point in the sea has no piece.
    groundless : frozenset of str
        Places that have no point: without evidence and far from any, or at the antipode.
    place_ids : sequence of tuples of str
        The places at each of n points.
    lonlat : array of shape (n, 2)
        The points in degrees.
    evidence : array of n bool
        Whether a place at the point has evidence.
    follows : array of n int
        Whose state the cell has: its own number, that of a neighbour, or NOBODY (-1).
    pieces : array of m shapely.Polygon
        In degrees (EPSG:4326), a coverage; longitudes may run past 180.
    piece_site : array of m int
        The point of each piece, or NOBODY.
    piece_cm2 : array of m int
        Area in square centimetres: whole numbers, so that sums are exact.
    arcs : Arcs
        The edges between pieces of different points.
    projection : Projection
        In which all was measured.
    width_km : float
        Greatest extent of the points.
    config : AreasConfig
        What it was made with.
    """

    site_of: Mapping[str, int]
    groundless: frozenset[str]
    place_ids: Sequence[tuple[str, ...]]
    lonlat: Floats
    evidence: NDArray[np.bool_]
    follows: Ints
    pieces: Any
    piece_site: Ints
    piece_cm2: Ints
    arcs: Arcs
    projection: Projection
    width_km: float
    config: AreasConfig

    @property
    def area_km2(self) -> float:
        """All ground within reach."""
        return float(self.piece_cm2.sum() * CM2_TO_KM2)

    @property
    def wide(self) -> bool:
        """Whether the map is so wide (2,000 km) that the reach is no longer a true circle."""
        return self.width_km > WIDE_KM

    def cm2_by(self, speaker: Ints) -> Ints:
        """Add up the ground that each point speaks for, in square centimetres.

        `speaker` says for each point whose its cell is, like `follows`; -1 is nobody's.
        """
        owned = self.piece_site >= 0
        owned[owned] = speaker[self.piece_site[owned]] >= 0
        sums = np.zeros(len(self.place_ids), dtype=np.int64)
        np.add.at(sums, speaker[self.piece_site[owned]], self.piece_cm2[owned])
        return sums

    def own_km2(self) -> Floats:
        """Give the area of the cell of each point."""
        return np.asarray(self.cm2_by(np.arange(len(self.place_ids))) * CM2_TO_KM2)

    def table(self) -> gpd.GeoDataFrame:
        """Give the cells as a table, one row a point that has ground.

        Returns
        -------
        GeoDataFrame
            Columns :data:`CELL_COLUMNS`, EPSG:4326. `place_ids` names all places that share the
            cell, with spaces between.
        """
        import geopandas as gpd

        shapes = self.shapes()
        area, there = self.own_km2(), sorted(shapes)
        rows = {
            "place_ids": [" ".join(self.place_ids[at]) for at in there],
            "lat": self.lonlat[there, 1],
            "lon": self.lonlat[there, 0],
            "evidence": self.evidence[there],
            "area_km2": area[there],
        }
        shapes_there = [shapes[at] for at in there]
        return gpd.GeoDataFrame(rows, geometry=shapes_there, crs=4326)[list(CELL_COLUMNS)]

    def shapes(self) -> Mapping[int, Any]:
        """Give the cell of each point that has ground, in degrees, cut at 180."""
        import shapely

        order = np.argsort(self.piece_site, kind="stable")
        order = order[self.piece_site[order] >= 0]
        sites, first = np.unique(self.piece_site[order], return_index=True)
        groups = np.split(order, first[1:]) if len(sites) else []
        cells = np.empty(len(sites), dtype=object)
        for at, group in enumerate(groups):
            parts = self.pieces[group]
            cells[at] = parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)
        return dict(zip(sites.tolist(), split_at_180(cells), strict=True))


def timeline_places(timeline: ControlTimeline) -> list[PlacePoint]:
    """Give the places of a timeline, each once, in its order.

    >>> from mapper.control import ControlTimeline
    >>> timeline_places(ControlTimeline())
    []
    """
    points = {
        i.place_id: PlacePoint(id=i.place_id, lat=i.lat, lon=i.lon) for i in timeline.intervals
    }
    return list(points.values())
