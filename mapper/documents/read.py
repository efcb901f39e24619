"""Reading documents from .txt, .html, .jsonl and .csv, one by one and with limits."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from mapper.documents.dateline import dateline_of
from mapper.documents.encoding import decode
from mapper.documents.html import article_of
from mapper.errors import DocumentError, SaytaraError
from mapper.records import Document
from mapper.vocabulary import load_table

__all__ = [
    "LARGEST_BYTES",
    "SUFFIXES",
    "Reading",
    "Skipped",
    "read_any",
    "read_documents",
    "read_json_lines",
    "read_sound_json_lines",
]

T = TypeVar("T")
_HALF = b"\\ud"
"""How JSON writes a surrogate; a pair of them is one character."""

LARGEST_BYTES = 5_000_000
"""One article, or one line of a file, may have at most this many bytes."""

LARGEST_PAGE_BYTES = 2_000_000
"""One web page may have at most this many bytes: finding the article in a page takes its time."""

_MANIFEST = "manifest.csv"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out: the file, the line if one is to blame, and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents that were read, in the order of the inputs, and what was skipped."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class _Reader:
    """Collects documents; one document an id."""

    published: dt.date | None
    columns: Mapping[str, str]
    documents: dict[str, Document] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, document: Document, file: str, line: int | None) -> None:
        """Keep a document; a copy of it only adds what the first lacked."""
        dated = self._dated(document)
        known = self.documents.get(dated.id, dated)
        if known.text == dated.text:
            self.documents[dated.id] = _filled(known, dated)
        else:
            reason = f'its id "{dated.id[:60]}" was read before with another text; give it its own.'
            self.skip(file, line, reason)

    def _dated(self, document: Document) -> Document:
        if document.published is not None:
            return document
        day = self.published or dateline_of(document.text)
        return dataclasses.replace(document, published=day)

    def skip(self, file: str, line: int | None, reason: object) -> None:
        """Note an input that is left out."""
        self.skipped.append(Skipped(file, line, str(reason)))


def _filled(known: Document, copy: Document) -> Document:
    """Give the first document with the metadata that only its copy has."""
    fields = ("published", "outlet", "url", "language")
    lacking = {name: getattr(copy, name) for name in fields if getattr(known, name) is None}
    return dataclasses.replace(known, **lacking)


def read_documents(
    paths: Sequence[Path],
    *,
    published: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Read documents from files and folders.

    Parameters
    ----------
    paths : sequence of Path
        Files of .txt and .html (an article each), .jsonl and .csv (an article a line), or folders
        of them, read in the order of their names. A folder's manifest.csv (id, outlet, published,
        ...) describes its .txt and .html files. "-" is JSON Lines from standard input.
    published : date, optional
        The day of publication of documents whose metadata say none; without it, the day that the
        article's dateline states, else none.
    columns : mapping, optional
        Which column of a .csv holds which field; else the usual names are recognised.

    Returns
    -------
    Reading
        Broken lines and files are in `skipped`, everything else in `documents`.

    Raises
    ------
    DocumentError
        If a path does not exist or cannot be read, a folder holds nothing readable, or nothing at
        all could be read.
    """
    reading = read_any(paths, published=published, columns=columns)
    if not reading.documents:
        raise DocumentError(_nothing(paths, reading.skipped))
    return reading


