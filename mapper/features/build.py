"""Dividing the ground among places.

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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.placing import PLACED
from mapper.config import AreasConfig
from mapper.features.edges import mesh_of
from mapper.features.ground import barrier_segments, ground_of, only_polygons
from mapper.features.pieces import NOBODY, nearest_on_this_side, pieces_of
from mapper.features.projection import Projection
from mapper.features.topology import Arcs, HasPoint, Topology
from mapper.features.voronoi import voronoi_cells
from mapper.layers import Boundaries, polygons_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapper.layers import Layer

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["build_topology"]


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
    >>> from mapper.features import PlacePoint
    >>> places = [PlacePoint(id="bukamal", lat=34.45, lon=40.92)]
    >>> topology = build_topology(places)
    >>> round(topology.area_km2)
    705
    >>> build_topology([]).area_km2
    0.0
    """
    config = config or AreasConfig()
    bounds = boundaries or Boundaries()
    points = _points(places, others)
    if not any(evidence for _, evidence in points):
        return _empty(config)
    reach_m = config.reach_km * 1000
    sites = _near_evidence(_sites(points), reach_m)
    box = sites.projection.box_of(sites.xy[sites.evidence], reach_m)
    shores = () if land is None else polygons_of(land, "land")
    ground = ground_of(sites.projection, box, use=config.land, land=shores, border=bounds.border)
    lines = barrier_segments(sites.projection, box, bounds.barriers)
    pieces, site = _divided(sites, ground, lines, reach_m)
    follows = _follows(sites, lines, reach_m)
    groundless = {place.id for place, _ in points}.difference(*sites.ids)
    return _topology(sites, pieces, site, follows, frozenset(groundless), config)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sites:
    """Points in metres (n, 2), each once; the places at each; whether any of these has evidence."""

    projection: Projection
    xy: Floats
    ids: Sequence[tuple[str, ...]]
    evidence: NDArray[np.bool_]


def _points(places: Iterable[HasPoint], others: Iterable[HasPoint]) -> list[tuple[HasPoint, bool]]:
    """List places by id, each once, with whether it has evidence; placed ones are left out (T6)."""
    found: dict[str, tuple[HasPoint, bool]] = {}
    for group, evidence in ((places, True), (others, False)):
        for place in group:
            if not place.id.startswith(PLACED):
                found.setdefault(place.id, (place, evidence))
    return [found[name] for name in sorted(found)]


def _sites(points: Sequence[tuple[HasPoint, bool]]) -> _Sites:
    """Project places to points, to a metre (T5), centred on those with evidence.

    The antipode of the centre has no point in metres.
    """
    lonlat = np.array([(place.lon, place.lat) for place, _ in points], dtype=np.float64)
    proven = np.array([evidence for _, evidence in points])
    projection = Projection.around(lonlat[proven, 0], lonlat[proven, 1])
    metres = np.round(projection.to_metres(lonlat))
    there = np.flatnonzero(np.isfinite(metres).all(axis=1))
    xy, site = np.unique(metres[there], axis=0, return_inverse=True)
    names: list[list[str]] = [[] for _ in xy]
    for at, number in zip(there.tolist(), site.tolist(), strict=True):
        names[number].append(points[at][0].id)
    evidence = np.zeros(len(xy), dtype=bool)
    evidence[site[proven[there]]] = True
    ids = [tuple(group) for group in names]
    return _Sites(projection=projection, xy=xy, ids=ids, evidence=evidence)


def _near_evidence(sites: _Sites, reach_m: float) -> _Sites:
    """Leave out places without evidence that are too far off to take ground within reach."""
    if sites.evidence.all():
        return sites
    from scipy.spatial import KDTree

    tree = KDTree(sites.xy[sites.evidence])
    away, _ = tree.query(sites.xy, distance_upper_bound=2 * reach_m)
    near = np.flatnonzero(np.isfinite(away) | sites.evidence)
    ids = [sites.ids[at] for at in near.tolist()]
    return replace(sites, xy=sites.xy[near], ids=ids, evidence=sites.evidence[near])


