"""What changed between two days, by place and by actor."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from conftest import a_claim
from features_places import BARE, DAY, place, spell, timeline

from mapper.control import ControlTimeline
from mapper.errors import InputError
from mapper.features import (
    ACTOR_CHANGE_COLUMNS,
    CHANGE_COLUMNS,
    build_topology,
    changes_between,
    changes_by_actor,
)
from mapper.records import Span, Status

P, Q = place("p"), place("q", 34, 40.1)
LAST = DAY + dt.timedelta(days=20)


def changed(*items: Any, **more: Any) -> list[dict[str, Any]]:
    rows = changes_between(timeline(*items), DAY, LAST, **more).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def test_a_place_that_changed_hands_is_told_with_its_days_and_evidence() -> None:
    claim = a_claim(evidence=Span.of("سيطر الجيش على\nالمدينة", 0, 22))
    days = {"valid_from_earliest": DAY + dt.timedelta(days=4)}
    days |= {"valid_from_latest": DAY + dt.timedelta(days=8)}
    after = spell(P, "B", 5, confidence=0.7, supporting_claims=(claim.id, "other"), **days)
    topology = build_topology([P], config=BARE)
    (row,) = changed(spell(P, "A", 0, 5), after, claims=[claim], topology=topology)
    assert (row["from_status"], row["from_actor"]) == ("controlled", "A")
    assert (row["to_status"], row["to_actor"]) == ("controlled", "B")
    assert (row["when_earliest"], row["when_latest"]) == ("2017-01-05", "2017-01-09")
    assert row["confidence"] == 0.7
    assert row["claims"] == f"{claim.id} other"
    assert row["evidence"] == "سيطر الجيش على المدينة"
    assert row["km2"] == pytest.approx(705, rel=0.01)


def test_what_is_the_same_on_both_days_is_no_change() -> None:
    assert changed(spell(P, "A")) == []
    assert changed(spell(P, "A", 0, 5), spell(P, "B", 5, 9), spell(P, "A", 9)) == []


def test_a_state_that_goes_on_began_with_its_first_interval() -> None:
    parts = [
        spell(P, "B", 5, 9, supporting_claims=("c1",)),
        spell(P, "B", 9, supporting_claims=("c2", "c1"), confidence=0.4),
    ]
    (row,) = changed(spell(P, "A", 0, 5), *parts)
    assert row["when_earliest"] == "2017-01-06"
    assert row["claims"] == "c1 c2"
    assert row["confidence"] == 0.4


def test_a_state_that_came_twice_began_the_second_time() -> None:
    middle = [spell(P, "B", 5, 7), spell(P, "A", 7, 9), spell(P, "B", 9)]
    (row,) = changed(spell(P, "A", 0, 5), *middle)
    assert row["when_earliest"] == "2017-01-10"


def test_a_place_heard_of_for_the_first_time_was_unknown() -> None:
    (row,) = changed(spell(P, "A", 5))
    assert (row["from_status"], row["to_actor"]) == ("unknown", "A")
    assert changed(spell(P, None, 5)) == []


def test_a_place_that_nothing_is_known_of_any_more_is_unknown() -> None:
    (row,) = changed(spell(P, "A", 0, 5))
    assert (row["to_status"], row["when_earliest"]) == ("unknown", "2017-01-06")
    assert row["claims"] == ""


def test_rows_are_in_the_order_of_time() -> None:
    rows = changed(spell(P, "A", 9), spell(Q, "A", 5))
    assert [row["place_id"] for row in rows] == ["q", "p"]


def test_ground_at_one_point_is_counted_once() -> None:
    twin = dataclasses.replace(P, id="p2")
    topology = build_topology([P, twin], config=BARE)
    rows = changed(spell(P, "A", 5), spell(twin, "A", 5), topology=topology)
    assert [round(row["km2"]) for row in rows] == [705, 0]


def test_by_actor_places_and_ground_are_gained_and_lost() -> None:
    items = [spell(P, "A", 0, 5), spell(P, "B", 5), spell(Q, "A", 0, 7), spell(Q, None, 7)]
    topology = build_topology([P, Q], config=BARE)
    table = changes_between(timeline(*items), DAY, LAST, topology=topology)
    rows = {row["actor"]: row for row in changes_by_actor(table).to_dict("records")}
    assert [rows["A"][f"places_{w}"] for w in ("gained", "lost")] == [0, 2]
    assert [rows["B"][f"places_{w}"] for w in ("gained", "lost")] == [1, 0]
    assert rows["A"]["km2_lost"] == pytest.approx(topology.area_km2)


def test_by_actor_a_siege_changes_nothing_and_contested_is_lost() -> None:
    siege = spell(P, "A", 5, status=Status.BESIEGED, against="B")
    table = changes_between(timeline(spell(P, "A", 0, 5), siege), DAY, LAST)
    assert len(table) == 1
    assert changes_by_actor(table).empty
    fought = spell(P, "A", 5, against="B")
    table = changes_between(timeline(spell(P, "A", 0, 5), fought), DAY, LAST)
    assert changes_by_actor(table).to_dict("records") == [
        {"actor": "A", "places_gained": 0, "places_lost": 1, "km2_gained": 0.0, "km2_lost": 0.0}
    ]


def test_tables_without_rows_are_typed() -> None:
    table = changes_between(ControlTimeline(), DAY, LAST)
    filled = changes_between(timeline(spell(P, "A", 5)), DAY, LAST)
    assert list(table.columns) == list(CHANGE_COLUMNS)
    assert table.dtypes.to_dict() == filled.dtypes.to_dict()
    sums = changes_by_actor(table)
    assert list(sums.columns) == list(ACTOR_CHANGE_COLUMNS)
    assert sums.dtypes.to_dict() == changes_by_actor(filled).dtypes.to_dict()


def test_days_the_wrong_way_round_are_told() -> None:
    with pytest.raises(InputError, match="earlier day first"):
        changes_between(ControlTimeline(), LAST, DAY)
