"""A project that has what files find hard: Arabic, open ends, hostile text, a claim on no map."""

from __future__ import annotations

import datetime as dt

from conftest import a_claim, an_incident, day

from mapper.control import ControlTimeline
from mapper.records import (
    Claim,
    ClaimPlace,
    ControlInterval,
    DateBasis,
    DateRange,
    Document,
    Incident,
    Span,
    Status,
)
from mapper.store import Project

HOSTILE = """=HYPERLINK("http://x") <script>alert('&amp;')</script> {0} %s $\\frac$ \x00 ]]> حلب"""
TITLE = "<b>عنوان</b>"
META = {
    "version": "9.9",
    "config_hash": "c0ffee",
    "gazetteer_hash": "abad1dea",
    "vocabulary_hash": "feed",
    "gazetteer": "OCHA, CC BY 3.0 IGO",
}


def interval(
    place: str, first: str, last: str | None, status: str = "controlled", **more: object
) -> ControlInterval:
    name, lat, lon = PLACES[place]
    fields: dict[str, object] = {
        "place_id": place,
        "place_name_ar": name,
        "place_name_en": place.title(),
        "lat": lat,
        "lon": lon,
        "status": Status(status),
        "actor": "IS",
        "confidence": 0.75,
        "valid_from": day(first),
        "valid_from_earliest": day(first) - dt.timedelta(days=2),
        "valid_from_latest": day(first),
        "valid_to": last and day(last),
        "rule": "capture",
    }
    return ControlInterval(**(fields | more))  # type: ignore[arg-type]


PLACES = {
    "bukamal": ("البوكمال", 34.453, 40.919),
    "qaim": ("القائم", 34.383, 41.083),
    "susa": ("السوسة", 34.502, 40.991),
}

INTERVALS = (
    interval("bukamal", "2014-06-30", "2017-11-08"),
    interval("bukamal", "2017-11-08", "2017-11-11", "contested", against="SY.GOV"),
    interval("bukamal", "2017-11-11", "2017-11-19", "besieged", against="SY.GOV"),
    interval("bukamal", "2017-11-19", None, actor="SY.GOV"),
    interval("qaim", "2014-06-21", "2017-11-03"),
    interval("qaim", "2017-11-03", None, actor="IQ.GOV"),
    interval("susa", "2014-06-30", "2019-01-17"),
    interval("susa", "2019-01-17", None, "unknown", actor=None),
)


def document() -> Document:
    text = f"{TITLE}\n{HOSTILE}"
    return Document(id="d", text=text, title=TITLE, url="https://example.org/?a=1&b=2")


def claims() -> tuple[Claim, ...]:
    said = Span.of(document().text, len(TITLE) + 1, len(document().text))
    nowhere = ClaimPlace(text="تل كذا")
    return (
        a_claim(evidence=said, outlet="وكالة", source="المرصد"),
        a_claim(kind="hold", actor="SDF", first="2019-01-17", last="2019-01-19", place=nowhere),
        a_claim(kind="loss", actor="IS", date=None, date_basis=DateBasis.NONE, published=None),
    )


def incidents() -> tuple[Incident, ...]:
    said = Span.of(document().text, len(TITLE) + 1, len(document().text))
    nowhere = ClaimPlace(text="تل كذا")
    return (
        an_incident(evidence=said, outlet="وكالة"),
        an_incident(place=nowhere, actor=None, date=None, date_basis=DateBasis.NONE),
        an_incident(target=None, date=DateRange(day("2017-12-01"), day("2017-12-03"))),
    )


def small_project() -> Project:
    return Project(
        documents=(document(),),
        claims=claims(),
        incidents=incidents(),
        hindsight=ControlTimeline(INTERVALS),
        as_known=ControlTimeline(INTERVALS[:2]),
        meta=META,
    )
