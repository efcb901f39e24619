"""GeoPackage and FlatGeobuf, written by GDAL from Arrow streams.

A GeoPackage holds every layer with its style and its temporal properties, so that QGIS draws and
animates it as it is; the provenance is in its table of metadata. A FlatGeobuf is one layer.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from mapper.exports.layers import GEOMETRY, Layer, layers_of
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import provenance
from mapper.exports.qgis import PROJECT_TABLE, project_content
from mapper.exports.qml import layer_qml, layer_states
from mapper.store import Project

__all__ = ["write_flatgeobuf", "write_geopackage"]

_OLD_ENOUGH = {"VERSION": "1.2"}
"""For every QGIS in use to open it without a word."""
_ALWAYS = "1970-01-01T00:00:00.000Z"
"""The same project gives the same file, so the time of writing is not told."""
_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""
"""The table in which QGIS looks for styles."""


def write_geopackage(project: Project, path: Path, options: ExportOptions) -> None:
    """Write layers with their styles; the first is what a program opens first."""
    layers = layers_of(project, options, options.what)
    for number, layer in enumerate(layers):
        _write(
            layer,
            path,
            driver="GPKG",
            append=number > 0,
            dataset_options=None if number else _OLD_ENOUGH,
            layer_metadata=dict(provenance(project)),
            layer_options={"GEOMETRY_NAME": GEOMETRY},
        )
    with closing(sqlite3.connect(path)) as base:
        _add_styles(base, layers, options.language)
        _add_project(base, project, layers, path.name, options)
        base.execute("UPDATE gpkg_contents SET last_change = ?", (_ALWAYS,))
        base.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_ALWAYS,))
        base.commit()


def write_flatgeobuf(project: Project, path: Path, options: ExportOptions) -> None:
    """Write one layer with its spatial index."""
    (layer,) = layers_of(project, options, options.what)
    said = json.dumps(provenance(project), ensure_ascii=False)
    described = {"TITLE": layer.name, "DESCRIPTION": said}
    _write(layer, path, driver="FlatGeobuf", layer_options=described)


def _write(layer: Layer, path: Path, **options: Any) -> None:
    import pyogrio

    pyogrio.write_arrow(
        layer.reader(),
        path,
        layer=layer.name,
        geometry_name=GEOMETRY,
        geometry_type=layer.shape,
        crs="EPSG:4326",
        **options,
    )


def _add_project(
    base: sqlite3.Connection,
    project: Project,
    layers: list[Layer],
    file: str,
    options: ExportOptions,
) -> None:
    held = project.timeline(as_known=options.as_known).intervals
    if not held:
        return
    lons, lats = [item.lon for item in held], [item.lat for item in held]
    content = project_content(
        layers,
        file=file,
        box=(min(lons), min(lats), max(lons), max(lats)),
        days=(min(i.valid_from for i in held), max(i.valid_to or i.valid_from for i in held)),
        language=options.language,
    )
    base.execute(PROJECT_TABLE)
    base.execute("INSERT INTO qgis_projects VALUES ('control', '{}', ?)", (content,))


def _add_styles(base: sqlite3.Connection, layers: list[Layer], language: str) -> None:
    base.execute(_STYLES)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
        ("layer_styles", "attributes", "layer_styles"),
    )
    for layer in layers:
        style = layer_qml(layer, layer_states(layer), language)
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
            "update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, '', '', ?)",
            (layer.name, GEOMETRY, layer.name, style, _ALWAYS),
        )
