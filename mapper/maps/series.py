"""Timelines for the browser: the places of a map, and intervals as columns by place and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.features import build_topology
from mapper.features.states import spoken
from mapper.maps.columns import pack
from mapper.maps.evidence import Numbering
from mapper.records import ControlInterval, Status

if TYPE_CHECKING:
    from mapper.config import AreasConfig
    from mapper.control import ControlTimeline
    from mapper.features import Topology
    from mapper.layers import Boundaries

__all__ = ["STATUSES", "MapPlaces", "SeriesColumns"]

STATUSES = tuple(str(status) for status in Status)
"""The statuses, by their numbers in the columns."""

Rows = Sequence[Sequence[ControlInterval]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MapPlaces:
    """The places of all timelines of a map, with their ground.

    Attributes
    ----------
    places : sequence of ControlInterval
        One interval of each place, by id.
    number : mapping of place id to int
        Where each stands among them.
    topology : Topology
        Their ground.
    speakers : sequence of int
        For each point of the topology the number of its rows.
    shared : mapping of int to int
        By point that several places share, the number of its rows, beyond those of places.
    """

    places: Sequence[ControlInterval]
    number: Mapping[str, int]
    topology: Topology
    speakers: Sequence[int]
    shared: Mapping[int, int]

    @classmethod
    def of(
        cls,
        timelines: Iterable[ControlTimeline],
        *,
        areas: AreasConfig,
        boundaries: Boundaries | None = None,
    ) -> MapPlaces:
        """Collect the places of timelines, and cut the ground between them."""
        first: dict[str, ControlInterval] = {}
        for timeline in timelines:
            for item in timeline.intervals:
                first.setdefault(item.place_id, item)
        places = [first[place_id] for place_id in sorted(first)]
        number = {item.place_id: at for at, item in enumerate(places)}
        topology = build_topology(
            [_Spot(item) for item in places], config=areas, boundaries=boundaries
        )
        speakers, shared = _speakers(topology, number)
        return cls(
            places=places, number=number, topology=topology, speakers=speakers, shared=shared
        )

    def rows(self, timeline: ControlTimeline) -> Rows:
        """Give the intervals of every place of a timeline, by day."""
        rows: list[list[ControlInterval]] = [[] for _ in self.places]
        for item in timeline.intervals:
            rows[self.number[item.place_id]].append(item)
        return rows

    def shared_rows(self, timeline: ControlTimeline) -> Rows:
        """Give the intervals of every point that places share, by day (rule S4 of features)."""
        rows: list[list[ControlInterval]] = [[] for _ in self.shared]
        site_of = self.topology.site_of
        of_several = [i for i in timeline.intervals if site_of.get(i.place_id) in self.shared]
        for item in spoken(self.topology, of_several):
            rows[self.shared[site_of[item.place_id]] - len(self.places)].append(item)
        return rows


class _Spot:
    """A place as a topology wants it."""

    def __init__(self, item: ControlInterval) -> None:
        self.id, self.lat, self.lon = item.place_id, item.lat, item.lon


def _speakers(topology: Topology, number: Mapping[str, int]) -> tuple[list[int], Mapping[int, int]]:
    """Say whose rows each point of the topology has; points of several places have rows beyond."""
    shared: dict[int, int] = {}
    speakers = []
    for site, names in enumerate(topology.place_ids):
        if len(names) > 1:
            shared[site] = len(number) + len(shared)
        speakers.append(shared.get(site, number[names[0]]))
    return speakers, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesColumns:
    """What turns intervals into columns of numbers; see docs/map.md for each.

    `places` and `actors` are those of the map; `states` and `rules` get what the intervals have.
    `claims` are their numbers by id, and `day` gives the number of a date, at least 1.
    """

    places: MapPlaces
    actors: Numbering
    claims: Mapping[str, int]
    day: Callable[[dt.date], int]
    states: Numbering
    rules: Numbering

    def of(self, timeline: ControlTimeline) -> Mapping[str, Any]:
        """Give the intervals of all places, and of all points that places share."""
        return self._columns([*self.places.rows(timeline), *self.places.shared_rows(timeline)])

    def of_shared(self, timeline: ControlTimeline) -> Mapping[str, Any]:
        """Give the intervals of the points that places share."""
        return self._columns(self.places.shared_rows(timeline))

    def _columns(self, rows: Rows) -> Mapping[str, Any]:
        items = [item for group in rows for item in group]
        return {
            "rows": pack([len(group) for group in rows]),
            "state": pack([self.states.of(self._state(i)) - 1 for i in items]),
            "confidence": pack([round(i.confidence * 100) for i in items]),
            "rule": pack([self.rules.of(i.rule or None) for i in items]),
            "from": pack([self.day(i.valid_from) for i in items]),
            "to": pack(self._ends(rows)),
            "early": pack([(i.valid_from - i.valid_from_earliest).days for i in items]),
            "late": pack([(i.valid_from_latest - i.valid_from).days for i in items]),
            "supporting": self._lists([i.supporting_claims for i in items]),
            "contradicting": self._lists([i.contradicting_claims for i in items]),
        }

    def _state(self, item: ControlInterval) -> tuple[int, int, int]:
        actor, against = self.actors.of(item.actor), self.actors.of(item.against)
        return STATUSES.index(item.status), actor, against

    def _ends(self, rows: Rows) -> list[int]:
        """Give the last days, half open; 0 where one lasts until the next, or is open."""
        ends = []
        for group in rows:
            nexts = [*(item.valid_from for item in group[1:]), None]
            for item, after in zip(group, nexts, strict=False):
                lasts = item.valid_to is None or item.valid_to == after
                ends.append(0 if lasts or item.valid_to is None else self.day(item.valid_to))
        return ends

    def _lists(self, lists: Sequence[Sequence[str]]) -> Mapping[str, Any]:
        """Give lists of claims as how many each has, and all of them one after the other."""
        known = [[self.claims[name] for name in names if name in self.claims] for names in lists]
        return {
            "many": pack([len(names) for names in known]),
            "claim": pack([number for names in known for number in names]),
        }
