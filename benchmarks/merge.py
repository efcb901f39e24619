"""What merging costs: made-up villages that two sources know, and one name that all of them bear.

    python benchmarks/merge.py [--places N]

The cost should grow with the number of places, not with its square.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from gazetteer import Place, PlaceName  # noqa: E402
from gazetteer.merge import merge  # noqa: E402

HEADS = ["تل", "دير", "خربة", "عين", "بيت", "كفر", "أم", "أبو", "جب", "قصر"]
LETTERS = "ابتثجحخدرزسشصطعغفقكلمنهوي"


def place(source: str, number: int, name: str, lat: float, lon: float) -> Place:
    names = (PlaceName(name, "ar", source, "MIT"),)
    return Place(
        id=f"{source}:{number}",
        name_ar=name,
        name_en="",
        lat=lat,
        lon=lon,
        country="SY",
        names=names,
        source=source,
        licence="MIT",
    )


def villages(count: int, *, names: int) -> list[Place]:
    """Give places of two sources, the second up to 2 km off; as many names as are asked for."""
    dice = random.Random(1)
    tails = ["".join(dice.choices(LETTERS, k=5)) for _ in range(max(1, names // len(HEADS)))]
    bearers = [f"{dice.choice(HEADS)} {dice.choice(tails)}" for _ in range(names)]
    points = [(dice.uniform(32, 37.3), dice.uniform(35.6, 42.4)) for _ in range(count // 2)]
    named = [(dice.choice(bearers), lat, lon) for lat, lon in points]
    first = [place("a", number, *spot) for number, spot in enumerate(named)]
    second = [
        place("b", number, name, lat + dice.uniform(-0.02, 0.02), lon)
        for number, (name, lat, lon) in enumerate(named)
    ]
    return first + second


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=100_000)
    most = parser.parse_args().places
    print(f"{'places':>10}{'names':>10}{'left':>10}{'seconds':>10}")
    for count, names in ((most // 4, most // 5), (most, most // 5), (most, 100), (most, 1)):
        places = villages(count, names=names)
        began = time.perf_counter()
        left = merge(places)
        print(f"{count:10,}{names:10,}{len(left):10,}{time.perf_counter() - began:10.2f}")


if __name__ == "__main__":
    main()
