"""When a claim is the annotated one: the rules of mapper/evaluation/matching.py by their names."""

from __future__ import annotations

from typing import Any

import pytest
from annotated import annotated, claimed, dated, days

from mapper.evaluation.matching import dates_agree, pairs, repeats_apart, same_actor, same_place
from mapper.evaluation.scores import groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تل الغار", "الغار"),
        ("الغار", "غار"),
        ("أبو الظهور", "ابو الظهور"),
        ("«الغار»", "الغَار"),
        ("قرية الغار", "بلدة الغار"),
        ("الغار", "الغار الشرقي"),
        ("الغار الشرقي", "الغار"),
        ("دير ورد", "ديرورد"),
        ("معبر الورد", "معبر الورد"),
        ("جامعة الورد", "جامعه ورد"),
    ],
)
def test_e1_one_name_in_two_spellings(one: str, other: str) -> None:
    assert same_place(annotated(one), claimed(other).place)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الغار", "الورد"),
        ("الغار", "الغار الشرقي من ريف حماة الجنوبي"),
        ("قرية", "بلدة"),
        ("ال", "لل"),
    ],
)
def test_e1_two_names(one: str, other: str) -> None:
    assert not same_place(annotated(one), claimed(other).place)


@pytest.mark.parametrize(
    ("lon", "other", "same"),
    [(37.02, "العمارة", True), (37.1, "العمارة", False), (37.02, "دوما", False)],
)
def test_e1_names_that_are_alike_within_3_km(lon: float, other: str, same: bool) -> None:
    wanted = annotated("عمورة", lat=35.0, lon=37.0)
    assert same_place(wanted, claimed(other, lat=35.0, lon=lon).place) is same


@pytest.mark.parametrize("facility", ["مطار", "معبر", "مخيم", "سد", "جامعة", "مستشفى"])
def test_e2_a_facility_is_not_its_town(facility: str) -> None:
    assert not same_place(annotated("الغار"), claimed(f"{facility} الغار").place)
    assert not same_place(annotated(f"{facility} الغار"), claimed("الغار").place)


def test_e3_actors() -> None:
    assert same_actor("IS", "IS")
    assert not same_actor("IS", "SY.GOV")
    assert same_actor("OTHER:عشائر", "OTHER:مسلحون")


@pytest.mark.parametrize(
    ("first", "last", "agree"),
    [("2015-05-03", "2015-05-04", True), ("2015-05-04", "2015-05-05", False)],
)
def test_e4_a_day_of_slack(first: str, last: str, agree: bool) -> None:
    one, other = days("2015-05-01", "2015-05-02"), days(first, last)
    assert dates_agree(one, other) is agree
    assert dates_agree(other, one) is agree
    assert not dates_agree(one, None)


@pytest.mark.parametrize("kind", ["transfer", "capture"])
def test_e5_handed_over_counts_as_taken(kind: str) -> None:
    assert groups([annotated(kind="capture")], [claimed(kind=kind)])[0].found == ((0, 0),)
    assert groups([annotated(kind=kind)], [claimed(kind="capture")])[0].found == ((0, 0),)
    assert groups([annotated(kind="loss")], [claimed(kind=kind)])[0].found == ()


@pytest.mark.parametrize(
    ("other", "repeats"),
    [
        ({}, 1),
        ({"kind": "transfer"}, 1),
        ({"place": "بلدة الغار"}, 1),
        (dated("2015-05-02"), 1),
        (dated("2015-05-09"), 0),
        ({"actor": "SY.GOV"}, 0),
        ({"kind": "loss"}, 0),
        ({"place": "الغار الشرقي"}, 0),
    ],
)
def test_e6_said_again_counts_once(other: dict[str, Any], repeats: int) -> None:
    first, again = claimed(**dated("2015-05-01")), claimed(**other)
    assert repeats_apart([first, again]) == (
        ([first], [again]) if repeats else ([first, again], [])
    )


def test_e7_one_claim_each_and_the_better_pair_first() -> None:
    wanted = [annotated(actor="SY.GOV"), annotated(date=days("2015-05-01"))]
    said = [claimed(**dated("2015-07-01")), claimed(**dated("2015-05-01")), claimed(kind="loss")]
    assert pairs(wanted, said, fits=lambda *_: True) == [(1, 1), (0, 0)]
    assert pairs(wanted, said, fits=lambda a, c: a.actor == c.actor) == [(1, 1)]
