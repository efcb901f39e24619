"""Whether what a sign tells of happened (N1 to N8; N7 is in where.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapper.claims.dates.numbers import NEWEST_YEAR, OLDEST_YEAR
from mapper.claims.incidents.lexicon import incident_words
from mapper.claims.incidents.signs import IncidentSign
from mapper.claims.scene import Scene
from mapper.claims.signs import Form
from mapper.claims.words import Word, number_of
from mapper.records import IncidentKind

__all__ = ["happened", "words_after", "words_before"]

_STOPS = frozenset('.:؛،,"«»“”()')
_LEAD = 6
"""So many words before a sign say whether it is real."""
_TRAIL = 3
"""So many words after it say whether it is an accident."""
_CLAUSE = 14
"""A denial stands at most so many words before what it denies."""
_FAR = 8
"""A verb that makes an event of a definite noun stands at most so many words from it."""
_AUXILIARY = frozenset({"ان", "قد", "لا", "لم", "لن", "كي", "ربما", "سوف", "او", "لان"})
_MOST_BLOWS, _MOST_HURT = 60, 500
"""More blows, or more people hurt, than that are a sum of many incidents."""
_BOMBS = frozenset({IncidentKind.BOMB, IncidentKind.CAR_BOMB})


def words_before(scene: Scene, sign: IncidentSign, count: int) -> list[str]:
    """Give up to `count` words before a sign, the nearest first, back to the last stop or comma.

    Words of an expression of time are passed over: "since Sunday" tells only when.
    """
    found: list[str] = []
    start = sign.word_start
    for word in reversed([w for w in scene.words if w.end <= sign.word_start]):
        if len(found) == count or _STOPS.intersection(scene.folded[word.end : start]):
            break
        if not any(time.start <= word.start < time.end for time in scene.times):
            found.append(word.text)
        start = word.start
    return found


def words_after(scene: Scene, sign: IncidentSign, count: int) -> list[Word]:
    """Give up to `count` words after a sign, up to the next stop or comma."""
    found: list[Word] = []
    end = sign.end
    for word in scene.after(sign.end):
        if len(found) == count or _STOPS.intersection(scene.folded[end : word.start]):
            break
        found.append(word)
        end = word.end
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """A sign with the words before and after it; `dated` if its sentence says when."""

    scene: Scene
    sign: IncidentSign
    before: list[str]
    after: list[str]
    dated: bool

    def sentence(self) -> list[str]:
        return [word.text for word in self.scene.words]


def happened(scene: Scene, sign: IncidentSign, *, dated: bool) -> bool:
    """Say whether a sign tells of something that happened; `dated` if its sentence says when."""
    after = [word.text for word in words_after(scene, sign, _FAR)]
    around = _Around(scene, sign, words_before(scene, sign, _LEAD), after, dated)
    return not any(rule(around) for rule in _NONE)


def _has(found: Iterable[str], words: frozenset[str]) -> bool:
    return any(word in words for word in found)


def _is_unreal(at: _Around) -> bool:
    """N1."""
    words = incident_words()
    denied = _has(words_before(at.scene, at.sign, _CLAUSE), words.denials)
    return denied or _has(at.before, words.unreal)


def _is_future(at: _Around) -> bool:
    """N2."""
    words, sign = incident_words(), at.sign
    if sign.form is Form.FUTURE or _has(at.before, words.future | words.conditions):
        return True
    last = at.before[0] if at.before else ""
    if last.startswith("ل") and last[1:] in words.context["hits"]:
        return True  # "to launch rockets"
    if sign.form in {Form.PRESENT, Form.PASSIVE} and last in _AUXILIARY:
        return True
    purpose = sign.form is Form.NOUN and sign.clitic.lstrip("وف") == "ل"
    if purpose and not _has(at.before, words.suffers | words.causes):
        return True
    return _is_asked(at.scene) or _is_ahead(at)


def _is_asked(scene: Scene) -> bool:
    return scene.folded[max(scene.end - 1, 0) : scene.end] in {"؟", "?"}


def _is_ahead(at: _Around) -> bool:
    """Say whether its clause speaks of a time to come: "in the coming hours"."""
    scene, sign = at.scene, at.sign
    left, right = scene.left_edge(sign.word_start), scene.right_edge(sign.end)
    times = (t for t in scene.times if left <= t.start and t.end <= right)
    told = (scene.folded[time.start : time.end].split() for time in times)
    return any(_has(words, incident_words().ahead) for words in told)


def _is_no_war(at: _Around) -> bool:
    """N3."""
    words, kind = incident_words(), at.sign.kind
    if _has(at.after[:_TRAIL], words.unreal_after) or _has(at.sentence(), words.elsewhere):
        return True
    if kind is IncidentKind.CLASH and not at.scene.actors:
        return _has(at.sentence(), words.crowds)
    return kind in _BOMBS and _has([*at.before, *at.after], words.cleared)


def _points_back(at: _Around) -> bool:
    """N4: a definite noun, unless "the shelling went on", "the strikes which hit"."""
    words = incident_words()
    verbs = words.context["happens"] | words.deals
    event = _has(at.before, verbs - words.launches) or _has(at.after[:_TRAIL], verbs)
    return at.sign.definite and not event


def _is_remembered(at: _Around) -> bool:
    """N5."""
    return not at.dated and _has(at.before, incident_words().remembered)


def _is_unarmed(at: _Around) -> bool:
    """N6."""
    needs, context = at.sign.needs, incident_words().context
    if not needs or ("actors" in needs and at.scene.actors):
        return False
    own = at.scene.folded[at.sign.start : at.sign.end].split()
    near = [*words_before(at.scene, at.sign, 2 * _FAR), *own, *at.after]
    return not any(_has(near, context[name]) for name in needs if name in context)


def _is_sum(at: _Around) -> bool:
    """N8: "26,350 strikes in nine months", "2,927 killed by strikes on P, Q and R"."""
    blows = (number_of(word) or 0 for word in at.scene.before(at.sign.word_start, 1))
    numbers = (number_of(word) or 0 for word in at.sentence())
    many = any(n > _MOST_HURT and not OLDEST_YEAR <= n <= NEWEST_YEAR for n in numbers)
    hurt = many and _has(at.sentence(), incident_words().context["harm"])
    return hurt or any(n > _MOST_BLOWS for n in blows)


_NONE = (
    _is_unreal,
    _is_future,
    _is_no_war,
    _points_back,
    _is_remembered,
    _is_unarmed,
    _is_sum,
)
"""The rules that say what is no incident."""
