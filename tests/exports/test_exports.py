from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import day

from mapper.errors import ExportError
from mapper.exports import FORMATS, export, project_geojson
from mapper.store import Project


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_project_gives_the_same_bytes(
    sample: Project, tmp_path: Path, ending: str
) -> None:
    files = [tmp_path / f"{name}{ending}" for name in "ab"]
    for file in files:
        export(sample, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_same_bytes_in_another_process(sample: Project, tmp_path: Path) -> None:
    from mapper.store import write_project

    write_project(sample, tmp_path / "p.gpkg")
    outputs = []
    for name, seed in (("a.html", "1"), ("b.html", "2")):
        command = [sys.executable, "-m", "mapper.cli", "export", str(tmp_path / "p.gpkg")]
        command += ["-o", str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed})
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]


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
    for ending in FORMATS:
        export(Project(), tmp_path / f"a{ending}")
    assert json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"] == []


def test_an_unknown_ending_lists_those_that_are_known(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.geojson, \.html"):
        export(sample, tmp_path / "a.docx")


def test_a_folder_that_is_not_there_is_told(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        export(sample, tmp_path / "nowhere" / "a.geojson")
