"""Where: lists, parts, and what points back to a place; the sentences are ours."""

from __future__ import annotations

import pytest
from saying import claims, said


def kinds(text: str) -> dict[str, str]:
    return {c.place.text: c.kind.value for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("سيطر الجيش السوري على مدينة داريا وعلى بلدة المعضمية.", ["داريا", "المعضمية"]),
        (
            "سيطر الجيش السوري على بلدة مضايا في ريف دمشق وقرية بقين.",
            ["مضايا", "بقين"],
        ),
        (
            "سيطرت قوات النظام على قرى زعفران، طيلون، شمروخ الفوقاني، وزرداب بريف إدلب.",
            ["زعفران", "طيلون", "شمروخ الفوقاني", "زرداب"],
        ),
        (
            "سيطرت قوات النظام على محطة ميسلون الكهربائية وقرية شمروخ.",
            ["محطة ميسلون", "شمروخ"],
        ),
        (
            "حرر الجيش اليمني محافظة لحج بالكامل، بما فيها قاعدة العند، من الحوثيين.",
            ["محافظة لحج", "قاعدة العند"],
        ),
        (
            "حرر الجيش اليمني عدة مناطق على رأسها مدينة المخا ومدينة ذباب.",
            ["المخا", "ذباب"],
        ),
        (
            "سيطر الجيش السوري على قرى زعفران وطيلونات وشمروخ.",
            ["زعفران", "طيلونات", "شمروخ"],
        ),
    ],
)
def test_a_list_gives_one_claim_each(text: str, names: list[str]) -> None:
    assert [c.place.text for c in claims(text)] == names


def test_a_verb_behind_a_list_is_no_member_of_it() -> None:
    text = "سيطر الجيش السوري على قرية زعفران وبسطت قواته نفوذها قربها."
    assert [c.place.text for c in claims(text)] == ["زعفران"]


@pytest.mark.parametrize(
    "text",
    [
        "سيطر الجيش السوري على مرتفعات في مدينة تدمر.",
        "سيطر الجيش السوري على مبان حكومية عدة في مدينة تدمر.",
        "سيطر الجيش السوري على القسم الأكبر من مدينة تدمر.",
        "في مدينة تدمر سيطر الجيش السوري على عدد من المواقع.",
        "قصف الطيران المناطق التي تخضع لسيطرة الجيش السوري في مدينة تدمر.",
        "تمكن الجيش السوري من دخول أحد الأحياء الغربية لمدينة تدمر.",
        "طرد الجيش السوري تنظيم داعش من مواقعه في مدينة تدمر.",
        "مدينة تدمر التي يسيطر الجيش السوري على الجزء الأكبر منها.",
        "سيطر الجيش السوري على النقاط التي تقدم إليها داعش في مدينة تدمر.",
    ],
)
def test_f4_unnamed_parts_are_a_part_of_the_place_named_with_them(text: str) -> None:
    assert ("partial", "تدمر", "SY.GOV") in said(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("استعاد الجيش السوري أكثر من 60 في المئة من مساحة مدينة تدمر.", 0.6),
        ("وسع الجيش السوري من سيطرته لنحو 69 في المئة من مدينة تدمر.", 0.69),
        ("مدينة تدمر التي يسيطر الجيش السوري على نحو 30 بالمئة منها.", 0.3),
    ],
)
def test_f4_shares(text: str, share: float) -> None:
    (claim,) = claims(text)
    assert (claim.kind.value, claim.share) == ("partial", share)


def test_a_part_of_a_country_is_ground_the_country_is_not() -> None:
    assert said("يسيطر الحوثيون على معظم أنحاء اليمن.") == [("partial", "اليمن", "YE.HOUTHI")]
    assert said("يسيطر الحوثيون على اليمن.") == []


def test_the_country_is_the_one_the_document_names() -> None:
    text = "تستمر الحرب في اليمن. ويسيطر الحوثيون على معظم أنحاء البلاد."
    assert said(text) == [("partial", "اليمن", "YE.HOUTHI")]


@pytest.mark.parametrize(
    "text",
    [
        "سيطر الجيش السوري على حاجز مطل على بلدة بلودان.",
        "تونس بعيدة عن معقل تنظيم داعش.",
        "سيطر الجيش السوري على مناطق أخرى.",
    ],
)
def test_what_only_locates_another_is_not_taken(text: str) -> None:
    assert said(text) == []


