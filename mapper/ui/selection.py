"""What the filters of a page leave of a project."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from mapper.control import ControlTimeline
from mapper.records import Claim, ControlInterval
from mapper.store import Project

__all__ = ["actors_of", "only_actors", "select_claims"]


def actors_of(project: Project) -> list[str]:
    """Give the ids of all actors that a project's timelines name, the most frequent first."""
    counts: dict[str, int] = {}
    for item in (*project.hindsight.intervals, *project.as_known.intervals):
        for actor in _named(item):
            counts[actor] = counts.get(actor, 0) + 1
    return sorted(counts, key=lambda actor: (-counts[actor], actor))


def only_actors(project: Project, actors: Collection[str]) -> Project:
    """Keep the intervals in which one of the actors holds, contests or besieges a place."""
    return dataclasses.replace(
        project,
        hindsight=_filtered(project.hindsight, actors),
        as_known=_filtered(project.as_known, actors),
    )


def _filtered(timeline: ControlTimeline, actors: Collection[str]) -> ControlTimeline:
    return ControlTimeline(tuple(item for item in timeline.intervals if _named(item) & set(actors)))


def _named(item: ControlInterval) -> set[str]:
    return {actor for actor in (item.actor, item.against) if actor is not None}


def select_claims(
    claims: Sequence[Claim],
    *,
    actors: Collection[str] = (),
    kinds: Collection[str] = (),
    outlets: Collection[str] = (),
    place: str | None = None,
) -> list[Claim]:
    """Give the claims that pass all filters, the latest event first; an empty filter passes all."""
    kept = [
        claim
        for claim in claims
        if (not actors or claim.actor in actors or claim.from_actor in actors)
        and (not kinds or claim.kind in kinds)
        and (not outlets or (claim.outlet or "") in outlets)
        and (place is None or claim.place.id == place)
    ]
    return sorted(kept, key=_latest_first, reverse=True)


def _latest_first(claim: Claim) -> tuple[str, str]:
    return (claim.date.latest.isoformat() if claim.date else "", claim.id)
