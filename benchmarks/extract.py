"""Articles a second of extraction on one core, beside a bare scan of the same text.

    python benchmarks/extract.py ARTICLES.jsonl[.gz] [--most N]

The floor is one pass of the gazetteer's automaton over the folded text: none is faster.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

from gazetteer import Gazetteer, fold, resolve  # noqa: E402
from mapper.claims.dates import find_times  # noqa: E402
from mapper.claims.sentences import sentences  # noqa: E402
from mapper.claims.signs import find_signs  # noqa: E402
from mapper.claims.words import Word, words_of  # noqa: E402
from mapper.config import Config  # noqa: E402
from mapper.pipeline import extract  # noqa: E402
from mapper.records import Document  # noqa: E402


def documents(path: Path) -> Iterator[Document]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Document.from_json(json.loads(line))


def sentences_of(text: str) -> list[tuple[str, list[Word]]]:
    """Cut a text as dates are read from it: not part of what is measured."""
    folded = fold(text).text
    return [(folded, words_of(folded, s.start, s.end)) for s in sentences(folded)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--most", type=int, default=2000)
    asked = parser.parse_args()
    texts = list(islice(documents(asked.articles), asked.most))
    gazetteer, config = Gazetteer.default(), Config()
    index = gazetteer._index  # built before the clock starts
    find_signs(fold("x"))
    cut = {d.id: sentences_of(d.text) for d in texts}
    steps: dict[str, Callable[[Document], object]] = {
        "bare scan (floor)": lambda d: index.scan(fold(d.text)),
        "fold": lambda d: fold(d.text),
        "signs": lambda d: find_signs(fold(d.text)),
        "dates": lambda d: [find_times(text, words, d.published) for text, words in cut[d.id]],
        "toponyms, resolved": lambda d: resolve(gazetteer.scan(d.text), d.text),
        "extract": lambda d: extract(d, gazetteer, config),
    }
    size = sum(len(d.text.encode()) for d in texts) / 1e6
    print(f"{len(texts)} articles, {size:.1f} MB, {len(gazetteer)} places, one core")
    print(f"{'step':22}{'articles/s':>12}{'MB/s':>8}{'x floor':>9}")
    floor = None
    for name, step in steps.items():
        began = time.perf_counter()
        for document in texts:
            step(document)
        seconds = time.perf_counter() - began
        floor = floor or seconds
        row = f"{name:22}{len(texts) / seconds:12,.0f}{size / seconds:8.1f}{seconds / floor:9.1f}"
        print(row)


if __name__ == "__main__":
    main()