def _divided(sites: _Sites, ground: Any, lines: Any, reach_m: float) -> tuple[Any, Ints]:
    """Give the pieces of ground within reach of evidence, in metres, and the site of each."""
    if sites.evidence.all():
        cells = voronoi_cells(sites.xy, radius_m=reach_m)
        return pieces_of(cells, sites.xy, ground=ground, barriers=lines, reach_m=reach_m)
    return _among_others(sites, ground, lines, reach_m)


def _among_others(sites: _Sites, ground: Any, lines: Any, reach_m: float) -> tuple[Any, Ints]:
    """Divide the ground within reach of evidence among all places."""
    import shapely

    proven = sites.xy[sites.evidence]
    reach = shapely.coverage_union_all(voronoi_cells(proven, radius_m=reach_m))
    within = reach if ground is None else only_polygons(shapely.intersection(reach, ground))
    cells = voronoi_cells(sites.xy, radius_m=np.inf)
    return pieces_of(cells, sites.xy, ground=within, barriers=lines, reach_m=np.inf)


def _follows(sites: _Sites, lines: Any, reach_m: float) -> Ints:
    """Say whose state each cell has (T7)."""
    follows = np.arange(len(sites.xy))
    proven, alone = np.flatnonzero(sites.evidence), np.flatnonzero(~sites.evidence)
    spots, seen = sites.xy[alone], sites.xy[proven]

    def reaches(tried: Ints) -> NDArray[np.bool_]:
        return np.asarray(np.hypot(*(spots - seen[tried]).T) <= reach_m)

    near = nearest_on_this_side(spots, seen, lines, reaches)
    follows[alone] = np.where(near == NOBODY, NOBODY, proven[near])
    return follows


def _topology(
    sites: _Sites,
    pieces: Any,
    site: Ints,
    follows: Ints,
    groundless: frozenset[str],
    config: AreasConfig,
) -> Topology:
    """Bring pieces to degrees, and put all together."""
    import shapely

    degrees, arcs = _shared_edges(pieces, site, sites.projection)
    return Topology(
        site_of={name: at for at, names in enumerate(sites.ids) for name in names},
        groundless=groundless,
        place_ids=sites.ids,
        lonlat=sites.projection.to_degrees(sites.xy),
        evidence=sites.evidence,
        follows=follows,
        pieces=degrees,
        piece_site=site,
        piece_cm2=np.rint(shapely.area(pieces) * 1e4).astype(np.int64),
        arcs=arcs,
        projection=sites.projection,
        width_km=float(np.hypot(*np.ptp(sites.xy, axis=0)) / 1000) if len(sites.xy) else 0.0,
        config=config,
    )


def _shared_edges(pieces: Any, site: Ints, projection: Projection) -> tuple[Any, Arcs]:
    """Project pieces to degrees, every corner once, and find the edges between two sites."""
    if not len(pieces):
        nowhere = np.empty((0, 2), dtype=np.int64)
        return pieces, Arcs(lonlat=np.empty((0, 2, 2)), sites=nowhere, length_m=np.empty(0))
    mesh = mesh_of(pieces)
    lonlat = projection.to_degrees(mesh.corners)
    sides = site[mesh.sides]
    parted = (sides[:, 0] != sides[:, 1]) & (sides >= 0).all(axis=1)
    ends = mesh.ends[parted]
    along = mesh.corners[ends[:, 1]] - mesh.corners[ends[:, 0]]
    length = np.hypot(along[:, 0], along[:, 1])
    return mesh.polygons(lonlat), Arcs(lonlat=lonlat[ends], sites=sides[parted], length_m=length)


def _empty(config: AreasConfig) -> Topology:
    nothing = _Sites(
        projection=Projection(lon=0.0, lat=0.0),
        xy=np.empty((0, 2)),
        ids=(),
        evidence=np.empty(0, dtype=bool),
    )
    none = np.empty(0, dtype=np.int64)
    return _topology(nothing, np.empty(0, dtype=object), none, none, frozenset(), config)
