"""Choosing an extractor, in the pipeline and on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import a_claim
from model import TEXT, Model, model, said, says, words

from gazetteer import Gazetteer
from mapper.claims import Extraction, Refusal, RulesExtractor, Tally
from mapper.config import ClaimsConfig, Config
from mapper.errors import ConfigError, EnvironmentMissing, ExtractorError
from mapper.pipeline import build_project, extract, extract_all, open_extractor
from mapper.records import Document, Mention, Span
from mapper.store import read_project

DOCUMENT = Document(id="a", text="سيطر الجيش السوري على مدينة تدمر.")
OTHER = Document(id="b", text="سيطر تنظيم داعش على مدينة الرقة.")


class Own:
    """An extractor of one's own: the smallest there can be."""

    def __init__(self, *, stamp: str = "own", blind: Sequence[str] = ()) -> None:
        self.stamp = stamp
        self.read: list[str] = []
        self._blind = blind

    def __call__(self, document: Document, mentions: Sequence[Mention]) -> Extraction:
        self.read.append(document.id)
        if document.id in self._blind:
            return Extraction(unread="it is dark")
        (mention,) = mentions
        evidence = Span.of(document.text, 0, mention.span.end)
        claim = a_claim(doc=document.id, place=mention.place, actor="IS", evidence=evidence)
        return Extraction(claims=(claim,), refused=(Refusal(reason="odd", said="x"),))


def test_the_rules_are_the_extractor_where_nothing_is_said(gazetteer: Gazetteer) -> None:
    config = Config()
    assert open_extractor(config) == RulesExtractor(config)
    found = list(extract_all([DOCUMENT, OTHER], gazetteer, config))
    assert found == [c for d in (DOCUMENT, OTHER) for c in extract(d, gazetteer, config)]
    assert len(found) == 2
    assert build_project([DOCUMENT], gazetteer, config).meta["extractor"] == "rules"


def test_an_extractor_of_ones_own_takes_the_place_of_the_rules(gazetteer: Gazetteer) -> None:
    claims = list(extract_all([DOCUMENT], gazetteer, Config(), extractor=Own()))
    assert [(claim.actor, claim.place.name_en) for claim in claims] == [("IS", "Tadmur")]
    project = build_project([DOCUMENT], gazetteer, Config(), extractor=Own())
    assert project.claims == tuple(claims)
    assert project.meta["extractor"] == "own"


def test_a_project_is_made_by_one_extractor(gazetteer: Gazetteer) -> None:
    config = Config()
    first = build_project([DOCUMENT], gazetteer, config, extractor=Own())
    same = Own()
    again = build_project([DOCUMENT, OTHER], gazetteer, config, before=first, extractor=same)
    assert same.read == ["b"]
    other = Own(stamp="other")
    build_project([OTHER], gazetteer, config, before=again, extractor=other)
    assert sorted(other.read) == ["a", "b"]
    back = build_project([], gazetteer, config, before=again)
    assert back == build_project([DOCUMENT, OTHER], gazetteer, config)


def test_documents_that_cannot_be_read_are_left_out_until_they_can(gazetteer: Gazetteer) -> None:
    config = Config()
    part = build_project([DOCUMENT, OTHER], gazetteer, config, extractor=Own(blind="b"))
    assert [document.id for document in part.documents] == ["a"]
    seeing = Own()
    whole = build_project([DOCUMENT, OTHER], gazetteer, config, before=part, extractor=seeing)
    assert seeing.read == ["b"]
    assert whole == build_project([DOCUMENT, OTHER], gazetteer, config, extractor=Own())


def test_a_project_never_loses_a_document_that_cannot_be_read_anew(gazetteer: Gazetteer) -> None:
    before = build_project([DOCUMENT, OTHER], gazetteer, Config())
    with pytest.raises(ExtractorError, match="b could not be read anew"):
        build_project([], gazetteer, Config(), before=before, extractor=Own(blind="b"))


def test_no_project_is_made_of_nothing(gazetteer: Gazetteer) -> None:
    with pytest.raises(ExtractorError, match="it is dark"):
        build_project([DOCUMENT], gazetteer, Config(), extractor=Own(blind="a"))
    assert build_project([], gazetteer, Config(), extractor=Own()).documents == ()


def test_a_tally_counts_and_changes_nothing(gazetteer: Gazetteer) -> None:
    tally = Tally(Own(blind="b"))
    found = list(extract_all([DOCUMENT, OTHER], gazetteer, Config(), extractor=tally))
    assert found == list(extract_all([DOCUMENT], gazetteer, Config(), extractor=Own()))
    assert (tally.refused, tally.unread, tally.stamp) == ({"odd": 1}, {"it is dark": 1}, "own")


