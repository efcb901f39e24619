"""The filters at the side, one set for all pages: by whose word, and which claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, TypeVar

from mapper.ui.address import day_of, take, tell
from mapper.ui.language import widget_key
from mapper.ui.names import actor_name, side_name, source_name
from mapper.ui.words import words
from mapper.views import UNPLACED, ClaimChoices, ClaimFilter, Perspective

__all__ = [
    "choice_widget",
    "choose_filter",
    "choose_perspective",
    "choose_place",
    "day_widget",
    "perspective_widgets",
]

_T = TypeVar("_T")
_Text = TypeVar("_Text", bound=str)

_PER_CENT = 100


def choose_perspective(choices: ClaimChoices, language: str) -> Perspective:
    """Ask at the side by whose word control is to be inferred."""
    import streamlit as st

    w = words(language)
    with st.sidebar:
        st.subheader(w["perspective"], anchor=False)
        st.caption(w["perspective_note"])
        return perspective_widgets(choices, language)


def perspective_widgets(
    choices: ClaimChoices, language: str, *, prefix: str = "", side: str | None = None
) -> Perspective:
    """Ask for a side and for sources, where they stand on the page.

    Parameters
    ----------
    choices : ClaimChoices
        What there is to choose from.
    language : str
        "en" or "ar".
    prefix : str
        Tells several perspectives of a page apart, also in the address.
    side : str, optional
        The side that is chosen at first.
    """
    sides, sources = partial(side_name, language=language), partial(source_name, language=language)
    return Perspective(
        side=_one("side", choices.sides, sides, language, prefix=prefix, first=side),
        sources=_several("sources", choices.sources, sources, language, prefix=prefix),
    )


def choose_filter(choices: ClaimChoices, language: str) -> ClaimFilter:
    """Ask at the side which claims are to be listed, and which intervals drawn."""
    import streamlit as st

    w = words(language)
    named = partial(actor_name, language=language)
    with st.sidebar:
        st.subheader(w["filter"], anchor=False)
        st.caption(w["filter_note"])
        return ClaimFilter(
            place=_place(choices, language),
            actors=_several("actors", choices.actors, named, language),
            kinds=_several("kinds", choices.kinds, w["kind"].__getitem__, language),
            confidence=_confidence(language),
            first=day_widget("from", w["from"], choices),
            last=day_widget("to", w["to"], choices),
        )


def choose_place(choices: ClaimChoices, language: str, place_id: str) -> None:
    """Take over a place chosen elsewhere, if the list can show it."""
    import streamlit as st

    if place_id in {row[0] for row in choices.places}:
        st.session_state[widget_key("place", language)] = place_id


def _several(
    name: str,
    options: Sequence[_T],
    label: Callable[[_T], str],
    language: str,
    *,
    prefix: str = "",
) -> tuple[_T, ...]:
    """Ask for any number of options; the label of a widget's options is plain text."""
    import streamlit as st

    w, key = words(language), widget_key(prefix + name, language)
    take(prefix + name, key, lambda texts: [option for option in options if str(option) in texts])
    _keep(key, options)
    chosen = st.multiselect(
        w[name],
        options,
        format_func=label,
        key=key,
        persist_state="session",
        placeholder=w["any"],
    )
    tell(prefix + name, [str(option) for option in chosen])
    return tuple(chosen)


def _one(
    name: str,
    options: Sequence[str],
    label: Callable[[str], str],
    language: str,
    *,
    prefix: str = "",
    first: str | None = None,
) -> str | None:
    """Ask for one of the options, or none of them."""
    import streamlit as st

    w, key = words(language), widget_key(prefix + name, language)
    st.session_state.setdefault(key, first)
    take(prefix + name, key, lambda texts: texts[0] if texts[0] in options else None)
    if st.session_state[key] not in options:
        st.session_state[key] = None  # a project that was made anew has other choices
    chosen: str | None = st.selectbox(
        w[name],
        [None, *options],
        format_func=lambda option: w["any"] if option is None else label(option),
        key=key,
        persist_state="session",
        placeholder=w["any"],  # None is an option, but a value of None shows this
    )
    tell(prefix + name, chosen)
    return chosen


def choice_widget(
    name: str,
    options: Sequence[_Text],
    *,
    label: str,
    named: Callable[[_Text], str],
    language: str,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> _Text:
    """Ask for one of a few options, where it stands on the page; the first is chosen at first.

    Parameters
    ----------
    name : str
        The name in the address, which is silent about the first.
    options : sequence of str
        What can be chosen.
    label : str
        What the widget is called.
    named : callable
        Gives the words for an option.
    language : str
        "en" or "ar".
    label_visibility : str
        "collapsed" where the label is only for those who do not see the page.
    """
    import streamlit as st

    key, first = widget_key(name, language), options[0]
    by_text = {str(option): option for option in options}
    take(name, key, lambda texts: by_text.get(texts[0]))
    st.session_state.setdefault(key, first)
    chosen = st.segmented_control(
        label,
        options,
        format_func=named,
        key=key,
        required=True,
        label_visibility=label_visibility,
        persist_state="session",
    )
    tell(name, "" if chosen in (None, first) else chosen)
    return by_text[chosen or first]


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
    least = st.slider(
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


def day_widget(
    name: str, label: str, choices: ClaimChoices, *, day: dt.date | None = None
) -> dt.date | None:
    """Ask for a day within the days that there are.

    Parameters
    ----------
    name : str
        The name in the address, and the key.
    label : str
        What the widget is called.
    choices : ClaimChoices
        The first and the last day; without them None is chosen.
    day : date, optional
        The day that is chosen at first.
    """
    import streamlit as st

    if choices.first is None or choices.last is None:
        return None
    first, last = choices.first, choices.last
    st.session_state.setdefault(name, day and min(max(day, first), last))
    take(name, name, lambda texts: min(max(day_of(texts), first), last))
    chosen: dt.date | None = st.date_input(
        label, None, first, last, format="YYYY-MM-DD", key=name, persist_state="session"
    )
    tell(name, chosen.isoformat() if chosen else None)
    return chosen
