"""A project as some of its sources tell it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from mapper.control import only_side, only_sources
from mapper.pipeline import infer_anew
from mapper.records import Claim, Incident
from mapper.store import Project

__all__ = ["NEUTRAL", "Perspective", "heard", "seen_by", "speaker_of"]

Said = TypeVar("Said", Claim, Incident)

NEUTRAL = "neutral"
"""The side of sources that have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """By whose word: some sources, the sources of one side, or (by default) everybody.

    `sources` are speakers as :func:`speaker_of` gives them; `side` is a side or :data:`NEUTRAL`.
    Where both are given, a source must be one of them and on that side.
    """

    sources: tuple[str, ...] = ()
    side: str | None = None

    @property
    def everybody(self) -> bool:
        """Whether all sources are heard."""
        return not self.sources and self.side is None


def speaker_of(claim: Claim) -> str:
    """Give who speaks: the cited source, else the outlet, else the empty string."""
    return claim.source or claim.outlet or ""


def seen_by(project: Project, perspective: Perspective) -> Project:
    """Keep the claims and incidents of a perspective, and infer control from these claims alone.

    Parameters
    ----------
    project : Project
        The whole project; it is given back as it is where everybody is heard.
    perspective : Perspective
        Whose claims count; see :func:`mapper.control.only_sources` and
        :func:`mapper.control.only_side`.

    Examples
    --------
    >>> seen_by(Project(), Perspective(side="SY.GOV")).claims
    ()
    """
    if perspective.everybody:
        return project
    claims = heard(project.claims, perspective)
    incidents = heard(project.incidents, perspective)
    return infer_anew(dataclasses.replace(project, claims=claims, incidents=incidents))


def heard(claims: Iterable[Said], perspective: Perspective) -> tuple[Said, ...]:
    """Keep the claims, or incidents, of a perspective, in their order.

    >>> heard([], Perspective())
    ()
    """
    kept = list(claims)
    if perspective.sources:
        kept = only_sources(kept, perspective.sources)
    if perspective.side is not None:
        kept = only_side(kept, perspective.side)
    return tuple(kept)
