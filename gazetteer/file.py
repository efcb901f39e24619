"""The gazetteer file: a GeoPackage that QGIS opens as it is.

Layer `places`, one point a place, with its names and their provenance as JSON; tables `spellings`
(bare folded Arabic, or Latin) and `romanised` (keys), so that nothing has to be folded again when
the file is opened; table `meta`, which says what the file was made from.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from gazetteer.errors import GazetteerFileError
from gazetteer.files import replacing
from gazetteer.place import Place, PlaceName
from gazetteer.table import ListedPlaces, PlaceTable, Rows

__all__ = ["FORMAT_VERSION", "FiledPlaces", "read_meta", "write_gazetteer"]

FORMAT_VERSION = 1
"""The version of the file's layout; a file of a later one is refused."""

_GEOPACKAGE = "1.2"
"""Old enough for every QGIS in use to open it without a word."""
_COLUMNS = (
    *("id", "name_ar", "name_en", "lat", "lon", "country", "admin1", "admin2", "feature"),
    *("population", "approximate", "source", "licence", "names"),
)
_TABLES = {
    "spellings": "spelling TEXT NOT NULL, arabic INTEGER NOT NULL, place INTEGER NOT NULL",
    "romanised": "spelling TEXT NOT NULL, place INTEGER NOT NULL",
    "meta": "key TEXT NOT NULL UNIQUE, value TEXT NOT NULL",
}


# ------------------------------------------------------------------------------------- write


def write_gazetteer(places: Iterable[Place], target: Path, meta: Mapping[str, str]) -> None:
    """Write places to a gazetteer file; an old file stays whole until the new one is.

    Parameters
    ----------
    places : iterable of Place
        Each id once.
    target : Path
        A .gpkg file.
    meta : mapping
        What the file was made from; see :func:`read_meta`.

    Raises
    ------
    GazetteerFileError
        If the ending is not .gpkg, or there is no place to write.
    TargetError
        If the target cannot be written.
    """
    if target.suffix.lower() != ".gpkg":
        raise GazetteerFileError(
            f"A gazetteer is a .gpkg file; {target} is not: name for example syria.gpkg."
        )
    table = ListedPlaces(places)
    if not table.places:
        raise GazetteerFileError(f"There is no place to write to {target}; check its sources.")
    with replacing(target) as beside:
        _write_layer(table.places, beside)
        _write_tables(table, beside, meta)


def _write_layer(places: Sequence[Place], path: Path) -> None:
    import geopandas as gpd
    import pyogrio

    columns = {name: [_value(place, name) for place in places] for name in _COLUMNS}
    points = gpd.points_from_xy(columns["lon"], columns["lat"])
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326"),
        path,
        layer="places",
        driver="GPKG",
        dataset_options={"VERSION": _GEOPACKAGE},
    )


def _value(place: Place, column: str) -> Any:
    if column == "names":
        names = [(n.text, n.language, n.source, n.licence) for n in place.names]
        return json.dumps(names, ensure_ascii=False)
    return getattr(place, column)


def _write_tables(table: PlaceTable, path: Path, meta: Mapping[str, str]) -> None:
    with closing(sqlite3.connect(path)) as base:
        for name, columns in _TABLES.items():
            base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, {columns})")
            base.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
                (name, "attributes", name),
            )
        for arabic, spellings in ((1, table.spellings), (0, table.latin)):
            rows = ((s, arabic, row + 1) for s in sorted(spellings) for row in spellings[s])
            base.executemany("INSERT INTO spellings VALUES (NULL, ?, ?, ?)", rows)
        keys = ((key, row + 1) for key in sorted(table.keys) for row in table.keys[key])
        base.executemany("INSERT INTO romanised VALUES (NULL, ?, ?)", keys)
        filed = {**meta, "format": str(FORMAT_VERSION), "hash": table.hash}
        base.executemany("INSERT INTO meta VALUES (NULL, ?, ?)", sorted(filed.items()))
        # the same places give the same file, so the time of writing is not told
        base.execute("UPDATE gpkg_contents SET last_change = '1970-01-01T00:00:00.000Z'")
        base.commit()


# -------------------------------------------------------------------------------------- read


