from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import bare, fold
from gazetteer.variants import variants

WORDS = st.text(alphabet="ابتجحدرسعفقكلمنهويالوءئةى", min_size=1, max_size=8)


def joined(one: str, other: str) -> bool:
    """Whether two spellings lead to each other."""
    a, b = fold(one).text, fold(other).text
    return bare(b) in variants(a) and bare(a) in variants(b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("البوكمال", "أبو كمال"),  # V1
        ("البو كمال", "آل بو كمال"),
        ("تل عفر", "تلعفر"),  # V2
        ("كفر نبل", "كفرنبل"),
        ("عبد العزيز", "عبدالعزيز"),
        ("تل الضمان", "تل ضمان"),  # V3
        ("الباغوز الفوقاني", "الباغوز فوقاني"),  # V4
        ("الباغوز فوقاني", "الباغوز فوقانية"),
        ("عبسان الكبيرة", "عبسان الكبير"),
        ("كنسبا", "كنسبة"),  # V5
    ],
)
def test_spellings_that_mean_one_name(one: str, other: str) -> None:
    assert joined(one, other)


def test_v5_a_final_hamza_is_often_not_written() -> None:
    assert "سويدا" in variants(fold("السويداء").text)


@pytest.mark.parametrize(("one", "other"), [("حماة", "حمص"), ("تل أبيض", "أبيض"), ("رفح", "رفا")])
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert not joined(one, other)


def test_v0_what_a_place_is_is_no_part_of_its_name() -> None:
    assert variants(fold("مدينة زنجبار").text) == {"زنجبار"}


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_every_name_is_among_its_own_spellings(name: str) -> None:
    folded = fold(name).text.strip()
    spellings = variants(folded)
    assert 1 <= len(spellings) <= 24
    assert spellings == variants(folded)
