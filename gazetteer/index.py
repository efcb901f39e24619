"""The gazetteer: search a name, get an id, places near a point, scan a text."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

from gazetteer.arabic import Folded, bare, fold, romanised_key
from gazetteer.phrases import Hit, PhraseIndex
from gazetteer.place import Candidate, Place, Toponym
from gazetteer.sources.builtin import builtin_places

__all__ = ["Gazetteer"]

_EARTH_KM = 6371.0088
_FUZZY_FROM = 75.0
_LIST_GAP = re.compile(r"[\s،,\"»«“”()#']*")
_OPENING = " \"“«(#'"
_PARENT_REACH = 12
"""The place that another lies in is named at most this many characters after it."""
_LONGEST_JOINED_HEAD = 3
"""Names whose first word is this short are also written as one word: تل عفر, تلعفر."""


@dataclass(frozen=True, slots=True)
class _TypeWord:
    """A word that says what kind of thing a name names; `many` for the dual and the plural."""

    word: str
    keep: bool
    unlisted: bool
    many: bool


class _Words:
    """The vocabulary of names, folded once."""

    def __init__(self) -> None:
        names = _toml("names.toml")
        self.heads = _folded(names["heads"])
        self.stops = _folded(names["stops"])
        self.links = _folded(names["links"])
        self.cues = frozenset(bare(fold(line).text) for line in _lines("needs_cue.txt"))
        self.types = PhraseIndex(_type_words(), article=False)
        self.type_forms = _folded(form for form, _ in _type_words())


def _toml(name: str) -> dict[str, list[str]]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return resources.files("gazetteer").joinpath("data", name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


def _type_words() -> Iterator[tuple[str, _TypeWord]]:
    for row in tomllib.loads(_text("type_words.toml"))["type"]:
        word = fold(row["word"]).text
        for many in (False, True):
            value = _TypeWord(word, row.get("keep", False), row["unlisted"], many)
            yield from ((form, value) for form in row["many" if many else "one"])


@cache
def _words() -> _Words:
    return _Words()


class Gazetteer:
    """Places by id, by name and by point.

    Parameters
    ----------
    places : iterable of Place
        A later place with the id of an earlier one replaces it.

    Examples
    --------
    >>> gazetteer = Gazetteer.default()
    >>> gazetteer.search("البوكمال")[0].place.name_en
    'Al-Bukamal'
    >>> gazetteer.search("Abu Kamal")[0].place.id == gazetteer.search("أبو كمال")[0].place.id
    True
    >>> gazetteer.search("؟")
    []
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}

    @staticmethod
    @cache
    def default() -> Gazetteer:
        """Give the gazetteer that ships with the package; loaded once."""
        return Gazetteer(builtin_places())

    def __len__(self) -> int:
        return len(self._places)

    def get(self, place_id: str) -> Place | None:
        """Give the place with this id, or None."""
        return self._places.get(place_id)

    def hash(self) -> str:
        """Hash all that the gazetteer says; stamped into what is made with it."""
        digest = hashlib.sha256()
        for key in sorted(self._places):
            digest.update(repr(self._places[key]).encode())
        return digest.hexdigest()[:16]

    def near(self, lat: float, lon: float, radius_km: float) -> list[Place]:
        """Give the places within `radius_km` of a point (degrees, EPSG:4326), nearest first."""
        distances = ((distance_km(lat, lon, p.lat, p.lon), p) for p in self._places.values())
        inside = [(distance, place) for distance, place in distances if distance <= radius_km]
        return [place for _, place in sorted(inside, key=lambda pair: (pair[0], pair[1].id))]

    # ------------------------------------------------------------------------------- search

    def search(self, name: str, *, limit: int = 10) -> list[Candidate]:
        """Search a place by its Arabic or romanised name.

        Exact spellings (folded) come first with score 1, then names whose romanised consonants
        agree, then similar spellings; within each the more populous place comes first.
        """
        folded = bare(fold(name).text.strip())
        scores = {p.id: 1.0 for p in self._by_name.get(folded.replace(" ", ""), ())}
        key = romanised_key(name)
        if len(key) > 1:
            for place in self._by_key.get(key, ()):
                scores.setdefault(place.id, 0.85)
        if len(scores) < limit and folded:
            for spelling, score in self._similar(folded):
                for place in self._by_name[spelling]:
                    scores.setdefault(place.id, score)
        found = [Candidate(self._places[key], score) for key, score in scores.items()]
        found.sort(key=lambda c: (-c.score, _LEVEL.get(c.place.feature, 3), -c.place.population))
        return found[:limit]

    def _similar(self, folded: str) -> Iterator[tuple[str, float]]:
        from rapidfuzz import fuzz, process

        wanted = folded.replace(" ", "")
        matches = process.extract(
            wanted, self._spellings, scorer=fuzz.ratio, limit=20, score_cutoff=_FUZZY_FROM
        )
        return ((spelling, round(score / 100 * 0.8, 3)) for spelling, score, _ in matches)

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        """Places by their names without article and spaces."""
        table: dict[str, list[Place]] = {}
        for place in self._places.values():
            for name in {bare(fold(name.text).text).replace(" ", "") for name in place.names}:
                table.setdefault(name, []).append(place)
        return table

    @cached_property
    def _spellings(self) -> list[str]:
        return list(self._by_name)

    @cached_property
    def _by_key(self) -> dict[str, list[Place]]:
        """Places by the consonants of all their names."""
        table: dict[str, list[Place]] = {}
        for place in self._places.values():
            for key in {romanised_key(name.text) for name in place.names}:
                table.setdefault(key, []).append(place)
        return table

    # --------------------------------------------------------------------------------- scan

    @cached_property
    def _index(self) -> PhraseIndex[Place]:
        return PhraseIndex(
            (spelling, place)
            for place in self._places.values()
            for name in place.names
            if name.language == "ar"
            for spelling in _spellings_of(name.text)
        )

    def scan(self, text: str | Folded) -> list[Toponym]:
        """Find the place names of a text, listed or not.

        Rules
        -----
        S1  a listed name counts where it stands as a word, clitics set aside; the longest wins
        S2  a type word before it belongs to its phrase, in the dual and plural for a whole list
        S3  an everyday word that is also a name needs a cue: a type word, a neighbour in a list,
            a place that it lies in, or the same name with a cue elsewhere in the text
        S4  what follows "village", "quarter", "hill" and the like is a name, even if unlisted

        Returns
        -------
        list of Toponym
            In the order of the text, not overlapping; offsets are those of the original text.
        """
        folded = fold(text) if isinstance(text, str) else text
        return _Scan(folded, self._index).toponyms()


