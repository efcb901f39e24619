"""Arabic expressions of time, resolved to days.

An expression is resolved against the day of publication and, for "one day later", against the last
day that the text named before it. The rules, in the order in which they are tried at a word:

D1  a numeric date: 2017-11-19, 19/11/2017, 19.11.2017
D2  a day of a month: 19 نوفمبر 2017, الثامن من نوفمبر الجاري, 23 آذار الماضي
D3  a month, whole or in part: أكتوبر الماضي, مطلع نيسان 2019
D4  a year: عام 2014
D5  a day by its weekday: اليوم الأحد, أمس, فجر الثلاثاء
D6  a span counted back from publication: قبل ثلاثة أيام, منذ أسبوعين
D7  a span counted on from the last day named: وبعد يوم واحد
D8  a fixed phrase: الأسبوع الماضي, الساعات الماضية, في وقت سابق
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hijridate import Hijri

from gazetteer import fold
from mapper.claims.words import PhraseTable, Word
from mapper.config import DatesConfig
from mapper.records import DateBasis, DateRange
from mapper.vocabulary import load_table

__all__ = ["TimeExpression", "find_times"]

_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})(?!\d)")
_YEAR_WORDS = frozenset({"عام", "سنه", "العام", "منذ", "في", "وفي"})
_OLDEST_YEAR, _NEWEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time: where it stands (folded offsets), what it means, and its basis.

    `when` is None where the expression cannot be resolved, such as "yesterday" in an undated text.
    `vague` marks "earlier" and the like, which tell only that it was before.
    """

    start: int
    end: int
    when: DateRange | None
    basis: DateBasis
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    words: Sequence[Word]
    texts: Sequence[str]
    folded: str
    published: dt.date | None
    config: DatesConfig


_Found = tuple[DateRange | None, DateBasis, int]
"""What an expression means, on which basis, and how many words it takes."""


class _Tables:
    """The words of dates, folded once."""

    def __init__(self) -> None:
        table, months = load_table("dates"), load_table("months")
        self.month = PhraseTable.of_lists(months["gregorian"])
        self.hijri = PhraseTable.of_lists(months["hijri"])
        self.weekday = PhraseTable.of_lists(table["weekdays"])
        self.ordinal = PhraseTable.of_lists(_without_inner_and(table["ordinals"]))
        self.number = PhraseTable.of_lists(table["numbers"])
        self.unit = PhraseTable.of_lists(table["units"])
        self.phrase = _phrases(table)
        self.part = PhraseTable(
            (w, name) for name in ("early", "middle", "late") for w in table[name]
        )
        marks = {"past_marks": -1, "current_marks": 0, "next_marks": 1}
        self.mark = PhraseTable((w, step) for name, step in marks.items() for w in table[name])
        self.ago = _folded_set(table["ago"] + table["since"])
        self.later = _folded_set(table["later"])
        self.starts = self.ago | self.later | _YEAR_WORDS | {"شهر"}
        for phrases in (self.month, self.ordinal, self.weekday, self.phrase, self.part):
            self.starts |= phrases.first_words


_PHRASES = (
    *("today", "yesterday", "before_yesterday", "recent_hours", "recent_days", "earlier"),
    *("last_week", "this_week", "last_month", "this_month", "last_year", "this_year"),
)


