"""What all sources share: the check of each row, and the way from a row to a place."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from gazetteer.errors import SourceError
from gazetteer.place import FEATURES, Place, PlaceName
from gazetteer.report import ImportReport, Problem
from gazetteer.sources.names import (
    cleaned,
    is_plain_arabic,
    language_of,
    name_fault,
    parts,
    without_unit_word,
)
from gazetteer.sources.vicinity import country_box, country_near
from gazetteer.table import is_arabic

__all__ = ["Row", "Source", "number_of", "population_of"]

Coordinate = float | int | str | None
_Name = tuple[str, str]
"""A text and its language."""
_LATIN_LANGUAGES = frozenset({"en", "fr", "tr"})
_UNITS = frozenset({"admin1", "admin2", "area"})
_DECIMALS = 6
"""Of a degree: a tenth of a metre."""
_MOST_PEOPLE = 50_000_000
_DECIMAL_COMMA = re.compile(r"(?<=\d)[,٫](?=\d+$)")
_NO_DIGITS = re.compile(r"\D")
_COUNT = re.compile(r"\d[\d\s,.٬']*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a source as it stands there, not yet checked.

    `where` says where it is in the file, for the report. `names` are pairs of text and language
    (ISO 639; "" where the source does not say), the main ones first. `lat`, `lon` are degrees in
    EPSG:4326 in whatever form the source has them. `source` and `licence` are given only where a
    row has its own.
    """

    where: str
    id: str
    names: Sequence[tuple[str, str]]
    lat: Coordinate
    lon: Coordinate
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    feature: str = "populated"
    population: int = 0
    approximate: bool = False
    source: str = ""
    licence: str = ""


class Source(ABC):
    """A kind of file that holds places; each adapter reads one kind.

    Attributes
    ----------
    name : str
        What the command line calls it.
    title : str
        What places and names call it.
    licence : str
        The SPDX id of its licence.
    attribution : str
        The line that the licence asks for.
    before_builtin : bool
        Whether its points go before those that ship, as a user's own and OCHA's do. Those of the
        others come after: what is curated corrected them.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    licence: ClassVar[str]
    attribution: ClassVar[str]
    before_builtin: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a file is of this kind, by its ending and a look into it."""

    @abstractmethod
    def rows(self, path: Path) -> Iterator[Row | Problem | None]:
        """Yield the rows of a file: a Problem for one that cannot be read, None for no place."""

    def read(self, path: Path, report: ImportReport) -> Iterator[Place]:
        """Yield the places of a file; what is left out is told to the report.

        Rules
        -----
        A1  a row needs an id and a name, and a point that is two finite numbers
        A2  a point at 0, 0, or off the globe, is none
        A3  a point outside its country that would be inside with latitude and longitude swapped is
            left out, not swapped
        A4  a name with a broken encoding or markup, without a letter, or longer than any name is
            left out; the row stays if another name is left
        A5  a double name joined by "_" is two names

        Raises
        ------
        SourceError
            If the file as a whole cannot be read.
        """
        try:
            for row in self.rows(path):
                report.rows += 1
                place = self._checked(row, report)
                if place is not None:
                    report.kept += 1
                    yield place
        except OSError as error:
            reason = error.strerror or str(error)
            raise SourceError(f"Cannot read {path}: {reason}; check its name and rights.") from None

    def _checked(self, row: Row | Problem | None, report: ImportReport) -> Place | None:
        """Give the place of a row, or report why there is none."""
        if row is None:
            report.passed_over += 1
            return None
        if isinstance(row, Problem):
            report.add(row)
            return None
        try:
            _check_record(row)
            lat, lon = _point(row)
            names = _kept_names(row, report)
        except _RowError as error:
            report.add(Problem(row.where, error.reason, error.found))
            return None
        return self._place(row, lat, lon, names)

    def _place(self, row: Row, lat: float, lon: float, names: Sequence[_Name]) -> Place:
        name_ar, name_en = _first_arabic(names), _first_latin(names)
        source, licence = row.source or self.title, row.licence or self.licence
        pairs = dict.fromkeys([*([(name_ar, "ar")] if name_ar else []), *names])
        return Place(
            id=row.id,
            name_ar=name_ar,
            name_en=name_en,
            lat=round(lat, _DECIMALS),
            lon=round(lon, _DECIMALS),
            country=row.country or country_near(lat, lon),
            admin1=row.admin1,
            admin2=row.admin2,
            feature=row.feature,
            population=row.population,
            names=tuple(PlaceName(text, language, source, licence) for text, language in pairs),
            approximate=row.approximate,
            source=source,
            licence=licence,
        )


