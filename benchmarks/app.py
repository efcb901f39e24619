"""The app from its command to the first map, and from a widget to the next map; prints a table.

    python benchmarks/app.py PROJECT.gpkg [--places 3000]

`--places` makes a project of made-up claims about so many places instead. A real server and the
Chromium of this machine; the clock is this program's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from playwright.sync_api import sync_playwright  # noqa: E402

from mapper.pipeline import infer_anew  # noqa: E402
from mapper.records import (  # noqa: E402
    Claim,
    ClaimPlace,
    DateBasis,
    DateRange,
    Document,
    Kind,
    Span,
)
from mapper.store import Project, write_project  # noqa: E402
from mapper.ui.server import server_command  # noqa: E402

PORT = 8799
ADDRESS = f"http://localhost:{PORT}"
CHROMIUM = "/usr/bin/chromium"
ACTORS = ("SY.GOV", "SDF", "IS")
FIRST = dt.date(2016, 1, 1)
TEXT = "سيطر الجيش على القرية."
SOURCE = re.compile("مكتب الفرات|وكالة 1")
"""A source of the sample reports, and one of the made-up ones."""
OTHER = re.compile("راصد الشرق|وكالة 2")
"""A second one: of two no map is made before it is asked for."""
FORESEEN_MS = 30_000
"""By then the maps of single sources are made; see mapper/ui/foresight.py."""
SHOWN = "iframe[data-state=shown]"
WATCH = """(old) => {
    window.renewed = false;
    const seen = () => { window.renewed = true; };
    addEventListener('message', ({ data, source }) => {
        if (source === old.contentWindow && data.type === 'saytara:did') seen();
    });
    new MutationObserver(() => {
        if (!old.isConnected) seen();
    }).observe(old.parentElement, { childList: true });
}"""
"""Notes when the map says that it did what it was told, or when another took its place."""


def made_up(places: int) -> Project:
    """Make a project of three claims a place, on a grid of some 10 km."""
    draw = random.Random(1)
    side = int(places**0.5) + 1
    claims = []
    for number in range(places):
        lat, lon = 31 + 0.09 * (number // side), 36 + 0.1 * (number % side)
        name = f"قرية {number}"
        place = ClaimPlace(text=name, id=f"p{number}", name_ar=name, lat=lat, lon=lon, score=1.0)
        claims += [a_claim(place, draw, turn) for turn in range(3)]
    documents = tuple(Document(id=claim.doc, text=TEXT) for claim in claims)
    return infer_anew(Project(documents=documents, claims=tuple(claims)))


def a_claim(place: ClaimPlace, draw: random.Random, turn: int) -> Claim:
    day = FIRST + dt.timedelta(days=draw.randrange(1000) + 300 * turn)
    return Claim(
        doc=f"{place.id}-{turn}",
        kind=Kind.CAPTURE,
        place=place,
        actor=draw.choice(ACTORS),
        date=DateRange(day, day),
        date_basis=DateBasis.STATED,
        published=day,
        outlet=f"وكالة {draw.randrange(5)}",
        evidence=Span.of(TEXT, 0, 10),
    )


def timed(act: Callable[[], None]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def shown_map(page: Any) -> Any:
    """Give the frame of the map in sight, as soon as it is ready."""
    ready = page.frame_locator(SHOWN).locator(".saytara[data-ready=true]")
    ready.wait_for(state="attached")
    return page.locator(SHOWN).element_handle().content_frame()


def open_first(page: Any) -> None:
    """Open the page as soon as the server answers, and wait for the map."""
    while True:
        try:
            page.goto(ADDRESS)
            break
        except Exception:  # the server is not there yet
            page.wait_for_timeout(50)
    shown_map(page)


def changed(page: Any, act: Callable[[], None]) -> float:
    """Time from a change of a widget until the map in sight is another, or says it is."""
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.locator(SHOWN).evaluate(WATCH)
    begin = time.perf_counter()
    act()
    page.wait_for_function("window.renewed")
    shown_map(page)
    return time.perf_counter() - begin


def option(page: Any, widget: str, name: str | re.Pattern[str]) -> Callable[[], None]:
    """Open the list of a widget, and give what chooses from it."""
    page.locator(widget).click()
    chosen = page.get_by_role("option", name=name).first
    chosen.wait_for()
    return chosen.click  # type: ignore[no-any-return]


def measure(project: Path) -> Iterator[tuple[str, float]]:
    command = server_command(project, port=PORT, browser=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        page.set_default_timeout(120_000)
        begin = time.perf_counter()
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            open_first(page)
            yield "from the command to the first map", time.perf_counter() - begin
            yield "a second visitor", timed(lambda: open_first(browser.new_page()))
            arabic = page.locator(".stRadio").get_by_text("العربية")
            english = page.locator(".stRadio").get_by_text("English")
            yield "another language", changed(page, arabic.click)
            yield "the first language again", changed(page, english.click)
            page.wait_for_timeout(FORESEEN_MS)
            source = option(page, ".stMultiSelect input >> nth=0", SOURCE)
            yield "perspective of one source", changed(page, source)
            sources = page.locator(".stMultiSelect input >> nth=0")
            yield "the first perspective again", changed(page, lambda: sources.press("Backspace"))
            changed(page, option(page, ".stMultiSelect input >> nth=0", SOURCE))
            other = option(page, ".stMultiSelect input >> nth=0", OTHER)
            yield "perspective of two sources, inferred anew", changed(page, other)
            for _ in range(2):
                changed(page, lambda: sources.press("Backspace"))
            page.keyboard.press("Escape")
            actor = option(page, ".stMultiSelect input >> nth=1", "Syrian army")
            yield "filter by actor", changed(page, actor)
            page.keyboard.press("Escape")
            yield "scrub to claims", timed(lambda: scrub(page))
        finally:
            server.terminate()
            server.wait(timeout=10)
            browser.close()


def scrub(page: Any) -> None:
    page.locator(SHOWN).element_handle().content_frame().evaluate("saytara.setDate('2017-12-01')")
    page.get_by_text("Events until").wait_for()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path, nargs="?")
    parser.add_argument("--places", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.project or Path(folder) / "made-up.gpkg"
        if asked.places:
            write_project(made_up(asked.places), path)
        print("| what | s |\n|---|---|")
        for name, seconds in measure(path):
            print(f"| {name} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
