"""From beliefs to spells: which state is shown at a place from which day to which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains, Part
from mapper.records import Status

__all__ = [
    "BESIEGED",
    "CONTESTED",
    "CONTROLLED",
    "STATUSES",
    "UNKNOWN",
    "Spells",
    "spells_of",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STATUSES = (Status.UNKNOWN, Status.CONTROLLED, Status.CONTESTED, Status.BESIEGED)
"""What may be shown of a place."""
UNKNOWN, CONTROLLED, CONTESTED, BESIEGED = range(len(STATUSES))

_ROUNDING = 1e-12
"""Sums of chances are that exact, and more."""


@dataclass(frozen=True, slots=True)
class Spells:
    """Runs of days with one answer, ordered by place and day; all arrays of equal length.

    `place`; `first` and `last`: indices of the days, both included; `status`: index into
    :data:`STATUSES`; `actor`, `against`: indices of actors, -1 for none; `confidence`: the chance
    on the last of the days that matter (see `spoken`), or else on the first day.
    """

    place: Ints
    first: Ints
    last: Ints
    status: Ints
    actor: Ints
    against: Ints
    confidence: Floats

    def take(self, which: NDArray[np.bool_] | Ints) -> Spells:
        """Keep some of the spells, in the order asked for."""
        return Spells(*(getattr(self, column.name)[which] for column in fields(self)))

    def joined(self, other: Spells) -> Spells:
        """Put the spells of another among these, by place and day."""
        pairs = ((getattr(self, c.name), getattr(other, c.name)) for c in fields(self))
        both = Spells(*(np.concatenate(pair) for pair in pairs))
        return both.take(np.lexsort((both.first, both.place)))


def spells_of(
    beliefs: Iterable[Floats],
    days: Ints,
    shown_from: Ints,
    chains: Chains,
    config: ControlConfig,
    *,
    spoken: tuple[Ints, Ints],
    woken: tuple[Ints, Ints],
    backwards: bool = False,
) -> Spells:
    """Read the answers off the beliefs of all days, and join equal ones.

    Parameters
    ----------
    beliefs : iterable of array, shape (N,)
        One a day, in the order of `days`, or from the last to the first if `backwards`.
    days : array of int
        Ordinals.
    shown_from : array of int, shape (places,)
        The first day on which a place is shown at all.
    spoken : (array of int, array of int)
        Days, increasing, and places: the days on which the confidence of a place is taken.
    woken : (array of int, array of int)
        The same: the days on which a new spell of what is contested begins.
    """
    order = range(len(days) - 1, -1, -1) if backwards else range(len(days))
    runs = _Runs(chains.places, latest_wins=not backwards)
    looks = _Looks(chains, config)
    asked_on = _by_day(_with_first(spoken, shown_from, days), days)
    woken_on = _by_day(woken, days)
    era = np.zeros(chains.places, dtype=bool)  # only its changes count, in either direction
    for at, belief in zip(order, beliefs, strict=True):
        era[woken_on[at + 1 if backwards else at]] ^= True
        looks.on(belief, asked_on[at])
        code = 2 * looks.code + (looks.contested & era)
        code = np.where(days[at] >= shown_from, code, -1)
        runs.add(at, code, looks, asked_on[at])
    return _decoded(runs.end(), _span(chains))


def _with_first(spoken: tuple[Ints, Ints], shown_from: Ints, days: Ints) -> tuple[Ints, Ints]:
    """Add the first of the days on which each place is shown; in the order of time."""
    at = np.searchsorted(days, shown_from)
    shown = np.flatnonzero(at < len(days))
    day, place = np.append(spoken[0], days[at[shown]]), np.append(spoken[1], shown)
    order = np.argsort(day, kind="stable")
    return day[order], place[order]


def _by_day(said: tuple[Ints, Ints], days: Ints) -> list[Ints]:
    """Give the places of each day, and of none after the last."""
    cuts = np.searchsorted(said[0], np.append(days, days[-1:] + 1))
    return [*np.split(said[1], cuts)[1:-1], said[1][:0]]


class _Looks:
    """What is shown of every place on one day: `code`, of status and actors, and `contested`.

    A place is looked at again once the belief in its states has moved so far that another answer
    may be due. `chance`: that of what is shown, when a place was looked at last.
    """

    def __init__(self, chains: Chains, config: ControlConfig) -> None:
        self._chains, self._config = chains, config
        self._belief = np.zeros(0)
        self._before = self._belief
        self._seen = np.zeros(len(chains.chain))
        self._room = np.zeros(len(chains.starts))
        self.code = np.zeros(chains.places, dtype=np.int64)
        self.chance = np.zeros(chains.places)
        self.contested = np.zeros(chains.places, dtype=bool)

    def on(self, belief: Floats, asked: Ints) -> None:
        """Look at the belief (N,) of the next day, and at some places in any case."""
        chains = self._chains
        self._before, self._belief = self._belief, belief
        due = chains.sums(np.abs(belief - self._seen)) + _ROUNDING >= self._room
        due[asked] = True
        which = np.flatnonzero(due)
        if len(which):
            view = _view(belief, np.unique(chains.place[which]), chains, self._config)
            self.code[view.places], self.chance[view.places] = view.code, view.chance
            self.contested[view.places] = view.contested
            self._room[view.part.chain] = view.room
            self._seen[view.part.pairs] = belief[view.part.pairs]

    def chance_before(self, places: Ints) -> Floats:
        """Give the chance of what was shown of some places on the day before."""
        return _view(self._before, places, self._chains, self._config).chance

    def chance_now(self, places: Ints) -> Floats:
        """Give the chance of what is shown of some places on the day."""
        return _view(self._belief, places, self._chains, self._config).chance


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What is likely enough to be shown of some places (c,) on a day.

    `code`, of status and actors; `chance` of it; `contested`; `part`: the chains of these places,
    those of sieges last; `room` of each chain: how far the belief in its states may move, all moves
    added up, before another answer is possible.
    """

    places: Ints
    part: Part
    code: Ints
    chance: Floats
    contested: NDArray[np.bool_]
    room: Floats


