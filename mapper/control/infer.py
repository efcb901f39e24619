"""From contradicting claims to the state of each place over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import make_chains
from mapper.control.evidence import Mode, Statements, countable, make_statements
from mapper.control.evidence_of import Support, support_of
from mapper.control.fusion import Model, days_to_visit, filtered, smoothed
from mapper.control.likelihood import make_pulls, make_terms
from mapper.control.perspective import only_published_by
from mapper.control.sites import NEVER, Site, neighbour_edges
from mapper.control.sources import Sides
from mapper.control.states import STATUSES, Spells, spells_of
from mapper.control.timeline import ControlTimeline
from mapper.records import Claim, ControlInterval, Status

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Fusion", "fuse", "infer_as_known", "infer_as_known_on", "infer_hindsight"]

Ints = NDArray[np.int64]


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
    return _infer(claims, Mode.HINDSIGHT, config, sides, places, barriers)


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
    return _infer(claims, Mode.AS_KNOWN, config, sides, places, barriers)


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
    timeline = _infer(known, Mode.HINDSIGHT, config, sides, places, barriers)
    return ControlTimeline(tuple(replace(i, as_known_on=day) for i in timeline.intervals))


@dataclass(frozen=True, slots=True)
class Fusion:
    """A model ready to run, with what its numbers stand for.

    `first_days` (places,) is the first day with a claim about each place.
    """

    model: Model
    said: Statements
    claims: tuple[Claim, ...]
    sites: tuple[Site, ...]
    actors: tuple[str, ...]
    mode: Mode
    first_days: Ints


def _infer(
    claims: Iterable[Claim],
    mode: Mode,
    config: ControlConfig | None,
    sides: Sides | None,
    places: Sequence[Site],
    barriers: Sequence[BaseGeometry],
) -> ControlTimeline:
    settings, whose = config or ControlConfig(), sides or Sides()
    fusion = fuse(claims, mode, config=settings, sides=whose, places=places, barriers=barriers)
    if not fusion.claims:
        return ControlTimeline()
    return ControlTimeline(tuple(_intervals(fusion, _spells(fusion))))


def fuse(
    claims: Iterable[Claim],
    mode: Mode,
    *,
    config: ControlConfig,
    sides: Sides,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> Fusion:
    """Make the model of some claims: its places, states, statements and days."""
    counted = countable(claims, mode)
    sites = _sites(counted, places)
    where = {site.id: at for at, site in enumerate(sites)}
    names = {c.actor for c in counted} | {c.from_actor for c in counted if c.from_actor}
    actors = tuple(sorted(names))
    numbers = {name: at for at, name in enumerate(actors)}
    said = make_statements(counted, where, numbers, sides, config, mode)
    spread = said.days(mode)
    first = np.full(len(sites), NEVER)
    np.minimum.at(first, said.place[spread.each], spread.day)
    edges = neighbour_edges(sites, first, config, barriers=barriers)
    chains = make_chains(said, edges, len(sites))
    heard = said.take(said.weight > 0)
    terms = make_terms(heard, chains, config, mode)
    pulls = make_pulls(heard, chains, config, mode)
    days = days_to_visit(heard.days(mode).day, config)
    days = days[days <= dt.date.max.toordinal()]
    wanted = {site.id for site in places}
    asked = np.array([site.id in wanted for site in sites], dtype=bool)
    model = Model(chains, terms, pulls, edges, asked, days, config)
    return Fusion(model, said, tuple(counted), sites, actors, mode, first)


def _sites(claims: Sequence[Claim], places: Sequence[Site]) -> tuple[Site, ...]:
    """Give the places asked for and those that claims speak of, ordered by id."""
    sites = {site.id: site for site in places}
    named: dict[str, Claim] = {}
    for claim in claims:
        assert claim.place.id is not None
        before = named.get(claim.place.id)
        if before is None or _better(claim) < _better(before):
            named[claim.place.id] = claim
    for identifier, claim in named.items():
        sites.setdefault(identifier, _site(claim))
    return tuple(sites[identifier] for identifier in sorted(sites))


def _better(claim: Claim) -> tuple[float, str, str]:
    return (-claim.place.score, claim.place.text, claim.id)


def _site(claim: Claim) -> Site:
    place = claim.place
    assert place.id is not None
    assert place.lat is not None
    assert place.lon is not None
    return Site(
        id=place.id,
        name_ar=place.name_ar or place.text,
        name_en=place.name_en or place.text,
        lat=place.lat,
        lon=place.lon,
    )


def _spells(fusion: Fusion) -> Spells:
    model = fusion.model
    shown = np.where(model.asked, model.days[0], fusion.first_days)
    backwards = fusion.mode is Mode.HINDSIGHT
    beliefs = (smoothed if backwards else filtered)(model)
    return spells_of(
        beliefs,
        model.days,
        shown,
        model.chains,
        model.config,
        spoken=_spoken(fusion),
        backwards=backwards,
    )


def _spoken(fusion: Fusion) -> tuple[Ints, Ints]:
    """Give (day, place) of all claims, and of the days on which their neighbours have had a say."""
    heard = fusion.said.take(fusion.said.weight > 0)
    spread = heard.days(fusion.mode)
    settled = spread.day + fusion.model.config.settle_days
    day, place = np.concatenate([spread.day, settled]), heard.place[spread.each]
    order = np.argsort(day, kind="stable")
    return day[order], np.concatenate([place, place])[order]


def _intervals(fusion: Fusion, spells: Spells) -> list[ControlInterval]:
    days = np.append(fusion.model.days, NEVER)
    begins, ends = days[spells.first], days[spells.last + 1]
    support = support_of(spells, begins, ends, fusion.said, fusion.mode)
    kept = _told(spells)
    return [_interval(fusion, spells, support, int(at), begins, ends) for at in kept]


def _told(spells: Spells) -> Ints:
    """Leave out what is unknown before anything was likely."""
    known = spells.status != STATUSES.index(Status.UNKNOWN)
    first = np.diff(spells.place, prepend=-1) != 0
    begin = np.maximum.accumulate(np.where(first, np.arange(len(known)), 0))
    before = np.cumsum(known) - np.where(begin > 0, np.cumsum(known)[begin - 1], 0)
    return np.flatnonzero(before > 0)


def _interval(
    fusion: Fusion, spells: Spells, support: Support, at: int, begins: Ints, ends: Ints
) -> ControlInterval:
    site = fusion.sites[spells.place[at]]
    day = dt.date.fromordinal(int(begins[at]))
    return ControlInterval(
        place_id=site.id,
        place_name_ar=site.name_ar,
        place_name_en=site.name_en,
        lat=site.lat,
        lon=site.lon,
        status=STATUSES[spells.status[at]],
        actor=_name(fusion, int(spells.actor[at])),
        against=_name(fusion, int(spells.against[at])),
        confidence=round(min(max(float(spells.confidence[at]), 0.0), 1.0), 3),
        valid_from=day,
        valid_from_earliest=dt.date.fromordinal(int(support.earliest[at])),
        valid_from_latest=dt.date.fromordinal(int(support.latest[at])),
        valid_to=None if ends[at] >= NEVER else dt.date.fromordinal(int(ends[at])),
        supporting_claims=_ids(fusion, support.supporting[at]),
        contradicting_claims=_ids(fusion, support.contradicting[at]),
        as_known_on=day if fusion.mode is Mode.AS_KNOWN else None,
        rule=support.rule[at],
    )


def _name(fusion: Fusion, actor: int) -> str | None:
    return None if actor < 0 else fusion.actors[actor]


def _ids(fusion: Fusion, claims: Ints) -> tuple[str, ...]:
    return tuple(sorted(fusion.claims[at].id for at in claims.tolist()))
