"""Where: the places that a trigger is about, whole or in part, named, listed or pointed back to."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from gazetteer import spelling
from mapper.claims.morphology import PRONOUNS
from mapper.claims.reading import Reading, is_lost
from mapper.claims.scene import PlaceMention, Scene, behind_adjectives, first_actor, grammar
from mapper.claims.signs import Form, Frame, TriggerSign
from mapper.claims.words import Word, number_of

__all__ = [
    "can_be_held",
    "heads_of",
    "is_area",
    "is_ground",
    "loose_words",
    "part_behind",
    "part_of",
    "places_of",
    "relative_before",
    "remembered",
    "with_list",
    "with_list_before",
]

_SLOT_REACH = 8
"""A place is looked for within this many words after its trigger."""
_LIST_REACH = 24
"""A list of places is announced within this many words after its trigger."""
_ANNOUNCED_REACH = 2
"""And begins within this many words after what announces it."""
_SHARE_REACH = 7
"""A share without its place ends at most this many words after its trigger."""
_DIRECT_REACH = 5
"""Between a verb and its direct object stand at most this many words that are no actor or time."""
_INSIDE_REACH = 3
"""Where the parts lie is said within this many words."""
_INSIDE = frozenset({"في", "ب", "داخل"})
"""The prepositions of being inside."""
_PART_REACH = 5
"""Unnamed parts are said within this many words after the trigger."""
_HEAD_REACH = 2
"""Between a place and "which" stand at most this many words: "P, a town which"."""
_CARRIED = frozenset({Frame.LIGHT, Frame.SUCCESS, Frame.STRONGHOLD, Frame.POCKET})
"""Frames that may stand between a trigger and its place: they are part of the same statement."""
_CARRIED_REPEL = _CARRIED | {Frame.ATTACK, Frame.ENTER}
"""An attack that is beaten off was an advance or an entry."""
_HOLDABLE = frozenset({Frame.GAIN, Frame.SIEGE, Frame.ATTACK, Frame.STATIONED})
"""Frames whose joined "it" is a place; one loses and gives more than places, and "him" is nobody's
town."""


def places_of(
    reading: Reading, *, prepositions: tuple[str, ...] | None = None
) -> list[PlaceMention]:
    """Give the places that the trigger is about: the first that fits, with its list.

    A place fits when the preposition before it is one of the frame's; "" is the direct object.
    Where a count announces its members, these are meant, with what was named whole before them.
    """
    trigger = reading.trigger
    allowed = trigger.places if prepositions is None else prepositions
    taken = trigger.form is not Form.NOUN or trigger.frame is Frame.GAIN  # "its liberation"
    if trigger.pronoun and taken and "" in allowed:
        named = _named(reading, allowed) if trigger.form is Form.NOUN else []
        told = named and (named[0].part is not None or named[0].governor == "ل")
        return named if told else _meant_by_pronoun(reading)  # "its taking of (ل) P"
    announced = _announced(reading)
    named = _named(reading, allowed)
    if announced:
        first = announced[0].start
        return [*(p for p in named if p.part is None and p.start < first), *announced]
    named = named or _part_of_pronoun(reading)
    return named or _share_of_the_last(reading) or _part_of_what_is_near(reading, allowed)


def _meant_by_pronoun(reading: Reading) -> list[PlaceMention]:
    """Give the place that the joined pronoun stands for; "him" is one only of some kinds."""
    trigger = reading.trigger
    if trigger.frame not in _HOLDABLE:
        return []
    if trigger.pronoun in {"ها", "هما"}:
        return remembered(reading, trigger.end)
    meant = remembered(reading, trigger.end) if trigger.pronoun == "ه" else []
    return [p for p in meant if p.mention.type_word in grammar().masculine]


def _named(reading: Reading, allowed: tuple[str, ...]) -> list[PlaceMention]:
    """Give the first place behind the trigger that fits, with its list; or what "it" stands for."""
    trigger, scene = reading.trigger, reading.scene
    for word in scene.between(trigger.end, scene.right_edge(trigger.end)):
        if grammar().pronoun_places.get(word.text) in allowed:
            return remembered(reading, word.end, masculine=word.text.endswith("ه"))
    for place in scene.places:
        if place.outer_start >= trigger.end and can_be_held(place):
            if _too_far(scene, trigger, place) or _is_seen_from(reading, place, allowed):
                break
            fitted = _fit(scene, trigger, place, allowed)
            if fitted is not None:
                return with_list(scene, fitted)
    return _named_again(reading, allowed)


def _is_seen_from(reading: Reading, place: PlaceMention, allowed: tuple[str, ...]) -> bool:
    """Say whether the preposition was said before: "on a post that looks down on P"."""
    words = reading.scene.between(reading.trigger.end, place.outer_start)
    following = zip_longest(words, words[1:])
    said = [w.text for w, other in following if not (other and other.text in grammar().servants)]
    return bool(place.governor) and place.governor in allowed and said.count(place.governor) > 1


def _named_again(reading: Reading, allowed: tuple[str, ...]) -> list[PlaceMention]:
    """Give the first place whose preposition is said again: "on the road that ... and on P"."""
    trigger, scene = reading.trigger, reading.scene
    for place in scene.places:
        if place.outer_start < trigger.end or not can_be_held(place):
            continue
        if any(trigger.end <= t.word_start < place.start for t in scene.triggers):
            return []
        if place.governor in allowed and scene.before(place.outer_start, 1) == [
            f"و{place.governor}"
        ]:
            return with_list(scene, place)
    return []


def _part_of_what_is_near(reading: Reading, allowed: tuple[str, ...]) -> list[PlaceMention]:
    """Give the place that unnamed parts lie in where it is said before: "in P they took hills".

    "The areas which X controls in P" name it behind.
    """
    trigger, scene = reading.trigger, reading.scene
    if trigger.frame is not Frame.GAIN:
        return []
    relative = relative_before(reading)
    if relative is not None:
        return part_behind(scene, trigger.end) if _is_part(scene, relative) else []
    if trigger.form is Form.NOUN and is_area(scene, trigger.word_start, reach=1):
        owner = first_actor(scene, trigger.end, behind_adjectives(scene, trigger.end) + 3)
        return part_behind(scene, owner.end if owner else trigger.end)
    edge = scene.right_edge(trigger.end)
    words = loose_words(scene, trigger.end, edge)[:_PART_REACH]
    led = [w for w in words if w.text in allowed] or ([words[0]] if words and "" in allowed else [])
    if not led or not any(w.text in grammar().parts for w in words):
        return []
    clause = next(scene.after(edge), None)
    if clause is not None and clause.text in grammar().relative:
        inside = [p for p in scene.places if p.outer_start > edge and p.governor == "في"]
        return [replace(p, part=-1.0) for p in inside[:1]]
    before = [p for p in scene.places if p.end <= trigger.word_start and is_ground(p)]
    near = [p for p in before if p.governor not in {"الي", "من", "نحو", "عن"}]
    return [replace(near[-1], part=-1.0)] if near else []


def is_area(scene: Scene, position: int, *, reach: int = _HEAD_REACH) -> bool:
    """Say whether unnamed areas stand before a position, one adjective between at most."""
    return any(
        word in grammar().areas or part_of(word) is not None
        for word in scene.before(position, reach)
    )


def _is_part(scene: Scene, relative: Word) -> bool:
    """Say whether a relative clause is about unnamed areas."""
    return is_area(scene, relative.start)


def part_behind(scene: Scene, end: int) -> list[PlaceMention]:
    """Give the place that unnamed areas lie in where it follows: "[the areas X holds] in P"."""
    edge = scene.right_edge(end)
    behind = (p for p in scene.places if end <= p.outer_start < edge and is_ground(p))
    place = next((p for p in behind if p.governor in _INSIDE), None)
    if place is not None and len(loose_words(scene, end, place.outer_start)) > _INSIDE_REACH:
        return []
    return [_as_part(p, -1.0) for p in with_list(scene, place)] if place else []


def _part_of_pronoun(reading: Reading) -> list[PlaceMention]:
    """Give the place of "they control sixty per cent of it"."""
    scene, trigger = reading.scene, reading.trigger
    if trigger.frame is not Frame.GAIN:
        return []
    words = scene.between(trigger.end, scene.right_edge(trigger.end))
    it = next((w for w in words if grammar().pronoun_places.get(w.text) == "من"), None)
    if it is None:
        return []
    said = [word for word in words if word.end <= it.start]
    number = next((n for word in said if (n := number_of(word.text)) is not None), None)
    share = next((share for word in said if (share := part_of(word.text)) is not None), None)
    if any(word.text in grammar().percent for word in said):
        share = -1.0 if number is None else round(min(number, 100.0) / 100, 4)
    if share is None:
        return []
    return [replace(place, part=share) for place in remembered(reading, it.end)]


def _share_of_the_last(reading: Reading) -> list[PlaceMention]:
    """Give the last place where only a share is said: "and the rebels control 35 %"."""
    scene, trigger = reading.scene, reading.trigger
    behind = list(scene.after(trigger.end))[:_SHARE_REACH]
    percent = next((i for i, word in enumerate(behind) if word.text in grammar().percent), None)
    number = (
        None
        if percent is None
        else next((n for word in behind[:percent] if (n := number_of(word.text)) is not None), None)
    )
    if trigger.frame is not Frame.GAIN or percent is None or number is None:
        return []
    share = round(min(number, 100.0) / 100, 4)
    return [replace(p, part=share) for p in remembered(reading, behind[percent].end)]


def _announced(reading: Reading) -> list[PlaceMention]:
    """Give the places that a count announces: "several towns in Q, among them P and R"."""
    scene, g = reading.scene, grammar()
    if reading.trigger.frame not in _HOLDABLE | {Frame.LOSE, Frame.ENTER}:
        return []
    relative = relative_before(reading)
    counted = relative is not None and _is_part(scene, relative)
    for word in loose_words(scene, reading.trigger.end, scene.end)[:_LIST_REACH]:
        counted = counted or word.text in g.areas or word.text.removeprefix("ال") in g.counted
        included = scene.before(word.end, 3) == ["ذلك", "في", "بما"]
        if counted and (word.text in g.announcing or included):
            return _list_behind(scene, word.end)
    return []


def _list_behind(scene: Scene, position: int) -> list[PlaceMention]:
    after = [p for p in scene.places if p.outer_start >= position and can_be_held(p)]
    if not after or len(scene.between(position, after[0].outer_start)) > _ANNOUNCED_REACH:
        return []
    return [replace(place, part=None) for place in with_list(scene, after[0])]


def can_be_held(place: PlaceMention) -> bool:
    """Refuse what only locates another place, and what news names for governments and armies."""
    mention = place.mention
    bare = mention.type_word is None and not place.anaphor
    for_government = bare and spelling(mention.span.text) in grammar().metonyms
    return not place.qualifier and is_ground(place) and not for_government


def is_ground(place: PlaceMention) -> bool:
    """Refuse countries as wholes, which news names for governments; a part of one is ground."""
    return place.mention.feature != "country" or place.part is not None


def loose_words(scene: Scene, start: int, end: int) -> list[Word]:
    """Give the words of [start, end) that are part of no actor and no expression of time."""
    named = [(a.word_start, a.end) for a in scene.actors]
    named += [(t.start, t.end) for t in scene.times]
    between = scene.between(start, end)
    return [w for w in between if not any(a <= w.start < b for a, b in named)]


def _too_far(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> bool:
    led = next(
        (
            w.start
            for w in scene.between(trigger.end, place.outer_start)
            if w.text in trigger.places
        ),
        trigger.end,
    )
    loose = loose_words(scene, trigger.end, place.outer_start)
    near = loose_words(scene, led, place.outer_start)
    carried = _CARRIED_REPEL if trigger.frame is Frame.REPEL else _CARRIED
    another = any(
        t.frame not in carried
        and not is_lost(scene, t)
        and trigger.end <= t.word_start < place.outer_start
        for t in scene.triggers
    )
    fight = trigger.frame is Frame.GAIN and any(w.text in grammar().clashes for w in loose)
    blocked = another or fight or any(scene.is_barrier(w) for w in loose)
    return blocked or len(near) > _SLOT_REACH


def _fit(
    scene: Scene, trigger: TriggerSign, place: PlaceMention, allowed: tuple[str, ...]
) -> PlaceMention | None:
    """Check the preposition; F4 for "on parts of the lines in P"."""
    if trigger.frame is Frame.GAIN and place.part is not None and 0 < place.part < 1:
        return place  # "widened its control to 69 % of P"
    if place.governor in grammar().directions and "" in allowed:
        direct = _is_direct(scene, trigger, place) and not _is_thing(scene, trigger, place)
        return _as_part(place, -1.0) if direct else None
    if (
        place.governor == "ل"
        and trigger.form is Form.NOUN
        and "" in allowed
        and not _parts(scene, trigger, place)
    ):
        named = bool(trigger.pronoun) or any(
            trigger.end <= a.word_start < place.outer_start for a in scene.actors
        )
        return place if named else None  # "the army's retaking of (ل) P"
    if place.governor in allowed:
        if place.governor in _INSIDE and _parts(scene, trigger, place):
            return _as_part(place, -1.0)  # "from its positions in P"
        return place if place.governor or _is_direct(scene, trigger, place) else None
    between = [w.text for w in scene.between(trigger.end, place.outer_start)]
    if place.governor not in {"في", "ب", "داخل", "من", "ل"}:
        return None
    led = bool(set(allowed) & set(between))
    lines = [t for t in scene.triggers if trigger.end <= t.start < place.start]
    if (led or "" in allowed) and any(t.frame is Frame.STRONGHOLD for t in lines):
        return place  # "lost its strongholds in P"
    if place.part is not None and led and trigger.frame is Frame.GAIN:
        return place  # "on areas in (ب) the countryside of P"
    parts = _parts(scene, trigger, place)
    if not parts or not (led or "" in allowed):
        return None
    return _as_part(place, parts[-1])


def _is_thing(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> bool:
    """Say whether something else was taken there: "retook a battery north of P"."""
    g = grammar()
    words = [w.text for w in loose_words(scene, trigger.end, place.outer_start)]
    nouns = [w for w in words if w not in g.prepositions | g.quantity | g.directions]
    ground = any(part_of(w) is not None or w in g.areas or w in g.counted for w in nouns)
    return bool(nouns) and not ground


def _parts(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> list[float]:
    """Give the shares that the words between a trigger and a place speak of."""
    between = (w.text for w in scene.between(trigger.end, place.outer_start))
    return [share for word in between if (share := part_of(word)) is not None]


def part_of(word: str) -> float | None:
    """Give the share that a word speaks of, "its positions" included; None for other words."""
    parts = grammar().parts
    stems = (word, *(word.removesuffix(p) for p in PRONOUNS if word.endswith(p)))
    return next((parts[stem] for stem in stems if stem in parts), None)


def _as_part(place: PlaceMention, part: float) -> PlaceMention:
    return replace(place, part=part if place.part is None else place.part)


def _is_direct(scene: Scene, trigger: TriggerSign, place: PlaceMention) -> bool:
    return len(loose_words(scene, trigger.end, place.outer_start)) <= _DIRECT_REACH


def with_list(scene: Scene, first: PlaceMention) -> list[PlaceMention]:
    """Add the places that continue the list; qualifiers between its members are skipped."""
    found = [first]
    at = next(i for i, p in enumerate(scene.places) if p.start == first.start)
    rest = scene.places[at + 1 :]
    for place in rest:
        if place.joined and not place.qualifier:
            found.append(place if first.part is None else _as_part(place, first.part))
        elif not place.qualifier and not place.anaphor:
            break
    return found


def with_list_before(scene: Scene, last: PlaceMention) -> list[PlaceMention]:
    """Give a place with those that it continues the list of: "P and Q, under X's control"."""
    at = next(i for i, p in enumerate(scene.places) if p.start == last.start)
    first = at
    while first and scene.places[first].joined and not scene.places[first].qualifier:
        first -= 1
    return [p for p in scene.places[first : at + 1] if not p.qualifier]


def heads_of(scene: Scene, relative: Word) -> list[PlaceMention]:
    """Give the place that a relative clause is about: the last that is no qualifier, if near."""
    before = [p for p in scene.places if p.end <= relative.start]
    heads = [p for p in before if not p.qualifier]
    if not heads:
        near = before and not scene.between(before[-1].end, relative.start)
        return before[-1:] if near else []
    qualifiers = [p for p in before if p.qualifier and p.start > heads[-1].start]
    between = scene.between(heads[-1].end, relative.start)
    loose = [w for w in between if not any(q.outer_start <= w.start < q.end for q in qualifiers)]
    if between[:1] and between[0].text in grammar().locating:
        loose = []  # an aside: "P, next to the border with Q, which"
    others = any(word.text in grammar().areas for word in loose)
    return heads[-1:] if len(loose) <= _HEAD_REACH and not others else []


def _masculine() -> frozenset[str | None]:
    return grammar().masculine - {None}


def relative_before(reading: Reading) -> Word | None:
    """Give the "which" whose clause the trigger stands in, or None."""
    scene, start = reading.scene, reading.start
    edge = scene.left_edge(start)
    word = next((w for w in scene.words if w.end == edge), None)
    if word is None or word.text.removeprefix("و") not in grammar().relative:
        return None
    opened = scene.folded[: word.start].endswith("، ")
    closed = opened and scene.folded[:start].endswith("، ")
    return None if closed else word  # "in P, which sees fights, X took"


def remembered(reading: Reading, end: int, *, masculine: bool = False) -> list[PlaceMention]:
    """Give the place that a pronoun stands for: the last one before it that is no qualifier.

    "Him" is the last that is called something masculine, if there is one. In a relative clause it
    is the head of the clause or nothing: "the areas which they took".
    """
    scene, start = reading.scene, reading.trigger.start
    relative = relative_before(reading)
    if relative is not None:
        return heads_of(scene, relative)
    if is_area(scene, reading.start):
        owner = first_actor(scene, end, end + 3)
        return part_behind(scene, owner.end if owner else end)  # "areas X controls [in P]"
    here = [p for p in scene.places if p.end <= start and can_be_held(p)]
    if here:
        named = [p for p in here if p.mention.type_word in _masculine()] if masculine else []
        if named:
            return named[-1:]
        both = reading.trigger.pronoun == "هما" and here[-1].joined
        return here[-2:] if both else here[-1:]
    mention = scene.memory.last_place
    return [PlaceMention(start, start, end, mention, "", anaphor=True)] if mention else []
