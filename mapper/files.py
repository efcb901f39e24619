"""Writing files whole: beside the target first, then in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapper.errors import ExportError

__all__ = ["replacing", "write_text"]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; on success it takes the target's place.

    If anything fails, the target stays as it was and nothing is left beside it.

    Raises
    ------
    ExportError
        If the folder does not exist or refuses to be written to.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with replacing(folder / "a.txt") as beside:
    ...     _ = beside.write_text("whole", encoding="utf-8")
    >>> (folder / "a.txt").read_text(encoding="utf-8"), len(list(folder.iterdir()))
    ('whole', 1)
    """
    try:
        folder = tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise ExportError(
            f"Cannot write {target}: {error.strerror}; name a folder that exists and is yours."
        ) from None
    beside = Path(folder) / target.name
    try:
        yield beside
        _flush(beside)
        os.replace(beside, target)  # noqa: PTH105 - Path.replace is the same call, this is the name
    except OSError as error:
        raise ExportError(
            f"Cannot write {target}: {error.strerror}; the old file is whole."
        ) from error
    finally:
        for left in Path(folder).iterdir():
            left.unlink()
        Path(folder).rmdir()


def _flush(path: Path) -> None:
    """Bring the bytes to the disk before the name points to them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_text(target: Path, text: str) -> None:
    """Write UTF-8 text with the line ends as they are."""
    with replacing(target) as beside:
        beside.write_text(text, encoding="utf-8", newline="")
