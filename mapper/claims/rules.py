"""The control grammar: from a trigger and what stands around it to what is claimed.

Each rule serves one frame of triggers.toml and bears a number and a name; the name is written into
the claims it makes.

R1   gain        the subject takes the place: "سيطر X على P", "استعاد X P", "سيطرة X على P"
R2   expel       the subject drives Y out of the place: it has it, from Y
R3   lose        the subject leaves the place; a gainer named with it ("لصالح X") takes it
R4   fall        the place falls into X's hands; without X nobody is known to hold it
R5   siege       the subject encircles the place, or Y in the place
R6   repel       the subject beats off an attack on the place
R7   enter       the subject is inside the place, no more: a part of it
R8   hand over   the place passes without a fight
R9   state       the place is under X's control: it is held
R10  stronghold  the place is the stronghold of X: it is held
R11  attack      the subject attacks or advances on the place: an attempt

For all of them:

F1   what is tried, wanted, feared or planned is an attempt; what is negated or denied is denied
F2   a verbal noun is an event after "after", "by", a verb of success, of report, or with its agent
F3   the present tense of a standing verb tells of a state, outside headlines and reports of gain
F4   a share or a part makes any gain partial
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from mapper.claims.actors import ActorMention, Role
from mapper.claims.scene import PlaceMention, Scene, free_actor_before, grammar
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.words import Word
from mapper.records import Kind

__all__ = ["Draft", "Fact", "drafts"]

_SLOT_REACH = 8
"""A place is looked for within this many words after its trigger."""
_DIRECT_REACH = 5
"""Between a verb and its direct object stand at most this many words that are no actor or time."""
_DENIAL_REACH = 6
"""A phrase of denial ("there is no truth in") stands at most this many words before."""
_STATE_REACH = 4
"""Between a place and "under the control of" stand at most this many words."""
_HEAD_REACH = 2
"""Between a place and "which" stand at most this many words: "P, a town which"."""
_FROM_REACH = 40
"""Whom a place is taken from is named at most this many characters after it."""
_VERB_REACH = 9
"""A verb of success stands at most this many words before its verbal noun."""


class Fact(StrEnum):
    """How real the text makes what a trigger tells (F1)."""

    EVENT = "event"
    TRIED = "tried"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its date and source are known.

    `background` marks what is mentioned only as before something else ("after the capture of").
    `trigger` is the sign that told it; `subject_start` where its subject begins, for the evidence.
    """

    kind: Kind
    place: PlaceMention
    actor: str
    from_actor: str | None
    share: float | None
    fact: Fact
    background: bool
    rule: str
    weight: float
    trigger: TriggerSign
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
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


def drafts(scene: Scene) -> Iterator[Draft]:
    """Yield what the sentence claims, in the order of its triggers."""
    for trigger in scene.triggers:
        rule = _RULES.get(trigger.frame)
        if rule is None or _is_lost(scene, trigger):
            continue
        reading = _read(scene, trigger)
        if reading is not None:
            yield from rule(reading)


def _is_lost(scene: Scene, noun: TriggerSign) -> bool:
    """Say whether "control" is what somebody lost: "the army lost control of"."""
    if noun.frame is not Frame.GAIN or noun.form is not Form.NOUN:
        return False
    losing = [t for t in scene.triggers if t.frame is Frame.LOSE and t.end <= noun.word_start]
    if not losing:
        return False
    between = scene.between(losing[-1].end, noun.word_start)
    return len(between) <= _VERB_REACH and not any(scene.is_barrier(word) for word in between)


# ---------------------------------------------------------------------------------- F1, F2


def _read(scene: Scene, trigger: TriggerSign) -> _Reading | None:
    """Judge how real the trigger is; None for a verbal noun that tells of no event (F2)."""
    carrier = _carrier(scene, trigger) if trigger.form is Form.NOUN else None
    fact = _fact(scene, carrier) if carrier else _fact(scene, trigger)
    if carrier and fact is Fact.EVENT and _purpose(trigger) and carrier.frame is Frame.SUCCESS:
        fact = Fact.TRIED
    licence = _licence(scene, trigger, carrier)
    if licence is None and fact is Fact.EVENT:
        return None
    background, weight = licence or (False, 0.5)
    return _Reading(scene, trigger, carrier, fact, background, weight)


