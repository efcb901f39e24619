"""The page, run as Streamlit runs it but without a browser."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from running import sent
from streamlit.testing.v1 import AppTest

from mapper.store import Project, write_project
from mapper.ui.app import main
from mapper.ui.projects import PROJECT_VARIABLE, open_project

Run = Callable[[Path | None], AppTest]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def open_page(path: Path | None) -> AppTest:
        monkeypatch.setattr("sys.argv", ["app.py"])
        monkeypatch.delenv(PROJECT_VARIABLE, raising=False)
        if path is not None:
            monkeypatch.setenv(PROJECT_VARIABLE, str(path))
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()

    return open_page


@pytest.fixture(scope="module")
def saved(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ui") / "sample.gpkg"
    write_project(sample, path)
    return path


def listed(page: AppTest) -> str:
    return next(h.proto.body for h in page.get("html") if 'saytara-list"' in h.proto.body)


def captions(page: AppTest) -> list[str]:
    return [caption.value for caption in page.main.caption]


def test_without_a_project_the_page_says_how_to_make_one(run: Run) -> None:
    page = run(None)
    assert not page.exception
    assert "saytara run" in page.code[0].value


def test_a_missing_project_is_told_not_thrown(run: Run, tmp_path: Path) -> None:
    page = run(tmp_path / "**none**.gpkg")
    assert not page.exception
    assert page.error
    assert "**none**.gpkg" in page.code[0].value


def test_an_empty_project_says_so(run: Run, tmp_path: Path) -> None:
    write_project(Project(), tmp_path / "empty.gpkg")
    page = run(tmp_path / "empty.gpkg")
    assert not page.exception
    assert "no claims" in page.info[0].value


def test_the_claims_of_a_project_are_listed(run: Run, saved: Path, sample: Project) -> None:
    page = run(saved)
    assert not page.exception
    assert captions(page) == [f"{len(sample.claims)} of {len(sample.claims)} claims"]
    assert "<mark>" in listed(page)


def test_filters_narrow_the_list(run: Run, saved: Path, sample: Project) -> None:
    actor = sample.claims[0].actor
    page = run(saved).multiselect(key="actors-en").select(actor).run()
    mine = sum(actor in (claim.actor, claim.from_actor) for claim in sample.claims)
    assert mine < len(sample.claims)
    assert captions(page)[-1] == f"{mine} of {len(sample.claims)} claims"


def test_filters_outlive_a_change_of_language(run: Run, saved: Path, sample: Project) -> None:
    place = next(claim.place for claim in sample.claims if claim.place.resolved)
    page = run(saved)
    page.selectbox(key="place-en").select(place.id).run()
    page.radio(key="language").set_value("ar").run()
    assert not page.exception
    assert page.selectbox(key="place-ar").value == place.id
    assert 'dir="rtl" lang="ar"' in listed(page)


def test_a_language_and_a_filter_are_told_to_the_map_and_its_page_stays(
    run: Run, saved: Path
) -> None:
    page = run(saved)
    first = sent(page)["saytara-map"]
    assert (first["language"], first["hidden"]) == ("en", None)
    page.radio(key="language").set_value("ar").run()
    page.multiselect(key="actors-ar").select("IS").run()
    then = sent(page)["saytara-map"]
    assert then["language"] == "ar"
    assert then["hidden"]["series"].keys() == {"hindsight", "as_known"}
    assert then["page"] == first["page"]
    page.selectbox(key="side-ar").select("neutral").run()
    assert sent(page)["saytara-map"]["page"] != first["page"]


def test_a_rerun_sends_no_page_anew(run: Run, saved: Path) -> None:
    """The component is told an address; all else is small."""
    page = run(saved)
    told = sent(page.multiselect(key="actors-en").select("IS").run())["saytara-map"]
    assert len(json.dumps(told)) < 10_000


def test_a_project_is_read_again_only_when_its_file_changed(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.gpkg"
    path.write_bytes(saved.read_bytes())
    first = open_project(path)
    assert open_project(path) is first
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert open_project(path) is not first


def test_the_entries_call_the_page() -> None:
    for entry in (ROOT / "app.py", ROOT / "mapper" / "ui" / "entry.py"):
        assert f"from {main.__module__} import main" in entry.read_text(encoding="utf-8")
