"""The article of a web page: its text without what surrounds it, and what the page says of it."""

from __future__ import annotations

from typing import Any

from mapper.errors import DocumentError

__all__ = ["article_of"]

_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
"""Only the day that the page states as its own: dates in its text are not of its publication."""

_FIELDS = {
    "title": "title",
    "text": "text",
    "published": "date",
    "outlet": "sitename",
    "url": "url",
}
"""Our fields by what trafilatura calls them."""


def article_of(html: str) -> dict[str, str]:
    """Find the article of a web page.

    Menus, comments and links to other articles are left out by trafilatura (Barbaresi 2021,
    https://aclanthology.org/2021.acl-demo.15). Nothing is fetched, and no script is run.

    Parameters
    ----------
    html : str
        The whole page.

    Returns
    -------
    dict
        `text`, and of `title`, `published` (ISO), `outlet` and `url` what the page states: fields
        of a record for :meth:`mapper.records.Document.from_json`.

    Raises
    ------
    DocumentError
        If no article can be told from the rest of the page.

    >>> body = "<nav>قائمة</nav><article><p>دخل الجيش المدينة.</p></article>"
    >>> article_of(f"<html><head><title>عنوان</title></head><body>{body}</body></html>")["text"]
    'دخل الجيش المدينة.'
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,  # a headline of another article would be a claim of this one
        date_extraction_params=_DATES,
    )
    article = {name: getattr(found, field, None) for name, field in _FIELDS.items()}
    article["text"] = _body(article["text"] or "", article["title"] or "")
    if not article["text"]:
        raise DocumentError("no article was found in this page; save its text as .txt.")
    return {name: value for name, value in article.items() if value}


def _body(text: str, title: str) -> str:
    """Give the text without its title, which the document puts before it."""
    first, _, rest = text.partition("\n")
    return (rest if title and first.strip() == title.strip() else text).strip()
