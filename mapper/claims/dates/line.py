"""One sentence as the rules of dates read it, and what a rule gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from mapper.claims.dates.lexicon import lexicon
from mapper.claims.words import PhraseTable, Word
from mapper.config import DatesConfig
from mapper.records import DateBasis, DateRange

__all__ = ["Found", "Line", "Sort", "TimeRole"]

T = TypeVar("T")


class TimeRole(StrEnum):
    """What a time tells of what happened.

    `AT` the time of it; `SINCE` when a state began that lasts; `NEXT` the time of the noun that
    follows ("one day after the fall of"); `FOR` how long it took; `EARLIER` only that it was before
    now; `BOUND` only that it was before or after the time told.
    """

    AT = "at"
    SINCE = "since"
    NEXT = "next"
    FOR = "for"
    EARLIER = "earlier"
    BOUND = "bound"


class Sort(StrEnum):
    """How a time is told: it decides what can follow it in a range or a list."""

    DATE = "date"
    WEEKDAY = "weekday"
    NEAR = "near"
    MONTH = "month"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read.

    Attributes
    ----------
    when : DateRange or None
        The days; None where the publication or the time they are told by is unknown.
    basis : DateBasis
        Stated for dates, relative for what is counted from publication or another time.
    taken : int
        How many words it takes.
    sort : Sort
        How it is told.
    role : TimeRole
        What it tells.
    year_told : bool
        Whether the text gives the year; else it was chosen by publication.
    clash : bool
        Whether the text contradicts itself (D6).
    """

    when: DateRange | None
    basis: DateBasis
    taken: int
    sort: Sort = Sort.OTHER
    role: TimeRole = TimeRole.AT
    year_told: bool = True
    clash: bool = False


@dataclass(slots=True)
class Line:
    """The words of a sentence, plain, with the days that relative times are counted from.

    `anchor` is the last time that the text told, before this sentence or in it, `told` the last day
    that the sentence told; they move on as it is read.
    """

    words: Sequence[Word]
    texts: Sequence[str]
    folded: str
    published: dt.date | None
    anchor: DateRange | None
    config: DatesConfig
    told: dt.date | None = None

    def text(self, at: int) -> str:
        """Give the plain word at `at`; empty beyond both ends."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def raw(self, at: int) -> str:
        """Give the word at `at` as it stands in the folded text."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def match(self, table: PhraseTable[T], at: int) -> tuple[T, int] | None:
        """Give the value of the longest phrase at `at` and its length in words, or None."""
        return table.match(self.texts, at) if 0 <= at < len(self.texts) else None

    def skip(self, at: int, words: Collection[str]) -> int:
        """Step over words of a list."""
        while self.text(at) and self.texts[at] in words:
            at += 1
        return at

    def led_by_and(self, at: int) -> bool:
        """Say whether "and" stands before the word at `at`, joined to it or alone."""
        raw = self.raw(at)
        return self.raw(at - 1) == "و" or (raw[:1] == "و" and raw != self.text(at))

    def gap(self, at: int) -> str:
        """Give what stands between the words before and at `at`."""
        if not 0 < at < len(self.words):
            return ""
        return self.folded[self.words[at - 1].end : self.words[at].start]

    @property
    def now(self) -> dt.date | None:
        """The day that the sentence tells of, else that of publication."""
        return self.told if self.told is not None else self.published

    @property
    def day_told(self) -> dt.date | None:
        """The last time that the text told, if it was one day."""
        return self.anchor.latest if self.anchor is not None and self.anchor.days == 1 else None

    @property
    def year_told(self) -> int | None:
        """The year of the last time that the text told, if it lies in one."""
        anchor = self.anchor
        if anchor is None or anchor.earliest.year != anchor.latest.year:
            return None
        return anchor.latest.year

    def is_name(self, at: int) -> bool:
        """Say whether the word before `at` makes a name of the date there (D13)."""
        return self.text(at - 1).removeprefix("ال") in lexicon().namers
