"""The rules of control, by their names (docs/control.md)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

import pytest
from conftest import BUKAMAL, a_claim, day

from mapper.config import ControlConfig
from mapper.control import ControlTimeline, Sides, infer_as_known, infer_hindsight, why
from mapper.records import Claim, ClaimPlace, ControlInterval, DateBasis, Modality, Span, Status

Infer = Callable[[Iterable[Claim]], ControlTimeline]
BOTH = pytest.mark.parametrize("infer", [infer_hindsight, infer_as_known])
OFFICIAL = {"modality": Modality.CLAIMED, "source": "سانا"}


def on(timeline: ControlTimeline, text: str, place: str = "p1") -> ControlInterval:
    return timeline.at(day(text))[place]


def said(item: ControlInterval) -> tuple[str, str | None]:
    return item.status.value, item.actor


def shown(timeline: ControlTimeline) -> list[tuple[object, ...]]:
    return [(i.place_id, i.status, i.actor, i.against, i.valid_from) for i in timeline.intervals]


IS = a_claim("hold", "IS", "2017-11-01", doc="a")
ARMY = a_claim("capture", "SY.GOV", "2017-11-08", doc="b")


NEAR = [
    ClaimPlace(text=f"n{at}", id=f"n{at}", lat=34.45 + 0.02 * at, lon=40.93) for at in range(1, 7)
]
"""Villages round the place of the claims and of the tests below."""


@BOTH
def test_one_asserted_capture_by_a_neutral_outlet_colours_a_place(infer: Infer) -> None:
    item = on(infer([ARMY]), "2017-11-08")
    assert said(item) == ("controlled", "SY.GOV")
    assert item.rule == "capture"
    assert item.supporting_claims == (ARMY.id,)


@BOTH
def test_a_second_report_raises_the_confidence(infer: Infer) -> None:
    second = a_claim("capture", "SY.GOV", "2017-11-08", doc="c", outlet="another")
    one, two = on(infer([ARMY]), "2017-11-08"), on(infer([ARMY, second]), "2017-11-08")
    assert two.confidence > one.confidence + 0.05


@BOTH
def test_one_wire_text_in_two_outlets_counts_once(infer: Infer) -> None:
    wire, own = (
        Span.of(text, 0, len(text))
        for text in (
            "دخلت القوات المدينة صباحا وأعلنت السيطرة",
            "المدينة كلها في يد القوات منذ الصباح",
        )
    )
    alone, copied, confirmed = (
        on(infer([dataclasses.replace(ARMY, evidence=wire), *more]), "2017-11-08").confidence
        for more in ([], [of_another(wire)], [of_another(own)])
    )
    assert alone == copied < confirmed


def of_another(evidence: Span) -> Claim:
    return a_claim("capture", "SY.GOV", "2017-11-08", doc="c", outlet="another", evidence=evidence)


@BOTH
def test_who_is_cited_by_two_outlets_counts_once(infer: Infer) -> None:
    cited = [
        a_claim("capture", "SY.GOV", "2017-11-08", doc=name, outlet=name, source="المرصد")
        for name in ("one", "two")
    ]
    one, two = on(infer(cited[:1]), "2017-11-08"), on(infer(cited), "2017-11-08")
    assert one.confidence == two.confidence
    assert set(two.supporting_claims) == {claim.id for claim in cited}


@BOTH
def test_two_sources_of_one_side_count_hardly_more_than_one(infer: Infer) -> None:
    """One press office feeds them; a source of no side counts in full."""
    first = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", outlet="سانا")
    echo, other = (
        a_claim("capture", "SY.GOV", "2017-11-09", doc="c", outlet=name)
        for name in ("الجيش السوري", "neutral")
    )
    alone, echoed, confirmed = (
        on(infer([first, *more]), "2017-11-09").confidence for more in ([], [echo], [other])
    )
    assert alone < echoed < (alone + confirmed) / 2


@BOTH
def test_what_one_side_says_again_later_is_no_echo(infer: Infer) -> None:
    first = a_claim("hold", "SY.GOV", "2017-11-08", doc="b", outlet="سانا")
    soon, late = (
        a_claim("hold", "SY.GOV", day_, doc="c", outlet="الجيش السوري")
        for day_ in ("2017-11-11", "2017-11-12")
    )
    echoed, anew = (on(infer([first, more]), "2017-11-12").confidence for more in (soon, late))
    assert anew > echoed + 0.1


@BOTH
def test_one_neutral_capture_changes_a_place_that_was_known(infer: Infer) -> None:
    timeline = infer([IS, ARMY])
    assert said(on(timeline, "2017-11-07")) == ("controlled", "IS")
    assert said(on(timeline, "2017-11-08")) == ("controlled", "SY.GOV")


@BOTH
@pytest.mark.parametrize(
    "quiet",
    [
        a_claim("capture", "IS", "2017-11-09", modality=Modality.DENIED),
        a_claim("capture", "SY.GOV", "2017-11-09", modality=Modality.DENIED),
        a_claim("attempt", "SY.GOV", "2017-11-09", modality=Modality.DENIED),
    ],
)
def test_a_denial_ends_no_interval(infer: Infer, quiet: Claim) -> None:
    assert infer([IS, ARMY, quiet]) == infer([IS, ARMY])


@BOTH
def test_shelling_changes_nothing(infer: Infer) -> None:
    """Strikes and shelling make no claim; what they leave is at most an attempt."""
    shelling = a_claim("attempt", "RU", "2017-11-09", modality=Modality.ASSERTED)
    assert infer([IS, ARMY, shelling]) == infer([IS, ARMY])


@BOTH
@pytest.mark.parametrize("kind", ["attempt", "capture", "siege"])
def test_an_attempt_changes_nothing(infer: Infer, kind: str) -> None:
    attempt = a_claim(kind, "IS", "2017-11-09", modality=Modality.ATTEMPT)
    assert infer([IS, ARMY, attempt]) == infer([IS, ARMY])


@BOTH
@pytest.mark.parametrize("kind", ["hold", "repel"])
def test_an_official_claim_contradicted_the_next_day_is_contested_not_a_flip(
    infer: Infer, kind: str
) -> None:
    official = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", **OFFICIAL)
    neutral = a_claim(kind, "IS", "2017-11-09", doc="c", outlet="neutral")
    timeline = infer([IS, official, neutral])
    assert all(i.actor != "SY.GOV" or i.status is Status.CONTESTED for i in timeline.intervals)
    item = on(timeline, "2017-11-09")
    assert item.status is Status.CONTESTED
    assert {item.actor, item.against} == {"IS", "SY.GOV"}


@BOTH
def test_an_official_claim_alone_flips_nothing(infer: Infer) -> None:
    official = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", confidence=1.0, **OFFICIAL)
    assert said(on(infer([IS, official]), "2017-11-08")) != ("controlled", "SY.GOV")


@BOTH
def test_a_source_against_its_interest_is_believed(infer: Infer) -> None:
    own = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", **OFFICIAL)
    against = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", modality=Modality.CLAIMED)
    against = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", source="وكالة أعماق")
    one, other = on(infer([own]), "2017-11-08"), on(infer([against]), "2017-11-08")
    assert other.confidence > one.confidence + 0.2


@BOTH
def test_no_interval_begins_before_its_evidence_without_saying_so(infer: Infer) -> None:
    month = a_claim("capture", "SY.GOV", "2017-10-01", "2017-10-31")
    item = infer([month]).intervals[0]
    assert item.valid_from_earliest == day("2017-10-01")
    assert item.valid_from_latest == (
        day("2017-10-31") if item.as_known_on is None else item.valid_from
    )
    assert item.valid_from_earliest <= item.valid_from <= item.valid_from_latest


@BOTH
@pytest.mark.parametrize("share", [0.5, None, 0.3])
def test_a_partial_share_makes_contested(infer: Infer, share: float | None) -> None:
    part = a_claim("partial", "SY.GOV", "2017-11-08", doc="b", share=share)
    item = on(infer([IS, part]), "2017-11-08")
    assert (said(item), item.against) == (("contested", "IS"), "SY.GOV")
    assert item.rule == "part"


@BOTH
def test_nearly_all_is_the_whole(infer: Infer) -> None:
    nearly = a_claim("partial", "SY.GOV", "2017-11-08", doc="b", share=0.95)
    assert said(on(infer([IS, nearly]), "2017-11-08")) == ("controlled", "SY.GOV")


@BOTH
def test_a_capture_of_the_whole_ends_contested(infer: Infer) -> None:
    part = a_claim("partial", "SY.GOV", "2017-11-05", doc="b", share=0.5)
    other = a_claim("capture", "SY.GOV", "2017-11-08", doc="c", outlet="another")
    timeline = infer([IS, part, ARMY, other])
    assert said(on(timeline, "2017-11-09")) == ("controlled", "SY.GOV")


@BOTH
def test_a_siege_does_not_change_the_holder(infer: Infer) -> None:
    siege = a_claim("siege", "SY.GOV", "2017-11-05", doc="b", from_actor="IS")
    item = on(infer([IS, siege]), "2017-11-05")
    assert (said(item), item.against, item.rule) == (("besieged", "IS"), "SY.GOV", "siege")
    nameless = a_claim("siege", "SY.GOV", "2017-11-05", doc="b")
    assert on(infer([IS, nameless]), "2017-11-05").actor == "IS"
    assert said(on(infer([IS, siege, ARMY]), "2017-11-08")) == ("controlled", "SY.GOV")


@BOTH
def test_a_siege_of_a_place_that_nobody_is_known_to_hold(infer: Infer) -> None:
    item = on(infer([a_claim("siege", "SY.GOV", "2017-11-05")]), "2017-11-05")
    assert (said(item), item.against) == (("besieged", None), "SY.GOV")


@BOTH
def test_a_loss_without_a_successor_is_unknown_not_the_enemy(infer: Infer) -> None:
    loss = a_claim("loss", "SY.GOV", "2017-11-20", doc="c")
    item = on(infer([IS, ARMY, loss]), "2017-11-20")
    assert said(item) == ("unknown", None)
    assert item.rule == "loss"
    assert item.supporting_claims == (loss.id,)


@BOTH
def test_after_a_loss_neighbours_do_not_decide(infer: Infer) -> None:
    around = [a_claim("hold", "IS", "2017-11-19", doc=p.text, place=p) for p in NEAR]
    loss = a_claim("loss", "SY.GOV", "2017-11-20", doc="c")
    timeline = infer([ARMY, *around, loss])
    assert {said(on(timeline, f"2017-11-{at}")) for at in range(20, 30)} == {("unknown", None)}
    named = a_claim("hold", "IS", "2017-11-25", doc="d")
    assert said(on(infer([ARMY, *around, loss, named]), "2017-11-25")) == ("controlled", "IS")


@BOTH
def test_a_loss_by_another_changes_nothing(infer: Infer) -> None:
    loss = a_claim("loss", "IS", "2017-11-20", doc="c")
    assert said(on(infer([IS, ARMY, loss]), "2017-11-21")) == ("controlled", "SY.GOV")


@BOTH
def test_age_fades_to_unknown_at_the_rate_that_the_config_names(infer: Infer) -> None:
    def until(fade_days: float) -> dt.date:
        timeline = infer([ARMY], config=ControlConfig(fade_days=fade_days))  # type: ignore[call-arg]
        assert [i.status for i in timeline.intervals] == [Status.CONTROLLED, Status.UNKNOWN]
        assert timeline.intervals[1].rule == "age"
        return timeline.intervals[1].valid_from

    slow, fast = (until(days) - ARMY.date.latest for days in (1461, 365))  # type: ignore[union-attr]
    assert 3 < slow / fast < 5


@BOTH
def test_a_contested_place_of_which_nothing_is_heard_becomes_unknown(infer: Infer) -> None:
    """Also where news come later: what was contested at first was not so all the time."""
    part = a_claim("partial", "SY.GOV", "2017-11-08", doc="b", share=0.5)
    again = a_claim("partial", "SY.GOV", "2018-11-08", doc="c", share=0.5)
    timeline = infer([IS, part, again])
    assert on(timeline, "2018-05-01").status is Status.CONTESTED
    assert said(on(timeline, "2018-06-01")) == ("unknown", None)
    assert on(timeline, "2018-06-01").rule == "age"
    assert on(timeline, "2018-11-08").status is Status.CONTESTED


@BOTH
def test_a_battle_that_neighbours_made_is_over_as_long_after_it_began(infer: Infer) -> None:
    """Of the place itself nothing was said for a year; that is no reason to hide the battle."""
    town = ClaimPlace(text="x", id="x", lat=34.51, lon=40.92)
    claims = [a_claim("hold", "IS", "2017-01-01", doc=p.text, place=p) for p in [*NEAR, town]]
    taken = [
        a_claim("capture", "SY.GOV", "2018-01-05", doc=f"{p.text} {outlet}", place=p, outlet=outlet)
        for p in NEAR
        for outlet in ("x", "y", "z")
    ]
    states = [i for i in infer([*claims, *taken]).intervals if i.place_id == "x"]
    battle = next(i for i in states if i.status is Status.CONTESTED)
    after = states[states.index(battle) + 1]
    assert battle.valid_to is not None
    assert 180 <= (battle.valid_to - battle.valid_from).days <= 191
    assert (said(after), after.rule) == (("unknown", None), "age")


@BOTH
def test_age_makes_no_place_contested_that_is_silent(infer: Infer) -> None:
    """As the holder fades below what is shown, the chance that parts were taken does not yet."""
    parts = [
        a_claim("partial", "SY.GOV", f"2017-11-{at}", doc=f"{at}", outlet=f"{at}", confidence=0.15)
        for at in ("08", "09")
    ]
    timeline = infer([a_claim("capture", "IS", "2017-11-08", doc="a"), *parts])
    assert [i.status for i in timeline.intervals] == [Status.CONTROLLED, Status.UNKNOWN]
    assert [i.rule for i in timeline.intervals] == ["capture", "age"]


@BOTH
def test_a_siege_that_fades_leaves_the_holder_by_age(infer: Infer) -> None:
    siege = a_claim("siege", "SY.GOV", "2017-11-05", doc="b", from_actor="IS")
    again = a_claim("hold", "IS", "2017-11-05", doc="c", outlet="another")
    states = [(*said(i), i.rule) for i in infer([IS, again, siege]).intervals]
    assert states[1:3] == [("besieged", "IS", "siege"), ("controlled", "IS", "age")]


@BOTH
def test_a_capture_on_one_day_by_two_actors_is_contested(infer: Infer) -> None:
    other = a_claim("capture", "IS", "2017-11-08", doc="c", outlet="another")
    assert on(infer([ARMY, other]), "2017-11-08").status is Status.CONTESTED


@BOTH
def test_undated_claims_and_unresolved_places_change_nothing(infer: Infer) -> None:
    undated = a_claim("capture", "IS", date=None, date_basis=DateBasis.NONE)
    nowhere = a_claim(place=ClaimPlace(text="زقزاقة"))
    assert infer([ARMY, undated, nowhere]) == infer([ARMY])
    assert infer([undated, nowhere]).intervals == ()


def test_what_was_never_published_was_never_known() -> None:
    assert infer_as_known([a_claim(published=None)]).intervals == ()


def test_as_known_an_event_of_the_past_begins_when_it_became_known() -> None:
    late = a_claim("capture", "SY.GOV", "2017-11-08", published=day("2017-11-11"))
    item = infer_as_known([late]).intervals[0]
    assert item.valid_from == item.valid_from_latest == item.as_known_on == day("2017-11-11")
    assert item.valid_from_earliest == day("2017-11-08")


def test_as_known_only_the_news_of_the_first_day_say_when_it_was() -> None:
    """What was reported before, of another attempt, is no range of the capture that held."""
    early = a_claim("capture", "SY.GOV", "2017-11-05", doc="c", source="سانا")
    back = a_claim("capture", "IS", "2017-11-11", doc="d")
    late = a_claim("capture", "SY.GOV", "2017-11-18", doc="e", published=day("2017-11-19"))
    item = on(infer_as_known([IS, early, back, late]), "2017-11-19")
    assert (item.valid_from, item.valid_from_earliest) == (day("2017-11-19"), day("2017-11-18"))


@BOTH
def test_what_is_said_and_leaves_nobody_likely_is_doubt_not_age(infer: Infer) -> None:
    held = a_claim("hold", "IS", "2017-11-01", doc="a", confidence=0.24)
    weak = a_claim("hold", "SY.GOV", "2017-11-03", doc="b", confidence=0.2, outlet="سانا")
    timeline = infer([held, weak], config=ControlConfig(likely=0.52))  # type: ignore[call-arg]
    item = on(timeline, "2017-11-03")
    assert (said(item), item.rule) == (("unknown", None), "doubt")
    assert item.contradicting_claims == (weak.id,)


def test_as_known_a_late_report_does_not_undo_what_came_after_it() -> None:
    published = day("2017-11-12")
    late = a_claim("capture", "IS", "2017-11-03", doc="c", published=published)
    timeline = infer_as_known([ARMY, late])
    assert said(on(timeline, "2017-11-12")) == ("controlled", "SY.GOV")


def test_a_text_that_names_the_loser_means_the_day_before() -> None:
    hold = a_claim("hold", "IS", "2017-11-08", doc="b")
    for infer in (infer_hindsight, infer_as_known):
        assert said(on(infer([ARMY, hold]), "2017-11-08")) == ("controlled", "SY.GOV")


def test_the_wide_report_begins_near_its_middle() -> None:
    item = infer_hindsight([a_claim("capture", "SY.GOV", "2017-10-01", "2017-10-31")]).intervals[0]
    assert day("2017-10-06") <= item.valid_from <= day("2017-10-21")


@BOTH
def test_an_enclave_stands_whatever_is_said_of_its_neighbours(infer: Infer) -> None:
    """News of a year that is no news: all round it the other side still holds."""
    town = ClaimPlace(text="x", id="x", lat=34.51, lon=40.92)
    claims = [a_claim("hold", "IS", "2017-01-01", doc=f"x{at}", place=town) for at in range(5)]
    weeks = [day("2017-01-01") + dt.timedelta(7 * at) for at in range(52)]
    claims += [
        a_claim("hold", "SY.GOV", str(week), doc=f"{place.text} {week}", place=place)
        for place in NEAR
        for week in weeks
    ]
    timeline = infer(claims)
    assert {said(on(timeline, str(week), "x")) for week in weeks} == {("controlled", "IS")}
    assert on(timeline, "2017-12-31", "n1").actor == "SY.GOV"


def test_news_of_the_neighbours_make_a_place_less_sure() -> None:
    town = ClaimPlace(text="x", id="x", lat=34.51, lon=40.92)
    claims = [a_claim("hold", "IS", "2017-01-01", doc=p.text, place=p) for p in [*NEAR, town]]
    taken = [a_claim("capture", "SY.GOV", "2017-03-01", doc=p.text, place=p) for p in NEAR]
    before, after = (
        why([*claims, *taken], "x", day(on), as_known=True).belief
        for on in ("2017-02-28", "2017-03-10")
    )
    assert before["SY.GOV"] < 0.01
    assert after["IS"] > after["SY.GOV"] > 0.2


@BOTH
def test_two_holders_about_as_likely_are_contested_with_a_high_confidence(infer: Infer) -> None:
    """Neither is: the nearer they are to each other, the surer it is that they contest it."""
    one, other = (a_claim("hold", who, "2017-11-08", doc=who) for who in ("IS", "SY.GOV"))
    again = a_claim("hold", "IS", "2017-11-08", doc="again", confidence=0.12)
    even, uneven = infer([one, other]), infer([one, other, again])
    items = [on(timeline, "2017-11-08") for timeline in (even, uneven)]
    assert [item.status for item in items] == [Status.CONTESTED] * 2
    assert items[0].confidence > items[1].confidence > 0.5


def test_neighbours_decide_only_where_they_are_asked_for() -> None:
    from mapper.control import Site

    claims = [a_claim("hold", "IS", "2017-11-01", doc=p.text, place=p) for p in NEAR]
    silent = Site(id="x", name_ar="", name_en="x", lat=34.46, lon=40.92)
    far = Site(id="y", name_ar="", name_en="y", lat=36.0, lon=40.92)
    assert "x" not in {i.place_id for i in infer_hindsight(claims).intervals}
    asked = infer_as_known(claims, places=[silent, far])
    item = on(asked, "2017-11-20", "x")
    assert (said(item), item.rule) == (("controlled", "IS"), "neighbours")
    assert item.confidence < on(asked, "2017-11-20", "n1").confidence
    assert "y" not in {i.place_id for i in asked.intervals}


def test_no_place_draws_on_another_across_a_barrier() -> None:
    from shapely import LineString

    from mapper.control import Site

    claims = [a_claim("hold", "IS", "2017-11-01", doc=p.text, place=p) for p in NEAR]
    silent = Site(id="x", name_ar="", name_en="x", lat=34.50, lon=40.90)
    river = LineString([(40.915, 34.0), (40.915, 35.0)])
    without, across = (
        infer_as_known(claims, places=[silent], barriers=lines) for lines in ([], [river])
    )
    assert "x" in {i.place_id for i in without.intervals}
    assert "x" not in {i.place_id for i in across.intervals}


def test_a_place_only_known_to_be_at_another_is_nobodys_neighbour() -> None:
    from mapper.control import Site

    claims = [
        a_claim(
            "hold",
            "IS",
            "2017-11-01",
            doc=p.text,
            place=ClaimPlace(text=p.text, id=f"at:{p.text}", lat=p.lat, lon=p.lon),
        )
        for p in NEAR
    ]
    silent = Site(id="x", name_ar="", name_en="x", lat=34.46, lon=40.92)
    shown = {i.place_id for i in infer_as_known(claims, places=[silent]).intervals}
    assert shown == {f"at:{p.text}" for p in NEAR}


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("وكالة الأنباء سانا", "SY.GOV"),
        ("SANA", "SY.GOV"),
        ("الجيش السوري", "SY.GOV"),
        ("وزارة الدفاع الروسية وقاعدة حميميم", "SY.GOV"),
        ("العميد أحمد المسماري", "LY.LNA"),
        ("المرصد السوري لحقوق الإنسان", None),
        ("BBC Arabic", None),
        (None, None),
    ],
)
def test_sides_of_sources_as_they_are_written(name: str | None, side: str | None) -> None:
    assert Sides().of(name) == side


def test_every_side_of_the_vocabulary_is_a_side_of_an_actor() -> None:
    from mapper.vocabulary import actors, load_table

    sides = {actor.side for actor in actors().values()}
    assert {row["side"] for row in load_table("sources")["source"]} <= sides


def test_the_place_of_the_claims_is_the_one_shown() -> None:
    item = infer_hindsight([ARMY]).intervals[0]
    assert (item.place_name_ar, item.place_name_en) == (BUKAMAL.name_ar, BUKAMAL.name_en)
