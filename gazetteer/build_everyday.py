"""Build the list of everyday Arabic words from wordfreq: `python -m gazetteer.build_everyday`.

Needs the extra `build`. The result, gazetteer/data/everyday.tsv.gz, ships with the package; the
same version of wordfreq gives the same bytes. The data of wordfreq are CC BY-SA 4.0 (see NOTICE).
"""

from __future__ import annotations

import gzip
import math
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from gazetteer.arabic import fold

__all__ = ["build"]

_RAREST = 3.0
"""The Zipf frequency (log10 of occurrences in a billion words) below which a word is no everyday
word; wordfreq's lists are sound down to about here."""
_WORD = re.compile("[\u0621-\u064a]{2,}")


def build(target: Path) -> int:
    """Write the list and return how many words it has.

    Words that fold alike are added up; the file has one word a line, folded, with its Zipf
    frequency, the most frequent first.

    Raises
    ------
    ImportError
        If the extra `build` is not installed.
    """
    from wordfreq import get_frequency_dict

    ranked = sorted(_zipf(get_frequency_dict("ar", wordlist="large")).items(), key=_by_frequency)
    lines = [f"{word}\t{zipf:.1f}\n" for word, zipf in ranked if zipf >= _RAREST]
    with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode())
    return len(lines)


def _zipf(frequencies: Mapping[str, float]) -> dict[str, float]:
    sums: defaultdict[str, float] = defaultdict(float)
    for word, frequency in frequencies.items():
        folded = fold(word).text
        if _WORD.fullmatch(folded):
            sums[folded] += frequency
    return {word: math.log10(frequency) + 9 for word, frequency in sums.items()}


def _by_frequency(item: tuple[str, float]) -> tuple[float, str]:
    word, zipf = item
    return -zipf, word


if __name__ == "__main__":
    path = Path(__file__).parent / "data" / "everyday.tsv.gz"
    sys.stdout.write(f"{path.name}: {build(path)} words, {path.stat().st_size:,} bytes\n")
