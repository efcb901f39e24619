"""Months, years, weeks, seasons and feasts, whole or in part (D3, D4, D9)."""

from __future__ import annotations

from dataclasses import replace

from mapper.claims.dates.current import current_unit
from mapper.claims.dates.lexicon import Part, lexicon
from mapper.claims.dates.line import Found, Line
from mapper.claims.dates.months import feast, hijri_month, month, season
from mapper.claims.dates.years import decade, hijri_year_days, year

__all__ = ["period"]

_OF = frozenset({"من"})

_RULES = (month, hijri_month, season, feast, year, hijri_year_days, current_unit, decade)


def period(line: Line, at: int) -> Found | None:
    """Read a month, year, week, season or feast, or a part of one."""
    part = line.match(lexicon().part, at)
    if part is not None:
        found = _whole(line, line.skip(at + part[1], _OF), part[0])
        if found is not None:
            taken = line.skip(at + part[1], _OF) - at + found.taken
            return replace(found, taken=taken)
    return _whole(line, at, None)


def _whole(line: Line, at: int, part: Part | None) -> Found | None:
    for rule in _RULES:
        found = rule(line, at, part)
        if found is not None:
            return found
    return None
