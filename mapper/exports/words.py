"""What pictures and reports say, in English and Arabic; the words are in words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["words"]


@cache
def words(language: str) -> Mapping[str, Any]:
    """Give the words of "en" or "ar".

    >>> words("ar")["state"]["unknown"]
    'غير معروف'
    """
    text = resources.files(__name__.rpartition(".")[0]).joinpath("words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)[language])
