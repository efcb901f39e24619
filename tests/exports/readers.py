"""One reader a format, none of them the writer: what a user's own tools see in a file."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

Rows = list[dict[str, Any]]

KML = "{http://www.opengis.net/kml/2.2}"


def text(value: Any) -> str | None:
    """A day as ISO text, whatever type a reader gives it; None for all that is missing."""
    if value is None or value != value or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return (
        str(np.datetime_as_string(value, "D")) if isinstance(value, np.datetime64) else str(value)
    )


def read_geojson(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    rows = [f["properties"] for f in collection["features"] if f["id"].startswith("point")]
    return rows, collection


def read_gdal(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    import pyogrio

    _, _, _, fields = pyogrio.raw.read(path, layer="points")
    names = pyogrio.read_info(path, layer="points")["fields"]
    said = pyogrio.read_info(path, layer="points")["layer_metadata"]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*fields, strict=True)]
    rows.sort(key=lambda row: (row["place_id"], row["valid_from"]))  # FlatGeobuf sorts by place
    return rows, json.loads(said["DESCRIPTION"]) if "DESCRIPTION" in said else said


def read_parquet(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    return table.to_pylist(), json.loads(table.schema.metadata[b"saytara"])


def read_kml(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    from lxml import etree

    document = etree.parse(str(path)).getroot()[0]
    folder = document.findall(f"{KML}Folder")[-1]
    rows = [_data(mark) for mark in folder.findall(f"{KML}Placemark")]
    return rows, _data(document)


def _data(element: Any) -> dict[str, Any]:
    said = element.find(f"{KML}ExtendedData")
    return {data.get("name"): data[0].text for data in said}


def read_topojson(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    topology = json.loads(path.read_text(encoding="utf-8"))
    return [g["properties"] for g in topology["objects"]["points"]["geometries"]], topology


def read_csv(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    beside = path.with_name(f"{path.name}-metadata.json").read_text(encoding="utf-8")
    described = json.loads(beside)
    hashes = dict(item.split(" ") for item in described["rdfs:comment"].split(", "))
    said = {"attribution": described["dc:source"], "licence": described["dc:rights"]}
    return rows, said | hashes | {"version": described["dc:creator"].split()[1]}


def read_xlsx(path: Path) -> tuple[Rows, Mapping[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(path)
    heading, *rows = book["intervals"].iter_rows(values_only=True)
    said = dict(book["about"].iter_rows(values_only=True))
    return [dict(zip(heading, row, strict=True)) for row in rows], said


READERS: Mapping[str, Callable[[Path], tuple[Rows, Mapping[str, Any]]]] = {
    ".geojson": read_geojson,
    ".gpkg": read_gdal,
    ".fgb": read_gdal,
    ".parquet": read_parquet,
    ".kml": read_kml,
    ".topojson": read_topojson,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
