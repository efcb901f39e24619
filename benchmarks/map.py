"""What the timeline map costs in a browser: frames while scrubbing, first map, file, heap.

    python benchmarks/map.py [--places N]... [--days N] [--chromium PATH] [--peers FOLDER]

Made-up places in the box of Syria and Iraq whose ground moves (those of benchmarks/areas.py), in
headless Chromium at 1,280 × 800 and a device pixel ratio of 1 and 2, without any network. A frame
is the time from one animation frame to the next while the slider's own input events sweep over all
days, once forth and once back; "work" is what our code does in it.

The peers are folium's Timeline and TimestampedGeoJson with the same points as circles on Leaflet's
canvas. They need scripts that are not installed here: `--peers` names a folder with what
`npm pack leaflet.timeline@1.6.0 leaflet-timedimension@1.1.1 iso8601-js-period@0.2.1 moment@2.29.4
jquery@3.7.1` brings. Without it they are left out.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import statistics
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

import numpy as np  # noqa: E402

from benchmarks.areas import FIRST, places, war  # noqa: E402
from mapper.control import ControlTimeline  # noqa: E402
from mapper.maps import control_map, control_map_html  # noqa: E402

SIZE = {"width": 1280, "height": 800}
FRAMES = 240
PEER_FRAMES = 24
WATCH_FIRST_MAP = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector('.saytara[data-rest]')) return;
  watcher.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstMap = performance.now(); }));
}).observe(document, {subtree: true, childList: true, attributes: true});
"""
SCRUB = """async ({frames, move}) => {
  const act = {
    ours: (part) => {
      const slider = document.querySelector('.saytara-slider');
      slider.value = Number(slider.min) + part * (slider.max - slider.min);
      slider.dispatchEvent(new Event('input', {bubbles: true}));
    },
    timeline: (part) => control.setTime(control.start + part * (control.end - control.start)),
    dimension: (part) => {
      const times = window.dimension.getAvailableTimes();
      window.dimension.setCurrentTime(times[Math.floor(part * (times.length - 1))]);
    },
  }[move];
  const gaps = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    act(1 - Math.abs(1 - (2 * frame) / frames));
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - before);
    before = now;
  }
  return gaps.slice(2);
}"""


def named(timeline: ControlTimeline) -> ControlTimeline:
    """Give made-up places names of the usual length."""
    items = []
    for item in timeline.intervals:
        number = int(item.place_id[1:])
        ar, en = f"قرية رقم {number}", f"Village no. {number}"
        items.append(dataclasses.replace(item, place_name_ar=ar, place_name_en=en))
    return ControlTimeline(tuple(items))


def scene(many: int, days: int) -> ControlTimeline:
    rng = np.random.default_rng(1)
    return named(war(places(many, rng), days, rng))


@contextmanager
def chromium(path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--enable-precise-memory-info"]
        )
        yield browser
        browser.close()


def heap_mb(page: Any) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 1e6)


def row(name: str, gaps: Sequence[float], *more: str) -> None:
    median, high = statistics.median(gaps), float(np.quantile(gaps, 0.95))
    print(f"{name:52}{median:9.1f}{high:9.1f}{''.join(f'{text:>10}' for text in more)}", flush=True)


def measure_ours(browser: Any, html: str, name: str) -> float:
    """Print the rows of one page, and give the median frame at ratio 1."""
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        path.write_text(html, encoding="utf-8")
        for ratio in (1, 2):
            context = browser.new_context(viewport=SIZE, device_scale_factor=ratio)
            page = context.new_page()
            page.add_init_script(WATCH_FIRST_MAP)
            page.goto(path.as_uri())
            page.wait_for_selector(".saytara[data-rest]", state="attached")
            page.wait_for_timeout(1000)
            first, heap = page.evaluate("window.firstMap") / 1000, heap_mb(page)
            gaps = page.evaluate(SCRUB, {"frames": FRAMES, "move": "ours"})
            size = f"{len(html.encode()) / 1e6:.2f}"
            row(f"{name}, ratio {ratio}", gaps, f"{first:.2f}", size, f"{heap:.0f}")
            medians.append(statistics.median(gaps))
            context.close()
    return medians[0]


# ------------------------------------------------------------------------------------ peers


