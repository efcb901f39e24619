"""One suite for all sources, then what is particular to each format's reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_files import CUT, FORMATS, GARBAGE, GOOD, REASONS, Format, Spot

from gazetteer.errors import SourceError
from gazetteer.place import Place
from gazetteer.report import ImportReport, Problem
from gazetteer.sources import SOURCES, source_for


def read(path: Path, kind: str | None = None) -> tuple[list[Place], ImportReport]:
    source = source_for(path, kind)
    report = ImportReport(source.title, path)
    return list(source.read(path, report)), report


@pytest.fixture(params=FORMATS, ids=lambda name: name.replace(" ", "-"))
def form(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


POSSIBLE_GARBAGE = [
    pytest.param(form, trouble, id=f"{name}-{trouble}")
    for name, form in FORMATS.items()
    for trouble in sorted(form.garbage)
]
MAY_BE_BROKEN = [
    pytest.param(form, id=name) for name, form in FORMATS.items() if "cut" in form.garbage
]


class TestEverySource:
    def test_a_file_is_recognised(self, form: Format, tmp_path: Path) -> None:
        assert source_for(form.file_in(tmp_path, GOOD)).name == form.source

    def test_places_say_where_they_and_their_names_are_from(
        self, form: Format, tmp_path: Path
    ) -> None:
        places, report = read(form.file_in(tmp_path, GOOD))
        assert [(p.name_ar, p.name_en) for p in places] == [(s.ar, s.en) for s in GOOD]
        assert (report.rows, report.kept, report.problems) == (2, 2, [])
        for place, spot in zip(places, GOOD, strict=True):
            assert (place.lat, place.lon) == pytest.approx((spot.lat, spot.lon))
            assert place.country == "SY"
            assert ":" in place.id
            assert place.source
            assert place.licence
            assert {(spot.ar, "ar"), (spot.en, "en")} <= {(n.text, n.language) for n in place.names}
            assert all(name.source and name.licence for name in place.names)

    def test_the_same_file_gives_the_same_places(self, form: Format, tmp_path: Path) -> None:
        path = form.file_in(tmp_path, GOOD)
        assert read(path)[0] == read(path)[0]

    @pytest.mark.parametrize(("form", "trouble"), POSSIBLE_GARBAGE)
    def test_garbage_is_reported_and_the_rest_kept(
        self, form: Format, trouble: str, tmp_path: Path
    ) -> None:
        places, report = read(form.file_in(tmp_path, [GOOD[0], GARBAGE[trouble], GOOD[1]]))
        assert [place.name_ar for place in places] == [spot.ar for spot in GOOD]
        assert REASONS[trouble] in {problem.reason for problem in report.problems}
        assert len({problem.where for problem in report.problems}) == 1

    @pytest.mark.parametrize("form", MAY_BE_BROKEN)
    def test_a_broken_name_is_left_out_and_its_row_kept(self, form: Format, tmp_path: Path) -> None:
        places, report = read(form.file_in(tmp_path, [*GOOD, Spot(9, f"دير الز{CUT}", "Deir")]))
        assert [(p.name_ar, p.name_en) for p in places][2] == ("", "Deir")
        assert list(report.reasons) == ["name with a broken encoding"]

    def test_an_empty_file_is_an_error_that_names_it(self, form: Format, tmp_path: Path) -> None:
        path = tmp_path / form.file
        path.touch()
        with pytest.raises(SourceError, match=form.file):
            source_for(path)
        with pytest.raises(SourceError, match=form.file):
            read(path, form.source)

    def test_a_file_cut_off_is_an_error_or_keeps_what_is_whole(
        self, form: Format, tmp_path: Path
    ) -> None:
        path = form.file_in(tmp_path, GOOD)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) - len(data) // 4])
        if form.cut_keeps_rows:
            places, report = read(path, form.source)
            assert [place.name_ar for place in places] in ([], [GOOD[0].ar])
            assert len(report.problems) == report.rows - report.kept
        else:
            with pytest.raises(SourceError, match=form.file):
                read(path, form.source)

    def test_paths_may_be_arabic(self, form: Format, tmp_path: Path) -> None:
        folder = tmp_path / "قوائم الأماكن"
        folder.mkdir()
        assert len(read(form.file_in(folder, GOOD, stem="سوريا"))[0]) == 2

    def test_a_missing_file_is_an_error_that_names_it(self, form: Format, tmp_path: Path) -> None:
        for kind in (None, form.source):
            with pytest.raises(SourceError, match=form.file):
                read(tmp_path / form.file, kind)

    @pytest.mark.filterwarnings("ignore::RuntimeWarning")  # GDAL warns of what it can still read
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(at=st.integers(0, 10_000), data=st.binary(min_size=1, max_size=40))
    def test_whatever_the_bytes_are_only_source_errors_come(
        self, form: Format, tmp_path: Path, at: int, data: bytes
    ) -> None:
        path, whole = tmp_path / form.file, tmp_path / "whole"
        if not whole.exists():
            whole.write_bytes(form.file_in(tmp_path, GOOD).read_bytes())
        old = whole.read_bytes()
        at %= len(old)
        path.write_bytes(old[:at] + data + old[at + len(data) :])
        try:
            places, report = read(path, form.source)
        except SourceError:
            return
        assert report.kept == len(places)


def test_a_report_counts_all_problems_and_keeps_the_first_thousand() -> None:
    report = ImportReport("OCHA", Path("places.csv"), rows=1500)
    for number in range(1500):
        report.add(Problem(f"line {number}", "no name", "x" * 100))
    assert len(report.problems) == 1000
    assert report.reasons["no name"] == 1500
    assert "1,500 × no name: line 0, line 1, line 2, and 1,497 more" in report.summary()
    assert len(str(report.problems[0])) < 80


def test_every_source_has_a_name_a_licence_and_a_format_here() -> None:
    assert {source.name for source in SOURCES} == {form.source for form in FORMATS.values()}
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.title and source.licence and source.attribution for source in SOURCES)
