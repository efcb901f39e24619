"""What the verbs of the command line share: options, and what is told on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.claims import Tally
    from mapper.config import Config
    from mapper.layers import Boundaries

__all__ = [
    "BarriersFile",
    "BorderFile",
    "ConfigFile",
    "ExtractorName",
    "GazetteerFile",
    "Ticker",
    "open_boundaries",
    "open_extractor",
    "open_gazetteer",
    "progress",
    "say",
    "settings",
    "tell_reading",
    "write",
]

T = TypeVar("T")

_LINE = 72

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="A TOML file of settings; see docs.")
]
BorderFile = Annotated[
    Path | None,
    typer.Option(
        "--border",
        help="Polygons of the country or area to keep to; any file that GDAL reads.",
        readable=False,  # what cannot be read is told by the reader
    ),
]
BarriersFile = Annotated[
    Path | None,
    typer.Option(
        "--barriers",
        help="Rivers and other lines that part the ground; any file that GDAL reads.",
        readable=False,
    ),
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        help="A gazetteer file made by `saytara gazetteer build`, in place of the installed one.",
        readable=False,
    ),
]


def _known_extractor(name: str | None) -> str | None:
    from mapper.config import EXTRACTORS

    if name is not None and name not in EXTRACTORS:
        raise typer.BadParameter(f"{name!r} is none; expected one of {', '.join(EXTRACTORS)}")
    return name


ExtractorName = Annotated[
    str | None,
    typer.Option(
        "--extractor",
        metavar="NAME",
        help="What finds the claims, in place of what the config names: rules, or llm.",
        callback=_known_extractor,
    ),
]


def say(message: str) -> None:
    """Tell on standard error."""
    typer.echo(f"saytara: {message}", err=True)


def settings(path: Path | None) -> Config:
    """Read a config file, or give the defaults."""
    from mapper.config import Config, read_config

    return Config() if path is None else read_config(path)


def open_gazetteer(config: Config, file: Path | None) -> Gazetteer:
    """Open the gazetteer named on the command line, else in the config, else the default."""
    from gazetteer import Gazetteer

    named = file or (Path(config.gazetteer.file) if config.gazetteer.file else None)
    return Gazetteer.default() if named is None else Gazetteer.open(named.expanduser())


def open_boundaries(
    config: Config, border: Path | None, barriers: Path | None
) -> Boundaries | None:
    """Read the boundaries named on the command line, else in the config; None if neither does."""
    from mapper.layers import read_boundaries

    named = config.boundaries
    border = border or (Path(named.border).expanduser() if named.border else None)
    barriers = barriers or (Path(named.barriers).expanduser() if named.barriers else None)
    if border is None and barriers is None:
        return None
    return read_boundaries(border=border, barriers=barriers)


def open_extractor(config: Config, named: str | None, *, incidents: bool = True) -> Tally:
    """Open the extractor named on the command line, else in the config; what it does is counted."""
    from dataclasses import replace

    from mapper import pipeline
    from mapper.claims import Tally
    from mapper.config import ClaimsConfig

    chosen = replace(config, claims=ClaimsConfig(extractor=named)) if named else config
    return Tally(pipeline.open_extractor(chosen, incidents=incidents))


def tell_reading(tally: Tally) -> None:
    """Tell what an extractor refused and what it could not read.

    Raises
    ------
    ExtractorError
        If a document could not be read, after all that could be has been written.
    """
    from mapper.errors import ExtractorError

    if tally.refused:
        say(f"{tally.refused.total()} claims refused: {_counted(tally.refused, '')}.")
    if tally.unread:
        raise ExtractorError(
            f"{tally.unread.total()} documents were not read: {_counted(tally.unread, 'since ')}. "
            "The others are done; run it again to go on, no answer is asked for twice."
        )


def _counted(reasons: Counter[str], since: str) -> str:
    return "; ".join(f"{count} {since}{reason}" for reason, count in reasons.most_common())


def write(path: Path, text: str) -> None:
    """Write to a file, or to standard output for `-`."""
    from mapper.files import write_text

    if str(path) == "-":
        sys.stdout.write(text)
    else:
        write_text(path, text)


class Ticker:
    """Tells how far work is, from its first second on and at most once a second.

    A context manager: it ends its line.
    """

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._told = False

    def __enter__(self) -> Ticker:
        return self

    def __exit__(self, *_: object) -> None:
        if self._told:
            typer.echo(err=True)

    def tell(self, how_far: str) -> None:
        """Say it over what was said before."""
        now = time.monotonic()
        if now - self._last > 1:
            self._last, self._told = now, True
            typer.echo(f"\r{f'saytara: {how_far} ...':{_LINE}}".rstrip(), err=True, nl=False)


def progress(items: Iterable[T], what: str) -> Iterator[T]:
    """Count on standard error what is being worked through."""
    with Ticker() as ticker:
        for done, item in enumerate(items):
            ticker.tell(f"{done} {what}")
            yield item
