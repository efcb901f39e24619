"""Serving the app to a browser of the tests."""

from __future__ import annotations

import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mapper.ui.server import server_command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(project: Path | None) -> Iterator[str]:
    """Serve a project, and give the address."""
    port = free_port()
    command = server_command(project, port=port, browser=False)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://localhost:{port}"  # the one name that the browser of the tests resolves
    finally:
        server.terminate()
        server.wait(timeout=10)


def watched_page(browser: Any) -> Any:
    """Open a page that writes down what it asks for and what it says."""
    page = browser.new_page()
    page.requested, page.dialogs = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page


def wait_until_served(page: Any, address: str) -> None:
    """Ask again until the server answers; the browser's own clock waits in between."""
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
        except OSError:
            page.wait_for_timeout(100)
        else:
            return
    pytest.fail("the app's server did not answer within ten seconds")


def asked_elsewhere(page: Any, address: str) -> list[str]:
    """Give the addresses that a page asked for and that are not the app's own."""
    assert page.requested
    own = (address, "data:", "blob:", "about:")
    return [url for url in page.requested if not url.startswith(own)]


def shown_map(page: Any) -> Any:
    """Give the frame of the map in sight, as soon as it is ready."""
    shown = "iframe[data-state=shown]"
    page.frame_locator(shown).locator(".saytara[data-ready=true]").wait_for(state="attached")
    return page.locator(shown).element_handle().content_frame()
