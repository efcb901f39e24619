"""Small files in the real formats of all sources, written from plain rows."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

CUT = "\udcd8"
"""A byte that is no UTF-8 alone; files are written with surrogateescape."""
LOST = "\ufffd"


@dataclass(frozen=True)
class Spot:
    """A row to write; `lat` and `lon` may be anything that a file may hold."""

    number: int = 1
    ar: str = "البوكمال"
    en: str = "Al-Bukamal"
    lat: Any = 34.455
    lon: Any = 40.917


GOOD = (Spot(), Spot(2, "هجين", "Hajin", 34.693, 40.826))
GARBAGE = {
    "nan": Spot(9, "غريب", "Gharib", float("nan"), 40.0),
    "inf": Spot(9, "غريب", "Gharib", float("inf"), 40.0),
    "zero": Spot(9, "غريب", "Gharib", 0.0, 0.0),
    "swapped": Spot(9, "غريب", "Gharib", 40.917, 34.455),
    "off": Spot(9, "غريب", "Gharib", 99.0, 200.0),
    "text": Spot(9, "غريب", "Gharib", "north", "east"),
    "nameless": Spot(9, "", "", 34.5, 40.9),
    "cut": Spot(9, f"دير الز{CUT}", "", 34.5, 40.9),
}
REASONS = {
    "nan": "latitude or longitude is not finite",
    "inf": "latitude or longitude is not finite",
    "zero": "lies at 0, 0",
    "swapped": "latitude and longitude look swapped",
    "off": "lies off the globe",
    "text": "no number as latitude or longitude",
    "nameless": "no name",
    "cut": "no name that can be read",
}
ALL = frozenset(GARBAGE)

Writer = Callable[[Path, Sequence[Spot]], None]


@dataclass(frozen=True)
class Format:
    """One format of a source: how to write it, and which garbage it can hold at all."""

    source: str
    file: str
    write: Writer
    garbage: frozenset[str] = ALL
    cut_keeps_rows: bool = False
    """Whether a file that is cut off still gives the rows before the cut."""

    def file_in(self, folder: Path, spots: Sequence[Spot], *, stem: str = "") -> Path:
        path = folder / (self.file if not stem else stem + self.file[self.file.index(".") :])
        self.write(path, spots)
        return path


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.write_bytes(text.encode(encoding, "surrogateescape"))


def _finite(spot: Spot) -> Spot:
    """Write what is no number as text, where a format has no other way."""
    number = isinstance(spot.lat, float) and abs(spot.lat) < 1e6
    return spot if number else replace(spot, lat=str(spot.lat), lon=str(spot.lon))


# ---------------------------------------------------------------------------------- GeoNames


def geonames_line(spot: Spot, **columns: object) -> str:
    """Give a line of a dump; `columns` by number, as c6="P"."""
    cells = [""] * 19
    cells[:3] = str(spot.number), spot.en, spot.en
    cells[3] = ",".join(filter(None, [spot.en, spot.ar]))
    cells[4:9] = str(spot.lat), str(spot.lon), "P", "PPL", "SY"
    cells[10], cells[11], cells[14] = "07", "071", "1000"
    for column, value in columns.items():
        cells[int(column[1:])] = str(value)
    return "\t".join(cells) + "\n"


def write_geonames(path: Path, spots: Sequence[Spot]) -> None:
    _write(path, "".join(map(geonames_line, spots)))


def write_geonames_zip(path: Path, spots: Sequence[Spot]) -> None:
    text = "".join(map(geonames_line, spots)).encode("utf-8", "surrogateescape")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Readme for GeoNames Geographical Database")
        archive.writestr(f"{path.stem}.txt", text)


# --------------------------------------------------------------------------------------- HDX


def hdx_cells(spot: Spot) -> dict[str, Any]:
    return {
        "NAME_EN": spot.en,
        "NAME_ARA": spot.ar,
        "PCODE": f"C{spot.number}",
        "ADMIN2_EN": "Abu Kamal",
        "ADMIN2_ARA": "البوكمال",
        "ADMIN1_COD": "SY09",
        "ADMIN1_EN": "Deir-ez-Zor",
        "ADMIN1_ARA": "دير الزور",
    }


def write_hdx_geojson(path: Path, spots: Sequence[Spot]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": hdx_cells(spot),
            "geometry": {"type": "MultiPoint", "coordinates": [[spot.lon, spot.lat]]},
        }
        for spot in spots
    ]
    data = {"type": "FeatureCollection", "features": features}
    _write(path, json.dumps(data, ensure_ascii=False))


def hdx_frame(spots: Sequence[Spot]) -> Any:
    import geopandas

    cells = [hdx_cells(spot) for spot in spots]
    points = geopandas.points_from_xy([s.lon for s in spots], [s.lat for s in spots])
    return geopandas.GeoDataFrame(cells, geometry=points, crs="EPSG:4326")


def write_shapefile(path: Path, spots: Sequence[Spot]) -> None:
    """Write a shapefile without .cpg, as many are published."""
    frame = hdx_frame([replace(spot, ar=spot.ar.replace(CUT, LOST)) for spot in spots])
    frame.to_file(path, encoding="utf-8", engine="pyogrio")
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    table.write_bytes(
        table.read_bytes().replace(LOST.encode(), CUT.encode("utf-8", "surrogateescape") + b"  ")
    )


def write_zipped_shapefile(path: Path, spots: Sequence[Spot]) -> None:
    folder = path.parent / f"parts-{path.stem}"
    folder.mkdir()
    write_shapefile(folder / "places.shp", spots)
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"syr/{part.name}")


def write_geopackage(path: Path, spots: Sequence[Spot]) -> None:
    frame = hdx_frame([replace(spot, ar=spot.ar.replace(CUT, LOST)) for spot in spots])
    frame.to_file(path, driver="GPKG", engine="pyogrio")


def write_workbook(path: Path, spots: Sequence[Spot]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Populated places of Syria"])
    sheet = book.create_sheet("places")
    sheet.append([*hdx_cells(Spot()), "LATITUDE", "LONGITUDE"])
    sheet.append(["#loc+name", "#loc+name+ar", "#loc+code"])
    for spot in map(_finite, spots):
        cells = hdx_cells(replace(spot, ar=spot.ar.replace(CUT, LOST)))
        sheet.append([*cells.values(), spot.lat, spot.lon])
    book.save(path)


# --------------------------------------------------------------------------------------- OSM


def osm_tags(spot: Spot) -> dict[str, str]:
    tags = {"place": "town", "name": spot.ar, "name:en": spot.en, "addr:country": "SY"}
    return {key: value for key, value in tags.items() if value}


def write_overpass(path: Path, spots: Sequence[Spot]) -> None:
    elements = [
        {"type": "node", "id": s.number, "lat": s.lat, "lon": s.lon, "tags": osm_tags(s)}
        for s in spots
    ]
    data = {"version": 0.6, "generator": "Overpass API", "elements": elements}
    _write(path, json.dumps(data, ensure_ascii=False))


def write_osm_geojson(path: Path, spots: Sequence[Spot]) -> None:
    features = [
        {
            "type": "Feature",
            "id": f"node/{spot.number}",
            "properties": {"@id": f"node/{spot.number}", **osm_tags(spot)},
            "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        }
        for spot in spots
    ]
    data = {"type": "FeatureCollection", "generator": "overpass-turbo", "features": features}
    _write(path, json.dumps(data, ensure_ascii=False))


def write_extract(path: Path, spots: Sequence[Spot]) -> None:
    import osmium
    from osmium.osm.mutable import Node

    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as writer:
        for s in spots:
            tags = osm_tags(replace(s, ar=s.ar.replace(CUT, LOST)))
            writer.add_node(Node(id=s.number, location=(s.lon, s.lat), tags=tags))


# ----------------------------------------------------------------------------- own list, Wikidata

HEADERS = ["id", "name_ar", "name_en", "lat", "lon", "country", "source", "licence"]


def own_text(spots: Sequence[Spot], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for s in spots:
        writer.writerow([s.number, s.ar, s.en, s.lat, s.lon, "Syria", "survey", "CC0-1.0"])
    return out.getvalue()


def write_csv(path: Path, spots: Sequence[Spot]) -> None:
    _write(path, own_text(spots))


def write_tsv(path: Path, spots: Sequence[Spot]) -> None:
    _write(path, own_text(spots, "\t"))


def write_csv_utf16(path: Path, spots: Sequence[Spot]) -> None:
    path.write_bytes(own_text(spots, ";").encode("utf-16", "replace"))


def write_csv_cp1256(path: Path, spots: Sequence[Spot]) -> None:
    path.write_bytes(own_text(spots, ";").encode("cp1256"))


def write_results(path: Path, spots: Sequence[Spot]) -> None:
    bindings = [
        {
            "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/Q{s.number}"},
            "country": {"type": "uri", "value": "http://www.wikidata.org/entity/Q858"},
            "itemLabel": {"type": "literal", "xml:lang": "ar", "value": s.ar},
            "label_en": {"type": "literal", "value": s.en},
            "coord": {"type": "literal", "value": f"Point({s.lon} {s.lat})"},
        }
        for s in spots
    ]
    head = {"vars": ["item", "country", "itemLabel", "label_en", "coord"]}
    _write(path, json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False))


def claim(value: object, rank: str = "normal") -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank}


def entity(spot: Spot, **claims: Sequence[Mapping[str, object]]) -> dict[str, object]:
    names = {"ar": spot.ar, "en": spot.en}
    point = {"latitude": spot.lat, "longitude": spot.lon, "precision": 0.0001}
    own = {"P625": [claim(point)], "P17": [claim({"id": "Q858"})]}
    return {
        "type": "item",
        "id": f"Q{spot.number}",
        "labels": {k: {"language": k, "value": v} for k, v in names.items() if v},
        "aliases": {},
        "claims": own | claims,
    }


def write_entities(path: Path, spots: Sequence[Spot]) -> None:
    entities = {f"Q{spot.number}": entity(spot) for spot in spots}
    _write(path, json.dumps({"entities": entities}, ensure_ascii=False))


_GEOMETRY = ALL - {"text", "nan", "inf"}
"""A geometry of numbers holds no text, and one that is not finite is an empty one."""
FORMATS = {
    "dump": Format("geonames", "SY.txt", write_geonames, cut_keeps_rows=True),
    "zipped dump": Format("geonames", "SY.zip", write_geonames_zip),
    "GeoJSON": Format("hdx", "places.geojson", write_hdx_geojson, ALL - {"text"}),
    "shapefile": Format("hdx", "places.shp", write_shapefile, _GEOMETRY, cut_keeps_rows=True),
    "zipped shapefile": Format("hdx", "places.zip", write_zipped_shapefile, _GEOMETRY),
    "GeoPackage": Format("hdx", "places.gpkg", write_geopackage, _GEOMETRY),
    "workbook": Format("hdx", "places.xlsx", write_workbook),
    "Overpass": Format("osm", "answer.json", write_overpass),
    "OSM GeoJSON": Format("osm", "osm.geojson", write_osm_geojson, ALL - {"text"}),
    "OSM extract": Format("osm", "syria.osm.pbf", write_extract, _GEOMETRY - {"off"}),
    "CSV": Format("csv", "own.csv", write_csv, cut_keeps_rows=True),
    "TSV": Format("csv", "own.tsv", write_tsv, cut_keeps_rows=True),
    "UTF-16 CSV": Format("csv", "own16.csv", write_csv_utf16, ALL - {"cut"}, cut_keeps_rows=True),
    "Windows CSV": Format(
        "csv", "own1256.csv", write_csv_cp1256, ALL - {"cut"}, cut_keeps_rows=True
    ),
    "query results": Format("wikidata", "results.json", write_results),
    "entities": Format("wikidata", "entities.json", write_entities),
}
