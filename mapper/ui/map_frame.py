"""The map inside the app: the page that is also the export, in a frame of its own.

The frame is sandboxed without its own origin, so that nothing in it can reach the app. The two
exchange messages: the map tells which place was chosen; the app gives back the date after a reload.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

__all__ = ["map_frame"]

_KEY = "saytara-map"


def map_frame(html: str, *, title: str, on_place: Callable[[str], None]) -> None:
    """Show a page of :func:`mapper.exports.project_html`.

    Parameters
    ----------
    html : str
        The whole page.
    title : str
        What the frame is called for those who cannot see it.
    on_place : callable
        Is given the id of a place when somebody chooses it on the map, before the page reruns.
    """
    import streamlit as st

    def chosen() -> None:
        message = st.session_state[_KEY].get("place")
        if isinstance(message, dict) and isinstance(message.get("id"), str):
            on_place(message["id"])

    frame = st.components.v2.component("saytara.map", js=_static("map_frame.js"))
    frame(key=_KEY, data={"html": html, "title": title}, on_place_change=chosen)


def _static(name: str) -> str:
    return resources.files("mapper.ui").joinpath("static", name).read_text("utf-8")
