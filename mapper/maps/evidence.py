"""Claims and incidents as columns: every text once, days as numbers, documents by their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from mapper.claims import quote
from mapper.control import Sides
from mapper.maps.columns import pack
from mapper.records import Claim, Document, Incident
from mapper.vocabulary import load_table

__all__ = ["Numbering", "claims_columns", "incidents_columns"]

_MOST_RIVALS = 3
_T = TypeVar("_T", bound=Hashable)


class Numbering:
    """Numbers things in the order in which they are first asked for; None is 0, others from 1.

    >>> numbers = Numbering()
    >>> numbers.of("a"), numbers.of("b"), numbers.of("a"), numbers.of(None)
    (1, 2, 1, 0)
    >>> numbers.things
    ['a', 'b']
    """

    def __init__(self) -> None:
        self.things: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def of(self, thing: Hashable | None) -> int:
        """Give the number of a thing."""
        if thing is None:
            return 0
        if thing not in self._numbers:
            self.things.append(thing)
            self._numbers[thing] = len(self.things)
        return self._numbers[thing]


def claims_columns(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    *,
    places: Mapping[str, int],
    actors: Numbering,
    day: Callable[[dt.date], int],
    sides: Sides,
) -> Mapping[str, Any]:
    """Give claims as columns; see docs/map.md for each.

    Parameters
    ----------
    claims : sequence of Claim
        All about places of `places`.
    documents : mapping of id to Document
        Claims of documents that are not here have the evidence without its sentence.
    places : mapping of place id to int
        The numbers of places.
    actors : Numbering
        Gets the actors that claims name.
    day : callable
        Gives the number of a date, at least 1.
    sides : Sides
        Whose side sources are on.
    """
    kinds, modalities, texts, from_documents, names = (Numbering() for _ in range(5))
    said = [_quoted(claim, documents.get(claim.doc)) for claim in claims]

    def numbers(of: Callable[[Claim], int]) -> Any:
        return pack([of(claim) for claim in claims])

    def days(of: Callable[[Claim], dt.date | None]) -> Any:
        return numbers(lambda claim: 0 if (date := of(claim)) is None else day(date))

    columns = {
        "place": numbers(lambda c: places[c.place.id or ""]),
        "kind": numbers(lambda c: kinds.of(str(c.kind))),
        "modality": numbers(lambda c: modalities.of(str(c.modality))),
        "actor": numbers(lambda c: actors.of(c.actor)),
        "from_actor": numbers(lambda c: actors.of(c.from_actor)),
        "share": numbers(lambda c: 0 if c.share is None else 1 + round(c.share * 100)),
        "earliest": days(lambda c: c.date.earliest if c.date else None),
        "latest": days(lambda c: c.date.latest if c.date else None),
        "published": days(lambda c: c.published),
        "outlet": numbers(lambda c: texts.of(c.outlet)),
        "source": numbers(lambda c: texts.of(c.source)),
        "side": numbers(lambda c: actors.of(sides.of_claim(c))),
        "rule": numbers(lambda c: texts.of(c.rule or None)),
        "confidence": numbers(lambda c: round(c.confidence * 100)),
        "document": numbers(lambda c: from_documents.of(c.doc if c.doc in documents else None)),
        "name": numbers(lambda c: names.of(_name_and_rivals(c))),
        "before": [parts[0] for parts in said],
        "evidence": [parts[1] for parts in said],
        "after": [parts[2] for parts in said],
    }
    return columns | {
        "kinds": kinds.things,
        "modalities": modalities.things,
        "texts": texts.things,
        "documents": _documents([documents[name] for name in from_documents.things]),
        "names": [{"text": text, "rivals": rivals} for text, rivals in names.things],
    }


def incidents_columns(
    incidents: Iterable[Incident],
    *,
    actors: Numbering,
    day: Callable[[dt.date], int],
    most_days: int,
) -> Mapping[str, Any]:
    """Give incidents as columns, by day; see docs/map.md for each.

    Parameters
    ----------
    incidents : iterable of Incident
        Those without a point, or without a date of `most_days` or fewer, are left out: they are
        nowhere on a map of days.
    actors : Numbering
        Gets the actors that incidents name.
    day : callable
        Gives the number of a date, at least 1.
    """
    kinds, places, texts = (Numbering() for _ in range(3))
    shown = [(incident.date, incident) for incident in incidents if incident.place.resolved]
    dated = [(when, incident) for when, incident in shown if when and when.days <= most_days]
    dated.sort(key=lambda pair: (pair[0].latest, pair[0].earliest, pair[1].id))
    names = load_table("incidents")["kinds"]

    def numbers(of: Callable[[Incident], int]) -> Any:
        return pack([of(incident) for _, incident in dated])

    return {
        "kind": numbers(lambda i: kinds.of(i.kind) - 1),
        "place": numbers(lambda i: places.of(_names_of(i)) - 1),
        "day": pack([day(when.latest) for when, _ in dated]),
        "early": pack([when.days - 1 for when, _ in dated]),
        "actor": numbers(lambda i: actors.of(i.actor)),
        "target": numbers(lambda i: actors.of(i.target)),
        "outlet": numbers(lambda i: texts.of(i.outlet)),
        "source": numbers(lambda i: texts.of(i.source)),
        "lat": [round(float(i.place.lat or 0), 5) for _, i in dated],
        "lon": [round(float(i.place.lon or 0), 5) for _, i in dated],
        "evidence": [i.evidence.text if i.evidence else "" for _, i in dated],
        "kinds": [names[str(kind)] for kind in kinds.things],
        "places": [{"ar": ar, "en": en} for ar, en in places.things],
        "texts": texts.things,
    }


def _names_of(incident: Incident) -> tuple[str, str]:
    """Give the Arabic and English name of where it was; as written, where it has no other."""
    place = incident.place
    arabic = place.name_ar or place.text
    return arabic, place.name_en or arabic


def _quoted(claim: Claim, document: Document | None) -> tuple[str, str, str]:
    if claim.evidence is None:
        return "", "", ""
    if document is None:
        return "", claim.evidence.text, ""
    said = quote(document, claim.evidence)
    return said.before, said.evidence, said.after


def _name_and_rivals(claim: Claim) -> tuple[str, tuple[tuple[str, float, float, int], ...]]:
    """Give the name as written, and the places that it may mean besides: name, lat, lon, score."""
    rivals = [c for c in claim.place.candidates if c.id != claim.place.id]
    shown = sorted(rivals, key=lambda c: (-c.score, c.id))[:_MOST_RIVALS]
    return claim.place.text, tuple(
        (c.name_ar, round(c.lat, 4), round(c.lon, 4), round(c.score * 100)) for c in shown
    )


def _documents(documents: Sequence[Document]) -> Mapping[str, list[str | None]]:
    return {
        "title": [document.title for document in documents],
        "url": [document.url for document in documents],
    }
