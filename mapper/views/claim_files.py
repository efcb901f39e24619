"""A selection of claims as a file: for spreadsheets, for maps, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from mapper.records import Claim
from mapper.views.spreadsheet import spreadsheet_csv

__all__ = ["CLAIM_FILES", "claims_csv", "claims_geojson", "claims_jsonl"]

_COLUMNS = (
    *("id", "doc", "kind", "place", "place_id", "name_ar", "name_en", "lat", "lon", "actor"),
    *("from_actor", "share", "date_from", "date_to", "published", "outlet", "source", "modality"),
    *("evidence", "rule", "confidence"),
)


def claims_csv(claims: Iterable[Claim]) -> str:
    r"""Write claims as CSV for spreadsheets, a row a claim.

    >>> claims_csv([]).strip().split(",")[:3]
    ['\ufeffid', 'doc', 'kind']
    """
    rows = (_row(claim) for claim in claims)
    return spreadsheet_csv(_COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))


def claims_jsonl(claims: Iterable[Claim]) -> str:
    """Write claims as JSON Lines; :meth:`mapper.records.Claim.from_json` reads them back.

    >>> claims_jsonl([])
    ''
    """
    return "".join(_json(claim.to_json()) + "\n" for claim in claims)


def claims_geojson(claims: Iterable[Claim]) -> str:
    """Write claims as points (RFC 7946); the geometry of a place without a point is null.

    >>> json.loads(claims_geojson([]))
    {'type': 'FeatureCollection', 'features': []}
    """
    features = ",\n".join(_json(_feature(claim)) for claim in claims)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


CLAIM_FILES: Mapping[str, Callable[[Iterable[Claim]], str]] = MappingProxyType(
    {".csv": claims_csv, ".geojson": claims_geojson, ".jsonl": claims_jsonl}
)
"""What writes each kind of file, by its ending."""


def _row(claim: Claim) -> dict[str, Any]:
    record, place = claim.to_json(), claim.place
    first, last = record["date"] or (None, None)
    evidence = claim.evidence.text if claim.evidence else None
    row = {name: record[name] for name in _COLUMNS if name in record}
    row |= {"place": place.text, "place_id": place.id, "name_ar": place.name_ar}
    row |= {"name_en": place.name_en, "lat": place.lat, "lon": place.lon}
    return row | {"date_from": first, "date_to": last, "evidence": evidence}


def _feature(claim: Claim) -> dict[str, Any]:
    row = _row(claim)
    lat, lon = row.pop("lat"), row.pop("lon")
    point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": claim.id, "geometry": point, "properties": row}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
