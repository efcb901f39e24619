"""A map inside the app: a whole page in a frame of its own.

The frame is sandboxed without its own origin, so that nothing in it can reach the app. The two
exchange messages: the map tells which place was chosen and on which day it rests; the app gives
it a language, a day to show, and what to hide. So a widget changes the map that is there.

The page goes to the browser as a file that is fetched once, and not with what every rerun sends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

__all__ = ["map_frame"]

_TALL = "max(480px, 72vh)"


def map_frame(
    html: str,
    *,
    title: str,
    key: str = "saytara-map",
    height: str = _TALL,
    day: dt.date | None = None,
    language: str | None = None,
    hidden: Mapping[str, Any] | None = None,
    on_place: Callable[[str], None] | None = None,
    on_day: Callable[[dt.date], None] | None = None,
) -> None:
    """Show a page that :mod:`mapper.maps` made.

    Parameters
    ----------
    html : str
        The whole page. The old one stays in sight until a new one is ready.
    title : str
        What the frame is called for those who cannot see it.
    key : str
        Names the frame among those of the app.
    height : str
        A length of CSS.
    day : date, optional
        The day to show. A day that the map itself told last is not given back to it, so that the
        answer to one scrub never undoes the next.
    language : str, optional
        "en" or "ar", for a page that can switch.
    hidden : mapping, optional
        What to hide on the page, as :func:`mapper.maps.hidden_rows` gives it.
    on_place : callable, optional
        Is given the id of a place when somebody chooses it on the map, before the page reruns.
    on_day : callable, optional
        Is given the day when scrubbing rests on it, before the page reruns.
    """
    import streamlit as st

    told = f"{key}-day"

    def chosen() -> None:
        message = st.session_state[key].get("place")
        if on_place is not None and isinstance(message, dict):
            place_id = message.get("id")
            if isinstance(place_id, str):
                on_place(place_id)

    def rested() -> None:
        rest = _day_of(st.session_state[key].get("date"))
        if on_day is not None and rest is not None:
            st.session_state[told] = rest
            on_day(rest)

    asked = None if day is None or day == st.session_state.get(told) else day.isoformat()
    data: dict[str, object] = {"page": _address_of(html, key), "title": title, "height": height}
    data |= {"date": asked, "language": language, "hidden": hidden}
    data |= {"tells_date": on_day is not None}
    frame = st.components.v2.component("saytara.map", js=_static("map_frame.js"))
    frame(key=key, data=data, on_place_change=chosen, on_date_change=rested)


def _address_of(html: str, key: str) -> str:
    """Keep a page where the browser can fetch it, while it is shown, and give the address.

    It is plain text, which no browser takes for a page of the app. Streamlit names a large file by
    its size and some parts of it, so the first line is the hash of all of it.
    """
    from streamlit.runtime import get_instance

    text = html.encode("utf-8")
    file = hashlib.sha256(text).hexdigest().encode("ascii") + b"\n" + text
    return get_instance().media_file_mgr.add(file, "text/plain", key)


def _day_of(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _static(name: str) -> str:
    return resources.files("mapper.ui").joinpath("static", name).read_text("utf-8")
