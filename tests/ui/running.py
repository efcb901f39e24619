"""Running the app without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from mapper.ui.projects import PROJECT_VARIABLE


def open_app(monkeypatch: pytest.MonkeyPatch, path: Path | None, **asked: str) -> AppTest:
    """Open the app on a project with what is asked for in the address."""
    monkeypatch.setattr("sys.argv", ["app.py"])
    monkeypatch.delenv(PROJECT_VARIABLE, raising=False)
    if path is not None:
        monkeypatch.setenv(PROJECT_VARIABLE, str(path))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params |= asked
    return page.run()


def sent(page: AppTest) -> dict[str, Any]:
    """Give what the components of the page were given, by their keys."""
    assert not page.exception
    return {part.key: json.loads(part.proto.json) for part in page.get("bidi_component")}
