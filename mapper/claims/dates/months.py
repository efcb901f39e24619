"""Months of both calendars, seasons and feasts (D3, D9)."""

from __future__ import annotations

import datetime as dt

from mapper.claims.dates import calendars
from mapper.claims.dates.current import current_unit
from mapper.claims.dates.lexicon import SHORT, Part, lexicon
from mapper.claims.dates.line import Found, Line, Sort
from mapper.claims.dates.years import (
    YearBehind,
    hijri_year_after,
    second_year,
    year_after,
    year_told,
)
from mapper.records import DateBasis, DateRange

__all__ = ["feast", "hijri_month", "hijri_name", "month", "month_name", "month_told", "season"]


def month_name(line: Line, at: int) -> tuple[int, int] | None:
    """Give the month at `at` and how many words name it: "آذار/مارس" takes both."""
    first = line.match(lexicon().month, at)
    if first is None:
        return None
    second = line.match(lexicon().month, at + first[1])
    if second is not None and second[0] == first[0] and not line.led_by_and(at + first[1]):
        return first[0], first[1] + second[1]
    return first


def hijri_name(line: Line, at: int) -> tuple[int, int] | None:
    """Give the Hijri month at `at` and how many words name it."""
    return line.match(lexicon().hijri, at)


def month_told(line: Line, at: int, day: int) -> tuple[int, YearBehind] | None:
    """Read the month behind a day, with its year: by name, "of the current month", "current"."""
    name = month_name(line, at)
    if name is not None:
        return name[0], year_after(line, at + name[1], name[0], day)
    mark = line.match(lexicon().mark, at)
    if mark is not None and line.text(at - 1) not in lexicon().month_words:
        today = line.published
        begin = calendars.month_of(today.replace(day=1), mark[0]) if today else None
        return _beginning(begin, at + mark[1])
    if line.text(line.skip(at, lexicon().this)) not in lexicon().the_month:
        return None
    unit = current_unit(line, at, None)
    return _beginning(unit.when.earliest if unit.when else None, at + unit.taken) if unit else None


def _beginning(day: dt.date | None, end: int) -> tuple[int, YearBehind]:
    """Give the month of a day and its year; an unknown one has no year."""
    return (day.month if day else 1), YearBehind(day.year if day else None, end, told=True)


def month(line: Line, at: int, part: Part | None) -> Found | None:
    """D3."""
    start = line.skip(at, lexicon().month_words)
    name = month_name(line, start)
    if name is None:
        return None
    end = start + name[1]
    behind = year_after(line, end, name[0], None)
    certain = part or start > at or behind.end > end or name[1] > 1
    if not (certain or _stands_alone(line, at)) or (not behind.told and line.is_name(at)):
        return None
    when = calendars.month_days(behind.year, name[0], part) if behind.year else None
    return Found(when, DateBasis.STATED, behind.end - at, Sort.MONTH, year_told=behind.told)


def _stands_alone(line: Line, at: int) -> bool:
    """Say whether a month alone is one: a preposition leads to it, and it is no other word."""
    words, text, before = lexicon(), line.text(at), line.text(at - 1)
    if text not in words.homographs:
        return before in words.month_openers or line.led_by_and(at)
    if before == "من" and line.text(at + 1) in words.to:
        return month_name(line, at + 2) is not None
    return before in words.homograph_openers and len(text) > SHORT


def hijri_month(line: Line, at: int, part: Part | None) -> Found | None:
    """D3, in the Hijri calendar; without its year it is the latest that began."""
    words = lexicon()
    start = line.skip(at, words.month_words)
    name = hijri_name(line, start)
    if name is None or line.is_name(at):
        return None
    behind = hijri_year_after(line, start + name[1], name[0], None)
    led = line.text(at - 1) in words.month_openers - {"من"}
    alone = led and line.text(start) not in words.homographs
    if not (part or start > at or behind.told or alone):
        return None
    when = calendars.hijri_month_days(behind.year, name[0], part) if behind.year else None
    return Found(when, DateBasis.STATED, behind.end - at, Sort.MONTH)


def season(line: Line, at: int, part: Part | None) -> Found | None:
    """D9: a season needs a year, or "last", "this"; parts of it are not told apart."""
    words = lexicon()
    months = line.match(words.season, at) if part is None else None
    if months is None:
        return None
    end = at + months[1]
    behind = year_told(line, end)
    if behind is not None:
        second = second_year(line, behind.end, behind.year) if behind.year else None
        when = calendars.season_days(behind.year, months[0], second) if behind.year else None
        taken = behind.end - at + (1 if second else 0)
        return Found(when, DateBasis.STATED, taken, Sort.MONTH)
    mark = line.match(words.mark, end)
    this = line.text(at - 1) in words.this
    if not (mark or this) or not line.text(at).startswith("ال"):
        return None
    step, taken = (mark[0], end + mark[1] - at) if mark else (0, end - at)
    return Found(_season_by_step(line.published, months[0], step), DateBasis.RELATIVE, taken)


def _season_by_step(
    published: dt.date | None, months: tuple[int, int], step: int
) -> DateRange | None:
    """Give the last, current or next season."""
    if published is None:
        return None
    turn = months[0] > months[1]
    years = range(published.year - 3, published.year + 3)
    spans = [s for y in years if (s := calendars.season_days(y, months, y + turn)) is not None]
    begun = [s for s in spans if s.earliest <= published]
    chosen = {1: spans[len(begun) :], 0: begun[-1:]}.get(step)
    if chosen is None:
        chosen = [s for s in begun if s.latest < published][step:]
    return chosen[0] if chosen else None


def feast(line: Line, at: int, _part: Part | None) -> Found | None:
    """D9: a feast, or one of its days where an ordinal stands before ("the second day of")."""
    words = lexicon()
    named = line.match(words.feast, at)
    if named is None:
        return None
    row = named[0]
    behind = hijri_year_after(line, at + named[1], row.month, row.day)
    begin = calendars.hijri_day(behind.year, row.month, row.day) if behind.year else None
    when = DateRange(begin, begin + dt.timedelta(row.days - 1)) if begin else None
    unit = words.unit.get(line.text(at - 1))
    ordinal = words.feast_days.get(line.text(at - 2)) if unit and unit.number is None else None
    if begin is not None and ordinal is not None and ordinal <= row.days:
        when = calendars.single(begin + dt.timedelta(ordinal - 1))
    return Found(when, DateBasis.STATED, behind.end - at)
