"""The project file: a GeoPackage that QGIS opens as it is.

Layers `control_points`, `control_areas`, `incidents`, and `border` and `barriers` where the project
has any; tables `documents`, `claims`, `decisions`, `meta`. Written whole, beside the old file, then
put in its place; no decision of the old file is lost.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig, Config, ControlConfig
from mapper.control import ControlTimeline, intervals_from_rows
from mapper.errors import ExportError, ProjectError, SaytaraError
from mapper.features import (
    Topology,
    build_topology,
    incident_points,
    interval_areas,
    interval_points,
    timeline_places,
)
from mapper.files import replacing
from mapper.layers import Boundaries
from mapper.records import Claim, Decision, Document, Incident
from mapper.store.decisions import decided, joined_decisions
from mapper.store.tables import area_table, claim_table, front_table, incident_table

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "FORMAT_VERSION",
    "Project",
    "areas_config",
    "as_decided",
    "check_target",
    "control_config",
    "project_config",
    "read_project",
    "write_project",
]

FORMAT_VERSION = 2
"""The version of the file's layout; a file of a later one is refused."""

_POINTS, _AREAS, _INCIDENTS = "control_points", "control_areas", "incidents"
_BORDER, _BARRIERS = "border", "barriers"
_DAYS = frozenset({"as_known_on", "date_from", "date_to", "published"})
_NUMBERS = frozenset({"lat", "lon", "confidence", "area_km2", "geometry"})
_GEOPACKAGE = "1.2"
"""Old enough for every QGIS in use to open it without a word."""
_SQLITE = b"SQLite format 3\x00"
_TABLES = {
    "documents": (
        "id TEXT NOT NULL UNIQUE, title TEXT, text TEXT NOT NULL, published TEXT, outlet TEXT, "
        "url TEXT, language TEXT"
    ),
    "claims": (
        "id TEXT NOT NULL, doc TEXT NOT NULL, kind TEXT NOT NULL, place_text TEXT NOT NULL, "
        "place_id TEXT, lat REAL, lon REAL, actor TEXT NOT NULL, from_actor TEXT, date_from TEXT, "
        "date_to TEXT, modality TEXT NOT NULL, source TEXT, outlet TEXT, published TEXT, "
        "evidence TEXT, rule TEXT, confidence REAL, record TEXT NOT NULL"
    ),
    "decisions": (
        "claim TEXT NOT NULL, verdict TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, "
        "kind TEXT, actor TEXT, place_id TEXT, note TEXT, record TEXT NOT NULL"
    ),
    "meta": "key TEXT NOT NULL UNIQUE, value TEXT NOT NULL",
}
"""The attribute tables; `record` holds the whole claim or decision as JSON, the rest is to read."""


