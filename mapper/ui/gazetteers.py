"""The gazetteer of the app, kept between reruns until what is installed changes."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from gazetteer import Gazetteer
from gazetteer.errors import GazetteerError, GazetteerWarning
from gazetteer.folders import installed_path

__all__ = ["OpenGazetteer", "open_gazetteer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGazetteer:
    """A gazetteer, whether it is what is installed, and what was wrong or doubtful with that."""

    gazetteer: Gazetteer
    installed: bool
    trouble: str = ""


def open_gazetteer() -> OpenGazetteer:
    """Open what is installed on this machine, else what ships.

    An installed gazetteer that cannot be read is told in `trouble`, and what ships is used.
    """
    import streamlit as st

    path = installed_path()
    try:
        stamp = path.stat().st_mtime_ns if path else 0
    except OSError:
        stamp = -1  # reading says in one sentence what is wrong with the file
    kept = st.cache_resource(max_entries=2, show_spinner=False)(_read)
    return kept(str(path or ""), stamp)


def _read(path: str, stamp: int) -> OpenGazetteer:  # noqa: ARG001 - a new stamp is a new file
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", GazetteerWarning)
        try:
            gazetteer = Gazetteer.default()
        except GazetteerError as error:
            return OpenGazetteer(gazetteer=Gazetteer.builtin(), installed=False, trouble=str(error))
    doubts = [str(w.message) for w in told if issubclass(w.category, GazetteerWarning)]
    return OpenGazetteer(gazetteer=gazetteer, installed=bool(path), trouble="\n".join(doubts))
