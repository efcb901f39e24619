"""Lists of one's own: columns, delimiters, encodings, ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import GOOD, own_text

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import OwnList, source_for
from gazetteer.sources.base import number_of, population_of


def read(path: Path) -> tuple[list[Place], ImportReport]:
    report = ImportReport("own list", path)
    return list(OwnList().read(path, report)), report


def a_list(folder: Path, text: str, *, name: str = "own.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "headers",
    [
        "name,lat,lon",
        "Name;Latitude;Longitude",
        "الاسم\tخط العرض\tخط الطول",
        "place|Y|X",
        "ar,LAT,Lng",
    ],
)
def test_columns_and_delimiters_are_known_by_many_names(headers: str, tmp_path: Path) -> None:
    delimiter = next(mark for mark in "\t;|," if mark in headers)
    path = a_list(tmp_path, f"{headers}\n{delimiter.join(('هجين', '34.69', '40.83'))}\n")
    assert source_for(path).name == "csv"
    (place,) = read(path)[0]
    assert (place.name_ar, place.lat, place.lon) == ("هجين", 34.69, 40.83)
    assert place.country == "SY", "that of the nearest place"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_the_encoding_is_told_by_the_text(encoding: str, tmp_path: Path) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    path = a_list(tmp_path, mark + own_text(GOOD), encoding=encoding)
    assert source_for(path).name == "csv"
    assert [place.name_ar for place in read(path)[0]] == [spot.ar for spot in GOOD]


def test_what_the_optional_columns_say_is_kept(tmp_path: Path) -> None:
    text = (
        "id,name_ar,name_en,lat,lon,country,admin1,admin2,feature,population,aliases,approximate,"
        "source,licence\n"
        "b1,حاجز الملعب,Stadium checkpoint,34.5,40.9,سوريا,محافظة دير الزور,البوكمال,حاجز,0,"
        "الملعب|حاجز الملعب البلدي; Malab,نعم,field visit,CC-BY-4.0\n"
    )
    (place,) = read(a_list(tmp_path, text))[0]
    assert (place.id, place.feature, place.approximate) == ("own:own:b1", "crossing", True)
    assert (place.country, place.admin1, place.admin2) == ("SY", "Deir ez-Zor", "Al-Bukamal")
    assert (place.source, place.licence) == ("field visit", "CC-BY-4.0")
    assert {"الملعب", "حاجز الملعب البلدي", "Malab"} <= {name.text for name in place.names}


def test_without_a_source_the_file_is_named(tmp_path: Path) -> None:
    (place,) = read(a_list(tmp_path, "name,lat,lon\nهجين,34.69,40.83\n"))[0]
    assert (place.source, place.licence) == ("own.csv", "LicenseRef-own-list")


def test_an_id_with_its_source_is_kept_so_that_a_row_can_correct_a_place(tmp_path: Path) -> None:
    (place,) = read(a_list(tmp_path, "id,name,lat,lon\ngn:174448,هجين,34.69,40.83\n"))[0]
    assert place.id == "gn:174448"


def test_a_made_id_follows_name_and_point(tmp_path: Path) -> None:
    text = "name,lat,lon\nهجين,34.69,40.83\nهجين,34.70,40.83\n"
    ids = [place.id for place in read(a_list(tmp_path, text))[0]]
    backwards = "\n".join(["name,lat,lon", *text.splitlines()[:0:-1]])
    assert ids == [place.id for place in read(a_list(tmp_path, backwards))[0]][::-1]
    assert len(set(ids)) == 2


def test_equal_ids_of_two_lists_are_not_one(tmp_path: Path) -> None:
    text = "id,name,lat,lon\n1,هجين,34.69,40.83\n"
    (one,) = read(a_list(tmp_path, text, name="a.csv"))[0]
    (other,) = read(a_list(tmp_path, text, name="b.csv"))[0]
    assert one.id != other.id


@pytest.mark.parametrize(
    ("headers", "missing"),
    [("name,lat", "lon"), ("name,lon", "lat"), ("lat,lon", "name_ar or name"), ("a,b", "name_ar")],
)
def test_a_missing_column_is_named(headers: str, missing: str, tmp_path: Path) -> None:
    path = a_list(tmp_path, f"{headers}\n1,2\n")
    with pytest.raises(SourceError, match=f"expected also {missing}"):
        read(path)
    with pytest.raises(SourceError, match="none of the kinds"):
        source_for(path)


def test_a_kind_that_nobody_knows_is_reported(tmp_path: Path) -> None:
    text = "name,lat,lon,type\nهجين,34.69,40.83,spaceport\nهجين,34.69,40.83,Village\n"
    places, report = read(a_list(tmp_path, text))
    assert [place.feature for place in places] == ["populated"]
    assert str(report.problems[0]) == "line 2: a kind of place that is not known ('spaceport')"


def test_a_row_with_too_many_cells_is_reported(tmp_path: Path) -> None:
    text = 'name,lat,lon\nهجين,34.69,40.83,extra\n"الباب, شرق",36.37,37.52\n\n'
    places, report = read(a_list(tmp_path, text))
    assert [place.name_ar for place in places] == ["الباب, شرق"]
    assert dict(report.reasons) == {"more cells than columns": 1}


def test_a_list_of_headers_alone_has_no_places(tmp_path: Path) -> None:
    places, report = read(a_list(tmp_path, "name,lat,lon\n"))
    assert (places, report.rows) == ([], 0)


def test_excel_may_say_its_delimiter(tmp_path: Path) -> None:
    assert len(read(a_list(tmp_path, "sep=;\nname;lat;lon\nهجين;34,69;40,83\n"))[0]) == 1


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_reads_back(value: float) -> None:
    assert number_of(str(value)) == value
    assert number_of(value) == value


@pytest.mark.parametrize("value", [None, "", "abc", True, "1_0", "34°27'", [], 10**400])
def test_what_is_no_number_is_none(value: object) -> None:
    assert number_of(value) is None


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_a_population_is_never_negative_or_absurd(value: object) -> None:
    assert 0 <= population_of(value) <= 50_000_000
