"""The map: a folium.Map with one element of our own, whole without any network."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig
from mapper.features import interval_areas, interval_points
from mapper.maps.payload import as_embedded_json, payload

if TYPE_CHECKING:
    import folium

    from mapper.control import ControlTimeline as Timeline
    from mapper.records import Claim, Document

__all__ = ["ATTRIBUTION", "control_map", "control_map_html"]

ATTRIBUTION = "Place names: GeoNames (CC BY 4.0). Basemap: Natural Earth (public domain)."
"""Who must be named wherever the map or its data go."""

_CSP = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
"""Nothing may be fetched; folium's own scripts are inline, Leaflet comes as data: URIs."""


def control_map(
    *,
    hindsight: Timeline,
    as_known: Timeline,
    claims: tuple[Claim, ...] = (),
    documents: tuple[Document, ...] = (),
    language: str = "en",
    areas: AreasConfig | None = None,
) -> folium.Map:
    """Make the map of control over time.

    Parameters
    ----------
    hindsight, as_known : ControlTimeline
        The two timelines that the map can show.
    claims, documents
        The evidence behind them.
    language : str
        "en" or "ar": the language the map opens in; it can be switched in the map.
    areas : AreasConfig, optional
        How far areas reach.

    Returns
    -------
    folium.Map
        It asks no network for anything. The same input gives the same HTML.
    """
    import folium

    data = payload(
        hindsight=interval_points(hindsight),
        as_known=interval_points(as_known),
        areas=interval_areas(hindsight, config=areas),
        claims=claims,
        documents=documents,
        language=language,
    )
    map_ = folium.Map(tiles=None, zoom_control=False, prefer_canvas=True)
    map_._id = "saytara"
    map_.default_js = [("leaflet", _data_uri("leaflet.js", "text/javascript"))]
    map_.default_css = [("leaflet_css", _data_uri("leaflet.css", "text/css"))]
    map_.add_child(_element(data))
    _prepare_page(map_)
    return map_


def control_map_html(map_: folium.Map) -> str:
    """Give the map as one HTML page, the same bytes every time."""
    return str(map_.get_root().render())


def _element(data: dict[str, Any]) -> Any:
    """Make the ControlTimeline element; its class is made here since folium is imported late."""
    from branca.element import MacroElement

    class ControlTimeline(MacroElement):
        """The timeline: its data, and the one script that draws it."""

        def render(self, **_: Any) -> str:
            """Add data and script to the page as they are, never as templates."""
            root: Any = self.get_root()
            name = self._parent.get_name() if self._parent else ""
            block = f'<script type="application/json" id="saytara-data">{packed}</script>'
            start = f"{_static('control_timeline.js')}\nsaytara.start({name});"
            root.html.add_child(_verbatim(block), name="saytara_data")
            root.script.add_child(_verbatim(start), name="saytara_timeline")
            return ""

    packed = as_embedded_json(data)
    element: Any = ControlTimeline()  # type: ignore[no-untyped-call]
    element._name, element._id = "ControlTimeline", "saytara"
    return element


def _verbatim(text: str) -> Any:
    """Make an element that renders to `text`.

    branca reads every text it is given as a Jinja template, twice over; with articles in it, that
    would run whatever stands between double braces.
    """
    from branca.element import Element

    class Verbatim(Element):
        def render(self, **_: Any) -> str:
            return text

    element: Any = Verbatim()
    element._name, element._id = "verbatim", "saytara"
    return element


def _prepare_page(map_: folium.Map) -> None:
    """Give the page its policy, title and style."""
    root: Any = map_.get_root()
    root._id = "saytara"
    root.title = "Saytara"
    header = (
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">\n'
        f"<style>{_static('control_timeline.css')}</style>"
    )
    root.header.add_child(_verbatim(header), name="saytara_header", index=0)


@cache
def _static(name: str) -> str:
    return resources.files("mapper.maps").joinpath("static", name).read_text("utf-8")


@cache
def _data_uri(name: str, kind: str) -> str:
    folder = resources.files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
    packed = base64.b64encode(folder.joinpath(name).read_bytes()).decode("ascii")
    return f"data:{kind};base64,{packed}"
