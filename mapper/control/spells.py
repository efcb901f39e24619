"""From beliefs to spells: which state is shown at a place from which day to which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import Chains
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


@dataclass(frozen=True, slots=True)
class _Answers:
    """What is shown of every place on one day, as a code of status and actors, with its chance."""

    code: Ints
    chance: Floats
    contested: NDArray[np.bool_]


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
    order = range(len(days))
    runs = _Runs(chains.places, latest_wins=not backwards)
    spoken_on, woken_on = _by_day(spoken, days), _by_day(woken, days)
    era = np.zeros(chains.places, dtype=bool)  # only its changes count, in either direction
    for at, belief in zip(reversed(order) if backwards else order, beliefs, strict=True):
        era[woken_on[at + 1 if backwards else at]] ^= True
        answers = _answers(belief, chains, config)
        code = 2 * answers.code + (answers.contested & era)
        code = np.where(days[at] >= shown_from, code, -1)
        runs.add(at, code, answers.chance, spoken_on[at])
    return _decoded(runs.end(), _span(chains))


def _by_day(said: tuple[Ints, Ints], days: Ints) -> list[Ints]:
    """Give the places of each day, and of none after the last."""
    cuts = np.searchsorted(said[0], np.append(days, days[-1:] + 1))
    return [*np.split(said[1], cuts)[1:-1], said[1][:0]]


def _answers(belief: Floats, chains: Chains, config: ControlConfig) -> _Answers:
    """Decide what is likely enough to be shown, of every place."""
    p, first = chains.places, chains.starts[: chains.places]
    held = np.where(chains.state >= 0, belief, -1.0)
    best, one = _top(held, chains)
    second, two = _top(np.where(one[chains.chain] == np.arange(len(held)), -1.0, held), chains)
    chances = _Chances(
        top=np.maximum(best[:p], 0.0),
        second=np.maximum(second[:p], 0.0),
        fights=belief[first + 1],
        nobody=belief[first],
    )
    contested = chances.contested(config)
    held_by = np.where(chances.top >= config.likely, CONTROLLED, UNKNOWN)
    status = np.where(contested, CONTESTED, held_by)
    actor = np.where(status > 0, chains.state[one[:p]], -1)
    against = np.where(contested & (chances.second > 0), chains.state[two[:p]], -1)
    chance = chances.of(status)
    _besiege(status, against, chance, actor, (best, chains.state[one]), chains, config)
    return _Answers(_encoded(status, actor, against, _span(chains)), chance, contested)


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
    top: tuple[Floats, Ints],
    chains: Chains,
    config: ControlConfig,
) -> None:
    """Show a siege where one is likely, by another than the holder, and no fighting inside.

    `status`, `against` and `chance` are changed in place.
    """
    place = chains.place[chains.places :]
    likely, besieger = top[0][chains.places :], top[1][chains.places :]
    shown = (likely >= config.likely) & (besieger != actor[place]) & (status[place] != CONTESTED)
    at = place[shown]
    status[at], against[at] = BESIEGED, besieger[shown]
    chance[at] = np.where(actor[at] >= 0, np.minimum(chance[at], likely[shown]), likely[shown])


def _top(values: Floats, chains: Chains) -> tuple[Floats, Ints]:
    """Give the largest value of each chain and the first pair that has it."""
    best = np.maximum.reduceat(values, chains.starts)
    each = np.arange(len(values))
    is_best = np.where(values == best[chains.chain], each, len(values))
    return best, np.minimum.reduceat(is_best, chains.starts)


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

    def add(self, at: int, code: Ints, chance: Floats, spoken: Ints) -> None:
        """Take the answers of the day with index `at`, on which some places are spoken of."""
        changed = np.flatnonzero(code != self._code)
        if len(changed):
            self._close(changed)
            self._code[changed] = code[changed]
            self._from[changed] = at
            self._settled[changed] = False
            self._chance[changed] = chance[changed]
        if self._latest_wins:
            self._chance[spoken] = chance[spoken]
        else:
            self._chance = np.where(self._settled, self._chance, chance)
            self._settled[spoken] = True
        self._to = at

    def _close(self, which: Ints) -> None:
        which = which[self._code[which] >= 0]
        one, other = self._from[which], np.full(len(which), self._to)
        low, high = np.minimum(one, other), np.maximum(one, other)
        self._done.append((which, low, high, self._code[which], self._chance[which]))

    def end(self) -> tuple[Ints, Ints, Ints, Ints, Floats]:
        """Give (place, first, last, code, chance), ordered by place and day."""
        self._close(np.arange(len(self._code)))
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
