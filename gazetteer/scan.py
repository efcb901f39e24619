"""Finding the place names of a text, listed or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gazetteer.arabic import Folded, bare
from gazetteer.phrases import Hit, PhraseIndex
from gazetteer.place import Place, Toponym
from gazetteer.table import PlaceTable
from gazetteer.words import Sign, TypeWord, everyday_words, name_words

__all__ = ["find_toponyms"]

_LIST_GAP = re.compile(r"[\s،,\"»«“”()#']*")
_OPENING = " \"“«(#'"
_WORDS = re.compile(r"[^\W\d_]+")
_BEFORE_NAME = re.compile(r"[ \"“«(#']+")
_QUOTES = re.compile(r"[\"“”«»#()']")
_QUOTED = re.compile(r"(?<=[\"“«])[^\"“”«»\n]{2,40}(?=[\"”»])")
_PARENT_REACH = 12
"""The place that another lies in is named at most this many characters after it."""
_USUAL = 3.3
"""A listed name of one word this usual (Zipf) or more needs a cue; see rule S3."""
_RARE = 3.0
"""A word less usual than this may be an unlisted name where nothing but its position says so."""
_TOO_USUAL = 4.3
"""A word so usual behind "village" goes on with the sentence."""
_THING = re.compile(r"(?!ال|[يتن])\w{3,}(?<!ه)(?<!ات)(?<!ين)")
_IN_LONG_LIST = 4.3
"""The same from the third name of a list on."""
_LONG_LIST, _MORE_IN_LONG_LIST = 3, 0.8
"""Behind so many names of a list the next may be so much more usual a word."""
_COMMON = 4.0
"""A listed name this usual is none where only "and" joins it to one."""
_ANY = 10.0
"""More usual than any word is."""
_PROMINENT = 50_000
"""A town of so many inhabitants is known by its name alone."""
_CLAUSE = re.compile(r"[^.،؛:\n]{0,120}")
_VERB = re.compile(r"(?<!ا)ت$|وا$")
"""How verbs of the past end, in the feminine and the plural; a list goes on with nouns."""
_COLON_REACH = 60
_LEAD_REACH = 90
"""A list is announced within so many characters of the phrase of control."""
_SEPARATOR = re.compile(r"[\"”»)#']*(?: و| ?[،,/–-] ?و?)[\"“«(#']*(?=\w)")
"""What stands between two names of a list."""
_LAST = re.compile(r"[\"”»)]?(?: ?[،,./:؛\n–-]| و| ب\w| في | شمال| جنوب| شرق| غرب|$)")
"""What follows a member of a list; a verb is followed by what it is about."""
_CHUNK = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,}){0,2}?" + f"(?={_LAST.pattern})")
"""Up to three words that end a member of a list."""
_IN_LIST = re.compile(r"(?!ي\w{5}).+?(?: ?[،,/]| و).?")
"""A member between commas of a list that nothing announced: no verb, and the list goes on."""
_NEVER_SAID = 1.0
"""Words less usual than this are names or misspelled."""
_TOLD_APART = frozenset({"populated", "facility", "quarter"})
"""What has an upper and a lower, an old and a new one; "countryside" has its own adjectives."""
_TYPE, _NAME = 1, 2
"""What takes a character of the text: a type word, a name."""
_MOST_WORDS_QUOTED = 3
_LED_TO = "وأد"
"""How "and led to" begins as it is written; folded, it is spelled like a valley."""
_OF_TWO = "يتين"
"""How an adjective of two towns ends."""
_INDEFINITE = ("\u064b\u0627", "\u0627\u064b")
"""The ending of an indefinite noun (ًا): no name has it."""
_SERVANT = "عبد"
"""Behind "Ali", which is spelled like "on", it makes a name of somebody."""
_ALI = "علي"
"""Ali, which folds as "on" does: behind "Abu" or "Al" it is the man."""
_OF_OTHERS = ("ها", "هم", "هما", "نا")
"""Endings "their", "its", "our": what has one is no name."""


def find_toponyms(folded: Folded, index: PhraseIndex[int], table: PlaceTable) -> list[Toponym]:
    """Find the place names of a text; the rules are those of :meth:`gazetteer.Gazetteer.scan`.

    `index` gives rows of `table`.
    """
    return _Scan(folded, index, table).toponyms()


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the folded text, with its type word and whether a list joins it to the one before.

    `everyday` says that the word is more than a name, `cued` that something besides the word itself
    makes it one; `rule` which rule found it.
    """

    start: int
    end: int
    outer_start: int
    type_word: TypeWord | None
    places: tuple[Place, ...]
    rule: str
    joined: bool = False
    cued: bool = False
    everyday: bool = False


