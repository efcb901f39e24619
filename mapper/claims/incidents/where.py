"""Where an incident was: the place that its sign leads to, or that leads to it (I1 to I4)."""

from __future__ import annotations

from mapper.claims.incidents.lexicon import incident_words
from mapper.claims.incidents.real import words_before
from mapper.claims.incidents.signs import IncidentSign
from mapper.claims.scene import PlaceMention, Scene
from mapper.claims.signs import Frame
from mapper.claims.where import can_be_held, loose_words, with_list
from mapper.claims.words import Word
from mapper.records import IncidentKind

__all__ = ["BLASTS", "places_of_incident"]

BLASTS = frozenset({IncidentKind.EXPLOSION, IncidentKind.BOMB, IncidentKind.CAR_BOMB})
_REACH = 10
"""Between a sign and its place stand at most so many words that are no actor and no time."""
_OBJECT_REACH = 4
_NEAR = 5
"""The verb of a sufferer stands at most so many words before what it suffers."""
_BACK = 14
"""A place that goes before stands at most so many words before the sign."""
_CHANGES = frozenset(Frame) - {Frame.LIGHT, Frame.SUCCESS, Frame.STRONGHOLD, Frame.STATE}
"""What lies behind a word of these frames is the place of a change of control."""


def places_of_incident(scene: Scene, sign: IncidentSign) -> tuple[str, list[PlaceMention], float]:
    """Give the rule that found the places, the places, and how sure it is; no places if none is."""
    words = incident_words()
    struck = _struck(scene, sign)
    if struck is not None:
        return "I1-struck", [p for p in with_list(scene, struck) if _is_known(p)], 0.85
    before = words_before(scene, sign, _NEAR)
    if any(word in words.suffers for word in before):
        return "I2-suffered", _before(scene, sign, scene.left_edge(sign.word_start)), 0.8
    if (before and before[0] in words.causes) or "ب" in sign.clitic:
        return "I3-harmed", _harmed(scene, sign), 0.7
    return "I4-led", _leading(scene, sign), 0.7


def _is_known(place: PlaceMention) -> bool:
    """Refuse what only locates, and words that no list knows and no type word announces.

    Behind "a point" and the like a name must be of a list, and be placed where that says.
    """
    mention = place.mention
    if mention.type_word in incident_words().not_types:
        return can_be_held(place) and mention.listed and not mention.place.approximate
    typed = mention.type_word is not None or " " in mention.span.text  # "Hospital of P"
    return can_be_held(place) and (mention.listed or typed)


def _struck(scene: Scene, sign: IncidentSign) -> PlaceMention | None:
    """I1: the first place after the sign in its clause that a fitting preposition leads to."""
    for place in scene.places:
        if place.outer_start < sign.end or not can_be_held(place) or _is_no_name(scene, place):
            continue
        if _is_cut_off(scene, sign, place) or not _is_known(place):
            return None
        if place.governor in incident_words().places:
            return place
        if not place.governor:
            return place if _is_object(scene, sign, place) else None
    return None


def _is_no_name(scene: Scene, place: PlaceMention) -> bool:
    """Say whether the name is a word of time or of arms: villages are called Sunday and Barrel."""
    time = any(time.start < place.end and place.start < time.end for time in scene.times)
    words = scene.between(place.outer_start, place.end)
    return time or any(word.text in incident_words().no_names for word in words[-1:])


def _is_cut_off(scene: Scene, sign: IncidentSign, place: PlaceMention) -> bool:
    """Say whether another clause, event or change of control lies between sign and place."""
    loose = loose_words(scene, sign.end, place.outer_start)
    other = any(scene.is_barrier(w) and not _is_hit_by(scene, w) for w in loose)
    event = any(word.text in incident_words().stops for word in loose)
    change = any(sign.end <= t.start < place.start and t.frame in _CHANGES for t in scene.triggers)
    stop = any(mark in scene.folded[sign.end : place.outer_start] for mark in ".:؛")
    return other or event or change or stop or len(loose) > _REACH


def _is_hit_by(scene: Scene, word: Word) -> bool:
    """Say whether a relative clause goes on about the blow: "the strikes which hit P"."""
    words = incident_words()
    behind = next(scene.after(word.end), None)
    return word.text in words.relatives and behind is not None and behind.text in words.deals


def _is_object(scene: Scene, sign: IncidentSign, place: PlaceMention) -> bool:
    """Say whether a place without a preposition is what was struck: "shelled P", "a blast shook P".

    A noun of fighting right before its place is the name of a battle (N7).
    """
    hits = incident_words().context["hits"]
    shaken = any(w.text in hits for w in scene.between(sign.end, place.outer_start))
    if sign.direct:
        near = len(loose_words(scene, sign.end, place.outer_start)) <= _OBJECT_REACH
        return near or shaken
    shook = sign.kind in BLASTS and any(w in hits for w in words_before(scene, sign, 2))
    return sign.kind is not IncidentKind.CLASH and (shaken or shook)


def _before(scene: Scene, sign: IncidentSign, edge: int) -> list[PlaceMention]:
    """I2, I3: the nearest place before the sign, with the list that it ends.

    A place that no preposition leads to and no type word announces may be another word.
    """
    near = [p for p in scene.places if edge <= p.outer_start and p.end <= sign.word_start]
    near = [p for p in near if _is_known(p) and not _is_no_name(scene, p)]
    near = [p for p in near if len(loose_words(scene, p.end, sign.word_start)) <= _BACK]
    if not near or not (near[-1].governor or near[-1].joined or near[-1].mention.type_word):
        return []
    heads = [p for p in near if not p.joined]
    return with_list(scene, heads[-1]) if heads and near[-1].joined else near[-1:]


def _harmed(scene: Scene, sign: IncidentSign) -> list[PlaceMention]:
    """I3: where somebody was hurt, if a preposition leads to it."""
    words = incident_words()
    edge = _edge_before_cause(scene, sign)
    told = scene.between(max(edge, 0), sign.word_start)
    if not any(word.text in words.context["harm"] for word in told):
        return []
    return [p for p in _before(scene, sign, edge) if p.governor in words.fronted]


def _edge_before_cause(scene: Scene, sign: IncidentSign) -> int:
    """Give where the clause begins that a cause ends: "killed in P | as a result of shelling"."""
    first = scene.left_edge(sign.word_start)
    cause = next((w for w in scene.words if w.end == first), None)
    if cause is None or scene.between(cause.end, sign.word_start):
        return first
    return scene.left_edge(cause.start)


def _leading(scene: Scene, sign: IncidentSign) -> list[PlaceMention]:
    """I4: a place with "in" that opens the sentence or the clause."""
    edge = scene.left_edge(sign.word_start)
    places = _before(scene, sign, edge)
    first = next((p for p in places if p.governor in incident_words().fronted), None)
    if first is None:
        return []
    leads = len(scene.between(max(edge, scene.words[0].start), first.outer_start)) <= 1
    return places if leads else []
