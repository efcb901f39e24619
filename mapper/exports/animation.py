"""Animations: GIF and WebP with Pillow, MP4 and WebM with the extra `video`.

What stands still is drawn once; a frame is that picture again with ground, fronts, places, the date
and a bar of time drawn over it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.errors import EnvironmentMissing, ExportError
from mapper.exports.drawing import (
    INK,
    add_base,
    add_fronts,
    add_names,
    add_places,
    area_patch,
    path_of,
    plain_style,
)
from mapper.exports.layers import check_time
from mapper.exports.options import ExportOptions
from mapper.exports.picture import (
    add_scale,
    axes_of_days,
    eventful,
    frame_of_map,
    map_title,
)
from mapper.exports.provenance import provenance
from mapper.exports.scene import Scene, last_day, make_scene
from mapper.exports.styles import State
from mapper.store import Project

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL.Image import Image

__all__ = ["draw_frames", "frame_days", "write_animation"]

_DPI = 100
_MOST_FRAMES = 2000
_COLOURS = 128
_IMAGE_DESCRIPTION = 0x010E
"""The tag of EXIF for what an image shows."""
_VIDEO: Mapping[str, Sequence[str]] = {
    ".mp4": ("libx264", "-preset", "veryfast", "-crf", "20", "-movflags", "+faststart"),
    ".webm": ("libvpx-vp9", "-deadline", "realtime", "-cpu-used", "7", "-crf", "32", "-b:v", "0"),
}
"""The codec of each kind of video, and what it is told."""


def write_animation(project: Project, path: Path, options: ExportOptions) -> None:
    """Write an animation of the period asked for.

    Raises
    ------
    ExportError
        If there is nothing to draw, or there were too many frames.
    EnvironmentMissing
        If a video is asked for and imageio-ffmpeg is not installed.
    """
    kind = path.suffix.lower()
    write = {".gif": _write_gif, ".webp": _write_webp}.get(kind, _write_video)
    if write is _write_video:
        _ffmpeg()  # told before anything is drawn
    frames = draw_frames(project, options)
    write(path, frames, options, json.dumps(provenance(project)))


def frame_days(project: Project, options: ExportOptions) -> list[dt.date]:
    """Give the days of the frames, from the first to the last with news if not told otherwise.

    Raises
    ------
    ExportError
        If nothing holds in the period, or it has more than 2,000 frames.
    """
    check_time(project, options)
    held = project.timeline(as_known=options.as_known).intervals
    last = options.until or last_day(project, as_known=options.as_known)
    first = options.since or min(item.valid_from for item in held)
    if options.step == "changes":
        days = sorted({first, *_changes(project, options, first, last)})
    else:
        days = list(_steps(first, last, options.step))
    if len(days) > _MOST_FRAMES:
        raise ExportError(
            f"The animation would have {len(days)} frames; at most {_MOST_FRAMES} are made: "
            "take longer steps, or a shorter period."
        )
    return days


def _changes(
    project: Project, options: ExportOptions, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    for item in project.timeline(as_known=options.as_known).intervals:
        for day in (item.valid_from, item.valid_to):
            if day is not None and first <= day <= last:
                yield day


def _steps(first: dt.date, last: dt.date, step: str) -> Iterator[dt.date]:
    """Give every day, every seventh, or the first day and the first of every month."""
    day = first
    while day <= last:
        yield day
        if step == "month":
            day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        else:
            day += dt.timedelta(days=7 if step == "week" else 1)


# ----------------------------------------------------------------------------------- frames


def draw_frames(project: Project, options: ExportOptions) -> Iterator[Image]:
    """Draw one frame a day of :func:`frame_days`, all of one size, even on both sides."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    days = frame_days(project, options)
    with plain_style():
        scene = make_scene(project, as_known=options.as_known)
        figure = frame_of_map(project, scene, _sized(options), days, dated=False)
        canvas: Any = FigureCanvasAgg(figure)  # its methods have no types
        axes, names = _stage(figure, scene, options)
        canvas.draw()
        still = canvas.copy_from_bbox(figure.bbox)
        above = _alone(canvas, names)
        ground = _Ground(scene)
        for done, day in enumerate(days, 1):
            canvas.restore_region(still)
            _draw(figure, _moving(figure, axes, ground, day, days, options))
            frame = _picture(canvas)
            frame.alpha_composite(above)
            options.progress(done, len(days))
            yield frame.convert("RGB")


