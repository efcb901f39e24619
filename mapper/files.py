"""Writing files whole: beside the target first, then in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer import files
from gazetteer.errors import TargetError
from mapper.errors import ExportError

__all__ = ["replacing", "write_text"]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; see :func:`gazetteer.files.replacing`.

    Raises
    ------
    ExportError
        If the folder does not exist or refuses to be written to.
    """
    try:
        with files.replacing(target) as beside:
            yield beside
    except TargetError as error:
        raise ExportError(str(error)) from error


def write_text(target: Path, text: str) -> None:
    """Write UTF-8 text with the line ends as they are."""
    with replacing(target) as beside:
        beside.write_text(text, encoding="utf-8", newline="")
