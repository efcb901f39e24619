"""What the page of places shows, as plain records."""

from __future__ import annotations

import dataclasses
import json

import pytest
from conftest import BUKAMAL, a_claim
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapper.geoparsing import Doubt, doubtful_names
from mapper.records import Claim, ClaimPlace, Document, RankedPlace, Span
from mapper.ui.names_table import (
    LONGEST_NAME,
    candidates_table,
    choose_names,
    cleaned_name,
    doubts_table,
    reasons_of,
)
from mapper.ui.table import Cell, Quotation, Table

ROUGH = dataclasses.replace(BUKAMAL, approximate=True)
EVIL = "</script><b>{{7*7}}`$x$ :red[x] {0} %s"


def columns(table: Table, row: int = 0) -> dict[str, Cell]:
    return dict(zip((c.label for c in table.columns), table.rows[row], strict=True))


def doubts_of(
    gazetteer: Gazetteer, *claims: Claim, documents: tuple[Document, ...] = (), language: str = "en"
) -> Table:
    by_id = {document.id: document for document in documents}
    return doubts_table(doubtful_names(claims), by_id, gazetteer, language=language)


@given(st.text())
def test_a_cleaned_name_is_short_and_without_breaks(text: str) -> None:
    name = cleaned_name(text)
    assert len(name) <= LONGEST_NAME
    assert name == cleaned_name(name) == " ".join(name.split())


def test_a_name_of_ten_thousand_letters_is_cut() -> None:
    assert cleaned_name("ا" * 10_000) == "ا" * LONGEST_NAME


# --------------------------------------------------------------------------------- candidates


