"""The state of every place over time, and its table."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mapper.errors import RecordError
from mapper.records import ControlEvent, ControlInterval, Status

__all__ = [
    "INTERVAL_COLUMNS",
    "ControlTimeline",
    "interval_row",
    "intervals_from_rows",
    "intervals_to_csv",
]

INTERVAL_COLUMNS = (
    *("place_id", "place_name_ar", "place_name_en", "lat", "lon", "status", "actor", "against"),
    *("confidence", "valid_from", "valid_from_earliest", "valid_from_latest", "valid_to"),
    *("supporting_claims", "contradicting_claims", "as_known_on", "rule"),
)
"""The columns of intervals as a table; dates are ISO, an open end and no actor are empty."""


@dataclass(frozen=True, slots=True)
class ControlTimeline:
    """The control intervals of all places, ordered by place and first day, without overlap."""

    intervals: tuple[ControlInterval, ...] = ()

    def __post_init__(self) -> None:
        for one, other in pairwise(self.intervals):
            if one.place_id > other.place_id:
                raise RecordError(f"Place {other.place_id} comes after {one.place_id}.")
            if one.place_id == other.place_id and not (
                one.valid_to is not None and one.valid_to <= other.valid_from
            ):
                raise RecordError(
                    f"Two intervals at {one.place_id} overlap: from {one.valid_from} and from "
                    f"{other.valid_from}."
                )

    def at(self, day: dt.date) -> Mapping[str, ControlInterval]:
        """Give the interval that covers `day`, by place id; places not yet known are left out."""
        return {item.place_id: item for item in self.intervals if item.covers(day)}

    def involving(self, actors: Collection[str]) -> ControlTimeline:
        """Keep the intervals in which one of the actors holds, contests or besieges a place."""
        kept = (i for i in self.intervals if i.actor in actors or i.against in actors)
        return ControlTimeline(tuple(kept))

    def events(self) -> list[ControlEvent]:
        """Give all changes in the order of time, first appearances included."""
        events: list[ControlEvent] = []
        before: ControlInterval | None = None
        for item in self.intervals:
            same = before is not None and before.place_id == item.place_id
            events.append(
                ControlEvent(day=item.valid_from, before=before if same else None, after=item)
            )
            before = item
        return sorted(events, key=lambda event: (event.day, event.after.place_id))


def interval_row(item: ControlInterval) -> dict[str, str | float]:
    """Give an interval as a row of :data:`INTERVAL_COLUMNS`."""
    row: dict[str, str | float] = {}
    for column in INTERVAL_COLUMNS:
        value = getattr(item, column)
        if isinstance(value, tuple):
            value = " ".join(value)
        elif isinstance(value, Status):
            value = value.value
        elif isinstance(value, dt.date):
            value = value.isoformat()
        row[column] = "" if value is None else value
    return row


def intervals_to_csv(intervals: Iterable[ControlInterval]) -> str:
    """Write intervals as CSV text with the columns of :data:`INTERVAL_COLUMNS`."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, INTERVAL_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(interval_row(item) for item in intervals)
    return target.getvalue()


def intervals_from_rows(rows: Iterable[Mapping[str, object]]) -> Iterator[ControlInterval]:
    """Read rows that :func:`interval_row` made back to equal intervals."""
    for row in rows:
        text = {key: str(row[key]) if row[key] is not None else "" for key in INTERVAL_COLUMNS}
        days = ("valid_from", "valid_from_earliest", "valid_from_latest")
        yield ControlInterval(
            place_id=text["place_id"],
            place_name_ar=text["place_name_ar"],
            place_name_en=text["place_name_en"],
            lat=float(text["lat"]),
            lon=float(text["lon"]),
            status=Status(text["status"]),
            actor=text["actor"] or None,
            against=text["against"] or None,
            confidence=float(text["confidence"]),
            **{day: dt.date.fromisoformat(text[day]) for day in days},
            valid_to=_day(text["valid_to"]),
            supporting_claims=tuple(text["supporting_claims"].split()),
            contradicting_claims=tuple(text["contradicting_claims"].split()),
            as_known_on=_day(text["as_known_on"]),
            rule=text["rule"],
        )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
