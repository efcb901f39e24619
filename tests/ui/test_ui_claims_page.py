"""The page of claims, run as Streamlit runs it but without a browser."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim
from hypothesis import given
from hypothesis import strategies as st
from running import open_app
from streamlit.testing.v1 import AppTest

from mapper.errors import ProjectError
from mapper.records import Claim, Decision, Document, Span, Verdict
from mapper.store import Project, read_project, write_project
from mapper.ui.article_html import article_html
from mapper.ui.projects import open_project, save

Run = Callable[..., AppTest]


@pytest.fixture
def saved(sample: Project, tmp_path: Path) -> Path:
    path = tmp_path / "sample.gpkg"
    write_project(sample, path)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, saved: Path) -> Run:
    return lambda **asked: open_app(monkeypatch, saved, page="claims", **asked)


def rows(page: AppTest, key: str = "saytara-claims") -> list[list[Any]]:
    parts = {part.key: json.loads(part.proto.json) for part in page.get("bidi_component")}
    found: list[list[Any]] = parts[key]["rows"]
    return found


def ids(page: AppTest) -> list[str]:
    return [row[1]["value"] for row in rows(page)]


# --------------------------------------------------------------------------------------- list


def test_all_claims_are_listed_the_latest_event_first(run: Run, sample: Project) -> None:
    page = run()
    assert not page.exception
    assert sorted(ids(page)) == sorted(claim.id for claim in sample.claims)
    events = [row[0][-1][0] for row in rows(page)]
    assert events == sorted(events, reverse=True)


def test_a_search_folds_arabic_and_is_in_the_address(run: Run, sample: Project) -> None:
    page = run()
    page.text_input(key="claims-search").set_value("أبو كمال").run()
    assert page.info[0].value.startswith("No claim matches")
    page.text_input(key="claims-search").set_value("البو كمال").run()
    page.text_input(key="claims-search").set_value("مدينه البوكمال").run()
    assert 0 < len(ids(page)) < len(sample.claims)
    assert page.query_params["q"] == "مدينه البوكمال"
    assert ids(run(q="مدينه البوكمال")) == ids(page)


@pytest.mark.parametrize("order", ["event", "published", "place", "confidence"])
def test_the_order_is_in_the_address(run: Run, order: str) -> None:
    page = run(order=order)
    assert not page.exception
    confidences = [float(row[6].rstrip("%")) for row in rows(page)]
    assert (confidences == sorted(confidences, reverse=True)) == (order == "confidence")


def test_filters_narrow_the_list_and_the_files(run: Run, sample: Project) -> None:
    page = run(kinds="siege", actors="SY.GOV")
    expected = {c.id for c in sample.claims if c.kind == "siege" and c.actor == "SY.GOV"}
    assert set(ids(page)) == expected


# ---------------------------------------------------------------------------------- one claim


def test_a_claim_opens_in_its_article_with_all_its_claims(run: Run, sample: Project) -> None:
    claim = sample.claims[0]
    page = run(claim=claim.id)
    assert not page.exception
    article = next(h.proto.body for h in page.get("html") if "<article>" in h.proto.body)
    assert "saytara-chosen" in article
    same = [c.id for c in sample.claims if c.doc == claim.doc]
    assert sorted(row[1]["value"] for row in rows(page, "saytara-beside")) == sorted(same)


def test_a_claim_that_is_not_there_is_the_list(run: Run) -> None:
    page = run(claim="none")
    assert not page.exception
    assert ids(page)
    assert "claim" not in page.query_params


def test_a_decision_needs_a_name(run: Run, sample: Project) -> None:
    page = run(claim=sample.claims[0].id)
    assert page.button(key="decide").disabled
    assert (
        not page.text_input(key="decided-by").set_value("Rana").run().button(key="decide").disabled
    )


def test_a_rejected_claim_leaves_the_map_and_stays_in_the_list(
    run: Run, saved: Path, sample: Project
) -> None:
    claim = sample.claims[0]
    page = run(claim=claim.id)
    page.radio(key=f"verdict-{claim.id}-en").set_value("reject")
    page.text_input(key="decided-by").set_value("Rana").run()
    page.button(key="decide").click().run()
    assert not page.exception
    (decision,) = read_project(saved).decisions
    assert (decision.claim, decision.verdict, decision.by) == (claim.id, "reject", "Rana")
    assert read_project(saved).claims == sample.claims
    assert claim not in open_project(saved).decided.claims
    page.button(key="claims-back").click().run()
    assert {row[1]["value"]: row[7] for row in rows(page)}[claim.id] == "rejected"


def test_a_correction_says_what_is_right_instead(run: Run, saved: Path, sample: Project) -> None:
    claim = sample.claims[0]
    page = run(claim=claim.id)
    page.text_input(key="decided-by").set_value("Rana")
    page.radio(key=f"verdict-{claim.id}-en").set_value("correct").run()
    assert page.button(key="decide").disabled
    other = next(actor for actor in ("SDF", "IS") if actor != claim.actor)
    page.selectbox(key=f"actor-{claim.id}-en").set_value(other)
    page.text_input(key=f"search-{claim.id}").set_value("الرقة").run()
    place = page.selectbox(key=f"place-{claim.id}-en")
    place.set_value(place.options[1]).run()
    page.button(key="decide").click().run()
    assert not page.exception
    (decision,) = read_project(saved).decisions
    assert decision.actor == other
    assert decision.place is not None
    assert decision.place.text == claim.place.text
    assert decision.place.id != claim.place.id


def test_a_project_that_cannot_be_written_is_told(
    run: Run, saved: Path, sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ProjectError("The disk is full.")

    monkeypatch.setattr("mapper.ui.decision_form.save", refuse)
    page = run(claim=sample.claims[0].id)
    page.text_input(key="decided-by").set_value("Rana").run()
    page.button(key="decide").click().run()
    assert not page.exception
    assert page.error
    assert page.code[0].value == "The disk is full."
    assert read_project(saved).decisions == ()


def test_two_decisions_are_both_kept(saved: Path, sample: Project) -> None:
    for hour, claim in enumerate(sample.claims[:2]):
        at = dt.datetime(2026, 11, 20, hour, tzinfo=dt.UTC)
        save(saved, Decision(claim=claim.id, verdict=Verdict.REJECT, by="Rana", at=at))
    assert [d.claim for d in read_project(saved).decisions] == [c.id for c in sample.claims[:2]]


# ------------------------------------------------------------------------------------- article


class Text(HTMLParser):
    """The elements and the text of an article."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"sup", "p"} & set(self.open):
            self.text += data


