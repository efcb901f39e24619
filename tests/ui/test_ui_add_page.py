"""The page of new documents, run as Streamlit runs it but without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import open_app
from streamlit.testing.v1 import AppTest

from mapper.store import Project, read_project, write_project

Run = Callable[..., AppTest]
TEXT = "دمشق 20 نوفمبر 2017 / سيطر الجيش السوري أمس على مدينة البوكمال."


@pytest.fixture
def saved(sample: Project, tmp_path: Path) -> Path:
    path = tmp_path / "sample.gpkg"
    write_project(sample, path)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    return lambda path=None: open_app(monkeypatch, path, page="add")


def read(page: AppTest, text: str, title: str = "") -> AppTest:
    page.text_area(key="paste-text").set_value(text)
    page.text_input(key="paste-title").set_value(title)
    return page.button(key="paste-read").click().run()


def found(page: AppTest) -> list[list[Any]]:
    parts = {part.key: json.loads(part.proto.json) for part in page.get("bidi_component")}
    rows: list[list[Any]] = parts["saytara-found"]["rows"]
    return rows


def test_what_is_pasted_is_shown_before_it_is_added(run: Run, saved: Path, sample: Project) -> None:
    page = read(run(saved), TEXT, "خبر")
    assert not page.exception
    assert found(page) == [["خبر", None, "2017-11-20", "1"]]
    assert any("saytara-list" in h.proto.body for h in page.get("html"))
    assert read_project(saved) == sample


def test_what_was_found_is_added_once_somebody_says_so(
    run: Run, saved: Path, sample: Project
) -> None:
    page = read(run(saved), TEXT)
    page.button(key="add").click().run()
    assert not page.exception
    assert page.success
    project = read_project(saved)
    assert len(project.documents) == len(sample.documents) + 1
    assert len(project.claims) == len(sample.claims) + 1
    page = read(page, TEXT)
    assert page.button(key="add").disabled


def test_nothing_pasted_is_told(run: Run, saved: Path) -> None:
    page = read(run(saved), "  ")
    assert not page.exception
    assert "no text" in page.code[0].value


def test_without_a_project_there_is_a_preview_and_nothing_to_add_to(run: Run) -> None:
    page = read(run(), TEXT)
    assert not page.exception
    assert found(page)
    assert not [button for button in page.button if button.key == "add"]


def test_a_project_that_cannot_be_written_is_told_and_the_preview_stays(
    run: Run, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mapper.errors import ProjectError

    def refuse(*_: object) -> None:
        raise ProjectError("The disk is full.")

    monkeypatch.setattr("mapper.ui.add_page.add", refuse)
    page = read(run(saved), TEXT)
    page.button(key="add").click().run()
    assert not page.exception
    assert page.error
    assert "The disk is full." in [code.value for code in page.code]
    assert found(page)
