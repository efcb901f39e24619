"""A timeline with its geometry: the tables that maps and exports draw from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig
from mapper.control import INTERVAL_COLUMNS, ControlTimeline, interval_row
from mapper.features.cells import cells_of
from mapper.features.schema import AREA_COLUMNS, POINT_COLUMNS, check_areas, check_points
from mapper.records import ControlInterval, Status

if TYPE_CHECKING:
    import geopandas as gpd

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
    timeline: ControlTimeline, *, config: AreasConfig | None = None
) -> gpd.GeoDataFrame:
    """Give one polygon a control interval: the ground nearer to its place than to any other.

    Parameters
    ----------
    timeline : ControlTimeline
        The intervals; unknown ones have no area.
    config : AreasConfig, optional
        `reach_km`: no ground farther than this from its place is part of an area.

    Returns
    -------
    GeoDataFrame
        Columns :data:`~mapper.features.AREA_COLUMNS`, EPSG:4326; `area_km2` is measured in a local
        equal-area projection.
    """
    import geopandas as gpd

    known = [i for i in timeline.intervals if i.status is not Status.UNKNOWN]
    cells = cells_of(_sites(timeline.intervals), reach_km=(config or AreasConfig()).reach_km)
    rows: list[dict[str, Any]] = []
    for item in known:
        cell = cells[item.lat, item.lon]
        rows.append({**_row(item), "area_km2": cell.area_km2, "geometry": cell.polygon})
    return check_areas(gpd.GeoDataFrame(rows, columns=list(AREA_COLUMNS), crs=4326))


def _row(item: ControlInterval) -> dict[str, Any]:
    row = interval_row(item)
    return {name: None if row[name] == "" else row[name] for name in INTERVAL_COLUMNS}


def _sites(intervals: Sequence[ControlInterval]) -> list[tuple[float, float]]:
    return sorted({(item.lat, item.lon) for item in intervals})
