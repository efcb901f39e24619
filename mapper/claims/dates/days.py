"""Single days: dates in numbers and of a month, weekdays, today and yesterday (D1, D2, D5, D6)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from mapper.claims.dates import calendars
from mapper.claims.dates.lexicon import DIGITS, lexicon
from mapper.claims.dates.line import Found, Line, Sort
from mapper.claims.dates.months import hijri_name, month_told
from mapper.claims.dates.numbers import day_number
from mapper.claims.dates.years import YearBehind, hijri_year_after, year_after
from mapper.records import DateBasis, DateRange

__all__ = ["named_day"]

# Three numbers with one sign between them; neither a longer number nor a fourth beside them.
_NUMERIC = re.compile(
    r"(?<![\d\-/+.\\])(\d{4}|\d{1,2}) ?([-/.\\]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d\-/\\])"
)
_DAY_MONTH = re.compile(r"(?<![\d\-/.])(\d{1,2}) ?/ ?(\d{1,2})(?![\d\-/.])")
_YEARS_OF_TWO_DIGITS = 20
"""A year of two digits is meant for one of so many before the publication."""
_YEAR_TURN_DAYS = 200
"""A date without a year, beside a fitting weekday, may lie so many days after publication."""
_MIXED_UP_DAYS = 1
"""Between publication in two time zones "today" may be another day."""
_CALENDARS_DIFFER = (0, 1)
"""By so many days a date may be off: the common calendar's, and one by the moon."""
_LIST_SIGNS = frozenset("-–—/")
_BESIDE = frozenset(" ،,()[]-–—/|«»\"'")
"""What may stand between two ways of telling one day."""
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """One way of telling a day; `rank` 0 decides first; `weekday` where it is one."""

    found: Found
    rank: int
    weekday: int | None = None


def named_day(line: Line, at: int) -> Found | None:
    """Read a day, told in one way or several: "today, Sunday 19 November" (D6)."""
    pieces: list[_Piece] = []
    end = at
    while True:
        start = line.skip(end, _between(pieces))
        piece = _piece(line, start, pieces) if not pieces or _beside(line, end, start) else None
        if piece is None:
            break
        pieces.append(piece)
        end = start + piece.found.taken
    if len(pieces) < 2:
        return pieces[0].found if pieces else None
    return replace(_decided(line, pieces), taken=end - at)


def _between(pieces: list[_Piece]) -> frozenset[str]:
    return lexicon().same_day_as | lexicon().day_words if pieces else frozenset()


def _beside(line: Line, end: int, start: int) -> bool:
    linked = any(line.text(at) in lexicon().same_day_as for at in range(end, start))
    together = not line.led_by_and(end) and set(line.gap(end)) <= _BESIDE
    return line.text(start) != "" and (linked or together)


def _piece(line: Line, at: int, before: list[_Piece]) -> _Piece | None:
    """Read one way of telling a day, of another rank than those before it."""
    words, text = lexicon(), line.text(at)
    number = text[:1] in DIGITS
    rules = _DATES if number or text in words.ordinal else _NAMES
    for rule in rules if number or text in words.day_openings else ():
        piece = rule(line, at, bool(before))
        if piece is not None and all(piece.rank != other.rank for other in before):
            return piece
    return None


def _decided(line: Line, pieces: list[_Piece]) -> Found:
    """D6: the date decides, then the weekday, then "today"; the weekday chooses a missing year."""
    decisive = min(pieces, key=lambda piece: piece.rank)
    best = decisive.found
    weekday = next((piece.weekday for piece in pieces if piece.weekday is not None), None)
    if best.when is None:
        return best
    if weekday is not None and best.sort is Sort.DATE:
        return _on_weekday(best, weekday, line.published, _CALENDARS_DIFFER[decisive.rank])
    if line.published and pieces[0].found.when and pieces[0].found.when.latest > line.published:
        return replace(pieces[0].found, clash=pieces[0].found.when.latest.weekday() != weekday)
    others = [piece.found.when for piece in pieces if piece.found.when is not None]
    clash = any(not best.when.overlaps(when, slack_days=_MIXED_UP_DAYS) for when in others)
    return replace(best, clash=clash)


