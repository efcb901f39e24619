"""Words of a folded text, and phrases over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from gazetteer import fold

__all__ = ["Kept", "PhraseTable", "Word", "number_of", "words_of"]

T = TypeVar("T")

_WORD = re.compile(r"\d+[.,،٫]\d+|[^\W\d_]{3,}(?=\d)|[^\W_]+|%")  # "on28" is two words
_POINTS = str.maketrans(",،٫", "...")
_LONGEST_NUMBER = 6
_MOST_KEPT = 200_000


class Word(NamedTuple):
    """One word; `start`, `end` are offsets into the folded text."""

    text: str
    start: int
    end: int


def words_of(folded: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Cut [start, end) of a folded text into words and percent signs, without punctuation.

    >>> [word.text for word in words_of("في 40 % من المدينه،")]
    ['في', '40', '%', 'من', 'المدينه']
    """
    end = len(folded) if end is None else end
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded, start, end)]


def number_of(word: str) -> float | None:
    """Give the number that a word is, with a decimal point or comma of any script, or None.

    >>> number_of("58،8"), number_of("40"), number_of("نصف")
    (58.8, 40.0, None)
    """
    plain = word.translate(_POINTS)
    return float(plain[:_LONGEST_NUMBER]) if plain.replace(".", "", 1).isdecimal() else None


class Kept(dict[str, T]):
    """What a function gives for each word, kept; a news corpus repeats its words.

    >>> Kept(len)["كلمه"]
    4
    """

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = value = self._function(word)
        return value


class PhraseTable(Generic[T]):
    """Phrases of one or more words, each with a value; the longest that fits is found.

    >>> table = PhraseTable([("كانون الثاني", 1), ("آذار", 3)])
    >>> table.match(["في", "كانون", "الثاني"], 1)
    (1, 2)
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            parts = tuple(fold(phrase).text.split())
            self._by_first.setdefault(parts[0], []).append((parts, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def of_lists(cls, table: Mapping[str, Sequence[str]]) -> PhraseTable[int]:
        """Make a table from a vocabulary's {number: [phrases]}."""
        return PhraseTable((p, int(number)) for number, ps in table.items() for p in ps)

    def match(self, words: Sequence[str], at: int) -> tuple[T, int] | None:
        """Give the value of the longest phrase at `at` and its length in words, or None."""
        for parts, value in self._by_first.get(words[at], ()):
            length = len(parts)
            if length == 1 or tuple(words[at : at + length]) == parts:
                return value, length
        return None

    @property
    def first_words(self) -> frozenset[str]:
        """The words that a phrase of the table can begin with."""
        return frozenset(self._by_first)

    @property
    def single_words(self) -> frozenset[str]:
        """The phrases of the table that are one word."""
        entries = self._by_first.items()
        return frozenset(w for w, phrases in entries if any(len(p) == 1 for p, _ in phrases))

    def __contains__(self, word: object) -> bool:
        return word in self._by_first
