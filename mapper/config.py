"""One frozen configuration, read once from TOML and passed on.

    [dates]
    news_days = 1
    [areas]
    reach_km = 15.0
    [gazetteer]
    file = "syria.gpkg"

Every key has a default; an unknown key or a value of the wrong type is an error, never ignored.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from mapper.errors import ConfigError

__all__ = [
    "EXTRACTORS",
    "AreasConfig",
    "BoundariesConfig",
    "ClaimsConfig",
    "Config",
    "ControlConfig",
    "DatesConfig",
    "GazetteerConfig",
    "LlmConfig",
    "MapConfig",
    "OnlineConfig",
    "read_config",
]

_MOST = 100_000
_LONGEST = 1_000
_FEWEST_CHARS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesConfig:
    """How far back an undated statement may reach, in days before publication.

    `news_days`: news without a stated day. `earlier_days`: what "earlier" or a pluperfect dates.
    `background_days`: a past event mentioned only in passing ("after the capture of X").
    """

    news_days: int = 1
    earlier_days: int = 7
    background_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlConfig:
    """The parameters of control over time; see docs/control.md for the model they belong to.

    Each says its unit and where its value is from: *measured* on Ukrainian control data of 2022
    before this code was written, or *judged*, that is, set so that a rule of docs/control.md holds.

    Attributes
    ----------
    wrong_own_side, wrong_neutral, wrong_against_side : float
        Chance that a source is wrong when it speaks for its own side, has no side, or speaks
        against its own interest. Measured.
    contested_taken : float
        Chance that a contested place is reported as taken or held by one side. Measured.
    contested_part : float
        Chance that a contested place is reported as partly held. Measured.
    part_of_holder : float
        Chance that the holder of a whole place is reported to hold a part. Judged.
    taken_before, first_before, lost_before, part_before : float
        Chance, before the claim is weighed, that a place changed hands given that a source which
        is right reports it taken; that an unknown place has a holder given that somebody names
        one; that a holder left given that it is reported gone; that a place is contested given
        that a part of it is reported taken. Judged: one neutral report changes a place, one
        partisan report does not.
    hazard, hazard_surprised : float
        Daily weight of the neighbours' belief, and what a surprising claim adds; both together are
        that of what is unknown of a place. Measured.
    hazard_days : float
        Days after which a surprise has faded to 1/e. Measured.
    hazard_floor : float
        Daily chance of any other change. Measured.
    settle_days : int
        Days after a claim in which its place and its neighbours draw on each other. Judged.
    fresh_days : float
        Days after which a neighbour on which nothing new was said counts 1/e. Judged: neighbours
        tell what has happened lately.
    near_km : float
        Distance at which a neighbour counts 1/e, in km. Measured.
    reach_km : float
        Distance beyond which no place is a neighbour, in km. Judged: three times `near_km`.
    neighbours : int
        How many of the nearest places are neighbours. Measured.
    fade_days, siege_fade_days : float
        Half-life of what is known about a holder and about a siege without new claims, in days.
        Judged: front lines stand still for years, sieges for months.
    stale_days : float
        As known: half-life of what an event of the past says about the present, in days. Judged.
    contested_days : int
        Days after the last claim about a contested place, or after neighbours made it contested,
        until it is shown as unknown. Judged: a battle of which nothing is heard for half a year is
        over, and who won it is not known; after 90 days fewer places were right.
    dispute_days : int
        Days in which a neutral denial of a partisan report makes a place contested. Judged.
    cited : float
        Weight of a citation of somebody who is not known, against the outlet's own voice. Judged.
    sure : float
        A claim of this confidence or more counts in full, one of half of it by half. Below it a
        claim is more often misread than not (docs/evaluation.md).
    echo, echo_days : float, int
        Weight of what a source says within so many days of another of its side that said the
        same. Judged: one press office feeds them.
    implied : float
        Weight of what a claim only implies: that the loser of a place held it on the day before,
        or that the besieged holds it. Judged.
    likely, disputed : float
        A holder is shown from the first chance on. Two are shown as contested when the second has
        at least the second chance and the first leads by less. Judged.
    """

    wrong_own_side: float = 0.30
    wrong_neutral: float = 0.10
    wrong_against_side: float = 0.02
    contested_taken: float = 0.15
    contested_part: float = 0.80
    part_of_holder: float = 0.30
    taken_before: float = 0.40
    first_before: float = 0.50
    lost_before: float = 0.50
    part_before: float = 0.50
    hazard: float = 0.01
    hazard_surprised: float = 0.24
    hazard_days: float = 4.0
    hazard_floor: float = 5e-5
    settle_days: int = 30
    fresh_days: float = 45.0
    near_km: float = 8.0
    reach_km: float = 24.0
    neighbours: int = 8
    fade_days: float = 1461.0
    siege_fade_days: float = 180.0
    stale_days: float = 30.0
    contested_days: int = 180
    dispute_days: int = 2
    cited: float = 0.90
    sure: float = 0.40
    echo: float = 0.25
    echo_days: int = 3
    implied: float = 0.50
    likely: float = 0.45
    disputed: float = 0.25

    def __post_init__(self) -> None:
        """Refuse what no probability or time can be."""
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if item.name in _CHANCES and not 0 < value < 1:
                raise ConfigError(f"control.{item.name} is {value}; expected a number in 0..1.")
            if item.name not in _CHANCES and value <= 0:
                raise ConfigError(f"control.{item.name} is {value}; expected a number above 0.")


_CHANCES = frozenset(
    {
        *("wrong_own_side", "wrong_neutral", "wrong_against_side", "contested_taken"),
        *("contested_part", "part_of_holder", "taken_before", "first_before", "lost_before"),
        *("part_before", "hazard", "hazard_surprised", "hazard_floor", "cited", "sure", "likely"),
        *("disputed", "echo", "implied"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasConfig:
    """What ground is coloured, and what of it counts as certain. See docs/areas.md.

    `reach_km`: no ground farther than this from a place with evidence is coloured. `confident`: a
    state at least this likely counts towards the low end of an actor's area. `land`: "basemap"
    keeps to the land of the basemap that ships, "none" colours the sea as well.
    """

    reach_km: float = 15.0
    confident: float = 0.8
    land: str = "basemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundariesConfig:
    """Files of one's own that bound areas and neighbours; empty for none.

    `border`: polygons of the country or area to keep to. `barriers`: rivers and other lines that
    part ground. See :func:`mapper.layers.read_boundaries`, which reads them.
    """

    border: str = ""
    barriers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConfig:
    """How the map looks. See docs/map.md.

    `digits`: "latin" or "arabic" for digits of the Arabic page. `incident_days`: for how many days
    an incident is shown. `tiles`: the address of online map tiles, such as
    `https://tile.example.org/{z}/{x}/{y}.png`; empty for none, and then the map asks no network.
    `tiles_attribution`: what their makers ask to be said. `boundaries`: a file of the user's own
    lines to draw; empty for none.
    """

    digits: str = "latin"
    incident_days: int = 14
    tiles: str = ""
    tiles_attribution: str = ""
    boundaries: str = ""

    def __post_init__(self) -> None:
        """Refuse digits that nobody has, and tiles that are no https address."""
        if self.digits not in ("latin", "arabic"):
            raise ConfigError(f'map.digits is {self.digits!r}; expected "latin" or "arabic".')
        if self.tiles and not _TILES.fullmatch(self.tiles):
            raise ConfigError(
                f"map.tiles is {self.tiles!r}; expected an address such as "
                "https://tile.example.org/{z}/{x}/{y}.png."
            )
        if self.tiles and not self.tiles_attribution:
            raise ConfigError("map.tiles needs map.tiles_attribution: say whose tiles they are.")

    @property
    def tiles_host(self) -> str:
        """The origin of the tiles, such as https://tile.example.org; empty without tiles."""
        return "/".join(self.tiles.split("/")[:3])


