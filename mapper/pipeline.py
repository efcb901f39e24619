"""The order of the rooms: documents to claims and incidents, claims to control, into a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from gazetteer import Gazetteer
from mapper.claims import Findings, extract_claims, read_document
from mapper.config import Config
from mapper.control import infer_as_known, infer_hindsight
from mapper.geoparsing import find_mentions
from mapper.records import Claim, Document
from mapper.store import Project
from mapper.vocabulary import vocabulary_hash

__all__ = ["build_project", "extract", "extract_all", "read", "read_all"]


def extract(document: Document, gazetteer: Gazetteer, config: Config) -> list[Claim]:
    """Find the claims of one document.

    A pure function of its arguments, so that documents can be spread over cores or machines.
    """
    return extract_claims(document, find_mentions(document, gazetteer), config=config)


def read(document: Document, gazetteer: Gazetteer, config: Config) -> Findings:
    """Find the claims and the incidents of one document, in one reading of its text."""
    return read_document(document, find_mentions(document, gazetteer), config=config)


def read_all(
    documents: Iterable[Document], gazetteer: Gazetteer, config: Config
) -> Iterator[Findings]:
    """Yield the claims and incidents of many documents, in their order."""
    return (read(document, gazetteer, config) for document in documents)


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
        it has with another text replaces it, claims and incidents included.
    gazetteer : Gazetteer
        Where place names are looked up.
    config : Config
        All settings; stamped into the project by its hash.
    before : Project, optional
        The project to add to. If it was made with another version, configuration, gazetteer or
        vocabulary, its documents are read anew, so that one project is made by one rule.

    Returns
    -------
    Project
        Documents, claims and incidents ordered by document id, and both timelines.
    """
    meta = _meta(gazetteer, config)
    kept = {document.id: document for document in before.documents} if before else {}
    findings = _findings_by_document(before) if before and dict(before.meta) == meta else {}
    for document in documents:
        if kept.get(document.id) != document:
            kept[document.id] = document
            findings.pop(document.id, None)
    for name, document in kept.items():
        if name not in findings:
            findings[name] = read(document, gazetteer, config)
    ordered = sorted(kept)
    found = [claim for name in ordered for claim in findings[name].claims]
    return Project(
        documents=tuple(kept[name] for name in ordered),
        claims=tuple(found),
        incidents=tuple(i for name in ordered for i in findings[name].incidents),
        hindsight=infer_hindsight(found, config=config.control),
        as_known=infer_as_known(found, config=config.control),
        meta=meta,
    )


def _findings_by_document(project: Project) -> dict[str, Findings]:
    findings = {document.id: Findings([], []) for document in project.documents}
    for claim in project.claims:
        findings[claim.doc].claims.append(claim)
    for incident in project.incidents:
        findings[incident.doc].incidents.append(incident)
    return findings


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
