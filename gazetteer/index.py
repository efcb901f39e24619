"""The gazetteer: search a name, get an id, places near a point, scan a text."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from gazetteer.arabic import Folded, bare, fold, romanised_key
from gazetteer.phrases import PhraseIndex
from gazetteer.place import Candidate, Place, Toponym
from gazetteer.scan import find_toponyms
from gazetteer.sources.builtin import builtin_places

__all__ = ["Gazetteer"]

_EARTH_KM = 6371.0088
_FUZZY_FROM = 75.0
_LONGEST_JOINED_HEAD = 3
"""Names whose first word is this short are also written as one word: تل عفر, تلعفر."""


class Gazetteer:
    """Places by id, by name and by point.

    Parameters
    ----------
    places : iterable of Place
        A later place with the id of an earlier one replaces it.

    Examples
    --------
    >>> gazetteer = Gazetteer.default()
    >>> gazetteer.search("البوكمال")[0].place.name_en
    'Al-Bukamal'
    >>> gazetteer.search("Abu Kamal")[0].place.id == gazetteer.search("أبو كمال")[0].place.id
    True
    >>> gazetteer.search("؟")
    []
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}

    @staticmethod
    @cache
    def default() -> Gazetteer:
        """Give the gazetteer that ships with the package; loaded once."""
        return Gazetteer(builtin_places())

    def __len__(self) -> int:
        return len(self._places)

    def get(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        return self._places.get(place_id)

    def hash(self) -> str:
        """Hash all that the gazetteer says; stamped into what is made with it."""
        digest = hashlib.sha256()
        for key in sorted(self._places):
            digest.update(repr(self._places[key]).encode())
        return digest.hexdigest()[:16]

    def near(self, lat: float, lon: float, radius_km: float) -> list[Place]:
        """Give the places within `radius_km` of a point (degrees, EPSG:4326), nearest first."""
        distances = ((distance_km(lat, lon, p.lat, p.lon), p) for p in self._places.values())
        inside = [(distance, place) for distance, place in distances if distance <= radius_km]
        return [place for _, place in sorted(inside, key=lambda pair: (pair[0], pair[1].id))]

    # ------------------------------------------------------------------------------- search

    def search(self, name: str, *, limit: int = 10) -> list[Candidate]:
        """Search a place by its Arabic or romanised name.

        Exact spellings (folded) come first with score 1, then names whose romanised consonants
        agree, then similar spellings; within each the more populous place comes first.
        """
        folded = bare(fold(name).text.strip())
        scores = {p.id: 1.0 for p in self._by_name.get(folded.replace(" ", ""), ())}
        key = romanised_key(name)
        if len(key) > 1:
            for place in self._by_key.get(key, ()):
                scores.setdefault(place.id, 0.85)
        if len(scores) < limit and folded:
            for spelling, score in self._similar(folded):
                for place in self._by_name[spelling]:
                    scores.setdefault(place.id, score)
        found = [Candidate(self._places[key], score) for key, score in scores.items()]
        found.sort(key=lambda c: (-c.score, _LEVEL.get(c.place.feature, 3), -c.place.population))
        return found[:limit]

    def _similar(self, folded: str) -> Iterator[tuple[str, float]]:
        from rapidfuzz import fuzz, process

        wanted = folded.replace(" ", "")
        matches = process.extract(
            wanted, self._spellings, scorer=fuzz.ratio, limit=20, score_cutoff=_FUZZY_FROM
        )
        return ((spelling, round(score / 100 * 0.8, 3)) for spelling, score, _ in matches)

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        """Places by their names without article and spaces."""
        table: dict[str, list[Place]] = {}
        for place in self._places.values():
            for name in {bare(fold(name.text).text).replace(" ", "") for name in place.names}:
                table.setdefault(name, []).append(place)
        return table

    @cached_property
    def _spellings(self) -> list[str]:
        return list(self._by_name)

    @cached_property
    def _by_key(self) -> dict[str, list[Place]]:
        """Places by the consonants of all their names."""
        table: dict[str, list[Place]] = {}
        for place in self._places.values():
            for key in {romanised_key(name.text) for name in place.names}:
                table.setdefault(key, []).append(place)
        return table

    # --------------------------------------------------------------------------------- scan

    @cached_property
    def _index(self) -> PhraseIndex[Place]:
        return PhraseIndex(
            (spelling, place)
            for place in self._places.values()
            for name in place.names
            if name.language == "ar"
            for spelling in _spellings_of(name.text)
        )

    def scan(self, text: str | Folded) -> list[Toponym]:
        """Find the place names of a text, listed or not.

        Rules
        -----
        S1  a listed name counts where it stands as a word, clitics set aside; the longest wins
        S2  a type word before it belongs to its phrase, in the dual and plural for a whole list
        S3  an everyday word that is also a name needs a cue: a type word, a neighbour in a list,
            a place that it lies in, or the same name with a cue elsewhere in the text
        S4  what follows "village", "quarter", "hill" and the like is a name, even if unlisted

        Returns
        -------
        list of Toponym
            In the order of the text, not overlapping; offsets are those of the original text.
        """
        folded = fold(text) if isinstance(text, str) else text
        return find_toponyms(folded, self._index)


_LEVEL = {"country": 0, "admin1": 2, "populated": 1}


def _spellings_of(name: str) -> set[str]:
    """Give a name and, where it is usual, the same written as one word."""
    first, _, rest = name.partition(" ")
    joined = {first + rest} if rest and len(first) <= _LONGEST_JOINED_HEAD else set()
    return {name} | joined


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance between two points in degrees (haversine, mean radius)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
