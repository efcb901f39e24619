"""From contradicting claims to the state of each place over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mapper.config import ControlConfig
from mapper.control.intervals import intervals_of
from mapper.control.model import fuse
from mapper.control.perspective import only_published_by
from mapper.control.sites import Site
from mapper.control.sources import Sides
from mapper.control.statements import Mode
from mapper.control.timeline import ControlTimeline
from mapper.records import Claim

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["infer_as_known", "infer_as_known_on", "infer_hindsight"]


def infer_hindsight(
    claims: Iterable[Claim],
    *,
    config: ControlConfig | None = None,
    sides: Sides | None = None,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> ControlTimeline:
    """Infer the state of every place from all claims, placed at their events' dates.

    Parameters
    ----------
    claims : iterable of Claim
        In any order. Attempts, denials, undated claims and claims about places that are not on
        the map change nothing.
    config : ControlConfig, optional
        The parameters of the model.
    sides : Sides, optional
        Whose side sources are on; by default what the vocabulary lists.
    places : sequence of Site, optional
        Places to tell about even before, or without, a claim of their own, where their neighbours
        decide.
    barriers : sequence of shapely geometries, optional
        Lines in EPSG:4326 (borders, rivers) across which no place draws on another.

    Returns
    -------
    ControlTimeline
        Of a place that claims speak of, from its first day with evidence on, without gaps; what is
        likely first begins it.

    Examples
    --------
    >>> infer_hindsight([]).intervals
    ()
    >>> from mapper.records import ClaimPlace, DateBasis, DateRange, Kind
    >>> day = dt.date(2017, 11, 8)
    >>> claim = Claim(doc="d", kind=Kind.CAPTURE, actor="SDF", date=DateRange(day, day),
    ...               date_basis=DateBasis.STATED, published=day,
    ...               place=ClaimPlace(text="البصيرة", id="p", lat=35.15, lon=40.43))
    >>> first = infer_hindsight([claim]).intervals[0]
    >>> first.status.value, first.actor, str(first.valid_from), first.rule
    ('controlled', 'SDF', '2017-11-08', 'capture')
    """
    fusion = fuse(
        claims, Mode.HINDSIGHT, config=config, sides=sides, places=places, barriers=barriers
    )
    return ControlTimeline(tuple(intervals_of(fusion)))


def infer_as_known(
    claims: Iterable[Claim],
    *,
    config: ControlConfig | None = None,
    sides: Sides | None = None,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> ControlTimeline:
    """Infer the state of every place on every day from what had been published by that day.

    Claims without a day of publication were never known and are left out. Claims added later never
    change the state of an earlier day; they may lengthen its interval, and change the confidence
    of that. `as_known_on` is the day on which the state became known. The parameters are those of
    :func:`infer_hindsight`.

    >>> infer_as_known([]).intervals
    ()
    """
    fusion = fuse(
        claims, Mode.AS_KNOWN, config=config, sides=sides, places=places, barriers=barriers
    )
    return ControlTimeline(tuple(intervals_of(fusion)))


def infer_as_known_on(
    claims: Iterable[Claim],
    day: dt.date,
    *,
    config: ControlConfig | None = None,
    sides: Sides | None = None,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> ControlTimeline:
    """Infer the whole timeline as it was known on one day, looking back from it.

    It is the hindsight of `day`: :func:`infer_hindsight` of the claims that had been published by
    then, and nothing of it changes when claims are added later. `as_known_on` is `day` throughout.
    What it says about days after `day` is what was to be expected. The other parameters are those
    of :func:`infer_hindsight`.

    >>> infer_as_known_on([], dt.date(2017, 11, 10)).intervals
    ()
    """
    known = only_published_by(claims, day)
    timeline = infer_hindsight(known, config=config, sides=sides, places=places, barriers=barriers)
    return ControlTimeline(tuple(replace(i, as_known_on=day) for i in timeline.intervals))
