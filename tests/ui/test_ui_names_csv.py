"""Doubtful names as CSV: it reads back, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io

import pytest
from conftest import a_claim
from hypothesis import given
from hypothesis import strategies as st

from mapper.geoparsing import doubtful_names
from mapper.records import Claim, ClaimPlace, Document, RankedPlace, Span
from mapper.ui.names_csv import doubts_csv
from mapper.views import safe_cell

TEXT = st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs", "Cc")))
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1"]


def rows_of(*claims: Claim, documents: tuple[Document, ...] = ()) -> list[dict[str, str]]:
    text = doubts_csv(doubtful_names(claims), {d.id: d for d in documents})
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def unlisted(text: str, **more: object) -> Claim:
    return a_claim(place=ClaimPlace(text=text), **more)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula(formula: str) -> None:
    document = Document(id=formula, text=formula, title=None, url=formula, outlet=formula)
    evidence = Span.of(formula, 0, len(formula))
    claim = unlisted(formula, doc=formula, outlet=formula, evidence=evidence)
    (row,) = rows_of(claim, documents=(document,))
    for column in ("name", "spellings", "evidence", "document", "outlet", "url"):
        assert row[column] == "'" + formula, column


@given(TEXT)
def test_a_safe_cell_is_the_text_or_the_text_behind_an_apostrophe(text: str) -> None:
    assert safe_cell(text) in {text, f"'{text}"}
    assert safe_cell(text)[0] not in "=+-@\t\r\n"


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs",))))
def test_any_name_reads_back(name: str) -> None:
    if not name.strip():
        return
    (row,) = rows_of(unlisted(name))
    assert row["name"] == safe_cell(name)


def test_negative_coordinates_stay_numbers() -> None:
    place = ClaimPlace(
        text="آسفي", id="p", name_ar="آسفي", name_en="Safi", lat=32.3, lon=-9.24, approximate=True
    )
    (row,) = rows_of(a_claim(place=place))
    assert (row["lat"], row["lon"]) == ("32.3", "-9.24")
    assert row["put_at"] == "Safi [p]"


def test_rivals_are_told_with_their_scores() -> None:
    ranked = tuple(
        RankedPlace(id=i, name_ar="حران", lat=36.0, lon=37.0, score=s)
        for i, s in (("a", 0.4), ("b", 0.39))
    )
    (row,) = rows_of(a_claim(place=ClaimPlace(text="حران", candidates=ranked)))
    assert row["rivals"] == "حران [a] 0.4 | حران [b] 0.39"


def test_the_example_stands_in_its_sentence() -> None:
    text = "أولا. ثم سيطر الجيش على زقزاقة اليوم. وأخيرا."
    start = text.index("سيطر")
    claim = unlisted("زقزاقة", evidence=Span.of(text, start, start + 21))
    document = Document(id="d", text=text, url="https://example.org")
    (row,) = rows_of(claim, documents=(document,))
    assert row["evidence"] == "ثم سيطر الجيش على زقزاقة اليوم."
    assert (row["document"], row["url"]) == ("d", "https://example.org")
    assert rows_of(claim)[0]["evidence"] == text[start : start + 21]
