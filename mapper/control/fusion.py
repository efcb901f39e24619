"""The hidden Markov model of control: filter and smoother over all places at once.

On every day, with f the belief in the states of a place (a distribution) and π that of its
neighbours, weighted by exp(-d / near_km):

    fade      f ← 2^(-Δ/fade_days) · f, the rest to *nobody known*
    predict   f ← (1 - λ) f + λ π,        λ = hazard + hazard_surprised · (1 - exp(-h))
    pull      f(z) ← max(f(z), what a statement's kind makes likely before it is weighed)
    update    f ∝ f · Π P(statement | z)
    surprise  h ← h · exp(-Δ/hazard_days) - log Σ f P / max P, here and nearby

All steps but the update are of the form f' = (1 - r) f + q with one r a place, so the smoother
needs only f', r and the statements:

    γ(z) = f(z) · [ (1 - r) γ'(z)/f'(z) + 1 - (1 - r) Σ f γ'/f' ]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains
from mapper.control.likelihood import Pulls, Terms
from mapper.control.sites import NEVER, Edges

__all__ = ["QUIET_DAYS", "Model", "days_to_visit", "filtered", "smoothed"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

QUIET_DAYS = 10
"""Where nothing is said for long, the state is looked at so often, in days."""
_MOST_SURPRISED = 5.0
"""Nothing surprises more than this: 1 - exp(-5) is as good as 1."""
_MOST_PULLED = 0.9
_MOST_SAID = 50.0
"""A day's statements tell states apart by at most so many nats; more would round some to none."""
_TINY = 1e-30


@dataclass(frozen=True, slots=True)
class Model:
    """All that a pass over the days needs.

    `days` are ordinals, increasing; `asked` (places,) are the places to tell about even without a
    claim of their own.
    """

    chains: Chains
    terms: Terms
    pulls: Pulls
    edges: Edges
    asked: NDArray[np.bool_]
    days: Ints
    config: ControlConfig


def days_to_visit(spoken: Ints, config: ControlConfig) -> Ints:
    """Give the days to look at: those on which anything can change, and every tenth of the rest.

    After a day with statements neighbours draw on each other for `settle_days`; then what is known
    only fades, until it has faded below `likely` for certain.

    Examples
    --------
    >>> days = days_to_visit(np.array([700_000]), ControlConfig(settle_days=2))
    >>> days[:5].tolist()
    [700000, 700001, 700002, 700012, 700022]
    """
    if not len(spoken):
        return spoken
    some = np.unique(spoken)
    slowest = max(config.fade_days, config.siege_fade_days)
    tail = config.settle_days + int(slowest * np.log2(1 / config.likely)) + 2 * QUIET_DAYS
    near = np.arange(config.settle_days + 1)
    far = np.arange(config.settle_days, tail, QUIET_DAYS)
    gaps = np.diff(some, append=some[-1] + tail + 1)
    busy = [day + near[near < gap] for day, gap in zip(some, gaps, strict=True)]
    quiet = [day + far[far < gap] for day, gap in zip(some, gaps, strict=True)]
    return np.unique(np.concatenate([*busy, *quiet]))


@dataclass(slots=True)
class _Coupling:
    """The neighbours' belief: two sparse matrices, over places and over pairs, kept up to date."""

    model: Model
    places: Any = None
    pairs: Any = None
    edge_of: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    order: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    changes: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    total: Floats = field(default_factory=lambda: np.zeros(0))
    done: int = 0

    def __post_init__(self) -> None:
        from scipy.sparse import csr_array

        edges, chains = self.model.edges, self.model.chains
        n, p = len(chains.chain), chains.places
        to, source, self.edge_of = _shared_states(edges, chains)
        every = np.arange(len(edges.to))
        self.places = csr_array((every + 1.0, (edges.to, edges.source)), shape=(p, p))
        self.pairs = csr_array((np.arange(len(to)) + 1.0, (to, source)), shape=(n, n))
        self.order = self.places.data.astype(np.int64) - 1
        self.edge_of = self.edge_of[self.pairs.data.astype(np.int64) - 1]
        self.changes = np.unique(np.concatenate([edges.begins, edges.ends]))
        self._weigh(-1)

    def on(self, day: int) -> None:
        """Let edges begin and end up to `day`."""
        done = int(np.searchsorted(self.changes, day, "right"))
        if done != self.done:
            self.done = done
            self._weigh(day)

    def _weigh(self, day: int) -> None:
        edges = self.model.edges
        weight = np.where((edges.begins <= day) & (day < edges.ends), edges.weight, 0.0)
        self.places.data = weight[self.order]
        self.pairs.data = weight[self.edge_of]
        self.total = self.places.sum(axis=1)


