"""Which names of a project are in doubt, and why."""

from __future__ import annotations

import dataclasses

import pytest
from conftest import BUKAMAL, a_claim
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.geoparsing import Doubt, doubtful_names
from mapper.pipeline import extract
from mapper.records import Claim, ClaimPlace, Document, RankedPlace, Span


def rival(score: float, name: str = "r1", *, lat: float = 36.0) -> RankedPlace:
    return RankedPlace(id=name, name_ar="البوكمال", lat=lat, lon=37.0, score=score)


def put(**changed: object) -> ClaimPlace:
    return dataclasses.replace(BUKAMAL, **changed)  # type: ignore[arg-type]


def chosen(score: float) -> RankedPlace:
    return RankedPlace(id="p1", name_ar="البوكمال", lat=34.45, lon=40.92, score=score)


UNLISTED = ClaimPlace(text="زقزاقة")
PLACED = put(text="الشعفة", id="at:gn:174448:شعفه", approximate=True, score=0.4)


def reasons(*places: ClaimPlace) -> list[Doubt]:
    found = doubtful_names(a_claim(place=place, doc=str(at)) for at, place in enumerate(places))
    return [name.reason for name in found]


# -------------------------------------------------------------------------------------- rules


def test_d1_a_name_without_place_and_candidates_is_unresolved() -> None:
    (name,) = doubtful_names([a_claim(place=UNLISTED)])
    assert (name.reason, name.put, name.rivals) == (Doubt.UNRESOLVED, (), ())


def test_d2_a_name_that_places_bear_and_none_was_chosen_is_undecided() -> None:
    place = ClaimPlace(text="الصالحية", candidates=(rival(0.4), rival(0.39, "r2")))
    (name,) = doubtful_names([a_claim(place=place)])
    assert name.reason == Doubt.UNDECIDED
    assert [r.id for r in name.rivals] == ["r1", "r2"]


def test_d3_a_name_known_to_be_at_another_place_is_placed_and_tells_where() -> None:
    (name,) = doubtful_names([a_claim(place=PLACED)])
    assert name.reason == Doubt.PLACED
    assert name.put[0].holder == "gn:174448"


@pytest.mark.parametrize(
    ("score", "close"), [(0.9, True), (0.8, True), (0.799, False), (0.1, False)]
)
def test_d4_a_rival_within_a_tenth_of_the_best_is_close(score: float, close: bool) -> None:
    place = put(score=0.9, candidates=(chosen(0.9), rival(score)))
    assert reasons(place) == ([Doubt.CLOSE] if close else [])


def test_d4_a_rival_on_the_same_ground_is_none() -> None:
    district = dataclasses.replace(chosen(1.0), id="district", lat=34.46)
    assert reasons(put(score=1.0, candidates=(chosen(1.0), district))) == []


def test_d4_the_order_of_candidates_does_not_matter() -> None:
    pair = (chosen(0.9), rival(0.85))
    assert reasons(put(candidates=pair)) == reasons(put(candidates=pair[::-1])) == [Doubt.CLOSE]


def test_d4_a_third_is_close_where_the_second_is_on_the_same_ground() -> None:
    district = dataclasses.replace(chosen(0.9), id="district")
    place = put(candidates=(chosen(0.9), district, rival(0.85)))
    assert reasons(place) == [Doubt.CLOSE]


def test_d5_a_point_that_is_not_the_places_own_is_approximate() -> None:
    assert reasons(put(approximate=True)) == [Doubt.APPROXIMATE]


def test_the_first_reason_counts() -> None:
    close = (chosen(0.9), rival(0.9))
    assert reasons(put(approximate=True, candidates=close)) == [Doubt.CLOSE]
    assert reasons(dataclasses.replace(PLACED, candidates=close)) == [Doubt.PLACED]


def test_what_is_sure_is_not_listed() -> None:
    assert doubtful_names([a_claim()]) == ()


# --------------------------------------------------------------------------------- collecting


def test_spellings_that_fold_alike_are_one_name_and_the_most_frequent_is_shown() -> None:
    spelled = ("أبو خشب", "ابو خشب", "أبو خَشب", "أبو خشب")
    claims = [a_claim(place=ClaimPlace(text=t), doc=str(at)) for at, t in enumerate(spelled)]
    (name,) = doubtful_names(claims)
    assert name.name == "أبو خشب"
    assert name.spellings == ("أبو خشب", "أبو خَشب", "ابو خشب")
    assert (name.claims, name.documents) == (4, 4)


def test_the_article_makes_no_other_name() -> None:
    spelled = ("الزقزاقة", "زقزاقة")
    claims = [a_claim(place=ClaimPlace(text=t), doc=t) for t in spelled]
    assert len(doubtful_names(claims)) == 1


def test_one_name_with_two_reasons_is_listed_for_each() -> None:
    assert reasons(put(approximate=True), ClaimPlace(text="البوكمال")) == [
        Doubt.APPROXIMATE,
        Doubt.UNRESOLVED,
    ]