def claims_in(text: str, *spans: tuple[int, int]) -> list[Claim]:
    return [a_claim(evidence=Span.of(text, *span), share=n / 10) for n, span in enumerate(spans)]


@given(
    st.text(min_size=3, max_size=60, alphabet=st.characters(exclude_categories=("Cs", "Cc"))),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=4),
)
def test_an_article_reads_back_whatever_overlaps(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [(a, b) for a, b in cuts if a < b <= len(text)]
    claims = claims_in(text, *(spans or [(0, 1)]))
    found = Text(article_html(Document(id="d", text=text), claims, claims[0], language="en"))
    assert found.text == text
    assert found.tags <= {"article", "p", "bdi", "div", "span", "mark", "sup"}


def test_overlapping_evidence_is_pointed_out_where_the_chosen_claim_has_it() -> None:
    text = "abcdef"
    claims = claims_in(text, (0, 4), (2, 6))
    html = article_html(Document(id="d", text=text), claims, claims[1], language="en")
    assert '<mark class="saytara-other">ab</mark>' in html
    assert '<mark class="saytara-chosen">cd</mark><sup' in html
    assert '<mark class="saytara-chosen">ef</mark>' in html


def test_evidence_that_the_article_does_not_have_marks_nothing() -> None:
    claims = claims_in("another text", (0, 7))
    html = article_html(Document(id="d", text="النص"), claims, claims[0], language="ar")
    assert "<mark" not in html
