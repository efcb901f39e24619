"""Lengths of time: back from publication, on from the time told, or how long it took (D7, D8)."""

from __future__ import annotations

import datetime as dt

from mapper.claims.dates import calendars
from mapper.claims.dates.lexicon import lexicon
from mapper.claims.dates.line import Found, Line, TimeRole
from mapper.claims.dates.numbers import Length, length
from mapper.claims.dates.ranges import moment
from mapper.records import DateBasis, DateRange

__all__ = ["span"]

_LASTING_DAYS = 31
"""A length of more days tells no days: "for three years"."""
_FUZZY_DAYS = {"hour": 1, "day": 7}
"""How far "the last hours" and "the last days" reach back."""


def span(line: Line, at: int) -> Found | None:
    """Read a length of time with what it is counted from."""
    for rule in (_ago, _recent, _last, _later, _than_that, _lasting):
        found = rule(line, at)
        if found is not None:
            return found
    return None


def _relative(when: DateRange | None, taken: int, role: TimeRole = TimeRole.AT) -> Found:
    return Found(when, DateBasis.RELATIVE, taken, role=role)


def _ago(line: Line, at: int) -> Found | None:
    """D7: "three days ago", "for two weeks"; not "three days before" something."""
    words = lexicon()
    if line.text(at) not in words.ago | words.since:
        return None
    start = at + 1 + (line.text(at + 1) == "من")
    counted = length(line, start)
    if counted is None or _is_time(line, start):
        return None
    taken = start - at + counted.taken
    if line.text(at) in words.ago and _from_event(line, at + taken, words.before_event):
        return _relative(None, taken, TimeRole.FOR)
    role = TimeRole.SINCE if line.text(at) in words.since else TimeRole.AT
    when = calendars.before(line.published, counted) if line.published else None
    return _relative(when, taken, role)


def _is_time(line: Line, at: int) -> bool:
    """Say whether a time begins here and no length: "before [the year] 2014", "since Sunday"."""
    unit = lexicon().unit.get(line.text(at))
    if unit is None or unit.number != 1:
        return False
    return unit.definite or moment(line, at) is not None or moment(line, at + 1) is not None


def _from_event(line: Line, at: int, links: frozenset[str]) -> bool:
    """Say whether the length counts from another event: "three days before [of] the retreat"."""
    words, behind = lexicon(), line.text(at + 1)
    if line.raw(at) not in links or behind in words.now | words.places | words.the_day:
        return False
    return behind in words.events or not behind.startswith("ال")


def _recent(line: Line, at: int) -> Found | None:
    """D7: "in the last days", "the last 24 hours", "the coming weeks"."""
    counted = length(line, at)
    if counted is None or not (counted.definite or line.text(at).isdecimal()):
        return None
    if counted.most == 1 and counted.unit.name != "hour":
        return None  # "last week" is a week of the calendar
    mark = line.match(lexicon().mark, at + counted.taken)
    if mark is None or mark[0] not in {-1, 1}:
        return None
    when = _around(line.published, counted, back=mark[0] < 0)
    return _relative(when, counted.taken + mark[1])


def _last(line: Line, at: int) -> Found | None:
    """D7: "in the last 24 hours" with "last" in front."""
    counted = length(line, at + 1) if line.text(at) in lexicon().last else None
    if counted is None:
        return None
    return _relative(_around(line.published, counted, back=True), 1 + counted.taken)


def _around(published: dt.date | None, counted: Length, *, back: bool) -> DateRange | None:
    """Give the days from a length of time before publication to it, or from it on."""
    if published is None:
        return None
    reach = _FUZZY_DAYS.get(counted.unit.name) if counted.least < counted.most else None
    if reach is not None:
        days = dt.timedelta(reach)
        return (
            DateRange(published - days, published)
            if back
            else DateRange(published, published + days)
        )
    if back:
        found = calendars.before(published, counted)
        return DateRange(found.earliest, published) if found else None
    found = calendars.later(published, counted)
    return DateRange(published, found.latest) if found else None


def _later(line: Line, at: int) -> Found | None:
    """D8: "and one day later".

    "One day after the fall of" tells when the fall was, "after three days of fighting" how long
    that took.
    """
    words = lexicon()
    counted = length(line, at + 1) if line.text(at) in words.later else None
    if counted is None or _is_time(line, at + 1):
        return None
    taken = 1 + counted.taken
    if not _from_event(line, at + taken, words.after_event):
        return _relative(_from_told(line, counted, back=False), taken)
    if line.text(at + taken + 1) in words.events:
        return _relative(None, taken, TimeRole.FOR)
    now = line.now
    return _relative(calendars.before(now, counted) if now else None, taken, TimeRole.NEXT)


def _than_that(line: Line, at: int) -> Found | None:
    """D8: "two days after that", "a week before it"."""
    words = lexicon()
    later, earlier = line.match(words.later_than_that, at), line.match(words.earlier_than_that, at)
    link = later or earlier
    if link is None:
        return None
    start = at + link[1]
    counted = length(line, start) if line.raw(start).startswith("ب") else None
    if counted is None:
        return None
    when = _from_told(line, counted, back=later is None)
    return _relative(when, link[1] + counted.taken)


def _from_told(line: Line, counted: Length, *, back: bool) -> DateRange | None:
    """Count from the day told last; not beyond publication."""
    day = line.day_told
    if day is None:
        return None
    when = (calendars.before if back else calendars.later)(day, counted)
    ahead = when is not None and line.published is not None and when.latest > line.published
    return None if ahead else when


def _lasting(line: Line, at: int) -> Found | None:
    """D7: "for two days", "within 48 hours": how long it took, up to publication."""
    lasting = line.match(lexicon().lasting, at)
    counted = length(line, at + lasting[1]) if lasting else None
    if lasting is None or counted is None or counted.definite:
        return None
    if _is_time(line, at + lasting[1]):
        return None
    end = at + lasting[1] + counted.taken
    mark = line.match(lexicon().mark, end)
    if mark is not None:
        return None  # "within the last two days" is when, not how long
    when = _around(line.published, counted, back=True)
    short = when is not None and when.days <= _LASTING_DAYS + 1
    return _relative(when if short else None, end - at, TimeRole.FOR)
