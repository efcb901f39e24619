"""What documents would add, before they do."""

from __future__ import annotations

import dataclasses

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.pipeline import build_project, made_alike
from mapper.records import Document
from mapper.store import Project
from mapper.views import preview

NEW = Document(id="new", text="سيطر الجيش السوري على مدينة البوكمال.")


def test_new_changed_and_known_documents_are_told_apart(
    sample: Project, gazetteer: Gazetteer
) -> None:
    known, changed = sample.documents[0], dataclasses.replace(NEW, id=sample.documents[1].id)
    found = preview([known, changed, NEW], sample, gazetteer, Config())
    assert (found.new, found.changed, found.adds) == (1, 1, True)
    assert not preview([known], sample, gazetteer, Config()).adds


def test_the_claims_are_those_that_the_project_will_have(
    sample: Project, gazetteer: Gazetteer
) -> None:
    found = preview([NEW], sample, gazetteer, Config())
    project = build_project([NEW], gazetteer, Config(), before=sample)
    assert found.claims == tuple(claim for claim in project.claims if claim.doc == "new")
    assert found.claims_of(NEW) == len(found.claims) > 0


def test_progress_is_reported_up_to_the_end(gazetteer: Gazetteer) -> None:
    done: list[float] = []
    preview([NEW, NEW], Project(), gazetteer, Config(), report=done.append)
    assert done == [0.5, 1.0]


def test_a_project_of_another_gazetteer_or_configuration_is_told(
    sample: Project, gazetteer: Gazetteer
) -> None:
    assert made_alike(sample, gazetteer, Config())
    other = dataclasses.replace(sample, meta={**sample.meta, "gazetteer_hash": "another"})
    assert not made_alike(other, gazetteer, Config())
