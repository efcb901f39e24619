"""Who an actor's words mean in this document."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from gazetteer import ARTICLE_CLITICS, fold
from mapper.claims.signs import ActorSign
from mapper.claims.words import Word
from mapper.vocabulary import load_table

__all__ = ["ActorMention", "Role", "countries_of", "identities", "place_actors"]


_MARKS = " \"'«»“”()،"
"""What may stand between two names of one group: "the army and «the resistance» (X)"."""

_JOINING = frozenset({"من", "تابعه", "تابعون", "تابعين"})
"""What stands between people and whose they are: "fighters of X", "a group belonging to X"."""

_BESIDE = 40
"""A part and its army stand at most this many characters apart."""


class Role(StrEnum):
    """The part that the word before an actor gives it in its clause.

    ARMS is the actor as the owner of aircraft or guns: "strikes of X" deal a blow and take nothing.
    """

    FREE = "free"
    AGENT = "agent"
    OPPONENT = "opponent"
    FROM = "from"
    ALLY = "ally"
    ARMS = "arms"
    TO = "to"


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor in a sentence: offsets in the folded text, id, and role.

    `word_start` is where the phrase begins: people nouns ("fighters of") and clitics included.
    """

    start: int
    end: int
    word_start: int
    id: str
    role: Role
    joined: bool = False


class _Words:
    """The words around actors, folded once."""

    def __init__(self) -> None:
        table, governors = load_table("actors"), load_table("triggers")["governors"]
        phrases = [fold(phrase).text.split() for phrase in table["people"]]
        self.people = frozenset(phrase[0] for phrase in phrases)
        self.loyal = frozenset(fold(word).text for word in table["loyal"])
        self.patrons = frozenset(table["patrons"])
        self.part_of: Mapping[str, str] = table["part_of"]
        self.left_of = frozenset(fold(word).text for word in table["left_of"])
        self.roles = {
            tuple(fold(phrase).text.split()): Role(role)
            for role in ("agent", "ally", "arms", "from", "opponent")
            for phrase in governors[role]
        }


@cache
def _words() -> _Words:
    return _Words()


def identities(
    signs: Sequence[ActorSign],
    folded: str,
    *,
    countries: Sequence[str],
    published: dt.date | None,
) -> Mapping[int, str]:
    """Tell whom the actor signs of a document mean.

    Parameters
    ----------
    signs : sequence of ActorSign
        All signs of the document. What it calls by a name of its own also decides what "the
        organisation" is.
    folded : str
        The folded text that offsets refer to.
    countries : sequence of str
        ISO codes of the countries the document is about, the most likely first.
    published : date or None
        Decides between governments that followed each other.

    Returns
    -------
    mapping of int to str
        Actor ids by where the sign begins. Words that mean nobody in this context are left out.
    """
    known = {actor for sign in signs for actor in sign.ids}
    found = [(sign, _identity(sign, folded, countries, published, known)) for sign in signs]
    who: dict[int, str] = {}
    last: dict[str, tuple[int, str]] = {}
    for sign, actor in found:
        actor = _last_called(sign.again, last) or actor
        if actor is not None:
            who[sign.start] = actor
            first = folded[sign.start : sign.end].partition(" ")[0]
            last[first] = (sign.start, actor)
    return who


def _last_called(words: Collection[str], last: Mapping[str, tuple[int, str]]) -> str | None:
    """Give the last actor so far whose name begins with one of the words.

    `last` gives, by first words, where an actor was called so last, and which.
    """
    called = [last[word] for word in words if word in last]
    return max(called)[1] if called else None


def countries_of(signs: Sequence[ActorSign]) -> list[str]:
    """Give the countries of the actors that a document names, the most frequent first.

    The id of an actor of one country begins with its ISO code: "YE.HOUTHI".
    """
    codes = (actor.partition(".") for sign in signs for actor in sign.ids)
    counts = Counter(code for code, dot, _ in codes if dot)
    return [code for code, _ in counts.most_common()]


def place_actors(
    signs: Sequence[ActorSign], words: Sequence[Word], folded: str, who: Mapping[int, str]
) -> list[ActorMention]:
    """Give the actors of one sentence, in the order of the text, with their part in it.

    Parameters
    ----------
    signs : sequence of ActorSign
        The signs of the sentence.
    words : sequence of Word
        The words of the sentence.
    folded : str
        The folded text that offsets refer to.
    who : mapping of int to str
        Whom the signs mean; see :func:`identities`.
    """
    found: list[ActorMention] = []
    for sign in signs:
        actor = who.get(sign.start)
        if actor is not None:
            previous_end = found[-1].end if found else -1
            found.append(_mention(sign, actor, words, folded, previous_end))
    return [_with_its_army(actor, found) for actor in found]