def read_any(
    paths: Sequence[Path],
    *,
    published: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Read documents as :func:`read_documents` does, also where there are none in the end."""
    reader = _Reader(published, columns or {})
    for path in paths:
        if str(path) == "-":
            _read_json_lines(reader, sys.stdin.buffer, "standard input")
        else:
            for file in _files(reader, path):
                _read_file(reader, file, base=path)
    return Reading(tuple(reader.documents.values()), tuple(reader.skipped))


def _nothing(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    named = ", ".join(str(path) for path in paths)
    if not skipped:
        return f"{named} holds no document; expected articles in {_kinds()}."
    more = f" ({len(skipped)} inputs are broken, this is the first)" if len(skipped) > 1 else ""
    return f"No document could be read: {skipped[0]}{more}"


def _files(reader: _Reader, path: Path) -> list[Path]:
    """List the files of a path that can be read, in order of their names."""
    try:
        if path.is_dir():
            found = [p for p in sorted(_walk(reader, path)) if p.suffix.lower() in _FORMATS]
            if not found:
                raise DocumentError(f"The folder {path} holds no file of {_kinds()}.")
            return [p for p in found if p.name != _MANIFEST]
        path.stat()
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror}.") from None
    if path.suffix.lower() not in _FORMATS:
        raise DocumentError(f"{path} is of a kind that is not read; expected {_kinds()}.")
    return [path]


def _kinds() -> str:
    return f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"


def _walk(reader: _Reader, folder: Path) -> Iterator[Path]:
    """Yield all files below a folder; hidden ones and links to folders are left out."""
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            try:
                yield from _walk(reader, entry)
            except OSError as error:
                reader.skip(str(entry), None, f"cannot be read: {error.strerror}.")
        elif entry.is_file():
            yield entry


def _read_file(reader: _Reader, file: Path, *, base: Path) -> None:
    try:
        _FORMATS[file.suffix.lower()](reader, file, base)
    except SaytaraError as error:
        reader.skip(str(file), None, error)
    except OSError as error:
        reader.skip(str(file), None, f"cannot be read: {error.strerror}.")


# ------------------------------------------------------------------------------- .txt, .html


def _read_txt(reader: _Reader, file: Path, base: Path) -> None:
    text = _text_of(file, LARGEST_BYTES)
    if not text.strip():
        raise DocumentError("it is empty; expected the text of an article.")
    _add_article(reader, file, base, {"text": text})


def _read_html(reader: _Reader, file: Path, base: Path) -> None:
    _add_article(reader, file, base, article_of(_text_of(file, LARGEST_PAGE_BYTES)))


def _text_of(file: Path, most_bytes: int) -> str:
    if file.stat().st_size > most_bytes:
        raise DocumentError(_too_large("it", most_bytes))
    return decode(file.read_bytes())


def _add_article(reader: _Reader, file: Path, base: Path, article: Mapping[str, str]) -> None:
    """Add an article that has a file to itself, with what the manifest says about it."""
    name = file.relative_to(base) if file != base else Path(file.name)
    described = _manifest(file.parent).get(file.stem, {})
    record = {"id": name.with_suffix("").as_posix(), **article, **described}
    reader.add(Document.from_json(record), str(file), None)


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    """Read a folder's manifest.csv: rows by the name of their file without its ending."""
    path = folder / _MANIFEST
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(decode(path.read_bytes())))
    known = ("id", "outlet", "published", "url", "language")
    return {row["id"]: {k: row[k] for k in known if row.get(k)} for row in rows if row.get("id")}


def _too_large(what: str, most_bytes: int = LARGEST_BYTES) -> str:
    return (
        f"{what} has more than {most_bytes // 1_000_000} MB, too much for one article; "
        "split it into one article a file or a line."
    )


# ------------------------------------------------------------------------------------ .jsonl


def _read_jsonl(reader: _Reader, file: Path, base: Path) -> None:  # noqa: ARG001 - one signature
    with file.open("rb") as stream:
        _read_json_lines(reader, stream, str(file))


def _read_json_lines(reader: _Reader, stream: io.BufferedIOBase | Any, name: str) -> None:
    for line, document in _json_lines(stream, Document.from_json):
        if isinstance(document, str):
            reader.skip(name, line, document)
        else:
            reader.add(document, name, line)


def read_json_lines(
    path: Path, make: Callable[[Mapping[str, Any]], T]
) -> tuple[list[T], list[Skipped]]:
    """Read JSON Lines with `make`, which turns an object into a record.

    Returns
    -------
    (list, list of Skipped)
        The records in the order of the lines, and the lines that `make` or JSON refused.

    Raises
    ------
    DocumentError
        If the file cannot be read or no line of it holds a record.
    """
    records: list[T] = []
    skipped: list[Skipped] = []
    with _opened(path) as stream:
        for line, record in _json_lines(stream, make):
            if isinstance(record, str):
                skipped.append(Skipped(str(path), line, record))
            else:
                records.append(record)
    if not records:
        first = f": {skipped[0]}" if skipped else "; it is empty."
        raise DocumentError(f"{path} holds no JSON Lines that can be used{first}")
    return records, skipped


