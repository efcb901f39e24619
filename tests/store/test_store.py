from __future__ import annotations

import dataclasses
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import an_incident, day
from shapely import LineString, box

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.errors import ProjectError
from mapper.layers import Boundaries
from mapper.pipeline import build_project
from mapper.records import ClaimPlace, DateBasis, Document
from mapper.store import FORMAT_VERSION, Project, areas_config, read_project, write_project


def test_a_project_reads_back_equal(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    assert read_project(path) == sample
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_project_reads_back_equal(tmp_path: Path) -> None:
    write_project(Project(), tmp_path / "a.gpkg")
    assert read_project(tmp_path / "a.gpkg") == Project()


BOUNDS = Boundaries(
    border=(box(38, 33, 42, 36).difference(box(39, 34, 39.1, 34.1)), box(43, 33, 44, 34)),
    barriers=(LineString([(40, 33), (40.1, 34), (40, 36)]),),
)


@pytest.mark.parametrize(
    "bounds", [BOUNDS, Boundaries(border=BOUNDS.border), Boundaries(barriers=BOUNDS.barriers)]
)
def test_boundaries_read_back_equal(sample: Project, tmp_path: Path, bounds: Boundaries) -> None:
    project = dataclasses.replace(sample, boundaries=bounds)
    for _ in range(2):
        write_project(project, tmp_path / "a.gpkg")
    assert read_project(tmp_path / "a.gpkg") == project


def test_a_project_keeps_to_its_border(sample: Project, tmp_path: Path) -> None:
    import geopandas as gpd

    path = tmp_path / "a.gpkg"
    write_project(dataclasses.replace(sample, boundaries=BOUNDS), path)
    west, south, east, north = gpd.read_file(path, layer="control_areas").total_bounds
    assert 37.99 < west < east < 44.01
    assert 32.99 < south < north < 36.01


def test_the_same_project_gives_the_same_rows(sample: Project, tmp_path: Path) -> None:
    dumps = []
    for name in ("a.gpkg", "b.gpkg"):
        write_project(sample, tmp_path / name)
        base = sqlite3.connect(tmp_path / name)
        dumps.append(list(base.iterdump()))
        base.close()
    assert dumps[0] == dumps[1]


def test_gdal_sees_the_layers_with_dates(sample: Project, tmp_path: Path) -> None:
    import pyogrio

    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    layers = dict(pyogrio.list_layers(path))
    assert layers["control_points"] == "Point"
    assert layers["control_areas"] == "MultiPolygon"
    assert layers["incidents"] == "Point"
    assert {"documents", "claims", "meta"} <= set(layers)
    info = pyogrio.read_info(path, layer="control_points")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types["valid_from"].startswith("datetime64")
    told = pyogrio.read_info(path, layer="incidents")
    assert dict(zip(told["fields"], told["dtypes"], strict=True))["date_from"].startswith(
        "datetime64"
    )
    assert info["features"] == len(sample.hindsight.intervals) + len(sample.as_known.intervals)


def test_what_is_no_project_is_refused_and_left_as_it_is(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"holiday pictures")
    for act in (lambda: read_project(path), lambda: write_project(sample, path)):
        with pytest.raises(ProjectError, match="left as it is"):
            act()
    assert path.read_bytes() == b"holiday pictures"


def test_another_geopackage_is_never_overwritten(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE mine (x)")
    base.commit()
    base.close()
    with pytest.raises(ProjectError, match="no Saytara project"):
        write_project(sample, path)


def test_a_later_version_is_told(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    base = sqlite3.connect(path)
    base.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT_VERSION + 1),))
    base.commit()
    base.close()
    before = path.read_bytes()
    for act in (lambda: read_project(path), lambda: write_project(sample, path)):
        with pytest.raises(ProjectError, match="later version"):
            act()
    assert path.read_bytes() == before


@pytest.mark.parametrize("keep", [0.2, 0.6])
def test_a_torn_file_is_told(sample: Project, tmp_path: Path, keep: float) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(ProjectError):
        read_project(path)


@pytest.mark.parametrize("name", ["none.gpkg", "a.shp"])
def test_missing_and_misnamed_files_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProjectError, match=name.split(".")[0]):
        read_project(tmp_path / name)
    if name.endswith("shp"):
        with pytest.raises(ProjectError, match="gpkg"):
            write_project(Project(), tmp_path / name)


KILLED = """
import os, signal, sys
from pathlib import Path
import mapper.store.project as store
from mapper.documents import read_documents
path = Path(sys.argv[1])
project = store.read_project(path)
real = store._write_tables
def die(project, beside):
    real(project, beside)
    os.kill(os.getpid(), signal.SIGKILL)
store._write_tables = die
store.write_project(project, path)
"""


def test_a_run_that_is_killed_leaves_the_old_file_whole(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    assert read_project(path) == sample
    assert len(list(tmp_path.iterdir())) == 2
    write_project(sample, path)  # the next run clears what the killed one left
    assert list(tmp_path.iterdir()) == [path]


def test_the_settings_of_areas_come_from_the_project(sample: Project) -> None:
    other = dataclasses.replace(sample, meta={"config": '{"areas": {"reach_km": 3.0}}'})
    assert areas_config(other).reach_km == 3.0


def test_incidents_read_back_equal_on_the_map_or_not(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    nowhere = an_incident(place=ClaimPlace(text="قرية"), date=None, date_basis=DateBasis.NONE)
    project = Project(incidents=(an_incident(), nowhere))
    write_project(project, path)
    assert read_project(path).incidents == project.incidents


def test_a_project_of_before_incidents_is_read(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    base = sqlite3.connect(path)
    base.execute("DELETE FROM gpkg_contents WHERE table_name = 'incidents'")
    base.commit()
    base.close()
    assert read_project(path) == dataclasses.replace(sample, incidents=())


def test_incidents_are_replaced_with_their_document(gazetteer: Gazetteer) -> None:
    def project(text: str, before: Project | None = None) -> Project:
        document = Document(id="a", text=text, published=day("2017-11-19"))
        return build_project([document], gazetteer, Config(), before=before)

    first = project("شن طيران التحالف الدولي غارات على مدينة الرقة.")
    assert [i.place.text for i in first.incidents] == ["الرقة"]
    again = project("شن طيران التحالف الدولي غارات على مدينة الرقة.", first)
    assert again == first
    changed = project("قصفت قوات النظام مدينة دوما.", first)
    assert [i.place.text for i in changed.incidents] == ["دوما"]


def test_incidents_never_touch_control(gazetteer: Gazetteer) -> None:
    text = "شن طيران التحالف الدولي غارات على مدينة الرقة."
    document = Document(id="a", text=text, published=day("2017-11-19"))
    project = build_project([document], gazetteer, Config())
    assert project.incidents
    assert not project.claims
    assert not project.hindsight.intervals
