"""One download, whole or not at all: gone on with where it broke off, checked, then in its place.

What has come stands beside the target as `NAME.part`, with a small `NAME.part.json` that says which
version of which file it is a part of. Only a file that is whole and passes the check of the caller
takes the target's name.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from gazetteer.errors import InstallError
from gazetteer.retries import retry_after_s

if TYPE_CHECKING:
    import requests

__all__ = [
    "OFFLINE_HINT",
    "Check",
    "Fetcher",
    "MissingFileError",
    "Progress",
    "Stored",
    "sha256_of",
]

OFFLINE_HINT = (
    "Without a network, carry the files over and name their folder with --mirror FOLDER, "
    "or use saytara gazetteer build FILE."
)

Progress = Callable[[str, int, int | None], None]
"""Told the name of the file, the bytes that are there, and how many there will be if known."""
Check = Callable[[Path], None]
"""Raises InstallError if a whole file is not what it should be."""

_WAITS_S = (1.0, 2.0, 4.0)
_LONGEST_WAIT_S = 60.0
"""Who is asked to wait longer than this is told so and can go on with other work."""
_BLOCK = 1 << 14
_MOST_BYTES = 2_000_000_000
"""The largest country file of GeoNames is below a tenth of this."""
_DIGEST = re.compile(r"(sha-?256|sha-?512|md5)=:?([\w+/]+=*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A whole file on the disk: where it is from, which version, and what its bytes hash to.

    `date` is the day (UTC) on which it came. `etag` and `last_modified` are empty where the server
    gave none.
    """

    url: str
    size: int
    sha256: str
    date: str
    etag: str = ""
    last_modified: str = ""


class MissingFileError(InstallError):
    """There is no such file at the address."""


