"""The places that ship: an extract of GeoNames, what is curated, and units of administration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gazetteer.merge import join, same_places
from gazetteer.place import Place, PlaceName
from gazetteer.sources.names import language_of
from gazetteer.sources.tables import shipped_rows, shipped_tables
from gazetteer.sources.units import admin1_by_code

__all__ = ["BUILTIN_ATTRIBUTION", "GEONAMES_LICENCE", "builtin_places", "builtin_populations"]

BUILTIN_ATTRIBUTION = "Saytara, MIT; GeoNames (geonames.org), CC BY 4.0"
GEONAMES_LICENCE = "CC-BY-4.0"
_OURS, _OUR_LICENCE = "Saytara", "MIT"
_NOT_SLUG = re.compile("[^a-z0-9]+")


def builtin_places() -> Iterator[Place]:
    """Yield the places that ship, each once.

    A curated place corrects the one that it names as the same, or that is found to be the same by
    the rules of :func:`gazetteer.merge.merge`; that one's id stays.

    >>> place = next(place for place in builtin_places() if place.id == "gn:174448")
    >>> place.name_ar, place.name_en, place.country, place.admin1, place.licence
    ('البوكمال', 'Al-Bukamal', 'SY', 'Deir ez-Zor', 'MIT')
    """
    known = {place.id: place for place in (*_geonames(), *_units())}
    for place in _known_by_id(known):
        same = known.get(place.id)
        known[place.id] = place if same is None else join([place, same])
    yield from known.values()


def builtin_populations() -> Mapping[str, int]:
    """Give how many people live in places that ship, by id; only GeoNames says so.

    >>> builtin_populations()["gn:174448"]
    57572
    """
    return {row["id"]: int(row["population"]) for row in shipped_rows("geonames.tsv.gz")}


def _known_by_id(known: Mapping[str, Place]) -> Iterator[Place]:
    """Yield the curated places; one that is known already bears the known id."""
    curated = list(_curated())
    unnamed = [place for place, same_as in curated if same_as not in known]
    named = {same_as for _, same_as in curated}
    found = same_places(unnamed, (p for p in known.values() if p.id not in named))
    for place, same_as in curated:
        id_ = same_as if same_as in known else found.get(place.id, place.id)
        yield place if id_ == place.id else replace(place, id=id_)


def _geonames() -> Iterator[Place]:
    for row in shipped_rows("geonames.tsv.gz"):
        country = row["country"]
        yield Place(
            id=row["id"],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=country,
            admin1=admin1_by_code(country, row["admin1"]),
            population=int(row["population"]),
            names=tuple(_geonames_names(row)),
            source="GeoNames",
            licence=GEONAMES_LICENCE,
        )


def _geonames_names(row: Mapping[str, str]) -> Iterator[PlaceName]:
    if row["name_ar"]:
        yield PlaceName(row["name_ar"], "ar", "GeoNames", GEONAMES_LICENCE)
    for name in _split(row["names"]):
        language = language_of(name, row["country"])
        yield PlaceName(name, language, "GeoNames", GEONAMES_LICENCE)
    for name in (row["name_en"], *_split(row["latin"])):
        yield PlaceName(name, "en", "GeoNames", GEONAMES_LICENCE)


def _curated() -> Iterator[tuple[Place, str]]:
    """Yield each curated place with the id of the place that it says it is the same as."""
    for table in shipped_tables("curated"):
        for row in shipped_rows(table):
            place = Place(
                id=row["id"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"],
                admin1=row["admin1"],
                admin2=row["admin2"],
                feature=row["feature"],
                approximate=row["approximate"] == "1",
                names=_names(row, source=_OURS),
                source=_OURS,
                licence=_OUR_LICENCE,
            )
            yield place, row["same_as"]


def _units() -> Iterator[Place]:
    yield from _districts()
    yield from _governorates()
    yield from _countries()


def _districts() -> Iterator[Place]:
    for table in shipped_tables("districts"):
        for row in shipped_rows(table):
            yield _unit(
                row,
                id=f"adm2:{row['country']}.{_slug(row['admin1'])}.{_slug(row['name_en'])}",
                name_en=f"{row['name_en']} District",
                admin1=row["admin1"],
                admin2=row["name_en"],
                feature="admin2",
            )


def _governorates() -> Iterator[Place]:
    """Points of governorates are their seats or centres, never a town's own point."""
    for row in shipped_rows("admin.tsv"):
        yield _unit(
            row,
            id=f"adm:{row['country']}.{row['code']}",
            name_ar=row["title_ar"] or f"محافظة {row['name_ar']}",
            name_en=row["title_en"] or f"{row['name_en']} Governorate",
            admin1=row["name_en"],
            feature="admin1",
        )


def _countries() -> Iterator[Place]:
    for row in shipped_rows("countries.tsv"):
        yield _unit(row, id=f"country:{row['code']}", country=row["code"], feature="country")


def _unit(row: Mapping[str, str], **fields: str) -> Place:
    """Make a place of the row of a unit of administration; `fields` go before the row's own."""
    own = {key: row.get(key, "") for key in ("name_ar", "name_en", "country")}
    return Place(
        **(own | fields),  # type: ignore[arg-type]
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        approximate=True,
        names=_names(row, source=_OURS),
        source=_OURS,
        licence=_OUR_LICENCE,
    )


def _names(row: Mapping[str, str], *, source: str) -> tuple[PlaceName, ...]:
    """Give the names of a row of ours; `source` says where we have them from."""
    names = dict.fromkeys((row["name_ar"], *_split(row["aliases"]), row["name_en"]))
    return tuple(PlaceName(name, language_of(name), source, _OUR_LICENCE) for name in names if name)


def _split(joined: str) -> Sequence[str]:
    return joined.split("|") if joined else ()


def _slug(name: str) -> str:
    """Give a name in small letters, joined by "-": part of an id, never changed once given."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")
