"""Many phrases found in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from gazetteer.arabic import ARTICLE_CLITICS, CLITICS, Folded, bare, fold_all

__all__ = ["Hit", "PhraseIndex"]

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
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

    >>> from gazetteer.arabic import fold
    >>> index = PhraseIndex([("أبو كمال", 1), ("البوكمال", 2)])
    >>> [(h.clitic, h.values) for h in index.scan(fold("بالبوكمال وأبو كمال"))]
    [('بال', (2,)), ('و', (1,))]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, article: bool = True) -> None:
        pairs = list(phrases)
        values: dict[str, list[T]] = {}
        for folded, (_, value) in zip(fold_all([p for p, _ in pairs]), pairs, strict=True):
            phrase = folded.strip()
            values.setdefault(bare(phrase) if article else phrase, []).append(value)
        self._build({phrase: tuple(entries) for phrase, entries in values.items()}, article)

    @classmethod
    def of_bare(cls, phrases: Mapping[str, tuple[T, ...]]) -> PhraseIndex[T]:
        """Make an index of names that are folded and bare already."""
        index = cls.__new__(cls)
        index._build(phrases, article=True)
        return index

    def _build(self, phrases: Mapping[str, tuple[T, ...]], article: bool) -> None:
        self._clitics = ARTICLE_CLITICS if article else CLITICS
        self._automaton = _automaton(phrases)

    def scan(self, folded: Folded) -> list[Hit[T]]:
        """Find the phrases of a text in its order; where they overlap, the longest.

        A phrase counts where it ends a word and only clitics stand between the word's start and it.
        The space behind it is part of what the automaton looks for, so that most of what merely
        contains a phrase never reaches Python.
        """
        if self._automaton is None:
            return []
        spaced, text, clitics = folded.spaced, folded.text, self._clitics
        word_before = spaced.rfind
        found: list[_Match[T]] = []
        for last, (size, several, values) in self._automaton.iter(spaced):
            start = last - size  # each phrase ends with the space behind its last word
            word_start = word_before(" ", 0, start) + 1
            if word_start != start and spaced[word_start:start] not in clitics:
                continue
            # between the words of a phrase only spaces stand: a full stop would part them
            if several is None or text.startswith(several, start - 1):
                found.append((word_start, last, start, values))
        return [
            Hit(start - 1, last - 1, word_start - 1, spaced[word_start:start], values)
            for word_start, last, start, values in _longest(found)
        ]


_Match = tuple[int, int, int, tuple[T, ...]]
"""Where its first word begins, where it ends, where the phrase begins, and its values; a plain
tuple, since most of what a large gazetteer finds is not kept."""


def _automaton(phrases: Mapping[str, tuple[T, ...]]):  # type: ignore[no-untyped-def]
    """Build the automaton; None for no phrases, which it could not search."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase, values in phrases.items():
        if phrase:
            automaton.add_word(
                f"{phrase} ", (len(phrase), phrase if " " in phrase else None, values)
            )
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _longest(found: list[_Match[T]]) -> list[_Match[T]]:
    """Of matches that overlap keep the one that begins first, then the longest.

    They come in the order of their ends, so that a later one can only replace the last of them.
    """
    kept: list[_Match[T]] = []
    for match in found:
        word_start, last = match[0], match[1]
        at = len(kept)
        while at and kept[at - 1][0] >= word_start:
            at -= 1
        if at and kept[at - 1][1] > word_start:
            continue
        if at < len(kept):
            if kept[at][0] == word_start and kept[at][1] == last:
                continue  # the same word, read as a clitic and a shorter name
            del kept[at:]
        kept.append(match)
    return kept
