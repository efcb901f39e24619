"""Other spellings of a place name, by rule.

V0  a word for settlements or units at the front says what it is: مدينة زنجبار is زنجبار
V1  kunya: البو, أبو, آل بو and بو before a name are one
V2  joined or apart: تلعفر, تل عفر
V3  ال within a name after a loose first word: تل الضمان, تل ضمان
V4  adjectives at the end: فوقاني, الفوقاني, فوقانية
V5  endings that are heard alike: السويداء, السويدا; كنسبة, كنسبا

The article at the front is set aside by the scan itself (see :func:`gazetteer.arabic.bare`), and
forms of alef, ya and ta marbuta by folding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from gazetteer.arabic import bare, fold
from gazetteer.words import name_words

__all__ = ["variants", "without_type"]

_MOST = 24
"""No name has more spellings than this."""
_SHORTEST_REST = 3
"""What stays behind a joined first word has at least this many letters."""
_LONG = 5
"""Words of this many letters are not taken for others when their ending changes."""


def variants(folded: str) -> frozenset[str]:
    """Give the bare spellings of a folded name, its own among them.

    >>> sorted(variants("ابو كمال"))
    ['ابو الكمال', 'ابو كمال', 'ابوكمال', 'ال بو كمال', 'البو كمال', 'بو كمال', 'بوكمال']
    >>> sorted(variants("تلعفر"))
    ['تل العفر', 'تل عفر', 'تلعفر']
    """
    found = [without_type(folded)]  # in the order in which they are made
    for rule in _RULES:
        found += [variant for name in found for variant in rule(name)]
    return frozenset(bare(name) for name in found[:_MOST])


def without_type(folded: str) -> str:
    """V0: remove a word for settlements or units from the front of a folded name.

    >>> without_type("مدينه زنجبار"), without_type("مدينه")
    ('زنجبار', 'مدينه')
    """
    first, _, rest = folded.partition(" ")
    return rest if rest and first in name_words().settlements else folded


@cache
def _kunya() -> tuple[str, ...]:
    return tuple(fold(word).text for word in name_words().variants["kunya"])


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(word).text for word in name_words().variants[name])


@cache
def _adjectives() -> dict[str, frozenset[str]]:
    """Give for each form of an adjective, without ال, all its forms, with ال and without."""
    table: dict[str, frozenset[str]] = {}
    for forms in name_words().variants["adjectives"]:
        plain = {fold(form).text.removeprefix("ال") for form in forms}
        table |= dict.fromkeys(plain, frozenset(plain | {f"ال{form}" for form in plain}))
    return table


def _v1_kunya(name: str) -> Iterator[str]:
    if not name.startswith(_kunya()):
        return
    for front in _kunya():
        rest = name.removeprefix(front)
        if rest != name and (rest.startswith(" ") or front == "البو") and len(rest.strip()) > 2:
            for other in _kunya():
                yield f"{other} {rest.strip()}"
            yield f"البو{rest.strip()}"
            yield f"ابو{rest.strip()}"
            return


def _v2_joined(name: str) -> Iterator[str]:
    heads = _words("joined")
    if not name.startswith(heads):
        return
    first, _, rest = name.partition(" ")
    if rest and first in heads:
        yield first + rest
    for head in heads:
        tail = first.removeprefix(head)
        if tail != first and len(tail) >= _SHORTEST_REST:
            yield f"{head} {name.removeprefix(head)}"


def _v3_article(name: str) -> Iterator[str]:
    first, _, rest = name.partition(" ")
    if rest and first in _words("loose"):
        yield f"{first} {rest.removeprefix('ال') if rest.startswith('ال') else 'ال' + rest}"


def _v4_adjective(name: str) -> Iterator[str]:
    front, _, last = name.rpartition(" ")
    if front:
        for form in _adjectives().get(last.removeprefix("ال"), ()):
            yield f"{front} {form}"


def _v5_ending(name: str) -> Iterator[str]:
    if name[-1:] not in "اهء" or len(bare(name.rpartition(" ")[2])) < _LONG:
        return
    if name.endswith("اء"):
        yield name[:-1]
    elif name.endswith("ه"):
        yield f"{name[:-1]}ا"
    elif name.endswith("ا"):
        yield f"{name[:-1]}ه"


_RULES: tuple[Callable[[str], Iterator[str]], ...] = (
    _v1_kunya,
    _v2_joined,
    _v3_article,
    _v4_adjective,
    _v5_ending,
)
