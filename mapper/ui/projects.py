"""The open project, kept between reruns until its file changes."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from mapper.exports import project_geojson, project_html
from mapper.geoparsing import DoubtfulName, doubtful_names
from mapper.store import Project, read_project

__all__ = ["PROJECT_VARIABLE", "OpenProject", "open_project", "project_path"]

PROJECT_VARIABLE = "SAYTARA_PROJECT"
"""The environment variable that names the project to open."""


class OpenProject:
    """A project as it was read at one time; what is made of it is made once.

    `stem` is the name of its file without the ending.
    """

    def __init__(self, project: Project, stem: str) -> None:
        self.project = project
        self.stem = stem
        self.documents = {document.id: document for document in project.documents}
        self._html: dict[tuple[str, tuple[str, ...]], str] = {}
        self._geojson: str | None = None
        self._doubts: tuple[DoubtfulName, ...] | None = None

    def html(self, language: str, actors: tuple[str, ...] = ()) -> str:
        """Give the map as one page that opens in `language` ("en" or "ar").

        With `actors`, only the intervals that one of them takes part in are on it.
        """
        key = (language, tuple(sorted(actors)))
        if key not in self._html:
            shown = _only(self.project, actors) if actors else self.project
            self._html[key] = project_html(shown, language=language)
        return self._html[key]

    def geojson(self) -> str:
        """Give the control intervals as GeoJSON text."""
        if self._geojson is None:
            self._geojson = project_geojson(self.project)
        return self._geojson

    def doubts(self) -> tuple[DoubtfulName, ...]:
        """Give the names that were not resolved, or not surely."""
        if self._doubts is None:
            self._doubts = doubtful_names(self.project.claims)
        return self._doubts


def _only(project: Project, actors: tuple[str, ...]) -> Project:
    return dataclasses.replace(
        project,
        hindsight=project.hindsight.involving(actors),
        as_known=project.as_known.involving(actors),
    )


def project_path(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> Path | None:
    """Find which project to open: the first argument, else :data:`PROJECT_VARIABLE`, else none.

    >>> project_path([], {}) is None
    True
    >>> project_path(["a.gpkg"], {"SAYTARA_PROJECT": "b.gpkg"}).name
    'a.gpkg'
    """
    name = arguments[0] if arguments else environment.get(PROJECT_VARIABLE)
    return Path(name) if name else None


def open_project(path: Path) -> OpenProject:
    """Read a project, or give the one already read if its file has not changed.

    Raises
    ------
    ProjectError
        If the file is missing, damaged, no project, or of a later version.
    """
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = -1  # reading says in one sentence what is wrong with the file
    return _read(path, stamp)


@lru_cache(maxsize=4)
def _read(path: Path, stamp: int) -> OpenProject:  # noqa: ARG001 - a new stamp is a new project
    return OpenProject(read_project(path), path.stem)
