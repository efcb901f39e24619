"""From a model to the control intervals of its places, each with its claims and its rule."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from mapper.control.fusion import filtered, smoothed
from mapper.control.model import Fusion
from mapper.control.silence import after_silence, at_neighbours, without_old_battles
from mapper.control.sites import NEVER
from mapper.control.spells import STATUSES, UNKNOWN, Spells, spells_of
from mapper.control.statements import Mode
from mapper.control.support import Support, support_of
from mapper.records import ControlInterval

__all__ = ["intervals_of"]

Ints = NDArray[np.int64]


def intervals_of(fusion: Fusion) -> list[ControlInterval]:
    """Run a model over its days, and give what it shows, ordered by place and day.

    A place is told about from the first day on which anything is likely there.
    """
    if not len(fusion.model.days):
        return []
    spells = _spells(fusion)
    days = np.append(fusion.model.days, NEVER)
    begins, ends = days[spells.first], days[spells.last + 1]
    support = support_of(spells, begins, ends, fusion.said, fusion.mode)
    told = np.flatnonzero(_told(spells)).tolist()
    return [_interval(fusion, spells, support, at, begins, ends) for at in told]


def _spells(fusion: Fusion) -> Spells:
    model, backwards = fusion.model, fusion.mode is Mode.HINDSIGHT
    said = _said(fusion)
    spells = spells_of(
        smoothed(model) if backwards else filtered(model),
        model.days,
        np.where(model.asked, model.days[0], fusion.first_days),
        model.chains,
        model.config,
        spoken=_settled(*said, model.config.settle_days),
        woken=after_silence(*said, model.config.contested_days),
        backwards=backwards,
    )
    near = at_neighbours(*said, model.edges)
    return without_old_battles(spells, model.days, said, near, model.config)


def _said(fusion: Fusion) -> tuple[Ints, Ints]:
    """Give (day, place) of all statements that are not copies."""
    spread = fusion.heard.days(fusion.mode)
    return spread.day, fusion.heard.place[spread.each]


def _settled(day: Ints, place: Ints, settle_days: int) -> tuple[Ints, Ints]:
    """Add the days on which the neighbours have had a say; in the order of time."""
    day, place = np.concatenate([day, day + settle_days]), np.concatenate([place, place])
    order = np.argsort(day, kind="stable")
    return day[order], place[order]


def _told(spells: Spells) -> NDArray[np.bool_]:
    """Leave out what is unknown before anything was likely at its place."""
    known = np.cumsum(spells.status != UNKNOWN)
    first = np.searchsorted(spells.place, spells.place)  # spells are ordered by place
    before = np.concatenate([[0], known])[first]
    told: NDArray[np.bool_] = known > before
    return told


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
