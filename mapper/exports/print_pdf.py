"""HTML to PDF through the print of a Chromium on this machine, without any network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from mapper.errors import EnvironmentMissing, ExportError

__all__ = ["find_browser", "print_pdf"]

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "msedge",
)
_SECONDS = 120
_OFF_LINE = "--host-resolver-rules=MAP * ~NOTFOUND"
_MADE = re.compile(rb"/(CreationDate|ModDate) \(D:[0-9+'Z-]{1,40}\)")


def find_browser() -> str:
    """Give the path of a browser that prints.

    Raises
    ------
    EnvironmentMissing
        If there is none.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise EnvironmentMissing(
            "A PDF is printed by Chromium or Chrome, and none was found; install one, or write the "
            "report to .html and print it from any browser."
        )
    return found


def print_pdf(page: str, path: Path) -> None:
    """Print a page to a file that tells no time: the same page gives the same bytes.

    Raises
    ------
    EnvironmentMissing
        If there is no browser.
    ExportError
        If the browser does not print.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page, encoding="utf-8", newline="")
        command = [browser, "--headless", "--disable-gpu", _OFF_LINE, *_as_root()]
        command += [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={printed}", source.as_uri()]
        _run(command, browser)
        if not printed.exists():
            raise ExportError(f"{browser} printed nothing; write the report to .html instead.")
        path.write_bytes(_MADE.sub(_blank, printed.read_bytes()))


def _as_root() -> list[str]:
    """Chromium's own sandbox does not work for root, as in a container."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []


def _run(command: list[str], browser: str) -> None:
    try:
        subprocess.run(  # noqa: S603 - a browser found by name, and paths of our own
            command, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        what = type(error).__name__
        raise ExportError(
            f"{browser} could not print the report ({what}); write it to .html instead."
        ) from error


def _blank(made: re.Match[bytes]) -> bytes:
    """Put spaces in place of a time: offsets within a PDF must not move."""
    return b"/" + made[1] + b" ()" + b" " * (len(made[0]) - len(made[1]) - 4)
