"""Fit the confidence of claims to annotated articles, and print how well it agrees with them.

usage: python benchmarks/confidence.py [--level GOLD DOCS] [--test GOLD DOCS] GOLD DOCS ...

GOLD and DOCS as `saytara evaluate` takes them. Each claim that is real (asserted, claimed) is right
if an annotation has its place, kind and actor. A logistic model over the features of
mapper/claims/confidence.py is fitted with a ridge of one. Rules do better on the articles that they
were written from: --level names articles that were put aside, from which the general level
("always") is taken. The weights, as they stand in mapper/vocabulary/confidence.toml, go to standard
output; to standard error goes a table of what stands there now, with --test of those articles. The
floor is a forecast that always says how often claims are right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, minimize

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from gazetteer import Gazetteer  # noqa: E402
from mapper.claims import confidence_of, extract_claims  # noqa: E402
from mapper.documents import read_documents  # noqa: E402
from mapper.evaluation import read_annotations  # noqa: E402
from mapper.evaluation.judging import Verdict, judge  # noqa: E402
from mapper.geoparsing import find_mentions  # noqa: E402

RIDGE = 1.0
LEAST = 5
"""A feature of fewer claims gets no weight."""
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Outcome = tuple[frozenset[str], bool]


def outcomes(gold: Path, docs: Path, gazetteer: Gazetteer) -> Iterator[Outcome]:
    """Give the features of each real claim, and whether it is right."""
    annotated = {row.doc: row.claims for row in read_annotations(gold)}
    for document in read_documents([docs]).documents:
        noted = _Features()
        mentions = find_mentions(document, gazetteer)
        claims = extract_claims(document, mentions, weigh=noted.note)
        for judgement in judge(annotated[document.id], claims, document.text):
            if judgement.claim is not None and judgement.verdict is not Verdict.ASIDE:
                right = judgement.verdict is Verdict.RIGHT
                yield noted.of(judgement.claim.confidence), right


class _Features:
    """Gives each claim its number in place of a confidence, so that its features can be found."""

    def __init__(self) -> None:
        self._seen: list[frozenset[str]] = []

    def note(self, features: frozenset[str]) -> float:
        self._seen.append(features)
        return len(self._seen) * 1e-6

    def of(self, number: float) -> frozenset[str]:
        return self._seen[round(number / 1e-6) - 1]


def fit(data: Sequence[Outcome]) -> dict[str, float]:
    """Give the weight of each feature that is frequent enough."""
    names = sorted({name for features, _ in data for name in features})
    names = [name for name in names if sum(name in features for features, _ in data) >= LEAST]
    x = np.array([[1.0, *(name in features for name in names)] for features, _ in data], float)
    y = np.array([right for _, right in data], float)

    def loss(weights: np.ndarray) -> float:
        score = x @ weights
        return float(
            np.logaddexp(0, score).sum() - y @ score + RIDGE / 2 * (weights[1:] ** 2).sum()
        )

    best = minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B").x
    return dict(zip(["always", *names], map(float, best), strict=True))


def level(data: Sequence[Outcome], weights: Mapping[str, float]) -> float:
    """Give the weight that is always there so that as many claims are right as are said to be."""
    rest = np.array([sum(weights.get(name, 0.0) for name in features) for features, _ in data])
    right = np.mean([outcome for _, outcome in data])
    return float(brentq(lambda always: (1 / (1 + np.exp(-always - rest))).mean() - right, -9, 9))


def print_table(data: Sequence[Outcome]) -> None:
    """Print what is said against what is right, and Brier scores."""
    said = np.array([confidence_of(features) for features, _ in data])
    right = np.array([float(right) for _, right in data])
    print("confidence       claims   said  right", file=sys.stderr)
    for low, high in pairwise(BINS):
        there = (low <= said) & (said < high)
        if there.any():
            row = f"{there.sum():6}   {said[there].mean():.2f}   {right[there].mean():.2f}"
            print(f"{low:.2f}-{min(high, 1):.2f}    {row}", file=sys.stderr)
    brier, floor = ((said - right) ** 2).mean(), ((right.mean() - right) ** 2).mean()
    print(f"Brier {brier:.4f}; always {right.mean():.2f}: {floor:.4f}", file=sys.stderr)


def main() -> None:
    """Fit, print the weights and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--level", nargs=2, type=Path)
    parser.add_argument("--test", nargs=2, type=Path)
    arguments = parser.parse_args()
    gazetteer = Gazetteer.builtin()
    pairs = zip(arguments.files[::2], arguments.files[1::2], strict=True)
    data = [outcome for pair in pairs for outcome in outcomes(*pair, gazetteer)]
    weights = fit(data)
    if arguments.level:
        weights["always"] = level(list(outcomes(*arguments.level, gazetteer)), weights)
    print("[weights]")
    for name, weight in weights.items():
        print(f'"{name}" = {weight:.2f}')
    print_table(list(outcomes(*arguments.test, gazetteer)) if arguments.test else data)


if __name__ == "__main__":
    main()
