"""The ground of places, computed once: what belongs to whom is then a matter of colouring.

T1  A place has the ground nearer to it than to any other place.
T2  Ground farther than the reach from all places with evidence belongs to no map.
T3  Ground is land inside the border, where these are known.
T4  Across a barrier (a river, say) from its place, ground goes to the nearest place on its own side
    within reach; if there is none, to nobody: it stays unknown.
T5  Places at one point (to a metre) share one cell.
T6  A place known only to be at another ("at:...") has no ground.
T7  A place without evidence follows the nearest place with evidence, within reach and on its side
    of the barriers; else its cell stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mapper.config import AreasConfig
from mapper.features.edges import mesh_of
from mapper.features.ground import barrier_segments, ground_of, only_polygons
from mapper.features.pieces import NOBODY, nearest_on_this_side, pieces_of
from mapper.features.projection import Projection, split_at_180
from mapper.features.voronoi import voronoi_cells
from mapper.layers import Boundaries, polygons_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from mapper.control import ControlTimeline
    from mapper.layers import Layer

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["CELL_COLUMNS", "Arcs", "PlacePoint", "Topology", "build_topology", "timeline_places"]

CELL_COLUMNS: Sequence[str] = ("place_ids", "lat", "lon", "evidence", "area_km2", "geometry")
"""Columns of the table of cells, in order: one row a point that has ground."""

UNLISTED = "at:"
"""How the id of a place begins that is known only to be at another."""

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
    """Cells of places, their pieces and the edges between them; see :func:`build_topology`.

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


def build_topology(
    places: Iterable[HasPoint],
    *,
    config: AreasConfig | None = None,
    others: Iterable[HasPoint] = (),
    land: Layer | None = None,
    boundaries: Boundaries | None = None,
) -> Topology:
    """Divide the ground among places, by the rules T1 to T7 at the top of this module.

    Parameters
    ----------
    places : iterable of objects with `id`, `lat`, `lon`
        The places with evidence, in degrees (EPSG:4326).
    config : AreasConfig, optional
        `reach_km` and `land`.
    others : iterable of objects with `id`, `lat`, `lon`, optional
        Places without evidence, like those of a gazetteer; they count within reach of evidence.
    land : GeoDataFrame, GeoSeries or Path, optional
        Polygons of land, else as `config.land` says. Any CRS, but it must name it.
    boundaries : Boundaries, optional
        The border to keep to, and rivers and other lines that part the ground.

    Returns
    -------
    Topology
        The same for the same places in any order.

    Raises
    ------
    InputError, ConfigError
        If a layer cannot be used, or `config.land` is unknown.

    Examples
    --------
    >>> places = [PlacePoint(id="bukamal", lat=34.45, lon=40.92)]
    >>> topology = build_topology(places)
    >>> round(topology.area_km2)
    705
    >>> build_topology([]).area_km2
    0.0
    """
    import shapely

    config = config or AreasConfig()
    points = _points(places, others)
    if not any(evidence for _, evidence in points):
        return _empty(config)
    projection, xy, ids, evidence = _sites(points)
    reach_m = config.reach_km * 1000
    xy, ids, evidence = _near_evidence(xy, ids, evidence, reach_m)
    box = projection.box_of(xy[evidence], reach_m)
    bounds = boundaries or Boundaries()
    shores = () if land is None else polygons_of(land, "land")
    ground = ground_of(projection, box, use=config.land, land=shores, border=bounds.border)
    lines = barrier_segments(projection, box, bounds.barriers)
    if evidence.all():
        cells = voronoi_cells(xy, radius_m=reach_m)
        pieces, site = pieces_of(cells, xy, ground=ground, barriers=lines, reach_m=reach_m)
    else:
        pieces, site = _among_others(xy, evidence, ground, lines, reach_m)
    degrees, arcs = _shared_edges(pieces, site, projection)
    site_of = {name: at for at, names in enumerate(ids) for name in names}
    return Topology(
        site_of=site_of,
        groundless=frozenset(place.id for place, _ in points) - site_of.keys(),
        place_ids=ids,
        lonlat=projection.to_degrees(xy),
        evidence=evidence,
        follows=_follows(xy, evidence, lines, reach_m),
        pieces=degrees,
        piece_site=site,
        piece_cm2=np.rint(shapely.area(pieces) * 1e4).astype(np.int64),
        arcs=arcs,
        projection=projection,
        width_km=float(np.hypot(*np.ptp(xy, axis=0)) / 1000),
        config=config,
    )


def _points(places: Iterable[HasPoint], others: Iterable[HasPoint]) -> list[tuple[HasPoint, bool]]:
    """List places by id, each once, with whether it has evidence; unlisted ones are left out."""
    found: dict[str, tuple[HasPoint, bool]] = {}
    for group, evidence in ((places, True), (others, False)):
        for place in group:
            if not place.id.startswith(UNLISTED):
                found.setdefault(place.id, (place, evidence))
    return [found[name] for name in sorted(found)]


