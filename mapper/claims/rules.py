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
from dataclasses import replace
from itertools import islice

from mapper.claims.actors import Role
from mapper.claims.draft import Draft, doer, make
from mapper.claims.reading import Fact, Reading, imposer, is_lost, read, without_clitics
from mapper.claims.scene import PlaceMention, Scene, first_actor, grammar
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.states import hands, pocket, state, stationed, stronghold
from mapper.claims.where import (
    can_be_held,
    heads_of,
    is_area,
    loose_words,
    part_behind,
    places_of,
    relative_before,
    remembered,
    with_list,
    with_list_before,
)
from mapper.claims.who import (
    actors_following,
    agent_after,
    is_object,
    loser_of,
    opponent_of,
    subject_of,
)
from mapper.claims.words import Word
from mapper.records import Kind

__all__ = ["drafts"]

_ATTACK_REACH = 4
"""An attack that is beaten off is named within this many words, the defender not counted."""
_CARRIED_REACH = 6
"""The object of a verb that only carries it follows within this many words."""
_SUBJECT_REACH = 2
"""The subject of a passive stands at most this many words before it."""
_INTERVENTION_REACH = 5
"""What tells an intervention follows it within this many words."""


def drafts(scene: Scene) -> Iterator[Draft]:
    """Yield what the sentence claims, in the order of its triggers."""
    for trigger in scene.triggers:
        rule = _RULES.get(trigger.frame)
        if rule is None or is_lost(scene, trigger):
            continue
        reading = read(scene, trigger)
        if reading is not None:
            yield from rule(reading)


def _gain(reading: Reading) -> Iterator[Draft]:
    """R1; F3, F4."""
    if _only_carries(reading):
        return
    places = _nearly(reading, places_of(reading) or _recovered(reading))
    subject = subject_of(reading, places)
    lasting = _is_state(reading) or _is_lasting(reading, places)
    opponent = opponent_of(reading, subject, places)
    if lasting:
        yield from make(reading, "R9-state", Kind.HOLD, places, subject, opponent)
    else:
        yield from make(reading, "R1-gain", Kind.CAPTURE, places, subject, opponent)


def _only_carries(reading: Reading) -> bool:
    """Say whether the verb's object is the noun: "Damascus regained (استعادت) control of P"."""
    scene, verb = reading.scene, reading.trigger
    if not any(t.frame is Frame.LIGHT and t.start == verb.start for t in scene.triggers):
        return False
    noun = next((t for t in scene.triggers if t.word_start >= verb.end), None)
    if noun is None or noun.form is not Form.NOUN or noun.frame is not Frame.GAIN:
        return False
    if noun.clitic not in {"", "ال"} or "علي" not in noun.places:
        return False
    between = [p for p in scene.places if verb.end <= p.outer_start and p.end <= noun.word_start]
    beside = all(p.start - verb.end == 1 for p in between)
    return beside and len(scene.between(verb.end, noun.word_start)) <= _CARRIED_REACH


def _recovered(reading: Reading) -> list[PlaceMention]:
    """Give the subject of a passive that stands before it: "P has been freed"."""
    scene, trigger = reading.scene, reading.trigger
    if trigger.form is not Form.PASSIVE:
        return []
    edge = scene.left_edge(trigger.word_start)
    before = [p for p in scene.places if edge <= p.outer_start and p.end <= trigger.word_start]
    near = [p for p in before if len(scene.between(p.end, trigger.word_start)) <= _SUBJECT_REACH]
    heads = [p for p in near if not p.governor and not p.qualifier]
    return with_list_before(scene, heads[-1]) if heads else []


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
        winner, loser = doer(reading), after[0]
    if winner != loser:
        yield from make(reading, "R2-expel", Kind.CAPTURE, places, winner, loser)


def _driven_out(reading: Reading, places: list[PlaceMention]) -> Iterator[Draft]:
    """R2: "after driving them out of P": they are the last named, the others drove them."""
    before = [a for a in reading.scene.actors if a.end <= reading.trigger.word_start]
    if not before:
        return
    loser = before[-1].id
    winner = next((a.id for a in before if a.id != loser and a.role is Role.FREE), None)
    if winner is not None:
        yield from make(reading, "R2-expel", Kind.CAPTURE, places, winner, loser)
    else:
        yield from make(reading, "R2-expel", Kind.LOSS, places, loser)


def _lose(reading: Reading) -> Iterator[Draft]:
    """R3."""
    if _is_particle(reading):
        return
    places = [p for p in places_of(reading) if p.part is None]  # "from its posts in P" is not P
    gainer = agent_after(reading.scene, reading.trigger)
    loser = loser_of(reading, places)
    if gainer is not None and gainer.id != loser:
        yield from make(reading, "R3-lose", Kind.CAPTURE, places, gainer.id, loser)
    else:
        yield from make(reading, "R3-lose", Kind.LOSS, places, loser)


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
    yield from make(reading, "R4-fall", Kind.CAPTURE, places, gainer.id)


