from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer import ARTICLE_CLITICS, CLITICS, bare, fold
from gazetteer.arabic import romanised_key

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱىةؤئ"
NEWS = st.text(
    alphabet=LETTERS + "ًٌَُِّْٰـ \n\u00a0\u200f\u2067_.،؟%0٥۵گکیپچڤaBﻻﺍﷲ",
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أبو كَمال", "ابو كمال"),
        ("إدلب", "ادلب"),
        ("حماة", "حماه"),
        ("مصطفى", "مصطفي"),
        ("مؤتة رئيس", "موته رييس"),
        ("الـــرقـــة", "الرقه"),
        ("کرکوک", "كركوك"),
        ("٢٠١٧ و۲۰۱۸", "2017 و2018"),
        ("دير_الزور", "دير الزور"),
        ("دير\u00a0\u00a0الزور", "دير الزور"),
        ("\u200fحلب\u200e", "حلب"),
        ("ﺣﻠﺐ ﻻ", "حلب لا"),
        ("SDF", "sdf"),
        ("", ""),
    ],
)
def test_spelling_folds(written: str, folded: str) -> None:
    assert fold(written).text == folded


@given(NEWS)
@example("a\u064b \u064b b")
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(NEWS)
def test_offsets_never_decrease_and_stay_inside(text: str) -> None:
    folded = fold(text)
    starts = [folded.start(at) for at in range(len(folded.text) + 1)]
    ends = [folded.end(at) for at in range(len(folded.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= at <= len(text) for at in (*starts, *ends))


@given(NEWS, st.data())
def test_a_span_quotes_what_it_folded_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    original = text[folded.start(start) : folded.end(end)]
    again = fold(original).text
    # a ligature cut in two gives both its letters back
    assert folded.text[start:end].strip() in again


def test_a_vowel_mark_at_the_end_belongs_to_the_word() -> None:
    text = "قريتَيْ حرّانَ،"
    folded = fold(text)
    at = folded.text.index("حران")
    assert text[folded.start(at) : folded.end(at + 4)] == "حرّانَ"


def test_the_article_goes_only_where_a_name_stays() -> None:
    assert bare("البوكمال") == "بوكمال"
    assert bare("ال") == "ال"
    assert bare("السد") == "السد"


def test_clitics_join_as_they_are_spelled() -> None:
    assert {"", "و", "ب", "وب", "فل"} <= CLITICS
    assert {"ال", "بال", "لل", "ولل", "وال"} <= ARTICLE_CLITICS
    assert "لال" not in ARTICLE_CLITICS


@pytest.mark.parametrize(
    ("arabic", "latin"), [("حلب", "Halab"), ("الرقة", "Ar-Raqqa"), ("تدمر", "Tadmur")]
)
def test_a_romanised_spelling_meets_the_arabic(arabic: str, latin: str) -> None:
    assert romanised_key(arabic) == romanised_key(latin)
