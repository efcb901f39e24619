"""The ground of a perspective is that of the project it is one of."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas as gpd
import shapely

from mapper.layers import read_boundaries
from mapper.store import Project
from mapper.ui.projects import OpenProject
from mapper.views import Perspective


def test_the_figures_of_the_app_keep_to_the_border_of_the_project(
    sample: Project, tmp_path: Path
) -> None:
    border = tmp_path / "border.geojson"
    around = shapely.box(40.5, 34.0, 41.5, 35.0)
    gpd.GeoDataFrame(geometry=[around], crs=4326).to_file(border)
    inside = dataclasses.replace(sample, boundaries=read_boundaries(border=border))
    whole = OpenProject(sample, Path("sample.gpkg")).ground(Perspective())
    kept = OpenProject(inside, Path("inside.gpkg")).ground(Perspective())
    assert 0 < kept.area_km2 < whole.area_km2
