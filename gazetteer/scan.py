"""Finding the place names of a text, listed or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from gazetteer.arabic import Folded, bare
from gazetteer.phrases import Hit, PhraseIndex
from gazetteer.place import Place, Toponym
from gazetteer.words import TypeWord, name_words

__all__ = ["find_toponyms"]

_LIST_GAP = re.compile(r"[\s،,\"»«“”()#']*")
_OPENING = " \"“«(#'"
_PARENT_REACH = 12
"""The place that another lies in is named at most this many characters after it."""


def find_toponyms(folded: Folded, index: PhraseIndex[Place]) -> list[Toponym]:
    """Find the place names of a text; the rules are those of :meth:`gazetteer.Gazetteer.scan`."""
    return _Scan(folded, index).toponyms()


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the folded text, with its type word and whether a list joins it to the one before.

    `cued` says that something besides the word itself makes it a name.
    """

    start: int
    end: int
    outer_start: int
    type_word: TypeWord | None
    places: tuple[Place, ...]
    joined: bool = False
    cued: bool = False


class _Scan:
    """One pass over one text; all offsets are those of the folded text."""

    def __init__(self, folded: Folded, index: PhraseIndex[Place]) -> None:
        self._folded = folded
        self._text = folded.text
        self._hits = index.scan(folded)
        self._types = {hit.end: hit for hit in name_words().types.scan(folded)}

    def toponyms(self) -> list[Toponym]:
        names = [h for h in self._hits if _has_its_article(h) and not self._is_generic(h)]
        listed = self._with_lists([self._listed(hit) for hit in names])
        found = sorted([*listed, *self._unlisted(listed)], key=lambda item: item.start)
        joined = self._with_lists(found)
        cued = {self._text[item.start : item.end] for item in joined if item.cued}
        kept = [item for at, item in enumerate(joined) if self._is_name(joined, at, cued)]
        return [self._toponym(item) for item in _without_overlap(kept)]

    def _listed(self, hit: Hit[Place]) -> _Found:
        """S1, S2."""
        chain = self._type_chain(hit.word_start) if hit.clitic in {"", "ال"} else []
        outer = chain[-1].word_start if chain else hit.word_start
        start = hit.start - 2 if hit.clitic.endswith("ال") else hit.start
        if hit.clitic.endswith("لل"):
            start = hit.start
        type_word = _main_type(chain)
        return _Found(start, hit.end, outer, type_word, hit.values, cued=bool(chain))

    def _is_generic(self, hit: Hit[Place]) -> bool:
        """Towns named "Town" or "Hill" exist; in a text the word alone is never their name."""
        word = self._text[hit.start : hit.end]
        bare_head = word in name_words().heads and not hit.clitic.endswith(("ال", "لل"))
        return word in name_words().type_forms or bare_head

    def _type_chain(self, position: int) -> list[Hit[TypeWord]]:
        """Give the type words that stand right before a position, the nearest first."""
        chain: list[Hit[TypeWord]] = []
        while True:
            end = position
            while end and self._text[end - 1] in _OPENING:
                end -= 1
            hit = self._types.get(end)
            if hit is None or end == position:
                return chain
            chain.append(hit)
            position = hit.word_start

    def _with_lists(self, items: list[_Found]) -> list[_Found]:
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

    def _is_name(self, items: Sequence[_Found], at: int, cued: Collection[str]) -> bool:
        """S3; `cued` are the names that stand with a cue somewhere in the text."""
        item = items[at]
        if item.cued or not self._needs_cue(item) or self._text[item.start : item.end] in cued:
            return True
        before = [n for n in items[max(0, at - 1) : at] if not self._needs_cue(n)]
        after = [n for n in items[at + 1 : at + 2] if not self._needs_cue(n)]
        beside = any(self._continues(n, item) for n in before)
        return (
            beside
            or any(self._continues(item, n) for n in after)
            or any(self._lies_in(item, n) for n in after)
        )

    def _needs_cue(self, item: _Found) -> bool:
        return bare(self._text[item.start : item.end]) in name_words().cues

    def _lies_in(self, item: _Found, following: _Found) -> bool:
        """Say whether the next name tells where this one lies: "X in the countryside of Y"."""
        near = following.outer_start - item.end <= _PARENT_REACH
        parent = following.type_word is not None and following.type_word.word == "ريف"
        return near and parent and "\n" not in self._text[item.end : following.outer_start]

    def _unlisted(self, listed: Sequence[_Found]) -> Iterator[_Found]:
        """S4: names after type words, and the rest of their lists."""
        taken = bytearray(len(self._text) + 1)
        for item in listed:
            if item.cued or not self._needs_cue(item):
                taken[item.outer_start : item.end] = b"\x01" * (item.end - item.outer_start)
        type_starts = {hit.word_start for hit in self._types.values()}
        for end, hit in self._types.items():
            kind = hit.values[0]
            if not kind.unlisted or end + 1 in type_starts:
                continue
            chain = [hit, *self._type_chain(hit.word_start)]
            found = self._unlisted_at(end, chain[-1].word_start, kind)
            while found is not None and not any(taken[found.start : found.end]):
                yield found
                if not kind.many:
                    break
                found = self._unlisted_at(found.end, found.end, kind, joined=True)

    def _unlisted_at(
        self, position: int, outer: int, kind: TypeWord, *, joined: bool = False
    ) -> _Found | None:
        """Read an unlisted name at a position: one word, or two where the first asks for it."""
        match = re.compile(r"[ \"“«(#']+").match(self._text, position)
        words = re.compile(r"[^\W\d_]+").finditer(self._text, match.end()) if match else iter(())
        first = next(words, None)
        if match is None or first is None or first.start() != match.end():
            return None
        start = first.start()
        if joined:
            if not first.group().startswith("و") or len(first.group()) < 4:
                return None
            outer, start = start, start + 1
        name = self._text[start : first.end()]
        stops = name_words().stops
        if name in stops or (not joined and name.removeprefix("و") in stops):
            return None
        if len(name) < 3 and name not in name_words().heads:
            return None
        second = next(words, None)
        end = first.end()
        if second is not None and second.start() == end + 1 and self._text[end] == " ":
            word = second.group()
            fitting = word.startswith("ال") and not word.endswith("ه") and not name.startswith("ال")
            if word not in name_words().stops and (name in name_words().heads or fitting):
                end = second.end()
        return _Found(start, end, outer, kind, (), joined=joined, cued=True)

    def _toponym(self, item: _Found) -> Toponym:
        start = item.outer_start if self._keeps_type(item) else item.start
        if start != item.start:
            start = self._type_start(item)
        begin, end = self._folded.start(start), self._folded.end(item.end)
        return Toponym(
            start=begin,
            end=end,
            text=self._folded.original[begin:end],
            outer_start=self._folded.start(item.outer_start),
            type_word=item.type_word.word if item.type_word else None,
            places=item.places,
        )

    def _keeps_type(self, item: _Found) -> bool:
        """Facilities keep their type word; so does a governorate that is meant as a whole."""
        kind = item.type_word
        return kind is not None and kind.keep and not kind.many and item.outer_start < item.start

    def _type_start(self, item: _Found) -> int:
        """Where the nearest type word itself begins, behind its clitics."""
        chain = self._type_chain(item.start)
        return chain[0].start if chain else item.start


def _has_its_article(hit: Hit[Place]) -> bool:
    """Refuse ال before a country that has none: "السورية" is an adjective, "سورية" is not."""
    if not hit.clitic.endswith(("ال", "لل")):
        return True
    countries = [place for place in hit.values if place.feature == "country"]
    return not countries or any(place.name_ar.startswith("ال") for place in countries)


def _main_type(chain: Sequence[Hit[TypeWord]]) -> TypeWord | None:
    """Of several type words "countryside" counts before all, "surroundings" after all."""
    if not chain:
        return None
    values = [hit.values[0] for hit in chain]
    country = next((value for value in values if value.word == "ريف"), None)
    return country or next((v for v in values if v.word != "محيط"), values[0])


def _without_overlap(items: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in items:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