class _Typed(NamedTuple):
    """A type word of the text: where its word begins, where it begins behind its clitics."""

    word_start: int
    start: int
    kind: TypeWord


class _Scan:
    """One pass over one text; all offsets are those of the folded text."""

    def __init__(self, folded: Folded, index: PhraseIndex[int], table: PlaceTable) -> None:
        self._folded = folded
        self._text = folded.text
        self._places, self._spellings = table.places, table.spellings
        self._hits = index.scan(folded)
        self._types: dict[int, _Typed] = {}
        self._signs: dict[Sign, list[Hit[TypeWord | Sign]]] = {sign: [] for sign in Sign}
        self._taken = bytearray(len(folded.text) + 1)
        for hit in name_words().signs.scan(folded):
            self._note(hit)
        self._leads = {hit.end for hit in self._signs[Sign.LEAD]} | self._split_leads()

    def _note(self, hit: Hit[TypeWord | Sign]) -> None:
        """Keep a type word by its end, a sign by its kind; a phrase may be both."""
        for value in hit.values:
            if isinstance(value, Sign):
                self._signs[value].append(hit)
            elif not self._is_told(hit):
                self._types[hit.end] = _Typed(hit.word_start, hit.start, value)
                self._mark(hit.word_start, hit.end, _TYPE)

    def _is_told(self, hit: Hit[TypeWord | Sign]) -> bool:
        """Say whether it is the verb "and led to" (وأدى), which is spelled like a valley."""
        begin, end = self._folded.start(hit.word_start), self._folded.end(hit.end)
        return _LED_TO in self._folded.original[begin:end]

    def _mark(self, start: int, end: int, by: int) -> None:
        self._taken[start:end] = bytes([by]) * (end - start)

    def toponyms(self) -> list[Toponym]:
        names = [
            hit for hit in self._hits if self._may_be_name(hit) and not self._is_first_part(hit)
        ]
        found = self._with_lists([self._listed(hit) for hit in names])
        self._take(found)
        found += self._free(self._after_types())
        found += self._free(self._with_heads())
        found += self._free(self._after_leads())
        found += self._free(self._houses())
        found += self._free(self._after_colons())
        found = self._with_lists(found)
        found = self._with_lists([*found, *self._in_lists(found)])
        found = [self._with_adjective(item) for item in found]
        cued = {self._text[item.start : item.end] for item in found if item.cued}
        kept = [item for at, item in enumerate(found) if self._is_name(found, at, cued)]
        return [self._toponym(item) for item in _without_overlap(kept)]

    def _take(self, items: Iterable[_Found]) -> None:
        """Mark the characters that belong to names; everyday words without a cue stay free."""
        for item in items:
            if item.cued or not item.everyday:
                self._mark(item.outer_start, item.end, _NAME)

    def _free(self, items: Iterable[_Found]) -> list[_Found]:
        """Keep the items whose name stands where no other does, and take their characters."""
        free = [item for item in items if not any(self._taken[item.start : item.end])]
        self._take(free)
        return free

    # ------------------------------------------------------------------------------- listed

    def _listed(self, hit: Hit[int]) -> _Found:
        """S1, S2."""
        chain = self._type_chain(hit.word_start) if hit.clitic in {"", "ال"} else []
        outer = chain[-1].word_start if chain else hit.word_start
        start = hit.start - 2 if hit.clitic.endswith("ال") else hit.start
        places = tuple(self._places[row] for row in hit.values)
        return _Found(
            start,
            hit.end,
            outer,
            _main_type(chain),
            places,
            "S1-listed",
            cued=bool(chain) or self._is_led(hit.word_start),
            everyday=_is_everyday(self._text[start : hit.end], places),
        )

    def _may_be_name(self, hit: Hit[int]) -> bool:
        likened = hit.clitic[-1:] in {"ك", "ف", "ب", "و"} and self._is_word(hit)
        if likened or self._is_particle(hit) or self._is_adjective(hit):
            return False
        if self._folded.original.endswith(_INDEFINITE, 0, self._folded.end(hit.end)):
            return False
        return self._has_its_article(hit) and not self._is_generic(hit)

    def _is_first_part(self, hit: Hit[int]) -> bool:
        """Say whether a town named "Shaykh" is but the begin of an unlisted "Shaykh Idris"."""
        if self._text[hit.start : hit.end] not in name_words().titles:
            return False
        second = self._word_behind(hit.end)
        return second is not None and second.group() not in name_words().stops

    def _is_particle(self, hit: Hit[int]) -> bool:
        """Say whether the word never names a place, like "and that", which is spelled like Van."""
        word = self._text[hit.word_start : hit.end].removeprefix("و")
        return word in name_words().stops and not self._countries(hit)

    def _is_adjective(self, hit: Hit[int]) -> bool:
        """Say whether the name of a country only describes: "a Syrian (سورية) town"."""
        like = self._text.endswith("يه", hit.start, hit.end) and hit.clitic == ""
        return like and bool(self._countries(hit)) and bool(self._type_chain(hit.word_start))

    def _countries(self, hit: Hit[int]) -> list[Place]:
        """Give the countries of that name."""
        places = (self._places[row] for row in hit.values)
        return [place for place in places if place.feature == "country"]

    def _is_word(self, hit: Hit[int]) -> bool:
        """Say whether "like X", "so X" is a word of its own: a troop is no "so Raqqa"."""
        first = self._text[hit.word_start : hit.end].partition(" ")[0]
        usual = everyday_words().zipf(first)
        if hit.clitic == "و":  # "a meal" is no "and Jubba"
            name = self._text[hit.start : hit.end]
            return " " not in name and usual >= max(_RARE, everyday_words().zipf(name))
        if hit.clitic[-1:] == "ب" and usual <= everyday_words().zipf(
            self._text[hit.start : hit.end]
        ):
            return False  # "in Damascus"; "prominent" is no "in Arza"
        return usual >= _RARE

    def _has_its_article(self, hit: Hit[int]) -> bool:
        """Refuse ال before a country that has none: "السورية" is an adjective, "سورية" is not."""
        if not hit.clitic.endswith(("ال", "لل")) or " " in self._text[hit.start : hit.end]:
            return True
        countries = self._countries(hit)
        return not countries or any(place.name_ar.startswith("ال") for place in countries)

    def _is_generic(self, hit: Hit[int]) -> bool:
        """Towns named "Town" or "Hill" exist; in a text the word alone is never their name."""
        word = self._text[hit.start : hit.end]
        chain = self._type_chain(hit.word_start)
        if word.removeprefix("ال") in name_words().settlements:
            return True  # "the centre of the town"
        if chain and chain[0].kind.word in name_words().settlements:
            return False  # "the town of Qaryatayn", which means Two Villages
        if hit.clitic.endswith("ال") and f"ال{word}" in name_words().sure:
            return False  # "the Ghouta", that of Damascus
        lone = not hit.clitic.endswith(("ال", "لل")) or (bool(chain) and chain[0].kind.many)
        bare_head = word in name_words().heads and lone  # also "the areas of the country"
        return word.removeprefix("ال") in name_words().type_forms or bare_head

    def _is_led(self, position: int) -> bool:
        """Say whether a phrase of control ends right before a position."""
        while position and self._text[position - 1] in _OPENING:
            position -= 1
        return position in self._leads

    def _split_leads(self) -> set[int]:
        """Find "on" where it belongs to a verb of control before it: "X took control ... on Y"."""
        ends = set()
        for hit in self._signs[Sign.VERB]:
            clause = _CLAUSE.match(self._text, hit.end)
            on = self._text.find(" علي ", hit.end, clause.end()) if clause else -1
            if on > 0 and not self._text.startswith(_SERVANT, on + len(" علي ")):
                ends.add(on + len(" علي"))
        return ends

    def _type_chain(self, position: int) -> list[_Typed]:
        """Give the type words right before a position, the nearest first."""
        chain: list[_Typed] = []
        while True:
            end = position
            while end and self._text[end - 1] in _OPENING:
                end -= 1
            found = self._types.get(end)
            if found is None or end == position:
                return chain
            if found.kind.many and chain and self._has_preposition(chain[-1]):
                return chain  # "areas in (ب) the countryside of P"
            chain.append(found)
            position = found.word_start

    def _has_preposition(self, typed: _Typed) -> bool:
        """Say whether "in" or "to" is written with a type word."""
        return "ب" in self._text[typed.word_start : typed.start]

    # -------------------------------------------------------------------------------- lists

    def _with_lists(self, items: Iterable[_Found]) -> list[_Found]:
        """S2: join each name to the one before it where only "and" or a comma stands between."""
        joined: list[_Found] = []
        for item in sorted(items, key=lambda item: item.start):
            previous = joined[-1] if joined else None
            if previous is not None and self._continues(previous, item):
                shared = (
                    previous.type_word if previous.type_word and previous.type_word.many else None
                )
                item = replace(
                    item,
                    joined=True,
                    type_word=item.type_word or shared,
                    cued=item.cued or shared is not None,
                )
            joined.append(item)
        return joined

    def _continues(self, previous: _Found, item: _Found) -> bool:
        gap = self._text[previous.end : item.outer_start]
        led = self._text[item.outer_start : item.outer_start + 1] in {"و", "ا"}
        comma = "،" in gap or "," in gap
        starts_with_and = self._text[item.outer_start] == "و" and item.outer_start < item.start
        return _LIST_GAP.fullmatch(gap) is not None and (
            starts_with_and or (led and comma) or comma
        )

    # ----------------------------------------------------------------------- everyday words

    def _is_name(self, items: Sequence[_Found], at: int, cued: Collection[str]) -> bool:
        """S3; `cued` are the names that stand with a cue somewhere in the text."""
        item = items[at]
        if item.cued or not item.everyday or self._text[item.start : item.end] in cued:
            return True
        before = items[at - 1] if at and not items[at - 1].everyday else None
        after = items[at + 1] if at + 1 < len(items) and not items[at + 1].everyday else None
        if before is not None and self._continues(before, item) and not self._may_go_on(item):
            return True
        return after is not None and (self._continues(item, after) or self._lies_in(item, after))

    def _may_go_on(self, item: _Found) -> bool:
        """Say whether behind "and" the word is so usual that the sentence goes on with it."""
        known = any(_is_prominent(place) for place in item.places)
        if known or (item.type_word is not None and item.type_word.many):
            return False
        return everyday_words().zipf(self._text[item.start : item.end]) >= _COMMON

    def _lies_in(self, item: _Found, following: _Found) -> bool:
        """Say whether the next name tells where this one lies: "X in the countryside of Y"."""
        near = following.outer_start - item.end <= _PARENT_REACH
        parent = following.type_word is not None and following.type_word.word == "ريف"
        return near and parent and "\n" not in self._text[item.end : following.outer_start]

    # ----------------------------------------------------------------------------- unlisted

    def _after_types(self) -> Iterator[_Found]:
        """S4: names after type words."""
        type_starts = {typed.word_start for typed in self._types.values()}
        for end, typed in self._types.items():
            kind = typed.kind
            if not kind.unlisted or end + 1 in type_starts:
                continue
            name = self._name_at(end, rarer=_RARE if kind.weak else _ANY)
            name = name or (self._quoted_at(end) if kind.many else None)
            name = name or self._special(end, kind) or self._called_after(end, typed)
            if name is not None and not (kind.many and self._is_land(name)):
                outer = [typed, *self._type_chain(typed.word_start)][-1].word_start
                yield _Found(*name, outer, kind, (), "S4-type", cued=True)

    def _is_land(self, name: tuple[int, int]) -> bool:
        """Say whether a name is but "the country", as in "the areas of the country"."""
        word = self._text[name[0] : name[1]]
        return word.startswith("ال") and bare(word) in name_words().heads

    def _special(self, end: int, kind: TypeWord) -> tuple[int, int] | None:
        """Read "the city's airport", and a village that is named like a thing: "Rope Village".

        A word without ه behind a feminine type word is no adjective of it.
        """
        word = self._word_at(end)
        if word is None or word.group() in name_words().stops or self._goes_on(word.group()):
            return None
        name = word.group()
        if kind.keep and bare(name) in name_words().settlements:
            return word.span()
        named = kind.word.endswith("ه") or (kind.keep and kind.feature == "terrain")
        thing = named and not kind.weak and not kind.many
        usual = everyday_words().zipf(name) >= _TOO_USUAL
        return word.span() if thing and not usual and _THING.fullmatch(name) else None

    def _called_after(self, end: int, typed: _Typed) -> tuple[int, int] | None:
        """Read "the Garden checkpoint" where a phrase of control says that it is a place."""
        kind = typed.kind
        word = self._word_at(end)
        if word is None or not (kind.weak and kind.keep and self._is_led(typed.word_start)):
            return None
        name = word.group()
        adjective = name.endswith(("ي", "يه"))
        definite = name.startswith("ال") and bare(name) not in name_words().type_forms
        return (
            word.span() if definite and not adjective and name not in name_words().stops else None
        )

    def _with_heads(self) -> Iterator[_Found]:
        """S4: names whose first word says that they are places: "Tal X", "Kafr X"."""
        for hit in self._signs[Sign.HEAD]:
            name = self._name_from(hit.start, hit.end, rarer=_ANY)
            if name is not None:
                yield _Found(*name, hit.word_start, None, (), "S4-head", cued=True)

    def _after_leads(self) -> Iterator[_Found]:
        """S5: names after phrases of control."""
        for end in sorted(self._leads):
            name = self._name_at(end, rarer=_RARE) or self._quoted_at(end) or self._house_at(end)
            if name is not None:
                yield _Found(*name, name[0], None, (), "S5-lead", cued=True)

    def _quoted_at(self, position: int) -> tuple[int, int] | None:
        """Read a quotation of a few words: behind a phrase of control it is a name."""
        quoted = _QUOTED.match(self._text, position + 2)
        words = quoted.group().split() if quoted is not None else []
        named = 0 < len(words) <= _MOST_WORDS_QUOTED and words[0] not in name_words().stops
        return quoted.span() if quoted is not None and named else None

    def _house_at(self, position: int) -> tuple[int, int] | None:
        """Read a facility that is told by an adjective: "the governmental compound"."""
        first = self._word_at(position)
        if first is None or not first.group().startswith("ال"):
            return None
        second = self._word_behind(first.end())
        words = name_words()
        if bare(first.group()) not in words.houses or second is None:
            return None
        empty = words.stops | words.telling_apart | words.houses
        told = second.group().startswith("ال") and second.group() not in empty
        return (first.start(), second.end()) if told else None

    def _houses(self) -> Iterator[_Found]:
        """S5: facilities that an adjective makes a name, wherever they stand: "the naval base"."""
        for hit in self._signs[Sign.HOUSE]:
            yield _Found(hit.start, hit.end, hit.word_start, None, (), "S5-house", cued=True)

    def _after_colons(self) -> Iterator[_Found]:
        """S6: the first name of an announced list: "the villages, which are: X"."""
        for hit in self._signs[Sign.LIST]:
            colon = self._text.find(":", hit.end, hit.end + _COLON_REACH)
            behind = colon + 1 if colon > 0 else self._announced_at(hit)
            name = self._name_at(behind, rarer=_RARE) if behind is not None else None
            if name is not None:
                yield _Found(*name, name[0], None, (), "S6-colon", cued=True)

    def _announced_at(self, hit: Hit[TypeWord | Sign]) -> int | None:
        """Give where a list begins that follows without a colon: "took posts, among them X"."""
        word = self._text[hit.start : hit.end]
        near = range(hit.start - _LEAD_REACH, hit.start)
        led = word in name_words().announcing and any(end in self._leads for end in near)
        return hit.end if led else None

    def _in_lists(self, found: Sequence[_Found]) -> Iterator[_Found]:
        """S6: names that continue a list; a list is a plural type word, or two names, or a lead."""
        starts = {item.outer_start: item for item in found}
        walked: set[int] = set()
        for item in found:
            many = item.type_word is not None and item.type_word.many
            led = item.rule in {"S5-lead", "S6-list", "S6-colon"} or self._is_led(item.start)
            if (many or item.joined or led) and item.end not in walked:
                yield from self._continued(item, many or item.rule == "S6-colon", starts, walked)

    def _continued(
        self, item: _Found, sure: bool, starts: Mapping[int, _Found], walked: set[int]
    ) -> Iterator[_Found]:
        """Walk a list from one of its names to its end, over listed names; give the unlisted.

        Where the names end that were passed is noted in `walked`: a list is walked once.
        """
        kind = item.type_word if item.type_word is not None and item.type_word.many else None
        rarer, position, passed = _ANY if sure else _RARE, item.end, 0
        while (gap := _SEPARATOR.match(self._text, position)) is not None:
            listed = starts.get(gap.end()) or starts.get(gap.end() - 1)
            if listed is not None and listed.outer_start >= position:
                walked.add(listed.end)
                position, passed = self._behind_adjective(listed.end), passed + 1
                continue
            name = self._member(gap, rarer, sure=sure, passed=passed)
            if name is None and (word := self._enclosed(gap, starts)) is not None:
                name = word.span() if self._may_be_enclosed(word.group()) else None
                if name is None:  # "and around it and P": the list goes on behind it
                    position = word.end()
                    continue
            if name is None or _NAME in self._taken[name[0] : name[0] + 1]:
                return
            outer = name[0] - (self._text[name[0] - 1] == "و")
            joined = _Found(*name, outer, kind, (), "S6-list", joined=True, cued=True)
            self._take([joined])
            yield joined
            rarer, position, passed = _ANY if sure else _IN_LONG_LIST, name[1], passed + 1

    def _enclosed(self, gap: re.Match[str], starts: Collection[int]) -> re.Match[str] | None:
        """Give the one word between "and" and "and" behind which a name follows."""
        word = _WORDS.match(self._text, gap.end())
        following = _SEPARATOR.match(self._text, word.end()) if word else None
        if gap.group().strip() != "و" or word is None or following is None:
            return None
        goes_on = following.end() in starts or following.end() - 1 in starts
        return word if goes_on and following.group().startswith(" و") else None

    def _may_be_enclosed(self, word: str) -> bool:
        """Say whether a word that two names enclose is one, however usual: "P and Star and Q"."""
        empty = word in name_words().stops or bare(word) in name_words().type_forms
        return not empty and not word.endswith(_OF_OTHERS) and not self._may_be_verb(word)

    def _behind_adjective(self, end: int) -> int:
        behind = self._word_behind(end)
        apart = behind is not None and behind.group() in name_words().telling_apart
        return behind.end() if behind is not None and apart else end

    def _member(
        self, gap: re.Match[str], rarer: float, *, sure: bool, passed: int
    ) -> tuple[int, int] | None:
        """Read the name behind "and" or a comma; behind a comma it ends at the next mark."""
        quoted = _QUOTED.match(self._text, gap.end())
        if quoted is not None and len(quoted.group().split()) <= _MOST_WORDS_QUOTED:
            return quoted.span()
        if gap.group().strip() != "و":
            return self._between_commas(gap.end(), sure=sure, passed=passed)
        first = _WORDS.match(self._text, gap.end())
        if first is None or len(first.group()) < 3:
            return None
        if self._may_be_verb(first.group()) and not _LAST.match(self._text, first.end()):
            return None
        between = passed >= _LONG_LIST - 1 and self._text.startswith(" و", first.end())
        if between and rarer != _ANY:  # "and X and": the list goes on behind it
            rarer = max(rarer, _IN_LONG_LIST + _MORE_IN_LONG_LIST)
        return self._name_from(first.start(), first.end(), rarer=rarer)

    def _between_commas(self, start: int, *, sure: bool, passed: int) -> tuple[int, int] | None:
        """Read up to three words that a mark ends, none of which goes on with a sentence."""
        chunk = _CHUNK.match(self._text, start)
        if chunk is None:
            return None
        words = chunk.group().split()
        names = name_words()
        if not sure and not _IN_LIST.fullmatch(self._text, start, chunk.end() + 2):
            return None
        long = sure and passed >= _LONG_LIST
        stops = names.stops - names.telling_apart if long or len(words) > 1 else names.stops
        if any(word in stops for word in words):
            return None
        if bare(words[0]) in names.type_forms or any(w in names.settlements for w in words[1:]):
            return None  # "and threatened the town of X"
        usual = _IN_LONG_LIST if sure else _NEVER_SAID
        usual += _MORE_IN_LONG_LIST if long else 0.0
        sure_head = words[0] in names.heads or (long and words[0] in names.telling_apart)
        if not sure_head and everyday_words().is_everyday(words[0], usual):
            return None
        return chunk.span()

    def _may_be_verb(self, word: str) -> bool:
        """Say whether a word has a verb's ending."""
        return _VERB.search(word) is not None

    def _name_at(self, position: int, *, rarer: float) -> tuple[int, int] | None:
        """Read an unlisted name right behind a position: quoted, or up to three words.

        A first word that is as usual as `rarer` (Zipf) or more is no name.
        """
        quoted = _QUOTED.match(self._text, position + 2)
        if quoted is not None and self._is_quoted_name(quoted.group(), rarer):
            return quoted.span()
        first = self._word_at(position)
        if first is None or first.group().removeprefix("و") in name_words().stops:
            return None
        return self._name_from(first.start(), first.end(), rarer=rarer)

    def _is_quoted_name(self, quoted: str, rarer: float) -> bool:
        words = quoted.split()
        usual = all(everyday_words().is_everyday(word, rarer) for word in words)
        return 0 < len(words) <= _MOST_WORDS_QUOTED and not usual

    def _word_at(self, position: int) -> re.Match[str] | None:
        gap = _BEFORE_NAME.match(self._text, position)
        return _WORDS.match(self._text, gap.end()) if gap else None

    def _name_from(self, start: int, end: int, *, rarer: float) -> tuple[int, int] | None:
        """Judge a first word, and take the second with it where the two are one name."""
        name = self._text[start:end]
        words = name_words()
        if name in words.stops or bare(name) in words.type_forms or self._goes_on(name):
            return None
        if len(name) < 3 and name not in words.heads:
            return None
        second = self._word_behind(end)
        if second is not None and self._belongs(name, second.group(), rarer):
            return start, self._end_of_title(second)
        if name in words.heads or self._is_description(name):
            return None
        return (start, end) if self._is_rarer(name, rarer) else None

    def _with_adjective(self, item: _Found) -> _Found:
        """S7: take the adjective that tells one of two places from the other: "Upper X"."""
        behind = self._word_behind(item.end)
        if behind is None or behind.group() not in name_words().telling_apart:
            return item
        kind = item.type_word
        called = kind is None or kind.feature in _TOLD_APART
        new = not item.places or (item.joined and kind is not None and kind.many)
        one = kind is None or not kind.many or item.joined
        free = not any(self._taken[behind.start() : behind.end()])
        return replace(item, end=behind.end()) if called and new and one and free else item

    def _goes_on(self, word: str) -> bool:
        """Say whether "and" begins the word: "a town and four villages"."""
        rest = word.removeprefix("و")
        return rest != word and everyday_words().is_everyday(rest, _RARE)

    def _word_behind(self, end: int) -> re.Match[str] | None:
        """Give the word that only a space parts from what ends at `end`."""
        if self._text[end : end + 1] != " ":
            return None
        return _WORDS.match(self._text, end + 1)

    def _end_of_title(self, word: re.Match[str]) -> int:
        """Take one word more behind a title or a kinship: "Tal ash-Shaykh [Husayn]"."""
        third = self._word_behind(word.end()) if word.group() in name_words().titles else None
        return third.end() if third and third.group() not in name_words().stops else word.end()

    def _belongs(self, name: str, second: str, rarer: float) -> bool:
        """Say whether a second word is part of the name: "Umm Haratayn", "Khirbat al-Jawz"."""
        if second in name_words().stops:
            return name in name_words().titles and second == _ALI
        if name in name_words().heads:
            return not second.startswith("و") or self._is_rarer(second, _RARE)
        definite = second.startswith("ال") and not second.endswith("ه")
        return definite and not name.startswith("ال") and self._is_rarer(second, rarer)

    def _is_rarer(self, word: str, rarer: float) -> bool:
        if rarer == _ANY:
            return True
        return not everyday_words().is_everyday(word, rarer) and not word.endswith(_OF_OTHERS)

    def _is_description(self, word: str) -> bool:
        """Say whether an indefinite everyday word describes: "a small village"."""
        if word.endswith(_OF_TWO):
            return True
        return not word.startswith("ال") and everyday_words().zipf(word) >= _USUAL

    # ------------------------------------------------------------------------------ results

    def _toponym(self, item: _Found) -> Toponym:
        start = item.outer_start if self._keeps_type(item) else item.start
        if start != item.start:
            start = self._type_start(item)
        begin, end = self._folded.start(start), self._folded.end(item.end)
        key = bare(_QUOTES.sub("", self._text[start : item.end]))
        places = item.places
        kept = item.type_word if start != item.start else None
        if kept is not None and self._type_chain(item.start)[0].start != start:
            key = f"{kept.word} {self._text[item.start : item.end]}"
            places = ()  # of the city, not of its port
        return Toponym(
            start=begin,
            end=end,
            text=self._folded.original[begin:end],
            outer_start=self._folded.start(item.outer_start),
            key=key,
            type_word=item.type_word.word if item.type_word else None,
            feature=item.type_word.feature if item.type_word else "",
            places=places or self._named(key),
            joined=item.joined,
            rule=item.rule,
        )

    def _named(self, key: str) -> tuple[Place, ...]:
        """Give what bears a name that only its quotes hid: 'the "T4" airport'."""
        return tuple(self._places[row] for row in self._spellings.get(key, ()))

    def _keeps_type(self, item: _Found) -> bool:
        """Facilities keep their type word; so does a governorate that is meant as a whole."""
        kind = item.type_word
        return kind is not None and kind.keep and not kind.many and item.outer_start < item.start

    def _type_start(self, item: _Found) -> int:
        """Where the type word that the name keeps begins, behind its clitics."""
        chain = self._type_chain(item.start)
        return next((t.start for t in chain if t.kind is item.type_word), item.start)


def _is_everyday(word: str, places: Sequence[Place]) -> bool:
    """S3: say whether a listed name is an everyday word too, and no well-known town's."""
    if word in name_words().sure:
        return False
    if bare(word) in name_words().cues:
        return True
    if " " in word or everyday_words().zipf(word) < _USUAL:
        return False
    return not any(_is_prominent(place) for place in places)


def _is_prominent(place: Place) -> bool:
    return place.population >= _PROMINENT or place.feature in {"admin1", "country"}


def _main_type(chain: Sequence[_Typed]) -> TypeWord | None:
    """Of several type words "countryside" counts before all, "surroundings" after all."""
    if not chain:
        return None
    kinds = [typed.kind for typed in chain]
    country = next((kind for kind in kinds if kind.word == "ريف"), None)
    if kinds[0].feature == "populated" and kinds[-1].keep and not kinds[-1].many:
        return kinds[-1]  # "the port of the city of P" is a port
    return country or next((k for k in kinds if k.word != "محيط"), kinds[0])


def _without_overlap(items: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in items:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
