"""Rule 11: what one voice says, or one wire text, counts once; what one side says, hardly twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gazetteer import fold
from mapper.config import ControlConfig
from mapper.control.sources import Sides
from mapper.control.statements import HOLDING
from mapper.records import Claim, DateRange

__all__ = ["counted_once"]

_SAME_TEXT = 30
"""Two claims with the same evidence of at least so many letters are one wire text."""

_Said = tuple[str | None, str, str]
"""Place, what is said of it, and of whom."""


def counted_once(
    claims: Sequence[Claim], say: NDArray[np.int64], sides: Sides, config: ControlConfig
) -> NDArray[np.float64]:
    """Weigh every claim by what was said before it: 1 if it is new, 0 if it is a copy.

    One voice is the cited source, else the outlet, else the document; it says the same when place,
    actor and days are the same and both put the actor in control, or both are of one kind. Sources
    of one side are fed by one press office: what another of them says of about the same days,
    within `echo_days`, as one that counts whole is its echo, and counts `echo`.

    Parameters
    ----------
    claims : sequence of Claim
        Of each place in the order of publication.
    say : array of int
        What each says, a :class:`~mapper.control.statements.Say`.
    sides : Sides
        Whose side sources are on.
    config : ControlConfig
        `echo` and `echo_days`.
    """
    seen: set[tuple[object, ...]] = set()
    told: dict[tuple[object, ...], list[DateRange]] = defaultdict(list)
    weights = np.ones(len(claims))
    for at, claim in enumerate(claims):
        said = _said(claim, int(say[at]))
        keys = _copy_keys(claim, said)
        if not seen.isdisjoint(keys):
            weights[at] = 0.0
        elif (side := sides.of_claim(claim)) is not None:
            weights[at] = _echo(claim, told[*said, side], config)
        seen.update(keys)
    return weights


def _said(claim: Claim, say: int) -> _Said:
    what = "in control" if say in HOLDING else claim.kind.value
    return claim.place.id, what, claim.actor


def _copy_keys(claim: Claim, said: _Said) -> list[tuple[object, ...]]:
    voice = claim.source or claim.outlet
    named = ("voice", fold(voice).text) if voice else ("doc", claim.doc)
    keys: list[tuple[object, ...]] = [(*said, claim.date, *named)]
    text = claim.evidence.text if claim.evidence else ""
    if len(text) >= _SAME_TEXT:
        keys.append((*said, "text", fold(text).text))
    return keys


def _echo(claim: Claim, told: list[DateRange], config: ControlConfig) -> float:
    """Weigh what a side says of some days by the days of which it has told the same before."""
    assert claim.date is not None
    if any(_days_apart(claim.date, before) <= config.echo_days for before in told):
        return config.echo
    told.append(claim.date)
    return 1.0


def _days_apart(one: DateRange, other: DateRange) -> int:
    return max(abs((one.earliest - other.earliest).days), abs((one.latest - other.latest).days))
