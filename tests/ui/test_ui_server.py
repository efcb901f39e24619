"""The app as people see it: a real server, a real browser, no network."""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, a_claim
from serving import asked_elsewhere, free_port, served, shown_map, wait_until_served, watched_page

from mapper.control import infer_as_known, infer_hindsight
from mapper.errors import EnvironmentMissing
from mapper.records import ClaimPlace, Document, Span
from mapper.store import Project, write_project
from mapper.ui import serve
from mapper.ui.server import server_command

HOSTILE = "<b>B</b> <img src=x onerror=alert(1)> $x^2$ :red[x] [a](javascript:alert(1)) **s** "
EVIDENCE = "سيطر الجيش على حلب"


def hostile_project() -> Project:
    text = f"{HOSTILE}{EVIDENCE} </script>"
    span = Span.of(text, len(HOSTILE), len(HOSTILE) + len(EVIDENCE))
    place = ClaimPlace(text="حلب", id="p9", name_ar="حلب", name_en="**A** $x$", lat=36.2, lon=37.1)
    first = a_claim(place=place, evidence=span, outlet=HOSTILE, source=HOSTILE)
    claims = (first, a_claim("hold", "SDF", "2017-11-20", doc="e"))
    document = Document(id="d", text=text, published=dt.date(2017, 11, 9), outlet=HOSTILE)
    return Project((document,), claims, infer_hindsight(claims), infer_as_known(claims))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "hostile.gpkg"
    write_project(hostile_project(), path)
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Any]:
    page = watched_page(chromium)
    wait_until_served(page, address)
    page.goto(address)
    shown_map(page)
    page.locator("ol.saytara-list").wait_for()
    yield page
    page.close()


@pytest.mark.browser
def test_the_map_has_no_origin_and_cannot_reach_the_app(page: Any) -> None:
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    reach = "() => { try { return parent.document.title } catch (e) { return e.name } }"
    assert shown_map(page).evaluate("self.origin") == "null"
    assert shown_map(page).evaluate(reach) == "SecurityError"


@pytest.mark.browser
def test_article_text_is_neither_html_nor_markdown(page: Any) -> None:
    quoted = page.locator("ol.saytara-list blockquote")
    assert quoted.inner_text() == f"{HOSTILE}{EVIDENCE} </script>"
    assert quoted.locator("mark").inner_text() == EVIDENCE
    assert page.locator("ol.saytara-list :is(b, img, script, a, .katex)").count() == 0
    assert page.dialogs == []


@pytest.mark.browser
def test_options_of_filters_are_plain_text(page: Any) -> None:
    page.locator(".stMultiSelect input").first.click()
    option = page.get_by_role("option", name="<b>B</b>")
    option.wait_for()
    assert option.inner_text().strip() == HOSTILE.strip()
    assert option.locator("b, img, a, .katex").count() == 0
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_a_place_chosen_on_the_map_narrows_the_list_and_the_date_outlives_a_reload(
    page: Any,
) -> None:
    shown_map(page).evaluate("saytara.setDate('2017-11-10'); saytara.select('p9')")
    page.get_by_text("1 of 2 claims").wait_for()
    assert shown_map(page).evaluate("saytara.date()") == "2017-11-10"
    page.locator(".stRadio").get_by_text("العربية").click()
    page.get_by_text("1 من 2").wait_for()
    page.frame_locator("iframe[data-state=shown]").locator(
        ".saytara[dir=rtl][data-date='2017-11-10']"
    ).wait_for(state="attached")


@pytest.mark.browser
def test_no_request_leaves_this_machine(page: Any, address: str) -> None:
    assert asked_elsewhere(page, address) == []


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EnvironmentMissing, match="--port"):
            serve(None, port=port, browser=False)


@pytest.mark.browser
def test_what_stops_the_command_stops_the_server(chromium: Any, tmp_path: Path) -> None:
    write_project(hostile_project(), tmp_path / "a.gpkg")
    port = free_port()
    command = [sys.executable, "-m", "mapper.cli", "app", str(tmp_path / "a.gpkg")]
    running = subprocess.Popen(
        [*command, "--no-browser", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        clock = chromium.new_page()
        wait_until_served(clock, f"http://127.0.0.1:{port}")
        clock.close()
    finally:
        running.terminate()
        running.wait(timeout=10)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_server_speaks_to_this_machine_only_and_reports_nothing() -> None:
    command = server_command(Path("a.gpkg"), port=8501, browser=False)
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert command[-2:] == ["--", "a.gpkg"]


def test_the_checkout_and_the_package_are_configured_alike() -> None:
    one, other = (ROOT / folder / ".streamlit/config.toml" for folder in ("", "mapper/ui"))
    assert one.read_bytes() == other.read_bytes()
