"""The written schema of the feature tables, and the gate that checks it.

Both tables have the columns of the intervals contract, dates as ISO text, None where open or
unknown; areas add `area_km2`. Geometry is EPSG:4326.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mapper.control import INTERVAL_COLUMNS
from mapper.errors import SaytaraError

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["AREA_COLUMNS", "POINT_COLUMNS", "FeatureError", "check_areas", "check_points"]

POINT_COLUMNS: Sequence[str] = (*INTERVAL_COLUMNS, "geometry")
"""Columns of the table of points, in order: one row an interval."""

AREA_COLUMNS: Sequence[str] = (*INTERVAL_COLUMNS, "area_km2", "geometry")
"""Columns of the table of areas, in order: one row an interval that is not unknown."""

_STATUS = {"controlled", "contested", "besieged", "unknown"}


class FeatureError(SaytaraError, ValueError):
    """A feature table that breaks its schema; a defect of the program, not of the input."""


def check_points(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table of points unchanged, or raise one error that lists all its problems."""
    return _checked(frame, POINT_COLUMNS, {"Point"})


def check_areas(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table of areas unchanged, or raise one error that lists all its problems."""
    return _checked(frame, AREA_COLUMNS, {"Polygon", "MultiPolygon"})


def _checked(frame: gpd.GeoDataFrame, columns: Sequence[str], shapes: set[str]) -> gpd.GeoDataFrame:
    problems = []
    if list(frame.columns) != list(columns):
        problems.append(f"columns are {list(frame.columns)}; expected {list(columns)}")
    elif len(frame):
        problems.extend(_row_problems(frame, shapes))
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        problems.append(f"the CRS is {frame.crs}; expected EPSG:4326")
    if problems:
        raise FeatureError(f"The feature table breaks its schema: {'; '.join(problems)}.")
    return frame


def _row_problems(frame: gpd.GeoDataFrame, shapes: set[str]) -> list[str]:
    problems = []
    wrong = set(frame.geom_type) - shapes
    if wrong:
        problems.append(f"geometries of type {sorted(map(str, wrong))}")
    strange = set(frame["status"]) - _STATUS
    if strange:
        problems.append(f"status {sorted(strange)}")
    closed = frame[frame["valid_to"].notna()]
    if (closed["valid_from"] >= closed["valid_to"]).any():
        problems.append("intervals that end before they start")
    return problems
