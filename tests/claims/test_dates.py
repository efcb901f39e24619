from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import fold
from mapper.claims.dates import find_times
from mapper.claims.words import words_of

PUBLISHED = dt.date(2017, 11, 19)  # a Sunday
EXPRESSIONS = {
    # D1
    "2017-11-08": "2017-11-08",
    "08/11/2017": "2017-11-08",
    "٨/١١/٢٠١٧": "2017-11-08",
    # D2
    "19 نوفمبر 2017": "2017-11-19",
    "الثامن من نوفمبر الجاري": "2017-11-08",
    "8 تشرين الثاني": "2017-11-08",
    "23 آذار الماضي": "2017-03-23",
    "24 آذار/مارس الفائت": "2017-03-24",
    "6 نيسان/أبريل 2016": "2016-04-06",
    "25 ديسمبر": "2016-12-25",
    "الحادي والعشرين من شهر تموز الماضي": "2017-07-21",
    "12 جانفي 2016": "2016-01-12",
    "17 رمضان 1438": "2017-06-12",
    # D3
    "شهر أكتوبر الماضي": "2017-10-01 2017-10-31",
    "أكتوبر 2016": "2016-10-01 2016-10-31",
    "مطلع نيسان 2016": "2016-04-01 2016-04-10",
    "منتصف حزيران الماضي": "2017-06-11 2017-06-20",
    "أواخر شباط 2016": "2016-02-21 2016-02-29",
    # D4
    "عام 2014": "2014-01-01 2014-12-31",
    "منذ العام 2013": "2013-01-01 2013-12-31",
    # D5
    "اليوم الأحد": "2017-11-19",
    "اليوم (الأحد)": "2017-11-19",
    "أمس السبت": "2017-11-18",
    "السبت": "2017-11-18",
    "فجر الثلاثاء": "2017-11-14",
    "الأحد الماضي": "2017-11-12",
    "أول أمس": "2017-11-17",
    # D6
    "قبل ثلاثة أيام": "2017-11-16",
    "قبل 5 أيام": "2017-11-14",
    "منذ يومين": "2017-11-17",
    "قبل أسبوعين": "2017-11-02 2017-11-08",
    # D8
    "الأسبوع الماضي": "2017-11-10 2017-11-18",
    "خلال الساعات القليلة الماضية": "2017-11-18 2017-11-19",
    "في وقت سابق": "2017-11-12 2017-11-19",
    "الشهر الماضي": "2017-10-01 2017-10-31",
    "العام الماضي": "2016-01-01 2016-12-31",
    "هذا العام": "2017-01-01 2017-11-19",
}


def days(text: str, published: dt.date | None = PUBLISHED, anchor: dt.date | None = None) -> list:  # type: ignore[type-arg]
    folded = fold(text).text
    return [t.when for t in find_times(folded, words_of(folded), published, anchor=anchor)]


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS.items())
def test_an_expression_means_its_days(text: str, expected: str) -> None:
    (when,) = days(f"سيطروا {text} على المدينة")
    assert when is not None
    first, _, last = expected.partition(" ")
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (first, last or first)


def test_one_day_later_counts_from_the_last_day_named() -> None:
    assert days("وبعد يوم واحد، شن هجوما", anchor=dt.date(2017, 11, 8))[0].earliest == dt.date(
        2017, 11, 9
    )
    assert days("وبعد يوم واحد، شن هجوما") == [None]


@pytest.mark.parametrize("text", ["أمس", "الثلاثاء", "قبل يومين", "8 نوفمبر"])
def test_without_publication_a_relative_day_is_unknown(text: str) -> None:
    assert days(text, published=None) == [None]


def test_without_publication_a_written_year_is_enough() -> None:
    assert days("8 نوفمبر 2017", published=None)[0].earliest == dt.date(2017, 11, 8)


@pytest.mark.parametrize("text", ["31 فبراير 2017", "99/99/2017", "السبت المقبل"])
def test_what_is_no_past_day_gives_none(text: str) -> None:
    assert not any(when and when.days == 1 for when in days(text))


@pytest.mark.parametrize("text", ["والد الطفل اب عائلة", "في 40 في المئة", "قتل 30 عنصرا"])
def test_everyday_words_are_no_dates(text: str) -> None:
    assert days(text) == []


WORDS = """
قبل بعد منذ يوم أيام 3 99 2017 0 31 نوفمبر تشرين الثاني أسبوع عام أمس اليوم الأحد من شهر مطلع
الماضي رمضان 1438 سنة 9999999999
"""
TOKENS = st.sampled_from(WORDS.split())


@given(st.lists(TOKENS, max_size=12), st.none() | st.dates(dt.date(1901, 1, 1)))
def test_any_words_give_ranges_that_run_forward(
    words: list[str], published: dt.date | None
) -> None:
    for when in days(" ".join(words), published, published):
        assert when is None or when.earliest <= when.latest
