"""The open project, kept between reruns until its file changes."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mapper.config import MapConfig, read_config
from mapper.exports import export, project_map_data
from mapper.geoparsing import DoubtfulName, doubtful_names
from mapper.pipeline import build_project, decide
from mapper.records import Claim, Decision, Document
from mapper.store import (
    Project,
    as_decided,
    project_config,
    read_project,
    standing_decisions,
    write_project,
)
from mapper.ui.server import CONFIG_VARIABLE
from mapper.views import (
    HIDDEN,
    ClaimChoices,
    ClaimFilter,
    Perspective,
    choices_of,
    hide_intervals,
    seen_by,
)

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.features import Topology
    from mapper.maps import SeriesColumns

__all__ = [
    "PROJECT_VARIABLE",
    "HiddenRows",
    "MapPage",
    "OpenProject",
    "add",
    "map_settings",
    "open_project",
    "project_path",
    "save",
]

PROJECT_VARIABLE = "SAYTARA_PROJECT"
"""The environment variable that names the project to open."""

_MOST_VIEWS, _MOST_EXPORTS = 16, 4
_WRITING = Lock()
"""Who changes the project reads it first; two browsers must not do so at once."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """A map as one page, and what made columns of its timelines."""

    html: str
    columns: SeriesColumns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HiddenRows:
    """What a filter hides on a map: how many intervals, and what the map is told of them."""

    many: int = 0
    message: Mapping[str, Any] | None = None


class OpenProject:
    """A project as it was read at one time; what is made of it is made once.

    `project` has the claims as extracted, `decided` as people decided about them.
    """

    def __init__(self, project: Project, path: Path) -> None:
        self.project = project
        self.path = path
        self.decided = as_decided(project)
        self.seen_by = lru_cache(maxsize=_MOST_VIEWS)(self._seen_by)
        self.map_page = lru_cache(maxsize=_MOST_VIEWS)(self._map_page)
        self.hidden_rows = lru_cache(maxsize=_MOST_VIEWS)(self._hidden_rows)
        self.ground = lru_cache(maxsize=_MOST_VIEWS)(self._ground)
        self.exported = lru_cache(maxsize=_MOST_EXPORTS)(self._exported)

    @property
    def stem(self) -> str:
        """The name of the file without the ending."""
        return self.path.stem

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The articles by id."""
        return {document.id: document for document in self.project.documents}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims as extracted, by id."""
        return {claim.id: claim for claim in self.project.claims}

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """What stands decided about claims, by their ids."""
        return standing_decisions(self.project.decisions)

    @cached_property
    def choices(self) -> ClaimChoices:
        """What there is to filter by."""
        return choices_of((*self.project.claims, *self.decided.claims))

    @cached_property
    def doubts(self) -> tuple[DoubtfulName, ...]:
        """The names that were not resolved, or not surely."""
        return doubtful_names(self.project.claims)

    def _seen_by(self, perspective: Perspective) -> Project:
        """Give the project, as decided, by the word of some sources."""
        return as_decided(seen_by(self.project, perspective))

    def _ground(self, perspective: Perspective) -> Topology:
        """Give the ground of the places that some sources tell of."""
        return self.seen_by(perspective).topology()

    def _exported(self, ending: str) -> bytes:
        """Give the project, as decided, as a file of the format with that ending."""
        with tempfile.TemporaryDirectory(prefix="saytara-") as folder:
            path = Path(folder) / f"{self.stem}{ending}"
            export(self.decided, path, map=map_settings())
            return path.read_bytes()

    def _map_page(self, perspective: Perspective) -> MapPage:
        """Give the map by the word of some sources; it is told its language, and what is hidden."""
        from mapper.maps import control_map_html, map_of

        looks = map_settings()
        data = project_map_data(self.seen_by(perspective), settings=looks)
        html = control_map_html(map_of(data, settings=looks))
        return MapPage(html=html, columns=data.columns)

    def _hidden_rows(self, perspective: Perspective, wanted: ClaimFilter) -> HiddenRows:
        """Give what a filter hides on the map of a perspective."""
        from mapper.maps import hidden_rows

        if not wanted.hides_intervals:
            return HiddenRows()
        seen = self.seen_by(perspective)
        hindsight, many = hide_intervals(seen.hindsight, wanted, seen.claims)
        as_known, _ = hide_intervals(seen.as_known, wanted, seen.claims)
        timelines = {"hindsight": hindsight, "as_known": as_known}
        columns = self.map_page(perspective).columns
        return HiddenRows(many=many, message=hidden_rows(columns, timelines, rule=HIDDEN))


def map_settings(environment: Mapping[str, str] = os.environ) -> MapConfig:
    """Give how maps look, from the file that :data:`~mapper.ui.server.CONFIG_VARIABLE` names.

    Raises
    ------
    ConfigError
        If the file cannot be read or says what is no setting.

    >>> map_settings({}).digits
    'latin'
    """
    file = environment.get(CONFIG_VARIABLE)
    return read_config(Path(file)).map if file else MapConfig()


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
    return OpenProject(read_project(path), path)


def add(path: Path, documents: Iterable[Document], gazetteer: Gazetteer) -> None:
    """Add documents to the project file, by the settings it was made with.

    Raises
    ------
    ProjectError
        If the file cannot be read or written.
    """
    with _WRITING:
        before = open_project(path).project
        config = project_config(before)
        write_project(build_project(documents, gazetteer, config, before=before), path)


def save(path: Path, decision: Decision) -> None:
    """Add a decision to the project file, and infer control with it.

    Raises
    ------
    ProjectError
        If the file cannot be read or written.
    """
    with _WRITING:
        write_project(decide(open_project(path).project, decision), path)
