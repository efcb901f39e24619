"""What ships: every fact has a source, and agrees with the references where they are at hand."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import pytest

from gazetteer import Gazetteer, bare, fold, resolve
from gazetteer.distance import distance_km
from gazetteer.variants import without_type
from gazetteer.words import everyday_words, name_words

BUILTIN = Gazetteer.builtin()
COVERED = ("SY", "IQ", "YE", "LY", "SD", "LB", "PS")
DATA = resources.files("gazetteer").joinpath("data")


def rows(folder: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for file in sorted(DATA.joinpath(folder).iterdir(), key=lambda f: f.name):
        lines = file.read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield file.name, row


def test_every_place_has_a_name_a_source_and_a_licence() -> None:
    for place in BUILTIN:
        assert place.names
        assert all(name.source and name.licence for name in place.names)
        assert place.source
        assert place.licence
        assert place.name_ar or place.name_en


def test_there_are_enough_curated_places_and_each_has_an_id_of_its_own() -> None:
    curated = [row for _, row in rows("curated")]
    assert len(curated) > 3000
    assert Counter(row["id"] for row in curated).most_common(1)[0][1] == 1
    assert {row["source"] for row in curated} == {"GeoNames", "OCHA 2015", "general knowledge"}
    assert {row["approximate"] for row in curated} == {"0", "1"}


@pytest.mark.parametrize("country", COVERED)
def test_the_units_of_a_country_nest(country: str) -> None:
    governorates = {p.admin1 for p in BUILTIN if p.feature == "admin1" and p.country == country}
    districts = [p for p in BUILTIN if p.feature == "admin2" and p.country == country]
    assert governorates
    assert districts
    assert all(p.admin1 in governorates and p.name_ar and p.name_en for p in districts)


def test_a_curated_place_lies_in_its_country() -> None:
    for file, row in rows("curated"):
        assert file == f"{row['country']}.tsv"
        near = BUILTIN.near(float(row["lat"]), float(row["lon"]), 400)
        assert row["country"] in {place.country for place in near if place.id != row["id"]}, row


TOWNS = {
    "البوكمال": (34.455, 40.917),
    "الباغوز": (34.457, 40.959),
    "البصيرة": (35.155, 40.425),
    "العشارة": (34.922, 40.560),
    "هجين": (34.693, 40.826),
    "الشعفة": (34.565, 40.931),
    "السوسة": (34.526, 40.961),
    "القائم": (34.393, 40.989),
    "أبو حمام": (34.825, 40.674),
    "السكرية": (34.47, 40.90),
    "الموصل": (36.34, 43.13),
    "تدمر": (34.56, 38.27),
    "جرابلس": (36.82, 38.01),
    "معرة النعمان": (35.65, 36.68),
}


@pytest.mark.parametrize("name", TOWNS)
def test_a_town_is_where_it_is(name: str) -> None:
    text = f"سيطرت القوات على مدينة {name} أمس."
    place = resolve(BUILTIN.scan(text), text)[0].place
    assert place is not None
    assert distance_km(place.lat, place.lon, *TOWNS[name]) < 5


ABROAD = {
    "كابول": (34.53, 69.17),
    "قندوز": (36.73, 68.86),
    "سبين بولدك": (31.01, 66.40),
    "لشكركاه": (31.59, 64.37),
    "أفدييفكا": (48.14, 37.75),
    "سيفيرودونيتسك": (48.95, 38.49),
    "ليمان": (48.99, 37.81),
    "إنيرهودار": (47.50, 34.66),
    "خاركوف": (49.99, 36.23),
    "غاو": (16.27, -0.04),
    "تنبكتو": (16.77, -3.01),
    "كونا": (14.94, -3.89),
    "باما": (11.52, 13.69),
    "ميكيلي": (13.50, 39.47),
    "ستيباناكرت": (39.82, 46.75),
    "غوما": (-1.68, 29.23),
    "سودجا": (51.19, 35.27),
}


@pytest.mark.parametrize("name", ABROAD)
def test_a_town_of_a_war_abroad_is_where_it_is(name: str) -> None:
    text = f"سيطر المسلحون على مدينة {name} أمس."
    place = resolve(BUILTIN.scan(text), text)[0].place
    assert place is not None
    assert distance_km(place.lat, place.lon, *ABROAD[name]) < 5


@pytest.mark.parametrize(
    "text",
    [
        "قالت وكالة الأنباء الكويتية كونا إن الوزير وصل.",
        "الذي وعد به رئيس الوزراء ديفيد كاميرون.",
        "قال لي والديه إن بيني وبينه خلافا.",
        "وصل المقاتلون الشيشان أمس.",
        "ومن اللاعبين بول وكايا.",
    ],
)
def test_a_word_that_is_also_a_name_abroad_is_none_without_a_cue(text: str) -> None:
    assert BUILTIN.scan(text) == []


NAMESAKES = {"cur:qatmah", "cur:husayniyah-rif-dimashq"}
"""Of these OCHA lists only another of the name in the governorate."""


def test_syrian_points_agree_with_ocha(shared: Path) -> None:
    """Print how far curated towns lie from the populated places of OCHA that bear their name.

    Where OCHA knows the name once in the governorate, no point that is not marked as approximate is
    more than 5 km off.
    """
    path = shared / "data" / "gazetteer" / "ocha_syria_2015_places.geojson"
    governorates = {
        bare(without_type(fold(name.text).text)): place.admin1
        for place in BUILTIN
        if place.feature == "admin1" and place.country == "SY"
        for name in place.names
    }
    reference: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8", errors="replace"))["features"]:
        row = feature["properties"]
        for name in (row["NAME_ARA"] or "").split("_"):
            point = (row["LATITUDE"], row["LONGITUDE"])
            governorate = governorates[bare(without_type(fold(row["ADMIN1_ARA"]).text))]
            key = (governorate, bare(fold(name.strip()).text))
            reference.setdefault(key, []).append(point)
    off = []
    for _, row in rows("curated"):
        points = reference.get((row["admin1"], bare(fold(row["name_ar"]).text)), [])
        if row["country"] == "SY" and row["feature"] == "populated" and len(points) == 1:
            away = distance_km(float(row["lat"]), float(row["lon"]), *points[0])
            off.append((round(away, 1), row["approximate"] == "1", row["id"]))
    for away, approximate, id_ in sorted(off, reverse=True):
        sys.stdout.write(f"{away:8.1f} km  {'approximate' if approximate else '':12} {id_}\n")
    assert len(off) > 300
    assert {id_ for away, approximate, id_ in off if away > 5 and not approximate} <= NAMESAKES


def test_everyday_words_are_folded_and_sorted() -> None:
    assert everyday_words().zipf("الحكومه") > 5
    assert everyday_words().zipf("زقزاقه") == 0


def test_words_that_need_a_cue_are_folded_and_bare() -> None:
    assert all(word == bare(fold(word).text) for word in name_words().cues)
