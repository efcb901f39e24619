"""What a rule of the grammar gives: a claim before its date and source are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapper.claims.reading import Fact, Reading
from mapper.claims.scene import PlaceMention, free_actor_before
from mapper.claims.signs import TriggerSign
from mapper.claims.where import is_ground
from mapper.claims.who import agent_after, between_carrier, subject_further_back
from mapper.records import Kind

__all__ = ["Draft", "doer", "make"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its date and source are known.

    `actor` is None where only the document can tell it; see `trigger.by`. `background` marks what
    is mentioned only as before something else ("after the capture of"). `trigger` is the sign that
    told it; the evidence is [start, end) of the folded text.
    """

    kind: Kind
    place: PlaceMention
    actor: str | None
    from_actor: str | None
    share: float | None
    fact: Fact
    background: bool
    rule: str
    licence: float
    trigger: TriggerSign
    start: int
    end: int


def make(
    reading: Reading,
    rule: str,
    kind: Kind,
    places: list[PlaceMention],
    actor: str | None,
    from_actor: str | None = None,
) -> Iterator[Draft]:
    """Make one draft a place; nothing without an actor, nothing for whole countries.

    Who liberated or besieged a place where nobody is named is left to the whole document.
    """
    if actor is None and reading.trigger.by is None:
        return
    from_actor = None if from_actor == actor else from_actor
    for place in (p for p in places if is_ground(p)):
        part = place.part
        partial = part is not None and kind in {Kind.CAPTURE, Kind.HOLD, Kind.TRANSFER}
        yield Draft(
            kind=Kind.PARTIAL if partial else kind,
            place=place,
            actor=actor,
            from_actor=from_actor,
            share=part if part is not None and part >= 0 else None,
            fact=reading.fact,
            background=reading.background,
            rule=rule,
            licence=reading.weight,
            trigger=reading.trigger,
            **_extent(reading, place, actor),
        )


def _extent(reading: Reading, place: PlaceMention, actor: str | None) -> Mapping[str, int]:
    """Give the evidence: from the actor to the place, whichever comes first, trigger included."""
    scene, trigger = reading.scene, reading.trigger
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    near = [a for a in (before, agent_after(scene, trigger)) if a is not None and a.id == actor]
    starts = [reading.start, place.outer_start, *(a.word_start for a in near)]
    return {"start": min(starts), "end": max([place.end, trigger.end, *(a.end for a in near)])}


def doer(reading: Reading) -> str | None:
    """Give who does it where the verb has an object of its own: who is named before it."""
    scene, start = reading.scene, reading.start
    inside = between_carrier(reading)
    if inside is not None:
        return inside.id
    before = free_actor_before(scene, start, scene.left_edge(start))
    return before.id if before else subject_further_back(reading)
