"""Days, months, years, weeks, seasons and Hijri months as ranges of days."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from functools import cache

from hijridate import Gregorian, Hijri

from mapper.claims.dates.lexicon import Part
from mapper.claims.dates.numbers import NEWEST_YEAR, OLDEST_YEAR, Length
from mapper.records import DateRange

__all__ = [
    "before",
    "day_of",
    "from_saturday",
    "hijri_day",
    "hijri_month",
    "hijri_month_days",
    "hijri_of",
    "later",
    "month_days",
    "month_of",
    "moved_to_year",
    "next_weekday",
    "past_weekday",
    "season_days",
    "single",
    "week_days",
    "year_days",
    "year_of",
]

_DAYS = {"day": 1, "week": 7}
_FIRST, _LAST = dt.date(OLDEST_YEAR, 1, 1), dt.date(NEWEST_YEAR, 12, 31)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Give a day, or None where the calendar has none such."""
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def single(day: dt.date | None) -> DateRange | None:
    """Give the range of one day."""
    return DateRange(day, day) if day is not None else None


def month_days(year: int, month: int, part: Part | None = None) -> DateRange | None:
    """Give the days of a month, or of a part of it; None where months have no such part.

    >>> month_days(2016, 2)
    DateRange(earliest=datetime.date(2016, 2, 1), latest=datetime.date(2016, 2, 29))
    """
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = (1, last) if part is None else part.month or (0, 0)
    if not first_day:
        return None
    end = min(last_day, last)
    return DateRange(dt.date(year, month, min(first_day, end)), dt.date(year, month, end))


def year_days(year: int, part: Part | None = None) -> DateRange | None:
    """Give the days of a year, or of a part of it; None where years have no such part."""
    months = (1, 12) if part is None else part.year
    if months is None or not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    end = calendar.monthrange(year, months[1])[1]
    return DateRange(dt.date(year, months[0], 1), dt.date(year, months[1], end))


def from_saturday(day: dt.date) -> dt.date:
    """Give the Saturday that the day's week begins with, as most Arab countries count it.

    >>> from_saturday(dt.date(2017, 11, 19))
    datetime.date(2017, 11, 18)
    """
    return day - dt.timedelta((day.weekday() - calendar.SATURDAY) % 7)


def week_days(saturday: dt.date, part: Part | None = None) -> DateRange | None:
    """Give a week, or a part of it; with the Saturday after, where other countries' week ends."""
    offsets = (0, 7) if part is None else part.week
    if offsets is None:
        return None
    return DateRange(saturday + dt.timedelta(offsets[0]), saturday + dt.timedelta(offsets[1]))


def past_weekday(day: dt.date, weekday: int, *, strictly: bool = False) -> dt.date:
    """Give the last such weekday up to `day`, or before it."""
    back = (day.weekday() - weekday) % 7
    return day - dt.timedelta(back or (7 if strictly else 0))


def next_weekday(day: dt.date, weekday: int) -> dt.date:
    """Give the next such weekday after `day`."""
    return day + dt.timedelta((weekday - day.weekday()) % 7 or 7)


def season_days(year: int, months: tuple[int, int], last_year: int | None) -> DateRange | None:
    """Give a season; a winter told by two years lies between them, by one at both its ends."""
    first, last = months
    if first <= last:
        begin, end = month_days(year, first), month_days(last_year or year, last)
    elif last_year:
        begin, end = month_days(year, first), month_days(last_year, last)
    else:
        return year_days(year)
    return DateRange(begin.earliest, end.latest) if begin and end else None


def moved_to_year(days: DateRange, year: int) -> DateRange | None:
    """Give the same days of another year."""
    begin = day_of(year, days.earliest.month, days.earliest.day)
    turn = days.latest.year - days.earliest.year
    end = day_of(year + turn, days.latest.month, days.latest.day)
    return DateRange(begin, end) if begin and end else None


