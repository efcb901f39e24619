"""Why something is wrong or missed: the rules of mapper/evaluation/judging.py by their names."""

from __future__ import annotations

from typing import Any

import pytest
from annotated import CLAIMS, DOCUMENTS, GOLD, annotated, claimed, dated, days, quoting
from hypothesis import given
from hypothesis import strategies as st

from mapper.evaluation import AnnotatedDocument, Annotation
from mapper.evaluation.counts import (
    cause_counts,
    confusions,
    kind_counts,
    rule_counts,
    slip_counts,
)
from mapper.evaluation.judging import Cause, Judgement, Verdict, judge
from mapper.evaluation.scores import evaluate, groups
from mapper.records import Claim, Kind, Modality

TEXT = "سيطر تنظيم داعش على قرية تل الغار وعلى دير الورد."
WHERE = quoting(TEXT, "سيطر تنظيم داعش على قرية تل الغار")
WORDS = "على قرية تل الغار وعلى دير الورد"
TRIED = {"kind": Kind.ATTEMPT, "modality": Modality.ATTEMPT}


def judged(
    annotations: list[Annotation], claims: list[Claim], text: str = TEXT
) -> list[tuple[str, list[str]]]:
    found = judge(annotations, claims, text)
    return [(j.verdict.value, [cause.value for cause in j.causes]) for j in found]


def test_what_agrees_is_right() -> None:
    (found,) = judge([annotated(evidence=WORDS)], [claimed(**WHERE)], TEXT)
    assert (found.verdict, found.causes, found.slips) == (Verdict.RIGHT, (), ())
    assert found.where is not None
    assert found.where.quotes(TEXT)


def test_j1_the_kind_is_wrong() -> None:
    assert judged([annotated()], [claimed(kind="hold")]) == [("mistaken", ["kind"])]


def test_j2_the_actor_is_wrong() -> None:
    assert judged([annotated()], [claimed(actor="HTS")]) == [("mistaken", ["actor"])]


def test_j3_both_are_wrong() -> None:
    found = judged([annotated()], [claimed(kind="loss", actor="HTS")])
    assert found == [("mistaken", ["kind", "actor"])]


def test_j1_comes_before_j2_and_j2_before_j3() -> None:
    said = [claimed(kind="siege", actor="HTS"), claimed(actor="HTS"), claimed(kind="siege")]
    for count, cause in ((3, ["kind"]), (2, ["actor"]), (1, ["kind", "actor"])):
        assert ("mistaken", cause) in judged([annotated()], said[:count])


@pytest.mark.parametrize(
    ("claim", "causes"),
    [
        ({}, ["place"]),
        ({"kind": "hold"}, ["kind", "place"]),
        ({"actor": "HTS"}, ["actor", "place"]),
    ],
)
def test_j4_another_place_out_of_the_same_words(claim: dict[str, Any], causes: list[str]) -> None:
    wanted = annotated("دير الورد", evidence=WORDS)
    assert judged([wanted], [claimed(**claim, **WHERE)]) == [("mistaken", causes)]


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("على دير الورد", WHERE),
        (WORDS, {}),
        ("لا يوجد", WHERE),
        (WORDS, {**WHERE, "kind": "hold", "actor": "HTS"}),
    ],
)
def test_j4_asks_for_common_words_and_a_common_kind_or_actor(
    evidence: str, claim: dict[str, Any]
) -> None:
    found = judged([annotated("دير الورد", evidence=evidence)], [claimed(**claim)])
    assert sorted(found) == [("missed", ["nothing near"]), ("wrong", ["nothing near"])]


def test_j5_tried_on_one_side_and_done_on_the_other() -> None:
    assert judged([annotated()], [claimed(**TRIED)]) == [("missed", ["tried or done"])]
    assert judged([annotated(**TRIED)], [claimed()]) == [("wrong", ["tried or done"])]
    denied = {**TRIED, "modality": Modality.DENIED}
    assert judged([annotated(**denied)], [claimed()]) == [("wrong", ["tried or done"])]


def test_j6_one_too_many_or_too_few() -> None:
    late, early = dated("2015-07-01"), dated("2015-05-01")
    found = judged([annotated()], [claimed(**early), claimed(**late)])
    assert found == [("right", []), ("wrong", ["too many or few"])]
    found = judged([annotated(), annotated(date=days("2015-07-01"))], [claimed(**early)])
    assert found == [("right", []), ("missed", ["too many or few"])]


def test_j7_nothing_near() -> None:
    found = judged([annotated()], [claimed("الصنوبر")])
    assert found == [("missed", ["nothing near"]), ("wrong", ["nothing near"])]


def test_tries_and_repeats_are_not_counted() -> None:
    found = judged([annotated(**TRIED), annotated()], [claimed(), claimed(), claimed(**TRIED)])
    assert found == [("right", []), ("not counted", []), ("not counted", [])]


