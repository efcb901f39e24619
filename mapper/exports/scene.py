"""What pictures draw: the ground of every state, front lines and places of a day, in metres."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mapper.control import ControlTimeline
from mapper.errors import ExportError
from mapper.exports.styles import State, state_of, states_in
from mapper.features import CellStates, Topology, areas_on, cell_states, fronts_on, timeline_places
from mapper.records import ControlInterval
from mapper.store import Project

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Box = tuple[float, float, float, float]

__all__ = ["Scene", "base_shapes", "last_day", "make_scene"]

_MARGIN = 0.06
_LEAST_M = 20_000.0
"""No map is narrower: a single town says nothing without its surroundings."""
_AROUND_M = 200_000.0
"""The basemap is drawn so far beyond a box: axes show more than was asked for on one side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """A timeline with its ground, read once for any number of days.

    Attributes
    ----------
    timeline : ControlTimeline
        What is shown.
    topology, states : Topology, CellStates
        Its ground, and who holds it when.
    spells : array of shape (n, 2)
        The days [start, end) of its intervals, as ordinals.
    point_of : mapping of place id to (float, float)
        Where places are, in metres.
    box : (float, float, float, float)
        West, south, east, north of what is shown, in metres.
    """

    timeline: ControlTimeline
    topology: Topology
    states: CellStates
    spells: NDArray[np.int64]
    point_of: Mapping[str, tuple[float, float]]
    box: Box

    def areas(self, day: dt.date) -> list[tuple[State, Any]]:
        """Give the ground of each state but unknown on a day."""
        frame = areas_on(self.topology, self.states, day)
        return self._shown(frame[frame["status"] != "unknown"])

    def fronts(self, day: dt.date) -> list[tuple[State, Any]]:
        """Give the front lines of a day."""
        return self._shown(fronts_on(self.topology, self.states, day))

    def _shown(self, frame: gpd.GeoDataFrame) -> list[tuple[State, Any]]:
        plain = frame[["status", "actor", "against"]].astype(object)
        rows = plain.where(plain.notna(), None).to_dict("records")
        shapes = self.metres(frame.geometry.to_numpy())
        return [(state_of(row), shape) for row, shape in zip(rows, shapes, strict=True)]

    def places(self, day: dt.date) -> list[ControlInterval]:
        """Give the state of each place of which something is known, in the order of their ids."""
        now = (self.spells[:, 0] <= day.toordinal()) & (day.toordinal() < self.spells[:, 1])
        return [self.timeline.intervals[at] for at in now.nonzero()[0]]

    def states_on(self, days: Iterable[dt.date]) -> list[State]:
        """Give the states that the legend of some days has to explain."""
        numbers = sorted(day.toordinal() for day in days)
        held = [item for item in self.timeline.intervals if _holds_on_one(item, numbers)]
        rows = [{"status": i.status.value, "actor": i.actor, "against": i.against} for i in held]
        return states_in(rows)

    def metres(self, shapes: Any) -> Any:
        """Project shapes in degrees."""
        import shapely

        return shapely.transform(shapes, self.topology.projection.to_metres)

    def points(self, places: Sequence[ControlInterval]) -> Floats:
        """Give where places are, in metres; shape (n, 2)."""
        import numpy as np

        return np.array([self.point_of[item.place_id] for item in places]).reshape(-1, 2)


def _holds_on_one(item: ControlInterval, days: Sequence[int]) -> bool:
    """Say whether an interval covers one of some days, given as sorted ordinals."""
    after = bisect_left(days, item.valid_from.toordinal())
    return after < len(days) and item.covers(dt.date.fromordinal(days[after]))


def make_scene(project: Project, *, as_known: bool = False) -> Scene:
    """Read a project for drawing.

    Raises
    ------
    ExportError
        If no place of the project is on the map.
    """
    timeline, topology = project.timeline(as_known=as_known), project.topology(as_known=as_known)
    if not len(topology.pieces):
        raise ExportError(
            "The project has no place on the map, so there is nothing to draw; "
            "add documents that name places."
        )
    return Scene(
        timeline=timeline,
        topology=topology,
        states=cell_states(topology, timeline),
        spells=_spells(timeline),
        point_of=_points(timeline, topology),
        box=_box(topology),
    )


def _spells(timeline: ControlTimeline) -> NDArray[np.int64]:
    import numpy as np

    never = dt.date.max.toordinal() + 1
    rows = [
        (item.valid_from.toordinal(), item.valid_to.toordinal() if item.valid_to else never)
        for item in timeline.intervals
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _points(timeline: ControlTimeline, topology: Topology) -> dict[str, tuple[float, float]]:
    import numpy as np

    places = timeline_places(timeline)
    lonlat = np.array([(place.lon, place.lat) for place in places])
    metres = topology.projection.to_metres(lonlat).tolist()
    return {place.id: (x, y) for place, (x, y) in zip(places, metres, strict=True)}


def _box(topology: Topology) -> Box:
    import shapely

    shapes = shapely.transform(topology.pieces, topology.projection.to_metres)
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    x, y = (west + east) / 2, (south + north) / 2
    wide, high = (max(side * (1 + _MARGIN), _LEAST_M) / 2 for side in (east - west, north - south))
    return x - wide, y - high, x + wide, y + high


def last_day(project: Project, *, as_known: bool = False) -> dt.date:
    """Give the last day of which there is news: what a map shows if no day is asked for.

    Raises
    ------
    ExportError
        If the project knows no place at any time.
    """
    days = [claim.date.latest for claim in project.claims if claim.date and claim.place.resolved]
    days = days or [i.valid_from for i in project.timeline(as_known=as_known).intervals]
    if not days:
        raise ExportError("The project knows no place at any time; add documents to it first.")
    return max(days)


def base_shapes(scene: Scene, layer: str, box: Box) -> list[Any]:
    """Give a layer of the basemap (`land`, `lakes`, …) around a box, as arrays of metres."""
    import numpy as np
    import shapely

    corners = np.array([(box[at], box[up]) for at in (0, 2) for up in (1, 3)])
    around = scene.topology.projection.box_of(corners, _AROUND_M)
    lines = np.array([shapely.LineString(line) for line in _basemap()[layer]])
    near = lines[shapely.intersects(shapely.envelope(lines), shapely.box(*around))]
    return [shapely.get_coordinates(line) for line in scene.metres(near)]


@cache
def _basemap() -> Mapping[str, Any]:
    text = resources.files("mapper").joinpath("maps", "data", "basemap.json").read_text("utf-8")
    layers: Mapping[str, Any] = json.loads(text)
    return layers
