"""Toponym resolution: which of the places that bear a name is meant."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gazetteer.arabic import bare, fold
from gazetteer.index import distance_km
from gazetteer.place import Candidate, Place, Resolution, Toponym
from gazetteer.words import name_words

__all__ = ["resolve"]

_PARENT_REACH = 28
"""A place that another lies in is named at most this many characters after it."""
_NEAR_KM = 60.0
_FLOOR = 0.35
"""Below this score nothing is resolved; see rule R5."""
_MOST_ANCHORS = 50
_LARGE = 300_000
"""A city of this size is meant wherever it is named."""
_STRAY_KM = 200.0
_ENOUGH_NAMES = 2
_AREAS = frozenset({"ريف", "محافظه"})
_SETTLEMENTS = frozenset({"قريه", "بلده", "مدينه", "ناحيه", "حي", "مديريه", "قضاء"})
_STRENGTHS: Mapping[str, float] = {
    "base": 0.30,
    "type": 0.10,
    "parent": 0.35,
    "country": 0.20,
    "near": 0.15,
    "size": 0.12,
}


@dataclass(frozen=True, slots=True)
class _Context:
    """What the document says as a whole: shares of countries and governorates, sure points.

    `names` are the sure names of each country, to tell what speaks for a country besides a name.
    """

    countries: Mapping[str, float]
    admin1: Mapping[tuple[str, str], float]
    anchors: tuple[Place, ...]
    names: Mapping[str, frozenset[str]]
    prior: Collection[str]


def resolve(
    toponyms: Sequence[Toponym], text: str, *, prior_countries: Collection[str] = ()
) -> list[Resolution]:
    """Resolve the toponyms of one text to places, or to none.

    Parameters
    ----------
    toponyms : sequence of Toponym
        As :meth:`gazetteer.Gazetteer.scan` gives them, in the order of the text.
    text : str
        The text they were found in.
    prior_countries : collection of str
        ISO 3166-1 alpha-2 codes of countries that the text is likely about.

    Returns
    -------
    list of Resolution
        One a toponym, in the same order, with every candidate and its score, best first, and the
        rule that decided:

        R1  type: a town is meant after "town", a governorate after "countryside of"
        R2  parent: the place named right after ("X in the countryside of Y") holds the one meant
        R3  document: it lies in the country and near the places that the text names without doubt
        R4  size: else the larger one
        R5  none: no place of this name; nothing decides between places of several countries; or a
            small place, far away and alone in its country, in a text about another

        A name without a parent of its own is resolved like the same name with one elsewhere in the
        text.
    """
    context = _context(toponyms, prior_countries)
    parents = [_parent(toponyms, at, text) for at in range(len(toponyms))]
    by_name = {
        _key(toponym): parent for toponym, parent in zip(toponyms, parents, strict=True) if parent
    }
    return [
        _resolution(toponym, parent or by_name.get(_key(toponym), ()), context)
        for toponym, parent in zip(toponyms, parents, strict=True)
    ]


def _key(toponym: Toponym) -> str:
    return bare(fold(toponym.text).text)


def _context(toponyms: Sequence[Toponym], prior: Collection[str]) -> _Context:
    """Collect what names without a rival in another country say."""
    countries: Counter[str] = Counter()
    admin1: Counter[tuple[str, str]] = Counter()
    anchors: dict[str, Place] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for toponym in toponyms:
        found = {place.country for place in toponym.places}
        if len(found) != 1:
            continue
        weight = 0.5 if any(place.feature == "country" for place in toponym.places) else 1.0
        country = found.pop()
        countries[country] += weight  # type: ignore[assignment]
        names[country].add(_key(toponym))
        governorates = {(p.country, p.admin1) for p in toponym.places if p.admin1}
        if len(governorates) == 1:
            admin1[governorates.pop()] += 1
        ground = [p for p in toponym.places if p.feature not in {"country", "admin1"}]
        if len(ground) == 1:
            anchors[ground[0].id] = ground[0]
    return _Context(
        countries=_shares(countries),
        admin1=_shares(admin1),
        anchors=tuple(anchors.values())[:_MOST_ANCHORS],
        names={country: frozenset(keys) for country, keys in names.items()},
        prior=frozenset(prior),
    )


def _shares(counts: Counter) -> dict:  # type: ignore[type-arg]
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()} if total else {}


def _parent(toponyms: Sequence[Toponym], at: int, text: str) -> tuple[Place, ...]:
    """R2: give the places of the name that says where this one lies; empty for none.

    In a list ("X and Y in the countryside of Z") it stands after the last member.
    """
    toponym = toponyms[at]
    for following in toponyms[at + 1 : at + 4]:
        gap = text[toponym.end : following.outer_start]
        if len(gap) > _PARENT_REACH or any(mark in gap for mark in ".\n:؛"):
            return ()
        if following.type_word in _AREAS and following.places:
            return following.places
        if _in_brackets(gap, following):
            return following.places
        if gap.strip(' ،,"()«»') and _leads_to_parent(gap):
            return following.places
        if gap.strip(' ،,"()«»'):
            return ()
        toponym = following
    return ()


def _in_brackets(gap: str, following: Toponym) -> bool:
    """Say whether a country or governorate stands in brackets after the name."""
    areas = any(place.feature in {"admin1", "country"} for place in following.places)
    return areas and gap.strip() == "("


def _leads_to_parent(gap: str) -> bool:
    words = fold(gap).text.replace("،", " ").split()
    return bool(words) and all(word in name_words().links for word in words)


def _resolution(toponym: Toponym, parent: Sequence[Place], context: _Context) -> Resolution:
    scored = [(_score(toponym, place, parent, context), place) for place in toponym.places]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].population, pair[1].id))
    candidates = tuple(Candidate(place, round(score, 3)) for score, place in scored)
    if not scored:
        return _none(toponym, candidates, "R5-unlisted")
    best_score, best = scored[0]
    if best_score < _FLOOR or _undecided(toponym, scored, parent, context):
        return _none(toponym, candidates, "R5-undecided")
    return Resolution(
        toponym=toponym,
        place=best,
        score=round(best_score, 3),
        candidates=candidates,
        rule=_rule(toponym, best, parent, context, len(scored)),
        approximate=best.approximate or toponym.type_word in _AREAS,
    )


def _none(toponym: Toponym, candidates: tuple[Candidate, ...], rule: str) -> Resolution:
    return Resolution(
        toponym=toponym, place=None, score=0.0, candidates=candidates, rule=rule, approximate=False
    )


def _score(toponym: Toponym, place: Place, parent: Sequence[Place], context: _Context) -> float:
    """Add up how well a place fits, from 0 to 1."""
    strength = _STRENGTHS
    score = strength["base"] + strength["type"] * _type_fit(toponym.type_word, place)
    score += strength["size"] * min(1.0, math.log10(place.population + 1) / 6.5)
    if parent:
        score += strength["parent"] * (1.0 if _inside(place, parent) else -1.0)
    score += strength["country"] * _country_fit(place, context)
    score += strength["near"] * _nearness(place, context)
    if place.feature == "country" and toponym.type_word is None:
        score += 0.25
    return max(0.0, min(1.0, score))


def _type_fit(type_word: str | None, place: Place) -> float:
    """R1, from -1 (another kind of thing) to 1."""
    area = place.feature in {"admin1", "country"}
    if type_word in _AREAS:
        return 1.0 if area else -0.5
    if type_word == "قريه" and place.population > 100_000:
        return -2.0
    if type_word in _SETTLEMENTS:
        return 0.8 if not area else -1.0
    return 0.0 if not area else -0.3


def _inside(place: Place, parents: Sequence[Place]) -> bool:
    """Say whether a place lies in one of the parents: its governorate, its country, or near it."""
    for parent in parents:
        same_country = place.country == parent.country
        if parent.feature == "country" and same_country:
            return True
        if same_country and place.admin1 and place.admin1 == parent.admin1:
            return True
        near = distance_km(place.lat, place.lon, parent.lat, parent.lon) <= _NEAR_KM
        if near and parent.feature not in {"country", "admin1"} and not place.admin1:
            return True
    return False


def _country_fit(place: Place, context: _Context) -> float:
    """R3: the share of the place's country and governorate among the sure names."""
    country = context.countries.get(place.country, 0.0)
    governorate = context.admin1.get((place.country, place.admin1), 0.0)
    prior = 0.5 if place.country in context.prior else 0.0
    return min(1.0, country * 0.8 + governorate * 0.4 + prior)