def _shared_states(edges: Edges, chains: Chains) -> tuple[Ints, Ints, Ints]:
    """Give (pair of the hearer, pair of the heard, edge) for every actor that both know."""
    ends = np.append(chains.starts[1:], len(chains.chain))
    count = (ends - chains.starts)[edges.source] - 2
    edge = np.repeat(np.arange(len(count)), count)
    rank = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    heard = chains.starts[edges.source[edge]] + 2 + rank
    span = int(chains.state.max(initial=0)) + 3
    keys = chains.chain * span + chains.state + 2
    wanted = edges.to[edge] * span + chains.state[heard] + 2
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[at] == wanted
    return at[known], heard[known], edge[known]


@dataclass(slots=True)
class _State:
    """Where a pass is: beliefs f (N,); hazard, last day with evidence nearby and own (places,)."""

    f: Floats
    h: Floats
    heard: Ints
    said: Ints
    day: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A day: belief before and after its statements (N,), and what stayed of each chain (G,)."""

    before: Floats
    after: Floats
    stayed: Floats


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
    stayed = np.empty((count, len(chains.starts)), np.float32)
    belief = np.zeros(0)
    for at, step in enumerate(_steps(model)):
        before[at], stayed[at], belief = step.before, step.stayed, step.after
    cuts = np.searchsorted(model.terms.day, np.append(model.days, NEVER))
    for at in range(count - 1, -1, -1):
        yield belief
        if at:
            now = slice(cuts[at - 1], cuts[at])
            after = _weighed(before[at - 1].astype(np.float64), model, now)
            belief = _backward(chains, belief, after, before[at], stayed[at])


def _weighed(f: Floats, model: Model, now: slice) -> Floats:
    """Weigh the statements of a day again."""
    if now.start == now.stop:
        return f
    chains = model.chains
    weighed, spoken = _likely(f, model, now)
    total = np.maximum(chains.sums(weighed), 1e-300)
    after: Floats = np.where(spoken[chains.chain], weighed / total[chains.chain], f)
    return after


def _backward(
    chains: Chains,
    later: Floats,
    f: Floats,
    before: NDArray[np.float32],
    stayed: NDArray[np.float32],
) -> Floats:
    keep = stayed.astype(np.float64)
    ratio = np.divide(later, before, out=np.zeros_like(later), where=before > _TINY)
    moved = 1 - keep * chains.sums(f * ratio)
    belief = f * (keep[chains.chain] * ratio + np.maximum(moved, 0)[chains.chain])
    total = chains.sums(belief)
    sound = total > _TINY
    scale = np.where(sound, total, 1.0)
    result: Floats = np.where(sound[chains.chain], belief / scale[chains.chain], f)
    return result


def _steps(model: Model) -> Iterator[_Step]:
    chains, config = model.chains, model.config
    if not len(model.days):
        return
    coupling = _Coupling(model)
    terms = np.searchsorted(model.terms.day, np.append(model.days, NEVER))
    pulls = np.searchsorted(model.pulls.day, np.append(model.days, NEVER))
    f = np.zeros(len(chains.chain))
    f[chains.starts] = 1.0
    never = np.full(chains.places, -NEVER)
    state = _State(f, np.zeros(chains.places), never, never.copy(), int(model.days[0]))
    for at, day in enumerate(model.days.tolist()):
        stayed = _fade(state, chains, config, day - state.day)
        state.day = day
        if (state.heard >= day - config.settle_days).any():
            coupling.on(day)
            stayed *= _predict(state, model, coupling)
        stayed *= _pull(state, chains, model.pulls, slice(pulls[at], pulls[at + 1]))
        before = state.f
        if terms[at] < terms[at + 1]:
            coupling.on(day)
            _update(state, model, coupling, slice(terms[at], terms[at + 1]))
        yield _Step(before, state.f, stayed)


def _fade(state: _State, chains: Chains, config: ControlConfig, days: int) -> Floats:
    """Let age turn what was known into unknown; give how much stayed of each chain."""
    half_life = np.full(len(chains.starts), config.siege_fade_days)
    half_life[: chains.places] = config.fade_days
    stayed: Floats = 0.5 ** (days / half_life)
    state.f = state.f * stayed[chains.chain]
    state.f[chains.starts] += 1 - stayed
    state.h *= np.exp(-days / config.hazard_days)
    return stayed


def _predict(state: _State, model: Model, coupling: _Coupling) -> Floats:
    """Draw on the neighbours' belief where something was said lately; give how much stayed."""
    chains, config = model.chains, model.config
    hazard = np.zeros(len(chains.starts))
    hazard[: chains.places] = _hazard(state, model)
    fresh = np.zeros(len(chains.starts))
    fresh[: chains.places] = np.exp((state.said - state.day) / config.fresh_days)
    held = np.where(chains.holding, state.f, 0.0) * fresh[chains.chain]
    heard = np.ones(len(chains.starts))
    heard[: chains.places] = coupling.places @ chains.sums(held)[: chains.places]
    said = (coupling.pairs @ held) * (hazard * _voice(heard))[chains.chain]
    stayed: Floats = 1 - chains.sums(said)
    state.f = state.f * stayed[chains.chain] + said
    return stayed * _floor(state, chains, hazard > 0, config)


