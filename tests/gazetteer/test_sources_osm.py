"""OpenStreetMap: tags, names, ids and points of elements."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import OpenStreetMap, source_for


def read(path: Path) -> tuple[list[Place], ImportReport]:
    report = ImportReport("OpenStreetMap", path)
    return list(OpenStreetMap().read(path, report)), report


def node(**tags: str) -> dict[str, Any]:
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return {"type": "node", "id": 7, "lat": 34.69, "lon": 40.83, "tags": {"name": "هجين", **named}}


def an_answer(folder: Path, *elements: dict[str, Any], **more: object) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps({"elements": elements, **more}), encoding="utf-8")
    return path


def a_geojson(folder: Path, *properties: dict[str, Any]) -> Path:
    point = {"type": "Point", "coordinates": [40.83, 34.69]}
    features = [{"type": "Feature", "properties": p, "geometry": point} for p in properties]
    path = folder / "osm.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("tag", "value", "feature"),
    [
        ("place", "town", "populated"),
        ("place", "isolated_dwelling", "populated"),
        ("place", "neighbourhood", "quarter"),
        ("place", "region", "area"),
        ("natural", "peak", "terrain"),
        ("natural", "valley", "terrain"),
        ("aeroway", "aerodrome", "facility"),
        ("military", "airfield", "facility"),
        ("military", "anything", "facility"),
        ("waterway", "dam", "facility"),
        ("man_made", "dam", "facility"),
        ("industrial", "oil", "facility"),
        ("amenity", "prison", "facility"),
        ("amenity", "refugee_site", "facility"),
        ("barrier", "border_control", "crossing"),
    ],
)
def test_a_tag_says_what_a_place_is(tag: str, value: str, feature: str, tmp_path: Path) -> None:
    places, _ = read(an_answer(tmp_path, node(**{tag: value})))
    assert [place.feature for place in places] == [feature]


@pytest.mark.parametrize("tags", [{"shop": "bakery"}, {"place": "unknown"}, {"amenity": "school"}])
def test_other_elements_are_passed_over(tags: dict[str, str], tmp_path: Path) -> None:
    _, report = read(an_answer(tmp_path, node(**tags)))
    assert (report.kept, report.passed_over, report.problems) == (0, 1, [])


def test_names_keep_their_languages_and_lists_are_split(tmp_path: Path) -> None:
    tags = {
        "place": "town",
        "name__ar": "عين العرب",
        "name__en": "Kobani",
        "name__ku": "Kobanî",
        "name__tr": "Ayn el-Arab",
        "alt_name": "Kobane;كوباني",
        "alt_name__ar": "كوباني عين العرب; عين الإسلام",
        "old_name": "Arab Pinar",
    }
    (place,) = read(an_answer(tmp_path, node(**tags)))[0]
    assert (place.name_ar, place.name_en) == ("عين العرب", "Kobani")
    named = {(name.text, name.language) for name in place.names}
    assert {("Kobanî", "ku"), ("Ayn el-Arab", "tr"), ("كوباني", "ar"), ("Kobane", "en")} <= named
    assert {("عين الإسلام", "ar"), ("Arab Pinar", "en")} <= named


@pytest.mark.parametrize(
    ("tags", "country"),
    [
        ({"addr__country": "SY"}, "SY"),
        ({"is_in__country_code": "iq"}, "IQ"),
        ({"ISO3166-2": "SY-DY"}, "SY"),
        ({"addr__country": "Iraq"}, "IQ"),
        ({}, "SY"),
    ],
)
def test_the_country_is_told_or_that_of_the_nearest_place(
    tags: dict[str, str], country: str, tmp_path: Path
) -> None:
    (place,) = read(an_answer(tmp_path, node(place="village", **tags)))[0]
    assert place.country == country


def test_far_from_all_that_is_known_there_is_no_country(tmp_path: Path) -> None:
    element = node(place="village") | {"lat": 0.1, "lon": -140.0}
    assert read(an_answer(tmp_path, element))[0][0].country == ""


@pytest.mark.parametrize(
    ("population", "people"),
    [("12345", 12345), ("12,345", 12345), ("~2000", 2000), ("unknown", 0), ("9" * 30, 0)],
)
def test_junk_in_the_population_is_tolerated(population: str, people: int, tmp_path: Path) -> None:
    (place,) = read(an_answer(tmp_path, node(place="town", population=population)))[0]
    assert place.population == people


def test_ways_and_relations_have_the_point_of_their_middle(tmp_path: Path) -> None:
    way = node(place="village") | {"type": "way", "id": 1, "center": {"lat": 34.0, "lon": 40.0}}
    box = {"minlat": 34.0, "maxlat": 36.0, "minlon": 40.0, "maxlon": 41.0}
    relation = node(place="region") | {"type": "relation", "id": 2, "bounds": box}
    bare = node(place="village") | {"type": "way", "id": 3}
    for element in (way, relation, bare):
        del element["lat"], element["lon"]
    places, report = read(an_answer(tmp_path, way, relation, bare))
    assert [(p.id, p.lat, p.lon) for p in places] == [("osm:w1", 34, 40), ("osm:r2", 35, 40.5)]
    assert [place.approximate for place in places] == [False, True]
    assert [problem.where for problem in report.problems] == ["way 3"]


def test_an_answer_that_overpass_cut_off_says_so(tmp_path: Path) -> None:
    remark = "runtime error: Query timed out"
    places, report = read(an_answer(tmp_path, node(place="town"), remark=remark))
    assert len(places) == 1
    assert str(report.problems[0]).endswith(f"({remark!r})")


@pytest.mark.parametrize("element", [{}, "text", {"type": "road", "id": 1}, {"type": "node"}])
def test_what_is_no_element_is_a_problem(element: Any, tmp_path: Path) -> None:
    places, report = read(an_answer(tmp_path, element, node(place="town")))
    assert (len(places), len(report.problems)) == (1, 1)


@pytest.mark.parametrize(
    ("properties", "id_"),
    [
        ({"@id": "node/12", "place": "town"}, "osm:n12"),
        ({"@id": "way/12", "place": "town"}, "osm:w12"),
        ({"osm_id": "12", "place": "town"}, "osm:n12"),
        ({"osm_way_id": "12", "place": "town"}, "osm:w12"),
        ({"osm_id": 12, "osm_type": "relation", "place": "town"}, "osm:r12"),
        ({"osm_id": "12", "other_tags": '"place"=>"town","name:ar"=>"هجين"'}, "osm:n12"),
        ({"osm_id": "12", "tags": {"place": "town"}}, "osm:n12"),
        ({"osm_id": "12", "tags": '{"place": "town"}'}, "osm:n12"),
    ],
)
def test_geojson_has_ids_and_tags_in_several_ways(
    properties: dict[str, Any], id_: str, tmp_path: Path
) -> None:
    path = a_geojson(tmp_path, {"name": "هجين"} | properties)
    assert source_for(path).name == "osm"
    assert [(place.id, place.name_ar) for place in read(path)[0]] == [(id_, "هجين")]


def test_geojson_without_an_id_is_a_problem(tmp_path: Path) -> None:
    _, report = read(a_geojson(tmp_path, {"place": "town", "name": "هجين", "osm_id": "x"}))
    assert dict(report.reasons) == {"no id of OpenStreetMap": 1}


def test_ways_and_areas_of_an_extract_have_a_middle(tmp_path: Path) -> None:
    import osmium
    from osmium.osm.mutable import Node, Relation, Way

    path = tmp_path / "some.osm.pbf"
    corners = [(40.0, 34.0), (40.2, 34.0), (40.2, 34.4), (40.0, 34.4)]
    with osmium.SimpleWriter(str(path)) as writer:
        for number, corner in enumerate(corners, start=1):
            writer.add_node(Node(id=number, location=corner))
        ring = [1, 2, 3, 4, 1]
        writer.add_way(Way(id=1, nodes=ring, tags={"landuse": "military", "name": "مطار"}))
        writer.add_way(Way(id=2, nodes=ring))
        area = {"type": "multipolygon", "place": "town", "name": "هجين"}
        writer.add_relation(Relation(id=3, members=[("w", 2, "outer")], tags=area))
    places, _ = read(path)
    middle = pytest.approx((34.2, 40.1))
    assert [(place.id, (place.lat, place.lon)) for place in places] == [
        ("osm:w1", middle),
        ("osm:r3", middle),
    ]


def test_without_pyosmium_the_error_says_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    path = tmp_path / "syria.osm.pbf"
    path.write_bytes(b"any")
    with pytest.raises(SourceError, match=r"pip install .saytara\[osm\]."):
        read(path)