def _sites(
    points: Sequence[tuple[HasPoint, bool]],
) -> tuple[Projection, Floats, list[tuple[str, ...]], NDArray[np.bool_]]:
    """Give projection, points in metres (to a metre, each once), and the places at each.

    Centred on the places with evidence. The antipode of the centre has no point in metres.
    """
    lonlat = np.array([(place.lon, place.lat) for place, _ in points], dtype=np.float64)
    proven = np.array([evidence for _, evidence in points])
    centre = lonlat[proven] if proven.any() else lonlat
    projection = Projection.around(centre[:, 0], centre[:, 1])
    metres = np.round(projection.to_metres(lonlat))
    there = np.flatnonzero(np.isfinite(metres).all(axis=1))
    xy, site = np.unique(metres[there], axis=0, return_inverse=True)
    names: list[list[str]] = [[] for _ in xy]
    evidence = np.zeros(len(xy), dtype=bool)
    for at, number in zip(there.tolist(), site.tolist(), strict=True):
        names[number].append(points[at][0].id)
        evidence[number] |= proven[at]
    return projection, xy, [tuple(group) for group in names], evidence


def _near_evidence(
    xy: Floats, ids: list[tuple[str, ...]], evidence: NDArray[np.bool_], reach_m: float
) -> tuple[Floats, list[tuple[str, ...]], NDArray[np.bool_]]:
    """Leave out places without evidence that are too far off to take ground within reach."""
    if evidence.all():
        return xy, ids, evidence
    from scipy.spatial import KDTree

    away, _ = KDTree(xy[evidence]).query(xy, distance_upper_bound=2 * reach_m)
    near = np.flatnonzero(np.isfinite(away) | evidence)
    return xy[near], [ids[at] for at in near], evidence[near]


def _among_others(
    xy: Floats, evidence: NDArray[np.bool_], ground: Any, lines: Any, reach_m: float
) -> tuple[Any, Ints]:
    """Divide the ground within reach of evidence among all places."""
    import shapely

    reach = shapely.coverage_union_all(voronoi_cells(xy[evidence], radius_m=reach_m))
    within = reach if ground is None else only_polygons(shapely.intersection(reach, ground))
    cells = voronoi_cells(xy, radius_m=np.inf)
    return pieces_of(cells, xy, ground=within, barriers=lines, reach_m=np.inf)


def _follows(xy: Floats, evidence: NDArray[np.bool_], lines: Any, reach_m: float) -> Ints:
    """Say whose state each cell has (rule T7)."""
    follows = np.arange(len(xy))
    proven, alone = np.flatnonzero(evidence), np.flatnonzero(~evidence)

    def reaches(tried: Ints) -> NDArray[np.bool_]:
        return np.asarray(np.hypot(*(xy[alone] - xy[proven][tried]).T) <= reach_m)

    near = nearest_on_this_side(xy[alone], xy[proven], lines, reaches)
    follows[alone] = np.where(near == NOBODY, NOBODY, proven[near] if len(proven) else NOBODY)
    return follows


def _shared_edges(pieces: Any, site: Ints, projection: Projection) -> tuple[Any, Arcs]:
    """Project pieces to degrees, every corner once, and find the edges between two sites."""
    if not len(pieces):
        return pieces, _no_arcs()
    mesh = mesh_of(pieces)
    lonlat = projection.to_degrees(mesh.corners)
    sides = site[mesh.sides]
    parted = (sides[:, 0] != sides[:, 1]) & (sides >= 0).all(axis=1)
    ends = mesh.ends[parted]
    along = mesh.corners[ends[:, 1]] - mesh.corners[ends[:, 0]]
    length = np.hypot(along[:, 0], along[:, 1])
    return mesh.polygons(lonlat), Arcs(lonlat=lonlat[ends], sites=sides[parted], length_m=length)


def _no_arcs() -> Arcs:
    return Arcs(
        lonlat=np.empty((0, 2, 2)), sites=np.empty((0, 2), dtype=np.int64), length_m=np.empty(0)
    )


def _empty(config: AreasConfig) -> Topology:
    none = np.empty(0, dtype=np.int64)
    return Topology(
        site_of={},
        groundless=frozenset(),
        place_ids=(),
        lonlat=np.empty((0, 2)),
        evidence=np.empty(0, dtype=bool),
        follows=none,
        pieces=np.empty(0, dtype=object),
        piece_site=none,
        piece_cm2=none,
        arcs=_no_arcs(),
        projection=Projection(lon=0.0, lat=0.0),
        width_km=0.0,
        config=config,
    )
