"""The order of the rooms: documents to claims and incidents, claims to control, into a project."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version

from gazetteer import Gazetteer
from mapper.claims import ClaimExtractor, Extraction, RulesExtractor, extract_claims
from mapper.config import Config
from mapper.control import infer_as_known, infer_hindsight
from mapper.errors import EnvironmentMissing, ExtractorError
from mapper.geoparsing import Mentions
from mapper.layers import Boundaries
from mapper.records import Claim, Decision, Document, Incident
from mapper.store import Project, control_config, decided, joined_decisions
from mapper.vocabulary import vocabulary_hash

__all__ = [
    "build_project",
    "decide",
    "extract",
    "extract_all",
    "infer_anew",
    "made_alike",
    "open_extractor",
    "read_all",
]


def extract(document: Document, gazetteer: Gazetteer, config: Config) -> list[Claim]:
    """Find the claims of one document by the rules.

    A pure function of its arguments, so that documents can be spread over cores or machines.
    """
    return extract_claims(document, Mentions(document, gazetteer), config=config)


def open_extractor(config: Config, *, incidents: bool = True) -> ClaimExtractor:
    """Give the extractor that `config.claims` names.

    Parameters
    ----------
    incidents : bool
        Whether the rules look for incidents, too.

    Raises
    ------
    ConfigError
        If the config lacks what the extractor needs.
    EnvironmentMissing
        If a package that it needs is not installed.
    """
    if config.claims.extractor == "rules":
        return RulesExtractor(config, incidents=incidents)
    try:
        from mapper.llm import LlmExtractor
    except ModuleNotFoundError as error:
        raise EnvironmentMissing(
            f"The extractor llm needs {error.name}, which is not installed: "
            "pip install 'saytara[llm]'."
        ) from None
    return LlmExtractor(config)


def read_all(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    config: Config,
    *,
    extractor: ClaimExtractor | None = None,
) -> Iterator[Extraction]:
    """Yield what the documents say, in their order: claims, and incidents that are none.

    Parameters
    ----------
    extractor : ClaimExtractor, optional
        What finds them; by default what the config names. A document that it cannot read has none:
        count with :class:`mapper.claims.Tally` to know.
    """
    reader = extractor or open_extractor(config)
    return (_read(document, gazetteer, reader) for document in documents)


def extract_all(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    config: Config,
    *,
    extractor: ClaimExtractor | None = None,
) -> Iterator[Claim]:
    """Yield the claims of many documents, in their order; parameters are those of `read_all`."""
    reader = extractor or open_extractor(config, incidents=False)
    for extraction in read_all(documents, gazetteer, config, extractor=reader):
        yield from extraction.claims


def _read(document: Document, gazetteer: Gazetteer, extractor: ClaimExtractor) -> Extraction:
    return extractor(document, Mentions(document, gazetteer))


def build_project(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    config: Config,
    *,
    boundaries: Boundaries | None = None,
    before: Project | None = None,
    extractor: ClaimExtractor | None = None,
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
    boundaries : Boundaries, optional
        Where the map ends, and what parts neighbours and ground; by default those of `before`.
    before : Project, optional
        The project to add to. If it was made with another version, configuration, extractor,
        gazetteer, vocabulary or boundaries, its documents are read anew: one project is made by
        one rule. What people decided about its claims stays, and counts for each claim that is
        found again.
    extractor : ClaimExtractor, optional
        What finds the claims; by default what the config names.

    Returns
    -------
    Project
        Documents, claims and incidents ordered by document id, and both timelines. New documents
        that the extractor cannot read are not in it.

    Raises
    ------
    ExtractorError
        If the extractor can read none of the documents, or not one that the project has already.
    """
    if boundaries is None:
        boundaries = before.boundaries if before else Boundaries()
    reader = extractor or open_extractor(config)
    meta = _meta(gazetteer, config, boundaries, reader)
    kept = {document.id: document for document in before.documents} if before else {}
    found = _found_by_document(before) if before and dict(before.meta) == meta else {}
    reading = _Reading(gazetteer, reader, found, frozenset(kept))
    for document in documents:
        if kept.get(document.id) != document:
            kept[document.id] = document
            found.pop(document.id, None)
        reading.read(document)
    for document in kept.values():
        reading.read(document)
    reading.check()
    ordered = sorted(found)
    project = Project(
        documents=tuple(kept[name] for name in ordered),
        claims=tuple(claim for name in ordered for claim in found[name].claims),
        incidents=tuple(incident for name in ordered for incident in found[name].incidents),
        boundaries=boundaries,
        meta=meta,
        decisions=before.decisions if before else (),
    )
    return infer_anew(project)


