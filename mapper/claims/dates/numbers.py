"""Numbers of days and years, and lengths of time, in digits and in words."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.claims.dates.lexicon import Unit, lexicon
from mapper.claims.dates.line import Line

__all__ = [
    "NEWEST_YEAR",
    "OLDEST_YEAR",
    "Length",
    "day_number",
    "hijri_year",
    "length",
    "written_year",
]

OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
_OLDEST_HIJRI, _NEWEST_HIJRI = 1343, 1500
"""The years that the calendar of Umm al-Qura is computed for."""
_LONGEST = 4_000
"""No length of time in news has more units."""


@dataclass(frozen=True, slots=True)
class Length:
    """From `least` to `most` units of time; `about` where the text says it is not exact."""

    least: float
    most: float
    unit: Unit
    taken: int
    definite: bool = False
    about: bool = False


def day_number(line: Line, at: int) -> tuple[int, int] | None:
    """Read the number of a day, 1 to 31, in digits or as an ordinal; and the words it takes."""
    text = line.text(at)
    if text.isascii() and text.isdecimal():
        return (int(text), 1) if len(text) <= 2 and 1 <= int(text) <= 31 else None
    return line.match(lexicon().ordinal, at)


def written_year(line: Line, at: int) -> tuple[int, int] | None:
    """Read a year of four digits or in words; not where it counts what follows it."""
    text = line.text(at)
    if text.isascii() and text.isdecimal():
        year, taken = (int(text), 1) if len(text) == 4 else (0, 1)
    else:
        year, taken = _in_words(line, at) or (0, 1)
    if not OLDEST_YEAR <= year <= NEWEST_YEAR or _counts(line, at + taken):
        return None
    return year, taken + (line.text(at + taken) in lexicon().christian)


def hijri_year(line: Line, at: int, *, marked: bool) -> tuple[int, int] | None:
    """Read a Hijri year; if `marked`, only one that says so (1438هـ)."""
    text = line.text(at)
    if not (len(text) == 4 and text.isascii() and text.isdecimal()):
        return None
    apart = line.text(at + 1) in lexicon().hijri_marks
    if marked and not (apart or line.raw(at).endswith("ه")):
        return None
    fits = _OLDEST_HIJRI <= int(text) <= _NEWEST_HIJRI
    return (int(text), 1 + apart) if fits else None


def _counts(line: Line, at: int) -> bool:
    """Say whether the word at `at` is what a number counts: "in 2000 villages"."""
    text, words = line.text(at), lexicon()
    unit = words.unit.get(text)
    return text == line.raw(at) and (text in words.counted or bool(unit and not unit.definite))


def _in_words(line: Line, at: int) -> tuple[int, int] | None:
    """Add up number words joined by "and": "two thousand and seventeen"."""
    total, end, before = 0, at, 0
    while (match := line.match(lexicon().number, end)) is not None:
        value = match[0]
        joins = (before >= 100 and value < before) or (before < 10 and 20 <= value < 100)
        if total and not (joins and line.led_by_and(end)):
            break
        total, before, end = total + value, value, end + match[1]
    return (total, end - at) if total else None


def length(line: Line, at: int) -> Length | None:
    """Read a length of time: "three days", "two weeks", "some months", "the last 24 hours".

    >>> from mapper.claims.dates.expressions import line_of
    >>> found = length(line_of("نحو ثلاثه ايام"), 0)
    >>> (found.least, found.most, found.unit.name, found.taken, found.about)
    (3.0, 3.0, 'day', 3, True)
    """
    words = lexicon()
    start, about, low, high = at, False, 1.0, 1.0
    for table, factors in ((words.more_than, (1.0, 1.5)), (words.less_than, (0.5, 1.0))):
        match = line.match(table, at)
        if match is not None:
            at, (low, high) = at + match[1], factors
    match = line.match(words.about, at)
    if match is not None:
        at, about = at + match[1], True
    found = _numbered(line, at) or _named(line, at)
    if found is None or found.most > _LONGEST:
        return None
    return Length(
        found.least * low,
        found.most * high,
        found.unit,
        found.taken + at - start,
        found.definite,
        about,
    )


def _numbered(line: Line, at: int) -> Length | None:
    """Read a number and the unit behind it."""
    words = lexicon()
    several = line.text(at) in words.several
    number = (0, 1) if several else _amount(line, at)
    unit = words.unit.get(line.text(at + number[1])) if number else None
    if number is None or unit is None or unit.number == 2:
        return None
    definite = unit.definite or line.raw(at).removeprefix("و").startswith("ال")
    end = at + number[1] + 1
    if several:
        return Length(2, unit.unit.fuzzy, unit.unit, end - at, definite)
    return _with_half(line, Length(number[0], number[0], unit.unit, end - at, definite), end)


def _amount(line: Line, at: int) -> tuple[int, int] | None:
    text = line.text(at)
    if text.isascii() and text.isdecimal():
        return (int(text), 1) if len(text) <= 4 else None
    return _in_words(line, at)


def _named(line: Line, at: int) -> Length | None:
    """Read a unit that says its number itself, or has it behind: "two days", "the days three"."""
    words = lexicon()
    word = words.unit.get(line.text(at))
    if word is None:
        return None
    end, unit = at + 1, word.unit
    if word.number is not None:
        end += word.number == 1 and line.text(end) in words.only_one
        found = Length(word.number, word.number, unit, end - at, word.definite)
        return _with_half(line, found, end)
    behind = _amount(line, end) if word.definite and not line.led_by_and(end) else None
    if behind is not None:
        return Length(behind[0], behind[0], unit, 1 + behind[1], definite=True)
    end += line.text(end) in words.few
    return Length(2, unit.fuzzy, unit, end - at, word.definite)


def _with_half(line: Line, found: Length, end: int) -> Length:
    """Add "and a half" of the unit."""
    if line.text(end) not in lexicon().half or not line.led_by_and(end):
        return found
    unit = lexicon().unit.get(line.text(end + 1))
    again = unit is not None and unit.unit == found.unit
    taken = found.taken + 1 + again
    return Length(found.least + 0.5, found.most + 0.5, found.unit, taken, found.definite)
