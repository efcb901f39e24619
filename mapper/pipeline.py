"""The order of the rooms: documents to claims, claims to control, all into a project."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from gazetteer import Gazetteer
from mapper.claims import extract_claims
from mapper.config import Config
from mapper.control import infer_as_known, infer_hindsight
from mapper.geoparsing import find_mentions
from mapper.records import Claim, Decision, Document
from mapper.store import Project, decided, joined_decisions, project_config
from mapper.vocabulary import vocabulary_hash

__all__ = ["build_project", "decide", "extract", "extract_all", "infer_anew", "made_alike"]


def extract(document: Document, gazetteer: Gazetteer, config: Config) -> list[Claim]:
    """Find the claims of one document.

    A pure function of its arguments, so that documents can be spread over cores or machines.
    """
    return extract_claims(document, find_mentions(document, gazetteer), config=config)


def extract_all(
    documents: Iterable[Document], gazetteer: Gazetteer, config: Config
) -> Iterator[Claim]:
    """Yield the claims of many documents, in their order."""
    for document in documents:
        yield from extract(document, gazetteer, config)


def build_project(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    config: Config,
    *,
    before: Project | None = None,
) -> Project:
    """Take documents the whole way to a project.

    Parameters
    ----------
    documents : iterable of Document
        New documents. One whose id and text the project has already changes nothing; one whose id
        it has with another text replaces it, claims included.
    gazetteer : Gazetteer
        Where place names are looked up.
    config : Config
        All settings; stamped into the project by its hash.
    before : Project, optional
        The project to add to. If it was made with another version, configuration, gazetteer or
        vocabulary, its documents are read anew, so that one project is made by one rule. What
        people decided about its claims stays, and counts for each claim that is found again.

    Returns
    -------
    Project
        Documents and claims ordered by document id, and both timelines.
    """
    meta = _meta(gazetteer, config)
    kept = {document.id: document for document in before.documents} if before else {}
    claims = _claims_by_document(before) if before and dict(before.meta) == meta else {}
    for document in documents:
        if kept.get(document.id) != document:
            kept[document.id] = document
            claims.pop(document.id, None)
    for name, document in kept.items():
        if name not in claims:
            claims[name] = extract(document, gazetteer, config)
    ordered = sorted(kept)
    found = [claim for name in ordered for claim in claims[name]]
    project = Project(
        documents=tuple(kept[name] for name in ordered),
        claims=tuple(found),
        meta=meta,
        decisions=before.decisions if before else (),
    )
    return infer_anew(project)


def made_alike(project: Project, gazetteer: Gazetteer, config: Config) -> bool:
    """Say whether a project was made with this version, gazetteer, vocabulary and configuration.

    If not, :func:`build_project` reads all its documents anew.

    >>> made_alike(Project(), Gazetteer.builtin(), Config())
    False
    """
    return dict(project.meta) == _meta(gazetteer, config)


def infer_anew(project: Project) -> Project:
    """Infer control over time from the claims of a project, as people decided about them.

    >>> infer_anew(Project()).hindsight.intervals
    ()
    """
    judged = decided(project.claims, project.decisions)
    control = project_config(project).control
    return dataclasses.replace(
        project,
        hindsight=infer_hindsight(judged, config=control),
        as_known=infer_as_known(judged, config=control),
    )


def decide(project: Project, *decisions: Decision) -> Project:
    """Add decisions to a project, and infer control over time with them.

    >>> decide(Project()) == Project()
    True
    """
    joined = joined_decisions(project.decisions, decisions)
    return infer_anew(dataclasses.replace(project, decisions=joined))


def _claims_by_document(project: Project) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = {document.id: [] for document in project.documents}
    for claim in project.claims:
        claims[claim.doc].append(claim)
    return claims


def _meta(gazetteer: Gazetteer, config: Config) -> dict[str, str]:
    """Say what made the project; equal values mean that the same text gives the same claims."""
    return {
        "version": version("saytara"),
        "config": config.to_text(),
        "config_hash": config.hash(),
        "gazetteer": gazetteer.attribution,
        "gazetteer_hash": gazetteer.hash(),
        "vocabulary_hash": vocabulary_hash(),
    }
