"""Bytes to text: UTF-8, UTF-16 and Windows-1256, told apart strictly."""

from __future__ import annotations

import codecs
import re

from mapper.errors import DocumentError

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["cp1256", "iso8859_6", "utf_16_le", "utf_16_be"]
_SAMPLE_BYTES = 200_000
_ENOUGH_LETTERS = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decode(data: bytes) -> str:
    """Decode an article's bytes; line ends become line feeds, a byte order mark goes.

    Tried are, in this order: a byte order mark, strict UTF-8, then the encoding that
    charset-normalizer finds likeliest among Windows-1256, ISO 8859-6 and UTF-16.

    Raises
    ------
    DocumentError
        If the bytes are no text in any of these.

    >>> decode("حلب".encode("cp1256")), decode("حلب".encode("utf-16"))
    ('حلب', 'حلب')
    """
    text = _by_mark(data) or _as_utf8(data) or _guessed(data)
    if text is None:
        raise DocumentError("it is no text in UTF-8, UTF-16 or Windows-1256; save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    return None


def _as_utf8(data: bytes) -> str | None:
    text = _strictly(data, "utf-8")
    return text if text is not None and not _CONTROL.search(text) else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> str | None:
    """Guess by statistics, on a sample; accept only what is mostly letters."""
    from charset_normalizer import from_bytes

    if b"\x00" in data and len(data) % 2:
        return None
    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_CANDIDATES).best()
    text = _strictly(data, best.encoding) if best is not None else None
    return text if text is not None and _is_text(text) else None


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    visible = [character for character in sample if not character.isspace()]
    if not visible or _CONTROL.search(sample):
        return False
    return sum(map(bool, map(_LETTER.match, visible))) / len(visible) >= _ENOUGH_LETTERS
