"""The places that ship with the package: GeoNames extract, governorates, countries, curated."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources

from gazetteer.place import Place, PlaceName

__all__ = ["builtin_places"]


def builtin_places() -> Iterator[Place]:
    """Yield the places that ship; a curated place corrects the GeoNames place it names."""
    places = {place.id: place for place in _geonames()}
    for place, same_as in _curated():
        known = places.get(same_as)
        if known is None:
            places[place.id] = place
        else:
            places[known.id] = _corrected(known, place)
    yield from places.values()
    yield from _governorates()
    yield from _countries()


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    data = resources.files("gazetteer").joinpath("data", name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    text = io.StringIO(data.decode("utf-8"), newline="")
    return csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)


def _names(arabic: list[str], english: str, source: str) -> tuple[PlaceName, ...]:
    unique = dict.fromkeys(name for name in arabic if name)
    return (
        *(PlaceName(name, "ar", source) for name in unique),
        PlaceName(english, "en", source),
    )


def _admin_names() -> dict[tuple[str, str], str]:
    return {(row["country"], row["code"]): row["name_en"] for row in _rows("admin.tsv")}


def _geonames() -> Iterator[Place]:
    admin = _admin_names()
    for row in _rows("geonames.tsv.gz"):
        yield Place(
            id=row["id"],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            admin1=admin.get((row["country"], row["admin1"]), ""),
            population=int(row["population"]),
            names=_names([row["name_ar"], *row["names"].split("|")], row["name_en"], "GeoNames"),
            source="GeoNames",
            licence="CC-BY-4.0",
        )


def _curated() -> Iterator[tuple[Place, str]]:
    for row in _rows("curated.tsv"):
        yield (
            Place(
                id=row["id"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"],
                admin1=row["admin1"],
                feature=row["feature"],
                approximate=row["approximate"] == "1",
                names=_names(
                    [row["name_ar"], *row["aliases"].split("|")], row["name_en"], row["source"]
                ),
                source="Saytara",
                licence="MIT",
            ),
            row["same_as"],
        )


def _corrected(known: Place, better: Place) -> Place:
    """Take names and point from the curated place, and keep the id, population and old names."""
    names = {(name.text, name.language): name for name in (*better.names, *known.names)}
    return replace(
        known,
        name_ar=better.name_ar,
        name_en=better.name_en,
        lat=better.lat,
        lon=better.lon,
        admin1=better.admin1 or known.admin1,
        feature=better.feature,
        names=tuple(names.values()),
        source=f"{known.source}, {better.source}",
    )


def _governorates() -> Iterator[Place]:
    """Points of governorates are their seats or centres, never a town's own point."""
    for row in _rows("admin.tsv"):
        yield Place(
            id=f"adm:{row['country']}.{row['code']}",
            name_ar=f"محافظة {row['name_ar']}",
            name_en=f"{row['name_en']} Governorate",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            admin1=row["name_en"],
            feature="admin1",
            approximate=True,
            names=_names([row["name_ar"], *row["aliases"].split("|")], row["name_en"], "Saytara"),
            source="Saytara",
            licence="MIT",
        )


def _countries() -> Iterator[Place]:
    for row in _rows("countries.tsv"):
        yield Place(
            id=f"country:{row['code']}",
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["code"],
            feature="country",
            approximate=True,
            names=_names([row["name_ar"], *row["aliases"].split("|")], row["name_en"], "Saytara"),
            source="Saytara",
            licence="MIT",
        )
