"""From one time to another, and what stands before a time (D10, D11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from mapper.claims.dates import calendars
from mapper.claims.dates.days import named_day
from mapper.claims.dates.lexicon import DIGITS, lexicon
from mapper.claims.dates.line import Found, Line, Sort, TimeRole
from mapper.claims.dates.periods import period
from mapper.claims.dates.years import bare_year
from mapper.records import DateBasis, DateRange

__all__ = ["led_by", "moment", "moments"]

_SIGNS = frozenset("-–—/")
_MOST_LISTED = 12
_LISTED_DAYS = 2
"""Two weekdays beside each other are one stretch of time."""


def moment(line: Line, at: int) -> Found | None:
    """Read one time: a day, a period, or one that the text told before."""
    words, text = lexicon(), line.text(at)
    number = text[:1] in DIGITS
    found = named_day(line, at) if number or text in words.day_openings else None
    if found is None and (number or text in words.period_openings):
        found = period(line, at)
    if found is None and text in words.told_openings:
        found = _then(line, at) or _next_day(line, at)
    return found


def _then(line: Line, at: int) -> Found | None:
    """D8: "then", "at that time": when the text told last."""
    then = line.match(lexicon().then, at)
    return Found(line.anchor, DateBasis.RELATIVE, then[1]) if then else None


def _next_day(line: Line, at: int) -> Found | None:
    """D8: "on the next day", "on the same day"."""
    step = lexicon().day_step.get(line.text(at + 1)) if line.text(at) in lexicon().the_day else None
    if step is None:
        return None
    day = line.day_told
    when = calendars.single(day + dt.timedelta(step)) if day else None
    return Found(when, DateBasis.RELATIVE, 2)


def moments(line: Line, at: int) -> Found | None:
    """Read a time, or the stretch from it to another, or to the last of a list (D10)."""
    found = moment(line, at)
    first = found
    for _ in range(_MOST_LISTED):
        longer = _longer(line, at, found) if found is not None else None
        if longer is None:
            break
        found = longer
    return _with_night(line, at, found) if found is not None and found is first else found


def _longer(line: Line, at: int, first: Found) -> Found | None:
    """Read the time that a stretch goes on to, or None where it ends."""
    end = at + first.taken
    link = _link(line, at, end, first)
    if link is None:
        return None
    second = _now(line, link) or moment(line, link)
    if second is None and first.sort is Sort.YEAR:
        second = bare_year(line, link)
    if second is None or not _joins(line, at, end, first, second):
        return None
    return _stretch(first, second, link + second.taken - at)


def _with_night(line: Line, at: int, found: Found) -> Found:
    """D5: "the night of Friday" is the one before it or its own."""
    night = found.sort is Sort.WEEKDAY and line.text(at - 1) in lexicon().nights
    if not night or found.when is None:
        return found
    one = dt.timedelta(1)
    return replace(found, when=DateRange(found.when.earliest - one, found.when.latest))


def _now(line: Line, at: int) -> Found | None:
    """Read the "now" of "until now"."""
    if line.text(at) not in lexicon().now:
        return None
    return Found(calendars.single(line.published), DateBasis.RELATIVE, 1, Sort.NEAR)


def _link(line: Line, start: int, end: int, first: Found) -> int | None:
    """Give where the second time of a stretch begins, or None."""
    if line.text(end) in lexicon().to:
        return line.skip(end + 1, lexicon().day_parts | lexicon().day_words | lexicon().month_words)
    if line.text(end) == "و":
        return end + 1
    signs = set(line.gap(end))
    if line.led_by_and(end) or signs & _SIGNS:
        return end
    beside = (
        first.sort is Sort.WEEKDAY
        and signs <= {" "}
        and line.text(start - 1) in lexicon().day_parts
    )
    return end if beside else None


def _joins(line: Line, start: int, end: int, first: Found, second: Found) -> bool:
    """Say whether two times are one stretch; "and" joins what "between" or "days" opens."""
    if line.text(end) in lexicon().to:
        return True
    if first.sort is not second.sort or first.sort in {Sort.OTHER, Sort.NEAR}:
        return False
    opened = any(line.text(at) in lexicon().between for at in (start - 1, start - 2, start))
    if first.sort is Sort.YEAR:
        return True
    if first.sort is Sort.WEEKDAY and first.when and second.when:
        return opened or _gap_days(first, second) < _LISTED_DAYS
    return opened or not (line.led_by_and(end) or line.text(end) == "و")


def _gap_days(first: Found, second: Found) -> int:
    assert first.when is not None
    assert second.when is not None
    return (second.when.earliest - first.when.latest).days % 7


def _stretch(first: Found, second: Found, taken: int) -> Found:
    """Join two times; the first has the year of the second, and lies before it."""
    if first.when is None or second.when is None:
        return replace(second, when=None, taken=taken)
    begin: DateRange | None = first.when
    if second.year_told and not first.year_told:
        year = second.when.earliest.year
        begin = calendars.moved_to_year(first.when, year)
        if begin is not None and begin.earliest > second.when.latest:
            begin = calendars.moved_to_year(first.when, year - 1)
    elif first.sort is Sort.WEEKDAY and first.when.earliest > second.when.latest:
        begin = DateRange(
            *(day - dt.timedelta(7) for day in (first.when.earliest, first.when.latest))
        )
    if begin is None or begin.earliest > second.when.latest:
        return replace(second, taken=taken)
    basis = first.basis if first.basis is second.basis else DateBasis.RELATIVE
    when = DateRange(begin.earliest, second.when.latest)
    clash = first.clash or second.clash
    return replace(second, when=when, taken=taken, basis=basis, clash=clash)


def led_by(line: Line, at: int, first: int) -> tuple[TimeRole, int]:
    """Read what stands before a time: "since", "before", "until" (D11).

    Parameters
    ----------
    line : Line
        The sentence.
    at : int
        Where the time begins.
    first : int
        The first word that is part of no other expression.

    Returns
    -------
    tuple
        What the time tells, and where the expression begins.
    """
    words = lexicon()
    for back in range(1, 4):
        link = at - back
        if link < first:
            break
        text = line.text(link)
        if text in words.since and (text in {"منذ", "مذ"} or line.text(link + 1) == "من"):
            return TimeRole.SINCE, link
        parts_of_day = any(line.text(i) in words.day_parts for i in range(link + 1, at))
        if text in words.bounds and (not parts_of_day or text in words.to):
            return TimeRole.BOUND, link
        if text not in words.day_parts | words.between | words.day_words | words.month_words | {
            "من"
        }:
            break
    return TimeRole.AT, at
