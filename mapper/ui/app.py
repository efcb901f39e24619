"""The app: its pages, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from mapper.ui.about_page import show_about_page
from mapper.ui.add_page import show_add_page
from mapper.ui.address import read_address, write_address
from mapper.ui.claims_page import show_claims_page
from mapper.ui.compare_page import show_compare_page
from mapper.ui.export_page import show_export_page
from mapper.ui.foresight import somebody_asks
from mapper.ui.language import choose_language
from mapper.ui.map_page import show_map_page
from mapper.ui.places_page import show_places_page
from mapper.ui.style import add_style
from mapper.ui.warmup import warm
from mapper.ui.words import words

__all__ = ["main"]

_PAGES: Mapping[str, Callable[[str], None]] = MappingProxyType(
    {
        "map": show_map_page,
        "claims": show_claims_page,
        "places": show_places_page,
        "add": show_add_page,
        "compare": show_compare_page,
        "export": show_export_page,
        "about": show_about_page,
    }
)
"""The pages by their name in the address, in the order of the menu; the first opens first."""


def main() -> None:
    """Draw the page that was asked for; Streamlit calls this anew after every click."""
    import streamlit as st

    warm()
    somebody_asks()
    st.set_page_config(page_title="Saytara", layout="wide")
    read_address()
    language = choose_language()
    first, *_ = _PAGES
    pages = {
        name: st.Page(
            partial(show, language),
            title=words(language)[f"page_{name}"],
            url_path=name,
            default=name == first,
        )
        for name, show in _PAGES.items()
    }
    page = st.navigation(list(pages.values()))
    asked = st.query_params.to_dict()
    wanted = asked.pop("page", first)
    if wanted != first and wanted in pages and page is pages[first]:
        st.switch_page(pages[wanted], query_params=asked)
    add_style("page.css", *(["rtl.css"] if language == "ar" else []))
    page.run()
    write_address()