@dataclass(frozen=True, slots=True)
class Project:
    """All that a project file holds.

    `claims` are as extracted; the timelines are of the claims as decided. `meta` says what made
    it: version, configuration, hashes of configuration, gazetteer and vocabulary.
    """

    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    hindsight: ControlTimeline = field(default_factory=ControlTimeline)
    as_known: ControlTimeline = field(default_factory=ControlTimeline)
    boundaries: Boundaries = field(default_factory=Boundaries)
    meta: Mapping[str, str] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def timeline(self, *, as_known: bool = False) -> ControlTimeline:
        """Give one of the two timelines: in hindsight, or each day as it was known then."""
        return self.as_known if as_known else self.hindsight

    def topology(self, *, as_known: bool = False) -> Topology:
        """Divide the ground among the places of a timeline; see docs/areas.md.

        >>> Project().topology().area_km2
        0.0
        """
        places = timeline_places(self.timeline(as_known=as_known))
        return build_topology(places, config=areas_config(self), boundaries=self.boundaries)

    def intervals(self, *, as_known: bool = False) -> gpd.GeoDataFrame:
        """Give the control intervals as a table of points.

        Returns
        -------
        GeoDataFrame
            Columns :data:`~mapper.features.POINT_COLUMNS`, EPSG:4326; dates are ISO text.

        >>> Project().intervals().empty
        True
        """
        return interval_points(self.timeline(as_known=as_known))

    def areas(self, *, on: dt.date | str | None = None, as_known: bool = False) -> gpd.GeoDataFrame:
        """Give the ground of every interval, or that of every holder on one day.

        Parameters
        ----------
        on : date or ISO text, optional
            The day.
        as_known : bool
            As it was known on each day, instead of in hindsight.

        Returns
        -------
        GeoDataFrame
            Columns :data:`~mapper.features.AREA_COLUMNS`, for a day
            :data:`~mapper.features.DAY_AREA_COLUMNS`; EPSG:4326.

        >>> Project().areas(on="2017-11-11").empty
        True
        """
        topology, timeline = self.topology(as_known=as_known), self.timeline(as_known=as_known)
        return area_table(topology, timeline, on=_given_day(on))

    def fronts(
        self, *, on: dt.date | str | None = None, as_known: bool = False
    ) -> gpd.GeoDataFrame:
        """Give the front lines of all time with their days, or those of one day.

        The parameters are those of :meth:`areas`.

        Returns
        -------
        GeoDataFrame
            Columns :data:`~mapper.features.FRONT_SERIES_COLUMNS`, for a day
            :data:`~mapper.features.FRONT_COLUMNS`; EPSG:4326.

        >>> Project().fronts().empty
        True
        """
        topology, timeline = self.topology(as_known=as_known), self.timeline(as_known=as_known)
        return front_table(topology, timeline, on=_given_day(on))

    def claims_table(self) -> gpd.GeoDataFrame:
        """Give the claims as a table of points; `claims` are the records themselves.

        Returns
        -------
        GeoDataFrame
            Columns :data:`~mapper.store.CLAIM_COLUMNS`, the first eleven as in ACLED; EPSG:4326.

        >>> Project().claims_table().empty
        True
        """
        return claim_table(self.claims, self.documents)

    def incidents_table(self) -> gpd.GeoDataFrame:
        """Give the incidents as a table of points; `incidents` are the records themselves.

        Returns
        -------
        GeoDataFrame
            Columns :data:`~mapper.store.INCIDENT_COLUMNS`, much as those of claims; EPSG:4326.

        >>> Project().incidents_table().empty
        True
        """
        return incident_table(self.incidents, self.documents)


