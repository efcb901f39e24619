"""The page of places as people see it: a real server, a real browser, no network."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import a_claim
from playwright.sync_api import expect
from serving import asked_elsewhere, served, wait_until_served, watched_page

from mapper.control import infer_as_known, infer_hindsight
from mapper.records import ClaimPlace, Document, Span
from mapper.store import Project, write_project

pytestmark = pytest.mark.browser

HOSTILE = "=<img src=x onerror=alert(1)> </script> {{7*7}} `c` $x^2$ [a](javascript:alert(1)) **s**"
LONG = "ا" * 5_000


def doubtful_project() -> Project:
    claims = [
        a_claim(
            place=ClaimPlace(text=text),
            doc=doc,
            outlet=HOSTILE,
            evidence=Span.of(text, 0, len(text)),
        )
        for doc, text in (("a", HOSTILE), ("b", HOSTILE), ("c", "الصور"), ("d", LONG))
    ]
    documents = tuple(Document(id=c.doc, text=c.place.text) for c in claims)
    found = tuple(claims)
    return Project(documents, found, infer_hindsight(found), infer_as_known(found))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "doubtful.gpkg"
    write_project(doubtful_project(), path)
    with served(path) as address:
        yield address


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    page = watched_page(chromium)
    wait_until_served(page, address)
    page.goto(f"{address}/places")
    page.get_by_role("button", name="الصور").wait_for()
    yield page
    assert page.dialogs == []
    assert asked_elsewhere(page, address) == []
    page.close()


def search(page: Any, name: str) -> None:
    box = page.locator(".stTextInput input")
    box.fill(name)
    box.press("Enter")


def map_of(page: Any) -> Any:
    """Give the map inside its frame, as soon as it shows what was searched."""
    found = page.frame_locator("iframe[data-state=shown]").locator(".saytara-found")
    page.frame_locator("iframe[data-state=shown]").locator(".saytara[data-ready=true]").wait_for(
        state="attached"
    )
    return found


def test_a_typed_name_is_on_the_map_in_the_table_and_in_the_address(
    page: Any, address: str
) -> None:
    search(page, "البوكمال")
    found = map_of(page)
    expect(found.locator(".saytara-place").first).to_contain_text("Al-Bukamal")
    pin = page.frame_locator("iframe[data-state=shown]").locator(".saytara-pin.saytara-best")
    expect(pin).to_be_in_viewport()
    table = page.locator("table").first
    expect(table.locator("tbody tr").first).to_contain_text("Deir ez-Zor")
    expect(page).to_have_url(f"{address}/places?name={quote('البوكمال')}")


def test_the_map_has_no_origin(page: Any) -> None:
    search(page, "حلب")
    map_of(page)
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    assert frame.evaluate("self.origin") == "null"


def test_arabic_turns_page_map_and_tables_round(page: Any) -> None:
    search(page, "البوكمال")
    map_of(page)
    page.locator(".stRadio").get_by_text("العربية").click()
    expect(page.get_by_role("heading", name="الأماكن", exact=True)).to_be_visible()
    page.frame_locator("iframe[data-state=shown]").locator(".saytara-found[dir=rtl]").wait_for(
        state="attached"
    )
    expect(page.locator("table").first).to_have_attribute("dir", "rtl")
    first, score = (page.locator("table").first.locator("td").nth(n) for n in (0, 1))
    assert first.bounding_box()["x"] > score.bounding_box()["x"]
    assert score.locator("bdi").get_attribute("dir") == "ltr"
    expect(page.locator(".stTextInput input")).to_have_value("البوكمال")


def test_a_click_on_a_row_looks_its_name_up(page: Any, address: str) -> None:
    page.get_by_role("row", name="الصور").locator("td").nth(3).click()
    expect(page.locator(".stTextInput input")).to_have_value("الصور")
    map_of(page)
    expect(page).to_have_url(f"{address}/places?name={quote('الصور')}")


def test_the_keyboard_looks_a_name_up(page: Any) -> None:
    page.get_by_role("button", name="الصور").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stTextInput input")).to_have_value("الصور")


def test_what_articles_say_is_neither_html_nor_markdown(page: Any) -> None:
    row = page.locator("tbody tr").first
    assert row.locator("button").inner_text() == HOSTILE
    assert row.locator("mark").inner_text() == HOSTILE
    assert row.locator(":is(img, script, a, b, strong, .katex)").count() == 0
    row.locator("button").click()
    expect(page.locator(".stTextInput input")).to_have_value(HOSTILE)
    page.get_by_text("No place is called that").wait_for()


def test_the_csv_is_safe_and_complete(page: Any, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="These names as CSV").click()
    download.value.save_as(tmp_path / "names.csv")
    with (tmp_path / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["claims"] for row in rows] == ["2", "1", "1"]
    assert rows[0]["name"] == f"'{HOSTILE}"


def test_the_pages_are_a_click_apart_and_keep_the_name(page: Any) -> None:
    search(page, "حلب")
    map_of(page)
    page.get_by_role("link", name="Map", exact=True).click()
    page.locator("ol.saytara-list").wait_for()
    page.get_by_role("link", name="Places", exact=True).click()
    expect(page.locator(".stTextInput input")).to_have_value("حلب")


def test_the_filters_of_the_map_outlive_a_visit_to_the_places(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})  # scrolling would close the options
    page.get_by_role("link", name="Map", exact=True).click()
    page.locator(".stMultiSelect input").nth(1).click()
    page.get_by_role("option", name="Syrian army").click()
    chosen = page.locator(".stMultiSelect").nth(1).get_by_text("Syrian army")
    expect(chosen).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Places", exact=True).click()
    page.locator(".stTextInput input").wait_for()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(chosen).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_has_all_of_it_within_its_width(page: Any, language: str) -> None:
    search(page, "طرابلس")
    map_of(page)
    if language == "ar":
        page.locator(".stRadio").get_by_text("العربية").click()
        page.frame_locator("iframe[data-state=shown]").locator(".saytara-found[dir=rtl]").wait_for(
            state="attached"
        )
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".stSidebar[data-collapsed=true]").wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".stMain").evaluate("e => e.scrollWidth") <= 390
    for part in ("iframe", "table >> nth=0", "table >> nth=1"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= 390, part
    expect(page.locator(".stSidebar")).not_to_be_in_viewport()
