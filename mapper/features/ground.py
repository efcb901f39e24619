"""The ground that may be coloured: land inside the border, and the barriers that part it.

Land is what ships with the basemap (Natural Earth, public domain; coasts are thinned to a kilometre
and small islands are missing), or shapes of one's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.errors import ConfigError

if TYPE_CHECKING:
    from shapely import LineString, Polygon

    from mapper.features.projection import Projection

__all__ = ["barrier_segments", "ground_of", "only_polygons", "segments_of"]

_TOLERANCE_M = 100.0
"""Outlines are thinned so far once, before cells are cut: what is made from them still fits."""

_BASEMAP_EXTENT = (-18.0, 2.0, 64.0, 43.0)
"""West, south, east, north of what mapper/maps/build_basemap.py keeps; beyond it all is land."""


def ground_of(
    projection: Projection,
    box: tuple[float, float, float, float],
    *,
    use: str,
    land: Sequence[Polygon] = (),
    border: Sequence[Polygon] = (),
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
    land, border : sequence of shapely.Polygon
        In degrees (EPSG:4326); none bounds nothing.

    Raises
    ------
    ConfigError
        If `use` is neither "basemap" nor "none".
    """
    import shapely

    if use not in ("basemap", "none"):
        raise ConfigError(f'areas.land is {use!r}; expected "basemap" or "none".')
    if not land and use == "basemap":
        land = (_basemap_land(),)
    whole = None
    for shapes in (layer for layer in (land, border) if layer):
        near = shapely.make_valid(projection.shapes_to_metres(np.array(shapes), box))
        part = only_polygons(shapely.simplify(shapely.union_all(near), _TOLERANCE_M))
        whole = part if whole is None else only_polygons(shapely.intersection(whole, part))
    return whole


def barrier_segments(
    projection: Projection,
    box: tuple[float, float, float, float],
    barriers: Sequence[LineString],
) -> Any:
    """Give lines in degrees (EPSG:4326) as segments of two points each, in metres."""
    import shapely

    if not barriers:
        return np.empty(0, dtype=object)
    near = projection.shapes_to_metres(np.array(barriers), box)
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


def only_polygons(shape: Any) -> Any:
    """Leave out what has no area: lines and points that clipping and mending leave behind."""
    import shapely

    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


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
    return only_polygons(shapely.union(shapely.difference(land, lakes), beyond))
