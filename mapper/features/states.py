"""Who holds which cell when, as columns: what areas, fronts and series are coloured by.

S1  A cell has the state of its place; one without a state of its own that of the place it follows.
S2  Besieged ground is its holder's; ground whose holder is unknown is unknown.
S3  Contested ground is a class of its own for each pair of actors, whichever is named first.
S4  Of places at one point the most certain speaks on each day; if another names another holder,
    the ground is contested between the two.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.placing import PLACED
from mapper.errors import InputError
from mapper.records import ControlInterval, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapper.control import ControlTimeline
    from mapper.features.topology import Topology

    Ints = NDArray[np.int64]

__all__ = ["OPEN", "UNKNOWN", "CellStates", "Holding", "cell_states", "spoken", "states_of"]

UNKNOWN = -1
"""The class of ground that nobody is known to hold."""

OPEN = dt.date.max.toordinal() + 1
"""The end, as an ordinal, of a spell that goes on."""


@dataclass(frozen=True, slots=True, order=True)
class Holding:
    """Whose ground it is: an actor's, or contested between two (`against` may be empty)."""

    actor: str
    against: str = ""
    contested: bool = False

    @property
    def status(self) -> Status:
        """What the tables say of it."""
        return Status.CONTESTED if self.contested else Status.CONTROLLED


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellStates:
    """The known states of cells, one row a spell; spells of one cell do not overlap.

    Attributes
    ----------
    holdings : sequence of Holding
        The classes, sorted.
    site, start, end, holding : arrays of int
        The point, the days [start, end) as ordinals, and the number of the class.
    sure : array of bool
        Whether the state is as likely as `confident` of the configuration asks.
    speaker : array of int
        For each point of the topology the point whose spells its cell has, or -1.
    """

    holdings: Sequence[Holding]
    site: Ints
    start: Ints
    end: Ints
    holding: Ints
    sure: NDArray[np.bool_]
    speaker: Ints

    def on(self, day: dt.date) -> tuple[Ints, NDArray[np.bool_]]:
        """Give the class of every cell on a day, or UNKNOWN, and whether it is sure."""
        now = (self.start <= day.toordinal()) & (day.toordinal() < self.end)
        own, sure = np.full(len(self.speaker) + 1, UNKNOWN), np.zeros(len(self.speaker) + 1, bool)
        own[self.site[now]], sure[self.site[now]] = self.holding[now], self.sure[now]
        return own[self.speaker], sure[self.speaker]  # the last, for -1, is unknown


def cell_states(
    topology: Topology, timeline: ControlTimeline, *, day: dt.date | None = None
) -> CellStates:
    """Read a timeline into columns; for many days do it once.

    Parameters
    ----------
    topology : Topology
        Must have the places of the timeline.
    timeline : ControlTimeline
        Its intervals.
    day : date, optional
        Leave out what does not hold on this day: less to read for one picture.

    Raises
    ------
    InputError
        If the timeline has a place that the topology lacks.

    >>> from mapper.control import ControlTimeline
    >>> from mapper.features import build_topology
    >>> cell_states(build_topology([]), ControlTimeline()).holdings
    []
    """
    held = [i for i in timeline.intervals if day is None or i.covers(day)]
    spells = list(_spells(topology, spoken(topology, held)))
    holdings = sorted({holding for _, _, holding in spells})
    number = {holding: at for at, holding in enumerate(holdings)}
    least = topology.config.confident
    columns = np.array(
        [
            (
                site,
                item.valid_from.toordinal(),
                item.valid_to.toordinal() if item.valid_to else OPEN,
                number[holding],
                item.confidence >= least,
            )
            for site, item, holding in spells
        ],
        dtype=np.int64,
    ).reshape(-1, 5)
    return CellStates(
        holdings=holdings,
        site=columns[:, 0],
        start=columns[:, 1],
        end=columns[:, 2],
        holding=columns[:, 3],
        sure=columns[:, 4].astype(bool),
        speaker=_speakers(topology, timeline),
    )


