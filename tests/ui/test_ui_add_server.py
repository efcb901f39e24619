"""Uploads as people make them: a real server, a real browser, no network."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import asked_elsewhere, served, wait_until_served, watched_page

from mapper.store import Project, read_project, write_project

pytestmark = pytest.mark.browser

TEXT = "دمشق 20 نوفمبر 2017 / سيطر الجيش السوري أمس على مدينة البوكمال."
PAGE = f"<html><head><title>خبر</title></head><body><article><p>{TEXT}</p></article></body></html>"


@pytest.fixture(scope="module")
def project(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "sample.gpkg"
    write_project(sample, path)
    return path


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with served(project) as address:
        yield address


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    page = watched_page(chromium)
    wait_until_served(page, address)
    page.goto(f"{address}/add")
    page.get_by_role("tab", name="Upload files").click()
    yield page
    assert page.dialogs == []
    assert asked_elsewhere(page, address) == []
    page.close()


def zipped(*members: tuple[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return file.getvalue()


def upload(page: Any, *files: tuple[str, bytes]) -> None:
    """Choose files and ask what is found in them."""
    sent = [{"name": n, "mimeType": "application/octet-stream", "buffer": b} for n, b in files]
    page.locator("input[type=file]").set_input_files(sent)
    names = page.locator("[data-testid=stFileUploaderFileName], .stFileChipName")
    names.first.wait_for()
    page.get_by_role("button", name="See what is found").last.click()


def left_out(page: Any) -> Any:
    page.get_by_text("Left out:").wait_for()
    return page.locator(".stCode").last


def test_files_and_archives_are_shown_then_added(page: Any, project: Path) -> None:
    before = read_project(project)
    archive = zipped(("news/a.txt", TEXT), ("b.html", PAGE.replace("20 نوفمبر", "21 نوفمبر")))
    upload(page, ("c.txt", f"{TEXT} انتهى.".encode()), ("x.zip", archive))
    page.get_by_text("3 documents, of which 3 are new").wait_for()
    assert read_project(project) == before
    page.get_by_role("button", name="Add to the project").click()
    page.get_by_text("Added; the map and the claims have them.").wait_for()
    assert len(read_project(project).documents) == len(before.documents) + 3


def test_a_file_that_is_too_big_is_refused(page: Any) -> None:
    big = {"name": "big.txt", "mimeType": "text/plain", "buffer": b"a" * 23_000_000}
    page.locator("input[type=file]").set_input_files([big])
    page.get_by_text("File must be 20.0MB or smaller").wait_for()
    page.get_by_role("button", name="See what is found").last.click()
    expect(page.locator("[data-testid=stHeading]").filter(has_text="What was found")).to_have_count(
        0
    )


def test_an_archive_that_unpacks_to_too_much_is_refused(page: Any) -> None:
    upload(page, ("bomb.zip", zipped(("a.txt", "ا" * 8_000_000))))
    expect(left_out(page)).to_contain_text("bomb.zip: it unpacks to more than 100 times its size")


def test_paths_that_lead_out_are_left_out_and_nothing_is_written(page: Any) -> None:
    archive = zipped(("../../saytara-escaped.txt", TEXT), ("/tmp/saytara-escaped.txt", TEXT))
    upload(page, ("a.zip", archive), ("..\\..\\saytara-escaped.txt", TEXT.encode()))
    expect(left_out(page)).to_contain_text("its name leads out of the archive")
    page.get_by_text("1 documents").wait_for()
    for folder in (Path(tempfile.gettempdir()), Path.cwd(), Path("/")):
        assert not list(folder.glob("saytara-escaped*"))


def test_bytes_that_are_no_text_are_told(page: Any) -> None:
    upload(page, ("a.txt", bytes(range(256)) * 40), ("b.txt", TEXT.encode("cp1256")))
    expect(left_out(page)).to_contain_text("a.txt: it is no text in UTF-8")
    page.get_by_text("1 documents").wait_for()


def test_what_files_are_called_and_say_is_text(page: Any) -> None:
    evil = "<img src=x onerror=alert(1)> **b** [a](javascript:alert(1))"
    upload(page, (f"{evil[:28]}.txt", f"{evil}\n{TEXT}".encode()))
    page.get_by_text("1 documents").wait_for()
    assert page.locator("table img, .saytara-list img").count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_has_all_of_it_within_its_width(page: Any, address: str, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/add?lang={language}")
    page.locator(".stTextArea").wait_for()
    assert page.locator(".stMain").evaluate("e => e.scrollWidth") <= 360