def _given_day(on: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(on) if isinstance(on, str) else on


def project_config(project: Project) -> Config:
    """Give the settings that a project was made with; where to look places up is not among them.

    >>> project_config(Project()) == Config()
    True
    """
    return Config.from_text(project.meta.get("config", "{}"))


def areas_config(project: Project) -> AreasConfig:
    """Give the settings of areas that a project was made with.

    >>> areas_config(Project()).reach_km
    15.0
    """
    return project_config(project).areas


def control_config(project: Project) -> ControlConfig:
    """Give the parameters of the model that a project was made with.

    >>> control_config(Project()).likely
    0.45
    """
    return project_config(project).control


def as_decided(project: Project) -> Project:
    """Give the project with the claims that its timelines are of.

    >>> as_decided(Project()) == Project()
    True
    """
    claims = tuple(decided(project.claims, project.decisions))
    return dataclasses.replace(project, claims=claims)


# ------------------------------------------------------------------------------------- write


def check_target(path: Path) -> None:
    """Refuse a target that no project can be written to, before any work is done.

    Raises
    ------
    ProjectError
        If the ending is not .gpkg, the folder is missing, or the file there is no project of this
        version: it is never overwritten.
    """
    if path.suffix.lower() != ".gpkg":
        raise ProjectError(
            f"A project is a .gpkg file; {path} is not: name for example syria.gpkg."
        )
    if not path.parent.is_dir():
        raise ProjectError(f"There is no folder {path.parent}; make it first.")
    if path.exists():
        with _opened(path):
            pass


def write_project(project: Project, path: Path) -> None:
    """Write a project; the old file stays whole until the new one is.

    Decisions that the old file has and the project lacks are kept. They count when control is
    inferred the next time.

    Parameters
    ----------
    project : Project
        What to write.
    path : Path
        A .gpkg file; if it exists it must be a project.

    Raises
    ------
    ProjectError
        See :func:`check_target`; also if the disk refuses.
    """
    check_target(path)
    if path.exists():  # somebody may have decided while this project was made
        decisions = joined_decisions(_read_decisions(path), project.decisions)
        project = dataclasses.replace(project, decisions=decisions)
    try:
        with replacing(path) as beside:
            _write_layers(project, beside)
            _write_tables(project, beside)
    except ExportError as error:
        raise ProjectError(str(error)) from error


def _write_layers(project: Project, path: Path) -> None:
    import pandas as pd

    points = [interval_points(project.hindsight), interval_points(project.as_known)]
    filled = [frame for frame in points if len(frame)]
    _write_layer(pd.concat(filled, ignore_index=True) if filled else points[0], path, _POINTS)
    areas = interval_areas(
        project.hindsight, config=areas_config(project), boundaries=project.boundaries
    )
    _write_layer(areas, path, _AREAS)
    for layer, shapes in (
        (_BORDER, project.boundaries.border),
        (_BARRIERS, project.boundaries.barriers),
    ):
        if shapes:
            _write_shapes(shapes, path, layer)
    _write_layer(incident_points(project.incidents), path, _INCIDENTS)


def _write_layer(frame: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    """Write a layer with dates as dates, so that QGIS's temporal controller takes them."""
    import pandas as pd
    import pyogrio

    typed = frame.copy()
    for column in typed.columns:
        if column.startswith("valid_") or column in _DAYS:
            days = [dt.date.fromisoformat(d) if isinstance(d, str) else None for d in typed[column]]
            typed[column] = pd.array(days, dtype="date32[pyarrow]")
        elif column not in _NUMBERS:
            typed[column] = typed[column].astype("string[pyarrow]")
    pyogrio.write_dataframe(
        typed,
        path,
        layer=layer,
        driver="GPKG",
        append=path.exists(),
        dataset_options=None if path.exists() else {"VERSION": _GEOPACKAGE},
        geometry_type="MultiPolygon" if layer == _AREAS else "Point",
        promote_to_multi=layer == _AREAS,  # a coast or a river may leave a place several pieces
        use_arrow=True,
    )


def _write_shapes(shapes: Sequence[Any], path: Path, layer: str) -> None:
    import geopandas as gpd
    import pyogrio

    frame = gpd.GeoDataFrame(geometry=list(shapes), crs=4326)
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=True)


def _write_tables(project: Project, path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        for name, columns in _TABLES.items():
            base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, {columns})")
            base.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
                (name, "attributes", name),
            )
        _insert(base, "documents", [_document_row(d) for d in project.documents])
        _insert(base, "claims", [_claim_row(c) for c in project.claims])
        _insert(base, "decisions", [_decision_row(d) for d in project.decisions])
        meta = {**project.meta, "format": str(FORMAT_VERSION)}
        _insert(base, "meta", [{"key": key, "value": meta[key]} for key in sorted(meta)])
        # the same project gives the same file, so the time of writing is not told
        base.execute("UPDATE gpkg_contents SET last_change = '1970-01-01T00:00:00.000Z'")
        base.commit()


def _insert(base: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    holes = ", ".join("?" for _ in names)
    base.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holes})",  # noqa: S608 - our own names
        [tuple(row.values()) for row in rows],
    )


def _document_row(document: Document) -> dict[str, Any]:
    record = document.to_json()
    keys = ("id", "title", "text", "published", "outlet", "url", "language")
    return {key: record.get(key) for key in keys}


def _claim_row(claim: Claim) -> dict[str, Any]:
    record = claim.to_json()
    span = claim.evidence
    return {
        "id": claim.id,
        "doc": claim.doc,
        "kind": record["kind"],
        "place_text": claim.place.text,
        "place_id": claim.place.id,
        "lat": claim.place.lat,
        "lon": claim.place.lon,
        "actor": claim.actor,
        "from_actor": claim.from_actor,
        "date_from": record["date"][0] if record["date"] else None,
        "date_to": record["date"][1] if record["date"] else None,
        "modality": record["modality"],
        "source": claim.source,
        "outlet": claim.outlet,
        "published": record["published"],
        "evidence": span.text if span else None,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "record": json.dumps(record, ensure_ascii=False),
    }


def _decision_row(decision: Decision) -> dict[str, Any]:
    record = decision.to_json()
    kept = {key: record[key] for key in ("claim", "verdict", "by", "at", "kind", "actor", "note")}
    place = decision.place.id if decision.place else None
    return {**kept, "place_id": place, "record": json.dumps(record, ensure_ascii=False)}


# -------------------------------------------------------------------------------------- read


_DAMAGE = (
    *(sqlite3.Error, SaytaraError, ValueError, KeyError, TypeError, IndexError),
    RuntimeError,  # of GDAL
)
"""What reading a project raises that is not as it was written."""


