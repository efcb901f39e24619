"""The command line, run as a user runs it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS
from dumps import SYRIA, serving, write_mirror
from shapely import LineString, box
from shapely.geometry import shape

from mapper import cli, cli_gazetteer, console
from mapper.layers import read_boundaries
from mapper.records import Incident
from mapper.store import Project, read_project, write_project


def saytara(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "mapper.cli", *map(str, arguments)], input=stdin, capture_output=True
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """An error is one line on standard error, exit 1, no traceback."""
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("saytara: ")
    return done.stderr


def test_the_whole_way(tmp_path: Path) -> None:
    project = tmp_path / "p.gpkg"
    assert saytara("run", SEEDS, "-o", project).returncode == 0
    for name in ("control.geojson", "map.html"):
        assert saytara("export", project, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).stat().st_size > 1000


def test_exports_and_reports_take_options_and_tell_what_cannot_be(tmp_path: Path) -> None:
    project = tmp_path / "p.gpkg"
    saytara("run", SEEDS, "-o", project)
    wanted = ("--what", "areas", "--what", "fronts", "--on", "2017-11-11")
    assert saytara("export", project, "-o", tmp_path / "a.geojson", *wanted).returncode == 0
    layers = {
        feature["properties"]["layer"]
        for feature in json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    }
    assert layers == {"area", "front"}
    days = ("--on", "2017-11-20", "--since", "2017-11-01", "--language", "ar")
    assert saytara("report", project, "-o", tmp_path / "a.html", *days).returncode == 0
    assert "موجز عن السيطرة" in (tmp_path / "a.html").read_text("utf-8")
    picture = ("--size", "100", "70", "--dpi", "50", "--no-inset", "--title", "x")
    assert saytara("export", project, "-o", tmp_path / "a.png", *picture).returncode == 0
    assert "Nothing is known on 1999-01-01" in told(
        saytara("export", project, "-o", tmp_path / "b.csv", "--on", "1999-01-01")
    )
    assert "is no report" in told(saytara("report", project, "-o", tmp_path / "b.csv"))
    assert not list(tmp_path.glob("b.*"))


def test_the_map_looks_as_the_settings_say(sample: Project, tmp_path: Path) -> None:
    project = tmp_path / "a.gpkg"
    write_project(sample, project)
    config = tmp_path / "saytara.toml"
    config.write_text('[map]\ndigits = "arabic"\nincident_days = 3\n', encoding="utf-8")
    page = tmp_path / "a.html"
    assert saytara("export", project, "-o", page, "--config", config).returncode == 0
    assert '"digits":"arabic","incident_days":3' in page.read_text(encoding="utf-8")
    picture = tmp_path / "a.csv"
    assert saytara("export", project, "-o", picture, "--config", config).returncode == 0


def test_documents_are_added_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    project = tmp_path / "p.gpkg"
    files = sorted(SEEDS.glob("*.txt"))
    saytara("run", *files[:3], "-o", project)
    assert len(read_project(project).documents) == 3
    saytara("run", *files[3:], "-o", project)
    assert len(read_project(project).documents) == len(files)
    before = project.stat().st_mtime_ns
    saytara("run", *files, "-o", project)
    assert project.stat().st_mtime_ns == before


def layer(path: Path, *shapes: object) -> Path:
    import geopandas as gpd

    gpd.GeoDataFrame(geometry=list(shapes), crs=4326).to_file(path)
    return path


def test_run_keeps_to_a_border_and_stops_at_barriers(tmp_path: Path) -> None:
    """By flags or by the config; when documents are added without naming them, they stay."""
    border = layer(tmp_path / "border.geojson", box(38, 33, 42, 36))
    river = layer(tmp_path / "river.geojson", LineString([(40, 33), (40, 36)]))
    named = tmp_path / "a.toml"
    named.write_text(f"[boundaries]\nborder = '{border}'\nbarriers = '{river}'\n")
    flags, config = tmp_path / "flags.gpkg", tmp_path / "config.gpkg"
    saytara("run", SEEDS, "-o", flags, "--border", border, "--barriers", river)
    saytara("run", SEEDS, "-o", config, "--config", named)
    project = read_project(flags)
    assert project == read_project(config)
    assert project.boundaries == read_boundaries(border=border, barriers=river)
    assert str(tmp_path) not in str(project.meta)
    before = flags.stat().st_mtime_ns
    saytara("run", SEEDS, "-o", flags)
    assert flags.stat().st_mtime_ns == before
    out = tmp_path / "a.geojson"
    saytara("export", flags, "-o", out)
    shapes = json.loads(out.read_text(encoding="utf-8"))["features"]
    areas = [shape(f["geometry"]) for f in shapes if f["properties"]["layer"] == "area"]
    assert areas
    assert all(box(37.99, 32.99, 42.01, 36.01).covers(area) for area in areas)


@pytest.mark.parametrize("verb", ["run", "infer"])
@pytest.mark.parametrize("flag", ["--border", "--barriers"])
def test_a_bad_boundary_is_told_in_one_sentence(tmp_path: Path, verb: str, flag: str) -> None:
    (tmp_path / "bad.geojson").write_text("hello")
    claims = tmp_path / "claims.jsonl"
    claims.write_text("")
    inputs = {"run": SEEDS, "infer": claims}
    for name, what in (("bad.geojson", "Cannot read the layer"), ("none.gpkg", "There is no file")):
        output = tmp_path / "out.gpkg"
        done = saytara(verb, inputs[verb], "-o", output, flag, tmp_path / name)
        assert what in told(done)
        assert not output.exists()


def test_the_same_documents_in_another_order_make_the_same_project(tmp_path: Path) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    for name, inputs in (("a", files), ("b", files[::-1])):
        saytara("run", *inputs, "--published", "2017-11-19", "-o", tmp_path / f"{name}.gpkg")
    assert read_project(tmp_path / "a.gpkg") == read_project(tmp_path / "b.gpkg")


def test_extract_writes_incidents_to_a_file_of_their_own(tmp_path: Path) -> None:
    claims, other = tmp_path / "c.jsonl", tmp_path / "i.jsonl"
    done = saytara("extract", SEEDS, "-o", claims, "--incidents", other)
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in other.read_text(encoding="utf-8").splitlines()]
    assert {record["kind"] for record in records} == {"air_strike"}
    assert all(Incident.from_json(record).to_json() == record for record in records)
    alone = tmp_path / "alone.jsonl"
    assert saytara("extract", SEEDS, "-o", alone).returncode == 0
    assert alone.read_bytes() == claims.read_bytes()


def test_claims_and_incidents_do_not_go_to_one_file(tmp_path: Path) -> None:
    same = tmp_path / "c.jsonl"
    done = saytara("extract", SEEDS, "-o", same, "--incidents", same)
    assert (done.returncode, same.exists()) == (2, False)


def test_extract_and_infer_speak_the_contracts(tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    assert saytara("extract", SEEDS, "-o", claims).returncode == 0
    records = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    fields = "id doc kind place actor from_actor share date date_basis published outlet source"
    fields += " modality evidence rule confidence also"
    assert all(list(record) == fields.split() for record in records)
    done = saytara("infer", claims, "-o", "-", "--as-known")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["place_name_en"] for row in rows} >= {"Al-Bukamal", "Ar Raqqah"}
    assert all(row["as_known_on"] for row in rows)
    on = saytara("infer", claims, "-o", "-", "--on", "2017-11-12")
    states = {r["place_name_en"]: r["actor"] for r in csv.DictReader(on.stdout.splitlines())}
    assert states["Al-Bukamal"] == "IS"


def test_standard_input_and_output(tmp_path: Path) -> None:
    record = {"id": "a", "text": "سيطر الجيش السوري على مدينة تدمر.", "published": "2017-03-02"}
    done = saytara("extract", "-", "-o", "-", stdin=json.dumps(record).encode())
    assert json.loads(done.stdout)["place"]["text"] == "تدمر"


def test_what_is_broken_is_told_by_name_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    (tmp_path / "b.txt").write_text("سيطر الجيش السوري على تدمر.", encoding="utf-8")
    done = saytara("extract", tmp_path, "-o", tmp_path / "c.jsonl")
    assert done.returncode == 0
    assert "a.txt" in done.stderr
    assert "1 inputs skipped, 1 documents read" in done.stderr


def test_an_empty_folder(tmp_path: Path) -> None:
    assert ".txt" in told(saytara("run", tmp_path, "-o", tmp_path / "p.gpkg"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    """Have imported what a run imports late: nobody may not read root's library."""
    cli._run(["run", str(tmp_path), "-o", str(tmp_path / "p.gpkg")])


