"""Office files are zip archives; here they tell no time: the same content is the same file."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

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
def same_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write an archive to; at the end its entries go to `path`, without times."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield file
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                with source.open(name) as old, target.open(entry(name), "w") as new:
                    shutil.copyfileobj(old, new)