def _siege(reading: Reading) -> Iterator[Draft]:
    """R5: the besieged stand before their place: "the ring around Y in P"."""
    scene, trigger = reading.scene, reading.trigger
    if trigger.form is Form.PASSIVE:
        yield from _besieged(reading)
        return
    verb = imposer(scene, trigger)
    if verb is not None:
        yield from _imposed(reading, verb)
        return
    places = places_of(reading) or places_of(reading, prepositions=("في", "داخل"))
    suffering = [] if places else _suffering(reading)
    if suffering:
        reading = replace(reading, fact=Fact.EVENT)  # "to a siege" is no purpose
    places = places or suffering
    after = [a for a in scene.actors if trigger.end <= a.word_start]
    inside = bool(places) and not suffering and places[0].governor in {"في", "داخل", "ب"}
    besieged = next((a for a in after if a.role is Role.OPPONENT or is_object(scene, a)), None)
    if besieged is None and inside and len(actors_following(reading, places)) == 1:
        besieged = actors_following(reading, places)[0]  # "besiege Y in P"
    subject = doer(reading) if besieged in after[:1] else subject_of(reading, places)
    yield from make(
        reading, "R5-siege", Kind.SIEGE, places, subject, besieged.id if besieged else None
    )


def _imposed(reading: Reading, verb: TriggerSign) -> Iterator[Draft]:
    """R5: "the siege that X imposes on P"; one that is ended was one until then."""
    scene = reading.scene
    edge = scene.right_edge(verb.end)
    behind = [p for p in scene.places if verb.end <= p.outer_start < edge and p.governor == "علي"]
    places = with_list(scene, behind[0]) if behind else []
    besieger = first_actor(scene, verb.end, edge)
    fact = replace(reading, fact=Fact.EVENT)
    yield from make(fact, "R5-siege", Kind.SIEGE, _whole(places), besieger.id if besieger else None)


def _besieged(reading: Reading) -> Iterator[Draft]:
    """R5: "the besieged P", "Y are besieged in P"; the besieger is an agent or said elsewhere."""
    scene, trigger = reading.scene, reading.trigger
    agent = agent_after(scene, trigger)
    besieger = agent.id if agent is not None else None
    before = [p for p in scene.places if p.end <= trigger.word_start]
    inside = part_behind(scene, trigger.end)
    if inside and _is_of_an_actor(scene, trigger):
        suffering = doer(reading)
        yield from make(reading, "R5-siege", Kind.SIEGE, _whole(inside), besieger, suffering)
    elif before and not trigger.clitic.startswith("و") and _adjoins(scene, before[-1], trigger):
        heads = with_list_before(scene, before[-1]) or before[-1:]
        yield from make(reading, "R5-siege", Kind.SIEGE, _whole(heads), besieger)


def _is_of_an_actor(scene: Scene, participle: TriggerSign) -> bool:
    """Say whether an actor, and no civilian, is besieged: "the militias besieged in P"."""
    near = [a for a in scene.actors if a.end <= participle.word_start]
    return bool(near) and len(scene.between(near[-1].end, participle.word_start)) <= 1


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
    relative = relative_before(reading)
    if relative is not None:
        return heads_of(scene, relative)  # "in P, which is exposed to a siege"
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
    defender = defenders[0].id if defenders else doer(reading)
    after = [a for a in scene.actors if a.word_start >= attack.end and a.id != defender]
    attacker = after[0].id if after else None
    places = _whole(_attacked(scene, attack) or places_of(reading))
    if not places and attack.text.startswith("ال"):  # "the attack", on what was named before
        places = remembered(reading, attack.end)
    yield from make(reading, "R6-repel", Kind.REPEL, places, defender, attacker)


def _attacked(scene: Scene, attack: Word) -> list[PlaceMention]:
    """Give the places of "an attack [of Y] in (on, towards) P", in the attack's own clause."""
    edge = scene.right_edge(attack.end)
    behind = (p for p in scene.places if attack.end <= p.outer_start < edge and can_be_held(p))
    place = next((p for p in behind if p.governor and p.governor != "من"), None)
    return with_list(scene, place) if place else []


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
    yield from make(
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
    yield from make(
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
    yield from make(reading, "R8-give", Kind.TRANSFER, places, receiver, giver)


def _attack(reading: Reading) -> Iterator[Draft]:
    """R11."""
    places = places_of(reading)
    subject = subject_of(reading, places)
    tried = replace(reading, fact=Fact.DENIED if reading.fact is Fact.DENIED else Fact.TRIED)
    yield from make(tried, "R11-attack", Kind.ATTEMPT, places, subject)


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
    Frame.STATE: state,
    Frame.STRONGHOLD: stronghold,
    Frame.POCKET: pocket,
    Frame.ATTACK: _attack,
    Frame.STATIONED: stationed,
    Frame.HANDS: hands,
}
