"""Where countries lie, judged by the places of the built-in; made when first asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from gazetteer.distance import distance_km
from gazetteer.place import Place
from gazetteer.sources.builtin import builtin_places

__all__ = ["Box", "country_box", "country_near"]

_FEWEST, _SMALL = 10, 100_000
"""A country of which the built-in has fewer small towns than this has no box: great cities and
units alone do not say how far it reaches."""
_MARGIN_DEGREES = 1.5
_NEAR_KM = 60.0
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees, EPSG:4326; none that ships crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point lies in the box.

        >>> Box(32, 35, 38, 43).holds(36, 37), Box(32, 35, 38, 43).holds(37, 45)
        (True, False)
        """
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def country_box(country: str) -> Box | None:
    """Give the box of a country with a margin; None where too few of its places are known.

    >>> box = country_box("SY")
    >>> box is not None and box.holds(36.2, 37.1), country_box("??")
    (True, None)
    """
    return _boxes().get(country)


@cache
def _boxes() -> Mapping[str, Box]:
    by_country: dict[str, list[Place]] = {}
    for place in _places():
        by_country.setdefault(place.country, []).append(place)
    return {
        country: _box_around(places)
        for country, places in by_country.items()
        if sum(map(_is_small_town, places)) >= _FEWEST
    }


def _is_small_town(place: Place) -> bool:
    return place.feature == "populated" and place.population < _SMALL


def _box_around(places: Sequence[Place]) -> Box:
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    margin = _MARGIN_DEGREES
    return Box(min(lats) - margin, min(lons) - margin, max(lats) + margin, max(lons) + margin)


def country_near(lat: float, lon: float) -> str:
    """Give the country of the place of the built-in that is nearest, if it is within 60 km.

    >>> country_near(36.2, 37.1), country_near(0.0, -140.0)
    ('SY', '')
    """
    distances = ((distance_km(lat, lon, p.lat, p.lon), p.country) for p in _around(lat, lon))
    distance, country = min(distances, default=(math.inf, ""))
    return country if distance <= _NEAR_KM else ""


def _around(lat: float, lon: float) -> Sequence[Place]:
    """Give all places within 60 km, and some beyond."""
    wide = _NEAR_KM / (_KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat))))
    reach = min(math.ceil(wide / _CELL_DEGREES), 20)
    rows, columns = (-1, 0, 1), range(-reach, reach + 1)
    row, column = _cell(lat, lon)
    cells = _cells()
    return [
        place
        for up, right in product(rows, columns)
        for place in cells.get((row + up, column + right), ())
    ]


_CELL_DEGREES = 0.6
"""A little more than 60 km from south to north."""


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / _CELL_DEGREES), math.floor(lon / _CELL_DEGREES)


@cache
def _cells() -> Mapping[tuple[int, int], Sequence[Place]]:
    cells: dict[tuple[int, int], list[Place]] = {}
    for place in _places():
        cells.setdefault(_cell(place.lat, place.lon), []).append(place)
    return cells


@cache
def _places() -> Sequence[Place]:
    """Give the places that ship; a country's own point says nothing of its borders."""
    return [place for place in builtin_places() if place.feature != "country"]
