"""An article that somebody types or pastes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

from mapper.documents.dateline import dateline_of
from mapper.documents.read import LARGEST_BYTES
from mapper.errors import DocumentError
from mapper.records import Document

__all__ = ["pasted_document"]


def pasted_document(
    text: str,
    *,
    title: str = "",
    published: dt.date | None = None,
    outlet: str = "",
    url: str = "",
) -> Document:
    """Make a document of pasted text.

    Parameters
    ----------
    text : str
        The article; line ends become line feeds.
    title, outlet, url : str
        What is known of it.
    published : date, optional
        The day of publication; without it the day that the dateline states, else none.

    Returns
    -------
    Document
        Its id is made from title and text: the same article is the same document.

    Raises
    ------
    DocumentError
        If there is no text, or too much.

    >>> pasted_document(" سيطر الجيش على حلب. ").text
    'سيطر الجيش على حلب.'
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not body:
        raise DocumentError("There is no text; paste an article.")
    if len(body.encode("utf-8", "replace")) > LARGEST_BYTES:
        most = f"{LARGEST_BYTES // 1_000_000} MB"
        raise DocumentError(f"The text has more than {most}; paste one article.")
    named = " ".join(title.split())
    digest = hashlib.sha256(f"{named}\n{body}".encode("utf-8", "replace")).hexdigest()[:12]
    record = {"id": f"pasted-{digest}", "text": body, "title": named, "outlet": outlet.strip()}
    document = Document.from_json(record | {"url": url.strip()})
    return dataclasses.replace(document, published=published or dateline_of(document.text))
