"""GeoParquet 1.1: one layer, WKB, with a box for every row so that readers skip what is far."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.exports.layers import GEOMETRY, Layer, layers_of, shapes_of
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import PRODUCER, provenance
from mapper.store import Project

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_geoparquet"]

_VERSION = "1.1.0"
_SIDES = ("xmin", "ymin", "xmax", "ymax")
_BOX = "bbox"


def write_geoparquet(project: Project, path: Path, options: ExportOptions) -> None:
    """Write one layer, a batch of rows at a time.

    The metadata of the file has `geo`, as the format asks, and the provenance under `saytara`.
    """
    import pyarrow.parquet as pq

    (layer,) = layers_of(project, options, options.what)
    schema = _schema(layer, project)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in layer.batches():
            writer.write_batch(_boxed(batch, schema))


def _schema(layer: Layer, project: Project) -> pa.Schema:
    import pyarrow as pa

    sides = pa.struct([(side, pa.float64()) for side in _SIDES])
    schema = layer.schema.remove_metadata().append(pa.field(_BOX, sides))
    said = json.dumps(provenance(project), ensure_ascii=False)
    return schema.with_metadata({"geo": json.dumps(_geo(layer)), PRODUCER.lower(): said})


def _geo(layer: Layer) -> dict[str, Any]:
    """Describe the column of shapes as GeoParquet 1.1 asks; its CRS is the default, OGC:CRS84."""
    column = {
        "encoding": "WKB",
        "geometry_types": [layer.shape],
        "orientation": "counterclockwise",
        "covering": {"bbox": {side: [_BOX, side] for side in _SIDES}},
    }
    return {"version": _VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _boxed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa
    import shapely

    bounds = shapely.bounds(shapes_of(batch))
    sides = [pa.array(side, from_pandas=True) for side in bounds.T]
    box = pa.StructArray.from_arrays(sides, names=list(_SIDES))
    return pa.RecordBatch.from_arrays([*batch.columns, box], schema=schema)
