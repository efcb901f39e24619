"""The verbs that write a project out: export and report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from mapper.console import ConfigFile, Ticker, say, settings

__all__ = ["export", "report"]

_PROJECT = typer.Argument(help="A project file made by `saytara run`.", readable=False)

ProjectFile = Annotated[Path, _PROJECT]
AsKnown = Annotated[
    bool, typer.Option("--as-known/--hindsight", help="Each day as it was known then, or from all.")
]
Language = Annotated[str, typer.Option(help="en or ar: of titles, legends and names.")]


def export(
    project: ProjectFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    what: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LAYER",
            help="points, areas, fronts, incidents, claims or intervals; may be repeated.",
        ),
    ] = None,
    on: Annotated[
        list[dt.datetime] | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Only what holds on this day; may be repeated for pictures."
        ),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Only what holds on this day or later."),
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Only what holds on this day or before."),
    ] = None,
    as_known: AsKnown = False,
    language: Language = "en",
    title: Annotated[
        str | None, typer.Option(help="Of a picture, instead of what it shows.")
    ] = None,
    size: Annotated[
        tuple[int, int] | None, typer.Option(metavar="MM MM", help="Of a picture, across and up.")
    ] = None,
    dpi: Annotated[int | None, typer.Option(help="Pixels an inch of a picture.")] = None,
    step: Annotated[
        str | None, typer.Option(help="changes, day, week or month: when an animation has a frame.")
    ] = None,
    seconds: Annotated[float | None, typer.Option(help="How long each frame stands.")] = None,
    inset: Annotated[bool | None, typer.Option(help="Show on a picture where it lies.")] = None,
    config: ConfigFile = None,
) -> None:
    """Export a project; the format follows from the ending."""
    from mapper.exports import export as export_project
    from mapper.store import as_decided, read_project

    wanted: dict[str, Any] = {
        "what": what,
        "on": on,
        "since": since,
        "until": until,
        "as_known": as_known,
        "language": language,
        "title": title,
        "size_mm": size,
        "dpi": dpi,
        "inset": inset,
        "step": step,
        "seconds": seconds,
        "map": settings(config).map,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    with Ticker() as ticker:
        given["progress"] = lambda done, of: ticker.tell(f"{done} of {of} frames")
        export_project(as_decided(read_project(project)), output, **given)
    say(f"{output} written.")


def report(
    project: ProjectFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write: .html, .docx or .pdf.")
    ],
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day; without it the last with news."),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to compare with; 30 days before."),
    ] = None,
    as_known: AsKnown = False,
    language: Language = "en",
    title: Annotated[str, typer.Option(help="Of the report.")] = "",
) -> None:
    """Write a dated brief: maps, what changed and on whose word, unresolved names, limits."""
    from mapper.exports import report as write_report
    from mapper.store import as_decided, read_project

    said = {"as_known": as_known, "language": language, "title": title}
    write_report(as_decided(read_project(project)), output, on=on, since=since, **said)
    say(f"{output} written.")