def test_a_model_that_is_not_configured_is_told() -> None:
    with pytest.raises(ConfigError, match=r"\[llm\]"):
        open_extractor(Config(claims=ClaimsConfig(extractor="llm")))


def test_a_missing_package_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("mapper.llm")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic", None)
    with pytest.raises(EnvironmentMissing, match=r"needs pydantic.*saytara\[llm\]"):
        open_extractor(Config(claims=ClaimsConfig(extractor="llm")))


# ---------------------------------------------------------------------------- the command line


@pytest.fixture
def server() -> Iterator[Model]:
    with model() as made:
        yield made


@pytest.fixture
def config(server: Model, tmp_path: Path) -> Path:
    path = tmp_path / "c.toml"
    llm = f"endpoint = '{server.url}'\nmodel = 'm'\nretries = 0\nmax_calls = 2\n"
    path.write_text(f"[llm]\n{llm}cache = '{tmp_path / 'cache'}'\n", encoding="utf-8")
    return path


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    records = [{"id": f"d{at}", "text": f"{TEXT} {at}"} for at in range(3)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def saytara(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mapper.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(command, done.returncode, out, err)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_nothing_is_sent_unless_it_is_asked_for(
    server: Model, config: Path, docs: Path, tmp_path: Path
) -> None:
    for options in ((), ("--extractor", "rules")):
        done = saytara("extract", docs, "-o", tmp_path / "c.jsonl", "--config", config, *options)
        assert done.returncode == 0
    assert {claim["rule"] for claim in lines(tmp_path / "c.jsonl")} & {"R1-gain"}
    assert server.asked == []


def test_extract_writes_what_was_done_tells_what_was_not_and_goes_on(
    server: Model, config: Path, docs: Path, tmp_path: Path
) -> None:
    server.turns = [says(said(), said(actor="XX"))]
    command = ("extract", docs, "-o", tmp_path / "c.jsonl", "--config", config)
    done = saytara(*command, "--extractor", "llm")
    assert done.returncode == 1
    assert "2 claims in 2 documents." in done.stderr
    assert "2 claims refused: 2 whose actor is unknown" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("saytara: 1 documents were not read: 1 since the budget of 2 calls")
    assert [claim["doc"] for claim in lines(tmp_path / "c.jsonl")] == ["d0", "d1"]
    assert saytara(*command, "--extractor", "llm").returncode == 0
    assert [claim["doc"] for claim in lines(tmp_path / "c.jsonl")] == ["d0", "d1", "d2"]
    assert {claim["rule"] for claim in lines(tmp_path / "c.jsonl")} == {"llm"}
    assert len(server.asked) == 3


def test_the_config_may_choose_the_extractor_and_run_goes_on_where_it_stopped(
    server: Model, config: Path, docs: Path, tmp_path: Path
) -> None:
    server.turns = [says(said())]
    config.write_text(config.read_text("utf-8") + "[claims]\nextractor = 'llm'\n", "utf-8")
    command = ("run", docs, "-o", tmp_path / "p.gpkg", "--config", config)
    done = saytara(*command)
    assert (done.returncode, "1 documents were not read" in done.stderr) == (1, True)
    assert len(read_project(tmp_path / "p.gpkg").documents) == 2
    assert saytara(*command).returncode == 0
    project = read_project(tmp_path / "p.gpkg")
    assert (len(project.documents), len(project.claims)) == (3, 3)
    assert project.meta["extractor"].startswith("llm m ")
    assert server.url not in json.dumps(dict(project.meta))
    assert len(server.asked) == 3
    assert saytara(*command).returncode == 0
    assert len(server.asked) == 3


def test_run_makes_no_project_of_nothing(
    server: Model, config: Path, docs: Path, tmp_path: Path
) -> None:
    server.turns = [words("?")]
    project = tmp_path / "p.gpkg"
    done = saytara("run", docs, "-o", project, "--config", config, "--extractor", "llm")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last == "saytara: No document could be read: the answer is no list of claims."
    assert not project.exists()


@pytest.mark.parametrize("verb", ["run", "extract"])
def test_an_extractor_that_is_none_is_wrong_usage(docs: Path, tmp_path: Path, verb: str) -> None:
    done = saytara(verb, docs, "-o", tmp_path / "p.gpkg", "--extractor", "oracle")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "rules, llm" in done.stderr
