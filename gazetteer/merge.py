"""Merging: which places of several sources are one, and what the one says.

The rules are numbered in :func:`merge`.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from gazetteer.distance import distance_km
from gazetteer.place import Place, PlaceName
from gazetteer.sources.names import name_keys, without_unit_word
from gazetteer.sources.units import admin1_names
from gazetteer.table import is_arabic

__all__ = ["join", "merge", "same_places"]

_KIND = {"populated": "settled", "quarter": "settled", "area": "settled", "crossing": "facility"}
"""Features that may be one thing under two heads; each other feature is a kind of its own."""
_UNITS = frozenset({"admin1", "admin2", "country"})
_REACH_KM = {
    "populated": 5.0,
    "area": 5.0,
    "quarter": 3.0,
    "facility": 6.0,
    "crossing": 6.0,
    "terrain": 15.0,
    "water": 15.0,
    "admin1": 80.0,
    "admin2": 80.0,
    "country": 20_040.0,
}
"""How far apart two sources may put one place."""
_REACH_APPROXIMATE_KM = 8.0
_STANDING = "the standing places"
_KM_PER_DEGREE = 110.0
"""Of latitude, a little less than the least there is."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One place with what it is compared by; `at` is its rank in the order of precedence."""

    at: int
    place: Place
    kind: str
    sources: frozenset[str]
    keys: frozenset[str]
    has_arabic: bool


_Pair = tuple[float, str, str, int, int]
"""Distance and the two ids, to sort by; then the ranks of the two."""


def merge(places: Iterable[Place], *, standing: Mapping[str, Place] | None = None) -> list[Place]:
    """Merge the places that are one, and leave homonyms apart.

    Rules
    -----
    M1  two places with the same id are one
    M2  two ids of one source are two places; a source is what stands before the last ":" of an id,
        and the standing places are of one
    M3  else two are one if they share a name: an Arabic one, folded and without article, or a
        Latin one where one of them has none in Arabic
    M4  and are of one kind: a settlement (town, quarter, area), a facility or crossing, a terrain,
        a water, a unit of administration of the same level
    M5  and no two of them lie in different countries or listed governorates, as far as known
    M6  and no two are farther apart than sources differ: 5 km for towns (8 if one is approximate),
        3 for quarters, 6 for facilities, 15 for waters and terrain, 80 for units
    M7  the nearest are joined first

    Parameters
    ----------
    places : iterable of Place
        In the order of precedence: all of one source, then all of the next.
    standing : mapping of str to Place
        By id, the places whose id and first names outlive a merge: those of the built-in.

    Returns
    -------
    list of Place
        In the order of their first members; what each keeps, see :func:`join`. The order of the
        places of one source changes nothing but the order of the result.

    Examples
    --------
    >>> ours = Place(id="gn:1", name_ar="هجين", name_en="Hajin", lat=34.69, lon=40.83, country="SY",
    ...     names=(PlaceName("هجين", "ar", "GeoNames"),), source="GeoNames")
    >>> theirs = replace(ours, id="hdx:C1", lat=34.70, source="OCHA")
    >>> [(p.id, p.lat) for p in merge([theirs, ours], standing={"gn:1": ours})]
    [('gn:1', 34.7)]
    >>> far = replace(theirs, lat=35.7)
    >>> len(merge([far, ours])), merge([])
    (2, [])
    """
    standing = standing or {}
    units = _units(_by_id(places), standing)
    groups = _Groups(units)
    for *_, first, second in sorted(_pairs(units)):
        groups.unite(first, second)
    members = ([units[at].place for at in group] for group in groups.all())
    return [join(same, head=_head(same, standing)) for same in members]


def _head(members: Sequence[Place], standing: Mapping[str, Place]) -> Place:
    return next((standing[p.id] for p in members if p.id in standing), members[0])


