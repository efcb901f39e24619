"""What exports cost: a million intervals to every format that streams, and animations.

    python benchmarks/exports.py [--rows N] [--formats .csv .gif ...]

Made-up intervals of 20,000 places; animations have 100 frames of 3,000 places. Each row is a
process of its own; time is that of the processor, so that what else the machine does counts
little; memory is the highest, the project itself (first row) included. The peer is the usual way:
one GeoDataFrame of the same rows, and its own writer, which for GeoJSON writes no JSON-FG and for
CSV no geometry. Animations have none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

import numpy as np  # noqa: E402

from benchmarks.areas import places, war  # noqa: E402
from mapper.control import ControlTimeline  # noqa: E402
from mapper.exports import export  # noqa: E402
from mapper.features import interval_points  # noqa: E402
from mapper.records import ControlInterval, Status  # noqa: E402
from mapper.store import Project  # noqa: E402

ACTORS = ("IQ.GOV", "IS", "SDF", "SY.GOV")
PLACES = 20_000
DATA = (".geojson", ".gpkg", ".parquet", ".fgb", ".kml", ".csv")
ANIMATIONS = (".gif", ".webp", ".mp4", ".webm")
FIRST = dt.date(2011, 1, 1)
ONE_LAYER = {".csv": "intervals"}


def project(rows: int) -> Project:
    rng = np.random.default_rng(7)
    each = max(rows // PLACES, 1)
    days = [FIRST + dt.timedelta(days=n) for n in range(each * 40 + 1)]
    claims = [(f"{n:016x}",) for n in range(1000)]
    held = []
    for number in range(rows // each):
        lat, lon = round(rng.uniform(31, 37), 5), round(rng.uniform(35, 45), 5)
        for at in range(each):
            first = days[at * 40]
            held.append(
                ControlInterval(
                    place_id=f"p{number:06}",
                    place_name_ar="قرية",
                    place_name_en="Village",
                    lat=lat,
                    lon=lon,
                    status=Status.CONTROLLED,
                    actor=ACTORS[(number + at) % 4],
                    confidence=0.9,
                    valid_from=first,
                    valid_from_earliest=first,
                    valid_from_latest=first,
                    valid_to=days[at * 40 + 40],
                    supporting_claims=claims[at % 1000],
                    rule="capture",
                )
            )
    return Project(hindsight=ControlTimeline(tuple(held)))


def wandering() -> Project:
    rng = np.random.default_rng(3)
    return Project(hindsight=war(places(3000, rng), 5000, rng))


def animation(made: Project, path: Path) -> None:
    export(made, path, since="2014-01-01", until="2015-11-25", step="week")


def ours(made: Project, path: Path) -> None:
    export(made, path, what=ONE_LAYER.get(path.suffix, "points"))


def peer(made: Project, path: Path) -> None:
    frame = interval_points(made.hindsight)
    if path.suffix == ".parquet":
        frame.to_parquet(path, write_covering_bbox=True)
    elif path.suffix == ".csv":
        frame.drop(columns="geometry").to_csv(path, index=False)
    else:
        frame.to_file(path)


def child(kind: str, ending: str, rows: int) -> None:
    made = wandering() if ending in ANIMATIONS else project(rows)
    started = time.process_time()
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        if kind != "none":
            path = Path(folder) / f"a{ending}"
            {"ours": ours, "peer": peer, "animation": animation}[kind](made, path)
            size = path.stat().st_size
        took = time.process_time() - started + children()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"s": took, "gb": peak, "mb": size / 1e6}))


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(kind: str, ending: str, rows: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", kind, ending, "--rows", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="*", default=DATA + ANIMATIONS)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.child:
        child(*wanted.child, wanted.rows)
        return
    base = measured("none", ".csv", wanted.rows)
    print(f"| {wanted.rows:,} intervals | s | GB | MB on disk | peer, s | GB | MB |")
    print("|---|---|---|---|---|---|---|")
    print(f"| the project alone | | {base['gb']:.2f} | | | | |")
    for ending in wanted.formats:
        kinds = ("animation",) if ending in ANIMATIONS else ("ours", "peer")
        row = [measured(kind, ending, wanted.rows) for kind in kinds]
        cells = [f"{r['s']:.0f} | {r['gb']:.2f} | {r['mb']:.1f}" for r in row]
        print(f"| {ending} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
