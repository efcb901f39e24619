"""What a host hides on a map: flags in Python, and the map that is told of them in the browser."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from conftest import a_claim
from hypothesis import given
from hypothesis import strategies as st
from map_pages import frame_of, interval, opened_map, send
from playwright.sync_api import expect

from mapper.control import ControlTimeline
from mapper.maps import MapData, control_map_html, hidden_rows, map_data, map_of
from mapper.maps.columns import pack_flags, unpack
from mapper.records import Claim, ClaimPlace, Status
from mapper.views import HIDDEN, ClaimFilter, hide_intervals

DAY = "2018-03-01"
LAYERS = ("areas", "points", "fronts", "labels")
ACTORS = ("IS", "SDF", "SY.GOV")


TURNS = (("2017-01-01", "2017-09-01"), ("2017-09-01", "2018-02-01"), ("2018-02-01", None))


def made_up() -> tuple[ControlTimeline, list[Claim]]:
    """Forty places that change hands; every fifth lies where the one before it does."""
    intervals, claims = [], []
    for number, turn in product(range(40), range(3)):
        spot, name = number - (number % 5 == 4), f"p{number:02}"
        lat, lon = 33.5 + 0.4 * (spot % 8), 39.0 + 0.5 * (spot // 8)
        actor, other = ACTORS[(number + turn) % 3], ACTORS[(number + turn + 1) % 3]
        fought = number % 7 == turn
        first, last = TURNS[turn]
        place = ClaimPlace(text=name, id=name, name_ar=name, name_en=name, lat=lat, lon=lon)
        claims.append(a_claim("capture", actor, first, doc=f"{number}-{turn}", place=place))
        item = interval(
            name,
            actor=actor,
            first=first,
            last=last,
            status=Status.CONTESTED if fought else Status.CONTROLLED,
            against=other if fought else None,
            confidence=0.5 + 0.01 * number,
            lat=lat,
            lon=lon,
        )
        intervals.append(dataclasses.replace(item, supporting_claims=(claims[-1].id,)))
    return ControlTimeline(tuple(intervals)), claims


TIMELINE, CLAIMS = made_up()
WANTED = (
    ClaimFilter(actors=("IS",)),
    ClaimFilter(confidence=0.7),
    ClaimFilter(actors=("SDF",), confidence=0.6),
    ClaimFilter(actors=("nobody",)),
)


def data_of(timeline: ControlTimeline) -> MapData:
    return map_data(hindsight=timeline, as_known=timeline, claims=CLAIMS)


def filtered(wanted: ClaimFilter) -> ControlTimeline:
    return hide_intervals(TIMELINE, wanted, CLAIMS)[0]


def message_of(wanted: ClaimFilter, data: MapData) -> dict[str, Any]:
    timeline = filtered(wanted)
    hidden = hidden_rows(data.columns, {"hindsight": timeline, "as_known": timeline}, rule=HIDDEN)
    return {"type": "saytara:setHidden", "hidden": hidden}


@given(st.lists(st.booleans()))
def test_flags_read_back_from_the_lowest_bit_on(flags: list[bool]) -> None:
    read = [bool(byte >> bit & 1) for byte in unpack(pack_flags(flags)) for bit in range(8)]
    assert read[: len(flags)] == flags
    assert not any(read[len(flags) :])


def test_every_hidden_interval_has_its_flag_in_the_order_of_the_rows() -> None:
    data, wanted = data_of(TIMELINE), ClaimFilter(actors=("IS",))
    flags = unpack(message_of(wanted, data)["hidden"]["series"]["hindsight"]["hidden"])
    by_place = sorted(filtered(wanted).intervals, key=lambda i: (i.place_id, i.valid_from))
    read = [bool(flags[row // 8] >> row % 8 & 1) for row in range(len(by_place))]
    assert read == [item.rule == HIDDEN for item in by_place]
    assert any(read)
    assert not all(read)


def test_places_at_one_point_get_another_voice_when_one_is_hidden() -> None:
    """Rule S4: one of two holders at a point is hidden; their ground is contested no more."""
    one = interval("a", actor="IS", confidence=0.9)
    other = interval("b", actor="SDF", confidence=0.8)
    timeline = ControlTimeline((one, other))
    hidden, _ = hide_intervals(timeline, ClaimFilter(actors=("SDF",)), [])
    data = data_of(timeline)
    found = hidden_rows(data.columns, {"hindsight": hidden}, rule=HIDDEN)
    shared = found["series"]["hindsight"]["shared"]
    ((status, actor, against),) = found["states"]
    assert unpack(shared["rows"]) == [1]
    assert (data.payload["statuses"][status], against) == ("controlled", 0)
    assert data.payload["actors"]["id"][actor - 1] == "SDF"


def test_a_message_adds_nothing_to_what_the_map_numbers() -> None:
    data = data_of(TIMELINE)
    before = [list(column.things) for column in (data.columns.actors, data.columns.states)]
    message_of(ClaimFilter(actors=("IS",)), data)
    assert [column.things for column in (data.columns.actors, data.columns.states)] == before


# ------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="module")
def data() -> MapData:
    return data_of(TIMELINE)


@pytest.fixture
def host(chromium: Any, data: MapData) -> Iterator[Any]:
    page = opened_map(chromium, control_map_html(map_of(data)), f"date={DAY}")
    yield page
    assert page.wrong == []
    page.close()


def pictures(host: Any) -> list[str]:
    return [frame_of(host).evaluate("(l) => saytara.pictureOf(l)", layer) for layer in LAYERS]


def legend(host: Any) -> str:
    text: str = frame_of(host).locator(".saytara-legend").inner_text()
    return text


@pytest.mark.browser
@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_is_hidden_by_a_message_is_drawn_as_on_a_page_made_without_it(
    chromium: Any, host: Any, data: MapData, wanted: ClaimFilter
) -> None:
    """Pixel for pixel and number for number, whatever was hidden and shown before."""
    before = pictures(host)
    html = control_map_html(map_of(data_of(filtered(wanted))))
    fresh = opened_map(chromium, html, f"date={DAY}")
    for other in WANTED:
        send(host, message_of(other, data))
    send(host, message_of(wanted, data))
    assert pictures(host) == pictures(fresh)
    assert legend(host) == legend(fresh)
    assert pictures(host) != before
    send(host, {"type": "saytara:setHidden", "hidden": None})
    assert pictures(host) == before
    fresh.close()


@pytest.mark.browser
def test_scrubbing_over_hidden_rows_ends_where_a_fresh_page_begins(
    chromium: Any, host: Any, data: MapData
) -> None:
    send(host, message_of(WANTED[0], data))
    send(host, {"type": "saytara:setDate", "date": "2017-05-05"})
    send(host, {"type": "saytara:setDate", "date": "2017-10-01"})
    root = frame_of(host).locator(".saytara[data-rest='2017-10-01']")
    root.wait_for(state="attached")
    html = control_map_html(map_of(data_of(filtered(WANTED[0]))))
    fresh = opened_map(chromium, html, "date=2017-10-01")
    assert pictures(host) == pictures(fresh)
    fresh.close()


@pytest.mark.browser
def test_a_hidden_place_says_that_a_filter_hides_it(host: Any, data: MapData) -> None:
    send(host, message_of(ClaimFilter(actors=("nobody",)), data))
    send(host, {"type": "saytara:setPlace", "place": "p00"})
    detail = frame_of(host).locator(".saytara-detail")
    expect(detail).to_contain_text("unknown")
    expect(detail).to_contain_text("a filter of the page around the map")


def spoilt(message: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Give the message with parts of its first series, or of itself, replaced."""
    hidden = message["hidden"]
    series = hidden["series"]["hindsight"]
    own = {key: value for key, value in parts.items() if key in series}
    return {
        "type": "saytara:setHidden",
        "hidden": {**hidden, "series": {"hindsight": series | own}}
        | {key: value for key, value in parts.items() if key in hidden},
    }


