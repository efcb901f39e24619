"""Borders, rivers and coasts that a user brings, as plain shapes in degrees.

A layer is any file that GDAL reads, or a table of geopandas, in any coordinate system. It is read
and checked here, once; what the rooms below get is EPSG:4326.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mapper.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import LineString, Polygon

    Layer: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | Path

__all__ = ["Boundaries", "lines_of", "polygons_of", "read_boundaries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """Where a map ends, and what parts its ground; all in degrees, lon and lat (EPSG:4326).

    Attributes
    ----------
    border : tuple of shapely.Polygon
        The country or area to keep to; empty if nothing bounds the map.
    barriers : tuple of shapely.LineString
        Rivers, canals, lines of demarcation. Ground and neighbours end at them.
    """

    border: tuple[Polygon, ...] = ()
    barriers: tuple[LineString, ...] = ()

    def lines(self) -> list[LineString]:
        """Give all lines across which no place draws on another: the outline of the border, too."""
        return [*self.barriers, *_outlines(self.border)]

    def hash(self) -> str:
        """Hash the shapes; empty if there are none.

        >>> Boundaries().hash()
        ''
        """
        if self == Boundaries():
            return ""
        packed = b"".join(shape.wkb for shape in (*self.border, *self.barriers))
        return hashlib.sha256(packed).hexdigest()[:16]


def read_boundaries(*, border: Layer | None = None, barriers: Layer | None = None) -> Boundaries:
    """Read a border and barriers, each a file or a table, in any coordinate system.

    Parameters
    ----------
    border : GeoDataFrame, GeoSeries or Path, optional
        Polygons; lines and points in it are passed over.
    barriers : GeoDataFrame, GeoSeries or Path, optional
        Lines; a polygon counts by its outline.

    Raises
    ------
    InputError
        If a layer cannot be read, says no CRS, or holds no shape of the kind that is wanted.

    >>> read_boundaries() == Boundaries()
    True
    """
    return Boundaries(
        border=() if border is None else polygons_of(border, "border"),
        barriers=() if barriers is None else lines_of(barriers, "barriers"),
    )


def polygons_of(layer: Layer, name: str) -> tuple[Polygon, ...]:
    """Give the polygons of a layer in EPSG:4326; `name` is what errors call it.

    Raises
    ------
    InputError
        If the layer cannot be read, says no CRS, or holds no polygon.
    """
    return _wanted([s for s in _shapes(layer, name) if s.geom_type == "Polygon"], name, "polygon")


def lines_of(layer: Layer, name: str) -> tuple[LineString, ...]:
    """Give the lines of a layer in EPSG:4326, outlines of its polygons among them.

    Raises
    ------
    InputError
        If the layer cannot be read, says no CRS, or holds neither line nor polygon.
    """
    shapes = _shapes(layer, name)
    lines = [shape for shape in shapes if shape.geom_type in ("LineString", "LinearRing")]
    outlines = _outlines([shape for shape in shapes if shape.geom_type == "Polygon"])
    return _wanted([*lines, *outlines], name, "line")


def _wanted(shapes: Sequence[Any], name: str, kind: str) -> tuple[Any, ...]:
    if not shapes:
        raise InputError(f"The layer of {name} holds no {kind}; give one that does, or none.")
    return tuple(shapes)


def _outlines(polygons: Sequence[Polygon]) -> list[LineString]:
    import shapely

    return list(shapely.get_parts(shapely.boundary(polygons)))


def _shapes(layer: Layer, name: str) -> list[Any]:
    """Give the simple shapes of a layer in degrees, without heights; none is empty."""
    import numpy as np
    import shapely

    frame = _read(layer, name) if isinstance(layer, Path) else layer
    if frame.crs is None:
        raise InputError(f"The layer of {name} says no CRS; set one, like EPSG:4326.")
    degrees = shapely.force_2d(frame.geometry.dropna().to_crs(4326).to_numpy())
    parts = shapely.get_parts(shapely.get_parts(degrees))  # a collection may hold multipolygons
    parts = parts[~shapely.is_empty(parts)]
    if not np.isfinite(shapely.bounds(parts)).all():
        raise InputError(f"The layer of {name} reaches beyond the globe; check its CRS.")
    return list(parts)


def _read(path: Path, name: str) -> gpd.GeoDataFrame:
    """Read the only layer of a file; what is no file here, like an address, is not opened."""
    import geopandas as gpd
    import pyogrio

    if not path.exists():
        raise InputError(
            f"There is no file {path} for the layer of {name}; name one that is there."
        )
    try:
        names = pyogrio.list_layers(path)[:, 0]
        frame = gpd.read_file(path, columns=[]) if len(names) == 1 else None
    except (OSError, ValueError, RuntimeError) as error:
        told = str(error).split(";")[0].rstrip(".")
        raise InputError(f"Cannot read the layer of {name} from {path}: {told}.") from None
    if frame is None:
        raise InputError(
            f"{path} holds {len(names)} layers; save the one of {name} in a file of its own."
        )
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(f"{path} holds no shapes; the layer of {name} must be lines or polygons.")
    return frame
