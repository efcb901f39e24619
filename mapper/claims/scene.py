"""A sentence as the grammar sees it: words, triggers, actors, places, times, and what is before.

Offsets are those of the folded text throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from gazetteer import fold
from mapper.claims.actors import ActorMention, Role
from mapper.claims.dates import TimeExpression
from mapper.claims.signs import CiteSign, Form, Frame, TriggerSign
from mapper.claims.words import Word
from mapper.records import DateRange, Mention
from mapper.vocabulary import load_table

__all__ = [
    "Grammar",
    "Memory",
    "PlaceMention",
    "Scene",
    "behind_adjectives",
    "belongs_to_noun",
    "first_actor",
    "free_actor_before",
    "grammar",
]


_ADJECTIVES = 2
"""So many adjectives may follow a noun."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a sentence.

    Attributes
    ----------
    start, outer_start, end : int
        The bare name, where its phrase begins (quantities included), and its end.
    mention : Mention
        The toponym; for "the town" the one it stands for.
    governor : str
        The preposition before the phrase; empty for a direct object or a subject.
    qualifier : bool
        Whether it only tells where another place lies ("in the countryside of X").
    part : float or None
        The share of the place that is meant; -1 for a part of unknown size, None for all of it.
    anaphor : bool
        Whether the text says only "the town".
    joined : bool
        Whether it continues a list with the place before it.
    """

    start: int
    outer_start: int
    end: int
    mention: Mention
    governor: str
    qualifier: bool = False
    part: float | None = None
    anaphor: bool = False
    joined: bool = False


@dataclass(slots=True)
class Memory:
    """What the sentences before have named: for pronouns and for "one day later".

    `time` is the last that the text told. `last_place` is of the sentence right before this one: a
    pronoun reaches no farther. `country` is the one that the document mostly names: "the country".
    """

    places: list[Mention] = field(default_factory=list)
    last_place: Mention | None = None
    actor: str | None = None
    time: DateRange | None = None
    country: Mention | None = None
    cited: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that was found in it; `end` is where it ends in the folded text."""

    folded: str
    end: int
    words: Sequence[Word]
    triggers: Sequence[TriggerSign]
    actors: Sequence[ActorMention]
    places: Sequence[PlaceMention]
    times: Sequence[TimeExpression]
    cites: Sequence[CiteSign]
    headline: bool
    memory: Memory

    def before(self, position: int, count: int) -> list[str]:
        """Give up to `count` words that end before `position`, the nearest first."""
        near = [word.text for word in self.words if word.end <= position]
        return near[: -count - 1 : -1]

    def between(self, start: int, end: int) -> list[Word]:
        """Give the words that lie within [start, end)."""
        return [word for word in self.words if start <= word.start and word.end <= end]

    def after(self, position: int) -> Iterator[Word]:
        """Yield the words that begin at or after `position`."""
        return (word for word in self.words if word.start >= position)

    def left_edge(self, position: int) -> int:
        """Give the end of the last word before `position` that begins a clause, or -1."""
        edges = [w.end for w in self.words if w.end <= position and self.is_barrier(w)]
        return edges[-1] if edges else -1

    def right_edge(self, position: int) -> int:
        """Give the start of the next word from `position` on that begins a clause."""
        edges = (w.start for w in self.words if w.start >= position and self.is_barrier(w))
        return next(edges, self.end)

    def is_barrier(self, word: Word) -> bool:
        """Say whether the word begins another clause; inside a name it does not."""
        g = grammar()
        if word.text not in g.barriers and word.text.removeprefix("و") not in g.relative:
            return False
        if word.text == "قبل" and self.before(word.start, 1) == ["من"]:
            return False  # "by", not "before"
        inside = any(actor.word_start <= word.start < actor.end for actor in self.actors)
        return not inside and not any(t.start <= word.start < t.end for t in self.times)


