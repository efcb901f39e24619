"""Which claims a page lists: what there is to choose from, the choice, and one page of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mapper.records import Claim, Kind

__all__ = [
    "PAGE_SIZE",
    "UNPLACED",
    "ClaimChoices",
    "ClaimFilter",
    "choices_of",
    "choose_claims",
    "page_count",
    "page_of",
]

_T = TypeVar("_T")

PAGE_SIZE = 20
"""How many claims one page of the list shows."""

UNPLACED = ""
"""The place id that stands for all places without a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChoices:
    """What occurs in some claims. Outlets that are not known are the empty string.

    `places` are (id, Arabic name, English name), ordered by English name; :data:`UNPLACED` is
    among them, last, where a claim names a place without a point.
    """

    actors: tuple[str, ...]
    outlets: tuple[str, ...]
    kinds: tuple[Kind, ...]
    places: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a claim must be to be listed; nothing chosen means that everything is.

    An actor counts whether it gains or loses the place.
    """

    actors: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    place: str | None = None

    def keeps(self, claim: Claim) -> bool:
        """Say whether `claim` is wanted."""
        return (
            (not self.actors or claim.actor in self.actors or claim.from_actor in self.actors)
            and (not self.outlets or (claim.outlet or "") in self.outlets)
            and (not self.kinds or claim.kind in self.kinds)
            and (self.place is None or _place_id(claim) == self.place)
        )


def choices_of(claims: Iterable[Claim]) -> ClaimChoices:
    """Collect what there is to choose from.

    >>> choices_of([]).places
    ()
    """
    claims = tuple(claims)
    actors = {a for claim in claims for a in (claim.actor, claim.from_actor) if a is not None}
    kinds = {claim.kind for claim in claims}
    return ClaimChoices(
        actors=tuple(sorted(actors)),
        outlets=tuple(sorted({claim.outlet or "" for claim in claims})),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        places=_places(claims),
    )


def choose_claims(claims: Iterable[Claim], wanted: ClaimFilter) -> tuple[Claim, ...]:
    """Give the wanted claims, the latest event first and undated ones last."""
    return tuple(sorted(filter(wanted.keeps, claims), key=_latest_first))


def page_count(items: Sequence[object]) -> int:
    """Say how many pages claims, or what else is listed, fill; an empty list has an empty page.

    >>> page_count([])
    1
    """
    return max(1, -(-len(items) // PAGE_SIZE))


def page_of(items: Sequence[_T], number: int) -> Sequence[_T]:
    """Give the claims of page `number`; the first page is 1."""
    return items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _places(claims: Iterable[Claim]) -> tuple[tuple[str, str, str], ...]:
    names: dict[str, tuple[str, str]] = {}
    for claim in claims:
        place = claim.place
        arabic = place.name_ar or place.text
        names.setdefault(_place_id(claim), (arabic, place.name_en or arabic))
    rows = ((key, *names[key]) for key in names)
    return tuple(sorted(rows, key=lambda row: (row[0] == UNPLACED, row[2], row[0])))


def _place_id(claim: Claim) -> str:
    return claim.place.id if claim.place.resolved and claim.place.id else UNPLACED


def _latest_first(claim: Claim) -> tuple[int, str, str]:
    day = claim.date.latest if claim.date else claim.published
    return (0 if day is None else -day.toordinal(), claim.doc, claim.id)
