"""What is got ready before the first visitor is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.store import Project, write_project
from mapper.ui import warmup
from mapper.ui.projects import open_project
from mapper.views import Perspective


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    monkeypatch.setattr(warmup, "_warming", [])


def test_the_first_map_is_made_before_it_is_asked_for(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "project.gpkg"
    write_project(sample, path)
    warmup.warm_up([str(path)])
    warmup.warm()
    made = open_project(path).map_page.cache_info()
    open_project(path).map_page(Perspective())
    assert (made.currsize, open_project(path).map_page.cache_info().hits) == (1, made.hits + 1)


@pytest.mark.parametrize("arguments", [[], ["missing.gpkg"]])
def test_what_cannot_be_opened_is_left_to_the_page(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[object] = []
    monkeypatch.setattr("threading.excepthook", failed.append)
    warmup.warm_up(arguments)
    warmup.warm()
    assert not failed


def test_nothing_is_waited_for_where_nothing_was_begun() -> None:
    warmup.warm()
