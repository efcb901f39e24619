"""The pages of exports and about Saytara, run as Streamlit runs them but without a browser."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from running import open_app
from streamlit.testing.v1 import AppTest

from mapper.errors import ExportError
from mapper.exports import FORMATS, export
from mapper.pipeline import decide
from mapper.records import Decision, Verdict
from mapper.store import Project, write_project
from mapper.ui.about_page import evaluation
from mapper.ui.projects import OpenProject, open_project
from mapper.ui.server import CONFIG_VARIABLE
from mapper.ui.words import LANGUAGES
from mapper.views import Perspective

Run = Callable[..., AppTest]


@pytest.fixture(scope="module")
def saved(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "sample.gpkg"
    write_project(sample, path)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, saved: Path) -> Run:
    def open_page(page: str, path: Path | None = saved, **asked: str) -> AppTest:
        return open_app(monkeypatch, path, page=page, **asked)

    return open_page


# ------------------------------------------------------------------------------------ exports


def test_every_format_of_the_registry_is_offered(run: Run) -> None:
    page = run("export")
    assert not page.exception
    assert page.get("pills")[0].options == list(FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_format_is_previewed_and_is_what_the_library_writes(
    run: Run, saved: Path, sample: Project, tmp_path: Path, ending: str
) -> None:
    if ending in (".mp4", ".webm"):
        pytest.importorskip("imageio_ffmpeg")
    page = run("export", format=ending)
    assert not page.exception
    assert page.main.caption[-1].value.endswith("kB")
    export(sample, tmp_path / f"sample{ending}")
    assert open_project(saved).exported(ending) == (tmp_path / f"sample{ending}").read_bytes()


def test_the_map_looks_as_the_settings_say(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "saytara.toml"
    config.write_text('[map]\ndigits = "arabic"\n', encoding="utf-8")
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    opened = OpenProject(open_project(saved).project, saved)
    for html in (opened.map_page(Perspective()).html, opened.exported(".html").decode("utf-8")):
        assert '"digits":"arabic"' in html


def test_a_new_format_appears_by_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    more = {**FORMATS, ".new": next(iter(FORMATS.values()))}
    monkeypatch.setattr("mapper.ui.export_page.FORMATS", more)
    assert ".new" in run("export").get("pills")[0].options


def test_an_export_that_fails_is_told(
    run: Run, sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ExportError("The disk is full.")

    monkeypatch.setattr("mapper.ui.projects.export", refuse)
    write_project(sample, tmp_path / "b.gpkg")
    page = run("export", tmp_path / "b.gpkg")
    assert not page.exception
    assert page.error
    assert page.code[0].value == "The disk is full."


def test_what_people_rejected_is_not_exported(sample: Project, tmp_path: Path) -> None:
    claim = sample.claims[0]
    noon = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    decision = Decision(claim=claim.id, verdict=Verdict.REJECT, by="Rana", at=noon)
    opened = OpenProject(decide(sample, decision), tmp_path / "a.gpkg")
    assert claim.id not in {c.id for c in opened.decided.claims}
    assert opened.exported(".geojson") != OpenProject(sample, tmp_path / "a.gpkg").exported(
        ".geojson"
    )


@pytest.mark.browser
@pytest.mark.parametrize("stem", ["sample", "a b#c?d%2Fe", 'x:"><script>alert(1)<', "خريطة"])
def test_the_snippet_beside_the_file_shows_the_map(
    run: Run, sample: Project, tmp_path: Path, chromium: Any, stem: str
) -> None:
    path = tmp_path / f"{stem}.gpkg"
    write_project(sample, path)
    page = run("export", path, format=".html")
    assert not page.exception
    (tmp_path / f"{stem}.html").write_bytes(open_project(path).exported(".html"))
    report = tmp_path / "report.html"
    report.write_text(f"<!doctype html><title>Report</title>{page.code[0].value}", "utf-8")
    shown = chromium.new_page()
    shown.goto(report.as_uri())
    shown.frame_locator("iframe").locator(".saytara-embed[data-ready] .saytara-slider").wait_for()
    assert shown.locator("script").count() == 0
    shown.close()


# -------------------------------------------------------------------------------------- about


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_saytara_tells_figures_and_what_the_project_was_made_with(
    run: Run, sample: Project, language: str
) -> None:
    page = run("about", lang=language)
    assert not page.exception
    parts = {part.key: json.loads(part.proto.json) for part in page.get("bidi_component")}
    assert len(parts["saytara-figures"]["rows"]) == len(evaluation()["figure"])
    assert sample.meta["config_hash"] in json.dumps(parts["saytara-meta"]["rows"])
    assert any("Natural Earth" in h.proto.body for h in page.get("html"))


def test_without_a_project_the_page_tells_the_rest(run: Run) -> None:
    page = run("about", None)
    assert not page.exception
    assert page.header[0].value == "About"


def test_every_figure_stands_in_its_source() -> None:
    source = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8").replace("**", "")
    figures = evaluation()
    assert figures["version"] in source
    assert figures["date"]["en"] in source
    for figure in figures["figure"]:
        assert figure["value"] in source, figure["en"]
