"""The command line: verbs only. Each reads, calls one library function, and writes one thing.

Exit codes: 0 done; 1 an error, told in one sentence; 2 wrong usage. What is found goes to the
output file, or to standard output with `-o -`; progress and warnings go to standard error.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapper import cli_exports, cli_gazetteer
from mapper.console import (
    BarriersFile,
    BorderFile,
    ConfigFile,
    ExtractorName,
    GazetteerFile,
    open_boundaries,
    open_extractor,
    open_gazetteer,
    progress,
    say,
    settings,
    tell_reading,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.records import Claim, Document, Incident

__all__ = ["app", "main"]

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
app.add_typer(cli_gazetteer.app, name="gazetteer")
app.command()(cli_exports.export)
app.command()(cli_exports.report)

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
    border: BorderFile = None,
    barriers: BarriersFile = None,
    config: ConfigFile = None,
    gazetteer: GazetteerFile = None,
    extractor: ExtractorName = None,
) -> None:
    """Take documents the whole way: to a project with claims, timeline and areas.

    If the project exists, the documents are added to it; the same document again changes nothing,
    and its border and barriers stay if none are named.
    """
    from mapper.pipeline import build_project
    from mapper.store import check_target, read_project, write_project

    check_target(output)
    values = settings(config)
    places = open_gazetteer(values, gazetteer)
    bounds = open_boundaries(values, border, barriers)
    reader = open_extractor(values, extractor)
    before = read_project(output) if output.exists() else None
    documents = progress(_read(docs, published, column), "documents")
    project = build_project(
        documents, places, values, boundaries=bounds, before=before, extractor=reader
    )
    if before != project:
        write_project(project, output)
    unresolved = sum(not claim.place.resolved for claim in project.claims)
    say(
        f"{output}: {len(project.documents)} documents, {len(project.claims)} claims "
        f"({unresolved} about places that are not on the map), {len(project.incidents)} incidents, "
        f"{len({i.place_id for i in project.hindsight.intervals})} places."
    )
    tell_reading(reader)


@app.command()
def extract(
    docs: Docs,
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON Lines of claims, or -.")],
    incidents: Annotated[
        Path | None, typer.Option(help="Also write JSON Lines of incidents to this file, or -.")
    ] = None,
    published: Published = None,
    column: Columns = None,
    config: ConfigFile = None,
    gazetteer: GazetteerFile = None,
    extractor: ExtractorName = None,
) -> None:
    """Extract the claims of documents as JSON Lines, one claim a line; and their incidents."""
    from mapper.pipeline import read_all

    if incidents is not None and str(incidents) == str(output):
        raise typer.BadParameter("claims and incidents go to two files; name another one")
    values = settings(config)
    places = open_gazetteer(values, gazetteer)
    reader = open_extractor(values, extractor, incidents=incidents is not None)
    documents = _read(docs, published, column)
    read = progress(documents, "documents")
    found = list(read_all(read, places, values, extractor=reader))
    if incidents is not None:
        told = [incident for extraction in found for incident in extraction.incidents]
        write(incidents, _json_lines(told))
        say(f"{len(told)} incidents in {len(documents) - reader.unread.total()} documents.")
    claims = [claim for extraction in found for claim in extraction.claims]
    write(output, _json_lines(claims))
    say(f"{len(claims)} claims in {len(documents) - reader.unread.total()} documents.")
    tell_reading(reader)


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
    as_known_on: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The whole past from what was published by this day."
        ),
    ] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only the intervals that cover this day."),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(help="CSV of places (place_id, name, lat, lon) to tell about as well."),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="CSV of sources and the actor each sides with.")
    ] = None,
    initial: Annotated[
        Path | None,
        typer.Option(
            help="CSV of who held what at first: place_id or name, lat, lon; actor, date."
        ),
    ] = None,
    border: BorderFile = None,
    barriers: BarriersFile = None,
    only_sources: Annotated[
        list[str] | None,
        typer.Option("--only-sources", metavar="NAME", help="Only this source; may be repeated."),
    ] = None,
    only_side: Annotated[
        str | None, typer.Option(help="Only sources on the side of this actor, or neutral.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Infer control intervals from claims."""
    from mapper import control

    if as_known and as_known_on:
        raise typer.BadParameter("--as-known and --as-known-on exclude each other; give one")
    values = settings(config)
    bounds = open_boundaries(values, border, barriers)
    sides = control.read_sides(sources) if sources else control.Sides()
    said = _read_claims(claims)
    count = len(said)
    if only_sources:
        said = control.only_sources(said, only_sources)
    if only_side:
        said = control.only_side(said, only_side, sides=sides)
    if initial:
        said += control.read_initial(initial, places=[claim.place for claim in said])
    known_by = as_known_on or (on if as_known else None)
    if known_by:
        said = control.only_published_by(said, known_by.date())
    options: dict[str, Any] = {
        "config": values.control,
        "sides": sides,
        "places": control.read_places(places) if places else (),
        "barriers": bounds.lines() if bounds else (),
    }
    if as_known_on:
        timeline = control.infer_as_known_on(said, as_known_on.date(), **options)
    else:
        infer_all = control.infer_as_known if as_known else control.infer_hindsight
        timeline = infer_all(said, **options)
    intervals = timeline.intervals if on is None else tuple(timeline.at(on.date()).values())
    write(output, control.intervals_to_csv(intervals))
    say(f"{len(intervals)} intervals from {len(said)} claims ({count} in {claims.name}).")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSON Lines of annotated articles.", readable=False)],
    claims: Annotated[Path, typer.Argument(help="JSON Lines of claims, or -.", readable=False)],
    docs: Annotated[
        Path | None,
        typer.Option(help="The articles, to see whether evidence stands in them.", readable=False),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(metavar="PAGE.html", help="Write each article with its errors; needs --docs."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score claims against articles annotated by hand."""
    from mapper import evaluation

    if [str(path) for path in (gold, claims, docs)].count("-") > 1:
        raise typer.BadParameter("only one of the files can come from standard input")
    if errors is not None and docs is None:
        raise typer.BadParameter("--errors needs the articles; name them with --docs DOCS.jsonl")
    annotated, said = evaluation.read_annotations(gold), evaluation.read_claims(claims)
    documents = _read([docs], None, None) if docs is not None else []
    scores = evaluation.evaluate(annotated, said, documents=documents)
    if errors is not None:
        title = f"{claims.name} against {gold.name}"
        write(errors, evaluation.errors_page(annotated, said, documents, title=title))
        say(f"{errors} written; it holds the articles' whole texts.")
    typer.echo(scores.to_json() if as_json else scores.to_text())


@app.command("app")
def app_(
    project: Annotated[
        Path | None, typer.Argument(help="A project file made by `saytara run`.", readable=False)
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the app.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    config: ConfigFile = None,
) -> None:
    """Open the app on a project, in the browser, without any network."""
    from mapper.store import read_project
    from mapper.ui import serve

    if project is not None:
        read_project(project)  # a broken file is told here, not in the browser
    settings(config)
    serve(project, port=port, browser=browser, config=config)


def _read(
    docs: list[Path], published: dt.datetime | None, columns: list[str] | None
) -> list[Document]:
    """Read the documents and tell what had to be skipped."""
    from mapper.documents import read_documents

    day = None if published is None else published.date()
    reading = read_documents(docs, published=day, columns=_columns(columns or []))
    for skipped in reading.skipped:
        say(f"skipped {skipped}")
    if reading.skipped:
        say(f"{len(reading.skipped)} inputs skipped, {len(reading.documents)} documents read.")
    return list(reading.documents)


def _json_lines(records: Sequence[Claim | Incident]) -> str:
    return "".join(json.dumps(r.to_json(), ensure_ascii=False) + "\n" for r in records)


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
        say(f"skipped {line}")
    return claims


def _message(error: Exception) -> str:
    return str(getattr(error, "format_message", error.__str__)())


def main() -> None:
    """Run the command line; the entry point of the console script."""
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    from gazetteer.errors import GazetteerError
    from mapper.errors import SaytaraError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        result = typer.main.get_command(app).main(
            args=arguments, prog_name="saytara", standalone_mode=False
        )
    except _UsageError as error:
        say(f"{_message(error).rstrip('.')}; see saytara --help.")
        return 2
    except (SaytaraError, GazetteerError) as error:
        say(str(error))
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, typer.Abort):
        say("stopped; nothing was written.")
        return 1
    except OSError as error:
        named = error.filename or "input or output"
        say(f"{error.strerror or error}: {named}; name one that is there and yours.")
        return 1
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    main()
