"""Which place a sentence means: governing preposition, share, lists, "the town", qualifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer import spelling
from mapper.claims.actors import ActorMention
from mapper.claims.scene import Memory, PlaceMention, grammar
from mapper.claims.words import Kept, Word, number_of
from mapper.records import Mention

__all__ = ["FoldedMention", "find_places"]

# Between two names of a list stand only "and", commas, quotes, hashes.
_LIST_GAP = re.compile(r"[\s،,\"»«“”()#'\-–]*و?[\s\"«“(#']*")
_SETTLED = frozenset({"populated", "admin1", "admin2", ""})
"""What "the town" may stand for where no type word was said."""
_AREA = "منطقه"
"""Any place may be called "the area" afterwards."""
_AREAS = "مناطق"
_WIDE = frozenset({"admin1", "country"})
_DATELINE_GAP = re.compile(r"[\s،,/]*")
_DATELINE_END = re.compile(r" ?(?:\(| [–—-] )")
_CLITIC = re.compile(r"[وف]?(?P<preposition>[بلك]?)(?:ال|ل)?")
_LONGEST_GAP = 2
"""So many words between two names of a list may be unknown members, or adjectives."""
_INCLUDED_REACH = 6
"""The same between a place and one that it is said to include."""
_JOINED = frozenset("بل")
"""Prepositions that are written with the next word."""
_SHORTEST_MEMBER = 2
_NUMBER_REACH = 3
"""The digits of a share stand at most this many words before "per cent"."""
_QUALIFIER_REACH = 4
"""A name that tells where another lies stands at most this many words after it."""


@dataclass(frozen=True, slots=True)
class FoldedMention:
    """A mention with its offsets in the folded text.

    `twin` marks the second place of "the two towns".
    """

    mention: Mention
    start: int
    outer_start: int
    end: int
    twin: bool = False


def find_places(
    mentions: Sequence[FoldedMention],
    words: Sequence[Word],
    folded: str,
    actors: Sequence[ActorMention],
    memory: Memory,
) -> list[PlaceMention]:
    """Turn the toponyms of one sentence, and its "the town", into places with their grammar.

    Toponyms inside the name of an actor are left out. The result is in the order of the text.
    """
    outside = [m for m in mentions if not any(a.start < m.end and m.start < a.end for a in actors)]
    named = _without_dateline(outside, words, folded)
    places: list[PlaceMention] = []
    for item in _with_anaphors(named, words, memory):
        places.append(_place(item, places, words, folded))
    return [_part_of_its_areas(place, places, folded) for place in places]


def _part_of_its_areas(
    place: PlaceMention, places: Sequence[PlaceMention], folded: str
) -> PlaceMention:
    """Take "the areas (مناطق) of P" for a part of it; "the areas P and Q" are two areas."""
    said = folded[place.outer_start : place.start].split()
    if place.part is not None or not any(word.lstrip("وبل") == _AREAS for word in said):
        return place
    listed = place.joined or any(p.joined and p.start > place.start for p in places)
    called = said[-1].lstrip("وبل") == _AREAS and place.mention.feature not in _WIDE
    return place if listed and called else replace(place, part=-1.0)


def _without_dateline(
    mentions: Sequence[FoldedMention], words: Sequence[Word], folded: str
) -> Sequence[FoldedMention]:
    """Drop the places that only tell where a report was written: "Aden, Yemen (agency) - "."""
    position = words[0].start if words else 0
    for at, mention in enumerate(mentions):
        if not _DATELINE_GAP.fullmatch(folded, position, max(position, mention.outer_start)):
            return mentions
        position = mention.end
        if _DATELINE_END.match(folded, position):
            return mentions[at + 1 :]
    return mentions


def _with_anaphors(
    named: Sequence[FoldedMention], words: Sequence[Word], memory: Memory
) -> list[FoldedMention]:
    """Add every "the town" that stands alone, as a mention of what it stands for."""
    found = list(named)
    hits = [at for at, word in enumerate(words) if _STANDING[word.text]]
    for at in hits:
        word, other = words[at], words[at + 1] if at + 1 < len(words) else None
        if other is not None and other.text in grammar().compass:
            continue
        if word.text.removeprefix("و") in grammar().duals:
            found += _twins(word, named, memory)
        if memory.country is not None and word.text.lstrip("وبل") in grammar().countries:
            found.append(FoldedMention(memory.country, word.start, word.start, word.end))
        type_word = _anaphor(word.text)
        if type_word and not any(m.outer_start <= word.start < m.end for m in named):
            earlier = [m.mention for m in named if m.end <= word.start]
            antecedent = _antecedent(type_word, [*memory.places, *earlier])
            if antecedent is not None:
                found.append(FoldedMention(antecedent, word.start, word.start, word.end))
    return sorted(found, key=lambda m: m.start)


def _twins(word: Word, named: Sequence[FoldedMention], memory: Memory) -> list[FoldedMention]:
    """Give the two places that "the two towns" stands for: the last two that fit, if there are."""
    type_word = grammar().duals[word.text.removeprefix("و")]
    if any(m.outer_start <= word.start < m.end for m in named):
        return []
    earlier = [*memory.places, *(m.mention for m in named if m.end <= word.start)]
    kinds = {type_word, None} if type_word in grammar().settlements else {type_word}
    fitting = [m for m in earlier if _type_of(m) in kinds]
    two = list({m.span.text: m for m in fitting}.values())[-2:]
    if len(two) < 2:
        return []
    return [
        FoldedMention(mention, word.start, word.start, word.end, twin=at > 0)
        for at, mention in enumerate(two)
    ]


def _stands_for_a_place(word: str) -> bool:
    g = grammar()
    dual = word.removeprefix("و") in g.duals
    return dual or word.lstrip("وبل") in g.countries or _anaphor(word) is not None


_STANDING = Kept(_stands_for_a_place)


def _anaphor(word: str) -> str | None:
    anaphors = grammar().anaphors
    for form in (word, word[1:], word[2:]):
        if form in anaphors:
            return anaphors[form]
    rest = word.lstrip("وف")
    return anaphors.get("ا" + rest) if rest.startswith("لل") else None


def _antecedent(type_word: str, places: Sequence[Mention]) -> Mention | None:
    """Take the last place of that type; for a settlement also the last of no stated type."""
    named = (m for m in places if m.type_word or spelling(m.span.text) not in grammar().metonyms)
    recent = list(named)[::-1]
    same = next((m for m in recent if _type_of(m) == type_word), None)
    if same is None and type_word == _AREA:
        return recent[0] if recent and recent[0].feature != "country" else None
    if type_word not in grammar().settlements:
        return same
    return (
        same
        if same is not None and same in recent[:5]
        else next((m for m in recent if _may_be_town(m)), None)
    )


def _may_be_town(mention: Mention) -> bool:
    kind = _type_of(mention)
    return kind in grammar().settlements or (kind is None and mention.feature in _SETTLED)


def _type_of(mention: Mention) -> str | None:
    """Give the type word of a place; of one listed with it ("Hodeida Airport") its first word."""
    first = spelling(mention.span.text).split()[:1]
    own = next((w for w in first if w in grammar().anaphors.values()), None)
    return own or mention.type_word


def _place(
    item: FoldedMention, before: Sequence[PlaceMention], words: Sequence[Word], folded: str
) -> PlaceMention:
    edge = before[-1].end if before else -1
    left = [word for word in words if edge <= word.start and word.end <= item.outer_start]
    clitic = _preposition_in(folded[item.outer_start : item.end], item, folded)
    governor, part, outer_start = _left_context(left, item.outer_start)
    place = PlaceMention(
        start=item.start,
        outer_start=outer_start,
        end=item.end,
        mention=item.mention,
        governor=clitic or governor,
        part=part,
        anaphor=_is_anaphor(item, folded[item.start : item.end]),
    )
    if item.twin:
        first = before[-1]
        return replace(place, governor=first.governor, part=first.part, joined=True)
    return _in_context(place, before, words, folded) if before else place


def _is_anaphor(item: FoldedMention, said: str) -> bool:
    """Say whether only "the town", "the country" is said, and the name is not."""
    other = item.mention.feature == "country" or _anaphor(said) is not None
    return other and spelling(item.mention.span.text) not in said


def _in_context(
    place: PlaceMention, before: Sequence[PlaceMention], words: Sequence[Word], folded: str
) -> PlaceMention:
    """Decide whether the place continues a list or qualifies the place before it."""
    previous = before[-1]
    if _repeats_preposition(place, before, words) or _is_included(place, previous, words):
        return replace(place, governor=_head(before).governor, joined=True)
    if _is_seat(place, previous, words):
        return replace(place, qualifier=True)
    if not place.governor and _continues_list(folded, previous, place, words):
        if previous.qualifier and _is_item(place) and not _is_item(previous):
            return replace(place, governor=_head(before).governor, joined=True)
        return replace(
            place,
            governor=previous.governor,
            qualifier=previous.qualifier or place.mention.type_word == "ريف",
            part=place.part or previous.part,
            joined=True,
        )
    between = [w.text for w in words if previous.end <= w.start < place.outer_start]
    near = len(between) <= _QUALIFIER_REACH and "." not in folded[previous.end : place.outer_start]
    near = near and previous.mention.feature != "country"
    return replace(place, qualifier=near and _locates(place, between))


def _head(places: Sequence[PlaceMention]) -> PlaceMention:
    """Give the last place that is no qualifier; the last one where all are."""
    return next((p for p in reversed(places) if not p.qualifier), places[-1])


def _is_item(place: PlaceMention) -> bool:
    """Say whether the place is called a town or a thing, not the unit that it lies in."""
    return place.mention.type_word not in {None, "ريف", "محافظه"}


def _is_included(place: PlaceMention, previous: PlaceMention, words: Sequence[Word]) -> bool:
    """Say whether "P, including Q" names it: بما فيها, بما في ذلك."""
    between = [w.text for w in words if previous.end <= w.start < place.start]
    return "بما" in between and len(between) <= _INCLUDED_REACH


def _is_seat(place: PlaceMention, previous: PlaceMention, words: Sequence[Word]) -> bool:
    """Say whether the place before is its seat: "P, capital of the governorate of Q"."""
    between = [w.text for w in words if previous.end <= w.start and w.end <= place.start]
    return between[:1] != [] and between[0] in grammar().seats


def _repeats_preposition(
    place: PlaceMention, before: Sequence[PlaceMention], words: Sequence[Word]
) -> bool:
    """Say whether "and on P" continues "on Q"."""
    heads = [p for p in before if not p.qualifier and not p.anaphor] or [_head(before)]
    if not place.governor or all(p.governor != place.governor for p in heads):
        return False
    word = next((w.text for w in reversed(words) if w.end <= place.outer_start), "")
    return word == f"و{place.governor}"


def _continues_list(
    folded: str, previous: PlaceMention, place: PlaceMention, words: Sequence[Word]
) -> bool:
    """Say whether only "and", commas, and what is a member or an adjective stand between."""
    gap = folded[previous.end : place.outer_start]
    led = place.outer_start < place.start and folded[place.outer_start] == "و"
    if _LIST_GAP.fullmatch(gap):
        return led or any(c in gap for c in "،,و")
    between = [w.text for w in words if previous.end <= w.start and w.end <= place.outer_start]
    led = led or (between[:1] != [] and between[0].removeprefix("و") in grammar().parts)
    return led and 0 < len(between) <= _LONGEST_GAP and all(_may_be_member(w) for w in between)


def _may_be_member(word: str) -> bool:
    g = grammar()
    plain = word.removeprefix("و")
    noun = word.startswith(("ال", "و")) and len(plain) > _SHORTEST_MEMBER
    return noun and not ({word, plain} & (g.barriers | g.prepositions | g.directions))


def _locates(place: PlaceMention, between: Sequence[str]) -> bool:
    """Say whether the place tells where the one before it lies: "in", "by", "north of"."""
    g = grammar()
    locating = {"في", "ب", "قرب", "من"} | g.directions
    beyond = g.barriers | ({"الي", "علي", "نحو"} if not set(between) & g.locating else set())
    if place.anaphor or any(w in beyond or w.removeprefix("و") in beyond for w in between):
        return False
    if any(w in g.locating for w in between):
        return True
    if place.governor in locating:
        return place.governor != "من" or any(w in g.directions for w in between)
    return any(w.lstrip("و") in g.directions for w in between)


def _preposition_in(phrase: str, item: FoldedMention, folded: str) -> str:
    """Give the preposition joined to the first word of a phrase ("بريف" -> "ب")."""
    head = phrase.split()[0]
    type_word = item.mention.type_word
    core = type_word if type_word else folded[item.start : item.end].split()[0]
    at = head.find(core.removeprefix("ال")) if core else 0
    match = _CLITIC.fullmatch(head[: max(at, 0)])
    return match["preposition"] if match else ""


def _left_context(left: Sequence[Word], outer_start: int) -> tuple[str, float | None, int]:
    """Walk left over quantities to the governing preposition.

    Returns the preposition (or ""), the share ("half of the town" is 0.5, -1 if not said), and
    where the phrase begins.
    """
    g = grammar()
    part: float | None = None
    at = len(left) - 1
    start = outer_start
    direction = within = ""
    while at >= 0:
        word = left[at].text
        if word in g.parts:
            part = g.parts[word] if part is None else part
        elif word in g.percent or (word == "في" and _is_percent(left, at)):
            part = _percent_before(left, at)
            at = _number_at(left, at)
        elif word in g.directions:
            direction = word
        elif word[:1] in _JOINED and word[1:] in g.parts:  # "the occupation of (ل) most of P"
            return word[:1], g.parts[word[1:]] if part is None else part, left[at].start
        elif word[:1] in _JOINED and word[1:] in g.quantity:  # "the posts around (ب) the centre of"
            return word[:1], part, left[at].start
        elif not (word in g.quantity or _links_quantity(left, at) or _is_apposition(left, at)):
            break
        within = word if word in g.prepositions and word in g.quantity else within
        start = left[max(at, 0)].start
        at -= 1
    if at < 0:
        return direction or within, part, start
    word = left[at].text
    if direction and word in {"علي", "من"} and part is None:
        part = -1.0  # "took the north of P"
    bare = word[1:] if word.startswith(("و", "ف")) and word[1:] in g.prepositions else word
    return (bare if bare in g.prepositions else direction or within), part, start


def _is_percent(left: Sequence[Word], at: int) -> bool:
    return at + 1 < len(left) and left[at + 1].text in grammar().percent


def _links_quantity(left: Sequence[Word], at: int) -> bool:
    """Say whether "of" stands between a quantity and the place, as in "40 % of"."""
    if left[at].text != "من" or at == 0:
        return False
    g, word = grammar(), left[at - 1].text
    return word in g.parts or word in g.percent or word in g.quantity or number_of(word) is not None


def _is_apposition(left: Sequence[Word], at: int) -> bool:
    """Say whether the name stands beside a noun for it: "on the [temporary] capital Aden"."""
    near = [left[i].text for i in (at, at - 1) if i >= 0]
    described = len(near) > 1 and near[0].startswith("ال") and near[1] in grammar().appositives
    return near[0] in grammar().appositives or described


def _number_at(left: Sequence[Word], at: int) -> int:
    """Give where the number before "per cent" stands: digits near it, else the word before."""
    near = range(at - 1, max(at - 1 - _NUMBER_REACH, -1), -1)
    digits = next((i for i in near if number_of(left[i].text) is not None), None)
    if digits is not None:
        return digits
    return max(at - 2 if left[at - 1].text == "في" else at - 1, 0)


def _percent_before(left: Sequence[Word], at: int) -> float:
    number = number_of(left[_number_at(left, at)].text)
    return -1.0 if number is None else round(min(number, 100.0) / 100, 4)