class _BrokeOffError(Exception):
    """What another try may mend; `wait_s` is how long the server asked to wait."""

    def __init__(self, message: str, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class Fetcher:
    """Fetches files, each whole or not at all; a context manager, since it keeps a connection.

    Parameters
    ----------
    timeout_s : float
        How long the server may stay silent.
    progress : Progress, optional
        Called for every block that came.
    sleep : callable
        Waits between tries; tests give one that does not.
    """

    def __init__(
        self,
        *,
        timeout_s: float = 30.0,
        progress: Progress | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._timeout_s = timeout_s
        self._progress = progress or (lambda *_: None)
        self._sleep = sleep
        self._kept_session: requests.Session | None = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._kept_session is not None:
            self._kept_session.close()

    def fetch(
        self, address: str, target: Path, check: Check, *, known: Stored | None = None
    ) -> Stored:
        """Bring a file to `target`, from a URL or from a folder of this machine.

        Parameters
        ----------
        address : str
            An http, https or file URL, or a path.
        target : Path
            Its folder is made if need be.
        check : Check
            Called with the whole file before it takes the target's place.
        known : Stored, optional
            What stands at `target` now; it is given back if the server says that it still holds.

        Raises
        ------
        InstallError
            If the file cannot be had, breaks off again and again, is not what the server's digest
            says, fails the check, or cannot be written. The target stays as it was.
        """
        with _told(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            part = _Part(target)
            if urlsplit(address).scheme in ("http", "https"):
                stored = self._download(address, part, known)
                if stored is None:
                    assert known is not None
                    return known
            else:
                stored = self._copy(_local(address), part)
            with _broken_is_removed(part):
                check(part.path)
            part.finish(target)
        return stored

    # ---------------------------------------------------------------------------- local

    def _copy(self, source: Path, part: _Part) -> Stored:
        if not source.is_file():
            raise MissingFileError(
                f"There is no file {source}; a mirror has CC.zip and alternatenames/CC.zip "
                "for each country, as the dump folder of GeoNames has."
            )
        part.clear()
        with source.open("rb") as given, part.path.open("wb") as file:
            shutil.copyfileobj(given, file)
            _flush(file.fileno())
        size = part.size()
        self._progress(source.name, size, size)
        return _stored(source.absolute().as_uri(), part)

    # ------------------------------------------------------------------------- download

    def _download(self, url: str, part: _Part, known: Stored | None) -> Stored | None:
        """Try, wait and try again; None if what is known still holds."""
        for wait in (*_WAITS_S, None):
            try:
                return self._try(url, part, known)
            except _BrokeOffError as error:
                if wait is None:
                    kept = " What has come is kept; run it again to go on." if part.size() else ""
                    raise InstallError(f"{error}.{kept} {OFFLINE_HINT}") from None
                self._sleep(max(wait, error.wait_s))
        raise AssertionError("the last wait is None")

    def _try(self, url: str, part: _Part, known: Stored | None) -> Stored | None:
        import requests

        note = part.note_for(url)
        headers = _range(part, note) if note else _condition(known, url)
        try:
            with self._session().get(
                url, headers=headers, stream=True, timeout=self._timeout_s
            ) as answer:
                if answer.status_code == 304 and known is not None:
                    return None
                _refuse(answer, url, part)
                self._receive(answer, url, part, note)
                _check_digests(answer, url, part)
        except requests.RequestException as error:
            raise _connection_error(error, url) from None
        return _stored(url, part, answer.headers)

    def _session(self) -> requests.Session:
        if self._kept_session is None:
            from importlib.metadata import version

            import requests

            self._kept_session = requests.Session()
            self._kept_session.headers["User-Agent"] = f"saytara/{version('saytara')}"
            # Ranges and sizes must count the bytes of the file, not of a compressed transfer.
            self._kept_session.headers["Accept-Encoding"] = "identity"
        return self._kept_session

    def _receive(
        self, answer: requests.Response, url: str, part: _Part, note: Mapping[str, str] | None
    ) -> None:
        """Write the body behind what is there, or from the start where the server gives it all."""
        at = _fitting_start(answer, part, note) if answer.status_code == 206 else 0
        total = _total(answer)
        done = at
        with part.path.open("ab" if at else "wb") as file:
            if not at:  # only now that nothing of another version stands in the file
                part.write_note(url, answer.headers)
            for block in answer.iter_content(_BLOCK):
                file.write(block)
                done += len(block)
                if done > _MOST_BYTES:
                    part.clear()
                    raise InstallError(f"{url} is larger than any country; nothing of it was kept.")
                self._progress(_name(url), done, total)
            file.flush()
            _flush(file.fileno())
        if total is not None and done != total:
            raise _BrokeOffError(f"{url} broke off after {done} of {total} bytes")


class _Part:
    """What has come of a file so far, and the note of which version it is a part of."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(target.name + ".part")
        self._note = target.with_name(target.name + ".part.json")

    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def note_for(self, url: str) -> Mapping[str, str] | None:
        """Give the note if there is something to go on with that is from this URL."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        texts = isinstance(note, dict) and all(isinstance(v, str) for v in note.values())
        whole = texts and note.get("url") == url and _validator(note)
        return note if whole and self.size() else None

    def write_note(self, url: str, headers: Mapping[str, str]) -> None:
        note = {"url": url, **_version(headers)}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def finish(self, target: Path) -> None:
        self.path.replace(target)
        self._note.unlink(missing_ok=True)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


def _version(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        "etag": headers.get("ETag", ""),
        "last_modified": headers.get("Last-Modified", ""),
    }


def _validator(note: Mapping[str, str]) -> str:
    """Give what names a version byte for byte; a weak ETag does not (RFC 9110, 13.1.5)."""
    etag = note.get("etag", "")
    return etag if etag and not etag.startswith("W/") else note.get("last_modified", "")


def _range(part: _Part, note: Mapping[str, str]) -> dict[str, str]:
    return {"Range": f"bytes={part.size()}-", "If-Range": _validator(note)}


def _condition(known: Stored | None, url: str) -> dict[str, str]:
    if known is None or known.url != url:
        return {}
    wanted = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in wanted.items() if value}


def _refuse(answer: requests.Response, url: str, part: _Part) -> None:
    """Raise unless the answer brings the file or a part of it."""
    status, wait_s = answer.status_code, retry_after_s(answer.headers.get("Retry-After", ""))
    if status == 416:
        part.clear()
        raise _BrokeOffError(f"{url} is shorter than what had come of it")
    if status in (404, 410):
        raise MissingFileError(
            f"There is no {url}; see which country codes there are, or --mirror."
        )
    if status in (408, 425, 429) or status >= 500:
        if wait_s > _LONGEST_WAIT_S:
            raise InstallError(
                f"{url} asks to wait {wait_s:.0f} s (HTTP {status}); run it again after that."
            )
        raise _BrokeOffError(f"{url} answers HTTP {status} again and again", wait_s)
    if status not in (200, 206):
        raise InstallError(f"{url} answers HTTP {status}, not the file. {OFFLINE_HINT}")
    if "html" in answer.headers.get("Content-Type", "").lower():
        raise InstallError(
            f"{url} is a web page, not a zip; a proxy or a log-in page may answer in its place. "
            f"{OFFLINE_HINT}"
        )


def _fitting_start(answer: requests.Response, part: _Part, note: Mapping[str, str] | None) -> int:
    """Give where the sent part begins; start anew unless it goes on from what has come."""
    span = re.match(r"bytes (\d+)-\d+/", answer.headers.get("Content-Range", ""))
    sent = {name: value for name, value in _version(answer.headers).items() if value}
    same = note is not None and all(note.get(name) == value for name, value in sent.items())
    if span is None or int(span[1]) != part.size() or not same:
        part.clear()
        raise _BrokeOffError(f"{answer.url} changed while it came")
    return int(span[1])


def _total(answer: requests.Response) -> int | None:
    """Give the size of the whole file, if the server says it."""
    if answer.status_code == 206:
        whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    else:
        whole = answer.headers.get("Content-Length", "")
    return int(whole) if whole.isascii() and whole.isdigit() else None


def _connection_error(error: requests.RequestException, url: str) -> Exception:
    """Tell a broken line, which another try may mend, from what stays as it is."""
    from requests import exceptions as kinds

    lasting = (kinds.SSLError, kinds.InvalidURL, kinds.InvalidSchema, kinds.TooManyRedirects)
    if isinstance(error, lasting):
        return InstallError(f"Cannot read {url} ({type(error).__name__}). {OFFLINE_HINT}")
    if isinstance(error, kinds.Timeout) or "timed out" in str(error):
        return _BrokeOffError(f"{urlsplit(url).netloc} stayed silent for too long")
    if isinstance(error, kinds.ChunkedEncodingError | kinds.ContentDecodingError):
        return _BrokeOffError(f"{url} broke off")
    return _BrokeOffError(f"{urlsplit(url).netloc} cannot be reached, or breaks the line")


# ----------------------------------------------------------------------------------- checks


def _check_digests(answer: requests.Response, url: str, part: _Part) -> None:
    """Compare with what the server says of the bytes (RFC 9530, RFC 3230, RFC 1864).

    Content-MD5 speaks of the bytes sent, the others of the whole file.
    """
    for algorithm, wanted in _digests(answer):
        if _digest(part.path, algorithm) != wanted:
            part.clear()
            raise InstallError(
                f"{url} came with other bytes than its {algorithm} says; run it again, "
                "and if that stays so, ask another --mirror."
            )


def _digests(answer: requests.Response) -> Iterator[tuple[str, bytes]]:
    headers = answer.headers
    said = [headers.get("Repr-Digest", ""), headers.get("Digest", "")]
    for algorithm, text in re.findall(
        r"(sha-?256|sha-?512|md5)=:?([\w+/]+=*)", ",".join(said), re.I
    ):
        yield from _decoded(algorithm.lower().replace("-", ""), text)
    if answer.status_code == 200:
        yield from _decoded("md5", headers.get("Content-MD5", ""))


def _decoded(algorithm: str, text: str) -> Iterator[tuple[str, bytes]]:
    """Yield nothing for a digest of the wrong length: it says nothing about the bytes."""
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error:
        return
    if len(digest) == hashlib.new(algorithm, usedforsecurity=False).digest_size:
        yield algorithm, digest


def _digest(path: Path, algorithm: str) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(
            file, lambda: hashlib.new(algorithm, usedforsecurity=False)
        ).digest()


def sha256_of(path: Path) -> str:
    """Hash a file.

    >>> import tempfile
    >>> sha256_of(Path(tempfile.mkstemp()[1]))[:8]
    'e3b0c442'
    """
    return _digest(path, "sha256").hex()


def _stored(url: str, part: _Part, headers: Mapping[str, str] | None = None) -> Stored:
    return Stored(
        url=url,
        size=part.size(),
        sha256=sha256_of(part.path),
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        **_version(headers or {}),
    )


# ------------------------------------------------------------------------------------ paths


def _local(address: str) -> Path:
    parts = urlsplit(address)
    if parts.scheme == "file":
        return Path(url2pathname(parts.path))
    if len(parts.scheme) > 1 and "://" in address:
        raise InstallError(
            f"{address} cannot be read; a mirror is a folder or an http, https or file URL."
        )
    return Path(address).expanduser()


def _name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def _flush(descriptor: int) -> None:
    """Bring the bytes to the disk before a name points to them."""
    with contextlib.suppress(OSError):  # some file systems cannot, and need not
        os.fsync(descriptor)


@contextlib.contextmanager
def _broken_is_removed(part: _Part) -> Iterator[None]:
    """Keep nothing of a file that fails its check: going on with it would fail again."""
    try:
        yield
    except InstallError:
        part.clear()
        raise


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InstallError(
            f"Cannot write {target.parent} ({error.strerror or error}); make room or rights there, "
            "or name another folder in SAYTARA_DATA."
        ) from None
