"""Which name of a text says where another lies: "X in the countryside of Y", "X (Y)"."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import fold
from gazetteer.place import Toponym
from gazetteer.words import name_words

__all__ = ["parents_of"]

_REACH = 32
"""A place that another lies in is named at most this many characters after it."""
_LONGEST_LIST = 12
_ENDS = frozenset(".\n:؛؟!")


def parents_of(toponyms: Sequence[Toponym], text: str) -> list[Toponym | None]:
    """Give for each toponym the one that says where it lies, or None.

    A name without one takes that of the same name elsewhere in the text.
    """
    own = [_parent(toponyms, at, text) for at in range(len(toponyms))]
    by_key = {t.key: parent for t, parent in zip(toponyms, own, strict=True) if parent is not None}
    return [
        parent or by_key.get(toponym.key) for toponym, parent in zip(toponyms, own, strict=True)
    ]


def _parent(toponyms: Sequence[Toponym], at: int, text: str) -> Toponym | None:
    """In a list ("X and Y in the countryside of Z") the parent stands after the last member."""
    toponym = toponyms[at]
    for following in toponyms[at + 1 : at + 1 + _LONGEST_LIST]:
        gap = text[toponym.end : following.outer_start]
        if len(gap) > _REACH or _ENDS.intersection(gap):
            return None
        if _holds(gap, following, text):
            return following if following.key != toponyms[at].key else None
        if not following.joined:
            return None
        toponym = following
    return None


def _holds(gap: str, following: Toponym, text: str) -> bool:
    """Say whether a name is led by what locates: "in", "north of", "countryside", a bracket."""
    inside = gap.replace("،", " ").strip(' ,"()«»')
    words = fold(inside).text.split() if inside else []
    if any(word not in name_words().links for word in words):
        return False
    if words or following.type_word == "ريف":
        return True
    if gap.strip() == "(":
        return True
    clitic = text[following.outer_start]  # "in X" is one word
    return clitic == "ب" and not following.joined and _is_clitic(following, text)


def _is_clitic(toponym: Toponym, text: str) -> bool:
    """Say whether the phrase begins with a letter that is not the name's or the type word's own."""
    if toponym.type_word is None:
        return toponym.outer_start < toponym.start
    return fold(text[toponym.outer_start + 1 :][:2]).text in {toponym.type_word[:2], "ال"}
