"""The words that Saytara knows: data files that a linguist can edit, and their readers.

Nothing is read on import; each table is read once, when it is first asked for.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["UNKNOWN_COLOUR", "Actor", "actor_or_other", "actors", "load_table", "vocabulary_hash"]

UNKNOWN_COLOUR = "#8c8c8c"
"""The colour of actors that the vocabulary does not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An armed actor: its fixed id, names, map colour (#rrggbb), and the side it belongs to.

    `letter` marks it on maps besides its colour; no two that meet on one map share one.
    """

    id: str
    name_ar: str
    name_en: str
    colour: str
    side: str
    letter: str = ""
    aliases: tuple[str, ...] = ()


@cache
def load_table(name: str) -> Mapping[str, Any]:
    """Read the vocabulary file `name`.toml.

    Parameters
    ----------
    name : str
        The name of a file in mapper/vocabulary, without its ending.

    Raises
    ------
    FileNotFoundError
        If there is no such file.

    >>> "نوفمبر" in load_table("months")["gregorian"]["11"]
    True
    """
    file = resources.files(__name__).joinpath(f"{name}.toml")
    return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def actors() -> Mapping[str, Actor]:
    """Give the known actors by id, in the order of the file.

    >>> actors()["SDF"].name_en
    'Syrian Democratic Forces'
    """
    rows = load_table("actors")["actor"]
    return MappingProxyType(
        {row["id"]: Actor(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in rows}
    )


def actor_or_other(actor_id: str) -> Actor:
    """Give the known actor, or one made from an id that the vocabulary does not list.

    >>> actor_or_other("OTHER:قوات العشائر").name_en
    'قوات العشائر'
    """
    known = actors().get(actor_id)
    if known is not None:
        return known
    name = actor_id.removeprefix("OTHER:")
    return Actor(id=actor_id, name_ar=name, name_en=name, colour=UNKNOWN_COLOUR, side=actor_id)


@cache
def vocabulary_hash() -> str:
    """Hash all vocabulary files; stamped into projects, since the words decide what is found."""
    digest = hashlib.sha256()
    for file in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