def made_alike(project: Project, gazetteer: Gazetteer, config: Config) -> bool:
    """Say whether a project was made by this version, with this gazetteer and configuration.

    If not, :func:`build_project` reads all its documents anew.

    >>> made_alike(Project(), Gazetteer.builtin(), Config())
    False
    """
    meta = _meta(gazetteer, config, project.boundaries, open_extractor(config))
    return dict(project.meta) == meta


def infer_anew(project: Project) -> Project:
    """Infer control over time from the claims of a project, as people decided about them.

    >>> infer_anew(Project()).hindsight.intervals
    ()
    """
    judged = decided(project.claims, project.decisions)
    control, barriers = control_config(project), project.boundaries.lines()
    return dataclasses.replace(
        project,
        hindsight=infer_hindsight(judged, config=control, barriers=barriers),
        as_known=infer_as_known(judged, config=control, barriers=barriers),
    )


def decide(project: Project, *decisions: Decision) -> Project:
    """Add decisions to a project, and infer control over time with them.

    >>> decide(Project()) == Project()
    True
    """
    joined = joined_decisions(project.decisions, decisions)
    return infer_anew(dataclasses.replace(project, decisions=joined))


@dataclass(slots=True)
class _Reading:
    """Reads documents into `found`, each once; `old` are the ids that the project has already."""

    gazetteer: Gazetteer
    extractor: ClaimExtractor
    found: dict[str, Extraction]
    old: frozenset[str]
    unread: dict[str, str] = field(default_factory=dict)

    def read(self, document: Document) -> None:
        """Read a document unless that was done, or tried, before."""
        if document.id in self.found or document.id in self.unread:
            return
        extraction = _read(document, self.gazetteer, self.extractor)
        if not extraction.unread:
            self.found[document.id] = extraction
        elif document.id not in self.old:
            self.unread[document.id] = extraction.unread
        else:
            raise ExtractorError(
                f"The document {document.id:.60} could not be read anew, and the project stays as "
                f"it was: {extraction.unread}. Run it again to go on, no answer is asked for twice."
            )

    def check(self) -> None:
        """Refuse to go on with nothing."""
        if self.unread and not self.found:
            reason = next(iter(self.unread.values()))
            raise ExtractorError(f"No document could be read: {reason}.")


def _found_by_document(project: Project) -> dict[str, Extraction]:
    claims: dict[str, list[Claim]] = {document.id: [] for document in project.documents}
    incidents: dict[str, list[Incident]] = {document.id: [] for document in project.documents}
    for claim in project.claims:
        claims[claim.doc].append(claim)
    for incident in project.incidents:
        incidents[incident.doc].append(incident)
    return {
        name: Extraction(claims=tuple(claims[name]), incidents=tuple(incidents[name]))
        for name in claims
    }


def _meta(
    gazetteer: Gazetteer, config: Config, boundaries: Boundaries, extractor: ClaimExtractor
) -> dict[str, str]:
    """Say what made the project; equal values mean that the same text gives the same claims."""
    return {
        "version": version("saytara"),
        "config": config.to_text(),
        "config_hash": config.hash(),
        "extractor": extractor.stamp,
        "gazetteer": gazetteer.attribution,
        "gazetteer_hash": gazetteer.hash(),
        "vocabulary_hash": vocabulary_hash(),
        "boundaries_hash": boundaries.hash(),
    }
