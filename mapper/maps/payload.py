"""What the map in the browser gets: columns, not rows; see docs/map.md for the layout."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mapper.claims import quote
from mapper.records import Claim, Document
from mapper.vocabulary import actor_or_other

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["as_embedded_json", "payload"]

_SERIES = ("status", "actor", "against", "confidence", "rule")
_DAYS = ("valid_from", "valid_from_earliest", "valid_from_latest", "valid_to")


def payload(
    *,
    hindsight: gpd.GeoDataFrame,
    as_known: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    claims: Sequence[Claim],
    documents: Sequence[Document],
    language: str,
) -> dict[str, Any]:
    """Collect all that the timeline shows.

    Parameters
    ----------
    hindsight, as_known : GeoDataFrame
        Tables of points, as :func:`mapper.features.interval_points` makes them.
    areas : GeoDataFrame
        The table of areas of the same timeline as `hindsight`.
    claims, documents
        The evidence; claims about places that are not on the map are only counted.
    language : str
        "en" or "ar": the language the map opens in.
    """
    places = _places(hindsight, as_known)
    index = {place_id: at for at, place_id in enumerate(places["id"])}
    shown = [c for c in claims if c.place.id in index]
    numbers = {claim.id: at for at, claim in enumerate(shown)}
    return {
        "language": language,
        "places": places | {"cell": _cells(areas, places["id"])},
        "actors": _actors(hindsight, as_known, shown),
        "series": {
            "hindsight": _series(hindsight, index, numbers),
            "as_known": _series(as_known, index, numbers),
        },
        "claims": _claims(shown, index, {document.id: document for document in documents}),
        "unplaced": sum(not claim.place.resolved for claim in claims),
        "basemap": _basemap(),
    }


def as_embedded_json(value: Any) -> str:
    r"""Give JSON that is safe inside a script element, whatever it quotes.

    >>> as_embedded_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _places(*frames: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    columns = {"id": "place_id", "ar": "place_name_ar", "en": "place_name_en"}
    columns |= {"lat": "lat", "lon": "lon"}
    rows: dict[str, tuple[Any, ...]] = {}
    for frame in frames:
        for row in frame[list(columns.values())].itertuples(index=False, name=None):
            rows.setdefault(row[0], row)
    ordered = [rows[place_id] for place_id in sorted(rows)]
    return {name: [row[at] for row in ordered] for at, name in enumerate(columns)}


def _cells(areas: gpd.GeoDataFrame, ids: Sequence[str]) -> list[list[Any] | None]:
    """Give the outline of each place's ground as [lat, lon] pairs, as Leaflet wants them.

    A simple polygon is one list of pairs; with holes or of several parts, lists of rings in a list.
    """
    shapes = dict(zip(areas["place_id"], areas.geometry, strict=True))
    return [_outline(shapes[i]) if i in shapes else None for i in ids]


def _outline(shape: Any) -> list[Any]:
    parts = [[part.exterior, *part.interiors] for part in getattr(shape, "geoms", [shape])]
    outlines = [[_pairs(ring) for ring in rings] for rings in parts]
    return outlines[0][0] if len(outlines) == len(outlines[0]) == 1 else outlines


def _pairs(ring: Any) -> list[list[float]]:
    return [[round(y, 4), round(x, 4)] for x, y in ring.coords]


def _actors(
    hindsight: gpd.GeoDataFrame, as_known: gpd.GeoDataFrame, claims: Sequence[Claim]
) -> dict[str, dict[str, str]]:
    ids = {a for frame in (hindsight, as_known) for c in ("actor", "against") for a in frame[c]}
    ids |= {a for claim in claims for a in (claim.actor, claim.from_actor)}
    known = (actor_or_other(actor) for actor in sorted(a for a in ids if isinstance(a, str)))
    return {a.id: {"ar": a.name_ar, "en": a.name_en, "colour": a.colour} for a in known}


def _series(
    frame: gpd.GeoDataFrame, places: Mapping[str, int], claims: Mapping[str, int]
) -> dict[str, list[Any]]:
    """Give the intervals as columns; places and claims by their number."""
    series: dict[str, list[Any]] = {"place": [places[i] for i in frame["place_id"]]}
    for column in (*_SERIES, *_DAYS):
        series[column] = [value if value == value else None for value in frame[column]]
    for column in ("supporting_claims", "contradicting_claims"):
        series[column] = [_numbers(text, claims) for text in frame[column]]
    return series


def _numbers(text: object, claims: Mapping[str, int]) -> list[int]:
    names = text.split() if isinstance(text, str) else []
    return [claims[name] for name in names if name in claims]


def _claims(
    claims: Sequence[Claim], places: Mapping[str, int], documents: Mapping[str, Document]
) -> list[dict[str, Any]]:
    return [_claim(claim, places, documents.get(claim.doc)) for claim in claims]


def _claim(claim: Claim, places: Mapping[str, int], document: Document | None) -> dict[str, Any]:
    record = claim.to_json()
    kept = ("kind", "actor", "from_actor", "share", "date", "published", "outlet", "source")
    fields = {name: record[name] for name in (*kept, "modality", "rule", "confidence")}
    assert claim.place.id is not None
    fields |= {"place": places[claim.place.id], "url": document.url if document else None}
    if claim.evidence is not None:
        fields["quote"] = [claim.evidence.text]
        if document is not None:
            said = quote(document, claim.evidence)
            fields["quote"] = [said.before, said.evidence, said.after]
    return fields


@cache
def _basemap() -> Mapping[str, Any]:
    text = resources.files("mapper.maps").joinpath("data", "basemap.json").read_text("utf-8")
    layers: Mapping[str, Any] = json.loads(text)
    return layers
