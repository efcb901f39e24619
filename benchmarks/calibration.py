"""Brier score and reliability of confidences, against a truth that the claims were made from.

    python benchmarks/calibration.py FOLDER

FOLDER holds places.csv, sources.csv, claims.jsonl and truth.csv (see docs/evaluation.md).
Every tenth day at every place with a claim is one forecast: the holder shown, with the confidence
of its interval. The floor is a forecast that always says how often the holder is right.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from mapper.control import (  # noqa: E402
    ControlTimeline,
    infer_as_known,
    infer_hindsight,
    read_places,
    read_sides,
)
from mapper.records import Claim  # noqa: E402

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
EVERY_DAYS = 10
Spell = tuple[dt.date, dt.date, str]


def true_spells(path: Path) -> dict[str, list[Spell]]:
    spells: dict[str, list[Spell]] = defaultdict(list)
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        begin, end = (dt.date.fromisoformat(row[key]) for key in ("valid_from", "valid_to"))
        spells[row["place_id"]].append((begin, end, row["actor"]))
    return spells


def forecasts(
    timeline: ControlTimeline, truth: dict[str, list[Spell]], claimed: set[str]
) -> Iterator[tuple[float, bool]]:
    """Yield (confidence, right) for every tenth day on which the truth is known."""
    first = min(begin for spells in truth.values() for begin, _, _ in spells)
    last = max(end for spells in truth.values() for _, end, _ in spells)
    days = [first + dt.timedelta(at) for at in range(0, (last - first).days, EVERY_DAYS)]
    for day in days:
        for place, item in timeline.at(day).items():
            real = next((a for b, e, a in truth.get(place, ()) if b <= day < e), "")
            if real and item.actor and place in claimed:
                yield item.confidence, item.actor == real


def report(name: str, pairs: list[tuple[float, bool]]) -> None:
    rate = sum(right for _, right in pairs) / len(pairs)
    brier = sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    floor = rate * (1 - rate)
    print(f"\n{name}: Brier {brier:.4f} (always {rate:.3f}: {floor:.4f}), {len(pairs)} forecasts\n")
    print("| confidence | forecasts | said | right |")
    print("|---|---|---|---|")
    for low, high in pairwise(BINS):
        inside = [(c, right) for c, right in pairs if low <= c < high]
        if inside:
            said = sum(c for c, _ in inside) / len(inside)
            right = sum(r for _, r in inside) / len(inside)
            print(f"| {low:.2f}–{min(high, 1):.2f} | {len(inside)} | {said:.3f} | {right:.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [Claim.from_json(json.loads(line)) for line in lines]
    claimed = {claim.place.id or "" for claim in claims}
    sides, places = read_sides(folder / "sources.csv"), read_places(folder / "places.csv")
    truth = true_spells(folder / "truth.csv")
    for name, infer in (("as known", infer_as_known), ("hindsight", infer_hindsight)):
        timeline = infer(claims, sides=sides, places=places)
        report(name, list(forecasts(timeline, truth, claimed)))


if __name__ == "__main__":
    main()
