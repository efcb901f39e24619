"""The page of places: look a name up, and see which names of the project are in doubt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.maps.places_map import MOST_SIMILAR, places_map_html
from mapper.ui.address import take, tell
from mapper.ui.gazetteers import OpenGazetteer, open_gazetteer
from mapper.ui.language import widget_key
from mapper.ui.map_frame import map_frame
from mapper.ui.names_csv import doubts_csv
from mapper.ui.names_table import (
    LONGEST_NAME,
    candidates_table,
    choose_names,
    cleaned_name,
    doubts_table,
    reasons_of,
)
from mapper.ui.opening import opened_project
from mapper.ui.paging import page_count, page_number, page_of
from mapper.ui.table import show_table
from mapper.ui.words import words

if TYPE_CHECKING:
    from gazetteer import Candidate, Gazetteer
    from mapper.geoparsing import Doubt, DoubtfulName
    from mapper.ui.projects import OpenProject

__all__ = ["show_places_page"]

_NAME = "name"
"""The key of the search, which is also its name in the address."""
_INSTALL = "saytara gazetteer install SY"
_HEIGHT = "max(440px, 56vh)"


def show_places_page(language: str) -> None:
    """Show the search for a name, and below it the doubtful names of the project."""
    import streamlit as st

    st.header(words(language)["page_places"], anchor=False)
    found_in = open_gazetteer()
    _tell_gazetteer(found_in, language)
    name = _name(language)
    if name:
        _show_found(tuple(found_in.gazetteer.search(name)), found_in.gazetteer, language)
    st.subheader(words(language)["doubts"], anchor=False)
    opened = opened_project(language)
    if opened is not None:
        _show_doubts(opened, found_in.gazetteer, language)


def _tell_gazetteer(found_in: OpenGazetteer, language: str) -> None:
    """Say where names are looked up."""
    import streamlit as st

    w = words(language)
    which = "gazetteer_installed" if found_in.installed else "gazetteer_builtin"
    st.caption(w[which].format(count=f"{len(found_in.gazetteer):,}"))
    if found_in.trouble:
        st.warning(w["gazetteer_trouble"])
        st.code(found_in.trouble, language=None, wrap_lines=True)


# ------------------------------------------------------------------------------------- search


def _name(language: str) -> str:
    import streamlit as st

    w = words(language)
    take(_NAME, _NAME, lambda texts: cleaned_name(texts[0]))
    typed = st.text_input(
        w["name"],
        type="search",
        placeholder=w["name_hint"],
        max_chars=LONGEST_NAME,
        key=_NAME,
        persist_state="session",
    )
    name = cleaned_name(typed or "")
    tell(_NAME, name)
    return name


def _show_found(found: tuple[Candidate, ...], gazetteer: Gazetteer, language: str) -> None:
    import streamlit as st

    w = words(language)
    if not found:
        st.info(w["not_found"])
        st.code(_INSTALL, language="shell")
        return
    if found[0].score <= MOST_SIMILAR:
        st.info(w["similar"])
    html = _map_html(found, gazetteer, language)
    map_frame(html, title=w["found_map"], key="saytara-places-map", height=_HEIGHT)
    table = candidates_table(found, gazetteer, language=language)
    show_table(table, key="saytara-candidates", language=language)


@lru_cache(maxsize=16)
def _map_html(found: tuple[Candidate, ...], gazetteer: Gazetteer, language: str) -> str:
    return places_map_html(found, gazetteer, language=language)


# ------------------------------------------------------------------------------------- doubts


def _show_doubts(opened: OpenProject, gazetteer: Gazetteer, language: str) -> None:
    import streamlit as st

    w = words(language)
    names = opened.doubts
    if not names:
        st.info(w["doubts_none"])
        return
    st.caption(w["doubts_note"])
    reasons = _reasons(names, language)
    chosen = choose_names(names, reasons)
    st.caption(w["doubts_count"].format(shown=len(chosen), total=len(names)))
    key = f"names-page-{hash(reasons)}"  # other reasons begin at their first page
    number = page_number(page_count(chosen), key=key, language=language)
    shown = page_of(chosen, number)
    table = doubts_table(shown, opened.documents, gazetteer, language=language)
    show_table(table, key="saytara-doubts", language=language, on_choice=_look_up)
    _download(opened, chosen, language)


def _reasons(names: tuple[DoubtfulName, ...], language: str) -> tuple[Doubt, ...]:
    import streamlit as st

    w = words(language)
    chosen = st.pills(
        w["reasons"],
        reasons_of(names),
        selection_mode="multi",
        format_func=w["doubt"].__getitem__,
        key=widget_key("reasons", language),
        persist_state="session",
    )
    return tuple(chosen)


def _look_up(name: str) -> None:
    """Put a name that somebody chose into the search."""
    import streamlit as st

    st.session_state[_NAME] = cleaned_name(name)


def _download(opened: OpenProject, names: tuple[DoubtfulName, ...], language: str) -> None:
    import streamlit as st

    st.download_button(
        words(language)["download_csv"],
        lambda: doubts_csv(names, opened.documents),
        file_name=f"{opened.stem}-names.csv",
        mime="text/csv",
        on_click="ignore",
        key="download-csv",
    )
