"""Getting the first page ready while the browser still loads what every page needs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

from mapper.errors import SaytaraError

__all__ = ["warm", "warm_up"]

_POLL_S = 0.02
_warming: list[Thread] = []


def warm_up(arguments: Sequence[str]) -> None:
    """Begin to import what pages need, and to make the first map of the project, if one is named.

    Parameters
    ----------
    arguments : sequence of str
        Of the app, not of the server.
    """
    thread = Thread(target=_get_ready, args=(arguments,), daemon=True)
    _warming.append(thread)
    thread.start()


def warm() -> None:
    """Wait until what :func:`warm_up` began is done."""
    for thread in _warming:
        thread.join()


def _get_ready(arguments: Sequence[str]) -> None:
    from streamlit import runtime

    while not runtime.exists():  # the server first: the browser waits for it
        time.sleep(_POLL_S)
    from mapper.ui.foresight import foresee_in_quiet, somebody_asks
    from mapper.ui.projects import open_project, project_path
    from mapper.views import Perspective

    path = project_path(arguments)
    if path is not None:
        with suppress(SaytaraError):  # the page tells it
            opened = open_project(path)
            opened.map_page(Perspective())
            somebody_asks()  # the first visitor's browser is still to get it
            foresee_in_quiet(opened)
