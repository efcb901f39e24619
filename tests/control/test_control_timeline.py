"""Timelines, perspectives, explanations and the tables that a user may bring."""

from __future__ import annotations

import dataclasses
import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import BUKAMAL, ROOT, a_claim, day

from mapper.config import ControlConfig
from mapper.control import (
    INTERVAL_COLUMNS,
    ControlTimeline,
    compare,
    infer_as_known,
    infer_as_known_on,
    infer_hindsight,
    intervals_to_csv,
    only_published_by,
    only_side,
    only_sources,
    read_initial,
    read_places,
    read_sides,
    why,
)
from mapper.errors import ConfigError, InputError, RecordError
from mapper.records import Claim, Modality, Status

IS = a_claim("hold", "IS", "2017-11-01", doc="a", outlet="neutral")
ARMY = a_claim("capture", "SY.GOV", "2017-11-08", doc="b", outlet="SANA")
BACK = a_claim("capture", "IS", "2017-11-11", doc="c", outlet="neutral")


def test_the_csv_has_the_columns_of_the_contract() -> None:
    head, row, *_ = intervals_to_csv(infer_hindsight([IS]).intervals).split("\n")
    assert head == ",".join(INTERVAL_COLUMNS)
    assert row.startswith("p1,البوكمال,Al-Bukamal,34.45,40.92,controlled,IS,,")


def test_a_timeline_with_overlapping_intervals_is_refused() -> None:
    interval = infer_hindsight([IS]).intervals[0]
    with pytest.raises(RecordError, match="overlap"):
        ControlTimeline((interval, interval))


def test_events_are_the_changes_in_the_order_of_time() -> None:
    events = infer_hindsight([IS, ARMY, BACK]).events()
    assert [e.day for e in events] == sorted(e.day for e in events)
    assert events[0].before is None
    assert events[-1].before is not None


def test_why_lists_the_claims_the_weightiest_first() -> None:
    told = why([IS, ARMY, BACK], "p1", day("2017-11-11"))
    sizes = [abs(reason.bits) for reason in told.reasons]
    assert sizes == sorted(sizes, reverse=True)
    assert {reason.claim.id for reason in told.reasons} == {IS.id, ARMY.id, BACK.id}
    assert next(iter(told.belief)) == "IS"
    assert sum(told.belief.values()) == pytest.approx(1)
    by_claim = {reason.claim.id: reason for reason in told.reasons}
    assert by_claim[BACK.id].bits > 0 > by_claim[ARMY.id].bits
    assert by_claim[BACK.id].likelihood["IS"] == pytest.approx(0.9)


def test_why_as_known_leaves_out_what_was_not_published_yet() -> None:
    told = why([IS, ARMY, BACK], "p1", day("2017-11-09"), as_known=True)
    assert {reason.claim.id for reason in told.reasons} == {IS.id, ARMY.id}


def test_why_says_the_belief_that_the_timeline_shows() -> None:
    claims = [IS, ARMY, BACK]
    for as_known, infer in ((True, infer_as_known), (False, infer_hindsight)):
        belief = why(claims, "p1", day("2017-11-12"), as_known=as_known).belief
        assert infer(claims).at(day("2017-11-12"))["p1"].actor == max(
            belief, key=belief.__getitem__
        )


def test_why_of_an_unknown_place_or_an_early_day_is_empty() -> None:
    assert why([IS], "nowhere", day("2017-11-11")).reasons == ()
    assert why([IS], "p1", day("2000-01-01")).belief == {}


def test_perspectives() -> None:
    claims = [IS, ARMY, BACK]
    assert only_sources(claims, ["sana"]) == [ARMY]
    assert only_side(claims, "SY.GOV") == [ARMY]
    assert only_side(claims, "neutral") == [IS, BACK]
    cited = dataclasses.replace(BACK, source="SANA", modality=Modality.CLAIMED, id="x")
    assert only_sources([cited], ["neutral"]) == []


def test_as_known_on_a_day_is_the_past_as_it_was_known_then() -> None:
    """A report of the eighth that came on the eleventh is of the past from the eleventh on."""
    late = dataclasses.replace(ARMY, published=day("2017-11-11"), outlet="neutral", id="")
    before, after = (infer_as_known_on([IS, late], day(on)) for on in ("2017-11-10", "2017-11-11"))
    assert before.at(day("2017-11-09"))["p1"].actor == "IS"
    assert after.at(day("2017-11-09"))["p1"].actor == "SY.GOV"
    assert infer_as_known([IS, late]).at(day("2017-11-09"))["p1"].actor == "IS"
    assert {i.as_known_on for i in after.intervals} == {day("2017-11-11")}


