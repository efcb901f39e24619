"""Figures for charts."""

from __future__ import annotations

import pytest
from conftest import BUKAMAL, a_claim, day

from mapper.control import ControlTimeline
from mapper.features import areas_on
from mapper.records import ControlInterval, DateBasis, Status
from mapper.store import Project
from mapper.views import (
    NEUTRAL,
    claims_by_source,
    ground_series,
    places_series,
    report_delays,
)


def interval(place: str, first: str, last: str | None, **more: object) -> ControlInterval:
    fields: dict[str, object] = {
        "place_id": place,
        "place_name_ar": BUKAMAL.name_ar,
        "place_name_en": BUKAMAL.name_en,
        "lat": BUKAMAL.lat,
        "lon": BUKAMAL.lon,
        "status": Status.CONTROLLED,
        "actor": "IS",
        "confidence": 0.9,
        "valid_from": day(first),
        "valid_from_earliest": day(first),
        "valid_from_latest": day(first),
        "valid_to": last and day(last),
    }
    return ControlInterval(**(fields | more))  # type: ignore[arg-type]


def test_places_are_counted_at_every_change() -> None:
    timeline = ControlTimeline(
        (
            interval("a", "2017-11-01", "2017-11-05"),
            interval("a", "2017-11-05", "2017-11-09", status=Status.CONTESTED, against="SDF"),
            interval("a", "2017-11-09", None, actor="SDF"),
            interval("b", "2017-11-03", "2017-11-09", status=Status.BESIEGED, against="SDF"),
            interval("b", "2017-11-09", None, status=Status.UNKNOWN, actor=None),
        )
    )
    table = places_series(timeline)
    found = {(row.date, row.actor): row.places for row in table.itertuples()}
    assert [found[date, "IS"] for date in sorted({d for d, _ in found})] == [1, 2, 1, 0]
    assert [found[date, "SDF"] for date in sorted({d for d, _ in found})] == [0, 0, 0, 1]
    assert [found[date, ""] for date in sorted({d for d, _ in found})] == [0, 0, 1, 0]
    assert set(table[table["actor"] == ""]["status"]) == {"contested"}


def test_ground_is_that_of_the_areas_on_each_day(sample: Project) -> None:
    topology = sample.topology()
    table = ground_series(sample, topology)
    for date, rows in table.groupby("date"):
        areas = areas_on(topology, sample.hindsight, day(str(date)))
        held = areas[areas["status"].isin(["controlled", "besieged"])].groupby("actor")
        expected = held["high_km2"].sum().to_dict()
        found = {row.actor: row.km2 for row in rows.itertuples() if row.actor and row.km2}
        assert found == pytest.approx(expected)


def test_claims_are_counted_by_who_speaks() -> None:
    claims = [a_claim(outlet="سانا"), a_claim(outlet="A", source="سانا"), a_claim(doc="e")]
    table = claims_by_source(claims)
    assert table.to_dict("records") == [
        {"source": "سانا", "side": "SY.GOV", "claims": 2},
        {"source": "", "side": NEUTRAL, "claims": 1},
    ]


def test_delays_are_from_the_last_day_of_the_event_and_never_below_nothing() -> None:
    claims = [
        a_claim(first="2017-11-01", last="2017-11-05", published=day("2017-11-08")),
        a_claim(first="2017-11-08", published=day("2017-11-07")),
        a_claim(published=None),
        a_claim(date=None, date_basis=DateBasis.NONE),
        a_claim(date_basis=DateBasis.PUBLISHED),
    ]
    assert report_delays(claims).to_dict("list") == {"days": [0, 3], "claims": [1, 1]}
