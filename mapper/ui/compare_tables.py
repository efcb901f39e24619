"""What differs between two maps, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from mapper.control import Difference
from mapper.records import ControlInterval, Status
from mapper.ui.language import in_language
from mapper.ui.names import actor_name
from mapper.ui.table import Cell, Column, ColumnKind, Table
from mapper.ui.words import words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Row", "actor_changes_table", "changes_table", "differences_table", "rows_of"]


Row = Mapping[str, Any]
"""A row of a table by its columns; what is missing is None."""


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Give the rows of a table."""
    rows = frame.to_dict("records")
    return [{str(k): v if v == v else None for k, v in row.items()} for row in rows]


def differences_table(differences: Iterable[Difference], *, language: str) -> Table:
    """Tabulate where two perspectives differ, a row a place and a span of days."""
    kinds: Mapping[str, ColumnKind] = {"first": "figures", "last": "figures"}
    rows = tuple(_difference(item, language) for item in differences)
    return _table("differs", kinds, rows, language)


def _difference(item: Difference, language: str) -> tuple[Cell, ...]:
    place = item.before or item.after
    name = in_language(language, place.place_name_ar, place.place_name_en) if place else ""
    return (
        name or item.place_id,
        item.valid_from.isoformat(),
        item.valid_to.isoformat() if item.valid_to else None,
        _interval(item.before, language),
        _interval(item.after, language),
    )


def _interval(item: ControlInterval | None, language: str) -> str:
    if item is None:
        return _state(Status.UNKNOWN, None, None, language)
    return _state(item.status, item.actor, item.against, language)


def _state(status: str, actor: str | None, against: str | None, language: str) -> str:
    w = words(language)
    parts = [w["status"][status]]
    parts += [w["by"], actor_name(actor, language)] if actor else []
    parts += [w["against_whom"], actor_name(against, language)] if against else []
    return " ".join(parts)


def changes_table(changes: Iterable[Row], *, language: str) -> Table:
    """Tabulate what changed between two days, a row a place.

    Parameters
    ----------
    changes : iterable of Row
        Of :func:`mapper.features.changes_between`, by :func:`rows_of`.
    language : str
        "en" or "ar".
    """
    kinds: Mapping[str, ColumnKind] = {
        "when": "lines",
        "confidence": "figures",
        "km2": "figures",
        "evidence": "lines",
    }
    rows = tuple(_change(row, language) for row in changes)
    return _table("changed", kinds, rows, language)


def _change(row: Row, language: str) -> tuple[Cell, ...]:
    days = dict.fromkeys((row["when_earliest"], row["when_latest"]))
    evidence = tuple((line,) for line in (row["evidence"] or "").split("\n") if line)
    return (
        in_language(language, row["place_name_ar"], row["place_name_en"]),
        _state(row["from_status"], row["from_actor"], row["from_against"], language),
        _state(row["to_status"], row["to_actor"], row["to_against"], language),
        tuple((day,) for day in days),
        None if row["confidence"] is None else f"{row['confidence']:.0%}",
        None if row["km2"] is None else f"{row['km2']:,.0f}",
        evidence or None,
    )


def actor_changes_table(sums: Iterable[Row], *, language: str) -> Table:
    """Tabulate what every actor gained and lost.

    Parameters
    ----------
    sums : iterable of Row
        Of :func:`mapper.features.changes_by_actor`, by :func:`rows_of`.
    language : str
        "en" or "ar".
    """
    names = ("places_gained", "places_lost", "km2_gained", "km2_lost")
    kinds: Mapping[str, ColumnKind] = dict.fromkeys(names, "figures")
    rows = tuple(
        (actor_name(row["actor"], language), *(f"{row[name]:,.0f}" for name in names))
        for row in sums
    )
    return _table("by_actor", kinds, rows, language)


def _table(
    name: str, kinds: Mapping[str, ColumnKind], rows: tuple[tuple[Cell, ...], ...], language: str
) -> Table:
    w = words(language)["compare"]
    heads = w[f"{name}_column"]
    columns = tuple(Column(label=heads[key], kind=kinds.get(key, "text")) for key in heads)
    return Table(caption=w[name], columns=columns, rows=rows)
