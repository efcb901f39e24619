"""Dumps of countries are downloaded, checked, kept, and built into one gazetteer file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dumps import IRAQ, SYRIA, DumpServer, place_row, serving, write_mirror, zipped

from gazetteer import Gazetteer
from gazetteer.errors import InstallError
from gazetteer.folders import data_folder, installed_path
from gazetteer.install import install, installed, remove


@pytest.fixture(scope="module")
def server() -> Iterator[DumpServer]:
    with serving(SYRIA | IRAQ) as server:
        yield server


@pytest.fixture(autouse=True)
def behaving(server: DumpServer) -> None:
    server.files = {**SYRIA, **IRAQ}
    server.turns = []
    server.seen = []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to install into; the built-in, which takes a second each time, is left out."""
    monkeypatch.setattr("gazetteer.build.builtin_places", lambda: iter(()))
    return tmp_path / "home"


def fetched(server: DumpServer) -> list[str]:
    return [path for path, _ in server.seen]


def bring(countries: list[str], home: Path, server: DumpServer, **more: object) -> object:
    return install(countries, folder=home, mirror=server.url, sleep=lambda _: None, **more)  # type: ignore[arg-type]


# -------------------------------------------------------------------------- the whole way


def test_what_is_installed_is_found_together_with_what_ships(
    tmp_path: Path, server: DumpServer
) -> None:
    home = tmp_path / "home"
    report = install(["sy", "SY"], folder=home, mirror=server.url)
    assert fetched(server) == ["SY.zip", "alternatenames/SY.zip"]
    assert report.path == home / "gazetteer.gpkg"
    assert report.fetched == ("SY.zip", "alternatenames/SY.zip")
    found = Gazetteer.open(home / "gazetteer.gpkg")
    place = found.search("تل سيطرة")[0].place
    assert (place.id, place.lat, place.lon) == ("gn:9000001", 35.101, 38.202)
    assert found.search("البوكمال")[0].score == 1
    assert [(i.country, i.places) for i in installed(folder=home)] == [("SY", 2)]
    assert not (home / "install.lock").exists()


def test_a_second_country_keeps_the_first_and_asks_nothing_again(
    home: Path, server: DumpServer
) -> None:
    bring(["SY"], home, server)
    server.seen = []
    bring(["SY", "IQ"], home, server)
    assert fetched(server) == ["IQ.zip", "alternatenames/IQ.zip"]
    found = Gazetteer.open(home / "gazetteer.gpkg")
    assert found.search("قلعة سيطرة")[0].place.id == "gn:9000003"
    assert found.search("تل سيطرة")[0].place.id == "gn:9000001"
    assert [i.country for i in installed(folder=home)] == ["IQ", "SY"]


def test_removing_leaves_the_rest_and_the_last_removes_the_file(
    home: Path, server: DumpServer
) -> None:
    bring(["SY", "IQ"], home, server)
    with pytest.raises(InstallError, match="LB is not installed; IQ, SY"):
        remove(["IQ", "LB"], folder=home)
    remove(["IQ"], folder=home)
    found = Gazetteer.open(home / "gazetteer.gpkg")
    assert found.get("gn:9000003") is None
    assert found.get("gn:9000001") is not None
    assert remove(["sy"], folder=home).path is None
    assert not (home / "gazetteer.gpkg").exists()
    assert [p.name for p in (home / "downloads").rglob("*") if p.is_file()] == ["manifest.json"]


def test_a_refresh_brings_only_what_changed(home: Path, server: DumpServer) -> None:
    bring(["SY"], home, server)
    row = place_row(9000001, "Tell Saytara", 36.5, 38.5, "SY")
    server.files["SY.zip"] = zipped({"SY.txt": row})
    server.seen = []
    report = bring(["SY"], home, server, refresh=True)
    assert fetched(server) == ["SY.zip", "alternatenames/SY.zip"]
    assert all("If-None-Match" in headers for _, headers in server.seen)
    assert report.fetched == ("SY.zip",)  # type: ignore[attr-defined]
    place = Gazetteer.open(home / "gazetteer.gpkg").get("gn:9000001")
    assert place is not None
    assert place.lat == 36.5


def test_a_mirror_may_be_a_folder(home: Path, tmp_path: Path) -> None:
    mirror = write_mirror(tmp_path / "stick", SYRIA)
    install(["SY"], folder=home, mirror=str(mirror))
    assert Gazetteer.open(home / "gazetteer.gpkg").get("gn:9000001") is not None
    with pytest.raises(InstallError, match=r"IQ\.zip"):
        install(["IQ"], folder=home, mirror=mirror.as_uri())


def test_the_default_folder_is_the_users(own_data: Path, server: DumpServer) -> None:
    assert installed_path() is None
    install(["SY"], mirror=server.url)
    assert installed_path() == own_data / "gazetteer.gpkg"


def test_populations_are_those_of_what_is_installed(own_data: Path, server: DumpServer) -> None:
    builtin = Gazetteer.populations(["gn:174448", "gn:9000001"])
    assert list(builtin) == ["gn:174448"]
    install(["SY"], mirror=server.url)
    known = Gazetteer.open(own_data / "gazetteer.gpkg")
    ids = [place.id for place in known]
    assert Gazetteer.populations(ids) == {p.id: p.population for p in known if p.population}


# --------------------------------------------------------------------- what the disk may hold


