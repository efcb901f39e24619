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
R12  stationed   the subject stands in the place: it holds it

For all of them, with F1 and F2 of reading.py:

F3   the present tense of a standing verb tells of a state, outside headlines and reports of gain
F4   a share or a part makes any gain partial
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from mapper.claims.actors import ActorMention, Role
from mapper.claims.reading import Fact, Reading, is_lost, read, without_clitics
from mapper.claims.scene import (
    PlaceMention,
    Scene,
    behind_adjectives,
    first_actor,
    free_actor_before,
    grammar,
)
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.where import (
    can_be_held,
    heads_of,
    is_area,
    is_ground,
    loose_words,
    part_behind,
    part_of,
    places_of,
    relative_before,
    remembered,
    with_list,
    with_list_before,
)
from mapper.claims.who import (
    actors_following,
    agent_after,
    between_carrier,
    is_object,
    loser_of,
    opponent_of,
    subject_further_back,
    subject_of,
)
from mapper.claims.words import Word
from mapper.records import Kind

__all__ = ["Draft", "drafts"]

_ATTACK_REACH = 4
"""An attack that is beaten off is named within this many words, the defender not counted."""
_STATE_REACH = 4
"""Between a place and "under the control of" stand at most this many words."""
_OTHERS = (["واخري"], ["اخري"])
"""What tells parts apart."""
_SITUATED = (["الواقعه"], ["الواقع"], ["التي تقع"])
"""Participles between a town and the state that it is in."""
_TOWNLIKE = frozenset({"منطقه", "بلده", "قريه", "مدينه", "حي", "مخيم", "مديريه"})
"""Places that such a participle tells of even where they only locate another."""
_PREDICATE_REACH = 3
"""A verb of remaining stands at most this many words before its state."""
_APART_REACH = 7
"""Between "is" and "under the control of" stand at most this many words."""
_INTERVENTION_REACH = 5
"""What tells an intervention follows it within this many words."""
_TAKEN_REACH = 40
"""What was taken stands at most this many characters before what it was."""
_BESIDE = 12
"""A place stands beside its "stronghold of" if at most this many characters part them."""
_NEEDED_REACH = 9
"""What makes of "takes" a taking for its base follows within this many words."""


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


def drafts(scene: Scene) -> Iterator[Draft]:
    """Yield what the sentence claims, in the order of its triggers."""
    for trigger in scene.triggers:
        rule = _RULES.get(trigger.frame)
        if rule is None or is_lost(scene, trigger):
            continue
        reading = read(scene, trigger)
        if reading is not None:
            yield from rule(reading)


