"""Who does what a trigger tells, to whom: the subject, the agent, the opponent, the loser."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.claims.actors import ActorMention, Role
from mapper.claims.reading import Reading, follows_done
from mapper.claims.scene import (
    PlaceMention,
    Scene,
    behind_adjectives,
    belongs_to_noun,
    free_actor_before,
    grammar,
)
from mapper.claims.signs import Form, TriggerSign
from mapper.claims.unsaid import may_be
from mapper.claims.where import relative_before

__all__ = [
    "actors_following",
    "agent_after",
    "between_carrier",
    "is_object",
    "loser_of",
    "opponent_of",
    "subject_further_back",
    "subject_of",
]

_BEHIND_REACH = 1
"""A subject behind the place follows it within this many words."""
_FROM_REACH = 40
"""Whom a place is taken from is named at most this many characters after it."""
_HEAD_REACH = 2
"""Between a place and "which" stand at most this many words: "P, a town which"."""


def actors_following(reading: Reading, places: list[PlaceMention]) -> list[ActorMention]:
    """Give the actors after the trigger, up to the place or the end of the clause."""
    scene, end = reading.scene, reading.trigger.end
    limit = scene.right_edge(end)
    if places and places[0].outer_start >= end:
        limit = places[0].outer_start
    return [a for a in scene.actors if end <= a.word_start and a.end <= limit]


def subject_of(reading: Reading, places: list[PlaceMention]) -> str | None:
    """Give who does it.

    In this order: the actor right after the verb or noun; an agent after the place ("by X"); the
    actor that a relative clause is about ("the rebels who"), whatever its part in its own clause;
    the nearest actor before it in the clause; the actor that "it" or "they" stands for.
    """
    scene, trigger = reading.scene, reading.trigger
    following = actors_following(reading, places)
    free = [
        a
        for a in following
        if a.role in {Role.FREE, Role.AGENT} and not (_is_verb(trigger) and is_object(scene, a))
    ]
    possessed = trigger.form is Form.NOUN and bool(trigger.pronoun)  # "its control", not "it"
    if free and not possessed:
        return free[0].id
    owner = _owner(reading, following)
    if owner is not None:
        return owner.id
    inside = between_carrier(reading)
    if inside is not None:
        return inside.id
    agent = agent_after(scene, trigger)
    if agent is not None:
        return agent.id
    head = _head_of_relative(reading)
    if head is not None:
        return head.id
    if _is_verb(trigger) and relative_before(reading) is not None and _is_named(trigger, places):
        return None  # "the groups who hold P": whoever stands farther off is not meant
    behind = _subject_behind(reading, places)
    if behind is not None:
        return behind.id
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    if before is not None and reading.carrier is not None:
        return before.id
    found = before.id if before else subject_further_back(reading)
    return found if found is None or _may_do_it(reading, found, places) else None


def _owner(reading: Reading, following: Sequence[ActorMention]) -> ActorMention | None:
    """Give whom a noun is said to be of: "the deep advance of (ل) X", "full control of X"."""
    near = behind_adjectives(reading.scene, reading.trigger.end) + 3
    noun = reading.trigger.form is Form.NOUN and not reading.trigger.pronoun
    owners = (a for a in following if a.role is Role.TO and a.word_start <= near)
    return next(owners, None) if noun else None


def _is_named(trigger: TriggerSign, places: Sequence[PlaceMention]) -> bool:
    """Say whether a place is named behind the trigger, so that "who" is about an actor."""
    return any(place.start >= trigger.end and not place.anaphor for place in places)


def _may_do_it(reading: Reading, actor: str, places: Sequence[PlaceMention]) -> bool:
    """Say whether one who is only near may be meant: occupiers liberate nothing."""
    by = reading.trigger.by
    said = _is_verb(reading.trigger)
    return by is None or said or all(may_be(by, actor, p.mention.place.country) for p in places)


def _subject_behind(reading: Reading, places: Sequence[PlaceMention]) -> ActorMention | None:
    """Give the actor behind the place where the verb comes first: "and hold both towns X"."""
    scene, trigger = reading.scene, reading.trigger
    opens = scene.words[:1] and scene.words[0].end >= trigger.word_start
    if not (opens and _is_verb(trigger) and places and not reading.carrier):
        return None
    end = max(place.end for place in places)
    near = next((a for a in scene.actors if a.word_start >= end and a.role is Role.FREE), None)
    return near if near and len(scene.between(end, near.word_start)) <= _BEHIND_REACH else None


def _is_verb(trigger: TriggerSign) -> bool:
    return trigger.form in {Form.PAST, Form.PRESENT, Form.FUTURE}


def is_object(scene: Scene, actor: ActorMention) -> bool:
    """Say whether the plural's case makes an actor an object: "they besiege the rebels (ين)"."""
    first = next(scene.after(actor.word_start), None)
    return first is not None and first.text.endswith("ين") and first.text.startswith("ال")


