"""Why a place is shown as it is on a day: the claims, weighed, the weightiest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import CONTESTED, NOBODY
from mapper.control.fusion import filtered, smoothed
from mapper.control.likelihood import likelihood, tempered
from mapper.control.model import Fusion, fuse
from mapper.control.sites import Site
from mapper.control.sources import Sides
from mapper.control.statements import Mode, Say
from mapper.records import Claim

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Explanation", "Reason", "why"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one claim says to the state of a place.

    Attributes
    ----------
    claim : Claim
        The claim, with its evidence.
    says : str
        What it counts as: taken, held, part, lost, besieged, no_siege, disputed.
    actor : str or None
        Of whom it says so; where a claim implies more than it says, not the claim's actor.
    likelihood : mapping of str to float
        P(claim | state), up to a factor, by state: an actor id, "contested" or "unknown".
    weight : float
        How much it counts, 0..1: confidence, copies (0 for all but the first), age.
    bits : float
        The base-2 logarithm of how much likelier it is in the shown state than in the best other
        state of the place; negative where it speaks against.
    """

    claim: Claim
    says: str
    actor: str | None
    likelihood: Mapping[str, float]
    weight: float
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The belief in each state of a place on a day, and the reasons, the weightiest first."""

    belief: Mapping[str, float]
    reasons: tuple[Reason, ...]


def why(
    claims: Iterable[Claim],
    place_id: str,
    day: dt.date,
    *,
    as_known: bool = False,
    config: ControlConfig | None = None,
    sides: Sides | None = None,
    places: Sequence[Site] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> Explanation:
    """Explain the state of a place on a day.

    Parameters
    ----------
    claims : iterable of Claim
        All claims, those about neighbours included; they are weighed anew.
    place_id : str
        The place.
    day : date
        The day; as known, only what had been published by then is listed.
    as_known : bool
        Explain :func:`infer_as_known` instead of :func:`infer_hindsight`. For
        :func:`infer_as_known_on` a day, give the claims that :func:`only_published_by` keeps.
    config, sides, places, barriers
        As for :func:`infer_hindsight`.

    Returns
    -------
    Explanation
        With empty belief and no reasons where no claim counts.

    Examples
    --------
    >>> why([], "p1", dt.date(2017, 11, 8)).reasons
    ()
    """
    mode = Mode.AS_KNOWN if as_known else Mode.HINDSIGHT
    fusion = fuse(claims, mode, config=config, sides=sides, places=places, barriers=barriers)
    at = next((at for at, site in enumerate(fusion.sites) if site.id == place_id), None)
    if at is None or not len(fusion.model.days) or day.toordinal() < fusion.model.days[0]:
        return Explanation(belief={}, reasons=())
    belief = _belief(fusion, at, day)
    reasons = sorted(_reasons(fusion, at, day, belief), key=_weightiest)
    return Explanation(belief=belief, reasons=tuple(reasons))


def _weightiest(reason: Reason) -> tuple[float, str, str]:
    return (-abs(reason.bits), reason.claim.id, reason.says)


def _belief(fusion: Fusion, place: int, day: dt.date) -> dict[str, float]:
    """Give the belief in the states of a place, the likeliest first."""
    model = fusion.model
    at = int(np.searchsorted(model.days, day.toordinal(), "right")) - 1
    if fusion.mode is Mode.HINDSIGHT:
        beliefs, ahead = smoothed(model), len(model.days) - 1 - at
    else:
        beliefs, ahead = filtered(model), at
    belief = next(value for skipped, value in enumerate(beliefs) if skipped == ahead)
    pairs = np.flatnonzero(model.chains.chain == place)
    named = {_state(fusion, int(model.chains.state[k])): float(belief[k]) for k in pairs}
    return dict(sorted(named.items(), key=lambda item: (-item[1], item[0])))


def _state(fusion: Fusion, state: int) -> str:
    return {NOBODY: "unknown", CONTESTED: "contested"}.get(state) or fusion.actors[state]


def _reasons(fusion: Fusion, place: int, day: dt.date, belief: Mapping[str, float]) -> list[Reason]:
    said = fusion.said
    here = said.place == place
    if fusion.mode is Mode.AS_KNOWN:
        here &= np.maximum(said.published, said.first) <= day.toordinal()
    return [_reason(fusion, int(row), place, next(iter(belief))) for row in np.flatnonzero(here)]


def _reason(fusion: Fusion, row: int, place: int, shown: str) -> Reason:
    one = fusion.said.take(np.array([row]))
    siege = one.say[0] in (Say.BESIEGED, Say.NO_SIEGE)
    chains = fusion.model.chains
    chain = chains.siege_of[place] if siege else place
    states = chains.state[chains.chain == chain]
    columns = (np.full(len(states), column[0]) for column in (one.say, one.actor, one.wrong))
    say, actor, wrong = columns
    likely = likelihood(say, states, actor, wrong, fusion.model.config)
    names = [_state(fusion, int(state)) for state in states]
    return Reason(
        claim=fusion.claims[int(one.claim[0])],
        says=Say(int(one.say[0])).name.lower(),
        actor=None if one.actor[0] < 0 else fusion.actors[int(one.actor[0])],
        likelihood=dict(zip(names, likely.tolist(), strict=True)),
        weight=float(one.weight[0]),
        bits=_bits(tempered(likely, one.weight), names, names[0] if siege else shown),
    )


def _bits(value: NDArray[np.float64], names: Sequence[str], shown: str) -> float:
    own = names.index(shown)
    others = [v for at, v in enumerate(value.tolist()) if at != own]
    return float((value[own] - max(others, default=value[own])) / np.log(2))
