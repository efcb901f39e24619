"""Reading files that may be anything: heads, texts, JSON and zips, without unpacking to a disk."""

from __future__ import annotations

import codecs
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from gazetteer.errors import SourceError

__all__ = ["checked_zip", "decoded", "head_of", "is_utf8", "members_of", "open_text", "read_json"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["cp1256", "cp1252", "utf_16_le", "utf_16_be"]
_SAMPLE_BYTES = 200_000
_FEW = 2
"""If no more than one in so many of the characters beyond ASCII is broken, a text is UTF-8."""
_HEAD_BYTES = 1 << 18
_MOST_UNPACKED = 4 << 30
_MOST_RATIO = 200
_SMALL = 1 << 20
"""What unpacks to less than this is harmless however well it was packed."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(RuntimeError, UnicodeDecodeError),
)
"""What zipfile raises on a member that is damaged, encrypted or packed in an unknown way."""
_BAD_CONTENTS = (*_DAMAGE, IndexError, ValueError)
"""What zipfile raises on a list of contents that is damaged."""


def head_of(path: Path, member: str = "") -> str:
    """Give the first 256 KiB of a file, or of a member of a zip; "" if it cannot be read.

    >>> head_of(Path("/nowhere"))
    ''
    """
    try:
        if not member:
            with path.open("rb") as file:
                return file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")
        with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
            return packed.read(_HEAD_BYTES).decode("utf-8-sig", "replace")
    except (OSError, KeyError, *_BAD_CONTENTS):
        return ""


def members_of(path: Path) -> list[str]:
    """Give the names of the files in a zip; none if it is no zip or cannot be read.

    >>> members_of(Path("/nowhere"))
    []
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [info.filename for info in archive.infolist() if not info.is_dir()]
    except (OSError, *_BAD_CONTENTS):
        return []


@contextmanager
def checked_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; damage found while it is read is an error too.

    Raises
    ------
    SourceError
        If it is no zip, is not whole, or unpacks to more than any list of places does.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BAD_CONTENTS as error:
        raise _damaged(path, error) from None
    with archive:
        for info in archive.infolist():
            _check_size(path, info)
        try:
            yield archive
        except _DAMAGE as error:
            raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> SourceError:
    reason = str(error) or type(error).__name__
    return SourceError(f"{path} is not a whole zip ({reason}); fetch it again.")


def _check_size(path: Path, info: zipfile.ZipInfo) -> None:
    size, ratio = info.file_size, info.file_size / max(1, info.compress_size)
    if size > _MOST_UNPACKED or (size > _SMALL and ratio > _MOST_RATIO):
        raise SourceError(
            f"{info.filename} in {path} would unpack to {size:,} bytes, {ratio:.0f} times as many; "
            "expected a list of places: it was not opened, unpack it yourself if you trust it."
        )


@contextmanager
def open_text(path: Path, member: str = "") -> Iterator[IO[str]]:
    """Open a file, or a member of a zip, as UTF-8; broken characters become U+FFFD.

    Lines end with a line feed alone, as in the dumps of GeoNames, or with CR LF.

    Raises
    ------
    SourceError
        If the zip is damaged or would unpack to too much.
    """
    if not member:
        with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
            yield file
        return
    with checked_zip(path) as archive, archive.open(member) as packed:
        yield io.TextIOWrapper(packed, encoding="utf-8-sig", errors="replace", newline="\n")


def read_json(path: Path, member: str = "") -> Any:
    """Read JSON of which some characters may be broken; those become U+FFFD.

    Raises
    ------
    SourceError
        If it is not JSON, or not whole.
    """
    with open_text(path, member) as file:
        text = file.read()
    if not text.strip():
        raise SourceError(f"{path} is empty; expected JSON: fetch it again.")
    try:
        return json.loads(text)
    except RecursionError:
        raise SourceError(f"{path} is nested too deeply for a list of places.") from None
    except ValueError as error:
        raise SourceError(f"{path} is not whole JSON ({error}); fetch it again.") from None


def decoded(data: bytes, path: Path) -> str:
    """Decode a text in UTF-8, also with some broken characters, in UTF-16 or Windows-1256.

    Raises
    ------
    SourceError
        If the bytes are no text in any of these.

    >>> decoded("حلب".encode("utf-16"), Path("a")), decoded("حلب".encode()[:-1] + b"!", Path("a"))
    ('حلب', 'حل�!')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8", "replace") if is_utf8(data) else _guessed(data, path)


def is_utf8(data: bytes) -> bool:
    """Say whether bytes are UTF-8, of which some characters may be broken.

    >>> is_utf8("حلب".encode()), is_utf8("حلب".encode()[:-1]), is_utf8("حلب".encode("cp1256"))
    (True, True, False)
    """
    text = data.decode("utf-8", "replace")
    beyond_ascii = sum(letter > "\x7f" for letter in text)
    return text.count("\ufffd") * _FEW <= beyond_ascii and "\x00" not in text


def _guessed(data: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise SourceError(f"{path} is no text in UTF-8, UTF-16 or Windows-1256; save it as UTF-8.")
    return data.decode(best.encoding, "replace")
