"""How real the text makes what a trigger tells, and which verb carries it.

F1   what is tried, wanted, feared or planned is an attempt; what is negated or denied is denied
F2   a verbal noun is an event after "after", "by", a verb of success, of report, or with its agent
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mapper.claims.actors import Role
from mapper.claims.scene import Scene, behind_adjectives, first_actor, grammar
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.words import Kept, Word

__all__ = ["Fact", "Reading", "follows_done", "imposer", "is_lost", "read", "without_clitics"]

_DENIAL_REACH = 6
"""A phrase of denial ("there is no truth in") stands at most this many words before."""
_SUCCESS_REACH = 16
"""A verb of success ends at most this many characters before what it makes real."""
_STANDING = frozenset({Frame.STATE, Frame.STRONGHOLD, Frame.STATIONED, Frame.HANDS, Frame.POCKET})
"""What these nouns tell of is a state, whatever form they have."""
_PLAIN_STATES = frozenset({Frame.STRONGHOLD, Frame.POCKET, Frame.STATIONED})
"""Nouns that tell what a place is, whatever is tried there: "an operation in the bastion of X"."""
_WHO_DOES = "liberator"
"""Whom "control of P was achieved" speaks of where nobody is named, for all that is known."""
_ASIDE_REACH = 18
"""The same where "to" joins it to the verb over an aside."""
_TO = frozenset({"علي", "الي"})
"""What leads to what somebody is made to do."""
_REPORT_REACH = 8
"""A verb of citing stands at most so many words, actors not counted, before what it reports."""
_VERB_REACH = 9
"""A verb of success stands at most this many words before its verbal noun."""


class Fact(StrEnum):
    """How real the text makes what a trigger tells (F1)."""

    EVENT = "event"
    TRIED = "tried"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Reading:
    """A trigger with its factuality and the verb that carries it ("managed to" + noun)."""

    scene: Scene
    trigger: TriggerSign
    carrier: TriggerSign | None
    fact: Fact
    background: bool
    weight: float

    @property
    def start(self) -> int:
        """Where the verb that takes the subject stands."""
        return self.carrier.word_start if self.carrier else self.trigger.word_start


def read(scene: Scene, trigger: TriggerSign) -> Reading | None:
    """Judge how real the trigger is; None for a verbal noun that tells of no event (F2)."""
    if trigger.frame is Frame.SIEGE and _describes(scene, trigger):
        trigger = replace(trigger, form=Form.PASSIVE)
    carrier = _carrier(scene, trigger) if trigger.form is Form.NOUN else None
    if trigger.frame is Frame.GAIN and not trigger.pronoun and follows_done(scene, trigger):
        trigger = replace(trigger, by=_WHO_DOES)
    if trigger.carried and (carrier is None or carrier.frame is not Frame.LIGHT):
        return None
    fact = _fact(scene, carrier) if carrier else _fact(scene, trigger)
    if carrier and (_reports_a_try(scene, carrier, trigger) or _is_fought_for(scene, trigger)):
        fact = Fact.TRIED if fact is Fact.EVENT else fact
    licence = _licence(scene, trigger, carrier)
    joined = _joined_to(scene, trigger) if carrier is None else None
    if joined is not None:
        fact = joined.fact if fact is Fact.EVENT else fact
        licence = licence or (joined.background, 0.6)
    if licence is None and fact is Fact.EVENT:
        return None
    background, weight = licence or (False, 0.5)
    return Reading(scene, trigger, carrier, fact, background, weight)


def _joined_to(scene: Scene, noun: TriggerSign) -> Reading | None:
    """Read what "and" joins a noun to in its clause: "to free P and the taking of (والسيطرة) Q"."""
    if noun.form is not Form.NOUN or not noun.clitic.startswith("و") or noun.frame in _STANDING:
        return None
    edge = scene.left_edge(noun.word_start)
    before = [t for t in scene.triggers if edge <= t.word_start and t.end <= noun.word_start]
    told = [t for t in before if t.frame not in {Frame.LIGHT, Frame.SUCCESS}]
    return read(scene, told[-1]) if told else None


def _describes(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether the word tells of the place right before it: "P [is] besieged"."""
    beside = any(p.end + 1 == noun.word_start for p in scene.places)
    return noun.form is Form.NOUN and noun.clitic == "" and not noun.pronoun and beside


