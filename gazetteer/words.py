"""The vocabulary of place names: type words, words that need a cue, words that end a name."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from gazetteer.arabic import bare, fold
from gazetteer.phrases import PhraseIndex

__all__ = [
    "EverydayWords",
    "NameWords",
    "Sign",
    "TypeWord",
    "covered",
    "everyday_words",
    "name_words",
    "type_fit",
]


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A word that says what kind of thing a name names; `many` for the dual and the plural.

    `feature` is the kind of place it asks for. `keep`, `unlisted` and `weak` are explained in
    data/type_words.toml.
    """

    word: str
    feature: str
    keep: bool
    unlisted: bool
    weak: bool
    many: bool


_SETTLED = frozenset({"populated", "admin1", "admin2"})


class Sign(StrEnum):
    """What a phrase around names tells; the phrases are in data/names.toml under these keys."""

    LEAD = "leads"
    VERB = "control_verbs"
    HEAD = "sure_heads"
    LIST = "list_leads"
    HOUSE = "houses"


class NameWords:
    """The vocabulary of names, folded once."""

    def __init__(self) -> None:
        names = _toml("names.toml")
        self.heads = _folded(names["heads"])
        self.titles = _folded(names["titles"])
        self.houses = _folded(names["houses"])
        self.announcing = _folded(names["announcing"])
        self.telling_apart = _folded(names["telling_apart"])
        self.sure = _folded(names["sure"])
        self.stops = _folded(names["stops"])
        self.links = _folded(names["links"])
        self.variants: dict[str, Any] = names["variants"]
        self.cues = frozenset(bare(fold(line).text) for line in _lines("needs_cue.txt"))
        self.signs: PhraseIndex[TypeWord | Sign] = PhraseIndex(_signs(names), article=False)
        self.type_forms = _folded(form for form, _ in _type_words())
        self.settlements = _folded(
            form for form, kind in _type_words() if kind.feature in _SETTLED and not kind.many
        )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _bytes(name: str) -> bytes:
    return resources.files("gazetteer").joinpath("data", name).read_bytes()


def _text(name: str) -> str:
    return _bytes(name).decode("utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


def _type_words() -> Iterator[tuple[str, TypeWord]]:
    for row in _toml("type_words.toml")["type"]:
        word = fold(row["word"]).text
        for many in (False, True):
            value = TypeWord(
                word=word,
                feature=row["feature"],
                keep=row.get("keep", False),
                unlisted=row["unlisted"],
                weak=row.get("weak", False),
                many=many,
            )
            yield from ((form, value) for form in row["many" if many else "one"])


_ENDINGS = ("تين", "ين", "ات")
_SHORTEST_STEM = 3
_SURER = 1.0
"""A stem must be so much more usual: a place may end like a dual, too."""


class EverydayWords:
    """How usual the words of Arabic are, as Zipf frequencies: 3 is once in a million words."""

    def __init__(self) -> None:
        rows = gzip.decompress(_bytes("everyday.tsv.gz")).decode("utf-8").splitlines()
        self._zipf = {word: float(zipf) for word, _, zipf in (r.partition("\t") for r in rows)}

    def zipf(self, word: str) -> float:
        """Give the frequency of a folded word, with ال or without, whichever is more usual.

        >>> everyday_words().zipf("الحكومه") > 5, everyday_words().zipf("سراقب")
        (True, 0.0)
        """
        plain = bare(word)
        found = self._zipf.get
        return max(found(word, 0.0), found(plain, 0.0), found(f"ال{plain}", 0.0))

    def is_everyday(self, word: str, least: float) -> bool:
        """Say whether a folded word, or what it is the dual or plural of, is so usual or more.

        >>> [everyday_words().is_everyday(word, 3.0) for word in ("الميناءين", "سراقب")]
        [True, False]
        """
        if self.zipf(word) >= least:
            return True
        stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        stems += [f"{stem}ه" for stem in stems]  # a dual of a feminine noun: منطقتين
        return any(len(s) > _SHORTEST_STEM and self.zipf(s) >= least + _SURER for s in stems)


def _signs(names: dict[str, Any]) -> Iterator[tuple[str, TypeWord | Sign]]:
    """Give all phrases that a scan looks for besides names, so that one pass finds them."""
    yield from _type_words()
    told = (s for s in Sign if s is not Sign.HOUSE)
    yield from ((phrase, sign) for sign in told for phrase in names[sign])
    for house in names[Sign.HOUSE]:
        yield from ((f"ال{house} {adj}", Sign.HOUSE) for adj in names["house_adjectives"])


@cache
def _fit() -> dict[str, Any]:
    return _toml("fit.toml")


def type_fit(wanted: str, feature: str) -> float:
    """Say how well a kind of place fits what a type word asks for, from -1 to 1.

    >>> type_fit("facility", "populated"), type_fit("populated", "populated")
    (-0.9, 1.0)
    """
    row: dict[str, float] = _fit()[wanted if wanted in _fit() else ""]
    return row.get(feature, 0.0)


@cache
def covered() -> frozenset[str]:
    """Give the countries that news of control is mostly about; the curated places are of them."""
    return frozenset(_fit()["covered"])


@cache
def everyday_words() -> EverydayWords:
    """Give the everyday words of Arabic; read once."""
    return EverydayWords()


@cache
def name_words() -> NameWords:
    """Give the vocabulary of names; read once."""
    return NameWords()
