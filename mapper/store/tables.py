"""A project as tables with geometry: what a notebook reads and exports write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mapper.features import (
    Topology,
    areas_on,
    front_series,
    fronts_on,
    interval_areas,
)
from mapper.records import Claim, DateRange, Document, Incident

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.control import ControlTimeline

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "area_table",
    "claim_table",
    "front_table",
    "incident_table",
]

CLAIM_COLUMNS: Sequence[str] = (
    *("event_date", "time_precision", "event_type", "actor1", "actor2", "location", "latitude"),
    *("longitude", "geo_precision", "source", "notes"),
    *("claim_id", "event_date_latest", "date_basis", "place_id", "place_name_ar", "place_name_en"),
    *("country", "admin1", "share", "modality", "source_cited", "published", "document", "title"),
    *("url", "rule", "confidence", "geometry"),
)
"""Columns of the table of claims, in order; the first eleven are named and meant as in ACLED."""

INCIDENT_COLUMNS: Sequence[str] = tuple(
    "incident_id" if name == "claim_id" else name for name in CLAIM_COLUMNS if name != "share"
)
"""Columns of the table of incidents: those of claims, but for `incident_id` and no share."""

_EXACT, _WEEK, _LONGER = 1, 2, 3
_AT_THE_PLACE, _NEAR_IT = 1, 2
_DAYS_OF_WEEK = 7


def area_table(
    topology: Topology, timeline: ControlTimeline, *, on: dt.date | None = None
) -> gpd.GeoDataFrame:
    """Give the ground of every interval, or on a day that of every holder, dissolved.

    Returns
    -------
    GeoDataFrame
        :data:`~mapper.features.AREA_COLUMNS`; for a day :data:`~mapper.features.DAY_AREA_COLUMNS`.
        EPSG:4326.
    """
    if on is None:
        return interval_areas(timeline, topology=topology)
    return areas_on(topology, timeline, on)


def front_table(
    topology: Topology, timeline: ControlTimeline, *, on: dt.date | None = None
) -> gpd.GeoDataFrame:
    """Give the front lines of all time with the days for which they hold, or those of a day.

    Returns
    -------
    GeoDataFrame
        :data:`~mapper.features.FRONT_SERIES_COLUMNS`; for a day
        :data:`~mapper.features.FRONT_COLUMNS`. EPSG:4326.
    """
    if on is None:
        return front_series(topology, timeline)
    return fronts_on(topology, timeline, on)


def claim_table(claims: Sequence[Claim], documents: Sequence[Document]) -> gpd.GeoDataFrame:
    """Give one row a claim.

    Returns
    -------
    GeoDataFrame
        Columns :data:`CLAIM_COLUMNS`, EPSG:4326, in the order of the claims; no geometry where the
        place is not resolved. `time_precision`: 1 a day, 2 up to a week, 3 longer; `geo_precision`:
        1 the place itself, 2 near it; both missing where nothing is known. `event_type` is the kind
        of the claim, `source` the outlet, `notes` the evidence as written. Dates are ISO text.
    """
    import geopandas as gpd

    known = {document.id: document for document in documents}
    rows = [_claim_row(claim, known.get(claim.doc)) for claim in claims]
    return gpd.GeoDataFrame(rows, columns=list(CLAIM_COLUMNS), crs=4326)


def incident_table(
    incidents: Sequence[Incident], documents: Sequence[Document]
) -> gpd.GeoDataFrame:
    """Give one row an incident.

    Returns
    -------
    GeoDataFrame
        Columns :data:`INCIDENT_COLUMNS`, EPSG:4326, in the order of the incidents, as of
        :func:`claim_table`: `actor1` did it, `actor2` suffered it.
    """
    import geopandas as gpd

    known = {document.id: document for document in documents}
    rows = [_incident_row(incident, known.get(incident.doc)) for incident in incidents]
    return gpd.GeoDataFrame(rows, columns=list(INCIDENT_COLUMNS), crs=4326)


def _claim_row(claim: Claim, document: Document | None) -> dict[str, Any]:
    other = {"claim_id": claim.id, "actor2": claim.from_actor, "share": claim.share}
    return _said_row(claim, document) | other


def _incident_row(incident: Incident, document: Document | None) -> dict[str, Any]:
    other = {"incident_id": incident.id, "actor2": incident.target}
    return _said_row(incident, document) | other


def _said_row(said: Claim | Incident, document: Document | None) -> dict[str, Any]:
    """Give what claims and incidents share."""
    from shapely import Point

    place, when = said.place, said.date
    row: dict[str, Any] = {
        "event_date": when and when.earliest.isoformat(),
        "time_precision": _time_precision(when),
        "event_type": said.kind.value,
        "actor1": said.actor,
        "location": place.text,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": (_NEAR_IT if place.approximate else _AT_THE_PLACE)
        if place.resolved
        else None,
        "source": said.outlet,
        "notes": said.evidence and said.evidence.text,
        "event_date_latest": when and when.latest.isoformat(),
        "date_basis": said.date_basis.value,
        "place_id": place.id,
        "modality": said.modality.value,
        "source_cited": said.source,
        "published": said.published and said.published.isoformat(),
        "document": said.doc,
        "title": document and document.title,
        "url": document and document.url,
        "rule": said.rule,
        "confidence": said.confidence,
        "geometry": Point(place.lon, place.lat) if place.resolved else None,
    }
    named = ("name_ar", "name_en", "country", "admin1")
    return row | {f"place_{n}" if "name" in n else n: getattr(place, n) for n in named}


def _time_precision(when: DateRange | None) -> int | None:
    if when is None:
        return None
    if when.days == 1:
        return _EXACT
    return _WEEK if when.days <= _DAYS_OF_WEEK else _LONGER
