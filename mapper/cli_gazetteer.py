"""The verbs `saytara gazetteer ...`: search, build, install."""

from __future__ import annotations

import dataclasses
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapper.console import ConfigFile, GazetteerFile, Ticker, open_gazetteer, say, settings

if TYPE_CHECKING:
    from gazetteer import Candidate, Gazetteer, Place
    from gazetteer.build import BuildReport
    from mapper.config import OnlineConfig

__all__ = ["app"]

app = typer.Typer(help="Look up place names, and widen what is looked up.", no_args_is_help=True)

_MOST_SIMILAR = 0.8
"""Up to this score a name is only similar, not the same spelled otherwise."""
_NAMED_SIMILAR = 3
_WIDELY = 200
"""Where a point counts, this many candidates are looked at before the nearest are taken."""


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A place name, in Arabic or Latin letters.")],
    limit: Annotated[int, typer.Option(min=1, help="At most this many candidates.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
    near: Annotated[
        str | None,
        typer.Option(metavar="LAT,LON", help="Of places that fit alike, the nearer one first."),
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask the service of the config's [online], too.")
    ] = False,
    gazetteer: GazetteerFile = None,
    config: ConfigFile = None,
) -> None:
    """Search a place by its name and print the candidates, best first."""
    point = _point(near)
    read = settings(config)
    found = _search(open_gazetteer(read, gazetteer), name, limit, point)
    same = [candidate for candidate in found if candidate.score > _MOST_SIMILAR]
    if online:
        same += _ask(read.online, name, point)[:limit]
    if not same:
        say(_not_found(name, found))
        raise typer.Exit(1)
    rows = [_row(candidate) for candidate in same]
    if as_json:
        lines = _json_lines(rows, [candidate.place for candidate in same])
    else:
        lines = _table(rows, terminal=sys.stdout.isatty())
    for line in lines:
        typer.echo(line)


@app.command()
def build(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...",
            help="Dumps of GeoNames, gazetteers of OCHA, OSM extracts, or your own .csv.",
            show_default=False,
            readable=False,  # what cannot be read is told by the reader
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The gazetteer file (.gpkg).")],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="NAME",
            help="What kind of source it is, where its name does not tell; one for each SOURCE.",
        ),
    ] = None,
    builtin: Annotated[
        bool, typer.Option("--builtin/--no-builtin", help="Put in what ships with Saytara.")
    ] = True,
) -> None:
    """Build one gazetteer file from sources on this machine."""
    from gazetteer.build import build as build_gazetteer

    with Ticker() as ticker:
        report = build_gazetteer(
            sources,
            output,
            builtin=builtin,
            kinds=kind or (),
            progress=lambda what, done: ticker.tell(f"{what}: {done:,}"),
        )
    _tell(report)


@app.command()
def install(
    countries: Annotated[
        list[str] | None,
        typer.Argument(metavar="CC...", help="Country codes, as in SY IQ.", show_default=False),
    ] = None,
    mirror: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Another dump folder than that of GeoNames: URL or path."),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask for newer versions of what is there.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Say what is installed.")] = False,
    removed: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="CC", help="Remove a country; may be repeated."),
    ] = None,
) -> None:
    """Download all places of countries from GeoNames, or list or remove what is installed."""
    if bool(countries) + listed + bool(removed) != 1:
        raise typer.BadParameter("name countries, or --list, or --remove CC, one of the three")
    if listed:
        _list()
    elif removed:
        _remove(removed)
    else:
        _install(countries or [], mirror, refresh)


# ----------------------------------------------------------------------------------- search