def peer_files(folder: Path) -> Mapping[str, bytes]:
    """Give the scripts in packages of npm by their file names, and Leaflet's own."""
    files = {}
    for archive in sorted(folder.glob("*.tgz")):
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                text = packed.extractfile(member) if member.isfile() else None
                if text is not None and member.name.endswith((".js", ".css")):
                    files.setdefault(Path(member.name).name, text.read())
    leaflet = resources.files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
    files |= {name: leaflet.joinpath(name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
    return files


def features(timeline: ControlTimeline) -> list[dict[str, Any]]:
    last = max(i.valid_to or i.valid_from for i in timeline.intervals).isoformat()
    return [
        {
            "type": "Feature",
            "properties": {
                "start": item.valid_from.isoformat(),
                "end": item.valid_to.isoformat() if item.valid_to else last,
            },
            "geometry": {"type": "Point", "coordinates": [item.lon, item.lat]},
        }
        for item in timeline.intervals
    ]


def timeline_page(timeline: ControlTimeline) -> str:
    import folium
    from folium.plugins import Timeline, TimelineSlider
    from folium.utilities import JsCode

    map_ = folium.Map(location=[34.5, 39.7], zoom_start=7, tiles=None, prefer_canvas=True)
    circle = JsCode("(feature, at) => L.circleMarker(at, {radius: 4})")
    layer = Timeline(
        {"type": "FeatureCollection", "features": features(timeline)}, point_to_layer=circle
    ).add_to(map_)
    slider = TimelineSlider(auto_play=False, show_ticks=False).add_timelines(layer).add_to(map_)
    html = map_.get_root().render()
    return str(html).replace(
        "</html>", f"<script>window.control = {slider.get_name()};</script></html>"
    )


def dimension_page(timeline: ControlTimeline) -> str:
    import folium
    from folium.plugins import TimestampedGeoJson

    map_ = folium.Map(location=[34.5, 39.7], zoom_start=7, tiles=None, prefer_canvas=True)
    rows = features(timeline)
    for item in rows:
        item["properties"] = {"times": [item["properties"]["start"]], "icon": "circle"}
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": rows}, period="P10D", auto_play=False
    ).add_to(map_)
    html = str(map_.get_root().render())
    reach = f"<script>window.dimension = {map_.get_name()}.timeDimension;</script></html>"
    return html.replace("</html>", reach)


def measure_peer(
    browser: Any, files: Mapping[str, bytes], html: str, move: str, name: str
) -> float | None:
    page = browser.new_page(viewport=SIZE)
    page.set_default_timeout(240_000)

    def serve(route: Any) -> None:
        url = route.request.url
        if url == "http://peer.example/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        name = Path(url).name
        body = files.get(name) or files.get(name.replace(".min.", "."))
        kind = "text/css" if url.endswith(".css") else "text/javascript"
        route.fulfill(body=body or b"", content_type=kind)

    page.route("**/*", serve)
    try:
        page.goto("http://peer.example/")
        page.wait_for_timeout(2000)
        gaps = page.evaluate(SCRUB, {"frames": PEER_FRAMES, "move": move})
    except Exception as error:  # a peer that cannot be measured is told, and not the end
        print(f"{name:52}  not measured: {str(error).splitlines()[0][:80]}", flush=True)
        return None
    finally:
        page.close()
    row(name, gaps, "", f"{len(html.encode()) / 1e6:.2f}")
    return float(statistics.median(gaps))


def measure_peers(browser: Any, folder: Path, timeline: ControlTimeline, many: int) -> float | None:
    """Print the rows of both peers, and give the median frame of the first."""
    files = peer_files(folder)
    median = measure_peer(
        browser, files, timeline_page(timeline), "timeline", f"folium Timeline, {many:,} places"
    )
    page = dimension_page(timeline)
    measure_peer(browser, files, page, "dimension", f"folium TimestampedGeoJson, {many:,} places")
    return median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, action="append")
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "")
    parser.add_argument("--peers", type=Path)
    asked = parser.parse_args()
    print(f"{asked.days:,} days from {FIRST}")
    print(f"{'':52}{'median':>9}{'p95 ms':>9}{'first s':>10}{'MB':>10}{'heap MB':>10}")
    with chromium(asked.chromium) as browser:
        for many in asked.places or (3_000, 30_000):
            timeline = scene(many, asked.days)
            html = control_map_html(control_map(hindsight=timeline, as_known=timeline))
            spells = len(timeline.intervals)
            ours = measure_ours(browser, html, f"{many:,} places and cells, {spells:,} spells")
            theirs = measure_peers(browser, asked.peers, timeline, many) if asked.peers else None
            if theirs:
                print(f"{'':4}ours is {theirs / ours:.0f} × as fast a frame as folium's Timeline")


if __name__ == "__main__":
    main()