def _make(
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


def _gain(reading: Reading) -> Iterator[Draft]:
    """R1; F3, F4."""
    places = _nearly(reading, places_of(reading))
    subject = subject_of(reading, places)
    lasting = _is_state(reading) or _is_lasting(reading, places)
    opponent = opponent_of(reading, subject, places)
    if lasting:
        yield from _make(reading, "R9-state", Kind.HOLD, places, subject, opponent)
    else:
        yield from _make(reading, "R1-gain", Kind.CAPTURE, places, subject, opponent)


def _is_lasting(reading: Reading, places: list[PlaceMention]) -> bool:
    """F3: "because of X's control of P" and "X's control of P for years" tell of a state."""
    trigger, scene = reading.trigger, reading.scene
    if trigger.form is not Form.NOUN or reading.carrier is not None or "علي" not in trigger.places:
        return False
    before = scene.before(trigger.word_start, 2)
    if before[:1] and (before[0] in grammar().because or before[-1] in grammar().because):
        return True
    if is_area(scene, trigger.word_start, reach=1):
        return True
    behind = places[-1].end if places else trigger.end
    return any(word.text == "منذ" for word in list(scene.after(behind))[:2])


def _stationed(reading: Reading) -> Iterator[Draft]:
    """R12."""
    places = places_of(reading)
    following = [w.text for w in reading.scene.after(reading.trigger.end)][:_NEEDED_REACH]
    needs = reading.trigger.needs
    if needs and not any(word in needs for word in following):
        return
    if reading.trigger.form is Form.NOUN:  # "what is out of control" is no army
        places = [p for p in places if p.start >= reading.trigger.end]
    beside = _actor_beside(reading) if reading.trigger.form is Form.NOUN else None
    subject = beside or subject_of(reading, places)
    yield from _make(reading, "R12-stationed", Kind.HOLD, places, subject)


def _actor_beside(reading: Reading) -> str | None:
    """Give the actor that a participle follows: "[against] the fighters of X stationed in P"."""
    scene, start = reading.scene, reading.trigger.word_start
    before = [a for a in scene.actors if a.end <= start]
    near = before and len(scene.between(before[-1].end, start)) <= 1
    return before[-1].id if near else None


def _nearly(reading: Reading, places: list[PlaceMention]) -> list[PlaceMention]:
    """F4: "took nearly full control of P" leaves a part."""
    if not places:
        return places
    said = reading.scene.between(reading.trigger.end, places[0].outer_start)
    if not any(word.text in grammar().nearly for word in said):
        return places
    return [replace(place, part=-1.0 if place.part is None else place.part) for place in places]


def _is_state(reading: Reading) -> bool:
    """F3."""
    trigger, scene = reading.trigger, reading.scene
    if trigger.form is not Form.PRESENT:
        return False
    if relative_before(reading) is not None:
        return True
    g = grammar()
    before = [without_clitics(word) for word in scene.before(trigger.word_start, 4)]
    lasting = any(word in g.still | g.pluperfect for word in before)
    return trigger.standing and (lasting or not scene.headline)


def _expel(reading: Reading) -> Iterator[Draft]:
    """R2: with two actors after the verb the first drives the second out."""
    places = places_of(reading)
    agent = agent_after(reading.scene, reading.trigger)
    after = [actor.id for actor in actors_following(reading, places)]
    if reading.trigger.pronoun and reading.trigger.form is Form.NOUN and not after:
        yield from _driven_out(reading, places)
        return
    if not after or not places:
        return
    winner: str | None
    loser: str | None
    if agent is not None:
        winner, loser = agent.id, after[0]
    elif reading.trigger.pronoun and reading.trigger.form is not Form.NOUN:
        winner, loser = after[0], None  # "X drove them out"
    elif len(after) > 1:
        winner, loser = after[0], after[-1]
    else:
        winner, loser = _doer(reading), after[0]
    if winner != loser:
        yield from _make(reading, "R2-expel", Kind.CAPTURE, places, winner, loser)


def _driven_out(reading: Reading, places: list[PlaceMention]) -> Iterator[Draft]:
    """R2: "after driving them out of P": they are the last named, the others drove them."""
    before = [a for a in reading.scene.actors if a.end <= reading.trigger.word_start]
    if not before:
        return
    loser = before[-1].id
    winner = next((a.id for a in before if a.id != loser and a.role is Role.FREE), None)
    if winner is not None:
        yield from _make(reading, "R2-expel", Kind.CAPTURE, places, winner, loser)
    else:
        yield from _make(reading, "R2-expel", Kind.LOSS, places, loser)


def _doer(reading: Reading) -> str | None:
    scene, start = reading.scene, reading.start
    inside = between_carrier(reading)
    if inside is not None:
        return inside.id
    before = free_actor_before(scene, start, scene.left_edge(start))
    return before.id if before else subject_further_back(reading)


def _lose(reading: Reading) -> Iterator[Draft]:
    """R3."""
    if _is_particle(reading):
        return
    places = places_of(reading)
    gainer = agent_after(reading.scene, reading.trigger)
    loser = loser_of(reading, places)
    if gainer is not None and gainer.id != loser:
        yield from _make(reading, "R3-lose", Kind.CAPTURE, places, gainer.id, loser)
    else:
        yield from _make(reading, "R3-lose", Kind.LOSS, places, loser)


def _is_particle(reading: Reading) -> bool:
    """Say whether the word only leads to a verb: "for (فقد) they raised the flag", not "lost"."""
    scene, trigger = reading.scene, reading.trigger
    if scene.folded[trigger.start : trigger.end] != "فقد":
        return False
    following = next(scene.after(trigger.end), None)
    signs = [a.word_start for a in scene.actors] + [t.word_start for t in scene.triggers]
    named = trigger.end + 1 in signs
    return following is not None and not named and not following.text.startswith("ال")


def _fall(reading: Reading) -> Iterator[Draft]:
    """R4: the place stands before or after the verb, in nobody's grammar but its own."""
    scene, trigger = reading.scene, reading.trigger
    gainer = agent_after(scene, trigger)
    if gainer is None:
        return
    after = [p for p in scene.places if trigger.end <= p.outer_start < gainer.word_start]
    relative = relative_before(reading)
    edge = scene.left_edge(trigger.word_start)
    before = [p for p in scene.places if edge <= p.outer_start and p.end <= trigger.word_start]
    before = heads_of(scene, relative) if relative else before
    subjects = [p for p in after if not p.governor and not p.qualifier][:1]
    subjects = subjects or [p for p in before if not p.governor and not p.qualifier][-1:]
    places = with_list(scene, subjects[0]) if subjects else []
    yield from _make(reading, "R4-fall", Kind.CAPTURE, places, gainer.id)


def _siege(reading: Reading) -> Iterator[Draft]:
    """R5: the besieged stand before their place: "the ring around Y in P"."""
    scene, trigger = reading.scene, reading.trigger
    if trigger.form is Form.PASSIVE:
        yield from _besieged(reading)
        return
    places = places_of(reading) or places_of(reading, prepositions=("في", "داخل"))
    suffering = [] if places else _suffering(reading)
    if suffering:
        reading = replace(reading, fact=Fact.EVENT)  # "to a siege" is no purpose
    places = places or suffering
    after = [a for a in scene.actors if trigger.end <= a.word_start]
    inside = bool(places) and places[0].governor in {"في", "داخل", "ب"}
    besieged = next((a for a in after if a.role is Role.OPPONENT or is_object(scene, a)), None)
    if besieged is None and inside and len(actors_following(reading, places)) == 1:
        besieged = actors_following(reading, places)[0]  # "besiege Y in P"
    subject = _doer(reading) if besieged in after[:1] else subject_of(reading, places)
    yield from _make(
        reading, "R5-siege", Kind.SIEGE, places, subject, besieged.id if besieged else None
    )


def _besieged(reading: Reading) -> Iterator[Draft]:
    """R5: "the besieged P", "Y are besieged in P"; the besieger is an agent or said elsewhere."""
    scene, trigger = reading.scene, reading.trigger
    agent = agent_after(scene, trigger)
    besieger = agent.id if agent is not None else None
    before = [p for p in scene.places if p.end <= trigger.word_start]
    inside = part_behind(scene, trigger.end)
    if inside:
        suffering = _doer(reading)
        yield from _make(reading, "R5-siege", Kind.SIEGE, _whole(inside), besieger, suffering)
    elif before and not trigger.clitic.startswith("و") and _adjoins(scene, before[-1], trigger):
        heads = with_list_before(scene, before[-1]) or before[-1:]
        yield from _make(reading, "R5-siege", Kind.SIEGE, _whole(heads), besieger)


def _adjoins(scene: Scene, place: PlaceMention, trigger: TriggerSign) -> bool:
    """Say whether at most one adjective stands between a place and its participle."""
    said = scene.folded[place.end : trigger.word_start]
    return len(scene.between(place.end, trigger.word_start)) <= 1 and "،" not in said


def _suffering(reading: Reading) -> list[PlaceMention]:
    """Give the place that comes under a siege: "P is exposed to a siege that X imposes"."""
    scene, trigger = reading.scene, reading.trigger
    if trigger.form is not Form.NOUN or not any(
        w in grammar().suffers for w in _said_before(reading)
    ):
        return []
    before = [p for p in scene.places if p.end <= trigger.word_start and not p.governor]
    heads = [p for p in before if not p.qualifier and not p.joined]
    return with_list(scene, heads[-1]) if heads else []


def _said_before(reading: Reading) -> list[str]:
    return [word.text for word in reading.scene.words if word.end <= reading.trigger.word_start]


def _repel(reading: Reading) -> Iterator[Draft]:
    """R6: the defender stands before the attack, the attacker after it."""
    scene, trigger = reading.scene, reading.trigger
    attack = _attack_after(scene, trigger)
    if attack is None:
        return
    defenders = [a for a in scene.actors if trigger.end <= a.word_start < attack.start]
    defender = defenders[0].id if defenders else _doer(reading)
    after = [a for a in scene.actors if a.word_start >= attack.end and a.id != defender]
    attacker = after[0].id if after else None
    places = _whole(places_of(reading))
    if not places and attack.text.startswith("ال"):  # "the attack", on what was named before
        places = remembered(reading, attack.end)
    yield from _make(reading, "R6-repel", Kind.REPEL, places, defender, attacker)


def _attack_after(scene: Scene, trigger: TriggerSign) -> Word | None:
    """Give the word of attack that the trigger is about; the defender may stand between."""
    edge = scene.right_edge(trigger.end)
    for word in loose_words(scene, trigger.end, edge)[:_ATTACK_REACH]:
        if word.text in grammar().attacks or word.text.removeprefix("ل") in grammar().attacks:
            return word
    return None


def _whole(places: list[PlaceMention]) -> list[PlaceMention]:
    """Forget shares: an attack on "positions around P" is still beaten off P."""
    return [replace(place, part=None) for place in places]


def _enter(reading: Reading) -> Iterator[Draft]:
    """R7; what enters is an army, no convoy, and no truce comes into force."""
    following = [word.text for word in reading.scene.after(reading.trigger.end)][:4]
    if any(word in grammar().not_armies for word in following) or _intervenes(reading):
        return
    places = places_of(reading)
    subject = subject_of(reading, places)
    yield from _make(
        reading, "R7-enter", Kind.PARTIAL, places, subject, opponent_of(reading, subject, places)
    )


def _intervenes(reading: Reading) -> bool:
    """Say whether the word is the other noun of its spelling: X's intervention at the head of."""
    text = reading.scene.folded[reading.trigger.start : reading.trigger.end]
    after = islice(reading.scene.after(reading.trigger.end), _INTERVENTION_REACH)
    return text == "تدخل" and any(word.text in grammar().intervening for word in after)


def _receive(reading: Reading) -> Iterator[Draft]:
    """R8."""
    places = places_of(reading)
    subject = subject_of(reading, places)
    yield from _make(
        reading, "R8-receive", Kind.TRANSFER, places, subject, opponent_of(reading, subject, places)
    )


def _give(reading: Reading) -> Iterator[Draft]:
    """R8: who gives stands before or after the verb, who receives has "to"."""
    scene, trigger = reading.scene, reading.trigger
    places = places_of(reading)
    receiver = next(
        (
            a.id
            for a in scene.actors
            if a.word_start >= trigger.end
            and (a.role is Role.TO or "الي" in scene.before(a.word_start, 1))
        ),
        None,
    )
    giver = loser_of(reading, places)
    yield from _make(reading, "R8-give", Kind.TRANSFER, places, receiver, giver)


def _state(reading: Reading) -> Iterator[Draft]:
    """R9: the holder right after, the place right before; "the areas under" are no place."""
    scene, trigger = reading.scene, reading.trigger
    if _is_moved(scene, trigger):
        return
    after = first_actor(scene, trigger.end, trigger.end + 12) or _holder_apart(scene, trigger)
    holder = after.id if after and not trigger.pronoun else None
    if trigger.pronoun:  # "under its control"
        holder = _doer(reading)
    heads = _head_of_state(scene, trigger)
    if not heads and any(w in grammar().areas for w in scene.before(trigger.word_start, 4)):
        heads = part_behind(scene, after.end if after else trigger.end)
    if not heads and after is not None:
        heads = _between_state_and(scene, trigger, after)
    if holder is None and trigger.by is not None and _remains(scene, trigger):
        yield from _make(reading, "R9-state", Kind.CAPTURE, heads, None)  # "P is now under control"
    else:
        yield from _make(reading, "R9-state", Kind.HOLD, heads, holder)


def _head_of_state(scene: Scene, trigger: TriggerSign) -> list[PlaceMention]:
    """Give the places before a state that it is about; parts of one where parts are told apart."""
    before = [p for p in scene.places if p.end <= trigger.word_start and is_ground(p)]
    apart = [p for p in before if can_be_held(p)][-1:]
    if apart and scene.before(trigger.word_start, 1) in _OTHERS:
        return [replace(apart[0], part=-1.0)]  # "districts held by X and others by Y"
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
    between = scene.between(place.end, trigger.word_start)
    return place.mention.type_word in _TOWNLIKE and [w.text for w in between] in _SITUATED


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


def _hands(reading: Reading) -> Iterator[Draft]:
    """R9: "P is still in the hands of X"; a verb of taking in the clause makes X its gainer."""
    scene, start = reading.scene, reading.trigger.word_start
    edge = scene.left_edge(start)
    said = [word for word in scene.words if edge <= word.start and word.end <= start]
    grip = scene.folded[reading.trigger.start : reading.trigger.end] in grammar().grips
    if grip or any(without_clitics(word.text) in grammar().remains for word in said):
        yield from _state(reading)


def _is_moved(scene: Scene, trigger: TriggerSign) -> bool:
    """Say whether a verb of taking in the clause makes "in the hands of X" name the gainer."""
    start = trigger.word_start
    edge = scene.left_edge(start)
    return trigger.frame is Frame.HANDS and any(
        edge <= t.word_start < start and t.frame in _MOVES for t in scene.triggers
    )


_MOVES = frozenset({Frame.FALL, Frame.GAIN, Frame.LOSE, Frame.GIVE, Frame.RECEIVE, Frame.LIGHT})


def _stronghold(reading: Reading) -> Iterator[Draft]:
    """R10: "P, stronghold of X"; "the stronghold of X in P" and "X's stronghold P" likewise."""
    scene, trigger = reading.scene, reading.trigger
    holder = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 14)
    if trigger.pronoun and _is_just_lost(reading):
        return
    if trigger.pronoun:
        yield from _make(
            reading, "R10-stronghold", Kind.HOLD, part_behind(scene, trigger.end), _doer(reading)
        )
        return
    near = _beside(scene, trigger)
    if holder is None or _is_just_taken(reading, near):
        return
    after = [p for p in scene.places if 0 <= p.outer_start - holder.end <= 2 and not p.joined]
    yield from _make(reading, "R10-stronghold", Kind.HOLD, near[-1:] or after[:1], holder.id)


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


def _pocket(reading: Reading) -> Iterator[Draft]:
    """R10: "pockets of X in P": a part of it."""
    scene, trigger = reading.scene, reading.trigger
    holder = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 3)
    if holder is None or _is_just_taken(reading, []):
        return
    places = part_behind(scene, holder.end)
    yield from _make(reading, "R10-stronghold", Kind.HOLD, places, holder.id)


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


def _attack(reading: Reading) -> Iterator[Draft]:
    """R11."""
    places = places_of(reading)
    subject = subject_of(reading, places)
    tried = replace(reading, fact=Fact.DENIED if reading.fact is Fact.DENIED else Fact.TRIED)
    yield from _make(tried, "R11-attack", Kind.ATTEMPT, places, subject)


_RULES: Mapping[Frame, Callable[[Reading], Iterator[Draft]]] = {
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
    Frame.POCKET: _pocket,
    Frame.ATTACK: _attack,
    Frame.STATIONED: _stationed,
    Frame.HANDS: _hands,
}
