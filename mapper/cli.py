"""The command line: verbs only. Each reads, calls one library function, and writes one thing.

Exit codes: 0 done; 1 an error, told in one sentence; 2 wrong usage. What is found goes to the
output file, or to standard output with `-o -`; progress and warnings go to standard error.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.config import Config
    from mapper.records import Claim, Document

__all__ = ["app", "main"]

T = TypeVar("T")

_UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""Typer carries its own copy of click in some versions; this is the base class in all of them."""

app = typer.Typer(
    name="saytara",
    help="Arabic news in, a dated map of who is said to control which place out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
gazetteer_app = typer.Typer(help="Look up place names.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")

Docs = Annotated[
    list[Path],
    typer.Argument(
        metavar="DOCS...",
        help="Files or folders of .txt, .jsonl and .csv; - reads JSON Lines from standard input.",
        show_default=False,
        readable=False,  # what cannot be read is told by the reader
    ),
]
Published = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="The day of publication of documents that do not say theirs."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a .csv holds a field, as in text=body; may be repeated.",
    ),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="A TOML file of settings; see docs.")
]


@app.callback(invoke_without_command=True)
def _version(
    show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if show:
        from importlib.metadata import version

        typer.echo(version("saytara"))
        raise typer.Exit


@app.command()
def run(
    docs: Docs,
    output: Annotated[Path, typer.Option("--output", "-o", help="The project file (.gpkg).")],
    published: Published = None,
    column: Columns = None,
    config: ConfigFile = None,
) -> None:
    """Take documents the whole way: to a project with claims, timeline and areas.

    If the project exists, the documents are added to it; the same document again changes nothing.
    """
    from mapper.pipeline import build_project
    from mapper.store import check_target, read_project, write_project

    check_target(output)
    settings, places = _config(config), _gazetteer()
    before = read_project(output) if output.exists() else None
    documents = _read(docs, published, column)
    project = build_project(_progress(documents, "documents"), places, settings, before=before)
    if before != project:
        write_project(project, output)
    unresolved = sum(not claim.place.resolved for claim in project.claims)
    _say(
        f"{output}: {len(project.documents)} documents, {len(project.claims)} claims "
        f"({unresolved} about places that are not on the map), "
        f"{len({i.place_id for i in project.hindsight.intervals})} places."
    )


@app.command()
def extract(
    docs: Docs,
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON Lines of claims, or -.")],
    published: Published = None,
    column: Columns = None,
    config: ConfigFile = None,
) -> None:
    """Extract the claims of documents as JSON Lines, one claim a line."""
    from mapper.pipeline import extract_all

    settings, places = _config(config), _gazetteer()
    documents = _read(docs, published, column)
    claims = extract_all(_progress(documents, "documents"), places, settings)
    lines = [json.dumps(claim.to_json(), ensure_ascii=False) + "\n" for claim in claims]
    _write(output, "".join(lines))
    _say(f"{len(lines)} claims in {len(documents)} documents.")


@app.command()
def infer(
    claims: Annotated[Path, typer.Argument(help="JSON Lines of claims, or -.", readable=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV of intervals, or -.")],
    as_known: Annotated[
        bool,
        typer.Option(
            "--as-known/--hindsight",
            help="Each day from what was published by then, or from all claims.",
        ),
    ] = False,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only the intervals that cover this day."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Infer control intervals from claims."""
    from mapper.control import infer_as_known, infer_hindsight, intervals_to_csv

    said = _read_claims(claims)
    settings = _config(config).control
    timeline = (infer_as_known if as_known else infer_hindsight)(said, config=settings)
    intervals = timeline.intervals if on is None else tuple(timeline.at(on.date()).values())
    _write(output, intervals_to_csv(intervals))
    _say(f"{len(intervals)} intervals from {len(said)} claims.")


@app.command()
def export(
    project: Annotated[
        Path, typer.Argument(help="A project file made by `saytara run`.", readable=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write: .geojson or .html.")
    ],
) -> None:
    """Export a project; the format follows from the ending."""
    from mapper.exports import export as export_project
    from mapper.store import read_project

    export_project(read_project(project), output)
    _say(f"{output} written.")


@app.command("app")
def app_(
    project: Annotated[
        Path | None, typer.Argument(help="A project file made by `saytara run`.", readable=False)
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the app.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the app on a project, in the browser, without any network."""
    from mapper.store import read_project
    from mapper.ui import serve

    if project is not None:
        read_project(project)  # a broken file is told here, not in the browser
    serve(project, port=port, browser=browser)


@gazetteer_app.callback()
def _gazetteer_verbs() -> None:
    """Keep `search` a verb of its own, also while it is the only one."""


@gazetteer_app.command()
def search(
    name: Annotated[str, typer.Argument(help="A place name, in Arabic or Latin letters.")],
    limit: Annotated[int, typer.Option(min=1, help="At most this many candidates.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """Search a place by its name and print the candidates, best first."""
    candidates = _gazetteer().search(name, limit=limit)
    rows = [
        {
            "score": round(c.score, 3),
            "id": c.place.id,
            "name_ar": c.place.name_ar,
            "name_en": c.place.name_en,
            "lat": c.place.lat,
            "lon": c.place.lon,
            "country": c.place.country,
            "admin1": c.place.admin1,
            "source": c.place.source,
        }
        for c in candidates
    ]
    for row in rows:
        line = json.dumps(row, ensure_ascii=False) if as_json else "\t".join(map(str, row.values()))
        typer.echo(line)
    if not rows:
        _say(f"No place is called {name} in the built-in gazetteer; try another spelling.")


def _config(path: Path | None) -> Config:
    from mapper.config import Config, read_config

    return Config() if path is None else read_config(path)


def _gazetteer() -> Gazetteer:
    from gazetteer import Gazetteer

    return Gazetteer.default()


def _read(
    docs: list[Path], published: dt.datetime | None, columns: list[str] | None
) -> list[Document]:
    """Read the documents and tell what had to be skipped."""
    from mapper.documents import read_documents

    day = None if published is None else published.date()
    reading = read_documents(docs, published=day, columns=_columns(columns or []))
    for skipped in reading.skipped:
        _say(f"skipped {skipped}")
    if reading.skipped:
        _say(f"{len(reading.skipped)} inputs skipped, {len(reading.documents)} documents read.")
    return list(reading.documents)


def _columns(pairs: list[str]) -> dict[str, str]:
    bad = [pair for pair in pairs if "=" not in pair]
    if bad:
        raise typer.BadParameter(f"{bad[0]!r} is no FIELD=NAME; write for example text=body")
    return dict(pair.split("=", 1) for pair in pairs)


def _read_claims(path: Path) -> list[Claim]:
    from mapper.documents import read_json_lines
    from mapper.records import Claim

    claims, skipped = read_json_lines(path, Claim.from_json)
    for line in skipped:
        _say(f"skipped {line}")
    return claims


def _write(path: Path, text: str) -> None:
    from mapper.files import write_text

    if str(path) == "-":
        sys.stdout.write(text)
    else:
        write_text(path, text)


def _progress(items: Iterable[T], what: str) -> Iterator[T]:
    """Count on standard error, from the first second on and at most once a second."""
    last = time.monotonic()
    told = False
    for done, item in enumerate(items):
        if time.monotonic() - last > 1:
            last, told = time.monotonic(), True
            typer.echo(f"\rsaytara: {done} {what} ...", err=True, nl=False)
        yield item
    if told:
        typer.echo(err=True)


def _say(message: str) -> None:
    typer.echo(f"saytara: {message}", err=True)


def _message(error: Exception) -> str:
    return str(getattr(error, "format_message", error.__str__)())


def main() -> None:
    """Run the command line; the entry point of the console script."""
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    from mapper.errors import SaytaraError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        result = typer.main.get_command(app).main(
            args=arguments, prog_name="saytara", standalone_mode=False
        )
    except _UsageError as error:
        _say(f"{_message(error).rstrip('.')}; see saytara --help.")
        return 2
    except SaytaraError as error:
        _say(str(error))
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, typer.Abort):
        _say("stopped; nothing was written.")
        return 1
    except OSError as error:
        named = error.filename or "input or output"
        _say(f"{error.strerror or error}: {named}; name one that is there and yours.")
        return 1
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    main()
