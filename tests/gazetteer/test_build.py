"""Sources and the built-in into one gazetteer file, and what it says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from source_files import (
    GARBAGE,
    GOOD,
    Spot,
    write_csv,
    write_geonames,
    write_hdx_geojson,
)

from gazetteer import Gazetteer
from gazetteer.build import BuildReport, build
from gazetteer.errors import GazetteerFileError, SourceError
from gazetteer.file import read_meta
from gazetteer.sources import builtin_places


def a_list(folder: Path) -> Path:
    path = folder / "places.geojson"
    write_hdx_geojson(path, [*GOOD, GARBAGE["zero"], Spot(5, "زقزاقة", "Zaqzaqa", 34.5, 40.5)])
    return path


@pytest.fixture
def hdx(tmp_path: Path) -> Path:
    return a_list(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """What a list of OCHA and the built-in make together."""
    folder = tmp_path_factory.mktemp("built")
    return build([a_list(folder)], folder / "all.gpkg")


def test_a_source_and_the_built_in_are_one_gazetteer(built: BuildReport) -> None:
    report, gazetteer = built, Gazetteer.open(built.target)
    ours = sum(1 for _ in builtin_places())
    assert (report.builtin, report.read, report.places) == (ours, ours + 3, ours + 1)
    assert report.merged == 2
    assert len(gazetteer) == report.places
    place = gazetteer.get("gn:174448")
    assert place is not None
    assert place.name_ar == "البوكمال"
    assert {"OCHA", "GeoNames"} <= {name.source for name in place.names}
    assert gazetteer.get("hdx:C5") is not None


def test_the_report_says_what_was_left_out(hdx: Path, tmp_path: Path) -> None:
    report = build([hdx], tmp_path / "all.gpkg", builtin=False)
    (imported,) = report.imports
    assert (imported.source, imported.rows, imported.kept) == ("OCHA", 4, 3)
    assert "1 × lies at 0, 0: feature 3" in report.summary()
    assert "3 places" in report.summary()


def test_the_file_says_what_it_is_made_from(built: BuildReport) -> None:
    meta = read_meta(built.target)
    theirs, ours = json.loads(meta["sources"])
    assert (theirs["title"], theirs["licence"], theirs["file"]) == (
        *("OCHA", "CC-BY-3.0-IGO", "places.geojson"),
    )
    assert (theirs["rows"], theirs["kept"]) == (4, 3)
    assert "GeoNames" in ours["attribution"]
    assert meta["saytara"]


def test_the_same_sources_give_the_same_gazetteer(hdx: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    for file in files:
        build([hdx], file, builtin=False)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_first_source_gives_the_point(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    write_csv(one, [Spot(1, "هجين", "Hajin", 34.69, 40.83)])
    write_csv(other, [Spot(1, "هجين", "Hajin", 34.70, 40.83)])
    for order, lat in (([one, other], 34.69), ([other, one], 34.70)):
        build(order, tmp_path / "all.gpkg", builtin=False)
        (place,) = Gazetteer.open(tmp_path / "all.gpkg")
        assert place.lat == lat


def test_own_lists_correct_what_ships_and_dumps_do_not(tmp_path: Path) -> None:
    dump, own = tmp_path / "SY.txt", tmp_path / "own.csv"
    write_geonames(dump, [Spot(174448, "", "Al-Bukamal", 34.40, 40.90)])
    write_csv(own, [Spot(1, "البوكمال", "Al-Bukamal", 34.46, 40.92)])
    for sources, lat in (([dump], 34.455), ([dump, own], 34.46)):
        build(sources, tmp_path / "all.gpkg")
        place = Gazetteer.open(tmp_path / "all.gpkg").get("gn:174448")
        assert place is not None
        assert place.lat == lat


def test_alternate_names_go_to_the_dump(tmp_path: Path) -> None:
    dump, names = tmp_path / "SY.txt", tmp_path / "elsewhere" / "alternateNamesV2.txt"
    write_geonames(dump, [Spot(174448, "", "Al-Bukamal")])
    names.parent.mkdir()
    names.write_text("1\t174448\tar\tأبو كمال\t1\t\t\t\t\t\n", encoding="utf-8")
    build([names, dump], tmp_path / "all.gpkg", builtin=False)
    (place,) = Gazetteer.open(tmp_path / "all.gpkg")
    assert place.name_ar == "أبو كمال"


def test_alternate_names_alone_are_an_error(tmp_path: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("1\t174448\tar\tأبو كمال\n", encoding="utf-8")
    with pytest.raises(SourceError, match="name the dump"):
        build([names], tmp_path / "all.gpkg")


def test_a_source_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "places.data"
    write_csv(path, GOOD)
    with pytest.raises(SourceError, match="none of the kinds"):
        build([path], tmp_path / "all.gpkg")
    assert build([path], tmp_path / "all.gpkg", kinds=["csv"], builtin=False).places == 2


def test_a_kind_that_is_none_is_an_error_that_names_them_all(hdx: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="geonames, osm, wikidata, hdx, csv"):
        build([hdx], tmp_path / "all.gpkg", kinds=["shape"])
    with pytest.raises(SourceError, match="2 kinds for 1 sources"):
        build([hdx], tmp_path / "all.gpkg", kinds=["hdx", "hdx"])


@pytest.mark.parametrize("path", ["missing.csv", "."])
def test_a_source_that_is_no_file_is_an_error(path: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no file|a folder"):
        build([tmp_path / path], tmp_path / "all.gpkg")


def test_a_broken_source_leaves_an_old_gazetteer_whole(hdx: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.gpkg"
    build([hdx], target, builtin=False)
    old = target.read_bytes()
    hdx.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    with pytest.raises(SourceError, match="not whole JSON"):
        build([hdx], target, builtin=False)
    assert target.read_bytes() == old


def test_a_gazetteer_is_no_source(built: BuildReport, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a gazetteer already"):
        build([built.target], tmp_path / "all.gpkg")


def test_nothing_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError, match="no place"):
        build([], tmp_path / "all.gpkg", builtin=False)


def test_progress_is_told(hdx: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    build(
        [hdx],
        tmp_path / "all.gpkg",
        builtin=False,
        progress=lambda what, count: told.append((what, count)),
    )
    assert told == [("places.geojson", 3), ("merge", 3), ("write", 3)]


def test_the_reference_of_syria_and_iraq_merges_with_the_built_in(
    shared: Path, tmp_path: Path
) -> None:
    folder = shared / "data" / "gazetteer"
    files = [folder / "ocha_syria_2015_places.geojson", folder / "cod_iraq_2019_adm3.geojson"]
    report = build(files, tmp_path / "all.gpkg")
    assert [(imported.rows, imported.kept) for imported in report.imports] == [
        (5251, 5251),
        (294, 294),
    ]
    assert report.merged > 900, "most Syrian towns of the built-in are in the list"
    gazetteer = Gazetteer.open(tmp_path / "all.gpkg")
    for place in builtin_places():
        found = gazetteer.get(place.id)
        assert found is not None, place.id
        assert not place.name_ar or found.name_ar == place.name_ar, place.id
