"""The places of a gazetteer by row, and their spellings: from records, or from a file.

A row is a number from 0 up. What is costly is made when it is first asked for, so that opening a
large file stays cheap: a scan needs the Arabic spellings and the few places that it finds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gazetteer.arabic import fold_all, romanised_key
from gazetteer.place import Place
from gazetteer.variants import variants

__all__ = ["ListedPlaces", "PlaceTable", "arabic_spellings", "is_arabic", "latin_spelling"]

Rows = tuple[int, ...]

_ARABIC = re.compile("[\u0621-\u064a]")
_NOT_LATIN = re.compile("[^a-z0-9]")


def is_arabic(name: str) -> bool:
    """Say whether a name is written in Arabic letters.

    >>> is_arabic("حلب"), is_arabic("Aleppo")
    (True, False)
    """
    return _ARABIC.search(name) is not None


def latin_spelling(name: str) -> str:
    """Give a romanised name in small letters without accents, spaces and signs.

    >>> latin_spelling("Al-Būkamāl")
    'albukamal'
    """
    return _NOT_LATIN.sub("", unicodedata.normalize("NFKD", name).lower())


def arabic_spellings(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Give for each Arabic name its bare folded spellings by rule, in the same order."""
    return (variants(folded.strip()) for folded in fold_all(names))


class PlaceTable(ABC):
    """The places of a gazetteer by row, and where each spelling leads."""

    places: Sequence[Place]
    attribution: str
    """What the licences of the sources ask to be said wherever the places are shown."""

    @property
    @abstractmethod
    def spellings(self) -> dict[str, Rows]:
        """Rows by bare folded Arabic spelling."""

    @property
    @abstractmethod
    def latin(self) -> dict[str, Rows]:
        """Rows by Latin spelling, see :func:`latin_spelling`."""

    @property
    @abstractmethod
    def keys(self) -> dict[str, Rows]:
        """Rows by romanised key."""

    @property
    @abstractmethod
    def rows(self) -> dict[str, int]:
        """The row of each place id."""

    @property
    @abstractmethod
    def points(self) -> NDArray[np.float64]:
        """Latitude and longitude of each row in degrees, shape (rows, 2)."""

    @property
    @abstractmethod
    def hash(self) -> str:
        """A short hash of all that the table says."""


class ListedPlaces(PlaceTable):
    """A table of places that are at hand as records.

    A later place with the id of an earlier one replaces it.
    """

    def __init__(self, places: Iterable[Place], *, attribution: str = "") -> None:
        self.places = tuple({place.id: place for place in places}.values())
        self.attribution = attribution

    @cached_property
    def spellings(self) -> dict[str, Rows]:
        """Rows by bare folded Arabic spelling."""
        pairs = [
            (row, name.text)
            for row, place in enumerate(self.places)
            for name in place.names
            if is_arabic(name.text)
        ]
        spelled = arabic_spellings([text for _, text in pairs])
        return _grouped(
            (spelling, row)
            for (row, _), spellings in zip(pairs, spelled, strict=True)
            for spelling in spellings
        )

    @cached_property
    def latin(self) -> dict[str, Rows]:
        """Rows by Latin spelling."""
        return _grouped(
            (latin_spelling(name.text), row)
            for row, place in enumerate(self.places)
            for name in place.names
            if not is_arabic(name.text)
        )

    @cached_property
    def keys(self) -> dict[str, Rows]:
        """Rows by romanised key."""
        return _grouped(
            (romanised_key(name.text), row)
            for row, place in enumerate(self.places)
            for name in place.names
        )

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each place id."""
        return {place.id: row for row, place in enumerate(self.places)}

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """Latitude and longitude of each row."""
        return np.array([(p.lat, p.lon) for p in self.places], dtype=np.float64).reshape(-1, 2)

    @cached_property
    def hash(self) -> str:
        """A short hash of all places."""
        digest = hashlib.sha256()
        for place in sorted(self.places, key=lambda place: place.id):
            digest.update(repr(place).encode())
        return digest.hexdigest()[:16]


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, Rows]:
    """Collect the rows of each key, in the order of the rows, each once."""
    table: dict[str, list[int]] = {}
    for key, row in pairs:
        rows = table.setdefault(key, [])
        if not rows or rows[-1] != row:
            rows.append(row)
    table.pop("", None)
    return {key: tuple(dict.fromkeys(rows)) for key, rows in table.items()}
