"""Text from articles at the edge of files: it is never a formula, nor breaks what holds it."""

from __future__ import annotations

__all__ = ["readable", "safe_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula; also in the wide letters of Asia."""

_UNREADABLE = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\r"
}
"""Characters that no XML may hold, so neither KML, SVG nor an office file."""


def safe_cell(text: str) -> str:
    """Give text that no spreadsheet takes for a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("حلب")
    ("'=HYPERLINK(1)", 'حلب')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def readable(text: str) -> str:
    r"""Put a mark in place of control characters and of halves of characters.

    >>> readable("حلب\x00\ud800")
    'حلب��'
    """
    return text.translate(_UNREADABLE)
