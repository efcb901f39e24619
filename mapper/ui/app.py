"""The app: its pages, and what they share."""

from __future__ import annotations

from functools import partial

from mapper.ui.language import choose_language
from mapper.ui.map_page import show_map_page
from mapper.ui.places_page import show_places_page
from mapper.ui.style import add_style
from mapper.ui.words import words

__all__ = ["main"]

_PLACES = "places"


def main() -> None:
    """Draw the page that was asked for; Streamlit calls this anew after every click."""
    import streamlit as st

    st.set_page_config(page_title="Saytara", layout="wide")
    language = choose_language()
    w = words(language)
    places = st.Page(partial(show_places_page, language), title=w["page_places"], url_path=_PLACES)
    first = st.Page(
        partial(show_map_page, language), title=w["page_map"], url_path="map", default=True
    )
    page = st.navigation([first, places])
    asked = st.query_params.to_dict()
    if asked.pop("page", None) == _PLACES and page is first:
        st.switch_page(places, query_params=asked)
    add_style("page.css", *(["rtl.css"] if language == "ar" else []))
    page.run()