def _without_inner_and(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Write "one-and-twenty" without its "and", as the words of a text are read."""
    return {number: [p.replace(" و", " ") for p in phrases] for number, phrases in table.items()}


def _phrases(table: Any) -> PhraseTable[str]:
    return PhraseTable((words, name) for name in _PHRASES for words in table[name])


def _folded_set(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


@cache
def _tables() -> _Tables:
    return _Tables()


def find_times(
    folded: str,
    words: Sequence[Word],
    published: dt.date | None,
    *,
    anchor: dt.date | None = None,
    config: DatesConfig | None = None,
) -> list[TimeExpression]:
    """Find the expressions of time in one sentence, in the order of the text.

    Parameters
    ----------
    folded : str
        The folded text that the words' offsets refer to.
    words : sequence of Word
        The words of the sentence.
    published : date or None
        The day of publication; without it only expressions with a year are resolved.
    anchor : date or None
        The last day that the text named before this sentence, for "one day later".
    config : DatesConfig, optional
        How far back the vague expressions reach.

    >>> from mapper.claims.words import words_of
    >>> text = fold("وفي الثامن من نوفمبر الجاري").text
    >>> [t.when for t in find_times(text, words_of(text), dt.date(2017, 11, 19))]
    [DateRange(earliest=datetime.date(2017, 11, 8), latest=datetime.date(2017, 11, 8))]
    """
    texts = [_without_and(word.text) for word in words]
    context = _Context(words, texts, folded, published, config or DatesConfig())
    found: list[TimeExpression] = []
    starts = _tables().starts
    at = 0
    while at < len(words):
        if texts[at] not in starts and not texts[at].isdigit():
            at += 1
            continue
        expression, taken = _expression_at(context, at, anchor)
        if expression is not None:
            found.append(expression)
            anchor = _day_named(expression) or anchor
        at += taken
    return found


def _day_named(expression: TimeExpression) -> dt.date | None:
    when = expression.when
    return when.latest if when is not None and when.days == 1 else None


def _without_and(word: str) -> str:
    """Drop a leading و where the rest is a word of dates."""
    rest = word[1:]
    tables = _tables()
    known = (tables.month, tables.part, tables.phrase, tables.ordinal, tables.weekday)
    if word.startswith("و") and (any(rest in t for t in known) or rest in tables.later):
        return rest
    return word


def _expression_at(
    context: _Context, at: int, anchor: dt.date | None
) -> tuple[TimeExpression | None, int]:
    numeric = _numeric(context, at)
    rules = (_day_of_month, _hijri_day, _month, _year, _weekday, _span_back)
    found = numeric or next((hit for rule in rules if (hit := rule(context, at))), None)
    found = found or _span_on(context, at, anchor)
    vague = False
    if found is None:
        phrase = _tables().phrase.match(context.texts, at)
        if phrase is None:
            return None, 1
        found = (*_fixed(phrase[0], context), phrase[1])
        vague = phrase[0] == "earlier"
    when, basis, taken = found
    start, end = context.words[at].start, context.words[at + taken - 1].end
    return TimeExpression(start, end, when, basis, vague), taken


def _numeric(context: _Context, at: int) -> _Found | None:
    """D1."""
    if not context.texts[at].isdigit():
        return None
    match = _NUMERIC.match(context.folded, context.words[at].start)
    if match is None:
        return None
    first, month, last = (int(group) for group in match.groups())
    year, day = (first, last) if first > 31 else (last, first)
    when = _single(_day(year, month, day))
    return (when, DateBasis.STATED, 3) if when else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not _OLDEST_YEAR <= year <= _NEWEST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _single(day: dt.date | None) -> DateRange | None:
    return DateRange(day, day) if day else None


def _day_number(context: _Context, at: int) -> tuple[int, int] | None:
    text = context.texts[at]
    if text.isdigit():
        return (int(text), 1) if 1 <= int(text) <= 31 else None
    return _tables().ordinal.match(context.texts, at)


def _skip(context: _Context, at: int, *fillers: str) -> int:
    while at < len(context.texts) and context.texts[at] in fillers:
        at += 1
    return at


def _day_of_month(context: _Context, at: int) -> _Found | None:
    """D2."""
    number = _day_number(context, at)
    if number is None:
        return None
    after = _skip(context, at + number[1], "من", "شهر")
    month = _month_name(context, after)
    if month is None:
        return None
    year, end = _year_after(context, after + month[1], month[0], number[0])
    day = _day(year, month[0], number[0]) if year else None
    return _single(day), DateBasis.STATED, end - at


def _hijri_day(context: _Context, at: int) -> _Found | None:
    """D2, in a Hijri month; only with its year, since nothing else tells which."""
    number = _day_number(context, at)
    after = _skip(context, at + number[1], "من", "شهر") if number else at
    month = _tables().hijri.match(context.texts, after) if after < len(context.texts) else None
    year_at = after + month[1] if month else at
    if number is None or month is None or year_at >= len(context.texts):
        return None
    year = context.texts[year_at]
    if not (year.isdigit() and 1343 <= int(year) <= 1500):
        return None
    try:
        day = Hijri(int(year), month[0], number[0]).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return _single(dt.date(day.year, day.month, day.day)), DateBasis.STATED, year_at + 1 - at


def _month_name(context: _Context, at: int) -> tuple[int, int] | None:
    """Give the month at `at` and how many words name it: "آذار/مارس" takes both."""
    if at >= len(context.texts):
        return None
    first = _tables().month.match(context.texts, at)
    if first is None:
        return None
    second_at = at + first[1]
    if second_at < len(context.texts):
        second = _tables().month.match(context.texts, second_at)
        if second is not None and second[0] == first[0]:
            return first[0], first[1] + second[1]
    return first


def _year_after(context: _Context, at: int, month: int, day: int) -> tuple[int | None, int]:
    """Read the year after a month: written, by mark (last, current), or the latest that fits."""
    at_year = _skip(context, at, "من", "عام", "سنه", "العام")
    year = _written_year(context, at_year)
    if year is not None:
        return year, at_year + 1
    mark = _tables().mark.match(context.texts, at) if at < len(context.texts) else None
    end = at + mark[1] if mark else at
    published = context.published
    if published is None:
        return None, end
    ahead = (month, day) > (published.month, published.day)
    step = mark[0] if mark else None
    if step == 1:
        return (published.year if ahead else published.year + 1), end
    if step == 0:
        return published.year, end
    return (published.year - 1 if ahead else published.year), end


def _written_year(context: _Context, at: int) -> int | None:
    if at >= len(context.texts):
        return None
    text = context.texts[at]
    if text.isdigit() and len(text) == 4 and _OLDEST_YEAR <= int(text) <= _NEWEST_YEAR:
        return int(text)
    return None


def _month(context: _Context, at: int) -> _Found | None:
    """D3."""
    part = _tables().part.match(context.texts, at)
    name_at = _skip(context, at + part[1] if part else at, "شهر")
    month = _month_name(context, name_at)
    if month is None or not (name_at > at or _unmistakable(context, at, month[1])):
        return None
    year, end = _year_after(context, name_at + month[1], month[0], 1)
    if year is None:
        return None, DateBasis.STATED, end - at
    return _month_range(year, month[0], part[0] if part else None), DateBasis.STATED, end - at


def _unmistakable(context: _Context, at: int, length: int) -> bool:
    """Short month names are everyday words too (آب, father): ask for a second word."""
    return length > 1 or len(context.texts[at]) > 3


def _month_range(year: int, month: int, part: str | None) -> DateRange:
    last = calendar.monthrange(year, month)[1]
    days = {"early": (1, 10), "middle": (11, 20), "late": (21, last), None: (1, last)}[part]
    return DateRange(dt.date(year, month, days[0]), dt.date(year, month, days[1]))


def _year(context: _Context, at: int) -> _Found | None:
    """D4: a year needs the word "year", "since" or "in" before it."""
    if context.texts[at] not in _YEAR_WORDS:
        return None
    year_at = _skip(context, at + 1, "عام", "سنه", "العام")
    year = _written_year(context, year_at)
    if year is None:
        return None
    when = DateRange(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return when, DateBasis.STATED, year_at + 1 - at


def _weekday(context: _Context, at: int) -> _Found | None:
    """D5, with "today", "yesterday" before or after the weekday."""
    tables, texts = _tables(), context.texts
    phrase = tables.phrase.match(texts, at)
    named = phrase[0] if phrase and phrase[0] in {"today", "yesterday"} else None
    after = at + phrase[1] if phrase and named else at
    day = tables.weekday.match(texts, after) if after < len(texts) else None
    if day is None:
        return (*_fixed(named, context), phrase[1]) if phrase and named else None
    end = after + day[1]
    if named is None and end < len(texts):
        follower = tables.phrase.match(texts, end)
        named = follower[0] if follower and follower[0] in {"today", "yesterday"} else None
        end += follower[1] if follower and named else 0
    mark = tables.mark.match(texts, end) if end < len(texts) else None
    end += mark[1] if mark else 0
    if context.published is None or (mark and mark[0] == 1):
        return None, DateBasis.RELATIVE, end - at
    back = (context.published.weekday() - day[0]) % 7
    if mark and mark[0] == -1 and back == 0:
        back = 7
    return _single(context.published - dt.timedelta(back)), DateBasis.RELATIVE, end - at


def _count(context: _Context, at: int) -> tuple[int, int, int] | None:
    """Read "three days", "two weeks", "one day": (days, words taken, days of the unit)."""
    tables, texts = _tables(), context.texts
    if at >= len(texts):
        return None
    number = (int(texts[at][:4]), 1) if texts[at].isdigit() else tables.number.match(texts, at)
    unit = tables.unit.match(texts, at)
    if unit is not None:  # "two days", "one day": the unit itself is the number, or comes first
        amount, taken = (number[0] if number else 1), unit[1]
        following = tables.number.match(texts, at + taken) if at + taken < len(texts) else None
        taken += following[1] if following and following[0] == 1 else 0
        return amount * unit[0], taken, unit[0]
    if number is None or at + number[1] >= len(texts):
        return None
    unit = tables.unit.match(texts, at + number[1])
    if unit is None:
        return None
    return min(number[0] * unit[0], 40_000), number[1] + unit[1], unit[0]


def _span_back(context: _Context, at: int) -> _Found | None:
    """D6: the longer the unit, the less exact the day."""
    if context.texts[at] not in _tables().ago:
        return None
    count = _count(context, at + 1)
    if count is None:
        return None
    days, taken, unit = count
    published = context.published
    if published is None or days > 36_500:
        return None, DateBasis.RELATIVE, taken + 1
    slack = dt.timedelta(0 if unit <= 1 else unit // 2)
    day = published - dt.timedelta(days)
    when = DateRange(day - slack, min(day + slack, published))
    return when, DateBasis.RELATIVE, taken + 1


def _span_on(context: _Context, at: int, anchor: dt.date | None) -> _Found | None:
    """D7."""
    if context.texts[at] not in _tables().later:
        return None
    count = _count(context, at + 1)
    if count is None or count[0] > 36_500:
        return None
    day = anchor + dt.timedelta(count[0]) if anchor else None
    if day and context.published and day > context.published:
        day = None
    return _single(day), DateBasis.RELATIVE, count[1] + 1


def _fixed(name: str, context: _Context) -> tuple[DateRange | None, DateBasis]:
    """D8: the fixed phrases, as days back from publication."""
    day = context.published
    if day is None:
        return None, DateBasis.RELATIVE
    back = {
        "today": (0, 0),
        "yesterday": (1, 1),
        "before_yesterday": (2, 2),
        "recent_hours": (1, 0),
        "recent_days": (7, 0),
        "earlier": (context.config.earlier_days, 0),
        "last_week": (_days_since_saturday(day) + 8, 1),
        "this_week": (7, 0),
    }
    if name in back:
        first, last = back[name]
        when = DateRange(day - dt.timedelta(first), day - dt.timedelta(last))
        return when, DateBasis.RELATIVE
    return _calendar_range(name, day), DateBasis.RELATIVE


def _days_since_saturday(day: dt.date) -> int:
    """Count the days since the week began; a day of slack before it is added by the caller."""
    return (day.weekday() - calendar.SATURDAY) % 7


def _calendar_range(name: str, day: dt.date) -> DateRange:
    """Give last or this month or year as a range that ends by `day`."""
    if name.endswith("year"):
        year = day.year - (name == "last_year")
        return DateRange(dt.date(year, 1, 1), min(dt.date(year, 12, 31), day))
    first = day.replace(day=1)
    if name == "last_month":
        last = first - dt.timedelta(1)
        return DateRange(last.replace(day=1), last)
    return DateRange(first, day)
