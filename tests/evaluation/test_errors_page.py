"""The page of errors: what it says, and that articles are text in it, whatever they look like."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from annotated import CLAIMS, DOCUMENTS, GOLD, TEXT, annotated, claimed, quoting
from parsed import Parsed

from mapper.evaluation import AnnotatedDocument, errors_page
from mapper.evaluation.page import _static
from mapper.records import Document, Kind, Span

ARTICLES = [AnnotatedDocument.from_json(record) for record in GOLD]
HOSTILE = (
    "<b>bold</b>",
    "</script></style></article><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp;",
    "{{7*7}} {0} %s",
    "\u202eabc\u2066",
)


def page() -> Parsed:
    return Parsed(errors_page(ARTICLES, CLAIMS, DOCUMENTS, title="a against b"))


def test_each_span_has_the_colour_of_its_verdict() -> None:
    found = page()
    marks = [(had["class"], had["data-numbers"]) for tag, had in found.tags if tag == "mark"]
    assert marks == [
        *[("right lane0", "1"), ("wrong lane0", "2"), ("missed lane1", "2")],
        *[("wrong lane0", "2"), ("wrong lane0", "1")],
    ]


def test_a_mistake_shows_what_was_annotated_and_what_was_output() -> None:
    gold = [AnnotatedDocument(doc="a", claims=(annotated(evidence="قرية تل الغار. وقال"),))]
    said = [claimed(kind="siege", doc="a", **quoting(TEXT, "تنظيم داعش أمس على قرية تل الغار"))]
    found = Parsed(errors_page(gold, said, DOCUMENTS))
    marks = [had["class"] for tag, had in found.tags if tag == "mark"]
    assert marks == ["wrong lane0", "missed lane1", "wrong lane0", "missed lane1"]
    (card,) = found.of_class("card")
    assert (card["class"], card["data-why"]) == ("card mistaken", "kind")
    assert len(found.of_class("differs")) == 1


def test_the_same_words_of_several_claims_are_one_mark() -> None:
    words = quoting(TEXT, "سيطر تنظيم داعش")
    said = [claimed(name, doc="a", **words) for name in ("الغار", "الورد", "الصنوبر")]
    found = Parsed(errors_page([AnnotatedDocument(doc="a")], said, DOCUMENTS))
    assert [had["data-numbers"] for tag, had in found.tags if tag == "mark"] == ["1 2 3"]
    assert [had["href"] for had in found.of_class("label")] == ["#a1-c1", "#a1-c2", "#a1-c3"]


def test_evidence_that_does_not_stand_in_the_text_is_told() -> None:
    found = page()
    assert found.text["strong"].count("does not stand in the text") == 1
    assert "حي الصنوبر ... محاصرا" in found.text["q"]


def test_an_article_without_a_text_is_shown_without_it() -> None:
    html = errors_page(ARTICLES, CLAIMS, DOCUMENTS[1:])
    assert "not among the documents" in html
    assert "does not stand" not in html
    assert len(Parsed(html).of_class("card")) == 4


def test_an_article_with_nothing_is_told_to_have_nothing() -> None:
    assert "Nothing annotated, nothing output" in errors_page(ARTICLES, [], DOCUMENTS)


def test_texts_run_as_their_letters_do() -> None:
    assert [had["dir"] for had in page().of_class("text")] == ["rtl", "ltr"]


def test_every_card_leads_somewhere_and_is_led_to() -> None:
    found = page()
    ids = [had["id"] for _, had in found.tags if had.get("id")]
    assert len(ids) == len(set(ids))
    led = {had["href"] for tag, had in found.tags if tag == "a"}
    assert {href.removeprefix("#") for href in led if href} <= set(ids)
    assert len(found.of_class("card")) == 4


@pytest.mark.parametrize("text", HOSTILE)
def test_articles_are_text(text: str) -> None:
    document = Document(id=text, text=f"{text} سيطر {text}", outlet=text)
    span = Span.of(document.text, len(text) + 1, len(document.text))
    claim = claimed(text, doc=text, evidence=span, source=text, rule=text, actor=f"OTHER:{text}")
    wanted = annotated(text, within=text, source=text, evidence=text, kind=Kind.SIEGE)
    gold = [AnnotatedDocument(doc=text, claims=(wanted,))]
    html = errors_page(gold, [claim], [document], title=text)
    found, plain = Parsed(html), Parsed(errors_page(gold, [], []))
    assert found.text["title"] == text
    assert f"سيطر {text}" in found.text["main"]
    names = {name for _, had in found.tags for name in had}
    assert {tag for tag, _ in found.tags} - {tag for tag, _ in plain.tags} <= {"mark", "button"}
    assert not {name for name in names if name.startswith("on") or name in {"src", "style"}}
    assert sum(tag == "script" for tag, _ in found.tags) == 1


def test_half_a_character_can_be_written() -> None:
    document = Document(id="a", text="\ud800", outlet="\ud800")
    assert "\ud800".encode("utf-8", "replace") in errors_page(ARTICLES, [], [document]).encode()


def test_nothing_is_fetched_and_only_our_script_runs() -> None:
    html = errors_page(ARTICLES, CLAIMS, DOCUMENTS)
    policy = next(had["content"] for tag, had in Parsed(html).tags if "http-equiv" in had) or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "://" not in html


def test_the_same_input_gives_the_same_page() -> None:
    assert errors_page(ARTICLES, CLAIMS, DOCUMENTS) == errors_page(ARTICLES, CLAIMS, DOCUMENTS)


def test_the_style_has_a_lane_for_each_that_is_used() -> None:
    said = [
        claimed("الغار", doc="a", kind="hold", evidence=Span.of(TEXT, 0, 40 - at), rule=f"R{at}")
        for at in range(9)
    ]
    found = Parsed(errors_page([AnnotatedDocument(doc="a")], said, DOCUMENTS))
    lanes = {had["class"].split()[1] for tag, had in found.tags if tag == "mark" and had["class"]}
    styled = set(re.findall(r"\.(lane\d)", _static("errors.css"))) | {"lane0"}
    assert lanes == styled
