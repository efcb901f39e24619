"""The saved map in a real browser, without any network."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from colour_vision import contrast
from conftest import BUKAMAL, a_claim, an_incident
from map_pages import html_of, interval, opened_map, send
from playwright.sync_api import expect

from mapper.config import MapConfig
from mapper.control import ControlTimeline
from mapper.exports import project_html
from mapper.maps import control_map, control_map_html, side_perspectives
from mapper.records import Span, Status
from mapper.store import Project

pytestmark = pytest.mark.browser

PATIENCE_MS = 10_000
WIDE, PHONE = {"width": 1200, "height": 760}, {"width": 360, "height": 720}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, sample: Project) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(project_html(sample), encoding="utf-8")
    return path


def opened(browser: Any, path: Path, fragment: str = "", **context: Any) -> Any:
    page = browser.new_page(**({"viewport": WIDE} | context))
    page.set_default_timeout(PATIENCE_MS)
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri() + fragment)
    rested(page)
    return page


def rested(page: Any, date: str | None = None) -> None:
    """Wait until the map shows a day as it is, and not on the way to another."""
    wanted = f'[data-rest="{date}"]' if date else "[data-rest]"
    page.wait_for_selector(f".saytara[data-ready=true]{wanted}", state="attached")


@pytest.fixture
def page(chromium: Any, saved: Path) -> Iterator[Any]:
    page = opened(chromium, saved)
    yield page
    assert page.wrong == []
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data", "blob"}
    page.close()


def drag_slider_to(page: Any, date: str) -> None:
    """Move the real slider, by the value that its handle would have."""
    page.locator(".saytara-slider").evaluate(
        "(slider, date) => { slider.value = Date.parse(date + 'T00:00:00Z') / 86400000;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        date,
    )
    rested(page, date)


def go_to(page: Any, date: str) -> None:
    page.evaluate("date => saytara.setDate(date)", date)
    rested(page, date)


# ------------------------------------------------------------------------------------ time


@pytest.mark.parametrize(
    ("date", "actor"),
    [("2017-11-07", "IS"), ("2017-11-12", "IS"), ("2017-11-19", "SY.GOV")],
)
def test_the_slider_shows_who_holds_al_bukamal(page: Any, date: str, actor: str) -> None:
    drag_slider_to(page, date)
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == actor
    assert page.locator("#saytara-date").inner_text() == date


def test_play_moves_the_date_and_pause_stops_it(page: Any) -> None:
    go_to(page, "2014-08-01")
    page.locator(".saytara-play").click()
    expect(page.locator(".saytara")).not_to_have_attribute("data-date", "2014-08-01")
    page.locator(".saytara-play").click()
    assert page.locator(".saytara-play").get_attribute("aria-pressed") == "false"


def test_playing_ends_on_the_last_day(page: Any) -> None:
    page.locator(".saytara-speed").select_option("4")
    page.locator(".saytara-slider").press("End")
    last = page.evaluate("saytara.date()")
    page.locator(".saytara-slider").press("PageDown")
    page.locator(".saytara-play").click()
    rested(page, last)
    assert page.locator(".saytara-play").get_attribute("aria-pressed") == "false"


def test_the_steps_go_from_change_to_change(page: Any) -> None:
    go_to(page, "2017-11-08")
    page.get_by_label("Step forward").click()
    assert page.evaluate("saytara.date()") == "2017-11-11"
    page.get_by_label("Step back").click()
    assert page.evaluate("saytara.date()") == "2017-11-08"


@pytest.mark.parametrize(("unit", "date"), [("day", "2017-11-09"), ("week", "2017-11-15")])
def test_the_steps_go_by_day_and_by_week(page: Any, unit: str, date: str) -> None:
    go_to(page, "2017-11-08")
    page.locator(".saytara-unit").select_option(unit)
    page.get_by_label("Step forward").click()
    assert page.evaluate("saytara.date()") == date


@pytest.mark.parametrize(
    ("key", "date"),
    [
        ("ArrowRight", "2017-11-11"),
        ("ArrowLeft", "2017-11-09"),
        ("Shift+ArrowRight", "2017-11-17"),
        ("PageUp", "2017-12-10"),
        ("PageDown", "2017-10-11"),
    ],
)
def test_keys_move_the_day(page: Any, key: str, date: str) -> None:
    go_to(page, "2017-11-10")
    page.keyboard.press(key)
    rested(page, date)


def test_home_and_end_go_to_both_ends_and_space_plays(page: Any) -> None:
    slider = page.locator(".saytara-slider")
    ends = []
    for key in ("Home", "End"):
        slider.press(key)
        ends.append(page.evaluate("saytara.date()"))
        rested(page, ends[-1])
    assert ends[0] < "2014-08-12"
    assert ends[1] > "2019-10-08"
    slider.press(" ")
    assert page.locator(".saytara-play").get_attribute("aria-pressed") == "true"
    slider.press(" ")
    assert page.locator(".saytara-play").get_attribute("aria-pressed") == "false"


def test_a_typed_date_is_shown(page: Any) -> None:
    page.locator(".saytara-typed").fill("2017-11-11")
    rested(page, "2017-11-11")


def test_dragging_over_the_histogram_chooses_a_period(page: Any) -> None:
    slider, box = page.locator(".saytara-slider"), page.locator(".saytara-histogram").bounding_box()
    before = int(slider.get_attribute("max")) - int(slider.get_attribute("min"))
    for at, act in ((0.4, page.mouse.down), (0.5, None), (0.6, page.mouse.up)):
        page.mouse.move(box["x"] + at * box["width"], box["y"] + 20)
        if act:
            act()
    after = int(slider.get_attribute("max")) - int(slider.get_attribute("min"))
    assert after == pytest.approx(0.2 * before, rel=0.1)
    page.get_by_role("button", name="Whole time").click()
    assert int(slider.get_attribute("max")) - int(slider.get_attribute("min")) == before


def test_a_day_outside_the_period_ends_it(page: Any) -> None:
    page.get_by_label("Period from").fill("2018-01-01")
    assert page.get_by_role("button", name="Whole time").is_visible()
    page.locator(".saytara-typed").fill("2014-08-01")
    rested(page, "2014-08-01")
    assert not page.get_by_role("button", name="Whole time").is_visible()


def test_as_known_is_another_map_than_hindsight(page: Any) -> None:
    drag_slider_to(page, "2017-11-08")
    page.locator(".saytara-mode").select_option("as_known")
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == "IS"


def test_as_known_hides_what_was_said_later(page: Any) -> None:
    go_to(page, "2017-11-13")
    page.evaluate("saytara.select('Al-Bukamal')")
    everything = page.locator(".saytara-claim").count()
    page.locator(".saytara-mode").select_option("as_known")
    expect(page.locator(".saytara-detail")).to_contain_text("published later are left out")
    assert 0 < page.locator(".saytara-claim").count() < everything


# ------------------------------------------------------------------------------------ link


def test_the_address_names_the_state(chromium: Any, saved: Path) -> None:
    page = opened(chromium, saved, "#date=2017-11-12&actors=IS&place=gn:174448&lang=ar")
    assert page.evaluate("saytara.date()") == "2017-11-12"
    assert page.locator(".saytara").get_attribute("dir") == "rtl"
    assert page.locator(".saytara-detail h2").inner_text().startswith("البوكمال")
    assert page.locator("[data-actor=IS]").get_attribute("aria-pressed") == "true"
    assert page.evaluate("saytara.stateOf('Ar Raqqah').actor") == "SDF"
    page.close()


def test_the_address_follows_the_state(page: Any) -> None:
    go_to(page, "2017-11-12")
    page.locator(".saytara-mode").select_option("as_known")
    page.locator("[data-actor=IS]").click()
    expect(page).to_have_url(re.compile("actors=IS"))
    assert page.evaluate("location.hash") == "#date=2017-11-12&asof=2017-11-12&actors=IS&lang=en"


def test_a_changed_address_changes_the_map(page: Any) -> None:
    page.evaluate("() => { location.hash = '#asof=2017-11-13&lang=ar'; }")
    rested(page, "2017-11-13")
    assert page.locator(".saytara-mode").input_value() == "as_known"
    assert page.locator(".saytara").get_attribute("lang") == "ar"


# --------------------------------------------------------------------------------- picture


@pytest.mark.parametrize("layer", ["areas", "points", "fronts", "labels"])
@pytest.mark.parametrize("ratio", [1, 2])
def test_after_scrubbing_the_picture_is_the_days_own(
    chromium: Any, many: Path, layer: str, ratio: int
) -> None:
    """Pixel for pixel what a page draws that opens on this day."""
    fresh = opened(chromium, many, "#date=2018-03-01", device_scale_factor=ratio)
    wanted = fresh.evaluate("layer => saytara.pictureOf(layer)", layer)
    fresh.close()
    page = opened(chromium, many, "#date=2017-06-01", device_scale_factor=ratio)
    assert layer == "labels" or page.evaluate("l => saytara.pictureOf(l)", layer) != wanted
    for date in ("2018-06-15", "2017-03-05", "2018-07-01", "2018-03-02", "2018-03-01"):
        page.evaluate("date => saytara.setDate(date)", date)
        page.wait_for_selector(f'.saytara[data-date="{date}"]', state="attached")
    rested(page, "2018-03-01")
    assert page.evaluate("layer => saytara.pictureOf(layer)", layer) == wanted
    assert int(wanted.split()[1]) > 0
    page.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty places that change hands, some contested, besieged or unknown."""
    actors = ("IS", "SDF", "SY.GOV")
    states = (Status.CONTROLLED, Status.CONTROLLED, Status.CONTESTED, Status.BESIEGED)
    days = ("2017-01-01", "2017-06-01", "2018-01-15", "2018-06-01", None)
    items = []
    for place in range(80):
        for turn in range(4):
            status, known = states[(place + turn) % 4], (place * 7 + turn) % 5 > 0
            rival = actors[(place + turn + 1) % 3]
            items.append(
                interval(
                    f"p{place:02}",
                    actor=actors[(place + turn) % 3] if known else None,
                    status=status if known else Status.UNKNOWN,
                    against=rival if known and status is not Status.CONTROLLED else None,
                    first=days[turn] or "",
                    last=days[turn + 1],
                    lat=34 + (place % 10) * 0.2,
                    lon=39 + (place // 10) * 0.25,
                    confidence=0.5 + (place % 5) / 10,
                )
            )
    timeline = ControlTimeline(tuple(items))
    path = tmp_path_factory.mktemp("many") / "map.html"
    html = control_map_html(control_map(hindsight=timeline, as_known=timeline))
    path.write_text(html, encoding="utf-8")
    return path


def test_contested_ground_is_drawn_in_stripes_and_fronts_between_holders(
    chromium: Any, many: Path
) -> None:
    page = opened(chromium, many, "#date=2018-03-01")
    colours = page.evaluate(
        "() => { const c = document.querySelector('.leaflet-saytara-areas-pane canvas');"
        " const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height)"
        ".data.buffer); return [...new Set(d)].length; }"
    )
    assert colours > 4
    assert int(page.evaluate("saytara.pictureOf('fronts')").split()[1]) > 500
    page.close()


# -------------------------------------------------------------------------------- evidence


def test_a_click_on_a_place_opens_its_evidence(page: Any) -> None:
    drag_slider_to(page, "2017-11-19")
    at = page.evaluate("saytara.pointOf('Ar Raqqah')")
    page.mouse.click(at["x"], at["y"])
    detail = page.locator(".saytara-detail")
    detail.locator(".saytara-quote mark").first.wait_for()
    assert "سيطرت قوات سوريا الديمقراطية" in detail.locator("mark").first.inner_text()
    assert "وكالة الجزيرة الفراتية" in detail.locator(".saytara-outlet").first.inner_text()
    assert "2017-10-18" in detail.locator(".saytara-source").first.inner_text()
    assert detail.locator(".saytara-supports").count() > 0
    quote = detail.locator(".saytara-quote").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_tip_says_name_holder_since_when_and_how_surely(page: Any) -> None:
    drag_slider_to(page, "2017-11-19")
    at = page.evaluate("saytara.pointOf('Ar Raqqah')")
    page.mouse.move(at["x"] + 1, at["y"])
    tip = page.locator(".saytara-tip").first.inner_text()
    for text in ("Ar Raqqah", "held by Syrian Democratic Forces", "since", "confidence"):
        assert text in tip


def test_who_was_cited_and_its_side_are_told(page: Any) -> None:
    drag_slider_to(page, "2017-11-08")
    page.evaluate("saytara.select('Al-Bukamal')")
    claims = page.locator(".saytara-claims")
    assert "وزارة الدفاع الروسية" in claims.inner_text()
    assert "on the side of Syrian army" in claims.inner_text()
    assert claims.locator(".saytara-supports").count() > 0


def test_escape_closes_the_evidence(page: Any) -> None:
    page.evaluate("saytara.select('Al-Bukamal')")
    page.keyboard.press("Escape")
    assert not page.locator(".saytara-detail").is_visible()


# ---------------------------------------------------------------------- legend and filters


def test_the_legend_counts_places_and_ground_of_the_day(page: Any) -> None:
    go_to(page, "2017-11-20")
    row = page.locator("[data-actor='SDF']").inner_text()
    assert "Syrian Democratic Forces" in row
    assert "1" in row
    assert "km²" in row


def test_a_click_in_the_legend_shows_one_actor_alone_and_again_all(page: Any) -> None:
    go_to(page, "2017-11-20")
    before = page.evaluate("saytara.pictureOf('points')")
    page.locator("[data-actor='SDF']").click()
    only = page.evaluate("saytara.pictureOf('points')")
    assert int(only.split()[1]) < int(before.split()[1])
    page.get_by_role("button", name="Show all").click()
    assert page.evaluate("saytara.pictureOf('points')") == before


def test_patterns_mark_areas_besides_their_colour(page: Any) -> None:
    go_to(page, "2017-11-20")
    before = page.evaluate("saytara.pictureOf('areas')")
    page.get_by_label("Patterns on areas").check()
    assert page.evaluate("saytara.pictureOf('areas')") != before


def test_the_map_has_scale_north_credits_and_how_far_data_reach(page: Any) -> None:
    assert "km" in page.locator(".leaflet-control-scale").inner_text()
    assert page.get_by_role("img", name="North is up").is_visible()
    assert "Natural Earth" in page.locator(".saytara-credit").inner_text()
    assert "Data up to" in page.locator(".saytara-panel").inner_text()


def test_the_table_says_what_the_map_shows(page: Any) -> None:
    go_to(page, "2017-11-20")
    page.get_by_role("button", name="Table").click()
    table = page.get_by_role("dialog")
    row = table.locator("tbody tr", has_text="Ar Raqqah")
    assert "held by Syrian Democratic Forces" in row.inner_text()
    table.get_by_role("searchbox").fill("raqq")
    assert table.locator("tbody tr").count() == 1
    row.get_by_role("button").click()
    assert page.locator(".saytara-detail h2").inner_text().startswith("Ar Raqqah")


# --------------------------------------------------------------------------------- compare


def test_two_modes_side_by_side_list_what_differs(page: Any) -> None:
    go_to(page, "2017-11-08")
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("side")
    rested(page, "2017-11-08")
    differs = page.locator(".saytara-differences")
    assert "Al-Bukamal" in differs.inner_text()
    first, second = page.locator(".folium-map"), page.locator(".saytara-second")
    assert first.bounding_box()["width"] == pytest.approx(418, abs=2)
    assert second.bounding_box()["x"] == pytest.approx(418, abs=2)
    page.locator(".saytara-compare-view").select_option("off")
    assert first.bounding_box()["width"] == pytest.approx(1200, abs=1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_side_by_side_each_map_shows_every_place_beside_the_panel(
    chromium: Any, saved: Path, language: str
) -> None:
    page = opened(chromium, saved, f"#date=2017-11-08&lang={language}")
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("side")
    rested(page, "2017-11-08")
    panel = page.locator(".saytara-panel").bounding_box()
    first, second = (
        page.locator(name).bounding_box() for name in (".folium-map", ".saytara-second")
    )
    assert first["width"] == pytest.approx(second["width"], abs=3)
    for box in (first, second):
        assert box["x"] + box["width"] <= panel["x"] or panel["x"] + panel["width"] <= box["x"]
    for name in ("Al-Bukamal", "Ar Raqqah"):
        at = page.evaluate("name => saytara.pointOf(name)", name)
        assert 0 < at["x"] < first["width"]
    page.close()


def test_the_divider_is_moved_by_keys(page: Any) -> None:
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("swipe")
    divider = page.get_by_role("separator")
    before = divider.bounding_box()["x"]
    divider.press("ArrowLeft")
    assert divider.bounding_box()["x"] < before
    assert "inset" in page.locator(".saytara-second").evaluate("e => e.style.clipPath")


def test_two_dates_are_compared(page: Any) -> None:
    go_to(page, "2017-11-20")
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("swipe")
    page.locator(".saytara-compare-series").select_option("hindsight")
    rested(page, "2017-11-20")
    assert "say the same" in page.locator(".saytara-compare").inner_text()
    page.locator(".saytara-compare-date").fill("2017-11-10")
    rested(page, "2017-11-20")
    text = page.locator(".saytara-differences").inner_text()
    assert "first map: held by Syrian army" in text


def test_both_maps_move_together(page: Any) -> None:
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("side")
    page.locator(".saytara-second").click(position={"x": 200, "y": 300})
    page.evaluate("() => { map_saytara.setView([33, 44], 8, {animate: false}); }")
    centres = page.evaluate("saytara.centres()")
    assert centres[0] == pytest.approx(centres[1], abs=1e-6)


def test_the_perspective_of_one_side_is_a_choice(chromium: Any, tmp_path: Path) -> None:
    claims = [
        a_claim(outlet="سانا"),
        a_claim(actor="IS", outlet="وكالة أعماق", first="2017-11-09"),
    ]
    html = html_of(claims, perspectives=side_perspectives(claims))
    path = tmp_path / "map.html"
    path.write_text(html, encoding="utf-8")
    page = opened(chromium, path, "#date=2017-11-12")
    page.locator(".saytara-mode").select_option(label="as told by: Syrian army")
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == "SY.GOV"
    page.locator(".saytara-mode").select_option(label="as told by: Islamic State")
    assert page.evaluate("saytara.stateOf('Al-Bukamal').actor") == "IS"
    assert page.wrong == []
    page.close()


# ------------------------------------------------------------------------------- incidents


def test_incidents_of_the_last_days_are_drawn_and_told(chromium: Any, tmp_path: Path) -> None:
    text = "قصفت الطائرات <img src=x>"
    where = dataclasses.replace(BUKAMAL, id="p9", name_ar="<b>دير</b>", name_en="Dayr", lon=40.8)
    strike = an_incident(place=where, evidence=Span.of(text, 0, len(text)), outlet="وكالة")
    path = tmp_path / "map.html"
    settings = MapConfig(incident_days=5)
    html = html_of([a_claim()], incidents=[strike], settings=settings)
    path.write_text(html, encoding="utf-8")
    page = opened(chromium, path, "#date=2017-11-12")
    at = page.evaluate("() => { const p = map_saytara.latLngToContainerPoint([34.45, 40.8]);"
                       " return {x: p.x, y: p.y}; }")  # fmt: skip
    page.mouse.move(at["x"], at["y"])
    tip = page.locator(".saytara-tip").first
    said = tip.inner_text()
    for part in ("Air strike", "Dayr", "2017-11-08", "against Islamic State", text, "وكالة"):
        assert part in said
    page.mouse.move(5, 300)
    go_to(page, "2017-11-13")
    page.mouse.move(at["x"], at["y"])
    assert not tip.is_visible()
    assert page.wrong == []
    page.close()


def test_an_incident_in_arabic_is_told_as_text(chromium: Any, tmp_path: Path) -> None:
    where = dataclasses.replace(BUKAMAL, id="p9", name_ar="<b>دير</b>", name_en="", lon=40.8)
    path = tmp_path / "map.html"
    html = html_of([a_claim()], incidents=[an_incident(place=where)], language="ar")
    path.write_text(html, encoding="utf-8")
    page = opened(chromium, path, "#date=2017-11-12")
    at = page.evaluate("() => { const p = map_saytara.latLngToContainerPoint([34.45, 40.8]);"
                       " return {x: p.x, y: p.y}; }")  # fmt: skip
    page.mouse.move(at["x"], at["y"])
    tip = page.locator(".saytara-tip").first
    for part in ("غارة جوية", "<b>دير</b>", "، تنظيم الدولة"):
        assert part in tip.inner_text()
    assert tip.locator("b, img").count() == 0
    page.close()


# ---------------------------------------------------------------------- language and looks


def test_arabic_turns_the_page_round_but_not_its_dates(page: Any) -> None:
    page.locator(".saytara-language").click()
    root = page.locator(".saytara")
    assert root.get_attribute("dir") == "rtl"
    assert "السيطرة في هذا اليوم" in page.locator(".saytara-panel").inner_text()
    assert page.locator("#saytara-date").get_attribute("dir") == "ltr"
    assert page.locator(".saytara-panel").bounding_box()["x"] < 100
    page.locator(".saytara-language").click()
    assert root.get_attribute("dir") == "ltr"


def test_arabic_digits_where_they_are_asked_for(chromium: Any, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    html = html_of([a_claim()], language="ar", settings=MapConfig(digits="arabic"))
    path.write_text(html, encoding="utf-8")
    page = opened(chromium, path, "#date=2017-11-12")
    assert page.locator("#saytara-date").inner_text() == "٢٠١٧-١١-١٢"
    page.locator(".saytara-language").click()
    assert page.locator("#saytara-date").inner_text() == "2017-11-12"
    page.close()


TEXTS = [
    *(".saytara h1", ".saytara-quiet", "#saytara-date", ".saytara-language", ".saytara-mode"),
    *(".saytara-count", ".saytara-supports", ".saytara-contradicts", ".saytara-play"),
    *(".saytara-quote", ".saytara-quote mark", ".saytara-outlet", ".saytara-actor small"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_the_contrast_of_wcag_aa(chromium: Any, saved: Path, scheme: str) -> None:
    page = opened(chromium, saved, "#date=2017-11-11&place=gn:174448", color_scheme=scheme)
    low = {}
    for selector in TEXTS:
        text, ground = page.locator(selector).first.evaluate(COLOURS)
        if (found := contrast(text, ground)) < 4.5:
            low[selector] = found
    assert low == {}
    page.close()


COLOURS = """element => {
  const two = (n) => (+n).toString(16).padStart(2, '0');
  const hex = (colour) => '#' + colour.match(/\\d+/g).slice(0, 3).map(two).join('');
  let ground = element;
  while (getComputedStyle(ground).backgroundColor.endsWith(', 0)')) ground = ground.parentElement;
  return [hex(getComputedStyle(element).color), hex(getComputedStyle(ground).backgroundColor)];
}"""


def test_every_control_has_a_name(page: Any) -> None:
    page.locator(".saytara-compare summary").click()
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('.saytara :is(button, select, input)')]"
        ".filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)"
        " && e.type !== 'search').map((e) => e.outerHTML)"
    )
    assert nameless == []


ORDER = ["folium-map", "saytara-play", "saytara-slider", "saytara-language", "saytara-mode"]


def test_tab_goes_from_the_map_to_time_to_the_panel(page: Any) -> None:
    order = []
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "names => names.find((name) => document.activeElement.classList.contains(name))", ORDER
        )
        if found and found not in order:
            order.append(found)
    assert order == ORDER


def test_a_phone_sees_map_panel_and_time_and_is_used_by_touch(chromium: Any, saved: Path) -> None:
    page = opened(chromium, saved, "#date=2017-11-19", viewport=PHONE, has_touch=True)
    panel, bar = (page.locator(f".saytara-{name}").bounding_box() for name in ("panel", "bar"))
    for box in (panel, bar):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    assert panel["y"] > 250
    assert panel["y"] + panel["height"] <= bar["y"]
    assert bar["y"] + bar["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    at = page.evaluate("saytara.pointOf('Ar Raqqah')")
    page.touchscreen.tap(at["x"], at["y"])
    expect(page.locator(".saytara-detail mark").first).to_be_visible()
    page.close()


def test_embedded_it_is_small(chromium: Any, saved: Path) -> None:
    page = opened(chromium, saved, "?embed#date=2017-11-19", viewport={"width": 600, "height": 400})
    assert page.evaluate("saytara.date()") == "2017-11-19"
    assert page.locator(".saytara-panel").bounding_box()["width"] < 240
    assert not page.locator(".saytara-options").is_visible()
    assert page.locator(".saytara-slider").is_visible()
    page.close()


def test_printed_it_has_no_controls(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator("#saytara-date").is_visible()
    for name in ("play", "slider", "language", "options"):
        assert not page.locator(f".saytara-{name}").is_visible()


# -------------------------------------------------------------------------------- messages


@pytest.fixture
def host(chromium: Any, saved: Path) -> Iterator[Any]:
    """The map in a frame without an origin, as the app shows it."""
    page = opened_map(chromium, saved.read_text("utf-8"))
    yield page
    assert page.wrong == []
    page.close()


def test_the_host_sets_date_place_language_actors_and_state(host: Any) -> None:
    root = host.frame_locator("iframe").locator(".saytara")
    send(host, {"type": "saytara:setDate", "date": "2017-11-12"})
    expect(root).to_have_attribute("data-rest", "2017-11-12")
    send(host, {"type": "saytara:setPlace", "place": "gn:174448"})
    expect(root.locator(".saytara-detail h2")).to_contain_text("Bukamal")
    send(host, {"type": "saytara:setActors", "actors": ["IS"]})
    expect(root.locator("[data-actor=IS]")).to_have_attribute("aria-pressed", "true")
    send(host, {"type": "saytara:setLanguage", "language": "ar"})
    expect(root).to_have_attribute("dir", "rtl")
    send(host, {"type": "saytara:setState", "link": "#date=2017-11-19&lang=en"})
    expect(root).to_have_attribute("data-rest", "2017-11-19")
    expect(root).to_have_attribute("dir", "ltr")


def test_the_host_is_told_date_place_and_state(host: Any) -> None:
    send(host, {"type": "saytara:setState", "link": "date=2017-11-12&place=gn:174448"})
    expect(host.frame_locator("iframe").locator(".saytara")).to_have_attribute(
        "data-rest", "2017-11-12"
    )
    told = host.evaluate("told")
    assert {"type": "saytara:ready", "language": "en"} in told
    assert {"type": "saytara:date", "date": "2017-11-12"} in told
    assert {"type": "saytara:place", "place": "gn:174448"} in told
    assert {"type": "saytara:state", "link": "#date=2017-11-12&place=gn%3A174448&lang=en"} in told


def test_messages_of_another_shape_change_nothing(host: Any) -> None:
    root = host.frame_locator("iframe").locator(".saytara")
    before = root.get_attribute("data-date")
    for message in (
        *({"type": "saytara:setDate", "date": d} for d in ("<b>", "2017-13-01", 5, None)),
        *({"type": "saytara:setPlace", "place": p} for p in (5, {}, "nowhere")),
        *({"type": "saytara:setLanguage", "language": "xx"}, "saytara:setDate", None, [1]),
    ):
        send(host, message, answered=False)
    send(host, {"type": "saytara:setLanguage", "language": "ar"})
    expect(root).to_have_attribute("dir", "rtl")
    assert root.get_attribute("data-date") == before
    assert not root.locator(".saytara-detail").is_visible()


def test_messages_from_anywhere_but_the_parent_are_not_heard(page: Any) -> None:
    before = page.evaluate("saytara.date()")
    page.evaluate(
        "() => { window.postMessage({type: 'saytara:setDate', date: '2014-08-01'}, '*'); }"
    )
    page.evaluate("() => new Promise((done) => { addEventListener('message', () => done(),"
                  " {once: true}); window.postMessage('after', '*'); })")  # fmt: skip
    assert page.evaluate("saytara.date()") == before
