"""The page that compares, run as Streamlit runs it but without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import open_app, sent
from streamlit.testing.v1 import AppTest

from mapper.store import Project, write_project

Run = Callable[..., AppTest]


@pytest.fixture(scope="module")
def saved(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "sample.gpkg"
    write_project(sample, path)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, saved: Path) -> Run:
    return lambda **asked: open_app(monkeypatch, saved, page="compare", **asked)


def test_two_sides_stand_beside_each_other_on_the_day_of_the_last_news(run: Run) -> None:
    parts = sent(run())
    assert parts["saytara-one"]["date"] == parts["saytara-other"]["date"] == "2019-03-23"
    assert parts["saytara-one"]["page"] != parts["saytara-other"]["page"]
    assert parts["saytara-differences"]["rows"]


def test_what_differs_is_listed_for_the_day_or_for_all_days(run: Run) -> None:
    asked = {"one-side": "neutral", "other-side": "SY.GOV", "day": "2017-11-08"}
    on_day = sent(run(**asked))["saytara-differences"]["rows"]
    ever = sent(run(**asked, when="ever"))["saytara-differences"]["rows"]
    assert 0 < len(on_day) < len(ever)
    for _, first, last, *_ in on_day:
        assert first <= "2017-11-08"
        assert last is None or last > "2017-11-08"


def test_the_same_perspective_twice_differs_nowhere(run: Run) -> None:
    page = run(**{"one-side": "neutral", "other-side": "neutral"})
    assert "saytara-differences" not in sent(page)
    assert "say the same" in page.info[0].value


def test_two_days_are_listed_by_actor_and_by_place_with_evidence(run: Run) -> None:
    parts = sent(run(by="days", first="2017-11-09", last="2019-03-23"))
    assert (parts["saytara-first"]["date"], parts["saytara-last"]["date"]) == (
        "2017-11-09",
        "2019-03-23",
    )
    row = next(r for r in parts["saytara-changes"]["rows"] if r[0] == "Al-Bukamal")
    assert row[1:3] == ["contested by Islamic State against Syrian army", "held by Syrian army"]
    assert row[6]
    assert {actor for actor, *_ in parts["saytara-sums"]["rows"]} >= {"Syrian army"}


def test_between_a_day_and_itself_nothing_changed(run: Run) -> None:
    page = run(by="days", first="2017-11-09", last="2017-11-09")
    assert "Nothing changed" in page.info[0].value


def test_what_is_compared_is_in_the_address(run: Run) -> None:
    page = run(by="days", first="2017-11-09", last="2017-11-20", side="neutral")
    assert page.query_params == {
        "by": "days",
        "first": "2017-11-09",
        "last": "2017-11-20",
        "side": "neutral",
    }
