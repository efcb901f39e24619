"""The map as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path

from gazetteer import Gazetteer
from mapper.config import MapConfig
from mapper.exports.options import ExportOptions
from mapper.maps import MapData, control_map_html, map_data, map_of, side_perspectives
from mapper.store import Project, areas_config, control_config

__all__ = ["project_html", "project_map_data", "write_html"]


def project_html(
    project: Project, *, language: str = "en", settings: MapConfig | None = None
) -> str:
    """Give the map of a project as one HTML page.

    Parameters
    ----------
    project : Project
        What to show.
    language : str
        "en" or "ar": the language the page opens in.
    settings : MapConfig, optional
        Digits, days of incidents, online tiles, a user's own boundaries.
    """
    data = project_map_data(project, language=language, settings=settings)
    return control_map_html(map_of(data, settings=settings))


def project_map_data(
    project: Project, *, language: str = "en", settings: MapConfig | None = None
) -> MapData:
    """Collect what the map of a project shows; the parameters are those of :func:`project_html`.

    >>> project_map_data(Project()).payload["places"]["id"]
    []
    """
    return map_data(
        hindsight=project.hindsight,
        as_known=project.as_known,
        perspectives=side_perspectives(project.claims, config=control_config(project)),
        populations=_populations(project),
        claims=project.claims,
        documents=project.documents,
        incidents=project.incidents,
        language=language,
        areas=areas_config(project),
        boundaries=project.boundaries,
        gazetteer=project.meta.get("gazetteer", ""),
        settings=settings,
    )


def write_html(project: Project, path: Path, options: ExportOptions) -> None:
    """Write the same to a file."""
    text = project_html(project, language=options.language, settings=options.map)
    path.write_text(text, encoding="utf-8", newline="")


def _populations(project: Project) -> dict[str, int]:
    """Look up how many people live in the places of a project, where the gazetteer says so."""
    timelines = (project.hindsight, project.as_known)
    ids = {item.place_id for timeline in timelines for item in timeline.intervals}
    return Gazetteer.populations(sorted(ids))
