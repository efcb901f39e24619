"""Which claims are listed and which intervals are drawn."""

from __future__ import annotations

import dataclasses

import pytest
from conftest import a_claim, an_incident, day
from hypothesis import given
from hypothesis import strategies as st

from mapper.control import ControlTimeline, infer_hindsight
from mapper.records import Claim, ClaimPlace, DateBasis, Kind, Span, Status
from mapper.store import Project
from mapper.views import (
    HIDDEN,
    NEUTRAL,
    UNPLACED,
    ClaimFilter,
    ClaimOrder,
    Perspective,
    choices_of,
    choose_claims,
    hide_intervals,
    seen_by,
    speaker_of,
)

TAKEN = a_claim("capture", "SY.GOV", "2017-11-19", from_actor="IS", outlet="A", doc="1")
HELD = a_claim("hold", "SDF", "2017-11-08", doc="2")
NOWHERE = a_claim("siege", "IS", "2017-11-12", place=ClaimPlace(text="مكان"), outlet="B", doc="3")
UNDATED = a_claim("hold", "SDF", doc="4", date=None, date_basis=DateBasis.NONE, published=None)
CLAIMS = (UNDATED, HELD, TAKEN, NOWHERE)


def test_nothing_chosen_lists_everything_latest_first_and_undated_last() -> None:
    assert choose_claims(CLAIMS, ClaimFilter()) == (TAKEN, NOWHERE, HELD, UNDATED)


def test_an_actor_counts_whether_it_gains_or_loses() -> None:
    assert choose_claims(CLAIMS, ClaimFilter(actors=("IS",))) == (TAKEN, NOWHERE)


def test_filters_of_several_sorts_must_all_hold() -> None:
    wanted = ClaimFilter(actors=("IS",), kinds=(Kind.SIEGE,))
    assert choose_claims(CLAIMS, wanted) == (NOWHERE,)
    assert choose_claims(CLAIMS, dataclasses.replace(wanted, kinds=(Kind.HOLD,))) == ()


def test_an_unknown_source_can_be_chosen() -> None:
    assert seen_by(Project(claims=CLAIMS), Perspective(sources=("",))).claims == (UNDATED, HELD)


def test_places_without_a_point_can_be_chosen_and_stand_last() -> None:
    assert choices_of(CLAIMS).places[-1][0] == UNPLACED
    assert choose_claims(CLAIMS, ClaimFilter(place=UNPLACED)) == (NOWHERE,)
    assert NOWHERE not in choose_claims(CLAIMS, ClaimFilter(place="p1"))


def test_choices_are_what_occurs() -> None:
    choices = choices_of(CLAIMS)
    assert choices.actors == ("IS", "SDF", "SY.GOV")
    assert choices.sources == ("", "A", "B")
    assert choices.sides == (NEUTRAL,)
    assert (str(choices.first), str(choices.last)) == ("2017-11-08", "2017-11-19")
    assert choices.kinds == (Kind.CAPTURE, Kind.SIEGE, Kind.HOLD)


@given(st.permutations(CLAIMS))
def test_the_order_of_claims_does_not_matter(claims: list[object]) -> None:
    assert choose_claims(claims, ClaimFilter()) == choose_claims(CLAIMS, ClaimFilter())  # type: ignore[arg-type]
    assert choices_of(claims) == choices_of(CLAIMS)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------ search, order


@pytest.mark.parametrize("text", ["أبو كمال", "ابو كمال", " أَبُو  كمال ", "al-BUKAMAL", "Al-Buk"])
def test_spelling_does_not_matter_in_a_search(text: str) -> None:
    place = ClaimPlace(text="أبو كمال", name_en="Al-Bukamal")
    claim = a_claim(place=place, doc="z")
    assert choose_claims([NOWHERE, claim], ClaimFilter(text=text))[0] == claim


def test_evidence_sources_and_outlets_are_searched() -> None:
    evidence = Span.of("سيطر الجيش على المدينة", 0, 22)
    claim = a_claim(evidence=evidence, source="مصدر عسكري", outlet="وكالة")
    for text in ("الجيش على", "عسكري", "وكاله"):
        assert choose_claims([claim], ClaimFilter(text=text)) == (claim,)
    assert choose_claims([claim], ClaimFilter(text="المدينة البوكمال")) == ()


@pytest.mark.parametrize("text", ["*", "(", "[a-", "\\", "%"])
def test_what_is_searched_is_no_pattern(text: str) -> None:
    assert choose_claims([HELD], ClaimFilter(text=text)) == ()