def _carrier(scene: Scene, noun: TriggerSign) -> TriggerSign | None:
    """Find the verb that makes the noun an event: "managed to", "imposed (its) control"."""
    if _purpose(noun):
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
        if len(between) > _VERB_REACH or blocked or crossed:
            return None
        if verb.form is Form.NOUN:
            return _carrier(scene, verb) or verb
        return verb
    return None


def _purpose(trigger: TriggerSign) -> bool:
    return trigger.form is Form.NOUN and "ل" in trigger.clitic.removesuffix("ال")


def _fact(scene: Scene, trigger: TriggerSign) -> Fact:
    """F1, from the form of the word and the words right before it."""
    g = grammar()
    before = [_bare(word) for word in scene.before(trigger.word_start, 3)]
    if any(word in g.denied for word in before[:2]) or _denied_from_afar(scene, trigger):
        return Fact.DENIED
    if trigger.form is Form.FUTURE or _purpose(trigger):
        return Fact.TRIED
    if "ل" in trigger.clitic and trigger.form is Form.PRESENT:
        return Fact.TRIED
    if trigger.form is Form.PRESENT and before[:1] in (["ان"], ["قد"], ["كي"], ["ربما"]):
        return Fact.TRIED
    reach = before if trigger.form in {Form.NOUN, Form.PRESENT} else before[:1]
    tried = any(word in g.tried for word in reach)
    return Fact.TRIED if tried and not _after_success(scene, trigger, before) else Fact.EVENT


