"""The hidden Markov model of control: filter and smoother over all places at once.

On every day, with f the belief in the states of a place (a distribution) and π that of its
neighbours, weighted by exp(-d / near_km):

    fade      f ← 2^(-Δ/fade_days) · f, the rest to *nobody known*
    predict   f(z) ← (1 - λ(z) Σ π) f(z) + π(z) Σ λ(z') f(z')
    pull      f(z) ← max(f(z), what a statement's kind makes likely before it is weighed)
    update    f ∝ f · Π P(statement | z)
    surprise  h ← h · exp(-Δ/hazard_days) - log Σ f P / max P, here and nearby

The rate λ is hazard + hazard_surprised · (1 - exp(-h)) for what is known of a place. While the
place was spoken of lately, *nobody known* goes at hazard + hazard_surprised: it is the chance that
the source was wrong, and neighbours tell who it is then. `hazard` itself, too, counts only then:
else what is said of neighbours, and is no news, would wear away what is known. After a loss a place
does not listen until somebody is named there.

All steps but the update keep a share k of each state and move the rest, wherever from, by one
distribution; k has two values a chain, for *nobody known* and for all others. So the smoother needs
only f', k and the statements:

    γ(z) = f(z) · [ k γ'(z)/f'(z) + (1 - k) m ],   m such that Σ γ = 1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains
from mapper.control.coupling import Coupling
from mapper.control.likelihood import Pulls
from mapper.control.model import Model
from mapper.control.sites import NEVER

__all__ = ["filtered", "smoothed"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_MOST_SURPRISED = 5.0
"""Nothing surprises more than this: 1 - exp(-5) is as good as 1."""
_MOST_PULLED = 0.9
"""A day's statements move a place at most so far before they are weighed."""
_MOST_SAID = 50.0
"""A day's statements tell states apart by at most so many nats; more would round some to none."""
_TINY = 1e-30
"""Less than this is rounding; nothing is divided by it."""


# ------------------------------------------------------------------------------- the two passes


def filtered(model: Model) -> Iterator[Floats]:
    """Yield the belief (N,) on each of the days, from what counts up to that day."""
    for step in _steps(model):
        yield step.after


def smoothed(model: Model) -> Iterator[Floats]:
    """Yield the belief (N,) on each of the days, from all statements; the last day comes first.

    The filter's beliefs are kept in single precision: 4 bytes a state and day.
    """
    count, chains = len(model.days), model.chains
    before = np.empty((count, len(chains.chain)), np.float32)
    kept = np.empty((count, 2, len(chains.starts)), np.float32)
    belief = np.zeros(0)
    for at, step in enumerate(_steps(model)):
        before[at], kept[at], belief = step.before, step.kept, step.after
    cuts = np.searchsorted(model.terms.day, np.append(model.days, NEVER))
    for at in range(count - 1, -1, -1):
        yield belief
        if at:
            said = _said_on(model, slice(cuts[at - 1], cuts[at]))
            after = said.weigh(before[at - 1].astype(np.float64))
            belief = _backward(chains, belief, after, before[at], kept[at])


def _backward(
    chains: Chains,
    later: Floats,
    f: Floats,
    before: NDArray[np.float32],
    kept: NDArray[np.float32],
) -> Floats:
    """Give the belief of a day from that of the next, by the formula at the top of this module."""
    keep = _per_pair(chains, kept.astype(np.float64))
    ratio = np.divide(later, before, out=np.zeros_like(later), where=before > _TINY)
    stays, leaves = f * keep * ratio, f * (1 - keep)
    moved = np.maximum(1 - chains.sums(stays), 0) / np.maximum(chains.sums(leaves), _TINY)
    belief = stays + leaves * moved[chains.chain]
    total = chains.sums(belief)
    sound = total > _TINY
    scale = np.where(sound, total, 1.0)
    result: Floats = np.where(sound[chains.chain], belief / scale[chains.chain], f)
    return result


def _per_pair(chains: Chains, kept: Floats) -> Floats:
    """Spread what each chain keeps, of *nobody known* and of all else (2, G), over its pairs."""
    pairs: Floats = kept[1][chains.chain]
    pairs[chains.starts] = kept[0]
    return pairs


# ---------------------------------------------------------------------------- the steps of a day


