"""Areas and fronts of a day and over time: rules S1-S4 and F1-F3, and what must always hold."""

from __future__ import annotations

import datetime as dt

import pytest
import shapely
from conftest import BUKAMAL
from features_places import BARE, DAY, layer, overlap, place, spell, timeline
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from mapper.control import ControlTimeline
from mapper.errors import InputError
from mapper.features import (
    DAY_AREA_COLUMNS,
    FRONT_COLUMNS,
    FRONT_SERIES_COLUMNS,
    SERIES_COLUMNS,
    PlacePoint,
    Topology,
    area_series,
    areas_on,
    build_topology,
    cell_states,
    front_series,
    fronts_on,
    timeline_places,
)
from mapper.layers import read_boundaries
from mapper.records import ControlInterval, Status
from mapper.store import Project

WEST, MIDDLE, EAST = place("w"), place("m", 34, 40.1), place("x", 34, 40.2)
TWIN = place("w2")


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def drawn(*items: ControlInterval, day: int = 0) -> dict[tuple[str | None, str | None], float]:
    """Give km2 by actor and opponent on a day."""
    line = timeline(*items)
    frame = areas_on(build_topology(timeline_places(line), config=BARE), line, later(day))
    rows = zip(frame["actor"], frame["against"], frame["high_km2"], strict=True)
    return {(text(a), text(b)): km2 for a, b, km2 in rows}


def text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def fronts(*items: ControlInterval, day: int = 0) -> list[tuple[str, str, str]]:
    line = timeline(*items)
    frame = fronts_on(build_topology(timeline_places(line), config=BARE), line, later(day))
    return list(zip(frame["actor"], frame["against"], frame["status"], strict=True))


@st.composite
def wars(draw: st.DrawFn) -> tuple[list[PlacePoint], ControlTimeline]:
    """Places close together, some at one point, each with a history of its own."""
    many = draw(st.integers(1, 12))
    places = [
        place(f"p{n:02}", 34 + draw(st.integers(0, 5)) / 20, 40 + draw(st.integers(0, 5)) / 20)
        for n in range(many)
    ]
    items = []
    for at in places:
        days = sorted(draw(st.sets(st.integers(0, 30), min_size=1, max_size=4)))
        ends = [*days[1:], draw(st.sampled_from([None, 40]))]
        for first, last in zip(days, ends, strict=True):
            actor = draw(st.sampled_from(["A", "B", "C", None]))
            foe = (
                draw(st.sampled_from([None, None, "D", "B"])) if actor not in (None, "B") else None
            )
            sure = draw(st.sampled_from([0.5, 0.9]))
            items.append(spell(at, actor, first, last, foe, sure))
    return places, timeline(*items)


# ----------------------------------------------------------------------- what must always hold


@settings(max_examples=60, deadline=None)
@given(wars(), st.integers(-1, 45), st.sampled_from([None, 40.12]))
def test_areas_and_unknown_share_the_ground_within_reach(
    war: tuple[list[PlacePoint], ControlTimeline], day: int, river: float | None
) -> None:
    places, line = war
    lines = None if river is None else layer(LineString([(river, 33), (river, 36)]))
    topology = build_topology(places, config=BARE, boundaries=read_boundaries(barriers=lines))
    frame = areas_on(topology, line, later(day))
    assert frame["high_km2"].sum() == pytest.approx(topology.area_km2, rel=1e-6)
    assert (frame["low_km2"] <= frame["high_km2"]).all()
    assert frame.geometry.is_valid.all()
    assert overlap(frame.geometry.to_numpy()) < 1e-9
    whole = shapely.coverage_union_all(topology.pieces)
    assert shapely.area(frame.geometry.to_numpy()).sum() == pytest.approx(whole.area, rel=1e-6)
    assert frame["cells"].sum() == len(topology.table())


@settings(max_examples=60, deadline=None)
@given(wars())
def test_the_series_is_what_drawing_every_day_gives(
    war: tuple[list[PlacePoint], ControlTimeline],
) -> None:
    places, line = war
    topology = build_topology(places, config=BARE)
    states = cell_states(topology, line)
    series, lines = area_series(topology, states), front_series(topology, states)
    for date, rows in series.groupby("date"):
        frame = areas_on(topology, line, dt.date.fromisoformat(str(date)))
        told = rows[rows["high_km2"] > 0]
        for name in ("actor", "against", "status"):
            assert list(map(text, told[name])) == list(map(text, frame[name]))
        assert told["low_km2"].tolist() == pytest.approx(frame["low_km2"].tolist())
        assert told["high_km2"].tolist() == pytest.approx(frame["high_km2"].tolist())
        assert rows["high_km2"].sum() == pytest.approx(topology.area_km2, rel=1e-6)
    for day in range(-1, 45, 3):
        same_fronts(topology, line, lines, later(day))


