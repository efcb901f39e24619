"""Which place a name means: the rules R0-R6 of resolve, and homonyms in both directions."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer, Resolution, resolve

BUILTIN = Gazetteer.builtin()


def resolved(text: str, name: str, **options: object) -> Resolution:
    found = resolve(BUILTIN.scan(text), text, **options)  # type: ignore[arg-type]
    return next(r for r in found if r.toponym.text == name)


def governorate(text: str, name: str) -> str:
    place = resolved(text, name).place
    assert place is not None
    return place.admin1


HOMONYMS = [
    ("دوما", "مدينة دوما في ريف دمشق", "Rif Dimashq"),
    ("دوما", "سيطروا على دوما وحرستا وعربين", "Rif Dimashq"),
    ("دوما", "قرية دوما في ريف السويداء", "As-Suwayda"),
    ("القصير", "مدينة القصير في ريف حمص", "Homs"),
    ("القصير", "عبروا من الهرمل إلى القصير وحمص", "Homs"),
    ("القصير", "بلدة القصير في ريف درعا", "Daraa"),
    ("البصيرة", "بلدة البصيرة بريف دير الزور", "Deir ez-Zor"),
    ("البصيرة", "سيطرت قسد على البصيرة والشحيل وذيبان", "Deir ez-Zor"),
    ("البصيرة", "قرية البصيرة في ريف طرطوس", "Tartus"),
    ("الرمادي", "بلدة الرمادي في ريف دير الزور", "Deir ez-Zor"),
    ("الرمادي", "سيطر الجيش على الرمادي والبوكمال والهري", "Deir ez-Zor"),
    ("الرمادي", "مدينة الرمادي في محافظة الأنبار", "Anbar"),
    ("الرمادي", "معارك في الفلوجة وهيت والرمادي", "Anbar"),
    ("سنجار", "مدينة سنجار غربي محافظة نينوى", "Nineveh"),
    ("سنجار", "بلدة سنجار بريف إدلب", "Idlib"),
    ("سنجار", "دخلوا سنجار وأبو الضهور قرب سراقب", "Idlib"),
    ("الحويجة", "قضاء الحويجة في محافظة كركوك", "Kirkuk"),
    ("الحويجة", "بلدة الحويجة في سهل الغاب بريف حماة", "Hama"),
    ("حران", "قرية حران في ريف حماة", "Hama"),
    ("رأس العين", "مدينة رأس العين بريف الحسكة", "Al-Hasakah"),
]


@pytest.mark.parametrize(("name", "text", "admin1"), HOMONYMS)
def test_context_decides_between_homonyms(name: str, text: str, admin1: str) -> None:
    assert governorate(text, name) == admin1


COUNTRIES = [
    ("كابول", "سيطرت حركة طالبان على كابول دون قتال.", "AF"),
    ("كابول", "وقع الانفجار في كابول وقندهار.", "AF"),
    ("كابول", "أصيب شاب في كابول قرب شفا عمرو وطمرة.", "IL"),
    ("أرمينيا", "رحلات باتجاه أرمينيا وموسكو.", "AM"),
    ("زابل", "اشتباكات في ولاية زابل قرب قندهار.", "AF"),
    ("زابل", "هزة أرضية في زابل وزاهدان جنوب شرقي إيران.", "IR"),
    ("السوسة", "اشتباكات في السوسة وهجين بريف دير الزور.", "SY"),
    ("القائم", "سيطر الجيش على بلدة القائم.", "IQ"),
    ("الرقة", "سيطر الجيش على مدينة الرقة.", "SY"),
    ("طرابلس", "اشتباكات في طرابلس ومصراتة.", "LY"),
    ("طرابلس", "اشتباكات في طرابلس وعكار.", "LB"),
    ("خيبر", "حريق في مدينة خيبر شمالي المدينة المنورة.", "SA"),
]


@pytest.mark.parametrize(("name", "text", "country"), COUNTRIES)
def test_context_decides_between_countries(name: str, text: str, country: str) -> None:
    found = resolve(BUILTIN.scan(text), text)
    place = next(r.place for r in found if r.toponym.text.endswith(name))
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "name", "id"),
    [
        ("سيطرت روسيا على مقاطعة خيرسون", "مقاطعة خيرسون", "adm:UA.08"),
        ("سيطرت روسيا على مدينة خيرسون", "خيرسون", "gn:706448"),
        ("سقطت ولاية هلمند بيد طالبان", "ولاية هلمند", "adm:AF.10"),
        ("ضمت روسيا القرم", "القرم", "adm:UA.11"),
        ("حوصر مصنع آزوفستال في ماريوبول", "مصنع آزوفستال", "cur:azovstal-ua"),
    ],
)
def test_r1_units_and_facilities_of_wars_abroad(text: str, name: str, id: str) -> None:
    place = resolved(text, name).place
    assert place is not None
    assert place.id == id


@pytest.mark.parametrize(("name", "text", "_"), HOMONYMS)
def test_the_rivals_are_kept(name: str, text: str, _: str) -> None:
    candidates = resolved(text, name).candidates
    assert len(candidates) > 1
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)


def test_no_country_is_assumed() -> None:
    far = resolved("قصفت القوات بلدة حران في تركيا قرب أورفة", "حران")
    assert far.place is None or far.place.country == "TR"


def test_the_country_of_the_outlet_is_a_hint() -> None:
    text = "مصدر: القوات في طرابلس."
    assert resolved(text, "طرابلس", prior_countries={"LB"}).place.country == "LB"  # type: ignore[union-attr]
    assert resolved(text, "طرابلس", prior_countries={"LY"}).place.country == "LY"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("مدينة حلب", "حلب", "populated"),
        ("محافظة حلب", "محافظة حلب", "admin1"),
        ("ريف حلب", "حلب", "admin1"),
        ("مديرية زنجبار في أبين", "زنجبار", "admin2"),
    ],
)
def test_r1_the_type_word_decides_between_a_town_and_its_unit(
    text: str, name: str, feature: str
) -> None:
    place = resolved(text, name).place
    assert place is not None
    assert place.feature == feature


def test_r1_a_city_is_no_village() -> None:
    found = resolved("قرية حلب", "حلب")
    assert found.place is None or found.place.population < 100_000


def test_r2_the_parent_of_a_list_is_that_of_each_member() -> None:
    text = "سيطرت الفصائل على حران وحردانة والشاكوسية في ريف حماة"
    assert governorate(text, "حران") == "Hama"
    assert resolved(text, "حران").rule == "R2-parent"


def test_r2_a_name_has_its_parent_wherever_it_stands() -> None:
    text = "سيطروا على دوما. وقال مصدر إن دوما في السويداء هادئة."
    assert governorate(text, "دوما") == "As-Suwayda"


def test_r4_the_larger_one_is_meant_where_nothing_else_decides() -> None:
    assert resolved("أنباء من الموصل", "الموصل").place.country == "IQ"  # type: ignore[union-attr]


def test_r5_a_small_place_far_from_all_else_is_not_meant() -> None:
    text = "معارك في بنغازي ودرنة وطبرق. سيطروا على قرية الباغوز."
    assert resolved(text, "الباغوز").rule == "R5-stray"


def test_r5_a_quarter_with_nothing_near_it_is_not_meant() -> None:
    found = resolved("اجتماع في حي الشعار", "الشعار")
    assert found.place is None
    assert found.candidates


def test_r5_a_name_nobody_knows_is_unresolved_not_dropped() -> None:
    found = resolved("قرية زقزاقة", "زقزاقة")
    assert (found.place, found.rule) == (None, "R5-unlisted")


@pytest.mark.parametrize(
    ("text", "name", "at", "rule"),
    [
        ("قرية زقزاقة بريف منبج", "زقزاقة", "منبج", "R6-parent"),
        ("قرية زقزاقة في ناحية البصيرة بدير الزور", "زقزاقة", "البصيرة", "R6-parent"),
        ("سيطروا على سراقب وزقزاقة وتفتناز", "زقزاقة", "سراقب", "R6-list"),
        ("قصف على الرقة. دخلوا حي الزعزوعة.", "الزعزوعة", "الرقة", "R6-focus"),
        ("في مدينة الرقة دخلوا حي الزعزوعة.", "الزعزوعة", "الرقة", "R6-near"),
        ("سيطروا على سجن منبج", "سجن منبج", "منبج", "R6-town"),
    ],
)
def test_r6_what_is_unlisted_is_placed_at_what_holds_it(
    text: str, name: str, at: str, rule: str
) -> None:
    found = resolved(text, name)
    assert found.place is not None
    ids = {f"at:{holder.id}:{found.toponym.key.replace(' ', '-')}" for holder in BUILTIN.lookup(at)}
    assert found.place.id in ids
    assert (found.place.lat, found.place.lon) in {(p.lat, p.lon) for p in BUILTIN.lookup(at)}
    assert found.approximate
    assert found.rule == rule


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قرية زقزاقة في محافظة حلب", "زقزاقة"),  # a governorate is too wide
        ("قصف على الرقة. وصلوا مدينة زقزاقة.", "زقزاقة"),  # a city is in no other
        ("سيطروا على حي في الرقة. قرية زقزاقة بريف درعا", "زقزاقة"),
    ],
)
def test_r6_nothing_is_placed_where_the_text_does_not_say(text: str, name: str) -> None:
    assert resolved(text, name).place is None


def test_r6_the_same_name_at_the_same_place_is_one_place() -> None:
    one, other = (resolved(f"{a} قرية زقزاقة بريف منبج", "زقزاقة").place for a in ("سقوط", "تحرير"))
    assert one is not None
    assert one == other


@pytest.mark.parametrize("text", ["ريف حلب", "محيط منبج"])
def test_the_point_of_a_countryside_is_approximate(text: str) -> None:
    assert resolve(BUILTIN.scan(text), text)[0].approximate
