"""The sample reports: what a user must see on the map, on which day."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS, day

from gazetteer import fold
from mapper.documents import read_documents
from mapper.records import Status
from mapper.store import Project

SEQUENCE = [
    ("Al-Bukamal", "2017-11-07", "IS"),
    ("Al-Bukamal", "2017-11-12", "IS"),
    ("Al-Bukamal", "2017-11-19", "SY.GOV"),
    ("Al-Bukamal", "2018-12-01", "SY.GOV"),
    ("Al Buşayrah", "2017-11-12", "SDF"),
    ("Al-Qaim", "2017-11-05", "IQ.GOV"),
    ("Ar Raqqah", "2017-10-31", "SDF"),
    ("Harran", "2017-11-19", "SY.GOV"),
    ("Hardana", "2017-11-19", "SY.GOV"),
    ("Al-Baghuz", "2019-03-31", "SDF"),
]


@pytest.mark.parametrize(("place", "on", "actor"), SEQUENCE)
def test_who_holds_what_when(sample: Project, place: str, on: str, actor: str) -> None:
    states = {i.place_name_en: i for i in sample.hindsight.at(day(on)).values()}
    assert states[place].actor == actor


@pytest.mark.parametrize("on", ["2017-11-08", "2017-11-10"])
def test_from_the_armys_own_claim_to_the_way_back_al_bukamal_is_contested(
    sample: Project, on: str
) -> None:
    """An official claim that others contradict makes contested, not a flip."""
    states = {i.place_name_en: i for i in sample.hindsight.at(day(on)).values()}
    assert states["Al-Bukamal"].status is Status.CONTESTED
    assert {states["Al-Bukamal"].actor, states["Al-Bukamal"].against} == {"IS", "SY.GOV"}


def test_age_fades_al_bukamal_to_unknown(sample: Project) -> None:
    states = {i.place_name_en: i for i in sample.hindsight.at(day("2025-01-01")).values()}
    assert states["Al-Bukamal"].status is Status.UNKNOWN


def test_a_day_is_known_only_from_what_was_published_by_then(sample: Project) -> None:
    known = {i.place_name_en: i for i in sample.as_known.at(day("2017-11-08")).values()}
    hindsight = {i.place_name_en: i for i in sample.hindsight.at(day("2017-11-08")).values()}
    assert known["Al-Bukamal"].status is Status.CONTROLLED
    assert known["Al-Bukamal"].actor == "IS"
    assert hindsight["Al-Bukamal"].status is Status.CONTESTED


def test_strikes_denials_and_plans_change_nothing(sample: Project) -> None:
    quiet = [c for c in sample.claims if c.doc.startswith("09")]
    assert {c.modality.value for c in quiet} <= {"denied", "attempt"}


def test_every_claim_quotes_its_document(sample: Project) -> None:
    texts = {document.id: document.text for document in sample.documents}
    assert all(c.evidence and c.evidence.quotes(texts[c.doc]) for c in sample.claims)


def test_the_manifest_describes_every_report() -> None:
    rows = csv.DictReader((SEEDS / "manifest.csv").read_text(encoding="utf-8").splitlines())
    assert sorted(row["id"] for row in rows) == sorted(p.stem for p in SEEDS.glob("*.txt"))
    assert all(d.published and d.outlet for d in read_documents([SEEDS]).documents)


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text).text)
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_reports_share_no_seven_words_with_the_real_articles(shared: Path) -> None:
    lines = (shared / "seeds" / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    real = set().union(*(runs_of_words(json.loads(line)["text"], 7) for line in lines))
    ours = set().union(
        *(runs_of_words(p.read_text(encoding="utf-8"), 7) for p in SEEDS.glob("*.txt"))
    )
    assert not ours & real


def test_the_real_articles_reach_the_figures_of_acceptance(shared: Path, tmp_path: Path) -> None:
    claims, seeds = tmp_path / "claims.jsonl", shared / "seeds"
    docs = str(seeds / "docs.jsonl")
    command = [sys.executable, "-m", "mapper.cli", "extract", docs, "-o", str(claims)]
    subprocess.run(command, check=True, capture_output=True)
    score = [sys.executable, str(shared / "eval" / "score.py"), str(seeds / "gold.jsonl")]
    score += [str(claims), "--docs", docs, "--json"]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    assert figures["change_f1"] >= 0.90
    assert figures["place_f1"] >= 0.95
    assert figures["date"] >= 0.90
    assert figures["evidence"] == 1.0
