"""What two views of a project say otherwise: by two perspectives, or on two days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from mapper.control import Difference, compare
from mapper.features import changes_between
from mapper.records import Status
from mapper.store import Project

if TYPE_CHECKING:
    import pandas as pd

    from mapper.features import Topology

__all__ = ["changes_of", "differences_of", "last_news"]


def last_news(project: Project) -> dt.date | None:
    """Give the last day on which a place of the project came into a state that is known.

    >>> last_news(Project()) is None
    True
    """
    known = (i for i in project.hindsight.intervals if i.status is not Status.UNKNOWN)
    return max((item.valid_from for item in known), default=None)


def differences_of(one: Project, other: Project, *, day: dt.date | None = None) -> list[Difference]:
    """List where and how long two perspectives differ in hindsight.

    Parameters
    ----------
    one, other : Project
        Two of :func:`~mapper.views.seen_by`.
    day : date, optional
        Only what differs on this day.

    Examples
    --------
    >>> differences_of(Project(), Project())
    []
    """
    found = compare(one.hindsight, other.hindsight)
    return [item for item in found if day is None or _covers(item, day)]


def _covers(item: Difference, day: dt.date) -> bool:
    return item.valid_from <= day and (item.valid_to is None or day < item.valid_to)


def changes_of(project: Project, first: dt.date, last: dt.date, ground: Topology) -> pd.DataFrame:
    """Tabulate what changed between two days, with evidence and square kilometres.

    See :func:`mapper.features.changes_between`. Days in the wrong order are put into the right one.

    Parameters
    ----------
    project : Project
        In hindsight.
    first, last : date
        The two days.
    ground : Topology
        Of :meth:`mapper.store.Project.topology`.
    """
    begin, end = sorted((first, last))
    claims = project.claims
    return changes_between(project.hindsight, begin, end, claims=claims, topology=ground)
