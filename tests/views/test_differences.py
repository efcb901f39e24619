"""What two views of a project say otherwise."""

from __future__ import annotations

from conftest import a_claim, day

from mapper.pipeline import infer_anew
from mapper.records import ClaimPlace
from mapper.store import Project
from mapper.views import (
    Perspective,
    changes_of,
    differences_of,
    last_news,
    seen_by,
)

RAQQA = ClaimPlace(text="الرقة", id="p2", name_ar="الرقة", name_en="Raqqa", lat=35.95, lon=39.01)
CLAIMS = (
    a_claim("capture", "SDF", "2017-10-17", place=RAQQA, outlet="A", doc="1"),
    a_claim("capture", "SY.GOV", "2017-11-19", outlet="B", doc="2"),
)
PROJECT = infer_anew(Project(claims=CLAIMS))


def test_perspectives_differ_where_only_one_speaks() -> None:
    one, other = (seen_by(PROJECT, Perspective(sources=(name,))) for name in "AB")
    found = differences_of(one, other)
    assert {item.place_id for item in found} == {"p1", "p2"}
    early = differences_of(one, other, day=day("2017-11-01"))
    assert [(item.place_id, item.after) for item in early] == [("p2", None)]
    assert differences_of(one, other, day=day("2017-10-01")) == []


def test_a_perspective_does_not_differ_from_itself() -> None:
    assert differences_of(PROJECT, PROJECT) == []


def test_days_are_taken_in_their_order() -> None:
    ground = PROJECT.topology()
    days = (day("2017-11-01"), day("2017-12-01"))
    changes = changes_of(PROJECT, *days, ground)
    assert list(changes["place_id"]) == ["p1"]
    assert changes["km2"][0] > 0
    assert changes_of(PROJECT, *reversed(days), ground).equals(changes)


def test_the_last_news_is_the_last_state_that_is_known() -> None:
    assert last_news(PROJECT) == day("2017-11-19")