def test_a_seat_is_taken_and_not_its_unit() -> None:
    text = "سيطر الجيش اليمني على مدينة زنجبار عاصمة محافظة أبين."
    assert said(text) == [("capture", "زنجبار", "YE.GOV")]


def test_a_dateline_is_no_place_of_the_report() -> None:
    text = "دبي، الإمارات (وكالة) - استعاد الجيش السوري عددا من المواقع."
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "معارك في مطار الحديدة. وفرض الجيش اليمني سيطرته الكاملة على المطار.",
            ("capture", "مطار الحديدة", "YE.GOV"),
        ),
        (
            "مطار الحديدة الذي تم تحريره من الحوثيين.",
            ("capture", "مطار الحديدة", "YE.GOV"),
        ),
        (
            "سيطر تنظيم داعش على العاصمة المؤقتة عدن.",
            ("capture", "عدن", "IS"),
        ),
    ],
)
def test_nouns_and_pronouns_point_back(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)


def test_both_places_that_a_dual_pronoun_stands_for() -> None:
    text = "في محافظتي لحج وأبين بعد تحريرهما من الحوثيين."
    assert {name for _, name, _ in said(text)} == {"محافظة لحج", "محافظة أبين"} or {
        name for _, name, _ in said(text)
    } == {"لحج", "أبين"}


def test_a_part_of_a_country_has_no_point() -> None:
    (claim,) = claims("يسيطر الحوثيون على معظم أنحاء اليمن.")
    assert (claim.place.resolved, claim.place.country) == (False, "YE")


def test_a_capital_that_stands_for_its_government_is_not_taken() -> None:
    assert said("طهران تريد استعادتها قريبا بعد أن سيطر عليها تنظيم داعش.") == []


def test_f4_a_share_in_words() -> None:
    text = "استعادت القوات الموالية للحكومة السورية حوالي عشرة في المائة من الغوطة الشرقية."
    assert [c.kind.value for c in claims(text)] == ["partial"]


def test_f4_much_of_the_lands_of_a_country() -> None:
    text = "تنظيم داعش الذي يسيطر الآن على كثير من أراضي العراق وسوريا."
    assert said(text) == [("partial", "العراق", "IS"), ("partial", "سوريا", "IS")]


def test_areas_of_one_place_are_parts_and_areas_of_two_names_are_these() -> None:
    part = "سيطر الجيش السوري على مناطق بريف حماة."
    assert [kind for kind, _, _ in said(part)] == ["partial"]
    both = "سيطر الجيش السوري على مناطق الزبداني ومضايا."
    assert [kind for kind, _, _ in said(both)] == ["capture", "capture"]


def test_areas_that_somebody_of_a_long_name_holds_in_a_place() -> None:
    text = "قتل مدنيون في المناطق التي تسيطر عليها المعارضة السورية المسلحة في محافظة درعا."
    assert said(text) == [("partial", "محافظة درعا", "SY.OPP")]


def test_a_share_that_is_written_with_the_word_before_it() -> None:
    text = "وتسيطر قوات سوريا الديمقراطية على28 بالمئة من مساحة سوريا."
    assert [(c.kind.value, c.share) for c in claims(text)] == [("partial", 0.28)]


def test_on_p_in_q_and_on_r() -> None:
    text = "سيطر الجيش اليمني على معسكر لبوزة في محافظة لحج (جنوب البلاد)، وعلى مثلث العند."
    assert ("capture", "مثلث العند", "YE.GOV") in said(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("سيطر الجيش السوري على فريرية وكفرزيت وكوكبة وتل حمو وبابليت بريف عفرين.", "كوكبة"),
        ('سيطر الجيش السوري على "المدب" و"الغرزة" شرقي حماة.', "الغرزة"),
        ("تمكن الجيش اليمني من تأمين المجمع الحكومي في باقم.", "المجمع الحكومي"),
        ("استعاد الجيش الليبي السيطرة على ميناء مدينة درنة.", "ميناء مدينة درنة"),
    ],
)
def test_places_that_no_gazetteer_lists(text: str, place: str) -> None:
    assert ("capture", place) in {(kind, name) for kind, name, _ in said(text)}


@pytest.mark.parametrize("lands", ["معظم الأراضي السورية", "أجزاء واسعة من الأراضي العراقية"])
def test_f4_most_of_the_lands_of_a_nation(lands: str) -> None:
    text = f"احتل تنظيم داعش {lands} في صيف 2014."
    assert [(kind, actor) for kind, _, actor in said(text)] == [("partial", "IS")]
