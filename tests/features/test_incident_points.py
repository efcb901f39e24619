from __future__ import annotations

import json

from conftest import an_incident

from mapper.features import INCIDENT_COLUMNS, incident_points
from mapper.records import ClaimPlace, DateBasis, Incident


def test_the_table_has_its_columns_with_and_without_rows() -> None:
    for told in ([], [an_incident()]):
        frame = incident_points(told)
        assert list(frame.columns) == list(INCIDENT_COLUMNS)
        assert frame.crs.to_epsg() == 4326


def test_an_incident_is_a_point_with_its_days_and_its_record() -> None:
    told = an_incident()
    row = incident_points([told]).iloc[0]
    assert (row.geometry.x, row.geometry.y) == (told.place.lon, told.place.lat)
    assert (row.kind, row.date_from, row.date_to) == ("air_strike", "2017-11-08", "2017-11-08")
    assert Incident.from_json(json.loads(row.record)) == told


def test_an_incident_without_a_point_stays_a_row() -> None:
    told = an_incident(place=ClaimPlace(text="قرية"), date=None, date_basis=DateBasis.NONE)
    row = incident_points([told]).iloc[0]
    assert row.geometry is None
    assert row.place_text == "قرية"
