"""Years and decades, and the year that stands behind a month (D4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from mapper.claims.dates import calendars
from mapper.claims.dates.current import current_unit
from mapper.claims.dates.lexicon import Part, lexicon
from mapper.claims.dates.line import Found, Line, Sort
from mapper.claims.dates.numbers import hijri_year, written_year
from mapper.records import DateBasis, DateRange

__all__ = [
    "YearBehind",
    "bare_year",
    "decade",
    "hijri_year_after",
    "hijri_year_days",
    "second_year",
    "year",
    "year_after",
    "year_told",
]

_DOUBLE_YEAR_SIGNS = frozenset("-–—/")
_OF = frozenset({"من"})
_HIJRI_OF_TODAY = range(1400, 1450)
"""Years that news means by the Hijri calendar without saying so; 1453 is another story."""


@dataclass(frozen=True, slots=True)
class YearBehind:
    """The year behind a month: None where it is unknown; `end` is the word after it.

    `told` says whether the text gives it; else it was chosen by publication.
    """

    year: int | None
    end: int
    told: bool


def year_after(line: Line, at: int, month: int, day: int | None) -> YearBehind:
    """Read the year behind a month: written, by a mark, or the latest that fits.

    Without a day of publication it is the year that the text told last.
    """
    told = year_told(line, at)
    if told is not None:
        return told
    today = line.published
    if today is None:
        return replace(_chosen(line, at, at, month, day, None), year=line.year_told)
    return _chosen(line, at, at, month, day, (today.year, today.month, today.day))


def _chosen(
    line: Line,
    at: int,
    mark_at: int,
    month: int,
    day: int | None,
    today: tuple[int, int, int] | None,
) -> YearBehind:
    """Choose a year by its mark ("last", "current") or by publication."""
    mark = line.match(lexicon().mark, mark_at)
    end = mark_at + mark[1] if mark else at
    if today is None:
        return YearBehind(None, end, told=bool(mark))
    step = mark[0] if mark else None
    return YearBehind(calendars.year_of(month, day, today, step), end, told=bool(mark))


def year_told(line: Line, at: int) -> YearBehind | None:
    """Read "[of] [the year] 2017", "of last year", "of the same year"."""
    words = lexicon()
    after_of = line.skip(at, _OF)
    start = line.skip(after_of, words.year_words)
    written = written_year(line, start)
    if written is not None:
        return YearBehind(written[0], start + written[1], told=True)
    unit = current_unit(line, after_of, None)
    if unit is None or unit.sort is not Sort.YEAR:
        return None
    year = unit.when.latest.year if unit.when else None
    return YearBehind(year, after_of + unit.taken, told=True)


def hijri_year_after(line: Line, at: int, month: int, day: int | None) -> YearBehind:
    """Read the Hijri year behind a month, by a mark, or the latest that fits."""
    words = lexicon()
    start = line.skip(at, _OF | words.year_words | words.honours)
    year = hijri_year(line, start, marked=False)
    if year is not None:
        return YearBehind(year[0], start + year[1], told=True)
    after = line.skip(at, words.honours)
    common = year_told(line, after)
    if common is not None and common.year is not None:
        return YearBehind(_hijri_beginning_in(common.year, month), common.end, told=True)
    today = calendars.hijri_of(line.published) if line.published else None
    return _chosen(line, at, after, month, day, today)


def _hijri_beginning_in(year: int, month: int) -> int | None:
    """Give the Hijri year whose month begins in a common year: "Ramadan of last year"."""
    middle = calendars.hijri_of(dt.date(year, 7, 1))
    for guess in (0, 1, -1) if middle else ():
        begin = calendars.hijri_month(middle[0] + guess, month) if middle else None
        if begin is not None and begin[0].year == year:
            return middle[0] + guess if middle else None
    return None


def year(line: Line, at: int, part: Part | None) -> Found | None:
    """D4: a number alone is no year; "year", a preposition or a part must lead to it."""
    words = lexicon()
    start = line.skip(at, words.year_words)
    opened = line.text(at - 1) in words.year_openers or _begins_stretch(line, at)
    if not (part or start > at or opened):
        return None
    first = written_year(line, start)
    if first is None or _is_season_of_sport(line, start, named=start > at):
        return None
    end = start + first[1]
    second = second_year(line, end, first[0]) if part is None else None
    when = calendars.year_days(first[0], part)
    last = calendars.year_days(second) if second else None
    if when is not None and last is not None:
        when, end = DateRange(when.earliest, last.latest), end + 1
    return Found(when, DateBasis.STATED, end - at, Sort.YEAR)


def bare_year(line: Line, at: int) -> Found | None:
    """Read a year that stands behind another: "2014 and 2015"."""
    written = written_year(line, at)
    if written is None:
        return None
    return Found(calendars.year_days(written[0]), DateBasis.STATED, written[1], Sort.YEAR)


def _begins_stretch(line: Line, at: int) -> bool:
    """Say whether a year is the first of "from 2014 to 2016"."""
    to = line.text(at - 1) in _OF and line.text(at + 1) in lexicon().to
    return to and written_year(line, line.skip(at + 2, lexicon().year_words)) is not None


def _is_season_of_sport(line: Line, at: int, *, named: bool) -> bool:
    """D13: 2017/2018 is a season or a budget, unless "year" stands before it."""
    return not named and "/" in line.gap(at + 1) and written_year(line, at + 1) is not None


def second_year(line: Line, at: int, first: int) -> int | None:
    """Read the second of "2014-2015"."""
    if not _DOUBLE_YEAR_SIGNS & set(line.gap(at)):
        return None
    written = written_year(line, at)
    return written[0] if written is not None and written[0] > first else None


def hijri_year_days(line: Line, at: int, part: Part | None) -> Found | None:
    """D4, in the Hijri calendar: where the text says so (1438هـ) or it is of today."""
    start = line.skip(at, lexicon().year_words)
    found = hijri_year(line, start, marked=start == at) if part is None else None
    if found is None or (start > at and found[0] not in _HIJRI_OF_TODAY):
        return None
    first, last = calendars.hijri_month(found[0], 1), calendars.hijri_month(found[0], 12)
    if first is None or last is None:
        return None
    when = DateRange(first[0], last[0] + dt.timedelta(last[1] - 1))
    return Found(when, DateBasis.STATED, start + found[1] - at, Sort.YEAR)


def decade(line: Line, at: int, _part: Part | None) -> Found | None:
    """D4: "the nineties [of the last century]"; parts of it are not told apart."""
    words = lexicon()
    tens = line.match(words.decade, at)
    if tens is None:
        return None
    end = at + tens[1]
    if line.text(end) in words.century and line.match(words.mark, end + 1) is not None:
        end += 2
    year = 1900 + tens[0]
    when = DateRange(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))
    return Found(when, DateBasis.STATED, end - at, Sort.YEAR)
