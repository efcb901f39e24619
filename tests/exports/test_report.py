"""The report: what it says, in both languages and all formats, and that it only quotes."""

from __future__ import annotations

import base64
import datetime as dt
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import a_claim, chromium_path
from small_project import HOSTILE, META, TITLE, document, interval

from mapper.control import ControlTimeline
from mapper.errors import EnvironmentMissing, ExportError
from mapper.exports import REPORTS, report
from mapper.exports.brief import make_brief
from mapper.exports.options import read_options
from mapper.exports.words import words
from mapper.records import Span
from mapper.store import Project

DAYS = {"on": "2017-11-20", "since": "2017-11-01"}
SEEN = HOSTILE.replace("\x00", "\ufffd")
needs_browser = pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine")


class Page(HTMLParser):
    """The tags and the visible text of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="session")
def told() -> Project:
    """Al-Bukamal changes hands on the word of a hostile article; a name is on no map."""
    text = document().text
    said = Span.of(text, len(TITLE) + 1, len(text))
    claim = a_claim(actor="SY.GOV", first="2017-11-19", evidence=said, outlet="وكالة", source="س")
    lost = a_claim(place=a_claim().place.__class__(text="تل كذا"), evidence=said)
    held = (
        interval("bukamal", "2014-06-30", "2017-11-19"),
        interval("bukamal", "2017-11-19", None, actor="SY.GOV", supporting_claims=(claim.id,)),
        interval("qaim", "2014-06-21", None, actor="IQ.GOV"),
    )
    return Project(
        documents=(document(),), claims=(claim, lost), hindsight=ControlTimeline(held), meta=META
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_says_what_changed_and_on_whose_word(
    told: Project, tmp_path: Path, language: str
) -> None:
    report(told, tmp_path / "a.html", language=language, **DAYS)
    page, said = Page(tmp_path / "a.html"), words(language)["report"]
    for name in ("title", "map", "standings", "changes", "unresolved", "method"):
        assert said[name] in page.text
    for paragraph in said["paragraphs"]:
        assert paragraph in page.text
    assert SEEN in page.text
    assert TITLE in page.text
    assert "2017-11-19" in page.text
    assert "تل كذا" in page.text
    assert META["config_hash"] in page.text
    assert META["gazetteer"] in page.text
    assert ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}) in page.tags


def test_a_page_runs_and_loads_nothing(told: Project, tmp_path: Path) -> None:
    report(told, tmp_path / "a.html", title="<script>x</script>", **DAYS)
    page = Page(tmp_path / "a.html")
    assert not {tag for tag, _ in page.tags} & {"script", "iframe", "link", "object", "form"}
    sources = [attributes["src"] for _, attributes in page.tags if "src" in attributes]
    assert [str(source).partition(",")[0] for source in sources] == ["data:image/svg+xml;base64"]
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert set(links) == {"https://example.org/?a=1&b=2"}
    policy = [a["content"] for _, a in page.tags if a.get("http-equiv")]
    assert "default-src 'none'" in str(policy[0])


def test_an_address_that_is_a_script_is_no_link(tmp_path: Path) -> None:
    from dataclasses import replace

    text = document().text
    claim = a_claim(evidence=Span.of(text, 0, 5))
    bad = replace(document(), url="javascript:alert(1)")
    held = interval("bukamal", "2017-11-08", None, actor="SY.GOV", supporting_claims=(claim.id,))
    project = Project(documents=(bad,), claims=(claim,), hindsight=ControlTimeline((held,)))
    report(project, tmp_path / "a.html", **DAYS)
    assert not [tag for tag, _ in Page(tmp_path / "a.html").tags if tag == "a"]


def test_the_picture_shows_both_days(told: Project, tmp_path: Path) -> None:
    report(told, tmp_path / "a.html", **DAYS)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    (packed,) = re.findall(r"svg\+xml;base64,([A-Za-z0-9+/=]+)", page)
    picture = base64.b64decode(packed).decode()
    assert ">2017-11-01<" in picture
    assert ">2017-11-20<" in picture


def test_figures_are_those_of_the_tables(sample: Project) -> None:
    brief = make_brief(sample, read_options({"on": "2017-11-20"}), since=dt.date(2017, 11, 1))
    areas = sample.areas(on="2017-11-20")
    held = areas[areas["status"] == "controlled"]
    assert sorted(s.high_km2 for s in brief.standings if s.high_km2) == sorted(held["high_km2"])
    assert sum(s.gained for s in brief.standings) == sum(
        change.after != change.before for change in brief.changes if "besieged" not in change.after
    )


def test_without_days_the_last_with_news_and_a_month_before(sample: Project) -> None:
    brief = make_brief(sample, read_options({}))
    assert brief.on - brief.since == dt.timedelta(days=30)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_word_file_says_the_same(told: Project, tmp_path: Path, language: str) -> None:
    from docx import Document

    report(told, tmp_path / "a.docx", language=language, **DAYS)
    file = Document(str(tmp_path / "a.docx"))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    said = words(language)["report"]
    for name in ("title", "changes", "unresolved", "method"):
        assert said[name] in text
    assert SEEN in text
    assert "\u20662017-11-19\u2069" in text
    assert file.tables[0].rows[0].cells[0].text == said["actor"]
    assert len(file.inline_shapes) == 1
    assert META["config_hash"] in file.core_properties.keywords
    right_to_left = file.element.xml.count("<w:bidi/>")
    assert right_to_left > 20 if language == "ar" else right_to_left == 2  # the quotations


@needs_browser
def test_a_pdf_says_the_same_and_tells_no_time(told: Project, tmp_path: Path) -> None:
    for name in "ab":
        report(told, tmp_path / f"{name}.pdf", **DAYS)
    printed = (tmp_path / "a.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert printed == (tmp_path / "b.pdf").read_bytes()
    assert b"(D:2" not in printed


def test_a_pdf_without_a_browser_is_told(
    told: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(EnvironmentMissing, match=r"write the report to \.html"):
        report(told, tmp_path / "a.pdf", **DAYS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_the_same_project_gives_the_same_report(told: Project, tmp_path: Path, ending: str) -> None:
    for name in "ab":
        report(told, tmp_path / f"{name}{ending}", **DAYS)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("a.odt", {}, r"is no report; expected one of \.html, \.docx, \.pdf"),
        ("a.html", {"on": "2017-11-01", "since": "2017-11-01"}, "earlier day to a later"),
        ("a.html", {"since": "last week"}, "'last week' is no day"),
        ("nowhere/a.html", DAYS, "name a folder that exists"),
    ],
)
def test_what_cannot_be_is_told(
    told: Project, tmp_path: Path, name: str, wanted: dict[str, str], said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        report(told, tmp_path / name, **wanted)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", REPORTS)
def test_a_report_on_nothing_is_told(tmp_path: Path, ending: str) -> None:
    with pytest.raises(ExportError, match="knows no place"):
        report(Project(), tmp_path / f"a{ending}")


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_a_full_disk_leaves_the_old_report(
    told: Project,
    tmp_path: Path,
    ending: str,
    full_disk: Callable[[int], AbstractContextManager[None]],
) -> None:
    file = tmp_path / f"a{ending}"
    file.write_text("old", encoding="utf-8")
    with full_disk(2000), pytest.raises(ExportError, match="Cannot write"):
        report(told, file, **DAYS)
    assert file.read_text(encoding="utf-8") == "old"


def test_both_languages_have_the_same_words() -> None:
    def keys(table: object) -> object:
        return {k: keys(v) for k, v in table.items()} if isinstance(table, dict) else type(table)

    assert {k: keys(v) for k, v in words("en").items()} == {
        k: keys(v) for k, v in words("ar").items()
    }
    assert len(words("en")["report"]["paragraphs"]) == len(words("ar")["report"]["paragraphs"])