class Grammar:
    """The word lists of triggers.toml's [grammar], folded once."""

    def __init__(self) -> None:
        table = load_table("triggers")["grammar"]
        self.after = _folded(table["after"])
        self.done = _folded(table["done"])
        self.tried = _folded(table["tried"])
        self.tried_next = _folded(table["tried_next"])
        self.denied = _folded(table["denied"])
        self.failed = _folded(table["failed"])
        self.denied_ahead = tuple(fold(phrase).text for phrase in table["denied_ahead"])
        self.barriers = _folded(w for w in table["barriers"] if " " not in w)
        self.clashes = _folded(table["clashes"])
        self.settlements = _folded(table["settlements"])
        self.attacks = _folded(table["attacks"])
        self.areas = _folded(table["areas"])
        self.still = _folded(table["still"])
        self.pluperfect = _folded(table["pluperfect"])
        self.relative = _folded(table["relative"])
        self.telling = (self.tried | self.tried_next | self.denied | self.failed).union(
            self.after, self.done, self.still, self.pluperfect
        )
        self.parts = {fold(word).text: share for word, share in table["parts"].items()}
        self.quantity = _folded(table["quantity"])
        self.percent = _folded(table["percent"])
        self.prepositions = _folded(table["prepositions"])
        self.directions = _folded(table["directions"])
        self.anaphors = {fold(word).text: fold(t).text for word, t in table["anaphors"].items()}
        self.duals = {fold(w).text: fold(t).text for w, t in table["anaphors_dual"].items()}
        self.because = _folded(table["because"])
        self.remains = _folded(table["remains"])
        self.appositives = _folded(table["appositives"])
        self.masculine = frozenset({None, *_folded(table["masculine"])})
        self.intervening = _folded(table["intervening"])
        self.pointing = _folded(table["pointing"])
        self.epithets = _folded(table["epithets"])
        self.that = _folded(table["that"])
        self.seats = _folded(table["seats"])
        self.locating = _folded(table["locating"])
        self.countries = _folded(table["countries"])
        self.compass = _folded(table["compass"])
        self.others = _folded(table["others"])
        self.situated = _folded(table["situated"])
        self.townlike = _folded(table["townlike"])
        self.servants = _folded(table["servants"])
        self.grips = _folded(table["grips"])
        self.adding = _folded(table["adding"])
        self.suffers = _folded(table["suffers"])
        self.nearly = _folded(table["nearly"])
        self.not_armies = _folded(table["not_armies"])
        self.reports = _folded(table["reports"])
        self.metonyms = _folded(table["metonyms"])
        self.counted = _folded(table["counted"])
        self.announcing = _folded(table["announcing"])
        self.pronoun_places = {fold(w).text: fold(p).text for w, p in table["pronouns"].items()}


def _folded(words: Sequence[str] | Iterator[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


@cache
def grammar() -> Grammar:
    """Give the grammar's word lists; read once."""
    return Grammar()


def free_actor_before(scene: Scene, position: int, edge: int) -> ActorMention | None:
    """Give the nearest actor in [edge, position) that can be a subject: the head of its group."""
    near = [
        a
        for a in scene.actors
        if edge <= a.word_start and a.end <= position and not belongs_to_noun(scene, a)
    ]
    while near and (near[-1].joined or near[-1].role is not Role.FREE):
        near.pop()
    return near[-1] if near else None


def belongs_to_noun(scene: Scene, actor: ActorMention) -> bool:
    """Say whether the actor only belongs to a noun right before: "driving X out", "X's bastion"."""
    nouns = {Frame.EXPEL, Frame.STRONGHOLD, Frame.POCKET}
    return any(
        t.frame in nouns and t.form is Form.NOUN and 0 <= actor.word_start - t.end <= 1
        for t in scene.triggers
    )


def behind_adjectives(scene: Scene, position: int) -> int:
    """Give the end of the adjectives that follow: "the [main] stronghold of", "[full] control"."""
    for word in list(scene.after(position))[:_ADJECTIVES]:
        named = any(a.word_start <= word.start < a.end for a in scene.actors)
        if named or not (word.text.startswith("ال") or word.text in grammar().pointing):
            break
        position = word.end
    return position


def first_actor(scene: Scene, start: int, latest_start: int) -> ActorMention | None:
    """Give the first actor that begins in [start, latest_start]."""
    return next((a for a in scene.actors if start <= a.word_start <= latest_start), None)
