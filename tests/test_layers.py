"""Borders and barriers as users bring them: any file, any CRS, and files of no use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import (
    GeometryCollection,
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
    get_coordinates,
    total_bounds,
)

from mapper.errors import InputError
from mapper.layers import Boundaries, read_boundaries

LINE = LineString([(40, 34), (41, 35)])
HOLED = box(0, 0, 9, 9).difference(box(3, 3, 4, 4))


def layer(*shapes: Any, crs: Any = 4326) -> Any:
    import geopandas as gpd

    return gpd.GeoDataFrame(geometry=list(shapes), crs=crs)


def test_polygons_of_all_sorts_make_a_border() -> None:
    mixed = GeometryCollection([LINE, box(5, 5, 6, 6)])
    shapes = (box(0, 0, 1, 1), None, Polygon(), MultiPolygon([box(2, 2, 3, 3)]), mixed, Point(0, 0))
    border = read_boundaries(border=layer(*shapes)).border
    assert [shape.bounds for shape in border] == [(0, 0, 1, 1), (2, 2, 3, 3), (5, 5, 6, 6)]


def test_barriers_are_lines_and_the_outlines_of_areas() -> None:
    barriers = read_boundaries(barriers=layer(LINE, HOLED, Point(0, 0))).barriers
    assert [shape.geom_type for shape in barriers] == ["LineString"] * 3
    assert total_bounds(barriers).tolist() == [0, 0, 41, 35]


def test_nobody_draws_on_another_across_the_border() -> None:
    bounds = read_boundaries(border=layer(box(0, 0, 1, 1)), barriers=layer(LINE))
    assert [shape.length for shape in bounds.lines()] == [LINE.length, 4.0]
    assert Boundaries().lines() == []


def test_heights_are_left_out() -> None:
    (line,) = read_boundaries(barriers=layer(LineString([(0, 0, 7), (1, 1, 8)]))).barriers
    assert not line.has_z


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".shp"])
@pytest.mark.parametrize("crs", [4326, 32637])
def test_any_file_in_any_crs_reads_as_degrees(tmp_path: Path, ending: str, crs: int) -> None:
    path = tmp_path / f"rivers{ending}"
    layer(LINE).to_crs(crs).to_file(path)
    (line,) = read_boundaries(barriers=path).barriers
    assert get_coordinates(line).ravel().tolist() == pytest.approx([40, 34, 41, 35], abs=1e-6)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (layer(box(0, 0, 1, 1), crs=None), "says no CRS"),
        (layer(LINE), "holds no polygon"),
        (layer(), "holds no polygon"),
        (layer(box(1e9, 1e9, 2e9, 2e9), crs=32637), "beyond the globe"),
        (Path("nowhere.gpkg"), "There is no file"),
        (Path("https://example.org/border.geojson"), "There is no file"),
        (Path("/vsicurl/https://example.org/border.geojson"), "There is no file"),
    ],
)
def test_a_layer_of_no_use_is_told_in_one_sentence(bad: Any, told: str) -> None:
    with pytest.raises(InputError, match=told) as raised:
        read_boundaries(border=bad)
    assert "border" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.geojson", "hello", "Cannot read the layer of barriers"),
        ("a.csv", "a,b\n1,2\n", "holds no shapes"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "holds no line"),
    ],
)
def test_a_file_of_no_use_is_told_in_one_sentence(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as raised:
        read_boundaries(barriers=tmp_path / name)
    assert "\n" not in str(raised.value)


def test_a_file_of_several_layers_is_not_guessed_at(tmp_path: Path) -> None:
    for name in ("border", "rivers"):
        layer(LINE).to_file(tmp_path / "two.gpkg", layer=name)
    with pytest.raises(InputError, match="holds 2 layers"):
        read_boundaries(barriers=tmp_path / "two.gpkg")


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=9))
def test_equal_boundaries_have_equal_hashes(points: list[tuple[float, float]]) -> None:
    one, other = (Boundaries(barriers=(LineString(points),)) for _ in range(2))
    assert one == other
    assert one.hash() == other.hash() != Boundaries().hash()


def test_a_border_is_no_barrier() -> None:
    """The same shape in the other role is another boundary, and has another hash."""
    ring = box(0, 0, 1, 1)
    inside, across = read_boundaries(border=layer(ring)), read_boundaries(barriers=layer(ring))
    assert inside.hash() != across.hash()
