"""A project as tables: what a notebook reads."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import an_incident

from mapper.features import (
    AREA_COLUMNS,
    DAY_AREA_COLUMNS,
    FRONT_COLUMNS,
    FRONT_SERIES_COLUMNS,
    POINT_COLUMNS,
)
from mapper.store import CLAIM_COLUMNS, INCIDENT_COLUMNS, Project

DAY = dt.date(2017, 11, 8)


def test_each_table_has_its_written_columns(sample: Project) -> None:
    assert tuple(sample.intervals().columns) == tuple(POINT_COLUMNS)
    assert tuple(sample.areas().columns) == tuple(AREA_COLUMNS)
    assert tuple(sample.areas(on=DAY).columns) == tuple(DAY_AREA_COLUMNS)
    assert tuple(sample.fronts().columns) == tuple(FRONT_SERIES_COLUMNS)
    assert tuple(sample.fronts(on=DAY).columns) == tuple(FRONT_COLUMNS)
    assert tuple(sample.claims_table().columns) == tuple(CLAIM_COLUMNS)
    assert tuple(sample.incidents_table().columns) == tuple(INCIDENT_COLUMNS)


@pytest.mark.parametrize("as_known", [False, True])
def test_intervals_are_those_of_the_timeline_asked_for(sample: Project, as_known: bool) -> None:
    frame = sample.intervals(as_known=as_known)
    assert len(frame) == len(sample.timeline(as_known=as_known).intervals)
    assert frame["as_known_on"].notna().all() == as_known


def test_a_day_may_be_written_as_text(sample: Project) -> None:
    assert sample.areas(on="2017-11-08").equals(sample.areas(on=DAY))


def test_claims_are_all_there_also_those_on_no_map(sample: Project) -> None:
    frame = sample.claims_table()
    assert frame["claim_id"].tolist() == [claim.id for claim in sample.claims]
    placed = [claim.place.resolved for claim in sample.claims]
    assert frame.geometry.notna().tolist() == placed
    quoted = [claim.evidence.text for claim in sample.claims if claim.evidence]
    assert frame["notes"].dropna().tolist() == quoted


def test_an_incident_is_a_row_with_who_hit_whom() -> None:
    row = Project(incidents=(an_incident(outlet="وكالة"),)).incidents_table().iloc[0]
    assert (row.event_type, row.actor1, row.actor2) == ("air_strike", "COAL", "IS")
    assert (row.event_date, row.time_precision, row.source) == ("2017-11-08", 1, "وكالة")
    assert (row.geometry.x, row.geometry.y) == (row.longitude, row.latitude)


def test_an_empty_project_has_empty_tables() -> None:
    empty = Project()
    claimed = (empty.claims_table(), empty.incidents_table())
    for frame in (empty.intervals(), empty.areas(), empty.fronts(), *claimed):
        assert frame.empty
        assert frame.crs.to_epsg() == 4326
