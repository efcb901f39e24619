"""What of a model's claims is believed: what the article itself bears out.

A model may be wrong, and an article may have talked it into anything. Whatever it says, a claim is
kept only if all of these hold, and is refused by the first that does not:

L1  it has the form of a claim
L2  its evidence stands in the text, letter by letter
L3  its place stands in the sentence of the evidence, or is one of the toponyms found
L4  its actors are known, or are written in the text
L5  whom it cites is written in the text
L6  its dates are dates, in order, and what has happened had happened by the day after publication
L7  it does not contradict itself

Offsets, coordinates and the day of undated news are ours: they are never taken from the answer.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Any, TypeVar

from gazetteer import ARTICLE_CLITICS, bare, fold
from mapper.claims import Refusal, sentences
from mapper.config import DatesConfig
from mapper.errors import RecordError
from mapper.llm.answer import SaidClaim, read_claim
from mapper.records import (
    Claim,
    ClaimPlace,
    DateBasis,
    DateRange,
    Document,
    Kind,
    Mention,
    Modality,
    Span,
)
from mapper.vocabulary import actors

__all__ = ["Checker", "Reason"]

_RULE = "llm"
_CONFIDENCE, _CITED = 0.6, 0.9
"""The weight of what a model says, judged, not measured; and what it is cut by for a citation."""
_MOST_PLACES = 20
"""So many places at which the same words stand are looked at."""
_UNREAL = frozenset({Modality.DENIED, Modality.ATTEMPT})
_OTHER = "OTHER:"
_LONGEST_CLITIC = max(map(len, ARTICLE_CLITICS))
_T = TypeVar("_T")


class Reason(StrEnum):
    """Why a claim is refused."""

    FORM = "without the form of a claim"
    EVIDENCE = "whose evidence does not stand in the text"
    PLACE = "whose place stands neither beside the evidence nor among the toponyms"
    ACTOR = "whose actor is unknown and not named in the text"
    SOURCE = "whose source is not named in the text"
    DATE = "whose date is none, or after publication"
    SENSE = "with a contradiction in it"


class _RefusedError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Checker:
    """Checks what a model says of one document.

    Parameters
    ----------
    document : Document
    mentions : sequence of Mention
        Its toponyms, resolved.
    dates : DatesConfig
        How far back news without a day reaches.
    """

    def __init__(
        self, document: Document, mentions: Sequence[Mention], *, dates: DatesConfig
    ) -> None:
        self._document = document
        self._dates = dates
        self._folded = fold(document.text)
        self._sentences = sentences(document.text)
        self._called: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            for name in _names(mention, document.text):
                self._called[name].append(mention)

    def check(self, item: Any, start: int, end: int) -> Claim | Refusal:
        """Check one claim that was made of the text at [start, end)."""
        try:
            return self._claim(item, start, end)
        except _RefusedError as error:
            return Refusal(reason=error.reason, said=str(item)[:500])

    def _claim(self, item: Any, start: int, end: int) -> Claim:
        said = _required(read_claim(item), Reason.FORM)
        evidence, place = self._evidence_and_place(said, start, end)
        source = self._source(said.source)
        modality = _modality(said)
        when, basis = self._date(said)
        document = self._document
        try:
            return Claim(
                doc=document.id,
                kind=Kind.ATTEMPT if modality in _UNREAL else said.kind,
                place=place,
                actor=self._actor(said.actor),
                from_actor=None if said.from_actor is None else self._actor(said.from_actor),
                share=said.share,
                date=when,
                date_basis=basis,
                published=document.published,
                outlet=document.outlet,
                source=source,
                modality=modality,
                evidence=evidence,
                rule=_RULE,
                confidence=round(_CONFIDENCE * (_CITED if source else 1.0), 3),
            )
        except RecordError:
            raise _RefusedError(Reason.SENSE) from None

    # ------------------------------------------------------------------- evidence and place

    def _evidence_and_place(self, said: SaidClaim, start: int, end: int) -> tuple[Span, ClaimPlace]:
        """L2 and L3; where the same words stand several times, the first that has the place."""
        spans = list(self._quoted(said.evidence.strip(), start, end))
        if not spans:
            raise _RefusedError(Reason.EVIDENCE)
        placed = ((span, self._place(said.place, span)) for span in spans)
        found = next(((span, place) for span, place in placed if place is not None), None)
        return _required(found, Reason.PLACE)

    def _quoted(self, words: str, start: int, end: int) -> Iterator[Span]:
        at = start - 1
        for _ in range(_MOST_PLACES):
            at = self._document.text.find(words, at + 1, end) if words else -1
            if at < 0:
                return
            yield Span(at, at + len(words), words)

    def _place(self, name: str, evidence: Span) -> ClaimPlace | None:
        """Resolve a name by the toponyms, the nearest first; else take it as it is written."""
        called = self._called.get(_bare(name))
        if called:
            return min(called, key=lambda mention: _apart(mention.span, evidence)).place
        around = [s for s in self._sentences if s.start < evidence.end and evidence.start < s.end]
        written = (self._written(name, s.start, s.end) for s in around)
        found = next(filter(None, written), None)
        return None if found is None else ClaimPlace(text=found)

    # ------------------------------------------------------------------------------- names

    def _actor(self, actor: str) -> str:
        """L4; a name is taken as the text writes it."""
        if actor in actors():
            return actor
        name = actor.removeprefix(_OTHER) if actor.startswith(_OTHER) else ""
        return _OTHER + _required(self._written(name), Reason.ACTOR)

    def _source(self, source: str | None) -> str | None:
        """L5; taken as the text writes it."""
        return None if source is None else _required(self._written(source), Reason.SOURCE)

    def _written(self, name: str, start: int = 0, end: int | None = None) -> str | None:
        """Find a name, in any spelling, as words of the text at [start, end), clitics aside."""
        folded, wanted = self._folded, fold(name).text.strip()
        last = len(folded.text) if end is None else folded.at(end)
        at = folded.text.find(wanted, folded.at(start), last) if wanted else -1
        while at >= 0:
            if _are_words(folded.text, at, at + len(wanted)):
                return self._document.text[folded.start(at) : folded.end(at + len(wanted))]
            at = folded.text.find(wanted, at + 1, last)
        return None

    # ------------------------------------------------------------------------------- dates

    def _date(self, said: SaidClaim) -> tuple[DateRange | None, DateBasis]:
        """L6."""
        published = self._document.published
        if said.date_basis in {DateBasis.STATED, DateBasis.RELATIVE}:
            return self._stated(said), said.date_basis
        if said.date_basis is DateBasis.NONE or published is None:
            return None, DateBasis.NONE
        earliest = published - dt.timedelta(self._dates.news_days)
        return DateRange(earliest, published), DateBasis.PUBLISHED

    def _stated(self, said: SaidClaim) -> DateRange:
        earliest = _required(said.date_earliest, Reason.DATE)
        latest = _required(said.date_latest, Reason.DATE)
        published = self._document.published
        ahead = published is not None and earliest > published + dt.timedelta(1)
        if earliest > latest or (ahead and _modality(said) not in _UNREAL):
            raise _RefusedError(Reason.DATE)
        return DateRange(earliest, latest)


def _modality(said: SaidClaim) -> Modality:
    """L7; what is cited is claimed, what is only tried is an attempt, whoever says so."""
    if said.modality is Modality.CLAIMED and said.source is None:
        raise _RefusedError(Reason.SENSE)
    if said.modality in _UNREAL:
        return said.modality
    if said.kind is Kind.ATTEMPT:
        return Modality.ATTEMPT
    return Modality.CLAIMED if said.source else Modality.ASSERTED


def _required(value: _T | None, reason: Reason) -> _T:
    if value is None:
        raise _RefusedError(reason)
    return value


def _names(mention: Mention, text: str) -> set[str]:
    """Give what a toponym is called: with its type word and without."""
    return {_bare(mention.span.text), _bare(text[mention.outer_start : mention.span.end])}


def _bare(name: str) -> str:
    return bare(fold(name).text.strip())


def _apart(one: Span, other: Span) -> int:
    """Give how many characters lie between two spans; 0 if they overlap."""
    return max(0, one.start - other.end, other.start - one.end)


def _are_words(text: str, start: int, end: int) -> bool:
    """Say whether [start, end) are whole words of a folded text; clitics may stand before them."""
    if text[end : end + 1].isalnum():
        return False
    nearest = reversed(text[max(0, start - _LONGEST_CLITIC - 1) : start])
    letters = "".join(takewhile(str.isalnum, nearest))[::-1]
    return letters in ARTICLE_CLITICS
