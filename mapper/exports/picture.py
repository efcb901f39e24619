"""Pictures for print: one map, a pair, or a grid of days, with all that a map has to say of itself.

PNG, SVG and PDF. Text stays text in SVG and PDF, and Arabic is shaped by matplotlib.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from mapper.exports.drawing import INK, add_base, add_day, add_names, hatched, plain_style, ring_of
from mapper.exports.layers import check_time
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import PRODUCER, provenance
from mapper.exports.scene import Scene, last_day, make_scene
from mapper.exports.styles import State
from mapper.exports.text import readable
from mapper.exports.words import words
from mapper.records import ControlInterval
from mapper.store import Project

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    *("add_scale", "axes_of_days", "draw_picture", "eventful", "frame_of_map", "map_title"),
    "write_picture",
]

_MM = 1 / 25.4
_DPI = 150
_SIDE_MM = 6.0
_TOP_MM = 17.0
_BOTTOM_MM = 15.0
_LEGEND_MM = 58.0
_INSET_MM = 40.0
_GAP_MM = 4.0
_HEADING_MM = 6.0
_GREY = "#5a564d"
_LEGEND_LETTERS = 30
_MOST_ALIKE = 4
"""Contested pairs, and besieged places, that the legend lists one by one."""


def write_picture(project: Project, path: Path, options: ExportOptions) -> None:
    """Write a picture of the days asked for; the last day with news if none is.

    Raises
    ------
    ExportError
        If there is nothing on the map.
    """
    with plain_style():
        figure = draw_picture(project, options)
        save = {".png": _png_metadata, ".svg": _svg_metadata, ".pdf": _pdf_metadata}
        said = save[path.suffix.lower()](project, options)
        figure.savefig(path, metadata=said)


def draw_picture(project: Project, options: ExportOptions) -> Figure:
    """Draw a figure; call it within :func:`~mapper.exports.drawing.plain_style`."""
    scene = make_scene(project, as_known=options.as_known)
    check_time(project, options)
    days = options.on or (last_day(project, as_known=options.as_known),)
    figure = frame_of_map(project, scene, options, days)
    for axes, day in zip(axes_of_days(figure, options, len(days)), days, strict=True):
        add_base(axes, scene, scene.box)
        add_day(axes, scene, day)
        places = eventful(scene, scene.places(day))
        add_names(axes, places, scene.points(places), options.language)
        add_scale(axes, options.language)
        _add_north(axes, options.language)
        if len(days) > 1:
            axes.set_title(str(day), size=8, color=INK, pad=3)
    return figure


def frame_of_map(
    project: Project,
    scene: Scene,
    options: ExportOptions,
    days: Sequence[dt.date],
    *,
    dated: bool = True,
) -> Figure:
    """Make the figure around the maps: title, legend, inset, sources, and the days if `dated`."""
    from matplotlib.figure import Figure

    width, height = options.size_mm
    dpi = options.dpi or _DPI
    figure = Figure(figsize=(width * _MM, height * _MM), dpi=dpi, facecolor="white")
    _add_title(figure, options)
    if dated:
        _add_dates(figure, options, days)
    _add_legend(figure, scene.states_on(days), options)
    if options.inset:
        _add_inset(figure, scene, options)
    _add_sources(figure, project, options)
    return figure


def map_title(options: ExportOptions) -> str:
    """Give the title asked for, else what the map shows."""
    return readable(options.title) or str(words(options.language)["picture"]["title"])


# ----------------------------------------------------------------------------------- layout


def axes_of_days(figure: Figure, options: ExportOptions, many: int) -> list[Axes]:
    """Give one axes a day: as many columns as make each map about as wide as the whole."""
    width, height = options.size_mm
    left = _SIDE_MM + (_LEGEND_MM if _rtl(options) else 0)
    wide, high = width - 2 * _SIDE_MM - _LEGEND_MM, height - _TOP_MM - _BOTTOM_MM
    across = math.ceil(math.sqrt(many * wide / high * 0.75)) if many > 2 else many
    down = math.ceil(many / across)
    heading = _HEADING_MM if many > 1 else 0.0
    each = ((wide + _GAP_MM) / across - _GAP_MM, (high + _GAP_MM) / down - _GAP_MM - heading)
    boxes = []
    for number in range(many):
        row, column = divmod(number, across)
        column = across - 1 - column if _rtl(options) else column
        x = left + column * (each[0] + _GAP_MM)
        y = height - _TOP_MM - (row + 1) * (each[1] + heading) - row * _GAP_MM
        boxes.append((x / width, y / height, each[0] / width, each[1] / height))
    return [figure.add_axes(box) for box in boxes]


def _rtl(options: ExportOptions) -> bool:
    return options.language == "ar"


def _edge(options: ExportOptions) -> dict[str, Any]:
    """Give where lines of text begin: left, or right in Arabic."""
    at = _SIDE_MM / options.size_mm[0]
    return {"x": 1 - at, "ha": "right"} if _rtl(options) else {"x": at, "ha": "left"}


def _add_title(figure: Figure, options: ExportOptions) -> None:
    height = options.size_mm[1]
    edge = _edge(options)
    figure.text(y=1 - 7 / height, s=map_title(options), size=13, weight="bold", color=INK, **edge)
    mode = words(options.language)["picture"]["as_known" if options.as_known else "hindsight"]
    figure.text(y=1 - 13.5 / height, s=mode, size=8.5, color=_GREY, **edge)


def _add_dates(figure: Figure, options: ExportOptions, days: Sequence[dt.date]) -> None:
    x = 1 - _edge(options)["x"]
    shown = str(days[0]) if len(days) == 1 else f"{days[0]} – {days[-1]}"
    y, ha = 1 - 8 / options.size_mm[1], "left" if _rtl(options) else "right"
    figure.text(x, y, shown, ha=ha, size=12, color=INK)


def _add_sources(figure: Figure, project: Project, options: ExportOptions) -> None:
    """Say below the maps where what they show is from."""
    said, height = words(options.language)["picture"], options.size_mm[1]
    outlets = sorted({readable(d.outlet) for d in project.documents if d.outlet})
    count = said["sources"].format(articles=len(project.documents), claims=len(project.claims))
    if outlets:
        count += f" {said['outlets'].format(said['comma'].join(outlets[:6]))}"
        count += "…" if len(outlets) > 6 else ""
    known = provenance(project)
    made = f"{known['attribution']} {PRODUCER} {known['version']}, {known['config_hash']}."
    figure.text(y=8 / height, s=count, size=6.5, color=_GREY, **_edge(options))
    figure.text(y=4 / height, s=made, size=6, color=_GREY, **_edge(options))


def _add_legend(figure: Figure, states: Sequence[State], options: ExportOptions) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    said = words(options.language)["picture"]
    held, contested, dots = _explained(states)
    handles: list[Any] = [Patch(label=_wrapped(s, options), **hatched(s)) for s in held]
    if len(contested) <= _MOST_ALIKE:
        handles += [Patch(label=_wrapped(s, options), **hatched(s)) for s in contested]
    else:
        both = hatched(State("contested", against="?"))
        handles.append(Patch(label=_lines(said["contested"]), **both))
    handles += [_dot(s, _wrapped(s, options)) for s in dots[:_MOST_ALIKE]]
    if len(dots) > _MOST_ALIKE:
        handles.append(_dot(State("besieged", against="?"), _lines(said["besieged"])))
    handles.append(Line2D([], [], color=INK, linewidth=1.4, label=said["front"]))
    left, bottom, wide, high = _column(options)
    legend = figure.legend(
        handles=handles,
        title=said["legend"],
        loc="upper right" if _rtl(options) else "upper left",
        bbox_to_anchor=(left + wide if _rtl(options) else left, bottom + high),
        markerfirst=not _rtl(options),
        alignment="right" if _rtl(options) else "left",
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        fontsize=7.5,
        title_fontproperties={"size": 8.5, "weight": "bold"},
    )
    for text in legend.get_texts():
        text.set(ha="right" if _rtl(options) else "left", color=INK)


def _explained(states: Sequence[State]) -> tuple[list[State], list[State], list[State]]:
    """Give what the legend explains: holders, contested pairs, and states that only places have.

    A pair is the same whoever is named first.
    """
    alone = {s.actor for s in states if s.status in ("controlled", "besieged") and s.actor}
    held = [State("controlled", actor) for actor in sorted(alone)]
    pairs = {
        State("contested", *sorted((s.actor, s.against))) for s in states if s.status == "contested"
    }
    return held, sorted(pairs), [s for s in states if s.status in ("besieged", "unknown")]


def _column(options: ExportOptions) -> tuple[float, float, float, float]:
    """Give the column beside the maps as a box of the figure."""
    width, height = options.size_mm
    left = _SIDE_MM if _rtl(options) else width - _SIDE_MM - _LEGEND_MM + _GAP_MM
    wide = _LEGEND_MM - _GAP_MM
    high = height - _TOP_MM - _BOTTOM_MM
    return left / width, _BOTTOM_MM / height, wide / width, high / height


def _wrapped(state: State, options: ExportOptions) -> str:
    return _lines(readable(state.label(options.language)))


def _lines(text: str) -> str:
    return "\n".join(wrap(text, _LEGEND_LETTERS))


def _dot(state: State, label: str) -> Any:
    from matplotlib.lines import Line2D

    colour, ring = ring_of(state)
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=5.5,
        markerfacecolor=state.colour,
        markeredgecolor=colour,
        markeredgewidth=ring,
        label=label,
    )


# ---------------------------------------------------------------------------- on the map


def eventful(scene: Scene, places: Sequence[ControlInterval]) -> list[ControlInterval]:
    """Order places for naming: those whose state changed most often first."""
    changes = Counter(item.place_id for item in scene.timeline.intervals)
    return sorted(places, key=lambda item: (-changes[item.place_id], item.place_id))


def add_scale(axes: Axes, language: str) -> None:
    """Draw a bar of a round number of kilometres, about a quarter of the map."""
    west, east = axes.get_xlim()
    low, high = axes.get_ylim()
    km = _round_km((east - west) / 4000)
    x, y, tick = west + (east - west) * 0.03, low + (high - low) * 0.04, (high - low) * 0.01
    end = x + km * 1000
    axes.plot([x, x, end, end], [y + tick, y, y, y + tick], color=INK, linewidth=1.0, zorder=7)
    label = words(language)["picture"]["km"].format(f"{km:g}")
    axes.text((x + end) / 2, y + tick, label, size=6.5, ha="center", va="bottom", zorder=7)


def _round_km(most: float) -> float:
    """Give the greatest of 1, 2, 5, 10, 20 … that is not above `most`.

    >>> [_round_km(km) for km in (0.7, 7.0, 49.0, 250.0)]
    [0.5, 5.0, 20.0, 200.0]
    """
    ten = 10.0 ** math.floor(math.log10(most))
    return max(step * ten for step in (1, 2, 5) if step * ten <= most)


def _add_north(axes: Axes, language: str) -> None:
    from matplotlib.offsetbox import AnchoredText

    north = f"\N{BLACK UP-POINTING TRIANGLE}\n{words(language)['picture']['north']}"
    said = {"size": 7.5, "color": INK, "ha": "center"}
    sign = AnchoredText(north, loc="upper right", prop=said, frameon=False, pad=0.4)
    axes.add_artist(sign).set_zorder(7)


def _add_inset(figure: Figure, scene: Scene, options: ExportOptions) -> None:
    """Show where the map lies in its region."""
    from matplotlib.patches import Rectangle

    x, y, wide, _ = _column(options)
    high = _INSET_MM / options.size_mm[1]
    axes = figure.add_axes((x, y, wide, high))
    west, south, east, north = scene.box
    reach = max(east - west, north - south) + 400_000
    middle = ((west + east) / 2, (south + north) / 2)
    box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
    add_base(axes, scene, box)
    frame = Rectangle((west, south), east - west, north - south, zorder=8)
    axes.add_patch(frame).set(fill=False, edgecolor="#a0281e", linewidth=1.2)


# ------------------------------------------------------------------------------- metadata


def _png_metadata(project: Project, options: ExportOptions) -> Mapping[str, str]:
    known = provenance(project)
    return {
        "Title": map_title(options),
        "Software": f"{PRODUCER} {known['version']}",
        "Source": known["attribution"],
        "Copyright": known["licence"],
        "Comment": _hashes(known),
    }


def _svg_metadata(project: Project, options: ExportOptions) -> Mapping[str, Any]:
    known = provenance(project)
    return {
        "Date": None,
        "Title": map_title(options),
        "Creator": f"{PRODUCER} {known['version']}",
        "Source": known["attribution"],
        "Rights": known["licence"],
        "Description": _hashes(known),
        "Language": options.language,
    }


def _pdf_metadata(project: Project, options: ExportOptions) -> Mapping[str, Any]:
    known = provenance(project)
    return {
        "CreationDate": None,
        "Title": map_title(options),
        "Creator": f"{PRODUCER} {known['version']}",
        "Subject": f"{known['attribution']} {known['licence']}",
        "Keywords": _hashes(known),
    }


def _hashes(known: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {known[name]}" for name in known if name.endswith("_hash"))
