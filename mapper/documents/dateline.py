"""The day of publication that an article states in its dateline: "دمشق 19 نوفمبر 2017 /"."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from gazetteer import fold
from mapper.vocabulary import load_table

__all__ = ["dateline_of"]

_REACH = 200
"""A dateline stands within this many characters of the beginning."""
_NUMERIC = re.compile(
    r"(?<!\d)(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?!\d)"
)


@cache
def _written() -> re.Pattern[str]:
    """Day, month name (one or two, as in آذار/مارس), year; built from the vocabulary only."""
    names = (fold(n).text for row in load_table("months")["gregorian"].values() for n in row)
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    month = rf"(?P<month>{either})(?: ?/ ?(?:{either}))?"
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}) (?:من )?{month}[،,]? (?:عام )?(?P<year>\d{{4}})(?!\d)"
    )


@cache
def _months() -> dict[str, int]:
    table = load_table("months")["gregorian"]
    return {fold(name).text: int(number) for number, names in table.items() for name in names}


def dateline_of(text: str) -> dt.date | None:
    """Give the full date that stands near the beginning of a text, or None.

    >>> dateline_of("دمشق ١٩ تشرين الثاني/نوفمبر ٢٠١٧ / أعلنت")
    datetime.date(2017, 11, 19)
    >>> dateline_of("دمشق، أعلنت اليوم") is None
    True
    """
    head = fold(text[:_REACH]).text
    written = _written().search(head)
    if written is not None:
        return _day(int(written["year"]), _months()[written["month"]], int(written["day"]))
    numeric = _NUMERIC.search(head)
    if numeric is None:
        return None
    parts = [int(group) for group in numeric.groups() if group]
    return _day(*parts) if numeric.group(1) else _day(parts[2], parts[1], parts[0])


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
