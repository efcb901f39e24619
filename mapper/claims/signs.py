"""The signs in a text that the grammar reads: triggers, actors, citing verbs.

All word lists become two automata, built once: one over nouns and names, which may carry the
article, and one over verbs, which may not. A sign's offsets are those of the folded text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from gazetteer import Folded, Hit, PhraseIndex, fold
from mapper.claims.morphology import future_forms, past_forms, present_forms, with_pronouns
from mapper.vocabulary import actors, load_table

__all__ = ["ActorSign", "CiteSign", "Form", "Frame", "Signs", "TriggerSign", "find_signs"]


class Frame(StrEnum):
    """Who does what to whom where; see triggers.toml and rules.py."""

    GAIN = "gain"
    EXPEL = "expel"
    LOSE = "lose"
    FALL = "fall"
    SIEGE = "siege"
    REPEL = "repel"
    ENTER = "enter"
    RECEIVE = "receive"
    GIVE = "give"
    STATE = "state"
    STRONGHOLD = "stronghold"
    ATTACK = "attack"
    STATIONED = "stationed"
    HANDS = "hands"
    POCKET = "pocket"
    LIGHT = "light"
    SUCCESS = "success"


class Form(StrEnum):
    """The form in which a trigger stands."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    PASSIVE = "passive"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class TriggerSign:
    """A word or phrase that tells of control. `pronoun` is the one joined to it, or empty.

    `by` is whom it speaks of where nobody is named: a liberator, a besieger;
    `needs` are words of which one must follow; `carried` nouns tell of control only behind a verb
    like "imposed"; those that stand `beside` tell only of a place right before them.
    """

    start: int
    end: int
    word_start: int
    clitic: str
    frame: Frame
    form: Form
    pronoun: str
    places: tuple[str, ...]
    standing: bool = False
    by: str | None = None
    needs: frozenset[str] = frozenset()
    carried: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class ActorSign:
    """Words that name an actor: `ids` if they are its own, `choices` if context decides.

    `unnamed` actors ("tribal fighters") are known only by the words that stand there. "The forces"
    are again those named last whose name begins with a word of `again`.
    """

    start: int
    end: int
    word_start: int
    clitic: str
    ids: tuple[str, ...] = ()
    choices: tuple[Mapping[str, Any], ...] = ()
    unnamed: bool = False
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CiteSign:
    """A verb or phrase of citing; `follows` for phrases, whose source follows ("according to")."""

    start: int
    end: int
    word_start: int
    follows: bool
    denial: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs of one text, each kind in the order of the text."""

    triggers: tuple[TriggerSign, ...]
    actors: tuple[ActorSign, ...]
    cites: tuple[CiteSign, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a phrase of the vocabulary stands for."""

    what: str
    frame: Frame | None = None
    form: Form | None = None
    pronoun: str = ""
    row: Mapping[str, Any] | None = None
    actor: str = ""


def _forms_of(row: Mapping[str, Any], frame: Frame) -> Iterator[tuple[str, _Entry]]:
    derive = {"past": past_forms, "present": present_forms}
    for tense, forms in derive.items():
        for phrase in row.get(tense, ()):
            for form in forms(phrase):
                yield from _verb(form, frame, Form(tense), row)
    for phrase in row.get("present", ()):
        for form in future_forms(phrase):
            yield from _verb(form, frame, Form.FUTURE, row)
    for phrase in row.get("passive", ()):
        yield phrase, _Entry("trigger", frame, Form.PASSIVE, row=row)


def _verb(
    form: str, frame: Frame, tense: Form, row: Mapping[str, Any]
) -> Iterator[tuple[str, _Entry]]:
    yield form, _Entry("trigger", frame, tense, row=row)
    for joined, pronoun in with_pronouns(form):
        yield joined, _Entry("trigger", frame, tense, pronoun, row)


def _nouns_of(row: Mapping[str, Any], frame: Frame) -> Iterator[tuple[str, _Entry]]:
    for phrase in row.get("noun", ()):
        yield phrase, _Entry("trigger", frame, Form.NOUN, row=row)
        first, space, last = fold(phrase).text.rpartition(" ")
        for joined, pronoun in with_pronouns(last):  # "under its control"
            yield first + space + joined, _Entry("trigger", frame, Form.NOUN, pronoun, row)


def _trigger_rows() -> Iterator[tuple[Mapping[str, Any], Frame]]:
    table = load_table("triggers")
    for row in table["trigger"]:
        yield row, Frame(row["frame"])
    yield table["grammar"]["light"], Frame.LIGHT
    yield table["grammar"]["success"], Frame.SUCCESS


def _citing_verbs() -> Iterator[tuple[str, _Entry]]:
    table = load_table("citing")
    for tense, forms in (("past", past_forms), ("present", present_forms)):
        for phrase in table[tense]:
            entry = _Entry("deny" if phrase in table["denial"] else "cite")
            for form in forms(phrase):
                yield form, entry
    for phrase in table["participles"]:
        yield phrase, _Entry("cite")


def _actor_names() -> Iterator[tuple[str, _Entry]]:
    table = load_table("actors")
    for actor in actors().values():
        for alias in actor.aliases:
            yield alias, _Entry("actor", actor=actor.id)
    for row in table["contextual"]:
        for word in row["words"]:
            yield word, _Entry("context", row=row)
    for row in table["adjective"]:
        for word in row["words"]:
            yield word, _Entry("adjective", row=row)
    for word in (*table["unnamed"], *_armies(table["armies"])):
        yield word, _Entry("unnamed")


