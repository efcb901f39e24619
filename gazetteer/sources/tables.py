"""The tables that ship with the package, in gazetteer/data."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

__all__ = ["shipped_rows", "shipped_tables", "shipped_toml"]


def shipped_rows(name: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a tab-separated table, packed or not.

    >>> next(shipped_rows("countries.tsv"))["name_en"]
    'Syria'
    """
    data = resources.files("gazetteer").joinpath("data", name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    lines = iter(data.decode("utf-8").splitlines())
    columns = next(lines).split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def shipped_tables(folder: str) -> list[str]:
    """Give the names of the tables of a folder, sorted.

    >>> "districts/SY.tsv" in shipped_tables("districts")
    True
    """
    entries = resources.files("gazetteer").joinpath("data", folder).iterdir()
    return sorted(f"{folder}/{entry.name}" for entry in entries if entry.name.endswith(".tsv"))


def shipped_toml(name: str) -> dict[str, Any]:
    """Read a TOML table.

    >>> "before" in shipped_toml("unit_words.toml")
    True
    """
    path = resources.files("gazetteer").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))
