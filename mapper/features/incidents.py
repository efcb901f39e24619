"""Incidents as a table of points, for the map's context layer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mapper.records import Incident

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["INCIDENT_COLUMNS", "incident_points"]

INCIDENT_COLUMNS: Sequence[str] = (
    *("id", "doc", "kind", "place_text", "place_id", "place_name_ar", "place_name_en"),
    *("lat", "lon", "actor", "target", "date_from", "date_to", "date_basis", "modality"),
    *("source", "outlet", "published", "evidence", "rule", "confidence", "record", "geometry"),
)
"""Columns of the table of incidents, in order; `record` is the whole incident as JSON."""


def incident_points(incidents: Iterable[Incident]) -> gpd.GeoDataFrame:
    """Give one point an incident.

    Returns
    -------
    GeoDataFrame
        Columns :data:`~mapper.features.INCIDENT_COLUMNS`, EPSG:4326, in the order given; dates are
        ISO text. An incident at a place that is not on the map has no geometry. With no rows, but
        all columns, for no incidents.

    >>> incident_points([]).empty
    True
    """
    import geopandas as gpd

    rows = [_row(incident) for incident in incidents]
    return gpd.GeoDataFrame(rows, columns=list(INCIDENT_COLUMNS), geometry="geometry", crs=4326)


def _row(incident: Incident) -> dict[str, Any]:
    from shapely import Point

    record, place = incident.to_json(), incident.place
    days = record["date"] or (None, None)
    row = {name: record[name] for name in INCIDENT_COLUMNS if name in record}
    return row | {
        "place_text": place.text,
        "place_id": place.id,
        "place_name_ar": place.name_ar,
        "place_name_en": place.name_en,
        "lat": place.lat,
        "lon": place.lon,
        "date_from": days[0],
        "date_to": days[1],
        "evidence": incident.evidence.text if incident.evidence else None,
        "record": json.dumps(record, ensure_ascii=False),
        "geometry": Point(place.lon, place.lat) if place.resolved else None,
    }
