"""The same inference from a part of what is said: by some sources, by one side, by some day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TypeVar

from gazetteer import fold
from mapper.control.sources import Sides, side_of
from mapper.records import Claim, Incident

__all__ = ["only_published_by", "only_side", "only_sources"]

Said = TypeVar("Said", Claim, Incident)


def only_published_by(claims: Iterable[Claim], day: dt.date) -> list[Claim]:
    """Keep the claims published on or before a day; one without a day was never published.

    >>> only_published_by([], dt.date(2017, 11, 10))
    []
    """
    return [claim for claim in claims if claim.published is not None and claim.published <= day]


def only_sources(claims: Iterable[Said], names: Collection[str]) -> list[Said]:
    """Keep the claims, or incidents, whose cited source or outlet is one of `names`, folded.

    A citation belongs to whom it cites: an outlet's name keeps what the outlet says in its own
    voice, and not what it has others say.

    >>> only_sources([], ["SANA"])
    []
    """
    kept, wanted = list(claims), {_key(name) for name in names}
    speakers = {claim.source or claim.outlet or "" for claim in kept}
    heard = {speaker for speaker in speakers if _key(speaker) in wanted}
    return [claim for claim in kept if (claim.source or claim.outlet or "") in heard]


def only_side(claims: Iterable[Said], side: str, *, sides: Sides | None = None) -> list[Said]:
    """Keep the claims, or incidents, of sources on a side; "neutral" for those on none.

    >>> only_side([], "SY.GOV")
    []
    """
    whose = sides or Sides()
    wanted = None if side == "neutral" else side_of(side)
    return [claim for claim in claims if whose.of_claim(claim) == wanted]


def _key(name: str) -> str:
    return " ".join(fold(name).text.split())
