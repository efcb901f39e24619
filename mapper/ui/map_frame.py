"""A map inside the app: a whole page in a frame of its own.

The frame is sandboxed without its own origin, so that nothing in it can reach the app. The two
exchange messages: the map tells which place was chosen; the app gives back the date after a reload.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

__all__ = ["map_frame"]

_TALL = "max(480px, 72vh)"


def map_frame(
    html: str,
    *,
    title: str,
    key: str = "saytara-map",
    height: str = _TALL,
    on_place: Callable[[str], None] | None = None,
) -> None:
    """Show a page that :mod:`mapper.maps` made.

    Parameters
    ----------
    html : str
        The whole page.
    title : str
        What the frame is called for those who cannot see it.
    key : str
        Names the frame among those of the app.
    height : str
        A length of CSS.
    on_place : callable, optional
        Is given the id of a place when somebody chooses it on the map, before the page reruns.
    """
    import streamlit as st

    def chosen() -> None:
        message = st.session_state[key].get("place")
        if on_place is not None and isinstance(message, dict):
            place_id = message.get("id")
            if isinstance(place_id, str):
                on_place(place_id)

    frame = st.components.v2.component("saytara.map", js=_static("map_frame.js"))
    frame(key=key, data={"html": html, "title": title, "height": height}, on_place_change=chosen)


def _static(name: str) -> str:
    return resources.files("mapper.ui").joinpath("static", name).read_text("utf-8")