def _nearness(place: Place, context: _Context) -> float:
    """R3: how near the nearest other place lies that is named without doubt; halves in 60 km."""
    return float(0.5 ** (_nearest_km(place, context) / _NEAR_KM))


def _nearest_km(place: Place, context: _Context) -> float:
    """Give the distance to the nearest anchor but itself; infinite without any."""
    others = (a for a in context.anchors if a.id != place.id)
    distances = (distance_km(place.lat, place.lon, a.lat, a.lon) for a in others)
    return min(distances, default=math.inf)


def _undecided(
    toponym: Toponym,
    scored: Sequence[tuple[float, Place]],
    parent: Sequence[Place],
    context: _Context,
) -> bool:
    """R5: the two best lie in different countries, and neither text nor size tells them apart."""
    if (
        parent
        and not _inside(scored[0][1], parent)
        and scored[0][1].country not in {p.country for p in parent}
    ):
        return True
    if _is_stray(toponym, scored[0][1], parent, context):
        return True
    rivals = [pair for pair in scored[1:] if pair[1].country != scored[0][1].country]
    if not rivals or context.countries.get(scored[0][1].country):
        return False
    return scored[0][0] - rivals[0][0] < 0.02


def _is_stray(toponym: Toponym, best: Place, parent: Sequence[Place], context: _Context) -> bool:
    """R5: nothing else in the text is in the place's country, and two names are in another.

    Such a small place is more likely a namesake of one that no gazetteer lists.
    """
    large = best.population >= _LARGE or best.feature in {"country", "admin1"}
    near = _nearest_km(best, context) <= _STRAY_KM  # just across a border
    if large or near or parent or best.country in context.prior:
        return False
    own = context.names.get(best.country, frozenset()) - {_key(toponym)}
    others = (names for country, names in context.names.items() if country != best.country)
    return not own and any(len(names) >= _ENOUGH_NAMES for names in others)


def _rule(
    toponym: Toponym, best: Place, parent: Sequence[Place], context: _Context, rivals: int
) -> str:
    """Name what told the best from the others."""
    if rivals == 1:
        return "R0-only"
    if parent and _inside(best, parent):
        return "R2-parent"
    if toponym.type_word in _AREAS:
        return "R1-type"
    return "R3-document" if context.countries.get(best.country) else "R4-size"
