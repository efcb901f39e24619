"""Seconds of control inference by places, days and claims, beside a vote that knows no model.

    python benchmarks/control.py [--large] [--fusion FOLDER]

The floor is the plainest rule that could be drawn: the majority of the last three reports of a
place, in one loop over the claims. Peak memory is that of the whole process; each row runs in one
of its own. `--fusion` also times real claims (places.csv, claims.jsonl).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from mapper.control import Site, infer_as_known, infer_hindsight, read_places  # noqa: E402
from mapper.records import Claim, ClaimPlace, DateBasis, DateRange, Kind  # noqa: E402

DAY0 = dt.date(2015, 1, 1)
SMALL = [(1000, 273, 2500), (2000, 273, 5000), (3851, 273, 9437)]
DAYS = [(3851, 100, 9437), (3851, 200, 9437), (3851, 400, 9437)]
LARGE = [(7500, 2500, 25000), (15000, 2500, 50000), (30000, 2500, 100000)]
LARGE_DAYS = [(30000, 625, 100000), (30000, 1250, 100000), (30000, 2500, 100000)]


def made_up(places: int, days: int, claims: int) -> tuple[list[Site], list[Claim]]:
    """Make claims of three actors at random places of a square, 10 km from each other or so."""
    rng = random.Random(1)
    width = 0.1 * places**0.5
    where = [(rng.uniform(0, width), rng.uniform(0, width)) for _ in range(places)]
    sites = [
        Site(id=f"p{at}", name_ar="", name_en=f"p{at}", lat=lat + 20, lon=lon + 20)
        for at, (lat, lon) in enumerate(where)
    ]
    return sites, [a_claim(rng, at, sites, days) for at in range(claims)]


def a_claim(rng: random.Random, at: int, sites: Sequence[Site], days: int) -> Claim:
    site = rng.choice(sites)
    day = DAY0 + dt.timedelta(rng.randrange(days))
    return Claim(
        doc=f"d{at}",
        id=f"c{at}",
        kind=rng.choice((Kind.CAPTURE, Kind.HOLD, Kind.HOLD, Kind.PARTIAL, Kind.SIEGE)),
        place=ClaimPlace(text=site.id, id=site.id, lat=site.lat, lon=site.lon),
        actor=rng.choice("ABC"),
        date=DateRange(day - dt.timedelta(rng.randrange(3)), day),
        date_basis=DateBasis.STATED,
        published=day + dt.timedelta(rng.randrange(4)),
        outlet=f"o{rng.randrange(9)}",
    )


def vote(claims: Sequence[Claim]) -> dict[str, str]:
    last: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.published or dt.date.min):
        last[claim.place.text] = [*last[claim.place.text], claim.actor][-3:]
    return {place: Counter(said).most_common(1)[0][0] for place, said in last.items()}


def real(folder: Path) -> tuple[list[Site], list[Claim]]:
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [Claim.from_json(json.loads(line)) for line in lines]
    return list(read_places(folder / "places.csv")), claims


def one_row(mode: str, sites: Sequence[Site], claims: Sequence[Claim], size: str) -> None:
    begin = time.perf_counter()
    vote(claims)
    floor = time.perf_counter() - begin
    infer = infer_as_known if mode == "as known" else infer_hindsight
    begin = time.perf_counter()
    timeline = infer(claims, places=sites)
    spent = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    count = len(timeline.intervals)
    print(f"| {size} | {mode} | {floor:.2f} | {spent:.1f} | {peak:.2f} | {count} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--fusion", type=Path)
    parser.add_argument("--row", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.row:
        mode, *numbers = asked.row
        places, days, count = map(int, numbers)
        sites, claims = real(asked.fusion) if asked.fusion else made_up(places, days, count)
        size = "real claims of 2022" if asked.fusion else f"{places} × {days} × {count}"
        one_row(mode, sites, claims, size)
        return
    print("| places × days × claims | mode | vote, s | ours, s | peak, GB | intervals |")
    print("|---|---|---|---|---|---|", flush=True)
    again = [sys.executable, __file__]
    for size in SMALL + DAYS + (LARGE + LARGE_DAYS if asked.large else []):
        for mode in ("as known", "hindsight"):
            subprocess.run([*again, "--row", mode, *map(str, size)], check=True)
    if asked.fusion:
        for mode in ("as known", "hindsight"):
            folder = ["--fusion", str(asked.fusion)]
            subprocess.run([*again, *folder, "--row", mode, "0", "0", "0"], check=True)


if __name__ == "__main__":
    main()
