"""The places that a name may mean, as a folium map that needs no network."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gazetteer import Candidate, Gazetteer, Place
from mapper.maps.basemap import basemap_columns
from mapper.maps.offline import map_html, offline_map

if TYPE_CHECKING:
    import folium

__all__ = [
    "MOST_SIMILAR",
    "UnitNames",
    "name_sources",
    "place_words",
    "places_map",
    "places_map_html",
    "point_source",
    "unit_names",
]

MOST_SIMILAR = 0.8
"""Up to this score :meth:`gazetteer.Gazetteer.search` found a name merely alike, not the same."""

_DECIMALS = 5
"""About a metre."""
_MOST_SPELLINGS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNames:
    """The names of the country, governorate and district of a place; empty where not known."""

    country: str
    admin1: str
    admin2: str


@cache
def place_words(language: str) -> Mapping[str, Any]:
    """Give the words for kinds of places and for their map, in "en" or "ar".

    Raises
    ------
    KeyError
        If the language is neither.

    >>> place_words("en")["feature"]["admin1"]
    'governorate'
    """
    text = resources.files("mapper.maps").joinpath("words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)[language])


def unit_names(place: Place, gazetteer: Gazetteer, *, language: str) -> UnitNames:
    """Give the names of the units that a place lies in, in a language if the gazetteer has them.

    >>> gazetteer = Gazetteer.builtin()
    >>> place = gazetteer.search("البوكمال")[0].place
    >>> unit_names(place, gazetteer, language="en").country
    'Syria'
    """
    return UnitNames(
        country=_country(place.country, gazetteer, language),
        admin1=_unit(place, "admin1", place.admin1, gazetteer, language),
        admin2=_unit(place, "admin2", place.admin2, gazetteer, language),
    )


def _country(code: str, gazetteer: Gazetteer, language: str) -> str:
    country = gazetteer.get(f"country:{code}")
    if country is None:
        return code
    return (country.name_ar if language == "ar" else country.name_en) or code


def _unit(place: Place, level: str, name: str, gazetteer: Gazetteer, language: str) -> str:
    """Give the Arabic name of a unit that is known by its English one."""
    if language != "ar" or not name:
        return name
    for unit in gazetteer.lookup(name):
        same = (unit.feature, unit.country, unit.admin1) == (level, place.country, place.admin1)
        if same and unit.name_ar:
            return unit.name_ar
    return name


def point_source(place: Place, *, language: str = "en") -> str:
    """Say where the point of a place is from, with the licence; empty where nobody told.

    >>> fields = {"id": "a", "name_ar": "حلب", "name_en": "", "country": "SY", "lat": 36.2}
    >>> point_source(Place(lon=37.1, source="GeoNames", licence="CC-BY-4.0", **fields))
    'GeoNames (CC-BY-4.0)'
    """
    return _licensed(place.source, place.licence, language)


def name_sources(place: Place, *, language: str = "en") -> tuple[str, ...]:
    """Say where the names of a place are from, with licences, each once.

    >>> place = Gazetteer.builtin().search("Al-Bukamal")[0].place
    >>> "GeoNames (CC-BY-4.0)" in name_sources(place)
    True
    """
    return _once(_licensed(name.source, name.licence, language) for name in place.names)


def _licensed(source: str, licence: str, language: str) -> str:
    pattern: str = place_words(language)["licence"]
    return f"{source} {pattern.format(licence=licence)}" if source and licence else source


def places_map(
    candidates: Sequence[Candidate], gazetteer: Gazetteer, *, language: str = "en"
) -> folium.Map:
    """Make a map of the places that a name may mean, numbered from 1 in their order.

    Parameters
    ----------
    candidates : sequence of Candidate
        The best first; it is drawn full, its rivals hollow, approximate points dashed, and paler
        what is merely spelled alike. The map opens on those that bear the name, if any does.
    gazetteer : Gazetteer
        Where they were found; it names the countries and governorates.
    language : str
        "en" or "ar".

    Returns
    -------
    folium.Map
        It asks no network for anything. The same input gives the same HTML.

    Examples
    --------
    >>> gazetteer = Gazetteer.builtin()
    >>> html = places_map_html(gazetteer.search("حلب"), gazetteer)
    >>> "Aleppo" in html, "https://" in html
    (True, False)
    """
    words = place_words(language)
    data = {
        "language": language,
        "words": {key: text for key, text in words.items() if isinstance(text, str)},
        "places": [_row(candidate, gazetteer, language) for candidate in candidates],
        "sources": _sources(candidates, language),
        "basemap": basemap_columns(),
    }
    return offline_map(
        data,
        element="PlacesMap",
        entry="places_map.js",
        name="saytaraPlaces",
        styles=["panel.css", "places_map.css"],
    )


def places_map_html(
    candidates: Sequence[Candidate], gazetteer: Gazetteer, *, language: str = "en"
) -> str:
    """Give the map of :func:`places_map` as one HTML page, the same bytes every time."""
    return map_html(places_map(candidates, gazetteer, language=language))


def _row(candidate: Candidate, gazetteer: Gazetteer, language: str) -> dict[str, Any]:
    place, words = candidate.place, place_words(language)
    names = (place.name_ar, place.name_en) if language == "ar" else (place.name_en, place.name_ar)
    shown = [name for name in names if name]
    units = unit_names(place, gazetteer, language=language)
    return {
        "id": place.id,
        "name": shown[0] if shown else place.id,
        "other": shown[1] if len(shown) > 1 else "",
        "kind": words["feature"][place.feature],
        "where": words["comma"].join(_once([units.admin2, units.admin1, units.country])),
        "score": f"{candidate.score:.2f}",
        "similar": candidate.score <= MOST_SIMILAR,
        "lat": round(place.lat, _DECIMALS),
        "lon": round(place.lon, _DECIMALS),
        "approximate": place.approximate,
        "also": _other_spellings(place),
    }


def _other_spellings(place: Place) -> tuple[str, ...]:
    shown = {place.name_ar, place.name_en}
    return _once(n.text for n in place.names if n.text not in shown)[:_MOST_SPELLINGS]


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each text that is not empty once, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def _sources(candidates: Iterable[Candidate], language: str) -> tuple[str, ...]:
    places = [candidate.place for candidate in candidates]
    points = (point_source(place, language=language) for place in places)
    names = (name_sources(place, language=language) for place in places)
    return _once([*points, *(source for sources in names for source in sources)])
