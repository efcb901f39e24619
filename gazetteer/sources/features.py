"""Features of spatial files: properties and a point, whatever the format."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.reading import checked_zip, is_utf8, read_json

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Feature", "geojson_features", "layer_features", "sheet_features"]

_WGS84 = ("CRS84", "4326", "WGS84", "WGS 84")
_PARTS = (".shx", ".dbf")
_ANY_BYTES = "ISO-8859-1"
"""Gives each byte as one letter, so that broken text can be told from good afterwards."""
_HEADER_ROWS = 10
_BAD_GEOMETRY = (ValueError, TypeError, KeyError, AttributeError, IndexError)
"""What shapely raises on a geometry that is none, besides its own errors."""
_BAD_LAYER = (RuntimeError, ValueError, UnboundLocalError)
"""What pyogrio raises on a file that is damaged; the last where it fails to tell the CRS."""
_BAD_WORKBOOK = (
    *(*_BAD_GEOMETRY, OSError, EOFError, SyntaxError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What openpyxl raises on a workbook that is damaged; a broken XML is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: `point` is longitude and latitude in degrees, None where it has no geometry.

    `is_area` says that the point stands for a polygon.
    """

    where: str
    properties: Mapping[str, object]
    point: tuple[float, float] | None
    is_area: bool = False


_Transform = Callable[[float, float], tuple[float, float]]


# ----------------------------------------------------------------------------------- GeoJSON


def geojson_features(path: Path, member: str = "") -> Iterator[Feature | Problem]:
    """Yield the features of a GeoJSON, also of one with broken characters.

    Raises
    ------
    SourceError
        If it is no GeoJSON, not whole, or in a CRS that is not known.
    """
    data = read_json(path, member)
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise SourceError(f"{path} is JSON without features; expected a FeatureCollection.")
    transform = _to_degrees(_crs_of(data), path)
    for number, feature in enumerate(data["features"], start=1):
        yield _geojson_feature(f"feature {number}", feature, transform)


