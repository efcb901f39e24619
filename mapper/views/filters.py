"""Which claims are listed and which intervals are drawn: what to choose from, and the choice."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from gazetteer import fold
from mapper.control import ControlTimeline, Sides
from mapper.records import Claim, ControlInterval, Kind, Status
from mapper.views.perspective import NEUTRAL, speaker_of

__all__ = [
    "HIDDEN",
    "UNPLACED",
    "ClaimChoices",
    "ClaimFilter",
    "ClaimOrder",
    "choices_of",
    "choose_claims",
    "hide_intervals",
]

UNPLACED = ""
"""The place id that stands for all places without a point."""

HIDDEN = "hidden"
"""The rule of an interval that a filter hides."""


class ClaimOrder(StrEnum):
    """What claims are ordered by; what has no such thing stands last."""

    EVENT = "event"
    PUBLISHED = "published"
    PLACE = "place"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChoices:
    """What occurs in some claims.

    `sources` are speakers, the empty string for an unknown one; `sides` are those of the sources,
    :data:`~mapper.views.NEUTRAL` last. `places` are (id, Arabic name, English name), ordered by
    English name; :data:`UNPLACED` is among them, last, where a claim names a place without a
    point. `first` and `last` are the first and the last day of an event or of a report.
    """

    actors: tuple[str, ...]
    sources: tuple[str, ...]
    sides: tuple[str, ...]
    kinds: tuple[Kind, ...]
    places: tuple[tuple[str, str, str], ...]
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a claim must be to be listed; nothing chosen means that everything is.

    An actor counts whether it gains or loses the place. `confidence` is the least. A claim is of
    the days `first` to `last`, either of which may be open, if its event may have been on one of
    them, or if it is undated and was published on one. `text` is looked for in the evidence, the
    names of the place, the cited source and the outlet; Arabic spelling is folded.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    confidence: float = 0.0
    first: dt.date | None = None
    last: dt.date | None = None
    place: str | None = None
    document: str | None = None
    text: str = ""

    def keeps(self, claim: Claim) -> bool:
        """Say whether `claim` is wanted."""
        return (
            (not self.actors or claim.actor in self.actors or claim.from_actor in self.actors)
            and (not self.kinds or claim.kind in self.kinds)
            and claim.confidence >= self.confidence
            and self._in_period(claim)
            and (self.place is None or _place_id(claim) == self.place)
            and (self.document is None or claim.doc == self.document)
            and self._found_in(claim)
        )

    @property
    def hides_intervals(self) -> bool:
        """Whether anything is chosen that intervals can be judged by."""
        return bool(self.actors or self.kinds or self.confidence or self.first or self.last)

    def _found_in(self, claim: Claim) -> bool:
        wanted = _folded(self.text)
        return not wanted or wanted in _searched(claim)

    def _in_period(self, claim: Claim) -> bool:
        if self.first is None and self.last is None:
            return True
        begin = claim.date.earliest if claim.date else claim.published
        end = claim.date.latest if claim.date else claim.published
        return (
            begin is not None
            and end is not None
            and (self.first is None or end >= self.first)
            and (self.last is None or begin <= self.last)
        )


def choices_of(claims: Iterable[Claim]) -> ClaimChoices:
    """Collect what there is to choose from.

    >>> choices_of([]).places
    ()
    """
    claims = tuple(claims)
    actors = {a for claim in claims for a in (claim.actor, claim.from_actor) if a is not None}
    kinds = {claim.kind for claim in claims}
    sides = {Sides().of_claim(claim) or NEUTRAL for claim in claims}
    days = {claim.published for claim in claims if claim.published is not None}
    days |= {claim.date.earliest for claim in claims if claim.date is not None}
    return ClaimChoices(
        actors=tuple(sorted(actors)),
        sources=tuple(sorted({speaker_of(claim) for claim in claims})),
        sides=tuple(sorted(sides, key=lambda side: (side == NEUTRAL, side))),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        places=_places(claims),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def choose_claims(
    claims: Iterable[Claim],
    wanted: ClaimFilter | None = None,
    *,
    order: ClaimOrder = ClaimOrder.EVENT,
) -> tuple[Claim, ...]:
    """Give the wanted claims, by default all, the latest event first and undated ones last."""
    kept = filter((wanted or ClaimFilter()).keeps, claims)
    return tuple(sorted(kept, key=_ORDERS[order]))


def hide_intervals(
    timeline: ControlTimeline, wanted: ClaimFilter, claims: Iterable[Claim]
) -> tuple[ControlTimeline, int]:
    """Make unknown what a filter does not want to see, and say how many intervals that were.

    A hidden interval is unknown by the rule :data:`HIDDEN` and not simply gone: its place keeps
    its ground, which else would fall to its neighbours.

    Parameters
    ----------
    timeline : ControlTimeline
        Of these claims.
    wanted : ClaimFilter
        Actors, kinds (of the supporting claims), least confidence (of the interval) and days; an
        interval of which one day is wanted is shown whole. Place and text hide nothing.
    claims : iterable of Claim
        Where the kinds of the supporting claims are looked up.

    Returns
    -------
    (ControlTimeline, int)
        The timeline, and how many intervals of it are hidden that were not unknown before.

    Examples
    --------
    >>> hide_intervals(ControlTimeline(), ClaimFilter(actors=("IS",)), [])
    (ControlTimeline(intervals=()), 0)
    """
    if not wanted.hides_intervals:
        return timeline, 0
    kinds = {claim.id: claim.kind for claim in claims}
    shown = [i if _shows(i, wanted, kinds) else _hidden(i) for i in timeline.intervals]
    count = sum(item.rule == HIDDEN for item in shown)
    return ControlTimeline(tuple(shown)), count


def _shows(item: ControlInterval, wanted: ClaimFilter, kinds: Mapping[str, Kind]) -> bool:
    told = item.status is not Status.UNKNOWN
    return not told or (
        (not wanted.actors or item.actor in wanted.actors or item.against in wanted.actors)
        and (not wanted.kinds or any(kinds.get(c) in wanted.kinds for c in item.supporting_claims))
        and item.confidence >= wanted.confidence
        and (wanted.first is None or item.valid_to is None or item.valid_to > wanted.first)
        and (wanted.last is None or item.valid_from <= wanted.last)
    )


def _hidden(item: ControlInterval) -> ControlInterval:
    return dataclasses.replace(
        item, status=Status.UNKNOWN, actor=None, against=None, confidence=0.0, rule=HIDDEN
    )


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


def _searched(claim: Claim) -> str:
    evidence = claim.evidence.text if claim.evidence else ""
    place = claim.place
    parts = (evidence, place.text, place.name_ar, place.name_en, claim.source, claim.outlet)
    return _folded("\n".join(part for part in parts if part))


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    """Fold text for searching; breaks of lines stay, so that nothing is found across parts."""
    return "\n".join(" ".join(fold(line).text.casefold().split()) for line in text.split("\n"))


def _backwards(day: dt.date | None) -> int:
    return 0 if day is None else -day.toordinal()


def _event(claim: Claim) -> tuple[Any, ...]:
    day = claim.date.latest if claim.date else claim.published
    return (_backwards(day), claim.doc, claim.id)


def _place(claim: Claim) -> tuple[Any, ...]:
    place = claim.place
    return (not place.resolved, _folded(place.name_ar or place.text), *_event(claim))


_ORDERS: Mapping[ClaimOrder, Callable[[Claim], tuple[Any, ...]]] = {
    ClaimOrder.EVENT: _event,
    ClaimOrder.PUBLISHED: lambda claim: (_backwards(claim.published), *_event(claim)),
    ClaimOrder.PLACE: _place,
    ClaimOrder.CONFIDENCE: lambda claim: (-claim.confidence, *_event(claim)),
}