def _voice(weight: Floats) -> Floats:
    """Give the factor on neighbours of this summed weight: many are averaged, few say little."""
    factor: Floats = np.minimum(weight, 1.0) / np.maximum(weight, 1.0)
    return factor


def _floor(
    state: _State, chains: Chains, open_: NDArray[np.bool_], config: ControlConfig
) -> Floats:
    """Leave every state that was ever named a small chance; give how much stayed."""
    alive = (chains.holding & (state.f > 0)) | chains.contested
    alive &= open_[chains.chain]
    count = chains.sums(alive.astype(np.float64))
    small = np.where(alive, config.hazard_floor / np.maximum(count, 1)[chains.chain], 0.0)
    stayed: Floats = np.where(count > 0, 1 - config.hazard_floor, 1.0)
    state.f = state.f * stayed[chains.chain] + small
    return stayed


def _hazard(state: _State, model: Model) -> Floats:
    """Give the daily weight of the neighbours.

    A place nobody spoke of yet has only them if it was asked for, and else is left alone.
    """
    config = model.config
    hazard = config.hazard + config.hazard_surprised * (1 - np.exp(-state.h))
    silent = np.where(model.asked, config.hazard + config.hazard_surprised, 0.0)
    hazard = np.where(state.said > -NEVER, hazard, silent)
    recent = state.heard >= state.day - config.settle_days
    chosen: Floats = np.where(recent, hazard, 0.0)
    return chosen


def _pull(state: _State, chains: Chains, pulls: Pulls, now: slice) -> Floats:
    """Let statements speak for a change before they are weighed; give how much stayed."""
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


def _update(state: _State, model: Model, coupling: _Coupling, now: slice) -> None:
    """Weigh the statements of a day, and remember how much they surprise, here and nearby."""
    chains = model.chains
    weighed, spoken = _likely(state.f, model, now)
    total = np.maximum(chains.sums(weighed), 1e-300)
    surprise = _surprise(state.f, weighed, spoken, chains)
    state.f = np.where(spoken[chains.chain], weighed / total[chains.chain], state.f)
    near = coupling.places @ np.column_stack([surprise, spoken[: chains.places]])
    near[:, 0] *= _voice(coupling.total)
    state.h = np.minimum(state.h + surprise + near[:, 0], _MOST_SURPRISED)
    state.said[spoken[: chains.places]] = state.day
    state.heard[spoken[: chains.places] | (near[:, 1] > 0)] = state.day


def _likely(f: Floats, model: Model, now: slice) -> tuple[Floats, NDArray[np.bool_]]:
    """Multiply beliefs by likelihoods, scaled to 1 at best; say which chains are spoken of."""
    chains, terms = model.chains, model.terms
    log = np.bincount(terms.pair[now], terms.value[now], len(f)).astype(np.float64)
    spoken = np.zeros(len(chains.starts), dtype=bool)
    spoken[chains.chain[terms.pair[now]]] = True
    best = np.maximum.reduceat(log, chains.starts)
    spread = best - np.minimum.reduceat(log, chains.starts)
    scale = np.minimum(1.0, _MOST_SAID / np.maximum(spread, _MOST_SAID))
    weighed: Floats = f * np.exp((log - best[chains.chain]) * scale[chains.chain])
    return weighed, spoken


def _surprise(f: Floats, weighed: Floats, spoken: NDArray[np.bool_], chains: Chains) -> Floats:
    """Give how little was expected what is said of a place (places,); of an unknown one nothing."""
    first = chains.starts
    known, agrees = 1 - f[first], chains.sums(weighed) - weighed[first]
    told = spoken & (known > _TINY)
    ratio = np.where(told, np.maximum(agrees, 1e-300) / np.maximum(known, _TINY), 1.0)
    surprise: Floats = np.clip(-np.log(np.minimum(ratio, 1.0)), 0.0, _MOST_SURPRISED) * known
    return surprise[: chains.places]
