"""GeoJSON (RFC 7946) with the `time` member of JSON-FG.

Points first, then areas, both of the hindsight timeline, each feature an interval. `properties`
hold the columns of the intervals contract, and `start` and `end` as ISO text for tools that look
for those; `layer` tells points from areas.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mapper.features import interval_areas, interval_points
from mapper.maps import attribution
from mapper.store import Project, areas_config

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["project_geojson"]

_DECIMALS = 6
_CONFORMS = ["http://www.opengis.net/spec/json-fg-1/0.2/conf/core"]


def project_geojson(project: Project) -> str:
    """Give the control intervals of a project as GeoJSON text, one feature a line.

    Coordinates are lon, lat in EPSG:4326 with six decimals; outer rings run counter-clockwise. An
    open interval has `end` null, and ".." in `time`.
    """
    points = interval_points(project.hindsight)
    areas = interval_areas(
        project.hindsight, config=areas_config(project), boundaries=project.boundaries
    )
    features = [*_features(points, "point"), *_features(areas, "area")]
    head = {
        "type": "FeatureCollection",
        "conformsTo": _CONFORMS,
        "attribution": attribution(project.meta.get("gazetteer", "")),
        "version": project.meta.get("version"),
        "config_hash": project.meta.get("config_hash"),
        "gazetteer_hash": project.meta.get("gazetteer_hash"),
    }
    opening = _json(head)[:-1]
    lines = ",\n".join(map(_json, features))
    return f'{opening},"features":[\n{lines}\n]}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _features(frame: gpd.GeoDataFrame, layer: str) -> Iterator[Mapping[str, Any]]:
    import shapely

    shapes = shapely.orient_polygons(frame.geometry.to_numpy(), exterior_cw=False)
    records = frame.drop(columns="geometry").to_dict("records")
    for number, (record, shape) in enumerate(zip(records, shapes, strict=True)):
        values = {key: value if value == value else None for key, value in record.items()}
        start, end = values["valid_from"], values["valid_to"]
        yield {
            "type": "Feature",
            "id": f"{layer}-{number}",
            "time": {"interval": [start, end or ".."]},
            "geometry": _geometry(shape),
            "properties": {"layer": layer, "start": start, "end": end, **values},
        }


def _geometry(shape: Any) -> Mapping[str, Any]:
    from shapely.geometry import mapping

    plain = mapping(shape)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(part: Any) -> Any:
    if isinstance(part, float):
        return round(part, _DECIMALS)
    return [_rounded(inner) for inner in part]
