"""Pictures: what they say, in both languages; as data where there is any, and whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small_project import HOSTILE, META, interval

from mapper.control import ControlTimeline
from mapper.errors import ExportError
from mapper.exports import export
from mapper.exports.drawing import plain_style
from mapper.exports.options import read_options
from mapper.exports.picture import draw_picture
from mapper.exports.scene import last_day
from mapper.store import Project

PICTURES = (".png", ".svg", ".pdf")


EN = {
    *("Who is said to control what", "2017-11-09", "as known in hindsight", "Control", "N"),
    *("front line", "Iraqi forces", "Islamic State", "contested: Islamic State /"),
    *("Bukamal", "Susa", "10 km"),
}
AR = {
    *("من يُقال إنه يسيطر على ماذا", "2017-11-09", "السيطرة", "ش", "خط التماس"),
    *("القوات العراقية", "البوكمال", "السوسة", "10 كم"),
}


def texts(file: Path) -> list[str]:
    found = ET.parse(file).getroot().iter("{http://www.w3.org/2000/svg}text")
    return [element.text or "" for element in found]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", EN),
        ("ar", AR),
    ],
)
def test_a_picture_says_all_that_a_map_must_as_text(
    small: Project, tmp_path: Path, language: str, said: set[str]
) -> None:
    export(small, tmp_path / "a.svg", on="2017-11-09", language=language)
    found = texts(tmp_path / "a.svg")
    assert said <= set(found)
    assert any("OCHA, CC BY 3.0 IGO" in text and "Natural Earth" in text for text in found)


def test_the_legend_explains_only_what_is_shown(small: Project, tmp_path: Path) -> None:
    export(small, tmp_path / "a.svg", on="2017-11-20")
    found = texts(tmp_path / "a.svg")
    assert "Syrian army" in found
    assert not [text for text in found if text.startswith("contested")]


def test_besieged_ground_is_explained_by_its_holder(small: Project, tmp_path: Path) -> None:
    export(small, tmp_path / "a.svg", on="2017-11-12")
    found = texts(tmp_path / "a.svg")
    assert "Islamic State" in found
    assert "Islamic State, besieged by" in found


def test_several_days_are_a_grid_with_a_date_each(small: Project, tmp_path: Path) -> None:
    days = ["2014-07-01", "2017-11-09", "2017-11-13", "2017-11-20", "2019-02-01"]
    export(small, tmp_path / "a.svg", on=days)
    found = texts(tmp_path / "a.svg")
    assert [text for text in found if text in days] == days
    assert f"{days[0]} – {days[-1]}" in found


@pytest.mark.parametrize("many", [1, 2, 3, 6, 12])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_maps_of_a_grid_share_the_paper(small: Project, many: int, language: str) -> None:
    days = [dt.date(2017, 11, 1) + dt.timedelta(days=n) for n in range(many)]
    with plain_style():
        figure = draw_picture(small, read_options({"on": days, "language": language}))
    boxes = [axes.get_position() for axes in figure.axes]
    assert len(boxes) == many + 1  # and the inset
    assert all(0 <= box.x0 < box.x1 <= 1 and 0 <= box.y0 < box.y1 <= 1 for box in boxes)
    pairs = [(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]]
    assert not [pair for pair in pairs if pair[0].overlaps(pair[1])]


def test_a_picture_has_the_size_and_resolution_asked_for(small: Project, tmp_path: Path) -> None:
    from PIL import Image

    export(small, tmp_path / "a.png", size_mm=(127, 254), dpi=100)
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (500, 1000)
        assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)


def test_without_an_inset_there_is_none(small: Project) -> None:
    with plain_style():
        assert len(draw_picture(small, read_options({"inset": False})).axes) == 1


def test_a_picture_says_what_made_it(small: Project, tmp_path: Path) -> None:
    from PIL import Image

    for ending in PICTURES:
        export(small, tmp_path / f"a{ending}", language="ar")
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["Title"] == "من يُقال إنه يسيطر على ماذا"
        assert META["config_hash"] in image.info["Comment"]
        assert META["gazetteer"] in image.info["Source"]
    assert META["config_hash"] in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert META["config_hash"].encode() in (tmp_path / "a.pdf").read_bytes()


def test_hostile_text_is_only_text(small: Project, tmp_path: Path) -> None:
    named = interval("bukamal", "2017-11-08", None, place_name_en=HOSTILE, actor=f"OTHER:{HOSTILE}")
    project = Project(hindsight=ControlTimeline((named,)), meta=META)
    export(project, tmp_path / "a.svg", title=HOSTILE, on="2017-11-09")
    found = texts(tmp_path / "a.svg")
    assert found.count(HOSTILE.replace("\x00", "\ufffd")) == 2  # the title and the place
    for ending in PICTURES:
        export(project, tmp_path / f"a{ending}", title=HOSTILE, on="2017-11-09")


def test_without_a_day_the_last_with_news_is_shown(sample: Project) -> None:
    assert last_day(sample) == max(c.date.latest for c in sample.claims if c.date)
    assert last_day(Project(hindsight=sample.hindsight)) == max(
        item.valid_from for item in sample.hindsight.intervals
    )


@pytest.mark.parametrize("ending", PICTURES)
def test_nothing_to_draw_is_told(tmp_path: Path, ending: str) -> None:
    with pytest.raises(ExportError, match="nothing to draw"):
        export(Project(), tmp_path / f"a{ending}")
    assert not list(tmp_path.iterdir())


def test_a_day_of_which_nothing_is_known_is_told(small: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Nothing is known on 1999-01-01"):
        export(small, tmp_path / "a.png", on="1999-01-01")


@pytest.mark.parametrize("ending", PICTURES)
def test_a_full_disk_leaves_the_old_picture(
    small: Project,
    tmp_path: Path,
    ending: str,
    full_disk: Callable[[int], AbstractContextManager[None]],
) -> None:
    file = tmp_path / f"a{ending}"
    file.write_text("old", encoding="utf-8")
    with full_disk(2000), pytest.raises(ExportError, match="Cannot write"):
        export(small, file)
    assert file.read_text(encoding="utf-8") == "old"
