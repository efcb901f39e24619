"""What the licences of the sources ask to be said goes with the places."""

from __future__ import annotations

import json
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.build import build
from mapper.config import Config
from mapper.exports import export
from mapper.pipeline import build_project
from mapper.records import Document

PLACES = "name,lat,lon,country\nتل سيطرة,35.1,38.2,SY\n"


def test_a_file_says_all_its_sources_and_so_does_what_is_exported(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(PLACES, encoding="utf-8")
    build([tmp_path / "own.csv"], tmp_path / "g.gpkg")
    gazetteer = Gazetteer.open(tmp_path / "g.gpkg")
    assert gazetteer.attribution == f"own list; {Gazetteer.builtin().attribution}"
    document = Document(id="a", text="سيطر الجيش السوري على تل سيطرة.", published=None)
    project = build_project([document], gazetteer, Config())
    export(project, tmp_path / "out.geojson")
    said = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["attribution"]
    assert said.startswith("Place names: own list; Saytara, MIT; GeoNames")
    export(project, tmp_path / "out.html")
    assert "own list; Saytara, MIT; GeoNames" in (tmp_path / "out.html").read_text(encoding="utf-8")