def _head_of_relative(reading: Reading) -> ActorMention | None:
    """Give the actor right before the "who" whose clause the trigger stands in."""
    relative = relative_before(reading)
    if relative is None:
        return None
    before = [a for a in reading.scene.actors if a.end <= relative.start]
    between = reading.scene.between(before[-1].end, relative.start) if before else []
    near = before and all(word.text in grammar().epithets for word in between)
    return before[-1] if near else None


def between_carrier(reading: Reading) -> ActorMention | None:
    """Give the actor between a verb and its verbal noun: "X managed (X) to drive Y out"."""
    carrier, trigger = reading.carrier, reading.trigger
    if carrier is None:
        return None
    inside = [
        a
        for a in reading.scene.actors
        if carrier.end <= a.word_start and a.end <= trigger.word_start and a.role is Role.FREE
    ]
    inside = [a for a in inside if not belongs_to_noun(reading.scene, a)]
    return inside[0] if inside else None


def agent_after(scene: Scene, trigger: TriggerSign) -> ActorMention | None:
    """Give the agent that the clause names after the trigger: "by X", "in the hands of X"."""
    edge = scene.right_edge(trigger.end)
    agents = (a for a in scene.actors if trigger.end <= a.word_start < edge)
    return next((a for a in agents if a.role is Role.AGENT), None)


def subject_further_back(reading: Reading) -> str | None:
    """Look beyond the clause: "that it managed", "after taking": the sentence's last subject."""
    earlier = free_actor_before(reading.scene, reading.start, -1)
    if earlier is not None:
        return earlier.id
    # a bare "the liberation of P" may be anybody's, whoever was named before
    trigger = reading.trigger
    bare = trigger.form is Form.NOUN and not reading.carrier and not trigger.pronoun
    alone = bare and not follows_done(reading.scene, trigger)
    return None if alone else reading.scene.memory.actor


def opponent_of(reading: Reading, subject: str | None, places: list[PlaceMention]) -> str | None:
    """Give from whom: "from Y" in the same clause, else "in fights with Y" in the sentence."""
    scene, trigger = reading.scene, reading.trigger
    others = [a for a in scene.actors if a.id != subject]
    edge = max([scene.right_edge(trigger.end), *(place.end + _FROM_REACH for place in places)])
    after = (a for a in others if trigger.end <= a.word_start <= edge)
    taken = (a for a in after if a.role is Role.FROM)
    fought = (a for a in others if a.role is Role.OPPONENT and _is_fought(scene, a))
    chosen = next(taken, None) or next(fought, None)
    return chosen.id if chosen else None


def _is_fought(scene: Scene, actor: ActorMention) -> bool:
    """Say whether "with" or "against" follows a word of fighting; "with" alone is an ally's."""
    before = scene.before(actor.word_start, 4)
    return before[:1] == ["ضد"] or any(word in grammar().clashes for word in before[1:])


def loser_of(reading: Reading, places: list[PlaceMention]) -> str | None:
    """Give who loses: like any subject, but never the agent, who gains, nor one only remembered.

    Everybody leaves some town; without an actor in the sentence it was no army.
    """
    scene, start = reading.scene, reading.start
    following = [a for a in actors_following(reading, places) if a.role is Role.FREE]
    if following:
        return following[0].id
    inside = between_carrier(reading)
    if inside is not None:
        return inside.id
    in_clause = free_actor_before(scene, start, scene.left_edge(start))
    loser = in_clause or free_actor_before(scene, start, -1)
    return loser.id if loser else None
