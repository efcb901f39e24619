"""Timelines with their geometry, as tables of one written schema."""

from mapper.features.cells import Cell, cells_of
from mapper.features.schema import (
    AREA_COLUMNS,
    POINT_COLUMNS,
    FeatureError,
    check_areas,
    check_points,
)
from mapper.features.tables import interval_areas, interval_points

__all__ = [
    "AREA_COLUMNS",
    "POINT_COLUMNS",
    "Cell",
    "FeatureError",
    "cells_of",
    "check_areas",
    "check_points",
    "interval_areas",
    "interval_points",
]