def states_of(
    topology: Topology, timeline: ControlTimeline | CellStates, day: dt.date | None = None
) -> CellStates:
    """Give the states of cells, read from the timeline if it is one; only of `day` if given."""
    if isinstance(timeline, CellStates):
        return timeline
    return cell_states(topology, timeline, day=day)


def spoken(topology: Topology, intervals: Iterable[ControlInterval]) -> Iterator[ControlInterval]:
    """Yield the intervals that speak for ground; places at one point speak with one voice (S4).

    Parameters
    ----------
    topology : Topology
        Says which places share a point.
    intervals : iterable of ControlInterval
        Places that are at another ("at:...") are passed over: they have no ground.

    Yields
    ------
    ControlInterval
        Unchanged, but where places share a point: there they are cut to the days they speak for.

    Raises
    ------
    InputError
        If a place is not in the topology.
    """
    shared: dict[int, list[ControlInterval]] = {}
    for item in intervals:
        site = topology.site_of.get(item.place_id)
        if site is None:
            _check_unlisted(item, topology)
        elif len(topology.place_ids[site]) == 1:
            yield item
        else:
            shared.setdefault(site, []).append(item)
    for group in shared.values():
        yield from _one_voice(group)


def _check_unlisted(item: ControlInterval, topology: Topology) -> None:
    if not item.place_id.startswith(PLACED) and item.place_id not in topology.groundless:
        raise InputError(
            f"The topology has no place {item.place_id}; build it from the places of the timeline."
        )


def _one_voice(items: Sequence[ControlInterval]) -> Iterator[ControlInterval]:
    """Cut intervals at one point to the days on which each speaks, in the order of time."""
    days = sorted({d for i in items for d in (i.valid_from, i.valid_to or dt.date.max)})
    slots = ((first, _voice([i for i in items if i.covers(first)])) for first in days)
    runs = groupby(slots, key=lambda slot: slot[1])
    spans = [(next(days_of)[0], voice) for voice, days_of in runs]
    ends = [start for start, _ in spans[1:]] + [dt.date.max]
    for (start, voice), end in zip(spans, ends, strict=True):
        if voice is not None:
            yield _cut(voice, start, None if end == dt.date.max else end)


def _voice(items: Sequence[ControlInterval]) -> ControlInterval | None:
    """Choose who speaks for a point on a day: the surest of those who know (rule S4)."""
    known = [i for i in items if i.status is not Status.UNKNOWN]
    if not known:
        return max(items, key=lambda i: i.confidence, default=None)
    first = min(known, key=lambda i: (-i.confidence, i.place_id))
    other = next((i for i in known if i.actor and i.actor != first.actor), None)
    if first.actor is None or other is None or first.status is Status.CONTESTED:
        return first
    return dataclasses.replace(
        first, status=Status.CONTESTED, against=other.actor, rule="two places at one point"
    )


def _cut(item: ControlInterval, start: dt.date, end: dt.date | None) -> ControlInterval:
    if start == item.valid_from:
        return dataclasses.replace(item, valid_to=end)
    return dataclasses.replace(
        item,
        valid_from=start,
        valid_from_earliest=start,
        valid_from_latest=start,
        valid_to=end,
    )


def _spells(
    topology: Topology, intervals: Iterable[ControlInterval]
) -> Iterator[tuple[int, ControlInterval, Holding]]:
    for item in intervals:
        holding = _holding(item)
        if holding is not None:
            yield topology.site_of[item.place_id], item, holding


def _holding(item: ControlInterval) -> Holding | None:
    """Say whose ground an interval makes it (rules S2 and S3)."""
    if item.actor is None or item.status is Status.UNKNOWN:
        return None
    if item.status is not Status.CONTESTED:
        return Holding(item.actor)
    one, other = sorted((item.actor, item.against or ""), key=lambda name: (not name, name))
    return Holding(one, other, contested=True)


def _speakers(topology: Topology, timeline: ControlTimeline) -> Ints:
    """Say whose spells each cell has: its own if it has any state at all (rule S1)."""
    speaker = topology.follows.copy()
    own = {topology.site_of.get(item.place_id, -1) for item in timeline.intervals} - {-1}
    speaker[sorted(own)] = sorted(own)
    return speaker
