"""CSV that spreadsheets open without running any of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from mapper.exports import safe_cell

__all__ = ["spreadsheet_csv"]

_BOM = "\ufeff"
"""Without it, Excel takes UTF-8 for the code page of the machine."""


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
