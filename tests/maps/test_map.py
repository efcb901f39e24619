"""The page and its data, without a browser."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim, an_incident, day
from hypothesis import given
from hypothesis import strategies as st
from map_pages import A_PLACE, data_of, html_of, interval

from mapper.config import MapConfig
from mapper.control import ControlTimeline
from mapper.errors import ConfigError, InputError
from mapper.features import areas_on, build_topology, timeline_places
from mapper.maps import as_embedded_json, control_map, control_map_html, map_data, side_perspectives
from mapper.maps.basemap import boundary_lines
from mapper.maps.columns import pack, pack_steps, unpack
from mapper.maps.payload import letters, timeline_words
from mapper.maps.series import STATUSES
from mapper.records import (
    ClaimPlace,
    DateBasis,
    DateRange,
    Document,
    Incident,
    RankedPlace,
    Span,
    Status,
)
from mapper.store import Project
from mapper.vocabulary import actor_or_other


def test_it_is_a_folium_map_that_names_no_address(sample: Project) -> None:
    import folium

    map_ = control_map(hindsight=sample.hindsight, as_known=sample.as_known)
    assert isinstance(map_, folium.Map)
    html = control_map_html(map_)
    assert not re.findall(r'(?:src|href)="(?!data:)[^"]*"', html)
    assert "Content-Security-Policy" in html


def test_the_same_input_gives_the_same_bytes(sample: Project) -> None:
    one, other = (html_of(list(sample.claims), sample.documents) for _ in range(2))
    assert one == other


# -------------------------------------------------------------------------------- columns


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_columns_read_back_as_they_were_packed(numbers: list[int]) -> None:
    assert unpack(pack(numbers)) == numbers


@given(st.lists(st.integers(-(2**30), 2**30 - 1)))
def test_columns_of_steps_read_back_as_they_were_packed(numbers: list[int]) -> None:
    assert unpack(pack_steps(numbers)) == numbers


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ([0, 255], "u8"),
        ([-1, 127], "i8"),
        ([0, 256], "u16"),
        ([-129, 5], "i16"),
        ([0, 70_000], "u32"),
    ],
)
def test_a_column_is_as_narrow_as_it_can_be(numbers: list[int], kind: str) -> None:
    assert pack(numbers)["type"] == kind


def test_a_number_too_great_is_refused() -> None:
    with pytest.raises(OverflowError, match="32 bits"):
        pack([1, 2**40])


def unpacked(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() <= {"type", "base64", "steps", "same", "many"}:
        return unpack(value)
    if isinstance(value, dict):
        return {key: unpacked(item) for key, item in value.items()}
    return value


def columns_of(html: str) -> dict[str, Any]:
    columns: dict[str, Any] = unpacked(data_of(html))
    return columns


def test_columns_are_as_long_as_their_table(sample: Project) -> None:
    data = columns_of(html_of(list(sample.claims), sample.documents))
    assert len({len(column) for column in data["places"].values()}) == 1
    for series in data["series"].values():
        rows = sum(series["rows"])
        for name in ("state", "confidence", "rule", "from", "to", "early", "late"):
            assert len(series[name]) == rows
        for name in ("supporting", "contradicting"):
            assert len(series[name]["many"]) == rows
            assert len(series[name]["claim"]) == sum(series[name]["many"])
    claims = {k: v for k, v in data["claims"].items() if k not in LISTS}
    assert len({len(column) for column in claims.values()}) == 1
    assert len({len(column) for column in data["actors"].values()}) == 1


LISTS = ("kinds", "modalities", "texts", "documents", "names")


def end_of(series: Mapping[str, Any], row: int, last: int) -> int | None:
    """Give the day on which a row of a place ends; `last` is the end of the place's rows."""
    following = series["from"][row + 1] if row + 1 < last else None
    return series["to"][row] or following


def test_intervals_in_columns_are_those_of_the_timeline(sample: Project) -> None:
    data = columns_of(html_of(list(sample.claims), sample.documents))
    series, epoch = data["series"]["hindsight"], dt.date.fromisoformat(data["epoch"]).toordinal()
    actors = [None, *data["actors"]["id"]]
    first, found = 0, []
    for place, many in zip(data["places"]["id"], series["rows"], strict=False):
        for row in range(first, first + many):
            start = dt.date.fromordinal(epoch + series["from"][row])
            end = end_of(series, row, first + many)
            until = dt.date.fromordinal(epoch + end) if end else None
            status, actor, _ = data["states"][series["state"][row]]
            found.append((place, start, until, STATUSES[status], actors[actor]))
        first += many
    wanted = [
        (i.place_id, i.valid_from, i.valid_to, str(i.status), i.actor)
        for i in sample.hindsight.intervals
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)


