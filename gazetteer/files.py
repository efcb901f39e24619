"""Writing files whole: beside the target first, then in its place."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer.errors import TargetError

__all__ = ["lives", "replacing"]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; on success it takes the target's place.

    If anything fails, the target stays as it was and nothing is left beside it.

    Raises
    ------
    TargetError
        If the folder does not exist or refuses to be written to.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with replacing(folder / "a.txt") as beside:
    ...     _ = beside.write_text("whole", encoding="utf-8")
    >>> (folder / "a.txt").read_text(encoding="utf-8"), len(list(folder.iterdir()))
    ('whole', 1)
    """
    _clear_after_killed(target)
    try:
        folder = tempfile.mkdtemp(prefix=f".{target.name}.{os.getpid()}.", dir=target.parent)
    except OSError as error:
        raise TargetError(
            f"Cannot write {target}: {error.strerror}; name a folder that exists and is yours."
        ) from None
    beside = Path(folder) / target.name
    try:
        yield beside
        _flush(beside)
        os.replace(beside, target)  # noqa: PTH105 - Path.replace is the same call, this is the name
    except OSError as error:
        raise TargetError(
            f"Cannot write {target}: {error.strerror}; the old file is whole."
        ) from error
    finally:
        _remove(Path(folder))


def _clear_after_killed(target: Path) -> None:
    """Remove what a process that no longer lives left beside the target."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.*"):
        pid = left.name.removeprefix(f".{target.name}.").partition(".")[0]
        if left.is_dir() and pid.isdigit() and not lives(int(pid)):
            _remove(left)


def lives(pid: int) -> bool:
    """Say whether a process with this id runs on this machine."""
    if os.name != "posix":
        return True  # asking is not harmless there; better to leave a folder than to end a program
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()


def _flush(path: Path) -> None:
    """Bring the bytes to the disk before the name points to them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
