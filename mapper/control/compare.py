"""Where, how long and how two timelines differ: two perspectives, two modes, two versions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapper.control.timeline import ControlTimeline
from mapper.records import ControlInterval, Status

__all__ = ["Difference", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A span of days [valid_from, valid_to) on which two timelines say something else of a place.

    `before` and `after` are the intervals of the first and the second timeline, None where it says
    nothing; `days` is the length, None where it is open.
    """

    place_id: str
    valid_from: dt.date
    valid_to: dt.date | None
    before: ControlInterval | None
    after: ControlInterval | None

    @property
    def days(self) -> int | None:
        """How long they differ."""
        return None if self.valid_to is None else (self.valid_to - self.valid_from).days


def compare(one: ControlTimeline, other: ControlTimeline) -> list[Difference]:
    """List the spans on which two timelines differ in status, holder or opponent.

    A place that one of them does not tell about is as good as unknown.

    Parameters
    ----------
    one, other : ControlTimeline
        Two timelines, of the same claims or of others.

    Returns
    -------
    list of Difference
        Ordered by place and day; empty if both say the same.

    Examples
    --------
    >>> compare(ControlTimeline(), ControlTimeline())
    []
    """
    first, second = _by_place(one), _by_place(other)
    found: list[Difference] = []
    for place in sorted(first.keys() | second.keys()):
        for item in _of_place(place, first.get(place, []), second.get(place, [])):
            last = found[-1] if found else None
            if last is not None and _continues(last, item):
                item = _joined(last, item)
                found.pop()
            found.append(item)
    return found


def _by_place(timeline: ControlTimeline) -> dict[str, list[ControlInterval]]:
    places: dict[str, list[ControlInterval]] = defaultdict(list)
    for item in timeline.intervals:
        places[item.place_id].append(item)
    return places


def _of_place(
    place: str, one: list[ControlInterval], other: list[ControlInterval]
) -> Iterator[Difference]:
    """Walk the days on which either changes."""
    cuts = sorted(
        {day for item in (*one, *other) for day in (item.valid_from, item.valid_to) if day}
    )
    for begin, end in zip(cuts, [*cuts[1:], None], strict=True):
        before, after = _covering(one, begin), _covering(other, begin)
        if _state(before) != _state(after):
            yield Difference(
                place_id=place, valid_from=begin, valid_to=end, before=before, after=after
            )


def _covering(items: Iterable[ControlInterval], day: dt.date) -> ControlInterval | None:
    return next((item for item in items if item.covers(day)), None)


def _state(item: ControlInterval | None) -> tuple[Status, str | None, str | None]:
    if item is None:
        return (Status.UNKNOWN, None, None)
    return (item.status, item.actor, item.against)


def _continues(one: Difference, other: Difference) -> bool:
    same = one.place_id == other.place_id and one.valid_to == other.valid_from
    states = (_state(one.before), _state(one.after)) == (_state(other.before), _state(other.after))
    return same and states


def _joined(one: Difference, other: Difference) -> Difference:
    return Difference(
        place_id=one.place_id,
        valid_from=one.valid_from,
        valid_to=other.valid_to,
        before=one.before,
        after=one.after,
    )
