"""Documents that might be added, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.records import Document
from mapper.ui.table import Column, Table
from mapper.ui.words import words
from mapper.views import Preview

__all__ = ["preview_table"]


def preview_table(found: Preview, documents: Iterable[Document], *, language: str) -> Table:
    """Tabulate documents with the number of their claims.

    Parameters
    ----------
    found : Preview
        What was found in them.
    documents : iterable of Document
        Which of them to show, in this order.
    language : str
        "en" or "ar".
    """
    w = words(language)["adding"]
    figures = {"published", "claims"}
    heads = w["column"]
    columns = tuple(
        Column(label=heads[key], kind="figures" if key in figures else "text") for key in heads
    )
    rows = tuple(
        (
            document.title or document.id,
            document.outlet,
            document.published.isoformat() if document.published else None,
            str(found.claims_of(document)),
        )
        for document in documents
    )
    return Table(caption=w["found"], columns=columns, rows=rows)
