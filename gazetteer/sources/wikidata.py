"""Exports of Wikidata: results of the query service (SPARQL, JSON) and entities (JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.base import Row, Source, population_of
from gazetteer.sources.reading import head_of, read_json
from gazetteer.sources.tables import shipped_toml
from gazetteer.sources.units import admin1_named, country_code

__all__ = ["Wikidata"]

_LANGUAGES = ("ar", "en", "ckb", "ku", "fa", "tr", "fr", "mul")
_SIGNS = re.compile(r'"bindings"\s*:|"entities"\s*:\s*\{|wikidata\.org/entity/Q')
_QID = re.compile(r"(?:.*/)?(Q\d+)")
_POINT = re.compile(r"Point\(\s*(\S+)\s+(\S+?)\s*\)", re.IGNORECASE)
_NAME = re.compile(r"(?:item|place)?_?(?:label|name|altlabel|alias|aliases)_?([a-z]{2,3})?")
_ITEMS = ("item", "place", "entity")
_POINTS = ("coord", "coords", "coordinate", "coordinates", "location", "geo", "point")
_COUNTRY = ("countrycode", "iso", "iso2", "country", "countrylabel")
_ADMIN1 = ("admin1label", "admin1", "governoratelabel", "governorate", "adminlabel")
_KINDS = ("type", "class", "instance", "instanceof")
_EARTH = "Q2"
_ROUGH_DEGREES = 0.05
"""A point given no better than this is known to some kilometres."""


class Wikidata(Source):
    """Items with a label and a coordinate; several results of one item are one place."""

    name: ClassVar[str] = "wikidata"
    title: ClassVar[str] = "Wikidata"
    licence: ClassVar[str] = "CC0-1.0"
    attribution: ClassVar[str] = "Wikidata, CC0 1.0"

    @classmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a JSON has results or entities of Wikidata."""
        return path.suffix.lower() == ".json" and _SIGNS.search(head_of(path)) is not None

    def rows(self, path: Path) -> Iterator[Row | Problem]:
        """Yield one row for each item."""
        data = read_json(path)
        if isinstance(data, dict) and isinstance(data.get("entities"), dict):
            yield from _entity_rows(data["entities"])
        else:
            yield from _result_rows(_results(data, path))


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    return shipped_toml("wikidata.toml")


def _qid(value: object) -> str:
    """Give the id of an item from its address or number; "" if it is none."""
    found = _QID.fullmatch(str(value))
    return found.group(1) if found else ""


def _country(values: Sequence[str]) -> str:
    listed = (_meanings()["countries"].get(_qid(value), "") for value in values)
    named = (country_code(value) for value in values if not _qid(value))
    return next(filter(None, listed), "") or next(filter(None, named), "")


def _feature(values: Sequence[str]) -> str:
    kinds = (_meanings()["features"].get(_qid(value), "") for value in values)
    return next(filter(None, kinds), "populated")


# ----------------------------------------------------------------------------------- results

_Result = Mapping[str, tuple[str, str]]
"""The values of a result by variable, in small letters: the text and its language."""


def _results(data: Any, path: Path) -> list[_Result]:
    """Give the results: those of the protocol, or the plain list that the service also offers."""
    try:
        found = data if isinstance(data, list) else data["results"]["bindings"]
        return [{name.lower(): _value(value) for name, value in row.items()} for row in found]
    except (KeyError, TypeError, AttributeError):
        raise SourceError(
            f"{path} is JSON without results or entities; expected an export of Wikidata."
        ) from None


def _value(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("value", "")), str(value.get("xml:lang", ""))
    return str(value), ""


def _result_rows(results: Sequence[_Result]) -> Iterator[Row | Problem]:
    items: dict[str, list[_Result]] = {}
    for number, result in enumerate(results, start=1):
        item = next(filter(None, map(_qid, _texts([result], _ITEMS))), "")
        if not item:
            yield Problem(f"result {number}", "no id")
        else:
            items.setdefault(item, []).append(result)
    for item, own in items.items():
        yield _result_row(item, own)


