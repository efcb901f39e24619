"""Article text is text in the list of claims, whatever it looks like."""

from __future__ import annotations

import pytest
from conftest import a_claim
from hypothesis import given
from hypothesis import strategies as st
from parsed import Parsed

from mapper.records import Claim, ClaimPlace, Document, Span
from mapper.ui.claims_html import claims_html

OURS = {"ol", "li", "p", "strong", "bdi", "span", "blockquote", "mark", "a"}
PAYLOADS = (
    "<b>bold</b>",
    "</blockquote></li></ol><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp;",
    "$x^2$ :red[x] [a](javascript:alert(1)) **s** `c` {{7*7}} {0} %s",
    "\u202eabc\u2066",
)


def claim_quoting(evidence: str, before: str = "", **more: object) -> tuple[Claim, Document]:
    text = f"{before}{evidence} بعد"
    document = Document(id="d", text=text)
    span = Span.of(text, len(before), len(before) + len(evidence))
    return a_claim(evidence=span, **more), document


def read(claim: Claim, document: Document, language: str = "en") -> Parsed:
    return Parsed(claims_html([claim], {document.id: document}, language=language))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_of_an_article_becomes_an_element(payload: str) -> None:
    place = ClaimPlace(text=payload, id="p", name_ar=payload, name_en=payload, lat=1.0, lon=1.0)
    fields = {"place": place, "outlet": payload, "source": payload, "actor": f"OTHER:{payload}"}
    found = read(*claim_quoting(payload, before=payload, rule=payload, **fields))
    assert {tag for tag, _ in found.tags} <= OURS - {"a"}
    assert all(name in {"class", "dir", "lang", "style"} for _, had in found.tags for name in had)
    assert found.text["mark"] == payload
    assert found.text["bdi"].count(payload) == 5


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_evidence_reads_back_as_it_was_written(evidence: str) -> None:
    claim, document = claim_quoting(evidence)
    found = read(claim, document)
    assert found.text["mark"] == evidence
    assert {tag for tag, _ in found.tags} <= OURS


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "//x.org"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    document = Document(id="d", text="نص", url=url)
    assert "a" not in {tag for tag, _ in read(a_claim(), document).tags}


def test_a_web_address_becomes_a_link_that_tells_nothing() -> None:
    document = Document(id="d", text="نص", url='https://example.org/?a=1&b="2"')
    link = dict(read(a_claim(), document).tags)["a"]
    assert link["href"] == document.url
    assert link["rel"] == "noopener noreferrer"


def test_evidence_is_right_to_left_in_both_languages() -> None:
    for language in ("en", "ar"):
        quoted = dict(read(*claim_quoting("سيطر الجيش"), language).tags)["blockquote"]
        assert quoted == {"dir": "rtl", "lang": "ar"}


def test_evidence_stands_in_its_sentence() -> None:
    assert read(*claim_quoting("سيطر", before="ثم ")).text["blockquote"] == "ثم سيطر بعد"


def test_evidence_is_kept_where_the_article_is_not() -> None:
    claim, _ = claim_quoting("سيطر")
    assert Parsed(claims_html([claim], {}, language="en")).text["mark"] == "سيطر"


def test_dates_do_not_turn_round_between_arabic_words() -> None:
    found = read(a_claim(), Document(id="d", text="نص"), "ar")
    dated = [had for tag, had in found.tags if tag == "bdi" and had.get("dir") == "ltr"]
    assert len(dated) == 2
    assert "2017-11-08" in found.text["bdi"]