def read_project(path: Path | str) -> Project:
    """Read a project file.

    Raises
    ------
    ProjectError
        If the file is missing, damaged, no project, or of a later version.
    """
    path = Path(path)
    try:
        with _opened(path) as base:
            documents = [_document(row) for row in base.execute("SELECT * FROM documents")]
            records = base.execute("SELECT record FROM claims ORDER BY fid")
            claims = [Claim.from_json(json.loads(row["record"])) for row in records]
            meta = dict(base.execute("SELECT key, value FROM meta ORDER BY key").fetchall())
            points = base.execute(f"SELECT * FROM {_POINTS} ORDER BY fid").fetchall()  # noqa: S608
            layers = {row["table_name"] for row in base.execute("SELECT * FROM gpkg_contents")}
            incidents, decisions = _incidents(base), _decisions(base)
        border, barriers = (
            _read_shapes(path, layer) if layer in layers else () for layer in (_BORDER, _BARRIERS)
        )
        bounds = Boundaries(border=border, barriers=barriers)
        return _project(documents, claims, meta, points, bounds, incidents, decisions)
    except ProjectError:
        raise
    except _DAMAGE as error:
        raise ProjectError(
            f"{path} is damaged ({error}); make it again with: saytara run DOCS -o {path.name}"
        ) from None


def _project(
    documents: list[Document],
    claims: list[Claim],
    meta: dict[str, str],
    points: Sequence[sqlite3.Row],
    boundaries: Boundaries,
    incidents: tuple[Incident, ...],
    decisions: tuple[Decision, ...],
) -> Project:
    rows = [{key: row[key] for key in row.keys()} for row in points]  # noqa: SIM118 - a Row
    hindsight = intervals_from_rows(row for row in rows if row["as_known_on"] is None)
    as_known = intervals_from_rows(row for row in rows if row["as_known_on"] is not None)
    meta.pop("format")
    return Project(
        documents=tuple(documents),
        claims=tuple(claims),
        incidents=incidents,
        hindsight=ControlTimeline(tuple(hindsight)),
        as_known=ControlTimeline(tuple(as_known)),
        boundaries=boundaries,
        meta=meta,
        decisions=decisions,
    )


def _read_shapes(path: Path, layer: str) -> tuple[Any, ...]:
    import pyogrio

    return tuple(pyogrio.read_dataframe(path, layer=layer, columns=[]).geometry)


def _incidents(base: sqlite3.Connection) -> tuple[Incident, ...]:
    """Read the incidents; a file made before there were any has no layer of them."""
    layer = base.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (_INCIDENTS,))
    if layer.fetchone() is None:
        return ()
    rows = base.execute(f"SELECT record FROM {_INCIDENTS} ORDER BY fid")  # noqa: S608
    return tuple(Incident.from_json(json.loads(row["record"])) for row in rows)


def _read_decisions(path: Path) -> tuple[Decision, ...]:
    with _opened(path) as base:
        return _decisions(base)


def _decisions(base: sqlite3.Connection) -> tuple[Decision, ...]:
    """Read the decisions; files of format 1 have no table of them."""
    tables = base.execute("SELECT 1 FROM gpkg_contents WHERE table_name = 'decisions'").fetchall()
    if not tables:
        return ()
    rows = base.execute("SELECT record FROM decisions ORDER BY fid")
    return tuple(Decision.from_json(json.loads(row["record"])) for row in rows)


def _document(row: sqlite3.Row) -> Document:
    return Document.from_json({key: row[key] for key in row.keys() if key != "fid"})  # noqa: SIM118


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a project for reading, or say in one sentence why not."""
    _check_file(path)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        try:
            found = base.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.Error:
            found = None
        if found is None:
            raise ProjectError(
                f"{path} is no Saytara project, or is damaged; it is left as it is. "
                "Name another file, or one made by saytara run."
            )
        if not found["value"].isdigit() or int(found["value"]) > FORMAT_VERSION:
            raise ProjectError(
                f"{path} was made by a later version of Saytara (format {found['value']}, this one "
                f"reads {FORMAT_VERSION}); update Saytara. The file is left as it is."
            )
        yield base


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except FileNotFoundError:
        raise ProjectError(
            f"There is no project {path}; make one with: saytara run DOCS -o {path.name}"
        ) from None
    except OSError as error:
        raise ProjectError(f"Cannot read {path}: {error.strerror}.") from None
    if head != _SQLITE:
        raise ProjectError(
            f"{path} is no Saytara project (not a GeoPackage); it is left as it is. "
            "Name another file, or one made by saytara run."
        )
