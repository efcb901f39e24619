"""From claims to a model that is ready to run: its places, states, statements and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains, make_chains
from mapper.control.evidence import countable, make_statements
from mapper.control.likelihood import Pulls, Terms, make_pulls, make_terms
from mapper.control.sites import NEVER, Edges, Site, neighbour_edges
from mapper.control.sources import Sides
from mapper.control.statements import HOLDING, Mode, Say, Statements
from mapper.records import Claim

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Fusion", "Model", "days_to_visit", "fuse"]

Ints = NDArray[np.int64]

QUIET_DAYS = 10
"""Where nothing is said for long, the state is looked at so often, in days."""


@dataclass(frozen=True, slots=True)
class Model:
    """All that a pass over the days needs.

    `days` are ordinals, increasing; `left` gives by day the places that are reported lost;
    `asked` (places,) are those to tell about even without a claim of their own.
    """

    chains: Chains
    terms: Terms
    pulls: Pulls
    edges: Edges
    left: Mapping[int, Ints]
    asked: NDArray[np.bool_]
    days: Ints
    config: ControlConfig


@dataclass(frozen=True, slots=True)
class Fusion:
    """A model, with what its numbers stand for.

    `heard` are the statements that are not copies of others; `first_days` (places,) is the first
    day with a claim about each place, :data:`~mapper.control.sites.NEVER` without one.
    """

    model: Model
    said: Statements
    heard: Statements
    claims: tuple[Claim, ...]
    sites: tuple[Site, ...]
    actors: tuple[str, ...]
    mode: Mode
    first_days: Ints


def fuse(
    claims: Iterable[Claim],
    mode: Mode,
    *,
    config: ControlConfig | None = None,
    sides: Sides | None = None,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> Fusion:
    """Make the model of some claims; the parameters are those of :func:`infer_hindsight`."""
    config = config or ControlConfig()
    counted = countable(claims, mode)
    sites, actors = _sites(counted, places), _actors(counted)
    numbers = _numbered(site.id for site in sites), _numbered(actors)
    said = make_statements(counted, *numbers, sides or Sides(), config, mode)
    first_days = _first_days(said, mode, len(sites))
    edges = neighbour_edges(sites, first_days, config, barriers=barriers)
    chains = make_chains(said, edges, len(sites))
    heard = said.take(said.weight > 0)
    asked = np.isin(np.arange(len(sites)), [numbers[0][site.id] for site in places])
    model = Model(
        chains=chains,
        terms=make_terms(heard, chains, config, mode),
        pulls=make_pulls(heard, chains, config, mode),
        edges=edges,
        left=_left(heard, mode),
        asked=asked,
        days=days_to_visit(heard.days(mode).day, config),
        config=config,
    )
    return Fusion(model, said, heard, tuple(counted), sites, actors, mode, first_days)


def _numbered(names: Iterable[str]) -> Mapping[str, int]:
    return {name: at for at, name in enumerate(names)}


def _actors(claims: Sequence[Claim]) -> tuple[str, ...]:
    names = {claim.actor for claim in claims}
    return tuple(sorted(names | {claim.from_actor for claim in claims if claim.from_actor}))


def _sites(claims: Sequence[Claim], places: Sequence[Site]) -> tuple[Site, ...]:
    """Give the places asked for and those that claims speak of, ordered by id."""
    named: dict[str, Claim] = {}
    for claim in claims:
        assert claim.place.id is not None
        before = named.get(claim.place.id)
        if before is None or _better_resolved(claim) < _better_resolved(before):
            named[claim.place.id] = claim
    sites = {name: _site(claim) for name, claim in named.items()}
    sites |= {site.id: site for site in places}
    return tuple(sites[name] for name in sorted(sites))


def _better_resolved(claim: Claim) -> tuple[float, str, str]:
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


def _left(heard: Statements, mode: Mode) -> Mapping[int, Ints]:
    """Give by day the places of which a loss is reported and nobody is named."""
    spread = heard.days(mode)
    say, place = heard.say[spread.each], heard.place[spread.each]
    keys = spread.day * (int(place.max(initial=0)) + 1) + place
    named = np.isin(say, (*HOLDING, Say.PART, Say.DISPUTED))
    alone = (say == Say.LOST) & ~np.isin(keys, keys[named])
    day, place = np.unique(np.stack([spread.day[alone], place[alone]]), axis=1)
    days, first = np.unique(day, return_index=True)
    return dict(zip(days.tolist(), np.split(place, first[1:]), strict=True)) if len(days) else {}


def _first_days(said: Statements, mode: Mode, places: int) -> Ints:
    spread = said.days(mode)
    first = np.full(places, NEVER)
    np.minimum.at(first, said.place[spread.each], spread.day)
    return first


def days_to_visit(spoken: Ints, config: ControlConfig) -> Ints:
    """Give the days to look at: those on which anything can change, and every tenth of the rest.

    After a day with statements neighbours draw on each other for `settle_days`; then what is known
    only fades, until it has faded below `likely` for certain, or the calendar ends.

    Examples
    --------
    >>> days = days_to_visit(np.array([700_000]), ControlConfig(settle_days=2))
    >>> days[:5].tolist()
    [700000, 700001, 700002, 700012, 700022]
    """
    if not len(spoken):
        return spoken
    some = np.unique(spoken)
    slowest = max(config.fade_days, config.siege_fade_days)
    tail = config.settle_days + int(slowest * np.log2(1 / config.likely)) + 2 * QUIET_DAYS
    near = np.arange(config.settle_days + 1)
    far = np.arange(config.settle_days, tail, QUIET_DAYS)
    gaps = np.diff(some, append=some[-1] + tail + 1)
    busy = [day + near[near < gap] for day, gap in zip(some, gaps, strict=True)]
    quiet = [day + far[far < gap] for day, gap in zip(some, gaps, strict=True)]
    days = np.unique(np.concatenate([*busy, *quiet]))
    return days[days <= dt.date.max.toordinal()]