@dataclass(slots=True)
class _State:
    """Where a pass is: beliefs f (N,), and of every place (places,) how surprising its news were.

    `heard` and `said` are the last days with evidence nearby and of its own; `left` says that it
    was a loss.
    """

    f: Floats
    h: Floats
    heard: Ints
    said: Ints
    left: Flags
    day: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A day: belief before and after its statements (N,), and what was kept of each chain.

    `kept` (2, G): the shares of *nobody known* and of all other states that stayed.
    """

    before: Floats
    after: Floats
    kept: Floats


def _steps(model: Model) -> Iterator[_Step]:
    """Walk through the days."""
    if not len(model.days):
        return
    chains, coupling = model.chains, Coupling(model.edges, model.chains)
    terms = np.searchsorted(model.terms.day, np.append(model.days, NEVER))
    pulls = np.searchsorted(model.pulls.day, np.append(model.days, NEVER))
    state = _nothing_known(chains, int(model.days[0]))
    for at, day in enumerate(model.days.tolist()):
        kept = _fade(state, chains, model.config, day - state.day)
        state.day = day
        coupling.on(day)
        if (state.heard >= day - model.config.settle_days).any():
            kept *= _predict(state, model, coupling)
        kept *= _pull(state, chains, model.pulls, slice(pulls[at], pulls[at + 1]))
        before = state.f
        if terms[at] < terms[at + 1]:
            _update(state, model, coupling, slice(terms[at], terms[at + 1]))
        yield _Step(before, state.f, kept)


def _nothing_known(chains: Chains, day: int) -> _State:
    f = np.zeros(len(chains.chain))
    f[chains.starts] = 1.0
    never = np.full(chains.places, -NEVER)
    left = np.zeros(chains.places, dtype=bool)
    return _State(f, np.zeros(chains.places), never, never.copy(), left, day)


def _fade(state: _State, chains: Chains, config: ControlConfig, days: int) -> Floats:
    """Let age turn what was known into unknown; give what was kept (2, G)."""
    half_life = np.full(len(chains.starts), config.siege_fade_days)
    half_life[: chains.places] = config.fade_days
    stayed = 0.5 ** (days / half_life)
    state.f = state.f * stayed[chains.chain]
    state.f[chains.starts] += 1 - stayed
    state.h *= np.exp(-days / config.hazard_days)
    return np.stack([np.ones_like(stayed), stayed])


def _predict(state: _State, model: Model, coupling: Coupling) -> Floats:
    """Draw on the neighbours' belief where something was said lately; give what was kept (2, G)."""
    chains, config = model.chains, model.config
    rates = _rates(state, model)
    fresh = np.zeros(len(chains.starts))
    fresh[: chains.places] = np.exp((state.said - state.day) / config.fresh_days)
    held = np.where(chains.holding, state.f, 0.0) * fresh[chains.chain]
    voice = np.zeros(len(chains.starts))
    heard = coupling.over_places(chains.sums(held)[: chains.places])
    voice[: chains.places] = coupling.voice(heard)
    told = coupling.over_pairs(held) * voice[chains.chain]
    kept = 1 - rates * chains.sums(told)
    unknown = state.f[chains.starts]
    moves = rates[0] * unknown + rates[1] * (1 - unknown)
    state.f = state.f * _per_pair(chains, kept) + told * moves[chains.chain]
    return kept * _floor(state, chains, rates[0] > 0, config)


def _rates(state: _State, model: Model) -> Floats:
    """Give how much of what is unknown of a place, and of what is known, neighbours decide (2, G).

    A place that nobody has spoken of draws on them only if it was asked for (rule 14).
    """
    config, places = model.config, model.chains.places
    since = state.day - config.settle_days
    own = state.said >= since
    silent = model.asked & (state.said == -NEVER)
    news = np.where(state.said > -NEVER, 1 - np.exp(-state.h), 0.0)
    surprised = config.hazard_surprised * news
    whole = config.hazard + config.hazard_surprised
    listens = (state.heard >= since) & ~state.left
    rates = np.zeros((2, len(model.chains.starts)))
    rates[0, :places] = listens * np.where(own | silent, whole, surprised)
    rates[1, :places] = listens * (surprised + np.where(own, config.hazard, 0.0))
    return rates


def _floor(state: _State, chains: Chains, listens: Flags, config: ControlConfig) -> Floats:
    """Leave every state that was ever named a small chance; give how much stayed (G,)."""
    alive = (chains.holding & (state.f > 0)) | chains.contested
    alive &= listens[chains.chain]
    count = chains.sums(alive.astype(np.float64))
    small = np.where(alive, config.hazard_floor / np.maximum(count, 1)[chains.chain], 0.0)
    stayed: Floats = np.where(count > 0, 1 - config.hazard_floor, 1.0)
    state.f = state.f * stayed[chains.chain] + small
    return stayed


