"""Toponym resolution: which of the places that bear a name is meant."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from gazetteer.arabic import spelling
from gazetteer.context import Anchor, Context, read_context
from gazetteer.distance import apart_km
from gazetteer.parents import parents_of
from gazetteer.place import Candidate, Place, Resolution, Toponym
from gazetteer.placing import place_unlisted
from gazetteer.words import covered, type_fit

__all__ = ["resolve"]

_BASE, _TYPE, _SIZE, _PARENT = 0.28, 0.15, 0.20, 0.30
_COUNTRY, _ADMIN1, _NEAR, _PRIOR = 0.20, 0.10, 0.15, 0.08
_COVERED, _WRITTEN = 0.05, 0.15
"""How much each feature can add to a score; chosen by hand, see docs/gazetteer.md."""
_FLOOR = 0.30
"""Below this score nothing is resolved; see rule R5."""
_MARGIN = 0.015
"""The best place is better than its rivals elsewhere by this much, or nothing is resolved."""
_NEAR_KM = 60.0
"""Nearness to other names of the text halves in this distance."""
_MILLIONS = 6.5
"""The decimal logarithm of a population that counts in full."""
_LARGE, _SMALL = 300_000, 5_000
"""A city so large is meant wherever it is named; a village so small only near other names."""
_SEAT, _SEAT_KM = 30_000, 25.0
"""Gazetteers often lack the population of a district's seat; it is taken to be at least this."""
_STRAY_KM, _FAR_KM, _SUPPORT_KM = 200.0, 150.0, 100.0
_ENOUGH_NAMES = 2
_MOSTLY = 0.5
"""A text with this share of its names in a country is about it: its one Jabal Marra is meant."""
_SURE = 0.55
"""A first reading so good speaks for where the text plays."""
_UNITS = frozenset({"admin1", "admin2", "countryside"})
"""Where a unit is asked for, the size of its town counts for nothing."""
_REUSED = frozenset({"quarter", "facility", "terrain", "water"})
"""Kinds that are named after anything, anywhere: Victory Quarter, Police College, Red Hill."""


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
        ISO 3166-1 alpha-2 codes of countries that the text is likely about, as that of its outlet.

    Returns
    -------
    list of Resolution
        One a toponym, in the same order, with every candidate and its score, best first, and the
        rule that decided:

        R0  only: one place bears the name
        R1  type: a town is meant after "town", a governorate after "countryside of"
        R2  parent: the place named right after ("X in the countryside of Y") holds the one meant
        R3  document: it lies in the country and near the places that the text names without doubt
        R4  size: else the larger one
        R5  none: no place of this name; nothing decides between places far apart; a small place,
            far from all else that the text names; a quarter or a hill with nothing near it
        R6  placed: an unlisted village at the town or district that holds it, a quarter at its
            city, an airport at its town; approximate, and with an id of its own

        A name without a parent of its own is resolved like the same name with one elsewhere in the
        text.
    """
    parents = parents_of(toponyms, text)
    first = read_context(toponyms, prior_countries)
    held = [parent.places if parent else () for parent in parents]
    readings = _resolutions(toponyms, held, first)
    known = [
        Anchor(r.place, r.toponym.key, r.toponym.start, r.score)
        for r in readings
        if r.place is not None and r.score >= _SURE
    ]
    context = read_context(toponyms, prior_countries, known)
    return place_unlisted(_resolutions(toponyms, held, context), parents, text)


def _resolutions(
    toponyms: Sequence[Toponym], held: Sequence[Sequence[Place]], context: Context
) -> list[Resolution]:
    """Resolve each name; what is written and held alike means the same wherever it stands."""
    kept: dict[object, Resolution] = {}
    readings = []
    for toponym, parents in zip(toponyms, held, strict=True):
        kind, bearing = (toponym.type_word, toponym.feature), (*toponym.places, *parents)
        alike = (toponym.text, toponym.key, kind, tuple(place.id for place in bearing))
        known = kept.get(alike)
        if known is None:
            known = kept[alike] = _resolution(toponym, parents, context)
        readings.append(known if known.toponym is toponym else replace(known, toponym=toponym))
    return readings


def _resolution(toponym: Toponym, parents: Sequence[Place], context: Context) -> Resolution:
    scored = [(_score(toponym, place, parents, context), place) for place in toponym.places]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].population, pair[1].id))
    candidates = tuple(Candidate(place, _shown(score)) for score, place in scored)
    if not scored:
        return _none(toponym, candidates, "R5-unlisted")
    score, best = scored[0]
    doubt = _doubt(toponym, scored, parents, context)
    if doubt:
        return _none(toponym, candidates, doubt)
    return Resolution(
        toponym=toponym,
        place=best,
        score=_shown(score),
        candidates=candidates,
        rule=_rule(toponym, best, parents, context, len(scored)),
        approximate=best.approximate or toponym.type_word in {"ريف", "محيط"},
    )


def _shown(score: float) -> float:
    return round(max(0.0, min(1.0, score)), 3)


def _none(toponym: Toponym, candidates: tuple[Candidate, ...], rule: str) -> Resolution:
    return Resolution(
        toponym=toponym, place=None, score=0.0, candidates=candidates, rule=rule, approximate=False
    )


# ---------------------------------------------------------------------------------- features


def _score(toponym: Toponym, place: Place, parents: Sequence[Place], context: Context) -> float:
    """Add up how well a place fits; about 0 to 1, more where everything speaks for it."""
    score: float = _BASE + _TYPE * _type_fit(toponym, place)
    if toponym.feature not in _UNITS or place.feature in _UNITS:
        score += _SIZE * min(1.0, math.log10(_people(toponym, place) + 1) / _MILLIONS)
    score += _PARENT * max((_inside(place, parent) for parent in parents), default=0.0)
    score += _COUNTRY * context.country_share(place, key=toponym.key)
    score += _ADMIN1 * context.admin1_share(place, key=toponym.key)
    score += _NEAR * 0.5 ** (context.nearest_km(place, key=toponym.key) / _NEAR_KM)
    score += _PRIOR * (place.country in context.prior) + _COVERED * (place.country in covered())
    if len(toponym.places) > 1:
        score += _WRITTEN * _is_written_so(toponym, place)
    return score


def _people(toponym: Toponym, place: Place) -> int:
    """Give the population; a seat that gave its unit its name counts as a town of some size."""
    if place.feature != "populated":
        return place.population
    units = (p for p in toponym.places if p.feature in {"admin1", "admin2"})
    seat = any(apart_km(place, unit) <= _SEAT_KM for unit in units)
    return max(place.population, _SEAT) if seat else place.population


def _type_fit(toponym: Toponym, place: Place) -> float:
    """R1, from -2 (a city called a village) to 1."""
    if toponym.type_word == "قريه" and place.population > 100_000:
        return -2.0
    return type_fit(toponym.feature, place.feature)


def _is_written_so(toponym: Toponym, place: Place) -> bool:
    """Say whether a place bears the name with ال, or without it, just as the text has it."""
    written = spelling(toponym.text)
    return any(spelling(name.text) == written for name in place.names if name.language == "ar")


def _inside(place: Place, parent: Place) -> float:
    """R2: say how surely a place lies in another, from -1 (outside) to 1."""
    if parent.feature == "country":
        return 1.0 if place.country == parent.country else -1.0
    if place.feature in {"admin1", "country"}:
        return 0.0
    same = place.country == parent.country
    away = apart_km(place, parent)
    if parent.feature == "admin1" and place.admin1:
        known = same and place.admin1 == parent.admin1
        return 1.0 if known else 0.0 if away <= _NEAR_KM else -1.0
    district = (parent.country, parent.admin1, parent.admin2)
    if parent.feature == "admin2" and (place.country, place.admin1, place.admin2) == district:
        return 1.0
    if same and parent.feature == "admin1":
        return 0.5 if away <= _SUPPORT_KM else -0.5
    return max(-1.0, 1.0 - away / _NEAR_KM)


# -------------------------------------------------------------------------------------- doubts


def _doubt(
    toponym: Toponym,
    scored: Sequence[tuple[float, Place]],
    parents: Sequence[Place],
    context: Context,
) -> str:
    """R5: name the reason to resolve nothing, or give an empty string."""
    score, best = scored[0]
    if best.feature == "country" and not toponym.feature:
        return ""  # whoever names a country means it
    if type_fit(toponym.feature, best.feature) <= -0.5:
        return "R5-kind"
    if score < _FLOOR:
        return "R5-undecided"
    held = max((_inside(best, parent) for parent in parents), default=0.0) > 0
    if not held and _is_stray(toponym, best, context):
        return "R5-stray"
    rivals = [pair for pair in scored[1:] if apart_km(pair[1], best) > _NEAR_KM]
    if rivals and score - rivals[0][0] < _MARGIN:
        return "R5-undecided"
    return ""


def _is_stray(toponym: Toponym, best: Place, context: Context) -> bool:
    """R5: say whether a place is too small to be meant so far from all else in the text."""
    if best.population >= _LARGE or best.feature in {"country", "admin1"}:
        return False
    nearest = context.nearest_km(best, key=toponym.key)
    if best.feature in _REUSED:
        governorate = context.admin1_share(best, key=toponym.key)
        wide = best.feature in {"terrain", "water"} and len(toponym.places) == 1
        mostly = context.country_share(best, key=toponym.key) >= _MOSTLY
        if wide and (mostly or not context.others(best, key=toponym.key)):
            return False
        return nearest > _SUPPORT_KM and not (governorate and math.isinf(nearest))
    own = context.names.get(best.country, set()) - {toponym.key}
    others = sum(len(names) for country, names in context.names.items() if country != best.country)
    if not own and others >= _ENOUGH_NAMES and best.country not in context.prior:
        return nearest > _STRAY_KM  # nearer it lies just across a border
    local = [p for p in context.others(best, key=toponym.key) if p.population < _LARGE]
    if _people(toponym, best) >= _SMALL or len(local) < _ENOUGH_NAMES:
        return False
    return all(apart_km(best, other) > _FAR_KM for other in local)


def _rule(
    toponym: Toponym, best: Place, parents: Sequence[Place], context: Context, rivals: int
) -> str:
    """Name what told the best from the others."""
    if rivals == 1:
        return "R0-only"
    if max((_inside(best, parent) for parent in parents), default=0.0) > 0:
        return "R2-parent"
    if toponym.type_word in {"ريف", "محافظه"}:
        return "R1-type"
    return "R3-document" if context.country_share(best, key=toponym.key) else "R4-size"
