"""A timeline with its geometry: the tables that maps and exports draw from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig
from mapper.control import INTERVAL_COLUMNS, ControlTimeline, interval_row
from mapper.features.build import build_topology
from mapper.features.schema import AREA_COLUMNS, POINT_COLUMNS, check_areas, check_points
from mapper.features.states import spoken
from mapper.features.topology import Topology, timeline_places
from mapper.records import ControlInterval, Status

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.layers import Boundaries

__all__ = ["interval_areas", "interval_points"]


def interval_points(timeline: ControlTimeline) -> gpd.GeoDataFrame:
    """Give one point a control interval.

    Returns
    -------
    GeoDataFrame
        Columns :data:`~mapper.features.POINT_COLUMNS`, EPSG:4326, in the order of the timeline;
        with no rows, but all columns, for an empty timeline.
    """
    import geopandas as gpd
    from shapely import Point

    rows = [{**_row(i), "geometry": Point(i.lon, i.lat)} for i in timeline.intervals]
    return check_points(gpd.GeoDataFrame(rows, columns=list(POINT_COLUMNS), crs=4326))


def interval_areas(
    timeline: ControlTimeline,
    *,
    config: AreasConfig | None = None,
    boundaries: Boundaries | None = None,
    topology: Topology | None = None,
) -> gpd.GeoDataFrame:
    """Give the ground of every control interval: nearer to its place than to any other.

    Parameters
    ----------
    timeline : ControlTimeline
        The intervals; unknown ones have no area.
    config : AreasConfig, optional
        How far and on what ground areas reach.
    boundaries : Boundaries, optional
        The border to keep to, and what parts the ground.
    topology : Topology, optional
        Cells made before; else those of the places of the timeline, made by the two above.

    Returns
    -------
    GeoDataFrame
        Columns :data:`~mapper.features.AREA_COLUMNS`, EPSG:4326, by place and first day;
        polygons or multipolygons. Places without ground have no row. Where places share a
        point, the surest has the ground on each day, and rows are cut to those days.

    Raises
    ------
    InputError
        If the topology lacks a place of the timeline.
    """
    import geopandas as gpd

    if topology is None:
        topology = build_topology(timeline_places(timeline), config=config, boundaries=boundaries)
    shapes, km2 = topology.shapes(), topology.own_km2()
    known = [i for i in spoken(topology, timeline.intervals) if i.status is not Status.UNKNOWN]
    rows: list[dict[str, Any]] = []
    for item in sorted(known, key=lambda i: (i.place_id, i.valid_from)):
        site = topology.site_of[item.place_id]
        if site in shapes:
            area = {"area_km2": round(float(km2[site]), 3), "geometry": shapes[site]}
            rows.append({**_row(item), **area})
    return check_areas(gpd.GeoDataFrame(rows, columns=list(AREA_COLUMNS), crs=4326))


def _row(item: ControlInterval) -> dict[str, Any]:
    row = interval_row(item)
    return {name: None if row[name] == "" else row[name] for name in INTERVAL_COLUMNS}