def same_places(places: Iterable[Place], known: Iterable[Place]) -> dict[str, str]:
    """Say which of the known places each place is, by id; by the rules of :func:`merge`.

    A known place answers to one place at most; a place that none answers to is left out.
    """
    news = list(places)
    countries = {place.country for place in news}
    near = known if "" in countries else (p for p in known if p.country in countries | {""})
    units = _units([*news, *near], ())
    groups = _Groups(units)
    for *_, first, second in sorted(_pairs(units)):
        if (first < len(news)) != (second < len(news)):
            groups.unite(first, second)
    pairs = (group for group in groups.all() if len(group) > 1 and group[0] < len(news))
    return {units[group[0]].place.id: units[group[1]].place.id for group in pairs}


# ------------------------------------------------------------------------------------- join


def join(members: Sequence[Place], *, head: Place | None = None) -> Place:
    """Make one place of several that are the same.

    Parameters
    ----------
    members : sequence of Place
        At least one, in the order of precedence.
    head : Place, optional
        Whose id and first names the place bears; the first member by default.

    Returns
    -------
    Place
        The point, with its source and licence, is that of the first member that is not approximate.
        Every name is kept once, as the first member that has it says where it is from.

    >>> point = Place(id="a", name_ar="", name_en="A", lat=1, lon=1, country="SY")
    >>> rough = Place(id="b", name_ar="ا", name_en="", lat=2, lon=2, country="", approximate=True)
    >>> both = join([rough, point])
    >>> both.id, both.lat, both.name_ar, both.name_en, both.country, both.approximate
    ('b', 1, 'ا', 'A', 'SY', False)
    """
    head = head or members[0]
    if len(members) == 1 and head is members[0]:
        return head
    ordered = [head, *members]
    point = next((place for place in members if not place.approximate), members[0])
    settled = (place.feature for place in ordered if place.feature != "area")
    return replace(
        point,
        id=head.id,
        name_ar=_first_of(place.name_ar for place in ordered),
        name_en=_first_of(place.name_en for place in ordered),
        country=_first_of(place.country for place in ordered),
        admin1=_listed_admin1(ordered),
        admin2=_first_of(place.admin2 for place in ordered),
        feature=next(settled, head.feature),
        population=max(place.population for place in members),
        names=_all_names(members),
    )


