"""One registry of formats, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mapper.errors import ExportError
from mapper.exports.geojson import project_geojson
from mapper.exports.page import project_html
from mapper.files import write_text
from mapper.store import Project

__all__ = ["FORMATS", "export"]

FORMATS: Mapping[str, Callable[[Project], str]] = {
    ".geojson": project_geojson,
    ".html": project_html,
}
"""What writes each format: a project in, the text of the file out."""


def export(project: Project, path: Path) -> None:
    """Export a project to a file; the ending of its name says in which format.

    The file is written whole or not at all. The same project gives the same bytes.

    Raises
    ------
    ExportError
        If the ending is not one of :data:`FORMATS`, or the target cannot be written.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        known = ", ".join(FORMATS)
        raise ExportError(f"{path} ends in no format that is known; expected one of {known}.")
    write_text(path, write(project))
