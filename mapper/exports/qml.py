"""The style of a layer as QGIS keeps it: a colour a state, and the days for which it holds."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from mapper.exports.layers import Layer
from mapper.exports.styles import State, states_in

__all__ = ["QGIS_VERSION", "add_style", "layer_qml", "layer_states"]

QGIS_VERSION = "3.22"
"""The oldest version whose files these are."""

_STATE = """"status" || ':' || coalesce("actor", '') || ':' || coalesce("against", '')"""
_KIND = {"Point": "marker", "MultiPolygon": "fill", "MultiLineString": "line"}
_FROM_FIELDS = "2"
"""Mode of temporal properties: separate fields for start and end."""
_FILL_ALPHA = 150


def layer_states(layer: Layer) -> list[State]:
    """Give the states that a layer shows; none if its rows are no states."""
    if "status" not in layer.columns:
        return []
    from pyarrow import Table

    wanted = ["status", "actor", "against"]
    narrow = (Table.from_batches([batch.select(wanted)]) for batch in layer.batches())
    return states_in(
        row for part in narrow for row in part.group_by(wanted).aggregate([]).to_pylist()
    )


def layer_qml(layer: Layer, states: Sequence[State], language: str) -> str:
    """Give a style for QGIS 3: categories by state, and the fields of the temporal controller.

    Parameters
    ----------
    layer : Layer
        What it is for.
    states : sequence of State
        The categories; without any, all rows are drawn alike.
    language : str
        "en" or "ar", of the legend.
    """
    root = ET.Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Temporal")
    add_style(root, layer, states, language)
    return ET.tostring(root, encoding="unicode")


def add_style(root: ET.Element, layer: Layer, states: Sequence[State], language: str) -> None:
    """Add the same to an element: a style by itself, or a layer of a project."""
    _add_time(root, layer)
    if not states:
        renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol")
        _add_symbol(ET.SubElement(renderer, "symbols"), "0", layer, State("unknown"))
        return
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=_STATE)
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, state in enumerate(states):
        said = {"value": state.key, "label": state.label(language), "symbol": str(number)}
        ET.SubElement(categories, "category", {"render": "true", "type": "string", **said})
        _add_symbol(symbols, str(number), layer, state)


def _add_time(root: ET.Element, layer: Layer) -> None:
    start, end = layer.time
    said = {"enabled": "1", "mode": _FROM_FIELDS, "startField": start, "endField": end}
    said |= {"limitMode": str(int(layer.closed)), "durationUnit": "d", "fixedDuration": "0"}
    said |= {"accumulate": "0", "durationField": "", "startExpression": "", "endExpression": ""}
    ET.SubElement(root, "temporal", said)


def _add_symbol(symbols: ET.Element, name: str, layer: Layer, state: State) -> None:
    assert layer.shape is not None
    symbol = ET.SubElement(symbols, "symbol", name=name, type=_KIND[layer.shape], alpha="1")
    sheets = _event() if layer.closed else _SHEETS[layer.shape](state)
    for kind, values in sheets:
        sheet = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "pass": "0"})
        options = ET.SubElement(sheet, "Option", type="Map")
        for key, value in values.items():
            ET.SubElement(options, "Option", name=key, value=value, type="QString")


def _marker(state: State) -> list[tuple[str, dict[str, str]]]:
    """Draw a place as a dot of its holder; the ring is who contests or besieges it."""
    ring = _rgba(state.other_colour if state.against else "#ffffff")
    width = "0.8" if state.against else "0.3"
    said = {"name": "circle", "size": "3", "size_unit": "MM", "color": _rgba(state.colour)}
    said |= {"outline_color": ring, "outline_width": width, "outline_style": "solid"}
    return [("SimpleMarker", said)]


def _event() -> list[tuple[str, dict[str, str]]]:
    """Draw what was said or happened on a day as a small diamond, so that no place hides it."""
    said = {"name": "diamond", "size": "2.4", "size_unit": "MM", "color": "255,255,255,255"}
    said |= {"outline_color": _rgba("#202020"), "outline_width": "0.4", "outline_style": "solid"}
    return [("SimpleMarker", said)]


def _fill(state: State) -> list[tuple[str, dict[str, str]]]:
    """Draw ground in the colour of its holder; hatched with the other side's if contested."""
    plain = {"style": "solid", "outline_style": "no", "color": _rgba(state.colour, _FILL_ALPHA)}
    if state.status != "contested":
        return [("SimpleFill", plain)]
    hatch = {"style": "b_diagonal", "outline_style": "no", "color": _rgba(state.other_colour)}
    return [("SimpleFill", plain), ("SimpleFill", hatch)]


def _line(state: State) -> list[tuple[str, dict[str, str]]]:
    dashed = "dash" if state.status == "contested" else "solid"
    said = {"line_color": _rgba("#202020"), "line_width": "0.7", "line_width_unit": "MM"}
    return [("SimpleLine", {**said, "line_style": dashed})]


_SHEETS = {"Point": _marker, "MultiPolygon": _fill, "MultiLineString": _line}
"""What draws a symbol of each shape, from the lowest sheet up."""


def _rgba(colour: str, alpha: int = 255) -> str:
    """Write a colour as QGIS does.

    >>> _rgba("#c0392b")
    '192,57,43,255'
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"{red},{green},{blue},{alpha}"
