"""Lists and boundaries from HDX: columns of many names, formats, coordinate systems, real files."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
import shapely
from source_files import GOOD, hdx_frame, write_shapefile

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import Hdx, source_for

SQUARE = shapely.box(44.3, 32.3, 44.5, 32.5)
IRAQ = {
    "ADM3_EN": "Abi Gharaq",
    "ADM3_AR": "ابي غرق",
    "ADM3_PCODE": "IQG07Q02N02",
    "ADM2_EN": "Al-Hilla",
    "ADM2_AR": "الحلة",
    "ADM2_PCODE": "IQG07Q02",
    "ADM1_EN": "Babil",
    "ADM1_AR": "بابل",
    "ADM1_PCODE": "IQG07",
    "ADM0_EN": "Iraq",
    "ADM0_PCODE": "IQ",
}


def read(path: Path) -> tuple[list[Place], ImportReport]:
    report = ImportReport("OCHA", path)
    return list(Hdx().read(path, report)), report


def a_geojson(
    folder: Path,
    *rows: dict[str, Any],
    geometry: Any = None,
    crs: str = "",
    name: str = "a.geojson",
) -> Path:
    shape = shapely.geometry.mapping(geometry) if geometry is not None else None
    features = [{"type": "Feature", "properties": row, "geometry": shape} for row in rows]
    data: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        data["crs"] = {"type": "name", "properties": {"name": crs}}
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "row",
    [
        {
            "NAME_EN": "Hajin",
            "NAME_ARA": "هجين",
            "PCODE": "C1",
            "LATITUDE": 34.7,
            "LONGITUDE": 40.8,
        },
        {"name_en": "Hajin", "name_ar": "هجين", "pcode": "C1", "Lat": "34.7", "Long": "40.8"},
        {"featureNam": "Hajin", "featureN_1": "هجين", "pcode": "C1", "Y": 34.7, "X": 40.8},
        {
            "featureName_en": "Hajin",
            "featureName_ar": "هجين",
            "featurePcode": "C1",
            "POINT_Y": 34.7,
            "POINT_X": 40.8,
        },
        {
            "ADM4_EN": "Hajin",
            "ADM4_AR": "هجين",
            "ADM4_PCODE": "C1",
            "LATITUDE_Y": 34.7,
            "LONGITUDE_X": 40.8,
        },
    ],
    ids=lambda row: next(iter(row)),
)
@pytest.mark.parametrize(
    "unit",
    [
        {"ADM1_EN": "Deir-ez-Zor", "ADM1_AR": "دير الزور", "ADM1_PCODE": "SY09"},
        {"admin1Name_en": "Deir-ez-Zor", "admin1Name_ar": "دير الزور", "admin1Pcode": "SY09"},
        {"ADMIN1_EN": "Deir-ez-Zor", "ADMIN1_ARA": "دير الزور", "ADMIN1_COD": "SY09"},
        {"adm1_name": "Deir-ez-Zor", "adm1_name1": "دير الزور", "adm1_pcode": "SY09"},
        {"admin1Name": "Deir-ez-Zor", "admin0Name": "Syria"},
        {"ADM1_AR": "محافظة دير الزور", "ADM0_PCODE": "SY"},
    ],
    ids=lambda unit: next(iter(unit)),
)
def test_columns_are_known_by_many_names(
    row: dict[str, Any], unit: dict[str, Any], tmp_path: Path
) -> None:
    (place,) = read(a_geojson(tmp_path, row | unit))[0]
    assert (place.id, place.name_ar, place.name_en) == ("hdx:C1", "هجين", "Hajin")
    assert (place.lat, place.lon, place.feature) == (34.7, 40.8, "populated")
    assert (place.country, place.admin1) == ("SY", "Deir ez-Zor")


@pytest.mark.parametrize(
    ("level", "feature", "admin2"),
    [(0, "country", ""), (1, "admin1", ""), (2, "admin2", "Hillah"), (3, "area", "Hillah")],
)
def test_a_polygon_is_a_unit_of_its_deepest_level(
    level: int, feature: str, admin2: str, tmp_path: Path
) -> None:
    row = {key: value for key, value in IRAQ.items() if int(key[3]) <= level}
    (place,) = read(a_geojson(tmp_path, row, geometry=SQUARE))[0]
    assert (place.feature, place.country, place.admin2) == (feature, "IQ", admin2)
    assert place.id == f"hdx:{row[f'ADM{level}_PCODE']}"
    assert place.approximate, "the middle of an area is no town"
    assert SQUARE.contains(shapely.Point(place.lon, place.lat))


def test_the_point_of_a_hollow_area_lies_within_it(tmp_path: Path) -> None:
    ring = SQUARE.difference(SQUARE.buffer(-0.01))
    (place,) = read(a_geojson(tmp_path, IRAQ, geometry=ring))[0]
    assert ring.covers(shapely.Point(place.lon, place.lat))


def test_geometry_counts_before_columns(tmp_path: Path) -> None:
    row = {"NAME_EN": "Hajin", "PCODE": "C1", "LATITUDE": 1.0, "LONGITUDE": 1.0}
    (place,) = read(a_geojson(tmp_path, row, geometry=shapely.Point(40.8, 34.7)))[0]
    assert (place.lat, place.lon) == (34.7, 40.8)


def test_other_coordinate_systems_are_brought_to_degrees(tmp_path: Path) -> None:
    frame = hdx_frame(GOOD).to_crs("EPSG:32637")
    frame.to_file(tmp_path / "utm.gpkg", driver="GPKG")
    frame.to_file(tmp_path / "utm.shp", encoding="utf-8")
    frame.to_file(tmp_path / "utm.geojson", driver="GeoJSON", RFC7946="NO")
    for path in sorted(tmp_path.glob("utm.[gs][peh]*")):
        if path.suffix in {".gpkg", ".shp", ".geojson"}:
            places, _ = read(path)
            points = [(place.lat, place.lon) for place in places]
            assert points == [pytest.approx((s.lat, s.lon), abs=1e-5) for s in GOOD], path.name


def test_an_unknown_coordinate_system_is_an_error(tmp_path: Path) -> None:
    path = a_geojson(tmp_path, IRAQ, geometry=SQUARE, crs="urn:ogc:def:crs:NOWHERE::7")
    with pytest.raises(SourceError, match="unknown coordinate system"):
        read(path)


def test_a_place_without_a_code_column_gets_an_id_of_name_and_point(tmp_path: Path) -> None:
    rows = [{"NAME_EN": "A", "LAT": 34.0, "LON": 40.0}, {"NAME_EN": "A", "LAT": 35.0, "LON": 40.0}]
    ids = [place.id for place in read(a_geojson(tmp_path, *rows))[0]]
    assert len(set(ids)) == 2
    assert ids == [place.id for place in read(a_geojson(tmp_path, *rows))[0]]


def test_an_empty_code_is_a_problem(tmp_path: Path) -> None:
    row = {"NAME_EN": "A", "PCODE": None, "LAT": 34.0, "LON": 40.0}
    places, report = read(a_geojson(tmp_path, row))
    assert places == []
    assert dict(report.reasons) == {"no id": 1}


def test_a_double_name_is_two_names(tmp_path: Path) -> None:
    row = {
        "NAME_EN": "Foz - Zuf",
        "NAME_ARA": "الفوز_الزوف",
        "PCODE": "C1",
        "LAT": 35.0,
        "LON": 37.0,
    }
    (place,) = read(a_geojson(tmp_path, row))[0]
    assert place.name_ar == "الفوز"
    assert {"الفوز", "الزوف"} <= {name.text for name in place.names}
    assert not any("_" in name.text for name in place.names)


def test_columns_that_nobody_knows_are_an_error_that_names_some(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="NAME_EN"):
        read(a_geojson(tmp_path, {"foo": "bar"}, geometry=SQUARE))


def test_a_geometry_that_is_none_is_a_problem(tmp_path: Path) -> None:
    path = a_geojson(tmp_path, IRAQ, IRAQ, geometry=SQUARE)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [[["a", "b"]]]}
    path.write_text(json.dumps(data), encoding="utf-8")
    places, report = read(path)
    assert len(places) == 1
    assert [str(problem) for problem in report.problems] == [
        "feature 1: a geometry that cannot be read"
    ]


def test_json_of_another_kind_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(SourceError, match="FeatureCollection"):
        read(path)


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_says_which(part: str, tmp_path: Path) -> None:
    path = tmp_path / "places.shp"
    write_shapefile(path, GOOD)
    path.with_suffix(part).unlink()
    with pytest.raises(SourceError, match=rf"lacks its \{part}"):
        read(path)


def test_a_zip_without_a_part_of_its_shapefile_says_which(tmp_path: Path) -> None:
    write_shapefile(tmp_path / "places.shp", GOOD)
    with zipfile.ZipFile(tmp_path / "places.zip", "w") as archive:
        archive.write(tmp_path / "places.shp", "places.shp")
    with pytest.raises(SourceError, match=r"\.shx and \.dbf"):
        read(tmp_path / "places.zip")


def test_a_zip_of_several_layers_gives_them_all(tmp_path: Path) -> None:
    for level in (1, 2):
        row = {key: value for key, value in IRAQ.items() if int(key[3]) <= level}
        frame = geopandas.GeoDataFrame([row], geometry=[SQUARE], crs="EPSG:4326")
        frame.to_file(tmp_path / f"adm{level}.shp", encoding="utf-8")
    lines = geopandas.GeoDataFrame([{"kind": 1}], geometry=[SQUARE.boundary], crs="EPSG:4326")
    lines.to_file(tmp_path / "admlines.shp")
    with zipfile.ZipFile(tmp_path / "irq.zip", "w") as archive:
        for part in sorted(tmp_path.glob("adm*")):
            archive.write(part, f"shapes/{part.name}")
    places, report = read(tmp_path / "irq.zip")
    assert [place.feature for place in places] == ["admin1", "admin2"]
    assert report.problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
@pytest.mark.parametrize("tells", [True, False])
def test_the_encoding_of_a_shapefile_is_told_by_its_text(
    encoding: str, tells: bool, tmp_path: Path
) -> None:
    path = tmp_path / "places.shp"
    hdx_frame(GOOD).to_file(path, encoding=encoding)
    if not tells:
        path.with_suffix(".cpg").unlink()
    assert [place.name_ar for place in read(path)[0]] == [spot.ar for spot in GOOD]


def test_a_zipped_geojson_is_read(tmp_path: Path) -> None:
    inside = a_geojson(tmp_path, IRAQ, geometry=SQUARE)
    with zipfile.ZipFile(tmp_path / "irq.zip", "w") as archive:
        archive.write(inside, "irq.geojson")
    assert source_for(tmp_path / "irq.zip").name == "hdx"
    assert [place.name_ar for place in read(tmp_path / "irq.zip")[0]] == ["ابي غرق"]


def test_a_zip_of_another_kind_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(SourceError, match="no workbook"):
        read(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old .xls")
    with pytest.raises(SourceError, match="not a whole zip"):
        read(tmp_path / "b.xlsx")


def test_sheets_without_places_are_passed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Contact", "Licence"])
    sheet.append(["ocha@example.org", "CC BY-IGO"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(SourceError, match="no column of names"):
        read(tmp_path / "a.xlsx")


# --------------------------------------------------------------------------------- real files


def test_the_places_of_syria_of_2015(shared: Path) -> None:
    path = shared / "data" / "gazetteer" / "ocha_syria_2015_places.geojson"
    assert source_for(path).name == "hdx"
    places, report = read(path)
    assert (report.rows, len(places), len({place.id for place in places})) == (5251, 5251, 5251)
    assert dict(report.reasons) == {"name with a broken encoding": 6}
    assert len({problem.where for problem in report.problems}) == 6
    assert sum(not place.name_ar for place in places) == 2, "cut names that were not double"
    assert {place.country for place in places} == {"SY"}
    by_governorate = Counter(place.admin1 for place in places)
    assert len(by_governorate) == 14
    assert (by_governorate["Aleppo"], by_governorate["Deir ez-Zor"]) == (1255, 133)
    assert not any("_" in name.text or "\ufffd" in name.text for p in places for name in p.names)


def test_the_subdistricts_of_iraq_of_2019(shared: Path) -> None:
    path = shared / "data" / "gazetteer" / "cod_iraq_2019_adm3.geojson"
    places, report = read(path)
    assert (report.rows, len(places), report.problems) == (294, 294, [])
    assert {(place.feature, place.country, place.approximate) for place in places} == {
        ("area", "IQ", True)
    }
    assert len({place.admin1 for place in places}) == 18
    assert all(place.name_ar and place.name_en and place.admin2 for place in places)
