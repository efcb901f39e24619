"""The filters at the side, one set for all pages: by whose word, and which claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from mapper.ui.address import day_of, take, tell
from mapper.ui.language import widget_key
from mapper.ui.names import actor_name, side_name, source_name
from mapper.ui.words import words
from mapper.views import UNPLACED, ClaimChoices, ClaimFilter, Perspective

__all__ = ["choose_filter", "choose_perspective", "choose_place"]

_T = TypeVar("_T")

_PER_CENT = 100


def choose_perspective(choices: ClaimChoices, language: str) -> Perspective:
    """Ask by whose word control is to be inferred."""
    import streamlit as st

    w = words(language)
    st.sidebar.subheader(w["perspective"], anchor=False)
    st.sidebar.caption(w["perspective_note"])
    return Perspective(
        side=_one("side", choices.sides, partial(side_name, language=language), language),
        sources=_several(
            "sources", choices.sources, partial(source_name, language=language), language
        ),
    )


def choose_filter(choices: ClaimChoices, language: str) -> ClaimFilter:
    """Ask which claims are to be listed, and which intervals drawn."""
    import streamlit as st

    w = words(language)
    st.sidebar.subheader(w["filter"], anchor=False)
    st.sidebar.caption(w["filter_note"])
    named = partial(actor_name, language=language)
    return ClaimFilter(
        place=_place(choices, language),
        actors=_several("actors", choices.actors, named, language),
        kinds=_several("kinds", choices.kinds, w["kind"].__getitem__, language),
        confidence=_confidence(language),
        first=_day("from", choices, language),
        last=_day("to", choices, language),
    )


def choose_place(choices: ClaimChoices, language: str, place_id: str) -> None:
    """Take over a place chosen elsewhere, if the list can show it."""
    import streamlit as st

    if place_id in {row[0] for row in choices.places}:
        st.session_state[widget_key("place", language)] = place_id


def _several(
    name: str, options: Sequence[_T], label: Callable[[_T], str], language: str
) -> tuple[_T, ...]:
    """Ask for any number of options; the label of a widget's options is plain text."""
    import streamlit as st

    w, key = words(language), widget_key(name, language)
    take(name, key, lambda texts: [option for option in options if str(option) in texts])
    _keep(key, options)
    chosen = st.sidebar.multiselect(
        w[name],
        options,
        format_func=label,
        key=key,
        persist_state="session",
        placeholder=w["any"],
    )
    tell(name, [str(option) for option in chosen])
    return tuple(chosen)


def _one(
    name: str, options: Sequence[str], label: Callable[[str], str], language: str
) -> str | None:
    """Ask for one of the options, or none of them."""
    import streamlit as st

    w, key = words(language), widget_key(name, language)
    take(name, key, lambda texts: texts[0] if texts[0] in options else None)
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)  # a project that was made anew has other choices
    chosen: str | None = st.sidebar.selectbox(
        w[name],
        [None, *options],
        format_func=lambda option: w["any"] if option is None else label(option),
        key=key,
        persist_state="session",
        placeholder=w["any"],  # None is an option, but a value of None shows this
    )
    tell(name, chosen)
    return chosen


def _keep(key: str, options: Sequence[object]) -> None:
    """Forget chosen options that a project which was made anew no longer has."""
    import streamlit as st

    if key in st.session_state:
        st.session_state[key] = [c for c in st.session_state[key] if c in options]


def _place(choices: ClaimChoices, language: str) -> str | None:
    """Ask for a place; that of places without a point has an id that no address can hold."""
    w = words(language)
    column = 1 if language == "ar" else 2
    names = {row[0]: row[column] for row in choices.places} | {UNPLACED: w["unplaced"]}
    return _one("place", [row[0] for row in choices.places], names.__getitem__, language)


def _confidence(language: str) -> float:
    import streamlit as st

    take("confidence", "confidence", lambda texts: min(max(int(texts[0]), 0), _PER_CENT))
    least = st.sidebar.slider(
        words(language)["least_confidence"],
        0,
        _PER_CENT,
        step=5,
        format="%d%%",
        key="confidence",
        persist_state="session",
    )
    tell("confidence", str(least) if least else None)
    return float(least) / _PER_CENT


def _day(name: str, choices: ClaimChoices, language: str) -> dt.date | None:
    """Ask for one end of the period, within the days that there are."""
    import streamlit as st

    if choices.first is None or choices.last is None:
        return None
    first, last = choices.first, choices.last
    take(name, name, lambda texts: min(max(day_of(texts), first), last))
    chosen: dt.date | None = st.sidebar.date_input(
        words(language)[name],
        None,
        first,
        last,
        format="YYYY-MM-DD",
        key=name,
        persist_state="session",
    )
    tell(name, chosen.isoformat() if chosen else None)
    return chosen
