"""Make docs/images/*.png anew from the sample reports: `python docs/screenshots.py [NAME ...]`.

It takes the saved map and the app in the Chromium of this machine, and exports pictures; without
names, all of them. Look at each before you keep it. Only docs/images/reliability.svg is made
elsewhere (benchmarks/calibration.py).
"""

from __future__ import annotations

import argparse
import io
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright
from scipy.spatial import cKDTree

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.documents import read_documents
from mapper.exports import export
from mapper.pipeline import build_project
from mapper.store import Project, write_project
from mapper.ui.server import server_command

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
COLOURS, COMMONEST = 256, 192
BUKAMAL = "gn:174448"
HALF_TAKEN = "05-bukamal-half"
"""The report whose claim about a part of al-Bukamal is shown in its article."""
CONTESTED, RETAKEN, AFTER_STRIKE = "2017-11-10", "2017-11-20", "2018-02-12"
SHOWN = "iframe[data-state=shown]"
SOON_MS = 500

Act = Callable[[Any, Project], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture of a page: where it leads, and on what screen.

    Attributes
    ----------
    asked : mapping
        The state in the address.
    page : str
        The page of the app.
    size : pair of int
        Width and height in CSS pixels.
    ratio : float
        Pixels of the screen for each of CSS.
    act : callable, optional
        What is done on the page before.
    taller : int
        So many CSS pixels more of the page are shown below, without making its maps larger.
    columns : int
        So many screens of it, one below the other, side by side.
    """

    asked: Mapping[str, str]
    page: str = ""
    size: tuple[int, int] = (1280, 800)
    ratio: float = 1
    dark: bool = False
    act: Act | None = None
    taller: int = 0
    columns: int = 1


def side_by_side(page: Any, project: Project) -> None:  # noqa: ARG001 - as all of its kind
    """Show a second map, as known on the day."""
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("side")
    page.locator(".saytara-differences li").first.wait_for()


def point_at_strike(page: Any, project: Project) -> None:
    """Show the tip of the one incident of the sample reports."""
    place = project.incidents[0].place
    at = page.evaluate(POINT, [place.lat, place.lon])
    page.mouse.move(at["x"], at["y"])
    page.locator(".saytara-tip").wait_for()


POINT = """(at) => {
    const map = Object.keys(window).find((name) => name.startsWith('map_'));
    return window[map].latLngToContainerPoint(at);
}"""
"""Where a point of the ground is on the screen; folium gives the map a name of its own."""

MAPS: Mapping[str, Shot] = {
    "map-en": Shot(asked={"date": AFTER_STRIKE, "place": BUKAMAL}),
    "map-ar": Shot(asked={"date": CONTESTED, "place": BUKAMAL, "lang": "ar"}),
    "map-dark": Shot(asked={"date": AFTER_STRIKE}, dark=True, act=point_at_strike),
    "map-compare": Shot(asked={"date": "2017-11-08"}, act=side_by_side),
    "map-phone": Shot(asked={"date": CONTESTED, "place": BUKAMAL}, size=(360, 740), ratio=1.5),
}
"""Of the saved map, whose address has its state behind the #."""

WIDE, PHONE = (1360, 900), (360, 780)
APP: Mapping[str, Shot] = {
    "app-en": Shot(asked={"date": AFTER_STRIKE}, size=WIDE),
    "app-ar": Shot(asked={"date": RETAKEN, "place": BUKAMAL, "lang": "ar"}, size=WIDE),
    "app-claims": Shot(page="claims", asked={"q": "البوكمال"}, size=WIDE),
    "app-claim-dark": Shot(page="claims", asked={"claim": HALF_TAKEN}, size=WIDE, dark=True),
    "app-compare": Shot(
        page="compare", asked={"by": "days", "first": "2017-11-09", "last": RETAKEN}, size=WIDE
    ),
    "app-phone": Shot(
        asked={"date": RETAKEN, "place": BUKAMAL, "lang": "ar"}, size=PHONE, dark=True, columns=4
    ),
    "places-en": Shot(page="places", asked={"name": "طرابلس"}, size=WIDE, taller=200),
    "places-ar": Shot(
        page="places", asked={"name": "مريجب الجملان", "lang": "ar"}, size=WIDE, taller=800
    ),
}
"""Of the app."""

PICTURES: Mapping[str, str] = {"picture-en": "en", "picture-ar": "ar"}
"""Exported pictures by their languages."""


def main() -> None:
    """Make the pictures that are asked for."""
    known = [*MAPS, *APP, *PICTURES]
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("names", nargs="*", choices=[*known, []], metavar="NAME", help=str(known))
    names = set(parser.parse_args().names or known)
    project = build_project(
        read_documents([ROOT / "seeds"]).documents, Gazetteer.builtin(), Config()
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        saved = Path(folder)
        take_maps(project, browser, saved, names)
        take_app(project, browser, saved, names)
        for name in sorted(names & set(PICTURES)):
            export(project, saved / f"{name}.png", on="2017-11-17", language=PICTURES[name])
            keep(name, (saved / f"{name}.png").read_bytes())
        browser.close()


def take_maps(project: Project, browser: Any, folder: Path, names: set[str]) -> None:
    """Take the pictures of the saved map that are asked for."""
    export(project, folder / "map.html")
    for name in sorted(names & set(MAPS)):
        shot = MAPS[name]
        page = opened(browser, shot)
        page.goto(f"{(folder / 'map.html').as_uri()}#{urlencode(shot.asked)}")
        page.locator(".saytara[data-rest]").wait_for(state="attached")
        if shot.act:
            shot.act(page, project)
        keep(name, page.screenshot())
        page.context.close()


def take_app(project: Project, browser: Any, folder: Path, names: set[str]) -> None:
    """Take the pictures of the app that are asked for."""
    wanted = sorted(names & set(APP))
    if not wanted:
        return
    write_project(project, folder / "seeds.gpkg")
    claims = {claim.doc: claim.id for claim in project.claims}
    with served(folder / "seeds.gpkg") as address:
        for name in wanted:
            shot = APP[name]
            page = opened(browser, shot)
            asked = {key: claims.get(value, value) for key, value in shot.asked.items()}
            page.goto(f"{address}/{shot.page}?{urlencode(asked)}")
            settle(page)
            keep(name, *screens(page, shot))
            page.context.close()


def opened(browser: Any, shot: Shot) -> Any:
    """Open a page on the screen of a picture."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.ratio,
        color_scheme="dark" if shot.dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def settle(page: Any) -> None:
    """Wait until the app has drawn its page, with the maps in it."""
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.locator(".stMain .stHeading").first.wait_for()
    page.wait_for_timeout(3 * SOON_MS)  # what comes after the script: maps, tables, fonts
    for frame in page.locator("iframe").all():
        frame.and_(page.locator(SHOWN)).wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def screens(page: Any, shot: Shot) -> Iterator[bytes]:
    """Give a page screen by screen, a taller one as a whole."""
    width, height = shot.size
    main = page.locator(".stMain")
    if shot.taller:
        page.locator(SHOWN).evaluate(
            "it => { it.parentElement.style.height = `${it.clientHeight}px`; }"
        )
        page.set_viewport_size({"width": width, "height": height + shot.taller})
        page.wait_for_timeout(SOON_MS)
    for column in range(shot.columns):
        main.evaluate("(it, top) => it.scrollTo(0, top)", column * (height - 80))
        page.wait_for_timeout(SOON_MS)
        yield page.screenshot()


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve the app, and give its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = server_command(project, port=port, browser=False)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Ask again until the server answers."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            continue
        return
    sys.exit("The app did not start; `saytara app` says why.")


def keep(name: str, *screens: bytes) -> None:
    """Write a picture, of one screen or of several side by side, in few colours."""
    images = [Image.open(io.BytesIO(screen)).convert("RGB") for screen in screens]
    small(beside(images)).save(IMAGES / f"{name}.png", optimize=True)


def small(image: Image.Image) -> Image.Image:
    """Give a picture in few colours: what is filled keeps its own, and nothing gets a far one."""
    levels, where, counts = np.unique(
        np.asarray(image).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    kept = levels[np.argsort(-counts, kind="stable")[:COMMONEST]]
    while len(kept) < min(COLOURS, len(levels)):
        away, _ = cKDTree(kept).query(levels)
        kept = np.vstack([kept, levels[away.argmax()]])
    _, nearest = cKDTree(kept).query(levels)
    fewer = Image.fromarray(nearest.astype(np.uint8)[where].reshape(image.height, image.width))
    fewer.putpalette(kept.tobytes())
    return fewer


def beside(images: Sequence[Image.Image], gap: int = 10) -> Image.Image:
    """Lay pictures side by side."""
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    whole = Image.new("RGB", (width, max(image.height for image in images)), "white")
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width + gap
    return whole


if __name__ == "__main__":
    main()
