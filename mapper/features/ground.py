"""The ground that may be coloured: land, border, and rivers that part it.

Land is what ships with the basemap (Natural Earth, public domain; coasts are thinned to a kilometre
and small islands are missing), or a layer of one's own.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mapper.errors import ConfigError, InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.features.projection import Projection

    Layer: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | Path

__all__ = ["ground_of", "polygons_of", "river_segments", "segments_of"]

_TOLERANCE_M = 100.0
"""Outlines are thinned so far once, before cells are cut: what is made from them still fits."""

_BASEMAP_EXTENT = (-18.0, 2.0, 64.0, 43.0)
"""West, south, east, north of what mapper/maps/build_basemap.py keeps; beyond it all is land."""


def ground_of(
    projection: Projection,
    box: tuple[float, float, float, float],
    *,
    use: str,
    land: Layer | None,
    border: Layer | None,
) -> Any:
    """Give the land inside the border as one polygon in metres; None if nothing bounds it.

    Parameters
    ----------
    projection : Projection
        Where metres are counted from.
    box : (west, south, east, north)
        In degrees; nothing outside matters.
    use : str
        `land` of :class:`~mapper.config.AreasConfig`: counts where no land is given.
    land, border : GeoDataFrame, GeoSeries or Path, optional
        Polygons in any CRS, or a file of them.

    Raises
    ------
    ConfigError
        If `use` is neither "basemap" nor "none".
    InputError
        If a layer cannot be read, says no CRS, or holds no polygon.
    """
    import shapely

    if use not in ("basemap", "none"):
        raise ConfigError(f'areas.land is {use!r}; expected "basemap" or "none".')
    given = [_shapes(layer, name, 2) for layer, name in ((land, "land"), (border, "border"))]
    if given[0] is None and use == "basemap":
        given[0] = np.array([_basemap_land()])
    whole = None
    for shapes in (layer for layer in given if layer is not None):
        near = shapely.make_valid(projection.shapes_to_metres(shapes, box))
        part = polygons_of(shapely.simplify(shapely.union_all(near), _TOLERANCE_M))
        whole = part if whole is None else polygons_of(shapely.intersection(whole, part))
    return whole


def river_segments(
    projection: Projection, box: tuple[float, float, float, float], rivers: Layer | None
) -> Any:
    """Give lines that part the ground as segments of two points each, in metres.

    Raises
    ------
    InputError
        If the layer cannot be read, says no CRS, or holds no line.
    """
    import shapely

    shapes = _shapes(rivers, "rivers", 1)
    if shapes is None:
        return np.empty(0, dtype=object)
    near = projection.shapes_to_metres(shapes, box)
    return segments_of(shapely.simplify(near, _TOLERANCE_M))


def segments_of(shapes: Any) -> Any:
    """Give all edges of lines or polygons as lines of two points.

    >>> import shapely
    >>> len(segments_of(np.array([shapely.box(0, 0, 1, 1)])))
    4
    """
    import shapely

    outlines = np.where(shapely.get_dimensions(shapes) == 2, shapely.boundary(shapes), shapes)
    parts = shapely.get_parts(outlines)
    parts = parts[shapely.get_type_id(parts) == 1]
    points, line = shapely.get_coordinates(parts, return_index=True)
    joined = line[1:] == line[:-1]
    return shapely.linestrings(np.stack([points[:-1][joined], points[1:][joined]], axis=1))


def polygons_of(shape: Any) -> Any:
    """Leave out what has no area: lines and points that clipping and mending leave behind."""
    import shapely

    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def _shapes(layer: Layer | None, name: str, dimension: int) -> Any:
    """Read a layer to shapes in EPSG:4326; polygons (2) or lines (1)."""
    if layer is None:
        return None
    import shapely

    frame = _read(layer, name) if isinstance(layer, Path) else layer
    if frame.crs is None:
        raise InputError(f"The layer of {name} says no CRS; set one, like EPSG:4326.")
    shapes = frame.geometry.to_crs(4326).dropna().to_numpy()
    shapes = shapely.get_parts(shapely.force_2d(shapes))
    shapes = shapes[shapely.get_dimensions(shapes) == dimension]
    if not len(shapes):
        wanted = "polygon" if dimension == 2 else "line"
        raise InputError(f"The layer of {name} holds no {wanted}; give one that does, or none.")
    return shapes


def _read(path: Path, name: str) -> gpd.GeoDataFrame:
    import geopandas as gpd

    try:
        return gpd.read_file(path, columns=[])
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(f"Cannot read the layer of {name} {path}: {error}.") from None


@cache
def _basemap_land() -> Any:
    """Give the land of the basemap without its lakes, and all that lies beyond its extent."""
    import shapely

    file = resources.files("mapper").joinpath("maps", "data", "basemap.json")
    layers = json.loads(file.read_text("utf-8"))
    land, lakes = (
        shapely.union_all(shapely.make_valid([shapely.Polygon(ring) for ring in layers[name]]))
        for name in ("land", "lakes")
    )
    beyond = shapely.box(-180, -90, 180, 90).difference(shapely.box(*_BASEMAP_EXTENT))
    return polygons_of(shapely.union(shapely.difference(land, lakes), beyond))
