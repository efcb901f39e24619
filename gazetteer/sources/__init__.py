"""Where places come from, one module a source, and the one list of them."""

from __future__ import annotations

from pathlib import Path

from gazetteer.errors import GazetteerFileError, SourceError
from gazetteer.file import read_meta
from gazetteer.sources.base import Row, Source
from gazetteer.sources.builtin import BUILTIN_ATTRIBUTION, builtin_places
from gazetteer.sources.geonames import GeoNames, is_alternate_names
from gazetteer.sources.hdx import Hdx
from gazetteer.sources.osm import OpenStreetMap
from gazetteer.sources.own_csv import OwnList
from gazetteer.sources.wikidata import Wikidata

__all__ = [
    "BUILTIN_ATTRIBUTION",
    "SOURCES",
    "GeoNames",
    "Hdx",
    "OpenStreetMap",
    "OwnList",
    "Row",
    "Source",
    "Wikidata",
    "builtin_places",
    "is_alternate_names",
    "source_for",
]

SOURCES: tuple[type[Source], ...] = (GeoNames, OpenStreetMap, Wikidata, Hdx, OwnList)
"""The kinds of files that can be read; a new one is added here.

The first that fits counts: what has signs of its own comes before what only has a known ending.
"""


def source_for(path: Path, name: str | None = None) -> Source:
    """Give the source that reads a file.

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        What the source is called; without it, the file's ending and content decide.

    Raises
    ------
    SourceError
        If no source is called that, the file is missing or empty, or none fits it.

    Examples
    --------
    >>> source_for(Path("places.json"), "osm").title
    'OpenStreetMap'
    >>> source_for(Path("nowhere.csv"))
    Traceback (most recent call last):
    gazetteer.errors.SourceError: There is no file nowhere.csv; check its name.
    """
    names = ", ".join(source.name for source in SOURCES)
    if name is not None:
        named = next((source for source in SOURCES if source.name == name.lower()), None)
        if named is None:
            raise SourceError(f"There is no source {name!r}; expected one of {names}.")
        return named()
    _check_there(path)
    fitting = next((source for source in SOURCES if source.fits(path)), None)
    if fitting is None:
        raise SourceError(
            f"{path} is none of the kinds of files that are known ({names}); if it is one of them, "
            "fetch it again, or name its kind."
        )
    return fitting()


def _check_there(path: Path) -> None:
    if path.is_dir():
        raise SourceError(f"{path} is a folder; expected a file: name the files in it.")
    if not path.is_file():
        raise SourceError(f"There is no file {path}; check its name.")
    if path.stat().st_size == 0:
        raise SourceError(f"{path} is empty; expected a list of places: fetch it again.")
    if path.suffix.lower() == ".gpkg" and _is_gazetteer(path):
        raise SourceError(f"{path} is a gazetteer already; name the files that it was made from.")


def _is_gazetteer(path: Path) -> bool:
    try:
        read_meta(path)
    except GazetteerFileError:
        return False
    return True
