"""What the gazetteer finds, and what it costs: names, load, scan, search.

    python benchmarks/gazetteer.py [ARTICLES.jsonl[.gz]] [--most N]

Without articles the scan reads the sample reports over and over. Larger gazetteers are the built-in
with made-up villages; a pass of `str.count` for a space is the floor of any scan.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be this file

from gazetteer import Gazetteer, Place, PlaceName, Resolution, fold, resolve  # noqa: E402
from gazetteer.distance import distance_km  # noqa: E402
from gazetteer.file import write_gazetteer  # noqa: E402

SEEDS = Path(__file__).parents[1] / "seeds"
TRUTH = {
    # name: latitude, longitude (OCHA 2015, GeoNames, Wikidata, rounded)
    "البوكمال": (34.455, 40.917),
    "الباغوز": (34.457, 40.959),
    "حويجة قاطع": (35.36, 40.13),
    "البصيرة": (35.155, 40.425),
    "السكرية": (34.47, 40.90),
    "العشارة": (34.922, 40.560),
    "أبو حمام": (34.825, 40.674),
    "القائم": (34.393, 40.989),
    "الموصل": (36.34, 43.13),
    "تلعفر": (36.38, 42.45),
    "راوة": (34.48, 41.92),
    "عانة": (34.37, 41.98),
    "حديثة": (34.14, 42.38),
    "تدمر": (34.56, 38.28),
    "السخنة": (34.89, 38.87),
    "معدان": (35.75, 39.60),
    "جرابلس": (36.82, 38.01),
    "الباب": (36.37, 37.52),
    "عفرين": (36.51, 36.87),
    "سراقب": (35.86, 36.80),
    "معرة النعمان": (35.65, 36.68),
    "خان شيخون": (35.44, 36.65),
    "دوما": (33.57, 36.40),
    "داريا": (33.46, 36.24),
    "درعا": (32.62, 36.10),
    "بصرى الشام": (32.52, 36.48),
    "هجين": (34.693, 40.826),
    "الشعفة": (34.565, 40.931),
    "السوسة": (34.526, 40.961),
    "ذيبان": (35.02, 40.49),
    "الرقة": (35.95, 39.01),
    "دير الزور": (35.34, 40.14),
    "الميادين": (35.02, 40.45),
    "حضر": (33.281, 35.825),
    "مريجب الجملان": (35.20, 37.25),
    "حلب": (36.20, 37.16),
    "إدلب": (35.93, 36.63),
    "حماة": (35.13, 36.76),
    "الزبداني": (33.725, 36.10),
    "منبج": (36.53, 37.95),
    "عين العرب": (36.89, 38.35),
    "تل أبيض": (36.70, 38.95),
    "الفلوجة": (33.35, 43.78),
    "الرمادي": (33.42, 43.30),
    "الحويجة": (35.33, 43.77),
    "سنجار": (36.32, 41.876),
}


def row(*cells: object) -> None:
    first, *rest = map(str, cells)
    print(f"{first:>26}" + "".join(f"{cell:>14}" for cell in rest))


# ------------------------------------------------------------------------------------- names


def names(gazetteer: Gazetteer) -> None:
    print("\nNames by the built-in gazetteer: km from the truth, alone and with their country")
    row("name", "alone", "in a country", "rule", "rivals")
    near = [0, 0]
    for name, truth in TRUTH.items():
        country = "العراق" if truth[1] > 41 or name == "القائم" else "سوريا"
        texts = (f"سيطرت القوات على {name} {end}" for end in ("أمس", f"في {country}"))
        found = [read(gazetteer, name, text) for text in texts]
        away = [kilometres(reading, truth) for reading in found]
        near = [count + (km <= 5) for count, km in zip(near, away, strict=True)]
        rivals = {f"{c.place.country} {c.place.admin1}" for c in found[1].candidates[1:]}
        row(name, f"{away[0]:.1f}", f"{away[1]:.1f}", found[1].rule, ", ".join(sorted(rivals)))
    print(f"of {len(TRUTH)} within 5 km: alone {near[0]}, in a country {near[1]}")


def read(gazetteer: Gazetteer, name: str, text: str) -> Resolution:
    return next(r for r in resolve(gazetteer.scan(text), text) if name in r.toponym.text)


def kilometres(reading: Resolution, truth: tuple[float, float]) -> float:
    place = reading.place
    return distance_km(place.lat, place.lon, *truth) if place else float("inf")


# -------------------------------------------------------------------------------------- load


def villages(base: Gazetteer, wanted: int) -> list[Place]:
    """Add made-up villages to the built-in, up to so many Arabic names: words of its own names."""
    rng = random.Random(1)
    words = sorted({w for p in base for n in p.names for w in n.text.split() if n.language == "ar"})
    have = sum(name.language == "ar" for place in base for name in place.names)
    made = []
    for number in range(max(0, wanted - have)):
        name = f"{rng.choice(words)} {rng.choice(words)}"
        made.append(
            Place(
                id=f"made:{number}",
                name_ar=name,
                name_en=f"Village {number}",
                lat=rng.uniform(32.5, 37),
                lon=rng.uniform(36, 48),
                country=rng.choice(("SY", "IQ")),
                names=(PlaceName(name, "ar", "made up"),),
                source="made up",
            )
        )
    return [*base, *made]


LOAD = """
import re, sys, time
from pathlib import Path
def memory():  # megabytes of this process alone; its peak would count the parent it was forked from
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
from gazetteer import Gazetteer
began, before = time.perf_counter(), memory()
gazetteer = Gazetteer.open(sys.argv[1])
opened = time.perf_counter()
gazetteer.scan("حلب")
print(opened - began, time.perf_counter() - opened, memory() - before, memory())
"""


def load(base: Gazetteer, folder: Path) -> None:
    print("\nLoad from disk, in a process of its own; `ready` is when the first text was scanned")
    row("names", "open s", "ready s", "MB more", "MB in all")
    for wanted in (60_000, 250_000):
        path = folder / f"{wanted}.gpkg"
        write_gazetteer(villages(base, wanted), path, {})
        runs = [loaded(path) for _ in range(5)]
        opened, scanned, more, whole = map(statistics.median, zip(*runs, strict=True))
        row(f"{wanted:,}", f"{opened:.2f}", f"{opened + scanned:.2f}", round(more), round(whole))


def loaded(path: Path) -> list[float]:
    command = [sys.executable, "-c", LOAD, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(figure) for figure in done.stdout.split()]


# -------------------------------------------------------------------------------------- scan


def articles(path: Path | None, most: int) -> list[str]:
    if path is None:
        reports = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]
        return (reports * most)[:most]
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, most)]


def megabytes_a_second(step, texts: list, size: float) -> tuple[float, int]:  # type: ignore[no-untyped-def, type-arg]
    """Take the best of three passes, and say how much they found."""
    best, found = float("inf"), 0
    for _ in range(3):
        began = time.perf_counter()
        found = sum(len(step(text)) for text in texts)
        best = min(best, time.perf_counter() - began)
    return size / best, found


def scan(base: Gazetteer, texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    folded = [fold(text) for text in texts]
    print(f"\nScan of {len(texts):,} texts, {size:.1f} MB, one core")
    row("names", "MB/s", "hits")
    floor, _ = megabytes_a_second(lambda f: range(f.text.count(" ")), folded, size)
    row("(floor: count spaces)", f"{floor:.0f}")
    for wanted in (1_000, 10_000, 60_000, 100_000, 1_000_000):
        places = islice(base, wanted) if wanted < len(base) else villages(base, wanted)
        scan_fresh = partial(scan_again, Gazetteer(places)._index)
        speed, hits = megabytes_a_second(scan_fresh, folded, size)
        row(f"{wanted:,}", f"{speed:.1f}", hits)
    print("the whole, with the built-in:")
    for name, step in {
        "fold": lambda t: fold(t).text,
        "toponyms": base.scan,
        "toponyms, resolved": lambda t: resolve(base.scan(t), t),
    }.items():
        speed, _ = megabytes_a_second(step, texts, size)
        row(name, f"{speed:.1f}")


def scan_again(index, folded):  # type: ignore[no-untyped-def]
    """Scan a text without what an earlier scan kept of it."""
    folded.__dict__.pop("spaced", None)
    return index.scan(folded)


# ------------------------------------------------------------------------------------ search


def search(base: Gazetteer) -> None:
    gazetteer = Gazetteer(villages(base, 60_000))
    rng = random.Random(2)
    known = [place.name_ar for place in rng.sample(list(base), 400) if place.name_ar]
    typos = [name[: len(name) // 2] + name[len(name) // 2 + 1 :] for name in known]
    print("\nSearch among 60,000 names, milliseconds")
    row("", "median", "p95")
    for label, step, asked in (
        ("exact (lookup)", gazetteer.lookup, known),
        ("ranked (search), known", gazetteer.search, known[:200]),
        ("ranked (search), misspelt", gazetteer.search, typos[:200]),
    ):
        step(asked[0])
        times = sorted(timed(step, name) for name in asked)
        row(label, f"{statistics.median(times):.3f}", f"{times[int(len(times) * 0.95)]:.3f}")


def timed(step, name: str) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    step(name)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--most", type=int, default=2000)
    asked = parser.parse_args()
    base = Gazetteer.builtin()
    names(base)
    with tempfile.TemporaryDirectory() as folder:
        load(base, Path(folder))
    scan(base, articles(asked.articles, asked.most))
    search(base)


if __name__ == "__main__":
    main()
