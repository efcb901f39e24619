"""The page of errors in a real browser, without any network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from annotated import CLAIMS, DOCUMENTS, GOLD

from mapper.evaluation import AnnotatedDocument, errors_page

pytestmark = pytest.mark.browser

ARTICLES = [AnnotatedDocument.from_json(record) for record in GOLD]


@pytest.fixture
def page(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "errors.html"
    quiet = AnnotatedDocument(doc="c")
    path.write_text(errors_page([*ARTICLES, quiet], CLAIMS, DOCUMENTS), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1300, "height": 700})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri())
    yield page
    assert wrong == []
    assert {url.partition(":")[0] for url in asked} == {"file"}
    page.close()


def shown(page: Any) -> list[str]:
    return [str(a.get_attribute("id")) for a in page.locator("article:visible").all()]


def test_it_opens_on_the_articles_with_errors(page: Any) -> None:
    assert shown(page) == ["a1", "a2"]
    assert page.locator("#count").inner_text() == "2 of 3 articles, 3 cards"


def test_articles_are_chosen_by_verdict_cause_rule_and_words(page: Any) -> None:
    page.select_option("#show", "all")
    assert shown(page) == ["a1", "a2", "a3"]
    page.select_option("#show", "wrong")
    assert shown(page) == ["a1", "a2"]
    page.select_option("#show", "missed")
    assert shown(page) == ["a1"]
    page.select_option("#why", "from")
    assert shown(page) == ["a1"]
    assert page.locator(".card:not(.dim)").count() == 1
    page.select_option("#why", "")
    page.select_option("#show", "wrong")
    page.select_option("#rule", label="R7-enter")
    assert page.locator("article:visible .card:not(.dim)").count() == 1
    page.select_option("#rule", "")
    page.select_option("#show", "all")
    page.fill("#text", "tell ward")
    assert shown(page) == ["a2"]


def test_a_count_sets_its_filter_and_the_address_keeps_it(page: Any) -> None:
    page.get_by_role("button", name="from wrong").click()
    assert page.locator("#why").input_value() == "from"
    page.reload()
    assert page.locator("#why").input_value() == "from"
    assert page.locator("#count").inner_text() == "1 of 3 articles, 1 cards"


def test_j_and_k_go_from_error_to_error_and_light_their_words(page: Any) -> None:
    verdicts = []
    for key in "jjjkkk":
        page.keyboard.press(key)
        verdicts.append(page.evaluate("document.activeElement.dataset.verdict"))
    assert verdicts == ["mistaken", "missed", "wrong", "missed", "mistaken", "wrong"]
    assert page.locator("mark.lit").all_inner_texts() == ["Tell Ward"]


def test_a_span_leads_to_its_card(page: Any) -> None:
    page.locator("#a2 .label").click()
    assert page.evaluate("document.activeElement.id") == "a2-c1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for kind in (".card.missed .verdict", ".card.wrong .verdict", ".card.right .verdict", "small"):
        colour, paper = page.locator(kind).first.evaluate(
            "e => [getComputedStyle(e).color,"
            " getComputedStyle(e.closest('.card, .table')).backgroundColor]"
        )
        assert contrast(colour, paper) >= 4.5, kind


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    values = [int(v) / 255 for v in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
