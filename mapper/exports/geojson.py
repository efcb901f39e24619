"""GeoJSON (RFC 7946) with the `time` member of JSON-FG.

Each feature is an interval, or an event. `properties` hold the columns of its layer, and `start`
and `end` as ISO text for tools that look for those, half open; `layer` tells what it is. The
intervals of `time` are closed, as JSON-FG has them: they end on the last day.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from mapper.exports.layers import Layer, layers_of, shapes_of
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import provenance
from mapper.store import Project

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["project_geojson", "write_geojson"]

_CONFORMS = ["http://www.opengis.net/spec/json-fg-1/0.2/conf/core"]
_NOWHERE = (float("inf"), float("inf"), float("-inf"), float("-inf"))

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def project_geojson(project: Project, options: ExportOptions | None = None) -> str:
    """Give a project as GeoJSON text, one feature a line: points then areas, if not told otherwise.

    Coordinates are lon, lat in EPSG:4326 with six decimals; outer rings run counter-clockwise. An
    open interval has `end` null, and ".." in `time`.
    """
    options = options or ExportOptions()
    file = io.StringIO()
    _write(file, layers_of(project, options, options.what or ("points", "areas")), project)
    return file.getvalue()


def write_geojson(project: Project, path: Path, options: ExportOptions) -> None:
    """Write the same to a file, a batch of features at a time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        _write(file, layers_of(project, options, options.what), project)


def _write(file: TextIO, layers: Sequence[Layer], project: Project) -> None:
    head = {"type": "FeatureCollection", "conformsTo": _CONFORMS, **provenance(project)}
    file.write(f'{_encode(head)[:-1]},"features":[\n')
    between = ""
    box: Sequence[float] = _NOWHERE
    for layer in layers:
        number = 0
        for batch in layer.batches():
            lines = list(_features(layer, batch, number))
            file.write(between + ",\n".join(lines))
            number, between = number + len(lines), ",\n"
            box = _around(box, batch)
    told = "" if tuple(box) == _NOWHERE else f',"bbox":{_encode(box)}'
    file.write(f"\n]{told}}}\n")


def _features(layer: Layer, batch: pa.RecordBatch, number: int) -> Iterator[str]:
    import shapely

    name = layer.name.removesuffix("s")
    shapes = shapes_of(batch, rounded=True)
    boxes = shapely.bounds(shapes).tolist()
    rows = zip(layer.rows(batch), shapes, boxes, strict=True)
    for at, (row, shape, box) in enumerate(rows, number):
        last = row.pop("last")
        feature = {
            "type": "Feature",
            "id": f"{name}-{at}",
            "time": row["start"] and {"interval": [row["start"], last or ".."]},
            "place": None,
            **({} if layer.shape == "Point" else {"bbox": box}),
            "geometry": shape and _geometry(shape),
            "properties": {"layer": name, **row},
        }
        yield _encode(feature)


def _geometry(shape: Any) -> Mapping[str, Any]:
    """Write a shape; one of a single part as the simple type."""
    if shape.geom_type == "Point":  # by far the most, and quicker so
        return {"type": "Point", "coordinates": [shape.x, shape.y]}
    from shapely.geometry import mapping

    plain: Mapping[str, Any] = mapping(shape.geoms[0] if len(shape.geoms) == 1 else shape)
    return plain


def _around(box: Sequence[float], batch: pa.RecordBatch) -> Sequence[float]:
    """Widen a box to the shapes of a batch; missing shapes change nothing."""
    import numpy as np
    import shapely

    sides = np.vstack([box, shapely.bounds(shapes_of(batch, rounded=True))])
    return [*np.nanmin(sides[:, :2], axis=0).tolist(), *np.nanmax(sides[:, 2:], axis=0).tolist()]
