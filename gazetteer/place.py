"""The records of the gazetteer: places, their names, candidates, toponyms, resolutions."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FEATURES", "Candidate", "Place", "PlaceName", "Resolution", "Toponym"]

FEATURES = frozenset(
    {"populated", "quarter", "area", "admin1", "admin2", "country"}
    | {"facility", "crossing", "water", "terrain"}
)
"""The kinds of things on the ground that the gazetteer tells apart."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place: its spelling, its language (ISO 639-1), where it is from.

    `source` is the name of a source as its adapter gives it; `licence` an SPDX id.
    """

    text: str
    language: str
    source: str
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thing on the ground that has names.

    `lat`, `lon` are degrees in EPSG:4326. `country` is ISO 3166-1 alpha-2. `admin1`, `admin2` are
    the English names of governorate and district, empty where not known. `feature` is one of
    :data:`FEATURES`. `approximate` says that the point is known only to some kilometres. `source`
    and `licence` (an SPDX id) are those of the point; each name has its own.
    """

    id: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    country: str
    admin1: str = ""
    admin2: str = ""
    feature: str = "populated"
    population: int = 0
    names: tuple[PlaceName, ...] = ()
    approximate: bool = False
    source: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(
                f"Place {self.id} lies at lat {self.lat}, lon {self.lon}; "
                "expected degrees in EPSG:4326."
            )
        if self.feature not in FEATURES:
            raise ValueError(
                f"Place {self.id} is a {self.feature}; expected one of {sorted(FEATURES)}."
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with how well it fits (0..1)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name found in a text, not yet resolved.

    `start`, `end` are code points of the original text and span the bare name: no clitic, no type
    word, but where the type word belongs to the name. `outer_start` is where its phrase begins,
    clitics and type word included. `key` is the name folded and without its article. `type_word` is
    folded, `feature` the kind of place that it asks for (empty without one). `places` are all that
    bear the name; empty for a name that no gazetteer lists. `joined` says that the name continues a
    list; `rule` which rule of the scan found it.
    """

    start: int
    end: int
    text: str
    outer_start: int
    key: str
    type_word: str | None
    feature: str
    places: tuple[Place, ...]
    joined: bool = False
    rule: str = "S1-listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a toponym was taken to mean: the place or None, the runners-up, and why."""

    toponym: Toponym
    place: Place | None
    score: float
    candidates: tuple[Candidate, ...]
    rule: str
    approximate: bool
