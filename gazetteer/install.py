"""The dumps of whole countries from GeoNames, kept on this machine and made into one gazetteer.

In the user's folder (:func:`gazetteer.folders.data_folder`) stand

::

    gazetteer.gpkg                      what is looked up: the built-in and all that is installed
    install.lock                        while an install is at work, the number of its process
    downloads/manifest.json             of each file: address, size, version, SHA-256, day
    downloads/SY.zip                    the places of a country
    downloads/alternatenames/SY.zip     their other names, the Arabic ones among them
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.download import Fetcher, MissingFileError, Progress, Stored, sha256_of
from gazetteer.errors import InstallError
from gazetteer.files import lives, replacing
from gazetteer.folders import GAZETTEER_FILE, data_folder

if TYPE_CHECKING:
    from gazetteer.build import BuildReport

__all__ = ["GEONAMES", "InstallReport", "Installed", "install", "installed", "remove"]

GEONAMES = "https://download.geonames.org/export/dump"

_MOST_UNPACKED = 4_000_000_000
_MOST_RATIO = 200
"""Dumps of GeoNames unpack to three to eight times their size; a zip bomb to a thousand times."""
_LOCK_SETTLES_S = 10.0
"""A lock file without a number is one that is just being written, or was left so by a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A country that is installed.

    `date` is the day (UTC) on which its dump came, `places` how many were read from it, `size` that
    of its files in bytes.
    """

    country: str
    date: str
    places: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallReport:
    """What an install or a removal did.

    `path` is the gazetteer file, None after the last country was removed. `fetched` are the files
    that were downloaded; what was there already and still holds is not among them. `build` says
    what the gazetteer was made from.
    """

    path: Path | None
    installed: tuple[Installed, ...]
    fetched: tuple[str, ...] = ()
    build: BuildReport | None = None


def install(
    countries: Sequence[str],
    *,
    folder: Path | None = None,
    mirror: str = GEONAMES,
    progress: Progress | None = None,
    timeout_s: float = 30.0,
    refresh: bool = False,
    build_progress: Callable[[str, int], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> InstallReport:
    """Download the dumps of countries and build them, with those installed before, into one file.

    Parameters
    ----------
    countries : sequence of str
        Codes of ISO 3166-1 alpha-2, in either case.
    folder : Path, optional
        Where to keep it all; the user's data folder by default.
    mirror : str
        The dump folder: a URL, or a folder of this machine, with `CC.zip` and
        `alternatenames/CC.zip`.
    progress : Progress, optional
        Told the file, the bytes done and the bytes in all as they come.
    timeout_s : float
        How long the server may stay silent.
    refresh : bool
        Ask whether there is a newer version of what is there already. Without it, a file that is
        there and whole is not asked for.
    build_progress : callable, optional
        Told what the build after it is doing, and how far it has come.
    sleep : callable
        Waits between tries.

    Raises
    ------
    InstallError
        If a code is none, a file cannot be had or is not whole, another install is at work, or the
        folder cannot be written. What was installed before stays as it was.
    SourceError
        If a dump is whole but is not in the format of GeoNames.

    Examples
    --------
    >>> install(["Syria"])
    Traceback (most recent call last):
    gazetteer.errors.InstallError: 'Syria' is no country code; expected two letters as in SY or IQ.
    """
    codes = _codes(countries)
    home = folder or data_folder()
    with _locked(home):
        shelf = _Shelf(home)
        with Fetcher(timeout_s=timeout_s, progress=progress, sleep=sleep) as fetcher:
            wanted = [(code, name) for code in codes for name in _files(code)]
            changed = [
                name for code, name in wanted if shelf.bring(fetcher, code, name, mirror, refresh)
            ]
        return _rebuilt(shelf, build_progress, fetched=tuple(changed))


def remove(countries: Sequence[str], *, folder: Path | None = None) -> InstallReport:
    """Remove installed countries and build the gazetteer anew from what is left.

    Raises
    ------
    InstallError
        If one of them is not installed; then none is removed.
    """
    codes = _codes(countries)
    home = folder or data_folder()
    missing = sorted(set(codes) - {there.country for there in installed(folder=home)})
    if missing:
        there = ", ".join(i.country for i in installed(folder=home)) or "no country"
        raise InstallError(f"{missing[0]} is not installed; {there} is.")
    with _locked(home):
        shelf = _Shelf(home)
        for name in (name for code in codes for name in _files(code)):
            shelf.drop(name)
        return _rebuilt(shelf, None)


def installed(*, folder: Path | None = None) -> tuple[Installed, ...]:
    """Say which countries are installed, in the order of their codes.

    >>> installed(folder=Path("/nowhere"))
    ()
    """
    return _Shelf(folder or data_folder()).countries()


def _codes(countries: Sequence[str]) -> list[str]:
    """Give the codes in capitals, each once, in their order."""
    if not countries:
        raise InstallError("No country was named; name at least one, as in SY or IQ.")
    for code in countries:
        if not re.fullmatch("[A-Za-z]{2}", code):
            raise InstallError(f"{code!r} is no country code; expected two letters as in SY or IQ.")
    return list(dict.fromkeys(code.upper() for code in countries))


def _files(code: str) -> tuple[str, str]:
    return f"{code}.zip", f"alternatenames/{code}.zip"


def _rebuilt(
    shelf: _Shelf,
    progress: Callable[[str, int], None] | None,
    *,
    fetched: tuple[str, ...] = (),
) -> InstallReport:
    """Build the gazetteer from all that is on the shelf; without anything there is none."""
    target = shelf.home / GAZETTEER_FILE
    sources = shelf.checked_sources()
    if not sources:
        target.unlink(missing_ok=True)
        return InstallReport(path=None, installed=())
    from gazetteer.build import build

    report = build(sources, target, builtin=True, progress=progress)
    shelf.note_places({there.path: there.kept for there in report.imports})
    return InstallReport(path=target, installed=shelf.countries(), fetched=fetched, build=report)


class _Shelf:
    """The folder of downloads with its manifest.

    A manifest that cannot be read is an empty one: the files are then downloaded again.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._folder = home / "downloads"
        self._manifest = self._folder / "manifest.json"
        self._stored, self._places = _read_manifest(self._manifest)

    def bring(self, fetcher: Fetcher, code: str, name: str, mirror: str, refresh: bool) -> bool:
        """Make sure that a file is there and whole; say whether it had to be downloaded."""
        known = self._stored.get(name) if self._whole(name) else None
        if known is not None and not refresh:
            return False
        address = f"{mirror.rstrip('/')}/{name}"
        check = partial(_check_zip, member=f"{code}.txt", address=address)
        try:
            stored = fetcher.fetch(address, self._folder / name, check, known=known)
        except MissingFileError as error:
            raise InstallError(_missing(code, name, mirror, error)) from None
        self._keep({**self._stored, name: stored})
        return known is None or stored.sha256 != known.sha256

    def drop(self, name: str) -> None:
        self._keep({key: value for key, value in self._stored.items() if key != name})
        (self._folder / name).unlink(missing_ok=True)

    def note_places(self, counts: Mapping[Path, int]) -> None:
        """Note how many places were read from each dump."""
        self._places = {path.stem: count for path, count in counts.items()}
        self._keep(self._stored)

    def countries(self) -> tuple[Installed, ...]:
        """Give the countries of which all files are there."""
        codes = sorted(name[:2] for name in self._stored if "/" not in name)
        complete = [code for code in codes if set(_files(code)) <= self._stored.keys()]
        return tuple(
            Installed(
                country=code,
                date=max(self._stored[name].date for name in _files(code)),
                places=self._places.get(code, 0),
                size=sum(self._stored[name].size for name in _files(code)),
            )
            for code in complete
        )

    def checked_sources(self) -> list[Path]:
        """Give the files to build from, each hashed once more.

        Raises
        ------
        InstallError
            If one is no longer what was downloaded.
        """
        for there in self.countries():
            if not all(self._whole(name) for name in _files(there.country)):
                raise InstallError(
                    f"The stored dump of {there.country} is damaged; run "
                    f"saytara gazetteer install {there.country} to have it again."
                )
        names = [name for there in self.countries() for name in _files(there.country)]
        return [self._folder / name for name in names]

    def _whole(self, name: str) -> bool:
        stored, path = self._stored.get(name), self._folder / name
        return stored is not None and path.is_file() and sha256_of(path) == stored.sha256

    def _keep(self, stored: Mapping[str, Stored]) -> None:
        files = {name: dataclasses.asdict(stored[name]) for name in sorted(stored)}
        with replacing(self._manifest) as beside:
            manifest = {"files": files, "places": self._places}
            beside.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        self._stored = dict(stored)


