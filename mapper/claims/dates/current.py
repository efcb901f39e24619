"""The last, current, next week, month or year, and the one told before (D3, D4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from mapper.claims.dates import calendars
from mapper.claims.dates.lexicon import Part, lexicon
from mapper.claims.dates.line import Found, Line, Sort
from mapper.claims.dates.numbers import written_year
from mapper.records import DateBasis, DateRange

__all__ = ["current_unit"]


def current_unit(line: Line, at: int, part: Part | None) -> Found | None:
    """D3, D4: "last week", "this month", "the same year"; with a part the current one is meant."""
    words = lexicon()
    start = line.skip(at, words.this)
    unit = words.unit.get(line.text(start))
    if unit is None or unit.number != 1 or not unit.definite or unit.unit.name in {"hour", "day"}:
        return None
    this = start > at or line.text(at - 1) in words.this
    end = start + 1
    told = _same_or_following(line, end, unit.unit.name)
    if told is not None:
        return _unit_found(told[0], unit.unit.name, end + told[1] - at, part)
    mark = line.match(words.mark, end)
    if mark is None and (not (this or part) or line.text(end) in words.not_calendar):
        return None
    step, end = (mark[0], end + mark[1]) if mark else (0, end)
    written = written_year(line, end) if unit.unit.name == "year" else None
    if written is not None:  # "last year, 2016"
        end += written[1]
        return Found(calendars.year_days(written[0], part), DateBasis.STATED, end - at, Sort.YEAR)
    found = _unit_found(
        _begin(line.published, unit.unit.name, step), unit.unit.name, end - at, part
    )
    return _not_ahead(line, found, step, part)


def _same_or_following(line: Line, at: int, unit: str) -> tuple[dt.date | None, int] | None:
    """Read "the same" and "the following", which count from the last time told."""
    words, text = lexicon(), line.text(at)
    if text not in words.same | words.following:
        return None
    anchor = line.anchor
    begin = _begin(anchor.latest, unit, int(text in words.following)) if anchor else None
    fits = anchor is not None and _begin(anchor.earliest, unit, 0) == _begin(anchor.latest, unit, 0)
    return (begin if fits else None), 1


def _begin(day: dt.date | None, unit: str, step: int) -> dt.date | None:
    """Give the first day of the week, month or year some steps from that of `day`."""
    if day is None:
        return None
    if unit == "week":
        return calendars.from_saturday(day) + dt.timedelta(7 * step)
    first = day.replace(day=1) if unit == "month" else day.replace(day=1, month=1)
    return calendars.month_of(first, step * (1 if unit == "month" else 12))


def _unit_found(begin: dt.date | None, unit: str, taken: int, part: Part | None) -> Found:
    sort = {"month": Sort.MONTH, "year": Sort.YEAR}.get(unit, Sort.OTHER)
    when = None
    if begin is not None and unit == "week":
        when = calendars.week_days(begin, part)
    elif begin is not None and unit == "month":
        when = calendars.month_days(begin.year, begin.month, part)
    elif begin is not None:
        when = calendars.year_days(begin.year, part)
    return Found(when, DateBasis.RELATIVE, taken, sort)


def _not_ahead(line: Line, found: Found, step: int, part: Part | None) -> Found:
    """End the current unit on the day of publication, the last one before it."""
    when, today = found.when, line.published
    if when is None or today is None or step > 0 or (step == 0 and part is not None):
        return found
    latest = min(when.latest, today - dt.timedelta(1 if step else 0))
    earliest = when.earliest
    if step == 0 and found.sort is Sort.OTHER:
        earliest = min(earliest, today - dt.timedelta(7))  # the week may begin on any day
    return replace(found, when=DateRange(min(earliest, latest), latest))