def _armies(table: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give the armies that have no id, definite and not: "the Malian army", "Malian forces"."""
    for nation in table["nations"]:
        for gender, adjective in (("masculine", nation), ("feminine", f"{nation}ة")):
            for head in table[gender]:
                yield f"{head} ال{adjective}"
                yield f"{head} {adjective}"


@cache
def _noun_index() -> PhraseIndex[_Entry]:
    phrases = [*_actor_names()]
    for row, frame in _trigger_rows():
        phrases.extend(_nouns_of(row, frame))
    phrases.extend((phrase, _Entry("according")) for phrase in load_table("citing")["phrases"])
    return PhraseIndex(phrases)


@cache
def _verb_index() -> PhraseIndex[_Entry]:
    phrases = [pair for row, frame in _trigger_rows() for pair in _forms_of(row, frame)]
    return PhraseIndex([*phrases, *_citing_verbs()], article=False)


def find_signs(folded: Folded) -> Signs:
    """Find all signs of a text, in one pass over it for nouns and one for verbs.

    Words inside an actor's name ("هيئة تحرير الشام") are nothing else; of other signs that
    overlap the longest stays. Where a noun is spelled like a verb (صد) it is read as the verb
    unless a preposition leads it, where like a verb with a pronoun (سيطرة, سيطره) as the noun.
    """
    nouns, verbs = _noun_index().scan(folded), _verb_index().scan(folded)
    names = [hit for hit in nouns if _is_actor(hit) and not _is_cut_off(hit, folded.text)]
    names = sorted([*names, *_adjectives(nouns)], key=lambda hit: hit.start)
    spelled = {(hit.start, hit.end) for hit in nouns}
    plain = [
        hit
        for hit in verbs
        if not _has_pronoun(hit)
        and not ((hit.start, hit.end) in spelled and _is_led(hit, folded.text))
    ]
    joined = [hit for hit in verbs if _has_pronoun(hit)]
    others = [hit for hit in (*plain, *nouns, *joined) if not _names(hit)]
    kept = _longest(others, taken=names)
    signs = [(hit, entry) for hit in kept for entry in hit.values]
    return Signs(
        triggers=tuple(_trigger(hit, entry) for hit, entry in signs if entry.what == "trigger"),
        actors=tuple(_actor(hit) for hit in names),
        cites=tuple(_cite(hit, entry) for hit, entry in signs if entry.what != "trigger"),
    )


def _is_led(hit: Hit[_Entry], text: str) -> bool:
    """Say whether a preposition right before makes it a noun: "after (بعد) driving out"."""
    start = hit.word_start
    before = text[max(0, start - 8) : start].rstrip().rpartition(" ")[2]
    return before in _leads()


@cache
def _leads() -> frozenset[str]:
    return frozenset(fold(word).text for word in load_table("triggers")["grammar"]["leads"])


def _has_pronoun(hit: Hit[_Entry]) -> bool:
    return any(entry.pronoun for entry in hit.values)


def _is_actor(hit: Hit[_Entry]) -> bool:
    return any(entry.what in {"actor", "context", "unnamed"} for entry in hit.values)


def _is_cut_off(hit: Hit[_Entry], text: str) -> bool:
    """Say whether "the forces" are told more closely, or are not "the": "the special forces"."""
    if not all(entry.row is not None and "again" in entry.row for entry in hit.values):
        return False
    return not hit.clitic.endswith("ال") or text.startswith(" ال", hit.end)


def _names(hit: Hit[_Entry]) -> bool:
    return _is_actor(hit) or any(entry.what == "adjective" for entry in hit.values)


def _adjectives(nouns: list[Hit[_Entry]]) -> list[Hit[_Entry]]:
    """Give the adjectives that name an actor: right behind a trigger, "under Turkish control"."""
    ends = {hit.end + 1 for hit in nouns if any(e.what == "trigger" for e in hit.values)}
    beside = (hit for hit in nouns if hit.word_start in ends and not _is_actor(hit))
    return [hit for hit in beside if _names(hit)]


def _longest(hits: list[Hit[_Entry]], *, taken: list[Hit[_Entry]]) -> list[Hit[_Entry]]:
    """Keep the longest of hits that overlap; none may overlap what is taken."""
    used = {at for hit in taken for at in range(hit.start, hit.end)}
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if used.isdisjoint(range(hit.start, hit.end)):
            used.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _trigger(hit: Hit[_Entry], entry: _Entry) -> TriggerSign:
    assert entry.frame is not None
    assert entry.form is not None
    row = entry.row or {}
    return TriggerSign(
        start=hit.start,
        end=hit.end,
        word_start=hit.word_start,
        clitic=hit.clitic,
        frame=entry.frame,
        form=entry.form,
        pronoun=entry.pronoun,
        places=_folded(tuple(row.get("place", ()))),
        standing=row.get("standing", False),
        by=row.get("by"),
        needs=frozenset(_folded(tuple(row.get("needs", ())))),
        carried=row.get("carried", False),
        beside=row.get("beside", False),
    )


@cache
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word).text for word in words)


def _actor(hit: Hit[_Entry]) -> ActorSign:
    rows = [entry.row for entry in hit.values if entry.row is not None]
    return ActorSign(
        start=hit.start,
        end=hit.end,
        word_start=hit.word_start,
        clitic=hit.clitic,
        ids=tuple(entry.actor for entry in hit.values if entry.actor),
        choices=tuple(choice for row in rows for choice in row["choices"]),
        unnamed=any(entry.what == "unnamed" for entry in hit.values),
        again=_folded(tuple(word for row in rows for word in row.get("again", ()))),
    )


def _cite(hit: Hit[_Entry], entry: _Entry) -> CiteSign:
    return CiteSign(
        start=hit.start,
        end=hit.end,
        word_start=hit.word_start,
        follows=entry.what == "according",
        denial=entry.what == "deny",
    )