@pytest.mark.parametrize(
    ("annotation", "claim", "slips"),
    [
        ({"date": days("2015-05-01")}, {}, ("date",)),
        ({"date": days("2015-05-01")}, dated("2015-05-02"), ()),
        ({"from_actor": "HTS"}, {"from_actor": "SY.GOV"}, ("from",)),
        ({}, {"from_actor": "SY.GOV"}, ()),
        ({"modality": Modality.CLAIMED}, {}, ("modality",)),
        ({"lat": 35.0, "lon": 37.0}, {}, ("geo_resolved",)),
        ({"lat": 35.0, "lon": 37.0}, {"lat": 36.0, "lon": 37.0}, ("geo_10km",)),
        ({"lat": 35.0, "lon": 37.0}, {"lat": 35.0, "lon": 37.0}, ()),
    ],
)
def test_slips_are_what_is_wrong_about_something_right(
    annotation: dict[str, Any], claim: dict[str, Any], slips: tuple[str, ...]
) -> None:
    (found,) = judge([annotated(**annotation)], [claimed(**claim)], TEXT)
    assert (found.verdict, found.slips) == (Verdict.RIGHT, slips)


def test_the_order_is_that_of_the_text_and_what_has_no_place_comes_last() -> None:
    wanted = [
        annotated("لا مكان", evidence="غير موجود"),
        annotated("دير الورد", evidence="على دير الورد"),
    ]
    found = judge(wanted, [claimed(**WHERE)], TEXT)
    assert [j.where.start if j.where else None for j in found] == [
        None,
        TEXT.index("على دير"),
        None,
    ]
    assert found[0].claim is not None


PLACES = st.sampled_from(["تل الغار", "الغار الشرقي", "دير الورد", "الصنوبر"])
SAID = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "actor": st.sampled_from(["IS", "HTS", "OTHER:x"]),
        "modality": st.sampled_from(Modality),
    }
)
EVIDENCE = st.sampled_from([{}, WHERE, quoting(TEXT, "دير الورد")])


@given(
    st.lists(st.builds(lambda p, s: annotated(p, **s), PLACES, SAID), max_size=6),
    st.lists(st.builds(lambda p, s, e: claimed(p, **s, **e), PLACES, SAID, EVIDENCE), max_size=6),
)
def test_everything_is_judged_once_and_as_the_figures_count_it(
    annotations: list[Annotation], claims: list[Claim]
) -> None:
    found = judge(annotations, claims, TEXT)
    assert sorted(id(j.annotation) for j in found if j.annotation) == sorted(map(id, annotations))
    assert sorted(id(j.claim) for j in found if j.claim) == sorted(map(id, claims))
    counted = groups(annotations, claims)
    assert tally(found, Verdict.RIGHT) == sum(len(group.found) for group in counted)
    wrong, missed = tally(found, Verdict.WRONG), tally(found, Verdict.MISSED)
    mistaken = tally(found, Verdict.MISTAKEN)
    assert wrong + mistaken == sum(len(group.wrong()) for group in counted)
    assert missed + mistaken == sum(len(group.missed()) for group in counted)
    assert all(bool(j.causes) is j.is_error for j in found)


def tally(found: list[Judgement], verdict: Verdict) -> int:
    return sum(j.verdict is verdict for j in found)


# ------------------------------------------------------------------------------------- counts


@pytest.fixture
def sample() -> list[Judgement]:
    found: list[Judgement] = []
    for record, document in zip(GOLD, DOCUMENTS, strict=True):
        annotations = AnnotatedDocument.from_json(record).claims
        found += judge(annotations, [c for c in CLAIMS if c.doc == document.id], document.text)
    return found


def test_counts_by_rule_put_the_most_wrong_first(sample: list[Judgement]) -> None:
    counts = {rule: dict(count) for rule, count in rule_counts(sample).items()}
    assert counts == {"R1-gain": {"right": 1, "wrong": 1}, "R7-enter": {"wrong": 1}}
    wrong = judge([], [claimed(rule="R9-state", kind="hold"), claimed("x", rule="")], TEXT)
    assert list(rule_counts([*sample, *wrong])) == ["", "R1-gain", "R7-enter", "R9-state"]
    assert rule_counts(judge([annotated()], [claimed(**TRIED)], ""))["R1-gain"]["not counted"] == 1


def test_counts_by_cause_and_kind_add_up_to_the_figures(sample: list[Judgement]) -> None:
    annotations = [AnnotatedDocument.from_json(record) for record in GOLD]
    scores = evaluate(annotations, CLAIMS)
    kinds = kind_counts(sample)
    changes = [count for kind, count in kinds.items() if kind is not Kind.HOLD]
    assert sum(count["annotated"] for count in changes) == scores.gold_changes
    assert sum(count["output"] for count in changes) == scores.output_changes
    once = {"missed": 1, "wrong": 1}
    assert cause_counts(sample) == {Cause.KIND: once, Cause.ALONE: once}
    assert slip_counts(sample) == {"from": 1}


def test_what_was_taken_for_what() -> None:
    found = judge(
        [annotated(), annotated("x", **TRIED)],
        [claimed(kind="siege", actor="HTS"), claimed("x")],
        "",
    )
    assert confusions(found) == {
        (Cause.KIND, "capture", "siege"): 1,
        (Cause.ACTOR, "IS", "HTS"): 1,
        (Cause.REALITY, "attempt", "capture"): 1,
    }