# ------------------------------------------------------------------------------------ checks


class _RowError(Exception):
    """Why a row is left out."""

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(reason)
        self.reason, self.found = reason, found


def _check_record(row: Row) -> None:
    """A1 without the point."""
    if not row.id or row.id.endswith(":"):
        raise _RowError("no id")
    if not any(text.strip() for text, _ in row.names):
        raise _RowError("no name")
    if row.feature not in FEATURES:
        raise _RowError("a kind of place that is not known", row.feature)


def _point(row: Row) -> tuple[float, float]:
    """Give the point of a row: A1, A2, A3."""
    lat, lon = number_of(row.lat), number_of(row.lon)
    if lat is None or lon is None:
        raise _RowError("no number as latitude or longitude", f"{row.lat}, {row.lon}")
    fault = _point_fault(lat, lon, row.country)
    if fault:
        raise _RowError(fault, f"{lat:g}, {lon:g}")
    return lat, lon


def _point_fault(lat: float, lon: float, country: str) -> str:
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return "latitude or longitude is not finite"
    if lat == lon == 0:
        return "lies at 0, 0"
    box = country_box(country)
    if box is not None and not box.holds(lat, lon) and box.holds(lon, lat):
        return "latitude and longitude look swapped"
    return "" if abs(lat) <= 90 and abs(lon) <= 180 else "lies off the globe"


def number_of(value: object) -> float | None:
    """Give the number that a cell holds, also with a decimal comma or Arabic digits; None if none.

    >>> number_of("34,455"), number_of("٣٤٫٤٥٥"), number_of(" 34.455 "), number_of("34°27'")
    (34.455, 34.455, 34.455, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        value = _DECIMAL_COMMA.sub(".", value.strip())
        if "_" in value:
            return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def population_of(value: object) -> int:
    """Give the number of people that a cell tells; 0 where it tells none.

    >>> population_of("12,345"), population_of("about 2 000"), population_of("?")
    (12345, 2000, 0)
    """
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) else 0
    found = _COUNT.search(str(value))
    digits = _NO_DIGITS.sub("", found.group()) if found else ""
    people = int(digits) if digits and len(digits) < 12 else 0
    return people if people <= _MOST_PEOPLE else 0


# ------------------------------------------------------------------------------------- names


def _kept_names(row: Row, report: ImportReport) -> Sequence[_Name]:
    """Give the names that can be kept (A4, A5), with their languages."""
    kept: dict[_Name, None] = {}
    for text, given in row.names:
        for part in filter(str.strip, parts(text)):
            fault = name_fault(part)
            name = cleaned(part)
            if fault:
                report.add(Problem(row.where, fault, name))
            else:
                language = _language(name, given, row.country)
                kept |= dict.fromkeys((spelling, language) for spelling in _spellings(row, name))
    if not kept:
        raise _RowError("no name that can be read")
    return list(kept)


def _spellings(row: Row, name: str) -> Sequence[str]:
    """Name a unit of administration also without the word for its kind."""
    return [name, without_unit_word(name)] if row.feature in _UNITS else [name]


def _language(name: str, given: str, country: str) -> str:
    """Keep the language that the source gives, unless the script says that it cannot be."""
    arabic = is_arabic(name)
    wrong = arabic if given in _LATIN_LANGUAGES else given == "ar" and not arabic
    return language_of(name, country) if wrong or not given else given


def _first_arabic(names: Sequence[_Name]) -> str:
    """Prefer a name that is said to be Arabic; else one that is spelled with Arabic letters."""
    arabic = (text for text, language in names if language == "ar")
    return next(arabic, "") or next((text for text, _ in names if is_plain_arabic(text)), "")


def _first_latin(names: Sequence[_Name]) -> str:
    latin = [(text, language) for text, language in names if not is_arabic(text)]
    english = (text for text, language in latin if language == "en")
    return next(english, "") or next((text for text, _ in latin), "")
