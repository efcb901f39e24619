"""What tests of several rooms share."""

from __future__ import annotations

import atexit
import datetime as dt
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.documents import read_documents
from mapper.pipeline import build_project
from mapper.records import (
    Claim,
    ClaimPlace,
    DateBasis,
    DateRange,
    Incident,
    IncidentKind,
    Kind,
    Modality,
)
from mapper.store import Project

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


def pytest_configure() -> None:
    """Let no test see what a user of this machine has installed; also doctests, so no fixture.

    Nor let any fail for being slow.
    """
    folder = tempfile.mkdtemp(prefix="saytara-tests-")
    Path(folder).chmod(0o755)  # some tests run as somebody else
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["SAYTARA_DATA"] = folder
    settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
    settings.load_profile("untimed")


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user who has installed nothing yet; one test's own."""
    monkeypatch.setenv("SAYTARA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


@pytest.fixture(scope="session")
def sample(gazetteer: Gazetteer) -> Project:
    """The project of the sample reports."""
    return build_project(read_documents([SEEDS]).documents, gazetteer, Config())


@pytest.fixture(scope="session")
def small() -> Project:
    """A hand-made project of what files find hard; for the tests of exports."""
    from small_project import small_project

    return small_project()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], AbstractContextManager[None]]:
    """A disk on which no file of this process can grow beyond some bytes."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def full(most: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            with monkeypatch.context() as patch:  # libraries that only notice when they are freed
                patch.setattr(sys, "unraisablehook", lambda *_: None)
                gc.collect()

    return full


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared texts are not at hand")
    return SHARED


NOBODY = 65534


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of somebody whom permissions bind; the test runs as them, even under root."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for closed in folder.rglob("*"):
            closed.chmod(0o700)
        shutil.rmtree(folder)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


BUKAMAL = ClaimPlace(
    text="البوكمال", id="p1", name_ar="البوكمال", name_en="Al-Bukamal", lat=34.45, lon=40.92
)


def a_claim(
    kind: str = "capture",
    actor: str = "SY.GOV",
    first: str = "2017-11-08",
    last: str | None = None,
    **more: object,
) -> Claim:
    """A claim about one place; `more` overrides any field."""
    fields: dict[str, object] = {
        "doc": "d",
        "kind": Kind(kind),
        "place": BUKAMAL,
        "actor": actor,
        "date": DateRange(day(first), day(last or first)),
        "date_basis": DateBasis.STATED,
        "published": day(last or first),
        "modality": Modality.ASSERTED,
        "confidence": 0.9,
    }
    return Claim(**(fields | more))  # type: ignore[arg-type]


def chromium_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or _playwright_chromium()


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A real browser without any network but this machine's own addresses."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def an_incident(**more: object) -> Incident:
    """An air strike on one place; `more` overrides any field."""
    fields: dict[str, object] = {
        "doc": "d",
        "kind": IncidentKind.AIR_STRIKE,
        "place": BUKAMAL,
        "actor": "COAL",
        "target": "IS",
        "date": DateRange(day("2017-11-08"), day("2017-11-08")),
        "date_basis": DateBasis.STATED,
        "confidence": 0.8,
    }
    return Incident(**(fields | more))  # type: ignore[arg-type]
