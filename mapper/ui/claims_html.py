"""Claims as HTML. All of it comes out of one helper, and that helper escapes.

Article text is hostile: a plain string is always text here, whatever it looks like.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from mapper.claims import quote
from mapper.records import Claim, DateRange, Document
from mapper.ui.words import words
from mapper.vocabulary import actor_or_other

__all__ = ["claims_html"]


class _Html(str):
    """HTML that :func:`_element` made."""

    __slots__ = ()


def claims_html(
    claims: Iterable[Claim], documents: Mapping[str, Document], *, language: str
) -> str:
    """Write claims as an HTML list, each with its evidence marked in its sentence.

    Parameters
    ----------
    claims : iterable of Claim
        What to list, in this order.
    documents : mapping of str to Document
        The articles by id; a claim whose article is missing shows its bare evidence.
    language : str
        "en" or "ar": the language of what is not quoted.

    Returns
    -------
    str
        One ``ol`` element; whatever the articles contain, it adds no element to it.

    >>> claims_html([], {}, language="en")
    '<ol class="saytara-list" dir="ltr" lang="en"></ol>'
    """
    items = (_item(claim, documents.get(claim.doc), language) for claim in claims)
    direction = "rtl" if language == "ar" else "ltr"
    return _element("ol", *items, class_="saytara-list", dir=direction, lang=language)


def _element(tag: str, *children: str, **attributes: str) -> _Html:
    """Make an element; children that are not HTML of ours, and all values, are escaped."""
    names = {name: name.rstrip("_") for name in attributes}
    packed = "".join(f' {names[n]}="{html.escape(value)}"' for n, value in attributes.items())
    inner = "".join(c if isinstance(c, _Html) else html.escape(c) for c in children)
    return _Html(f"<{tag}{packed}>{inner}</{tag}>")


def _item(claim: Claim, document: Document | None, language: str) -> _Html:
    parts = [_head(claim, language), _quotation(claim, document)]
    parts += [_provenance(claim, document, language), _reading(claim, language)]
    return _element("li", *parts)


def _head(claim: Claim, language: str) -> _Html:
    w = words(language)
    place = _place_name(claim, language)
    parts: list[str] = [_element("strong", _element("bdi", place)), w["separator"]]
    parts += [_swatch(claim.actor), _actor(claim.actor, language)]
    parts += [w["separator"], w["kind"][claim.kind], _share(claim)]
    if claim.from_actor is not None:
        parts += [f" {w['against']} ", _actor(claim.from_actor, language)]
    return _element("p", *parts, class_="saytara-head")


def _place_name(claim: Claim, language: str) -> str:
    place = claim.place
    name = place.name_ar if language == "ar" else place.name_en
    return name or place.name_ar or place.text


def _share(claim: Claim) -> str:
    return "" if claim.share is None else f" ({claim.share:.0%})"


def _swatch(actor_id: str) -> _Html:
    colour = actor_or_other(actor_id).colour
    return _element("span", class_="saytara-swatch", style=f"background:{colour}")


def _actor(actor_id: str, language: str) -> _Html:
    actor = actor_or_other(actor_id)
    return _element("bdi", actor.name_ar if language == "ar" else actor.name_en)


def _quotation(claim: Claim, document: Document | None) -> _Html:
    if claim.evidence is None:
        return _Html("")
    marked = _element("mark", claim.evidence.text)
    if document is None or not claim.evidence.quotes(document.text):
        return _element("blockquote", marked, dir="rtl", lang="ar")
    said = quote(document, claim.evidence)
    return _element("blockquote", said.before, marked, said.after, dir="rtl", lang="ar")


def _provenance(claim: Claim, document: Document | None, language: str) -> _Html:
    """Say where and when it was published, and who is cited."""
    w = words(language)
    parts: list[str] = [_element("bdi", claim.outlet or w["no_outlet"])]
    if claim.published is not None:
        parts += [f"{w['separator']}{w['published']} ", _date(claim.published.isoformat())]
    parts += [w["separator"], w["modality"][claim.modality]]
    if claim.source is not None:
        parts += [f"{w['separator']}{w['cited']}: ", _element("bdi", claim.source)]
    if document is not None and _is_web_address(document.url):
        parts += [w["separator"], _link(document.url or "", w["article"])]
    return _element("p", *parts, class_="saytara-quiet")


def _reading(claim: Claim, language: str) -> _Html:
    """Say how the claim was read: the date of the event, the rule, the confidence."""
    w = words(language)
    parts: list[str] = [f"{w['event']} ", _days(claim.date, w)]
    parts += [f"{w['separator']}{w['confidence']} {claim.confidence:.0%}"]
    if claim.rule:
        parts += [f"{w['separator']}{w['rule']} ", _element("bdi", claim.rule)]
    return _element("p", *parts, class_="saytara-quiet")


def _days(days: DateRange | None, w: Mapping[str, Any]) -> str:
    if days is None:
        return str(w["undated"])
    first, last = days.earliest.isoformat(), days.latest.isoformat()
    return _date(first if first == last else f"{first} – {last}")


def _date(text: str) -> _Html:
    """Isolate a date, which would turn round between Arabic words."""
    return _element("bdi", text, dir="ltr")


def _is_web_address(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _link(url: str, text: str) -> _Html:
    return _element("a", text, href=url, rel="noopener noreferrer", target="_blank")
