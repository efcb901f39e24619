"""Finding names: the rules S1-S6 of Gazetteer.scan."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, Toponym, resolve

BUILTIN = Gazetteer.builtin()


def names(text: str) -> list[str]:
    return [toponym.text for toponym in BUILTIN.scan(text)]


def one(text: str, name: str) -> Toponym:
    return next(t for t in BUILTIN.scan(text) if t.text == name)


@pytest.mark.parametrize("text", ["وحلب", "بحلب", "فبحلب", "لحلب", "(حلب)", "«حلب»", "#حلب"])
def test_s1_clitics_and_signs_are_set_aside(text: str) -> None:
    assert names(text) == ["حلب"]


@pytest.mark.parametrize("text", ["حلبة", "يحلبون", "شحلب"])
def test_s1_a_name_within_a_word_is_none(text: str) -> None:
    assert names(text) == []


def test_s1_the_longest_name_wins() -> None:
    assert names("في دير الزور وخان شيخون") == ["دير الزور", "خان شيخون"]


def test_s1_a_word_of_its_own_is_not_like_a_name() -> None:
    assert names("كروم العنب") == []  # not "like Rome"


def test_s1_no_name_reaches_over_a_full_stop() -> None:
    assert "دير الزور" not in names("وصلوا إلى دير. الزور بعيدة")


def test_s1_spellings_by_rule_are_found() -> None:
    assert {one(f"في {n}", n).places[0].id for n in ("أبو كمال", "البوكمال", "البو كمال")} == {
        "gn:174448"
    }


def test_s2_a_dual_covers_both_names() -> None:
    found = BUILTIN.scan("قريتَيْ حرّان وحردانة في ريف حماة")
    assert [(t.text, t.type_word) for t in found[:2]] == [("حرّان", "قريه"), ("حردانة", "قريه")]


def test_s2_facilities_keep_their_type_word_and_towns_do_not() -> None:
    found = names("من مطار الطبقة إلى مدينة الطبقة ومعبر نصيب")
    assert found == ["مطار الطبقة", "الطبقة", "معبر نصيب"]


def test_s2_a_town_may_be_called_two_villages() -> None:
    assert "القريتين" in names("سيطروا على مدينة القريتين")
    assert names("عادوا إلى القريتين") == []


@pytest.mark.parametrize("text", ["حضر الاجتماع وزير", "فتح الباب أمام الحل", "تقنيات حديثة"])
def test_s3_an_everyday_word_is_no_place_without_a_cue(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", ["الثورة مستمرة", "بعد صلاة الجمعة", "من أجل النصر"])
def test_s3_usual_words_are_known_without_a_list(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("في قرية حضر", "حضر"),
        ("معارك في مدينة الباب", "الباب"),
        ("جرابلس والباب", "الباب"),
        ("قرب الباب بريف حلب", "الباب"),
        ("السيطرة على الباب", "الباب"),
    ],
)
def test_s3_a_cue_makes_it_a_place(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سيطروا على قرية زقزاقة أمس", "زقزاقة"),
        ("قصف بلدة أم عصافيرة", "أم عصافيرة"),
        ("إلى قرية خربة السيد زعزوع", "خربة السيد زعزوع"),
        ("انسحبوا من قرية «كروم الزعزوعة»", "كروم الزعزوعة"),
        ("وصلوا كفر زعزوع", "كفر زعزوع"),
        ("معارك في مطار زعزوع", "مطار زعزوع"),
    ],
)
def test_s4_what_stands_after_a_type_word_is_a_name_even_if_unlisted(text: str, name: str) -> None:
    assert one(text, name).places == ()


@pytest.mark.parametrize("text", ["قرية صغيرة", "مدينة كبيرة", "معسكر التدريب", "منطقة العمليات"])
def test_s4_what_describes_is_no_name(text: str) -> None:
    assert names(text) == []


def test_s4_a_name_that_only_quotes_hide_is_listed() -> None:
    assert one("سيطر على مطار «التيفور»", "مطار «التيفور").places


def test_s5_what_stands_after_a_phrase_of_control_is_a_name() -> None:
    assert "زقزاقة" in names("السيطرة على زقزاقة بعد معارك")
    assert "زقزاقة" in names("سيطر الجيش أمس على زقزاقة")


@pytest.mark.parametrize("word", ["الأوضاع", "الحريق", "السوق", "مواقعها", "أسعارهم"])
def test_s5_but_no_everyday_word(word: str) -> None:
    assert names(f"السيطرة على {word}") == []


def test_s6_a_list_goes_on_with_unlisted_names() -> None:
    assert names("السيطرة على زقزاقة وبعزوقة ومزعوقة") == ["زقزاقة", "بعزوقة", "مزعوقة"]
    assert names("على قرى تل عثمان ودير سنبل") == ["تل عثمان", "دير سنبل"]


def test_s6_a_list_is_announced_with_a_colon() -> None:
    assert names("القرى التي دخلوها هي: زقزاقة وبعزوقة") == ["زقزاقة", "بعزوقة"]


def test_an_adjective_is_no_country() -> None:
    assert names("الحكومة السورية") == []
    assert names("في سورية") == ["سورية"]


@given(st.text(alphabet="قرية حران وبلدتي ،حضر.\n«»من في ريف حماة#_:على السيطرة", max_size=80))
def test_any_text_scans_and_every_toponym_quotes_it(text: str) -> None:
    toponyms = BUILTIN.scan(text)
    assert all(text[t.start : t.end] == t.text for t in toponyms)
    assert all(t.outer_start <= t.start < t.end for t in toponyms)
    assert all(a.end <= b.start for a, b in pairwise(toponyms))
    assert [r.toponym for r in resolve(toponyms, text)] == toponyms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("السيطرة على المجمع الحكومي", "المجمع الحكومي"),
        ('السيطرة على "التلال السود"', "التلال السود"),
        ("السيطرة على حاجز الحديقة", "حاجز الحديقة"),
        ("سيطروا على قرية شمروخ العليا", "شمروخ العليا"),
        ("السيطرة على مواقع منها زعفرون", "زعفرون"),
        ("معارك في عزلة آل علي", "آل علي"),
    ],
)
def test_names_that_a_phrase_of_control_makes_one(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "السيطرة على القاعدة العسكرية",
        "السيطرة على مدينة وأربع قرى",
        "وقال مضيفا إن المعارك مستمرة",
        "كما أن عملا كبيرا على الساحل",
        "بعد السيطرة عليها، يستذكر طبيب بالمستشفى ما كان",
        "وأدى أعضاؤها اليمين أمامه",
        "حصارهم لبلدتين شيعيتين هناك",
        "سيطر على مدينة سورية محاصرة",
        "سيطر الرئيس المخلوع علي عبد الله صالح على السلطة",
        'أكدت استعادة "السيطرة" هناك',
    ],
)
def test_words_that_only_look_like_names(text: str) -> None:
    assert names(text) == []


def test_s6_commas_part_the_members_of_a_list() -> None:
    text = "سيطر على قرى زعفرون، طيلونة، شمروخ الكبير، وزردابة بريف إدلب"
    assert names(text)[:4] == ["زعفرون", "طيلونة", "شمروخ الكبير", "زردابة"]


def test_s6_a_sentence_that_goes_on_is_no_member_of_a_list() -> None:
    text = "سيطروا على إدلب وجسر الشغور، وهددت مدينة درعا"
    assert names(text) == ["إدلب", "جسر الشغور", "درعا"]


@pytest.mark.parametrize("name", ["سنجار", "تكريت", "عفرين", "الغوطة", "الجولان"])
def test_s3_a_name_that_is_usual_only_as_a_place_needs_no_cue(name: str) -> None:
    assert [t.text for t in BUILTIN.scan(f"انسحبت القوات من {name} أمس")] == [name]


@pytest.mark.parametrize("text", ["سيطروا على الحي بالكامل", "في أكثر مناطق البلاد"])
def test_the_quarter_and_the_country_are_no_names(text: str) -> None:
    assert BUILTIN.scan(text) == []


def test_an_indefinite_noun_is_no_name() -> None:
    assert BUILTIN.scan("أسقطت الطائرات 12 برميلًا متفجرا") == []  # not "in Rumayla"


def test_the_centre_of_the_town_names_no_town() -> None:
    assert BUILTIN.scan("دخلوا مركز المدينة أمس") == []
