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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains, Part
from mapper.control.coupling import Coupling, Listeners, voice
from mapper.control.model import Model
from mapper.control.news import Pulled, Said, pulled_by_day, said_by_day
from mapper.control.sites import NEVER

__all__ = ["filtered", "smoothed"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TOGETHER = 20
"""So many days are gone through with the same listeners; more would carry many that are silent."""
_MOST_SURPRISED = 5.0
"""Nothing surprises more than this: 1 - exp(-5) is as good as 1."""
_TINY = 1e-30
"""Less than this is rounding; nothing is divided by it."""


# ------------------------------------------------------------------------------- the two passes


def filtered(model: Model) -> Iterator[Floats]:
    """Yield the belief (N,) on each of the days, from what counts up to that day."""
    for step in _steps(model, said_by_day(model.terms, model.days, model.chains)):
        yield step.after


def smoothed(model: Model) -> Iterator[Floats]:
    """Yield the belief (N,) on each of the days, from all statements; the last day comes first.

    The filter's beliefs are kept in single precision: 4 bytes a state and day.
    """
    chains, days = model.chains, model.days
    said = said_by_day(model.terms, days, chains)
    before = np.empty((len(days), len(chains.chain)), np.float32)
    moved: list[_Moved] = []
    belief = np.zeros(0)
    for at, step in enumerate(_steps(model, said)):
        before[at], belief = step.before, step.after
        moved.append(step.moved)
    fading = _Fading(chains, model.config)
    for at in range(len(days) - 1, -1, -1):
        yield belief
        if at:
            fade = fading.over(int(days[at] - days[at - 1]))
            f, spoken = before[at - 1].astype(np.float64), said[at - 1]
            f = f if spoken is None else spoken.weigh(f)
            belief = _backward(chains, belief, f, before[at].astype(np.float64), moved[at], fade)


def _backward(
    chains: Chains, later: Floats, f: Floats, before: Floats, moved: _Moved, fade: _Fade
) -> Floats:
    """Give the belief of a day from that of the next, by the formula at the top of this module.

    Where only age moved a chain, that is γ(z) = γ'(z) + (1 - k) f(z) γ'(nobody) / f'(nobody).
    """
    nobody = chains.starts
    doubt = later[nobody] / before[nobody]  # never 0 once a day has faded
    belief: Floats = later + f * fade.lost * doubt[chains.chain]
    belief[nobody] = f[nobody] * doubt
    if len(moved.part.chain):
        pairs = moved.part.pairs
        belief[pairs] = _moved_back(moved, later[pairs], f[pairs], before[pairs])
    return belief


def _moved_back(moved: _Moved, later: Floats, f: Floats, before: Floats) -> Floats:
    """Give the belief of a day in the chains that more than age moved."""
    part, keep = moved.part, _per_pair(moved.part, moved.kept.astype(np.float64))
    stays, leaves = f * keep * _ratio(later, before), f * (1 - keep)
    share = np.maximum(1 - part.sums(stays), 0) / np.maximum(part.sums(leaves), _TINY)
    belief = stays + leaves * share[part.of]
    total = part.sums(belief)
    sound = total > _TINY
    scale = np.where(sound, total, 1.0)
    result: Floats = np.where(sound[part.of], belief / scale[part.of], f)
    return result


def _ratio(later: Floats, before: Floats) -> Floats:
    """Give γ'/f', and 0 where nothing was believed."""
    ratio: Floats = np.divide(later, before, out=np.zeros_like(later), where=before > _TINY)
    return ratio


def _per_pair(part: Part, kept: Floats) -> Floats:
    """Spread what each chain keeps, of *nobody known* and of all else (2, c), over its pairs."""
    pairs: Floats = kept[1][part.of]
    pairs[part.starts] = kept[0]
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
class _Moved:
    """Chains that more than age may have moved on a day, and what was kept of each.

    `kept` (2, c): the shares of *nobody known* and of all other states that stayed.
    """

    part: Part
    kept: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Step:
    """A day: belief before and after its statements (N,), and what moved besides."""

    before: Floats
    after: Floats
    moved: _Moved


def _steps(model: Model, said: Sequence[Said | None]) -> Iterator[_Step]:
    """Walk through the days, some at a time: in these only a part of the places can listen."""
    if not len(model.days):
        return
    chains, coupling = model.chains, Coupling(model.edges, model.chains)
    pulled = pulled_by_day(model.pulls, model.days, chains)
    fading = _Fading(chains, model.config)
    state = _nothing_known(chains, int(model.days[0]))
    for first in range(0, len(model.days), _TOGETHER):
        now = slice(first, first + _TOGETHER)
        days: list[int] = model.days[now].tolist()
        listeners = _listeners(state, coupling, model, range(days[0], days[-1] + 1), said[now])
        for day, spoken, pull in zip(days, said[now], pulled[now], strict=True):
            fade = fading.over(day - state.day)
            state.f, state.h, state.day = fade.of(state.f), state.h * fade.calm, day
            listeners.on(day)
            kept = fade.kept[:, listeners.part.chain] * _predict(state, model, listeners)
            if pull is not None:
                kept *= _pull(state, listeners, pull)
            before = state.f
            if spoken is not None:
                _update(state, model, listeners, spoken)
            moved = _Moved(listeners.part, kept.astype(np.float32))
            yield _Step(before, state.f, moved)


def _listeners(
    state: _State, coupling: Coupling, model: Model, days: range, said: Sequence[Said | None]
) -> Listeners:
    """Give the places that were spoken of lately, here or nearby, or will be on the next days."""
    chains = [spoken.part.chain for spoken in said if spoken is not None]
    spoken = np.unique(np.concatenate(chains)) if chains else np.zeros(0, np.int64)
    spoken = np.unique(model.chains.place[spoken])
    lately = np.flatnonzero(state.heard >= days.start - model.config.settle_days)
    some = np.concatenate([spoken, coupling.hearers(spoken), lately])
    return Listeners(np.unique(some), coupling, days)


def _nothing_known(chains: Chains, day: int) -> _State:
    f = np.zeros(len(chains.chain))
    f[chains.starts] = 1.0
    never = np.full(chains.places, -NEVER)
    left = np.zeros(chains.places, dtype=bool)
    return _State(f, np.zeros(chains.places), never, never.copy(), left, day)


@dataclass(frozen=True, slots=True)
class _Fade:
    """How age turns what was known into unknown, in some days.

    `stayed`, `gained`, `lost` (N,): what is kept of each pair, added to it, and taken off it;
    `kept` (2, G): what stays of *nobody known* and of all else; `calm`: what stays of surprise.
    """

    stayed: Floats
    gained: Floats
    lost: Floats
    kept: Floats
    calm: float

    def of(self, f: Floats) -> Floats:
        """Give the belief (N,) after these days."""
        return f * self.stayed + self.gained


class _Fading:
    """The fades of one pass, each made once."""

    def __init__(self, chains: Chains, config: ControlConfig) -> None:
        self._chains, self._config = chains, config
        self._made: dict[int, _Fade] = {}

    def over(self, days: int) -> _Fade:
        """Give how so many days fade."""
        if days not in self._made:
            self._made[days] = self._fade(days)
        return self._made[days]

    def _fade(self, days: int) -> _Fade:
        chains, config = self._chains, self._config
        half_life = np.full(len(chains.starts), config.siege_fade_days)
        half_life[: chains.places] = config.fade_days
        stayed = 0.5 ** (days / half_life)
        pairs, gained = stayed[chains.chain], np.zeros(len(chains.chain))
        gained[chains.starts] = 1 - stayed
        kept = np.stack([np.ones_like(stayed), stayed])
        return _Fade(pairs, gained, 1 - pairs, kept, float(np.exp(-days / config.hazard_days)))


def _predict(state: _State, model: Model, listeners: Listeners) -> Floats:
    """Draw on the neighbours' belief where something was said lately; give what was kept (2, c)."""
    config, part, count = model.config, listeners.part, len(listeners.places)
    rates = _rates(state, model, listeners)
    heard, told = listeners.told(state.f, np.exp((state.said - state.day) / config.fresh_days))
    loud = np.zeros(len(part.chain))
    loud[:count] = voice(heard)
    told *= loud[part.of]
    kept = 1 - rates * part.sums(told)
    f = state.f[part.pairs]
    unknown = f[part.starts]
    moves = rates[0] * unknown + rates[1] * (1 - unknown)
    f = f * _per_pair(part, kept) + told * moves[part.of]
    stayed, small = _floor(f, model, part, rates[0] > 0)
    state.f[part.pairs] = f * stayed[part.of] + small
    return kept * stayed


def _rates(state: _State, model: Model, listeners: Listeners) -> Floats:
    """Give how much of what is unknown of places, and of what is known, neighbours decide (2, c).

    A place that nobody has spoken of draws on them only if it was asked for (rule 14).
    """
    config, since, places = model.config, state.day - model.config.settle_days, listeners.places
    said = state.said[places]
    own, never = said >= since, said == -NEVER
    news = (1 - np.exp(-state.h[places])) * ~never
    listens = (state.heard[places] >= since) & ~state.left[places]
    surprised = config.hazard_surprised * news * listens
    rates = np.zeros((2, len(listeners.part.chain)))
    rates[1, : len(places)] = surprised + config.hazard * (own & listens)
    surprised[listens & (own | (never & model.asked[places]))] = (
        config.hazard + config.hazard_surprised
    )
    rates[0, : len(places)] = surprised
    return rates


def _floor(f: Floats, model: Model, part: Part, listens: Flags) -> tuple[Floats, Floats]:
    """Leave every state that was ever named a small chance: what stays (c,), what is added (m,)."""
    chains, floor = model.chains, model.config.hazard_floor
    alive = (chains.holding[part.pairs] & (f > 0)) | chains.contested[part.pairs]
    alive &= listens[part.of]
    small = floor / np.maximum(part.sums(alive.astype(np.float64)), 1)
    return np.where(listens, 1 - floor, 1.0), np.where(alive, small[part.of], 0.0)


def _pull(state: _State, listeners: Listeners, pull: Pulled) -> Floats:
    """Let statements speak for a change before they are weighed; give how much stayed (c,)."""
    part, stayed = listeners.part, np.ones(len(listeners.part.chain))
    given, stayed[listeners.local[pull.part.chain]] = pull.shares(state.f)
    state.f[part.pairs] *= stayed[part.of]
    state.f[pull.part.pairs] += given
    return stayed


def _update(state: _State, model: Model, listeners: Listeners, said: Said) -> None:
    """Weigh the statements of a day, and remember how much they surprise, here and nearby."""
    count, config, places = model.chains.places, model.config, listeners.places
    holders = said.part.chain < count
    where = said.part.chain[holders]
    known = 1 - state.f[model.chains.starts[where]]
    surprise, spoken = np.zeros(count), np.zeros(count)
    surprise[where] = _surprise(said.expected(state.f)[holders], config) * known
    spoken[where] = 1.0
    state.f = said.weigh(state.f)
    near = listeners.over_places(surprise) * listeners.loud
    state.h[places] = np.minimum(state.h[places] + surprise[places] + near, _MOST_SURPRISED)
    state.said[where] = state.day
    state.left[where] = np.isin(where, model.left.get(state.day, ()))
    state.heard[where] = state.day
    state.heard[places[listeners.over_places(spoken) > 0]] = state.day


def _surprise(expected: Floats, config: ControlConfig) -> Floats:
    """Give the surprise in nats; what a neutral source could be wrong about is routine."""
    routine = -np.log(1 - config.wrong_neutral)
    surprise: Floats = np.clip(-np.log(expected) - routine, 0.0, _MOST_SURPRISED)
    return surprise
