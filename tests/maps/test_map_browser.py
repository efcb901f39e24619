"""The saved map in a real browser, without any network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim
from playwright.sync_api import expect

from mapper.control import infer_as_known, infer_hindsight
from mapper.exports import project_html
from mapper.maps import control_map, control_map_html
from mapper.records import ClaimPlace, Document, Span
from mapper.store import Project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, sample: Project) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(project_html(sample), encoding="utf-8")
    return path


def opened(browser: Any, path: Path, fragment: str = "") -> Any:
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.asked = []
    page.wrong = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri() + fragment)
    page.wait_for_selector(".saytara[data-ready=true]", state="attached")
    return page


@pytest.fixture
def page(chromium: Any, saved: Path) -> Iterator[Any]:
    page = opened(chromium, saved)
    yield page
    assert page.wrong == []
    page.close()


def drag_slider_to(page: Any, date: str) -> None:
    """Move the real slider, by the value that its handle would have."""
    page.locator(".saytara-slider").evaluate(
        "(slider, date) => { slider.value = Date.parse(date + 'T00:00:00Z') / 86400000;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        date,
    )
    page.wait_for_selector(f'.saytara[data-date="{date}"]', state="attached")


@pytest.mark.parametrize(
    ("date", "actor"),
    [("2017-11-07", "IS"), ("2017-11-12", "IS"), ("2017-11-19", "SY.GOV")],
)
def test_the_slider_shows_who_holds_al_bukamal(page: Any, date: str, actor: str) -> None:
    drag_slider_to(page, date)
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == actor
    assert page.locator("#saytara-date").inner_text() == date


def test_no_request_leaves(page: Any) -> None:
    for date in ("2014-09-01", "2017-11-10", "2019-04-01"):
        drag_slider_to(page, date)
    page.evaluate("saytara.select('Al-Bukamal')")
    page.locator(".saytara-language").click()
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data", "blob"}


def test_a_click_on_a_place_opens_its_evidence(page: Any) -> None:
    drag_slider_to(page, "2017-11-19")
    at = page.evaluate(
        "(() => { const i = JSON.parse(document.getElementById('saytara-data').textContent).places;"
        " const n = i.en.indexOf('Ar Raqqah');"
        " return map_saytara.latLngToContainerPoint([i.lat[n], i.lon[n]]); })()"
    )
    page.mouse.click(at["x"], at["y"])
    detail = page.locator(".saytara-detail")
    detail.locator(".saytara-quote mark").first.wait_for()
    assert "سيطرت قوات سوريا الديمقراطية" in detail.locator("mark").first.inner_text()
    assert "وكالة الجزيرة الفراتية" in detail.locator(".saytara-outlet").first.inner_text()
    assert "2017-10-18" in detail.locator(".saytara-source").first.inner_text()
    quote = detail.locator(".saytara-quote").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_who_was_cited_is_told(page: Any) -> None:
    drag_slider_to(page, "2017-11-08")
    page.evaluate("saytara.select('Al-Bukamal')")
    assert "وزارة الدفاع الروسية" in page.locator(".saytara-claims").inner_text()


def test_arabic_turns_the_page_round_but_not_its_dates(page: Any) -> None:
    page.locator(".saytara-language").click()
    root = page.locator(".saytara")
    assert root.get_attribute("dir") == "rtl"
    assert "السيطرة في هذا اليوم" in page.locator(".saytara-panel").inner_text()
    assert page.locator("#saytara-date").get_attribute("dir") == "ltr"


def test_as_known_is_another_map_than_hindsight(page: Any) -> None:
    drag_slider_to(page, "2017-11-08")
    page.locator(".saytara-mode").select_option("as_known")
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == "IS"


def test_play_moves_the_date_and_pause_stops_it(page: Any) -> None:
    page.evaluate("saytara.setDate('2014-08-01')")
    page.locator(".saytara-play").click()
    expect(page.locator(".saytara")).not_to_have_attribute("data-date", "2014-08-01")
    page.locator(".saytara-play").click()
    assert page.locator(".saytara-play").get_attribute("aria-pressed") == "false"


def test_the_steps_go_from_change_to_change(page: Any) -> None:
    page.evaluate("saytara.setDate('2017-11-08')")
    page.get_by_label("Next change").click()
    assert page.evaluate("saytara.date()") == "2017-11-10"
    page.get_by_label("Previous change").click()
    assert page.evaluate("saytara.date()") == "2017-11-08"


def test_the_address_names_the_date(chromium: Any, saved: Path) -> None:
    page = opened(chromium, saved, "#date=2017-11-12")
    assert page.evaluate("saytara.date()") == "2017-11-12"
    page.close()


def test_a_phone_sees_map_and_panel(chromium: Any, saved: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 720})
    page.goto(saved.as_uri())
    page.wait_for_selector(".saytara[data-ready=true]", state="attached")
    box = page.locator(".saytara-panel").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] > 250
    page.close()


PAYLOADS = [
    "<img src=x onerror=\"window.fired='img'\">",
    "</script><script>window.fired='script'</script>",
    "`${window.fired='tick'}`",
    "{{ self.__class__ }}",
    "\u202e\u2066<svg onload=\"window.fired='svg'\">",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_articles_say_never_runs(chromium: Any, tmp_path: Path, payload: str) -> None:
    place = ClaimPlace(text=payload, id="p", name_ar=payload, name_en=payload, lat=34.0, lon=40.0)
    claim = a_claim(
        place=place, actor=f"OTHER:{payload}", source=payload, outlet=payload,
        evidence=Span.of(payload, 0, len(payload)),
    )  # fmt: skip
    document = Document(id="d", text=payload, url=f"javascript:{payload}")
    map_ = control_map(
        hindsight=infer_hindsight([claim]),
        as_known=infer_as_known([claim]),
        claims=(claim,),
        documents=(document,),
    )
    path = tmp_path / "map.html"
    path.write_text(control_map_html(map_), encoding="utf-8")
    page = opened(chromium, path)
    page.evaluate("saytara.select('p')")
    assert page.locator(".saytara-detail mark").first.inner_text().strip() == payload.strip()
    assert page.locator(".saytara-detail a").count() == 0
    assert page.evaluate("window.fired") is None
    assert page.wrong == []
    page.close()