def read_sound_json_lines(path: Path, make: Callable[[Mapping[str, Any]], T]) -> list[T]:
    """Read JSON Lines of which none may be broken, with `make`; an empty file has no records.

    Raises
    ------
    DocumentError
        If the file cannot be read, or at the first line that `make` or JSON refuses.
    """
    records: list[T] = []
    with _opened(path) as stream:
        for line, record in _json_lines(stream, make):
            if isinstance(record, str):
                raise DocumentError(str(Skipped(str(path), line, record)))
            records.append(record)
    return records


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a file, or standard input for `-`."""
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror}.") from None


def _json_lines(
    stream: Any, make: Callable[[Mapping[str, Any]], T]
) -> Iterator[tuple[int, T | str]]:
    """Yield each line's number with its record, or with the reason why it has none."""
    number = 0
    while line := stream.readline(LARGEST_BYTES + 1):
        number += 1
        if len(line) > LARGEST_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_BYTES)
            yield number, _too_large("it")
        elif line.strip():
            yield number, _record(line, make, first=number == 1)


def _without_halves(record: Mapping[str, Any]) -> Any:
    """Put "?" for each half of a character (a lone surrogate), which no file can hold."""
    return json.loads(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))


def _record(line: bytes, make: Callable[[Mapping[str, Any]], T], *, first: bool) -> T | str:
    try:
        record = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError:
        return "it is not UTF-8; JSON Lines must be."
    except (json.JSONDecodeError, RecursionError):
        return "it is no JSON; expected one object a line."
    if not isinstance(record, dict):
        return f"it is a JSON {type(record).__name__}; expected an object."
    try:
        return make(_without_halves(record) if _HALF in line.lower() else record)
    except SaytaraError as error:
        return str(error)


# -------------------------------------------------------------------------------------- .csv


def _read_csv(reader: _Reader, file: Path, base: Path) -> None:  # noqa: ARG001 - one signature
    csv.field_size_limit(LARGEST_BYTES)
    text = decode(file.read_bytes()).replace("\x00", "")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        columns = _columns(reader.columns, rows.fieldnames or [])
        for row in rows:
            _add_row(reader, file, rows.line_num, row, columns)
    except csv.Error as error:
        reader.skip(str(file), rows.line_num, f"{error}; the rest of the file is left out.")


def _add_row(
    reader: _Reader,
    file: Path,
    line: int,
    row: Mapping[str, Any],
    columns: Mapping[str, str],
) -> None:
    record = {field: row.get(column) for field, column in columns.items()}
    if not (record.get("text") or "").strip():
        reader.skip(str(file), line, "its text is empty.")
        return
    record["id"] = record.get("id") or _id_of(record)
    try:
        reader.add(Document.from_json(record), str(file), line)
    except SaytaraError as error:
        reader.skip(str(file), line, error)


def _id_of(record: Mapping[str, Any]) -> str:
    """Name a row by its content, so that the same row is the same document everywhere."""
    said = "\x00".join(str(record.get(key) or "") for key in ("title", "text", "published"))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _columns(named: Mapping[str, str], found: Sequence[str]) -> dict[str, str]:
    """Match fields to columns: as named by the user, else by their usual names."""
    missing = [column for column in named.values() if column not in found]
    lower = {column.strip().lower(): column for column in reversed(found)}
    guessed = {
        field: lower[name]
        for field, names in load_table("columns").items()
        for name in reversed(names)
        if name in lower
    }
    columns = guessed | dict(named)
    if missing or "text" not in columns:
        wanted = missing[0] if missing else "text"
        raise DocumentError(
            f"it has no column {wanted!r}; found {', '.join(found)[:200] or 'none'}. "
            "Name the column of the text: --column text=NAME"
        )
    return columns


_FORMATS: Mapping[str, Callable[[_Reader, Path, Path], None]] = {
    ".txt": _read_txt,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
}

SUFFIXES: Sequence[str] = tuple(_FORMATS)
"""The endings of the files that are read, in small letters."""
