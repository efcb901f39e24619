"""Dumps of GeoNames: what is a place of interest, what it is called, where it lies."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from source_files import GOOD, Spot, geonames_line, write_geonames, write_geonames_zip

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import GeoNames, is_alternate_names, source_for

BUKAMAL = geonames_line(Spot(174448, "أبو كمال,البو كمال", "Al-Bukamal"))


def read(path: Path, *alternates: Path) -> tuple[list[Place], ImportReport]:
    report = ImportReport("GeoNames", path)
    return list(GeoNames(alternates).read(path, report)), report


def a_dump(folder: Path, *lines: str, name: str = "SY.txt") -> Path:
    path = folder / name
    path.write_text("".join(lines), encoding="utf-8")
    return path


def alternates(*rows: tuple[object, ...]) -> str:
    """Give lines of alternate names: id of the place, language, name, flags."""
    lines = ([str(900 + at), *map(str, row)] for at, row in enumerate(rows))
    return "".join("\t".join([*line, *[""] * (10 - len(line))]) + "\n" for line in lines)


@pytest.mark.parametrize(
    ("kind", "code", "feature"),
    [
        ("P", "PPL", "populated"),
        ("P", "PPLX", "quarter"),
        ("P", "PPLQ", "populated"),
        ("P", "PPLW", "populated"),
        ("A", "ADM1", "admin1"),
        ("A", "ADM2", "admin2"),
        ("A", "ADM3", "area"),
        ("A", "PCLI", "country"),
        ("T", "MT", "terrain"),
        ("H", "STM", "water"),
        ("S", "AIRB", "facility"),
        ("S", "DAM", "facility"),
        ("S", "OILR", "facility"),
        ("L", "OILF", "facility"),
        ("L", "MILB", "facility"),
        ("S", "PSTB", "crossing"),
        ("L", "RGN", "area"),
    ],
)
def test_a_code_says_what_a_place_is(kind: str, code: str, feature: str, tmp_path: Path) -> None:
    places, _ = read(a_dump(tmp_path, geonames_line(GOOD[0], c6=kind, c7=code)))
    assert [place.feature for place in places] == [feature]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("S", "HSP"), ("S", "MSQE"), ("R", "RD"), ("A", "ADM1H"), ("V", "FRST"), ("", "")],
)
def test_what_is_of_no_interest_is_counted_and_no_problem(
    kind: str, code: str, tmp_path: Path
) -> None:
    places, report = read(a_dump(tmp_path, BUKAMAL, geonames_line(GOOD[1], c6=kind, c7=code)))
    assert len(places) == 1
    assert (report.rows, report.passed_over, report.problems) == (2, 1, [])
    assert "1 of no interest" in report.summary()


def test_units_are_named_as_we_name_them_else_as_the_dump_does(tmp_path: Path) -> None:
    """A place may stand before the unit that it lies in."""
    dump = a_dump(
        tmp_path,
        geonames_line(Spot(1, "", "Listed"), c8="SY", c10="07", c11="071"),
        geonames_line(Spot(2, "", "Unlisted", 30.0, 31.2), c8="EG", c10="11", c11="112"),
        geonames_line(Spot(3, "", "Bare", 30.0, 31.2), c8="EG", c10="99", c11=""),
        geonames_line(Spot(4, "", "Al-Bukamal District"), c6="A", c7="ADM2", c11="071"),
        geonames_line(
            Spot(5, "", "Cairo Governorate", 30.0, 31.2), c6="A", c7="ADM1", c8="EG", c10="11"
        ),
        geonames_line(
            Spot(6, "", "Abdin", 30.0, 31.2), c6="A", c7="ADM2", c8="EG", c10="11", c11="112"
        ),
    )
    units = {place.name_en: (place.admin1, place.admin2) for place in read(dump)[0]}
    assert units["Listed"] == ("Deir ez-Zor", "Al-Bukamal")
    assert units["Unlisted"] == ("Cairo Governorate", "Abdin")
    assert units["Bare"] == ("", "")
    assert units["Cairo Governorate"] == ("Cairo Governorate", "")


def test_a_unit_is_also_named_without_the_word_for_its_kind(tmp_path: Path) -> None:
    line = geonames_line(Spot(4, "منطقة البوكمال", "Al-Bukamal District"), c6="A", c7="ADM2")
    (unit,) = read(a_dump(tmp_path, line))[0]
    assert unit.name_ar == "منطقة البوكمال"
    assert unit.approximate
    assert {"البوكمال", "Al-Bukamal"} <= {name.text for name in unit.names}


def test_without_alternates_the_arabic_name_nearest_to_the_romanised_one_counts(
    tmp_path: Path,
) -> None:
    line = geonames_line(Spot(1, "الشهباء,حلب", "Ḩalab"))
    (place,) = read(a_dump(tmp_path, line))[0]
    assert place.name_ar == "حلب"
    assert {n.text for n in place.names if n.language == "ar"} == {"حلب", "الشهباء"}


def test_a_place_without_an_arabic_name_keeps_its_latin_one(tmp_path: Path) -> None:
    (place,) = read(a_dump(tmp_path, geonames_line(Spot(1, "", "Suluk"))))[0]
    assert (place.name_ar, place.name_en) == ("", "Suluk")


def test_persian_and_kurdish_names_keep_their_language(tmp_path: Path) -> None:
    lines = [
        geonames_line(Spot(1, "تهران,طهران", "Tehran", 35.69, 51.42), c8="IR"),
        geonames_line(Spot(2, "کەرکووک,كركوك", "Kirkuk", 35.47, 44.39), c8="IQ"),
    ]
    tehran, kirkuk = read(a_dump(tmp_path, *lines))[0]
    assert ("تهران", "fa") in {(n.text, n.language) for n in tehran.names}
    assert ("کەرکووک", "ckb") in {(n.text, n.language) for n in kirkuk.names}
    assert kirkuk.name_ar == "كركوك"


NAMES = alternates(
    (174448, "ar", "البو كمال"),
    (174448, "ar", "البوكمال", 1),
    (174448, "ckb", "ئەلبوکەمال"),
    (174448, "fr", "Abou Kamal"),
    (174448, "link", "https://en.wikipedia.org/wiki/Abu_Kamal"),
    (174448, "post", "12345"),
    (174448, "iata", "ABK"),
    (174448, "ar", "المشيرفة", "", "", "", 1),
    (999, "ar", "غيره"),
)


def the_names_are_read(place: Place) -> None:
    named = {(name.text, name.language) for name in place.names}
    assert place.name_ar == "البوكمال"
    assert {("ئەلبوکەمال", "ckb"), ("Abou Kamal", "fr"), ("أبو كمال", "ar")} <= named
    assert not {"12345", "ABK", "غيره", "المشيرفة"} & {text for text, _ in named}
    assert not any("wikipedia" in text for text, _ in named)


def test_alternate_names_beside_the_dump_are_found(tmp_path: Path) -> None:
    dump = a_dump(tmp_path, BUKAMAL)
    (tmp_path / "alternateNamesV2.txt").write_text(NAMES, encoding="utf-8")
    the_names_are_read(read(dump)[0][0])


def test_alternate_names_of_one_country_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    write_geonames_zip(path, [Spot(174448, "أبو كمال", "Al-Bukamal")])
    folder = tmp_path / "alternatenames"
    folder.mkdir()
    with zipfile.ZipFile(folder / "SY.zip", "w") as archive:
        archive.writestr("SY.txt", NAMES)
    the_names_are_read(read(path)[0][0])


def test_alternate_names_may_be_named(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    packed = folder / "alternateNamesV2.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\tISO 639-1\tLanguage\n")
        archive.writestr("alternateNamesV2.txt", NAMES)
    the_names_are_read(read(a_dump(tmp_path, BUKAMAL), packed)[0][0])


def test_a_former_name_in_the_dump_itself_is_no_name_either(tmp_path: Path) -> None:
    dump = a_dump(tmp_path, geonames_line(Spot(174448, "أبو كمال,المشيرفة", "Al-Bukamal")))
    (tmp_path / "alternateNamesV2.txt").write_text(NAMES, encoding="utf-8")
    assert "المشيرفة" not in {name.text for name in read(dump)[0][0].names}


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("alternateNamesV2.zip", True),
        ("alternateNames.txt", True),
        ("alternatenames/SY.zip", True),
        ("SY.zip", False),
        ("alternateNames.csv", False),
    ],
)
def test_files_of_alternate_names_are_told_by_their_names(path: str, is_one: bool) -> None:
    assert is_alternate_names(Path(path)) == is_one


def test_all_countries_in_one_dump_lie_in_their_own(tmp_path: Path) -> None:
    path = tmp_path / "allCountries.zip"
    line = geonames_line(Spot(1, "القاهرة", "Cairo", 30.06, 31.25), c8="EG")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("allCountries.txt", BUKAMAL + line)
    assert [place.country for place in read(path)[0]] == ["SY", "EG"]


def test_a_line_with_other_columns_is_reported_by_its_number(tmp_path: Path) -> None:
    places, report = read(a_dump(tmp_path, BUKAMAL, "1\tshort\n", BUKAMAL))
    assert len(places) == 2
    assert [str(problem) for problem in report.problems] == ["line 2: not the 19 columns of a dump"]


def test_a_dump_is_never_held_as_a_whole(tmp_path: Path) -> None:
    """The dump of all countries is larger than the memory of many machines."""
    long = ",".join(f"Alep{n}" for n in range(400))
    spots = [Spot(n, f"حلب,{long}", "Aleppo", 36.2, 37.1) for n in range(1, 2000)]
    path = tmp_path / "SY.txt"
    write_geonames(path, spots)
    places = GeoNames().read(path, ImportReport("GeoNames", path))
    next(places)  # what ships is read once
    tracemalloc.start()
    try:
        assert sum(1 for _ in places) == 1998
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 10
    finally:
        tracemalloc.stop()


def test_a_zip_without_a_dump_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", b"\xff\xd8")
    with pytest.raises(SourceError, match=r"photo\.jpg"):
        read(path)
    with pytest.raises(SourceError, match="none of the kinds"):
        source_for(path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", BUKAMAL + "\0" * 20_000_000)
    with pytest.raises(SourceError, match="would unpack to"):
        read(path)
