from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, Place, PlaceName, Resolution, resolve
from gazetteer.index import distance_km

DEFAULT = Gazetteer.default()


def resolved(text: str, name: str) -> Resolution:
    found = resolve(DEFAULT.scan(text), text)
    return next(r for r in found if r.toponym.text == name)


TRUTH = {
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
    "الرقة": (35.95, 39.01),
    "الموصل": (36.34, 43.13),
    "تدمر": (34.56, 38.27),
    "جرابلس": (36.82, 38.01),
    "سراقب": (35.86, 36.80),
    "خان شيخون": (35.44, 36.65),
    "معرة النعمان": (35.65, 36.68),
}


@pytest.mark.parametrize("name", TRUTH)
def test_a_town_by_its_name_is_where_it_is(name: str) -> None:
    place = resolved(f"معارك قرب دير الزور وكركوك. سيطرت القوات على مدينة {name} أمس", name).place
    assert place is not None
    assert distance_km(place.lat, place.lon, *TRUTH[name]) < 5


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("قرية حران في ريف حماة", "حران", "Hama"),
        ("مدينة سنجار غربي محافظة نينوى", "سنجار", "Nineveh"),
        ("بلدة سنجار بريف إدلب", "سنجار", "Idlib"),
        ("بلدة الرمادي في ريف دير الزور", "الرمادي", "Deir ez-Zor"),
        ("مدينة الرمادي في محافظة الأنبار", "الرمادي", "Anbar"),
        ("مدينة دوما في ريف دمشق", "دوما", "Rif Dimashq"),
    ],
)
def test_the_place_named_after_it_decides_between_homonyms(
    text: str, name: str, admin1: str
) -> None:
    place = resolved(text, name).place
    assert place is not None
    assert place.admin1 == admin1


def test_harran_in_turkey_is_another() -> None:
    found = resolved("قصفت القوات بلدة حران في تركيا قرب أورفة", "حران")
    assert found.place is None or found.place.country != "SY"


@pytest.mark.parametrize("text", ["حضر الاجتماع وزير", "فتح الباب أمام الحل", "تقنيات حديثة"])
def test_an_everyday_word_is_no_place_without_a_cue(text: str) -> None:
    assert DEFAULT.scan(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("في قرية حضر", "حضر"),
        ("معارك في مدينة الباب", "الباب"),
        ("جرابلس والباب", "الباب"),
        ("قرب الباب بريف حلب", "الباب"),
    ],
)
def test_a_cue_makes_it_a_place(text: str, name: str) -> None:
    assert name in [t.text for t in DEFAULT.scan(text)]


def test_what_stands_after_a_type_word_is_a_name_even_if_unlisted() -> None:
    found = [(t.text, t.places) for t in DEFAULT.scan("سيطروا على قرية زقزاقة وبلدة أم حارتين.")]
    assert found == [("زقزاقة", ()), ("أم حارتين", ())]


def test_the_first_word_of_a_name_is_not_the_name() -> None:
    texts = [t.text for t in DEFAULT.scan("على قرى تل عثمان ودير سنبل")]
    assert texts == ["تل عثمان", "دير سنبل"]


def test_a_dual_covers_both_names() -> None:
    found = DEFAULT.scan("قريتَيْ حرّان وحردانة في ريف حماة")
    assert [(t.text, t.type_word) for t in found[:2]] == [("حرّان", "قريه"), ("حردانة", "قريه")]


def test_facilities_keep_their_type_word_and_towns_do_not() -> None:
    texts = [t.text for t in DEFAULT.scan("من مطار الطبقة إلى مدينة الطبقة ومعبر نصيب")]
    assert texts == ["مطار الطبقة", "الطبقة", "معبر نصيب"]


def test_an_adjective_is_no_country() -> None:
    assert DEFAULT.scan("الحكومة السورية") == []
    assert [t.text for t in DEFAULT.scan("في سورية")] == ["سورية"]


def test_r5_a_small_place_alone_in_its_country_is_not_meant() -> None:
    text = "معارك في بنغازي ودرنة. سيطرت القوات على منطقة الساحل."
    assert resolved(text, "الساحل").place is None


def test_a_name_nobody_knows_is_unresolved_not_dropped() -> None:
    assert resolved("قرية زقزاقة", "زقزاقة").place is None


@pytest.mark.parametrize("name", ["البوكمال", "أبو كمال", "Abu Kamal", "Al-Bukamal", "البو كمال"])
def test_all_spellings_find_al_bukamal(name: str) -> None:
    assert DEFAULT.search(name)[0].place.id == "gn:174448"


def test_a_misspelling_is_found_with_a_lower_score() -> None:
    best = DEFAULT.search("البوكمل")[0]
    assert best.place.name_ar == "البوكمال"
    assert best.score < 1


def test_near_gives_the_nearest_first() -> None:
    names = [place.name_en for place in DEFAULT.near(34.45, 40.92, 12)]
    assert names[0] == "Al-Bukamal"
    assert "Al-Baghuz" in names


def test_the_hash_follows_the_content() -> None:
    place = Place(id="a", name_ar="ا", name_en="A", lat=0, lon=0, country="SY")
    moved = Place(id="a", name_ar="ا", name_en="A", lat=1, lon=0, country="SY")
    assert Gazetteer([place]).hash() != Gazetteer([moved]).hash()
    assert Gazetteer([place]).hash() == Gazetteer([place]).hash()


def test_a_place_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="EPSG:4326"):
        Place(id="a", name_ar="ا", name_en="A", lat=99, lon=0, country="SY")


def test_every_place_has_a_name_a_source_and_a_licence() -> None:
    for place in map(DEFAULT.get, list(DEFAULT._places)):
        assert place is not None
        assert all(isinstance(name, PlaceName) and name.source for name in place.names)
        assert place.source
        assert place.licence
        assert place.name_ar


@given(st.text(alphabet="قرية حران وبلدتي ،حضر.\n«»من في ريف حماة#_", max_size=80))
def test_any_text_scans_and_every_toponym_quotes_it(text: str) -> None:
    toponyms = DEFAULT.scan(text)
    assert all(text[t.start : t.end] == t.text for t in toponyms)
    assert all(t.outer_start <= t.start < t.end for t in toponyms)
    assert len(resolve(toponyms, text)) == len(toponyms)


def test_curated_points_agree_with_the_reference(shared) -> None:  # type: ignore[no-untyped-def]
    """Places that the reference names once in the same governorate lie within 5 km of ours."""
    from gazetteer import bare, fold

    path = shared / "data" / "gazetteer" / "ocha_syria_2015_places.geojson"
    reference: dict[str, list[tuple[float, float]]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8", errors="replace"))["features"]:
        row = feature["properties"]
        key = bare(fold(row["NAME_ARA"] or "").text)
        reference.setdefault(key, []).append((row["LATITUDE"], row["LONGITUDE"]))
    far = []
    for place in (p for p in DEFAULT._places.values() if p.id.startswith("cur:")):
        points = reference.get(bare(fold(place.name_ar).text), [])
        known = place.country == "SY" and place.feature == "populated"
        if known and len(points) == 1 and not place.approximate:
            distance = distance_km(place.lat, place.lon, *points[0])
            far += [(place.name_ar, round(distance, 1))] if distance > 5 else []
    assert not far


def test_the_library_stands_alone() -> None:
    code = "import sys, gazetteer; sys.exit(any(m.startswith('mapper') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
