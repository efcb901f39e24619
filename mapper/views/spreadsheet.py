"""CSV that spreadsheets open without running any of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["safe_cell", "spreadsheet_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula; also in the wide letters of Asia."""
_BOM = "\ufeff"
"""Without it, Excel takes UTF-8 for the code page of the machine."""


def safe_cell(text: str) -> str:
    """Give text that no spreadsheet takes for a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("حلب")
    ("'=HYPERLINK(1)", 'حلب')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def spreadsheet_csv(columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    r"""Write CSV (RFC 4180, with a byte order mark); numbers stay numbers, text stays text.

    >>> spreadsheet_csv(["a", "b"], [["=1", -1]])
    "\ufeffa,b\r\n'=1,-1\r\n"
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return _BOM + file.getvalue()
