"""The map of the places that a name may mean, by its data."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Candidate, Gazetteer, Place, PlaceName
from gazetteer.place import FEATURES
from mapper.maps.places_map import (
    name_sources,
    place_words,
    places_map,
    places_map_html,
    point_source,
    unit_names,
)

EVIL = "</script><b>{{ 7*7 }}{% raw %}`${1}`\u2028<!--"


def a_place(place_id: str = "a", **more: object) -> Place:
    fields: dict[str, object] = {
        "id": place_id,
        "name_ar": "حلب",
        "name_en": "Aleppo",
        "lat": 36.2,
        "lon": 37.16,
        "country": "SY",
        "admin1": "Aleppo",
        "source": "GeoNames",
        "licence": "CC-BY-4.0",
        "names": (PlaceName("حلب", "ar", "OSM", "ODbL-1.0"), PlaceName("Halab", "en", "OSM")),
    }
    return Place(**(fields | more))  # type: ignore[arg-type]


def html_of(*places: Place, language: str = "en") -> str:
    found = [Candidate(place, 1.0 - at / 10) for at, place in enumerate(places)]
    return places_map_html(found, Gazetteer(places), language=language)


def data_of(html: str) -> dict[str, Any]:
    match = re.search(r'id="saytara-data">(.*?)</script>', html, re.DOTALL)
    assert match is not None
    data: dict[str, Any] = json.loads(match[1])
    return data


def test_it_is_a_folium_map_that_names_no_address(gazetteer: Gazetteer) -> None:
    import folium

    found = gazetteer.search("البوكمال")
    assert isinstance(places_map(found, gazetteer), folium.Map)
    html = places_map_html(found, gazetteer)
    assert not re.findall(r'(?:src|href)="(?!data:)[^"]*"', html)
    assert "Content-Security-Policy" in html


def test_candidates_keep_their_order_and_scores(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("طرابلس")
    rows = data_of(places_map_html(found, gazetteer))["places"]
    assert [row["id"] for row in rows] == [candidate.place.id for candidate in found]
    assert [row["score"] for row in rows] == [f"{candidate.score:.2f}" for candidate in found]


def test_what_is_only_spelled_alike_is_told() -> None:
    rows = data_of(html_of(a_place("a"), a_place("b"), a_place("c")))["places"]
    assert [row["similar"] for row in rows] == [False, False, True]  # 1.0, 0.9, 0.8


def test_other_spellings_are_those_that_are_not_shown_already() -> None:
    (row,) = data_of(html_of(a_place()))["places"]
    assert row["also"] == ["Halab"]


def test_the_name_is_in_the_language_of_the_map_where_there_is_one() -> None:
    both, one = a_place("a"), a_place("b", name_ar="", name_en="Halab")
    rows = data_of(html_of(both, one, language="ar"))["places"]
    assert [(r["name"], r["other"]) for r in rows] == [("حلب", "Aleppo"), ("Halab", "")]


def test_units_are_named_in_the_language_of_the_map(gazetteer: Gazetteer) -> None:
    place = gazetteer.search("البوكمال")[0].place
    english = unit_names(place, gazetteer, language="en")
    arabic = unit_names(place, gazetteer, language="ar")
    assert (english.country, english.admin1) == ("Syria", "Deir ez-Zor")
    assert (arabic.country, arabic.admin1) == ("سوريا", "محافظة دير الزور")


def test_a_unit_that_no_gazetteer_knows_keeps_its_own_name() -> None:
    place = a_place(country="XX", admin1="Somewhere")
    assert unit_names(place, Gazetteer([place]), language="ar").admin1 == "Somewhere"
    assert unit_names(place, Gazetteer([place]), language="ar").country == "XX"


def test_the_sources_of_points_and_names_are_told_with_their_licences() -> None:
    assert point_source(a_place()) == "GeoNames (CC-BY-4.0)"
    assert name_sources(a_place()) == ("OSM (ODbL-1.0)", "OSM")
    assert data_of(html_of(a_place()))["sources"] == [
        "GeoNames (CC-BY-4.0)",
        "OSM (ODbL-1.0)",
        "OSM",
    ]


def test_a_place_that_tells_no_source_has_none() -> None:
    bare = a_place(source="", licence="", names=())
    assert point_source(bare) == ""
    assert data_of(html_of(bare))["sources"] == []


def test_a_name_never_ends_the_script_or_runs_as_a_template() -> None:
    html = html_of(a_place(name_ar=EVIL, name_en=EVIL, names=(PlaceName(EVIL, "ar", EVIL),)))
    assert EVIL not in html
    assert data_of(html)["places"][0]["name"] == EVIL
    assert data_of(html)["sources"][1] == EVIL


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs",))))
def test_any_name_reads_back_as_it_is(name: str) -> None:
    assert data_of(html_of(a_place(name_en=name)))["places"][0]["name"] == name


def test_the_same_places_give_the_same_bytes() -> None:
    assert html_of(a_place()) == html_of(a_place())


def test_a_map_of_nothing_is_a_map() -> None:
    assert data_of(html_of())["places"] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_place_has_a_word(language: str) -> None:
    assert place_words(language)["feature"].keys() == FEATURES
    assert place_words(language).keys() == place_words("en").keys()
