"""A day of control drawn on axes of matplotlib: ground, fronts, places, names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.exports.scene import Scene, base_shapes
from mapper.exports.styles import State
from mapper.exports.text import readable
from mapper.records import ControlInterval

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    Box = tuple[float, float, float, float]

__all__ = [
    *("INK", "add_base", "add_day", "add_fronts", "add_names", "add_places", "area_patch"),
    *("dot_scale", "hatched", "path_of", "plain_style", "ring_of"),
]

INK = "#222222"
_LAND, _SEA, _COAST = "#f7f4ec", "#dfe6e8", "#b9b4a6"
_LAKE, _SHORE, _BORDER = "#cfdfe6", "#a9c3cf", "#8f887a"
_PAPER = "#ffffff"
_AREA_ALPHA = 0.55
_MOST_NAMES = 40
_DOT_POINTS = 4.3
_FULL_SIZE = 80
"""Places up to which each is drawn at full size."""
_NAME_POINTS = 6.5
_BETWEEN_PIXELS = 2

_RC: Mapping[Any, Any] = {
    "font.family": ["DejaVu Sans"],  # ships with matplotlib, has Arabic: the same everywhere
    "text.parse_math": False,  # "$" in a name is a dollar
    "svg.fonttype": "none",
    "svg.hashsalt": "saytara",
    "pdf.fonttype": 42,
    "hatch.linewidth": 1.6,
    "axes.linewidth": 0.6,
}


@contextmanager
def plain_style() -> Iterator[None]:
    """Draw the same on every machine, whatever its own settings of matplotlib say."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def add_base(axes: Axes, scene: Scene, box: Box) -> None:
    """Draw the basemap around a box in metres, widened to the shape of the axes."""
    from matplotlib.collections import LineCollection, PolyCollection

    box = _fitted(axes, box)
    axes.set(xlim=box[::2], ylim=box[1::2], xticks=[], yticks=[], facecolor=_SEA)
    for layer, fill, edge, order in (("land", _LAND, _COAST, 1), ("lakes", _LAKE, _SHORE, 1.2)):
        shapes = base_shapes(scene, layer, box)
        axes.add_collection(
            PolyCollection(shapes, facecolor=fill, edgecolor=edge, linewidth=0.5, zorder=order),
            autolim=False,
        )
    rivers = LineCollection(
        base_shapes(scene, "rivers", box), colors=_SHORE, linewidths=0.8, zorder=1.1
    )
    axes.add_collection(rivers, autolim=False)
    lines, dashes = base_shapes(scene, "borders", box), (0, (5, 3))
    borders = LineCollection(lines, colors=_BORDER, linewidths=0.6, linestyles=dashes, zorder=3)
    axes.add_collection(borders, autolim=False)


def _fitted(axes: Axes, box: Box) -> Box:
    """Widen a box until a metre is as long across the axes as up."""
    size = axes.get_window_extent()
    wide, high = box[2] - box[0], box[3] - box[1]
    metres = max(wide / size.width, high / size.height)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half = metres * size.width / 2, metres * size.height / 2
    return x - half[0], y - half[1], x + half[0], y + half[1]


def add_day(axes: Axes, scene: Scene, day: dt.date) -> None:
    """Draw ground, front lines and places of a day."""
    for state, shape in scene.areas(day):
        axes.add_patch(area_patch(state, path_of([shape])))
    add_fronts(axes, scene, day)
    add_places(axes, scene, day)


def add_fronts(axes: Axes, scene: Scene, day: dt.date) -> list[Artist]:
    """Draw the front lines of a day, those of contested ground dashed, on a strip of paper."""
    from matplotlib.collections import LineCollection

    fronts = scene.fronts(day)
    kinds = {
        kind: [np.asarray(p.coords) for s, m in fronts if s.status == kind for p in _parts(m)]
        for kind in ("controlled", "contested")
    }
    drawn: list[Artist] = []
    for kind, lines in kinds.items():
        dashes = (0, (3, 2)) if kind == "contested" else "solid"
        for colour, width, style in ((_PAPER, 3.0, "solid"), (INK, 1.4, dashes)):
            strip = LineCollection(lines, colors=colour, linewidths=width, linestyles=style)
            strip.set_zorder(4)
            axes.add_collection(strip, autolim=False)
            drawn.append(strip)
    return drawn


