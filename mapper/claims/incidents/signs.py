"""The words of a text that may tell of an incident, found in one pass over two automata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gazetteer import Folded, Hit, PhraseIndex
from mapper.claims.morphology import future_forms, past_forms, present_forms
from mapper.claims.signs import Form
from mapper.records import IncidentKind
from mapper.vocabulary import load_table

__all__ = ["IncidentSign", "find_incident_signs"]


@dataclass(frozen=True, slots=True)
class IncidentSign:
    """A word or phrase that may tell of an incident; offsets are those of the folded text.

    `needs` names the lists of which one must have a word near it, `direct` says that the place may
    be its object. See incidents.toml.
    """

    start: int
    end: int
    word_start: int
    clitic: str
    kind: IncidentKind
    form: Form
    direct: bool
    needs: tuple[str, ...]

    @property
    def definite(self) -> bool:
        """Whether it is a noun with its article."""
        return self.form is Form.NOUN and self.clitic.endswith(("ال", "لل"))


@dataclass(frozen=True, slots=True)
class _Entry:
    row: Mapping[str, Any]
    form: Form


def _verbs(row: Mapping[str, Any]) -> Iterator[tuple[str, _Entry]]:
    for phrase in row.get("past", ()):
        for form in past_forms(phrase):
            yield form, _Entry(row, Form.PAST)
    for phrase in row.get("present", ()):
        for form in present_forms(phrase):
            yield form, _Entry(row, Form.PRESENT)
        for form in future_forms(phrase):
            yield form, _Entry(row, Form.FUTURE)
    for phrase in row.get("passive", ()):
        yield phrase, _Entry(row, Form.PASSIVE)


@cache
def _indices() -> tuple[PhraseIndex[_Entry], PhraseIndex[_Entry]]:
    rows = load_table("incidents")["trigger"]
    nouns = [(noun, _Entry(row, Form.NOUN)) for row in rows for noun in row.get("noun", ())]
    verbs = [pair for row in rows for pair in _verbs(row)]
    return PhraseIndex(nouns), PhraseIndex(verbs, article=False)


def find_incident_signs(folded: Folded) -> list[IncidentSign]:
    """Find the signs of a text in its order; of two that overlap the noun, else the longer, stays.

    >>> from gazetteer import fold
    >>> [s.kind.value for s in find_incident_signs(fold("شن غارات جوية وقصفت المدينة"))]
    ['air_strike', 'shelling']
    """
    nouns, verbs = (index.scan(folded) for index in _indices())
    taken = {at for hit in nouns for at in range(hit.word_start, hit.end)}
    free = (hit for hit in verbs if taken.isdisjoint(range(hit.word_start, hit.end)))
    return [_sign(hit) for hit in sorted((*nouns, *free), key=lambda hit: hit.word_start)]


def _sign(hit: Hit[_Entry]) -> IncidentSign:
    entry = hit.values[0]
    return IncidentSign(
        start=hit.start,
        end=hit.end,
        word_start=hit.word_start,
        clitic=hit.clitic,
        kind=IncidentKind(entry.row["kind"]),
        form=entry.form,
        direct=entry.row.get("direct", False),
        needs=tuple(entry.row.get("needs", ())),
    )
