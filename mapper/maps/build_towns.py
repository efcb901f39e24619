"""Build the towns of the basemap: `python -m mapper.maps.build_towns`.

From the gazetteer that ships (GeoNames, CC BY 4.0): the greatest towns of its countries, greatest
first, as rows `[name_ar, name_en, lat, lon]`. The result, mapper/maps/data/towns.json, ships too.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gazetteer import Gazetteer
from mapper.maps.build_basemap import inside

__all__ = ["build"]

_SMALLEST = 120_000
_DECIMALS = 3


def build(gazetteer: Gazetteer, target: Path) -> int:
    """Write the towns and return how many there are."""
    towns = [
        p
        for p in gazetteer
        if p.feature == "populated"
        and p.population >= _SMALLEST
        and p.name_ar
        and inside(p.lat, p.lon)
    ]
    towns.sort(key=lambda place: (-place.population, place.id))
    rows = [[p.name_ar, p.name_en, round(p.lat, _DECIMALS), round(p.lon, _DECIMALS)] for p in towns]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    many = build(Gazetteer.builtin(), Path(__file__).parent / "data" / "towns.json")
    sys.stdout.write(f"towns.json: {many} towns\n")
