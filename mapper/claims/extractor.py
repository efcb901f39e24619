"""What finds claims in documents: the rules of this room, or something in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mapper.claims.extract import extract_claims, read_document
from mapper.config import Config
from mapper.records import Claim, Document, Incident, Mention

__all__ = ["ClaimExtractor", "Extraction", "Refusal", "RulesExtractor", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A claim that was found and not believed: why, and what it said."""

    reason: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an extractor made of one document.

    `unread` says why the document could not be read; then nothing is known about what it claims,
    which is not the same as that it claims nothing.
    """

    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    refused: tuple[Refusal, ...] = ()
    unread: str = ""


class ClaimExtractor(Protocol):
    """Finds the claims of one document.

    What it gives keeps to the contract of claims (docs/contracts.md): each claim quotes its
    evidence as it stands in the document, and its place is resolved by the mentions or not at all.
    """

    @property
    def stamp(self) -> str:
        """What made the claims: equal stamps, documents and mentions mean equal claims."""

    def __call__(self, document: Document, mentions: Sequence[Mention]) -> Extraction:
        """Read a document whose toponyms are `mentions`."""


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """The control grammar of :func:`mapper.claims.extract_claims`, and the one of incidents.

    >>> RulesExtractor(Config())(Document(id="a", text="طقس معتدل."), [])
    Extraction(claims=(), incidents=(), refused=(), unread='')
    """

    config: Config
    incidents: bool = True

    @property
    def stamp(self) -> str:
        """The rules are those of the version, which is stamped by itself."""
        return "rules"

    def __call__(self, document: Document, mentions: Sequence[Mention]) -> Extraction:
        """Read a document; the rules read every one and refuse nothing."""
        if not self.incidents:
            claims = extract_claims(document, mentions, config=self.config)
            return Extraction(claims=tuple(claims))
        found = read_document(document, mentions, config=self.config)
        return Extraction(claims=tuple(found.claims), incidents=tuple(found.incidents))


class Tally:
    """An extractor that counts what another one makes.

    Attributes
    ----------
    refused, unread : Counter of str
        How many claims were refused, and how many documents not read, by reason.
    """

    def __init__(self, extractor: ClaimExtractor) -> None:
        self._extractor = extractor
        self.refused: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()

    @property
    def stamp(self) -> str:
        """That of the other extractor."""
        return self._extractor.stamp

    def __call__(self, document: Document, mentions: Sequence[Mention]) -> Extraction:
        """Have a document read, and count."""
        extraction = self._extractor(document, mentions)
        self.refused.update(refusal.reason for refusal in extraction.refused)
        self.unread.update([extraction.unread] if extraction.unread else [])
        return extraction
