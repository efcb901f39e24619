"""The order of the rooms: documents to claims, claims to control, all into a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from gazetteer import Gazetteer
from mapper.claims import extract_claims
from mapper.config import Config
from mapper.control import infer_as_known, infer_hindsight
from mapper.geoparsing import find_mentions
from mapper.layers import Boundaries
from mapper.records import Claim, Document
from mapper.store import Project
from mapper.vocabulary import vocabulary_hash

__all__ = ["build_project", "extract", "extract_all"]


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
    boundaries: Boundaries | None = None,
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
    boundaries : Boundaries, optional
        Where the map ends, and what parts neighbours and ground; by default those of `before`.
    before : Project, optional
        The project to add to. If it was made with another version, configuration, gazetteer,
        vocabulary or boundaries, its documents are read anew: one project is made by one rule.

    Returns
    -------
    Project
        Documents and claims ordered by document id, and both timelines.
    """
    if boundaries is None:
        boundaries = before.boundaries if before else Boundaries()
    meta = _meta(gazetteer, config, boundaries)
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
    lines = boundaries.lines()
    return Project(
        documents=tuple(kept[name] for name in ordered),
        claims=tuple(found),
        hindsight=infer_hindsight(found, config=config.control, barriers=lines),
        as_known=infer_as_known(found, config=config.control, barriers=lines),
        boundaries=boundaries,
        meta=meta,
    )


def _claims_by_document(project: Project) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = {document.id: [] for document in project.documents}
    for claim in project.claims:
        claims[claim.doc].append(claim)
    return claims


def _meta(gazetteer: Gazetteer, config: Config, boundaries: Boundaries) -> dict[str, str]:
    """Say what made the project; equal values mean that the same text gives the same claims."""
    return {
        "version": version("saytara"),
        "config": config.to_text(),
        "config_hash": config.hash(),
        "gazetteer": gazetteer.attribution,
        "gazetteer_hash": gazetteer.hash(),
        "vocabulary_hash": vocabulary_hash(),
        "boundaries_hash": boundaries.hash(),
    }
