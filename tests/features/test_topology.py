"""The rules T1 to T7 of mapper/features/build.py, and the edges of the world."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import shapely
from conftest import BUKAMAL
from features_places import BARE, layer, overlap, place, true_km2
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from mapper.config import AreasConfig
from mapper.errors import ConfigError, InputError
from mapper.features import CELL_COLUMNS, PlacePoint, build_topology, timeline_places
from mapper.features.ground import ground_of
from mapper.layers import read_boundaries

DISC_KM2 = 704.84


@st.composite
def clouds(draw: st.DrawFn) -> list[PlacePoint]:
    """Places close together or far apart, on a grid or anywhere, some at one point."""
    lat, lon = draw(st.sampled_from([(34.0, 40.0), (-17.0, 179.95), (69.0, 30.0), (0.0, 0.0)]))
    step = draw(st.sampled_from([0.001, 0.03, 0.1, 0.5]))
    grid = st.integers(-4, 4)
    free = st.floats(-4, 4, allow_nan=False)
    number = draw(st.sampled_from([grid, free]))
    spots = draw(st.lists(st.tuples(number, number), min_size=1, max_size=25))
    return [
        place(f"p{n}", lat + y * step, (lon + x * step + 180) % 360 - 180)
        for n, (x, y) in enumerate(spots)
    ]


# ---------------------------------------------------------------------------------- T1 and T2


@settings(max_examples=60, deadline=None)
@given(clouds())
def test_cells_are_valid_do_not_overlap_and_fill_the_reach(places: list[PlacePoint]) -> None:
    topology = build_topology(places, config=BARE)
    assert shapely.is_valid(topology.pieces).all()
    assert shapely.coverage_is_valid(topology.pieces)
    metres = shapely.transform(topology.pieces, topology.projection.to_metres)
    sites = shapely.points(topology.projection.to_metres(topology.lonlat))
    discs = shapely.union_all(shapely.buffer(sites, 15_000, quad_segs=64))
    assert topology.area_km2 <= discs.area / 1e6 * (1 + 1e-3)
    assert topology.area_km2 >= discs.area / 1e6 * (1 - 4e-3)  # arcs are made of chords
    union = shapely.coverage_union_all(metres)
    assert topology.area_km2 == pytest.approx(union.area / 1e6, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(clouds())
def test_t1_every_place_lies_in_its_cell_and_no_other_is_nearer(places: list[PlacePoint]) -> None:
    topology = build_topology(places, config=BARE)
    xy = topology.projection.to_metres(topology.lonlat)
    inner = shapely.get_coordinates(shapely.point_on_surface(topology.pieces))
    spots = topology.projection.to_metres(inner)
    away = np.hypot(*(spots[:, None] - xy).transpose(2, 0, 1))
    own = away[np.arange(len(spots)), topology.piece_site]
    assert (own <= away.min(axis=1) + 1).all()
    metres = shapely.transform(topology.pieces, topology.projection.to_metres)
    assert shapely.contains_xy(metres, *xy[topology.piece_site].T).all()


def test_the_order_of_places_does_not_matter() -> None:
    places = [place(f"p{n}", 34 + n % 7 / 50, 40 + n / 50) for n in range(30)]
    one, other = (build_topology(p).table() for p in (places, places[::-1]))
    assert one.equals(other)


def test_t2_no_ground_is_farther_than_the_reach() -> None:
    topology = build_topology([place("p")], config=dataclasses.replace(BARE, reach_km=30))
    assert topology.area_km2 == pytest.approx(4 * DISC_KM2, rel=1e-3)
    assert build_topology([place("p", 34), place("q", 36)], config=BARE).area_km2 == (
        pytest.approx(2 * DISC_KM2, rel=1e-3)
    )


def test_areas_are_those_on_the_ellipsoid() -> None:
    table = build_topology([place("p", 60.0, 30.0), place("q", 62.0, 36.0)], config=BARE).table()
    for shape, km2 in zip(table.geometry, table["area_km2"], strict=True):
        assert km2 == pytest.approx(true_km2(shape), rel=1e-3)


# ----------------------------------------------------------------------------------------- T3


def test_t3_ground_is_land_inside_the_border() -> None:
    here = [place("west", 34, 39.95), place("east", 34, 40.05)]
    land, border = layer(box(39, 33, 41, 34)), layer(box(39, 33, 40.02, 35))
    topology = build_topology(
        here, config=BARE, land=land, boundaries=read_boundaries(border=border)
    )
    within = box(39, 33, 40.02, 34.0)
    assert all(within.buffer(2e-3).covers(piece) for piece in topology.pieces)
    west, east = topology.own_km2()[[topology.site_of["west"], topology.site_of["east"]]]
    assert west > east > 0


def test_t3_a_place_outside_the_border_keeps_what_lies_inside() -> None:
    inside = read_boundaries(border=layer(box(39, 33, 40, 35)))
    near, far = place("near", 34, 40.05), place("far", 34, 42)
    topology = build_topology([near, far], config=BARE, boundaries=inside)
    assert set(topology.site_of) == {"near", "far"}
    assert topology.table()["place_ids"].tolist() == ["near"]
    assert 0 < topology.area_km2 < DISC_KM2 / 2


def test_t3_islands_and_lakes_leave_parts_and_holes() -> None:
    lake, island = Point(40.03, 34).buffer(0.02), box(39.9, 33.8, 39.93, 34.2)
    land = layer(box(39.95, 33.8, 40.3, 34.2).difference(lake), island)
    (shape,) = build_topology([place("p", 34, 40)], config=BARE, land=land).table().geometry
    assert shape.geom_type == "MultiPolygon"
    assert len(shape.geoms) == 2
    assert sum(len(part.interiors) for part in shape.geoms) == 1


def test_t3_land_in_any_crs_or_a_file(tmp_path: Path) -> None:
    half = layer(box(39, 33, 40, 35))
    half.to_file(tmp_path / "half.gpkg")
    sources = [half, half.to_crs(32637), half.geometry, tmp_path / "half.gpkg"]
    areas = [build_topology([place("p")], config=BARE, land=s).area_km2 for s in sources]
    assert areas == [pytest.approx(DISC_KM2 / 2, rel=0.01)] * 4


def test_t3_a_layer_of_no_use_is_told() -> None:
    with pytest.raises(InputError, match="The layer of land holds no polygon"):
        build_topology([place("p")], land=layer(Point(0, 0)))


def test_t3_an_unknown_kind_of_land_is_told() -> None:
    with pytest.raises(ConfigError, match="ocean"):
        build_topology([place("p")], config=AreasConfig(land="ocean"))


@pytest.mark.parametrize(("lat", "lon"), [(50.4, 30.5), (4.6, -74.1), (-17.8, 177.4)])
def test_t3_beyond_the_basemap_all_is_land(lat: float, lon: float) -> None:
    """No country is taken for sea because the basemap that ships ends before it."""
    assert build_topology([place("p", lat, lon)]).area_km2 == pytest.approx(DISC_KM2, rel=1e-3)


# ----------------------------------------------------------------------------------------- T4

RIVER = read_boundaries(barriers=layer(LineString([(40.02, 33), (40.02, 35)])))


def test_t4_ground_across_the_river_goes_to_the_nearest_place_there() -> None:
    west, east, far = place("west"), place("east", 34, 40.15), place("far", 34.05, 40.3)
    topology = build_topology([west, east, far], config=BARE, boundaries=RIVER)
    shapes = topology.shapes()
    assert shapes[topology.site_of["west"]].bounds[2] == pytest.approx(40.02, abs=1e-3)
    assert shapes[topology.site_of["east"]].bounds[0] == pytest.approx(40.02, abs=1e-3)
    bare = build_topology([west, east, far], config=BARE)
    assert topology.area_km2 == pytest.approx(bare.area_km2, rel=1e-6)
    assert shapely.coverage_is_valid(topology.pieces)
    for name, shape in ((n, shapes[topology.site_of[n]]) for n in ("west", "east", "far")):
        corners = topology.projection.to_metres(shapely.get_coordinates(shape))
        site = topology.projection.to_metres(topology.lonlat[[topology.site_of[name]]])
        assert np.hypot(*(corners - site).T).max() <= 15_001


def test_t4_without_a_place_there_it_stays_with_nobody() -> None:
    topology = build_topology([place("west")], config=BARE, boundaries=RIVER)
    (cell,) = topology.table()["area_km2"]
    assert DISC_KM2 / 2 < cell < topology.area_km2 == pytest.approx(DISC_KM2, rel=1e-3)


def test_t4_a_river_that_ends_in_a_cell_parts_nothing() -> None:
    stub = read_boundaries(barriers=layer(LineString([(40.02, 33.99), (40.02, 35)])))
    topology = build_topology([place("west")], config=BARE, boundaries=stub)
    assert topology.table()["area_km2"].tolist() == [pytest.approx(DISC_KM2, rel=1e-3)]


def test_t4_a_place_on_the_river_keeps_both_banks() -> None:
    river = read_boundaries(barriers=layer(LineString([(40, 33), (40, 35)])))
    topology = build_topology([place("bridge")], config=BARE, boundaries=river)
    assert topology.table()["area_km2"].sum() == pytest.approx(DISC_KM2, rel=1e-3)


# ---------------------------------------------------------------------------------- T5 and T6


def test_t5_places_at_one_point_share_a_cell() -> None:
    twins = [place("b"), place("a"), place("c", 34.1)]
    table = build_topology(twins, config=BARE).table()
    assert list(table.columns) == list(CELL_COLUMNS)
    assert sorted(table["place_ids"]) == ["a b", "c"]
    assert overlap(table.geometry.to_numpy()) < 1e-9


def test_t6_a_place_at_another_has_no_ground() -> None:
    bare = build_topology([place("p")], config=BARE)
    with_it = build_topology([place("p"), place("at:p:village", 34.05)], config=BARE)
    assert set(with_it.site_of) == {"p"}
    assert with_it.area_km2 == bare.area_km2
    assert build_topology([place("at:p:village")]).table().empty


# ----------------------------------------------------------------------------------------- T7


def test_t7_other_places_take_their_ground_and_follow() -> None:
    seen, near, far = place("seen"), place("near", 34, 40.1), place("far", 34, 40.3)
    topology = build_topology([seen], others=[near, far], config=BARE)
    bare = build_topology([seen], config=BARE)
    assert topology.area_km2 == pytest.approx(bare.area_km2, rel=1e-6)
    numbers = [topology.site_of[name] for name in ("seen", "near", "far")]
    own, at_near, at_far = topology.own_km2()[numbers]
    assert own > at_near > at_far >= 0
    assert topology.follows[numbers].tolist() == [numbers[0], numbers[0], -1]
    assert topology.evidence[numbers].tolist() == [True, False, False]


def test_t7_nobody_follows_across_a_river() -> None:
    topology = build_topology([place("w")], others=[place("e", 34, 40.05)], boundaries=RIVER)
    assert topology.follows[topology.site_of["e"]] == -1


def test_t7_far_places_are_no_part_of_it() -> None:
    topology = build_topology([place("p")], others=[place("q", 36)])
    assert set(topology.site_of) == {"p"}
    assert topology.groundless == {"q"}


def test_t7_a_gazetteer_will_do(gazetteer: object) -> None:
    places = [PlacePoint(id="p", lat=BUKAMAL.lat or 0, lon=BUKAMAL.lon or 0)]
    topology = build_topology(places, others=gazetteer)  # type: ignore[arg-type]
    assert len(topology.place_ids) > 1
    assert topology.area_km2 == pytest.approx(DISC_KM2, rel=1e-3)


# ----------------------------------------------------------------------- the edges of the world


def test_the_antimeridian_cuts_no_cell_and_no_shape_runs_past_it() -> None:
    places = [place("w", -17, 179.95), place("e", -17, -179.95)]
    topology = build_topology(places)
    table = topology.table()
    assert len(topology.arcs.sites) == 1
    bounds = table.total_bounds
    assert bounds[0] >= -180
    assert bounds[2] <= 180
    assert table.geometry.is_valid.all()
    assert table["area_km2"].sum() < 2 * DISC_KM2
    for shape, km2 in zip(table.geometry, table["area_km2"], strict=True):
        assert km2 == pytest.approx(true_km2(shape), rel=1e-3)
        assert shape.bounds[2] - shape.bounds[0] < 359.9 or shape.geom_type == "MultiPolygon"


def test_land_given_on_the_other_side_of_the_antimeridian_counts() -> None:
    land = layer(box(-180, -18, -179, -16), box(179, -18, 180, -16))
    topology = build_topology([place("w", -17, 179.95)], config=BARE, land=land)
    assert topology.area_km2 == pytest.approx(DISC_KM2, rel=1e-3)


def test_180_east_and_west_are_one_point() -> None:
    topology = build_topology([place("w", 10, 180), place("e", 10, -180)], config=BARE)
    assert len(topology.place_ids) == 1


def test_places_all_round_the_globe_keep_true_areas() -> None:
    places = [place(f"p{n}", 10.0 * (n % 3), 72.0 * n - 144) for n in range(5)]
    topology = build_topology(places, config=BARE)
    assert topology.wide
    assert topology.own_km2() == pytest.approx(np.full(5, DISC_KM2), rel=0.02)


def test_a_map_of_one_country_is_not_wide() -> None:
    assert not build_topology([place("p", 32, 36), place("q", 37, 42)]).wide


def test_no_places_no_ground() -> None:
    topology = build_topology([])
    assert topology.area_km2 == 0
    assert list(topology.table().columns) == list(CELL_COLUMNS)
    assert build_topology([], others=[place("p")]).area_km2 == 0


def test_the_places_of_a_timeline_are_told_once(sample: object) -> None:
    hindsight = sample.hindsight  # type: ignore[attr-defined]
    ids = [p.id for p in timeline_places(hindsight)]
    assert ids == sorted({i.place_id for i in hindsight.intervals})


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("lat", "lon"), [(35.5, 35.9), (36.9, 10.5), (25.0, 56.0)])
def test_on_a_coast_with_rivers_cells_fill_the_land_within_reach(
    lat: float, lon: float, seed: int
) -> None:
    """Measured another way: the discs of all places together, cut with the land."""
    rng = np.random.default_rng(seed)
    spread = (0.05, 0.3, 2.0)[seed % 3]
    spots = rng.normal((lat, lon), spread, (150, 2)).tolist()
    places = [place(f"p{n}", *spot) for n, spot in enumerate(spots)]
    ways = np.cumsum(rng.normal(0, spread / 6, (3, 60, 2)), axis=1) + np.array([lon, lat])
    rivers = read_boundaries(barriers=layer(*map(LineString, ways.tolist())))
    others, seen = (places[:75], places[75:]) if seed % 2 else ([], places)
    topology = build_topology(seen, others=others, boundaries=rivers)
    assert shapely.is_valid(topology.pieces).all()
    assert shapely.coverage_is_valid(topology.pieces)
    reach = build_topology(seen, config=BARE)
    metres = shapely.transform(reach.pieces, reach.projection.to_metres)
    box_ = reach.projection.box_of(reach.projection.to_metres(reach.lonlat), 15_000)
    land = ground_of(reach.projection, box_, use="basemap")
    within = shapely.intersection(shapely.coverage_union_all(metres), land)
    assert topology.area_km2 == pytest.approx(within.area / 1e6, rel=1e-6)