def _is_regained(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "to" only joins two nouns: "the army's regaining of (ل) control of P"."""
    near = [t for t in scene.triggers if t.end <= noun.word_start and t.frame is Frame.LIGHT]
    if not near or near[-1].form is not Form.NOUN:
        return False
    between = scene.between(near[-1].end, noun.word_start)
    return len(between) <= _VERB_REACH and not any(scene.is_barrier(word) for word in between)


def _reports_a_try(scene: Scene, carrier: TriggerSign, noun: TriggerSign) -> bool:
    """Say whether the verb only reports what was begun: "announced the start of an operation"."""
    g = grammar()
    if scene.folded[carrier.start : carrier.end] not in g.reports:
        return False
    between = scene.between(carrier.end, noun.word_start)
    return any(without_clitics(word.text) in g.tried for word in between)


def _is_fought_for(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether it is only the name of a fight: "advanced in the battle to free P"."""
    return any(word in grammar().clashes for word in scene.before(noun.word_start, 1))


def _carrier(scene: Scene, noun: TriggerSign) -> TriggerSign | None:
    """Find the verb that makes the noun an event: "managed to", "imposed (its) control"."""
    if _purpose(scene, noun):
        return None
    carriers = [
        t
        for t in scene.triggers
        if t.frame in {Frame.LIGHT, Frame.SUCCESS} and t.end <= noun.word_start
    ]
    takes_place = [t for t in scene.triggers if t.frame is Frame.GAIN and t.form is not Form.NOUN]
    near = [t for t in (*carriers, *takes_place) if t.end <= noun.word_start]
    for verb in sorted(near, key=lambda t: -t.end):
        between = scene.between(verb.end, noun.word_start)
        blocked = any(scene.is_barrier(word) for word in between)
        crossed = any(verb.end <= p.start < noun.start for p in scene.places if not p.qualifier)
        crossed = crossed and not noun.clitic.startswith("و")  # "managed to take P and free Q"
        reach = _VERB_REACH
        if verb.frame is Frame.SUCCESS and scene.before(noun.word_start, 1) in (["من"], ["في"]):
            # "managed, after heavy fights in P, to": what stands between is an aside
            blocked, crossed, reach = _is_said_anew(between), False, _ASIDE_REACH
        if len(_unnamed(scene, between)) > reach or blocked or crossed:
            if verb.frame is Frame.GAIN and scene.before(noun.word_start, 1) == ["من"]:
                continue  # the verb of an aside
            return None
        if verb.form is Form.NOUN:
            return _carrier(scene, verb) or verb
        return verb
    return None


def _is_said_anew(words: Sequence[Word]) -> bool:
    return any(word.text in grammar().that for word in words)


def _unnamed(scene: Scene, words: Sequence[Word]) -> list[Word]:
    """Give the words that are part of no actor and no expression of time."""
    named = [(a.word_start, a.end) for a in scene.actors]
    named += [(t.start, t.end) for t in scene.times]
    return [w for w in words if not any(start <= w.start < end for start, end in named)]


def _purpose(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether the noun is what something is done for: "to liberate P"."""
    led = trigger.form is Form.NOUN and "ل" in trigger.clitic.removesuffix("ال")
    return led and not _is_regained(scene, trigger) and not _is_added(scene, trigger)


def _is_added(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "to" only adds: "took P, in addition to (ل) the liberation of Q"."""
    return any(word in grammar().adding for word in scene.before(noun.word_start, 1))


def _fact(scene: Scene, trigger: TriggerSign) -> Fact:
    """F1, from the form of the word and the words right before it."""
    g = grammar()
    before = [without_clitics(word) for word in scene.before(trigger.word_start, 3)]
    if any(word in g.denied for word in before[:2]) or _denied_from_afar(scene, trigger):
        return Fact.DENIED
    if trigger.form is Form.NOUN and trigger.frame in _PLAIN_STATES:
        return Fact.EVENT
    if trigger.form is Form.FUTURE or _purpose(scene, trigger):
        return Fact.TRIED
    if "ل" in trigger.clitic and trigger.form in {Form.PRESENT, Form.PAST}:
        return Fact.TRIED
    if trigger.form is Form.PRESENT and before[:2] == ["ان", "قبل"]:
        return Fact.EVENT  # "before it fell"
    if trigger.form is Form.PRESENT and before[:1] in (["ان"], ["قد"], ["كي"], ["ربما"]):
        return Fact.TRIED
    reach = before if trigger.form in {Form.NOUN, Form.PRESENT} else _right_before(scene, trigger)
    if trigger.form is Form.NOUN:
        reach = [*reach, *_over_an_actor(scene, trigger)]
    tried = any(word in g.tried for word in reach) or before[:1] in ([w] for w in g.tried_next)
    return Fact.TRIED if tried and not _after_success(scene, trigger) else Fact.EVENT


def _over_an_actor(scene: Scene, noun: TriggerSign) -> list[str]:
    """Give the word before an actor that stands right before: "seeks (X) [to] the retaking of"."""
    before = [a for a in scene.actors if a.end <= noun.word_start]
    between = [w.text for w in scene.between(before[-1].end, noun.word_start)] if before else []
    if not before or not (between == [] or (len(between) == 1 and between[0] in _TO)):
        return []
    while len(before) > 1 and before[-1].joined:
        before.pop()  # "the ability of X and Y to free P"
    return [without_clitics(w) for w in scene.before(before[-1].word_start, 1)]


def _right_before(scene: Scene, verb: TriggerSign) -> list[str]:
    """Give the word before a verb; across a comma it belongs to something else."""
    said = scene.before(verb.word_start, 1)
    word = _word_before(scene, verb.word_start)
    apart = word is not None and "،" in scene.folded[word.end : verb.word_start]
    return [] if apart else [without_clitics(w) for w in said]


def _word_before(scene: Scene, position: int) -> Word | None:
    return next((w for w in reversed(scene.words) if w.end <= position), None)


def _denied_from_afar(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a phrase of denial or a verb of failure before it denies the trigger."""
    words = scene.before(trigger.word_start, _DENIAL_REACH)
    clause = " ".join(reversed(words))
    failed = trigger.form is Form.NOUN and any(
        without_clitics(w) in grammar().failed for w in words
    )
    return failed or any(phrase in clause for phrase in grammar().denied_ahead)


def _after_success(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a verb of success undoes the word of trying before it."""
    return any(
        t.frame is Frame.SUCCESS
        and t.form is Form.PAST
        and 0 <= trigger.word_start - t.end < _SUCCESS_REACH
        for t in scene.triggers
    )


def without_clitics(word: str) -> str:
    """Drop و, ف, ب, ل before a word of the grammar's lists."""
    return _BARE[word]


def _without_clitics(word: str) -> str:
    lists = grammar().telling
    for length in (0, 1, 2, 3):
        rest = word[length:]
        if rest in lists and all(letter in "وفبلا" for letter in word[:length]):
            return rest
    return word


_BARE = Kept(_without_clitics)


def _licence(
    scene: Scene, trigger: TriggerSign, carrier: TriggerSign | None
) -> tuple[bool, float] | None:
    """Say whether the form tells of an event (F2): (is it background, how sure), or None."""
    head = carrier or trigger
    if _is_of_nobody(scene, trigger):
        return None
    background = _follows_after(scene, head)
    if head.form is not Form.NOUN or trigger.frame in _STANDING:
        return background, 0.9
    if carrier is not None or background or follows_done(scene, trigger):
        return background, 0.8
    if imposer(scene, trigger) is not None:
        return False, 0.8
    if _is_reported(scene, trigger):
        return False, 0.75
    if scene.headline or _is_added(scene, trigger) or _is_forced(scene, trigger):
        return False, 0.7
    if "ب" in trigger.clitic:  # by, with
        return False, 0.7
    agent = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 3)
    told = agent is not None or trigger.pronoun or _has_agent(scene, trigger)
    return (False, 0.6) if told else None


def _is_of_nobody(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether a flight or withdrawal is no army's: "the flight of the mayor from P"."""
    if noun.frame is not Frame.LOSE or noun.form is not Form.NOUN or noun.pronoun:
        return False
    if _is_forced(scene, noun):
        return False
    return first_actor(scene, noun.end, behind_adjectives(scene, noun.end) + 3) is None


def _is_forced(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether an army was made to do it: "forced X to (على) withdraw from P"."""
    if noun.frame is not Frame.LOSE:
        return False
    to = _word_before(scene, noun.word_start)
    if to is None or to.text not in _TO:
        return False
    return any(0 <= to.start - a.end <= 1 for a in scene.actors)


def imposer(scene: Scene, noun: TriggerSign) -> TriggerSign | None:
    """Give the verb of "the siege that X imposes": it follows in a relative clause."""
    if noun.frame is not Frame.SIEGE or noun.form is not Form.NOUN:
        return None
    verb = next((t for t in scene.triggers if t.word_start >= noun.end), None)
    if verb is None or verb.frame is not Frame.LIGHT or not verb.pronoun:
        return None
    between = [w.text for w in scene.between(noun.end, verb.word_start)]
    return verb if between[-1:] and between[-1] in grammar().relative else None


def _has_agent(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "by X" follows in the clause."""
    edge = scene.right_edge(noun.end)
    return any(a.role is Role.AGENT and noun.end <= a.word_start < edge for a in scene.actors)


def _is_reported(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether a verb of citing has the noun for its object: "announced the capture of"."""
    before = [cite.end for cite in scene.cites if cite.end <= noun.word_start]
    if not before or _is_said_anew(scene.between(before[-1], noun.word_start)[-1:]):
        return False  # "said that the liberation of P will": it is only spoken of
    between = scene.between(before[-1], noun.word_start)
    return len(_unnamed(scene, between)) <= _REPORT_REACH


def _follows_after(scene: Scene, head: TriggerSign) -> bool:
    """Say whether "after" stands before a noun, or "after that" before a verb."""
    before = [without_clitics(word) for word in scene.before(head.word_start, 2)]
    if head.form is Form.NOUN:
        return any(word in grammar().after for word in before)
    direct = bool(before) and before[0] in grammar().after
    return direct or (before[:1] == ["ان"] and before[-1] in grammar().after)


def follows_done(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "was done" stands before the noun: "control of P was (تمت) achieved"."""
    return any(without_clitics(word) in grammar().done for word in scene.before(noun.word_start, 2))


def is_lost(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "control" is what somebody lost: "the army lost control of"."""
    if noun.frame is not Frame.GAIN or noun.form is not Form.NOUN:
        return False
    away = {Frame.LOSE, Frame.GIVE}  # "lost control of", "hands over control of"
    losing = [t for t in scene.triggers if t.frame in away and t.end <= noun.word_start]
    if not losing:
        return False
    between = scene.between(losing[-1].end, noun.word_start)
    return len(between) <= _VERB_REACH and not any(scene.is_barrier(word) for word in between)
