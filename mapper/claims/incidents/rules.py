"""From a sign and what stands around it to an incident: what it was, where, by and against whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapper.claims.incidents.lexicon import incident_words
from mapper.claims.incidents.parties import parties_of_incident
from mapper.claims.incidents.real import happened, words_after, words_before
from mapper.claims.incidents.signs import IncidentSign
from mapper.claims.incidents.where import places_of_incident
from mapper.claims.reading import Fact
from mapper.claims.scene import PlaceMention, Scene
from mapper.records import IncidentKind

__all__ = ["ToldIncident", "told_incidents"]

_NEAR = 5
"""A word that says with what a blow was dealt stands at most so many words from the sign."""
_NARROWED = {
    IncidentKind.SHELLING: "strike",
    IncidentKind.AIR_STRIKE: "strike",
    IncidentKind.EXPLOSION: "blast",
    IncidentKind.BOMB: "blast",
}
"""Kinds that a word nearby may narrow, and the list of [modifiers] that does."""


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident before its date and source are known; see :class:`mapper.claims.rules.Draft`."""

    kind: IncidentKind
    place: PlaceMention
    actor: str | None
    target: str | None
    rule: str
    weight: float
    trigger: IncidentSign
    start: int
    end: int
    background: bool = False
    fact: Fact = Fact.EVENT


def told_incidents(scene: Scene, signs: Sequence[IncidentSign]) -> Iterator[ToldIncident]:
    """Yield what the sentence tells, one for each sign and place, in the order of the text."""
    dated = any(time.when is not None for time in scene.times)
    for sign in signs:
        if not happened(scene, sign, dated=dated):
            continue
        rule, places, weight = places_of_incident(scene, sign)
        for place in places:
            actor, target = parties_of_incident(scene, sign, place)
            yield ToldIncident(
                kind=_kind(scene, sign),
                place=place,
                actor=actor,
                target=target,
                rule=rule,
                weight=weight * (0.85 if place.anaphor else 1.0),
                trigger=sign,
                start=min(sign.word_start, place.outer_start),
                end=max(sign.end, place.end),
                background=_is_remembered(scene, sign),
            )


def _is_remembered(scene: Scene, sign: IncidentSign) -> bool:
    """Say whether it only tells who somebody is: "her husband, who was killed by a strike"."""
    words, before = incident_words(), set(words_before(scene, sign, _NEAR))
    return bool(before & words.relatives and before & words.context["harm"])


def _kind(scene: Scene, sign: IncidentSign) -> IncidentKind:
    """Give the kind that the words around the sign narrow it to: "shelled by aircraft"."""
    name = _NARROWED.get(sign.kind)
    if name is None:
        return sign.kind
    near = set(words_before(scene, sign, _NEAR))
    near.update(scene.folded[sign.start : sign.end].split())
    near.update(word.text for word in words_after(scene, sign, _NEAR))
    modifiers = incident_words().modifiers[name]
    return next((kind for kind, listed in modifiers if near & listed), sign.kind)
