"""One frozen configuration, read once from TOML and passed on.

    [dates]
    news_days = 1
    [areas]
    reach_km = 15.0

Every key has a default; an unknown key or a value of the wrong type is an error, never ignored.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapper.errors import ConfigError

__all__ = ["AreasConfig", "Config", "ControlConfig", "DatesConfig", "read_config"]


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
    """`slack_days`: reports of one event may lie this many days apart."""

    slack_days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasConfig:
    """`reach_km`: no ground farther than this from a place with evidence is coloured."""

    reach_km: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings that change what Saytara finds. See docs/configuration.md."""

    dates: DatesConfig = field(default_factory=DatesConfig)
    control: ControlConfig = field(default_factory=ControlConfig)
    areas: AreasConfig = field(default_factory=AreasConfig)

    def hash(self) -> str:
        """Hash the values; stamped into every project and export.

        >>> Config().hash() == Config(areas=AreasConfig(reach_km=15.0)).hash()
        True
        """
        return hashlib.sha256(self.to_text().encode()).hexdigest()[:16]

    def to_text(self) -> str:
        """Give all values as one line of JSON, keys in order."""
        return json.dumps(dataclasses.asdict(self), sort_keys=True)


_SECTIONS = {"dates": DatesConfig, "control": ControlConfig, "areas": AreasConfig}


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
        _check_number(path, f"{name}.{key}", value, types[key])
    return kind(**table)


def _check_number(path: Path, key: str, value: Any, expected: type) -> None:
    """Numbers are all that there is to set; a whole number will do for a float."""
    allowed = (int, float) if expected is float else (int,)
    if isinstance(value, bool) or not isinstance(value, allowed) or not 0 <= value < 100_000:
        raise ConfigError(
            f"In the config {path}, {key} is {value!r}; expected {expected.__name__} from 0 up."
        )
