"""Which claims the app lists."""

from __future__ import annotations

import dataclasses

from conftest import a_claim
from hypothesis import given
from hypothesis import strategies as st

from mapper.geoparsing import Doubt
from mapper.records import ClaimPlace, DateBasis, Kind
from mapper.ui.claims_list import (
    PAGE_SIZE,
    UNPLACED,
    ClaimFilter,
    choices_of,
    choose_claims,
    page_count,
    page_of,
)
from mapper.ui.words import LANGUAGES, words

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
    wanted = ClaimFilter(actors=("IS",), kinds=(Kind.SIEGE,), outlets=("B",))
    assert choose_claims(CLAIMS, wanted) == (NOWHERE,)
    assert choose_claims(CLAIMS, dataclasses.replace(wanted, outlets=("A",))) == ()


def test_an_unknown_outlet_can_be_chosen() -> None:
    assert choose_claims(CLAIMS, ClaimFilter(outlets=("",))) == (HELD, UNDATED)


def test_places_without_a_point_can_be_chosen_and_stand_last() -> None:
    assert choices_of(CLAIMS).places[-1][0] == UNPLACED
    assert choose_claims(CLAIMS, ClaimFilter(place=UNPLACED)) == (NOWHERE,)
    assert NOWHERE not in choose_claims(CLAIMS, ClaimFilter(place="p1"))


def test_choices_are_what_occurs() -> None:
    choices = choices_of(CLAIMS)
    assert choices.actors == ("IS", "SDF", "SY.GOV")
    assert choices.outlets == ("", "A", "B")
    assert choices.kinds == (Kind.CAPTURE, Kind.SIEGE, Kind.HOLD)


@given(st.permutations(CLAIMS))
def test_the_order_of_claims_does_not_matter(claims: list[object]) -> None:
    assert choose_claims(claims, ClaimFilter()) == choose_claims(CLAIMS, ClaimFilter())  # type: ignore[arg-type]
    assert choices_of(claims) == choices_of(CLAIMS)  # type: ignore[arg-type]


@given(st.integers(0, 3 * PAGE_SIZE + 1))
def test_pages_show_every_claim_once(count: int) -> None:
    claims = [HELD] * count
    pages = [page_of(claims, number) for number in range(1, page_count(claims) + 1)]
    assert [claim for page in pages for claim in page] == claims
    assert all(len(page) <= PAGE_SIZE for page in pages)


def test_both_languages_say_the_same_things() -> None:
    english, arabic = (words(code) for code in LANGUAGES)
    assert english.keys() == arabic.keys()
    assert english["kind"].keys() == arabic["kind"].keys() == {str(kind) for kind in Kind}
    assert english["modality"].keys() == arabic["modality"].keys()
    assert english["doubt"].keys() == arabic["doubt"].keys() == {str(doubt) for doubt in Doubt}
    assert list(english["column"]) == list(arabic["column"])
    assert english["doubts_column"].keys() == arabic["doubts_column"].keys()
