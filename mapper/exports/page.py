"""The map as one HTML file that needs no network."""

from __future__ import annotations

from mapper.maps import control_map, control_map_html
from mapper.store import Project, areas_config

__all__ = ["project_html"]


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
        boundaries=project.boundaries,
        gazetteer=project.meta.get("gazetteer", ""),
    )
    return control_map_html(map_)
