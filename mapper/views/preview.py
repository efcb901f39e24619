"""What documents would add to a project, before they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer import Gazetteer
from mapper.config import Config
from mapper.pipeline import extract
from mapper.records import Claim, Document
from mapper.store import Project

__all__ = ["Preview", "preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Documents with their claims, and how many of them the project lacks.

    `new`: not in the project. `changed`: in it with another text, which they replace. The rest is
    in it as it is.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    new: int
    changed: int

    @property
    def adds(self) -> bool:
        """Whether the project would be another with these documents."""
        return bool(self.new or self.changed)

    def claims_of(self, document: Document) -> int:
        """Count the claims of a document."""
        return sum(claim.doc == document.id for claim in self.claims)


def preview(
    documents: Sequence[Document],
    project: Project,
    gazetteer: Gazetteer,
    config: Config,
    *,
    report: Callable[[float], object] | None = None,
) -> Preview:
    """Find the claims of documents, and compare them with those of a project.

    Parameters
    ----------
    documents : sequence of Document
        What might be added.
    project : Project
        What they might be added to.
    gazetteer : Gazetteer
        Where place names are looked up.
    config : Config
        All settings.
    report : callable, optional
        Is told after each document what part of them is done, 0..1.

    Examples
    --------
    >>> preview([], Project(), Gazetteer.builtin(), Config()).adds
    False
    """
    known = {document.id: document for document in project.documents}
    claims: list[Claim] = []
    for done, document in enumerate(documents, 1):
        claims += extract(document, gazetteer, config)
        if report is not None:
            report(done / len(documents))
    return Preview(
        documents=tuple(documents),
        claims=tuple(claims),
        new=sum(document.id not in known for document in documents),
        changed=sum(known.get(d.id, d) != d for d in documents),
    )
