"""How sure a claim is: the share of claims of its features that readers found right.

A logistic model over what the grammar knows of a claim: its rule, the form of its trigger, and how
it came by its place and its actor. Weights are in vocabulary/confidence.toml;
benchmarks/confidence.py fits them to annotated articles and prints how well what is said agrees
with what is right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import cache

from mapper.claims.draft import Draft
from mapper.claims.scene import Scene
from mapper.vocabulary import load_table

__all__ = ["confidence_of", "features_of"]


def features_of(draft: Draft, scene: Scene, *, cited: bool, clash: bool) -> frozenset[str]:
    """Name what is known of a draft that tells right from wrong.

    Parameters
    ----------
    draft : Draft
        The claim before it is one.
    scene : Scene
        Its sentence.
    cited : bool
        Whether somebody is cited for it.
    clash : bool
        Whether its date and its weekday contradict each other.
    """
    place = draft.place
    features = {
        "background": draft.background,
        "cited": cited,
        "date clash": clash,
        "headline": scene.headline,
        "part": place.part is not None,
        "pointed back": place.anaphor,
        "listed": place.joined,
        "unresolved": not place.mention.place.resolved,
        "actor unsaid": draft.actor is None,
        "weak licence": draft.licence < _SURE,
    }
    named = {name for name, holds in features.items() if holds}
    return frozenset({draft.rule, f"form {draft.trigger.form}", *named})


_SURE = 0.75
"""Licences below this are by an agent or a headline alone; see reading.py."""


def confidence_of(features: Collection[str]) -> float:
    """Give the probability, 0 to 1, that a claim with these features is right.

    >>> 0.0 < confidence_of({"R1-gain", "form past"}) < 1.0
    True
    >>> confidence_of({"R1-gain", "pointed back"}) < confidence_of({"R1-gain"})
    True
    """
    weights = _weights()
    score = weights["always"] + sum(weights.get(feature, 0.0) for feature in features)
    return round(1.0 / (1.0 + math.exp(-score)), 3)


@cache
def _weights() -> Mapping[str, float]:
    table = load_table("confidence")
    return {**table["weights"], **table["judged"]}