def test_what_was_never_published_is_not_known_on_any_day() -> None:
    unpublished = dataclasses.replace(ARMY, published=None, id="")
    assert infer_as_known_on([unpublished], day("2030-01-01")).intervals == ()
    assert only_published_by([IS, ARMY, unpublished], day("2017-11-08")) == [IS, ARMY]
    assert only_published_by([IS, ARMY, unpublished], day("2017-11-07")) == [IS]


def test_compare_says_where_and_how_long() -> None:
    one, other = infer_hindsight([IS]), infer_hindsight([IS, BACK])
    assert compare(one, one) == []
    neutral, army = infer_hindsight([IS, BACK]), infer_hindsight([ARMY])
    differences = compare(neutral, army)
    first = differences[0]
    assert first.valid_from == day("2017-11-01")
    assert (first.before.actor, first.after) == ("IS", None)  # type: ignore[union-attr]
    assert all(item.place_id == "p1" for item in differences)
    for item, later in pairwise(differences):
        assert item.valid_to is not None
        assert item.valid_to <= later.valid_from
    assert first.days == 7
    assert {(i.before, i.after) for i in compare(other, one)} == {
        (i.after, i.before) for i in compare(one, other)
    }


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_initial_control_from_a_file(tmp_path: Path) -> None:
    rows = "place_id,name,lat,lon,actor,date,source\np1,,,,IS,2017-11-01,survey\n"
    rows += ",Hajin,34.69,40.83,SDF,2017-11-01,\n"
    first, second = read_initial(written(tmp_path / "i.csv", rows), places=[BUKAMAL])
    assert (first.place, first.actor, first.source) == (BUKAMAL, "IS", "survey")
    assert second.place.resolved
    timeline = infer_hindsight([first, second])
    assert {i.actor for i in timeline.at(day("2017-11-02")).values()} == {"IS", "SDF"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("place_id,actor\np1,IS\n", "no column date"),
        ("place_id,actor,date\np1,IS,yesterday\n", "line 2"),
        ("place_id,actor,date\np1,,2017-11-01\n", "line 2"),
        ("place_id,actor,date\np9,IS,2017-11-01\n", "degrees"),
    ],
)
def test_a_bad_initial_file_is_told_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_initial(written(tmp_path / "i.csv", text), places=[BUKAMAL])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,lat,lon\na,1,2\n", "no column place_id"),
        ("place_id,lat,lon\na,91,2\n", "line 2"),
        ("place_id,lat,lon\na,x,2\n", "line 2"),
        ("place_id,lat,lon\na,1,2\na,1,2\n", "line 3"),
    ],
)
def test_a_bad_places_file_is_told_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_places(written(tmp_path / "p.csv", text))


def test_a_missing_or_binary_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Cannot read"):
        read_sides(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_sides(tmp_path / "b.csv")


def test_sides_from_a_file_come_first(tmp_path: Path) -> None:
    sides = read_sides(written(tmp_path / "s.csv", "source,sides_with\nSANA,\nMine,RU\n"))
    assert sides.of("SANA") is None
    assert sides.of("mine") == "SY.GOV"
    assert sides.of("أعماق") == "IS"


@pytest.mark.parametrize("bad", [{"likely": 1.5}, {"fade_days": 0}, {"wrong_neutral": 0}])
def test_impossible_parameters_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ConfigError, match="control"):
        ControlConfig(**bad)  # type: ignore[arg-type]


