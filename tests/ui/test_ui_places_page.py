"""The page of places, run as Streamlit runs it but without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, a_claim
from running import sent
from streamlit.testing.v1 import AppTest

from gazetteer import Gazetteer
from gazetteer.folders import GAZETTEER_FILE
from mapper.control import infer_as_known, infer_hindsight
from mapper.records import ClaimPlace, Document, Span
from mapper.store import Project, write_project
from mapper.ui.projects import PROJECT_VARIABLE

Run = Callable[..., AppTest]

HOSTILE = [
    "<script>alert(1)</script>",
    "</script>",
    "`${1}`",
    "{{7*7}}",
    "{0} %s $x^2$ :red[x] **b**",
    "ا" * 10_000,
    "a" * 10_000,
    "ًٌٍَُِّْ",
    "\u202e\u2066\u200f",
    "'; DROP TABLE places; --",
    "؟",
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def open_page(path: Path | None = None, **asked: str) -> AppTest:
        monkeypatch.setattr("sys.argv", ["app.py"])
        monkeypatch.delenv(PROJECT_VARIABLE, raising=False)
        if path is not None:
            monkeypatch.setenv(PROJECT_VARIABLE, str(path))
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        page.query_params |= {"page": "places", **asked}
        return page.run()

    return open_page


def doubtful_project() -> Project:
    text = "سيطر الجيش على زقزاقة."
    evidence = Span.of(text, 0, len(text) - 1)
    nowhere = [
        a_claim(place=ClaimPlace(text="زقزاقة"), doc=doc, evidence=evidence) for doc in "abc"
    ]
    rough = ClaimPlace(text="ناحية", id="x", name_ar="ناحية", lat=35, lon=40, approximate=True)
    claims = (*nowhere, a_claim(place=rough, doc="d"), a_claim(doc="e"))
    documents = tuple(Document(id=doc, text=text) for doc in "abcde")
    return Project(documents, claims, infer_hindsight(claims), infer_as_known(claims))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("places") / "doubtful.gpkg"
    write_project(doubtful_project(), path)
    return path


def candidates(page: AppTest) -> list[list[Any]]:
    rows: list[list[Any]] = sent(page)["saytara-candidates"]["rows"]
    return rows


def names_listed(page: AppTest) -> list[str]:
    return [row[0] for row in sent(page)["saytara-doubts"]["rows"]]


# ------------------------------------------------------------------------------------- search


def test_the_map_stays_the_first_page(run: Run, saved: Path) -> None:
    page = run(saved, page="map")
    assert not page.exception
    assert page.header[0].value == "Saytara"


def test_the_address_opens_the_page_and_the_name(run: Run) -> None:
    page = run(name="البوكمال")
    assert not page.exception
    assert page.header[0].value == "Places"
    assert page.text_input(key="name").value == "البوكمال"
    assert candidates(page)[0][2] == "البوكمال"


@pytest.mark.parametrize("name", ["البوكمال", "Abu Kamal", "  al-bukamal ", "أبو كمال"])
def test_a_name_is_found_in_arabic_and_in_latin_letters(run: Run, name: str) -> None:
    page = run()
    page.text_input(key="name").set_value(name).run()
    assert not page.exception
    assert candidates(page)[0][3] == "Al-Bukamal"
    assert sent(page)["saytara-places-map"]["page"].startswith("/")


def test_without_a_name_nothing_is_searched(run: Run) -> None:
    page = run()
    assert not page.exception
    assert "saytara-candidates" not in sent(page)
    assert "saytara-places-map" not in sent(page)


def test_a_name_that_nothing_bears_is_told_with_what_to_do(run: Run) -> None:
    page = run(name="qqqqqqqq")
    assert "No place is called that" in page.info[0].value
    assert "saytara gazetteer install" in page.code[0].value
    assert "saytara-candidates" not in sent(page)


def test_names_that_are_only_alike_are_told_as_such(run: Run) -> None:
    page = run(name="البوكمالل")
    assert "only spelled alike" in page.info[0].value
    assert candidates(page)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_only_a_name(run: Run, name: str) -> None:
    page = run()
    page.text_input(key="name").set_value(name).run()
    assert not page.exception
    shown = [e.value for kind in ("info", "caption", "code") for e in page.get(kind)]
    assert not [text for text in shown if name in text]
    page = run(name=name)
    assert not page.exception


def test_the_gazetteer_in_use_is_named(run: Run, gazetteer: Gazetteer) -> None:
    caption = run().main.caption[0].value
    assert "ships with Saytara" in caption
    assert f"{len(gazetteer):,}" in caption


def test_an_installed_gazetteer_is_used_and_named(run: Run, own_data: Path) -> None:
    from gazetteer.build import build

    own_data.mkdir(parents=True)
    source = own_data / "own.csv"
    source.write_text("name_ar,name_en,lat,lon,country\nزقزاقة,Zaqzaqa,34.5,40.9,SY\n", "utf-8")
    build([source], own_data / GAZETTEER_FILE, builtin=False)
    page = run(name="زقزاقة")
    assert not page.exception
    assert "installed on this machine: 1 places" in page.main.caption[0].value
    assert candidates(page)[0][3] == "Zaqzaqa"


def test_a_broken_installed_gazetteer_is_told_and_the_builtin_used(
    run: Run, own_data: Path
) -> None:
    own_data.mkdir(parents=True)
    (own_data / GAZETTEER_FILE).write_bytes(b"no gazetteer")
    page = run(name="البوكمال")
    assert not page.exception
    assert page.warning
    assert GAZETTEER_FILE in page.code[0].value
    assert "ships with Saytara" in page.main.caption[0].value
    assert candidates(page)[0][2] == "البوكمال"


# ------------------------------------------------------------------------------------- doubts


def test_without_a_project_the_search_works_and_the_page_says_how_to_make_one(run: Run) -> None:
    page = run(name="حلب")
    assert not page.exception
    assert candidates(page)
    assert "saytara run" in page.code[0].value


def test_a_missing_project_is_told_and_the_search_works(run: Run, tmp_path: Path) -> None:
    page = run(tmp_path / "none.gpkg", name="حلب")
    assert not page.exception
    assert page.error
    assert candidates(page)


def test_doubtful_names_are_listed_the_frequent_first(run: Run, saved: Path) -> None:
    page = run(saved)
    assert not page.exception
    assert names_listed(page) == ["زقزاقة", "ناحية"]
    assert sent(page)["saytara-doubts"]["rows"][0][1:4] == ["3", "3", "not known to the gazetteer"]


def test_a_project_without_doubts_says_so(run: Run, tmp_path: Path) -> None:
    write_project(Project(), tmp_path / "sure.gpkg")
    page = run(tmp_path / "sure.gpkg")
    assert not page.exception
    assert "No name of this project is in doubt" in page.info[0].value


def test_a_reason_narrows_the_list_and_outlives_a_change_of_language(run: Run, saved: Path) -> None:
    page = run(saved)
    page.get("pills")[0].select("approximate").run()
    assert names_listed(page) == ["ناحية"]
    page.radio(key="language").set_value("ar").run()
    assert not page.exception
    assert names_listed(page) == ["ناحية"]
    assert page.header[0].value == "الأماكن"
    assert page.main.caption[-1].value == "1 من 2 من الأسماء"


def test_the_name_outlives_a_change_of_language(run: Run, saved: Path) -> None:
    page = run(saved, name="Tripoli")
    page.radio(key="language").set_value("ar").run()
    assert page.text_input(key="name").value == "Tripoli"
    assert page.text_input(key="name").label == "اسم مكان"
    assert candidates(page)[0][2] == "طرابلس"
    assert sent(page)["saytara-candidates"]["language"] == "ar"
