"""The page that compares: two perspectives or two days, side by side, and what differs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from mapper.features import CHANGE_COLUMNS, changes_by_actor
from mapper.ui.compare_tables import (
    actor_changes_table,
    changes_table,
    differences_table,
    rows_of,
)
from mapper.ui.filter_widgets import (
    choice_widget,
    choose_perspective,
    day_widget,
    perspective_widgets,
)
from mapper.ui.map_frame import map_frame
from mapper.ui.opening import opened_project
from mapper.ui.paging import page_count, page_number, page_of
from mapper.ui.table import show_table
from mapper.ui.words import words
from mapper.views import (
    NEUTRAL,
    Perspective,
    changes_of,
    differences_of,
    last_news,
    spreadsheet_csv,
)

if TYPE_CHECKING:
    import pandas as pd

    from mapper.ui.projects import OpenProject

__all__ = ["show_compare_page"]

_BY = ("perspectives", "days")
_WHEN = ("day", "ever")
_HEIGHT = "max(400px, 56vh)"


def show_compare_page(language: str) -> None:
    """Show two maps of the project, and what they say otherwise."""
    import streamlit as st

    st.header(words(language)["page_compare"], anchor=False)
    opened = opened_project(language)
    if opened is None:
        return
    if not opened.decided.claims:
        st.info(words(language)["no_claims"])
    elif _choice("by", _BY, language) == "days":
        _show_days(opened, language)
    else:
        _show_perspectives(opened, language)


def _choice(name: str, options: tuple[str, ...], language: str) -> str:
    w = words(language)["compare"]
    named = w["choice"].__getitem__
    return choice_widget(name, options, label=w[name], named=named, language=language)


# ------------------------------------------------------------------------------- perspectives


def _show_perspectives(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w, choices = words(language)["compare"], opened.choices
    day = day_widget("day", w["day"], choices, day=last_news(opened.decided))
    sides = [*(side for side in choices.sides if side != NEUTRAL), None, None]
    chosen: list[Perspective] = []
    for name, side, column in zip(("one", "other"), sides, st.columns(2), strict=False):
        with column:
            st.subheader(w[name], anchor=False)
            prefix = f"{name}-"
            perspective = perspective_widgets(choices, language, prefix=prefix, side=side)
            chosen.append(perspective)
            heard = len(opened.seen_by(perspective).claims)
            total = len(opened.decided.claims)
            st.caption(words(language)["heard"].format(heard=heard, total=total))
            _map(opened, perspective, day, name, language)
    one, other = (opened.seen_by(perspective) for perspective in chosen)
    st.subheader(w["differs"], anchor=False)
    when = _choice("when", _WHEN, language)
    found = differences_of(one, other, day=day if when == "day" else None)
    st.caption(w["differ_count"].format(count=len(found)))
    if not found:
        st.info(w["no_difference"])
        return
    number = page_number(
        page_count(found), key=f"differ-{hash((*chosen, when))}", language=language
    )
    table = differences_table(page_of(found, number), language=language)
    show_table(table, key="saytara-differences", language=language)


def _map(
    opened: OpenProject, perspective: Perspective, day: dt.date | None, name: str, language: str
) -> None:
    import streamlit as st

    with st.spinner(words(language)["drawing"]):
        html = opened.map_page(perspective).html
    title = f"{words(language)['map']}: {words(language)['compare'][name]}"
    key = f"saytara-{name}"
    map_frame(html, title=title, key=key, height=_HEIGHT, day=day, language=language)


# --------------------------------------------------------------------------------------- days


def _show_days(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w, choices = words(language)["compare"], opened.choices
    perspective = choose_perspective(choices, language)
    suggested = {"first": choices.first, "last": last_news(opened.decided)}
    days: list[dt.date | None] = []
    for name, column in zip(suggested, st.columns(2), strict=True):
        with column:
            days.append(day_widget(name, w[name], choices, day=suggested[name]))
            _map(opened, perspective, days[-1], name, language)
    first, last = days
    if first is None or last is None:
        st.info(w["needs_days"])
        return
    changes = changes_of(opened.seen_by(perspective), first, last, opened.ground(perspective))
    _show_changes(changes, f"{opened.stem}-{first}-{last}", language)


def _show_changes(changes: pd.DataFrame, name: str, language: str) -> None:
    """List what changed, summed by actor and by place, and offer it as a file of that name."""
    import streamlit as st

    w, rows = words(language)["compare"], rows_of(changes)
    st.subheader(w["changed"], anchor=False)
    st.caption(w["changed_count"].format(count=len(rows)))
    if not rows:
        st.info(w["no_change"])
        return
    sums = actor_changes_table(rows_of(changes_by_actor(changes)), language=language)
    show_table(sums, key="saytara-sums", language=language)
    number = page_number(page_count(rows), key=f"changes-{name}", language=language)
    table = changes_table(page_of(rows, number), language=language)
    show_table(table, key="saytara-changes", language=language)
    st.download_button(
        w["take"],
        lambda: spreadsheet_csv(tuple(CHANGE_COLUMNS), (tuple(row.values()) for row in rows)),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key="changes-csv",
    )
