"""People decide last: what they decided about claims, applied to what the machine extracted.

Decisions are kept as a list that only grows. The latest about a claim stands:

D1  A rejected claim says nothing.
D2  A corrected claim says what the correction says, and the rest as it did.
D3  An accepted or corrected claim is read for certain: its confidence is 1.
D4  A reopened claim stands as it was extracted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from mapper.records import Claim, Decision, Verdict

__all__ = ["CORRECTED", "decided", "joined_decisions", "standing_decisions"]

CORRECTED = "decision"
"""The rule of a claim that a person corrected."""


def joined_decisions(*lists: Iterable[Decision]) -> tuple[Decision, ...]:
    """Join lists of decisions, each once, in the order of time.

    >>> joined_decisions([], [])
    ()
    """
    every = dict.fromkeys(decision for one in lists for decision in one)
    return tuple(sorted(every, key=lambda decision: decision.at))


def standing_decisions(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """Give the decision that stands about each claim, by the claim's id.

    >>> standing_decisions([])
    {}
    """
    latest = {decision.claim: decision for decision in joined_decisions(decisions)}
    return {name: d for name, d in latest.items() if d.verdict is not Verdict.REOPEN}


def decided(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """Give the claims as people decided about them, in their order and with their ids.

    Parameters
    ----------
    claims : iterable of Claim
        As extracted.
    decisions : iterable of Decision
        In any order; those about other claims change nothing.

    Returns
    -------
    list of Claim
        Without the rejected ones.

    >>> decided([], [])
    []
    """
    standing = standing_decisions(decisions)
    judged = (_judged(claim, standing.get(claim.id)) for claim in claims)
    return [claim for claim in judged if claim is not None]


def _judged(claim: Claim, decision: Decision | None) -> Claim | None:
    if decision is None:
        return claim
    if decision.verdict is Verdict.REJECT:
        return None
    changes: dict[str, Any] = {"confidence": 1.0}
    if decision.verdict is Verdict.CORRECT:
        names = ("kind", "actor", "place")
        changes |= {name: getattr(decision, name) for name in names if getattr(decision, name)}
        changes["rule"] = CORRECTED
        if changes.get("actor", claim.actor) == claim.from_actor:
            changes["from_actor"] = None
    return dataclasses.replace(claim, **changes)