# -------------------------------------------------------------------------------- ground


def drawn_km2(data: Mapping[str, Any], name: str, day: dt.date) -> dict[str, float]:
    """Add up square kilometres by holder on a day from the columns, as the legend does."""
    series, cells = data["series"][name], data["cells"]
    when = day.toordinal() - dt.date.fromisoformat(data["epoch"]).toordinal()
    begin = [0]
    for many in series["rows"]:
        begin.append(begin[-1] + many)
    sums: dict[str, float] = {}
    for speaker, km2 in zip(cells["speaker"], cells["km2"], strict=True):
        for row in range(begin[speaker], begin[speaker + 1]):
            end = end_of(series, row, begin[speaker + 1])
            holds = series["from"][row] <= when and (end is None or when < end)
            status, actor, _ = data["states"][series["state"][row]]
            if holds and actor:
                contested = STATUSES[status] == "contested"
                key = "contested" if contested else data["actors"]["id"][actor - 1]
                sums[key] = sums.get(key, 0) + km2 / 100
    return sums


@pytest.mark.parametrize("day", ["2014-09-01", "2017-11-08", "2017-11-10", "2019-04-01"])
def test_square_kilometres_are_those_of_the_feature_tables(sample: Project, day: str) -> None:
    date = dt.date.fromisoformat(day)
    topology = build_topology(
        [*timeline_places(sample.hindsight), *timeline_places(sample.as_known)]
    )
    table = areas_on(topology, sample.hindsight, date)
    wanted: dict[str, float] = {}
    for row in table[table["actor"].notna()].itertuples():
        key = "contested" if row.status == "contested" else row.actor
        wanted[key] = wanted.get(key, 0) + row.high_km2
    found = drawn_km2(columns_of(html_of(list(sample.claims), sample.documents)), "hindsight", date)
    assert found == pytest.approx(wanted, abs=0.1)


def test_places_at_one_point_speak_with_one_voice() -> None:
    """Rule S4: two holders at one point make its ground contested."""
    one = interval("a", actor="IS", confidence=0.9)
    other = interval("b", actor="SDF", confidence=0.8)
    timeline = ControlTimeline((one, other))
    data = unpacked(map_data(hindsight=timeline, as_known=timeline).payload)
    (speaker,) = data["cells"]["speaker"]
    assert speaker == len(data["places"]["id"])
    series = data["series"]["hindsight"]
    assert series["rows"] == [1, 1, 1]
    assert STATUSES[data["states"][series["state"][2]][0]] == Status.CONTESTED


def test_cells_that_touch_share_their_corners() -> None:
    timeline = ControlTimeline((interval("a", lat=35.0), interval("b", lat=35.05)))
    cells = unpacked(map_data(hindsight=timeline, as_known=timeline).payload["cells"])
    first = cells["ring"][0]
    shared = set(cells["corner"][:first]) & set(cells["corner"][first:])
    assert len(shared) >= 2


def test_an_empty_map_is_a_map() -> None:
    data = columns_of(html_of([]))
    assert data["places"]["id"] == []
    assert data["cells"]["corner"] == []


# -------------------------------------------------------------------------------- evidence


def test_the_quote_is_the_evidence_in_its_sentence() -> None:
    text = "عنوان\nأولا. وقال إن الجيش سيطر على البوكمال اليوم. وأخيرا."
    start = text.index("سيطر")
    claim = a_claim(evidence=Span.of(text, start, start + len("سيطر على البوكمال")))
    claims = data_of(html_of([claim], (Document(id="d", text=text),)))["claims"]
    assert claims["evidence"] == ["سيطر على البوكمال"]
    assert claims["before"][0].endswith("الجيش ")
    assert claims["after"] == [" اليوم."]


def test_claims_off_the_map_are_counted() -> None:
    off = a_claim(place=ClaimPlace(text="زقزاقة"))
    data = columns_of(html_of([a_claim(), off]))
    assert data["unplaced"] == 1
    assert len(data["claims"]["place"]) == 1


