from __future__ import annotations

import json
import re
from typing import Any

from conftest import BUKAMAL, a_claim

from mapper.control import infer_as_known, infer_hindsight
from mapper.maps import as_embedded_json, control_map, control_map_html
from mapper.records import Claim, ClaimPlace, Document, Span
from mapper.store import Project


def html_of(claims: list[Claim], documents: tuple[Document, ...] = (), language: str = "en") -> str:
    map_ = control_map(
        hindsight=infer_hindsight(claims),
        as_known=infer_as_known(claims),
        claims=tuple(claims),
        documents=documents,
        language=language,
    )
    return control_map_html(map_)


def data_of(html: str) -> dict[str, Any]:
    match = re.search(r'id="saytara-data">(.*?)</script>', html, re.DOTALL)
    assert match is not None
    data: dict[str, Any] = json.loads(match[1])
    return data


def test_it_is_a_folium_map_that_names_no_address(sample: Project) -> None:
    import folium

    map_ = control_map(hindsight=sample.hindsight, as_known=sample.as_known)
    assert isinstance(map_, folium.Map)
    html = control_map_html(map_)
    assert not re.findall(r'(?:src|href)="(?!data:)[^"]*"', html)
    assert "Content-Security-Policy" in html


def test_columns_are_as_long_as_their_table(sample: Project) -> None:
    data = data_of(html_of(list(sample.claims), sample.documents))
    for series in data["series"].values():
        assert len({len(column) for column in series.values()}) == 1
    assert len({len(column) for column in data["places"].values()}) == 1


def test_the_quote_is_the_evidence_in_its_sentence() -> None:
    text = "مقدمة. سيطر الجيش على البوكمال اليوم. خاتمة."
    claim = a_claim(evidence=Span.of(text, 7, 30))
    data = data_of(html_of([claim], (Document(id="d", text=text),)))
    assert data["claims"][0]["quote"] == ["", "سيطر الجيش على البوكمال", " اليوم."]


def test_claims_off_the_map_are_counted() -> None:
    off = a_claim(place=ClaimPlace(text="زقزاقة"))
    data = data_of(html_of([a_claim(), off]))
    assert data["unplaced"] == 1
    assert len(data["claims"]) == 1


def test_nothing_of_an_article_ends_the_script_or_runs_as_a_template() -> None:
    evil = "</script><b>{{ 7*7 }}{% raw %}\u2028<!--"
    text = f"{evil} x"
    claim = a_claim(evidence=Span.of(text, 0, len(evil)), source=evil, outlet=evil)
    html = html_of([claim], (Document(id="d", text=text),))
    assert evil not in html
    assert "49" not in data_of(html)["claims"][0]["quote"][1]
    assert data_of(html)["claims"][0]["source"] == evil


def test_json_inside_a_script_has_no_angle_brackets() -> None:
    packed = as_embedded_json({"a": "<&>\u2029"})
    assert not re.search("[<>&\u2028\u2029]", packed)
    assert json.loads(packed) == {"a": "<&>\u2029"}


def test_an_actor_that_nobody_lists_keeps_its_name() -> None:
    data = data_of(html_of([a_claim(actor="OTHER:قوات محلية")]))
    assert data["actors"]["OTHER:قوات محلية"]["ar"] == "قوات محلية"


def test_an_empty_map_is_a_map() -> None:
    assert data_of(html_of([]))["places"]["id"] == []


def test_a_place_has_its_ground() -> None:
    (cell,) = data_of(html_of([a_claim()]))["places"]["cell"]
    assert all(abs(lat - BUKAMAL.lat) < 0.2 for lat, _ in cell)  # type: ignore[operator]
