"""A whole article as HTML, with the evidence of all its claims marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from mapper.markup import Html, element
from mapper.records import Claim, Document
from mapper.ui.elements import isolated_date, language_of
from mapper.ui.words import words

__all__ = ["article_html"]


def article_html(
    document: Document, claims: Sequence[Claim], chosen: Claim, *, language: str
) -> str:
    """Write an article with the evidence of each of its claims marked, that of one pointed out.

    Parameters
    ----------
    document : Document
        The article.
    claims : sequence of Claim
        Its claims; numbers at the end of their evidence say which is which.
    chosen : Claim
        The claim to point out.
    language : str
        "en" or "ar": the language of what is not quoted.

    Returns
    -------
    str
        One ``article`` element; whatever the text contains, it adds no element to it.

    >>> from mapper.records import Kind, ClaimPlace
    >>> claim = Claim(doc="d", kind=Kind.HOLD, actor="IS", place=ClaimPlace(text="x"))
    >>> "&lt;b&gt;" in article_html(Document(id="d", text="<b>"), [claim], claim, language="en")
    True
    """
    head = element("p", *_head(document, language), class_="saytara-quiet", **language_of(language))
    spans = [(n, c) for n, c in enumerate(claims, 1) if c.evidence and _quotes(c, document)]
    numbers = {claim.id: number for number, claim in spans}
    parts = _segments(document.text, [claim for _, claim in spans], numbers, chosen)
    text = element("div", *parts, class_="saytara-article", dir="rtl", lang="ar")
    return element("article", head, text)


def _head(document: Document, language: str) -> list[str]:
    w = words(language)
    parts: list[str] = [element("bdi", document.outlet or w["no_outlet"])]
    if document.published is not None:
        day = isolated_date(document.published.isoformat())
        parts += [f"{w['separator']}{w['published']} ", day]
    return [*parts, w["separator"], element("bdi", document.id)]


def _quotes(claim: Claim, document: Document) -> bool:
    return claim.evidence is not None and claim.evidence.quotes(document.text)


def _segments(
    text: str, claims: Sequence[Claim], numbers: dict[str, int], chosen: Claim
) -> Iterator[Html]:
    """Cut the text where any evidence begins or ends; evidence may overlap."""
    spans = [
        (claim.evidence.start, claim.evidence.end, claim) for claim in claims if claim.evidence
    ]
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    for start, end in pairwise(cuts):
        over = [claim for first, last, claim in spans if first <= start and end <= last]
        ending = [numbers[claim.id] for _, last, claim in spans if last == end]
        yield _segment(text[start:end], over, chosen.id)
        if ending:
            yield element("sup", " ".join(map(str, ending)), class_="saytara-number", dir="ltr")


def _segment(text: str, over: Collection[Claim], chosen: str) -> Html:
    if not over:
        return element("span", text)
    ours = any(claim.id == chosen for claim in over)
    return element("mark", text, class_="saytara-chosen" if ours else "saytara-other")
