"""What the map in the browser gets: columns, not rows; see docs/map.md for the layout."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig, MapConfig
from mapper.control import ControlTimeline, Sides
from mapper.features import build_topology
from mapper.features.states import spoken
from mapper.maps.basemap import basemap_columns, boundary_lines, towns_within
from mapper.maps.cells import cells_columns
from mapper.maps.columns import pack
from mapper.maps.evidence import Numbering, claims_columns, incidents_columns
from mapper.records import Claim, ControlInterval, Document, Incident, Status
from mapper.vocabulary import Actor, actor_or_other
from mapper.vocabulary import actors as known_actors

if TYPE_CHECKING:
    from mapper.features import Topology
    from mapper.layers import Boundaries

__all__ = ["STATUSES", "Perspective", "as_embedded_json", "letters", "payload", "timeline_words"]

STATUSES = tuple(str(status) for status in Status)
"""The statuses, by their numbers in the columns."""

_PER_DEGREE = 100_000
_NO_DAY = dt.date(2020, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """A timeline beside the two, with its names: what one side says, for example."""

    id: str
    name_ar: str
    name_en: str
    timeline: ControlTimeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Points:
    """The places of all timelines, each once by id, with their numbers."""

    places: Sequence[ControlInterval]
    number: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, timelines: Iterable[ControlTimeline]) -> _Points:
        first: dict[str, ControlInterval] = {}
        for timeline in timelines:
            for item in timeline.intervals:
                first.setdefault(item.place_id, item)
        ids = sorted(first)
        return cls(places=[first[i] for i in ids], number={i: at for at, i in enumerate(ids)})


def payload(
    *,
    hindsight: ControlTimeline,
    as_known: ControlTimeline,
    perspectives: Sequence[Perspective] = (),
    claims: Sequence[Claim] = (),
    documents: Sequence[Document] = (),
    incidents: Sequence[Incident] = (),
    populations: Mapping[str, int] | None = None,
    areas: AreasConfig | None = None,
    boundaries: Boundaries | None = None,
    settings: MapConfig | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Collect all that the timeline shows.

    Parameters
    ----------
    hindsight, as_known : ControlTimeline
        The two timelines that the map switches between.
    perspectives : sequence of Perspective
        Others to compare with.
    claims, documents
        The evidence; claims about places that are not on the map are only counted.
    incidents : sequence of Incident
        What else happened, for the context layer.
    populations : mapping of place id to int, optional
        How many people live in places; with it the size of a place can show that.
    areas : AreasConfig, optional
        How far areas reach.
    boundaries : Boundaries, optional
        The border that areas keep to, and what parts the ground.
    settings : MapConfig, optional
        Digits, days of incidents, tiles, a user's own boundaries.
    language : str
        "en" or "ar": the language the map opens in.

    Raises
    ------
    InputError
        If the file of boundaries cannot be used.
    """
    settings, areas = settings or MapConfig(), areas or AreasConfig()
    timelines = {"hindsight": hindsight, "as_known": as_known}
    timelines |= {item.id: item.timeline for item in perspectives}
    points = _Points.of(timelines.values())
    spots = [_Spot(interval) for interval in points.places]
    topology = build_topology(spots, config=areas, boundaries=boundaries)
    speakers, shared = _speakers(topology, points)
    shown = [c for c in claims if c.place.id in points.number]
    numbers = {claim.id: at for at, claim in enumerate(shown)}
    actors, rules, states = Numbering(), Numbering(), Numbering()
    epoch = _epoch(timelines.values(), (*shown, *incidents))
    day = _days_from(epoch)
    series = {
        name: _series(
            _rows(timeline, topology, points, shared), actors, rules, states, numbers, day
        )
        for name, timeline in timelines.items()
    }
    evidence = claims_columns(
        shown,
        {document.id: document for document in documents},
        places=points.number,
        actors=actors,
        day=day,
        sides=Sides(),
    )
    happened = incidents_columns(
        incidents, actors=actors, day=day, most_days=settings.incident_days
    )
    return {
        "language": language,
        "epoch": epoch.isoformat(),
        "settings": {
            "digits": settings.digits,
            "incident_days": settings.incident_days,
            "tiles": settings.tiles,
            "tiles_attribution": settings.tiles_attribution,
            "confident": round(areas.confident * 100),
        },
        "words": timeline_words(),
        "places": _places(points, populations or {}),
        "statuses": STATUSES,
        "rules": rules.things,
        "states": states.things,
        "series": series,
        "perspectives": [{"id": p.id, "ar": p.name_ar, "en": p.name_en} for p in perspectives],
        "cells": cells_columns(topology, speakers),
        "claims": evidence,
        "unplaced": sum(not claim.place.resolved for claim in claims),
        "incidents": happened,
        "actors": _actors(actors.things),
        "basemap": basemap_columns(),
        "towns": towns_within([p.lat for p in points.places], [p.lon for p in points.places]),
        "boundaries": boundary_lines(Path(settings.boundaries)) if settings.boundaries else None,
    }