def _first_of(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _listed_admin1(members: Sequence[Place]) -> str:
    """Prefer the name of a governorate that the built-in lists: others are spelled at will."""
    listed = (p.admin1 for p in members if p.admin1 in admin1_names(p.country))
    return next(listed, "") or _first_of(place.admin1 for place in members)


def _all_names(members: Sequence[Place]) -> tuple[PlaceName, ...]:
    names: dict[tuple[str, str], PlaceName] = {}
    for place in members:
        for name in place.names:
            names.setdefault((name.text, name.language), name)
    return tuple(names.values())


# ---------------------------------------------------------------------------- who may be one


def _by_id(places: Iterable[Place]) -> list[Place]:
    """M1."""
    members: dict[str, list[Place]] = {}
    for place in places:
        members.setdefault(place.id, []).append(place)
    return [join(same) for same in members.values()]


def _units(places: Sequence[Place], standing: Container[str]) -> list[_Unit]:
    texts = [name for place in places for name in _names_to_compare(place)]
    keys = name_keys(texts)
    return [_unit(at, place, keys, place.id in standing) for at, place in enumerate(places)]


def _unit(at: int, place: Place, keys: Iterator[str], stands: bool) -> _Unit:
    """Take the keys of the names of this place from the keys of all names."""
    source = place.id.rpartition(":")[0]
    names = _names_to_compare(place)
    own = [(is_arabic(name), next(keys)) for name in names]
    arabic = frozenset(key for is_ar, key in own if is_ar and key)
    return _Unit(
        at=at,
        place=place,
        kind=_KIND.get(place.feature, place.feature),
        sources=frozenset({source, _STANDING} if stands else {source}),
        keys=arabic | {key for is_ar, key in own if key and not is_ar},
        has_arabic=bool(arabic),
    )


def _names_to_compare(place: Place) -> list[str]:
    names = [name.text for name in place.names]
    return [without_unit_word(name) for name in names] if place.feature in _UNITS else names


def _pairs(units: Sequence[_Unit]) -> Iterator[_Pair]:
    """Yield the pairs of units that rules M2 to M6 allow, some of them twice."""
    buckets: dict[tuple[str, str], list[_Unit]] = {}
    for unit in units:
        for key in unit.keys:
            buckets.setdefault((unit.kind, key), []).append(unit)
    for (_, key), bucket in buckets.items():
        if len(bucket) > 1:
            latin = key.isascii()
            for one, other in _neighbours(bucket):
                if latin and one.has_arabic and other.has_arabic:
                    continue  # M3: their Arabic names decide
                distance = _distance_of_one(one, other)
                if distance is not None:
                    yield _pair(distance, one, other)


def _neighbours(bucket: Sequence[_Unit]) -> Iterator[tuple[_Unit, _Unit]]:
    """Yield the pairs that are near enough to be looked at, each once.

    Swept from west to east in strips as high as the reach, so that a name that thousands of places
    bear costs no more than their near neighbours.
    """
    reach = max(_REACH_KM[bucket[0].place.feature], _REACH_APPROXIMATE_KM) / _KM_PER_DEGREE
    strips: dict[int, deque[_Unit]] = {}
    for unit in sorted(bucket, key=lambda unit: unit.place.lon):
        row = int(unit.place.lat // reach)
        narrowest = max(0.01, math.cos(math.radians(min(90.0, abs(unit.place.lat) + reach))))
        west = unit.place.lon - reach / narrowest
        for at in (row - 1, row, row + 1):
            strip = strips.get(at, ())
            while strip and strip[0].place.lon < west:
                strip.popleft()
            yield from ((other, unit) for other in strip)
        strips.setdefault(row, deque()).append(unit)


def _pair(distance: float, one: _Unit, other: _Unit) -> _Pair:
    first, second = (one, other) if one.place.id < other.place.id else (other, one)
    return distance, first.place.id, second.place.id, first.at, second.at


def _distance_of_one(one: _Unit, other: _Unit) -> float | None:
    """Give the distance of two units in km, None if they cannot be one (M2, M4, M5, M6)."""
    if one.sources & other.sources or one.kind != other.kind or not _may_lie_together(one, other):
        return None
    a, b = one.place, other.place
    distance = distance_km(a.lat, a.lon, b.lat, b.lon)
    return distance if distance <= _reach_km(a, b) else None


def _may_lie_together(one: _Unit, other: _Unit) -> bool:
    """M5."""
    a, b = one.place, other.place
    if a.country != b.country:
        return not (a.country and b.country)
    listed = admin1_names(a.country)
    both_known = a.admin1 in listed and b.admin1 in listed
    return a.admin1 == b.admin1 or not both_known


def _reach_km(a: Place, b: Place) -> float:
    """M6."""
    reach = min(_REACH_KM[a.feature], _REACH_KM[b.feature])
    if reach == _REACH_KM["populated"] and (a.approximate or b.approximate):
        return _REACH_APPROXIMATE_KM
    return reach


class _Groups:
    """Units joined so far; two groups become one only if each unit fits each of the other."""

    def __init__(self, units: Sequence[_Unit]) -> None:
        self._units = units
        self._group = [[unit.at] for unit in units]

    def unite(self, first: int, second: int) -> None:
        """Join the groups of two units, if no rule is against it."""
        ours, theirs = self._group[first], self._group[second]
        if ours is theirs:
            return
        if any(self._apart(a, b) for a, b in product(ours, theirs)):
            return
        joined = sorted(ours + theirs)
        for at in joined:
            self._group[at] = joined

    def _apart(self, a: int, b: int) -> bool:
        return _distance_of_one(self._units[a], self._units[b]) is None

    def all(self) -> Iterator[list[int]]:
        """Yield each group once, its units and the groups in the order of precedence."""
        for at, group in enumerate(self._group):
            if group[0] == at:
                yield group
