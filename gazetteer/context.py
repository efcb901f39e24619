"""What a text says as a whole about where it plays: its sure names and what they mean."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gazetteer.distance import apart_km
from gazetteer.place import Place, Toponym

__all__ = ["Anchor", "Context", "read_context"]

_SAME_NAME_KM = 80.0
"""A town, its district and its governorate share a name and lie so close together."""
_MOST_ANCHORS = 60
_KNOWN = 10_000
"""Towns of so many inhabitants speak with full weight for where a text plays."""
_ORDER = ("populated", "admin2", "area", "admin1", "country")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name of the text that means one place without doubt, and how much that says.

    `key` is the name as :class:`~gazetteer.Toponym` has it, `at` its offset in the text.
    """

    place: Place
    key: str
    at: int
    weight: float


_Shares = dict[tuple[str, str], float]
"""Shares by country and governorate (empty for the country as a whole)."""


@dataclass(frozen=True)
class Context:
    """What the sure names of a text say.

    `names` are the keys of the sure names of each country, `prior` the countries that the text is
    likely about for other reasons. What a name says for itself never counts: each method leaves out
    the anchors of the name that it is asked for.
    """

    anchors: tuple[Anchor, ...] = ()
    names: dict[str, set[str]] = field(default_factory=dict)
    prior: frozenset[str] = frozenset()
    _distances: dict[tuple[str, str], float] = field(default_factory=dict)
    _shares: dict[str, tuple[_Shares, _Shares]] = field(default_factory=dict)

    def country_share(self, place: Place, *, key: str) -> float:
        """Give the share of a place's country in the weight of the other names, 0 to 1."""
        return self._shares_without(key)[0].get((place.country, ""), 0.0)

    def admin1_share(self, place: Place, *, key: str) -> float:
        """Give the share of a place's governorate in the weight of the other names, 0 to 1."""
        return self._shares_without(key)[1].get((place.country, place.admin1), 0.0)

    def _shares_without(self, key: str) -> tuple[_Shares, _Shares]:
        if key not in self._shares:
            others = [anchor for anchor in self.anchors if anchor.key != key]
            countries: Counter[tuple[str, str]] = Counter()
            admin1: Counter[tuple[str, str]] = Counter()
            for anchor in others:
                countries[anchor.place.country, ""] += anchor.weight  # type: ignore[assignment]
                if anchor.place.admin1:
                    unit = (anchor.place.country, anchor.place.admin1)
                    admin1[unit] += anchor.weight  # type: ignore[assignment]
            self._shares[key] = (_shares(countries), _shares(admin1))
        return self._shares[key]

    @cached_property
    def ground(self) -> dict[str, tuple[Place, frozenset[str]]]:
        """The places that are points, no units, by id; each with the names that mean it."""
        keys: dict[str, set[str]] = {}
        for anchor in self.anchors:
            if anchor.place.feature not in {"admin1", "country"}:
                keys.setdefault(anchor.place.id, set()).add(anchor.key)
        places = {anchor.place.id: anchor.place for anchor in self.anchors}
        return {place_id: (places[place_id], frozenset(names)) for place_id, names in keys.items()}

    def others(self, place: Place, *, key: str) -> list[Place]:
        """Give the points that speak for or against a place, which its own name does not."""
        return [
            other
            for other, keys in self.ground.values()
            if other.id != place.id and keys != frozenset({key})
        ]

    def nearest_km(self, place: Place, *, key: str) -> float:
        """Give the distance to the nearest of :meth:`others`; infinite without any."""
        known = (place.id, key)
        if known not in self._distances:
            away = (apart_km(place, other) for other in self.others(place, key=key))
            self._distances[known] = min(away, default=math.inf)
        return self._distances[known]


def read_context(
    toponyms: Sequence[Toponym], prior: Collection[str], known: Iterable[Anchor] = ()
) -> Context:
    """Collect what the sure names of a text say.

    Parameters
    ----------
    toponyms : sequence of Toponym
        All names of the text.
    prior : collection of str
        ISO codes of countries that the text is likely about.
    known : iterable of Anchor
        Names that are sure for other reasons, as from an earlier pass.
    """
    anchors = {anchor.at: anchor for anchor in known}
    for toponym in toponyms:
        place = sure_place(toponym)
        if place is not None and toponym.start not in anchors:
            anchors[toponym.start] = Anchor(place, toponym.key, toponym.start, _weight(place))
    names: dict[str, set[str]] = {}
    for anchor in anchors.values():
        names.setdefault(anchor.place.country, set()).add(anchor.key)
    return Context(
        anchors=tuple(sorted(anchors.values(), key=lambda a: a.at))[:_MOST_ANCHORS],
        names=names,
        prior=frozenset(prior),
    )


def sure_place(toponym: Toponym) -> Place | None:
    """Give the place that a name means wherever it stands: its places all lie at one spot."""
    if not toponym.places:
        return None
    ranked = sorted(toponym.places, key=_rank)
    best = ranked[0]
    alike = all(p.country == best.country and apart_km(p, best) <= _SAME_NAME_KM for p in ranked)
    return best if alike else None


def _rank(place: Place) -> tuple[int, int]:
    order = _ORDER.index(place.feature) if place.feature in _ORDER else len(_ORDER)
    return order, -place.population


def _weight(place: Place) -> float:
    """Quarters and hills are named after anything; towns and units are names of their own."""
    if place.feature in {"admin1", "admin2"} or place.population >= _KNOWN:
        return 1.0
    return 0.5 if place.feature in {"populated", "country", "crossing"} else 0.25


def _shares(counts: Counter[tuple[str, str]]) -> _Shares:
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()} if total else {}
