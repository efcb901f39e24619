"""The map as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path

from mapper.exports.options import ExportOptions
from mapper.maps import control_map, control_map_html
from mapper.store import Project, areas_config

__all__ = ["project_html", "write_html"]


def project_html(project: Project, *, language: str = "en") -> str:
    """Give the map of a project as one HTML page.

    Parameters
    ----------
    project : Project
        What to show.
    language : str
        "en" or "ar": the language the page opens in.
    """
    map_ = control_map(
        hindsight=project.hindsight,
        as_known=project.as_known,
        claims=project.claims,
        documents=project.documents,
        language=language,
        areas=areas_config(project),
        gazetteer=project.meta.get("gazetteer", ""),
    )
    return control_map_html(map_)


def write_html(project: Project, path: Path, options: ExportOptions) -> None:
    """Write the same to a file."""
    text = project_html(project, language=options.language)
    path.write_text(text, encoding="utf-8", newline="")