def _denied_from_afar(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a phrase of denial or a verb of failure before it denies the trigger."""
    words = scene.before(trigger.word_start, _DENIAL_REACH)
    clause = " ".join(reversed(words))
    failed = trigger.form is Form.NOUN and any(_bare(w) in grammar().failed for w in words)
    return failed or any(phrase in clause for phrase in grammar().denied_ahead)


def _after_success(scene: Scene, trigger: TriggerSign, before: list[str]) -> bool:
    """Say whether a verb of success undoes the word of trying before it."""
    first = len(scene.folded) if not before else trigger.word_start
    return any(
        t.frame is Frame.SUCCESS and t.form is Form.PAST and first - 20 < t.start < first
        for t in scene.triggers
    )


def _bare(word: str) -> str:
    """Drop و, ف, ب, ل before a word of the grammar's lists."""
    g = grammar()
    lists = g.tried | g.denied | g.failed | g.after | g.done | g.still | g.pluperfect
    for length in (0, 1, 2, 3):
        rest = word[length:]
        if rest in lists and all(letter in "وفبلا" for letter in word[:length]):
            return rest
    return word


def _licence(
    scene: Scene, trigger: TriggerSign, carrier: TriggerSign | None
) -> tuple[bool, float] | None:
    """Say whether the form tells of an event (F2): (is it background, how sure), or None."""
    head = carrier or trigger
    background = _follows_after(scene, head)
    if head.form is not Form.NOUN or trigger.frame in {Frame.STATE, Frame.STRONGHOLD}:
        return background, 0.9
    if carrier is not None or background or _follows_done(scene, trigger):
        return background, 0.8
    if any(cite.end <= trigger.word_start for cite in scene.cites):
        return False, 0.75
    if "ب" in trigger.clitic or scene.headline:
        return False, 0.7
    agent = _first_actor(scene, trigger.end, trigger.end + 3)
    return (False, 0.6) if agent is not None or trigger.pronoun else None


def _follows_after(scene: Scene, head: TriggerSign) -> bool:
    """Say whether "after" stands before a noun, or "after that" before a verb."""
    before = [_bare(word) for word in scene.before(head.word_start, 2)]
    if head.form is Form.NOUN:
        return any(word in grammar().after for word in before)
    direct = bool(before) and before[0] in grammar().after
    return direct or (before[:1] == ["ان"] and before[-1] in grammar().after)


def _follows_done(scene: Scene, noun: TriggerSign) -> bool:
    return any(_bare(word) in grammar().done for word in scene.before(noun.word_start, 2))


# ---------------------------------------------------------------------------------- slots


def _first_actor(scene: Scene, start: int, latest_start: int) -> ActorMention | None:
    return next((a for a in scene.actors if start <= a.word_start <= latest_start), None)


def _limit(reading: _Reading, places: list[PlaceMention]) -> int:
    """Give where the search for an actor after the trigger ends: at the place, or the clause."""
    end = reading.trigger.end
    if places and places[0].outer_start >= end:
        return places[0].outer_start
    return reading.scene.right_edge(end)


def _subject(reading: _Reading, places: list[PlaceMention]) -> str | None:
    """Give who does it.

    In this order: the actor right after the verb or noun; the nearest actor before it in the
    clause; the actor that "it" or "they" stands for; an agent after the place ("by X").
    """
    scene, trigger, limit = reading.scene, reading.trigger, _limit(reading, places)
    following = [a for a in scene.actors if trigger.end <= a.word_start and a.end <= limit]
    free = [a for a in following if a.role in {Role.FREE, Role.AGENT}]
    if free and not trigger.pronoun:
        return free[0].id
    inside = _between_carrier(reading)
    if inside is not None:
        return inside.id
    agent = _agent_after(scene, trigger)
    if agent is not None:
        return agent.id
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    return before.id if before else _earlier_subject(reading)


def _between_carrier(reading: _Reading) -> ActorMention | None:
    carrier, trigger = reading.carrier, reading.trigger
    if carrier is None:
        return None
    inside = [
        a
        for a in reading.scene.actors
        if carrier.end <= a.word_start and a.end <= trigger.word_start and a.role is Role.FREE
    ]
    return inside[0] if inside else None


def _agent_after(scene: Scene, trigger: TriggerSign) -> ActorMention | None:
    edge = scene.right_edge(trigger.end)
    agents = (a for a in scene.actors if trigger.end <= a.word_start < edge)
    return next((a for a in agents if a.role is Role.AGENT), None)


def _earlier_subject(reading: _Reading) -> str | None:
    """Look beyond the clause: "that it managed", "after taking": the sentence's last subject."""
    earlier = free_actor_before(reading.scene, reading.start, -1)
    if earlier is not None:
        return earlier.id
    # a bare "the liberation of P" may be anybody's, whoever was named before
    alone = (
        reading.trigger.form is Form.NOUN and not reading.carrier and not reading.trigger.pronoun
    )
    return None if alone else reading.scene.memory.actor


def _opponent(reading: _Reading, subject: str | None, places: list[PlaceMention]) -> str | None:
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


def _places(
    reading: _Reading, *, prepositions: tuple[str, ...] | None = None
) -> list[PlaceMention]:
    """Give the places that the trigger is about: the first that fits, with its list.

    A place fits when the preposition before it is one of the frame's; "" is the direct object.
    """
    trigger, scene = reading.trigger, reading.scene
    allowed = trigger.places if prepositions is None else prepositions
    if trigger.pronoun and trigger.form is not Form.NOUN and "" in allowed:
        held = trigger.pronoun == "ها" and trigger.frame in _HOLDABLE
        return _remembered(scene, trigger.start, trigger.end) if held else []
    for word in scene.between(trigger.end, scene.right_edge(trigger.end)):
        if grammar().pronoun_places.get(word.text) in allowed:
            return _remembered(scene, trigger.start, word.end)
    for place in scene.places:
        if place.outer_start >= trigger.end and _can_be_held(place):
            if _too_far(scene, trigger, place):
                return []
            fitted = _fit(scene, trigger, place, allowed)
            if fitted is not None:
                return _with_list(scene, fitted)
    return []


def _can_be_held(place: PlaceMention) -> bool:
    """Refuse what only locates another place, and countries, which news names for armies."""
    return not place.qualifier and place.mention.feature != "country"


def _loose_words(scene: Scene, start: int, end: int) -> list[Word]:
    """Give the words of [start, end) that are part of no actor and no expression of time."""
    named = [(a.word_start, a.end) for a in scene.actors]
    named += [(t.start, t.end) for t in scene.times]
    between = scene.between(start, end)
    return [w for w in between if not any(a <= w.start < b for a, b in named)]


def _too_far(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> bool:
    loose = _loose_words(scene, trigger.end, place.outer_start)
    another = any(
        t.frame not in {Frame.LIGHT, Frame.SUCCESS, Frame.STRONGHOLD}
        and not _is_lost(scene, t)
        and trigger.end <= t.word_start < place.outer_start
        for t in scene.triggers
    )
    fight = trigger.frame is Frame.GAIN and any(w.text in grammar().clashes for w in loose)
    blocked = another or fight or any(scene.is_barrier(w) for w in loose)
    return blocked or len(loose) > _SLOT_REACH


def _fit(
    scene: Scene, trigger: TriggerSign, place: PlaceMention, allowed: tuple[str, ...]
) -> PlaceMention | None:
    """Check the preposition; F4 for "on parts of the lines in P"."""
    if place.governor in allowed:
        return place if place.governor or _is_direct(scene, trigger, place) else None
    between = [w.text for w in scene.between(trigger.end, place.outer_start)]
    if place.governor not in {"في", "ب", "داخل", "من"}:
        return None
    led = bool(set(allowed) & set(between))
    lines = [t for t in scene.triggers if trigger.end <= t.start < place.start]
    if led and any(t.frame is Frame.STRONGHOLD for t in lines):
        return place
    parts = [grammar().parts[w] for w in between if w in grammar().parts]
    wide = place.mention.type_word in {"ريف", "محافظه"}
    if not parts or wide or not (led or "" in allowed):
        return None
    return _as_part(place, parts[-1])


def _as_part(place: PlaceMention, part: float) -> PlaceMention:
    return replace(place, part=part if place.part is None else place.part)


def _is_direct(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> bool:
    return len(_loose_words(scene, trigger.end, place.outer_start)) <= _DIRECT_REACH


def _with_list(scene: Scene, first: PlaceMention) -> list[PlaceMention]:
    """Add the places that continue the list; qualifiers between its members are skipped."""
    found = [first]
    rest = [p for p in scene.places if p.start > first.start]
    for place in rest:
        if place.joined and not place.qualifier:
            found.append(place)
        elif not place.qualifier:
            break
    return found


_HOLDABLE = frozenset({Frame.GAIN, Frame.SIEGE, Frame.ENTER, Frame.ATTACK})
"""Frames whose joined "it" is a place; one loses and gives more than places, and "him" is nobody's
town."""


def _heads(scene: Scene, relative: Word) -> list[PlaceMention]:
    """Give the place that a relative clause is about: the last that is no qualifier, if near."""
    before = [p for p in scene.places if p.end <= relative.start]
    heads = [p for p in before if not p.qualifier]
    if not heads:
        return []
    qualifiers = [p for p in before if p.qualifier and p.start > heads[-1].start]
    between = scene.between(heads[-1].end, relative.start)
    loose = [w for w in between if not any(q.outer_start <= w.start < q.end for q in qualifiers)]
    return heads[-1:] if len(loose) <= _HEAD_REACH else []


def _is_relative(word: Word) -> bool:
    return word.text in grammar().relative


def _remembered(scene: Scene, start: int, end: int) -> list[PlaceMention]:
    """Give the place that a pronoun stands for: the last one before it that is no qualifier."""
    here = [p for p in scene.places if p.end <= start and not p.qualifier]
    relative = next(
        (w for w in scene.words if start - 16 < w.end <= start and _is_relative(w)), None
    )
    if relative is not None:
        return _heads(scene, relative)
    here = [p for p in here if _can_be_held(p)]
    if here:
        return [here[-1]]
    mention = scene.memory.last_place
    return [PlaceMention(start, start, end, mention, "", anaphor=True)] if mention else []


# ---------------------------------------------------------------------------------- rules


def _make(
    reading: _Reading,
    rule: str,
    kind: Kind,
    places: list[PlaceMention],
    actor: str | None,
    from_actor: str | None = None,
) -> Iterator[Draft]:
    """Make one draft a place; nothing without an actor, nothing for whole countries."""
    if actor is None:
        return
    from_actor = None if from_actor == actor else from_actor
    for place in (p for p in places if p.mention.feature != "country"):
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
            weight=reading.weight * (0.85 if place.anaphor else 1.0),
            trigger=reading.trigger,
            **_extent(reading, place, actor),
        )


def _extent(reading: _Reading, place: PlaceMention, actor: str) -> Mapping[str, int]:
    """Give the evidence: from the actor to the place, whichever comes first, trigger included."""
    scene, trigger = reading.scene, reading.trigger
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    near = [a for a in (before, _agent_after(scene, trigger)) if a is not None and a.id == actor]
    starts = [reading.start, place.outer_start, *(a.word_start for a in near)]
    return {"start": min(starts), "end": max([place.end, trigger.end, *(a.end for a in near)])}


def _gain(reading: _Reading) -> Iterator[Draft]:
    """R1; F3."""
    places = _places(reading)
    subject = _subject(reading, places)
    kind = Kind.HOLD if _is_state(reading) else Kind.CAPTURE
    rule = "R9-state" if kind is Kind.HOLD else "R1-gain"
    yield from _make(reading, rule, kind, places, subject, _opponent(reading, subject, places))


def _is_state(reading: _Reading) -> bool:
    """F3."""
    trigger, scene = reading.trigger, reading.scene
    if trigger.form is not Form.PRESENT or not trigger.standing:
        return False
    before = [_bare(word) for word in scene.before(trigger.word_start, 4)]
    g = grammar()
    told = any(w in g.still | g.relative | g.pluperfect for w in before)
    return told or not scene.headline


def _expel(reading: _Reading) -> Iterator[Draft]:
    """R2: with two actors after the verb the first drives the second out."""
    scene, trigger = reading.scene, reading.trigger
    places = _places(reading)
    limit = _limit(reading, places)
    after = [a for a in scene.actors if trigger.end <= a.word_start and a.end <= limit]
    if not after or not places:
        return
    loser = after[-1].id
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    winner = after[0].id if len(after) > 1 else (before.id if before else _earlier_subject(reading))
    if winner != loser:
        yield from _make(reading, "R2-expel", Kind.CAPTURE, places, winner, loser)


def _lose(reading: _Reading) -> Iterator[Draft]:
    """R3."""
    places = _places(reading)
    gainer = _agent_after(reading.scene, reading.trigger)
    loser = _loser(reading, places)
    if gainer is not None and gainer.id != loser:
        yield from _make(reading, "R3-lose", Kind.CAPTURE, places, gainer.id, loser)
    else:
        yield from _make(reading, "R3-lose", Kind.LOSS, places, loser)


def _loser(reading: _Reading, places: list[PlaceMention]) -> str | None:
    """Like the subject of any verb, but never the agent, who gains."""
    scene, trigger = reading.scene, reading.trigger
    limit = _limit(reading, places)
    after = [a for a in scene.actors if trigger.end <= a.word_start and a.end <= limit]
    free = [a for a in after if a.role is Role.FREE]
    if free:
        return free[0].id
    before = free_actor_before(scene, reading.start, scene.left_edge(reading.start))
    return before.id if before else _earlier_subject(reading)


def _fall(reading: _Reading) -> Iterator[Draft]:
    """R4: the place stands before or after the verb, in nobody's grammar but its own."""
    scene, trigger = reading.scene, reading.trigger
    gainer = _agent_after(scene, trigger)
    if gainer is None:
        return
    after = [p for p in scene.places if trigger.end <= p.outer_start < gainer.word_start]
    edge = scene.left_edge(trigger.word_start)
    before = [p for p in scene.places if edge <= p.outer_start and p.end <= trigger.word_start]
    subjects = [p for p in after if not p.governor and not p.qualifier][:1]
    subjects = subjects or [p for p in before if not p.governor and not p.qualifier][-1:]
    places = _with_list(scene, subjects[0]) if subjects else []
    yield from _make(reading, "R4-fall", Kind.CAPTURE, places, gainer.id)


def _siege(reading: _Reading) -> Iterator[Draft]:
    """R5: the besieged stand before their place: "the ring around Y in P"."""
    scene, trigger = reading.scene, reading.trigger
    places = _places(reading) or _places(reading, prepositions=("في", "داخل"))
    after = [a for a in scene.actors if trigger.end <= a.word_start]
    besieged = next((a.id for a in after if a.role is Role.OPPONENT), None)
    subject = _subject(reading, places)
    yield from _make(reading, "R5-siege", Kind.SIEGE, places, subject, besieged)


def _repel(reading: _Reading) -> Iterator[Draft]:
    """R6: the attacker is named with "of" or right after the attack."""
    scene, trigger = reading.scene, reading.trigger
    places = _places(reading) or _places(reading, prepositions=("في", "محيط", "ب", "قرب", "من"))
    attacker = next(
        (a.id for a in scene.actors if a.word_start >= trigger.end and a.role is Role.TO), None
    )
    subject = _subject(reading, places)
    yield from _make(reading, "R6-repel", Kind.REPEL, _whole(places), subject, attacker)


def _whole(places: list[PlaceMention]) -> list[PlaceMention]:
    """Forget shares: an attack on "positions around P" is still beaten off P."""
    return [replace(place, part=None) for place in places]


def _enter(reading: _Reading) -> Iterator[Draft]:
    """R7."""
    places = _places(reading)
    subject = _subject(reading, places)
    yield from _make(
        reading, "R7-enter", Kind.PARTIAL, places, subject, _opponent(reading, subject, places)
    )


def _receive(reading: _Reading) -> Iterator[Draft]:
    """R8."""
    places = _places(reading)
    subject = _subject(reading, places)
    yield from _make(
        reading, "R8-receive", Kind.TRANSFER, places, subject, _opponent(reading, subject, places)
    )


def _give(reading: _Reading) -> Iterator[Draft]:
    """R8: who gives stands before or after the verb, who receives has "to"."""
    scene, trigger = reading.scene, reading.trigger
    places = _places(reading)
    receiver = next(
        (
            a.id
            for a in scene.actors
            if a.word_start >= trigger.end
            and (a.role is Role.TO or "الي" in scene.before(a.word_start, 1))
        ),
        None,
    )
    giver = _loser(reading, places)
    yield from _make(reading, "R8-give", Kind.TRANSFER, places, receiver, giver)


def _state(reading: _Reading) -> Iterator[Draft]:
    """R9: the holder right after, the place right before; "the areas under" are no place."""
    scene, trigger = reading.scene, reading.trigger
    holder = _first_actor(scene, trigger.end, trigger.end + 12)
    before = [p for p in scene.places if p.end <= trigger.word_start]
    heads = [p for p in before if _can_be_held(p)][-1:]
    if heads:
        loose = _loose_words(scene, heads[0].end, trigger.word_start)
        inside = [p for p in before if p.start > heads[0].start]
        loose = [w for w in loose if not any(p.outer_start <= w.start < p.end for p in inside)]
        if len(loose) > _STATE_REACH or any(w.text in grammar().areas for w in loose):
            heads = []
    yield from _make(reading, "R9-state", Kind.HOLD, heads, holder.id if holder else None)


def _stronghold(reading: _Reading) -> Iterator[Draft]:
    """R10: "P, stronghold of X"; "the stronghold of X in P" and "X's stronghold P" likewise."""
    scene, trigger = reading.scene, reading.trigger
    holder = _first_actor(scene, trigger.end, trigger.end + 14)
    if holder is None or any(
        t.frame is Frame.GAIN and 0 <= trigger.word_start - t.end < 40 for t in scene.triggers
    ):
        return
    near = [p for p in scene.places if 0 <= trigger.word_start - p.end <= 12 and not p.qualifier]
    after = [p for p in scene.places if 0 <= p.outer_start - holder.end <= 2 and not p.joined]
    yield from _make(reading, "R10-stronghold", Kind.HOLD, near[-1:] or after[:1], holder.id)


def _attack(reading: _Reading) -> Iterator[Draft]:
    """R11."""
    places = _places(reading)
    subject = _subject(reading, places)
    tried = replace(reading, fact=Fact.DENIED if reading.fact is Fact.DENIED else Fact.TRIED)
    yield from _make(tried, "R11-attack", Kind.ATTEMPT, places, subject)


_RULES: Mapping[Frame, Callable[[_Reading], Iterator[Draft]]] = {
    Frame.GAIN: _gain,
    Frame.EXPEL: _expel,
    Frame.LOSE: _lose,
    Frame.FALL: _fall,
    Frame.SIEGE: _siege,
    Frame.REPEL: _repel,
    Frame.ENTER: _enter,
    Frame.RECEIVE: _receive,
    Frame.GIVE: _give,
    Frame.STATE: _state,
    Frame.STRONGHOLD: _stronghold,
    Frame.ATTACK: _attack,
}