def _read_manifest(path: Path) -> tuple[dict[str, Stored], dict[str, int]]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        files = {name: Stored(**fields) for name, fields in manifest["files"].items()}
        return files, {code: int(count) for code, count in manifest["places"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}, {}


def _missing(code: str, name: str, mirror: str, error: MissingFileError) -> str:
    """Say that there is no such country where that is what a missing file means."""
    if "/" in name or not mirror.startswith("http"):
        return str(error)
    who = "GeoNames" if mirror == GEONAMES else mirror
    return f"{who} has no country {code}; the codes are those of ISO 3166-1, as in SY or IQ."


def _check_zip(path: Path, *, member: str, address: str) -> None:
    """Raise InstallError unless the file is a whole zip that holds the member and is no bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            trouble = _trouble(archive, member) or archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
        trouble = str(error) or type(error).__name__
    if trouble:
        raise InstallError(
            f"{address} is no whole zip with {member} in it ({trouble}); nothing of it was kept, "
            "run it again or name another --mirror."
        )


def _trouble(archive: zipfile.ZipFile, member: str) -> str:
    """Say what is wrong with the list of contents, before anything is unpacked."""
    members = archive.infolist()
    if member not in archive.namelist():
        return f"it holds {', '.join(map(repr, archive.namelist()[:3])) or 'nothing'}"
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > _MOST_UNPACKED or unpacked > max(packed, 1) * _MOST_RATIO + 1_000_000:
        return f"it would unpack to {unpacked} bytes"
    return ""


# ------------------------------------------------------------------------------------- lock


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Let one install at a time work in a folder."""
    lock = home / "install.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _take(lock)
    except OSError as error:
        raise InstallError(
            f"Cannot write {home} ({error.strerror or error}); make room or rights there, "
            "or name another folder in SAYTARA_DATA."
        ) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    """Write the lock, taking it over from a process that no longer lives."""
    for _ in range(2):
        try:
            with lock.open("x", encoding="ascii") as file:
                file.write(str(os.getpid()))
        except FileExistsError:
            if _held(lock):
                break
            lock.unlink(missing_ok=True)
        else:
            return
    raise InstallError(
        f"Another install is at work; wait for it, or delete {lock} if you know that none is."
    )


def _held(lock: Path) -> bool:
    try:
        pid = lock.read_text(encoding="ascii", errors="replace")
        age_s = time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return False
    return lives(int(pid)) if pid.isdigit() else age_s < _LOCK_SETTLES_S