def same_fronts(topology: Topology, line: ControlTimeline, lines: object, day: dt.date) -> None:
    frame, iso = lines, str(day)
    now = frame[  # type: ignore[index]
        (frame["valid_from"] <= iso)  # type: ignore[index]
        & (frame["valid_to"].isna() | (frame["valid_to"] > iso))  # type: ignore[index]
    ]
    who = ["actor", "against", "status"]
    summed = now.groupby(who)["length_km"].sum()
    drawn = fronts_on(topology, line, day).set_index(who)["length_km"]
    assert summed.to_dict() == pytest.approx(drawn.to_dict())


@settings(max_examples=40, deadline=None)
@given(wars())
def test_fronts_lie_on_the_edges_of_both_areas(
    war: tuple[list[PlacePoint], ControlTimeline],
) -> None:
    places, line = war
    topology = build_topology(places, config=BARE)
    edges = {
        text(row.actor): row.geometry.boundary
        for row in areas_on(topology, line, later(10)).itertuples()
        if row.status == "controlled"
    }
    for row in fronts_on(topology, line, later(10)).itertuples():
        if row.status == "controlled":
            for actor in (row.actor, row.against):
                assert row.geometry.difference(edges[actor].buffer(1e-9)).is_empty


def test_thinned_outlines_still_fit() -> None:
    places = [place(f"p{n}", 34 + n % 5 / 30, 40 + n // 5 / 30) for n in range(25)]
    line = timeline(*(spell(p, "AB"[p.lon > 40.08]) for p in places))
    topology = build_topology(places, config=BARE)
    exact, thin = (areas_on(topology, line, DAY, simplify_m=m) for m in (0, 2000))
    assert shapely.get_num_coordinates(thin.geometry).sum() < (
        shapely.get_num_coordinates(exact.geometry).sum()
    )
    assert shapely.coverage_is_valid(thin.geometry.to_numpy())
    assert thin["high_km2"].tolist() == exact["high_km2"].tolist()


# ------------------------------------------------------------------------------- S1 to S4


def test_low_is_what_is_confident_and_high_is_all() -> None:
    line = timeline(spell(WEST, confidence=0.5), spell(EAST, confidence=0.9))
    topology = build_topology(timeline_places(line), config=BARE)
    (row,) = areas_on(topology, line, DAY).itertuples()
    assert row.low_km2 == pytest.approx(topology.own_km2()[topology.site_of["x"]])
    assert row.high_km2 == pytest.approx(topology.area_km2)


def test_s1_other_places_follow_and_the_far_ones_stay_unknown() -> None:
    line = timeline(spell(WEST))
    others = [place("o1", 34, 40.1), place("o2", 34, 40.2)]
    topology = build_topology([WEST], others=others, config=BARE)
    frame = areas_on(topology, line, DAY)
    assert list(map(text, frame["actor"])) == ["A", None]
    assert frame["cells"].tolist() == [2, 1]
    assert area_series(topology, line)["high_km2"].tolist() == frame["high_km2"].tolist()


def test_s1_another_place_with_a_state_of_its_own_follows_nobody() -> None:
    topology = build_topology([WEST], others=[MIDDLE], config=BARE)
    frame = areas_on(topology, timeline(spell(WEST), spell(MIDDLE, "B")), DAY)
    assert frame["actor"].tolist() == ["A", "B"]


def test_s2_besieged_ground_is_its_holders_and_unknown_without_one() -> None:
    siege = {"status": Status.BESIEGED, "against": "B"}
    assert list(drawn(spell(WEST, "A", **siege))) == [("A", None)]
    assert list(drawn(spell(WEST, None, **siege))) == [(None, None)]


def test_s3_contested_ground_is_one_class_for_a_pair() -> None:
    areas = drawn(spell(WEST, "B", against="A"), spell(EAST, "A", against="B"))
    assert list(areas) == [("A", "B")]


def test_s4_at_one_point_those_who_agree_count_once() -> None:
    one = drawn(spell(WEST))
    assert drawn(spell(WEST), spell(TWIN)) == pytest.approx(one)


def test_s4_who_disagree_make_it_contested() -> None:
    assert list(drawn(spell(WEST, "A"), spell(TWIN, "B"))) == [("A", "B")]


def test_s4_who_knows_speaks_for_who_does_not() -> None:
    items = spell(WEST, "A", 0, 5), spell(WEST, None, 5), spell(TWIN, "B", 3)
    days = [list(drawn(*items, day=day)) for day in (0, 3, 5)]
    assert days == [[("A", None)], [("A", "B")], [("B", None)]]


def test_a_place_at_another_colours_nothing() -> None:
    line = timeline(spell(place("at:w:mill"), "B"), spell(WEST, "A"))
    topology = build_topology(timeline_places(line), config=BARE)
    assert areas_on(topology, line, DAY)["actor"].tolist() == ["A"]


def test_a_place_that_the_topology_lacks_is_told() -> None:
    with pytest.raises(InputError, match="no place x"):
        areas_on(build_topology([WEST]), timeline(spell(EAST)), DAY)


def test_before_the_first_day_all_is_unknown() -> None:
    assert list(drawn(spell(WEST), day=-1)) == [(None, None)]


def test_an_actor_that_loses_all_has_a_last_row_of_zero() -> None:
    line = timeline(spell(WEST, "A", 0, 5), spell(WEST, "B", 5))
    series = area_series(build_topology([WEST], config=BARE), line)
    rows = list(zip(series["date"], series["actor"], series["high_km2"].round(), strict=True))
    assert rows == [("2017-01-01", "A", 705), ("2017-01-06", "A", 0), ("2017-01-06", "B", 705)]


# ------------------------------------------------------------------------------- F1 to F3


def test_f1_two_holders_face_each_other() -> None:
    assert fronts(spell(WEST, "B"), spell(EAST, "A")) == [("A", "B", "controlled")]
    assert fronts(spell(WEST, "A"), spell(EAST, "A")) == []


def test_f1_a_siege_is_a_front_all_round() -> None:
    siege = spell(MIDDLE, "A", status=Status.BESIEGED, against="B")
    line = timeline(spell(WEST, "B"), siege, spell(EAST, "B"))
    topology = build_topology(timeline_places(line), config=BARE)
    (row,) = fronts_on(topology, line, DAY).itertuples()
    assert row.geometry.geom_type == "MultiLineString"
    assert len(row.geometry.geoms) == 2


def test_f2_contested_ground_has_an_edge_on_either_side() -> None:
    items = spell(WEST, "A"), spell(MIDDLE, "A", against="B"), spell(EAST, "B")
    assert fronts(*items) == [("A", "B", "contested")]
    third = spell(WEST, "C"), spell(MIDDLE, "A", against="B")
    assert fronts(*third) == [("A", "C", "contested")]


def test_f3_unknown_and_two_contested_have_no_front() -> None:
    assert fronts(spell(WEST, "A"), spell(EAST, None)) == []
    assert fronts(spell(WEST, "A", against="B"), spell(EAST, "A", against="C")) == []


def test_places_beyond_reach_of_each_other_have_no_front() -> None:
    assert fronts(spell(WEST, "A"), spell(place("far", 34, 41), "B")) == []


def test_a_front_on_the_antimeridian_and_beyond_is_in_range() -> None:
    one, other = place("a", -17, 179.95), place("b", -17.05, -179.97)
    line = timeline(spell(one, "A"), spell(other, "B"))
    topology = build_topology([one, other], config=BARE)
    for frame in (fronts_on(topology, line, DAY), areas_on(topology, line, DAY)):
        west, _, east, _ = frame.total_bounds
        assert west >= -180
        assert east <= 180
    assert fronts_on(topology, line, DAY)["length_km"].sum() > 20


def test_a_front_that_stays_is_one_row_over_time() -> None:
    line = timeline(
        spell(WEST, "A", 0, 5), spell(WEST, "A", 5), spell(MIDDLE, "B", 2, 9), spell(MIDDLE, "A", 9)
    )
    (row,) = front_series(build_topology([WEST, MIDDLE], config=BARE), line).itertuples()
    assert (row.valid_from, row.valid_to) == ("2017-01-03", "2017-01-10")


# ------------------------------------------------------------------------------- whole tables


def test_tables_without_rows_keep_their_columns() -> None:
    nothing = build_topology([]), ControlTimeline()
    assert list(areas_on(*nothing, DAY).columns) == list(DAY_AREA_COLUMNS)
    assert list(fronts_on(*nothing, DAY).columns) == list(FRONT_COLUMNS)
    assert list(area_series(*nothing).columns) == list(SERIES_COLUMNS)
    assert list(front_series(*nothing).columns) == list(FRONT_SERIES_COLUMNS)
    assert area_series(*nothing)["high_km2"].dtype == float


def test_the_sample_has_areas_of_whom_it_should(sample: Project) -> None:
    line = sample.hindsight
    topology = build_topology(timeline_places(line))
    frame = areas_on(topology, line, dt.date(2017, 12, 31))
    assert "SY.GOV" in set(frame["actor"])
    assert frame["high_km2"].sum() == pytest.approx(topology.area_km2, rel=1e-6)
    spot = shapely.Point(BUKAMAL.lon, BUKAMAL.lat)
    assert frame.geometry.contains(spot).sum() == 1
