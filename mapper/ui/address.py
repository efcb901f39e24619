"""What somebody chose, in the address of the page: a link opens the same view again.

A page takes a choice over from the address before its widget is made (:func:`take`), tells what is
chosen (:func:`tell`), and in the end all that was told is the address. Ids go into it, never
labels: a link works in both languages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["day_of", "read_address", "take", "tell", "write_address"]

_ASKED, _TOLD, _WRITTEN = "address-asked", "address-told", "address-written"
"""Keys of the session: what the link asks for, what is chosen in this run, what was written."""


def read_address() -> None:
    """See what the address asks for: what is there and was not written by ourselves."""
    import streamlit as st

    now = {name: st.query_params.get_all(name) for name in st.query_params}
    state = st.session_state
    state[_ASKED] = {} if now == state.get(_WRITTEN) else now
    state[_TOLD] = {}


def take(name: str, key: str, parse: Callable[[list[str]], Any]) -> None:
    """Take a choice over from the address into the state of its widget.

    Parameters
    ----------
    name : str
        The name in the address.
    key : str
        The key of the widget, or of the state.
    parse : callable
        Makes the value from the texts of the address, or None or a ValueError where they are none:
        an address is typed by anybody.
    """
    import streamlit as st

    texts = st.session_state.get(_ASKED, {}).get(name)
    if texts is None:
        return
    try:
        value = parse(texts)
    except ValueError:
        return
    if value is not None:
        st.session_state[key] = value


def tell(name: str, values: str | Sequence[str] | None) -> None:
    """Say what is chosen; nothing chosen is not in the address."""
    import streamlit as st

    texts = [values] if isinstance(values, str) else list(values or ())
    if any(texts):
        st.session_state[_TOLD][name] = texts


def write_address() -> None:
    """Put into the address what was told in this run, and nothing else."""
    import streamlit as st

    told = st.session_state[_TOLD]
    if told != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(told)
    st.session_state[_WRITTEN] = told


def day_of(texts: Sequence[str]) -> dt.date:
    """Read a day of an address.

    Raises
    ------
    ValueError
        If it is no ISO date.

    >>> day_of(["2017-11-19"])
    datetime.date(2017, 11, 19)
    """
    return dt.date.fromisoformat(texts[0])
