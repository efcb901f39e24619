"""Which names of a project are unresolved or doubtful, the frequent first, for people to see to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gazetteer import bare, spelling
from gazetteer.distance import distance_km
from gazetteer.placing import PLACED
from mapper.records import Claim, ClaimPlace, RankedPlace

__all__ = ["Doubt", "DoubtfulName", "PutAt", "doubtful_names"]

_CLOSE = 0.1
"""A rival whose score is within this of the best is close."""
_SAME_GROUND_KM = 10.0
"""A town and its district are no rivals: whichever is meant, the map shows the same."""
_DECIMALS = 6
"""Scores have three; the rest is the error of subtracting them."""


class Doubt(StrEnum):
    """Why a name is doubtful; see :func:`doubtful_names`."""

    UNRESOLVED = "unresolved"
    UNDECIDED = "undecided"
    PLACED = "placed"
    CLOSE = "close"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PutAt:
    """Where a name was put. Names that are not known are empty."""

    id: str
    name_ar: str
    name_en: str
    lat: float
    lon: float

    @property
    def holder(self) -> str | None:
        """The id of the place that it is only known to be at, or None where it is known itself.

        >>> PutAt(id="at:gn:174448:شعفه", name_ar="", name_en="", lat=34.4, lon=40.9).holder
        'gn:174448'
        """
        if not self.id.startswith(PLACED):
            return None
        return self.id.removeprefix(PLACED).rpartition(":")[0] or None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulName:
    """A name of a project with one reason to doubt it.

    Attributes
    ----------
    name : str
        The name as it is most often written.
    spellings : tuple of str
        All spellings that fold alike, the most frequent first.
    reason : Doubt
        Why it is doubtful.
    claims, documents : int
        How many name it so and have this reason.
    put : tuple of PutAt
        Where it was put, by frequency; empty if nowhere.
    rivals : tuple of RankedPlace
        The other places that it may mean, best first.
    example : Claim
        One of the claims, with its evidence where any has.
    """

    name: str
    spellings: tuple[str, ...]
    reason: Doubt
    claims: int
    documents: int
    put: tuple[PutAt, ...]
    rivals: tuple[RankedPlace, ...]
    example: Claim


def doubtful_names(claims: Iterable[Claim]) -> tuple[DoubtfulName, ...]:
    """Collect the names that were not resolved, or not surely.

    Parameters
    ----------
    claims : iterable of Claim
        In any order; a claim that occurs twice counts once.

    Returns
    -------
    tuple of DoubtfulName
        One a name and reason, by the number of claims. Spellings that fold alike are one name. Of
        several reasons a claim has the first of these:

        D1  unresolved: no gazetteer knows the name
        D2  undecided: places bear it, and none was chosen
        D3  placed: it is only known to be at another place
        D4  close: another place, more than 10 km away, fits almost as well (within 0.1)
        D5  approximate: the point is not the place's own

    Examples
    --------
    >>> from mapper.records import Kind
    >>> nowhere = ClaimPlace(text="زقزاقة")
    >>> claim = Claim(doc="a", kind=Kind.HOLD, place=nowhere, actor="SDF")
    >>> [(found.name, str(found.reason)) for found in doubtful_names([claim])]
    [('زقزاقة', 'unresolved')]
    >>> doubtful_names([])
    ()
    """
    groups: dict[tuple[str, Doubt], list[Claim]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for claim in {claim.id: claim for claim in claims}.values():
        reason = _reason(claim.place)
        if reason is not None:
            text = claim.place.text
            key = spelled.setdefault(text, _spelled(text))
            groups[key, reason].append(claim)
    found = [_name(reason, members) for (_, reason), members in groups.items()]
    return tuple(sorted(found, key=_most_claims_first))


def _spelled(text: str) -> str:
    """Give what all spellings of a name share; a text of nothing but marks is its own."""
    return bare(spelling(text)) or text


def _most_claims_first(found: DoubtfulName) -> tuple[int, int, str, str]:
    return (-found.claims, -found.documents, found.name, found.reason)


# ------------------------------------------------------------------------------------ reasons


def _reason(place: ClaimPlace) -> Doubt | None:
    """Give the first reason to doubt where a claim's place was put."""
    if not place.resolved:
        return Doubt.UNDECIDED if place.candidates else Doubt.UNRESOLVED
    if place.id is not None and place.id.startswith(PLACED):
        return Doubt.PLACED
    if _has_close_rival(place):
        return Doubt.CLOSE
    return Doubt.APPROXIMATE if place.approximate else None


def _has_close_rival(place: ClaimPlace) -> bool:
    best = max((c.score for c in place.candidates), default=0.0)
    near = (r for r in _rivals(place) if round(best - r.score, _DECIMALS) <= _CLOSE)
    return any(_apart_km(place, rival) > _SAME_GROUND_KM for rival in near)


def _rivals(place: ClaimPlace) -> list[RankedPlace]:
    return [candidate for candidate in place.candidates if candidate.id != place.id]


def _apart_km(place: ClaimPlace, rival: RankedPlace) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return distance_km(place.lat, place.lon, rival.lat, rival.lon)


# --------------------------------------------------------------------------------- collecting


def _name(reason: Doubt, claims: Sequence[Claim]) -> DoubtfulName:
    spellings = _by_frequency(claim.place.text for claim in claims)
    return DoubtfulName(
        name=spellings[0],
        spellings=spellings,
        reason=reason,
        claims=len(claims),
        documents=len({claim.doc for claim in claims}),
        put=_places_put(claims),
        rivals=_all_rivals(claims),
        example=min(claims, key=lambda claim: _as_example(claim, spellings[0])),
    )


def _by_frequency(values: Iterable[str]) -> tuple[str, ...]:
    """Give each value once, the most frequent first; equally frequent ones in their own order."""
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _places_put(claims: Iterable[Claim]) -> tuple[PutAt, ...]:
    put: dict[str, list[PutAt]] = defaultdict(list)
    for claim in claims:
        place = claim.place
        if place.id is None or place.lat is None or place.lon is None:
            continue
        names = (place.name_ar or "", place.name_en or "")
        at = PutAt(id=place.id, name_ar=names[0], name_en=names[1], lat=place.lat, lon=place.lon)
        put[at.id].append(at)
    ordered = sorted(put.values(), key=lambda places: (-len(places), places[0].id))
    return tuple(min(places) for places in ordered)


def _all_rivals(claims: Iterable[Claim]) -> tuple[RankedPlace, ...]:
    """Give each rival once, with the best score that it had."""
    rivals = [rival for claim in claims for rival in _rivals(claim.place)]
    rivals.sort(key=lambda r: (-r.score, r.id, r.name_ar, r.lat, r.lon))
    first: dict[str, RankedPlace] = {}
    for rival in rivals:
        first.setdefault(rival.id, rival)
    return tuple(first.values())


def _as_example(claim: Claim, name: str) -> tuple[Collection[object], ...]:
    """Order claims by how well they show a name: as it is shown, with evidence, the earliest."""
    published = "" if claim.published is None else claim.published.isoformat()
    return (
        (claim.evidence is None,),
        (claim.place.text != name,),
        (published, claim.doc, claim.id),
    )
