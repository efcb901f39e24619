from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import day

from mapper.errors import ExportError
from mapper.exports import FORMATS, export, project_geojson
from mapper.store import Project, write_project

EXPORT_ALL = """
import sys
from pathlib import Path
from mapper.exports import FORMATS, export
from mapper.store import read_project

project, folder, *endings = sys.argv[1:]
for ending in endings:
    export(read_project(project), Path(folder) / f"a{ending}")
"""


def test_the_same_bytes_in_another_process_and_hour(sample: Project, tmp_path: Path) -> None:
    endings = [e for e in FORMATS if e not in (".mp4", ".webm") or find_spec("imageio_ffmpeg")]
    write_project(sample, tmp_path / "p.gpkg")
    for name, seed, zone in (("a", "1", "UTC"), ("b", "2", "Asia/Damascus")):
        (tmp_path / name).mkdir()
        arguments = [str(tmp_path / "p.gpkg"), str(tmp_path / name), *endings]
        command = [sys.executable, "-c", EXPORT_ALL, *arguments]
        environment = {"PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(command, check=True, capture_output=True, env=environment)
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_geojson_has_time_in_every_form(sample: Project) -> None:
    collection = json.loads(project_geojson(sample))
    assert collection["type"] == "FeatureCollection"
    assert "GeoNames" in collection["attribution"]
    for feature in collection["features"]:
        values = feature["properties"]
        assert values["start"] == values["valid_from"]
        first, last = feature["time"]["interval"]  # closed, as JSON-FG has intervals
        assert first == values["start"]
        after = values["end"] and str(day(last) + dt.timedelta(days=1))
        assert after == values["end"]
        assert (last == "..") == (values["end"] is None)
        assert values["layer"] == ("point" if feature["geometry"]["type"] == "Point" else "area")
    assert any(f["properties"]["end"] is None for f in collection["features"])


def test_outer_rings_run_counter_clockwise(sample: Project) -> None:
    from shapely.geometry import shape

    areas = [f for f in json.loads(project_geojson(sample))["features"] if f["id"][0] == "a"]
    assert areas
    assert all(shape(f["geometry"]).exterior.is_ccw for f in areas)


def test_gdal_reads_the_geojson_back(sample: Project, tmp_path: Path) -> None:
    import geopandas as gpd

    export(sample, tmp_path / "a.geojson")
    frame = gpd.read_file(tmp_path / "a.geojson")
    points = frame[frame["layer"] == "point"].reset_index(drop=True)
    names = [item.place_name_ar for item in sample.hindsight.intervals]
    assert points["place_name_ar"].tolist() == names
    lons = [item.lon for item in sample.hindsight.intervals]
    assert points.geometry.x.tolist() == pytest.approx(lons)


def test_an_empty_project_exports(tmp_path: Path) -> None:
    for ending in (".geojson", ".html"):
        export(Project(), tmp_path / f"a{ending}")
    assert json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"] == []


def test_an_unknown_ending_lists_those_that_are_known(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.geojson, \.html"):
        export(sample, tmp_path / "a.docx")


def test_a_folder_that_is_not_there_is_told(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        export(sample, tmp_path / "nowhere" / "a.geojson")
