"""What the map in the browser gets: columns, not rows; see docs/map.md for the layout."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.config import AreasConfig, MapConfig
from mapper.control import ControlTimeline, Sides
from mapper.maps.basemap import basemap_columns, boundary_lines, towns_within
from mapper.maps.cells import cells_columns
from mapper.maps.columns import pack
from mapper.maps.evidence import Numbering, claims_columns, incidents_columns
from mapper.maps.series import STATUSES, MapPlaces, SeriesColumns
from mapper.records import Claim, Document, Incident
from mapper.vocabulary import Actor, actor_or_other
from mapper.vocabulary import actors as known_actors

if TYPE_CHECKING:
    from mapper.layers import Boundaries

__all__ = [
    "OWN_CREDITS",
    "MapData",
    "Perspective",
    "as_embedded_json",
    "letters",
    "map_data",
    "timeline_words",
]

OWN_CREDITS = "Saytara, MIT; GeoNames (geonames.org), CC BY 4.0"
"""What the sources of the built-in place names ask to be said."""

_PER_DEGREE = 100_000
_NO_DAY = dt.date(2020, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """A timeline beside the two, with its names: what one side says, for example."""

    id: str
    name_ar: str
    name_en: str
    timeline: ControlTimeline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MapData:
    """What a map shows, and how that was numbered.

    Attributes
    ----------
    payload : mapping
        All that the page is given, ready for JSON; see docs/map.md.
    columns : SeriesColumns
        What made columns of its timelines.
    """

    payload: Mapping[str, Any]
    columns: SeriesColumns


def map_data(
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
    gazetteer: str = "",
    language: str = "en",
) -> MapData:
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
    gazetteer : str
        What the sources of the place names ask to be said.
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
    places = MapPlaces.of(timelines.values(), areas=areas, boundaries=boundaries)
    shown = [claim for claim in claims if claim.place.id in places.number]
    epoch = _epoch(timelines.values(), (*shown, *incidents))
    columns = SeriesColumns(
        places=places,
        actors=Numbering(),
        claims={claim.id: at for at, claim in enumerate(shown)},
        day=_days_from(epoch),
        states=Numbering(),
        rules=Numbering(),
    )
    evidence = claims_columns(  # first: claims number the actors, whatever timelines say of them
        shown,
        {document.id: document for document in documents},
        places=places.number,
        actors=columns.actors,
        day=columns.day,
        sides=Sides(),
    )
    series = {name: columns.of(timeline) for name, timeline in timelines.items()}
    happened = incidents_columns(
        incidents, actors=columns.actors, day=columns.day, most_days=settings.incident_days
    )
    payload = {
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
        "places": _places(places, populations or {}),
        "statuses": STATUSES,
        "rules": columns.rules.things,
        "states": columns.states.things,
        "series": series,
        "perspectives": [{"id": p.id, "ar": p.name_ar, "en": p.name_en} for p in perspectives],
        "cells": cells_columns(places.topology, places.speakers),
        "claims": evidence,
        "unplaced": sum(not claim.place.resolved for claim in claims),
        "incidents": happened,
        "actors": _actors(columns.actors.things),
        "basemap": basemap_columns(),
        "towns": towns_within([p.lat for p in places.places], [p.lon for p in places.places]),
        "boundaries": boundary_lines(Path(settings.boundaries)) if settings.boundaries else None,
        "credits": gazetteer or OWN_CREDITS,
    }
    return MapData(payload=payload, columns=columns)


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


def _places(found: MapPlaces, populations: Mapping[str, int]) -> Mapping[str, Any]:
    places = found.places
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
