"""Places, layers and timelines that the tests of areas share."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from mapper.config import AreasConfig
from mapper.control import ControlTimeline
from mapper.features import PlacePoint
from mapper.records import ControlInterval, Status

BARE = AreasConfig(land="none")
DAY = dt.date(2017, 1, 1)


def place(name: str, lat: float = 34.0, lon: float = 40.0) -> PlacePoint:
    return PlacePoint(id=name, lat=lat, lon=lon)


def spell(
    at: PlacePoint,
    actor: str | None = "A",
    first: int = 0,
    last: int | None = None,
    against: str | None = None,
    confidence: float = 0.9,
    **more: Any,
) -> ControlInterval:
    """An interval from day `first` to day `last` after DAY; contested if it names an opponent."""
    start = DAY + dt.timedelta(days=first)
    status = Status.CONTESTED if against else Status.CONTROLLED if actor else Status.UNKNOWN
    fields: dict[str, Any] = {
        "place_id": at.id,
        "place_name_ar": at.id,
        "place_name_en": at.id,
        "lat": at.lat,
        "lon": at.lon,
        "status": status,
        "actor": actor,
        "against": against,
        "confidence": confidence,
        "valid_from": start,
        "valid_from_earliest": start,
        "valid_from_latest": start,
        "valid_to": None if last is None else DAY + dt.timedelta(days=last),
    }
    return ControlInterval(**(fields | more))


def timeline(*items: ControlInterval) -> ControlTimeline:
    return ControlTimeline(tuple(sorted(items, key=lambda i: (i.place_id, i.valid_from))))


def layer(*shapes: Any, crs: Any = 4326) -> Any:
    import geopandas as gpd

    return gpd.GeoDataFrame(geometry=list(shapes), crs=crs)


def true_km2(shape: Any) -> float:
    """Measure a shape in degrees on the ellipsoid; the other way to the same number."""
    from pyproj import Geod

    return abs(float(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])) / 1e6


def overlap(shapes: Any) -> float:
    """Give the share of ground that shapes have more than once, in degrees."""
    import shapely

    whole = float(np.sum(shapely.area(shapes)))
    return (whole - float(shapely.union_all(shapes).area)) / whole