def _texts(results: Sequence[_Result], names: Sequence[str]) -> list[str]:
    return [result[name][0] for name in names for result in results if name in result]


def _result_row(item: str, results: Sequence[_Result]) -> Row:
    country = _country(_texts(results, _COUNTRY))
    admin1 = [text for text in _texts(results, _ADMIN1) if not _qid(text)]
    lat, lon = _result_point(results)
    return Row(
        where=f"item {item}",
        id=f"wd:{item}",
        names=list(dict.fromkeys(_result_names(results))),
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1_named(country, *admin1) or next(iter(admin1), ""),
        feature=_feature(_texts(results, _KINDS)),
        population=max(map(population_of, _texts(results, ["population"])), default=0),
    )


def _result_names(results: Sequence[_Result]) -> Iterator[tuple[str, str]]:
    """Yield the labels and aliases; an item without a label has its number in its stead."""
    for result in results:
        for variable, (text, language) in result.items():
            found = _NAME.fullmatch(variable)
            if found and not _qid(text):
                texts = text.split(", ") if "alt" in variable or "alias" in variable else [text]
                yield from ((part, language or found.group(1) or "") for part in texts)


def _result_point(results: Sequence[_Result]) -> tuple[str, str]:
    """Give latitude and longitude as they stand there."""
    for text in _texts(results, _POINTS):
        if found := _POINT.fullmatch(text):
            return found.group(2), found.group(1)
    lat, lon = _texts(results, ["lat", "latitude"]), _texts(results, ["lon", "long", "longitude"])
    return next(iter(lat), ""), next(iter(lon), "")


# ---------------------------------------------------------------------------------- entities


def _entity_rows(entities: Mapping[str, Any]) -> Iterator[Row | Problem]:
    labels = {item: _label(entity) for item, entity in entities.items()}
    for item, entity in entities.items():
        try:
            yield _entity_row(item, entity, labels)
        except (KeyError, TypeError, AttributeError):
            yield Problem(f"item {item}", "not an entity of Wikidata")


def _label(entity: Any) -> str:
    """Give a label to know a unit of administration by."""
    labels = entity.get("labels") if isinstance(entity, dict) else None
    found = [labels.get(language) for language in ("ar", "en")] if isinstance(labels, dict) else []
    return next((str(label.get("value", "")) for label in found if isinstance(label, dict)), "")


def _entity_row(item: str, entity: Mapping[str, Any], labels: Mapping[str, str]) -> Row:
    claims = entity["claims"]
    country = _country([value["id"] for value in _values(claims, "P17")])
    units = [labels.get(value["id"], "") for value in _values(claims, "P131")]
    point = next(iter(_values(claims, "P625")), {})
    on_earth = _qid(point.get("globe", _EARTH)) == _EARTH
    return Row(
        where=f"item {item}",
        id=f"wd:{item}",
        names=list(_entity_names(entity)),
        lat=point.get("latitude") if on_earth else None,
        lon=point.get("longitude") if on_earth else None,
        country=country,
        admin1=admin1_named(country, *units),
        feature=_feature([value["id"] for value in _values(claims, "P31")]),
        population=max((population_of(v["amount"]) for v in _values(claims, "P1082")), default=0),
        approximate=(point.get("precision") or 0) >= _ROUGH_DEGREES,
    )


def _entity_names(entity: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the labels, then the aliases, in the order of the languages."""
    labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
    for language in _LANGUAGES:
        if language in labels:
            yield labels[language]["value"], "" if language == "mul" else language
    for language in _LANGUAGES:
        for alias in aliases.get(language, ()):
            yield alias["value"], "" if language == "mul" else language


def _values(claims: Mapping[str, Any], property_: str) -> list[Mapping[str, Any]]:
    """Give the values of a property, preferred ones first; deprecated and unknown ones are none."""
    found = [claim for claim in claims.get(property_, ()) if claim.get("rank") != "deprecated"]
    found.sort(key=lambda claim: claim.get("rank") != "preferred")
    known = (claim["mainsnak"].get("datavalue") for claim in found)
    return [value["value"] for value in known if value]
