"""The page of the map: widgets become arguments, the library does the work, the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mapper.ui.claims_html import claims_html
from mapper.ui.claims_list import (
    UNPLACED,
    ClaimChoices,
    ClaimFilter,
    choices_of,
    choose_claims,
    page_count,
    page_of,
)
from mapper.ui.language import widget_key
from mapper.ui.map_frame import map_frame
from mapper.ui.opening import opened_project
from mapper.ui.words import words
from mapper.vocabulary import actor_or_other

if TYPE_CHECKING:
    from mapper.records import Claim
    from mapper.ui.projects import OpenProject

__all__ = ["show_map_page"]

_T = TypeVar("_T")


def show_map_page(language: str) -> None:
    """Show the map of the project, and below it the claims."""
    opened = opened_project(language)
    if opened is not None:
        _show_project(opened, language)


def _show_project(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w = words(language)
    claims = opened.project.claims
    choices = choices_of(claims)
    st.header(w["title"], anchor=False)
    wanted = _filter(choices, language) if claims else ClaimFilter()
    html = opened.html(language, wanted.actors)
    map_frame(html, title=w["map"], on_place=partial(_choose_place, choices, language))
    if claims:
        _show_claims(opened, choose_claims(claims, wanted), wanted, language)
    else:
        st.info(w["no_claims"])
    _downloads(opened, language)


def _choose_place(choices: ClaimChoices, language: str, place_id: str) -> None:
    """Take over the place chosen on the map, if the list can show it."""
    import streamlit as st

    if place_id in {row[0] for row in choices.places}:
        st.session_state[widget_key("place", language)] = place_id


def _filter(choices: ClaimChoices, language: str) -> ClaimFilter:
    import streamlit as st

    w = words(language)
    st.sidebar.subheader(w["filter"], anchor=False)
    st.sidebar.caption(w["filter_note"])
    return ClaimFilter(
        place=_place(choices, language),
        actors=_several("actors", choices.actors, partial(_actor_name, language), language),
        outlets=_several("outlets", choices.outlets, lambda o: o or w["no_outlet"], language),
        kinds=_several("kinds", choices.kinds, w["kind"].__getitem__, language),
    )


def _several(
    name: str, options: Sequence[_T], label: Callable[[_T], str], language: str
) -> tuple[_T, ...]:
    """Ask for any number of options; the label of a widget's options is plain text."""
    import streamlit as st

    w = words(language)
    chosen = st.sidebar.multiselect(
        w[name],
        options,
        format_func=label,
        key=widget_key(name, language),
        persist_state="session",
        placeholder=w["any"],
    )
    return tuple(chosen)


def _place(choices: ClaimChoices, language: str) -> str | None:
    import streamlit as st

    w = words(language)
    column = 1 if language == "ar" else 2
    names = {row[0]: row[column] for row in choices.places} | {UNPLACED: w["unplaced"]}
    return st.sidebar.selectbox(
        w["place"],
        [None, *(row[0] for row in choices.places)],
        format_func=lambda place: w["every_place"] if place is None else names[place],
        key=widget_key("place", language),
        persist_state="session",
        placeholder=w["every_place"],  # None is an option, but a value of None shows this
    )


def _actor_name(language: str, actor_id: str) -> str:
    actor = actor_or_other(actor_id)
    return actor.name_ar if language == "ar" else actor.name_en


def _show_claims(
    opened: OpenProject, chosen: tuple[Claim, ...], wanted: ClaimFilter, language: str
) -> None:
    import streamlit as st

    w = words(language)
    st.subheader(w["claims"], anchor=False)
    st.caption(w["count"].format(shown=len(chosen), total=len(opened.project.claims)))
    if not chosen:
        st.info(w["no_match"])
        return
    number = _page_number(page_count(chosen), wanted, language)
    st.html(claims_html(page_of(chosen, number), opened.documents, language=language))


def _page_number(pages: int, wanted: ClaimFilter, language: str) -> int:
    """Ask for the page where there are several; another choice begins at its first page."""
    import streamlit as st

    if pages == 1:
        return 1
    label = f"{words(language)['page']} (1–{pages})"
    return st.number_input(label, 1, pages, key=f"page-{hash(wanted)}", width=180)


def _downloads(opened: OpenProject, language: str) -> None:
    """Offer the exports; each is made only when somebody asks for it."""
    import streamlit as st

    w = words(language)
    side = st.sidebar
    side.subheader(w["download"], anchor=False)
    side.download_button(
        w["download_html"],
        lambda: opened.html(language),
        file_name=f"{opened.stem}.html",
        mime="text/html",
        on_click="ignore",
        key="download-html",
    )
    side.download_button(
        w["download_geojson"],
        opened.geojson,
        file_name=f"{opened.stem}.geojson",
        mime="application/geo+json",
        on_click="ignore",
        key="download-geojson",
    )
