"""Many phrases found in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gazetteer.arabic import ARTICLE_CLITICS, CLITICS, Folded, bare, fold

__all__ = ["Hit", "PhraseIndex"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found in a folded text.

    `start`, `end` span the bare phrase; `word_start` is where its first word begins, and `clitic`
    what stands between the two (و, بال, ...). All offsets are those of the folded text. `values`
    are those of every phrase that folds alike.
    """

    start: int
    end: int
    word_start: int
    clitic: str
    values: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """An Aho-Corasick automaton over folded phrases: its cost does not grow with their number.

    Parameters
    ----------
    phrases : iterable of (str, value)
        Phrases in any spelling. Phrases that fold alike share a hit.
    article : bool
        Whether the phrases are nouns or names: their own ال is set aside, and the text may have
        ال, joined to a clitic or not, before them.

    >>> index = PhraseIndex([("أبو كمال", 1), ("البوكمال", 2)])
    >>> [(h.clitic, h.values) for h in index.scan(fold("بالبوكمال وأبو كمال"))]
    [('بال', (2,)), ('و', (1,))]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, article: bool = True) -> None:
        self._clitics = ARTICLE_CLITICS if article else CLITICS
        values: dict[str, list[T]] = {}
        for phrase, value in phrases:
            folded = fold(phrase).text.strip()
            values.setdefault(bare(folded) if article else folded, []).append(value)
        values.pop("", None)
        self._automaton = _automaton(values)

    def scan(self, folded: Folded | str) -> list[Hit[T]]:
        """Find the phrases of a text in its order; where they overlap, the longest.

        A phrase counts where it ends a word and only clitics stand between the word's start and it.
        """
        text = folded if isinstance(folded, str) else folded.text
        if self._automaton is None:
            return []
        hits = []
        size = len(text)
        for last, (length, values) in self._automaton.iter(text):
            end = last + 1
            if end < size and text[end].isalnum():
                continue
            start = end - length
            word_start = start
            while word_start and text[word_start - 1].isalnum():
                word_start -= 1
            clitic = text[word_start:start]
            if clitic in self._clitics:
                hits.append(Hit(start, end, word_start, clitic, values))
        return _longest(hits)


def _automaton(values: dict[str, list[T]]):  # type: ignore[no-untyped-def]
    """Build the automaton; None for no phrases, which it could not search."""
    if not values:
        return None
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase, entries in values.items():
        automaton.add_word(phrase, (len(phrase), tuple(entries)))
    automaton.make_automaton()
    return automaton


def _longest(hits: list[Hit[T]]) -> list[Hit[T]]:
    """Of hits that overlap keep the one that begins first, then the longest."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.word_start, -hit.end)):
        if not kept or hit.word_start >= kept[-1].end:
            kept.append(hit)
    return kept
