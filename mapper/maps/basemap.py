"""What lies under the map: land, water and borders that ship, towns, and a user's own lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mapper.errors import InputError
from mapper.maps.columns import Packed, pack, pack_steps

__all__ = ["basemap", "basemap_columns", "boundary_lines", "towns_within"]

_DECIMALS = 4
_PER_DEGREE = 1000  # of the thinned basemap: its own three decimals
_LONGEST_NAME = 80
_MOST_TOWNS = 120
_MARGIN_DEGREES = 1.5


@cache
def basemap() -> Mapping[str, Any]:
    """Give land, borders, lakes and rivers that ship with the package, as lists of [lon, lat].

    >>> sorted(basemap())
    ['borders', 'lakes', 'land', 'rivers']
    """
    layers: Mapping[str, Any] = json.loads(_data("basemap.json"))
    return layers


@cache
def basemap_columns() -> Mapping[str, Any]:
    """Give the same as columns: how many points each line has, and the steps from point to point.

    >>> sorted(basemap_columns()["lakes"])
    ['lat', 'lon', 'points']
    """
    return {name: _line_columns(lines) for name, lines in basemap().items()}


def _line_columns(lines: Sequence[Sequence[Sequence[float]]]) -> Mapping[str, Packed]:
    points = [point for line in lines for point in line]
    return {
        "points": pack([len(line) for line in lines]),
        "lon": pack_steps([round(lon * _PER_DEGREE) for lon, _ in points]),
        "lat": pack_steps([round(lat * _PER_DEGREE) for _, lat in points]),
    }


def towns_within(lats: Sequence[float], lons: Sequence[float]) -> Mapping[str, list[Any]]:
    """Give the greatest towns around some points, as columns `ar, en, lat, lon`, greatest first.

    >>> "Damascus" in towns_within([33.5], [36.3])["en"]
    True
    >>> towns_within([], [])["en"]
    []
    """
    rows: list[list[Any]] = json.loads(_data("towns.json"))
    if not lats:
        return {"ar": [], "en": [], "lat": [], "lon": []}
    south, north = min(lats) - _MARGIN_DEGREES, max(lats) + _MARGIN_DEGREES
    west, east = min(lons) - _MARGIN_DEGREES, max(lons) + _MARGIN_DEGREES
    near = [r for r in rows if south <= r[2] <= north and west <= r[3] <= east][:_MOST_TOWNS]
    return {name: [row[at] for row in near] for at, name in enumerate(("ar", "en", "lat", "lon"))}


def boundary_lines(path: Path) -> Mapping[str, Any]:
    """Read a user's own boundaries: outlines as lists of [lon, lat], and names where they have any.

    Parameters
    ----------
    path : Path
        Any format of GDAL with polygons or lines, in any CRS that it names. Texts of the columns
        `name_ar`, `name_en`, `name` become names; they are shown as text, whatever they say.

    Returns
    -------
    mapping
        `lines`, and `names` as columns `ar, en, lat, lon`.

    Raises
    ------
    InputError
        If the file cannot be read, has no CRS, or no lines.
    """
    import geopandas as gpd

    try:
        frame = gpd.read_file(path)
    except Exception as error:  # GDAL's drivers raise what they like
        raise InputError(f"Cannot read the boundaries {path}: {error}.") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise InputError(
            f"The boundaries {path} have no geometry or no CRS; save them with one, as GeoJSON say."
        )
    frame = frame.to_crs(4326)
    lines = [line for shape in frame.geometry if shape is not None for line in _lines(shape)]
    if not lines:
        raise InputError(f"The boundaries {path} have no lines or polygons.")
    return {"lines": lines, "names": _names(frame)}


def _lines(shape: Any) -> list[list[list[float]]]:
    import shapely

    parts = shapely.get_parts(shape)
    edges = [p.boundary if p.geom_type == "Polygon" else p for p in parts]
    lines = [line for edge in edges for line in shapely.get_parts(edge)]
    return [
        [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y, *_ in line.coords]
        for line in lines
        if line.geom_type in ("LineString", "LinearRing")
    ]


def _names(frame: Any) -> Mapping[str, list[Any]]:
    names: dict[str, list[Any]] = {"ar": [], "en": [], "lat": [], "lon": []}
    for row, shape in zip(
        frame.drop(columns="geometry").to_dict("records"), frame.geometry, strict=True
    ):
        texts = {k: str(v)[:_LONGEST_NAME] for k, v in row.items() if isinstance(v, str) and v}
        known = texts.get("name_en") or texts.get("name") or texts.get("name_ar")
        if known is None or shape is None or shape.is_empty:
            continue
        point = shape.representative_point()
        names["ar"].append(texts.get("name_ar") or known)
        names["en"].append(known)
        names["lat"].append(round(point.y, _DECIMALS))
        names["lon"].append(round(point.x, _DECIMALS))
    return names


def _data(name: str) -> str:
    return resources.files("mapper.maps").joinpath("data", name).read_text("utf-8")
