"""Who: subjects, objects, and those whom a sentence leaves unsaid; the sentences are ours."""

from __future__ import annotations

import pytest
from saying import claims, said


def test_the_case_of_a_plural_tells_subject_from_object() -> None:
    assert said("وتحاصر الحوثيين في مدينة الدريهمي قوات الجيش اليمني.") == [
        ("siege", "الدريهمي", "YE.GOV")
    ]


def test_who_is_driven_out_is_not_who_takes_the_next_place() -> None:
    text = "نجحت قوات الجيش اليمني في طرد الحوثيين من مدينة موزع وإحكام سيطرتها على مدينة المخا."
    assert ("capture", "المخا", "YE.GOV") in said(text)


def test_r2_driving_them_out() -> None:
    text = "يتعقب الجيش اليمني مسلحي الحوثيين بعد طردهم من مدينة المخا."
    (claim,) = claims(text)
    assert (claim.kind.value, claim.actor, claim.from_actor) == ("capture", "YE.GOV", "YE.HOUTHI")


def test_a_relative_clause_about_somebody_unknown_is_not_about_who_was_named_before() -> None:
    text = "هاجم الجيش السوري المجموعات التي تسيطر على مدينة تدمر."
    assert ("hold", "تدمر", "SY.GOV") not in said(text)


@pytest.mark.parametrize(
    "ally",
    ["بإسناد من طيران التحالف العربي", "بغطاء جوي من مقاتلات التحالف العربي"],
)
def test_whose_planes_help_does_not_take(ally: str) -> None:
    text = f"تمكنت قوات الجيش اليمني {ally} من تحرير مدينة المخا."
    assert said(text) == [("capture", "المخا", "YE.GOV")]


def test_an_aside_may_stand_between_managed_and_to() -> None:
    text = (
        "تمكنت قوات الجيش اليمني، عقب مواجهات عنيفة مع الحوثيين استمرت ثلاثة أيام، "
        "من السيطرة على مدينة المخا."
    )
    assert ("capture", "المخا", "YE.GOV") in said(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("هرب عناصر داعش، وعاد السكان بعد تحرير مدينة الموصل.", "IQ.GOV"),
        ("عاد السكان إلى مدينة الموصل منذ تحريرها من داعش.", "IQ.GOV"),
        ("حررت البيشمركة مدينة سنجار. وعاد السكان بعد تحرير قضاء مخمور.", "PESH"),
    ],
)
def test_u_a_liberator_is_told_by_the_document_or_the_country(text: str, actor: str) -> None:
    assert claims(text)[-1].actor == actor


def test_u_those_who_liberate_nothing_are_not_meant() -> None:
    text = "خسر تنظيم داعش عناصره. وبعد استعادة مدينة الموصل عاد السكان."
    assert ("capture", "الموصل", "IS") not in said(text)


def test_u_a_besieged_place_has_a_besieger() -> None:
    text = "قصف الطيران مدينة دوما المحاصرة، ونفت قوات النظام ذلك."
    assert ("siege", "دوما", "SY.GOV") in said(text)
    assert said("تعز المحاصرة من قبل الحوثيين.") == [("siege", "تعز", "YE.HOUTHI")]


def test_r5_who_is_besieged_inside_a_place() -> None:
    text = "بات الحوثيون محاصرين داخل مدينة الدريهمي من قبل الجيش اليمني."
    (claim,) = claims(text)
    assert (claim.kind.value, claim.actor, claim.from_actor) == ("siege", "YE.GOV", "YE.HOUTHI")


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("محافظة صعدة، المعقل الرئيسي للحوثيين.", "YE.HOUTHI"),
        ("مدينة تدمر الواقعة تحت السيطرة الكاملة للجيش السوري.", "SY.GOV"),
        ("مدينة تدمر التي تخضع بمعظم أحيائها لسيطرة الجيش السوري.", "SY.GOV"),
        ("يتخذ تنظيم داعش من مدينة الرقة عاصمة له.", "IS"),
    ],
)
def test_states(text: str, holder: str) -> None:
    (claim,) = claims(text)
    assert (claim.kind.value, claim.actor) == ("hold", holder)


@pytest.mark.parametrize(
    "text",
    [
        "منذ تدخل السعودية على رأس تحالف عسكري في مدينة عدن.",
        "قرر الجيش السوري استعادة مدينة تدمر.",
        "فقد رفع سكان مدينة تدمر مطالبهم إلى الجيش السوري.",
        "هروب والي مدينة تدمر مع عائلته.",
    ],
)
def test_what_changes_nothing(text: str) -> None:
    assert [kind for kind, _, _ in said(text) if kind != "attempt"] == []


