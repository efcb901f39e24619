"""The vocabulary of place names: type words, words that need a cue, words that end a name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gazetteer.arabic import bare, fold
from gazetteer.phrases import PhraseIndex

__all__ = ["NameWords", "TypeWord", "name_words"]


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A word that says what kind of thing a name names; `many` for the dual and the plural."""

    word: str
    keep: bool
    unlisted: bool
    many: bool


class NameWords:
    """The vocabulary of names, folded once."""

    def __init__(self) -> None:
        names = _toml("names.toml")
        self.heads = _folded(names["heads"])
        self.stops = _folded(names["stops"])
        self.links = _folded(names["links"])
        self.cues = frozenset(bare(fold(line).text) for line in _lines("needs_cue.txt"))
        self.types = PhraseIndex(_type_words(), article=False)
        self.type_forms = _folded(form for form, _ in _type_words())


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return resources.files("gazetteer").joinpath("data", name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


def _type_words() -> Iterator[tuple[str, TypeWord]]:
    for row in _toml("type_words.toml")["type"]:
        word = fold(row["word"]).text
        for many in (False, True):
            value = TypeWord(word, row.get("keep", False), row["unlisted"], many)
            yield from ((form, value) for form in row["many" if many else "one"])


@cache
def name_words() -> NameWords:
    """Give the vocabulary of names; read once."""
    return NameWords()