def year_of(month: int, day: int | None, told: tuple[int, int, int], step: int | None) -> int:
    """Choose the year of a month or day that is told without one.

    Parameters
    ----------
    month, day : int, int or None
        What is told.
    told : tuple of int
        Year, month and day of the publication, in the same calendar.
    step : int or None
        -2, -1, 0, 1 for the last but one, last, current, next one; None for the latest that fits.
    """
    year, now, today = told
    if step == 0:
        return year
    same = month == now and (day is None or day == today)
    ahead = (month, day or 1) > (now, today)
    if step == 1:
        return year if ahead else year + 1
    latest = year - 1 if ahead or (same and step is not None) else year
    return latest - 1 if step == -2 else latest


@cache
def hijri_month(year: int, month: int) -> tuple[dt.date, int] | None:
    """Give the first day of a Hijri month and its length, by the calendar of Umm al-Qura.

    Other calendars may differ by a day.
    """
    try:
        first = Hijri(year, month, 1)
        day = first.to_gregorian()
        return dt.date(day.year, day.month, day.day), first.month_length()
    except (ValueError, OverflowError):
        return None


def hijri_month_days(year: int, month: int, part: Part | None = None) -> DateRange | None:
    """Give the days of a Hijri month, or of a part of it; None where months have no such part."""
    found = hijri_month(year, month)
    first, last = (1, 30) if part is None else part.month or (0, 0)
    if found is None or not first:
        return None
    begin, days = found
    last = min(last, days)
    return DateRange(begin + dt.timedelta(min(first, last) - 1), begin + dt.timedelta(last - 1))


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """Give a day of the Hijri calendar.

    >>> hijri_day(1438, 9, 15)
    datetime.date(2017, 6, 10)
    """
    found = hijri_month(year, month)
    if found is None or not 1 <= day <= found[1]:
        return None
    return found[0] + dt.timedelta(day - 1)


@cache
def hijri_of(day: dt.date) -> tuple[int, int, int] | None:
    """Give year, month and day of the Hijri calendar."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def month_of(day: dt.date, months: int) -> dt.date | None:
    """Give the same day some months on or back, or the month's last day; None beyond the calendar.

    >>> month_of(dt.date(2017, 3, 31), -1)
    datetime.date(2017, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moved(day: dt.date, amount: float, unit: str, up: bool) -> dt.date | None:
    """Move a day by units; part of a unit is rounded up or down."""
    whole = math.ceil if up else math.floor
    if unit == "hour":
        amount, unit = amount / 24, "day"
    if unit in _DAYS:
        moved = day.toordinal() + whole(amount * _DAYS[unit])
        inside = _FIRST.toordinal() <= moved <= _LAST.toordinal()
        return dt.date.fromordinal(moved) if inside else None
    return month_of(day, whole(amount * (12 if unit == "year" else 1)))


def before(day: dt.date, length: Length) -> DateRange | None:
    """Give when something was that happened a length of time before `day`.

    >>> from mapper.claims.dates.lexicon import Unit
    >>> before(dt.date(2017, 11, 19), Length(2, 2, Unit("week", 8, 3), 2))
    DateRange(earliest=datetime.date(2017, 11, 2), latest=datetime.date(2017, 11, 8))
    """
    first = _moved(day, -length.most, length.unit.name, up=False)
    last = _moved(day, -length.least, length.unit.name, up=True)
    return _loosened(first, last, length, latest=day)


def later(day: dt.date, length: Length) -> DateRange | None:
    """Give when something was that happened a length of time after `day`."""
    first = _moved(day, length.least, length.unit.name, up=False)
    last = _moved(day, length.most, length.unit.name, up=True)
    return _loosened(first, last, length, latest=None)


def _loosened(
    first: dt.date | None, last: dt.date | None, length: Length, *, latest: dt.date | None
) -> DateRange | None:
    """Widen by what the unit may be off, twice as much where the text says "about"."""
    if first is None or last is None:
        return None
    exact = length.least == length.most
    slack = dt.timedelta((length.unit.slack if exact else 0) * (2 if length.about else 1))
    if length.about and length.unit.name == "day":
        slack = dt.timedelta(1)
    earliest, end = first - slack, last + slack
    return DateRange(earliest, min(end, latest) if latest else end)
