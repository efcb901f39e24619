"""A folium.Map that is whole without any network: Leaflet inside, data and scripts as they are."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mapper.maps.bundle import bundle
from mapper.maps.payload import as_embedded_json

if TYPE_CHECKING:
    import folium

__all__ = ["map_html", "offline_map"]

_CSP = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; "
    "img-src data:{hosts}; worker-src 'none'; base-uri 'none'; form-action 'none'"
)
"""Nothing may be fetched but tiles, where somebody asks for them; folium's own scripts are inline,
Leaflet comes as data: URIs."""


def offline_map(
    data: Any, *, element: str, entry: str, name: str, styles: Sequence[str], images_from: str = ""
) -> folium.Map:
    """Make a map with one element of our own.

    Parameters
    ----------
    data : Any
        What the scripts find as JSON in the element `saytara-data`; it may quote anything.
    element : str
        The name of the element.
    entry : str
        The module of the folder `static` to begin with; its `start` is called with the map.
    name : str
        The global variable that gets what `entry` exports.
    styles : sequence of str
        Files of the folder `static`, in this order.
    images_from : str
        The one origin that images may be fetched from; empty for none.

    Returns
    -------
    folium.Map
        It asks no network for anything but such images. The same input gives the same HTML.

    Examples
    --------
    >>> made = offline_map([], element="Empty", entry="timeline/main.js", name="saytara", styles=[])
    >>> "https://" in map_html(made)
    False
    """
    import folium

    map_ = folium.Map(tiles=None, zoom_control=False, prefer_canvas=True)
    map_._id = "saytara"
    map_.default_js = [("leaflet", _data_uri("leaflet.js", "text/javascript"))]
    map_.default_css = [("leaflet_css", _data_uri("leaflet.css", "text/css"))]
    script = bundle(entry, _static, name=name)
    map_.add_child(_element(element, data, script, f"{name}.start"))
    _prepare_page(map_, "\n".join(map(_static, styles)), images_from)
    return map_


def map_html(map_: folium.Map) -> str:
    """Give a map as one HTML page, the same bytes every time."""
    return str(map_.get_root().render())


def _element(element: str, data: Any, script: str, start: str) -> Any:
    """Make the element; its class is made here since folium is imported late."""
    from branca.element import MacroElement

    class OwnElement(MacroElement):
        """Data, and the scripts that draw them."""

        def render(self, **_: Any) -> str:
            """Add data and scripts to the page as they are, never as templates."""
            root: Any = self.get_root()
            name = self._parent.get_name() if self._parent else ""
            block = f'<script type="application/json" id="saytara-data">{packed}</script>'
            root.html.add_child(_verbatim(block), name="saytara_data")
            root.script.add_child(_verbatim(f"{script}\n{start}({name});"), name="saytara_script")
            return ""

    packed = as_embedded_json(data)
    made: Any = OwnElement()  # type: ignore[no-untyped-call]
    made._name, made._id = element, "saytara"
    return made


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


def _prepare_page(map_: folium.Map, style: str, images_from: str) -> None:
    """Give the page its policy, title and style."""
    root: Any = map_.get_root()
    root._id = "saytara"
    root.title = "Saytara"
    policy = _CSP.format(hosts=f" {images_from}" if images_from else "")
    header = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>'
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
