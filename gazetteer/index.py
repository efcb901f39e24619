"""The gazetteer: search a name, get an id, places near a point, scan a text."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

from gazetteer.arabic import Folded, bare, fold, fold_all, romanised_key, spelling
from gazetteer.distance import distances_km
from gazetteer.errors import GazetteerWarning
from gazetteer.file import FiledPlaces, read_meta
from gazetteer.folders import installed_path
from gazetteer.phrases import PhraseIndex
from gazetteer.place import Candidate, Place, Toponym
from gazetteer.scan import find_toponyms
from gazetteer.sources.builtin import BUILTIN_ATTRIBUTION, builtin_places, builtin_populations
from gazetteer.table import ListedPlaces, PlaceTable, Rows, is_arabic, latin_spelling
from gazetteer.variants import without_type

__all__ = ["Gazetteer"]

_FUZZY_FROM = 75.0
_BY_SPELLING, _BY_KEY, _ALIKE, _SIMILAR = 0.95, 0.85, 0.7, 0.8
"""How well a name fits by a rule of spelling, by its romanised key (a Latin name, an Arabic one),
and at most by likeness."""


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

    def __init__(self, places: Iterable[Place] | PlaceTable) -> None:
        self._table = places if isinstance(places, PlaceTable) else ListedPlaces(places)

    @staticmethod
    @cache
    def builtin() -> Gazetteer:
        """Give the gazetteer that ships with the package; loaded once."""
        return Gazetteer(ListedPlaces(builtin_places(), attribution=BUILTIN_ATTRIBUTION))

    @staticmethod
    def open(path: str | Path) -> Gazetteer:
        """Open a gazetteer file made by `saytara gazetteer build` or `install`.

        Raises
        ------
        GazetteerFileError
            If the file is missing, damaged, no gazetteer, or of a later version.
        """
        return Gazetteer(FiledPlaces(Path(path)))

    @staticmethod
    def default() -> Gazetteer:
        """Give what is installed on this machine, the built-in within it; else the built-in.

        Warns
        -----
        GazetteerWarning
            If what is installed was made by another version, with another built-in.
        """
        installed = installed_path()
        if installed is None:
            return Gazetteer.builtin()
        made_by = read_meta(installed).get("saytara", "")
        if made_by != version("saytara"):
            warnings.warn(
                f"The installed gazetteer was made by version {made_by or 'unknown'}; bring it up "
                "to date with: saytara gazetteer install",
                GazetteerWarning,
                stacklevel=2,
            )
        return Gazetteer.open(installed)

    @staticmethod
    def populations(ids: Iterable[str]) -> dict[str, int]:
        """Look up how many people live in places of the default gazetteer, where it says so.

        The built-in is not loaded for that: a map needs nothing else of it.

        >>> Gazetteer.populations(["gn:nowhere"])
        {}
        """
        if installed_path() is None:
            known = builtin_populations()
            found = {place_id: known.get(place_id, 0) for place_id in ids}
        else:
            places = map(Gazetteer.default().get, ids)
            found = {place.id: place.population for place in places if place is not None}
        return {place_id: many for place_id, many in found.items() if many}

    def __len__(self) -> int:
        return len(self._table.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._table.places)

    def get(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        row = self._table.rows.get(place_id)
        return None if row is None else self._table.places[row]

    def hash(self) -> str:
        """Hash all that the gazetteer says; stamped into what is made with it."""
        return self._table.hash

    @property
    def attribution(self) -> str:
        """What the licences of the sources ask to be said wherever the places are shown.

        >>> Gazetteer.builtin().attribution
        'Saytara, MIT; GeoNames (geonames.org), CC BY 4.0'
        """
        return self._table.attribution

    def near(self, lat: float, lon: float, radius_km: float) -> list[Place]:
        """Give the places within `radius_km` of a point (degrees, EPSG:4326), nearest first."""
        distances = distances_km(lat, lon, self._table.points)
        inside = np.flatnonzero(distances <= radius_km)
        nearest = inside[np.argsort(distances[inside], kind="stable")]
        return [self._table.places[row] for row in nearest]

    # ------------------------------------------------------------------------------- search

    def lookup(self, name: str) -> list[Place]:
        """Give the places that bear a name, in any usual spelling; none that are merely similar.

        >>> sorted({place.country for place in Gazetteer.builtin().lookup("طرابلس")})
        ['LB', 'LY']
        """
        spelled, spellings = self._spelled(name)
        return [self._table.places[row] for row in spellings.get(spelled, ())]

    def _spelled(self, name: str) -> tuple[str, dict[str, Rows]]:
        """Give a name as it is looked up, and where."""
        if is_arabic(name):
            return bare(without_type(spelling(name))), self._table.spellings
        return latin_spelling(name), self._table.latin

    def search(self, name: str, *, limit: int = 10) -> list[Candidate]:
        """Search a place by its Arabic or romanised name.

        A name as it is written somewhere scores 1, one that differs by a rule of spelling 0.95,
        one whose romanised consonants agree 0.85, a similar one up to 0.8. Within each the higher
        unit and the more populous place come first.
        """
        scores: dict[int, float] = {}
        for rows, score in self._matches(name):
            for row in rows:
                scores.setdefault(row, score)
            if len(scores) >= limit and score <= _BY_KEY:
                break  # what is merely similar could not be shown any more
        found = [Candidate(self._table.places[row], score) for row, score in scores.items()]
        found = [replace(c, score=1.0) if _is_named(c.place, name) else c for c in found]
        found.sort(key=lambda c: (-c.score, _LEVEL.get(c.place.feature, 3), -c.place.population))
        return found[:limit]

    def _matches(self, name: str) -> Iterator[tuple[Rows, float]]:
        """Yield the rows that a name may mean with their scores, the best first."""
        spelled, spellings = self._spelled(name)
        if not spelled:
            return
        yield spellings.get(spelled, ()), _BY_SPELLING
        key = romanised_key(name)
        if len(key) > 1:
            # between two Arabic spellings consonants alone are a weak likeness
            yield self._table.keys.get(key, ()), _ALIKE if is_arabic(name) else _BY_KEY
        from rapidfuzz import fuzz, process

        similar = process.extract(
            spelled, list(spellings), scorer=fuzz.ratio, limit=20, score_cutoff=_FUZZY_FROM
        )
        for similar_one, score, _ in similar:
            yield spellings[similar_one], round(score / 100 * _SIMILAR, 3)

    # --------------------------------------------------------------------------------- scan

    @cached_property
    def _index(self) -> PhraseIndex[int]:
        return PhraseIndex.of_bare(self._table.spellings)

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
        return find_toponyms(folded, self._index, self._table)


_LEVEL = {"country": 0, "admin1": 2, "populated": 1}


def _is_named(place: Place, name: str) -> bool:
    """Say whether a place bears a name just so, but for letters that fold alike and the article."""
    wanted = bare(spelling(name))
    return any(bare(folded) == wanted for folded in fold_all([n.text for n in place.names]))
