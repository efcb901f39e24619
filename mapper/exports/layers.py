"""What is exported as streams of Arrow batches: one schema a layer, however large the project.

All formats of data are written from these, so that a column is named and typed in one place.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from mapper.control import INTERVAL_COLUMNS
from mapper.errors import ExportError
from mapper.exports.options import ExportOptions
from mapper.exports.text import readable
from mapper.records import ControlInterval, Status
from mapper.store import Project

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa

__all__ = ["GEOMETRY", "Layer", "check_time", "layers_of", "shapes_of"]

GEOMETRY = "geometry"
"""The column of shapes, as WKB in EPSG:4326."""

_ROWS = 20_000
"""Rows of a batch: some megabytes of points."""

_DECIMALS = 6
"""Of degrees in files of text: a tenth of a metre."""

_DAYS = frozenset(
    {
        *("valid_from", "valid_from_earliest", "valid_from_latest", "valid_to", "as_known_on"),
        *("event_date", "event_date_latest", "published"),
    }
)
_REALS = frozenset(
    {
        *("lat", "lon", "latitude", "longitude", "confidence", "share"),
        *("area_km2", "low_km2", "high_km2", "length_km"),
    }
)
_WHOLES = frozenset({"cells", "time_precision", "geo_precision"})
_WHO = ("actor", "against", "status")
_SPELL = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One table to export.

    Attributes
    ----------
    name : str
        One of :data:`~mapper.exports.LAYERS`.
    shape : str or None
        "Point", "MultiPolygon" or "MultiLineString", or None for a table without geometry.
    time : (str, str)
        The columns of the first day, and of the first day after; or of the last day, if `closed`.
    columns : sequence of str
        In order, without the geometry.
    batches : callable
        Gives the rows anew each time, as Arrow batches of :attr:`schema`.
    """

    name: str
    shape: str | None
    time: tuple[str, str]
    columns: Sequence[str]
    batches: Callable[[], Iterator[pa.RecordBatch]]
    closed: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The Arrow types: dates as days, shapes as WKB."""
        import pyarrow as pa

        fields = [pa.field(name, _type(name)) for name in self.columns]
        if self.shape:
            said = {"ARROW:extension:name": "geoarrow.wkb"}
            fields.append(pa.field(GEOMETRY, pa.binary(), metadata=said))
        return pa.schema(fields)

    def rows(self, batch: pa.RecordBatch | pa.Table) -> list[dict[str, Any]]:
        """Give the rows of a batch for files of text, without their shapes.

        Days are ISO text. Before the columns of the layer stand `start` and `end`, its spell half
        open; behind them `last`, the last day of the spell. Each is None where unknown, or open.
        """
        import pyarrow as pa

        start, end = (batch.column(name) for name in self.time)
        columns = {name: batch.column(name) for name in self.columns}
        first_after = _shifted(end, 1) if self.closed else end
        last = end if self.closed else _shifted(end, -1)
        columns = {"start": start, "end": first_after, **columns, "last": last}
        text = {
            name: column.cast(pa.string()) if column.type == pa.date32() else column
            for name, column in columns.items()
        }
        rows: list[dict[str, Any]] = pa.table(text).to_pylist()
        return rows

    def reader(self) -> pa.RecordBatchReader:
        """Give the rows as one Arrow stream."""
        import pyarrow as pa

        return pa.RecordBatchReader.from_batches(self.schema, self.batches())


def shapes_of(batch: pa.RecordBatch | pa.Table, *, rounded: bool = False) -> Any:
    """Give the shapes of a batch; rounded, as files of text have them, neighbours still fit."""
    import numpy as np
    import shapely

    wkb = np.asarray(batch.column(GEOMETRY).to_pylist(), dtype=object)
    shapes = shapely.from_wkb(wkb)
    if not rounded:
        return shapes
    return shapely.transform(shapes, lambda points: np.round(points, _DECIMALS))


def layers_of(project: Project, options: ExportOptions, names: Sequence[str]) -> list[Layer]:
    """Give layers of a project, cut to the day or period asked for.

    Raises
    ------
    ExportError
        If nothing holds on that day or in that period.
    """
    check_time(project, options)
    make: Mapping[str, Callable[[Project, ExportOptions], Layer]] = {
        "points": partial(_interval_layer, "points", "Point"),
        "intervals": partial(_interval_layer, "intervals", None),
        "areas": _areas,
        "fronts": _fronts,
        "claims": _claims,
        "incidents": _incidents,
    }
    return [make[name](project, options) for name in names]


def check_time(project: Project, options: ExportOptions) -> None:
    """Refuse a day or period of which nothing is known: an empty file helps nobody.

    Raises
    ------
    ExportError
        Saying from when to when something is known.
    """
    held = project.timeline(as_known=options.as_known).intervals
    if not options.timed or any(_holds(item, options) for item in held):
        return
    if not held:
        raise ExportError("The project knows no place at any time; add documents to it first.")
    first = min(item.valid_from for item in held)
    last = max(item.valid_to or item.valid_from for item in held)
    raise ExportError(
        f"Nothing is known {_asked(options)}; the project runs from {first} to {last}."
    )


def _asked(options: ExportOptions) -> str:
    if options.on:
        return f"on {', '.join(map(str, options.on))}"
    return f"from {options.since or 'the beginning'} to {options.until or 'the end'}"


def _holds(item: ControlInterval, options: ExportOptions) -> bool:
    return _overlaps(item.valid_from, item.valid_to, options)


def _overlaps(start: dt.date, end: dt.date | None, options: ExportOptions) -> bool:
    """Say whether the days [start, end) have one that is asked for."""
    if options.on:
        return any(start <= day and (end is None or day < end) for day in options.on)
    begun = options.until is None or start <= options.until
    return begun and (options.since is None or end is None or options.since < end)


# -------------------------------------------------------------------------------- intervals


def _shifted(days: Any, by: int) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.add(days.cast(pa.int32()), pa.scalar(by, pa.int32())).cast(pa.date32())


def _interval_layer(
    name: str, shape: str | None, project: Project, options: ExportOptions
) -> Layer:
    intervals = project.timeline(as_known=options.as_known).intervals

    def batches() -> Iterator[pa.RecordBatch]:
        held = iter(intervals)
        if options.timed:
            held = (item for item in intervals if _holds(item, options))
        while chunk := list(islice(held, _ROWS)):
            yield _interval_batch(layer.schema, chunk)

    layer = Layer(name=name, shape=shape, time=_SPELL, columns=INTERVAL_COLUMNS, batches=batches)
    return layer


def _interval_batch(schema: pa.Schema, chunk: Sequence[ControlInterval]) -> pa.RecordBatch:
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        name: [getattr(item, name) for item in chunk] for name in INTERVAL_COLUMNS
    }
    columns["status"] = [_STATUS[item.status] for item in chunk]
    for name in ("supporting_claims", "contradicting_claims"):
        columns[name] = [" ".join(ids) or None for ids in columns[name]]
    columns["rule"] = [rule or None for rule in columns["rule"]]
    for name in ("place_name_ar", "place_name_en"):
        columns[name] = [readable(text) for text in columns[name]]
    arrays = [pa.array(columns[name], _type(name)) for name in INTERVAL_COLUMNS]
    if GEOMETRY in schema.names:
        arrays.append(_points(columns["lon"], columns["lat"]))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


_STATUS = {status: status.value for status in Status}


def _points(lon: Sequence[float], lat: Sequence[float]) -> pa.Array:
    import pyarrow as pa
    import shapely

    return pa.array(shapely.to_wkb(shapely.points(lon, lat)), pa.binary())


# ---------------------------------------------------------------------------- other layers


def _areas(project: Project, options: ExportOptions) -> Layer:
    if not options.on:
        frame = project.areas(as_known=options.as_known)
        return _frame_layer("areas", "MultiPolygon", _during(frame, options))
    frame = _on_days(project.areas, options)
    return _frame_layer("areas", "MultiPolygon", frame)


def _fronts(project: Project, options: ExportOptions) -> Layer:
    if not options.on:
        frame = project.fronts(as_known=options.as_known)
        return _frame_layer("fronts", "MultiLineString", _during(frame, options))
    return _frame_layer("fronts", "MultiLineString", _on_days(project.fronts, options))


def _on_days(table: Callable[..., gpd.GeoDataFrame], options: ExportOptions) -> gpd.GeoDataFrame:
    """Give what holds on each of the days, with the day as its spell."""
    import pandas as pd

    frames = []
    for day in options.on:
        frame = table(on=day, as_known=options.as_known)
        spell = {"valid_from": str(day), "valid_to": str(day + dt.timedelta(days=1))}
        frames.append(frame.assign(**spell))
    return pd.concat(frames, ignore_index=True)


def _during(frame: gpd.GeoDataFrame, options: ExportOptions) -> gpd.GeoDataFrame:
    if not options.timed:
        return frame
    spells = zip(map(_day, frame["valid_from"]), map(_day, frame["valid_to"]), strict=True)
    kept = [start is not None and _overlaps(start, end, options) for start, end in spells]
    return frame[kept]


def _claims(project: Project, options: ExportOptions) -> Layer:
    return _event_layer("claims", _happening(project.claims_table(), options))


def _incidents(project: Project, options: ExportOptions) -> Layer:
    return _event_layer("incidents", _happening(project.incidents_table(), options))


def _happening(frame: gpd.GeoDataFrame, options: ExportOptions) -> gpd.GeoDataFrame:
    """Give what may have happened, or else was published, on the days asked for."""
    if not options.timed:
        return frame
    first = frame["event_date"].fillna(frame["published"])
    last = frame["event_date_latest"].fillna(frame["published"])
    spells = zip(map(_day, first), map(_day, last), strict=True)
    kept = [start is not None and _overlaps(start, _after(end), options) for start, end in spells]
    return frame[kept]


def _after(day: dt.date | None) -> dt.date | None:
    return None if day is None else day + dt.timedelta(days=1)


def _event_layer(name: str, frame: gpd.GeoDataFrame) -> Layer:
    layer = _frame_layer(name, "Point", frame)
    return dataclasses.replace(layer, time=("event_date", "event_date_latest"), closed=True)


def _frame_layer(name: str, shape: str, frame: gpd.GeoDataFrame) -> Layer:
    columns = [column for column in frame.columns if column != GEOMETRY]

    def batches() -> Iterator[pa.RecordBatch]:
        for first in range(0, len(frame), _ROWS):
            yield _frame_batch(layer.schema, frame.iloc[first : first + _ROWS], shape)

    layer = Layer(name=name, shape=shape, time=_SPELL, columns=columns, batches=batches)
    return layer


def _frame_batch(schema: pa.Schema, frame: gpd.GeoDataFrame, shape: str) -> pa.RecordBatch:
    import pyarrow as pa

    arrays = [_array(frame[name].tolist(), name) for name in schema.names if name != GEOMETRY]
    arrays.append(_shapes(frame.geometry.to_numpy(), shape))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], name: str) -> pa.Array:
    import pyarrow as pa

    known = [value if value == value else None for value in values]
    if name in _DAYS:
        known = [_day(value) for value in known]
    elif name not in _REALS | _WHOLES:
        known = [None if value is None else readable(value) for value in known]
    return pa.array(known, _type(name))


def _shapes(shapes: Any, shape: str) -> pa.Array:
    """Give shapes of one type, as most formats ask of a layer; outer rings counter-clockwise."""
    import numpy as np
    import pyarrow as pa
    import shapely

    if shape != "Point":
        kind = shapely.GeometryType[shape.upper()]
        join = shapely.multipolygons if shape == "MultiPolygon" else shapely.multilinestrings
        many = [s if shapely.get_type_id(s) == kind else join([s]) for s in shapes]
        shapes = shapely.orient_polygons(np.array(many, dtype=object), exterior_cw=False)
    wkb = shapely.to_wkb(shapes)
    return pa.array(wkb, pa.binary())


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _type(column: str) -> pa.DataType:
    import pyarrow as pa

    if column in _DAYS:
        return pa.date32()
    if column in _REALS:
        return pa.float64()
    return pa.int64() if column in _WHOLES else pa.string()
