"""By whose word: the source that a sentence cites.

A1  "according to X": X speaks for the whole sentence
A2  "X said that ..." and "said X that ...": X speaks for what follows
A3  "and added that ...", with no subject, and a sentence that only goes on ("also", "as for"):
    whoever was cited last
A4  "it is worth saying that ..." cites nobody
A5  what only describes ("P, the stronghold of Y", "Y, who hold P") is the outlet's own word,
    outside quotation marks
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer import fold
from mapper.claims.scene import Scene, grammar
from mapper.claims.signs import CiteSign
from mapper.claims.words import Word
from mapper.vocabulary import load_table

__all__ = ["Attribution", "attribute"]

_LONGEST_SOURCE = 9
_STOPS = '.:،؛"“”«»/()'


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is cited, as a span of the folded text; `again` for whoever was cited before.

    `denied` says that the verb is one of denial.
    """

    start: int
    end: int
    denied: bool
    again: bool = False


@cache
def _content() -> frozenset[str]:
    return frozenset(fold(word).text for word in load_table("citing")["content"]) - {"ب"}


@cache
def _not_a_source() -> frozenset[str]:
    table = load_table("dates")
    first = [words[0] for names in ("today", "yesterday") for words in [table[names]]]
    days = [word for names in table["weekdays"].values() for word in names]
    adverbs = load_table("citing")["adverbs"]
    return frozenset(fold(word).text for word in (*first, *days, *adverbs))


def attribute(scene: Scene, position: int, *, describes: bool = False) -> Attribution | None:
    """Find who is cited for what stands at `position` of the folded text, or None.

    Of several citing verbs before it the nearest counts: it is the innermost voice. `describes`
    says that what stands there is no statement of its own (A5).
    """
    if describes and not _is_quoted(scene, position):
        return None
    before = [c for c in scene.cites if not c.follows and c.end <= position]
    for cite in reversed(before):
        if _is_impersonal(scene, cite):
            return None
        if _is_other_word(scene, cite):
            continue
        found = _spoken(scene, cite, position)
        if found is not None:
            return found
    for cite in scene.cites:
        if cite.follows:
            span = _following(scene, cite.end)
            if span is not None:
                return Attribution(*span, denied=False)
    return _going_on(scene)


def _going_on(scene: Scene) -> Attribution | None:
    """A3."""
    first = next(iter(scene.words), None)
    if first is None or scene.memory.cited is None or first.text not in _words("going_on"):
        return None
    return Attribution(first.start, first.end, denied=False, again=True)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in load_table("citing")[key])


def _is_quoted(scene: Scene, position: int) -> bool:
    """Say whether a quotation is open at a position."""
    start = max(scene.words[0].start - 1, 0) if scene.words else position
    before = scene.folded[start:position]
    return before.count('"') % 2 == 1 or any(
        before.count(opening) > before.count(closing) for opening, closing in ("«»", "“”")
    )


def _is_impersonal(scene: Scene, cite: CiteSign) -> bool:
    """A4."""
    after = [word.text for word, _ in zip(scene.after(cite.end), range(2), strict=False)]
    that = after[:1] and (after[0] in _content() or after[-1] in _content())
    return bool(that) and scene.folded[cite.start : cite.end] in _words("impersonal")


def _is_other_word(scene: Scene, cite: CiteSign) -> bool:
    """Say whether the word is a preposition unless "that" follows: "between", "he made clear"."""
    if scene.folded[cite.start : cite.end] not in _words("prepositions"):
        return False
    following = next(scene.after(cite.end), None)
    return following is None or following.text not in _content()


def _spoken(scene: Scene, cite: CiteSign, position: int) -> Attribution | None:
    """A2, A3."""
    span = _following(scene, cite.end, limit=position) or _preceding(scene, cite.word_start)
    if span is not None:
        return Attribution(*span, denied=cite.denial)
    if scene.memory.cited is None:
        return None
    return Attribution(cite.word_start, cite.end, denied=cite.denial, again=True)


def _following(scene: Scene, start: int, *, limit: int | None = None) -> tuple[int, int] | None:
    """Take the words after the verb up to the cited content: "said [the Observatory] that"."""
    words = [w for w in scene.after(start) if limit is None or w.end <= limit]
    return _span(_until_stop(scene, words, start))


def _until_stop(scene: Scene, words: Sequence[Word], start: int) -> list[Word]:
    taken: list[Word] = []
    end = start
    for word in words[:_LONGEST_SOURCE]:
        if any(stop in scene.folded[end : word.start] for stop in _STOPS) and taken:
            break
        if _ends_source(scene, word):
            break
        taken.append(word)
        end = word.end
    return taken


def _ends_source(scene: Scene, word: Word) -> bool:
    """Content words, times, prepositions and triggers end the name of a source."""
    text = word.text
    if text in _content() or text in grammar().barriers or text in _not_a_source():
        return True
    if any(sign.word_start <= word.start < sign.end for sign in scene.triggers):
        return True
    return any(t.start <= word.start < t.end for t in scene.times)


def _preceding(scene: Scene, end: int) -> tuple[int, int] | None:
    """Take the words before the verb back to the clause's start: "[sources] said that"."""
    taken: list[Word] = []
    start = end
    for word in reversed([w for w in scene.words if w.end <= end]):
        if any(stop in scene.folded[word.end : start] for stop in _STOPS):
            break
        if _ends_source(scene, word) or len(taken) == _LONGEST_SOURCE:
            break
        start = word.start
        if word.text in grammar().pluperfect or word.text.lstrip("و") in grammar().pluperfect:
            break
        if word.text != "قد":
            taken.insert(0, word)
    return _span(taken)


def _span(words: Sequence[Word]) -> tuple[int, int] | None:
    while words and words[-1].text in grammar().prepositions:
        words = words[:-1]
    return (words[0].start, words[-1].end) if words else None
