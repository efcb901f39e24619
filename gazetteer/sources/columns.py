"""Columns by what they mean: tables call them by many names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["ColumnMap", "plain_header", "text_of"]

_SIGNS = re.compile(r"[\W_]+")


def plain_header(header: object) -> str:
    """Give a header without case, spaces and signs.

    >>> plain_header("ADM1_EN"), plain_header(" admin1 Name (en)"), plain_header(None)
    ('adm1en', 'admin1nameen', '')
    """
    return "" if header is None else _SIGNS.sub("", str(header).casefold())


def text_of(cell: object) -> str:
    """Give a cell as text; "" for an empty one, in whatever way a format says so.

    >>> text_of(12.0), text_of(34.5), text_of(float("nan")), text_of(None), text_of(" حلب ")
    ('12', '34.5', '', '', 'حلب')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


class ColumnMap:
    """Finds the columns of a table by the names they are known by.

    Parameters
    ----------
    headers : iterable
        The headers of the table.
    known : mapping of str to sequence of str
        For each meaning the names that its columns are known by, the most telling first.

    Examples
    --------
    >>> columns = ColumnMap(["LAT", "NAME_ARA"], {"lat": ["latitude", "lat"], "lon": ["lon"]})
    >>> columns.text({"LAT": 34.4, "NAME_ARA": "حلب"}, "lat"), "lat" in columns, "lon" in columns
    ('34.4', True, False)
    """

    def __init__(self, headers: Iterable[object], known: Mapping[str, Sequence[str]]) -> None:
        present: dict[str, str] = {}
        for header in headers:
            present.setdefault(plain_header(header), str(header))
        self._columns = {
            meaning: [present[name] for name in map(plain_header, names) if name in present]
            for meaning, names in known.items()
        }

    def __contains__(self, meaning: str) -> bool:
        return bool(self._columns.get(meaning))

    def texts(self, row: Mapping[str, object], meaning: str) -> Iterator[str]:
        """Yield the filled cells of a meaning as text, the most telling column first."""
        for column in self._columns.get(meaning, ()):
            if text := text_of(row.get(column)):
                yield text

    def text(self, row: Mapping[str, object], meaning: str) -> str:
        """Give the first of them; "" if there is none."""
        return next(self.texts(row, meaning), "")