def test_a_candidate_is_told_with_all_that_the_gazetteer_knows(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("البوكمال")
    table = candidates_table(found, gazetteer, language="en")
    row = columns(table)
    expected = {
        "No.": "1",
        "Score": "1.00",
        "Arabic name": "البوكمال",
        "English name": "Al-Bukamal",
        "Kind": "town or village",
        "Country": "Syria",
        "Governorate": "Deir ez-Zor",
        "Latitude, longitude": f"{found[0].place.lat:.4f}, {found[0].place.lon:.4f}",
        "Approximate": "no",
    }
    assert {label: row[label] for label in expected} == expected
    point, names = row["Sources"]  # type: ignore[misc]
    assert point[0] == "Point:"
    assert "GeoNames (CC-BY-4.0)" in names
    assert (len(table.rows), table.best) == (len(found), 0)


def test_a_candidate_in_arabic_has_arabic_units(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Al-Bukamal")
    row = columns(candidates_table(found, gazetteer, language="ar"))
    assert (row["البلد"], row["المحافظة"]) == ("سوريا", "محافظة دير الزور")


def test_no_candidates_make_an_empty_table(gazetteer: Gazetteer) -> None:
    table = candidates_table([], gazetteer, language="en")
    assert (table.rows, table.best) == ((), None)


# ------------------------------------------------------------------------------------- doubts


def test_a_doubtful_name_is_told_with_its_example(gazetteer: Gazetteer) -> None:
    text = "عنوان\nثم سيطر الجيش على زقزاقة اليوم."
    start = text.index("سيطر")
    claim = a_claim(
        place=ClaimPlace(text="زقزاقة"), evidence=Span.of(text, start, start + 21), outlet="سانا"
    )
    document = Document(id="d", title="عنوان", text=text)
    row = columns(doubts_of(gazetteer, claim, documents=(document,)))
    assert (row["Name"], row["Claims"], row["Documents"]) == ("زقزاقة", "1", "1")
    assert row["Reason"] == "not known to the gazetteer"
    assert (row["Put at"], row["Rivals"]) == (None, None)
    assert row["Example"] == Quotation(
        before="ثم ",
        evidence="سيطر الجيش على زقزاقة",
        after=" اليوم.",
        source=("عنوان", "سانا", "2017-11-08"),
    )


def test_the_place_that_a_name_is_only_known_to_be_at_is_named(gazetteer: Gazetteer) -> None:
    holder = gazetteer.search("البوكمال")[0].place
    place = dataclasses.replace(ROUGH, text="الشعفة", id=f"at:{holder.id}:شعفه")
    row = columns(doubts_of(gazetteer, a_claim(place=place)))
    assert row["Put at"] == (("only placed at", "Al-Bukamal", "(Deir ez-Zor, Syria)"),)
    row = columns(doubts_of(gazetteer, a_claim(place=place), language="ar"))
    assert row["الموقع المختار"] == (("حُدد فقط عند", "البوكمال", "(محافظة دير الزور، سوريا)"),)


@pytest.mark.parametrize("place_id", ["p1", "at:p1:x", "at:", "at:x"])
def test_a_place_of_another_gazetteer_keeps_the_name_of_its_claim(
    gazetteer: Gazetteer, place_id: str
) -> None:
    place = dataclasses.replace(ROUGH, id=place_id)
    row = columns(doubts_of(gazetteer, a_claim(place=place)))
    assert row["Put at"] == (("Al-Bukamal",),)


def test_rivals_are_told_with_where_they_lie(gazetteer: Gazetteer) -> None:
    known = gazetteer.search("حران")[0].place
    ranked = tuple(
        RankedPlace(id=i, name_ar="حران", lat=36.0, lon=37.0, score=s)
        for i, s in ((known.id, 0.4), ("elsewhere", 0.39))
    )
    row = columns(doubts_of(gazetteer, a_claim(place=ClaimPlace(text="حران", candidates=ranked))))
    first, second = row["Rivals"]  # type: ignore[misc]
    assert first[0] == known.name_en
    assert first[-1] == "0.40"
    assert second == ("حران", "0.39")


def test_evidence_is_kept_where_the_article_is_not(gazetteer: Gazetteer) -> None:
    claim = a_claim(place=ROUGH, evidence=Span.of("سيطر", 0, 4))
    example = columns(doubts_of(gazetteer, claim))["Example"]
    assert example == Quotation(
        before="", evidence="سيطر", after="", source=("d", "Outlet not known", "2017-11-08")
    )


def test_a_claim_without_evidence_has_no_example(gazetteer: Gazetteer) -> None:
    assert columns(doubts_of(gazetteer, a_claim(place=ROUGH)))["Example"] is None


def test_hostile_text_stays_as_it_is(gazetteer: Gazetteer) -> None:
    place = ClaimPlace(
        text=EVIL, id=EVIL, name_ar=EVIL, name_en=EVIL, lat=1, lon=1, approximate=True
    )
    claim = a_claim(place=place, outlet=EVIL, evidence=Span.of(EVIL, 0, len(EVIL)))
    row = columns(doubts_of(gazetteer, claim, documents=(Document(id="d", text=EVIL),)))
    assert row["Name"] == EVIL
    assert row["Put at"] == ((EVIL,),)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_table_is_plain_json(gazetteer: Gazetteer, language: str) -> None:
    claims = [a_claim(place=ROUGH), a_claim(place=ClaimPlace(text=EVIL), doc="e")]
    table = dataclasses.asdict(doubts_of(gazetteer, *claims, language=language))
    assert json.loads(json.dumps(table))["rows"][0][0] == EVIL


def test_names_are_chosen_by_reason_in_their_order() -> None:
    claims = [a_claim(place=ROUGH), a_claim(place=ClaimPlace(text="زقزاقة"), doc="e")]
    names = doubtful_names(claims)
    assert reasons_of(names) == (Doubt.UNRESOLVED, Doubt.APPROXIMATE)
    assert choose_names(names, ()) == names
    assert [n.reason for n in choose_names(names, {Doubt.UNRESOLVED})] == [Doubt.UNRESOLVED]
