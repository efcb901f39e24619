from __future__ import annotations

import dataclasses

import pytest
from conftest import BUKAMAL, a_claim

from mapper.config import AreasConfig
from mapper.control import ControlTimeline, infer_hindsight
from mapper.features import (
    AREA_COLUMNS,
    POINT_COLUMNS,
    FeatureError,
    cells_of,
    check_points,
    interval_areas,
    interval_points,
)
from mapper.store import Project

DISC_KM2 = 705


def test_the_tables_follow_their_schema(sample: Project) -> None:
    points, areas = interval_points(sample.hindsight), interval_areas(sample.hindsight)
    assert list(points.columns) == list(POINT_COLUMNS)
    assert list(areas.columns) == list(AREA_COLUMNS)
    assert len(points) == len(sample.hindsight.intervals)
    assert points.crs.to_epsg() == areas.crs.to_epsg() == 4326


def test_an_empty_timeline_keeps_its_columns() -> None:
    points, areas = interval_points(ControlTimeline()), interval_areas(ControlTimeline())
    assert list(points.columns) == list(POINT_COLUMNS)
    assert list(areas.columns) == list(AREA_COLUMNS)
    assert len(points) == len(areas) == 0


def test_unknown_has_a_point_but_no_area() -> None:
    claims = [a_claim(), a_claim("loss", "SY.GOV", "2017-12-01")]
    timeline = infer_hindsight(claims)
    assert len(interval_points(timeline)) == 2
    assert len(interval_areas(timeline)) == 1


def test_one_place_has_a_disc_of_the_reach() -> None:
    areas = interval_areas(infer_hindsight([a_claim()]), config=AreasConfig(reach_km=30))
    assert areas["area_km2"].iloc[0] == pytest.approx(4 * DISC_KM2, rel=0.01)


def test_cells_share_the_ground_between_them() -> None:
    cells = cells_of([(34.45, 40.92), (34.45, 41.00)], reach_km=15)
    one, other = (cell.polygon for cell in cells.values())
    assert one.intersection(other).area < 0.01 * one.area
    assert one.contains_properly(one.representative_point())
    whole = sum(cell.area_km2 for cell in cells.values())
    assert DISC_KM2 < whole < 2 * DISC_KM2


def test_far_places_do_not_touch() -> None:
    cells = cells_of([(34.0, 40.0), (36.0, 37.0)], reach_km=15)
    assert [round(cell.area_km2) for cell in cells.values()] == [DISC_KM2, DISC_KM2]


@pytest.mark.parametrize(
    "sites",
    [
        [(34.0, 40.0), (34.1, 40.0), (34.2, 40.0)],
        [(34.0, 40.0), (34.0, 40.1), (34.0, 40.2), (34.0, 40.3)],
        [(34.0 + n / 50, 40.0 + n % 7 / 50) for n in range(40)],
    ],
)
def test_rows_of_places_and_many_places_each_keep_their_own_cell(
    sites: list[tuple[float, float]],
) -> None:
    from shapely import Point

    cells = cells_of(sites, reach_km=15)
    for lat, lon in sites:
        assert cells[lat, lon].polygon.covers(Point(lon, lat))


def test_two_places_at_one_point_share_a_cell() -> None:
    twin = dataclasses.replace(BUKAMAL, id="p2")
    areas = interval_areas(infer_hindsight([a_claim(), a_claim(place=twin)]))
    assert areas["area_km2"].tolist() == [pytest.approx(DISC_KM2, rel=0.01)] * 2


def test_the_gate_reports_all_problems_at_once(sample: Project) -> None:
    frame = interval_points(sample.hindsight)
    frame.loc[0, "status"] = "glorious"
    frame.loc[0, "valid_to"] = "1900-01-01"
    with pytest.raises(FeatureError, match=r"glorious.*end before they start"):
        check_points(frame)
