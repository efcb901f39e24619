"""A dated brief as one file: HTML, DOCX, or PDF through a browser on this machine."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import io
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from mapper.errors import ExportError
from mapper.exports.brief import Brief, make_brief
from mapper.exports.drawing import plain_style
from mapper.exports.export import told_whole
from mapper.exports.options import ExportOptions, read_day, read_options
from mapper.exports.picture import draw_picture
from mapper.exports.print_pdf import print_pdf
from mapper.exports.report_docx import write_docx
from mapper.exports.words import words
from mapper.store import Project

__all__ = ["REPORTS", "report"]

_SIZE_MM = (178, 105)
"""As wide as the text on A4."""
_DOCX_DPI = 200


def report(
    project: Project, path: Path | str, *, since: dt.date | str | None = None, **wanted: Any
) -> None:
    """Write a brief: maps of two days, what changed between them, on whose word, and the limits.

    The file is written whole or not at all. The same project gives the same bytes.

    Parameters
    ----------
    project : Project
        What to report on.
    path : Path or str
        A file that ends in one of :data:`REPORTS`.
    since : date or ISO text, optional
        The day to compare with; 30 days before if none is given.
    **wanted
        `on`, the day (the last with news, if none is given); `as_known`, `language` ("en" or
        "ar"), `title`.

    Raises
    ------
    ExportError
        If the ending is unknown, nothing is on the map, or the target cannot be written.
    EnvironmentMissing
        If a PDF is asked for and there is no browser.
    """
    target = Path(path)
    write = REPORTS.get(target.suffix.lower())
    if write is None:
        raise ExportError(f"{target} is no report; expected one of {', '.join(REPORTS)}.")
    options = read_options(wanted)
    brief = make_brief(project, options, since=None if since is None else read_day(since))
    with told_whole(target) as beside:
        write(brief, project, beside, options)


def _write_html(brief: Brief, project: Project, path: Path, options: ExportOptions) -> None:
    path.write_text(_page(brief, project, options), encoding="utf-8", newline="")


def _write_pdf(brief: Brief, project: Project, path: Path, options: ExportOptions) -> None:
    print_pdf(_page(brief, project, options), path)


def _write_docx(brief: Brief, project: Project, path: Path, options: ExportOptions) -> None:
    said = words(brief.language)
    picture = _picture(brief, project, options, "png")
    write_docx(brief, picture, path, words=said["report"], mode=_mode(brief))


REPORTS: Mapping[str, Callable[[Brief, Project, Path, ExportOptions], None]] = {
    ".html": _write_html,
    ".docx": _write_docx,
    ".pdf": _write_pdf,
}
"""What writes a report, by the ending of its name."""


def _page(brief: Brief, project: Project, options: ExportOptions) -> str:
    """Fill the template; Jinja escapes whatever is put in."""
    from jinja2 import Environment, StrictUndefined

    source = resources.files("mapper.exports").joinpath("report.html.j2").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    said = words(brief.language)
    return template.render(
        b=brief,
        w={**said["report"], "comma": said["picture"]["comma"]},
        mode=_mode(brief),
        made=made_by(brief),
        picture=base64.b64encode(_picture(brief, project, options, "svg")).decode(),
    )


def _mode(brief: Brief) -> str:
    return str(words(brief.language)["picture"]["as_known" if brief.as_known else "hindsight"])


def made_by(brief: Brief) -> str:
    """Say what made a brief, from how much."""
    said = words(brief.language)["report"]["made"]
    return str(said.format(claims=brief.claims, articles=brief.articles, **brief.provenance))


def _picture(brief: Brief, project: Project, options: ExportOptions, kind: str) -> bytes:
    """Draw both days side by side."""
    shown = dataclasses.replace(
        options,
        on=(brief.since, brief.on),
        title="",
        size_mm=_SIZE_MM,
        dpi=_DOCX_DPI,
        inset=False,
    )
    file = io.BytesIO()
    with plain_style():
        figure = draw_picture(project, shown)
        figure.savefig(file, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return file.getvalue()