def _with_its_army(actor: ActorMention, others: Sequence[ActorMention]) -> ActorMention:
    """Take a part for the whole where both are named side by side."""
    whole = _words().part_of.get(actor.id)
    if whole is None:
        return actor
    beside = (a for a in others if a.id == whole)
    near = any(a.start - actor.end < _BESIDE and actor.start - a.end < _BESIDE for a in beside)
    return replace(actor, id=whole) if near else actor


def _identity(
    sign: ActorSign,
    folded: str,
    countries: Sequence[str],
    published: dt.date | None,
    known: Collection[str],
) -> str | None:
    if sign.ids:
        return sign.ids[0]
    if sign.unnamed:
        return f"OTHER:{folded[sign.start : sign.end]}"
    for country in (None, *countries):
        for choice in sign.choices:
            said = choice.get("country") == country and "elsewhere" not in choice
            if said and _fits(choice, published, known):
                return str(choice["actor"])
    return _elsewhere(sign, countries)


def _elsewhere(sign: ActorSign, countries: Sequence[str]) -> str | None:
    """Give whom the words mean in a country that none of their choices is for."""
    told = {choice.get("country") for choice in sign.choices}
    if not countries or not told.isdisjoint(countries):
        return None
    return next((str(c["actor"]) for c in sign.choices if "elsewhere" in c), None)


def _fits(choice: Mapping[str, Any], day: dt.date | None, known: Collection[str]) -> bool:
    if "needs" in choice and choice["needs"] not in known:
        return False
    if day is None:
        return "since" not in choice
    return bool(choice.get("since", day) <= day <= choice.get("until", day))


def _mention(
    sign: ActorSign, actor: str, words: Sequence[Word], folded: str, previous_end: int
) -> ActorMention:
    at = _index_of(words, sign.word_start)
    first = _people_before(words, at)
    if sign.clitic.lstrip("وف").startswith("ل") and actor not in _words().patrons:
        first = _loyal_before(words, first)
    start = words[first].start
    clitic = sign.clitic if first == at else _clitic(words[first].text)
    role = _role(words, first, clitic)
    gap = folded[max(previous_end, 0) : start].strip(_MARKS)
    named_again = "(" in folded[max(previous_end, 0) : start]
    joined = gap == "" and (clitic.startswith("و") or named_again)
    return ActorMention(sign.start, sign.end, start, actor, role, joined and previous_end >= 0)


def _index_of(words: Sequence[Word], start: int) -> int:
    return next(i for i, word in enumerate(words) if word.end > start)


def _people_before(words: Sequence[Word], at: int) -> int:
    """Step back over people nouns: "من تبقى من عناصر X" begins with its first word."""
    while at > 0:
        if _is_people(words[at - 1].text):
            at -= 1
        elif at > 1 and words[at - 1].text in _JOINING and _is_people(words[at - 2].text):
            at -= 2
        else:
            break
    left_of = [word.text for word in words[max(0, at - 3) : at]]
    if len(left_of) == 3 and left_of[1] in _words().left_of and left_of[::2] == ["من", "من"]:
        at -= 3
    return at


def _loyal_before(words: Sequence[Word], at: int) -> int:
    """Step back over "the forces loyal to"."""
    loyal = at > 1 and words[at - 1].text in _words().loyal and _is_people(words[at - 2].text)
    return _people_before(words, at - 2) if loyal else at


def _is_people(word: str) -> bool:
    people = _words().people
    return word in people or word.removeprefix(_clitic(word)) in people


def _clitic(word: str) -> str:
    """Give the longest clitic before a people noun, or an empty string."""
    people = _words().people
    fitting = [c for c in ARTICLE_CLITICS if word.startswith(c) and word[len(c) :] in people]
    return max(fitting, key=len, default="")


def _role(words: Sequence[Word], at: int, clitic: str) -> Role:
    preposition = clitic.lstrip("وف").removesuffix("ال")
    if preposition in {"ل", "لل"}:
        return Role.TO
    if preposition in {"ب", "ك"}:
        return Role.ALLY
    before = tuple(word.text for word in words[max(0, at - 3) : at])
    for length in (3, 2, 1):
        phrase = before[-length:]
        if len(phrase) == length and phrase in _words().roles:
            return _words().roles[phrase]
        bare = (phrase[0].lstrip("وف"), *phrase[1:]) if phrase else ()
        if len(phrase) == length and bare in _words().roles:
            return _words().roles[bare]
    return Role.FREE
