"""How likely each statement is in each state of its chain, and which changes it speaks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapper.config import ControlConfig
from mapper.control.chains import CONTESTED, NOBODY, Chains
from mapper.control.statements import Mode, Say, Statements
from mapper.ranges import ranges

__all__ = ["Pulls", "Terms", "likelihood", "make_pulls", "make_terms", "tempered"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_LEFT_BY_ONE = 0.5
"""P("A left" | contested): as good as nothing, one way or the other."""
_PART_OF_NOBODY = 0.2
_FOOTHOLD = 0.02
"""Whoever is said to hold a part has at least this chance of holding the whole."""


def likelihood(say: Ints, state: Ints, actor: Ints, wrong: Floats, config: ControlConfig) -> Floats:
    """Give P(statement | state) for arrays of equal shape; up to a factor of each statement.

    Examples
    --------
    A neutral source has B take the place; what if A, B or nobody known holds it, or both fight?

    >>> state = np.array([0, 1, NOBODY, CONTESTED])
    >>> say, actor, wrong = np.full(4, Say.TAKEN), np.full(4, 1), np.full(4, 0.1)
    >>> likelihood(say, state, actor, wrong, ControlConfig()).tolist()
    [0.1, 0.9, 0.1, 0.15]
    """
    own, contested, nobody = state == actor, state == CONTESTED, state == NOBODY
    right = 1 - wrong
    taken = np.where(
        own, right, np.where(contested, np.maximum(config.contested_taken, wrong), wrong)
    )
    part = np.where(own, config.part_of_holder, np.maximum(wrong, config.wrong_neutral))
    part = np.where(contested, config.contested_part, np.where(nobody, _PART_OF_NOBODY, part))
    lost = np.where(own, wrong, np.where(contested, _LEFT_BY_ONE, right))
    quiet = np.where(nobody, right, wrong)
    both = np.where(contested, config.contested_part, config.wrong_neutral)
    besieged = np.where(own, right, wrong)
    table = {
        Say.TAKEN: taken,
        Say.HELD: taken,
        Say.PART: part,
        Say.LOST: lost,
        Say.BESIEGED: besieged,
        Say.NO_SIEGE: quiet,
        Say.DISPUTED: both,
    }
    chosen: Floats = np.select([say == key for key in table], list(table.values()))
    return chosen


def tempered(likely: Floats, weight: Floats) -> Floats:
    """Mix a likelihood with one that says nothing (1/2 in every state); give its logarithm."""
    mixed: Floats = np.log(weight * likely + (1 - weight) * 0.5)
    return mixed


@dataclass(frozen=True, slots=True)
class Terms:
    """Log likelihoods in the order of days: `value` for `pair` on `day`; equal lengths."""

    day: Ints
    pair: Ints
    value: Floats


@dataclass(frozen=True, slots=True)
class Pulls:
    """The changes that statements speak for, in the order of days; equal lengths.

    Before a statement is weighed, `pair` gets the `part` of what the pair `of` has, and of the rest
    so much that it has at least the chance `least`; scaled by `weight`, and by `share` where the
    statement is spread over days.
    """

    day: Ints
    pair: Ints
    least: Floats
    part: Floats
    of: Ints
    weight: Floats
    share: Floats


def make_terms(said: Statements, chains: Chains, config: ControlConfig, mode: Mode) -> Terms:
    """Spread every statement over its days and the states of its chain."""
    spread = said.days(mode)
    each, day, share = spread.each, spread.day, spread.state
    chain = _chain(said, chains)
    ends = np.append(chains.starts[1:], len(chains.chain))
    pair, at = ranges(chains.starts[chain], ends[chain])
    likely = likelihood(said.say[at], chains.state[pair], said.actor[at], said.wrong[at], config)
    value = tempered(likely, said.weight[at])
    begin = np.searchsorted(at, np.arange(len(chain) + 1))  # of each statement among the pairs
    order = np.argsort(day, kind="stable")
    each, day, share = each[order], day[order], share[order]
    term, row = ranges(begin[each], begin[each + 1])
    return Terms(day[row], pair[term], value[term] * share[row])


def make_pulls(said: Statements, chains: Chains, config: ControlConfig, mode: Mode) -> Pulls:
    """Say which state each statement pulls its chain to, before it is weighed."""
    spread = said.days(mode)
    each, day, share = spread.each, spread.day, spread.event
    kinds = [_pull(said, chains, config, say) for say in Say]
    kinds.append(_foothold(said, chains, config))
    which, pair, least, part, of = (np.concatenate(column) for column in zip(*kinds, strict=True))
    begin = np.searchsorted(each, np.arange(len(said.claim) + 1))  # `each` is in order
    row, at = ranges(begin[which], begin[which + 1])
    by_day = np.argsort(day[row], kind="stable")
    at, row = at[by_day], row[by_day]
    rest = (pair[at], least[at], part[at], of[at], said.weight[which][at], share[row])
    return Pulls(day[row], *rest)


def _chain(said: Statements, chains: Chains) -> Ints:
    sieges = np.isin(said.say, (Say.BESIEGED, Say.NO_SIEGE))
    return np.where(sieges, chains.siege_of[said.place], said.place)


_Columns = tuple[Ints, Ints, Floats, Floats, Ints]


def _pull(said: Statements, chains: Chains, config: ControlConfig, say: Say) -> _Columns:
    """Give (statement, pair, least, part, of) for the statements of one kind."""
    which = np.flatnonzero(said.say == say)
    one = said.take(which)
    chain = _chain(one, chains)
    nobody = chains.starts[chain]
    by_actor = say in (Say.TAKEN, Say.HELD, Say.BESIEGED, Say.LOST)
    actor = chains.pairs_of(chain, one.actor) if by_actor else nobody
    target, of = actor, nobody
    if say in (Say.PART, Say.DISPUTED):
        target = nobody + 1
    elif say in (Say.LOST, Say.NO_SIEGE):
        target, of = nobody, actor
    least, part = _strength(say, config)
    right = 1 - one.wrong if say == Say.TAKEN else np.ones(len(which))
    return which, target, least * right, np.full(len(which), part), of


def _strength(say: Say, config: ControlConfig) -> tuple[float, float]:
    return {
        Say.TAKEN: (config.taken_before, config.first_before),
        Say.HELD: (0.0, config.first_before),
        Say.PART: (config.part_before, config.part_before),
        Say.LOST: (0.0, config.lost_before),
        Say.BESIEGED: (config.part_before, config.part_before),
        Say.NO_SIEGE: (config.part_before, 0.0),
        Say.DISPUTED: (config.part_before, config.part_before),
    }[say]


def _foothold(said: Statements, chains: Chains, config: ControlConfig) -> _Columns:
    """Whoever holds a part is somebody whom the place may belong to."""
    which = np.flatnonzero(said.say == Say.PART)
    place = said.place[which]
    nobody = chains.starts[place]
    pair = chains.pairs_of(place, said.actor[which])
    some = np.full(len(which), _FOOTHOLD)
    return which, pair, some, np.full(len(which), config.wrong_neutral), nobody
