"""The map of places in a real browser, without any network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Candidate, Gazetteer, Place, PlaceName
from mapper.maps.places_map import places_map_html

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1100, "height": 560}, {"width": 360, "height": 480}


def opened(
    browser: Any,
    path: Path,
    found: Sequence[Candidate],
    gazetteer: Gazetteer,
    *,
    language: str = "en",
    size: dict[str, int] = WIDE,
) -> Any:
    path.write_text(places_map_html(found, gazetteer, language=language), encoding="utf-8")
    page = browser.new_page(viewport=size)
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri())
    page.wait_for_selector(".saytara[data-ready=true]", state="attached")
    return page


@pytest.fixture
def page(chromium: Any, tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Any]:
    page = opened(chromium, tmp_path / "map.html", gazetteer.search("طرابلس"), gazetteer)
    yield page
    assert page.wrong == []
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data"}
    page.close()


def will(event: str, page: Any) -> None:
    """Have `moved` wait for an event of the map; the page's policy forbids waiting by eval."""
    once = f"map_saytara.once('{event}', () => done())"
    page.evaluate(f"() => {{ window.moved = new Promise(done => {once}); }}")


def boxes(page: Any) -> list[dict[str, float]]:
    return [pin.bounding_box() for pin in page.locator(".saytara-pin").all()]


def test_every_candidate_is_numbered_and_the_best_stands_out(
    page: Any, gazetteer: Gazetteer
) -> None:
    numbers = page.locator(".saytara-pin").all_inner_texts()
    assert numbers == [str(n) for n in range(1, len(gazetteer.search("طرابلس")) + 1)]
    assert page.locator(".saytara-pin.saytara-best").inner_text() == "1"


def test_rivals_are_in_sight_and_beside_the_panel(page: Any) -> None:
    panel = page.locator(".saytara-panel").bounding_box()
    same = page.locator(".saytara-pin:not(.saytara-similar)").all()
    assert len(same) > 1
    for pin in same:
        box = pin.bounding_box()
        assert 0 <= box["x"] < panel["x"]
        assert 0 <= box["y"] < WIDE["height"]


def test_pins_do_not_cover_each_other(page: Any) -> None:
    found = boxes(page)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert abs(one["x"] - other["x"]) > 20 or abs(one["y"] - other["y"]) > 20


def test_a_click_on_a_pin_opens_its_entry_with_other_spellings(page: Any) -> None:
    page.locator(".saytara-pin").nth(1).click()
    assert page.evaluate("saytaraPlaces.chosenNumber()") == 2
    entry = page.locator(".saytara-places li").nth(1)
    assert entry.locator("button").get_attribute("aria-expanded") == "true"
    assert entry.locator(".saytara-more").is_visible()
    assert not page.locator(".saytara-places li").first.locator(".saytara-more").is_visible()


def test_the_best_shows_its_other_spellings_at_once(page: Any) -> None:
    assert "Tarabulus al Gharb" in page.locator(".saytara-more").first.inner_text()


def test_an_entry_brings_its_place_into_the_middle(page: Any) -> None:
    will("moveend", page)
    page.locator(".saytara-place").nth(1).click()
    page.evaluate("moved")
    assert abs(page.evaluate("map_saytara.getCenter().lng") - 35.8) < 1


def test_arabic_turns_the_list_round_but_not_its_figures(
    chromium: Any, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    found = gazetteer.search("البوكمال")
    page = opened(chromium, tmp_path / "map.html", found, gazetteer, language="ar")
    assert page.locator(".saytara").get_attribute("dir") == "rtl"
    assert "محافظة دير الزور" in page.locator(".saytara-places").inner_text()
    figures = page.locator(".saytara-more .saytara-figures").first
    assert figures.get_attribute("dir") == "ltr"
    assert page.locator(".saytara-panel").bounding_box()["x"] < 100
    page.close()


def test_a_phone_sees_the_map_above_the_list(
    chromium: Any, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    found = gazetteer.search("Tripoli")
    page = opened(chromium, tmp_path / "map.html", found, gazetteer, size=PHONE)
    panel = page.locator(".saytara-panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= PHONE["width"]
    assert page.locator(".saytara-pin.saytara-best").bounding_box()["y"] < panel["y"]
    page.close()


def test_the_map_fits_again_when_its_frame_gets_its_size(
    chromium: Any, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    small = {"width": 120, "height": 150}
    found = gazetteer.search("Tripoli")
    page = opened(chromium, tmp_path / "map.html", found, gazetteer, size=small)
    will("resize", page)
    page.set_viewport_size(WIDE)
    page.evaluate("moved")
    assert page.evaluate("map_saytara.getSize().x") == WIDE["width"]
    same = page.locator(".saytara-pin:not(.saytara-similar)").all()
    assert all(0 < pin.bounding_box()["x"] < WIDE["width"] for pin in same)
    page.close()


PAYLOADS = [
    "<img src=x onerror=\"window.fired='img'\">",
    "</script><script>window.fired='script'</script>",
    "`${window.fired='tick'}`",
    "{{ self.__class__ }}",
    "\u202e\u2066<svg onload=\"window.fired='svg'\">",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_gazetteer_says_never_runs(chromium: Any, tmp_path: Path, payload: str) -> None:
    names = (PlaceName(payload + "2", "ar", payload, payload),)
    place = Place(
        id=payload, name_ar=payload, name_en=payload, lat=36.2, lon=37.1, country=payload,
        admin1=payload, admin2=payload, names=names, source=payload, licence=payload,
    )  # fmt: skip
    page = opened(chromium, tmp_path / "map.html", [Candidate(place, 1.0)], Gazetteer([place]))
    page.evaluate("saytaraPlaces.choose(1)")
    assert payload.strip() in page.locator(".saytara-place-name").inner_text()
    assert page.locator(".saytara :is(img, svg, script, a)").count() == 0
    assert page.evaluate("window.fired") is None
    assert page.wrong == []
    page.close()