_TILES = re.compile(r"https://[a-z0-9.-]{1,200}(:[0-9]{1,5})?/[A-Za-z0-9{}/@._~?&=%-]{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerConfig:
    """`file`: a gazetteer file to use; empty for what is installed, or else what ships."""

    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineConfig:
    """Which online geocoder `saytara gazetteer search --online` asks; without a service none.

    See :class:`gazetteer.online.OnlineConfig`, which checks the values when they are used.
    """

    service: str = ""
    user_agent: str = ""
    username: str = ""
    domain: str = ""
    min_delay_s: float = 1.0
    timeout_s: float = 10.0
    expires_days: float = 90.0
    most_calls: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsConfig:
    """What finds claims: `extractor` is "rules", or "llm" for the model named in `[llm]`."""

    extractor: str = "rules"

    def __post_init__(self) -> None:
        """Refuse what is not known."""
        if self.extractor not in EXTRACTORS:
            raise ConfigError(
                f"claims.extractor is {self.extractor!r}; expected one of {', '.join(EXTRACTORS)}."
            )


EXTRACTORS = ("rules", "llm")
"""What can find claims; see :class:`ClaimsConfig`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmConfig:
    """Which language model finds claims where `[claims]` asks for one; see docs/extractors.md.

    `api_key_env` names an environment variable: the key itself stands in no file. Addresses and
    names are checked when they are used.
    """

    endpoint: str = ""
    model: str = ""
    api_key_env: str = ""
    timeout_s: float = 60.0
    retries: int = 2
    max_calls: int = 200
    max_chars: int = 12_000
    cache: str = ""

    def __post_init__(self) -> None:
        """Refuse what no answer can keep to."""
        if self.timeout_s <= 0:
            raise ConfigError(f"llm.timeout_s is {self.timeout_s}; expected a number above 0.")
        if self.max_chars < _FEWEST_CHARS:
            raise ConfigError(
                f"llm.max_chars is {self.max_chars}; expected {_FEWEST_CHARS} or more, which is "
                "the longest sentence."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings. See docs/configuration.md.

    `dates`, `control` and `areas` change what Saytara finds, and are stamped into projects. How the
    map looks, where to look places up, which files hold boundaries and which model to ask is a
    matter of the machine and its user: a project says by a hash which places it was made with, by
    its `extractor` what found the claims, holds the boundaries themselves, and names neither
    folders nor accounts.
    """

    dates: DatesConfig = field(default_factory=DatesConfig)
    control: ControlConfig = field(default_factory=ControlConfig)
    areas: AreasConfig = field(default_factory=AreasConfig)
    boundaries: BoundariesConfig = field(default_factory=BoundariesConfig)
    claims: ClaimsConfig = field(default_factory=ClaimsConfig)
    llm: LlmConfig = field(default_factory=LlmConfig)
    map: MapConfig = field(default_factory=MapConfig)
    gazetteer: GazetteerConfig = field(default_factory=GazetteerConfig)
    online: OnlineConfig = field(default_factory=OnlineConfig)

    def hash(self) -> str:
        """Hash the values of :meth:`to_text`; stamped into every project and export.

        >>> Config().hash() == Config(areas=AreasConfig(reach_km=15.0)).hash()
        True
        >>> Config().hash() == Config(online=OnlineConfig(username="me")).hash()
        True
        """
        return hashlib.sha256(self.to_text().encode()).hexdigest()[:16]

    def to_text(self) -> str:
        """Give the values that change what is found as one line of JSON, keys in order."""
        stamped = {name: dataclasses.asdict(getattr(self, name)) for name in _STAMPED}
        return json.dumps(stamped, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what :meth:`to_text` gave; what it does not hold has its default.

        >>> Config.from_text(Config().to_text()) == Config()
        True
        """
        sections = json.loads(text)
        made: dict[str, Any] = {name: _SECTIONS[name](**sections[name]) for name in sections}
        return cls(**made)


_STAMPED = ("dates", "control", "areas")
_SECTIONS = {
    "dates": DatesConfig,
    "control": ControlConfig,
    "areas": AreasConfig,
    "boundaries": BoundariesConfig,
    "claims": ClaimsConfig,
    "llm": LlmConfig,
    "map": MapConfig,
    "gazetteer": GazetteerConfig,
    "online": OnlineConfig,
}


def read_config(path: Path) -> Config:
    """Read a TOML file into a :class:`Config`.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, or has an unknown key or a value out of range.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"Cannot read the config {path}: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The config {path} is no TOML ({error}); mend or remove it.") from None
    unknown = sorted(tables.keys() - _SECTIONS.keys())
    if unknown:
        known = ", ".join(_SECTIONS)
        raise ConfigError(
            f"The config {path} has an unknown section [{unknown[0]}]; known: {known}."
        )
    sections = {name: _section(path, name, table) for name, table in tables.items()}
    return Config(**sections)


def _section(path: Path, name: str, table: Any) -> Any:
    kind = _SECTIONS[name]
    if not isinstance(table, dict):
        raise ConfigError(f"In the config {path}, {name} is a value; expected a section [{name}].")
    types = {f.name: type(f.default) for f in dataclasses.fields(kind)}
    for key, value in table.items():
        if key not in types:
            known = ", ".join(types)
            raise ConfigError(f"The config {path} has an unknown key {name}.{key}; known: {known}.")
        _check(path, f"{name}.{key}", value, types[key])
    return kind(**table)


def _check(path: Path, key: str, value: Any, expected: type) -> None:
    fits, wanted = _KINDS[expected]
    if not fits(value):
        raise ConfigError(f"In the config {path}, {key} is {value!r}; expected {wanted}.")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def _is_number(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, float) and 0 <= value < _MOST)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) < _LONGEST and value.isprintable()


_KINDS: dict[type, tuple[Callable[[Any], bool], str]] = {
    int: (_is_whole, "int from 0 up"),
    float: (_is_number, "float from 0 up"),
    str: (_is_text, "a text of one line in quotes"),
}
"""What a value of each type must be; a whole number will do for a float."""
