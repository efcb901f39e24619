"""What the tables that ship know of countries, governorates and districts: codes and spellings."""

from __future__ import annotations

import re
from functools import cache

from gazetteer.arabic import romanised_key
from gazetteer.sources.names import name_key, without_unit_word
from gazetteer.sources.tables import shipped_rows, shipped_tables

__all__ = [
    "admin1_by_code",
    "admin1_named",
    "admin1_names",
    "admin2_named",
    "country_code",
    "is_listed_country",
]

_ISO = re.compile("[A-Za-z]{2}")


def country_code(country: str) -> str:
    """Give the ISO 3166-1 alpha-2 code of a country by its code or name; "" if neither is known.

    >>> country_code("sy"), country_code("العراق"), country_code("Syria"), country_code("?")
    ('SY', 'IQ', 'SY', '')
    """
    text = country.strip()
    if _ISO.fullmatch(text):
        return text.upper()
    return _countries().get(name_key(text), "") if text else ""


def is_listed_country(code: str) -> bool:
    """Say whether a code is that of a country that ships.

    >>> is_listed_country("SY"), is_listed_country("C4")
    (True, False)
    """
    return code in _countries().values()


@cache
def _countries() -> dict[str, str]:
    return {
        name_key(name): row["code"]
        for row in shipped_rows("countries.tsv")
        for name in (row["name_ar"], row["name_en"], *row["aliases"].split("|"))
        if name
    }


def admin1_by_code(country: str, code: str) -> str:
    """Give the English name of a governorate by its code at GeoNames; "" if it is not listed.

    >>> admin1_by_code("SY", "07"), admin1_by_code("SY", "99")
    ('Deir ez-Zor', '')
    """
    return _admin1_codes().get((country, code), "")


@cache
def admin1_names(country: str) -> frozenset[str]:
    """Give the English names of the governorates that are listed; empty for other countries."""
    return frozenset(name for (listed, _), name in _admin1_codes().items() if listed == country)


@cache
def admin1_named(country: str, *spellings: str) -> str:
    """Give the English name of a governorate by any of its spellings; "" if it is not listed.

    Compared are folded names, then, where it means one governorate alone, romanised consonants.

    >>> admin1_named("SY", "دير الزور"), admin1_named("SY", "Idleb"), admin1_named("IQ", "Ninewa")
    ('Deir ez-Zor', 'Idlib', 'Nineveh')
    """
    names, keys = _admin1_spellings().get(country, ({}, {}))
    bare = [without_unit_word(spelling) for spelling in spellings if spelling]
    exact = (names[name_key(name)] for name in bare if name_key(name) in names)
    alike = (keys[romanised_key(name)] for name in bare if romanised_key(name) in keys)
    return next(exact, "") or next(alike, "")


@cache
def admin2_named(country: str, admin1: str, *spellings: str) -> str:
    """Give the English name of a district by any of its spellings; "" if it is not listed.

    >>> admin2_named("SY", "Aleppo", "منطقة الباب"), admin2_named("SY", "Aleppo", "nowhere")
    ('Al-Bab', '')
    """
    names = _admin2_spellings().get((country, admin1), {})
    bare = [name_key(without_unit_word(spelling)) for spelling in spellings if spelling]
    return next((names[key] for key in bare if key in names), "")


@cache
def _admin1_codes() -> dict[tuple[str, str], str]:
    return {(row["country"], row["code"]): row["name_en"] for row in shipped_rows("admin.tsv")}


@cache
def _admin1_spellings() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Give for each country its governorates by folded name, and by consonants if those tell."""
    tables: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for row in shipped_rows("admin.tsv"):
        names, keys = tables.setdefault(row["country"], ({}, {}))
        for spelling in (row["name_ar"], row["name_en"], *row["aliases"].split("|")):
            names[name_key(spelling)] = row["name_en"]
            key = romanised_key(spelling)
            keys[key] = row["name_en"] if keys.get(key, row["name_en"]) == row["name_en"] else ""
    for names, keys in tables.values():
        names.pop("", None)
        keys.pop("", None)
    return tables


@cache
def _admin2_spellings() -> dict[tuple[str, str], dict[str, str]]:
    tables: dict[tuple[str, str], dict[str, str]] = {}
    for table in shipped_tables("districts"):
        for row in shipped_rows(table):
            names = tables.setdefault((row["country"], row["admin1"]), {})
            for spelling in (row["name_ar"], row["name_en"], *row["aliases"].split("|")):
                if spelling:
                    names[name_key(spelling)] = row["name_en"]
    return tables