_LEVEL = {"country": 0, "admin1": 2, "populated": 1}


def _spellings_of(name: str) -> set[str]:
    """Give a name and, where it is usual, the same written as one word."""
    first, _, rest = name.partition(" ")
    joined = {first + rest} if rest and len(first) <= _LONGEST_JOINED_HEAD else set()
    return {name} | joined


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance between two points in degrees (haversine, mean radius)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the folded text, with its type word and whether a list joins it to the one before.

    `cued` says that something besides the word itself makes it a name.
    """

    start: int
    end: int
    outer_start: int
    type_word: _TypeWord | None
    places: tuple[Place, ...]
    joined: bool = False
    cued: bool = False


class _Scan:
    """One pass over one text; all offsets are those of the folded text."""

    def __init__(self, folded: Folded, index: PhraseIndex[Place]) -> None:
        self._folded = folded
        self._text = folded.text
        self._hits = index.scan(folded)
        self._types = {hit.end: hit for hit in _words().types.scan(folded)}

    def toponyms(self) -> list[Toponym]:
        names = [h for h in self._hits if _has_its_article(h) and not self._is_type_word(h)]
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

    def _is_type_word(self, hit: Hit[Place]) -> bool:
        """Towns named "Town" exist; in a text the word is never their name."""
        return self._text[hit.start : hit.end] in _words().type_forms

    def _type_chain(self, position: int) -> list[Hit[_TypeWord]]:
        """Give the type words that stand right before a position, the nearest first."""
        chain: list[Hit[_TypeWord]] = []
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
        return bare(self._text[item.start : item.end]) in _words().cues

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
        self, position: int, outer: int, kind: _TypeWord, *, joined: bool = False
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
        if name in _words().stops or (len(name) < 3 and name not in _words().heads):
            return None
        second = next(words, None)
        end = first.end()
        if second is not None and second.start() == end + 1 and self._text[end] == " ":
            word = second.group()
            fitting = word.startswith("ال") and not word.endswith("ه") and not name.startswith("ال")
            if word not in _words().stops and (name in _words().heads or fitting):
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


def _main_type(chain: Sequence[Hit[_TypeWord]]) -> _TypeWord | None:
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
