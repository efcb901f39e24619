"""Cutting a text into sentences; offsets are those of the text given."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Sentence", "sentences"]

# A full stop ends a sentence unless a digit follows (3.5); news often forgets the space.
_LONGEST = 2_000
"""A sentence longer than this is cut at a space: no news writes such, but bad input may."""
_END = re.compile(r"[.!؟?](?!\d)[.!؟?\"”»)]*|…+|\n+|؛")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of the text; `headline` for the first line."""

    start: int
    end: int
    headline: bool


def sentences(text: str) -> list[Sentence]:
    r"""Cut `text` into sentences; the pieces are without outer white space and never empty.

    The first line counts as a headline when it is not the whole text and does not end in a full
    stop.

    >>> [s.headline for s in sentences("عنوان\nجملة أولى. جملة ثانية")]
    [True, False, False]
    """
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        cut = max(cut, start + 1)
        _add(found, text, start, cut)
        start = cut
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start < end:
        headline = not found and text[:start].strip() == "" and _is_headline(text, end)
        found.append(Sentence(start, end, headline))


def _is_headline(text: str, end: int) -> bool:
    return text[end : end + 1] == "\n" and text[end - 1] not in ".!؟?"