def _on_weekday(found: Found, weekday: int, published: dt.date | None, slack: int) -> Found:
    """Give the date in the year in which it is on its weekday, or mark that they contradict."""
    assert found.when is not None
    day = found.when
    if day.days > 1 or day.latest.weekday() == weekday:
        return found
    for off in range(-slack, slack + 1):
        if (day.latest.weekday() + off) % 7 == weekday:
            return replace(found, when=calendars.single(day.latest + dt.timedelta(off)))
    if not found.year_told and published is not None:
        for step in (1, -1):
            moved = calendars.moved_to_year(day, day.latest.year + step)
            soon = moved is not None and (moved.latest - published).days <= _YEAR_TURN_DAYS
            if moved is not None and soon and moved.latest.weekday() == weekday:
                return replace(found, when=moved)
    return replace(found, clash=True)


# ------------------------------------------------------------------------------------- dates


def _numeric(line: Line, at: int, beside: bool) -> _Piece | None:
    """D1."""
    if not line.text(at).replace(".", "").isdecimal():
        return None
    raw = line.raw(at)
    start = line.words[at].start + next(i for i, sign in enumerate(raw) if sign.isdecimal())
    match = _NUMERIC.match(line.folded, start)
    if match is None:
        return _day_and_month(line, at, start, beside)
    first, month, last = match[1], int(match[3]), match[4]
    taken = _words_until(line, at, match.end())
    if len(first) == 4:
        day = _in_order(int(first), month, int(last))
    else:
        day = _in_order(_full_year(line, last), month, int(first))
    if day is None:
        return None
    taken += line.text(at + taken) in lexicon().christian | lexicon().hijri_marks
    return _Piece(_date(day, taken), 0)


def _in_order(year: int, month: int, day: int) -> dt.date | None:
    """Give the day; where the middle number is no month, the other is. Hijri years too."""
    if month > 12 >= day:
        month, day = day, month
    common = calendars.day_of(year, month, day)
    return common or (calendars.hijri_day(year, month, day) if 1 <= month <= 12 else None)


def _full_year(line: Line, digits: str) -> int:
    """Read 17 as 2017, if that is not long before publication or after it."""
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if len(digits) == 4:
        return year
    published = line.published
    near = published and published.year - _YEARS_OF_TWO_DIGITS <= year <= published.year + 1
    return year if near else 0


def _words_until(line: Line, at: int, position: int) -> int:
    end = at
    while end < len(line.words) and line.words[end].start < position:
        end += 1
    return end - at


def _day_and_month(line: Line, at: int, start: int, beside: bool) -> _Piece | None:
    """Read 8/11, if "day" or a weekday before it says that it is no fraction."""
    if not beside and line.text(at - 1) not in lexicon().day_words:
        return None
    match = _DAY_MONTH.match(line.folded, start)
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return None
    day, month = int(match[1]), int(match[2])
    behind = year_after(line, at + 2, month, day)
    return _Piece(_dated(behind, month, day, behind.end - at), 0)


def _date(day: dt.date | None, taken: int) -> Found:
    return Found(calendars.single(day), DateBasis.STATED, taken, Sort.DATE)


def _dated(behind: YearBehind, month: int, day: int, taken: int) -> Found:
    found = _date(calendars.day_of(behind.year, month, day) if behind.year else None, taken)
    return found if behind.told else replace(found, year_told=False)


def _of_month(line: Line, at: int, _beside: bool) -> _Piece | None:
    """D2: one day of a month, or several of them in a row or a list."""
    days = _numbers(line, at)
    if days is None:
        return None
    first, last, end = days
    told = month_told(line, line.skip(end, {"من"} | lexicon().month_words), last)
    if told is None:
        return None
    month, behind = told
    if not behind.told and line.is_name(at):
        return None
    begin, until = (_dated(behind, month, day, behind.end - at) for day in (first, last))
    if begin.when is None or until.when is None or first > last:
        return _Piece(until, 0)
    return _Piece(replace(until, when=DateRange(begin.when.earliest, until.when.latest)), 0)


