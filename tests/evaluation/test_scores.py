"""The figures: worked out by hand, and those of the reference scorer where it is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from annotated import CLAIMS, DOCUMENTS, GOLD, claimed

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.documents import read_documents
from mapper.errors import DocumentError
from mapper.evaluation import AnnotatedDocument, Scores, evaluate, read_annotations, read_claims
from mapper.pipeline import extract
from mapper.records import Kind, Modality

ARTICLES = [AnnotatedDocument.from_json(record) for record in GOLD]


def test_the_figures_are_those_worked_out_by_hand() -> None:
    """Three changes, two output, one right: its date is a day off, its point 5.6 km."""
    assert evaluate(ARTICLES, CLAIMS, documents=DOCUMENTS).figures() == {
        "documents": 2,
        "gold_changes": 3,
        "output_changes": 2,
        "change_p": 1 / 2,
        "change_r": 1 / 3,
        "change_f1": pytest.approx(0.4),
        "place_p": 1.0,
        "place_r": 2 / 3,
        "place_f1": pytest.approx(0.8),
        "hold_f1": 0.0,
        "repel_f1": 1.0,
        "date": 1.0,
        "from": 0.0,
        "modality": 1.0,
        "clean": 1.0,
        "evidence": 1.0,
        "geo_resolved": 1.0,
        "geo_10km": 1.0,
    }


def test_what_is_tried_or_denied_is_no_change() -> None:
    unreal = [claimed(doc="b", modality=m) for m in (Modality.ATTEMPT, Modality.DENIED)]
    scores = evaluate(ARTICLES, unreal)
    assert (scores.output_changes, scores.clean) == (0, 1.0)


def test_without_claims_nothing_is_found_and_nothing_is_wrong() -> None:
    scores = evaluate(ARTICLES, [])
    assert (scores.change.precision, scores.change.recall, scores.change.f1) == (0, 0, 0)
    assert (scores.clean, scores.date, scores.evidence) == (1, None, None)


def test_claims_about_other_articles_are_left_aside() -> None:
    assert evaluate(ARTICLES, [claimed(doc="elsewhere")]) == evaluate(ARTICLES, [])


def test_evidence_that_does_not_stand_in_the_text_counts_as_wrong() -> None:
    moved = {"evidence": CLAIMS[0].evidence, "doc": "b"}
    scores = evaluate(ARTICLES, [*CLAIMS, claimed(**moved), claimed(doc="a")], documents=DOCUMENTS)
    assert scores.evidence == 3 / 5


def test_the_text_has_a_line_a_figure() -> None:
    lines = evaluate(ARTICLES, CLAIMS).to_text().splitlines()
    assert lines[0] == "documents       2"
    assert lines[3] == "change_p        0.500"
    assert lines[15] == "evidence        None"


# ------------------------------------------------------------------------------------ reading


def written(path: Path, lines: Sequence[Mapping[str, Any] | str]) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    return path


def test_annotations_are_read_and_the_same_line_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", [*GOLD, "", GOLD[0]])
    assert read_annotations(path) == ARTICLES


A_CLAIM = CLAIMS[0].to_json()
WRONG_GOLD: list[tuple[Mapping[str, Any] | str, str]] = [
    ("{", "no JSON"),
    ("[]", "list"),
    ({"doc": "c"}, "'claims'"),
    ({"claims": []}, "'doc'"),
    ({**GOLD[0], "claims": []}, "annotated before, otherwise"),
    ({"doc": "c", "claims": [{"kind": "won", "place": "x", "actor": "IS"}]}, "won"),
    ({"doc": "c", "claims": [{"kind": "hold", "place": 3, "actor": "IS"}]}, '"place" is 3'),
    ({"doc": "c", "claims": [{"kind": "hold", "place": "x", "actor": ""}]}, '"actor"'),
    ({"doc": "c", "claims": [{"kind": "hold", "place": "x", "actor": "a", "lat": "n"}]}, '"lat"'),
    ({"doc": "c", "claims": [{"kind": "hold", "place": "x", "actor": "a", "date": [1]}]}, "docs"),
    ({"doc": "c", "claims": ["x"]}, "docs/evaluation.md"),
    (A_CLAIM, "GOLD before CLAIMS"),
]


@pytest.mark.parametrize(("line", "named"), WRONG_GOLD)
def test_a_broken_annotation_is_named_by_its_line(
    tmp_path: Path, line: Mapping[str, Any] | str, named: str
) -> None:
    path = written(tmp_path / "gold.jsonl", [*GOLD, line])
    with pytest.raises(DocumentError, match=r"gold\.jsonl, line 3: ") as raised:
        read_annotations(path)
    assert named in str(raised.value)
    assert "\n" not in str(raised.value)


WRONG_CLAIMS: list[tuple[Mapping[str, Any] | str, str]] = [
    ("{", "no JSON"),
    ({**A_CLAIM, "kind": "won"}, "won"),
    ({**A_CLAIM, "place": "x"}, "docs/contracts.md"),
    ({**A_CLAIM, "date": ["2015-05-02", "2015-05-01"]}, "backwards"),
    (GOLD[0], "GOLD before CLAIMS"),
]


@pytest.mark.parametrize(("line", "named"), WRONG_CLAIMS)
def test_a_broken_claim_is_named_by_its_line(
    tmp_path: Path, line: Mapping[str, Any] | str, named: str
) -> None:
    path = written(tmp_path / "claims.jsonl", [A_CLAIM, line])
    with pytest.raises(DocumentError, match=r"claims\.jsonl, line 2: ") as raised:
        read_claims(path)
    assert named in str(raised.value)


def test_no_claims_are_an_answer_and_no_file_is_not(tmp_path: Path) -> None:
    assert read_claims(written(tmp_path / "none.jsonl", [])) == []
    with pytest.raises(DocumentError, match="Cannot read"):
        read_claims(tmp_path / "nowhere.jsonl")


# ---------------------------------------------------------------------- the reference scorer


def by_the_reference(shared: Path, gold: Path, claims: Path, docs: Path) -> dict[str, Any]:
    command = [sys.executable, str(shared / "eval" / "score.py"), str(gold), str(claims)]
    command += ["--docs", str(docs), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def by_us(gold: Path, claims: Path, docs: Path) -> Scores:
    documents = read_documents([docs]).documents
    return evaluate(read_annotations(gold), read_claims(claims), documents=documents)


@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_the_figures_are_those_of_the_reference_on_real_articles(
    shared: Path, tmp_path: Path, gazetteer: Gazetteer, part: str
) -> None:
    gold, docs = shared / part / "gold.jsonl", shared / part / "docs.jsonl"
    found = [
        claim.to_json()
        for document in read_documents([docs]).documents
        for claim in extract(document, gazetteer, Config())
    ]
    claims = written(tmp_path / "claims.jsonl", found)
    figures = by_us(gold, claims, docs).figures()
    theirs = by_the_reference(shared, gold, claims, docs)
    assert list(figures.items()) == list(theirs.items())


NAMES = [
    *("تل الغار", "الغار", "الغار الشرقي", "مطار الغار", "قرية", "أحياء الورد", "«ورد»", "بالورد"),
    *(
        "دير الورد",
        "ديرالورد",
        "دير ورد الشرقي الكبير",
        "لل",
        "جامعة الورد",
        "جامعه ورد",
        "حيّ الورد",
    ),
]
ACTORS = ["IS", "SY.GOV", "OTHER:أ", "OTHER:ب"]


def random_said(chance: random.Random) -> dict[str, Any]:
    first = chance.randrange(1, 20)
    span = [f"2015-05-{first:02}", f"2015-05-{chance.randrange(first, 25):02}"]
    actor, loser = chance.sample(ACTORS, 2)
    return {
        "kind": str(chance.choice(list(Kind))),
        "actor": actor,
        "from_actor": chance.choice([None, loser]),
        "date": chance.choice([None, span]),
        "modality": str(chance.choice(["asserted", "claimed", *Modality])),
    }


def random_point(chance: random.Random) -> dict[str, Any]:
    known = chance.random() < 0.7
    return {
        "lat": 35 + chance.randrange(4) / 40 if known else None,
        "lon": 37 + chance.randrange(4) / 40 if known else None,
    }


def random_claim(chance: random.Random, doc: str) -> dict[str, Any]:
    point = random_point(chance)
    name = chance.choice(NAMES)
    place = {"text": name, "id": None if point["lat"] is None else "p", **point}
    start = chance.randrange(4)
    evidence = {"start": start, "end": start + 2, "text": "ab"}
    return {"doc": doc, "place": place, "evidence": evidence, **random_said(chance)}


def random_annotation(chance: random.Random) -> dict[str, Any]:
    return {
        "place": chance.choice(NAMES),
        "evidence": "ab",
        **random_point(chance),
        **random_said(chance),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_reference_on_random_claims(
    shared: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    ids = [f"d{at}" for at in range(60)]
    count = chance.randrange
    gold = written(
        tmp_path / "gold.jsonl",
        [{"doc": i, "claims": [random_annotation(chance) for _ in range(count(9))]} for i in ids],
    )
    said = [random_claim(chance, i) for i in [*ids, "elsewhere"] for _ in range(count(9))]
    claims = written(tmp_path / "claims.jsonl", said)
    docs = written(tmp_path / "docs.jsonl", [{"id": i, "text": "ab ab ab"} for i in ids[10:]])
    figures = by_us(gold, claims, docs).figures()
    assert list(figures.items()) == list(by_the_reference(shared, gold, claims, docs).items())
