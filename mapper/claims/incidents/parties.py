"""Who struck and who was struck, as far as the sentence says; of a clash the two sides."""

from __future__ import annotations

from mapper.claims.actors import ActorMention, Role
from mapper.claims.incidents.lexicon import incident_words
from mapper.claims.incidents.signs import IncidentSign
from mapper.claims.incidents.where import BLASTS
from mapper.claims.scene import PlaceMention, Scene, free_actor_before
from mapper.claims.signs import Form
from mapper.claims.where import loose_words
from mapper.claims.words import Word
from mapper.records import IncidentKind
from mapper.vocabulary import actor_or_other

__all__ = ["parties_of_incident"]

_BESIDE = 2
"""Who struck stands at most so many words behind its blow: "heavy shelling of the army"."""
_BACK = 8
"""Or at most so many words before it."""
_NATION = 5
"""An adjective of a nation stands at most so many words from the blow."""

_DOERS = frozenset({Role.FREE, Role.ARMS})
"""The parts of an actor that strikes: itself, or with the arms it owns."""

Parties = tuple[str | None, str | None]


def parties_of_incident(scene: Scene, sign: IncidentSign, place: PlaceMention) -> Parties:
    """Give who struck and whom, or None for each that is not said."""
    if sign.kind is IncidentKind.CLASH:
        return _sides(scene, sign)
    if sign.form is Form.PASSIVE:
        return None, None
    left, right = scene.left_edge(sign.word_start), scene.right_edge(sign.end)
    after = [a for a in scene.actors if sign.end <= a.word_start < right]
    inside = [a for a in after if a.end <= place.outer_start or place.end <= sign.word_start]
    before = [a for a in scene.actors if left <= a.word_start and a.end <= sign.word_start]
    led = _striker_before(scene, sign, before, left)
    target = next((a for a in inside if _is_aimed_at(scene, sign, a, led)), None)
    doer = next((a for a in after if a is not target and _strikes(scene, sign, a)), None) or led
    if target is None and _is_harm(scene, sign, left):
        target = next((a for a in reversed(before) if _is_held_by(scene, a)), None)
    actor = doer.id if doer else _nation(scene, sign, place)
    aimed = target.id if target is not None and target.id != actor else None
    return actor, aimed


def _striker_before(
    scene: Scene, sign: IncidentSign, before: list[ActorMention], left: int
) -> ActorMention | None:
    """Give who stands before the blow as its subject.

    The first behind a verb that deals it ("launched X strikes"); else the first of the clause, if
    near, unless it was hurt or the blow begins a clause of its own; else who "announced that it".
    """
    if sign.kind in BLASTS:
        return None
    words = incident_words()
    led = scene.between(max(left, 0), sign.word_start)
    verb = next((w for w in reversed(led) if w.text in words.deals), None)
    free = [a for a in before if a.role in _DOERS and not a.joined]
    free = [a for a in free if not _is_held_by(scene, a)]
    if any(word.text in words.intercepts for word in led):
        return None
    if verb is not None:
        behind = next((a for a in free if a.word_start >= verb.end), None)
        if behind is not None:
            return behind
    that = next((w.text for w in scene.words if w.end == left), "")
    if not before and that in words.that_he:
        return free_actor_before(scene, left, -1)
    if _is_harm(scene, sign, left) or sign.clitic.startswith("و"):
        return None
    near = (a for a in free if len(loose_words(scene, a.end, sign.word_start)) <= _BACK)
    return next((a for a in near if ":" not in scene.folded[a.end : sign.word_start]), None)


def _is_harm(scene: Scene, sign: IncidentSign, left: int) -> bool:
    """Say whether those named before the blow are whom it hurt: "fighters of X killed by"."""
    harm = incident_words().context["harm"]
    return any(word.text in harm for word in scene.between(max(left, 0), sign.word_start))