def _picture(canvas: Any) -> Image:
    """Give what is drawn, cut to even sides: videos ask for it."""
    from PIL import Image

    pixels = np.asarray(canvas.buffer_rgba())
    height, width = (side // 2 * 2 for side in pixels.shape[:2])
    return Image.fromarray(pixels[:height, :width].copy())


def _alone(canvas: Any, artists: Sequence[Artist]) -> Image:
    """Draw some artists on nothing, to be laid over other pictures."""
    canvas.get_renderer().clear()
    for artist in artists:
        canvas.figure.draw_artist(artist)
    return _picture(canvas)


def _sized(options: ExportOptions) -> ExportOptions:
    return dataclasses.replace(options, dpi=options.dpi or _DPI)


def _stage(figure: Figure, scene: Scene, options: ExportOptions) -> tuple[Axes, list[Artist]]:
    """Set up the axes with what stands still; give the names, which lie over what moves."""
    (axes,) = axes_of_days(figure, options, 1)
    add_base(axes, scene, scene.box)
    places = [next(items) for _, items in groupby(scene.timeline.intervals, lambda i: i.place_id)]
    named = eventful(scene, places)
    add_names(axes, named, scene.points(named), options.language)
    names = sorted(axes.texts, key=lambda name: name.get_zorder())
    for name in names:
        name.set_animated(True)
    add_scale(axes, options.language)
    return axes, list(names)


class _Ground:
    """The ground of every place as a path, so that a day only has to gather those of each state."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        topology = scene.topology
        shapes = scene.metres(topology.pieces)
        owned = np.flatnonzero(topology.piece_site >= 0)
        self._sites = topology.piece_site[owned]
        self._paths = [path_of([shapes[at]]) for at in owned]

    def patches(self, day: dt.date) -> list[Artist]:
        """Give the ground of each state on a day."""
        from matplotlib.path import Path as Outline

        holding, _ = self.scene.states.on(day)
        of_piece = holding[self._sites]
        drawn: list[Artist] = []
        for number in np.unique(of_piece[of_piece >= 0]):
            who = self.scene.states.holdings[number]
            paths = [self._paths[at] for at in np.flatnonzero(of_piece == number)]
            outline = Outline(
                np.concatenate([path.vertices for path in paths]),
                np.concatenate([path.codes for path in paths]),
            )
            state = State(who.status.value, who.actor, who.against)
            drawn.append(area_patch(state, outline, smooth=False))
        return drawn


def _moving(
    figure: Figure,
    axes: Axes,
    ground: _Ground,
    day: dt.date,
    days: Sequence[dt.date],
    options: ExportOptions,
) -> list[Artist]:
    """Give what a day has of its own, from the lowest up."""
    patches = ground.patches(day)
    for patch in patches:
        axes.add_artist(patch)
    drawn = [*patches, *add_fronts(axes, ground.scene, day), *add_places(axes, ground.scene, day)]
    return [*drawn, *_clock(figure, day, days, options)]


def _clock(
    figure: Figure, day: dt.date, days: Sequence[dt.date], options: ExportOptions
) -> list[Artist]:
    """Write the date, and draw how much of the time has passed."""
    from matplotlib.patches import Rectangle

    box = figure.axes[-1].get_position()
    span = max((days[-1] - days[0]).days, 1)
    passed = box.width * (day - days[0]).days / span
    x, ha = (box.x0, "left") if options.language == "ar" else (box.x1, "right")
    date = figure.text(x, box.y1 + 0.012, str(day), ha=ha, va="bottom", size=13, color=INK)
    height = 0.008
    whole = Rectangle((box.x0, box.y0 - height), box.width, height, color="#e3ded2")
    done = Rectangle((box.x0, box.y0 - height), passed, height, color="#8a2a14")
    if options.language == "ar":
        done.set_x(box.x1 - passed)
    for bar in (whole, done):
        bar.set_transform(figure.transFigure)
        figure.add_artist(bar)
    return [date, whole, done]


def _draw(figure: Figure, artists: Sequence[Artist]) -> None:
    for artist in artists:
        figure.draw_artist(artist)
        artist.remove()


# ---------------------------------------------------------------------------------- writing


def _write_gif(path: Path, frames: Iterable[Any], options: ExportOptions, said: str) -> None:
    """Write a GIF whose frames share the colours of the first and a sample of the others."""
    pictures = list(frames)
    palette = _palette(pictures)
    few = [picture.quantize(palette=palette, dither=0) for picture in pictures]
    few[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=few[1:],
        duration=round(options.seconds * 1000),
        loop=0,
        comment=said.encode(),
    )


def _palette(pictures: Sequence[Image]) -> Image:
    """Choose colours that do for all frames, from ten of them side by side."""
    from PIL import Image

    some = pictures[:: max(1, len(pictures) // 10)]
    width, height = some[0].size
    strip = Image.new("RGB", (width, height * len(some)))
    for at, picture in enumerate(some):
        strip.paste(picture, (0, at * height))
    return strip.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)


def _write_webp(path: Path, frames: Iterable[Any], options: ExportOptions, said: str) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[_IMAGE_DESCRIPTION] = said
    first, *others = frames
    first.save(
        path,
        format="WEBP",
        save_all=True,
        append_images=others,
        duration=round(options.seconds * 1000),
        loop=0,
        quality=85,
        method=1,
        exif=exif,
    )


def _write_video(path: Path, frames: Iterable[Any], options: ExportOptions, said: str) -> None:
    codec, *settings = _VIDEO[path.suffix.lower()]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1"]
    told = ["-metadata", f"title={map_title(options)}", "-metadata", f"comment={said}"]
    writer = None
    for frame in frames:
        if writer is None:
            writer = _ffmpeg()(
                str(path),
                frame.size,
                fps=1 / options.seconds,
                codec=codec,
                quality=None,
                macro_block_size=2,
                output_params=[*settings, *exact, *told],
            )
            writer.send(None)
        writer.send(frame.tobytes())
    assert writer is not None
    writer.close()


def _ffmpeg() -> Callable[..., Any]:
    try:
        from imageio_ffmpeg import write_frames
    except ImportError:
        raise EnvironmentMissing(
            "Videos need the package imageio-ffmpeg, which is not installed; "
            "pip install 'saytara[video]', or export to .webp or .gif."
        ) from None
    write: Callable[..., Any] = write_frames
    return write