def _pull(state: _State, chains: Chains, pulls: Pulls, now: slice) -> Floats:
    """Let statements speak for a change before they are weighed; give how much stayed (G,)."""
    stayed = np.ones(len(chains.starts))
    if now.start == now.stop:
        return stayed
    pair, f = pulls.pair[now], state.f
    mix = np.maximum(0.0, pulls.least[now] - f[pair]) / np.maximum(1 - f[pair], _TINY)
    mix = mix * (1 - f[pulls.of[now]]) + pulls.part[now] * f[pulls.of[now]]
    mix = 1 - (1 - np.minimum(mix, 1.0) * pulls.weight[now]) ** pulls.share[now]
    pairs, which = np.unique(pair, return_inverse=True)
    most = np.zeros(len(pairs))
    np.maximum.at(most, which, mix)
    chain = chains.chain[pairs]
    total: Floats = np.bincount(chain, most, len(chains.starts)).astype(np.float64)
    scale = np.minimum(1.0, _MOST_PULLED / np.maximum(total, _TINY))
    stayed = 1 - total * scale
    state.f = f * stayed[chains.chain]
    state.f[pairs] += most * scale[chain]
    return stayed


# ------------------------------------------------------------------------ what is said on a day


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said on a day of c chains with m pairs together.

    `chain` (c,); `pairs` (m,), chain by chain; `starts` (c,) and `of` (m,): where chains begin
    among the pairs, and to which each belongs; `likely` (m,): all that is said, 1 at best.
    """

    chain: Ints
    pairs: Ints
    starts: Ints
    of: Ints
    likely: Floats

    def weigh(self, f: Floats) -> Floats:
        """Give the belief (N,) after what is said."""
        weighed = f[self.pairs] * self.likely
        total = np.maximum(self._sums(weighed), 1e-300)
        after = f.copy()
        after[self.pairs] = weighed / total[self.of]
        return after

    def expected(self, f: Floats) -> Floats:
        """Give how likely it was in the states known to each chain, on the average (c,)."""
        weighed, nobody = f[self.pairs] * self.likely, self.pairs[self.starts]
        known, agrees = 1 - f[nobody], self._sums(weighed) - weighed[self.starts]
        expected = np.divide(agrees, known, out=np.ones_like(known), where=known > _TINY)
        return np.clip(expected, _TINY, 1.0)

    def _sums(self, values: Floats) -> Floats:
        return np.bincount(self.of, values, len(self.chain)).astype(np.float64)


def _said_on(model: Model, now: slice) -> _Said:
    """Multiply the likelihoods of a day's statements; a chain has terms for all its pairs."""
    pairs, which = np.unique(model.terms.pair[now], return_inverse=True)
    log = np.bincount(which, model.terms.value[now], len(pairs)).astype(np.float64)
    chain, starts, of = np.unique(model.chains.chain[pairs], return_index=True, return_inverse=True)
    if not len(pairs):
        return _Said(chain, pairs, starts, of, log)
    best = np.maximum.reduceat(log, starts)
    spread = best - np.minimum.reduceat(log, starts)
    scale = np.minimum(1.0, _MOST_SAID / np.maximum(spread, _MOST_SAID))
    return _Said(chain, pairs, starts, of, np.exp((log - best[of]) * scale[of]))


def _update(state: _State, model: Model, coupling: Coupling, now: slice) -> None:
    """Weigh the statements of a day, and remember how much they surprise, here and nearby."""
    places, config = model.chains.places, model.config
    said = _said_on(model, now)
    holders = said.chain < places
    where = said.chain[holders]
    known = 1 - state.f[model.chains.starts[where]]
    surprise = np.zeros((places, 2))  # how much, and whether anything is said at all
    surprise[where, 0] = _surprise(said.expected(state.f)[holders], config) * known
    surprise[where, 1] = 1.0
    state.f = said.weigh(state.f)
    near = coupling.over_places(surprise)
    near[:, 0] *= coupling.voice()
    state.h = np.minimum(state.h + surprise[:, 0] + near[:, 0], _MOST_SURPRISED)
    state.said[where] = state.day
    state.left[where] = np.isin(where, model.left.get(state.day, ()))
    state.heard[(surprise[:, 1] > 0) | (near[:, 1] > 0)] = state.day


def _surprise(expected: Floats, config: ControlConfig) -> Floats:
    """Give the surprise in nats; what a neutral source could be wrong about is routine."""
    routine = -np.log(1 - config.wrong_neutral)
    surprise: Floats = np.clip(-np.log(expected) - routine, 0.0, _MOST_SURPRISED)
    return surprise
