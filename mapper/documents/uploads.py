"""Files that somebody hands over: nothing of their names or archives is trusted.

They are unpacked into a temporary folder that is gone afterwards, under names made from theirs,
within limits of size, number and compression.
"""

from __future__ import annotations

import datetime as dt
import io
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from mapper.documents.read import SUFFIXES, Reading, Skipped, read_any
from mapper.errors import DocumentError

__all__ = ["ARCHIVE", "Upload", "UploadLimits", "read_uploads"]

ARCHIVE = ".zip"
"""The ending of archives; what is in them is read, archives in archives are not."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others may ask for gigabytes of memory before they give their first byte."""
_LONGEST_NAME = 80
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was handed over: what it says it is called, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """How much is accepted.

    `file_bytes`: one file as it arrives. `total_bytes` and `files`: everything, unpacked. `ratio`:
    how many times its size an archive may unpack to; news text unpacks to ten times at most.
    """

    file_bytes: int = 20_000_000
    total_bytes: int = 100_000_000
    files: int = 5_000
    ratio: int = 100


@dataclass(slots=True)
class _Folder:
    """The temporary folder while it fills; knows what is left of the limits."""

    root: Path
    limits: UploadLimits
    files: int = 0
    size: int = 0

    def check(self, more_files: int, more_bytes: int) -> None:
        """Refuse what would go beyond the limits."""
        if self.files + more_files > self.limits.files:
            raise DocumentError(
                f"there are more than {self.limits.files:,} files; hand over fewer at a time."
            )
        if self.size + more_bytes > self.limits.total_bytes:
            raise DocumentError(
                f"unpacked it is more than {_megabytes(self.limits.total_bytes)} in all; hand over "
                "less at a time."
            )

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file below the root."""
        self.check(1, len(data))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
        except (FileExistsError, NotADirectoryError):
            raise DocumentError("another file has its name; give it its own.") from None
        self.files, self.size = self.files + 1, self.size + len(data)


def read_uploads(
    uploads: Sequence[Upload],
    *,
    published: dt.date | None = None,
    limits: UploadLimits | None = None,
) -> Reading:
    """Read the documents of files that somebody hands over.

    Parameters
    ----------
    uploads : sequence of Upload
        Files of the kinds that :func:`~mapper.documents.read_documents` reads, and .zip archives
        of them.
    published : date, optional
        The day of publication of documents that do not say theirs.
    limits : UploadLimits, optional
        How much is accepted; a file or archive beyond it is skipped whole.

    Returns
    -------
    Reading
        What was read and what was skipped; without documents if nothing could be read.

    Examples
    --------
    >>> read_uploads([Upload(name="../a.txt", data="سيطر الجيش".encode())]).documents[0].id
    'a'
    """
    skipped: list[Skipped] = []
    with tempfile.TemporaryDirectory(prefix="saytara-") as name:
        folder = _Folder(Path(name), limits or UploadLimits())
        bases = []
        for number, upload in enumerate(uploads):
            base = folder.root / str(number) / _safe_part(upload.name)
            skipped += _unpack(folder, upload, base)
            if base.exists():
                bases.append(base)
        reading = read_any(bases, published=published)
    own = tuple(_renamed(item, folder.root) for item in reading.skipped)
    return Reading(reading.documents, (*skipped, *own))


def _unpack(folder: _Folder, upload: Upload, base: Path) -> Iterator[Skipped]:
    """Put an upload into the folder; yield what of it is left out, and why."""
    try:
        if len(upload.data) > folder.limits.file_bytes:
            most = _megabytes(folder.limits.file_bytes)
            raise DocumentError(f"it has more than {most}; split it.")
        if base.suffix.lower() == ARCHIVE:
            yield from _unpack_archive(folder, upload, base)
        elif base.suffix.lower() in SUFFIXES:
            folder.write(base, upload.data)
        else:
            raise DocumentError(_other_kind())
    except DocumentError as error:
        yield Skipped(_shown(upload.name), None, str(error))


def _unpack_archive(folder: _Folder, upload: Upload, base: Path) -> Iterator[Skipped]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(upload.data))
    except (zipfile.BadZipFile, ValueError, OverflowError):
        raise DocumentError("it is no .zip archive, or is damaged; make it anew.") from None
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        _check_archive(folder, members, len(upload.data))
        for info in members:
            if any(part.startswith(("._", "__MACOSX")) for part in _path_in(info).parts):
                continue  # what a Mac adds
            reason = _refused(info) or _take_out(folder, archive, info, base)
            if reason is not None:
                yield Skipped(f"{_shown(upload.name)}/{_shown(info.filename)}", None, reason)


def _take_out(
    folder: _Folder, archive: zipfile.ZipFile, info: zipfile.ZipInfo, base: Path
) -> str | None:
    """Write a file of an archive into the folder, or say why not."""
    try:
        with archive.open(info) as stream:
            # reading without a number would unpack all that is there, whatever its size says
            data = stream.read(info.file_size)
        folder.write(base.joinpath(*map(_safe_part, _path_in(info).parts)), data)
    except DocumentError as error:
        return str(error)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        return "it is damaged."
    return None


def _check_archive(folder: _Folder, members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuse an archive that says it is too much; nothing more than it says is taken out."""
    unpacked = sum(info.file_size for info in members)
    if unpacked > folder.limits.ratio * packed:
        raise DocumentError(
            f"it unpacks to more than {folder.limits.ratio} times its size, as no text does."
        )
    folder.check(len(members), unpacked)


def _refused(info: zipfile.ZipInfo) -> str | None:
    """Say why a file of an archive is left out, or None."""
    path = _path_in(info)
    if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(info.external_attr >> 16):
        return "its name leads out of the archive."
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return "it is encrypted or packed in an unusual way."
    return None if path.suffix.lower() in SUFFIXES else _other_kind()


def _path_in(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _other_kind() -> str:
    return f"it is of a kind that is not read; expected {', '.join(SUFFIXES)}."


def _safe_part(name: str) -> str:
    """Make a name for a file: without folders, controls and leading dots, and short."""
    last = name.replace("\\", "/").rpartition("/")[2]
    path = PurePosixPath(_shown(last).replace(":", "-").lstrip(". ") or "unnamed")
    return f"{path.stem[:_LONGEST_NAME]}{path.suffix[:_LONGEST_NAME]}"


def _shown(name: str) -> str:
    """Give a name as text of one short line that turns nothing round."""
    kept = (c for c in name if not unicodedata.category(c).startswith("C"))
    return "".join(kept)[: 2 * _LONGEST_NAME]


def _renamed(item: Skipped, root: Path) -> Skipped:
    """Name a file as it was handed over, not where it lay."""
    return replace(item, file="/".join(Path(item.file).relative_to(root).parts[1:]))


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