def test_a3_a_sentence_that_goes_on_has_the_same_source() -> None:
    text = "قال المرصد إن الجيش السوري سيطر على مدينة تدمر. كما سيطر على قرية أرك."
    assert [c.source for c in claims(text)] == ["المرصد", "المرصد"]


def test_a4_worth_saying_cites_nobody() -> None:
    text = "قال المرصد إن مدنيين قتلوا. يذكر أن تنظيم داعش استولى على مدينة تدمر."
    assert [c.source for c in claims(text)] == [None]


def test_a5_a_description_is_the_outlets_own_word_unless_quoted() -> None:
    plain = "قال المرصد إن طائرات قصفت محافظة صعدة معقل الحوثيين."
    quoted = 'قال المرصد إن طائرات قصفت "محافظة صعدة معقل الحوثيين".'
    assert [claims(text)[0].source for text in (plain, quoted)] == [None, "المرصد"]


def test_m1_a_claim_lists_where_else_the_document_says_it() -> None:
    text = "سيطر الجيش السوري على مدينة تدمر. وقال ناشطون إن الجيش السوري سيطر على مدينة تدمر."
    (claim,) = claims(text)
    assert len(claim.also) == 1
    assert all(span.quotes(text) for span in claim.also)


def test_an_epithet_may_stand_between_somebody_and_who() -> None:
    assert said("وأدان حركة حماس المسلحة التي تسيطر على غزة.") == [("hold", "غزة", "HAMAS")]


def test_the_forces_are_those_named_last() -> None:
    named = "تقدمت قوات سوريا الديمقراطية نحو مدينة منبج. وتمكنت القوات من السيطرة على مدينة منبج."
    assert ("capture", "منبج", "SDF") in said(named)
    alone = "قصف الحوثيون مدينة حيس. وتمكنت القوات من السيطرة على مدينة المخا."
    assert ("capture", "المخا", "YE.GOV") in said(alone)


def test_forces_told_more_closely_are_not_the_government_s() -> None:
    text = "هاجمت القوات الغازية مدينة المخا في اليمن ثم دخلت القوات الغازية مدينة المخا."
    assert "YE.GOV" not in {actor for _, _, actor in said(text)}


def test_armies_of_nations_without_an_id() -> None:
    text = "استعاد الجيش الأفغاني مدينة قندهار من حركة طالبان."
    ((kind, place, actor),) = said(text)
    assert (kind, place) == ("capture", "قندهار")
    assert actor.startswith("OTHER:")


def test_the_army_of_a_country_that_no_choice_is_for() -> None:
    text = "وصل الجيش إلى كييف في أوكرانيا. سيطر الجيش على مدينة كييف."
    assert [actor for kind, _, actor in said(text) if kind == "capture"] == [
        "OTHER:القوات الحكومية"
    ]


def test_whoever_besieges_gaza() -> None:
    assert ("siege", "قطاع غزة", "IL") in said(
        "قصفت إسرائيل المدينة. ويعاني سكان قطاع غزة المحاصر، وفق إسرائيل، من نقص الدواء."
    )


def test_the_movement_is_the_one_named_last() -> None:
    text = "هاجمت حركة طالبان القوات. وبعد سيطرة الحركة على قندهار فر السكان."
    assert [(kind, place) for kind, place, _ in said(text)][-1] == ("capture", "قندهار")


def test_a_coalition_of_planes_liberates_no_town_of_its_own() -> None:
    text = "قصف التحالف العربي مواقع الحوثيين، وعاد السكان بعد تحرير عدن."
    assert ("capture", "عدن", "YE.GOV") in said(text)


def test_a_comma_may_part_an_army_from_its_allies() -> None:
    text = "قال مصدر إن الجيش التركي، والفصائل السورية المعارضة، سيطرا على مدينة عفرين."
    assert said(text) == [("capture", "عفرين", "TR")]


def test_who_achieved_control_is_not_the_enemy_named_last() -> None:
    text = "انتشر الحوثيون. وعاد السكان بعدما تمت السيطرة على عدن."
    assert said(text) == [("capture", "عدن", "YE.GOV")]


def test_whoever_liberates_is_not_who_occupied() -> None:
    text = "نظم الجيش اليمني حفلا في ذكرى الأحداث التي تلت احتلال صنعاء في سبتمبر 2014."
    assert "YE.GOV" not in {actor for _, place, actor in said(text) if place == "صنعاء"}
    assert ("capture", "صنعاء", "YE.HOUTHI") in said("أعلن الجيش اليمني ذلك منذ احتلال صنعاء.")
