"""The gazetteer file: what is written reads back the same, and broken files are told."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Place, PlaceName
from gazetteer.errors import GazetteerFileError, GazetteerWarning, TargetError
from gazetteer.file import read_meta, write_gazetteer
from gazetteer.folders import data_folder
from gazetteer.place import FEATURES

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def place(**fields: object) -> Place:
    base = {"id": "t:1", "name_ar": "هجين", "name_en": "Hajin", "lat": 34.69, "lon": 40.83}
    names = (
        PlaceName("هجين", "ar", "test", "CC0-1.0"),
        PlaceName("Hajin", "en", "test", "CC0-1.0"),
    )
    return Place(**{"country": "SY", "names": names, "source": "test", **base, **fields})  # type: ignore[arg-type]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write(tmp_path / "g.gpkg")


def write(path: Path) -> Path:
    write_gazetteer([place(), place(id="t:2", lat=35.0)], path, {"made": "by a test"})
    return path


@given(
    st.lists(
        st.builds(
            place,
            id=TEXTS,
            name_ar=TEXTS,
            lat=st.floats(-90, 90),
            lon=st.floats(-180, 180),
            population=st.integers(0, 10**8),
            feature=st.sampled_from(sorted(FEATURES)),
            approximate=st.booleans(),
            names=st.lists(st.builds(PlaceName, TEXTS, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda p: p.id,
    )
)
@settings(max_examples=25, deadline=None)
def test_places_read_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, places: list[Place]
) -> None:
    path = tmp_path_factory.mktemp("file") / "g.gpkg"
    write_gazetteer(places, path, {})
    assert list(Gazetteer.open(path)) == places


def test_a_file_finds_what_its_places_find(gazetteer: Gazetteer, tmp_path: Path) -> None:
    write_gazetteer(gazetteer, tmp_path / "g.gpkg", {})
    filed = Gazetteer.open(tmp_path / "g.gpkg")
    text = "سيطرت القوات على مدينة البوكمال وقرية الهري في ريف دير الزور"
    assert filed.scan(text) == gazetteer.scan(text)
    for name in ("البوكمال", "Abu Kamal", "البوكمل", "Dayr az Zawr"):
        assert filed.search(name) == gazetteer.search(name)
    assert filed.near(34.45, 40.92, 20) == gazetteer.near(34.45, 40.92, 20)
    assert filed.get("gn:174448") == gazetteer.get("gn:174448")
    assert filed.get("nowhere") is None
    assert filed.hash() == gazetteer.hash()


def test_the_same_places_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.gpkg"
    assert write(again).read_bytes() == written.read_bytes()


def test_the_file_says_what_it_was_made_from(written: Path) -> None:
    assert read_meta(written)["made"] == "by a test"


def test_gdal_reads_the_layer(written: Path) -> None:
    import pyogrio

    frame = pyogrio.read_dataframe(written, layer="places")
    assert frame.crs.to_epsg() == 4326
    assert (frame.name_ar[0], frame.geometry[0].x, frame.geometry[0].y) == ("هجين", 40.83, 34.69)


def test_a_gazetteer_of_a_file_can_be_sent_to_another_process(written: Path) -> None:
    sent = pickle.loads(pickle.dumps(Gazetteer.open(written)))
    assert [p.id for p in sent.lookup("هجين")] == ["t:1", "t:2"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError, match="gazetteer build"):
        Gazetteer.open(tmp_path / "none.gpkg")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 200])
def test_what_is_no_gazetteer_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.gpkg").write_bytes(content)
    with pytest.raises(GazetteerFileError, match=r"x\.gpkg"):
        Gazetteer.open(tmp_path / "x.gpkg")


def test_a_file_cut_short_is_told(written: Path) -> None:
    written.write_bytes(written.read_bytes()[:5000])
    with pytest.raises(GazetteerFileError):
        Gazetteer.open(written)


def test_a_file_of_a_later_version_is_told(written: Path) -> None:
    with closing(sqlite3.connect(written)) as base:
        base.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
        base.commit()
    with pytest.raises(GazetteerFileError, match="99"):
        Gazetteer.open(written)


def test_nothing_is_written_for_no_place(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError):
        write_gazetteer([], tmp_path / "g.gpkg", {})
    with pytest.raises(GazetteerFileError, match=r"\.gpkg"):
        write_gazetteer([place()], tmp_path / "g.csv", {})
    with pytest.raises(TargetError):
        write_gazetteer([place()], tmp_path / "nowhere" / "g.gpkg", {})
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_whole_when_writing_fails(written: Path) -> None:
    before = written.read_bytes()

    def broken():  # type: ignore[no-untyped-def]
        yield place()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_gazetteer(broken(), written, {})
    assert written.read_bytes() == before


def test_what_another_version_installed_is_used_with_a_warning(written: Path) -> None:
    installed = data_folder() / "gazetteer.gpkg"
    installed.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(written, installed)
    try:
        with pytest.warns(GazetteerWarning, match="install"):
            assert len(Gazetteer.default()) == 2
    finally:
        installed.unlink()
    assert len(Gazetteer.default()) == len(Gazetteer.builtin())
