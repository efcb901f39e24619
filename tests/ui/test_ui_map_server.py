"""The page of the map as people see it: a real server, a real browser, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import asked_elsewhere, served, shown_map, wait_until_served, watched_page

from mapper.store import Project, write_project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "sample.gpkg"
    write_project(sample, path)
    with served(path) as address:
        yield address


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    page = watched_page(chromium)
    page.set_viewport_size({"width": 1280, "height": 1600})  # scrolling closes lists
    wait_until_served(page, address)
    yield page
    assert asked_elsewhere(page, address) == []
    page.close()


def test_the_day_on_which_scrubbing_rests_drives_the_claims_and_the_address(
    page: Any, address: str
) -> None:
    page.goto(address)
    for day in ("2017-11-08", "2017-11-09", "2017-11-12"):
        shown_map(page).evaluate("(day) => saytara.setDate(day)", day)
    expect(page.get_by_text("Events until")).to_contain_text("2017-11-12")
    expect(page).to_have_url(f"{address}/?date=2017-11-12")
    assert shown_map(page).evaluate("saytara.date()") == "2017-11-12"
    expect(page.locator("ol.saytara-list")).not_to_contain_text("2019")


def test_a_place_chosen_on_a_day_shows_how_it_stood_and_what_speaks_for_it(
    page: Any, address: str, sample: Project
) -> None:
    page.goto(f"{address}/?date=2017-11-20")
    place = next(i.place_id for i in sample.hindsight.intervals if "Bukamal" in i.place_name_en)
    shown_map(page).evaluate("(id) => saytara.select(id)", place)
    state = page.locator(".saytara-state")
    expect(state).to_contain_text("Al-Bukamal")
    expect(state).to_contain_text("held by Syrian army")
    expect(page.locator(".saytara-supports").first).to_be_visible()
    expect(page).to_have_url(f"{address}/?place={place.replace(':', '%3A')}&date=2017-11-20")


def test_a_link_opens_the_same_view_in_the_other_language_too(page: Any, address: str) -> None:
    page.goto(f"{address}/?lang=ar&date=2017-11-12&actors=IS&kinds=capture&confidence=50")
    frame = shown_map(page)
    assert frame.evaluate("saytara.date()") == "2017-11-12"
    assert frame.evaluate("document.querySelector('.saytara').dir") == "rtl"
    chosen = page.locator(".stMultiSelect")
    expect(chosen.filter(has_text="تنظيم الدولة")).to_be_visible()
    page.locator(".stRadio").get_by_text("English").click()
    expect(chosen.filter(has_text="Islamic State")).to_be_visible()
    expect(page.get_by_text("Hidden by the filters")).to_be_visible()
    expect(page).not_to_have_url(re.compile("lang"))
    for part in ("actors=IS", "kinds=capture", "confidence=50", "date=2017-11-12"):
        expect(page).to_have_url(re.compile(part))


def test_an_address_that_makes_no_sense_is_as_good_as_none(page: Any, address: str) -> None:
    page.goto(f"{address}/?lang=xx&date=yesterday&actors=%3Cb%3E&confidence=1e9&side=%2F&from=1")
    shown_map(page)
    expect(page.get_by_text("19 of 19 claims")).to_be_visible()
    expect(page.locator(".stException")).to_have_count(0)


def test_by_the_word_of_one_side_control_is_another(page: Any, address: str) -> None:
    page.goto(f"{address}/?side=neutral")
    shown_map(page)
    expect(page.get_by_text("Inferred from")).to_contain_text("of 19 claims")
    expect(page).to_have_url(f"{address}/?side=neutral")


def picture(page: Any) -> str:
    text: str = shown_map(page).evaluate("saytara.pictureOf('points')")
    return text


def mark_frame(page: Any) -> None:
    """Remember the frame, and count the moments without one in sight."""
    page.locator("iframe").evaluate("""(frame) => {
        const box = frame.parentElement;
        frame.dataset.old = 'yes';
        window.blank = 0;
        new MutationObserver(() => {
            if (!box.querySelector('iframe[data-state=shown]')) window.blank += 1;
        }).observe(box, { childList: true });
    }""")


def choose(page: Any, widget: int, name: str | re.Pattern[str]) -> None:
    """Choose from a list once the page is at rest: a rerun closes lists."""
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.locator(".stMultiSelect input").nth(widget).click()
    page.get_by_role("option", name=name).first.click()
    page.keyboard.press("Escape")


def is_same_frame(page: Any) -> bool:
    return bool(page.locator("iframe[data-state=shown]").get_attribute("data-old"))


def pages_fetched(page: Any) -> list[str]:
    return [url for url in page.requested if re.search(r":\d+/media/", url)]


def test_a_language_keeps_the_map_its_day_and_its_place_in_the_world(
    page: Any, address: str
) -> None:
    page.goto(f"{address}/?date=2017-11-12")
    frame = shown_map(page)
    before = frame.evaluate("saytara.centres()")
    mark_frame(page)
    for choice, direction in (("العربية", "rtl"), ("English", "ltr")):
        page.locator(".stRadio").get_by_text(choice).click()
        frame.wait_for_selector(f".saytara[dir={direction}]", state="attached")
    assert is_same_frame(page)
    assert frame.evaluate("[saytara.date(), saytara.centres()]") == ["2017-11-12", before]
    assert len(pages_fetched(page)) == 1


def test_a_filter_changes_the_picture_of_the_map_that_is_there(page: Any, address: str) -> None:
    page.goto(f"{address}/?date=2017-11-12")
    before = picture(page)
    mark_frame(page)
    choose(page, 1, "Islamic State")
    shown_map(page).locator(".saytara-legend:not(:has([data-actor='SDF']))").wait_for()
    after = picture(page)
    assert after != before
    expect(page.get_by_text("Hidden by the filters")).to_be_visible()
    page.locator(".stMultiSelect").nth(1).get_by_role("button", name="Clear all").click()
    shown_map(page).locator("[data-actor='SDF']").wait_for()
    assert picture(page) == before
    assert is_same_frame(page)
    assert len(pages_fetched(page)) == 1


def test_a_link_with_a_filter_opens_the_map_as_filtered(page: Any, address: str) -> None:
    page.goto(f"{address}/?date=2017-11-12&actors=IS")
    filtered = picture(page)
    assert shown_map(page).locator("[data-actor='SDF']").count() == 0
    page.goto(f"{address}/?date=2017-11-12")
    assert picture(page) != filtered


def test_the_map_is_never_blank_while_another_is_made(page: Any, address: str) -> None:
    page.goto(address)
    shown_map(page)
    mark_frame(page)
    choose(page, 0, re.compile("مكتب الفرات"))
    page.locator("iframe[data-state=shown]:not([data-old])").wait_for()
    shown_map(page)
    assert page.evaluate("window.blank") == 0
    assert len(pages_fetched(page)) == 2


def test_what_the_browser_fetches_is_no_page_of_the_app(page: Any, address: str) -> None:
    """It is plain text: whoever opens its address sees the source, and nothing of it runs."""
    page.goto(address)
    shown_map(page)
    (url,) = pages_fetched(page)
    kind = page.evaluate("async (url) => (await fetch(url)).headers.get('content-type')", url)
    assert kind.startswith("text/plain")


def test_messages_from_another_frame_reach_neither_map_nor_app(page: Any, address: str) -> None:
    page.goto(f"{address}/?date=2017-11-12")
    before = picture(page)
    hostile = r"""(told) => new Promise((done) => {
        const frame = document.createElement('iframe');
        frame.sandbox = 'allow-scripts';
        frame.srcdoc = `<script>
            const frames = Array.from({ length: parent.length }, (_, at) => parent[at]);
            for (const where of [parent, ...frames]) {
                for (const message of ${JSON.stringify(told)}) where.postMessage(message, '*');
            }
            parent.postMessage('sent', '*');
        <\/script>`;
        addEventListener('message', ({ data }) => { if (data === 'sent') done(); });
        document.body.append(frame);
    })"""
    told = [
        {"type": "saytara:setDate", "date": "2014-08-01"},
        {"type": "saytara:setLanguage", "language": "ar"},
        {"type": "saytara:date", "date": "2014-08-01"},
        {"type": "saytara:did", "what": "saytara:setHidden"},
    ]
    page.evaluate(hostile, told)
    frame = shown_map(page)
    assert picture(page) == before
    assert frame.evaluate("[saytara.date(), document.documentElement.lang]") == ["2017-11-12", "en"]
    expect(page).to_have_url(f"{address}/?date=2017-11-12")


def test_figures_are_drawn_without_a_network(page: Any, address: str) -> None:
    page.goto(f"{address}/?below=figures")
    for title in (
        "Places over time",
        "Ground over time",
        "Claims by source",
        "From event to report",
    ):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_has_all_of_it_within_its_width(page: Any, address: str, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/?lang={language}&below=figures")
    shown_map(page)
    page.locator(".stVegaLiteChart").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".stMain").evaluate("e => e.scrollWidth") <= 360
