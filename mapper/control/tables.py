"""The tables that a user may bring: places, sides of sources, initial control."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from mapper.control.sites import Site
from mapper.errors import InputError, RecordError
from mapper.records import Claim, ClaimPlace, DateBasis, DateRange, Kind

__all__ = ["INITIAL_RULE", "read_initial", "read_places", "read_table"]

INITIAL_RULE = "initial"
"""The rule of the claims that :func:`read_initial` makes."""


def read_table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a CSV that has at least `columns`; every value is text, empty where missing.

    Raises
    ------
    InputError
        If the file cannot be read, is no UTF-8, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no CSV in UTF-8 ({error}); save it as such.") from None
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path} has no column {missing[0]}; expected a CSV with {', '.join(columns)}."
        )
    return rows


def read_places(path: Path) -> tuple[Site, ...]:
    """Read a CSV with the columns `place_id`, `name`, `lat`, `lon`.

    `name_ar` and `name_en` are used if they are there.

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, or a place has no point or is there twice.
    """
    rows = read_table(path, ("place_id", "lat", "lon"))
    sites: dict[str, Site] = {}
    for line, row in enumerate(rows, 2):
        name = row.get("name") or row["place_id"]
        site = Site(
            id=row["place_id"],
            name_ar=row.get("name_ar") or name,
            name_en=row.get("name_en") or name,
            lat=_degrees(path, line, row["lat"], 90),
            lon=_degrees(path, line, row["lon"], 180),
        )
        if not site.id or site.id in sites:
            raise InputError(f"{path}, line {line}: place_id is {site.id!r}; each must be its own.")
        sites[site.id] = site
    return tuple(sites.values())


def _degrees(path: Path, line: int, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise InputError(f"{path}, line {line}: {text!r} is no latitude or longitude in degrees.")
    return value


def read_initial(path: Path, *, places: Iterable[ClaimPlace] = ()) -> list[Claim]:
    """Read who held what at first: `place_id` or `name`, `lat`, `lon`; `actor`, `date`, `source`.

    Each row becomes a `hold` claim on its date, so it is weighed, contradicted and cited as any
    other.

    Parameters
    ----------
    path : Path
        A CSV file.
    places : iterable of ClaimPlace, optional
        Where a `place_id` without a point is looked up.

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, or a row has no actor, no day or no point.
    """
    known = {place.id: place for place in places if place.resolved}
    rows = read_table(path, ("actor", "date"))
    return [_initial(path, line, row, known) for line, row in enumerate(rows, 2)]


def _initial(
    path: Path, line: int, row: dict[str, str], known: dict[str | None, ClaimPlace]
) -> Claim:
    where = f"{path}, line {line}"
    try:
        day = dt.date.fromisoformat(row["date"])
        return Claim(
            doc=f"{path.name}:{line}",
            kind=Kind.HOLD,
            place=_place(path, line, row, known),
            actor=row["actor"],
            date=DateRange(day, day),
            date_basis=DateBasis.STATED,
            published=day,
            source=row.get("source") or None,
            rule=INITIAL_RULE,
        )
    except (ValueError, RecordError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{where}: {error} Expected an actor and an ISO date.") from None


def _place(
    path: Path, line: int, row: dict[str, str], known: dict[str | None, ClaimPlace]
) -> ClaimPlace:
    name, identifier = row.get("name", ""), row.get("place_id", "")
    if identifier in known and not row.get("lat"):
        return known[identifier]
    lat = _degrees(path, line, row.get("lat", ""), 90)
    lon = _degrees(path, line, row.get("lon", ""), 180)
    point = hashlib.sha256(f"{name}|{lat:.5f}|{lon:.5f}".encode()).hexdigest()[:10]
    return ClaimPlace(
        text=name or identifier or f"{lat}, {lon}",
        id=identifier or f"own:{point}",
        name_ar=name or None,
        name_en=name or None,
        lat=lat,
        lon=lon,
        score=1.0,
    )
