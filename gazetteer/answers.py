"""What online services have answered, kept in one SQLite file, and when they were asked."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gazetteer.errors import GeocoderError

__all__ = ["Answers"]

_VERSION = 1
_A_DAY_S = 86_400.0
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT, question TEXT, countries TEXT, answer TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (service, question, countries)
);
CREATE TABLE IF NOT EXISTS calls (service TEXT NOT NULL, at REAL NOT NULL);
"""


class Answers:
    """A file of answers; one that is broken is set aside and begun anew.

    Parameters
    ----------
    path : Path
        Made with its folder at the first use.
    clock : callable
        Tells the time in seconds since 1970.

    Examples
    --------
    >>> import tempfile
    >>> answers = Answers(Path(tempfile.mkdtemp()) / "answers.sqlite")
    >>> key = ("photon", "تدمر", "")
    >>> answers.get(key, 90) is None
    True
    >>> answers.put(key, [])
    >>> answers.get(key, 90)
    []
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    def get(self, key: tuple[str, str, str], expires_days: float) -> list[Any] | None:
        """Give a kept answer, which may be empty; None if there is none or it is too old."""
        since = self._clock() - expires_days * _A_DAY_S
        query = (
            "SELECT answer FROM answers "
            "WHERE service = ? AND question = ? AND countries = ? AND at > ?"
        )
        with self._open() as file:
            row = file.execute(query, (*key, since)).fetchone()
        return None if row is None else _read(row[0])

    def put(self, key: tuple[str, str, str], answer: list[Any]) -> None:
        """Keep an answer, in place of an older one."""
        text = json.dumps(answer, ensure_ascii=False)
        with self._open() as file:
            file.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                (*key, text, self._clock()),
            )

    def note_call(self, service: str) -> None:
        """Note that the service is asked now; what is older than a day is forgotten."""
        with self._open() as file:
            file.execute("DELETE FROM calls WHERE at < ?", (self._clock() - _A_DAY_S,))
            file.execute("INSERT INTO calls VALUES (?, ?)", (service, self._clock()))

    def asked_since(self, moment: float, service: str) -> list[float]:
        """Give when the service was asked after a moment, in order."""
        query = "SELECT at FROM calls WHERE service = ? AND at > ? ORDER BY at"
        with self._open() as file:
            return [at for (at,) in file.execute(query, (service, moment))]

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(self._sound()) as file, file:
                yield file
        except (sqlite3.Error, OSError) as error:
            raise GeocoderError(
                f"Cannot use {self._path}, where online answers are kept ({error}); make room or "
                "rights there, or delete it."
            ) from None

    def _sound(self) -> sqlite3.Connection:
        """Open the file, setting aside one that is no file of answers of this version."""
        file = sqlite3.connect(self._path)
        try:
            if _prepared(file):
                return file
        except sqlite3.OperationalError:  # locked, full, read-only: not broken
            file.close()
            raise
        except sqlite3.DatabaseError:
            pass
        file.close()
        self._path.replace(self._path.with_name(self._path.name + ".broken"))
        file = sqlite3.connect(self._path)
        _prepared(file)
        return file


def _prepared(file: sqlite3.Connection) -> bool:
    """Make the tables in a new file; say whether the file is of this version."""
    version = file.execute("PRAGMA user_version").fetchone()[0]
    tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and not tables:
        file.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        return True
    # Reading a row of each finds pages that are broken behind a sound header.
    sound: str = file.execute("PRAGMA quick_check").fetchone()[0]
    return bool(version == _VERSION and sound == "ok")


def _read(text: str) -> list[Any] | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, list) else None
