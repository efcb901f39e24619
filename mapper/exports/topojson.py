"""TopoJSON: layers whose neighbours share their edges, so that small files stay seamless."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.exports.layers import Layer, layers_of, shapes_of
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import provenance
from mapper.store import Project

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["write_topojson"]


def write_topojson(project: Project, path: Path, options: ExportOptions) -> None:
    """Write layers as the objects of one topology; `start` and `end` are ISO text, half open."""
    layers = layers_of(project, options, options.what)
    frames = {layer.name: frame for layer in layers if len(frame := _frame(layer))}
    body = _topology(frames) if frames else {"type": "Topology", "objects": {}, "arcs": []}
    body = {**body, **provenance(project)}
    path.write_text(
        json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n",
        encoding="utf-8",
        newline="",
    )


def _topology(frames: dict[str, gpd.GeoDataFrame]) -> dict[str, Any]:
    from topojson.core.topology import Topology

    made = Topology(
        list(frames.values()), object_name=list(frames), prequantize=False, shared_coords=True
    )
    body: dict[str, Any] = made.to_dict()
    return body


def _frame(layer: Layer) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    table = layer.reader().read_all()
    columns = ["start", "end", *layer.columns]
    plain = pd.DataFrame(layer.rows(table), columns=columns, dtype=object)  # None stays None
    return gpd.GeoDataFrame(plain, geometry=shapes_of(table, rounded=True), crs=4326)