@pytest.mark.browser
def test_a_message_that_is_hostile_or_of_another_map_changes_nothing(
    host: Any, data: MapData
) -> None:
    good = message_of(WANTED[0], data)
    one = ControlTimeline((interval("p00"),))
    other = {"hidden": hidden_rows(data_of(one).columns, {"hindsight": one}, rule=HIDDEN)}
    shared = good["hidden"]["series"]["hindsight"]["shared"]
    evil = "<img src=x onerror=parent.fired=1>"
    wrong = [
        *({"type": "saytara:setHidden", "hidden": h} for h in (5, evil, [], {}, {"series": {}})),
        {"type": "saytara:setHidden", "hidden": {"series": {"__proto__": 1}, "states": []}},
        spoilt(good, hidden={"type": "u8", "base64": evil}),
        spoilt(good, hidden={"type": "u8", "base64": "AAAA"}),
        spoilt(good, hidden={"type": "constructor", "base64": ""}),
        spoilt(good, hidden={"same": 1, "many": 2**40}),
        spoilt(good, shared=shared | {"rows": {"same": 9, "many": 1}}),
        spoilt(good, shared=shared | {"state": {"same": 99, "many": 1}}),
        spoilt(good, states=[[0, 99, 0]]),
        spoilt(good, states=[[evil, 0, 0]]),
        spoilt(good, series={"toString": good["hidden"]["series"]["hindsight"]}),
        {"type": "saytara:setHidden", **other},
    ]
    before, many = pictures(host), len(host.evaluate("told"))
    for message in wrong:
        send(host, message, answered=False)
    send(host, {"type": "saytara:setDate", "date": DAY})
    assert pictures(host) == before
    assert host.evaluate("window.fired") is None
    assert len(host.evaluate("told")) > many
    send(host, good)
    assert pictures(host) != before


@pytest.mark.browser
def test_a_frame_opens_with_the_state_in_its_name(chromium: Any, data: MapData) -> None:
    html = control_map_html(map_of(data))
    page = opened_map(chromium, html, "lang=ar&date=2017-10-02&view=<b>&place=<img src=x>")
    root = frame_of(page).locator(".saytara")
    assert root.get_attribute("dir") == "rtl"
    assert root.get_attribute("data-date") == "2017-10-02"
    page.close()


@pytest.mark.browser
def test_a_language_that_is_told_moves_neither_the_day_nor_the_map(host: Any) -> None:
    frame = frame_of(host)
    before = frame.evaluate("[saytara.date(), saytara.centres()]")
    told = len(host.evaluate("told.filter(({type}) => type === 'saytara:date')"))
    send(host, {"type": "saytara:setLanguage", "language": "ar"})
    assert frame.locator(".saytara").get_attribute("dir") == "rtl"
    assert frame.evaluate("[saytara.date(), saytara.centres()]") == before
    assert len(host.evaluate("told.filter(({type}) => type === 'saytara:date')")) == told
    assert {"type": "saytara:did", "what": "saytara:setLanguage"} in host.evaluate("told")
