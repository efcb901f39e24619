"""What holds for any claims: properties, and inputs at the edge."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pytest
from conftest import BUKAMAL, a_claim, day
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.config import ControlConfig
from mapper.control import (
    ControlTimeline,
    Site,
    fusion,
    infer_as_known,
    infer_as_known_on,
    infer_hindsight,
    interval_row,
    intervals_from_rows,
    spells,
)
from mapper.control.model import days_to_visit
from mapper.control.sites import NEVER, neighbour_edges
from mapper.records import Claim, ClaimPlace, Kind, Modality, Status

BOTH = pytest.mark.parametrize("infer", [infer_hindsight, infer_as_known])
DAYS_END = dt.date(2017, 12, 31)
DAYS = st.dates(dt.date(2017, 1, 1), DAYS_END)
PLACES = [
    dataclasses.replace(BUKAMAL, id=f"p{at}", text=f"p{at}", lat=34.45 + 0.05 * at)
    for at in range(4)
]


@st.composite
def any_claim(draw: st.DrawFn) -> Claim:
    first = draw(DAYS)
    last = first + dt.timedelta(draw(st.sampled_from([0, 0, 1, 5, 20, 90])))
    actor, loser = draw(st.permutations(["A", "B", "SY.GOV"]))[:2]
    return a_claim(
        draw(st.sampled_from([kind.value for kind in Kind])),
        actor,
        first.isoformat(),
        last.isoformat(),
        doc=draw(st.sampled_from(["d1", "d2", "d3"])),
        place=draw(st.sampled_from(PLACES)),
        share=draw(st.sampled_from([None, 0.3, 0.95])),
        from_actor=draw(st.sampled_from([None, loser])),
        outlet=draw(st.sampled_from([None, "SANA", "x"])),
        modality=draw(st.sampled_from(list(Modality))),
        published=last + dt.timedelta(draw(st.integers(-2, 40))),
    )


CLAIMS = st.lists(any_claim(), max_size=10)
SITES = [Site(id=p.id, name_ar="", name_en="", lat=p.lat, lon=p.lon) for p in PLACES]
FEW = settings(max_examples=40, deadline=None)
SILENCES = st.sampled_from([5, 180]).map(lambda days: ControlConfig(contested_days=days))
"""Whether battles are over within the days that claims are of, or hardly ever."""


@BOTH
@given(claims=CLAIMS, random=st.randoms())
@FEW
def test_the_order_of_claims_does_not_matter(infer, claims, random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(claims)
    random.shuffle(mixed)
    assert infer(mixed) == infer(claims)


@BOTH
def test_of_two_records_with_one_id_the_same_counts_in_any_order(infer) -> None:  # type: ignore[no-untyped-def]
    one, other = a_claim(outlet="SANA", id="same"), a_claim(outlet="neutral", id="same")
    assert infer([one, other]) == infer([other, one])


@BOTH
@given(claims=CLAIMS)
@FEW
def test_a_repeated_claim_changes_nothing(infer, claims) -> None:  # type: ignore[no-untyped-def]
    assert infer([*claims, *claims]) == infer(claims)


@BOTH
@given(claims=CLAIMS, at=st.integers(0, 9), later=st.integers(0, 30))
@FEW
def test_a_copy_changes_only_the_lists_of_claims(infer, claims, at, later) -> None:  # type: ignore[no-untyped-def]
    """The same voice saying the same again, in another text, counts for nothing."""
    if not claims:
        return
    claim = dataclasses.replace(claims[at % len(claims)], outlet="wire", source=None, id="one")
    published = claim.published + dt.timedelta(later)
    copy = dataclasses.replace(claim, doc="other", published=published, id="two")
    one, two = infer([*claims, claim]), infer([*claims, claim, copy])
    assert states(one) == states(two)


def states(timeline: ControlTimeline) -> list[tuple[object, ...]]:
    return [(i.place_id, i.status, i.actor, i.against, i.valid_from) for i in timeline.intervals]


@BOTH
@given(claims=CLAIMS, config=SILENCES)
@FEW
def test_intervals_never_overlap_and_leave_no_gap(infer, claims, config) -> None:  # type: ignore[no-untyped-def]
    intervals = infer(claims, config=config).intervals
    for one, other in zip_longest(intervals, intervals[1:]):
        if other is not None and one.place_id == other.place_id:
            assert one.valid_to == other.valid_from
            assert (one.status, one.actor, one.against) != (
                other.status,
                other.actor,
                other.against,
            )
        else:
            assert one.valid_to is None


@given(claims=CLAIMS, more=CLAIMS, on=DAYS, config=SILENCES)
@FEW
def test_later_claims_never_change_what_was_known(
    claims: list[Claim], more: list[Claim], on: dt.date, config: ControlConfig
) -> None:
    later = [c for c in more if c.published is not None and c.published > on]
    early = [c for c in claims if c.published is not None and c.published <= on]
    before, after = (
        infer_as_known(known, config=config).at(on) for known in (early, [*early, *later])
    )
    assert {p: (i.status, i.actor, i.against, i.valid_from) for p, i in before.items()} == {
        p: (i.status, i.actor, i.against, i.valid_from) for p, i in after.items()
    }


@given(claims=CLAIMS, more=CLAIMS, on=DAYS)
@FEW
def test_a_timeline_as_known_on_a_day_never_changes_with_later_claims(
    claims: list[Claim], more: list[Claim], on: dt.date
) -> None:
    later = [c for c in more if c.published is not None and c.published > on]
    assert infer_as_known_on([*claims, *later], on) == infer_as_known_on(claims, on)


@given(claims=CLAIMS)
@FEW
def test_as_known_after_all_was_published_is_hindsight(claims: list[Claim]) -> None:
    on = max((c.published for c in claims if c.published is not None), default=DAYS_END)
    known = infer_as_known_on(claims, on).intervals
    assert {i.as_known_on for i in known} <= {on}
    told = tuple(dataclasses.replace(i, as_known_on=None) for i in known)
    assert told == infer_hindsight(claims).intervals


@BOTH
@given(claims=CLAIMS)
@FEW
def test_every_claim_listed_is_about_the_place_and_none_is_on_both_sides(infer, claims) -> None:  # type: ignore[no-untyped-def]
    about = {claim.id: claim.place.id for claim in claims}
    for item in infer(claims).intervals:
        listed = (*item.supporting_claims, *item.contradicting_claims)
        assert {about[name] for name in listed} <= {item.place_id}
        assert item.rule


@BOTH
@given(claims=CLAIMS)
@FEW
def test_a_table_reads_back_equal(infer, claims) -> None:  # type: ignore[no-untyped-def]
    intervals = infer(claims).intervals
    assert tuple(intervals_from_rows(interval_row(item) for item in intervals)) == intervals


@BOTH
def test_no_claims_make_no_interval(infer) -> None:  # type: ignore[no-untyped-def]
    assert infer([]).intervals == ()
    assert infer([], places=[Site(id="a", name_ar="", name_en="", lat=1, lon=1)]).intervals == ()


@BOTH
def test_ten_thousand_claims_on_one_place_and_day(infer) -> None:  # type: ignore[no-untyped-def]
    claims = [a_claim(actor="A" if at % 3 else "B", doc=f"d{at}") for at in range(10_000)]
    timeline = infer(claims)
    assert {timeline.intervals[0].actor, timeline.intervals[0].against} == {"A", "B"}
    listed = {
        c for i in timeline.intervals for c in (*i.supporting_claims, *i.contradicting_claims)
    }
    assert listed == {claim.id for claim in claims}


@BOTH
@pytest.mark.parametrize(
    "first", ["0001-01-01", "1187-10-02", "1899-12-31", "2999-01-01", "9999-12-31"]
)
def test_claims_of_any_age_are_handled(infer, first: str) -> None:  # type: ignore[no-untyped-def]
    old = a_claim("capture", "A", first, from_actor="B")
    timeline = infer([old, a_claim("hold", "B", "2017-11-08", doc="x")])
    assert timeline.at(day(first))["p1"].actor == "A"
    assert timeline.at(day("2017-11-08"))["p1"].actor == "B"


def test_days_that_nothing_is_said_of_for_an_age_are_passed_over() -> None:
    ends = np.array([dt.date.min.toordinal(), dt.date(2017, 11, 8).toordinal()])
    days = days_to_visit(ends, ControlConfig())
    assert len(days) < 500
    assert np.isin(ends, days).all()


@BOTH
def test_a_claim_dated_after_it_was_published_waits_for_its_day(infer) -> None:  # type: ignore[no-untyped-def]
    ahead = a_claim("capture", "A", "2018-03-01", published=day("2017-11-08"))
    assert infer([ahead]).intervals[0].valid_from == day("2018-03-01")


@BOTH
def test_two_places_at_one_point(infer) -> None:  # type: ignore[no-untyped-def]
    twin = dataclasses.replace(BUKAMAL, id="p2")
    timeline = infer([a_claim(), a_claim("hold", "IS", doc="e", place=twin)])
    seen = timeline.at(day("2017-11-08"))
    assert (seen["p1"].actor, seen["p2"].actor) == ("SY.GOV", "IS")


@BOTH
def test_a_place_with_one_claim(infer) -> None:  # type: ignore[no-untyped-def]
    held, faded = infer([a_claim()]).intervals
    assert (held.place_id, held.actor, held.valid_from) == ("p1", "SY.GOV", day("2017-11-08"))
    assert (faded.status, faded.valid_to) == (Status.UNKNOWN, None)


def test_neighbours_meet_across_the_antimeridian() -> None:
    sites = [
        Site(id="a", name_ar="", name_en="", lat=65, lon=179.95),
        Site(id="b", name_ar="", name_en="", lat=65, lon=-179.95),
        Site(id="c", name_ar="", name_en="", lat=65, lon=170),
    ]
    edges = neighbour_edges(sites, np.array([5, 7, 9]), ControlConfig())
    assert sorted(zip(edges.to.tolist(), edges.source.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert edges.begins.tolist() in ([7, 5], [5, 7])


def test_a_neighbour_is_pushed_out_when_nearer_ones_have_something_to_say() -> None:
    sites = [
        Site(id=f"{at}", name_ar="", name_en="", lat=34, lon=40 + 0.01 * at) for at in range(4)
    ]
    edges = neighbour_edges(sites, np.array([NEVER, 30, 20, 10]), ControlConfig(neighbours=2))
    heard = {
        int(source): (int(begin), int(end))
        for to, source, begin, end in zip(
            edges.to, edges.source, edges.begins, edges.ends, strict=True
        )
        if to == 0
    }
    assert heard == {3: (10, 30), 2: (20, NEVER), 1: (30, NEVER)}


def test_claims_of_another_program_are_inferred(shared: Path) -> None:
    """The claims of the fusion figures: other places, other actors, no evidence."""
    path = shared / "eval" / "fusion" / "claims.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:500]
    timeline = infer_as_known(Claim.from_json(json.loads(line)) for line in lines)
    assert {i.actor for i in timeline.intervals} <= {"A", "B", None}
    assert timeline.intervals


def test_the_figures_of_acceptance_on_claims_of_another_war(shared: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    folder, out = shared / "eval" / "fusion", tmp_path / "intervals.csv"
    command = [sys.executable, "-m", "mapper.cli", "infer", str(folder / "claims.jsonl"), "-o"]
    command += [str(out), "--places", str(folder / "places.csv")]
    command += ["--sources", str(folder / "sources.csv")]
    score = [sys.executable, str(shared / "eval" / "score_fusion.py"), str(folder), str(out)]
    subprocess.run([*command, "--as-known"], check=True, capture_output=True)
    figures = json.loads(
        subprocess.run([*score, "--json"], check=True, capture_output=True, text=True).stdout
    )
    assert figures["method"]["front"] >= 0.985
    assert figures["error_vs_vote"] <= 0.5
    assert figures["method"]["changed"] >= 0.94
    assert figures["method"]["delay_days"] <= 5
    subprocess.run([*command, "--hindsight"], check=True, capture_output=True)
    again = [*score, "--hindsight", "--json"]
    figures = json.loads(subprocess.run(again, check=True, capture_output=True, text=True).stdout)
    assert figures["method"]["front"] >= 0.99


def test_a_claim_place_without_names_is_shown_by_its_text() -> None:
    place = ClaimPlace(text="هجين", id="h", lat=34.69, lon=40.83)
    assert infer_hindsight([a_claim(place=place)]).intervals[0].place_name_en == "هجين"


# ------------------------------------------------------------- what is left out to save time


@BOTH
@settings(deadline=None, max_examples=25)
@given(claims=CLAIMS)
def test_a_place_is_looked_at_whenever_its_answer_changes(infer, claims: list[Claim]) -> None:
    spared = infer(claims)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spells, "_ROUNDING", 9.0)  # more than any belief can move: look every day
        assert infer(claims) == spared


@pytest.mark.parametrize("together", [1, 1000])
@settings(deadline=None, max_examples=25)
@given(claims=CLAIMS)
def test_days_may_be_gone_through_alone_or_together(together: int, claims: list[Claim]) -> None:
    usual = infer_as_known(claims, places=SITES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fusion, "_TOGETHER", together)
        assert infer_as_known(claims, places=SITES) == usual