def _point(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter(f"{text!r} is no LAT,LON in degrees; write for example 34.5,40.9")
    return lat, lon


def _search(
    gazetteer: Gazetteer, name: str, limit: int, near: tuple[float, float] | None
) -> list[Candidate]:
    if near is None:
        return gazetteer.search(name, limit=limit)
    from gazetteer.distance import distance_km

    lat, lon = near
    found = gazetteer.search(name, limit=max(limit, _WIDELY))
    found.sort(key=lambda c: (-c.score, distance_km(lat, lon, c.place.lat, c.place.lon)))
    return found[:limit]


def _ask(wanted: OnlineConfig, name: str, near: tuple[float, float] | None) -> Sequence[Candidate]:
    from gazetteer.folders import data_folder
    from gazetteer.online import OnlineConfig, OnlineGeocoder

    cache = data_folder() / "online.sqlite"
    config = OnlineConfig(**dataclasses.asdict(wanted), cache=cache)
    found = OnlineGeocoder(config).search(name, near=near)
    for source, licence in sorted({(c.place.source, c.place.licence) for c in found}):
        say(f"{source}, licence {licence}; its points are marked as approximate.")
    return found


def _not_found(name: str, similar: Sequence[Candidate]) -> str:
    """Say that nothing bears the name, and what is written alike or could be done."""
    places = [candidate.place for candidate in similar]
    alike = dict.fromkeys(f"{place.name_ar or place.name_en} ({place.country})" for place in places)
    if not alike:
        return (
            f"No place is called {name}; try another spelling, or have all places of a country "
            "with saytara gazetteer install CC."
        )
    return f"No place is called {name}; similar are {', '.join([*alike][:_NAMED_SIMILAR])}."


def _row(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "score": round(candidate.score, 3),
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "kind": place.feature,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "source": place.source,
        "id": place.id,
    }


def _json_lines(rows: Sequence[dict[str, Any]], places: Sequence[Place]) -> Iterator[str]:
    for row, place in zip(rows, places, strict=True):
        more = {
            "licence": place.licence,
            "approximate": place.approximate,
            "population": place.population,
            "names": [dataclasses.asdict(name) for name in place.names],
        }
        yield json.dumps({**row, **more}, ensure_ascii=False)


def _table(rows: Sequence[dict[str, Any]], *, terminal: bool) -> Iterator[str]:
    """Align the columns; on a terminal, Arabic is kept from turning its neighbours around."""
    cells = [list(rows[0]), *([_cell(key, value) for key, value in row.items()] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (
            (_isolated(text) if terminal else text) + " " * (width - _width(text))
            for text, width in zip(line, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _cell(key: str, value: Any) -> str:
    """Give a value as text without anything that a terminal would obey."""
    if isinstance(value, float):
        return f"{value:.2f}" if key == "score" else f"{value:.4f}"
    return "".join(c if c.isprintable() else " " for c in str(value) if not _is_format(c))


def _is_format(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def _width(text: str) -> int:
    """Give how many columns a terminal uses for a text."""
    marks = sum(unicodedata.combining(c) > 0 for c in text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) - marks + wide


def _isolated(text: str) -> str:
    rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    return f"\u2068{text}\u2069" if rtl else text


# --------------------------------------------------------------------------- build, install


def _tell(report: BuildReport) -> None:
    """Say what was kept of each source, and where the first problems stand."""
    for line in report.summary().splitlines():
        say(line)


def _install(countries: list[str], mirror: str | None, refresh: bool) -> None:
    from gazetteer.install import GEONAMES
    from gazetteer.install import install as install_countries

    with Ticker() as ticker:
        report = install_countries(
            countries,
            mirror=mirror or GEONAMES,
            refresh=refresh,
            progress=lambda name, done, total: ticker.tell(f"{name}: {_megabytes(done, total)}"),
            build_progress=lambda what, done: ticker.tell(f"{what}: {done:,}"),
        )

    if report.build is not None:
        _tell(report.build)
    same = "" if report.fetched else "; all was there already"
    say(f"{', '.join(there.country for there in report.installed)} installed{same}.")


def _list() -> None:
    from gazetteer.install import installed

    rows = installed()
    for row in rows:
        typer.echo(f"{row.country}  {row.date}  {row.places:>9,} places  {row.size / 1e6:6.1f} MB")
    if not rows:
        say("Nothing is installed; what ships is used. Install for example: SY IQ.")


def _remove(countries: list[str]) -> None:
    from gazetteer.install import remove

    left = remove(countries).installed
    still = ", ".join(there.country for there in left) or "nothing but what ships"
    say(f"Removed; {still} is left.")


def _megabytes(done: int, total: int | None) -> str:
    whole = "" if total is None else f" of {total / 1e6:.1f}"
    return f"{done / 1e6:.1f}{whole} MB"
