"""Dumps of GeoNames, of a country or of all, with the files of alternate names beside them.

The columns are those of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from gazetteer.errors import SourceError
from gazetteer.report import Problem
from gazetteer.sources.base import Row, Source, population_of
from gazetteer.sources.names import language_of, nearest_first
from gazetteer.sources.reading import head_of, members_of, open_text
from gazetteer.sources.units import admin1_by_code, admin2_named
from gazetteer.table import is_arabic

__all__ = ["GeoNames", "is_alternate_names"]

_COLUMNS = 19
_ALTERNATE_COLUMNS = 4
_ID, _NAME, _ASCII, _ALTERNATES, _LAT, _LON, _CLASS, _CODE, _COUNTRY = range(9)
_ADMIN1, _ADMIN2, _POPULATION = 10, 11, 14

_WHOLE_CLASSES = {"P": "populated", "T": "terrain", "H": "water"}
_CODES: Mapping[tuple[str, str], str] = {
    ("P", "PPLX"): "quarter",
    ("A", "ADM1"): "admin1",
    ("A", "ADM2"): "admin2",
    ("A", "PCLI"): "country",
    **{("A", code): "area" for code in ("ADM3", "ADM4", "ADM5", "ADMD", "TERR", "ZN", "ZNB")},
    **{("S", code): "facility" for code in ("AIRP", "AIRB", "AIRF", "AIRQ", "AIRH", "DAM", "DAMQ")},
    **{("S", code): "facility" for code in ("INSM", "FT", "CMP", "CMPRF", "PRN", "BDG", "BDGQ")},
    **{("S", code): "facility" for code in ("OILJ", "OILP", "OILR", "OILT", "OILW", "PRT", "DCKY")},
    **{("S", code): "facility" for code in ("PS", "PSH", "PSN")},
    **{("S", code): "crossing" for code in ("PSTB", "PSTC", "CSTM")},
    **{("L", code): "facility" for code in ("OILF", "GASF", "MILB", "MVA", "NVB", "PRT")},
    **{("L", code): "area" for code in ("RGN", "RGNE", "LCTY", "AREA", "INDS", "CST", "COLF")},
}
"""Feature codes that are places of interest; schools, mosques, fields and roads are not."""
_ROUGH = frozenset({"area", "admin1", "admin2", "country", "water"})
"""The point of what has an extent is its middle, or where a river ends."""
_LANGUAGES = frozenset({"ar", "ckb", "ku", "fa", "tr", "en", "fr"})
_PREFERRED, _PLAIN, _HISTORIC = range(3)


def is_alternate_names(path: Path) -> bool:
    """Say whether a file holds alternate names: alternateNamesV2, or one of its own folder.

    >>> is_alternate_names(Path("alternatenames/SY.zip")), is_alternate_names(Path("SY.zip"))
    (True, False)
    """
    named = path.name.lower().startswith("alternatenames")
    return path.suffix.lower() in {".zip", ".txt"} and (
        named or path.parent.name.lower() == "alternatenames"
    )


@dataclass(frozen=True, slots=True)
class _Units:
    """What a first pass over a dump finds: names of its units, and the ids to be named."""

    admin1: dict[tuple[str, str], str] = field(default_factory=dict)
    admin2: dict[tuple[str, str, str], str] = field(default_factory=dict)
    wanted: array[int] = field(default_factory=lambda: array("Q"))


class GeoNames(Source):
    """`SY.zip`, `SY.txt`, `allCountries.zip`: read line by line, twice.

    Parameters
    ----------
    alternate_names : sequence of Path
        Files of alternate names; those that lie beside a dump are found without being named.
    """

    name: ClassVar[str] = "geonames"
    title: ClassVar[str] = "GeoNames"
    licence: ClassVar[str] = "CC-BY-4.0"
    attribution: ClassVar[str] = "GeoNames (geonames.org), CC BY 4.0"

    def __init__(self, alternate_names: Sequence[Path] = ()) -> None:
        self._alternate_names = tuple(alternate_names)

    @classmethod
    def fits(cls, path: Path) -> bool:
        """Say whether a .txt or .zip begins with a line of a dump."""
        if path.suffix.lower() not in {".txt", ".zip"} or is_alternate_names(path):
            return False
        columns = head_of(path, _member(path)).partition("\n")[0].split("\t")
        return len(columns) == _COLUMNS and columns[_ID].isdigit()

    def rows(self, path: Path) -> Iterator[Row | Problem | None]:
        """Yield the places of a dump; None for what is no place of interest."""
        units = _first_pass(path)
        files = dict.fromkeys([*self._alternate_names, *_beside(path)])
        with closing(_AlternateNames(files, units.wanted)) as alternates:
            for number, columns in _lines(path):
                if len(columns) != _COLUMNS or not columns[_ID].isdigit():
                    yield Problem(f"line {number}", f"not the {_COLUMNS} columns of a dump")
                elif feature := _feature(columns):
                    yield _row(number, columns, feature, units, alternates)
                else:
                    yield None


def _member(path: Path) -> str:
    """Give the member of a zip that holds the places; "" for a text file."""
    if path.suffix.lower() != ".zip":
        return ""
    texts = [name for name in members_of(path) if name.lower().endswith(".txt")]
    same = (name for name in texts if name.lower() == f"{path.stem}.txt".lower())
    other = (name for name in texts if not name.lower().startswith(("readme", "iso-")))
    return next(same, "") or next(other, "?")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    with open_text(path, _checked_member(path)) as file:
        for number, line in enumerate(file, start=1):
            yield number, line.rstrip("\r\n").split("\t")


def _checked_member(path: Path) -> str:
    member = _member(path)
    if member == "?":
        found = ", ".join(members_of(path)[:3]) or "nothing that can be read"
        raise SourceError(f"{path} holds {found}; expected the .txt of a dump: fetch it again.")
    return member


def _feature(columns: Sequence[str]) -> str:
    """Give what a line is; "" for no place of interest."""
    kind = columns[_CLASS], columns[_CODE]
    return _CODES.get(kind) or _WHOLE_CLASSES.get(kind[0], "")


def _first_pass(path: Path) -> _Units:
    """Collect the units of administration: a place may stand before the unit it lies in."""
    units, lines = _Units(), 0
    for _, columns in _lines(path):
        lines += 1
        if len(columns) != _COLUMNS or not columns[_ID].isdigit():
            continue
        feature = _feature(columns)
        if feature:
            units.wanted.append(int(columns[_ID]))
        country, admin1, admin2 = columns[_COUNTRY], columns[_ADMIN1], columns[_ADMIN2]
        if feature == "admin1":
            units.admin1[country, admin1] = columns[_NAME]
        elif feature == "admin2":
            units.admin2[country, admin1, admin2] = columns[_NAME]
    if not lines:
        raise SourceError(f"{path} is empty; expected a dump of GeoNames: fetch it again.")
    units.wanted[:] = array("Q", sorted(units.wanted))
    return units


def _row(
    number: int,
    columns: Sequence[str],
    feature: str,
    units: _Units,
    alternates: _AlternateNames,
) -> Row:
    country = columns[_COUNTRY]
    admin1, admin2 = _units_of(columns, units)
    return Row(
        where=f"line {number}",
        id=f"gn:{columns[_ID]}",
        names=_names(columns, alternates.of(int(columns[_ID]))),
        lat=columns[_LAT],
        lon=columns[_LON],
        country=country,
        admin1=admin1,
        admin2=admin2 if feature not in {"admin1", "country"} else "",
        feature=feature,
        population=population_of(columns[_POPULATION]),
        approximate=feature in _ROUGH,
    )


def _units_of(columns: Sequence[str], units: _Units) -> tuple[str, str]:
    """Give the English names of governorate and district: ours where we list them."""
    country, code1, code2 = columns[_COUNTRY], columns[_ADMIN1], columns[_ADMIN2]
    admin1 = admin1_by_code(country, code1) or units.admin1.get((country, code1), "")
    admin2 = units.admin2.get((country, code1, code2), "")
    return admin1, (admin2_named(country, admin1, admin2) if admin2 else "") or admin2


def _names(columns: Sequence[str], alternates: Sequence[_Alternate]) -> list[tuple[str, str]]:
    """Give the names of a place with their languages, the Arabic one to go by first.

    That is the preferred Arabic name, else the one nearest to the romanised name.
    """
    named: dict[str, str] = {}
    for text, language, _ in sorted(alternates, key=_arabic_first):
        named.setdefault(text, language)
    for text in filter(is_arabic, columns[_ALTERNATES].split(",")):
        named.setdefault(text, language_of(text, columns[_COUNTRY]))
    preferred = [text for text, _, rank in alternates if rank == _PREFERRED and is_arabic(text)]
    nearest = nearest_first(filter(is_arabic, named), columns[_NAME])
    ordered = dict.fromkeys([*preferred, *nearest, columns[_NAME], *named])
    historic = {text for text, _, rank in alternates if rank == _HISTORIC}
    return [(text, named.get(text, "en")) for text in ordered if text not in historic]


def _beside(path: Path) -> Iterator[Path]:
    """Give the files of alternate names that lie where the mirror of GeoNames has them."""
    for ending in (".zip", ".txt"):
        for name in (f"alternateNamesV2{ending}", f"alternatenames/{path.stem}{ending}"):
            if (path.parent / name).is_file():
                yield path.parent / name


_Alternate = tuple[str, str, int]
"""An alternate name, its language, and whether it is the preferred or a historic one."""


def _arabic_first(alternate: _Alternate) -> bool:
    return alternate[1] != "ar"


def _rank(flags: Sequence[str]) -> int:
    """Read the flags isPreferredName, isShortName, isColloquial, isHistoric."""
    if flags[3:4] == ["1"]:
        return _HISTORIC
    return _PREFERRED if flags[:1] == ["1"] else _PLAIN


class _AlternateNames:
    """The alternate names of the wanted ids, in a temporary file: for all countries millions."""

    def __init__(self, files: Iterable[Path], wanted: array[int]) -> None:
        self._wanted = wanted
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE name (id INTEGER, rank INTEGER, text, language)")
        rows = (row for path in files for row in self._rows(path))
        self._database.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", rows)
        self._database.execute("CREATE INDEX by_id ON name (id, rank)")

    def close(self) -> None:
        """Remove the temporary file."""
        self._database.close()

    def of(self, id_: int) -> Sequence[_Alternate]:
        """Give the names of an id, preferred ones first, historic ones last."""
        query = "SELECT text, language, rank FROM name WHERE id = ? ORDER BY rank, rowid"
        return self._database.execute(query, (id_,)).fetchall()

    def _rows(self, path: Path) -> Iterator[tuple[int, int, str, str]]:
        for _, columns in _lines(path):
            if len(columns) < _ALTERNATE_COLUMNS or not columns[1].isdigit():
                continue
            _, id_, language, text, *flags = columns
            if language in _LANGUAGES and self._wants(int(id_)):
                yield int(id_), _rank(flags), text, language

    def _wants(self, id_: int) -> bool:
        at = bisect_left(self._wanted, id_)
        return at < len(self._wanted) and self._wanted[at] == id_