def test_the_frequent_come_first() -> None:
    rare = a_claim(place=UNLISTED)
    often = [a_claim(place=PLACED, doc=str(at)) for at in range(3)]
    assert [name.claims for name in doubtful_names([rare, *often])] == [3, 1]


def test_documents_are_counted_once() -> None:
    claims = [a_claim(kind, place=UNLISTED) for kind in ("capture", "hold", "siege")]
    assert [(n.claims, n.documents) for n in doubtful_names(claims)] == [(3, 1)]


def test_where_it_was_put_most_often_comes_first() -> None:
    here, there = put(approximate=True), put(id="p2", lat=33.0, approximate=True)
    claims = [a_claim(place=p, doc=str(at)) for at, p in enumerate((here, there, there))]
    (name,) = doubtful_names(claims)
    assert [at.id for at in name.put] == ["p2", "p1"]


def test_a_rival_keeps_its_best_score() -> None:
    places = [ClaimPlace(text="حران", candidates=(rival(s),)) for s in (0.3, 0.5, 0.4)]
    (name,) = doubtful_names(a_claim(place=p, doc=str(at)) for at, p in enumerate(places))
    assert [r.score for r in name.rivals] == [0.5]


def test_the_example_has_evidence_and_shows_the_name_as_it_is_listed() -> None:
    evidence = Span.of("سيطر على زقزاقة", 0, 15)
    bare = a_claim(place=UNLISTED, doc="a")
    other = a_claim(place=ClaimPlace(text="زقزاقه"), doc="b", evidence=evidence)
    shown = a_claim(place=UNLISTED, doc="c", evidence=evidence)
    (name,) = doubtful_names([bare, other, shown])
    assert name.example == shown


@pytest.mark.parametrize("text", ["ًٌٍ", "ـ", "<script>", "=1+1", "{0}", "\u202e", "x" * 10_000])
def test_any_text_is_a_name(text: str) -> None:
    (name,) = doubtful_names([a_claim(place=ClaimPlace(text=text))])
    assert name.name == text


def test_a_text_of_marks_is_not_every_other_text_of_marks() -> None:
    assert len(doubtful_names(a_claim(place=ClaimPlace(text=t)) for t in ("ًٌ", "ٍ"))) == 2


# ------------------------------------------------------------------------------- properties

TEXTS = st.sampled_from(["أبو خشب", "ابو خشب", "حران", "الزقزاقة", "زقزاقة"])
RANKED = st.builds(
    rival, st.floats(0, 1).map(lambda s: round(s, 3)), st.sampled_from(["r1", "r2", "p1"])
)
PLACES = st.one_of(
    st.builds(
        lambda text, ranked: ClaimPlace(text=text, candidates=tuple(ranked)),
        TEXTS,
        st.lists(RANKED, max_size=3),
    ),
    st.builds(
        lambda text, ranked, rough, place_id: put(
            text=text, candidates=tuple(ranked), approximate=rough, id=place_id
        ),
        TEXTS,
        st.lists(RANKED, max_size=3),
        st.booleans(),
        st.sampled_from(["p1", "p2", "at:p1:x"]),
    ),
)
CLAIMS = st.lists(st.builds(lambda p, d: a_claim(place=p, doc=d), PLACES, st.sampled_from("abc")))


def _unique(claims: list[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in claims}.values())


@given(CLAIMS.map(_unique).flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_claims_does_not_matter(both: tuple[list[Claim], list[Claim]]) -> None:
    assert doubtful_names(both[0]) == doubtful_names(both[1])


@given(CLAIMS.map(_unique))
def test_a_repeated_claim_changes_nothing(claims: list[Claim]) -> None:
    assert doubtful_names(claims * 2) == doubtful_names(claims)


@given(CLAIMS.map(_unique))
def test_every_claim_off_the_map_is_counted_once(claims: list[Claim]) -> None:
    found = doubtful_names(claims)
    off = {Doubt.UNRESOLVED, Doubt.UNDECIDED}
    counted = sum(name.claims for name in found if name.reason in off)
    assert counted == sum(not claim.place.resolved for claim in claims)
    assert sum(name.claims for name in found) <= len(claims)


@given(CLAIMS.map(_unique))
def test_what_is_listed_hangs_together(claims: list[Claim]) -> None:
    for name in doubtful_names(claims):
        assert name.documents <= name.claims
        assert name.name == name.spellings[0]
        assert name.example.place.text in name.spellings
        assert bool(name.put) == (name.reason not in {Doubt.UNRESOLVED, Doubt.UNDECIDED})
        scores = [r.score for r in name.rivals]
        assert scores == sorted(scores, reverse=True)


def test_an_unlisted_village_of_an_article_is_found(gazetteer: Gazetteer) -> None:
    text = "سيطر الجيش السوري على قرية زقزاقة."
    claims = extract(Document(id="a", text=text), gazetteer, Config())
    assert [(n.name, n.reason) for n in doubtful_names(claims)] == [("زقزاقة", Doubt.UNRESOLVED)]
