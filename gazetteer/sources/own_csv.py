"""Lists of one's own: CSV or TSV with a name and a point in each row."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.base import Row, Source, population_of
from gazetteer.sources.columns import ColumnMap, plain_header
from gazetteer.sources.reading import decoded
from gazetteer.sources.tables import shipped_toml
from gazetteer.sources.units import admin1_named, admin2_named, country_code

__all__ = ["OwnList"]

_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
_DELIMITERS = ",;\t|"
_ALIAS_MARKS = re.compile("[|;؛]")
_HEAD_BYTES = 1 << 16
_NAMES = (("name_ar", "ar"), ("name", ""), ("name_en", "en"))


class _Reader(Protocol):
    """What csv.reader makes; its type has no public name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class OwnList(Source):
    """A user's own list; what it needs is a name, a latitude and a longitude.

    An id that has a ":" is taken as it is, so that a row can correct a place of another source.
    Any other belongs to the file and is joined to its name; rows without an id get one made of
    their name and point.
    """

    name: ClassVar[str] = "csv"
    title: ClassVar[str] = "own list"
    licence: ClassVar[str] = "LicenseRef-own-list"
    attribution: ClassVar[str] = "own list"
    before_builtin: ClassVar[bool] = True

    @classmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a text begins with the headers of a list of places."""
        if path.suffix.lower() not in _ENDINGS:
            return False
        try:
            with path.open("rb") as file:
                head = decoded(file.read(_HEAD_BYTES), path)
        except (OSError, SourceError):
            return False
        return _missing(_columns(next(_reader(head, path), []))) == ""

    def rows(self, path: Path) -> Iterator[Row | Problem]:
        """Yield the rows of a list."""
        csv.field_size_limit(1 << 24)
        text = decoded(path.read_bytes(), path)
        reader = _reader(text, path)
        headers: list[str] = next(reader, [])
        columns = _columns(headers)
        if not text.strip():
            raise SourceError(f"{path} is empty; expected a list of places with a line of headers.")
        if missing := _missing(columns):
            found = ", ".join(headers)[:80] or "none"
            raise SourceError(
                f"{path} has the columns {found}; expected also {missing} in its first line."
            )
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield _row(path, reader, headers, cells, columns)
        except csv.Error as error:
            raise SourceError(
                f"{path} cannot be read from line {reader.line_num} on ({error}); save it anew."
            ) from None


@cache
def _known() -> Mapping[str, Any]:
    return shipped_toml("csv_columns.toml")


@cache
def _features() -> Mapping[str, str]:
    own = {feature: feature for feature in _known()["features"]}
    words = {
        plain_header(word): feature
        for feature, words in _known()["features"].items()
        for word in words
    }
    return own | words


def _columns(headers: list[str]) -> ColumnMap:
    return ColumnMap(headers, _known()["columns"])


def _missing(columns: ColumnMap) -> str:
    """Name the first of the needed columns that is not there; "" if all are."""
    if not any(meaning in columns for meaning, _ in _NAMES):
        return "name_ar or name"
    return next((meaning for meaning in ("lat", "lon") if meaning not in columns), "")


def _reader(text: str, path: Path) -> _Reader:
    """Give a reader of the rows; the delimiter is the one that the headers have most of."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.startswith("sep="):  # how Excel is told the delimiter
        return csv.reader(io.StringIO(rest, newline=""), delimiter=first[4:5])
    likely = "\t" if path.suffix.lower() == ".tsv" else max(_DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=likely)


def _row(
    path: Path, reader: _Reader, headers: list[str], cells: list[str], columns: ColumnMap
) -> Row | Problem:
    where = f"line {reader.line_num}"
    if len(cells) > len(headers):
        return Problem(where, "more cells than columns", cells[-1])
    row = dict(zip(headers, cells, strict=False))
    country = country_code(columns.text(row, "country"))
    admin1 = columns.text(row, "admin1")
    admin1 = admin1_named(country, admin1) or admin1
    admin2 = columns.text(row, "admin2")
    feature = columns.text(row, "feature")
    return Row(
        where=where,
        id=_id(path, row, columns),
        names=_names(row, columns),
        lat=columns.text(row, "lat"),
        lon=columns.text(row, "lon"),
        country=country,
        admin1=admin1,
        admin2=admin2_named(country, admin1, admin2) or admin2,
        feature=_features().get(plain_header(feature), feature) or "populated",
        population=population_of(columns.text(row, "population")),
        approximate=columns.text(row, "approximate").casefold() in _known()["yes"]["words"],
        source=columns.text(row, "source") or path.name,
        licence=columns.text(row, "licence"),
    )


def _names(row: Mapping[str, object], columns: ColumnMap) -> list[tuple[str, str]]:
    names = [(columns.text(row, meaning), language) for meaning, language in _NAMES]
    aliases = _ALIAS_MARKS.split(columns.text(row, "aliases"))
    return [*names, *((alias.strip(), "") for alias in aliases)]


def _id(path: Path, row: Mapping[str, object], columns: ColumnMap) -> str:
    given = columns.text(row, "id")
    if ":" in given:
        return given
    says = "|".join(columns.text(row, meaning) for meaning in ("name_ar", "name", "lat", "lon"))
    made = hashlib.sha256(says.encode("utf-8", "replace")).hexdigest()[:12]
    return f"own:{path.stem.replace(':', '_')}:{given or made}"