def add_places(axes: Axes, scene: Scene, day: dt.date) -> list[Artist]:
    """Draw the places of a day as dots, ringed by who contests or besieges them.

    Those of one state are drawn as one: many times faster than each with a colour of its own.
    """
    from matplotlib.lines import Line2D

    places = scene.places(day)
    small, alike = dot_scale(len(places)), defaultdict(list)
    for item in places:
        alike[item.status, item.actor, item.against].append(item)
    drawn: list[Artist] = []
    for (status, actor, against), items in alike.items():
        state = State(status.value, actor or "", against or "")
        colour, ring = ring_of(state)
        x, y = scene.points(items).T
        dots = Line2D(x, y, linestyle="none", marker="o", markersize=_DOT_POINTS * small)
        dots.set(markerfacecolor=state.colour, markeredgecolor=colour, zorder=5)
        dots.set_markeredgewidth(ring * small)
        drawn.append(axes.add_artist(dots))
    return drawn


@cache
def _rgba(colour: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
    from matplotlib.colors import to_rgba

    return to_rgba(colour, alpha)


def dot_scale(many: int) -> float:
    """Make places smaller the more there are, so that they hide little ground.

    >>> dot_scale(10), round(dot_scale(4000), 2)
    (1.0, 0.35)
    """
    return float(max(0.35, min(1.0, (_FULL_SIZE / max(many, 1)) ** 0.3)))


def ring_of(state: State) -> tuple[str, float]:
    """Give colour and width of a place's ring: who contests or besieges it."""
    if state.against:
        return state.other_colour, 1.6
    return (_PAPER if state.actor else INK), 0.7


def hatched(state: State) -> dict[str, Any]:
    """Give how ground is filled: hatched in the other side's colour where it is contested."""
    fill = {"facecolor": _rgba(state.colour, _AREA_ALPHA), "linewidth": 0.0}
    if state.status != "contested":
        return {**fill, "edgecolor": "none"}
    return {**fill, "edgecolor": _rgba(state.other_colour, 0.9), "hatch": "////"}


def area_patch(state: State, path: Path, *, smooth: bool = True) -> PathPatch:
    """Make the ground of a state; without smooth edges, pieces of it show no seams."""
    from matplotlib.patches import PathPatch

    return PathPatch(path, zorder=2, antialiased=smooth, **hatched(state))


def path_of(shapes: Iterable[Any]) -> Path:
    """Give polygons with their holes as one path."""
    from matplotlib.path import Path

    parts = [part for shape in shapes for part in _parts(shape)]
    rings = [np.asarray(r.coords) for part in parts for r in (part.exterior, *part.interiors)]
    codes = [np.full(len(ring), Path.LINETO, dtype=Path.code_type) for ring in rings]
    for code in codes:
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(np.concatenate(rings), np.concatenate(codes))


def _parts(shape: Any) -> Sequence[Any]:
    parts: Sequence[Any] = getattr(shape, "geoms", [shape])
    return parts


def add_names(axes: Axes, places: Sequence[ControlInterval], points: Any, language: str) -> None:
    """Name places from the most eventful on, as long as names do not lie on each other.

    Parameters
    ----------
    places : sequence of ControlInterval
        In the order in which they should be named; more than some are left without.
    points : array of shape (n, 2)
        Where they are, in metres.
    """
    taken: list[Any] = []
    for item, point in zip(places[:_MOST_NAMES], points[:_MOST_NAMES], strict=True):
        name = item.place_name_ar if language == "ar" else item.place_name_en
        text = _name(axes, readable(name or item.place_name_ar or item.place_name_en), point)
        extent = _kept_inside(text, axes).padded(_BETWEEN_PIXELS)
        if any(extent.overlaps(other) for other in taken):
            text.remove()
        else:
            taken.append(extent)
            _add_halo(axes, text)


def _name(axes: Axes, name: str, point: tuple[float, float]) -> Any:
    said: dict[str, Any] = {
        "ha": "center",
        "va": "bottom",
        "size": _NAME_POINTS,
        "color": INK,
        "zorder": 7,
    }
    return axes.annotate(
        name, point, xytext=(0, 4), textcoords="offset points", clip_on=True, **said
    )


def _add_halo(axes: Axes, text: Any) -> None:
    """Lay paper below a name: by itself, because a text with effects is drawn as outlines."""
    from matplotlib.patheffects import Stroke

    halo = _name(axes, text.get_text(), text.xy)
    halo.set(zorder=6, ha=text.get_horizontalalignment())
    halo.set_path_effects([Stroke(linewidth=1.8, foreground=_PAPER)])


def _kept_inside(text: Any, axes: Axes) -> Any:
    """Let a name run inwards from its place where it would be cut at the edge; give its extent."""
    extent, frame = text.get_window_extent(), axes.get_window_extent()
    if extent.x0 < frame.x0:
        text.set_horizontalalignment("left")
    elif extent.x1 > frame.x1:
        text.set_horizontalalignment("right")
    return text.get_window_extent()
