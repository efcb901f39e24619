"""Doubtful names as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapper.claims import quote
from mapper.geoparsing import DoubtfulName
from mapper.records import Claim, Document
from mapper.views import spreadsheet_csv

__all__ = ["doubts_csv"]

_COLUMNS = (
    *("name", "spellings", "reason", "claims", "documents", "put_at", "lat", "lon", "rivals"),
    *("evidence", "document", "title", "outlet", "published", "url"),
)
_BETWEEN = " | "


def doubts_csv(names: Iterable[DoubtfulName], documents: Mapping[str, Document]) -> str:
    r"""Write doubtful names as CSV (RFC 4180, with a byte order mark for spreadsheets).

    Parameters
    ----------
    names : iterable of DoubtfulName
        In the order of the rows.
    documents : mapping of str to Document
        The articles by id.

    Returns
    -------
    str
        A heading and a row a name. `lat` and `lon` (EPSG:4326) are those of the place that it was
        most often put at. Places are written as "name [id]", rivals with their scores.

    >>> doubts_csv([], {}).strip().split(",")[:3]
    ['\ufeffname', 'spellings', 'reason']
    """
    rows = (_row(name, documents.get(name.example.doc)) for name in names)
    return spreadsheet_csv(_COLUMNS, rows)


def _row(name: DoubtfulName, document: Document | None) -> list[str | float | None]:
    first = name.put[0] if name.put else None
    return [
        name.name,
        _BETWEEN.join(name.spellings),
        str(name.reason),
        name.claims,
        name.documents,
        _BETWEEN.join(f"{at.name_en or at.name_ar} [{at.id}]" for at in name.put),
        first.lat if first else None,
        first.lon if first else None,
        _BETWEEN.join(f"{r.name_ar} [{r.id}] {r.score}" for r in name.rivals),
        _sentence(name.example, document),
        name.example.doc,
        document.title if document else None,
        name.example.outlet,
        name.example.published.isoformat() if name.example.published else None,
        document.url if document else None,
    ]


def _sentence(claim: Claim, document: Document | None) -> str:
    if claim.evidence is None:
        return ""
    if document is None or not claim.evidence.quotes(document.text):
        return claim.evidence.text
    said = quote(document, claim.evidence)
    return said.before + said.evidence + said.after
