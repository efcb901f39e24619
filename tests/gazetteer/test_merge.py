"""Which places are one (rules M1 to M7), and what the one says."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.merge import join, merge, same_places
from gazetteer.place import Place, PlaceName

KM = 1 / 111.2
"""Degrees of latitude."""


def place(id_: str, name: str = "هجين", north_km: float = 0.0, **more: object) -> Place:
    """Give a place of Deir ez-Zor so many kilometres north of Hajin; `more` overrides any field."""
    source = id_.split(":")[0]
    fields: dict[str, object] = {
        "id": id_,
        "name_ar": name,
        "name_en": "",
        "lat": 34.693 + north_km * KM,
        "lon": 40.826,
        "country": "SY",
        "admin1": "Deir ez-Zor",
        "names": (PlaceName(name, "ar", source, f"{source}-1.0"),) if name else (),
        "source": source,
        "licence": f"{source}-1.0",
    }
    return Place(**(fields | more))  # type: ignore[arg-type]


def latin(id_: str, name: str, north_km: float = 0.0, **more: object) -> Place:
    names = (PlaceName(name, "en", id_.split(":")[0], "x"),)
    return place(id_, "", north_km, **({"name_en": name, "names": names} | more))


def are_one(one: Place, other: Place) -> bool:
    return len(merge([one, other])) == 1


# ------------------------------------------------------------------------------ M1 to M7


def test_m1_the_same_id_is_one_place() -> None:
    assert are_one(place("gn:1"), place("gn:1", "غيره", 500))


def test_m2_homonyms_of_one_source_stay_apart() -> None:
    assert not are_one(place("gn:1"), place("gn:2"))
    assert not are_one(place("own:list:1"), place("own:list:2"))
    assert are_one(place("own:list:1"), place("own:other:1"))


def test_m2_standing_places_are_of_one_source() -> None:
    ours = {p.id: p for p in (place("cur:1"), place("gn:1", north_km=1))}
    assert len(merge(ours.values(), standing=ours)) == 2
    assert len(merge([place("gn:2"), *ours.values()], standing=ours)) == 2
    assert len(merge([place("gn:2"), ours["gn:1"]], standing=ours)) == 2


def test_m2_a_place_takes_one_of_two_homonyms_and_leaves_the_other() -> None:
    merged = merge(
        [place("hdx:1", north_km=1), place("gn:1", north_km=0), place("gn:2", north_km=4)]
    )
    assert sorted(len(p.names) for p in merged) == [1, 1]
    assert len(merged) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("البوكمال", "بوكمال", True),
        ("إدلب", "ادلب", True),
        ("تل عفر", "تلعفر", True),
        ("هجين", "حجين", False),
    ],
)
def test_m3_names_are_compared_folded(one: str, other: str, same: bool) -> None:
    assert are_one(place("a:1", one), place("b:1", other)) == same


def test_m3_any_of_the_names_may_be_shared() -> None:
    names = (PlaceName("كوباني", "ar", "a"), PlaceName("عين العرب", "ar", "a"))
    assert are_one(place("a:1", "كوباني", names=names), place("b:1", "عين العرب"))


def test_m3_latin_names_decide_only_where_one_has_none_in_arabic() -> None:
    hajin = latin("a:1", "Hajīn")
    assert are_one(hajin, latin("b:1", "Al-Hajin"))
    both = (PlaceName("غيره", "ar", "b"), PlaceName("Hajin", "en", "b"))
    assert are_one(hajin, place("b:1", "غيره", names=both))
    other = (PlaceName("هجين", "ar", "a"), PlaceName("Hajin", "en", "a"))
    assert not are_one(place("a:1", names=other), place("b:1", "غيره", names=both))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("populated", "populated", True),
        ("populated", "quarter", True),
        ("populated", "area", True),
        ("facility", "crossing", True),
        ("populated", "facility", False),
        ("populated", "admin2", False),
        ("admin1", "admin2", False),
        ("terrain", "water", False),
        ("quarter", "facility", False),
        ("country", "admin1", False),
    ],
)
def test_m4_only_what_is_of_one_kind_is_one(one: str, other: str, same: bool) -> None:
    assert are_one(place("a:1", feature=one), place("b:1", feature=other)) == same


def test_m4_the_word_for_a_unit_is_no_part_of_its_name() -> None:
    one = place("a:1", "محافظة دير الزور", feature="admin1")
    assert are_one(one, place("b:1", "دير الزور", feature="admin1"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"country": "SY"}, {"country": "IQ"}, False),
        ({"country": "SY"}, {"country": ""}, True),
        ({"admin1": "Deir ez-Zor"}, {"admin1": "Raqqa"}, False),
        ({"admin1": "Deir ez-Zor"}, {"admin1": ""}, True),
        ({"admin1": "Deir ez-Zor"}, {"admin1": "Dayr az Zawr"}, True),
    ],
)
def test_m5_units_must_agree_as_far_as_they_are_known(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    assert are_one(place("a:1", **one), place("b:1", **other)) == same


@pytest.mark.parametrize(
    ("feature", "approximate", "reach_km"),
    [
        ("populated", False, 5),
        ("populated", True, 8),
        ("area", True, 8),
        ("quarter", False, 3),
        ("quarter", True, 3),
        ("facility", False, 6),
        ("crossing", False, 6),
        ("terrain", False, 15),
        ("water", True, 15),
        ("admin1", True, 80),
        ("admin2", True, 80),
    ],
)
def test_m6_how_far_apart_two_sources_may_put_a_place(
    feature: str, approximate: bool, reach_km: float
) -> None:
    one = place("a:1", feature=feature, approximate=approximate)
    near, far = (place("b:1", north_km=reach_km * by, feature=feature) for by in (0.98, 1.02))
    assert are_one(one, near)
    assert not are_one(one, far)


def test_m6_holds_in_a_group_for_every_two() -> None:
    """A chain of neighbours does not join its ends."""
    chain = [place("a:1"), place("b:1", north_km=4), place("c:1", north_km=8)]
    assert [len(p.names) for p in merge(chain)] == [1, 1]
    assert len(merge(chain)) == 2


def test_m7_the_nearest_are_joined_first() -> None:
    merged = merge([place("a:1"), place("b:far", north_km=3), place("b:near", north_km=1)])
    left = next(p for p in merged if p.id != "a:1")
    assert left.id == "b:far"


# ------------------------------------------------------------------------------------ the one


def test_the_built_in_keeps_its_id_and_first_names_and_the_first_gives_the_point() -> None:
    ours = latin("cur:1", "Hajin", population=40_000, admin2="Al-Bukamal")
    theirs = place("hdx:1", north_km=1, admin1="", names=place("hdx:1").names + ours.names)
    (one,) = merge([theirs, ours], standing={"cur:1": ours})
    assert (one.id, one.name_en, one.name_ar) == ("cur:1", "Hajin", "هجين")
    assert (one.lat, one.source, one.licence) == (theirs.lat, "hdx", "hdx-1.0")
    assert (one.population, one.admin1, one.admin2) == (40_000, "Deir ez-Zor", "Al-Bukamal")


def test_the_built_in_keeps_its_names_also_against_its_own_id() -> None:
    ours = place("gn:1", "البوكمال")
    (one,) = merge([place("gn:1", "أبو كمال"), ours], standing={"gn:1": ours})
    assert one.name_ar == "البوكمال"
    assert {name.text for name in one.names} == {"البوكمال", "أبو كمال"}


def test_an_exact_point_counts_before_an_approximate_one() -> None:
    (one,) = merge([place("a:1", approximate=True), place("b:1", north_km=2)])
    assert (one.id, one.source, one.approximate) == ("a:1", "b", False)


def test_a_name_keeps_its_first_provenance() -> None:
    (one,) = merge([place("a:1"), place("b:1")])
    assert one.names == (PlaceName("هجين", "ar", "a", "a-1.0"),)


def test_a_town_that_is_also_an_area_is_a_town() -> None:
    (one,) = merge([place("a:1", feature="area", approximate=True), place("b:1")])
    assert one.feature == "populated"


def test_listed_governorates_count_before_other_spellings() -> None:
    (one,) = merge([place("a:1", admin1="Dayr az Zawr"), place("b:1")])
    assert one.admin1 == "Deir ez-Zor"


def test_one_place_alone_stays_as_it_is() -> None:
    assert merge([place("a:1")]) == [place("a:1")]
    assert join([place("a:1")]) == place("a:1")
    assert merge([]) == []


def test_same_places_says_which_known_place_is_meant() -> None:
    known = [place("gn:1", north_km=4), place("gn:2", north_km=1), place("gn:3", "غيره")]
    assert same_places([place("cur:1"), place("cur:2", "ما")], known) == {"cur:1": "gn:2"}
    assert same_places([], known) == {}


# --------------------------------------------------------------------------------- properties

SPOTS = st.builds(
    lambda name, north, feature, admin1, approximate: {
        "name": name,
        "north_km": north,
        "feature": feature,
        "admin1": admin1,
        "approximate": approximate,
    },
    st.sampled_from(["هجين", "الهجين", "الشعفة", "البوكمال"]),
    st.floats(0, 20),
    st.sampled_from(["populated", "quarter", "area", "facility", "admin2"]),
    st.sampled_from(["Deir ez-Zor", "Raqqa", ""]),
    st.booleans(),
)


@st.composite
def sources(draw: st.DrawFn) -> list[list[Place]]:
    """Draw the places of up to three sources."""
    count = draw(st.integers(1, 3))
    return [
        [
            place(f"{source}:{at}", **spot)
            for at, spot in enumerate(draw(st.lists(SPOTS, max_size=5)))
        ]
        for source in "abc"[:count]
    ]


@given(sources(), st.randoms())
def test_the_order_within_a_source_does_not_matter(lists: list[list[Place]], dice: object) -> None:
    first = merge(p for source in lists for p in source)
    for source in lists:
        dice.shuffle(source)  # type: ignore[attr-defined]
    again = merge(p for source in lists for p in source)
    assert sorted(first, key=lambda p: p.id) == sorted(again, key=lambda p: p.id)


@given(sources())
def test_merging_loses_no_name_and_invents_no_place(lists: list[list[Place]]) -> None:
    places = [p for source in lists for p in source]
    merged = merge(places)
    assert {p.id for p in merged} <= {p.id for p in places}
    assert {n.text for p in merged for n in p.names} == {n.text for p in places for n in p.names}
    assert len(merged) >= max(map(len, lists))


@given(sources())
def test_merging_again_changes_nothing_when_all_are_of_one_source(lists: list[list[Place]]) -> None:
    assert merge(lists[0]) == lists[0]


@given(sources())
def test_a_repeated_source_changes_nothing(lists: list[list[Place]]) -> None:
    places = [p for source in lists for p in source]
    assert merge([*places, *places]) == merge(places)


def test_the_precedence_of_sources_gives_the_point() -> None:
    places = {source: place(f"{source}:1", north_km=at) for at, source in enumerate("abc")}
    for order in permutations("abc"):
        (one,) = merge(places[source] for source in order)
        assert one.lat == places[order[0]].lat


def test_thousands_of_one_name_are_told_apart_by_place() -> None:
    ours = [place(f"a:{n}", north_km=n * 20) for n in range(200)]
    theirs = [replace(p, id=f"b:{p.id[2:]}", lat=p.lat + KM) for p in ours]
    assert len(merge([*ours, *theirs])) == 200
