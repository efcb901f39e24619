"""Places that a claim may be about after all: what a correction can choose from."""

from __future__ import annotations

from collections.abc import Iterable

from gazetteer import Gazetteer, Place
from mapper.records import Claim, ClaimPlace

__all__ = ["places_for"]

_MOST_FOUND = 20


def places_for(
    claim: Claim, claims: Iterable[Claim], gazetteer: Gazetteer, *, name: str = ""
) -> list[ClaimPlace]:
    """Give places to choose from, that of the claim first, each once.

    Parameters
    ----------
    claim : Claim
        Its place and the runners-up of its name come first.
    claims : iterable of Claim
        Other claims of the project; without a `name` their places follow, by name.
    gazetteer : Gazetteer
        Where runners-up and `name` are looked up.
    name : str
        A name that somebody typed; what it may mean takes the place of the project's places.

    Returns
    -------
    list of ClaimPlace
        With the words of the claim as their `text`, so that a correction says the same words.
    """
    if name.strip():
        found: list[Place | ClaimPlace] = [m.place for m in gazetteer.search(name)[:_MOST_FOUND]]
    else:
        ranked = (gazetteer.get(candidate.id) for candidate in claim.place.candidates)
        named = {other.place.id: other.place for other in claims if other.place.resolved}
        others = sorted(named.values(), key=lambda place: place.name_en or place.text)
        found = [*(place for place in ranked if place is not None), *others]
    unique = {place.id: _claim_place(place, claim.place.text) for place in reversed(found)}
    unique.pop(claim.place.id, None)
    return [claim.place, *reversed(unique.values())]


def _claim_place(place: Place | ClaimPlace, text: str) -> ClaimPlace:
    """Give a place under the words of a claim; a person is sure of it."""
    return ClaimPlace(
        text=text,
        id=place.id,
        name_ar=place.name_ar,
        name_en=place.name_en,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        score=1.0,
        approximate=place.approximate,
    )
