"""Populated places and boundaries of OCHA and its partners, from the Humanitarian Data Exchange.

GeoJSON, shapefiles (also zipped), GeoPackages and workbooks. Their columns have many names; those
that are known stand in gazetteer/data/hdx_columns.toml.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import ClassVar

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.base import Row, Source, population_of
from gazetteer.sources.columns import ColumnMap
from gazetteer.sources.features import Feature, geojson_features, layer_features, sheet_features
from gazetteer.sources.reading import head_of, members_of
from gazetteer.sources.tables import shipped_toml
from gazetteer.sources.units import admin1_named, admin2_named, country_code, is_listed_country

__all__ = ["Hdx"]

_LEVELS = range(5)
_COMMUNITY = 4
"""The level of communities, which COD lists as points."""
_UNIT_FEATURES = ("country", "admin1", "admin2", "area", "area")
_PLACE_NAMES = (
    *(("name_ar", "ar"), ("name_en", "en"), ("name", "")),
    *(("name_fr", "fr"), ("name_ku", "ku")),
)
_UNIT_NAMES = (("ar", "ar"), ("en", "en"), ("name", ""))


class Hdx(Source):
    """Populated places, and units of administration as polygons or points.

    A unit's point is a point within it, and approximate: the middle of an area is no town.
    """

    name: ClassVar[str] = "hdx"
    title: ClassVar[str] = "OCHA"
    licence: ClassVar[str] = "CC-BY-3.0-IGO"
    attribution: ClassVar[str] = "OCHA and partners (data.humdata.org), CC BY-IGO"
    before_builtin: ClassVar[bool] = True

    @classmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a file is in one of the formats; GeoJSON of OpenStreetMap fits, too."""
        ending = path.suffix.lower()
        if ending in {".geojson", ".json"}:
            return '"FeatureCollection"' in head_of(path)
        if ending == ".zip":
            return any(name.lower().endswith((".shp", ".geojson")) for name in members_of(path))
        return ending in {".shp", ".gpkg", ".xlsx"}

    def rows(self, path: Path) -> Iterator[Row | Problem]:
        """Yield the rows of all layers or sheets that have names."""
        named = False
        for layer in _layers(path):
            first = next(layer, None)
            if first is None or (isinstance(first, Feature) and not _has_names(first)):
                continue
            named = True
            yield from (_row(feature) for feature in chain([first], layer))
        if not named:
            raise SourceError(
                f"{path} has no column of names that is known; expected for example NAME_EN, "
                "ADM1_AR or featureName_en: rename its columns, or give it as CSV."
            )


def _layers(path: Path) -> Iterator[Iterator[Feature | Problem]]:
    ending = path.suffix.lower()
    if ending == ".xlsx":
        yield from sheet_features(path)
    elif ending in {".geojson", ".json"}:
        yield geojson_features(path)
    else:
        inside = [name for name in members_of(path) if name.lower().endswith(".geojson")]
        yield from (geojson_features(path, name) for name in inside)
        yield from layer_features(path)


# ----------------------------------------------------------------------------------- columns


@cache
def _columns(headers: tuple[str, ...]) -> ColumnMap:
    known = shipped_toml("hdx_columns.toml")
    units = {
        f"{meaning}{level}": [name.format(n=level) for name in names]
        for meaning, names in known["unit"].items()
        for level in _LEVELS
    }
    return ColumnMap(headers, known["place"] | units)


def _columns_of(feature: Feature) -> ColumnMap:
    return _columns(tuple(feature.properties))


def _has_names(feature: Feature) -> bool:
    columns = _columns_of(feature)
    units = (f"{meaning}{level}" for meaning, _ in _UNIT_NAMES for level in _LEVELS)
    return any(meaning in columns for meaning in chain(units, (name for name, _ in _PLACE_NAMES)))


# -------------------------------------------------------------------------------------- rows


def _row(feature: Feature | Problem) -> Row | Problem:
    if isinstance(feature, Problem):
        return feature
    columns, cells = _columns_of(feature), feature.properties
    level = _deepest(columns, cells)
    is_unit = not any(meaning in columns for meaning, _ in _PLACE_NAMES)
    own = [(f"{meaning}{level}", tongue) for meaning, tongue in _UNIT_NAMES]
    names = _texts(columns, cells, own if is_unit else _PLACE_NAMES)
    pcode = columns.text(cells, f"pcode{level}" if is_unit else "id")
    country = _country(columns, cells, pcode)
    admin1 = _admin1(columns, cells, country)
    lon, lat = feature.point or (columns.text(cells, "lon"), columns.text(cells, "lat"))
    kind = _kind(feature, is_unit, level)
    return Row(
        where=feature.where,
        id=f"hdx:{pcode or _made_id(columns, is_unit, level, names, lat, lon)}",
        names=names,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        admin2=_admin2(columns, cells, country, admin1),
        feature=kind,
        population=population_of(columns.text(cells, "population")),
        approximate=feature.is_area or (is_unit and kind != "populated"),
    )


def _texts(
    columns: ColumnMap, cells: Mapping[str, object], meanings: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Give the filled cells of the meanings, each with its language."""
    return [(text, tongue) for name, tongue in meanings for text in columns.texts(cells, name)]


def _deepest(columns: ColumnMap, cells: Mapping[str, object]) -> int:
    """Give the deepest level of administration that a row names; 0 for none."""
    meanings = ("pcode", "ar", "en", "name")
    named = (
        level
        for level in reversed(_LEVELS)
        if any(columns.text(cells, f"{meaning}{level}") for meaning in meanings)
    )
    return next(named, 0)


def _kind(feature: Feature, is_unit: bool, level: int) -> str:
    if not is_unit:
        return "area" if feature.is_area else "populated"
    return "populated" if level >= _COMMUNITY and not feature.is_area else _UNIT_FEATURES[level]


def _country(columns: ColumnMap, cells: Mapping[str, object], pcode: str) -> str:
    """Read the country's own column, else the first two letters of a code.

    Codes of places may begin with any letters; those of units begin with the country's.
    """
    told = map(country_code, columns.texts(cells, "country"))
    codes = (columns.text(cells, f"pcode{level}") for level in _LEVELS)
    units = (code[:2] for code in codes if code[:2].isalpha())
    place = pcode[:2] if is_listed_country(pcode[:2]) else ""
    return next(filter(None, chain(told, map(country_code, units))), place)


def _admin1(columns: ColumnMap, cells: Mapping[str, object], country: str) -> str:
    names = _texts(columns, cells, [(f"{meaning}1", tongue) for meaning, tongue in _UNIT_NAMES])
    return admin1_named(country, *(text for text, _ in names)) or columns.text(cells, "en1")


def _admin2(columns: ColumnMap, cells: Mapping[str, object], country: str, admin1: str) -> str:
    names = _texts(columns, cells, [(f"{meaning}2", tongue) for meaning, tongue in _UNIT_NAMES])
    listed = admin2_named(country, admin1, *(text for text, _ in names))
    return listed or columns.text(cells, "en2")


def _made_id(
    columns: ColumnMap, is_unit: bool, level: int, names: Sequence[tuple[str, str]], *point: object
) -> str:
    """Make an id of name and point where a file has no codes; an empty code is no id."""
    if f"pcode{level}" in columns if is_unit else "id" in columns:
        return ""
    says = "|".join(map(str, (*(text for text, _ in names[:1]), *point)))
    return hashlib.sha256(says.encode("utf-8", "replace")).hexdigest()[:12]
