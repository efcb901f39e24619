"""A project for QGIS inside the GeoPackage: opened from there, its layers animate at once.

A style alone does not do it: QGIS reads the temporal fields of a style, but leaves them off until
somebody ticks them. The project is found in QGIS's browser below the file, and refers to the file
by its name; a file that was renamed still has its layers and styles.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from mapper.exports.layers import Layer
from mapper.exports.qml import QGIS_VERSION, add_style, layer_states
from mapper.exports.zipped import entry

__all__ = ["PROJECT_TABLE", "project_content"]

PROJECT_TABLE = "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"
"""The table in which QGIS looks for projects."""

_SHAPES = {"Point": "Point", "MultiPolygon": "Polygon", "MultiLineString": "Line"}
_MARGIN = 0.2


def project_content(
    layers: Sequence[Layer],
    *,
    file: str,
    box: Sequence[float],
    days: tuple[dt.date, dt.date],
    language: str,
) -> str:
    """Give a project as QGIS keeps it in a GeoPackage: a zip archive in hexadecimal digits.

    Parameters
    ----------
    layers : sequence of Layer
        From the lowest up.
    file : str
        The name of the GeoPackage.
    box : sequence of float
        West, south, east, north of what the map shows first.
    days : (date, date)
        The range of the temporal controller.
    language : str
        "en" or "ar", of the legend.
    """
    root = ET.Element("qgis", projectname="", version=QGIS_VERSION)
    _add_crs(ET.SubElement(root, "projectCrs"))
    switches = ET.SubElement(ET.SubElement(root, "properties"), "SpatialRefSys")
    ET.SubElement(switches, "ProjectionsEnabled", type="int").text = "1"
    tree = ET.SubElement(root, "layer-tree-group")
    listed = ET.SubElement(root, "projectlayers")
    for layer in reversed(layers):
        source = f"./{file}|layername={layer.name}"
        said = {"id": _id(layer), "name": layer.name, "source": source, "providerKey": "ogr"}
        ET.SubElement(tree, "layer-tree-layer", {**said, "checked": "Qt::Checked"})
        _add_layer(listed, layer, source, language)
    _add_canvas(root, box)
    _add_days(root, days)
    return _zipped(ET.tostring(root, encoding="unicode")).hex()


def _add_layer(listed: ET.Element, layer: Layer, source: str, language: str) -> None:
    assert layer.shape is not None
    item = ET.SubElement(listed, "maplayer", type="vector", geometry=_SHAPES[layer.shape])
    ET.SubElement(item, "id").text = _id(layer)
    ET.SubElement(item, "datasource").text = source
    ET.SubElement(item, "layername").text = layer.name
    ET.SubElement(item, "provider", encoding="UTF-8").text = "ogr"
    _add_crs(ET.SubElement(item, "srs"))
    add_style(item, layer, layer_states(layer), language)


def _id(layer: Layer) -> str:
    """Give a name that QGIS keeps: it replaces those of up to ten letters."""
    return f"saytara_{layer.name}"


def _add_crs(parent: ET.Element) -> None:
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "srsid").text = "3452"  # EPSG:4326 in QGIS's own numbers; it asks for it
    ET.SubElement(system, "authid").text = "EPSG:4326"


def _add_canvas(root: ET.Element, box: Sequence[float]) -> None:
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "degrees"
    extent = ET.SubElement(canvas, "extent")
    west, south, east, north = box
    sides = {"xmin": west - _MARGIN, "ymin": south - _MARGIN}
    sides |= {"xmax": east + _MARGIN, "ymax": north + _MARGIN}
    for name, value in sides.items():
        ET.SubElement(extent, name).text = repr(value)


def _add_days(root: ET.Element, days: tuple[dt.date, dt.date]) -> None:
    said = {"timeStepUnit": "d", "timeStep": "1", "frameRate": "10", "cumulativeTemporalRange": "0"}
    span = ET.SubElement(ET.SubElement(root, "ProjectTimeSettings", said), "TemporalRange")
    for name, day in zip(("start", "end"), days, strict=True):
        ET.SubElement(span, name).text = f"{day}T00:00:00Z"


def _zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry("control.qgs"), text)
    return file.getvalue()
