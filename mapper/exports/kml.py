"""KML 2.2: a folder a layer, a style a state, and a TimeSpan that Google Earth's slider takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from mapper.exports.layers import Layer, layers_of, shapes_of
from mapper.exports.options import LAYERS, ExportOptions
from mapper.exports.provenance import PRODUCER, provenance
from mapper.exports.qml import layer_states
from mapper.exports.styles import State, state_of
from mapper.exports.text import readable
from mapper.store import Project

__all__ = ["write_kml"]

_OPENING = '<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
_AREA_ALPHA = "80"
_LINE_WIDTH = "2"


def write_kml(project: Project, path: Path, options: ExportOptions) -> None:
    """Write layers, a placemark at a time."""
    layers = layers_of(project, options, options.what)
    states = {state for layer in layers for state in layer_states(layer)}
    said = provenance(project)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{_OPENING}<Document>")
        file.write(_text("name", readable(options.title) or PRODUCER))
        file.write(_text("description", said["attribution"]))
        file.writelines(_style(state) for state in sorted(states))
        file.write(_data(said))
        for layer in layers:
            file.write(f"<Folder>{_text('name', LAYERS[layer.name][options.language])}\n")
            file.writelines(_placemarks(layer, options.language))
            file.write("</Folder>")
        file.write("</Document></kml>\n")


def _text(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _data(values: Mapping[str, Any]) -> str:
    """Write values without those that are missing."""
    data = "".join(
        [
            f'<Data name="{key}"><value>{escape(str(value))}</value></Data>'
            for key, value in values.items()
            if value is not None
        ]
    )
    return f"<ExtendedData>{data}</ExtendedData>"


def _style(state: State) -> str:
    icon = f"<IconStyle>{_text('color', _abgr(state.colour))}</IconStyle>"
    line = _text("color", _abgr(state.other_colour)) + _text("width", _LINE_WIDTH)
    area = _text("color", _abgr(state.colour, _AREA_ALPHA))
    sheets = f"{icon}<LineStyle>{line}</LineStyle><PolyStyle>{area}</PolyStyle>"
    return f'<Style id="{_style_id(state)}">{sheets}</Style>'


def _style_id(state: State) -> str:
    """Give a name that XML takes for an id, whatever the actors are called.

    >>> _style_id(State("contested", "IS", "OTHER:قوات"))
    'contested-49-53-3a-4f-54-48-45-52-3a-642-648-627-62a'
    """
    letters = f"{state.actor}:{state.against}"
    return "-".join((state.status, *(f"{ord(letter):x}" for letter in letters)))


def _abgr(colour: str, alpha: str = "ff") -> str:
    """Turn #rrggbb to KML's order.

    >>> _abgr("#c0392b")
    'ff2b39c0'
    """
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{alpha}{blue}{green}{red}"


def _placemarks(layer: Layer, language: str) -> Iterator[str]:
    for batch in layer.batches():
        shapes = shapes_of(batch, rounded=True)
        for row, shape in zip(layer.rows(batch), shapes, strict=True):
            span = _span(row.pop("start"), row.pop("end"))
            del row["last"]
            state = state_of(row) if "status" in row else None
            style = _text("styleUrl", f"#{_style_id(state)}") if state else ""
            named = _text("name", _name(layer, row, state, language))
            drawn = "" if shape is None else _geometry(shape)
            yield f"<Placemark>{named}{span}{style}{_data(row)}{drawn}</Placemark>\n"


def _name(layer: Layer, row: Mapping[str, Any], state: State | None, language: str) -> str:
    """Call a placemark by its place, or by its state where it has none."""
    place = row.get(f"place_name_{language}") or row.get("location")
    return place or (state.label(language) if state else layer.name)


def _span(start: str | None, end: str | None) -> str:
    if start is None:
        return ""
    return f"<TimeSpan>{_text('begin', start)}{_text('end', end) if end else ''}</TimeSpan>"


def _geometry(shape: Any) -> str:
    parts = [_part(part) for part in getattr(shape, "geoms", [shape])]
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _part(part: Any) -> str:
    if part.geom_type != "Polygon":
        return f"<{part.geom_type}>{_coordinates(part)}</{part.geom_type}>"
    holes = (f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in part.interiors)
    outer = f"<outerBoundaryIs>{_ring(part.exterior)}</outerBoundaryIs>"
    return f"<Polygon>{outer}{''.join(holes)}</Polygon>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(line: Any) -> str:
    return _text("coordinates", " ".join(f"{x},{y}" for x, y in line.coords))
