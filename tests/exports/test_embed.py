from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import mapper
from mapper.errors import ExportError
from mapper.exports import EMBEDS, embed_snippet, export, show
from mapper.store import Project


class Frames(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.frame: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.frame = dict(attrs)


@pytest.mark.parametrize("where", EMBEDS)
def test_a_snippet_is_one_sandboxed_frame_with_a_title(where: str) -> None:
    read = Frames(embed_snippet("maps/a.html", title="خريطة", where=where, language="ar"))
    assert read.tags == ["iframe"]
    assert read.frame["src"] == "maps/a.html?embed"
    assert read.frame["title"] == "خريطة"
    assert read.frame["loading"] == "lazy"
    assert "allow-same-origin" not in str(read.frame["sandbox"])
    assert "width:100%" in str(read.frame["style"])


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("a.html", "a.html?embed"),
        ("a.html#date=2017-11-11", "a.html?embed#date=2017-11-11"),
        ("a.html#place=gn:174448", "a.html?embed#place=gn:174448"),
        ("https://example.org/a.html?v=2", "https://example.org/a.html?v=2&embed"),
    ],
)
def test_a_snippet_asks_for_compact_controls_and_keeps_the_date(source: str, asked: str) -> None:
    assert Frames(embed_snippet(source, title="x")).frame["src"] == asked


def test_a_title_cannot_leave_its_attribute() -> None:
    read = Frames(embed_snippet("a.html", title='"><script>alert(1)</script>'))
    assert read.tags == ["iframe"]


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "javascript:x#/?"]
)
def test_a_script_is_no_address(source: str) -> None:
    with pytest.raises(ExportError, match="embedded from http or https"):
        embed_snippet(source, title="x")


def test_an_unknown_kind_of_page_lists_those_that_are_known() -> None:
    with pytest.raises(ExportError, match="expected one of site, mkdocs, sphinx, wordpress"):
        embed_snippet("a.html", title="x", where="geocities")


def test_a_notebook_shows_the_whole_map_in_a_sandbox(small: Project) -> None:
    read = Frames(show(small, language="ar")._repr_html_())
    assert read.tags == ["iframe"]
    assert str(read.frame["srcdoc"]).lstrip().lower().startswith("<!doctype html>")
    assert "allow-same-origin" not in str(read.frame["sandbox"])


def test_the_package_offers_what_notebooks_need(small: Project, tmp_path: Path) -> None:
    mapper.export(small, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").exists()
    assert set(mapper.__all__) == {"Project", "export", "read_project", "report", "show"}
    with pytest.raises(AttributeError, match="has no attribute 'exprot'"):
        _ = mapper.exprot  # type: ignore[attr-defined]


def test_importing_the_package_alone_imports_no_room() -> None:
    code = "import mapper, sys; sys.exit(any(m.startswith('mapper.') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.browser
def test_an_article_opens_beside_the_page_that_embeds_the_map(
    sample: Project, tmp_path: Path, chromium: Any
) -> None:
    linked = [replace(one, url="https://example.org/?a=1&b=2") for one in sample.documents]
    export(replace(sample, documents=tuple(linked)), tmp_path / "map.html")
    address = f"map.html#place={sample.claims[0].place.id}"
    host = tmp_path / "host.html"
    host.write_text(f"<!doctype html>{embed_snippet(address, title='Control')}", encoding="utf-8")
    page = chromium.new_page()
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="article"))
    page.goto(host.as_uri())
    link = page.frame_locator("iframe").locator(".saytara-source a").first
    with page.expect_popup() as opened:
        link.click()
    assert opened.value.url == "https://example.org/?a=1&b=2"
    assert page.url == host.as_uri()
    page.context.close()


@pytest.mark.browser
def test_an_embedded_map_draws_without_any_request(
    small: Project, tmp_path: Path, chromium: Any
) -> None:
    export(small, tmp_path / "map.html")
    snippet = embed_snippet("map.html", title="Control")
    host = tmp_path / "host.html"
    host.write_text(f"<!doctype html><title>Host</title>{snippet}", encoding="utf-8")
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator(".leaflet-container").wait_for()
    others = [url for url in asked if not url.startswith(("data:", "blob:"))]
    assert others == [host.as_uri(), (tmp_path / "map.html").as_uri() + "?embed"]
    page.close()
