"""Exports of Wikidata: results of queries and entities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from source_files import GOOD, claim, entity

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import Wikidata, source_for

ITEM = "http://www.wikidata.org/entity/Q191113"
HEAD = {"item": ITEM, "coord": "Point(40.917 34.455)"}


def read(path: Path) -> tuple[list[Place], ImportReport]:
    report = ImportReport("Wikidata", path)
    return list(Wikidata().read(path, report)), report


def results(folder: Path, *rows: dict[str, Any]) -> Path:
    bindings = [
        {
            name: value if isinstance(value, dict) else {"value": value}
            for name, value in row.items()
        }
        for row in rows
    ]
    path = folder / "results.json"
    path.write_text(json.dumps({"head": {}, "results": {"bindings": bindings}}), encoding="utf-8")
    return path


def entities(folder: Path, *items: dict[str, Any]) -> Path:
    path = folder / "entities.json"
    data = {"entities": {f"Q{at}": item for at, item in enumerate(items, start=1)}}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_several_results_of_an_item_are_one_place(tmp_path: Path) -> None:
    rows = [
        HEAD | {"itemLabel": {"value": "البوكمال", "xml:lang": "ar"}, "population": "1000"},
        HEAD | {"label_en": "Abu Kamal", "population": "42510"},
        HEAD | {"itemAltLabel": {"value": "أبو كمال, البو كمال", "xml:lang": "ar"}},
    ]
    (place,) = read(results(tmp_path, *rows))[0]
    assert (place.id, place.name_ar, place.name_en) == ("wd:Q191113", "البوكمال", "Abu Kamal")
    assert place.population == 42510
    assert {"أبو كمال", "البو كمال"} <= {name.text for name in place.names}


@pytest.mark.parametrize(
    ("row", "country", "admin1", "feature"),
    [
        ({"country": "http://www.wikidata.org/entity/Q858"}, "SY", "", "populated"),
        ({"countryLabel": "Iraq"}, "IQ", "", "populated"),
        (
            {"countryCode": "SY", "admin1Label": "محافظة دير الزور"},
            "SY",
            "Deir ez-Zor",
            "populated",
        ),
        ({"type": "http://www.wikidata.org/entity/Q12323"}, "SY", "", "facility"),
        ({"type": "http://www.wikidata.org/entity/Q999999999"}, "SY", "", "populated"),
    ],
)
def test_what_a_result_says_besides(
    row: dict[str, Any], country: str, admin1: str, feature: str, tmp_path: Path
) -> None:
    (place,) = read(results(tmp_path, HEAD | {"itemLabel": "البوكمال"} | row))[0]
    assert (place.country, place.admin1, place.feature) == (country, admin1, feature)


def test_labels_of_other_things_are_no_names(tmp_path: Path) -> None:
    row = HEAD | {"itemLabel": "البوكمال", "countryLabel": "سوريا", "itemDescription": "مدينة"}
    (place,) = read(results(tmp_path, row))[0]
    assert [name.text for name in place.names] == ["البوكمال"]


def test_latitude_and_longitude_may_be_columns(tmp_path: Path) -> None:
    row = {"item": ITEM, "itemLabel": "البوكمال", "lat": "34.455", "lon": "40.917"}
    (place,) = read(results(tmp_path, row))[0]
    assert (place.lat, place.lon) == (34.455, 40.917)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"item": ITEM, "itemLabel": "Q191113", "coord": "Point(40.9 34.4)"}, "no name"),
        ({"itemLabel": "البوكمال", "coord": "Point(40.9 34.4)"}, "no id"),
        (
            {"item": ITEM, "itemLabel": "بحر", "coord": f"<{ITEM}> Point(40.9 34.4)"},
            "no number as latitude or longitude",
        ),
    ],
)
def test_results_that_are_no_places_are_reported(
    row: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    places, report = read(results(tmp_path, row))
    assert (places, dict(report.reasons)) == ([], {reason: 1})


def test_the_plain_list_of_the_query_service_is_read(tmp_path: Path) -> None:
    path = tmp_path / "query.json"
    path.write_text(json.dumps([HEAD | {"itemLabel": "البوكمال"}]), encoding="utf-8")
    assert source_for(path).name == "wikidata"
    assert [place.name_ar for place in read(path)[0]] == ["البوكمال"]


def test_an_entity_tells_names_unit_people_and_kind(tmp_path: Path) -> None:
    town = entity(
        GOOD[0],
        P131=[claim({"id": "Q2"})],
        P31=[claim({"id": "Q54050"})],
        P1082=[claim({"amount": "+42510"}), claim({"amount": "+9"}, "deprecated")],
    )
    town["aliases"] = {"ckb": [{"language": "ckb", "value": "ئەلبوکەمال"}]}
    unit = {"labels": {"ar": {"value": "محافظة دير الزور"}}, "claims": {}}
    places, report = read(entities(tmp_path, town, unit))
    assert [(p.id, p.admin1, p.population, p.feature) for p in places] == [
        ("wd:Q1", "Deir ez-Zor", 42510, "terrain")
    ]
    assert ("ئەلبوکەمال", "ckb") in {(name.text, name.language) for name in places[0].names}
    assert dict(report.reasons) == {"no number as latitude or longitude": 1}


def test_the_preferred_point_counts(tmp_path: Path) -> None:
    def at(lat: float, rank: str) -> dict[str, object]:
        return claim({"latitude": lat, "longitude": 40.9, "precision": 1}, rank)

    item = entity(GOOD[0], P625=[at(1.0, "deprecated"), at(34.0, "normal"), at(34.4, "preferred")])
    (place,) = read(entities(tmp_path, item))[0]
    assert (place.lat, place.approximate) == (34.4, True)


def test_points_on_other_globes_are_none(tmp_path: Path) -> None:
    moon = {"latitude": 1.0, "longitude": 2.0, "globe": "http://www.wikidata.org/entity/Q405"}
    assert read(entities(tmp_path, entity(GOOD[0], P625=[claim(moon)])))[0] == []


@pytest.mark.parametrize("item", [{"missing": ""}, [], "text", None, {"claims": []}])
def test_what_is_no_entity_is_a_problem(item: Any, tmp_path: Path) -> None:
    places, report = read(entities(tmp_path, entity(GOOD[0]), item))
    assert (len(places), len(report.problems)) == (1, 1)


def test_other_json_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"answer": 42}', encoding="utf-8")
    with pytest.raises(SourceError, match="expected an export of Wikidata"):
        read(path)
