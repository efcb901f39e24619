"""The page of the map: widgets become arguments, the library does the work, the page shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mapper.records import Status
from mapper.ui.address import day_of, take, tell
from mapper.ui.charts import show_charts
from mapper.ui.claims_html import claims_html, state_html
from mapper.ui.filter_widgets import choice_widget, choose_filter, choose_perspective, choose_place
from mapper.ui.map_frame import map_frame
from mapper.ui.opening import opened_project
from mapper.ui.paging import page_count, page_number, page_of
from mapper.ui.words import words
from mapper.views import ClaimFilter, Perspective, choose_claims

if TYPE_CHECKING:
    from mapper.records import Claim
    from mapper.store import Project
    from mapper.ui.projects import HiddenRows, OpenProject

__all__ = ["show_map_page"]

_DAY = "map-day"
"""The key of the day on which the map rests; None until somebody chose one."""
_BELOW = ("claims", "figures")


def show_map_page(language: str) -> None:
    """Show the map of the project, and below it the claims or figures."""
    opened = opened_project(language)
    if opened is not None:
        _show_project(opened, language)


def _show_project(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w = words(language)
    st.header(w["title"], anchor=False)
    perspective, wanted = Perspective(), ClaimFilter()
    if opened.project.claims:
        perspective = choose_perspective(opened.choices, language)
        wanted = choose_filter(opened.choices, language)
    day = _day()
    with st.spinner(w["drawing"]):
        page = opened.map_page(perspective)
        hidden = opened.hidden_rows(perspective, replace(wanted, place=None))
    map_frame(
        page.html,
        title=w["map"],
        day=day,
        language=language,
        hidden=hidden.message,
        on_place=partial(choose_place, opened.choices, language),
        on_day=_rest_on,
    )
    if not opened.project.claims:
        st.info(w["no_claims"])
        return
    seen = opened.seen_by(perspective)
    _tell_left_out(opened, seen, perspective, hidden, language)
    if _below(language) == "figures":
        show_charts(seen, opened.ground(perspective), language=language)
    else:
        _show_claims(opened, seen, wanted, day, language)


def _day() -> dt.date | None:
    """Give the day on which the map rests, from the address at first."""
    import streamlit as st

    take("date", _DAY, day_of)
    day: dt.date | None = st.session_state.get(_DAY)
    tell("date", day.isoformat() if day else None)
    return day


def _rest_on(day: dt.date) -> None:
    import streamlit as st

    st.session_state[_DAY] = day


def _tell_left_out(
    opened: OpenProject, seen: Project, perspective: Perspective, hidden: HiddenRows, language: str
) -> None:
    """Say what of the project is not on the map, and why."""
    import streamlit as st

    w = words(language)
    if not perspective.everybody:
        counts = {"heard": len(seen.claims), "total": len(opened.decided.claims)}
        st.caption(w["heard"].format(**counts))
    if hidden.many:
        told = sum(i.status is not Status.UNKNOWN for i in seen.hindsight.intervals)
        st.caption(w["hidden"].format(hidden=hidden.many, total=told))


def _below(language: str) -> str:
    """Ask what to show below the map."""
    w = words(language)
    return choice_widget(
        "below",
        _BELOW,
        label=w["below"],
        named=w["below_map"].__getitem__,
        language=language,
        label_visibility="collapsed",
    )


# ------------------------------------------------------------------------------------- claims


def _show_claims(
    opened: OpenProject, seen: Project, wanted: ClaimFilter, day: dt.date | None, language: str
) -> None:
    """List the claims; of a place chosen on a day, how it stood and what speaks for it."""
    import streamlit as st

    w = words(language)
    state = None
    if day is not None and wanted.place:
        state = seen.hindsight.at(day).get(wanted.place)
        st.html(state_html(state, day, language=language))
    elif day is not None:
        wanted = replace(wanted, last=min(day, wanted.last or day))
        st.caption(w["until_day"].format(day=f"\u2066{day.isoformat()}\u2069"))
    chosen = choose_claims(seen.claims, wanted)
    st.caption(w["count"].format(shown=len(chosen), total=len(opened.project.claims)))
    if not chosen:
        st.info(w["no_match"])
        return
    number = page_number(page_count(chosen), key=f"page-{hash(wanted)}", language=language)
    listed: tuple[Claim, ...] = tuple(page_of(chosen, number))
    st.html(claims_html(listed, opened.documents, language=language, state=state))
