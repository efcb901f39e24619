"""What changed between two days: a table for reports, by place and by actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mapper.errors import InputError
from mapper.features.topology import CM2_TO_KM2
from mapper.records import Claim, ControlInterval, Status

if TYPE_CHECKING:
    import pandas as pd

    from mapper.control import ControlTimeline
    from mapper.features.topology import Topology

__all__ = ["ACTOR_CHANGE_COLUMNS", "CHANGE_COLUMNS", "changes_between", "changes_by_actor"]

CHANGE_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("place_id", "place_name_ar", "place_name_en"), "str"),
    **dict.fromkeys(("from_status", "from_actor", "from_against"), "str"),
    **dict.fromkeys(("to_status", "to_actor", "to_against"), "str"),
    **dict.fromkeys(("when_earliest", "when_latest"), "str"),
    "confidence": "float64",
    **dict.fromkeys(("claims", "evidence"), "str"),
    "km2": "float64",
}
"""Columns of the table of changes and their types, in order; dates are ISO text."""

ACTOR_CHANGE_COLUMNS: Mapping[str, str] = {
    "actor": "str",
    **dict.fromkeys(("places_gained", "places_lost"), "int64"),
    **dict.fromkeys(("km2_gained", "km2_lost"), "float64"),
}
"""Columns of the table of changes by actor and their types, in order."""


def changes_between(
    timeline: ControlTimeline,
    first: dt.date,
    last: dt.date,
    *,
    claims: Iterable[Claim] = (),
    topology: Topology | None = None,
) -> pd.DataFrame:
    """Give every place whose state on `last` is another than on `first`.

    Parameters
    ----------
    timeline : ControlTimeline
        In hindsight or as known.
    first, last : date
        The two days. What changed and changed back between them is no change.
    claims : iterable of Claim, optional
        Where the words of the evidence are taken from.
    topology : Topology, optional
        Where the area of places is taken from.

    Returns
    -------
    DataFrame
        Columns :data:`CHANGE_COLUMNS`, in the order of `when_earliest`, then of places. `when_*`
        say when the state of `last` began. `claims` are the ids of the claims that support it, and
        `evidence` their words, one claim a line; empty without `claims`. `km2` is missing without
        a topology; ground that places share is counted for the first of them.

    Raises
    ------
    InputError
        If `last` is before `first`.

    Examples
    --------
    >>> from mapper.control import ControlTimeline
    >>> day = dt.date(2017, 11, 8)
    >>> changes_between(ControlTimeline(), day, day).empty
    True
    """
    import pandas as pd

    if last < first:
        raise InputError(f"Changes run from {first} to {last}; expected the earlier day first.")
    words = {c.id: " ".join(c.evidence.text.split()) for c in claims if c.evidence is not None}
    before, after = timeline.at(first), timeline.at(last)
    changed = [
        place for place in {**before, **after} if _state(before, place) != _state(after, place)
    ]
    runs = _runs(timeline, after.keys() & set(changed), last)
    ground = _ground(topology)
    rows = [_row(place, before, after, runs.get(place, ()), words, ground) for place in changed]
    rows.sort(key=lambda row: (row["when_earliest"], row["place_id"]))
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS)).astype(dict(CHANGE_COLUMNS))


def changes_by_actor(changes: pd.DataFrame) -> pd.DataFrame:
    """Add up a table of changes by actor.

    Parameters
    ----------
    changes : DataFrame
        From :func:`changes_between`.

    Returns
    -------
    DataFrame
        Columns :data:`ACTOR_CHANGE_COLUMNS`, sorted by actor. A place is gained by who holds it
        alone now and did not before, and lost by who held it alone and no longer does; a siege
        changes nothing. Square kilometres are 0 without a topology.

    Examples
    --------
    >>> from mapper.control import ControlTimeline
    >>> day = dt.date(2017, 11, 8)
    >>> changes_by_actor(changes_between(ControlTimeline(), day, day)).empty
    True
    """
    import pandas as pd

    sums: dict[str, dict[str, Any]] = {}
    for row in changes.to_dict("records"):
        lost, gained = _holder(row, "from"), _holder(row, "to")
        for actor, what in ((lost, "lost"), (gained, "gained")):
            if actor is not None and lost != gained:
                names = list(ACTOR_CHANGE_COLUMNS)[1:]
                entry = sums.setdefault(actor, {"actor": actor} | dict.fromkeys(names, 0))
                entry[f"places_{what}"] += 1
                entry[f"km2_{what}"] += row["km2"] if row["km2"] == row["km2"] else 0.0
    rows = [sums[actor] for actor in sorted(sums)]
    return pd.DataFrame(rows, columns=list(ACTOR_CHANGE_COLUMNS)).astype(dict(ACTOR_CHANGE_COLUMNS))


def _state(states: Mapping[str, ControlInterval], place: str) -> tuple[str, str | None, str | None]:
    """Give what the tables say of a place; one that is not known yet is unknown."""
    item = states.get(place)
    return _said(item) if item is not None else (Status.UNKNOWN.value, None, None)


def _said(item: ControlInterval) -> tuple[str, str | None, str | None]:
    return item.status.value, item.actor, item.against


def _runs(
    timeline: ControlTimeline, places: set[str], last: dt.date
) -> Mapping[str, Sequence[ControlInterval]]:
    """Give for each place the intervals through which it has had its state until `last`."""
    runs: dict[str, list[ControlInterval]] = {}
    for item in timeline.intervals:
        if item.place_id in places and item.valid_from <= last:
            run = runs.get(item.place_id, [])
            goes_on = bool(run) and _said(run[-1]) == _said(item)
            goes_on = goes_on and run[-1].valid_to == item.valid_from
            runs[item.place_id] = [*run, item] if goes_on else [item]
    return runs


def _ground(topology: Topology | None) -> Mapping[str, float] | None:
    """Give km2 by place, with the cells that follow it; of places at a point the first has it."""
    if topology is None:
        return None
    area = topology.cm2_by(topology.follows) * CM2_TO_KM2
    return {names[0]: float(km2) for names, km2 in zip(topology.place_ids, area, strict=True)}


def _row(
    place: str,
    before: Mapping[str, ControlInterval],
    after: Mapping[str, ControlInterval],
    run: Sequence[ControlInterval],
    words: Mapping[str, str],
    ground: Mapping[str, float] | None,
) -> dict[str, Any]:
    """Give the row of a place; `run` is why it is as it is, empty if its last interval ran out."""
    item = after.get(place, before.get(place))
    assert item is not None
    names = {name: getattr(item, name) for name in list(CHANGE_COLUMNS)[:3]}
    return {
        **names,
        **_side("from", before, place),
        **_side("to", after, place),
        **_begun(run, item),
        **_evidence(run, words),
        "km2": None if ground is None else ground.get(place, 0.0),
    }


def _side(side: str, states: Mapping[str, ControlInterval], place: str) -> dict[str, Any]:
    names = [f"{side}_{part}" for part in ("status", "actor", "against")]
    return dict(zip(names, _state(states, place), strict=True))


def _begun(run: Sequence[ControlInterval], item: ControlInterval) -> dict[str, Any]:
    """Say when the state began, and how sure it is; one that ran out ended surely."""
    if not run:
        end = str(item.valid_to)
        return {"when_earliest": end, "when_latest": end, "confidence": None}
    first = run[0]
    days = {"when_earliest": first.valid_from_earliest, "when_latest": first.valid_from_latest}
    return {name: str(day) for name, day in days.items()} | {"confidence": item.confidence}


def _evidence(run: Sequence[ControlInterval], words: Mapping[str, str]) -> dict[str, str]:
    ids = list(dict.fromkeys(name for part in run for name in part.supporting_claims))
    told = [words[name] for name in ids if name in words]
    return {"claims": " ".join(ids), "evidence": "\n".join(told)}


def _holder(row: Mapping[Any, Any], side: str) -> str | None:
    """Give who holds the place alone, in a row of the table."""
    alone = row[f"{side}_status"] in (Status.CONTROLLED.value, Status.BESIEGED.value)
    actor = row[f"{side}_actor"]
    return actor if alone and isinstance(actor, str) else None
