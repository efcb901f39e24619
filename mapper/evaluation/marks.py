"""Spans of a text that overlap, cut into pieces that do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Mark", "Piece", "pieces"]


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Mark:
    """The text at [start, end) is of one kind and belongs to the things of these numbers."""

    start: int
    end: int
    kind: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the text, and the marks over it.

    `marks` are pairs of a mark and its lane, counted from 0, the highest lane first. Marks that
    overlap lie in different lanes, so that each can keep a line of its own under the text.
    """

    start: int
    end: int
    marks: tuple[tuple[Mark, int], ...] = ()


def pieces(length: int, marks: Iterable[Mark]) -> list[Piece]:
    """Cut a text of `length` characters where marks begin and end.

    Marks that reach beyond the text, or have no character of it, are left out.

    Returns
    -------
    list of Piece
        In the order of the text, without gaps; no piece is empty.

    Examples
    --------
    >>> one = Mark(start=0, end=5, kind="a", numbers=(1,))
    >>> other = Mark(start=3, end=7, kind="b", numbers=(2,))
    >>> [(p.start, p.end, [lane for _, lane in p.marks]) for p in pieces(9, [one, other])]
    [(0, 3, [0]), (3, 5, [1, 0]), (5, 7, [1]), (7, 9, [])]
    >>> pieces(0, [])
    []
    """
    inside = sorted(mark for mark in marks if 0 <= mark.start < mark.end <= length)
    begin: defaultdict[int, list[tuple[Mark, int]]] = defaultdict(list)
    for mark, lane in _lanes(inside):
        begin[mark.start].append((mark, lane))
    edges = sorted({0, length, *(m.start for m in inside), *(m.end for m in inside)})
    found: list[Piece] = []
    over: list[tuple[Mark, int]] = []
    for start, end in pairwise(edges):
        over = [(mark, lane) for mark, lane in over if mark.end > start] + begin[start]
        over.sort(key=lambda laid: -laid[1])
        found.append(Piece(start=start, end=end, marks=tuple(over)))
    return found


def _lanes(marks: Sequence[Mark]) -> Iterator[tuple[Mark, int]]:
    """Lay each mark into the lowest lane that is free where it begins."""
    ends: list[int] = []
    for mark in marks:
        lane = next((at for at, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        yield mark, lane
