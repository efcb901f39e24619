"""Finding the toponyms of a document and resolving them through the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest
from typing import overload

from gazetteer import Gazetteer, Resolution, resolve
from mapper.geoparsing.outlets import outlet_countries
from mapper.records import ClaimPlace, Document, Mention, RankedPlace, Span

__all__ = ["Mentions", "find_mentions"]

_MOST_CANDIDATES = 5


class Mentions(Sequence[Mention]):
    """The toponyms of a document, found when they are first asked for.

    Most news claims nothing, which its verbs and actors alone can tell: there nobody asks.

    >>> gazetteer = Gazetteer.builtin()
    >>> [m.span.text for m in Mentions(Document(id="a", text="في مدينة تدمر"), gazetteer)]
    ['تدمر']
    """

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._document = document
        self._gazetteer = gazetteer

    @cached_property
    def _found(self) -> list[Mention]:
        return find_mentions(self._document, self._gazetteer)

    @overload
    def __getitem__(self, at: int) -> Mention: ...

    @overload
    def __getitem__(self, at: slice) -> list[Mention]: ...

    def __getitem__(self, at: int | slice) -> Mention | list[Mention]:
        """Give one or some of them, in the order of the text."""
        return self._found[at]

    def __len__(self) -> int:
        """Count them."""
        return len(self._found)


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Find and resolve every toponym of a document.

    Parameters
    ----------
    document : Document
        The article; all offsets refer to its `text`.
    gazetteer : Gazetteer
        Where names are looked up.

    Returns
    -------
    list of Mention
        In the order of the text. A name that no gazetteer lists, or that nothing decides, is kept
        with an unresolved place.
    """
    toponyms = gazetteer.scan(document.text)
    prior = outlet_countries(document)
    resolutions = resolve(toponyms, document.text, prior_countries=prior)
    return [
        _mention(one, document.text)
        for one, other in zip_longest(resolutions, resolutions[1:])
        if other is None or not _is_named_again(one, other, document.text)
    ]


def _is_named_again(one: Resolution, other: Resolution, text: str) -> bool:
    """Say whether a name beside it tells the same place: "the Yemeni capital Sanaa"."""
    same = one.place is not None and other.place is not None and one.place.id == other.place.id
    return same and text[one.toponym.end : other.toponym.outer_start].isspace()


def _mention(resolution: Resolution, text: str) -> Mention:
    toponym = resolution.toponym
    return Mention(
        span=Span.of(text, toponym.start, toponym.end),
        outer_start=toponym.outer_start,
        type_word=toponym.type_word,
        place=_claim_place(resolution),
        rule=resolution.rule,
        listed=bool(toponym.places),
        feature=resolution.place.feature if resolution.place else "",
    )


def _claim_place(resolution: Resolution) -> ClaimPlace:
    toponym, place = resolution.toponym, resolution.place
    candidates = tuple(
        RankedPlace(
            id=c.place.id,
            name_ar=c.place.name_ar,
            lat=c.place.lat,
            lon=c.place.lon,
            score=round(c.score, 3),
        )
        for c in resolution.candidates[:_MOST_CANDIDATES]
    )
    if place is None:
        return ClaimPlace(text=toponym.text, candidates=candidates)
    return ClaimPlace(
        text=toponym.text,
        id=place.id,
        name_ar=place.name_ar,
        name_en=place.name_en,
        lat=place.lat,
        lon=place.lon,
        country=place.country or None,
        admin1=place.admin1 or None,
        score=round(resolution.score, 3),
        approximate=resolution.approximate,
        candidates=candidates,
    )
