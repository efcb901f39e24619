"""How states look in every format: one colour an actor, both colours where it is contested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mapper.exports.words import words
from mapper.records import Status
from mapper.vocabulary import UNKNOWN_COLOUR, actor_or_other

__all__ = ["State", "actor_name", "state_of", "states_in"]


@dataclass(frozen=True, slots=True, order=True)
class State:
    """What is drawn alike: a status with its actors, empty where there is none."""

    status: str
    actor: str = ""
    against: str = ""

    @property
    def key(self) -> str:
        """A name for it that files refer to."""
        return ":".join((self.status, self.actor, self.against))

    @property
    def colour(self) -> str:
        """The colour (#rrggbb) of the holder."""
        return _colour(self.actor)

    @property
    def other_colour(self) -> str:
        """The colour of the other side; the holder's where there is none."""
        return _colour(self.against) if self.against else self.colour

    def label(self, language: str) -> str:
        """Say it in "en" or "ar".

        >>> State("contested", "IS", "SDF").label("en")
        'contested: Islamic State / Syrian Democratic Forces'
        >>> State("unknown").label("ar")
        'غير معروف'
        """
        said = words(language)["state"]
        names = [
            actor_name(actor, language) if actor else said["unknown"]
            for actor in (self.actor, self.against)
        ]
        return said[self.status].format(*names) if self.status in said else names[0]


def state_of(row: Mapping[str, Any]) -> State:
    """Give the state that a row with `status`, `actor` and `against` has."""
    return State(row["status"], row["actor"] or "", row["against"] or "")


def states_in(rows: Iterable[Mapping[str, Any]]) -> list[State]:
    """Give each state that rows with `status`, `actor` and `against` have, once, in order.

    >>> states_in([{"status": "unknown", "actor": None, "against": None}])
    [State(status='unknown', actor='', against='')]
    """
    found = {state_of(row) for row in rows}
    order = {status.value: at for at, status in enumerate(Status)}
    return sorted(found, key=lambda state: (order[state.status], state))


def actor_name(actor: str, language: str) -> str:
    """Give the name of an actor in "en" or "ar"."""
    known = actor_or_other(actor)
    return known.name_ar if language == "ar" else known.name_en


def _colour(actor: str) -> str:
    return actor_or_other(actor).colour if actor else UNKNOWN_COLOUR