def _view(belief: Floats, places: Ints, chains: Chains, config: ControlConfig) -> _View:
    """Decide what is likely enough to be shown of some places."""
    count, siege = len(places), chains.siege_of[places]
    besieged = np.flatnonzero(siege >= 0)
    part = chains.part(np.concatenate([places, siege[besieged]]))
    state, first = chains.state[part.pairs], part.pairs[part.starts[:count]]
    held = np.where(state >= 0, belief[part.pairs], -1.0)
    best, one = _top(held, part)
    held[one] = -1.0
    second, two = _top(held, part)
    chances = _Chances(
        top=np.maximum(best[:count], 0.0),
        second=np.maximum(second[:count], 0.0),
        fights=belief[first + 1],
        nobody=belief[first],
    )
    contested = chances.contested(config)
    held_by = np.where(chances.top >= config.likely, CONTROLLED, UNKNOWN)
    status = np.where(contested, CONTESTED, held_by)
    actor = np.where(status > 0, state[one[:count]], -1)
    against = np.where(contested & (chances.second > 0), state[two[:count]], -1)
    chance = chances.of(status)
    _besiege(status, against, chance, actor, (besieged, best, state[one]), config)
    # who is likeliest shows only from `likely` on
    room = np.minimum(
        np.abs(best - config.likely), np.where(best >= config.likely, best - second, 1.0)
    )
    room[:count] = np.minimum(room[:count], chances.room(config))
    return _View(
        places=places,
        part=part,
        code=_encoded(status, actor, against, _span(chains)),
        chance=chance,
        contested=contested,
        room=room,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chances:
    """Of every place (places,) the chances of its two likeliest holders, of fighting, of nobody."""

    top: Floats
    second: Floats
    fights: Floats
    nobody: Floats

    def contested(self, config: ControlConfig) -> NDArray[np.bool_]:
        """Say where a place is contested.

        Where fighting is likely; where the second holder has the chance `disputed` and the first
        leads by less; or where no holder is likely though the place is not unknown, and fighting
        or a second holder have that chance.
        """
        fought = self.fights >= config.likely
        split = (self.top - self.second < config.disputed) & (self.second >= config.disputed)
        open_ = (1 - self.nobody >= config.likely) & (self.top < config.likely)
        open_ &= self.fights + self.second >= config.disputed
        contested: NDArray[np.bool_] = (fought | split | open_) & (self.top > 0)
        return contested

    def room(self, config: ControlConfig) -> Floats:
        """Give how far a place is from being contested; of one that is, nothing."""
        lead = self.top - self.second
        fought = config.likely - self.fights
        split = np.maximum(lead - config.disputed, config.disputed - self.second)
        doubt = config.likely - (1 - self.nobody)
        open_ = np.maximum(self.top - config.likely, config.disputed - self.fights - self.second)
        return np.minimum(np.minimum(fought, split), np.maximum(doubt, open_))

    def of(self, status: Ints) -> Floats:
        """Give the chance of what is shown.

        Of contested it is that of fighting, and twice that of the second holder: the part of the
        belief in which the two balance.
        """
        both = np.minimum(self.fights + 2 * self.second, 1.0)
        one = np.where(status == UNKNOWN, 1 - self.top, self.top)
        return np.asarray(np.where(status == CONTESTED, both, one))


def _besiege(
    status: Ints,
    against: Ints,
    chance: Floats,
    actor: Ints,
    top: tuple[Ints, Floats, Ints],
    config: ControlConfig,
) -> None:
    """Show a siege where one is likely, by another than the holder, and no fighting inside.

    `status`, `against` and `chance` are changed in place. `top`: the places with a chain of sieges
    (indices), and of all chains, theirs last, the chance of the likeliest state, and that state.
    """
    place = top[0]
    likely, besieger = top[1][len(status) :], top[2][len(status) :]
    shown = (likely >= config.likely) & (besieger != actor[place]) & (status[place] != CONTESTED)
    at = place[shown]
    status[at], against[at] = BESIEGED, besieger[shown]
    chance[at] = np.where(actor[at] >= 0, np.minimum(chance[at], likely[shown]), likely[shown])


def _top(values: Floats, part: Part) -> tuple[Floats, Ints]:
    """Give the largest value of each chain, and which of the values it is: the first of equals."""
    best = np.maximum.reduceat(values, part.starts)
    is_best = np.flatnonzero(values == best[part.of])
    return best, is_best[np.searchsorted(part.of[is_best], np.arange(len(best)))]


class _Runs:
    """Join equal answers of successive days; works in either direction of time."""

    def __init__(self, places: int, *, latest_wins: bool) -> None:
        self._code = np.full(places, -1)
        self._from = np.zeros(places, dtype=np.int64)
        self._to = 0
        self._chance = np.zeros(places)
        self._settled = np.zeros(places, dtype=bool)
        self._latest_wins = latest_wins
        self._done: list[tuple[Ints | Floats, ...]] = []

    def add(self, at: int, code: Ints, looks: _Looks, asked: Ints) -> None:
        """Take the answers of the day with index `at`, on which some places were asked for."""
        changed = np.flatnonzero(code != self._code)
        if len(changed):
            self._close(changed, looks.chance_before)
            self._code[changed] = code[changed]
            self._from[changed] = at
            self._settled[changed] = False
        open_ = asked[~self._settled[asked]]
        asked = np.append(changed, asked) if self._latest_wins else open_
        self._chance[asked] = looks.chance[asked]
        self._settled[asked] = True
        self._to, self._chance_now = at, looks.chance_now

    def _close(self, which: Ints, chance: Callable[[Ints], Floats]) -> None:
        which = which[self._code[which] >= 0]
        open_ = which[~self._settled[which]]
        if len(open_):
            self._chance[open_] = chance(open_)
        one, other = self._from[which], np.full(len(which), self._to)
        low, high = np.minimum(one, other), np.maximum(one, other)
        self._done.append((which, low, high, self._code[which], self._chance[which]))

    def end(self) -> tuple[Ints, Ints, Ints, Ints, Floats]:
        """Give (place, first, last, code, chance), ordered by place and day."""
        self._close(np.arange(len(self._code)), self._chance_now)
        columns = [np.concatenate(column) for column in zip(*self._done, strict=True)]
        order = np.lexsort((columns[1], columns[0]))
        place, first, last, code, chance = (column[order] for column in columns)
        return place, first, last, code, chance


def _span(chains: Chains) -> int:
    """Give how many actors there may be, nobody among them."""
    return int(chains.state.max(initial=0)) + 2


def _encoded(status: Ints, actor: Ints, against: Ints, span: int) -> Ints:
    return np.asarray((status * span + actor + 1) * span + against + 1)


def _decoded(runs: tuple[Ints, Ints, Ints, Ints, Floats], span: int) -> Spells:
    place, first, last, code, chance = runs
    code = code // 2  # without the era
    rest, against = code // span, code % span - 1
    status, actor = rest // span, rest % span - 1
    return Spells(place, first, last, status, actor, against, chance)