def test_a_folder_without_permission(
    loaded: None, unprivileged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    closed = unprivileged / "closed"
    closed.mkdir(mode=0o000)
    assert cli._run(["run", str(closed), "-o", str(unprivileged / "p.gpkg")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"saytara: Cannot read {closed}: Permission denied.\n"
    assert not (unprivileged / "p.gpkg").exists()


def test_a_binary_file_named_txt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    assert "a.txt" in told(saytara("run", tmp_path / "a.txt", "-o", tmp_path / "p.gpkg"))


def test_a_file_of_one_enormous_line(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl"):
        (tmp_path / name).write_bytes("ن".encode() * 25_000_000)
        assert "MB" in told(saytara("run", tmp_path / name, "-o", tmp_path / "p.gpkg"))
    assert not (tmp_path / "p.gpkg").exists()


@pytest.mark.parametrize("verb", ["run", "export", "app"])
def test_a_corrupt_project(tmp_path: Path, verb: str) -> None:
    project = tmp_path / "p.gpkg"
    project.write_bytes(b"SQLite format 3\x00" + b"garbage" * 999)
    arguments = {
        "run": ("run", SEEDS, "-o", project),
        "export": ("export", project, "-o", tmp_path / "a.geojson"),
        "app": ("app", project, "--no-browser"),
    }[verb]
    before = project.read_bytes()
    assert "p.gpkg" in told(saytara(*arguments))
    assert project.read_bytes() == before
    assert not (tmp_path / "a.geojson").exists()


@pytest.mark.parametrize("arguments", [("run", "--colour"), ("fly",), ("run",), ("export", "x")])
def test_wrong_usage_is_one_sentence_and_exit_2(arguments: tuple[str, ...]) -> None:
    done = saytara(*arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--help" in done.stderr


def test_a_broken_config_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[areas]\nreach = 1\n", encoding="utf-8")
    done = saytara("run", SEEDS, "-o", tmp_path / "p.gpkg", "--config", tmp_path / "c.toml")
    assert "areas.reach" in told(done)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"--port {port + 1}" in told(saytara("app", "--no-browser", "--port", port))


def test_long_work_is_counted_once_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter(range(0, 1000, 2))
    monkeypatch.setattr(console.time, "monotonic", lambda: next(seconds))
    assert list(console.progress("abc", "documents")) == ["a", "b", "c"]
    assert capsys.readouterr().err.endswith("saytara: 2 documents ...\n")


def test_short_work_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(console.progress("abc", "documents")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert saytara("--version").stdout.strip() == version("saytara")


# -------------------------------------------------------------------------- saytara evaluate

ARTICLE = {"id": "a", "text": "سيطر الجيش السوري على مدينة تدمر.", "published": "2017-03-02"}
ANNOTATED = {
    "doc": "a",
    "claims": [
        {
            "kind": "capture",
            "place": "تدمر",
            "actor": "SY.GOV",
            "modality": "asserted",
            "evidence": "سيطر الجيش السوري على مدينة تدمر",
        }
    ],
}


@pytest.fixture
def annotated(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The files of annotations, of claims made of the same articles, and of the articles."""
    gold, claims, docs = (tmp_path / f"{name}.jsonl" for name in ("gold", "claims", "docs"))
    docs.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    gold.write_text(json.dumps(ANNOTATED) + "\n", encoding="utf-8")
    assert saytara("extract", docs, "-o", claims).returncode == 0
    return gold, claims, docs


def test_evaluate_prints_the_figures(annotated: tuple[Path, Path, Path]) -> None:
    gold, claims, docs = annotated
    done = saytara("evaluate", gold, claims, "--docs", docs)
    assert done.returncode == 0, done.stderr
    figures = dict(line.split() for line in done.stdout.splitlines())
    assert figures["change_f1"] == "1.000"
    assert figures["evidence"] == "1.000"
    assert figures["date"] == "None"
    printed = json.loads(saytara("evaluate", gold, "-", "--json", stdin=claims.read_bytes()).stdout)
    assert list(printed) == list(figures)
    assert (printed["gold_changes"], printed["change_f1"], printed["evidence"]) == (1, 1.0, None)


def test_evaluate_writes_the_page_of_errors(annotated: tuple[Path, Path, Path]) -> None:
    gold, claims, docs = annotated
    page = gold.with_name("errors.html")
    done = saytara("evaluate", gold, claims, "--docs", docs, "--errors", page)
    assert done.returncode == 0, done.stderr
    assert "claims.jsonl against gold.jsonl" in page.read_text(encoding="utf-8")


def test_evaluate_tells_a_broken_line(annotated: tuple[Path, Path, Path]) -> None:
    gold, claims, _ = annotated
    assert "gold.jsonl, line 1: it is an annotated" in told(saytara("evaluate", gold, gold))
    claims.write_text("{\n", encoding="utf-8")
    assert "claims.jsonl, line 1" in told(saytara("evaluate", gold, claims))


def test_evaluate_wants_the_articles_for_the_page(annotated: tuple[Path, Path, Path]) -> None:
    gold, claims, _ = annotated
    for arguments, named in (
        ((claims, "--errors", "x.html"), "--docs"),
        (("-", "--docs", "-"), "-"),
    ):
        done = saytara("evaluate", gold, *arguments)
        assert done.returncode == 2
        assert named in done.stderr
        assert done.stderr.count("\n") == 1


# ------------------------------------------------------------------------- saytara gazetteer

PLACES = """id,name_ar,name_en,lat,lon,country,feature
1,تل سيطرة,Tell Saytara,35.1,38.2,SY,populated
2,خربة سيطرة,Khirbat Saytara,95.3,38.4,SY,populated
3,خربة سيطرة,Khirbat Saytara,35.3,38.4,SY,populated
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer of somebody's own two places; the build tells of a third."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    done = saytara(
        "gazetteer", "build", folder / "places.csv", "-o", folder / "own.gpkg", "--no-builtin"
    )
    assert done.returncode == 0, done.stderr
    (folder / "told").write_text(done.stderr, encoding="utf-8")
    return folder / "own.gpkg"


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_search_prints_an_aligned_table() -> None:
    lines = saytara("gazetteer", "search", "أبو كمال").stdout.splitlines()
    columns = "score name_ar name_en kind country admin1 admin2 lat lon source id"
    assert lines[0].split() == columns.split()
    assert lines[1].startswith("1.00 ")
    assert lines[1].index("Al-Bukamal") == lines[0].index("name_en")
    assert "\u2068" not in lines[1]


def test_search_prints_json_with_names_sources_and_licences() -> None:
    first = rows(saytara("gazetteer", "search", "Raqqa", "--json", "--limit", 1))
    assert len(first) == 1
    assert first[0]["country"] == "SY"
    assert first[0]["licence"]
    names = first[0]["names"]
    assert isinstance(names, list)
    assert {"text", "language", "source", "licence"} == set(names[0])


def test_what_nobody_is_called_is_told_with_what_is_alike() -> None:
    assert "install CC" in told(saytara("gazetteer", "search", "؟؟"))
    assert "similar are دير الزور (SY)" in told(
        saytara("gazetteer", "search", "دير الزوررن", "--json")
    )


def test_the_nearer_place_comes_first() -> None:
    search = ("gazetteer", "search", "السلمية", "--json", "--near")
    east = rows(saytara(*search, "35.0,37.0"))
    assert east[0]["country"] == "SY"
    for wrong in ("35", "north,east", "95,3", "1,2,3"):
        done = saytara(*search, wrong)
        assert done.returncode == 2
        assert "LAT,LON" in done.stderr


def test_a_gazetteer_of_ones_own(own: Path) -> None:
    report = (own.parent / "told").read_text(encoding="utf-8")
    assert "3 rows read, 2 places kept" in report
    assert "line 3" in report
    assert "2 places" in report.splitlines()[-1]
    found = rows(saytara("gazetteer", "search", "تل سيطرة", "--json", "--gazetteer", own))
    assert [row["lat"] for row in found] == [35.1]
    told(saytara("gazetteer", "search", "البوكمال", "--gazetteer", own))


def test_the_config_may_name_the_gazetteer(own: Path, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(f"[gazetteer]\nfile = '{own}'\n", encoding="utf-8")
    assert rows(saytara("gazetteer", "search", "تل سيطرة", "--json", "--config", config))
    record = {"id": "a", "text": "سيطر الجيش السوري على تل سيطرة.", "published": "2017-03-02"}
    claims = saytara(
        *("extract", "-", "-o", "-", "--config", config), stdin=json.dumps(record).encode()
    )
    assert rows(claims)[0]["place"]["lat"] == 35.1  # type: ignore[index]


def test_run_and_extract_use_the_gazetteer_that_is_named(own: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("سيطر الجيش السوري على مدينة تدمر وعلى تل سيطرة.", encoding="utf-8")
    options = ("--published", "2017-03-02", "--gazetteer", own)
    claims = rows(saytara("extract", text, "-o", "-", *options))
    assert 35.1 in [claim["place"]["lat"] for claim in claims]  # type: ignore[index]
    assert saytara("run", text, "-o", tmp_path / "p.gpkg", *options).returncode == 0
    project = read_project(tmp_path / "p.gpkg")
    assert 35.1 in [claim.place.lat for claim in project.claims]


@pytest.mark.parametrize("verb", ["run", "extract", "search"])
def test_a_gazetteer_that_is_none_is_told(tmp_path: Path, verb: str) -> None:
    (tmp_path / "bad.gpkg").write_bytes(b"garbage")
    for name in ("bad.gpkg", "none.gpkg"):
        arguments = {
            "run": ("run", SEEDS, "-o", tmp_path / "p.gpkg"),
            "extract": ("extract", SEEDS, "-o", tmp_path / "c.jsonl"),
            "search": ("gazetteer", "search", "حلب"),
        }[verb]
        assert name in told(saytara(*arguments, "--gazetteer", tmp_path / name))
    assert not (tmp_path / "p.gpkg").exists()


def test_a_source_that_is_none_is_told(tmp_path: Path) -> None:
    build = ("gazetteer", "build", "-o", tmp_path / "a.gpkg")
    assert "none.zip" in told(saytara(*build, tmp_path / "none.zip"))
    assert not (tmp_path / "a.gpkg").exists()


def test_install_list_and_remove(own_data: Path, tmp_path: Path) -> None:
    mirror = write_mirror(tmp_path / "stick", SYRIA)
    nothing = saytara("gazetteer", "install", "--list")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "Nothing is installed" in nothing.stderr
    done = saytara("gazetteer", "install", "sy", "--mirror", mirror)
    assert done.returncode == 0, done.stderr
    assert "SY installed" in done.stderr
    assert done.stdout == ""
    listed = saytara("gazetteer", "install", "--list").stdout
    assert listed.startswith("SY  ")
    assert "2 places" in listed
    found = rows(saytara("gazetteer", "search", "تل سيطرة", "--json"))
    assert found[0]["id"] == "gn:9000001"
    assert saytara("gazetteer", "install", "--remove", "SY").returncode == 0
    assert "No place is called" in told(saytara("gazetteer", "search", "تل سيطرة", "--json"))


def test_what_cannot_be_installed_is_told(own_data: Path, tmp_path: Path) -> None:
    assert "two letters" in told(saytara("gazetteer", "install", "Syria"))
    assert "not installed" in told(saytara("gazetteer", "install", "--remove", "SY"))
    assert "SY.zip" in told(saytara("gazetteer", "install", "SY", "--mirror", tmp_path))


@pytest.mark.parametrize("arguments", [(), ("SY", "--list"), ("SY", "--remove", "IQ")])
def test_install_does_one_thing(arguments: tuple[str, ...]) -> None:
    done = saytara("gazetteer", "install", *arguments)
    assert done.returncode == 2
    assert "one of the three" in done.stderr


# ------------------------------------------------------------------------------------ online


FAR = {
    "geometry": {"type": "Point", "coordinates": [38.1, 35.2]},
    "properties": {"osm_id": 1, "osm_type": "N", "name": "قرية بعيدة", "countrycode": "SY"},
}


def test_online_is_asked_only_on_request(own_data: Path, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    search = ("gazetteer", "search", "قسطنطبلجش", "--json", "--config", config)
    with serving({}) as server:
        photon = f"service = 'photon'\nuser_agent = 'tests@example.org'\ndomain = '{server.url}'"
        config.write_text(f"[online]\n{photon}\n", encoding="utf-8")
        told(saytara(*search))
        assert server.seen == []
        answer = json.dumps({"features": [FAR]}).encode()
        server.turns = [lambda request: request.answer(200, answer)]
        done = saytara(*search, "--online")
        row = rows(done)[0]
        assert (row["id"], row["source"]) == ("online:photon:N1", "Photon (online)")
        assert row["approximate"] is True
        assert "ODbL-1.0" in done.stderr
        assert rows(saytara(*search, "--online")) == [row]
        assert len(server.seen) == 1
        server.turns = [lambda request: request.answer(429, Retry_After="3600")]
        assert "in 3600 s" in told(saytara("gazetteer", "search", "حلب", *search[3:], "--online"))


def test_online_without_a_service_is_told(own_data: Path) -> None:
    assert "[online]" in told(saytara("gazetteer", "search", "حلب", "--online"))


# ------------------------------------------------------------------------------------- table


def test_on_a_terminal_arabic_is_isolated_and_aligned() -> None:
    table = [{"name": "حَلَب", "id": "a"}, {"name": "Aleppo", "id": "b"}]
    lines = list(cli_gazetteer._table(table, terminal=True))
    assert lines == ["name    id", "\u2068حَلَب\u2069     a", "Aleppo  b"]


def test_a_name_cannot_command_the_terminal() -> None:
    table = [{"name": "x\x1b[2J\u202ey\n", "id": "a"}]
    assert list(cli_gazetteer._table(table, terminal=True))[1] == "x [2Jy   a"
