"""Pages of the map for its tests, and their data."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from conftest import BUKAMAL

from mapper.control import infer_as_known, infer_hindsight
from mapper.maps import control_map, control_map_html
from mapper.records import Claim, ControlInterval, Document, Status

A_PLACE = BUKAMAL


def html_of(
    claims: Sequence[Claim],
    documents: Sequence[Document] = (),
    *,
    language: str = "en",
    **more: Any,
) -> str:
    map_ = control_map(
        hindsight=infer_hindsight(claims),
        as_known=infer_as_known(claims),
        claims=claims,
        documents=documents,
        language=language,
        **more,
    )
    return control_map_html(map_)


def data_of(html: str) -> dict[str, Any]:
    match = re.search(r'id="saytara-data">(.*?)</script>', html, re.DOTALL)
    assert match is not None
    data: dict[str, Any] = json.loads(match[1])
    return data


def interval(
    place: str,
    *,
    actor: str | None = "IS",
    first: str = "2017-11-01",
    last: str | None = None,
    status: Status = Status.CONTROLLED,
    against: str | None = None,
    confidence: float = 0.9,
    lat: float = 35.0,
    lon: float = 40.0,
    name: str | None = None,
) -> ControlInterval:
    """One interval of a place that need not be anywhere."""
    day = dt.date.fromisoformat(first)
    return ControlInterval(
        place_id=place,
        place_name_ar=name or place,
        place_name_en=name or place,
        lat=lat,
        lon=lon,
        status=status,
        actor=actor,
        against=against,
        confidence=confidence,
        valid_from=day,
        valid_from_earliest=day,
        valid_from_latest=day,
        valid_to=dt.date.fromisoformat(last) if last else None,
    )


# ---------------------------------------------------------------------------- in a host's frame

HOST = """<!doctype html><script>
window.told = [];
addEventListener('message', (e) => told.push(e.data));
</script>"""

OPEN = """([srcdoc, name]) => {
    const frame = Object.assign(document.createElement('iframe'), { name, srcdoc });
    frame.sandbox = 'allow-scripts';
    frame.style.cssText = 'width:900px;height:600px';
    document.body.append(frame);
}"""


def opened_map(browser: Any, html: str, state: str = "") -> Any:
    """Show a map in a frame without an origin, as the app does; `state` is the frame's name."""
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.set_content(HOST)
    page.evaluate(OPEN, [html, state])
    frame = page.frame_locator("iframe")
    frame.locator(".saytara[data-rest]").wait_for(state="attached")
    # a frame may get its size after its page began
    frame.locator(".leaflet-saytara-labels-pane canvas[width='900']").wait_for(state="attached")
    return page


def frame_of(page: Any) -> Any:
    return page.locator("iframe").element_handle().content_frame()


def send(page: Any, message: Mapping[str, Any] | object, *, answered: bool = True) -> None:
    """Tell the map something, and wait until it says that it did that."""
    page.evaluate(
        """([message, answered]) => new Promise((done) => {
            const frame = document.querySelector('iframe').contentWindow;
            const hear = ({ data }) => {
                if (data.type !== 'saytara:did' || data.what !== message.type) return;
                removeEventListener('message', hear);
                done();
            };
            if (answered) addEventListener('message', hear);
            else done();
            frame.postMessage(message, '*');
        })""",
        [message, answered],
    )
