"""What the pages say, in English and Arabic; the texts are in words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["LANGUAGES", "words"]

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "ar": "العربية"})
"""The languages of the app, by ISO 639-1 code, each in its own words."""


@cache
def words(language: str) -> Mapping[str, Any]:
    """Give the texts of the pages in a language.

    Parameters
    ----------
    language : str
        One of :data:`LANGUAGES`.

    Raises
    ------
    KeyError
        If the language is not one of them.

    >>> words("en")["kind"]["capture"]
    'taken'
    """
    text = resources.files("mapper.ui").joinpath("words.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)[language])
