"""Figures of a project for charts: places over time, claims by source, how late reports come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mapper.control import ControlTimeline, Sides
from mapper.records import Claim, ControlInterval, DateBasis, Status
from mapper.views.perspective import NEUTRAL, speaker_of

if TYPE_CHECKING:
    import pandas as pd

    from mapper.features import Topology
    from mapper.store import Project

__all__ = [
    "DELAY_COLUMNS",
    "GROUND_SERIES_COLUMNS",
    "PLACE_SERIES_COLUMNS",
    "SOURCE_COLUMNS",
    "claims_by_source",
    "ground_series",
    "places_series",
    "report_delays",
]

_Holder = tuple[str, str]
"""An actor and its status."""
_CONTESTED: _Holder = ("", Status.CONTESTED.value)

PLACE_SERIES_COLUMNS: Sequence[str] = ("date", "actor", "status", "places")
"""Columns of the table of places: who holds how many from a day on; `actor` empty if contested."""

GROUND_SERIES_COLUMNS: Sequence[str] = ("date", "actor", "status", "km2")
"""Columns of the table of ground: square kilometres from a day on; `actor` empty if contested."""

SOURCE_COLUMNS: Sequence[str] = ("source", "side", "claims")
"""Columns of the table of sources; an unknown one is the empty string."""

DELAY_COLUMNS: Sequence[str] = ("days", "claims")
"""Columns of the table of delays: days from an event to its report, and how many claims."""


def places_series(timeline: ControlTimeline) -> pd.DataFrame:
    """Count the places of every actor at every change.

    Parameters
    ----------
    timeline : ControlTimeline
        In hindsight or as known.

    Returns
    -------
    DataFrame
        Columns :data:`PLACE_SERIES_COLUMNS`, by date, then actor. `date` is ISO text: the numbers
        hold from it until the next date. Contested places are nobody's and are counted together;
        besieged ones are their holder's. Every actor has a row on every date, so that a line can
        be drawn through them.

    Examples
    --------
    >>> places_series(ControlTimeline()).empty
    True
    """
    import pandas as pd

    changes = _changes(timeline.intervals)
    days = sorted({day for day, _ in changes})
    whose = sorted({who for _, who in changes}, key=_contested_last)
    rows = []
    counts: Counter[_Holder] = Counter()
    for day in days:
        for who in whose:
            counts[who] += changes[day, who]
            rows.append((day, *who, counts[who]))
    return pd.DataFrame(rows, columns=list(PLACE_SERIES_COLUMNS))


def _contested_last(item: tuple[Any, object]) -> tuple[bool, Any]:
    return (not item[0], item[0])


def _changes(intervals: Iterable[ControlInterval]) -> Counter[tuple[str, _Holder]]:
    """Count by day and holder how many places are gained or lost."""
    changes: Counter[tuple[str, _Holder]] = Counter()
    for item in intervals:
        who = _holder(item)
        if who is not None:
            changes[item.valid_from.isoformat(), who] += 1
            if item.valid_to is not None:
                changes[item.valid_to.isoformat(), who] -= 1
    return changes


def _holder(item: ControlInterval) -> _Holder | None:
    if item.status is Status.CONTESTED:
        return _CONTESTED
    return None if item.actor is None else (item.actor, Status.CONTROLLED.value)


def ground_series(project: Project, ground: Topology) -> pd.DataFrame:
    """Give the square kilometres of every actor at every change, in hindsight.

    Parameters
    ----------
    project : Project
        Of the same places as `ground`.
    ground : Topology
        Of :meth:`mapper.store.Project.topology`.

    Returns
    -------
    DataFrame
        Columns :data:`GROUND_SERIES_COLUMNS`, by date, then actor; otherwise as
        :func:`places_series`. The ground is all within reach of the evidence, however sure.

    Examples
    --------
    >>> from mapper.store import Project
    >>> ground_series(Project(), Project().topology()).empty
    True
    """
    import pandas as pd

    from mapper.features import area_series

    table = area_series(ground, project.hindsight)
    contested = table["status"] == Status.CONTESTED.value
    told = table.assign(actor=table["actor"].mask(contested, ""))
    told = told[told["status"] != Status.UNKNOWN.value]
    wide = told.pivot_table(
        index="date", columns="actor", values="high_km2", aggfunc="sum", fill_value=0.0
    )
    rows = [
        (day, *((who, Status.CONTROLLED.value) if who else _CONTESTED), km2)
        for day, row in wide.iterrows()
        for who, km2 in sorted(row.items(), key=_contested_last)
    ]
    return pd.DataFrame(rows, columns=list(GROUND_SERIES_COLUMNS))


def claims_by_source(claims: Iterable[Claim]) -> pd.DataFrame:
    """Count claims by who speaks.

    Returns
    -------
    DataFrame
        Columns :data:`SOURCE_COLUMNS`, the most talkative first.

    Examples
    --------
    >>> claims_by_source([]).empty
    True
    """
    import pandas as pd

    counts = Counter((speaker_of(c), Sides().of_claim(c) or NEUTRAL) for c in claims)
    rows = [(*who, count) for who, count in counts.items()]
    rows.sort(key=lambda row: (-row[2], row[0]))
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))


def report_delays(claims: Iterable[Claim]) -> pd.DataFrame:
    """Count claims by the days from their event to their report.

    Returns
    -------
    DataFrame
        Columns :data:`DELAY_COLUMNS`, by days. Of an event that may have been on several days the
        last counts, and 0 is the least. Claims without a day of their event or of a report, or
        whose event is dated only by the report, are left out.

    Examples
    --------
    >>> report_delays([]).empty
    True
    """
    import pandas as pd

    counts = Counter(days for claim in claims if (days := _delay(claim)) is not None)
    return pd.DataFrame(sorted(counts.items()), columns=list(DELAY_COLUMNS))


def _delay(claim: Claim) -> int | None:
    if claim.date is None or claim.published is None or claim.date_basis is DateBasis.PUBLISHED:
        return None
    return max(0, (claim.published - claim.date.latest).days)
