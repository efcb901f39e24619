"""Looking places up: by name, by id, by point."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gazetteer import Gazetteer, Place, PlaceName

BUILTIN = Gazetteer.builtin()


@pytest.mark.parametrize(
    "name",
    ["البوكمال", "أبو كمال", "البو كمال", "Abu Kamal", "Al-Bukamal", "Albukamal", "Abou Kamal"],
)
def test_all_spellings_find_al_bukamal(name: str) -> None:
    assert BUILTIN.search(name)[0].place.id == "gn:174448"


@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("Dayr az Zawr", "دير الزور"),  # BGN
        ("Deir Ezzor", "دير الزور"),  # press
        ("Ḥalab", "حلب"),  # ISO 233
        ("Hassaké", "الحسكة"),  # French
        ("Mossoul", "الموصل"),
        ("Maarat al-Numan", "معرة النعمان"),
    ],
)
def test_transliterations_lead_to_the_place(name: str, arabic: str) -> None:
    found = [candidate.place.name_ar for candidate in BUILTIN.search(name)]
    assert any(arabic in name_ar for name_ar in found)


def test_a_misspelling_is_found_with_a_lower_score() -> None:
    best = BUILTIN.search("البوكمل")[0]
    assert best.place.name_ar == "البوكمال"
    assert best.score < 0.85


def test_a_spelling_by_rule_scores_a_little_less_than_the_name() -> None:
    hill = Place(id="a", name_ar="تل الضمان", name_en="A", lat=1, lon=1, country="SY",
                 names=(PlaceName("تل الضمان", "ar", "test"),))  # fmt: skip
    gazetteer = Gazetteer([hill])
    assert [gazetteer.search(n)[0].score for n in ("تل الضمان", "تل ضمان")] == [1.0, 0.95]


@pytest.mark.parametrize("name", ["", " ", "؟", "‏", "%s{}", "\n"])
def test_no_name_finds_nothing(name: str) -> None:
    assert BUILTIN.search(name) == []
    assert BUILTIN.lookup(name) == []


def test_near_gives_the_nearest_first() -> None:
    names = [
        place.name_en for place in BUILTIN.near(34.45, 40.92, 12) if place.feature == "populated"
    ]
    assert names[0] == "Al-Bukamal"
    assert "Al-Baghuz" in names
    assert BUILTIN.near(0, -140, 50) == []


def test_near_reaches_over_the_antimeridian() -> None:
    east = Place(id="a", name_ar="ا", name_en="A", lat=0, lon=179.95, country="")
    assert Gazetteer([east]).near(0, -179.95, 20) == [east]


def test_the_hash_follows_the_content() -> None:
    place = Place(id="a", name_ar="ا", name_en="A", lat=0, lon=0, country="SY")
    moved = Place(id="a", name_ar="ا", name_en="A", lat=1, lon=0, country="SY")
    assert Gazetteer([place]).hash() != Gazetteer([moved]).hash()
    assert Gazetteer([place]).hash() == Gazetteer([place]).hash()


def test_a_place_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="EPSG:4326"):
        Place(id="a", name_ar="ا", name_en="A", lat=99, lon=0, country="SY")


def test_a_place_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="populated"):
        Place(id="a", name_ar="ا", name_en="A", lat=9, lon=0, country="SY", feature="castle")


def test_no_place_is_a_gazetteer_too() -> None:
    empty = Gazetteer([])
    assert len(empty) == 0
    assert empty.scan("حلب") == []
    assert empty.near(0, 0, 100) == []
    assert empty.search("حلب") == []


def test_a_later_place_replaces_one_of_the_same_id() -> None:
    places = [
        Place(id="a", name_ar=name, name_en=name, lat=1, lon=1, country="SY",
              names=(PlaceName(name, "ar", "test"),))
        for name in ("قديم", "جديد")
    ]  # fmt: skip
    assert [p.name_ar for p in Gazetteer(places)] == ["جديد"]


def test_the_library_stands_alone() -> None:
    code = "import sys, gazetteer; sys.exit(any(m.startswith('mapper') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
