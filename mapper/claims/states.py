"""The rules that tell of a state: R9 in somebody's hands, R10 a bastion or pocket, R12 stationed.

They are numbered with the others in rules.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapper.claims.actors import ActorMention
from mapper.claims.draft import Draft, doer, make
from mapper.claims.reading import Fact, Reading, read, without_clitics
from mapper.claims.scene import PlaceMention, Scene, behind_adjectives, first_actor, grammar
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.where import (
    can_be_held,
    is_ground,
    loose_words,
    part_behind,
    part_of,
    places_of,
    with_list,
    with_list_before,
)
from mapper.claims.who import subject_of
from mapper.records import Kind

__all__ = ["hands", "pocket", "state", "stationed", "stronghold"]

_STATE_REACH = 4
"""Between a place and "under the control of" stand at most this many words."""
_PREDICATE_REACH = 3
"""A verb of remaining stands at most this many words before its state."""
_APART_REACH = 7
"""Between "is" and "under the control of" stand at most this many words."""
_TAKEN_REACH = 40
"""What was taken stands at most this many characters before what it was."""
_BESIDE = 12
"""A place stands beside its "stronghold of" if at most this many characters part them."""
_NEEDED_REACH = 9
"""What makes of "takes" a taking for its base follows within this many words."""
_MOVES = frozenset({Frame.FALL, Frame.GAIN, Frame.LOSE, Frame.GIVE, Frame.RECEIVE, Frame.LIGHT})


def state(reading: Reading) -> Iterator[Draft]:
    """R9: the holder right after, the place right before; "the areas under" are no place."""
    scene, trigger = reading.scene, reading.trigger
    if _is_moved(scene, trigger):
        return
    after = first_actor(scene, trigger.end, trigger.end + 12) or _holder_apart(scene, trigger)
    holder = after.id if after and not trigger.pronoun else None
    if trigger.pronoun:  # "under its control"
        holder = doer(reading)
    heads = _head_of_state(scene, trigger)
    if not heads and any(w in grammar().areas for w in scene.before(trigger.word_start, 4)):
        heads = part_behind(scene, after.end if after else trigger.end)
    if not heads and after is not None:
        heads = _between_state_and(scene, trigger, after)
    if holder is None and trigger.by is not None and _remains(scene, trigger):
        yield from make(reading, "R9-state", Kind.CAPTURE, heads, None)  # "P is now under control"
    else:
        yield from make(reading, "R9-state", Kind.HOLD, heads, holder)


def _head_of_state(scene: Scene, trigger: TriggerSign) -> list[PlaceMention]:
    """Give the places before a state that it is about; parts of one where parts are told apart."""
    before = [p for p in scene.places if p.end <= trigger.word_start and is_ground(p)]
    apart = [p for p in before if can_be_held(p)][-1:]
    if apart and _tells_apart(scene, trigger):
        return [replace(apart[0], part=-1.0)]
    heads = [p for p in before if _adjoins_state(scene, p, trigger)][-1:] or apart
    if not heads:
        return []
    if _is_said_of_topic(scene, trigger) and not scene.places[0].governor:
        return with_list(scene, scene.places[0])  # "P, the largest of ..., and is still under"
    loose = loose_words(scene, heads[0].end, trigger.word_start)
    inside = [p for p in before if p.start > heads[0].start]
    loose = [w for w in loose if not any(p.outer_start <= w.start < p.end for p in inside)]
    reach = _STATE_REACH + (_STATE_REACH if _remains(scene, trigger) else 0)
    if len(loose) > reach or any(w.text in grammar().areas for w in loose):
        return []
    if trigger.beside and len(loose) > 1:
        return []  # "Aden and all the liberated cities"
    if "بين" in {w.text for w in loose} and any(part_of(w.text) is not None for w in loose):
        return [replace(heads[0], part=-1.0)]
    return with_list_before(scene, heads[0])


def _tells_apart(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether "others" stands before: "districts held by X and others by Y"."""
    before = scene.before(trigger.word_start, 1)
    return any(word.removeprefix("و") in grammar().others for word in before)


