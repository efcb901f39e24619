"""The same news as one side tells it: timelines to lay beside the one of all sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mapper.control import Sides, infer_hindsight, only_side
from mapper.maps.payload import Perspective
from mapper.vocabulary import actor_or_other

if TYPE_CHECKING:
    from mapper.config import ControlConfig
    from mapper.records import Claim

__all__ = ["NEUTRAL", "side_perspectives"]

NEUTRAL = "neutral"
"""The perspective of sources that are on no side."""

_NAMES = {NEUTRAL: ("مصادر لا تتبع طرفاً", "Sources without a side")}


def side_perspectives(
    claims: Sequence[Claim], *, config: ControlConfig | None = None, sides: Sides | None = None
) -> tuple[Perspective, ...]:
    """Infer, in hindsight, what the sources of each side say alone, and what those without one say.

    Parameters
    ----------
    claims : sequence of Claim
        Of all sources.
    config : ControlConfig, optional
        The parameters of the model.
    sides : Sides, optional
        Whose side sources are on; by default what the vocabulary lists.

    Returns
    -------
    tuple of Perspective
        By side, with `id` "side:" and the side; none where all sources are on one side, since
        that is the map of all sources.

    Examples
    --------
    >>> side_perspectives([])
    ()
    """
    whose = sides or Sides()
    found = sorted({whose.of_claim(claim) or NEUTRAL for claim in claims})
    if len(found) < 2:
        return ()
    return tuple(_perspective(side, claims, config, whose) for side in found)


def _perspective(
    side: str, claims: Sequence[Claim], config: ControlConfig | None, sides: Sides
) -> Perspective:
    actor = actor_or_other(side)
    name_ar, name_en = _NAMES.get(side, (actor.name_ar, actor.name_en))
    told = only_side(claims, side, sides=sides)
    return Perspective(
        id=f"side:{side}",
        name_ar=name_ar,
        name_en=name_en,
        timeline=infer_hindsight(told, config=config, sides=sides),
    )
