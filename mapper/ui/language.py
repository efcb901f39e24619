"""The language of the app, one for all its pages."""

from __future__ import annotations

from mapper.ui.words import LANGUAGES, words

__all__ = ["choose_language", "widget_key"]

_FILTERS = ("place", "actors", "outlets", "kinds", "reasons")
"""The widgets whose options are named in the language of the page."""


def choose_language() -> str:
    """Ask for the language at the side, and give its code."""
    import streamlit as st

    return st.sidebar.radio(
        " / ".join(words(code)["language"] for code in LANGUAGES),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        horizontal=True,
        key="language",
        on_change=_carry_filters_over,
    )


def widget_key(name: str, language: str) -> str:
    """Name a filter's widget; one that kept its key would keep the labels of the old language.

    >>> widget_key("actors", "ar")
    'actors-ar'
    """
    return f"{name}-{language}"


def _carry_filters_over() -> None:
    import streamlit as st

    state, new = st.session_state, st.session_state["language"]
    for name in _FILTERS:
        for old in LANGUAGES:
            if old != new and widget_key(name, old) in state:
                state[widget_key(name, new)] = state[widget_key(name, old)]