def test_claims_come_in_the_order_asked_for() -> None:
    sure = a_claim(confidence=1.0, doc="5", first="2017-11-01")
    by = {order: choose_claims([*CLAIMS, sure], ClaimFilter(), order=order) for order in ClaimOrder}
    assert by[ClaimOrder.CONFIDENCE][0] == sure
    assert by[ClaimOrder.PLACE][-1] == NOWHERE
    assert by[ClaimOrder.PUBLISHED][0] == TAKEN
    assert by[ClaimOrder.PUBLISHED][-1] == UNDATED


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2017-11-12", None, (TAKEN, NOWHERE)),
        (None, "2017-11-12", (NOWHERE, HELD)),
        ("2017-11-09", "2017-11-11", ()),
    ],
)
def test_a_period_keeps_what_may_have_been_on_its_days(
    first: str | None, last: str | None, kept: tuple[Claim, ...]
) -> None:
    wanted = ClaimFilter(first=first and day(first), last=last and day(last))  # type: ignore[arg-type]
    assert choose_claims(CLAIMS, wanted) == kept


# ----------------------------------------------------------------------------------- intervals

TIMELINE = infer_hindsight(CLAIMS)
SUREST = max(item.confidence for item in TIMELINE.intervals)


def test_nothing_chosen_hides_nothing() -> None:
    everywhere = ClaimFilter(place="elsewhere", text="x")
    assert hide_intervals(TIMELINE, everywhere, CLAIMS) == (TIMELINE, 0)


@pytest.mark.parametrize(
    "wanted",
    [
        ClaimFilter(actors=("IS",)),
        ClaimFilter(kinds=(Kind.HOLD,)),
        ClaimFilter(confidence=SUREST),
        ClaimFilter(first=day("2017-11-19")),
        ClaimFilter(last=day("2017-11-10")),
    ],
)
def test_what_is_hidden_keeps_its_place_and_days_and_is_counted(wanted: ClaimFilter) -> None:
    shown, count = hide_intervals(TIMELINE, wanted, CLAIMS)
    hidden = [item for item in shown.intervals if item.rule == HIDDEN]
    assert 0 < count == len(hidden) < len(TIMELINE.intervals)
    assert {item.status for item in hidden} == {Status.UNKNOWN}
    assert [(i.place_id, i.valid_from, i.valid_to) for i in shown.intervals] == [
        (i.place_id, i.valid_from, i.valid_to) for i in TIMELINE.intervals
    ]


def test_what_was_unknown_before_is_not_hidden() -> None:
    unknown, _ = hide_intervals(TIMELINE, ClaimFilter(actors=("nobody",)), CLAIMS)
    assert hide_intervals(unknown, ClaimFilter(confidence=0.9), CLAIMS)[1] == len(
        [i for i in unknown.intervals if i.rule == HIDDEN]
    )
    assert hide_intervals(ControlTimeline(), ClaimFilter(confidence=0.9), CLAIMS)[1] == 0


# --------------------------------------------------------------------------------- perspective


def test_everybody_is_the_project_itself() -> None:
    project = Project(claims=CLAIMS)
    assert seen_by(project, Perspective()) is project


def test_a_perspective_is_inferred_from_its_claims_alone() -> None:
    seen = seen_by(Project(claims=CLAIMS), Perspective(sources=("A",)))
    assert seen.claims == (TAKEN,)
    assert seen.hindsight == infer_hindsight([TAKEN])


def test_a_perspective_tells_of_its_own_incidents() -> None:
    incidents = (an_incident(source="سانا"), an_incident(outlet="وكالة"))
    seen = seen_by(Project(incidents=incidents), Perspective(side="SY.GOV"))
    assert seen.incidents == incidents[:1]


def test_a_side_and_its_sources_must_both_hold() -> None:
    own = a_claim(outlet="سانا", doc="8")
    project = Project(claims=(own, TAKEN))
    assert seen_by(project, Perspective(side="SY.GOV")).claims == (own,)
    assert seen_by(project, Perspective(side=NEUTRAL)).claims == (TAKEN,)
    assert seen_by(project, Perspective(side="SY.GOV", sources=("A",))).claims == ()


def test_who_is_cited_speaks_and_not_the_outlet() -> None:
    assert speaker_of(a_claim(source="مصدر", outlet="A")) == "مصدر"
    assert speaker_of(a_claim(outlet="A")) == "A"
