"""Brier score and reliability of confidences, against a truth that the claims were made from.

    python benchmarks/calibration.py FOLDER [--plot FILE.svg]

FOLDER holds places.csv, sources.csv, claims.jsonl and truth.csv (see docs/evaluation.md).
Every tenth day at every place with a claim is one forecast: the holder shown, with the confidence
of its interval. What is shown as contested names two, and is counted apart: how often its first
party was right. The floor is a forecast that always says how often the holder is right.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
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
from mapper.records import Claim, Status  # noqa: E402

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
) -> Iterator[tuple[bool, float, bool]]:
    """Yield (contested, confidence, right) for every tenth day on which the truth is known."""
    first = min(begin for spells in truth.values() for begin, _, _ in spells)
    last = max(end for spells in truth.values() for _, end, _ in spells)
    days = [first + dt.timedelta(at) for at in range(0, (last - first).days, EVERY_DAYS)]
    for day in days:
        for place, item in timeline.at(day).items():
            real = next((a for b, e, a in truth.get(place, ()) if b <= day < e), "")
            if real and item.actor and place in claimed:
                yield item.status is Status.CONTESTED, item.confidence, item.actor == real


def report(name: str, pairs: list[tuple[float, bool]]) -> None:
    rate = sum(right for _, right in pairs) / len(pairs)
    brier = sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    floor = rate * (1 - rate)
    print(f"\n{name}: Brier {brier:.4f} (always {rate:.3f}: {floor:.4f}), {len(pairs)} forecasts\n")
    print("| confidence | forecasts | said | right |")
    print("|---|---|---|---|")
    for said, right, count in bins_of(pairs):
        low, high = next(pair for pair in pairwise(BINS) if pair[0] <= said < pair[1])
        print(f"| {low:.2f}–{min(high, 1):.2f} | {count} | {said:.3f} | {right:.3f} |")


def bins_of(pairs: list[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """Yield what was said, how often it was right, and how often it was said, for each bin."""
    for low, high in pairwise(BINS):
        inside = [(c, right) for c, right in pairs if low <= c < high]
        if inside:
            said = sum(c for c, _ in inside) / len(inside)
            yield said, sum(r for _, r in inside) / len(inside), len(inside)


def plot(told: dict[str, list[tuple[float, bool]]]) -> str:
    """Draw what was right against what was said; a larger dot was said more often."""
    side, edge = 400, 50
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}"'
        ' font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<path d="M{edge} {edge}V{edge + side}H{edge + side}" fill="none" stroke="#444"/>',
        f'<path d="M{edge} {edge + side}L{edge + side} {edge}" stroke="#bbb"/>',
        f'<text x="{edge + side / 2}" y="{side + 2 * edge - 12}" text-anchor="middle">said</text>',
        f'<text x="14" y="{edge - 16}">right</text>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = edge + side * tick
        lines.append(f'<text x="{at}" y="{edge + side + 18}" text-anchor="middle">{tick}</text>')
        lines.append(
            f'<text x="{edge - 6}" y="{side + 2 * edge - at + 4}" text-anchor="end">{tick}</text>'
        )
    for (name, pairs), colour, row in zip(
        told.items(), ("#1f5a78", "#c0602b"), (0, 1), strict=True
    ):
        lines.append(
            f'<text x="{edge + 12}" y="{edge + 16 + 18 * row}" fill="{colour}">{name}</text>'
        )
        for said, right, count in bins_of(pairs):
            x, y, size = edge + side * said, edge + side * (1 - right), 3 + math.log10(count)
            lines.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}" opacity=".75"/>'
            )
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    folder = asked.folder
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [Claim.from_json(json.loads(line)) for line in lines]
    claimed = {claim.place.id or "" for claim in claims}
    sides, places = read_sides(folder / "sources.csv"), read_places(folder / "places.csv")
    truth = true_spells(folder / "truth.csv")
    told: dict[str, list[tuple[float, bool]]] = {}
    for name, infer in (("as known", infer_as_known), ("hindsight", infer_hindsight)):
        timeline = infer(claims, sides=sides, places=places)
        found = list(forecasts(timeline, truth, claimed))
        told[name] = [(said, right) for contested, said, right in found if not contested]
        report(name, told[name])
        first = [right for contested, _, right in found if contested]
        print(f"\ncontested: the first party right {sum(first)} times of {len(first)}")
    if asked.plot:
        asked.plot.write_text(plot(told), encoding="utf-8")


if __name__ == "__main__":
    main()
