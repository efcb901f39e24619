"""Claims as a table, a row a claim; a click on its place opens it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from mapper.claims import quote
from mapper.records import Claim, Decision, Document
from mapper.ui.language import in_language
from mapper.ui.names import actor_name, source_name
from mapper.ui.table import Cell, Choice, Column, ColumnKind, Quotation, Table
from mapper.ui.words import words
from mapper.views import speaker_of

__all__ = ["claims_table"]

_KINDS: Mapping[str, ColumnKind] = MappingProxyType(
    {"event": "lines", "place": "choice", "confidence": "figures", "evidence": "quotation"}
)
"""What columns hold that do not hold text."""


def claims_table(
    claims: Iterable[Claim],
    decisions: Mapping[str, Decision],
    documents: Mapping[str, Document],
    *,
    language: str,
) -> Table:
    """Tabulate claims as extracted, each with what stands decided about it.

    Parameters
    ----------
    claims : iterable of Claim
        In the order of the rows. The choice of a row is the id of its claim.
    decisions : mapping of str to Decision
        What stands, by the ids of claims.
    documents : mapping of str to Document
        The articles by id.
    language : str
        "en" or "ar".
    """
    heads = words(language)["claim_column"]
    columns = tuple(Column(label=heads[key], kind=_KINDS.get(key, "text")) for key in heads)
    rows = tuple(
        _row(claim, decisions.get(claim.id), documents.get(claim.doc), language) for claim in claims
    )
    return Table(caption=words(language)["claims"], columns=columns, rows=rows)


def _row(
    claim: Claim, decision: Decision | None, document: Document | None, language: str
) -> tuple[Cell, ...]:
    w, place = words(language), claim.place
    name = in_language(language, place.name_ar, place.name_en) or place.text
    cells: dict[str, Cell] = {
        "event": _event(claim) or None,
        "place": Choice(text=name, value=claim.id),
        "kind": w["kind"][claim.kind],
        "actor": actor_name(claim.actor, language),
        "from_actor": actor_name(claim.from_actor, language) if claim.from_actor else None,
        "source": source_name(speaker_of(claim), language),
        "confidence": f"{claim.confidence:.0%}",
        "decision": w["decision"][decision.verdict] if decision else None,
        "evidence": _evidence(claim, document),
    }
    return tuple(cells[key] for key in w["claim_column"])


def _event(claim: Claim) -> tuple[tuple[str, ...], ...]:
    """Give the first and the last day that the event may have been on."""
    days = () if claim.date is None else (claim.date.earliest, claim.date.latest)
    return tuple((day,) for day in dict.fromkeys(day.isoformat() for day in days))


def _evidence(claim: Claim, document: Document | None) -> Quotation | None:
    if claim.evidence is None:
        return None
    if document is None or not claim.evidence.quotes(document.text):
        return Quotation(before="", evidence=claim.evidence.text, after="", source=())
    said = quote(document, claim.evidence)
    return Quotation(before=said.before, evidence=said.evidence, after=said.after, source=())
