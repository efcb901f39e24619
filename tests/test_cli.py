"""The command line, run as a user runs it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS

from mapper import cli
from mapper.store import read_project


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


def test_the_same_documents_in_another_order_make_the_same_project(tmp_path: Path) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    for name, inputs in (("a", files), ("b", files[::-1])):
        saytara("run", *inputs, "--published", "2017-11-19", "-o", tmp_path / f"{name}.gpkg")
    assert read_project(tmp_path / "a.gpkg") == read_project(tmp_path / "b.gpkg")


def test_extract_and_infer_speak_the_contracts(tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    assert saytara("extract", SEEDS, "-o", claims).returncode == 0
    records = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    fields = "id doc kind place actor from_actor share date date_basis published outlet source"
    fields += " modality evidence rule confidence"
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


def test_search_prints_a_table_or_json() -> None:
    assert "Al-Bukamal" in saytara("gazetteer", "search", "أبو كمال").stdout
    first = saytara("gazetteer", "search", "Raqqa", "--json").stdout.splitlines()[0]
    assert json.loads(first)["country"] == "SY"
    nothing = saytara("gazetteer", "search", "؟؟")
    assert nothing.returncode == 0
    assert "another spelling" in nothing.stderr


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
    monkeypatch.setattr(cli.time, "monotonic", lambda: next(seconds))
    assert list(cli._progress("abc", "documents")) == ["a", "b", "c"]
    assert capsys.readouterr().err.endswith("saytara: 2 documents ...\n")


def test_short_work_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(cli._progress("abc", "documents")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert saytara("--version").stdout.strip() == version("saytara")
