"""What a host tells a map that is shown already: which of its rows are hidden."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mapper.maps.columns import pack_flags
from mapper.maps.evidence import Numbering

if TYPE_CHECKING:
    from mapper.control import ControlTimeline
    from mapper.maps.series import SeriesColumns

__all__ = ["hidden_rows"]


def hidden_rows(
    columns: SeriesColumns, timelines: Mapping[str, ControlTimeline], *, rule: str
) -> Mapping[str, Any]:
    """Give the content of the message `saytara:setHidden`; see docs/map.md.

    Parameters
    ----------
    columns : SeriesColumns
        What made columns of the timelines of the map (:class:`~mapper.maps.MapData`).
    timelines : mapping of the name of a series to ControlTimeline
        Those of the map, interval for interval, where hidden ones are unknown by `rule`. Series
        that are not among them stay whole.
    rule : str
        The rule of hidden intervals.

    Returns
    -------
    mapping
        `series` by name: a flag for each row of a place, and the rows of the points that places
        share, whose voices may be others now; `states` are the states of these.

    Examples
    --------
    >>> from mapper.control import ControlTimeline
    >>> from mapper.maps import map_data
    >>> nothing = ControlTimeline()
    >>> columns = map_data(hindsight=nothing, as_known=nothing).columns
    >>> hidden_rows(columns, {"hindsight": nothing}, rule="hidden")["series"]["hindsight"]["hidden"]
    {'same': 0, 'many': 0}
    """
    columns = dataclasses.replace(columns, states=Numbering(), rules=Numbering())
    series = {}
    for name, timeline in timelines.items():
        items = [item for group in columns.places.rows(timeline) for item in group]
        flags = pack_flags([item.rule == rule for item in items])
        series[name] = {"hidden": flags, "shared": columns.of_shared(timeline)}
    return {"series": series, "states": columns.states.things}
