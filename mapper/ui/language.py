"""The language of the app, one for all its pages."""

from __future__ import annotations

from mapper.ui.address import take, tell
from mapper.ui.words import LANGUAGES, words

__all__ = ["choose_language", "in_language", "widget_key"]

_CHOICES = (
    *("place", "actors", "sources", "side", "kinds", "reasons", "order", "below", "by"),
    *("one-side", "one-sources", "other-side", "other-sources", "when"),
)
"""The widgets whose options are named in the language of the page."""
_KEY = "language"


def choose_language() -> str:
    """Ask for the language at the side, and give its code."""
    import streamlit as st

    take("lang", _KEY, lambda texts: texts[0] if texts[0] in LANGUAGES else None)
    chosen = st.sidebar.radio(
        " / ".join(words(code)["language"] for code in LANGUAGES),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        horizontal=True,
        key=_KEY,
        on_change=_carry_choices_over,
    )
    tell("lang", "" if chosen == next(iter(LANGUAGES)) else chosen)
    return chosen


def widget_key(name: str, language: str) -> str:
    """Name a widget of choices; one that kept its key would keep the labels of the old language.

    >>> widget_key("actors", "ar")
    'actors-ar'
    """
    return f"{name}-{language}"


def in_language(language: str, arabic: str | None, english: str | None) -> str:
    """Give the name in the language, or else the other one.

    >>> in_language("en", "حلب", None)
    'حلب'
    """
    return (arabic or english or "") if language == "ar" else (english or arabic or "")


def _carry_choices_over() -> None:
    import streamlit as st

    state, new = st.session_state, st.session_state[_KEY]
    for name in _CHOICES:
        for old in LANGUAGES:
            if old != new and widget_key(name, old) in state:
                state[widget_key(name, new)] = state[widget_key(name, old)]