def test_each_file_is_hashed_before_use(home: Path, server: DumpServer) -> None:
    bring(["SY"], home, server)
    manifest = json.loads((home / "downloads" / "manifest.json").read_text(encoding="utf-8"))
    noted = manifest["files"]["SY.zip"]
    assert noted["url"] == f"{server.url}/SY.zip"
    assert set(noted) == {"url", "size", "sha256", "date", "etag", "last_modified"}
    (home / "downloads" / "SY.zip").write_bytes(SYRIA["SY.zip"] + b"!")
    with pytest.raises(InstallError, match="install SY"):
        bring(["IQ"], home, server)
    server.seen = []
    bring(["SY"], home, server)
    assert fetched(server) == ["SY.zip"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": {"SY.zip": {"colour": 1}}}'])
def test_a_broken_manifest_costs_a_download(home: Path, server: DumpServer, text: str) -> None:
    (home / "downloads").mkdir(parents=True)
    (home / "downloads" / "manifest.json").write_text(text, encoding="utf-8")
    assert installed(folder=home) == ()
    bring(["SY"], home, server)
    assert [i.country for i in installed(folder=home)] == ["SY"]


def test_a_failure_leaves_what_was_installed(home: Path, server: DumpServer) -> None:
    bring(["SY"], home, server)
    before = (home / "gazetteer.gpkg").read_bytes()
    with pytest.raises(InstallError):
        bring(["IQ", "XX"], home, server)
    assert (home / "gazetteer.gpkg").read_bytes() == before
    assert not (home / "install.lock").exists()


# ----------------------------------------------------------------------- what is not taken


@pytest.mark.parametrize("code", ["Syria", "S", "", "S1", "سو", "../SY", "SY\n"])
def test_a_code_is_two_letters(home: Path, code: str) -> None:
    with pytest.raises(InstallError, match="two letters"):
        install([code], folder=home)
    with pytest.raises(InstallError, match="two letters"):
        remove([code], folder=home)
    assert not home.exists()


def test_no_country_is_told(home: Path) -> None:
    with pytest.raises(InstallError, match="at least one"):
        install([], folder=home)


def test_a_country_that_is_not_there(home: Path, server: DumpServer) -> None:
    with pytest.raises(InstallError, match="has no country XX"):
        bring(["XX"], home, server)


def test_other_names_that_are_not_there(home: Path, server: DumpServer) -> None:
    del server.files["alternatenames/SY.zip"]
    with pytest.raises(InstallError, match=r"alternatenames/SY\.zip"):
        bring(["SY"], home, server)


def bomb() -> bytes:
    return zipped({"SY.txt": "\t" * 30_000_000}, noise=False)


def encrypted() -> bytes:
    body = bytearray(SYRIA["SY.zip"])
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    body[6] |= 1
    return bytes(body)


def damaged() -> bytes:
    body = bytearray(SYRIA["SY.zip"])
    body[1000] ^= 0xFF
    return bytes(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>log in</html>",
        SYRIA["SY.zip"][:-100],
        SYRIA["SY.zip"][100:],
        damaged(),
        encrypted(),
        bomb(),
        zipped({"IQ.txt": "x"}),
        zipped({"folder/SY.txt": "x"}),
    ],
    ids=["empty", "page", "cut", "headless", "damaged", "encrypted", "bomb", "other", "folder"],
)
def test_only_a_whole_zip_of_the_country_is_taken(
    home: Path, server: DumpServer, body: bytes
) -> None:
    server.files["SY.zip"] = body
    with pytest.raises(InstallError, match="no whole zip"):
        bring(["SY"], home, server)
    assert [p.name for p in (home / "downloads").iterdir()] == []
    assert not (home / "gazetteer.gpkg").exists()


def test_a_length_that_is_too_short_is_found_out(home: Path, server: DumpServer) -> None:
    body = SYRIA["SY.zip"]
    server.turns = [lambda request: request.answer(200, body, length=len(body) - 50)]
    with pytest.raises(InstallError, match="no whole zip"):
        bring(["SY"], home, server)


def test_the_zips_of_these_tests_are_whole() -> None:
    """The damage above is what is refused, not the way in which the zips are made."""
    import io

    for body in (SYRIA | IRAQ).values():
        assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None


# ------------------------------------------------------------------------------- one at a time


def test_a_living_install_is_waited_for(home: Path, server: DumpServer) -> None:
    home.mkdir()
    (home / "install.lock").write_text(str(os.getpid()), encoding="ascii")
    with pytest.raises(InstallError, match="Another install"):
        bring(["SY"], home, server)
    assert (home / "install.lock").exists()


@pytest.mark.skipif(os.name != "posix", reason="who lives cannot be asked there without harm")
def test_the_lock_of_a_dead_install_is_taken_over(home: Path, server: DumpServer) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    home.mkdir()
    (home / "install.lock").write_text(str(dead.pid), encoding="ascii")
    bring(["SY"], home, server)
    assert not (home / "install.lock").exists()


@pytest.mark.parametrize(("age_s", "held"), [(0, True), (60, False)])
def test_an_empty_lock_is_held_only_while_it_may_be_being_written(
    home: Path, server: DumpServer, age_s: int, held: bool
) -> None:
    home.mkdir()
    lock = home / "install.lock"
    lock.touch()
    then = lock.stat().st_mtime - age_s
    os.utime(lock, (then, then))
    if held:
        with pytest.raises(InstallError, match="Another install"):
            bring(["SY"], home, server)
    else:
        bring(["SY"], home, server)


def test_a_folder_that_is_not_ones_own(unprivileged: Path) -> None:
    closed = unprivileged / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(InstallError, match="SAYTARA_DATA"):
        install(["SY"], folder=closed / "home")


# ----------------------------------------------------------------------------------- folders


def test_the_data_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYTARA_DATA", str(tmp_path / "ours"))
    assert data_folder() == tmp_path / "ours"
    monkeypatch.delenv("SAYTARA_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert "saytara" in data_folder().name.lower()


def test_only_a_file_is_installed(own_data: Path) -> None:
    (own_data / "gazetteer.gpkg").mkdir(parents=True)
    assert installed_path() is None