def test_a_claim_says_whose_side_its_source_is_on() -> None:
    data = columns_of(
        html_of([a_claim(outlet="سانا"), a_claim(outlet="الجزيرة", first="2017-11-09")])
    )
    sides = [[None, *data["actors"]["id"]][side] for side in data["claims"]["side"]]
    assert sides == ["SY.GOV", None]


def test_rivals_of_a_name_are_told_without_the_place_itself() -> None:
    rivals = (
        RankedPlace(id=A_PLACE.id or "", name_ar="حلب", lat=36.2, lon=37.1, score=0.9),
        RankedPlace(id="other", name_ar="حلب أخرى", lat=30.0, lon=31.0, score=0.4),
    )
    place = ClaimPlace(
        text="حلب", id=A_PLACE.id, name_ar="حلب", name_en="Aleppo", lat=36.2, lon=37.1,
        candidates=rivals,
    )  # fmt: skip
    names = data_of(html_of([a_claim(place=place)]))["claims"]["names"]
    assert names == [{"text": "حلب", "rivals": [["حلب أخرى", 30.0, 31.0, 40]]}]


def test_nothing_of_an_article_ends_the_script_or_runs_as_a_template() -> None:
    evil = "</script><b>{{ 7*7 }}{% raw %}\u2028<!--"
    text = f"{evil} x"
    claim = a_claim(evidence=Span.of(text, 0, len(evil)), source=evil, outlet=evil)
    html = html_of([claim], (Document(id="d", text=text),))
    assert evil not in html
    claims = data_of(html)["claims"]
    assert claims["evidence"] == [evil]
    assert claims["texts"][0] == evil


def test_json_inside_a_script_has_no_angle_brackets() -> None:
    packed = as_embedded_json({"a": "<&>\u2029"})
    assert not re.search("[<>&\u2028\u2029]", packed)
    assert json.loads(packed) == {"a": "<&>\u2029"}


def test_half_a_character_does_not_stop_the_page() -> None:
    assert json.loads(as_embedded_json("a\ud800b")) == "a?b"


# -------------------------------------------------------------------------------- incidents


def shown(*incidents: Incident, days: int = 14) -> Any:
    timeline = ControlTimeline((interval("a"),))
    settings = MapConfig(incident_days=days)
    return map_data(
        hindsight=timeline, as_known=timeline, incidents=incidents, settings=settings
    ).payload


def test_incidents_are_columns_by_day() -> None:
    later = an_incident(actor=None, date=DateRange(day("2017-11-09"), day("2017-11-11")))
    data = shown(later, an_incident(outlet="وكالة"))
    found = unpacked(data["incidents"])
    assert found["day"] == sorted(found["day"])
    assert found["early"] == [0, 2]
    actors = [None, *data["actors"]["id"]]
    assert [actors[number] for number in found["actor"]] == ["COAL", None]
    assert [actors[number] for number in found["target"]] == ["IS", "IS"]
    assert [found["kinds"][number]["en"] for number in found["kind"]] == ["Air strike"] * 2
    assert found["places"] == [{"ar": "البوكمال", "en": "Al-Bukamal"}]
    assert [*found["outlet"], *found["texts"]] == [1, 0, "وكالة"]


def test_incidents_without_a_day_or_a_point_are_left_out() -> None:
    undated = an_incident(date=None, date_basis=DateBasis.NONE)
    unplaced = an_incident(place=ClaimPlace(text="قرية"))
    assert shown(undated, unplaced)["incidents"]["evidence"] == []


def test_an_incident_dated_to_more_days_than_it_is_shown_is_left_out() -> None:
    month = an_incident(date=DateRange(day("2017-11-01"), day("2017-11-30")))
    assert shown(month)["incidents"]["evidence"] == []
    assert shown(month, days=30)["incidents"]["evidence"] == [""]


def test_an_incident_before_all_claims_has_its_own_day() -> None:
    early = an_incident(date=DateRange(day("2017-01-03"), day("2017-01-03")))
    data = shown(early)
    epoch = dt.date.fromisoformat(data["epoch"])
    assert epoch + dt.timedelta(days=unpacked(data["incidents"])["day"][0]) == day("2017-01-03")


# ------------------------------------------------------------------------- names and words


