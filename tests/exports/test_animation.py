"""Animations: the right frames, whole files, and a sentence where a video cannot be made."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from small_project import META

from mapper.errors import EnvironmentMissing, ExportError
from mapper.exports import export
from mapper.exports.animation import draw_frames, frame_days
from mapper.exports.options import read_options
from mapper.store import Project

SMALL = {"size_mm": (100, 70), "dpi": 50, "inset": False}
NOVEMBER = {"since": "2017-11-01", "until": "2017-11-20"}


def days_of(project: Project, **wanted: object) -> list[str]:
    return [str(day) for day in frame_days(project, read_options(wanted))]


def test_frames_stand_at_the_first_day_and_at_every_change(small: Project) -> None:
    changes = ["2017-11-03", "2017-11-08", "2017-11-11", "2017-11-19"]
    assert days_of(small, **NOVEMBER) == ["2017-11-01", *changes]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("day", [f"2017-11-{day:02}" for day in range(1, 21)]),
        ("week", ["2017-11-01", "2017-11-08", "2017-11-15"]),
        ("month", ["2017-11-01"]),
    ],
)
def test_frames_stand_at_steps(small: Project, step: str, found: list[str]) -> None:
    assert days_of(small, step=step, **NOVEMBER) == found


def test_months_begin_on_their_first_day(small: Project) -> None:
    found = days_of(small, step="month", since="2017-10-31", until="2018-01-15")
    assert found == ["2017-10-31", "2017-11-01", "2017-12-01", "2018-01-01"]


def test_too_many_frames_are_told(small: Project) -> None:
    with pytest.raises(ExportError, match=r"would have \d+ frames; at most 2000"):
        days_of(small, step="day", since="2010-01-01")


def test_frames_differ_only_where_something_moves(small: Project) -> None:
    import numpy as np

    frames = list(draw_frames(small, read_options({**SMALL, **NOVEMBER})))
    assert len(frames) == 5
    assert all(side % 2 == 0 for side in frames[0].size)
    pixels = np.array([np.asarray(frame) for frame in frames])
    moved = (pixels != pixels[0]).any(axis=(0, 3))
    assert 0.001 < moved.mean() < 0.5


def test_progress_is_told_of_every_frame(small: Project) -> None:
    told: list[tuple[int, int]] = []
    options = read_options({**SMALL, **NOVEMBER, "progress": lambda *how: told.append(how)})
    assert len(list(draw_frames(small, options))) == 5
    assert told == [(number, 5) for number in range(1, 6)]


@pytest.mark.parametrize("ending", [".gif", ".webp"])
def test_an_animation_has_all_frames_and_says_what_made_it(
    small: Project, tmp_path: Path, ending: str
) -> None:
    from PIL import Image

    export(small, tmp_path / f"a{ending}", seconds=0.5, language="ar", **SMALL, **NOVEMBER)
    with Image.open(tmp_path / f"a{ending}") as image:
        assert image.n_frames == 5
        assert image.info["loop"] == 0
        said = image.info.get("comment") or image.getexif()[0x010E]
        image.seek(1)
        image.load()
        assert image.info["duration"] == 500
    assert json.loads(said)["config_hash"] == META["config_hash"]


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_a_video_has_all_frames(small: Project, tmp_path: Path, ending: str) -> None:
    ffmpeg = pytest.importorskip("imageio_ffmpeg")
    export(small, tmp_path / f"a{ending}", seconds=0.5, **SMALL, **NOVEMBER)
    frames, seconds = ffmpeg.count_frames_and_secs(str(tmp_path / f"a{ending}"))
    assert (frames, seconds) == (5, 2.5)


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_a_video_without_its_package_is_told(
    small: Project, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(EnvironmentMissing, match=r"pip install 'saytara\[video\]', or export to"):
        export(small, tmp_path / f"a{ending}")
    assert not list(tmp_path.iterdir())


def test_an_animation_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="knows no place at any time"):
        export(Project(), tmp_path / "a.gif")