def _numbers(line: Line, at: int) -> tuple[int, int, int] | None:
    """Read "3", "3 and 7", "3-5", "3 to 7": the first and last day, and where it ends."""
    first = day_number(line, at)
    if first is None:
        return None
    last, end = first[0], at + first[1]
    for _ in range(_MOST_LISTED):
        more = line.skip(end, lexicon().to | {"و"})
        joined = more > end or line.led_by_and(end) or bool(_LIST_SIGNS & set(line.gap(end)))
        number = day_number(line, more) if joined else None
        if number is None:
            break
        last, end = number[0], more + number[1]
    return first[0], last, end


def _of_hijri_month(line: Line, at: int, _beside: bool) -> _Piece | None:
    """D2, in a Hijri month."""
    number = day_number(line, at)
    if number is None:
        return None
    start = line.skip(at + number[1], {"من"} | lexicon().month_words)
    month = hijri_name(line, start)
    if month is None:
        return None
    behind = hijri_year_after(line, start + month[1], month[0], number[0])
    other = start == at + number[1] and line.text(start) in lexicon().scores
    if not behind.told and (other or line.is_name(at)):
        return None  # "2-صفر" is a score, not a day
    day = calendars.hijri_day(behind.year, month[0], number[0]) if behind.year else None
    return _Piece(_date(day, behind.end - at), 1)


# --------------------------------------------------------------------------------- named days


def _weekday(line: Line, at: int, _beside: bool) -> _Piece | None:
    """D5: back from publication, or on if the text says "next"."""
    words = lexicon()
    day = line.match(words.weekday, at)
    if day is None or line.text(at - 1) in words.not_weekday_after:
        return None
    end = at + day[1]
    if line.text(end) in words.not_weekday_before:
        return None
    mark = line.match(words.mark, end)
    end += mark[1] if mark else 0
    when = _on_week(line.published, day[0], mark[0] if mark else None)
    return _Piece(Found(when, DateBasis.RELATIVE, end - at, Sort.WEEKDAY), 2, day[0])


def _on_week(published: dt.date | None, weekday: int, step: int | None) -> DateRange | None:
    if published is None:
        return None
    if step == 1:
        return calendars.single(calendars.next_weekday(published, weekday))
    past = step is not None and step < 0
    day = calendars.past_weekday(published, weekday, strictly=past)
    return calendars.single(day - dt.timedelta(7 if step == -2 else 0))


def _near(line: Line, at: int, _beside: bool) -> _Piece | None:
    """D5: today, yesterday, tomorrow, last night."""
    words = lexicon()
    night = line.match(words.last_night, at)
    near = (-1, night[1]) if night else line.match(words.near, at)
    if near is None or (near == (0, 1) and not _is_today(line, at)):
        return None
    step, taken = near
    published = line.published
    if published is None:
        return _Piece(Found(None, DateBasis.RELATIVE, taken, Sort.NEAR), 3)
    day = published + dt.timedelta(step)
    when = DateRange(day, published if night else day)
    return _Piece(Found(when, DateBasis.RELATIVE, taken, Sort.NEAR), 3)


def _is_today(line: Line, at: int) -> bool:
    """Say whether "the day" is today: not the third day, that day, eight hours a day (D13)."""
    words = lexicon()
    before, behind = line.text(at - 1), line.text(at + 1)
    if before in words.not_today_after and line.match(words.weekday, at + 1) is None:
        return False
    other = behind in words.not_today_before or behind in words.day_step
    return not other and before not in words.not_today_behind


_DATES = (_numeric, _of_month, _of_hijri_month, _near)
_NAMES = (_weekday, _near)