def read_meta(path: Path) -> dict[str, str]:
    """Read what a gazetteer file says of itself: format, hash, and what it was made from.

    Raises
    ------
    GazetteerFileError
        If the file is missing, damaged, no gazetteer, or of a later version.
    """
    with _opened(path) as base:
        return dict(base.execute("SELECT key, value FROM meta ORDER BY key").fetchall())


class FiledPlaces(PlaceTable):
    """A table of places read from a gazetteer file.

    Raises
    ------
    GazetteerFileError
        If the file is missing, damaged, no gazetteer, or of a later version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _opened(path) as base:
            self._meta = dict(base.execute("SELECT key, value FROM meta").fetchall())
            columns = ", ".join(_COLUMNS)
            rows = base.execute(f"SELECT {columns} FROM places ORDER BY fid").fetchall()  # noqa: S608
            self._spellings = _rows_by_spelling(base, "spellings WHERE arabic = 1")
        self.places = _Records(rows)
        self.attribution = _attribution(self._meta)

    @property
    def spellings(self) -> dict[str, Rows]:
        """Rows by bare folded Arabic spelling."""
        return self._spellings

    @cached_property
    def latin(self) -> dict[str, Rows]:
        """Rows by Latin spelling."""
        with _opened(self._path) as base:
            return _rows_by_spelling(base, "spellings WHERE arabic = 0")

    @cached_property
    def keys(self) -> dict[str, Rows]:
        """Rows by romanised key."""
        with _opened(self._path) as base:
            return _rows_by_spelling(base, "romanised")

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each place id."""
        return {record[0]: row for row, record in enumerate(self.places.records)}

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """Latitude and longitude of each row."""
        at = _COLUMNS.index("lat")
        return np.array([record[at : at + 2] for record in self.places.records], dtype=np.float64)

    @property
    def hash(self) -> str:
        """The hash of the places that were written."""
        return str(self._meta["hash"])

    places: _Records


def _attribution(meta: Mapping[str, str]) -> str:
    """Join the lines that the sources ask for, each once."""
    sources = json.loads(meta.get("sources", "[]"))
    return "; ".join(dict.fromkeys(source["attribution"] for source in sources))


class _Records(Sequence[Place]):
    """Rows of the layer; each becomes a place when it is first asked for."""

    def __init__(self, records: list[tuple[Any, ...]]) -> None:
        self.records = records
        self._made: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, row: int) -> Place: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Place]: ...
    def __getitem__(self, row: int | slice) -> Place | Sequence[Place]:
        if isinstance(row, slice):
            return [self[at] for at in range(len(self))[row]]
        if row not in self._made:
            self._made[row] = _place(self.records[row])
        return self._made[row]


def _place(record: tuple[Any, ...]) -> Place:
    values = dict(zip(_COLUMNS, record, strict=True))
    names = tuple(PlaceName(*name) for name in json.loads(values.pop("names")))
    return Place(**{**values, "names": names, "approximate": bool(values["approximate"])})


def _rows_by_spelling(base: sqlite3.Connection, table: str) -> dict[str, Rows]:
    pairs = base.execute(f"SELECT spelling, place - 1 FROM {table} ORDER BY fid")  # noqa: S608
    return {key: tuple(row for _, row in group) for key, group in groupby(pairs, itemgetter(0))}


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a gazetteer for reading, or say in one sentence why not."""
    if not path.is_file():
        raise GazetteerFileError(
            f"There is no gazetteer {path}; make it with: saytara gazetteer build SOURCE -o {path}"
        )
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            _check_version(base, path)
            yield base
    except sqlite3.Error as error:
        raise GazetteerFileError(
            f"{path} is no gazetteer, or is damaged ({error}); make it again with: "
            "saytara gazetteer build"
        ) from None


def _check_version(base: sqlite3.Connection, path: Path) -> None:
    found = base.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    base.execute("SELECT 1 FROM spellings LIMIT 1")
    version = found[0] if found else ""
    if not version.isdigit() or int(version) > FORMAT_VERSION:
        raise GazetteerFileError(
            f"{path} is a gazetteer of format {version or 'unknown'}, this version reads "
            f"{FORMAT_VERSION}; update Saytara. The file is left as it is."
        )
