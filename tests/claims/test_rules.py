"""The control grammar, rule by rule; the sentences are ours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saying import PUBLISHED, claims, said


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("سيطر الجيش السوري على مدينة تدمر.", "SY.GOV"),
        ("سيطرت قوات سوريا الديمقراطية بالكامل على مدينة تدمر.", "SDF"),
        ("الجيش السوري سيطر على مدينة تدمر.", "SY.GOV"),
        ("استعاد تنظيم داعش السيطرة على مدينة تدمر.", "IS"),
        ("بسط الجيش العراقي سيطرته على مدينة تدمر.", "IQ.GOV"),
        ("فرضت البيشمركة سيطرتها على مدينة تدمر.", "PESH"),
        ("حرر الجيش السوري وحلفاؤه أمس مدينة تدمر.", "SY.GOV"),
        ("استولى مسلحو جبهة النصرة على مدينة تدمر.", "HTS"),
        ("تمكن الجيش السوري من استعادة مدينة تدمر.", "SY.GOV"),
        ("نجحت قوات سوريا الديمقراطية في السيطرة على مدينة تدمر.", "SDF"),
        ("أحكمت الفصائل الثورية سيطرتها على مدينة تدمر.", "SY.OPP"),
        ("انتزع تنظيم الدولة مدينة تدمر من قوات النظام.", "IS"),
        ("رفع الجيش السوري العلم في مدينة تدمر، بعد أن سيطر عليها.", "SY.GOV"),
    ],
)
def test_r1_gain(text: str, actor: str) -> None:
    assert said(text) == [("capture", "تدمر", actor)]


def test_r1_from_whom() -> None:
    (claim,) = claims("حرر الجيش السوري مدينة تدمر من تنظيم داعش بالكامل.")
    assert claim.from_actor == "IS"
    (claim,) = claims("سيطر الجيش السوري على مدينة تدمر بعد معارك عنيفة مع تنظيم داعش.")
    assert claim.from_actor == "IS"


def test_r1_a_list_gives_one_claim_each() -> None:
    found = said("سيطر الجيش السوري على بلدات مورك واللطامنة وكفر زيتا في ريف حماة.")
    assert [place for _, place, _ in found] == ["مورك", "اللطامنة", "كفر زيتا"]


def test_r1_a_parent_is_no_target() -> None:
    assert said("سيطر الجيش السوري على مدينة تدمر في ريف حمص.") == [("capture", "تدمر", "SY.GOV")]
    assert said("سيطر الجيش السوري على بلدة مورك شمال حماة.") == [("capture", "مورك", "SY.GOV")]


def test_r1_an_unlisted_village_keeps_its_claim() -> None:
    (claim,) = claims("سيطر الجيش السوري على قرية زقزاقة.")
    assert claim.place.text == "زقزاقة"
    assert not claim.place.resolved


def test_r2_expel() -> None:
    (claim,) = claims("طرد الجيش السوري تنظيم داعش من مدينة تدمر.")
    assert (claim.kind.value, claim.actor, claim.from_actor) == ("capture", "SY.GOV", "IS")


def test_r3_lose() -> None:
    assert said("انسحب تنظيم داعش من مدينة تدمر.") == [("loss", "تدمر", "IS")]
    assert said("خسر تنظيم داعش مدينة تدمر لصالح الجيش السوري.") == [("capture", "تدمر", "SY.GOV")]


def test_r3_control_that_is_lost_is_not_gained() -> None:
    assert said("فقدت قوات النظام أمس السيطرة على مدينة تدمر.") == [("loss", "تدمر", "SY.GOV")]
    assert said("قال ناشطون إن داعش خسر السيطرة على مدينة تدمر.") == [("loss", "تدمر", "IS")]


def test_a_country_is_no_place_to_take() -> None:
    assert said("سقطت سوريا بيد تنظيم داعش.") == []
    assert said("سيطر تنظيم داعش على العراق.") == []


def test_r4_fall() -> None:
    assert said("سقطت مدينة تدمر بيد تنظيم داعش.") == [("capture", "تدمر", "IS")]


def test_r5_siege() -> None:
    assert said("حاصرت قوات النظام بلدة مضايا.") == [("siege", "مضايا", "SY.GOV")]
    (claim,) = claims("أحكم الجيش السوري الطوق على تنظيم داعش في مدينة تدمر.")
    assert (claim.kind.value, claim.place.text, claim.from_actor) == ("siege", "تدمر", "IS")


@pytest.mark.parametrize(
    "text",
    [
        "صد الجيش السوري هجوما لجبهة النصرة على بلدة مورك.",
        "الجيش السوري صد هجوما شنته جبهة النصرة على بلدة مورك.",
        "تصدت قوات الجيش السوري لهجوم شنته جبهة النصرة على بلدة مورك.",
        "أفشل الجيش السوري محاولة تسلل لجبهة النصرة في بلدة مورك.",
        "كسر الجيش السوري هجوم جبهة النصرة على مورك.",
        "تمكن الجيش السوري من صد هجوم لجبهة النصرة على بلدة مورك.",
        "أحبط الجيش السوري محاولات جبهة النصرة التقدم باتجاه بلدة مورك.",
    ],
)
def test_r6_repel(text: str) -> None:
    (claim,) = [c for c in claims(text) if c.modality.value == "asserted"]
    assert (claim.kind.value, claim.place.text) == ("repel", "مورك")
    assert (claim.actor, claim.from_actor) == ("SY.GOV", "HTS")


def test_r6_breaking_something_else_is_nothing() -> None:
    assert said("كسر الجيش السوري أبواب المتاجر في بلدة مورك.") == []


def test_r7_enter_is_a_part() -> None:
    assert said("دخلت قوات سوريا الديمقراطية مدينة تدمر.") == [("partial", "تدمر", "SDF")]


def test_r8_hand_over() -> None:
    assert said("تسلم الجيش السوري بلدة مضايا.") == [("transfer", "مضايا", "SY.GOV")]


def test_r9_state() -> None:
    assert said("تقع مدينة تدمر تحت سيطرة تنظيم داعش.") == [("hold", "تدمر", "IS")]
    assert said("قصفت الطائرات تدمر التي يسيطر عليها تنظيم داعش.") == [("hold", "تدمر", "IS")]


def test_f3_what_somebody_occupies_is_held_not_taken() -> None:
    assert said("قصفت الطائرات مدينة تدمر التي يحتلها تنظيم داعش.") == [("hold", "تدمر", "IS")]


def test_areas_which_they_took_are_not_the_place_before() -> None:
    text = "وصل النازحون إلى إدلب من المناطق التي استعاد الجيش السوري السيطرة عليها."
    assert said(text) == []


def test_r10_stronghold() -> None:
    assert said("قصفت الطائرات مدينة تدمر معقل تنظيم داعش.") == [("hold", "تدمر", "IS")]


def test_r11_attack_is_an_attempt() -> None:
    assert said("هاجم تنظيم داعش مدينة تدمر.") == [("attempt", "تدمر", "IS")]


@pytest.mark.parametrize(
    "text",
    [
        "يسعى الجيش السوري للسيطرة على مدينة تدمر.",
        "حاول تنظيم داعش السيطرة على مدينة تدمر.",
        "شن الجيش السوري هجوما لاستعادة مدينة تدمر.",
        "سيسيطر الجيش السوري على مدينة تدمر.",
        "بدأ الجيش السوري معركة تحرير مدينة تدمر.",
        "يريد الجيش السوري أن يسيطر على مدينة تدمر.",
        "زار القائد غرفة الجيش السوري المكلفة بتحرير مدينة تدمر.",
    ],
)
def test_f1_what_is_tried_or_planned_is_an_attempt(text: str) -> None:
    assert {c.modality.value for c in claims(text)} <= {"attempt"}


@pytest.mark.parametrize(
    "text",
    [
        "لم يسيطر الجيش السوري على مدينة تدمر.",
        "فشل تنظيم داعش في السيطرة على مدينة تدمر.",
        "نفى متحدث باسم التحالف سيطرة تنظيم داعش على مدينة تدمر.",
        "قال ناشطون إن لا صحة لما يقال عن سيطرة تنظيم داعش على مدينة تدمر.",
    ],
)
def test_f1_what_is_negated_is_denied(text: str) -> None:
    found = claims(text)
    assert found
    assert {(c.kind.value, c.modality.value) for c in found} == {("attempt", "denied")}


@pytest.mark.parametrize(
    "text",
    [
        "سيطر رجال الإطفاء على حريق في مدينة تدمر.",
        "فتح الباب أمام الحل.",
        "قتل عنصر من تنظيم داعش في مدينة تدمر.",
        "وصلت هيئة تحرير الشام إلى مدينة إدلب.",
        "استعاد الفريق السيطرة على المباراة.",
        "تسيطر الشركة على السوق.",
    ],
)
def test_control_of_something_else_is_nothing(text: str) -> None:
    assert [c for c in claims(text) if c.modality.value in {"asserted", "claimed"}] == []


@pytest.mark.parametrize(
    ("part", "share"),
    [
        ("نحو 40 في المئة من", 0.4),
        ("٥٠٪ من".replace("٪", "%"), 0.5),
        ("نصف", 0.5),
        ("أجزاء من", None),
    ],
)
def test_f4_a_share_makes_it_partial(part: str, share: float | None) -> None:
    (claim,) = claims(f"سيطر تنظيم داعش على {part} مدينة تدمر.")
    assert (claim.kind.value, claim.share) == ("partial", share)


def test_f4_quarters_of_a_town_are_a_part_of_it() -> None:
    (claim,) = claims("سيطر تنظيم داعش على عدد من الأحياء في شمال مدينة تدمر.")
    assert (claim.kind.value, claim.place.text) == ("partial", "تدمر")


def test_f4_positions_in_a_place_are_a_part_of_it() -> None:
    (claim,) = claims("حرر الجيش اليمني عددا من المواقع في مديرية نهم.")
    assert (claim.kind.value, claim.place.text) == ("partial", "نهم")


@pytest.mark.parametrize("text", ["فقده أهله في حلب.", "وصلوا إلى حلب. والشرطة تطوقهم."])
def test_a_pronoun_for_people_is_no_place(text: str) -> None:
    assert said(f"في سوريا تنظيم داعش. {text}") == []


def test_the_town_is_the_last_one_named() -> None:
    text = "دارت معارك في مدينة تدمر. وقال ناشطون إن تنظيم داعش سيطر على المدينة."
    (claim,) = claims(text)
    assert claim.place.text == "تدمر"


def test_it_is_whoever_was_cited() -> None:
    (claim,) = claims("أعلن الجيش السوري في بيان أنه سيطر على مدينة تدمر.")
    assert (claim.actor, claim.source, claim.modality.value) == (
        "SY.GOV",
        "الجيش السوري",
        "claimed",
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قال المرصد السوري إن تنظيم داعش سيطر على مدينة تدمر.", "المرصد السوري"),
        ("مصادر محلية قالت إن تنظيم داعش سيطر على مدينة تدمر.", "مصادر محلية"),
        ("وبحسب ناشطين، سيطر تنظيم داعش على مدينة تدمر.", "ناشطين"),
        ("وكانت وزارة الدفاع قد أعلنت سيطرة الجيش السوري على مدينة تدمر.", "وزارة الدفاع"),
    ],
)
def test_a_cited_source_is_quoted(text: str, source: str) -> None:
    (claim,) = claims(text)
    assert (claim.source, claim.modality.value) == (source, "claimed")


def test_and_added_cites_whoever_was_cited_before() -> None:
    text = "قال المرصد السوري إن القتال مستمر. وأضاف أن تنظيم داعش سيطر على مدينة تدمر."
    (claim,) = claims(text)
    assert claim.source == "المرصد السوري"


@pytest.mark.parametrize(
    ("words", "country_text", "actor"),
    [
        ("الجيش", "في سوريا قرب دمشق", "SY.GOV"),
        ("الجيش", "في اليمن قرب صنعاء", "YE.GOV"),
        ("القوات الحكومية", "في العراق قرب بغداد", "IQ.GOV"),
        ("الجيش", "في ليبيا قرب بنغازي", "LY.LNA"),
    ],
)
def test_who_the_army_is_depends_on_the_country(words: str, country_text: str, actor: str) -> None:
    text = f"تدور المعارك {country_text}. سيطر {words} على قرية زقزاقة."
    (claim,) = claims(text)
    assert claim.actor == actor


def test_who_the_army_is_depends_on_the_day() -> None:
    text = "تدور المعارك في سوريا قرب دمشق. سيطر الجيش على قرية زقزاقة."
    (claim,) = claims(text, published=dt.date(2025, 3, 1))
    assert claim.actor == "SY.NEW"


def test_without_a_day_news_is_dated_to_its_publication() -> None:
    (claim,) = claims("سيطر الجيش السوري على مدينة تدمر.")
    assert claim.date is not None
    assert (claim.date.earliest, claim.date.latest) == (dt.date(2017, 11, 18), PUBLISHED)
    assert claim.date_basis.value == "published"


@pytest.mark.parametrize(
    "text",
    [
        "جاء البيان بعد سيطرة الجيش السوري على مدينة تدمر.",
        "جاء البيان بعد أن سيطر الجيش السوري على مدينة تدمر.",
        "جاء البيان بعد أن بسط الجيش السوري سيطرته على مدينة تدمر.",
        "جاء البيان بعدما استعاد الجيش السوري مدينة تدمر.",
    ],
)
def test_background_never_takes_the_day_of_publication_alone(text: str) -> None:
    (claim,) = claims(text)
    assert claim.date is not None
    assert claim.date.days > 7


def test_an_undated_article_gives_undated_claims() -> None:
    (claim,) = claims("سيطر الجيش السوري على مدينة تدمر.", published=None)
    assert claim.date is None
    assert claim.date_basis.value == "none"


def test_headline_and_body_are_one_claim() -> None:
    found = claims("استعاد الجيش السوري مدينة تدمر اليوم.", title="الجيش السوري يستعيد تدمر")
    assert [c.kind.value for c in found] == ["capture"]
    assert found[0].date_basis.value == "relative"


def test_a_loss_is_no_claim_beside_the_capture() -> None:
    text = "سيطر الجيش السوري على مدينة تدمر. وانسحب تنظيم داعش من تدمر إلى البادية."
    assert said(text) == [("capture", "تدمر", "SY.GOV")]


WORDS = """
سيطر السيطرة استعادة على من في مدينة قرية تدمر حلب المدينة الجيش السوري تنظيم داعش و قال إن أعلن
أنه لم بعد قبل 40 % نصف التي يسيطر عليها انسحب بيد سقطت صد هجوم ، . ؟ « » ( 2017 نوفمبر الأحد أمس
حاصر دخل سلم معقل تمكن المرصد وبحسب ريف حماة
"""


def test_m3_the_other_actor_of_a_place_is_from_whom_it_was_taken() -> None:
    text = "سيطر الجيش السوري على مدينة تدمر. وكان تنظيم داعش قد سيطر على تدمر عام 2015."
    army, state = claims(text)
    assert (army.from_actor, state.from_actor) == ("IS", "SY.GOV")


NEWS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=40)


@given(NEWS)
def test_any_news_like_text_reads_without_error_and_twice_alike(words: list[str]) -> None:
    text = " ".join(words)
    assert claims(text) == claims(text)


@given(st.text(max_size=120))
def test_any_text_at_all_reads_without_error(text: str) -> None:
    claims(text)


# --------------------------------------------------------------------- lists, parts, shares, duals


def test_a_count_announces_its_members() -> None:
    text = "سيطر الجيش السوري على عدد من البلدات في ريف حماة بينها مورك واللطامنة وكفر زيتا."
    assert said(text) == [
        ("capture", "مورك", "SY.GOV"),
        ("capture", "اللطامنة", "SY.GOV"),
        ("capture", "كفر زيتا", "SY.GOV"),
    ]


def test_what_is_named_whole_before_an_announced_list_is_taken_too() -> None:
    text = "سيطر الجيش السوري على مدينة مورك وعدة قرى في محيطها، هي اللطامنة وكفر زيتا."
    assert [place for _, place, _ in said(text)] == ["مورك", "اللطامنة", "كفر زيتا"]


def test_the_dual_stands_for_the_last_two() -> None:
    text = "دارت معارك في بلدتي مورك واللطامنة. وسيطر الجيش السوري على البلدتين."
    assert said(text) == [("capture", "مورك", "SY.GOV"), ("capture", "اللطامنة", "SY.GOV")]


@pytest.mark.parametrize(
    "what",
    [
        "نقاط في مدينة تدمر",
        "مواقع عدة في مدينة تدمر",
        "شمال مدينة تدمر",
        "قسم كبير من مدينة تدمر",
        "الجهتين الشمالية والغربية من مدينة تدمر",
    ],
)
def test_f4_part_of_a_place(what: str) -> None:
    assert said(f"سيطر الجيش السوري على {what}.") == [("partial", "تدمر", "SY.GOV")]


def test_f4_nearly_all_is_a_part() -> None:
    text = "أعلن الجيش السوري سيطرته بشكل شبه كامل على مدينة تدمر."
    assert [kind for kind, *_ in said(text)] == ["partial"]


def test_f4_shares_with_a_decimal_comma_and_without_their_place() -> None:
    text = (
        "في محافظة درعا، باتت قوات النظام تسيطر على 58،8% من مساحة محافظة درعا. "
        "أما فصائل المعارضة فتسيطر على 34.6%."
    )
    found = [(c.kind.value, c.actor, c.share) for c in claims(text)]
    assert found == [("partial", "SY.GOV", 0.588), ("partial", "SY.OPP", 0.346)]


def test_r2_drove_them_out() -> None:
    assert said("قالوا إن داعش هُزم وقد طردته قوات النظام من مدينة تدمر.") == [
        ("capture", "تدمر", "SY.GOV")
    ]


def test_r5_a_place_suffers_a_siege() -> None:
    text = "تتعرض بلدتا الفوعة وكفريا بريف إدلب لحصار تفرضه هيئة تحرير الشام."
    assert said(text) == [("siege", "الفوعة", "HTS"), ("siege", "كفريا", "HTS")]


@pytest.mark.parametrize(
    "text",
    [
        "دخلت قافلة مساعدات إلى الغوطة الشرقية التي تسيطر عليها المعارضة السورية.",
        "قال الجيش السوري إن الهدنة دخلت حيز التنفيذ في مدينة دوما.",
    ],
)
def test_r7_what_enters_is_an_army(text: str) -> None:
    assert "partial" not in [kind for kind, *_ in said(text)]


def test_f1_what_is_announced_as_begun_is_an_attempt() -> None:
    text = "أعلن الجيش السوري الخميس بدء عملية تحرير مدينة تدمر."
    assert [kind for kind, *_ in said(text)] == ["attempt"]


def test_regaining_of_control_is_no_purpose() -> None:
    text = "أكد بيان استعادة الجيش السوري للسيطرة على مدينة تدمر."
    assert [kind for kind, *_ in said(text)] == ["capture"]


def test_the_city_is_no_capital_that_stands_for_its_government() -> None:
    text = "دخلت القوات التركية مدينة عفرين. وقالت أنقرة إن القوات التركية سيطرت على المدينة."
    assert "أنقرة" not in [place for _, place, _ in said(text)]


# ---------------------------------------------------------------------------- across a document


def test_m4_the_other_side_of_the_document_lost_it() -> None:
    text = "يخوض الجيش السوري معارك مع داعش. قصف داعش قرى. سيطر الجيش السوري على مدينة تدمر."
    (claim,) = [c for c in claims(text) if c.kind.value == "capture"]
    assert claim.from_actor == "IS"


def test_m4_but_not_where_two_others_are_named_alike() -> None:
    text = (
        "هاجم داعش قرية. هاجم داعش بلدة. هاجمت قوات سوريا الديمقراطية قرية. هاجمت قوات سوريا "
        "الديمقراطية بلدة. سيطر الجيش السوري على مدينة تدمر."
    )
    (claim,) = [c for c in claims(text) if c.kind.value == "capture"]
    assert claim.from_actor is None


def test_m5_a_headline_has_the_voice_of_its_text() -> None:
    (claim,) = claims(
        "قال المرصد السوري إن الجيش السوري سيطر على مدينة تدمر.",
        title="الجيش السوري يسيطر على تدمر",
    )
    assert claim.modality.value == "claimed"
    assert claim.source == "المرصد السوري"


@pytest.mark.parametrize(("year", "actor"), [(2016, "SY.OPP"), (2022, "SNA")])
def test_groups_of_the_north_are_the_national_army_since_2017(year: int, actor: str) -> None:
    text = "سيطرت الجبهة الشامية على مدينة تدمر."
    assert said(text, published=dt.date(year, 10, 12)) == [("capture", "تدمر", actor)]


def test_al_qaeda_depends_on_the_country() -> None:
    assert said("سيطر تنظيم القاعدة على مدينة المكلا في اليمن.")[0][2] == "AQAP"
    assert said("سيطر تنظيم القاعدة على مدينة درنة في ليبيا.")[0][2] == "OTHER:القاعدة"


# ------------------------------------------------------------------------------ standing states


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("مدينة تدمر الخاضعة لسيطرة قوات النظام هادئة.", "SY.GOV"),
        ("لا يزال معبر نصيب بأيدي فصائل المعارضة.", "SY.OPP"),
        ("تتحصن عناصر داعش في مدينة تدمر.", "IS"),
        ("قوات النظام المتمركزة في مدينة تدمر قصفت قرى.", "SY.GOV"),
        ("توقف العمل في المطار بسبب سيطرة داعش على مدينة تدمر.", "IS"),
    ],
)
def test_r9_r12_who_holds_a_place(text: str, actor: str) -> None:
    assert [(kind, actor_) for kind, _, actor_ in said(text)] == [("hold", actor)]


def test_r9_a_list_under_somebodys_control() -> None:
    text = "قصفت قوات النظام بلدتي مورك واللطامنة الخاضعتين لسيطرة فصائل المعارضة."
    assert [p for kind, p, actor in said(text) if (kind, actor) == ("hold", "SY.OPP")] == [
        "مورك",
        "اللطامنة",
    ]


def test_f1_what_one_tries_to_take_is_an_attempt_and_no_state() -> None:
    text = "يسعى الجيش العراقي لاستعادة مدينة الرمادي من قبضة داعش."
    assert said(text) == [("attempt", "الرمادي", "IQ.GOV")]


def test_r6_the_attack_is_on_what_was_named_before() -> None:
    text = "هاجم داعش مدينة تدمر. وأحبطت قوات النظام الهجوم."
    assert ("repel", "تدمر", "SY.GOV") in said(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "اشتبك الجيش مع فصائل المعارضة السورية التي تسيطر على مدينة سراقب.",
            ("hold", "سراقب", "SY.OPP"),
        ),
        ("نجاح الجيش السوري في السيطرة على مدينة تدمر.", ("capture", "تدمر", "SY.GOV")),
        ("أعلن ناطق استعادة الجيش السوري لمدينة تدمر.", ("capture", "تدمر", "SY.GOV")),
    ],
)
def test_subjects_of_relative_clauses_and_of_verbal_nouns(
    text: str, found: tuple[str, ...]
) -> None:
    assert found in said(text)


# ---------------------------------------------------------- forms met in news nobody had read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # an adjective names the actor behind a word of control
        ("باتت مدينة القامشلي تحت سيطرة كردية كاملة.", ("hold", "القامشلي", "SDF")),
        ("تخضع مناطق في ريف حلب الشمالي لسيطرة تركية.", ("partial", "حلب", "TR")),
        # the capital is a name, unless its name follows
        ("سقطت العاصمة اليمنية بأيدي الحوثيين.", ("capture", "العاصمة اليمنية", "YE.HOUTHI")),
        ("سيطر الحوثيون على العاصمة اليمنية صنعاء.", ("capture", "صنعاء", "YE.HOUTHI")),
        ("ما زال الحوثيون يسيطرون على عاصمتها زنجبار.", ("hold", "زنجبار", "YE.HOUTHI")),
        # asides and participles between a place and its state
        (
            "وصلوا إلى مدينة إدلب، المتاخمة للحدود مع تركيا، التي تسيطر عليها هيئة تحرير الشام.",
            ("hold", "إدلب", "HTS"),
        ),
        ("حذر الأهالي حركة حماس، المسيطرة على غزة، من ذلك.", ("hold", "غزة", "HAMAS")),
        (
            "قصفوا مطار الحديدة الذي تتحصن فيه ميليشيات الحوثي.",
            ("hold", "مطار الحديدة", "YE.HOUTHI"),
        ),
        ("قتل ثلاثة في صعدة شمالي اليمن، معقل الحوثيين.", ("hold", "صعدة", "YE.HOUTHI")),
        (
            "دارت معارك لتطهير حي التواهي، آخر معاقل الحوثيين في عدن.",
            ("hold", "التواهي", "YE.HOUTHI"),
        ),
        # the countryside that only tells where a town lies is nobody's bastion
        (
            "سيطرت قوات سوريا الديمقراطية على قرية الباغوز في ريف دير الزور، آخر جيب لتنظيم داعش.",
            ("capture", "الباغوز", "SDF"),
        ),
        # areas and pockets of somebody in a place are a part of it
        (
            "خرج مدنيون من مناطق سيطرة فيلق الرحمن في جنوب الغوطة الشرقية.",
            ("partial", "الغوطة الشرقية", "SY.OPP"),
        ),
        ("لم يتبق سوى جيوب للحوثيين داخل مدينة الدريهمي.", ("partial", "الدريهمي", "YE.HOUTHI")),
        # "before it fell" did happen, "forced to withdraw" is a withdrawal
        ("قبل أن يسقط ميناء الحديدة بقبضة الحوثيين.", ("capture", "ميناء الحديدة", "YE.HOUTHI")),
        ("أجبر القصف عناصر داعش على الانسحاب من مدينة هيت.", ("loss", "هيت", "IS")),
        # a comma parts a verb from the word of fighting before it
        (
            "وفي تعز، التي تشهد معارك، سيطر الحوثيون على عدد من المباني.",
            ("partial", "تعز", "YE.HOUTHI"),
        ),
        # a second predicate is said of what the sentence opens with
        (
            "ومنطقة إدلب بشمال غرب سوريا هي الأكبر هناك، وما زالت خاضعة لسيطرة المعارضة السورية.",
            ("hold", "إدلب", "SY.OPP"),
        ),
        ("عادت مدينة الموصل إلى سيطرة القوات العراقية.", ("capture", "الموصل", "IQ.GOV")),
        ("بسطت الوحدات الكردية نفوذها على مدينة الحسكة.", ("capture", "الحسكة", "SDF")),
        ("أطبق الجيش العراقي على قضاء تلعفر من أربع جهات.", ("siege", "تلعفر", "IQ.GOV")),
        ("سيطر مقاتلون موالون للحوثيين على مدينة لودر.", ("capture", "لودر", "YE.HOUTHI")),
        # the Giants beside the army that they belong to
        ("دخلت ألوية العمالقة التابعة للجيش اليمني مدينة البرح.", ("partial", "البرح", "YE.GOV")),
    ],
)
def test_a_form_is_read(text: str, found: tuple[str, str, str]) -> None:
    real = [one for one in said(text) if one[0] != "attempt"]
    assert real == [found]


def test_parts_that_are_told_apart_are_held_by_each() -> None:
    text = "انقسمت حلب بين أحياء خاضعة لسيطرة المعارضة السورية وأخرى تحت سيطرة النظام السوري."
    assert said(text) == [("partial", "حلب", "SY.OPP"), ("partial", "حلب", "SY.GOV")]


def test_members_of_held_areas_are_listed_behind_them() -> None:
    text = "شملت الهدنة مناطق القطاع الأوسط، التي يسيطر عليها فيلق الرحمن، وهي عربين وزملكا وجوبر."
    assert [one[1] for one in said(text)] == ["عربين", "زملكا", "جوبر"]


def test_its_control_is_of_who_drove_the_others_out() -> None:
    text = "نجحت القوات العراقية في طرد تنظيم داعش من مدينة هيت وإحكام سيطرتها على مدينة كبيسة."
    assert said(text) == [("capture", "هيت", "IQ.GOV"), ("capture", "كبيسة", "IQ.GOV")]


@pytest.mark.parametrize(
    "text",
    [
        "يؤكد خبراء أن تحرير ميناء الحديدة سيمثل ضربة للحوثيين.",
        "طالب الأهالي الجيش السوري بضرورة تحرير مدينة تدمر.",
        "في حال تمكن الجيش السوري من السيطرة على مدينة تدمر يصبح بإمكانه التقدم.",
        "أكد الجيش السوري استعادة مدينة تدمر الأسبوع المقبل.",
        "حقق الجيش السوري تقدما في معركة تحرير مدينة تدمر.",
        "استعاد الجيش السوري بطارية صواريخ جنوب تدمر.",
        "الحوثيون مستعدون لتسليم السيطرة على مرفأ الحديدة للأمم المتحدة.",
        "وصلت المساعدات إلى عدن وإلى كل المدن المحررة.",
        "تسعى المقاومة الشعبية استعادة قاعدة العند من الحوثيين.",
        "أكد الوزير أهمية تسليم محافظة الحديدة للحكومة اليمنية.",
        "التحالف يصرح لسفينتين بدخول الحديدة.",
        "اقتحم متظاهرون مقر القنصلية في البصرة، والقوات العراقية تراقب.",
        "حفر الحوثيون خنادق لإعاقة دخول الجيش اليمني إلى مدينة الجراحي.",
        'سيطر الجيش السوري على "أراض شديدة الأهمية" هناك.',
    ],
)
def test_what_is_only_spoken_of_is_no_change(text: str) -> None:
    assert [one for one in said(text) if one[0] != "attempt"] == []


def test_a_verb_of_three_letters_denies_in_the_feminine_too() -> None:
    (claim,) = claims("نفت قوات سوريا الديمقراطية سيطرة الجيش السوري على بلدة خشام.")
    assert (claim.kind.value, claim.modality.value) == ("attempt", "denied")


def test_r2_who_drove_them_out_may_be_left_unsaid() -> None:
    text = "عين محافظ جديد لعدن بعد طرد ميليشيات الحوثي منها."
    (claim,) = claims(text)
    assert (claim.actor, claim.from_actor, claim.place.text) == ("YE.GOV", "YE.HOUTHI", "عدن")


def test_r1_a_place_that_has_been_freed_stands_before_its_verb() -> None:
    assert said("قاتل الحوثيون، وها هي عدن قد تحررت.") == [("capture", "عدن", "YE.GOV")]


def test_r1_a_capital_that_regains_control_is_not_what_is_taken() -> None:
    text = "واستعادت دمشق الشهر الماضي السيطرة على بلدة نوى بعد انسحاب جبهة النصرة."
    assert "دمشق" not in {place for _, place, _ in said(text)}


def test_f2_a_noun_that_and_joins_is_as_real_as_what_it_joins() -> None:
    tried = "بدأت قوات الجيش اليمني عملية جديدة لتحرير مدينة حيس والسيطرة على مدينة الجراحي."
    assert {kind for kind, _, _ in said(tried)} == {"attempt"}
    done = "حققت قوات الجيش اليمني تقدما كبيرا نحو مدينة الحديدة والسيطرة على مدينة حيس."
    assert ("capture", "حيس", "YE.GOV") in said(done)


def test_f1_a_bastion_is_one_whatever_is_talked_about_it() -> None:
    text = "لم يتفق المجتمعون بشأن مدينة إدلب، آخر معقل رئيسي للمعارضة السورية."
    assert ("hold", "إدلب", "SY.OPP") in said(text)


def test_r6_the_attack_tells_its_place_before_the_defender_does() -> None:
    text = "صدت المقاومة اليمنية في البيضاء هجوما للحوثيين على منطقة قيفة."
    assert said(text) == [("repel", "قيفة", "YE.GOV")]


def test_r12_what_somebody_makes_a_base_of() -> None:
    text = "قصف التحالف ميناء الحديدة الذي يتخذه الحوثيون قاعدة لهم."
    assert ("hold", "ميناء الحديدة", "YE.HOUTHI") in said(text)
    text = "هاجمت تركيا مسلحي حزب العمال الكردستاني الذين يتخذون من سنجار مقرا لهم."
    assert ("hold", "سنجار", "PKK") in said(text)


def test_r3_forces_that_are_pulled_out() -> None:
    text = "أعلنت قوات سوريا الديمقراطية سحب آخر قواتها من مدينة منبج."
    assert said(text) == [("loss", "منبج", "SDF")]


def test_tightened_its_grip_is_control() -> None:
    text = "أحكمت المقاومة اليمنية قبضتها تماما على عدن."
    assert said(text) == [("capture", "عدن", "YE.GOV")]


def test_r5_the_siege_that_somebody_imposes() -> None:
    text = "طالبوا بكسر الحصار الذي تفرضه إسرائيل على قطاع غزة منذ سنوات."
    assert ("siege", "قطاع غزة", "IL") in said(text)


def test_r5_in_a_place_that_is_exposed_to_a_siege() -> None:
    text = "قتل مدنيون بالغوطة الشرقية التي تتعرض لحصار وقصف من قبل النظام السوري."
    assert ("siege", "الغوطة الشرقية", "SY.GOV") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "انسحب الحوثيون من مواقعهم في محيط مطار الحديدة.",
        "تحصن الحوثيون في الأحياء السكنية داخل مدينة الحديدة.",
    ],
)
def test_who_leaves_or_stands_in_parts_of_a_place_loses_and_holds_no_place(text: str) -> None:
    assert said(text) == []


def test_r5_civilians_that_are_besieged_inside_a_place_besiege_nothing() -> None:
    text = "فصل الجيش السوري. واتخذ تنظيم داعش آلاف المدنيين المحاصرين داخل الفلوجة دروعا بشرية."
    assert "siege" not in {kind for kind, _, _ in said(text)}
    text = "قصف التحالف الميليشيات الحوثية المحاصرة في مركز مديرية باقم، وقال الجيش اليمني ذلك."
    assert ("siege", "باقم") in {(kind, place) for kind, place, _ in said(text)}


def test_r12_where_somebody_had_been_is_no_longer_held() -> None:
    text = "دخل الجيش اليمني معسكر العمري الذي كانت تتحصن فيه ميليشيات الحوثي."
    assert "hold" not in {kind for kind, _, _ in said(text)}


@pytest.mark.parametrize(
    "text",
    [
        "دخل الجيش اليمني مدينة حيس، حيث يجري العمل على تمشيطها وتطهيرها.",
        "رجح محللون قدرة الجيش العراقي وميليشيا الحشد الشعبي على تحرير الفلوجة.",
    ],
)
def test_f1_what_is_worked_on_or_thought_possible_is_not_done(text: str) -> None:
    assert "capture" not in {kind for kind, _, _ in said(text)}
