"""Which time a claim takes from its sentence, and what the document's day says without one."""

from __future__ import annotations

import datetime as dt

import pytest

from gazetteer import Gazetteer
from mapper.claims import extract_claims
from mapper.geoparsing import find_mentions
from mapper.records import Claim, Document

PUBLISHED = dt.date(2017, 11, 19)  # a Sunday
GAZETTEER = Gazetteer.default()


def claims(text: str, published: dt.date | None = PUBLISHED) -> list[Claim]:
    document = Document(id="d", text=text, published=published)
    return extract_claims(document, find_mentions(document, GAZETTEER))


def only_claim(text: str) -> Claim:
    (claim,) = claims(text)
    return claim


def days(claim: Claim) -> str | None:
    return f"{claim.date.earliest} {claim.date.latest}" if claim.date else None


DATES = {
    "سيطر الجيش السوري السبت على مدينة تدمر.": "2017-11-18 2017-11-18",
    "سيطر الجيش السوري على مدينة تدمر في 8 نوفمبر.": "2017-11-08 2017-11-08",
    "في مارس 2016 سيطر الجيش السوري على مدينة تدمر.": "2016-03-01 2016-03-31",
    "سيطر الجيش السوري على مدينة تدمر بعد عام 2015.": "2015-12-31 2017-11-19",
    "سيطر الجيش السوري السبت على مدينة تدمر بعد ثلاثة أيام من المعارك.": "2017-11-18 2017-11-18",
    "سيطر الجيش السوري السبت على مدينة تدمر خلال يومين.": "2017-11-18 2017-11-18",
}


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_an_event_takes_the_time_of_its_clause(text: str, expected: str) -> None:
    assert days(only_claim(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "وكان الجيش السوري قد سيطر على مدينة تدمر.",
        "وكان الجيش السوري قد سيطر في وقت سابق على مدينة تدمر.",
        "سيطر الجيش السوري في وقت سابق على مدينة تدمر.",
        "وصل الوفد بعد سيطرة الجيش السوري على مدينة تدمر.",
    ],
)
def test_background_never_takes_the_day_of_publication(text: str) -> None:
    claim = only_claim(text)
    assert claim.date is not None
    assert claim.date.latest < PUBLISHED


@pytest.mark.parametrize(
    "text",
    [
        "سيطر الجيش السوري على مدينة تدمر قبل عام 2014.",
        "سيطر الجيش السوري على مدينة تدمر سابقا.",
        "سيطر الجيش السوري في السابق على مدينة تدمر.",
    ],
)
def test_what_was_only_before_something_has_no_date(text: str) -> None:
    claim = only_claim(text)
    assert (claim.date, claim.date_basis.value) == (None, "none")


def test_a_state_since_a_time_lasts_until_publication() -> None:
    claim = only_claim("يسيطر تنظيم داعش على مدينة تدمر منذ عام 2015.")
    assert (claim.kind.value, days(claim)) == ("hold", "2015-01-01 2017-11-19")


def test_an_event_since_a_time_was_then() -> None:
    claim = only_claim("سيطر تنظيم داعش على مدينة تدمر منذ يومين.")
    assert (claim.kind.value, days(claim)) == ("capture", "2017-11-17 2017-11-17")


def test_one_day_after_its_fall_dates_the_fall_alone() -> None:
    text = "دخل الجيش السوري السبت مدينة تدمر، بعد يوم من سيطرته على بلدة السخنة."
    said = {claim.place.text: days(claim) for claim in claims(text)}
    assert said == {"تدمر": "2017-11-18 2017-11-18", "السخنة": "2017-11-17 2017-11-17"}


def test_one_day_later_counts_from_the_sentence_before() -> None:
    text = "سيطر الجيش السوري على مدينة تدمر في 8 نوفمبر. وبعد يوم واحد سيطر على بلدة السخنة."
    assert [days(claim) for claim in claims(text)] == [
        "2017-11-08 2017-11-08",
        "2017-11-09 2017-11-09",
    ]


def test_a_date_that_its_weekday_contradicts_makes_a_claim_less_sure() -> None:
    sure = only_claim("سيطر الجيش السوري الأحد 12 نوفمبر 2017 على مدينة تدمر.")
    doubtful = only_claim("سيطر الجيش السوري الاثنين 12 نوفمبر 2017 على مدينة تدمر.")
    assert days(sure) == days(doubtful)
    assert doubtful.confidence < sure.confidence
