"""What of a model's claims is believed: the rules of mapper/llm/checking.py by their names."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import day
from hypothesis import given
from hypothesis import strategies as st
from model import TEXT, said

from gazetteer import Gazetteer
from mapper.claims import Refusal
from mapper.config import DatesConfig
from mapper.geoparsing import find_mentions
from mapper.llm import Reason
from mapper.llm.checking import Checker
from mapper.records import Claim, Document

DOCUMENT = Document(id="d", text=TEXT, published=day("2017-03-02"), outlet="o")
GAZETTEER = Gazetteer.default()
MENTIONS = find_mentions(DOCUMENT, GAZETTEER)
ENTERED = {
    "kind": "partial",
    "place": "تدمر",
    "actor": "SY.GOV",
    "modality": "claimed",
    "source": "ناشطون",
    "evidence": "الجيش السوري دخل مدينة تدمر أمس",
}


def checked(item: Any, document: Document = DOCUMENT) -> Claim | Refusal:
    checker = Checker(document, MENTIONS, dates=DatesConfig())
    return checker.check(item, 0, len(document.text))


def kept(item: Any, document: Document = DOCUMENT) -> Claim:
    found = checked(item, document)
    assert isinstance(found, Claim), found
    return found


def refused(item: Any, document: Document = DOCUMENT) -> str:
    found = checked(item, document)
    assert isinstance(found, Refusal), found
    return found.reason


def test_what_the_text_bears_out_is_kept() -> None:
    claim = kept(said(**ENTERED))
    assert (claim.kind, claim.actor, claim.source) == ("partial", "SY.GOV", "ناشطون")
    assert (claim.doc, claim.outlet, claim.published) == ("d", "o", day("2017-03-02"))
    assert claim.evidence is not None
    assert claim.evidence.quotes(TEXT)
    assert claim.rule == "llm"
    assert claim.confidence < kept(said()).confidence < 1


@pytest.mark.parametrize(
    "item",
    [
        None,
        "capture",
        [],
        {},
        {key: value for key, value in said().items() if key != "evidence"},
        said(kind="won"),
        said(kind=["capture"]),
        said(place=""),
        said(actor=7),
        said(share=1.2),
        said(share="half"),
        said(share=float("nan")),
        said(date_basis="guessed"),
        said(date_earliest="2017-13-01"),
        said(date_earliest=1488412800),
        said(date_earliest="1488412800"),
        said(evidence="س" * 1001),
        said(place="\ud800"),
    ],
)
def test_l1_a_claim_has_the_form_of_one(item: Any) -> None:
    assert refused(item) == Reason.FORM


def test_l1_what_was_not_asked_for_is_left_aside_and_what_may_be_null_may_be_missing() -> None:
    """Coordinates of a model are never taken."""
    bare = {key: value for key, value in said(**ENTERED).items() if value is not None}
    claim = kept({**bare, "lat": 1.0, "lon": 2.0, "id": "x", "confidence": 1.0})
    assert claim == kept(said(**ENTERED))
    assert claim.place.lat == pytest.approx(34.56, abs=0.01)


@pytest.mark.parametrize(
    "evidence",
    [
        "سيطر الجيش السوري على مدينة تدمر",
        "سيطر تنظيم داعش ... تل الغار",
        "سيطر  تنظيم داعش",
        " ",
        "\n",
    ],
)
def test_l2_evidence_stands_in_the_text_letter_by_letter(evidence: str) -> None:
    assert refused(said(evidence=evidence)) == Reason.EVIDENCE


def test_l2_evidence_stands_in_the_part_that_was_sent() -> None:
    checker = Checker(DOCUMENT, MENTIONS, dates=DatesConfig())
    found = checker.check(said(), 5, len(TEXT))
    assert isinstance(found, Refusal)
    assert found.reason == Reason.EVIDENCE


def test_l2_the_same_words_stand_for_the_sentence_that_has_the_place() -> None:
    text = "سيطر التنظيم على الخربة. سيطر التنظيم على العرقوبية."
    document = Document(id="d", text=text)
    claim = kept(said(place="العرقوبية", evidence="سيطر التنظيم"), document)
    assert claim.evidence is not None
    assert claim.evidence.start == text.rindex("سيطر التنظيم")


@pytest.mark.parametrize("place", ["تدمر", "مدينة تدمر", "تَدمُر"])
def test_l3_a_place_is_resolved_by_our_own_toponyms(place: str) -> None:
    claim = kept(said(**{**ENTERED, "place": place}))
    assert claim.place.text == "تدمر"
    assert claim.place.resolved


@pytest.mark.parametrize(
    ("place", "written"), [("الخربوطلية", "الخربوطلية"), ("خربوطليه", "خربوطلية")]
)
def test_l3_a_place_that_no_gazetteer_knows_is_kept_as_it_is_written(
    place: str, written: str
) -> None:
    document = Document(id="d", text="قرب الحدود، سيطر التنظيم على الخربوطلية.")
    claim = Checker(document, [], dates=DatesConfig()).check(
        said(place=place, evidence="سيطر التنظيم"), 0, len(document.text)
    )
    assert isinstance(claim, Claim)
    assert (claim.place.text, claim.place.id) == (written, None)


@pytest.mark.parametrize("place", ["باريس", "نظيم", "غا", "ناشطون", "؟"])
def test_l3_a_place_stands_beside_its_evidence(place: str) -> None:
    """In another sentence, or within a word, is not beside it."""
    assert refused(said(place=place)) == Reason.PLACE


@pytest.mark.parametrize(
    ("actor", "kept_as"),
    [
        ("SY.GOV", "SY.GOV"),
        ("OTHER:ناشطون", "OTHER:ناشطون"),
        ("OTHER:تنظيم  دَاعش", "OTHER:تنظيم داعش"),
    ],
)
def test_l4_an_actor_is_known_or_named_in_the_text(actor: str, kept_as: str) -> None:
    assert kept(said(actor=actor)).actor == kept_as


@pytest.mark.parametrize("actor", ["XX", "is", "OTHER:", "OTHER:أنصار الريح", "OTHER:شطو", "داعش"])
def test_l4_other_actors_are_refused(actor: str) -> None:
    assert refused(said(actor=actor)) == Reason.ACTOR
    assert refused(said(from_actor=actor)) == Reason.ACTOR


def test_l5_a_source_is_named_in_the_text() -> None:
    assert refused(said(modality="claimed", source="وكالة الريح")) == Reason.SOURCE


def test_l6_dates_of_the_text_are_taken_and_undated_news_is_dated_by_us() -> None:
    claim = kept(said(date_basis="stated", date_earliest="2017-02-01", date_latest="2017-02-28"))
    assert claim.date is not None
    assert (claim.date.earliest, claim.date.latest) == (day("2017-02-01"), day("2017-02-28"))
    claim = kept(said(date_earliest="1999-01-01", date_latest="1999-01-01"))
    assert claim.date is not None
    assert (claim.date.earliest, claim.date.latest) == (day("2017-03-01"), day("2017-03-02"))
    assert kept(said(date_basis="none", date_earliest="1999-01-01")).date is None
    assert kept(said(), Document(id="d", text=TEXT)).date is None


@pytest.mark.parametrize(
    ("earliest", "latest"),
    [
        (None, None),
        ("2017-02-01", None),
        ("2017-02-02", "2017-02-01"),
        ("2017-03-04", "2017-03-04"),
    ],
)
def test_l6_other_dates_are_refused(earliest: str | None, latest: str | None) -> None:
    wrong = said(date_basis="stated", date_earliest=earliest, date_latest=latest)
    assert refused(wrong) == Reason.DATE


def test_l6_what_is_only_planned_may_lie_ahead() -> None:
    ahead = {"date_basis": "stated", "date_earliest": "2017-04-01", "date_latest": "2017-04-01"}
    assert kept(said(modality="attempt", **ahead)).date is not None
    assert kept(said(kind="attempt", **ahead)).date is not None


@pytest.mark.parametrize("wrong", [{"from_actor": "IS"}, {"modality": "claimed"}])
def test_l7_a_claim_does_not_contradict_itself(wrong: dict[str, Any]) -> None:
    assert refused(said(**wrong)) == Reason.SENSE


@pytest.mark.parametrize(
    ("fields", "kind", "modality"),
    [
        ({"modality": "denied"}, "attempt", "denied"),
        ({"modality": "attempt"}, "attempt", "attempt"),
        ({"kind": "attempt"}, "attempt", "attempt"),
        ({"kind": "attempt", "modality": "denied"}, "attempt", "denied"),
        ({"source": "ناشطون"}, "capture", "claimed"),
    ],
)
def test_l7_kind_and_modality_are_made_to_fit(
    fields: dict[str, str], kind: str, modality: str
) -> None:
    claim = kept(said(**fields))
    assert (claim.kind, claim.modality) == (kind, modality)


LEAVES = (
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.sampled_from(TEXT.split())
)
ITEMS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
FIELDS = st.dictionaries(st.sampled_from(sorted(said())), LEAVES, max_size=4)


@given(ITEMS | st.builds(lambda fields: said(**fields), FIELDS))
def test_whatever_is_said_the_evidence_stands_in_the_text(item: Any) -> None:
    found = checked(item)
    if isinstance(found, Claim):
        assert found.evidence is not None
        assert found.evidence.quotes(TEXT)
        assert found.place.text in TEXT
        assert Claim.from_json(found.to_json()) == found


def test_a_name_is_looked_for_in_a_million_places_where_it_is_no_word() -> None:
    document = Document(id="d", text="ا" * 1_000_000)
    assert refused(said(actor="OTHER:اا", place="ا", evidence="ا" * 9), document) == Reason.PLACE
