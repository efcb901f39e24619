"""The rules of control, by their numbers (see mapper/control/infer.py)."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from conftest import BUKAMAL, a_claim, day
from hypothesis import given
from hypothesis import strategies as st

from mapper.control import (
    INTERVAL_COLUMNS,
    ControlTimeline,
    infer_as_known,
    infer_hindsight,
    interval_row,
    intervals_from_rows,
    intervals_to_csv,
)
from mapper.errors import RecordError
from mapper.records import Claim, ClaimPlace, DateBasis, Kind, Modality


def states(*claims: Claim) -> list[tuple[str, str, str | None]]:
    """Hindsight as (first day, status, actor)."""
    timeline = infer_hindsight(claims)
    return [(str(i.valid_from), i.status.value, i.actor) for i in timeline.intervals]


ARMY = a_claim("capture", "SY.GOV", "2017-11-08")


@pytest.mark.parametrize(
    "claim",
    [
        a_claim("attempt", "IS", "2017-11-09", modality=Modality.ATTEMPT),
        a_claim("capture", "IS", "2017-11-09", modality=Modality.DENIED),
        a_claim("capture", "IS", "2017-11-09", date=None, date_basis=DateBasis.NONE),
    ],
)
def test_c1_attempts_denials_and_undated_claims_change_nothing(claim: Claim) -> None:
    assert states(ARMY, claim) == states(ARMY)


def test_c1_an_unresolved_place_makes_no_interval() -> None:
    assert states(a_claim(place=ClaimPlace(text="زقزاقة"))) == []


def test_c2_a_wide_report_joins_the_narrow_one_it_covers() -> None:
    wide = a_claim("capture", "SY.GOV", "2017-11-05", "2017-11-12")
    (interval,) = infer_hindsight([wide, ARMY]).intervals
    assert interval.valid_from == day("2017-11-08")
    assert len(interval.supporting_claims) == 2


def test_c2_a_wide_report_does_not_undo_what_came_between() -> None:
    wide = a_claim("capture", "SY.GOV", "2017-11-05", "2017-11-12")
    back = a_claim("capture", "IS", "2017-11-09")
    assert [actor for _, _, actor in states(wide, ARMY, back)] == ["SY.GOV", "IS"]


def test_c3_control_begins_in_the_middle_and_says_how_sure() -> None:
    (interval,) = infer_hindsight([a_claim(first="2017-10-01", last="2017-10-31")]).intervals
    assert interval.valid_from == day("2017-10-16")
    assert interval.valid_from_earliest == day("2017-10-01")
    assert interval.valid_from_latest == day("2017-10-31")


@pytest.mark.parametrize("kind", ["capture", "hold", "repel"])
def test_c4_the_holder_again_begins_nothing(kind: str) -> None:
    assert states(ARMY, a_claim(kind, "SY.GOV", "2017-12-24")) == states(ARMY)


def test_c5_a_loss_without_a_successor_is_unknown_not_the_enemy() -> None:
    loss = a_claim("loss", "SY.GOV", "2017-11-20")
    assert states(ARMY, loss)[-1] == ("2017-11-20", "unknown", None)


def test_c5_a_loss_by_another_changes_nothing() -> None:
    assert states(ARMY, a_claim("loss", "IS", "2017-11-20")) == states(ARMY)


def test_c5_a_loss_with_a_successor_is_the_capture() -> None:
    loss, taken = a_claim("loss", "SY.GOV", "2017-11-20"), a_claim("capture", "IS", "2017-11-21")
    assert [actor for _, _, actor in states(ARMY, loss, taken)] == ["SY.GOV", "IS"]


def test_c6_a_part_makes_contested_until_the_whole_is_taken() -> None:
    part = a_claim("partial", "IS", "2017-11-10", share=0.5)
    whole = a_claim("capture", "IS", "2017-11-12")
    assert states(ARMY, part, whole)[1:] == [
        ("2017-11-10", "contested", "SY.GOV"),
        ("2017-11-12", "controlled", "IS"),
    ]


def test_c6_nearly_all_is_the_whole() -> None:
    nearly = a_claim("partial", "IS", "2017-11-10", share=0.95)
    assert states(ARMY, nearly)[-1] == ("2017-11-10", "controlled", "IS")


def test_c6_a_part_of_the_same_days_is_a_step_to_the_whole() -> None:
    part = a_claim("partial", "IS", "2017-11-05", "2017-11-12")
    whole = a_claim("capture", "IS", "2017-11-09")
    last = infer_hindsight([ARMY, part, whole]).intervals[-1]
    assert (last.status.value, last.actor) == ("controlled", "IS")
    assert set(last.supporting_claims) == {part.id, whole.id}


def test_c7_a_siege_keeps_the_holder() -> None:
    siege = a_claim("siege", "IS", "2017-11-10", from_actor="SY.GOV")
    interval = infer_hindsight([ARMY, siege]).intervals[-1]
    assert (interval.status.value, interval.actor, interval.against) == ("besieged", "SY.GOV", "IS")


def test_c8_on_one_day_the_outlets_own_voice_outweighs_a_citation() -> None:
    cited = a_claim("capture", "IS", "2017-11-08", modality=Modality.CLAIMED, source="بيان")
    assert states(ARMY, cited)[-1][2] == "SY.GOV"


def test_c8_a_tie_is_contested() -> None:
    assert states(ARMY, a_claim("capture", "IS", "2017-11-08"))[-1][1] == "contested"


def test_c9_a_hold_makes_an_unknown_place_known_and_a_known_one_contested() -> None:
    hold = a_claim("hold", "IS", "2017-12-01")
    assert states(hold) == [("2017-12-01", "controlled", "IS")]
    assert states(ARMY, hold)[-1][1] == "contested"
    assert states(ARMY, hold, a_claim("hold", "IS", "2017-12-05"))[-1][1:] == ("controlled", "IS")


def test_nothing_begins_before_its_evidence() -> None:
    (interval,) = infer_hindsight([a_claim(from_actor="IS")]).intervals
    assert interval.actor == "SY.GOV"


REAL = [
    a_claim("capture", "SY.GOV", "2017-11-19", modality=Modality.CLAIMED, source="دمشق"),
    a_claim("capture", "SY.GOV", "2017-11-08", modality=Modality.CLAIMED, source="الجيش"),
    a_claim("capture", "IS", "2017-11-09"),
    a_claim("siege", "SY.GOV", "2017-11-12", "2017-11-19", from_actor="IS", doc="b"),
    a_claim("capture", "IS", "2017-11-11", "2017-11-12", doc="c"),
    a_claim("partial", "IS", "2017-11-05", "2017-11-12", share=0.5, doc="c"),
    a_claim("capture", "SY.GOV", "2017-11-05", "2017-11-12", doc="c", source="x"),
]
PUBLISHED = {"d": "2017-11-19", "b": "2017-11-19", "c": "2017-11-12"}
REAL = [dataclasses.replace(c, published=day(PUBLISHED[c.doc]), id="") for c in REAL]


def test_the_contradicting_reports_of_november_2017() -> None:
    hindsight = infer_hindsight(REAL)
    actors = {on: hindsight.at(day(on))["p1"].actor for on in ("2017-11-08", "2017-11-10")}
    assert actors == {"2017-11-08": "SY.GOV", "2017-11-10": "IS"}
    assert hindsight.at(day("2017-11-19"))["p1"].actor == "SY.GOV"
    known = infer_as_known(REAL)
    assert known.at(day("2017-11-18"))["p1"].actor == "IS"
    assert known.at(day("2017-11-19"))["p1"].actor == "SY.GOV"
    assert not known.at(day("2017-11-11"))


def test_what_was_never_published_was_never_known() -> None:
    assert infer_as_known([a_claim(published=None)]).intervals == ()


DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2017, 12, 31))
PLACES = st.sampled_from([BUKAMAL, dataclasses.replace(BUKAMAL, id="p2", lat=35.0)])


@st.composite
def any_claim(draw: st.DrawFn) -> Claim:
    first = draw(DAYS)
    last = first + dt.timedelta(draw(st.integers(0, 20)))
    return a_claim(
        draw(st.sampled_from([kind.value for kind in Kind if kind is not Kind.ATTEMPT])),
        draw(st.sampled_from(["A", "B", "C"])),
        first.isoformat(),
        last.isoformat(),
        doc=draw(st.sampled_from(["d1", "d2", "d3"])),
        place=draw(PLACES),
        share=draw(st.sampled_from([None, 0.3, 0.95])),
        modality=draw(st.sampled_from([Modality.ASSERTED, Modality.CLAIMED])),
        published=last + dt.timedelta(draw(st.integers(0, 9))),
    )


CLAIMS = st.lists(any_claim(), max_size=10)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_does_not_matter(claims: list[Claim], random: object) -> None:
    mixed = list(claims)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert infer_hindsight(mixed) == infer_hindsight(claims)
    assert infer_as_known(mixed) == infer_as_known(claims)


@given(CLAIMS)
def test_a_repeated_claim_changes_nothing(claims: list[Claim]) -> None:
    assert infer_hindsight([*claims, *claims]) == infer_hindsight(claims)


@given(CLAIMS)
def test_intervals_of_a_place_follow_each_other_and_only_the_last_is_open(
    claims: list[Claim],
) -> None:
    for timeline in (infer_hindsight(claims), infer_as_known(claims)):
        for one, other in zip(timeline.intervals, timeline.intervals[1:], strict=False):
            if one.place_id == other.place_id:
                assert one.valid_to == other.valid_from
            else:
                assert one.valid_to is None


@given(CLAIMS, CLAIMS, DAYS)
def test_later_claims_never_change_what_was_known(
    claims: list[Claim], more: list[Claim], on: dt.date
) -> None:
    later = [c for c in more if c.published is not None and c.published > on]
    before, after = infer_as_known(claims).at(on), infer_as_known([*claims, *later]).at(on)
    assert {p: (i.status, i.actor, i.against) for p, i in before.items()} == {
        p: (i.status, i.actor, i.against) for p, i in after.items()
    }


@given(CLAIMS)
def test_a_table_reads_back_equal(claims: list[Claim]) -> None:
    timeline = infer_hindsight(claims)
    rows = [interval_row(item) for item in timeline.intervals]
    assert tuple(intervals_from_rows(rows)) == timeline.intervals


def test_the_csv_has_the_columns_of_the_contract() -> None:
    text = intervals_to_csv(infer_hindsight([ARMY]).intervals)
    head, row, _ = text.split("\n")
    assert head == ",".join(INTERVAL_COLUMNS)
    assert row.startswith("p1,البوكمال,Al-Bukamal,34.45,40.92,controlled,SY.GOV,,")


def test_a_timeline_with_overlapping_intervals_is_refused() -> None:
    (interval,) = infer_hindsight([ARMY]).intervals
    with pytest.raises(RecordError, match="overlap"):
        ControlTimeline((interval, interval))


def test_events_are_the_changes_in_the_order_of_time() -> None:
    timeline = infer_hindsight(REAL)
    events = timeline.events()
    assert [e.day for e in events] == sorted(e.day for e in events)
    assert events[0].before is None
    assert events[-1].before is not None


def test_claims_of_another_program_are_inferred(shared) -> None:  # type: ignore[no-untyped-def]
    """The claims of the fusion figures: other places, other actors, no evidence."""
    import json

    path = shared / "eval" / "fusion" / "claims.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:500]
    timeline = infer_as_known(Claim.from_json(json.loads(line)) for line in lines)
    assert {i.actor for i in timeline.intervals} <= {"A", "B"}
    assert timeline.intervals
