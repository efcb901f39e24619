"""The page of claims as people see it: a real server, a real browser, no network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim
from playwright.sync_api import expect
from serving import asked_elsewhere, served, wait_until_served, watched_page

from mapper.control import infer_as_known, infer_hindsight
from mapper.records import ClaimPlace, Document, Span
from mapper.store import Project, read_project, write_project

pytestmark = pytest.mark.browser

HOSTILE = "=<img src=x onerror=alert(1)> </script> {{7*7}} $x$ [a](javascript:alert(1)) **s** "
SIGNED = "<b>Rana</b> **x** [a](javascript:alert(1))"
EVIDENCE = "سيطر الجيش على حلب"


def hostile_project() -> Project:
    text = f"{HOSTILE}{EVIDENCE} {HOSTILE}"
    span = Span.of(text, 0, len(HOSTILE) + len(EVIDENCE))
    place = ClaimPlace(text=HOSTILE, id="p9", name_ar=HOSTILE, name_en=HOSTILE, lat=36.2, lon=37.1)
    hostile = {"outlet": HOSTILE, "source": HOSTILE, "actor": f"OTHER:{HOSTILE}"}
    first = a_claim(place=place, evidence=span, rule=HOSTILE, **hostile)
    claims = (first, a_claim("hold", "SDF", "2017-11-20", doc="e"))
    document = Document(id="d", text=text, published=dt.date(2017, 11, 9), outlet=HOSTILE)
    return Project((document,), claims, infer_hindsight(claims), infer_as_known(claims))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(hostile_project(), tmp_path / "hostile.gpkg")
    return tmp_path / "hostile.gpkg"


@pytest.fixture
def page(chromium: Any, project: Path) -> Iterator[Any]:
    with served(project) as address:
        page = watched_page(chromium)
        wait_until_served(page, address)
        page.goto(f"{address}/claims")
        page.locator("tbody tr").first.wait_for()
        yield page
        assert page.dialogs == []
        assert asked_elsewhere(page, address) == []
        page.close()


def open_first(page: Any) -> None:
    page.locator("tbody tr").nth(1).locator("button").click()
    page.get_by_role("heading", name="In its article").wait_for()


def test_articles_are_neither_html_nor_markdown(page: Any) -> None:
    assert page.locator("tbody tr").nth(1).locator("button").inner_text() == HOSTILE.strip()
    open_first(page)
    article = page.locator(".saytara-article")
    assert article.locator("mark").inner_text() == HOSTILE + EVIDENCE
    assert article.locator(":is(img, script, a, b, strong, .katex)").count() == 0


def test_a_decision_outlives_a_rerun_a_reload_and_is_listed_with_who_and_when(
    page: Any, project: Path
) -> None:
    open_first(page)
    page.get_by_text("It does not (reject)").click()
    name = page.get_by_label("Your name")
    name.fill(SIGNED)
    name.press("Enter")
    page.get_by_role("button", name="Save the decision").click()
    made = page.locator(".saytara-decisions li")
    expect(made).to_contain_text("rejected")
    expect(made).to_contain_text(SIGNED)
    assert made.locator(":is(img, a, b)").count() == 0
    (decision,) = read_project(project).decisions
    assert decision.by == SIGNED
    page.reload()
    expect(made).to_contain_text(f"{decision.at:%Y-%m-%d %H:%M} UTC")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("tbody tr").nth(1)).to_contain_text("rejected")


def test_the_selection_is_taken_as_shown(page: Any, tmp_path: Path) -> None:
    box = page.get_by_label("Search the claims")
    box.fill("البوكمال")
    box.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Selection as JSONL").click()
    download.value.save_as(tmp_path / "claims.jsonl")
    lines = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert download.value.suggested_filename == "hostile-claims.jsonl"


@pytest.mark.parametrize("language", ["English", "العربية"])
def test_a_phone_has_all_of_it_within_its_width(page: Any, language: str) -> None:
    page.locator(".stRadio").get_by_text(language).click()
    for _ in range(2):
        page.set_viewport_size({"width": 360, "height": 740})
        page.locator(".stSidebar[data-collapsed=true]").wait_for(state="attached")
        assert page.locator(".stMain").evaluate("e => e.scrollWidth") <= 360
        page.locator("tbody tr button").first.click()
        page.locator(".saytara-article, .stAlert").first.wait_for()
