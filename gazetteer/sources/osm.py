"""Places of OpenStreetMap: Overpass JSON, GeoJSON with its tags, and .osm.pbf extracts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.base import Row, Source, population_of
from gazetteer.sources.features import geojson_features
from gazetteer.sources.reading import head_of, read_json
from gazetteer.sources.units import country_code

__all__ = ["OpenStreetMap"]

_TAGS: Mapping[str, Mapping[str, str]] = {
    "place": {
        **dict.fromkeys(("city", "town", "village", "hamlet", "isolated_dwelling"), "populated"),
        **dict.fromkeys(("municipality", "farm", "allotments"), "populated"),
        **dict.fromkeys(("suburb", "quarter", "neighbourhood", "borough", "city_block"), "quarter"),
        **dict.fromkeys(("region", "county", "state", "province", "district"), "area"),
        **dict.fromkeys(("subdistrict", "locality", "archipelago"), "area"),
        **dict.fromkeys(("island", "islet"), "terrain"),
        "country": "country",
    },
    "natural": {
        **dict.fromkeys(("peak", "ridge", "valley", "hill", "saddle", "volcano"), "terrain"),
        **dict.fromkeys(("mountain_range", "plateau", "desert", "cape"), "terrain"),
        "spring": "water",
    },
    "waterway": {"dam": "facility", "river": "water"},
    "aeroway": {"aerodrome": "facility"},
    "military": {"*": "facility"},
    "landuse": {"military": "facility"},
    "industrial": dict.fromkeys(("oil", "gas", "refinery", "oil_field"), "facility"),
    "man_made": {"dam": "facility", "petroleum_well": "facility"},
    "barrier": {"border_control": "crossing"},
    "amenity": {"refugee_site": "facility", "prison": "facility"},
}
"""What a tag makes of an element; the first of the keys that fits counts, "*" is any value."""
_NAMES = (
    *(("name:ar", "ar"), ("name:en", "en"), ("name", ""), ("name:ku", "ku"), ("name:ckb", "ckb")),
    *(("name:fa", "fa"), ("name:tr", "tr"), ("name:fr", "fr"), ("int_name", "en")),
    *(("alt_name:ar", "ar"), ("alt_name", ""), ("alt_name:en", "en"), ("official_name:ar", "ar")),
    *(("old_name:ar", "ar"), ("old_name", "")),
)
_COUNTRIES = ("ISO3166-1", "ISO3166-1:alpha2", "addr:country", "is_in:country_code", "ISO3166-2")
_TYPES = {"node": "n", "way": "w", "relation": "r", "n": "n", "w": "w", "r": "r"}
_OVERPASS = re.compile(r'"elements"\s*:')
_OF_OSM = re.compile(r'"@id"|"osm_(way_)?(id|type)"|"id": ?"(node|way|relation)/')
_ELEMENT = re.compile(r"(node|way|relation)/(\d+)")
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"')


class OpenStreetMap(Source):
    """Elements with a name and a tag that says they are a place of interest."""

    name: ClassVar[str] = "osm"
    title: ClassVar[str] = "OpenStreetMap"
    licence: ClassVar[str] = "ODbL-1.0"
    attribution: ClassVar[str] = "© OpenStreetMap contributors"

    @classmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a file is an extract, an answer of Overpass, or GeoJSON with tags."""
        if path.name.lower().endswith((".osm.pbf", ".osm")):
            return True
        if path.suffix.lower() not in {".json", ".geojson"}:
            return False
        head = head_of(path)
        is_geojson = '"FeatureCollection"' in head and _OF_OSM.search(head) is not None
        return is_geojson or _OVERPASS.search(head) is not None

    def rows(self, path: Path) -> Iterator[Row | Problem | None]:
        """Yield the named places of interest of a file; None for other elements."""
        for element in _elements(path):
            yield element if isinstance(element, Problem) else _row(element)


@dataclass(frozen=True, slots=True)
class _Element:
    """An element with the point that stands for it: longitude and latitude, None if it has none."""

    kind: str
    id: str
    tags: Mapping[str, str]
    point: tuple[Any, Any] | None


def _elements(path: Path) -> Iterator[_Element | Problem]:
    if path.name.lower().endswith((".osm.pbf", ".osm")):
        return _extract_elements(path)
    data = _OVERPASS.search(head_of(path))
    return _overpass_elements(path) if data else _geojson_elements(path)


def _row(element: _Element) -> Row | None:
    """Give a row for what is of interest; a nameless settlement is one, a nameless peak is not."""
    tags = element.tags
    feature = _feature(tags)
    names = [
        (name, language)
        for key, language in _NAMES
        for name in tags.get(key, "").split(";")
        if name.strip()
    ]
    if not feature or not (names or "place" in tags):
        return None
    lon, lat = element.point or (None, None)
    return Row(
        where=f"{element.kind} {element.id}",
        id=f"osm:{_TYPES[element.kind]}{element.id}",
        names=names,
        lat=lat,
        lon=lon,
        country=_country(tags),
        feature=feature,
        population=population_of(tags.get("population", "")),
        approximate=feature in {"area", "country", "water"} and element.kind != "node",
    )


def _country(tags: Mapping[str, str]) -> str:
    told = (tags.get(key, "").partition("-")[0] for key in _COUNTRIES)
    return next(filter(None, map(country_code, told)), "")


