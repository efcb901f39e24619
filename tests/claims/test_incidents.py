"""Incidents, rule by rule; the sentences are ours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapper.claims import extract_claims, read_document
from mapper.claims.incidents import one_incident_each
from mapper.geoparsing import find_mentions
from mapper.records import Document, Incident, IncidentKind
from mapper.vocabulary import load_table

PUBLISHED = dt.date(2017, 11, 19)  # a Sunday
GAZETTEER = Gazetteer.default()


def incidents(text: str, published: dt.date | None = PUBLISHED) -> list[Incident]:
    document = Document(id="d", text=text, published=published)
    found = read_document(document, find_mentions(document, GAZETTEER)).incidents
    assert all(i.evidence is not None and i.evidence.quotes(text) for i in found)
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(incident.kind.value, incident.place.text) for incident in incidents(text)]


def parties(text: str) -> tuple[str | None, str | None]:
    (incident,) = incidents(text)
    return incident.actor, incident.target


STRUCK = {
    "شن طيران التحالف الدولي غارات على مدينة الرقة.": ("air_strike", "الرقة"),
    "غارات جوية روسية على بلدة هجين.": ("air_strike", "هجين"),
    "استهدفت غارات مواقع للتنظيم في مدينة الميادين.": ("air_strike", "الميادين"),
    "قصفت قوات النظام مدينة دوما.": ("shelling", "دوما"),
    "قصفت طائرات حربية مدينة دوما.": ("air_strike", "دوما"),
    "سقطت قذائف هاون على مدينة دمشق.": ("shelling", "دمشق"),
    "استهدف الجيش السوري بالمدفعية بلدة هجين.": ("shelling", "هجين"),
    "اعترضت الدفاعات صاروخا باليستيا أطلقه الحوثيون باتجاه مدينة نجران.": ("missile", "نجران"),
    "استهدفت طائرة مسيرة مقرا في مدينة إدلب.": ("drone_strike", "إدلب"),
    "اندلعت اشتباكات عنيفة في مدينة تعز.": ("clash", "تعز"),
    "دارت معارك بين الجيش السوري وتنظيم داعش قرب بلدة هجين.": ("clash", "هجين"),
    "انفجرت عبوة ناسفة في مدينة منبج.": ("bomb", "منبج"),
    "قتل خمسة أشخاص بانفجار سيارة مفخخة في مدينة أعزاز.": ("car_bomb", "أعزاز"),
    "وقع تفجير انتحاري في مدينة بغداد.": ("explosion", "بغداد"),
    "هز انفجار سيارة مفخخة مدينة أعزاز.": ("car_bomb", "أعزاز"),
    "اغتال مسلحون قياديا في مدينة درعا.": ("assassination", "درعا"),
}


@pytest.mark.parametrize(("text", "expected"), STRUCK.items())
def test_i1_struck(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


def test_i1_each_place_of_a_list() -> None:
    text = "شنت مقاتلات التحالف العربي غارات على مدينتي صعدة وحيس."
    assert [place for _, place in told(text)] == ["صعدة", "حيس"]


@pytest.mark.parametrize(
    "text",
    [
        "تعرضت مدينة دوما لقصف مدفعي عنيف.",
        "شهدت مدينة دوما قصفا عنيفا.",
        "تتعرض مدينة دوما لقصف من قبل قوات النظام.",
    ],
)
def test_i2_suffered(text: str) -> None:
    assert told(text) == [("shelling", "دوما")]


def test_i3_harmed() -> None:
    text = "قتل خمسة مدنيين في مدينة دوما جراء قصف لقوات النظام."
    assert told(text) == [("shelling", "دوما")]


def test_i3_no_place_of_something_else() -> None:
    assert told("سيطر الجيش السوري على معظم مدينة تدمر بدعم من ضربات جوية.") == []


def test_i4_led_by_its_place() -> None:
    assert told("وفي مدينة تعز، تواصلت المواجهات العنيفة.") == [("clash", "تعز")]


@pytest.mark.parametrize(
    "text",
    [
        "هدد التنظيم بقصف مدينة دمشق.",
        "لم يشن الطيران غارات على مدينة الرقة.",
        "نفى المتحدث شن غارات على مدينة الرقة.",
        "نفت الوزارة قصف مدينة دوما.",
        "وقف القصف على مدينة دوما.",
        "مخاوف من غارات على مدينة إدلب.",
        "مناورات تحاكي قصفا على مدينة حلب.",
        "أحبطت القوات محاولة تفجير سيارة مفخخة في مدينة بغداد.",
        "التحضير لإطلاق صواريخ على مدينة نجران.",
        "ينوي الجيش شن غارات على مدينة الرقة.",
        "دعا المبعوث إلى عدم شن غارات على مدينة إدلب.",
    ],
)
def test_n1_planned_feared_denied_or_over(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "سيقصف الجيش السوري مدينة دوما.",
        "ستشن الطائرات غارات على مدينة الرقة.",
        "إذا قصفت الطائرات مدينة دوما فسترد الفصائل.",
        "هل قصفت الطائرات مدينة دوما؟",
        "توجهت القوات إلى هناك لقصف مدينة دوما.",
    ],
)
def test_n2_future_conditional_or_asked(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "أدى انفجار أنبوب غاز في مدينة بغداد إلى حريق كبير.",
        "انفجار إطار سيارة في مدينة بغداد.",
        "قصف اللاعب مرمى الفريق في مباراة بمدينة حلب.",
        "اشتباكات بالأيدي بين المشجعين في مدينة القاهرة.",
        "اشتباكات بين الشرطة ومتظاهرين في مدينة القاهرة.",
        "مواجهات ودية في مدينة الدوحة.",
        "أبطلت القوات مفعول عبوة ناسفة في مدينة بغداد.",
        "عثرت القوات على عبوات ناسفة وألغام في مدينة منبج.",
    ],
)
def test_n3_accidents_sport_quarrels_and_bombs_found(text: str) -> None:
    assert told(text) == []


def test_n4_a_definite_noun_points_back_unless_a_verb_makes_it_an_event() -> None:
    assert told("نزح السكان من الاشتباكات في مدينة تعز.") == []
    assert told("تجددت الاشتباكات العنيفة في مدينة تعز.") == [("clash", "تعز")]
    assert told("قتل خمسة في الغارات التي استهدفت مدينة الرقة.") == [("air_strike", "الرقة")]


def test_n5_what_is_remembered_needs_a_date() -> None:
    assert told("التحقيقات في تفجير انتحاري في مدينة بغداد.") == []
    assert len(told("التحقيقات في تفجير انتحاري في مدينة بغداد في 8 نوفمبر.")) == 1


@pytest.mark.parametrize(
    "text", ["وصل صاروخ إلى متحف في مدينة دمشق.", "عرضت معارك الديوك في مدينة بغداد."]
)
def test_n6_words_of_war_without_a_sign_of_arms(text: str) -> None:
    assert told(text) == []


def test_n7_a_battle_is_called_by_its_place() -> None:
    assert told("شارك القائد في معارك تدمر ضد تنظيم داعش.") == []


PARTIES = {
    "شن طيران التحالف الدولي غارات على مواقع تنظيم داعش في مدينة الرقة.": ("COAL", "IS"),
    "قصفت قوات النظام مدينة دوما.": ("SY.GOV", None),
    "قصف لقوات النظام على مدينة دوما.": ("SY.GOV", None),
    "غارات شنتها مقاتلات التحالف العربي على مدينة صعدة.": ("SA", None),
    "غارات جوية روسية على بلدة هجين.": ("RU", None),
    "أعلن الجيش الإسرائيلي أنه قصف أهدافا في مدينة غزة.": ("IL", None),
    "قتل مسلحون من تنظيم داعش بغارة للتحالف الدولي على بلدة هجين.": ("COAL", "IS"),
    "انفجرت سيارة مفخخة قرب حاجز لقوات سوريا الديمقراطية في مدينة منبج.": (None, "SDF"),
    "دارت معارك بين الجيش السوري وتنظيم داعش قرب بلدة هجين.": ("SY.GOV", "IS"),
    "خاض الجيش السوري اشتباكات عنيفة مع تنظيم داعش في بلدة هجين.": ("SY.GOV", "IS"),
}


@pytest.mark.parametrize(("text", "expected"), PARTIES.items())
def test_who_struck_whom(text: str, expected: tuple[str | None, str | None]) -> None:
    assert parties(text) == expected


def dates(text: str, published: dt.date | None = PUBLISHED) -> list[str | None]:
    found = incidents(text, published)
    return [i.date and f"{i.date.earliest} {i.date.latest}" for i in found]


def test_dates_are_those_of_the_clause_or_of_the_news() -> None:
    assert dates("قصفت قوات النظام السبت مدينة دوما.") == ["2017-11-18 2017-11-18"]
    assert dates("قصفت قوات النظام مدينة دوما.") == ["2017-11-18 2017-11-19"]
    assert dates("قصفت قوات النظام مدينة دوما.", None) == [None]


def test_what_is_past_has_its_date_or_none() -> None:
    assert dates("وكانت قوات النظام قد قصفت مدينة دوما.") == [None]
    assert dates("وكانت قوات النظام قد قصفت مدينة دوما في 2015.") == ["2015-01-01 2015-12-31"]
    assert dates("زارت أسرة الجندي الذي قتل بغارة في مدينة الرقة.") == [None]


def test_a_cited_source_makes_it_claimed() -> None:
    (incident,) = incidents("قال المرصد السوري إن قوات النظام قصفت مدينة دوما.")
    assert (incident.modality.value, incident.source) == ("claimed", "المرصد السوري")


def test_the_same_incident_of_headline_and_text_is_one() -> None:
    text = "غارات على مدينة الرقة\nشن طيران التحالف الدولي السبت غارات على مدينة الرقة."
    (incident,) = incidents(text)
    assert (incident.actor, incident.date_basis.value) == ("COAL", "relative")


def test_strikes_of_two_sides_at_one_place_are_two() -> None:
    text = "قصفت قوات النظام مدينة منبج. وقصفت القوات التركية مدينة منبج."
    assert [i.actor for i in incidents(text)] == ["SY.GOV", "TR"]


def test_merging_again_changes_nothing() -> None:
    text = "غارات على مدينة الرقة. قصفت قوات النظام مدينة دوما. غارات على مدينة الرقة."
    found = incidents(text)
    assert one_incident_each(found) == found


def test_an_incident_never_is_a_claim_and_changes_none() -> None:
    text = "شن طيران التحالف الدولي غارات على مدينة الرقة. سيطر الجيش السوري على مدينة تدمر."
    document = Document(id="d", text=text, published=PUBLISHED)
    mentions = find_mentions(document, GAZETTEER)
    findings = read_document(document, mentions)
    assert findings.claims == extract_claims(document, mentions)
    assert [i.place.text for i in findings.incidents] == ["الرقة"]


def test_the_vocabulary_names_every_kind_and_no_other() -> None:
    table = load_table("incidents")
    kinds = {kind.value for kind in IncidentKind}
    assert set(table["kinds"]) == kinds
    assert {row["kind"] for row in table["trigger"]} == kinds


WORDS = """
غارات قصف قصفت على في مدينة دوما الرقة وتعز اشتباكات بين الجيش السوري وداعش انفجار عبوة ناسفة
سيارة مفخخة سيقصف لم هدد إذا التي استهدفت شنت طائرات التحالف الدولي روسية تعرضت لقصف قتل جراء
وفي ، . ؟ : السبت أمس كان قال إن صواريخ باتجاه طائرة مسيرة اغتيال معارك الاشتباكات تجددت مواقع
"""
TOKENS = st.sampled_from(WORDS.split())


@given(st.lists(TOKENS, max_size=25), st.none() | st.dates())
def test_any_words_give_incidents_that_quote_them(
    words: list[str], published: dt.date | None
) -> None:
    text = " ".join(words)
    assert incidents(text, published) == incidents(text, published)
