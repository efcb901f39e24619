"""Who did it where a sentence names nobody: "after the liberation of P", "the besieged P".

U1  a liberator is who else the document says liberated something
U2  else who usually is in the place's country, where one is (actors.toml, `usual`)
U3  else whom the document names most often of those who may be called liberators there
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from mapper.records import Claim, Modality
from mapper.vocabulary import load_table

__all__ = ["NOBODY", "Unsaid", "may_be"]

NOBODY = "OTHER:"
"""Stands for the actor while the document is being read; no finished claim has it."""


@dataclass(slots=True)
class Unsaid:
    """The claims of a document; those without an actor wait for the end of it."""

    found: list[tuple[Claim, str | None]] = field(default_factory=list)

    def add(self, claim: Claim, *, by: str | None) -> None:
        """Take a claim; `by` is what its words call who did it."""
        self.found.append((claim, by))

    def claims(self, named: Mapping[str, int], *, country: str | None = None) -> list[Claim]:
        """Give all claims whose actor is known or can be told, in the order they came.

        Parameters
        ----------
        named : mapping of str to int
            How often the document names each actor.
        country : str, optional
            The country that the document is about, for places that are nowhere.
        """
        said = _said(self.found)
        told = (_told(claim, by, said, named, country) for claim, by in self.found)
        return [claim for claim in told if claim is not None]


def _said(found: Iterable[tuple[Claim, str | None]]) -> Mapping[str, Counter[str]]:
    """Count who is named for each `by`."""
    said: dict[str, Counter[str]] = {}
    for claim, by in found:
        if by is not None and claim.actor != NOBODY and claim.modality is not Modality.DENIED:
            said.setdefault(by, Counter())[claim.actor] += 1
    return said


def _told(
    claim: Claim,
    by: str | None,
    said: Mapping[str, Counter[str]],
    named: Mapping[str, int],
    country: str | None,
) -> Claim | None:
    if claim.actor != NOBODY:
        return claim
    actor = _actor(claim, (by or "", claim.place.country or country or ""), said, named)
    if actor is None:
        return None
    taken_from = None if claim.from_actor == actor else claim.from_actor
    return replace(claim, actor=actor, from_actor=taken_from, id="")


def _actor(
    claim: Claim,
    key: tuple[str, str],
    said: Mapping[str, Counter[str]],
    named: Mapping[str, int],
) -> str | None:
    rule = _rules().get(key)
    if rule is None:
        return None
    likely = rule["among"]
    usual = [rule["usual"]] if "usual" in rule else []
    told = [*_within(said.get(key[0], {}), likely, claim), *usual, *_within(named, likely, claim)]
    return next((actor for actor in told if actor != claim.from_actor), None)


def _within(counts: Mapping[str, int], likely: Sequence[str], claim: Claim) -> list[str]:
    """Give those of the likely who were counted, the most frequent first."""
    here = [a for a in likely if counts.get(a) and a != claim.from_actor]
    return sorted(here, key=lambda a: -counts[a])


def may_be(by: str, actor: str, country: str | None) -> bool:
    """Say whether an actor may be called so in a country; of other countries all may.

    >>> may_be("liberator", "IS", "IQ"), may_be("liberator", "PESH", "IQ")
    (False, True)
    """
    rule = _rules().get((by, country or ""))
    return rule is None or actor in rule["among"]


@cache
def _rules() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    rows = load_table("actors")["unsaid"]
    return {(row["by"], row["country"]): row for row in rows}
