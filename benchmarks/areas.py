"""What areas and fronts cost: the topology once, one date, and every date of a long war.

    python benchmarks/areas.py [--places N] [--dates N]

Made-up places in the box of Syria and Iraq, clipped to the land of the basemap; six actors whose
ground moves. The floor of the topology is the bare diagram; the peer of dates is
`shapely.union_all` over the same cells, which is the usual way.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # or "gazetteer" would be the benchmark beside this

import numpy as np  # noqa: E402
import shapely  # noqa: E402

from mapper.control import ControlTimeline  # noqa: E402
from mapper.features import (  # noqa: E402
    PlacePoint,
    Topology,
    area_series,
    areas_on,
    build_topology,
    cell_states,
    front_series,
    fronts_on,
)
from mapper.records import ControlInterval, Status  # noqa: E402

ACTORS = ("ISF", "IS", "KRG", "SDF", "SY.GOV", "SY.REBELS")
FIRST = dt.date(2013, 1, 1)
STEP = 50


def places(many: int, rng: np.random.Generator) -> list[PlacePoint]:
    lon, lat = rng.uniform(34.5, 45, many), rng.uniform(31.5, 37.5, many)
    rows = enumerate(zip(lon.tolist(), lat.tolist(), strict=True))
    return [PlacePoint(id=f"p{n:06}", lat=y, lon=x) for n, (x, y) in rows]


def war(points: list[PlacePoint], days: int, rng: np.random.Generator) -> ControlTimeline:
    """Give each place to the nearest of 24 wandering centres; close to two it is contested."""
    xy = np.array([(p.lon, p.lat) for p in points])
    centres = rng.uniform((34.5, 31.5), (45, 37.5), (24, 2))
    owners = rng.permutation(np.arange(24) % len(ACTORS))
    held = []
    for _ in range(0, days, STEP):
        centres += rng.normal(0, 0.12, centres.shape)
        away = np.sqrt(((xy[:, None] - centres) ** 2).sum(axis=2))
        near = np.argsort(away, axis=1)[:, :2]
        margin = np.diff(np.take_along_axis(away, near, axis=1), axis=1)[:, 0]
        one, other = owners[near].T
        held.append(np.where((margin < 0.06) & (one != other), one * 6 + other, one * 7))
    table = np.array(held).T  # actor * 6 + opponent, who is the actor's own self if there is none
    late, sure = rng.integers(0, STEP, table.shape), rng.uniform(0.5, 1, table.shape)
    rows = zip(points, table.tolist(), late.tolist(), sure.tolist(), strict=True)
    return ControlTimeline(tuple(item for row in rows for item in spells(*row)))


def spells(
    place: PlacePoint, held: list[int], late: list[int], sure: list[float]
) -> Iterator[ControlInterval]:
    turns = [0, *(n for n, (a, b) in enumerate(pairwise(held), 1) if a != b)]
    days = [FIRST + dt.timedelta(days=n * STEP + late[n]) for n in turns]
    for at, (turn, day) in enumerate(zip(turns, days, strict=True)):
        actor, against = (ACTORS[number] for number in divmod(held[turn], 6))
        contested = actor != against
        yield ControlInterval(
            place_id=place.id,
            place_name_ar="",
            place_name_en="",
            lat=place.lat,
            lon=place.lon,
            status=Status.CONTESTED if contested else Status.CONTROLLED,
            actor=actor,
            against=against if contested else None,
            confidence=sure[turn],
            valid_from=day,
            valid_from_earliest=day,
            valid_from_latest=day,
            valid_to=days[at + 1] if at + 1 < len(days) else None,
        )


def best(work: Callable[[], object], runs: int = 5) -> float:
    return min(timed(work) for _ in range(runs))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def row(name: str, seconds: float, floor: float | None = None) -> None:
    factor = f"{seconds / floor:9.3f}" if floor else ""
    print(f"{name:46}{seconds * 1000:12,.1f}{factor}")


def union_all(topology: Topology, holding: np.ndarray) -> list[object]:  # type: ignore[type-arg]
    of_piece = holding[topology.piece_site]
    return [shapely.union_all(topology.pieces[of_piece == n]) for n in np.unique(of_piece)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=30_000)
    parser.add_argument("--dates", type=int, default=2_500)
    asked = parser.parse_args()
    rng = np.random.default_rng(1)
    points, peers = places(asked.places, rng), 3
    few = len(points) // 10
    timeline = war(points, asked.dates, rng)
    build_topology(points[:9])  # the basemap is read and packages are loaded before the clock
    print(f"{len(points):,} places, {len(timeline.intervals):,} intervals, {asked.dates:,} dates")
    print(f"{'':46}{'ms':>12}{'x floor':>9}")

    cloud = shapely.multipoints(np.array([(p.lon, p.lat) for p in points]))
    floor = best(lambda: shapely.get_parts(shapely.voronoi_polygons(cloud, ordered=True)))
    row("bare Voronoi diagram (floor)", floor, floor)
    row("topology, clipped to land", best(lambda: build_topology(points)), floor)
    some, rest = points[:few], points[few:]
    among = best(lambda: build_topology(some, others=rest), 3)
    row("topology, a tenth with evidence", among, floor)

    topology = build_topology(points)
    states = cell_states(topology, timeline)
    days = [FIRST + dt.timedelta(days=n) for n in range(asked.dates)]
    spread = days[100 :: max(1, asked.dates // 12)]
    holding = states.on(spread[-1])[0]
    peer = best(lambda: union_all(topology, holding), peers)
    row("a date by shapely.union_all (peer)", peer, peer)
    drawn = [best(lambda d=d: areas_on(topology, states, d), 3) for d in spread]  # type: ignore[misc]
    row(f"a date: areas, median of {len(spread)}", statistics.median(drawn), peer)
    row(f"a date: areas, worst of {len(spread)}", max(drawn), peer)
    lone = best(lambda: areas_on(topology, timeline, spread[-1]), 3)
    row("a date: areas, from the bare timeline", lone, peer)
    row("a date: fronts", best(lambda: fronts_on(topology, states, spread[-1])), peer)

    read = timed(lambda: cell_states(topology, timeline))
    row("all dates: timeline to columns", read)
    series = timed(lambda: area_series(topology, states))
    row("all dates: area series", series, peer * asked.dates)
    fronts = timed(lambda: front_series(topology, states))
    row("all dates: fronts", fronts, peer * asked.dates)
    row("all dates, together", read + series + fronts, peer * asked.dates)


if __name__ == "__main__":
    main()
