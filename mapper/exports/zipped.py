"""Office files are zip archives; here they tell no time: the same content is the same file."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile

__all__ = ["entry", "same_bytes"]

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that zip knows."""
_IN_MEMORY = 64 * 2**20


def entry(name: str) -> zipfile.ZipInfo:
    """Describe a file in an archive, without the time at which it was made."""
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


@contextmanager
def same_bytes(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give an archive to write to; at the end its files go to `path`, all of the same time."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        archive = zipfile.ZipFile(file, "w")
        yield archive
        archive.close()
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                with source.open(name) as old, target.open(entry(name), "w") as new:
                    shutil.copyfileobj(old, new)