def test_infer_reads_all_its_tables(tmp_path: Path) -> None:
    import subprocess
    import sys

    lines = "".join(json.dumps(claim.to_json()) + "\n" for claim in (IS, ARMY, BACK))
    claims = written(tmp_path / "c.jsonl", lines)
    places = written(tmp_path / "p.csv", "place_id,name,lat,lon\np1,Bukamal,34.45,40.92\n")
    sources = written(tmp_path / "s.csv", "source,sides_with\nSANA,SY.GOV\n")
    initial = written(tmp_path / "i.csv", "place_id,actor,date\np1,IS,2017-10-01\n")
    command = [sys.executable, "-m", "mapper.cli", "infer", str(claims), "-o", "-"]
    tables = ["--places", str(places), "--sources", str(sources), "--initial", str(initial)]
    done = subprocess.run([*command, *tables], capture_output=True, text=True, check=True)
    assert "p1,Bukamal,Bukamal,34.45,40.92,controlled,IS,,0." in done.stdout
    only = subprocess.run(
        [*command, "--only-side", "SY.GOV"], capture_output=True, text=True, check=True
    )
    assert ",SY.GOV," in only.stdout
    assert ",IS," not in only.stdout
    assert "from 1 claims (3 in c.jsonl)" in only.stderr
    ours = ["--only-sources", "SANA", "--only-sources", "nobody"]
    named = subprocess.run([*command, *ours], capture_output=True, text=True, check=True)
    assert named.stdout == only.stdout
    known = ["--as-known-on", "2017-11-08"]
    then = subprocess.run([*command, *known], capture_output=True, text=True, check=True)
    assert "from 2 claims (3 in c.jsonl)" in then.stderr
    assert all(row.split(",")[15] == known[1] for row in then.stdout.splitlines()[1:])
    both = subprocess.run([*command, *known, "--as-known"], capture_output=True, text=True)
    assert (both.returncode, both.stderr.count("\n")) == (2, 1)
    bad = subprocess.run([*command, "--places", str(sources)], capture_output=True, text=True)
    assert (bad.returncode, bad.stderr.count("\n")) == (1, 1)


def bukamal(shared: Path, tmp_path: Path) -> list[Claim]:
    import subprocess
    import sys

    claims = tmp_path / "claims.jsonl"
    docs = str(shared / "seeds" / "docs.jsonl")
    command = [sys.executable, "-m", "mapper.cli", "extract", docs, "-o", str(claims)]
    subprocess.run(command, check=True, capture_output=True)
    lines = claims.read_text(encoding="utf-8").splitlines()
    return [Claim.from_json(json.loads(line)) for line in lines]


def printed_timelines() -> list[list[tuple[str, float, str]]]:
    """Give day, confidence and rule of the rows of each table on al-Bukamal in docs/control.md."""
    text = (ROOT / "docs" / "control.md").read_text(encoding="utf-8")
    part = text.partition("## al-Bukamal")[2].partition("\n## ")[0]
    tables = [table.splitlines()[2:] for table in part.split("\n\n") if table.startswith("|")]
    cells = [[[c.strip() for c in row.split("|")[1:-1]] for row in table] for table in tables]
    return [[(c[0], float(c[2]), c[3].split()[0]) for c in table] for table in cells]


def test_the_docs_print_the_timelines_of_al_bukamal(shared: Path, tmp_path: Path) -> None:
    claims = bukamal(shared, tmp_path)
    for infer, printed in zip((infer_hindsight, infer_as_known), printed_timelines(), strict=True):
        items = [i for i in infer(claims).intervals if i.place_name_en == "Al-Bukamal"]
        assert [(str(i.valid_from), i.rule) for i in items] == [(d, rule) for d, _, rule in printed]
        said = [confidence for _, confidence, _ in printed]
        assert [i.confidence for i in items] == pytest.approx(said, abs=0.0051)


def test_al_bukamal_from_the_five_real_articles(shared: Path, tmp_path: Path) -> None:
    claims = bukamal(shared, tmp_path)
    place = next(c.place.id for c in claims if c.place.name_en == "Al-Bukamal")
    hindsight, known = infer_hindsight(claims), infer_as_known(claims)
    assert place is not None
    for timeline in (hindsight, infer_as_known_on(claims, day("2017-11-19"))):
        days = ("07", "08", "12", "18", "19")
        seen = {on: timeline.at(day(f"2017-11-{on}"))[place] for on in days}
        assert seen["07"].actor == "IS"
        assert "SY.GOV" in (seen["08"].actor, seen["08"].against)
        assert (seen["12"].actor, seen["18"].actor, seen["19"].actor) == ("IS", "IS", "SY.GOV")
    early = infer_as_known_on(claims, day("2017-11-12"))
    assert early.at(day("2017-11-09"))[place].status is Status.CONTESTED
    assert early.at(day("2017-11-20"))[place].actor == "IS"
    assert infer_as_known_on(claims, day("2017-11-10")).intervals == ()
    assert place not in known.at(day("2017-11-10"))
    assert hindsight.at(day("2017-11-10"))[place].actor == "IS"
    assert known.at(day("2017-11-12"))[place].actor == "IS"
    assert known.at(day("2017-11-19"))[place].actor == "SY.GOV"