def test_an_actor_that_nobody_lists_keeps_its_name() -> None:
    actors = data_of(html_of([a_claim(actor="OTHER:قوات محلية")]))["actors"]
    assert actors["ar"][actors["id"].index("OTHER:قوات محلية")] == "قوات محلية"


def test_no_two_actors_of_a_map_share_a_letter() -> None:
    ids = ["SY.GOV", "SD.SAF", "STC", "IS", "OTHER:Ibn", "OTHER:a", "OTHER:ا", "OTHER:1"]
    marks = letters([actor_or_other(name) for name in ids])
    assert len(set(marks)) == len(ids)
    assert marks[ids.index("SY.GOV")] == "S"


def keys(table: Mapping[str, Any], path: str = "") -> set[str]:
    return {
        name
        for key, value in table.items()
        for name in (keys(value, f"{path}{key}.") if isinstance(value, dict) else {path + key})
    }


PLURALS = {"zero", "one", "two", "few", "many", "other"}


def test_both_languages_say_the_same_things() -> None:
    words = timeline_words()
    spoken = [{k for k in keys(words[code]) if k.split(".")[-1] not in PLURALS} for code in words]
    assert spoken[0] == spoken[1]
    for name in ("places", "reports", "unplaced"):
        assert all("other" in words[code][name] for code in words)


def test_every_word_that_a_module_says_is_in_the_words() -> None:
    known = keys(timeline_words()["en"]) | set(timeline_words()["en"])
    static = Path(__file__).parents[2] / "mapper" / "maps" / "static" / "timeline"
    for path in static.glob("*.js"):
        for name in re.findall(
            r'(?:\.say|\.count|label)\((?:[\w.]+, )?"([\w.]+)"', path.read_text("utf-8")
        ):
            assert name in known, f"{path.name} says {name}"


# ---------------------------------------------------------------------- settings, boundaries


def policy_of(html: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_tiles_are_off_unless_asked_for_and_open_just_their_host() -> None:
    empty = ControlTimeline()
    tiles = MapConfig(tiles="https://tile.example.org/{z}/{x}/{y}.png", tiles_attribution="© Some")
    closed, opened = (
        policy_of(control_map_html(control_map(hindsight=empty, as_known=empty, settings=settings)))
        for settings in (MapConfig(), tiles)
    )
    assert "http" not in closed
    assert opened == closed.replace("img-src data:", "img-src data: https://tile.example.org")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"tiles": "http://a.example/{z}"}, "https"),
        ({"tiles": "https://a.example/{z}; script-src *", "tiles_attribution": "a"}, "https"),
        ({"tiles": 'https://a.example/"><script>', "tiles_attribution": "a"}, "https"),
        ({"tiles": "https://a.example/{z}/{x}/{y}"}, "whose tiles"),
        ({"digits": "roman"}, "latin"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(
    settings: Mapping[str, str], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        MapConfig(**settings)  # type: ignore[arg-type]


def test_a_users_own_boundaries_become_lines_with_names(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[40, 34], [41, 34], [41, 35], [40, 34]]]}
    feature = {"type": "Feature", "properties": {"name": "Here"}, "geometry": shape}
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    found = boundary_lines(path)
    assert found["lines"] == [[[40, 34], [41, 34], [41, 35], [40, 34]]]
    assert found["names"]["en"] == ["Here"]


@pytest.mark.parametrize(
    "text", ["no file of any map", '{"type": "FeatureCollection", "features": []}']
)
def test_boundaries_that_cannot_be_used_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(text)
    with pytest.raises(InputError, match="boundaries"):
        boundary_lines(path)


# ----------------------------------------------------------------------------- perspectives


def test_each_side_tells_its_own_map() -> None:
    claims = [
        a_claim(outlet="سانا"),
        a_claim(actor="IS", outlet="وكالة أعماق", first="2017-11-09"),
        a_claim(actor="IS", outlet="الجزيرة", first="2017-11-10"),
    ]
    sides = side_perspectives(claims)
    assert [side.id for side in sides] == ["side:IS", "side:SY.GOV", "side:neutral"]
    holders = [{i.actor for i in side.timeline.intervals if i.actor} for side in sides]
    assert holders[0] == {"IS"}
    assert "SY.GOV" in holders[1]


def test_one_side_alone_is_no_perspective() -> None:
    assert side_perspectives([a_claim(), a_claim(first="2017-11-20")]) == ()
