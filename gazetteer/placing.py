"""R6: placing what no gazetteer lists at what holds it, and saying so.

Most villages of the news are in no small gazetteer, but the text says where they are. In this
order, what holds a name is: the town or district that the phrase itself names; for a facility or a
hill named after a listed town, that town; a member of the same list; for what has a type word, the
town or district that the text is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gazetteer.distance import apart_km
from gazetteer.place import Place, Resolution, Toponym

__all__ = ["PLACED", "place_unlisted"]

PLACED = "at:"
"""The ids of places that are only known to be at another begin so."""

_HOLDERS = frozenset({"populated", "admin2", "area", "quarter"})
_AFTER_TOWNS = frozenset({"facility", "crossing", "terrain", "water"})
_UNITS = frozenset({"admin1", "admin2", "countryside"})
_CALLED = frozenset({"populated", "admin2"})
_SENTENCE = 250
"""What was named so many characters before still holds what comes."""
_FOCUS_KM = 60.0
_FOCUS = 0.5
"""The share of a text's names that lie near the one it is about."""
_TITLE = 2
_SCORES = {"parent": 0.5, "town": 0.45, "list": 0.4, "near": 0.4, "focus": 0.35}
"""How sure each way of placing is; below any listed place that was chosen among rivals."""


def place_unlisted(
    readings: Sequence[Resolution], parents: Sequence[Toponym | None], text: str
) -> list[Resolution]:
    """Place what was left without a place, where the text tells what holds it.

    Parameters
    ----------
    readings : sequence of Resolution
        In the order of the text.
    parents : sequence of Toponym or None
        For each the name that says where it lies.
    text : str
        The text they were found in.
    """
    placing = _Placing(readings, parents, text)
    return [placing.placed(at) for at in range(len(readings))]


@dataclass
class _Placing:
    """The readings of one text; see :func:`place_unlisted`."""

    readings: Sequence[Resolution]
    parents: Sequence[Toponym | None]
    text: str

    def placed(self, at: int) -> Resolution:
        reading = self.readings[at]
        if reading.place is not None or reading.toponym.feature in _UNITS:
            return reading
        unit = self._parent(at)
        for way, holder in self._holders(at):
            if holder is None or holder.feature not in _HOLDERS:
                continue
            if unit is None or _may_lie_in(holder, unit):
                return _at(reading, holder, way)
        return reading

    def _holders(self, at: int) -> list[tuple[str, Place | None]]:
        ways = [("parent", self._parent(at)), ("town", self._town(at)), ("list", self._listed(at))]
        if not self._has_kind(at):
            return ways
        return [*ways, ("near", self._near(at)), ("focus", self._focus)]

    def _has_kind(self, at: int) -> bool:
        """Say whether something tells what is named, and that it is no city of its own."""
        toponym = self.readings[at].toponym
        known = bool(toponym.feature or toponym.places) or toponym.rule != "S1-listed"
        return known and toponym.type_word != "مدينه"

    def _near(self, at: int) -> Place | None:
        """Give the last unit or town, called by what it is, in the sentences right before."""
        start = self.readings[at].toponym.start
        for before in range(at - 1, -1, -1):
            reading = self.readings[before]
            if start - reading.toponym.end > _SENTENCE:
                return None
            place = reading.place if reading.toponym.feature in _CALLED else None
            if place is not None and place.feature in {"populated", "admin2"}:
                return place
        return None

    def _parent(self, at: int) -> Place | None:
        parent = self.parents[at]
        if parent is None:
            return None
        return next((r.place for r in self.readings if r.toponym.start == parent.start), None)

    def _town(self, at: int) -> Place | None:
        """Give the town that a facility or a hill is named after."""
        toponym = self.readings[at].toponym
        if toponym.feature not in _AFTER_TOWNS or not toponym.places:
            return None
        town = self.readings[at].candidates[0].place
        near = [r.place for r in self.readings if r.place is not None and r.toponym is not toponym]
        alone = not any(p.feature not in {"admin1", "country"} for p in near)
        return town if alone or any(apart_km(town, p) <= _FOCUS_KM for p in near) else None

    def _listed(self, at: int) -> Place | None:
        """Give the nearest member of the same list that has a place of its own, if any has."""
        near = [i for i in (self._placed_before[at], self._placed_behind[at]) if i is not None]
        return self.readings[min(near, key=lambda i: abs(i - at))].place if near else None

    @cached_property
    def _placed_before(self) -> list[int | None]:
        """For each reading, the last before it in its list that has a place; in one pass."""
        found: list[int | None] = []
        last: int | None = None
        for at, reading in enumerate(self.readings):
            last = last if reading.toponym.joined else None
            found.append(last)
            last = at if reading.place is not None else last
        return found

    @cached_property
    def _placed_behind(self) -> list[int | None]:
        """The same behind it."""
        found: list[int | None] = []
        following: int | None = None
        for at in range(len(self.readings) - 1, -1, -1):
            found.append(following)
            reading = self.readings[at]
            following = at if reading.place is not None else following
            following = following if reading.toponym.joined else None
        return found[::-1]

    @cached_property
    def _focus(self) -> Place | None:
        """Give the town or district that the text is about."""
        named = [
            r for r in self.readings if r.place and r.place.feature not in {"country", "admin1"}
        ]
        holders = [r for r in named if r.place and r.place.feature in {"populated", "admin2"}]
        title = self.text.find("\n")
        votes: Counter[str] = Counter()
        for reading in holders:
            assert reading.place is not None
            votes[reading.place.id] += _TITLE if reading.toponym.start < title else 1
        places = {r.place.id: r.place for r in holders if r.place}
        for place_id, _ in votes.most_common(1):
            focus = places[place_id]
            close = sum(apart_km(focus, r.place) <= _FOCUS_KM for r in named if r.place)
            return focus if close >= _FOCUS * len(named) else None
        return None


def _may_lie_in(place: Place, unit: Place) -> bool:
    """Say whether a place can lie in the governorate or country that a phrase names."""
    if unit.feature == "country":
        return place.country == unit.country
    if unit.feature != "admin1":
        return True
    return place.country == unit.country and place.admin1 in {"", unit.admin1}


def _at(reading: Resolution, holder: Place, way: str) -> Resolution:
    toponym = reading.toponym
    place = Place(
        id=f"{PLACED}{holder.id}:{toponym.key.replace(' ', '-')}",
        name_ar=toponym.text,
        name_en=f"{toponym.text} (near {holder.name_en})",
        lat=holder.lat,
        lon=holder.lon,
        country=holder.country,
        admin1=holder.admin1,
        admin2=holder.admin2,
        feature=toponym.feature or "populated",
        approximate=True,
        source=holder.source,
        licence=holder.licence,
    )
    return replace(reading, place=place, score=_SCORES[way], rule=f"R6-{way}", approximate=True)
