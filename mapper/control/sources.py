"""Whose side a source is on: by a table of the user, or by the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gazetteer import fold
from mapper.control.tables import read_table
from mapper.records import Claim, Incident
from mapper.vocabulary import actor_or_other, actors, load_table

__all__ = ["Sides", "read_sides"]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of sources by their folded names; names not listed here are in the vocabulary.

    >>> Sides({"my agency": "SY.GOV"}).of("My Agency")
    'SY.GOV'
    >>> Sides().of("سانا"), Sides().of("nobody knows") is None
    ('SY.GOV', True)
    """

    given: Mapping[str, str | None] = field(default_factory=dict)

    def of(self, name: str | None) -> str | None:
        """Give the side of a source as written, or None for a neutral or unknown one."""
        if not name:
            return None
        folded = _key(name)
        if folded in self.given:
            return self.given[folded]
        return _listed_side(folded)

    def of_claim(self, claim: Claim | Incident) -> str | None:
        """Give the side of who speaks: the cited source first, else the outlet."""
        return self.of(claim.source or claim.outlet)


def read_sides(path: Path) -> Sides:
    """Read a CSV with the columns `source` and `sides_with` (an actor id; empty for neutral).

    Raises
    ------
    InputError
        If the file cannot be read or lacks a column.
    """
    rows = read_table(path, ("source", "sides_with"))
    return Sides({_key(row["source"]): side_of(row["sides_with"]) for row in rows})


def side_of(actor: str) -> str | None:
    """Give the side of an actor id; an id that is not known is a side of its own."""
    return actor_or_other(actor).side if actor else None


@cache
def _key(name: str) -> str:
    return " ".join(fold(name).text.split())


@cache
def _listed_side(folded: str) -> str | None:
    """Find the longest listed name that stands in a source as written, at whole words."""
    padded = f" {folded} "
    return next((side for name, side in _names() if f" {name} " in padded), None)


@cache
def _names() -> tuple[tuple[str, str | None], ...]:
    """Give the names of sources and actors with their sides, longest first."""
    rows = load_table("sources")["source"]
    named = {_key(name): row["side"] or None for row in rows for name in row["names"]}
    for actor in actors().values():
        for alias in (actor.name_ar, actor.name_en, *actor.aliases):
            named.setdefault(_key(alias), actor.side)
            named.setdefault("ال" + _key(alias), actor.side)
    return tuple(sorted(named.items(), key=lambda item: (-len(item[0]), item[0])))