def _strikes(scene: Scene, sign: IncidentSign, actor: ActorMention) -> bool:
    """Say whether an actor after the blow dealt it: "strikes of X", "which X made", "by X"."""
    if actor.role is Role.AGENT:
        return True
    if sign.kind in BLASTS or actor.role not in _DOERS | {Role.TO}:
        return False
    between = [word.text for word in scene.between(sign.end, actor.word_start)]
    beside = len(between) <= (_BESIDE if actor.role in _DOERS else 1)
    if beside and not any(word in incident_words().aims for word in between):
        return True
    return any(word in incident_words().made_by for word in between[-_BESIDE - 1 :])


def _is_aimed_at(
    scene: Scene, sign: IncidentSign, actor: ActorMention, led: ActorMention | None
) -> bool:
    """Say whether a blow was aimed at an actor: "positions of X", "against X", "X hit Y"."""
    words = incident_words()
    if actor.role is Role.OPPONENT or (actor.role is Role.ALLY and sign.kind in BLASTS):
        return True
    if _is_held_by(scene, actor):
        return True
    if sign.form is not Form.NOUN:
        return led is not None and actor.role in _DOERS
    between = scene.between(sign.end, actor.word_start)
    return bool(between) and between[-1].text in words.aims


def _is_held_by(scene: Scene, actor: ActorMention) -> bool:
    """Say whether what stands before an actor is what blows are aimed at: "positions of X"."""
    words = incident_words()
    people = scene.folded[actor.word_start : actor.start].split()
    before = [*people, *scene.before(actor.word_start, 2)]
    owned = [word in words.belonging for word in scene.before(actor.word_start, 2)]
    aircraft = any(word in words.aircraft for word in scene.before(actor.word_start, 3))
    return any(word in words.targets for word in before) and not (any(owned) and aircraft)


def _sides(scene: Scene, sign: IncidentSign) -> Parties:
    """Give the two sides of a clash: "between X and Y", "X clashed with Y"."""
    left, right = scene.left_edge(sign.word_start), scene.right_edge(sign.end)
    after = [a for a in scene.actors if sign.end <= a.word_start < right]
    first = next((a for a in after if _is_side(scene, a)), None)
    others = [a.id for a in after if first is not None and a.word_start >= first.word_start]
    before = [a.id for a in scene.actors if left <= a.word_start and a.end <= sign.word_start]
    if sign.form is not Form.NOUN and after and after[0].role is Role.FREE:
        before = [*before, after[0].id]
    between = first is not None and scene.before(first.word_start, 1)[0] in incident_words().between
    sides = others if between else [*before[:1], *others]
    if not sides:
        return None, None
    own = actor_or_other(sides[0]).side
    return sides[0], next((side for side in sides if actor_or_other(side).side != own), None)


def _is_side(scene: Scene, actor: ActorMention) -> bool:
    """Say whether "between", "with" or "against" names a side of a clash."""
    words = incident_words()
    before = scene.before(actor.word_start, 1)
    return bool(before) and before[0] in words.between | words.against


def _nation(scene: Scene, sign: IncidentSign, place: PlaceMention) -> str | None:
    """Give whose aircraft or guns an adjective names: "Russian strikes"."""
    if sign.kind in BLASTS:
        return None
    nations = incident_words().nations
    behind = _until_preposition(loose_words(scene, sign.end, place.outer_start))[:_NATION]
    led = loose_words(scene, scene.left_edge(sign.word_start), sign.word_start)[-_BESIDE - 1 :]
    own = scene.folded[sign.start : sign.end].split()
    near = [*own, *(word.text for word in (*behind, *led))]
    beside = [w for w in near if w in nations]
    return nations[beside[0]] if beside else None


def _until_preposition(words: list[Word]) -> list[Word]:
    """Give the words before the first preposition: behind it stands what was struck."""
    places = incident_words().places
    at = next((i for i, word in enumerate(words) if word.text in places), len(words))
    return words[:at]