def as_embedded_json(value: Any) -> str:
    r"""Give JSON that is safe inside a script element, whatever it quotes.

    >>> as_embedded_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no UTF-8


@cache
def timeline_words() -> Mapping[str, Any]:
    """Give what the map says, by language.

    >>> timeline_words()["en"]["play"]
    'Play'
    """
    file = resources.files("mapper.maps").joinpath("timeline_words.toml")
    return tomllib.loads(file.read_text("utf-8"))


def letters(actors: Sequence[Actor]) -> list[str]:
    """Give each actor a mark of its own besides its colour: its letter, or one that is free.

    >>> letters([actor_or_other("OTHER:Ibn"), actor_or_other("IS"), actor_or_other("OTHER:I")])
    ['B', 'I', '1']
    """
    marks: dict[str, str] = {}
    listed = list(known_actors())
    order = {actor_id: at for at, actor_id in enumerate(listed)}  # the listed ones choose first
    for actor in sorted(actors, key=lambda actor: order.get(actor.id, len(listed))):
        taken = set(marks.values())
        free = actor.letter and actor.letter not in taken
        marks[actor.id] = actor.letter if free else _free_letter(actor.name_en, taken)
    return [marks[actor.id] for actor in actors]


def _free_letter(name: str, taken: set[str]) -> str:
    own = [letter for letter in name.upper() if letter.isalpha() and letter not in taken]
    spare = (str(number) for number in range(1, len(taken) + 2))
    return own[0] if own else next(mark for mark in spare if mark not in taken)


class _Spot:
    """A place as a topology wants it."""

    def __init__(self, item: ControlInterval) -> None:
        self.id, self.lat, self.lon = item.place_id, item.lat, item.lon


def _speakers(topology: Topology, points: _Points) -> tuple[list[int], Mapping[int, int]]:
    """Say whose rows each point of the topology has; points of several places have rows beyond.

    Returns
    -------
    tuple
        For each point the number of its rows, and by point the number of those beyond.
    """
    shared: dict[int, int] = {}
    speakers = []
    for site, names in enumerate(topology.place_ids):
        if len(names) > 1:
            shared[site] = len(points.places) + len(shared)
        speakers.append(shared.get(site, points.number[names[0]]))
    return speakers, shared


def _rows(
    timeline: ControlTimeline, topology: Topology, points: _Points, shared: Mapping[int, int]
) -> list[list[ControlInterval]]:
    """Give the intervals of every place, and beyond them of every point that places share."""
    rows: list[list[ControlInterval]] = [[] for _ in range(len(points.places) + len(shared))]
    for item in timeline.intervals:
        rows[points.number[item.place_id]].append(item)
    of_several = [i for i in timeline.intervals if topology.site_of.get(i.place_id) in shared]
    for item in spoken(topology, of_several):
        rows[shared[topology.site_of[item.place_id]]].append(item)
    return rows


def _epoch(timelines: Iterable[ControlTimeline], said: Iterable[Claim | Incident]) -> dt.date:
    """Give the day before all others, so that every day is a number above 0."""
    days = [item.valid_from_earliest for timeline in timelines for item in timeline.intervals]
    dated = [one for one in said if one.date or one.published]
    days += [one.date.earliest for one in dated if one.date]
    days += [one.published for one in dated if one.published]
    first = min(days, default=_NO_DAY)
    return first - dt.timedelta(days=1) if first > dt.date.min else first


def _days_from(epoch: dt.date) -> Any:
    first = epoch.toordinal()

    def day(date: dt.date) -> int:
        return max(1, date.toordinal() - first)

    return day


def _series(
    rows: Sequence[Sequence[ControlInterval]],
    actors: Numbering,
    rules: Numbering,
    states: Numbering,
    claims: Mapping[str, int],
    day: Any,
) -> Mapping[str, Any]:
    """Give intervals as columns, by place and day."""
    items = [item for group in rows for item in group]
    return {
        "rows": pack([len(group) for group in rows]),
        "state": pack([states.of(_state(i, actors)) - 1 for i in items]),
        "confidence": pack([round(i.confidence * 100) for i in items]),
        "rule": pack([rules.of(i.rule or None) for i in items]),
        "from": pack([day(i.valid_from) for i in items]),
        "to": pack(_ends(rows, day)),
        "early": pack([(i.valid_from - i.valid_from_earliest).days for i in items]),
        "late": pack([(i.valid_from_latest - i.valid_from).days for i in items]),
        "supporting": _lists([i.supporting_claims for i in items], claims),
        "contradicting": _lists([i.contradicting_claims for i in items], claims),
    }


def _state(item: ControlInterval, actors: Numbering) -> tuple[int, int, int]:
    return STATUSES.index(item.status), actors.of(item.actor), actors.of(item.against)


def _ends(rows: Sequence[Sequence[ControlInterval]], day: Any) -> list[int]:
    """Give the last days, half open; 0 where an interval lasts until the next, or is open."""
    ends = []
    for group in rows:
        nexts = [*(item.valid_from for item in group[1:]), None]
        for item, after in zip(group, nexts, strict=False):
            lasts = item.valid_to is None or item.valid_to == after
            ends.append(0 if lasts or item.valid_to is None else day(item.valid_to))
    return ends


def _lists(lists: Sequence[Sequence[str]], claims: Mapping[str, int]) -> Mapping[str, Any]:
    """Give lists of claims as how many each has, and all of them one after the other."""
    known = [[claims[name] for name in names if name in claims] for names in lists]
    return {
        "many": pack([len(names) for names in known]),
        "claim": pack([number for names in known for number in names]),
    }


def _places(points: _Points, populations: Mapping[str, int]) -> Mapping[str, Any]:
    places = points.places
    return {
        "id": [p.place_id for p in places],
        "ar": [p.place_name_ar for p in places],
        "en": [p.place_name_en for p in places],
        "lat": pack([round(p.lat * _PER_DEGREE) for p in places]),
        "lon": pack([round(p.lon * _PER_DEGREE) for p in places]),
        "population": pack([populations.get(p.place_id, 0) for p in places]),
    }


def _actors(ids: Sequence[str]) -> Mapping[str, list[str]]:
    known = [actor_or_other(actor_id) for actor_id in ids]
    return {
        "id": [actor.id for actor in known],
        "ar": [actor.name_ar for actor in known],
        "en": [actor.name_en for actor in known],
        "colour": [actor.colour for actor in known],
        "letter": letters(known),
    }
