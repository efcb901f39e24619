"""What is said on each day, put together for all days at once: walking through them is then quick.

Of what is said, a day has one likelihood a pair; of what it speaks for, the pairs it pulls to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.control.chains import Chains, Part
from mapper.control.likelihood import Pulls, Terms

__all__ = ["Pulled", "Said", "pulled_by_day", "said_by_day"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_MOST_SAID = 50.0
"""A day's statements tell states apart by at most so many nats; more would round some to none."""
_MOST_PULLED = 0.9
"""A day's statements move a place at most so far before they are weighed."""
_TINY = 1e-30
"""Less than this is rounding; nothing is divided by it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The chains of which something is said on a day, with all their pairs.

    `likely` (m,): how likely all that is said is in the state of each pair, 1 at best.
    """

    part: Part
    likely: Floats

    def weigh(self, f: Floats) -> Floats:
        """Give the belief (N,) after what is said."""
        weighed = f[self.part.pairs] * self.likely
        total = np.maximum(self.part.sums(weighed), 1e-300)
        after = f.copy()
        after[self.part.pairs] = weighed / total[self.part.of]
        return after

    def expected(self, f: Floats) -> Floats:
        """Give how likely it was in the states known to each chain, on the average (c,)."""
        part, weighed = self.part, f[self.part.pairs] * self.likely
        known = 1 - f[part.pairs[part.starts]]
        agrees = part.sums(weighed) - weighed[part.starts]
        expected = np.divide(agrees, known, out=np.ones_like(known), where=known > _TINY)
        return np.clip(expected, _TINY, 1.0)


@dataclass(frozen=True, slots=True)
class Pulled:
    """The pairs that statements of a day speak for, and the statements (rows of `pulls`).

    `which` gives the pair of each row, an index into those of `part`.
    """

    part: Part
    pulls: Pulls
    rows: slice
    which: Ints

    def shares(self, f: Floats) -> tuple[Floats, Floats]:
        """Give what each pair (m,) is given of its chain, and what of each chain (c,) stays."""
        pulls, rows = self.pulls, self.rows
        now, rest = f[pulls.pair[rows]], f[pulls.of[rows]]
        mix = np.maximum(0.0, pulls.least[rows] - now) / np.maximum(1 - now, _TINY)
        mix = mix * (1 - rest) + pulls.part[rows] * rest
        mix = 1 - (1 - np.minimum(mix, 1.0) * pulls.weight[rows]) ** pulls.share[rows]
        most = np.zeros(len(self.part.pairs))
        np.maximum.at(most, self.which, mix)
        total = self.part.sums(most)
        scale = np.minimum(1.0, _MOST_PULLED / np.maximum(total, _TINY))
        return most * scale[self.part.of], 1 - total * scale


def said_by_day(terms: Terms, days: Ints, chains: Chains) -> list[Said | None]:
    """Multiply the likelihoods of each day's statements; None on a day without any.

    A chain has terms for all its pairs.
    """
    parts = _Parts(terms.day, terms.pair, days, chains)
    log = np.bincount(parts.which, terms.value, len(parts.pairs)).astype(np.float64)
    if not len(log):
        return [None] * len(days)
    best = np.maximum.reduceat(log, parts.starts)
    spread = best - np.minimum.reduceat(log, parts.starts)
    scale = np.minimum(1.0, _MOST_SAID / np.maximum(spread, _MOST_SAID))
    likely = np.exp((log - best[parts.of]) * scale[parts.of])
    slices = [parts.slice(at) for at in range(len(days))]
    return [
        Said(parts.on(at), likely[now]) if now.start < now.stop else None
        for at, now in enumerate(slices)
    ]


def pulled_by_day(pulls: Pulls, days: Ints, chains: Chains) -> list[Pulled | None]:
    """Find the pairs that each day's statements speak for; None on a day without any."""
    parts = _Parts(pulls.day, pulls.pair, days, chains)
    cuts = np.searchsorted(pulls.day, np.append(days, days[-1:] + 1)).tolist()
    rows = [slice(cuts[at], cuts[at + 1]) for at in range(len(days))]
    return [
        Pulled(parts.on(at), pulls, now, parts.which[now] - parts.slice(at).start)
        if now.start < now.stop
        else None
        for at, now in enumerate(rows)
    ]


class _Parts:
    """The pairs of each day and their chains: `pairs`, `starts`, `of` as in a part, day after day.

    `which` gives the place of each entry among `pairs`.
    """

    def __init__(self, day: Ints, pair: Ints, days: Ints, chains: Chains) -> None:
        many, every = len(chains.chain), np.arange(len(days) + 1)
        keys, self.which = np.unique(np.searchsorted(days, day) * many + pair, return_inverse=True)
        at, self.pairs = np.divmod(keys, many)
        chain = chains.chain[self.pairs]
        begins = (np.diff(at, prepend=-1) != 0) | (np.diff(chain, prepend=-1) != 0)
        self.starts, self.of = np.flatnonzero(begins), np.cumsum(begins) - 1
        self._chain = chain[self.starts]
        self._pair_cuts = np.searchsorted(at, every).tolist()
        self._chain_cuts = np.searchsorted(at[self.starts], every).tolist()

    def slice(self, at: int) -> slice:
        """Give where the pairs of a day stand."""
        return slice(self._pair_cuts[at], self._pair_cuts[at + 1])

    def on(self, at: int) -> Part:
        """Give the chains and pairs of a day."""
        pairs, first = self.slice(at), self._chain_cuts[at]
        chains = slice(first, self._chain_cuts[at + 1])
        return Part(
            self._chain[chains],
            self.pairs[pairs],
            self.starts[chains] - pairs.start,
            self.of[pairs] - first,
        )
