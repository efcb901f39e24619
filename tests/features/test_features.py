"""The tables that maps and exports draw from, and their gate."""

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
    check_points,
    interval_areas,
    interval_points,
)
from mapper.records import ControlInterval, Status
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


def test_unknown_has_a_point_but_no_area(sample: Project) -> None:
    known = [i for i in sample.hindsight.intervals if i.status is Status.CONTROLLED][:1]
    fields = {"status": Status.UNKNOWN, "actor": None, "against": None}
    unknown = [dataclasses.replace(i, **fields) for i in known]  # type: ignore[arg-type]
    for items, many in ((known, 1), (unknown, 0)):
        timeline = ControlTimeline(tuple(items))
        assert len(interval_points(timeline)) == 1
        assert len(interval_areas(timeline)) == many


def test_one_place_has_a_disc_of_the_reach() -> None:
    areas = interval_areas(infer_hindsight([a_claim()]), config=AreasConfig(reach_km=30))
    assert areas["area_km2"].iloc[0] == pytest.approx(4 * DISC_KM2, rel=0.01)


def test_two_places_at_one_point_have_the_ground_once(sample: Project) -> None:
    one = next(i for i in sample.hindsight.intervals if i.status is Status.CONTROLLED)
    one = dataclasses.replace(one, place_id="p1", valid_to=None)
    twin = dataclasses.replace(one, place_id="p2")
    areas = interval_areas(ControlTimeline((one, twin)))
    assert areas["area_km2"].tolist() == [pytest.approx(DISC_KM2, rel=0.01)]


def test_a_place_at_sea_has_a_point_but_no_area() -> None:
    ship = dataclasses.replace(BUKAMAL, lat=34.0, lon=33.5)
    timeline = infer_hindsight([a_claim(place=ship)])
    assert len(interval_points(timeline)) >= 1
    assert interval_areas(timeline).empty
    assert len(interval_areas(timeline, config=AreasConfig(land="none"))) == 1


def test_a_harbour_has_no_ground_at_sea() -> None:
    harbour = dataclasses.replace(BUKAMAL, lat=35.52, lon=35.79)  # Latakia
    areas = interval_areas(infer_hindsight([a_claim(place=harbour)]))
    assert 0.3 * DISC_KM2 < areas["area_km2"].iloc[0] < 0.8 * DISC_KM2


def test_the_gate_reports_all_problems_at_once(sample: Project) -> None:
    frame = interval_points(sample.hindsight)
    frame.loc[0, "status"] = "glorious"
    frame.loc[0, "valid_to"] = "1900-01-01"
    with pytest.raises(FeatureError, match=r"glorious.*end before they start"):
        check_points(frame)


def test_a_place_with_ground_keeps_every_known_interval(sample: Project) -> None:
    def key(item: ControlInterval) -> tuple[str, str]:
        return item.place_id, str(item.valid_from)

    known = [key(i) for i in sample.hindsight.intervals if i.status is not Status.UNKNOWN]
    areas = interval_areas(sample.hindsight)
    found = list(zip(areas["place_id"], areas["valid_from"], strict=True))
    assert set(found) <= set(known)
    assert found == sorted(found)
    assert len(found) >= 0.9 * len(known)
