r"""Unfold the readings of news articles, kept without texts, into what `saytara evaluate` takes.

usage: python benchmarks/readings.py ARTICLES.jsonl.gz FOLDER

readings/bulk.jsonl holds what readers annotated in 560 of the articles: for each claim its kind,
actors, date and modality, and where its place, source and evidence stand, as [start, end) of
`title + "\n" + text`. Written to FOLDER: docs.jsonl and gold.jsonl of the 500 that rules were
written from, aside-docs.jsonl and aside-gold.jsonl of the 60 that nobody looked at until then.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

READINGS = Path(__file__).parent / "readings" / "bulk.jsonl"


def main(articles: Path, folder: Path) -> None:
    """Write the four files; articles that are not there are told and left out."""
    readings = {row["doc"]: row for row in _lines(READINGS.read_text(encoding="utf-8"))}
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[dict[str, Any]]] = {name: [] for name in ("", "aside-")}
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            reading = readings.pop(article["id"], None)
            if reading is not None:
                parts["aside-" if reading["set_aside"] else ""].append(_unfold(article, reading))
    for name, pairs in parts.items():
        for part in ("docs", "gold"):
            lines = (json.dumps(pair[part], ensure_ascii=False) + "\n" for pair in pairs)
            (folder / f"{name}{part}.jsonl").write_text("".join(lines), encoding="utf-8")
    counts = ", ".join(f"{len(pairs)} {name}documents" for name, pairs in parts.items())
    print(f"{folder}: {counts}; {len(readings)} readings have no article in {articles}.")


def _lines(text: str) -> Iterator[Any]:
    return map(json.loads, text.splitlines())


def _unfold(article: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
    text = f"{article['title']}\n{article['text']}"
    known = {"published": article["published"], "outlet": article["outlet"]}
    claims = [_claim(claim, text) for claim in reading["claims"]]
    return {
        "docs": {"id": article["id"], "text": text, **known},
        "gold": {"doc": article["id"], "published": article["published"], "claims": claims},
    }


def _claim(claim: Mapping[str, Any], text: str) -> dict[str, Any]:
    def quoted(span: Sequence[int] | None) -> str | None:
        return text[slice(*span)] if span else None

    quotes = {name: quoted(claim[name]) for name in ("place", "source", "evidence")}
    return {**claim, **quotes, "within": None, "lat": None, "lon": None}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
