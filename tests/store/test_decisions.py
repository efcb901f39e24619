"""People decide last: what they decided counts, is kept, and changes no claim."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from conftest import BUKAMAL, a_claim, day
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.errors import RecordError
from mapper.pipeline import build_project, decide, infer_anew
from mapper.records import Claim, ClaimPlace, Decision, Kind, Verdict
from mapper.store import (
    CORRECTED,
    Project,
    as_decided,
    decided,
    read_project,
    standing_decisions,
    write_project,
)

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
CLAIM = a_claim(from_actor="IS", rule="G1", confidence=0.7)
ELSEWHERE = dataclasses.replace(BUKAMAL, id="p2", name_en="Elsewhere", lat=33.0)


def a_decision(
    verdict: str = "reject", claim: Claim = CLAIM, hour: int = 0, **more: object
) -> Decision:
    fields = {"claim": claim.id, "verdict": Verdict(verdict), "by": "Rana"}
    fields |= {"at": NOON + dt.timedelta(hours=hour)}
    return Decision(**(fields | more))  # type: ignore[arg-type]


def correction(**more: object) -> Decision:
    return a_decision("correct", **more)


# -------------------------------------------------------------------------------------- rules


def test_d1_a_rejected_claim_says_nothing() -> None:
    other = a_claim(doc="e")
    assert decided([CLAIM, other], [a_decision()]) == [other]


def test_d2_a_corrected_claim_says_what_the_correction_says_and_the_rest_as_it_did() -> None:
    (claim,) = decided([CLAIM], [correction(kind=Kind.HOLD, place=ELSEWHERE)])
    assert (claim.kind, claim.place, claim.rule) == (Kind.HOLD, ELSEWHERE, CORRECTED)
    assert (claim.id, claim.actor, claim.from_actor) == (CLAIM.id, CLAIM.actor, "IS")


def test_d2_who_took_it_cannot_be_who_lost_it() -> None:
    (claim,) = decided([CLAIM], [correction(actor="IS")])
    assert (claim.actor, claim.from_actor) == ("IS", None)


@pytest.mark.parametrize("decision", [a_decision("accept"), correction(actor="SDF")])
def test_d3_what_a_person_accepted_or_corrected_is_certain(decision: Decision) -> None:
    assert [claim.confidence for claim in decided([CLAIM], [decision])] == [1.0]


def test_d4_a_reopened_claim_stands_as_it_was_extracted() -> None:
    assert decided([CLAIM], [a_decision(), a_decision("reopen", hour=1)]) == [CLAIM]


@given(
    st.permutations([a_decision(), correction(actor="SDF", hour=1), a_decision("accept", hour=2)])
)
def test_the_latest_decision_stands_in_whatever_order_they_come(decisions: list[Decision]) -> None:
    assert standing_decisions(decisions)[CLAIM.id].verdict is Verdict.ACCEPT


def test_decisions_about_other_claims_change_nothing() -> None:
    assert decided([CLAIM], [a_decision(claim=a_claim(doc="gone"))]) == [CLAIM]


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": " "},
        {"claim": ""},
        {"at": dt.datetime(2026, 11, 20)},
        {"verdict": Verdict.CORRECT},
        {"actor": "SDF"},
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        dataclasses.replace(a_decision(), **wrong)


# ------------------------------------------------------------------------------------ control


def test_a_rejected_claim_leaves_the_control_of_its_place() -> None:
    project = infer_anew(Project(claims=(CLAIM, a_claim("hold", "SDF", "2017-12-01", doc="e"))))
    assert project.hindsight.at(day("2017-11-20"))["p1"].actor == "SY.GOV"
    changed = decide(project, a_decision())
    assert "p1" not in changed.hindsight.at(day("2017-11-20"))
    assert changed.claims == project.claims
    assert len(as_decided(changed).claims) == 1


def test_a_correction_moves_control_to_where_and_whom_it_says() -> None:
    corrected = decide(Project(claims=(CLAIM,)), correction(place=ELSEWHERE, actor="SDF"))
    assert {i.place_id for i in corrected.as_known.intervals} == {"p2"}
    assert corrected.hindsight.at(day("2017-11-20"))["p2"].actor == "SDF"


def test_a_new_run_keeps_what_people_decided(sample: Project, gazetteer: Gazetteer) -> None:
    place = sample.hindsight.intervals[0].place_id
    claims = [claim for claim in sample.claims if claim.place.id == place]
    judged = decide(sample, *(a_decision(claim=claim) for claim in claims))
    again = build_project(sample.documents, gazetteer, Config(), before=judged)
    assert again == judged
    assert place not in {interval.place_id for interval in again.hindsight.intervals}


# --------------------------------------------------------------------------------------- file


def test_decisions_read_back_equal(sample: Project, tmp_path: Path) -> None:
    claims = sample.claims
    project = decide(
        sample,
        a_decision(claim=claims[0], note="كاتب آخر"),
        correction(claim=claims[1], hour=1, place=ClaimPlace(text="مكان"), actor="SDF"),
        a_decision("accept", claim=claims[2], hour=2),
    )
    write_project(project, tmp_path / "a.gpkg")
    assert read_project(tmp_path / "a.gpkg") == project


def test_no_decision_of_the_old_file_is_lost(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(decide(sample, a_decision(claim=sample.claims[0])), path)
    later = a_decision("accept", claim=sample.claims[1], hour=1)
    write_project(decide(sample, later), path)
    assert [d.by for d in read_project(path).decisions] == ["Rana", "Rana"]
    assert read_project(path).claims == sample.claims


def test_a_file_of_the_first_format_has_no_decisions(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_project(sample, path)
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE decisions")
        base.execute("DELETE FROM gpkg_contents WHERE table_name = 'decisions'")
        base.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    base.close()
    assert read_project(path) == sample
    write_project(decide(sample, a_decision(claim=sample.claims[0])), path)
    assert len(read_project(path).decisions) == 1