def _crs_of(data: Mapping[str, Any]) -> str:
    try:
        return str(data["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return ""


def _geojson_feature(where: str, feature: Any, transform: _Transform) -> Feature | Problem:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return Problem(where, "no properties")
    if "id" in feature:
        properties.setdefault("@id", feature["id"])
    geometry = feature.get("geometry")
    if not geometry:
        return Feature(where, properties, None)
    import shapely

    try:
        return _feature(where, properties, shapely.geometry.shape(geometry), transform)
    except (shapely.errors.ShapelyError, *_BAD_GEOMETRY):
        return Problem(where, "a geometry that cannot be read")


def _feature(
    where: str, properties: Mapping[str, object], geometry: BaseGeometry, transform: _Transform
) -> Feature:
    """Take the first of several points, and of an area a point within it."""
    if geometry.is_empty:
        return Feature(where, properties, None)
    first = geometry.geoms[0] if geometry.geom_type == "MultiPoint" else geometry
    is_area = first.geom_type != "Point"
    point = first.representative_point() if is_area else first
    return Feature(where, properties, transform(point.x, point.y), is_area)


def _to_degrees(crs: str, path: Path) -> _Transform:
    """Give the way from a CRS to EPSG:4326; a file that names none is taken to be in degrees."""
    if not crs or any(name in crs for name in _WGS84):
        return lambda x, y: (x, y)
    from pyproj import Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except (CRSError, ProjError):
        raise SourceError(
            f"{path} is in the unknown coordinate system {crs[:60]}; save it in EPSG:4326."
        ) from None
    return partial(_transformed, transformer.transform)


def _transformed(transform: Any, x: float, y: float) -> tuple[float, float]:
    lon, lat = transform(x, y)
    return float(lon), float(lat)


# -------------------------------------------------------------------- shapefile, GeoPackage


def layer_features(path: Path) -> Iterator[Iterator[Feature | Problem]]:
    """Yield the features of each layer of a shapefile, a zip of shapefiles or a GeoPackage.

    Raises
    ------
    SourceError
        If a part is missing, or it cannot be opened.
    """
    for source, layer in _layers(path):
        yield _features_of(path, source, layer)


def _layers(path: Path) -> Iterator[tuple[str, str | None]]:
    if path.suffix.lower() == ".shp":
        _check_parts(path, [ending for ending in _PARTS if not _has_sibling(path, ending)])
        yield str(path), None
    elif path.suffix.lower() == ".zip":
        yield from ((f"/vsizip/{path.absolute()}/{name}", None) for name in _zipped_layers(path))
    else:
        yield from ((str(path), layer) for layer in _layer_names(path))


def _has_sibling(path: Path, ending: str) -> bool:
    return any(path.with_suffix(form).is_file() for form in (ending, ending.upper()))


def _zipped_layers(path: Path) -> list[str]:
    with checked_zip(path) as archive:
        names = [info.filename for info in archive.infolist()]
    lower = {name.lower() for name in names}
    layers = sorted(name for name in names if name.lower().endswith(".shp"))
    for name in layers:
        stem = name[:-4].lower()
        _check_parts(path / name, [ending for ending in _PARTS if stem + ending not in lower])
    return layers


def _check_parts(path: Path, missing: Sequence[str]) -> None:
    if missing:
        raise SourceError(
            f"{path} lacks its {' and '.join(missing)}; keep all parts of a shapefile together, "
            "or give the zip they came in."
        )


def _layer_names(path: Path) -> list[str]:
    import pyogrio

    try:
        return [str(name) for name, _ in pyogrio.list_layers(path)]
    except _BAD_LAYER as error:
        raise _unreadable(path, error) from None


def _features_of(path: Path, source: str, layer: str | None) -> Iterator[Feature | Problem]:
    import pyogrio
    import shapely

    try:
        meta, _, geometries, columns = pyogrio.raw.read(source, layer=layer, encoding=_ANY_BYTES)
        shapes = [None] * _length(columns) if geometries is None else shapely.from_wkb(geometries)
    except (*_BAD_LAYER, shapely.errors.ShapelyError) as error:
        raise _unreadable(path, error) from None
    encoding = _encoding_of(columns)
    texts = [_redecoded(column, encoding) for column in columns]
    transform = _to_degrees(meta.get("crs") or "", path)
    within = f"{Path(source).stem} " if source.startswith("/vsizip/") or layer else ""
    for number, (shape, *cells) in enumerate(zip(shapes, *texts, strict=True), start=1):
        where = f"{within}feature {number}"
        properties = dict(zip(meta["fields"], cells, strict=True))
        if shape is None:
            yield Feature(where, properties, None)
        else:
            yield _feature(where, properties, shape, transform)


def _length(columns: Sequence[Any]) -> int:
    return len(columns[0]) if columns else 0


def _redecoded(column: Any, encoding: str) -> list[object]:
    """Decode texts that were read byte by byte."""
    return [
        cell.encode("latin-1").decode(encoding, "replace") if isinstance(cell, str) else cell
        for cell in column.tolist()
    ]


def _encoding_of(columns: Sequence[Any]) -> str:
    """Tell UTF-8 from Windows-1256: what a shapefile says of itself is often wrong."""
    texts = (cell for column in columns for cell in column if isinstance(cell, str))
    data = "\n".join(texts).encode("latin-1")
    return "utf-8" if is_utf8(data) else "cp1256"


def _unreadable(path: Path, error: Exception) -> SourceError:
    reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return SourceError(f"{path} cannot be opened ({reason}); fetch it again.")


# ---------------------------------------------------------------------------------- workbook


def sheet_features(path: Path) -> Iterator[Iterator[Feature | Problem]]:
    """Yield the rows of each sheet of a workbook, as features without geometry.

    The headers are the row, among the first ten, that has most texts; rows of HXL tags are none.

    Raises
    ------
    SourceError
        If it is no workbook (.xlsx), or damaged.
    """
    import openpyxl

    with checked_zip(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise SourceError(f"{path} is a zip but no workbook; expected .xlsx: save it anew.")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except _BAD_WORKBOOK as error:
        raise _unreadable(path, error) from None
    book.close()
    for title, rows in sheets.items():
        yield _rows_of(title, rows)


def _rows_of(title: str, rows: list[tuple[object, ...]]) -> Iterator[Feature]:
    top = rows[:_HEADER_ROWS]
    header = max(range(len(top)), key=lambda at: _texts(top[at]), default=-1)
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        tagged = any(isinstance(cell, str) and cell.startswith("#") for cell in cells)
        if not tagged and any(cell is not None for cell in cells):
            properties = {str(h): c for h, c in zip(rows[header], cells, strict=False) if h}
            yield Feature(f"{title} row {number}", properties, None)


def _texts(cells: tuple[object, ...]) -> int:
    return sum(isinstance(cell, str) and bool(cell) for cell in cells)