def _feature(tags: Mapping[str, str]) -> str:
    """Give what an element is; "" for no place of interest."""
    for key, values in _TAGS.items():
        if key in tags:
            feature = values.get(tags[key]) or values.get("*", "")
            if feature:
                return feature
    return ""


# ---------------------------------------------------------------------------------- Overpass


def _overpass_elements(path: Path) -> Iterator[_Element | Problem]:
    data = read_json(path)
    elements = data.get("elements") if isinstance(data, dict) else None
    if not isinstance(elements, list):
        raise SourceError(f"{path} is JSON without elements; expected an answer of Overpass.")
    if remark := data.get("remark"):
        yield Problem("remark", "Overpass says that the answer is not whole", str(remark))
    for number, element in enumerate(elements, start=1):
        try:
            yield _overpass_element(element)
        except (KeyError, TypeError, AttributeError):
            yield Problem(f"element {number}", "not an element of OpenStreetMap")


def _overpass_element(element: Mapping[str, Any]) -> _Element:
    kind = element["type"]
    if kind not in _TYPES:
        raise KeyError(kind)
    tags = {str(key): str(value) for key, value in element.get("tags", {}).items()}
    return _Element(kind, str(element["id"]), tags, _overpass_point(element))


def _overpass_point(element: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """Give the point of an element; ways and relations have it from `out center` or `out bb`."""
    point = element if "lat" in element else element.get("center")
    if point:
        return point["lon"], point["lat"]
    box = element.get("bounds")
    if box:
        return (box["minlon"] + box["maxlon"]) / 2, (box["minlat"] + box["maxlat"]) / 2
    return None


# ----------------------------------------------------------------------------------- GeoJSON


def _geojson_elements(path: Path) -> Iterator[_Element | Problem]:
    for feature in geojson_features(path):
        if isinstance(feature, Problem):
            yield feature
            continue
        tags = _geojson_tags(feature.properties)
        kind, id_ = _geojson_id(feature.properties)
        if id_:
            yield _Element(kind, id_, tags, feature.point)
        else:
            yield Problem(feature.where, "no id of OpenStreetMap")


def _geojson_tags(properties: Mapping[str, object]) -> Mapping[str, str]:
    """Give the tags: the properties themselves, or what ogr2ogr and others keep apart."""
    tags = {key: str(value) for key, value in properties.items() if value not in (None, "")}
    apart = properties.get("tags", properties.get("other_tags"))
    if isinstance(apart, str):
        apart = _parsed_tags(apart)
    return tags | ({str(k): str(v) for k, v in apart.items()} if isinstance(apart, dict) else {})


def _parsed_tags(text: str) -> dict[str, str]:
    """Read tags that are written as JSON, or as PostgreSQL's hstore."""
    try:
        parsed = json.loads(text)
    except ValueError:
        return dict(_HSTORE.findall(text))
    return parsed if isinstance(parsed, dict) else {}


def _geojson_id(properties: Mapping[str, object]) -> tuple[str, str]:
    """Give type and number: "node/1" as overpass-turbo writes it, or the columns of ogr2ogr."""
    found = _ELEMENT.fullmatch(str(properties.get("@id", "")))
    if found:
        return found.group(1), found.group(2)
    if properties.get("osm_way_id"):
        return "way", str(properties["osm_way_id"])
    kind = str(properties.get("osm_type") or "node").lower()
    id_ = str(properties.get("osm_id") or "")
    return (kind, id_) if kind in _TYPES and id_.isdigit() else ("", "")


# ----------------------------------------------------------------------------------- extract


def _extract_elements(path: Path) -> Iterator[_Element]:
    """Read an extract twice: the relations that are areas, then all that is tagged.

    Raises
    ------
    SourceError
        If pyosmium is missing, or the extract is damaged.
    """
    try:
        import osmium
    except ImportError:
        raise SourceError(
            f"{path} needs pyosmium to be read, which is not installed; "
            'run pip install "saytara[osm]", or give the answer of Overpass as JSON.'
        ) from None
    if not path.is_file() or path.stat().st_size == 0:
        raise SourceError(f"{path} is empty; expected an extract of OpenStreetMap: fetch it again.")
    keys = osmium.filter.KeyFilter(*_TAGS)
    try:
        for element in osmium.FileProcessor(path).with_areas(keys).with_filter(keys):
            found = _extract_element(element)
            if found is not None:
                yield found
    except (RuntimeError, ValueError) as error:
        raise SourceError(f"{path} is not a whole extract ({error}); fetch it again.") from None


def _extract_element(element: Any) -> _Element | None:
    """Read a node, a way, or the area of a relation; None for what comes a second time."""
    tags = {tag.k: tag.v for tag in element.tags}
    if element.is_node():
        located = element.location
        return _Element("node", str(element.id), tags, (located.lon, located.lat))
    if element.is_way():
        return _Element("way", str(element.id), tags, _middle(element.nodes))
    if element.is_area() and not element.from_way():
        border = [node for ring in element.outer_rings() for node in ring]
        return _Element("relation", str(element.orig_id()), tags, _middle(border))
    return None


def _middle(nodes: Iterable[Any]) -> tuple[float, float] | None:
    """Give the middle of the box around nodes, as Overpass does."""
    points = [(node.lon, node.lat) for node in nodes if node.location.valid()]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
