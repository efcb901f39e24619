"""What every format of data must do: read back the same, say what it is, fail whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from readers import READERS, text
from small_project import HOSTILE, INTERVALS, META

from mapper.control import INTERVAL_COLUMNS, interval_row
from mapper.errors import ExportError
from mapper.exports import FORMATS, LAYERS, export
from mapper.store import CLAIM_COLUMNS, Project

SCHEMAS = Path(__file__).with_name("schemas")
TABLES = (".csv", ".xlsx")
GEODATA = [ending for ending in READERS if ending not in TABLES]


def what_of(ending: str) -> str:
    return "intervals" if ending in TABLES else "points"


@pytest.fixture(params=READERS)
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_format_of_data_is_read_back_here() -> None:
    assert {format_.ending for format_ in FORMATS.values() if format_.layers} == set(READERS)


def test_intervals_read_back_the_same(small: Project, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    export(small, file, what=what_of(ending))
    rows, _ = READERS[ending](file)
    found = [[text(row.get(name)) for name in INTERVAL_COLUMNS] for row in rows]
    assert found == [[text(v) for v in interval_row(item).values()] for item in INTERVALS]


def test_every_file_says_what_made_it(small: Project, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    export(small, file, what=what_of(ending))
    _, said = READERS[ending](file)
    hashes = ("version", "config_hash", "gazetteer_hash", "vocabulary_hash")
    assert {name: said[name] for name in hashes} == {name: META[name] for name in hashes}
    assert "OCHA, CC BY 3.0 IGO" in said["attribution"]
    assert said["licence"]


@pytest.mark.parametrize(
    "wanted", [{"on": "2017-11-11"}, {"since": "2017-11-11", "until": "2017-11-18"}]
)
def test_a_day_or_period_keeps_what_holds_then(
    small: Project, tmp_path: Path, ending: str, wanted: dict[str, str]
) -> None:
    file = tmp_path / f"a{ending}"
    export(small, file, what=what_of(ending), **wanted)
    rows, _ = READERS[ending](file)
    found = {(row["place_id"], text(row["valid_from"])) for row in rows}
    assert found == {("bukamal", "2017-11-11"), ("qaim", "2017-11-03"), ("susa", "2014-06-30")}


def test_as_known_is_the_other_timeline(small: Project, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    export(small, file, what=what_of(ending), as_known=True)
    assert len(READERS[ending](file)[0]) == len(small.as_known.intervals)


def test_a_day_of_which_nothing_is_known_is_told(
    small: Project, tmp_path: Path, ending: str
) -> None:
    with pytest.raises(ExportError, match="Nothing is known on 1999-01-01; the project runs from"):
        export(small, tmp_path / f"a{ending}", on="1999-01-01")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("most", [0, 1000])
def test_a_full_disk_leaves_the_old_file_whole(
    small: Project,
    tmp_path: Path,
    ending: str,
    most: int,
    full_disk: Callable[[int], AbstractContextManager[None]],
) -> None:
    file = tmp_path / f"a{ending}"
    file.write_text("old", encoding="utf-8")
    export(small, tmp_path / f"warm{ending}")  # libraries load files of their own first
    before = sorted(tmp_path.iterdir())
    with full_disk(most), pytest.raises(ExportError, match="Cannot write"):
        export(small, file)
    assert file.read_text(encoding="utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == before


def test_an_empty_project_gives_a_file_without_rows(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    export(Project(), file)
    assert file.stat().st_size > 0


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_goes_to_every_format_that_says_so(
    small: Project, tmp_path: Path, ending: str, layer: str
) -> None:
    file = tmp_path / f"a{ending}"
    if layer in FORMATS[ending].layers:
        export(small, file, what=layer)
        assert file.exists()
    else:
        with pytest.raises(ExportError, match=f"holds no {layer}; expected"):
            export(small, file, what=layer)


@pytest.mark.parametrize(("wanted", "found"), [({}, 3), ({"on": "2017-11-08"}, 1)])
def test_incidents_are_those_of_the_day(
    small: Project, tmp_path: Path, wanted: dict[str, str], found: int
) -> None:
    export(small, tmp_path / "a.geojson", what="incidents", **wanted)
    collection = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert len(collection["features"]) == found
    strike = collection["features"][0]["properties"]
    assert strike["event_type"] == "air_strike"
    assert (strike["actor1"], strike["actor2"]) == ("COAL", "IS")
    assert (strike["start"], strike["end"]) == ("2017-11-08", "2017-11-09")


# --------------------------------------------------------------------------------- GeoJSON


@pytest.mark.parametrize("schema", ["geojson", "json-fg"])
@pytest.mark.parametrize("on", [None, "2017-11-08"])
def test_geojson_keeps_to_its_standards(
    small: Project, tmp_path: Path, schema: str, on: str | None
) -> None:
    layers = FORMATS[".geojson"].layers
    export(small, tmp_path / "a.geojson", what=layers, on=on)
    collection = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    Draft202012Validator(rules).validate(collection)
    found = {feature["properties"]["layer"] for feature in collection["features"]}
    assert found == {"point", "area", "front", "incident", "claim"}


def test_the_box_of_a_collection_holds_all_its_shapes(small: Project, tmp_path: Path) -> None:
    from shapely.geometry import shape
    from shapely.ops import unary_union

    export(small, tmp_path / "a.geojson")
    collection = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    shapes = [shape(feature["geometry"]) for feature in collection["features"]]
    assert collection["bbox"] == list(unary_union(shapes).bounds)


def test_areas_of_a_day_share_the_ground_by_holder(small: Project, tmp_path: Path) -> None:
    export(small, tmp_path / "a.geojson", what="areas", on="2017-11-08")
    collection = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    rows = [feature["properties"] for feature in collection["features"]]
    who = [(row["status"], row["actor"], row["against"]) for row in rows]
    assert who == [
        ("controlled", "IQ.GOV", None),
        ("controlled", "IS", None),
        ("contested", "IS", "SY.GOV"),
    ]
    assert {(row["start"], row["end"]) for row in rows} == {("2017-11-08", "2017-11-09")}


# ------------------------------------------------------------------------------ GeoPackage


def test_a_geopackage_has_a_style_with_dates_for_every_layer(
    small: Project, tmp_path: Path
) -> None:
    export(small, tmp_path / "a.gpkg", language="ar")
    with sqlite3.connect(tmp_path / "a.gpkg") as base:
        rows = base.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        columns = {
            name: base.execute(
                "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (name,)
            ).fetchone()[0]
            for name, *_ in rows
        }
    assert {row[0]: row[1] for row in rows} == columns
    assert list(columns) == ["areas", "fronts", "claims", "incidents", "points"]
    assert all(row[2] for row in rows)
    assert all('enabled="1"' in row[3] and "startField=" in row[3] for row in rows)
    assert "متنازع عليه: تنظيم الدولة الإسلامية / الجيش السوري" in rows[0][3]


# ------------------------------------------------------------------------------ GeoParquet


def test_geoparquet_says_the_box_of_every_row(small: Project, tmp_path: Path) -> None:
    import geopandas as gpd
    import pyarrow.parquet as pq

    export(small, tmp_path / "a.parquet", what="areas")
    geo = json.loads(pq.read_schema(tmp_path / "a.parquet").metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    frame = gpd.read_parquet(tmp_path / "a.parquet")
    assert frame.crs.equals(4326, ignore_axis_order=True)
    boxes = pq.read_table(tmp_path / "a.parquet", columns=["bbox"]).column(0).to_pylist()
    box = [[row[side] for side in ("xmin", "ymin", "xmax", "ymax")] for row in boxes]
    assert box == frame.bounds.to_numpy().tolist()
    near = gpd.read_parquet(tmp_path / "a.parquet", bbox=(41.2, 34.3, 41.3, 34.4))
    assert set(near["place_id"]) == {"qaim"}


# ------------------------------------------------------------------------------------- KML


def test_kml_has_a_span_and_a_style_for_every_state(small: Project, tmp_path: Path) -> None:
    import geopandas as gpd
    from lxml import etree

    export(small, tmp_path / "a.kml", what="points", language="ar")
    root = etree.parse(str(tmp_path / "a.kml")).getroot()
    space = {"k": "http://www.opengis.net/kml/2.2"}
    styles = {style.get("id") for style in root.iterfind(".//k:Style", space)}
    used = {url.text[1:] for url in root.iterfind(".//k:styleUrl", space)}
    assert used == styles
    frame = gpd.read_file(tmp_path / "a.kml", engine="pyogrio")
    assert frame["Name"].tolist() == [item.place_name_ar for item in INTERVALS]
    spans = zip(frame["begin"].to_numpy(), frame["end"].to_numpy(), strict=True)
    assert [(text(begin), text(end)) for begin, end in spans] == [
        (text(item.valid_from), text(item.valid_to)) for item in INTERVALS
    ]


# ------------------------------------------------------------------------------ TopoJSON


def test_topojson_neighbours_share_their_edges(small: Project, tmp_path: Path) -> None:
    export(small, tmp_path / "a.topojson", what="areas", on="2017-11-08")
    topology = json.loads((tmp_path / "a.topojson").read_text(encoding="utf-8"))
    used: list[int] = []
    for geometry in topology["objects"]["areas"]["geometries"]:
        used += _arcs(geometry["arcs"])
    assert {~arc for arc in used if arc < 0} & {arc for arc in used if arc >= 0}


def _arcs(nested: list[object]) -> list[int]:
    flat: list[int] = []
    for item in nested:
        flat += [item] if isinstance(item, int) else _arcs(item)  # type: ignore[arg-type]
    return flat


# ---------------------------------------------------------------------------------- tables


def test_claims_have_the_columns_of_acled_first(small: Project, tmp_path: Path) -> None:
    import csv

    export(small, tmp_path / "a.csv", what="claims")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(CLAIM_COLUMNS[:-1])
    exact, vague, undated = rows
    assert (exact["event_date"], exact["time_precision"], exact["geo_precision"]) == (
        "2017-11-08",
        "1",
        "1",
    )
    assert (vague["time_precision"], vague["geo_precision"]) == ("2", "")
    assert vague["location"] == "تل كذا"
    assert (undated["event_date"], undated["time_precision"]) == ("", "")


def test_a_spreadsheet_runs_nothing_of_an_article(small: Project, tmp_path: Path) -> None:
    import csv

    from openpyxl import load_workbook

    export(small, tmp_path / "a.csv", what="claims")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        notes = next(csv.DictReader(file))["notes"]
    assert notes == "'" + HOSTILE.replace("\x00", "\ufffd")
    export(small, tmp_path / "a.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "a.xlsx")["claims"] for cell in row]
    assert HOSTILE.replace("\x00", "\ufffd") in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_csv_is_described_beside_it(small: Project, tmp_path: Path) -> None:
    export(small, tmp_path / "a.csv")
    described = json.loads((tmp_path / "a.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["@context"] == "http://www.w3.org/ns/csvw"
    assert described["url"] == "a.csv"
    columns = described["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(INTERVAL_COLUMNS)
    assert {c["name"]: c["datatype"] for c in columns}["valid_from"] == "date"


# --------------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("name", "wanted", "told"),
    [
        ("a.csv", {"what": ("claims", "intervals")}, "holds one layer, not claims and intervals"),
        ("a.csv", {"dpi": 300}, "takes no 'dpi'; only"),
        ("a.csv", {"what": "tanks"}, "There is no what 'tanks'; expected one of points"),
        ("a.csv", {"on": "yesterday"}, "'yesterday' is no day; write it as in 2017-11-08"),
        ("a.csv", {"colour": "red"}, "There is no option 'colour'; expected one of what"),
        ("a.csv", {"on": "2017-11-08", "since": "2017-11-08"}, "exclude each other"),
        ("a.csv", {"since": "2017-11-08", "until": "2017-11-01"}, "backwards"),
        ("a.html", {"language": "fr"}, "There is no language 'fr'; expected one of en, ar"),
        ("a.html", {"on": "2017-11-08"}, "HTML takes no 'on'; only language"),
    ],
)
def test_options_that_cannot_be_are_told(
    small: Project, tmp_path: Path, name: str, wanted: dict[str, object], told: str
) -> None:
    with pytest.raises(ExportError, match=told):
        export(small, tmp_path / name, **wanted)
    assert not list(tmp_path.iterdir())


def test_the_registry_says_all_in_both_languages() -> None:
    for format_ in FORMATS.values():
        assert set(format_.says) == {"en", "ar"}
        assert all(sentence.endswith(".") for sentence in format_.says.values())
        assert set(format_.usual) <= set(format_.layers)


QGIS_PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="session")
def qgis_python() -> str:
    """The Python that QGIS brings on Debian; another one cannot import it."""
    found = shutil.which(QGIS_PYTHON)
    command = [found or "", "-c", "import qgis.core"]
    if found is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no QGIS on this machine")
    return found


def test_qgis_animates_a_geopackage_at_once(
    small: Project, tmp_path: Path, qgis_python: str
) -> None:
    export(small, tmp_path / "a.gpkg")
    script = Path(__file__).with_name("qgis_opens.py")
    days = ("2017-11-08", "2017-11-20")
    command = [qgis_python, str(script), str(tmp_path / "a.gpkg"), *days]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={})
    said = json.loads(done.stdout)
    assert said["valid"]
    assert said["crs"] == "EPSG:4326"
    spell = [True, "valid_from", "valid_to"]
    assert said["fields"] == {
        "areas": spell,
        "fronts": spell,
        "points": spell,
        "claims": [True, "event_date", "event_date_latest"],
        "incidents": [True, "event_date", "event_date_latest"],
    }
    assert said["range"] == ["2014-06-21", "2019-01-17"]
    assert said["colours"]["2017-11-08"] != said["colours"]["2017-11-20"]
    assert len(said["colours"]["2017-11-20"]) == 4  # three holders and the paper
    assert "contested: Islamic State / Syrian army" in said["labels"]
