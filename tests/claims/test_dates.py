"""Expressions of time: a table of forms with what they mean, and the rules by name.

`date_expressions.tsv` has one expression a line: the rule that reads it, the day of publication,
the last time told before it (if any), the days it means, the basis, and in what kind of text such a
form was met in print.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import fold
from mapper.claims.dates import TimeExpression, TimeRole, find_times
from mapper.claims.words import words_of
from mapper.records import DateRange

PUBLISHED = dt.date(2017, 11, 19)  # a Sunday
TABLE = Path(__file__).with_name("date_expressions.tsv")
Row = Mapping[str, str]


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def read(
    text: str, published: dt.date | None = PUBLISHED, told: str | None = None
) -> list[TimeExpression]:
    days = [dt.date.fromisoformat(day) for day in (told or "").split()]
    anchor = DateRange(days[0], days[-1]) if days else None
    folded = fold(text).text
    return find_times(folded, words_of(folded), published, anchor=anchor)


def days_of(text: str, published: dt.date | None = PUBLISHED, told: str | None = None) -> list[str]:
    """Give "first last" for each expression, "?" for one that cannot be resolved."""
    times = read(text, published, told)
    return ["?" if t.when is None else f"{t.when.earliest} {t.when.latest}" for t in times]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['rule']} {row['expression']}")
def test_an_expression_means_its_days(row: Row) -> None:
    published = dt.date.fromisoformat(row["published"])
    (time,) = read(f"سيطروا {row['expression']} تماما", published, row["told"])
    assert time.when is not None
    found = (time.when.earliest.isoformat(), time.when.latest.isoformat(), str(time.basis))
    assert found == (row["earliest"], row["latest"], row["basis"])


NO_DATES = """
8/11 من السكان
ربح 3-2 في المباراة
هاتف 0123-456-7890
الرقم 011-12-2017-33
خطة 4-3-3
القرار رقم 2254
بنسبة 19.11 بالمئة
في 40 في المئة
قتل 30 عنصرا
2014 مقاتلا
نحو 2000 مقاتل
في 2000 قرية
أكثر من 1950 شخصا
موسم 2017/2018
في موسم 2017-2018
كأس العالم 2018
رؤية 2030
عام 1453
بشكل عام
الأمين العام للأمم المتحدة
بداية العام الدراسي
عمره 49 عاما
سرعة 35 كم في الساعة
يعمل 18 ساعة في اليوم
لليوم الثالث على التوالي
قناة روسيا اليوم
صحيفة اليوم
في اليوم الوطني
سوق الجمعة في طرابلس
سوق الخميس
الأحد عشر كوكبا
كلا الاثنين
أيام الجمعة
والد الطفل اب عائلة
مدينة إب اليمنية
مارس الجيش ضغوطا
رئيسة الوزراء تيريزا ماي
مستشفى مايو كلينك
سيارة نيسان
الرئيس رجب طيب أردوغان
فاز 2-صفر
خسر 3 صفر
ثورة 17 فبراير
قوى 14 آذار
هجمات 11 سبتمبر
مدينة 6 أكتوبر
مدينة العاشر من رمضان
الربيع العربي
فصل الصيف
الثاني من نوعه
مجموعة العشرين
المرة الأولى من بعد
حتى الآن
الموسم الماضي
الرئيس السابق
99/99/2017
""".strip().splitlines()


@pytest.mark.parametrize("text", NO_DATES)
def test_d13_numbers_and_names_are_no_dates(text: str) -> None:
    assert days_of(text) == []


def test_d13_a_name_with_its_year_is_a_date() -> None:
    assert days_of("هجمات 13 نوفمبر 2015") == ["2015-11-13 2015-11-13"]


@pytest.mark.parametrize("text", ["31 فبراير 2017", "30 شباط", "31 رمضان 1438"])
def test_a_day_that_no_calendar_has_is_unknown(text: str) -> None:
    assert days_of(text) == ["?"]


@pytest.mark.parametrize(
    "text", ["أمس", "الثلاثاء", "قبل يومين", "8 نوفمبر", "الشهر الماضي", "رمضان الماضي"]
)
def test_without_publication_a_relative_day_is_unknown(text: str) -> None:
    assert days_of(text, published=None) == ["?"]


def test_without_publication_a_written_year_is_enough() -> None:
    assert days_of("8 نوفمبر 2017", published=None) == ["2017-11-08 2017-11-08"]


def test_without_publication_the_year_told_last_is_taken() -> None:
    said = days_of("8 نوفمبر", published=None, told="2014-01-01 2014-12-31")
    assert said == ["2014-11-08 2014-11-08"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2017-11-19", "2017-11-08"), ("2017-11-08", "2017-11-08"), ("2017-11-07", "2016-11-08")],
)
def test_d2_a_day_without_a_year_is_the_latest_that_fits(published: str, expected: str) -> None:
    found = days_of("8 نوفمبر", dt.date.fromisoformat(published))
    assert found == [f"{expected} {expected}"]


@pytest.mark.parametrize("text", ["الاثنين 19 نوفمبر", "الاثنين 19 نوفمبر 2017", "أمس الاثنين"])
def test_d6_a_weekday_that_contradicts_is_marked(text: str) -> None:
    (time,) = read(text)
    assert time.clash


def test_d6_the_date_decides_against_its_weekday() -> None:
    assert days_of("الاثنين 19 نوفمبر 2017") == ["2017-11-19 2017-11-19"]


def test_d6_today_in_another_time_zone_is_no_contradiction() -> None:
    (time,) = read("اليوم السبت")
    assert (days_of("اليوم السبت"), time.clash) == (["2017-11-18 2017-11-18"], False)


def test_d7_three_days_before_an_event_is_not_before_publication() -> None:
    (time,) = read("قبل ثلاثة أيام من انسحابهم")
    assert (time.when, time.role) == (None, TimeRole.FOR)


@pytest.mark.parametrize("text", ["انسحبوا قبل يومين من مدينة حلب", "خرجوا قبل يومين من المدينة"])
def test_d7_from_a_place_is_no_event(text: str) -> None:
    assert days_of(text) == ["2017-11-17 2017-11-17"]


def test_d7_a_long_time_tells_no_days() -> None:
    (time,) = read("طوال أربع سنوات")
    assert (time.when, time.role) == (None, TimeRole.FOR)


def test_d8_later_counts_from_the_last_time_of_the_sentence() -> None:
    said = days_of("في 8 نوفمبر هاجموا وبعد يومين دخلوا")
    assert said == ["2017-11-08 2017-11-08", "2017-11-10 2017-11-10"]


@pytest.mark.parametrize("text", ["وبعد يوم واحد", "في اليوم التالي", "آنذاك", "في العام نفسه"])
def test_d8_without_a_time_told_it_is_unknown(text: str) -> None:
    assert days_of(text) == ["?"]


def test_d8_not_beyond_publication() -> None:
    assert days_of("وبعد يومين", told="2017-11-18") == ["?"]


def test_d8_after_fighting_is_how_long_it_took() -> None:
    (time,) = read("بعد ثلاثة أيام من المعارك")
    assert (time.when, time.role) == (None, TimeRole.FOR)


def test_d8_a_day_after_the_fall_dates_the_fall_by_the_day_of_the_sentence() -> None:
    _, time = read("هاجموا الخميس بعد يوم من سقوط البلدة")
    assert time.role is TimeRole.NEXT
    assert days_of("هاجموا الخميس بعد يوم من سقوط البلدة")[1] == "2017-11-15 2017-11-15"


ROLES = {
    "السبت": TimeRole.AT,
    "منذ السبت": TimeRole.SINCE,
    "منذ ثلاثة أعوام": TimeRole.SINCE,
    "قبل السبت": TimeRole.BOUND,
    "حتى مساء السبت": TimeRole.BOUND,
    "قبل عام 2014": TimeRole.BOUND,
    "بعد رمضان": TimeRole.BOUND,
    "قبل عام": TimeRole.AT,
    "قبل ظهر السبت": TimeRole.AT,
    "خلال يومين": TimeRole.FOR,
    "سابقا": TimeRole.EARLIER,
    "في السابق": TimeRole.EARLIER,
}


@pytest.mark.parametrize(("text", "role"), ROLES.items())
def test_d11_what_a_time_tells(text: str, role: TimeRole) -> None:
    assert [time.role for time in read(text)] == [role]


@pytest.mark.parametrize("text", ["قبل السبت", "حتى عام 2014", "سابقا"])
def test_d11_d12_before_has_no_begin(text: str) -> None:
    assert days_of(text) == ["?"]


def test_expressions_do_not_overlap_and_keep_the_order_of_the_text() -> None:
    times = read("منذ الأحد 12 نوفمبر وحتى أمس، وقبل ذلك في أكتوبر ثم خلال الأيام الثلاثة الماضية")
    ends = [0, *(time.end for time in times)]
    assert len(times) == 3
    assert all(time.start >= end for time, end in zip(times, ends, strict=False))


WORDS = """
قبل بعد منذ حتى إلى من بين خلال طوال يوم اليوم أيام الأيام ساعة الـ24 3 و7 99 2017 1438هـ 2017م
0 31 ² 8/11 19.11.2017 نوفمبر وديسمبر تشرين الثاني آذار/مارس أسبوع الأسبوع شهر شهري الشهر عام
عامي العام سنة أمس الأحد والاثنين الثلاثاء مطلع أواخر النصف الأول العشر الأواخر الماضي المقبل
قبل الماضي نفسه التالي هذا رمضان صفر ذي القعدة المبارك عيد الفطر صيف الصيف شتاء ثلاثة وعشرين
ألفين وأربعة عشر نحو أكثر ونصف وقت سابق سابقا آنذاك ذلك - – / 9999999999
"""
TOKENS = st.sampled_from(WORDS.split())
DAYS = st.none() | st.dates()


@given(st.lists(TOKENS, max_size=14), DAYS, DAYS)
def test_any_words_give_expressions_in_their_place(
    words: list[str], published: dt.date | None, told: dt.date | None
) -> None:
    folded = fold(" ".join(words)).text
    anchor = DateRange(told, told) if told else None
    end = 0
    for time in find_times(folded, words_of(folded), published, anchor=anchor):
        assert end <= time.start < time.end <= len(folded)
        assert time.when is None or time.when.earliest <= time.when.latest
        end = time.end


@given(st.text(max_size=60), DAYS)
def test_any_text_is_read(text: str, published: dt.date | None) -> None:
    folded = fold(text).text
    assert find_times(folded, words_of(folded), published) == find_times(
        folded, words_of(folded), published
    )
