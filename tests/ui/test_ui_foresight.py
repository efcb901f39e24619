"""What is made before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from mapper.store import Project
from mapper.ui import foresight
from mapper.ui.foresight import foresee, likely
from mapper.ui.projects import OpenProject
from mapper.views import Perspective, speaker_of


def test_sides_come_first_and_then_the_sources_with_most_claims(sample: Project) -> None:
    opened = OpenProject(sample, Path("sample.gpkg"))
    asked = list(likely(opened))
    sides = [Perspective(side=side) for side in opened.choices.sides]
    assert asked[: len(sides)] == sides
    told = [p.sources[0] for p in asked[len(sides) :]]
    many = [sum(speaker_of(claim) == source for claim in sample.claims) for source in told]
    assert set(told) == set(opened.choices.sources)
    assert many == sorted(many, reverse=True)


def test_a_map_that_was_foreseen_is_not_made_again(sample: Project) -> None:
    opened = OpenProject(sample, Path("sample.gpkg"))
    foresee(opened, clock=lambda: 0.0)
    made = opened.map_page.cache_info()
    opened.map_page(next(likely(opened)))
    assert opened.map_page.cache_info().misses == made.misses > 0


def test_no_more_is_made_once_the_time_is_over(sample: Project) -> None:
    opened = OpenProject(sample, Path("sample.gpkg"))
    ticks: Iterator[float] = (20.0 * tick for tick in count())  # each map takes 20 s
    foresee(opened, clock=lambda: next(ticks))
    assert opened.map_page.cache_info().misses == 2


def test_no_map_is_begun_before_it_may_be(sample: Project) -> None:
    opened = OpenProject(sample, Path("sample.gpkg"))
    made: list[int] = []
    foresee(opened, wait=lambda: made.append(opened.map_page.cache_info().misses))
    assert made == list(range(len(made)))


def test_for_a_large_project_nothing_is_foreseen(
    sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenProject(sample, Path("sample.gpkg"))
    monkeypatch.setattr(foresight, "_MOST_CLAIMS", len(sample.claims) - 1)
    foresee(opened)
    assert opened.map_page.cache_info().misses == 0
