"""Export a project to one file of any format."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mapper.errors import ExportError, SaytaraError
from mapper.exports.formats import FORMATS, Format
from mapper.exports.options import ExportOptions, read_options
from mapper.files import replacing, write_text
from mapper.store import Project

__all__ = ["export", "told_whole"]


def export(project: Project, path: Path | str, **wanted: Any) -> None:
    """Export a project to a file; the ending of its name says in which format.

    The file is written whole or not at all. The same project gives the same bytes.

    Parameters
    ----------
    project : Project
        What to export.
    path : Path or str
        The file; an old one is replaced.
    **wanted
        Fields of :class:`~mapper.exports.ExportOptions`; days may be ISO text.

    Raises
    ------
    ExportError
        If the ending is not one of :data:`~mapper.exports.FORMATS`, the format cannot be asked for
        that, nothing holds at that time, or the target cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "control.csv"
    >>> export(Project(), file, what="claims")
    >>> file.read_text(encoding="utf-8").split(",")[:3]
    ['event_date', 'time_precision', 'event_type']
    """
    target = Path(path)
    chosen = _format(target)
    options = _fitting(chosen, read_options(wanted))
    with told_whole(target) as beside:
        chosen.write(project, beside, options)
    if chosen.beside is not None:
        ending, describe = chosen.beside
        described = target.with_name(target.name + ending)
        write_text(described, describe(project, target.name, options))


def _format(path: Path) -> Format:
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise ExportError(
            f"{path} ends in no format that is known; expected one of {', '.join(FORMATS)}."
        )
    return known


def _fitting(chosen: Format, options: ExportOptions) -> ExportOptions:
    """Fill in the usual layers, and refuse what the format cannot give."""
    usual = ExportOptions()
    for name in (field.name for field in dataclasses.fields(options) if field.compare):
        if getattr(options, name) != getattr(usual, name) and name not in chosen.options:
            raise ExportError(f"{chosen.name} takes no {name!r}; only {', '.join(chosen.options)}.")
    for name in options.what:
        if name not in chosen.layers:
            raise ExportError(
                f"{chosen.name} holds no {name}; expected {', '.join(chosen.layers)}."
            )
    if len(options.what) > 1 and not chosen.several:
        named = " and ".join(options.what)
        raise ExportError(f"A {chosen.name} file holds one layer, not {named}; name one.")
    return dataclasses.replace(options, what=options.what or tuple(chosen.usual))


@contextmanager
def told_whole(target: Path) -> Iterator[Path]:
    """Give a path beside a target, which takes its place; failures are told in one sentence.

    Raises
    ------
    ExportError
        In place of what the libraries that write files say in many ways.
    """
    import pyogrio.errors
    from lxml.etree import LxmlError

    failures = (OSError, RuntimeError, sqlite3.Error, pyogrio.errors.DataSourceError, LxmlError)
    try:
        with replacing(target) as beside:
            yield beside
    except SaytaraError:
        raise
    except failures as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise ExportError(
            f"Cannot write {target}: {said}; the old file, if there was one, is whole."
        ) from error