def _is_said_of_topic(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether the state is a second predicate of what the sentence opens with."""
    near = scene.before(trigger.word_start, _PREDICATE_REACH)
    joined = [word for word in near if word.startswith("و")]
    again = joined and any(w.removeprefix("و") in grammar().remains for w in near)
    opens = bool(scene.places) and scene.places[0].outer_start <= scene.words[0].end
    return bool(again) and opens


def _adjoins_state(scene: Scene, place: PlaceMention, trigger: TriggerSign) -> bool:
    """Say whether a state is said right behind a place, or of a town over one participle."""
    if scene.folded[place.end : trigger.word_start] == " ":
        return True
    between = [w.text for w in scene.between(place.end, trigger.word_start)]
    situated = len(between) == 1 and between[0] in grammar().situated
    return situated and place.mention.type_word in grammar().townlike


def _between_state_and(
    scene: Scene, trigger: TriggerSign, holder: ActorMention
) -> list[PlaceMention]:
    """Give P of "[parts of] P are (تخضع) under X's control", where the verb comes first."""
    inside = [p for p in scene.places if trigger.end <= p.outer_start < holder.word_start]
    said = [w.text for w in scene.between(trigger.end, holder.word_start)]
    part = any(word in grammar().areas or part_of(word) is not None for word in said)
    heads = [p for p in inside if can_be_held(p) and (part or not p.governor)]
    places = with_list(scene, heads[0]) if heads else []
    return [replace(p, part=-1.0) for p in places] if part else places


def _holder_apart(scene: Scene, trigger: TriggerSign) -> ActorMention | None:
    """Give X where the state and its noun stand apart: "P is [mostly] under X's control"."""
    noun = next((t for t in scene.triggers if t.word_start >= trigger.end), None)
    if noun is None or noun.frame is not Frame.GAIN or "ل" not in noun.clitic:
        return None
    near = len(scene.between(trigger.end, noun.word_start)) <= _APART_REACH
    return first_actor(scene, noun.end, noun.end + 3) if near else None


def _remains(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a verb of remaining or becoming carries the state: "P ... is now under"."""
    return any(without_clitics(w) in grammar().remains for w in scene.before(trigger.word_start, 2))


def hands(reading: Reading) -> Iterator[Draft]:
    """R9: "P is still in the hands of X"; a verb of taking in the clause makes X its gainer."""
    scene, start = reading.scene, reading.trigger.word_start
    edge = scene.left_edge(start)
    said = [word for word in scene.words if edge <= word.start and word.end <= start]
    grip = scene.folded[reading.trigger.start : reading.trigger.end] in grammar().grips
    if grip or any(without_clitics(word.text) in grammar().remains for word in said):
        yield from state(reading)


def _is_moved(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a verb of taking in the clause makes "in the hands of X" name the gainer."""
    start = trigger.word_start
    edge = scene.left_edge(start)
    return trigger.frame is Frame.HANDS and any(
        edge <= t.word_start < start and t.frame in _MOVES for t in scene.triggers
    )


def stronghold(reading: Reading) -> Iterator[Draft]:
    """R10: "P, stronghold of X"; "the stronghold of X in P" and "X's stronghold P" likewise."""
    scene, trigger = reading.scene, reading.trigger
    holder = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 14)
    if trigger.pronoun and _is_just_lost(reading):
        return
    if trigger.pronoun:
        yield from make(
            reading, "R10-stronghold", Kind.HOLD, part_behind(scene, trigger.end), doer(reading)
        )
        return
    near = _beside(scene, trigger)
    if holder is None or _is_just_taken(reading, near):
        return
    after = [p for p in scene.places if 0 <= p.outer_start - holder.end <= 2 and not p.joined]
    yield from make(reading, "R10-stronghold", Kind.HOLD, near[-1:] or after[:1], holder.id)


def _is_just_taken(reading: Reading, heads: list[PlaceMention]) -> bool:
    """Say whether the text tells right before that it was taken: "took P, X's last bastion"."""
    scene = reading.scene
    taken = [p.outer_start for p in heads if not p.qualifier]
    start = min([reading.trigger.word_start, *taken])
    near = (t for t in scene.triggers if 0 <= start - t.end < _TAKEN_REACH)
    gains = (read(scene, t) for t in near if t.frame is Frame.GAIN)
    return any(gain is not None and gain.fact is Fact.EVENT for gain in gains)


def _is_just_lost(reading: Reading) -> bool:
    """Say whether the text tells right before that it was lost: "lost its strongholds in P"."""
    near = reading.scene.triggers
    start = reading.trigger.word_start
    return any(t.frame is Frame.LOSE and 0 <= start - t.end < _TAKEN_REACH for t in near)


def pocket(reading: Reading) -> Iterator[Draft]:
    """R10: "pockets of X in P": a part of it."""
    scene, trigger = reading.scene, reading.trigger
    holder = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 3)
    if holder is None or _is_just_taken(reading, []):
        return
    places = part_behind(scene, holder.end)
    yield from make(reading, "R10-stronghold", Kind.HOLD, places, holder.id)


def _beside(scene: Scene, trigger: TriggerSign) -> list[PlaceMention]:
    """Give the place right before; over what it lies in, the place before that.

    No country is anybody's bastion, nor a countryside that only tells where a town lies.
    """
    before = [p for p in scene.places if p.end <= trigger.word_start]
    if not before or trigger.word_start - before[-1].end > _BESIDE:
        return []
    if _is_elsewhere(scene, before[-1], trigger):
        return []
    countryside = before[-1].qualifier and before[-1].mention.type_word == "ريف"
    if is_ground(before[-1]) and not countryside:
        return before[-1:]
    return [p for p in before if is_ground(p) and not p.qualifier][-1:]


def _is_elsewhere(scene: Scene, place: PlaceMention, trigger: TriggerSign) -> bool:
    """Say whether a preposition parts the two: "far from P, from a stronghold of X"."""
    said = {w.text.removeprefix("و") for w in scene.between(place.end, trigger.word_start)}
    return bool(said & (grammar().prepositions | {"اي", "لا"}))


def stationed(reading: Reading) -> Iterator[Draft]:
    """R12; where somebody had been is told when they are gone."""
    before = reading.scene.before(reading.trigger.word_start, 2)
    if any(word in grammar().pluperfect for word in before):
        return
    places = places_of(reading)
    following = [w.text for w in reading.scene.after(reading.trigger.end)][:_NEEDED_REACH]
    needs = reading.trigger.needs
    if needs and not any(word in needs for word in following):
        return
    places = [p for p in places if p.part is None]  # who stands in some houses holds no town
    if reading.trigger.form is Form.NOUN:  # "what is out of control" is no army
        places = [p for p in places if p.start >= reading.trigger.end]
    beside = _actor_beside(reading) if reading.trigger.form is Form.NOUN else None
    subject = beside or subject_of(reading, places)
    yield from make(reading, "R12-stationed", Kind.HOLD, places, subject)


def _actor_beside(reading: Reading) -> str | None:
    """Give the actor that a participle follows: "[against] the fighters of X stationed in P"."""
    scene, start = reading.scene, reading.trigger.word_start
    before = [a for a in scene.actors if a.end <= start]
    near = before and len(scene.between(before[-1].end, start)) <= 1
    return before[-1].id if near else None
