"""Making the maps that somebody may ask for next, while nobody waits for anything."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from threading import Thread

from mapper.ui.projects import OpenProject
from mapper.views import Perspective, speaker_of

__all__ = ["foresee", "foresee_in_quiet", "likely", "somebody_asks"]

_QUIET_S = 4.0
"""Nobody waits for anything so long after a page was last asked for."""
_POLL_S = 0.5
_MOST = 10
"""Fewer than the views of a project that are kept."""
_LONGEST_S = 30.0
_MOST_CLAIMS = 20_000
"""With more, one map can take minutes, in which all else is slower."""
_asked = [0.0]
"""When a page was last asked for."""


def somebody_asks() -> None:
    """Note that a page is asked for: what is not asked for waits."""
    _asked[0] = time.monotonic()


def foresee_in_quiet(opened: OpenProject) -> None:
    """Begin :func:`foresee` in the background; each map is begun only while nobody waits."""
    Thread(target=foresee, args=(opened,), kwargs={"wait": _wait_for_quiet}, daemon=True).start()


def _wait_for_quiet() -> None:
    while time.monotonic() - _asked[0] < _QUIET_S:
        time.sleep(_POLL_S)


def foresee(
    opened: OpenProject,
    *,
    wait: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Make the maps of likely perspectives, one after the other, half a minute of work at most.

    To infer control by the word of one source takes seconds in a project of thousands of places.
    For a large project, where it takes minutes, nothing is made.

    Parameters
    ----------
    opened : OpenProject
        Keeps what is made.
    wait : callable, optional
        Comes back when the next map may be begun.
    clock : callable, optional
        Gives seconds.
    """
    if len(opened.project.claims) > _MOST_CLAIMS:
        return
    spent = 0.0
    for perspective in islice(likely(opened), _MOST):
        if spent >= _LONGEST_S:
            return
        wait()
        begun = clock()
        opened.map_page(perspective)
        spent += clock() - begun


def likely(opened: OpenProject) -> Iterator[Perspective]:
    """Give what can be chosen with one click: each side, then each source, the busiest first.

    >>> from pathlib import Path
    >>> from mapper.store import Project
    >>> list(likely(OpenProject(Project(), Path("empty.gpkg"))))
    []
    """
    yield from (Perspective(side=side) for side in opened.choices.sides)
    told = Counter(speaker_of(claim) for claim in opened.decided.claims)
    yield from (Perspective(sources=(source,)) for source, _ in told.most_common())
