"""Claims as HTML, all of it made by :func:`mapper.markup.element`, which escapes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from mapper.claims import quote
from mapper.markup import Html, element
from mapper.records import Claim, ControlInterval, DateRange, Document
from mapper.ui.elements import isolated_date, language_of
from mapper.ui.language import in_language
from mapper.ui.names import actor_name
from mapper.ui.words import words
from mapper.vocabulary import actor_or_other

__all__ = ["claims_html", "state_html"]


def claims_html(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    *,
    language: str,
    state: ControlInterval | None = None,
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
    state : ControlInterval, optional
        A state of a place: the claims that speak for it, or against it, say so.

    Returns
    -------
    str
        One ``ol`` element; whatever the articles contain, it adds no element to it.

    >>> claims_html([], {}, language="en")
    '<ol class="saytara-list" dir="ltr" lang="en"></ol>'
    """
    items = (_item(claim, documents.get(claim.doc), language, state) for claim in claims)
    return element("ol", *items, class_="saytara-list", **language_of(language))


def state_html(state: ControlInterval | None, day: dt.date, *, language: str) -> str:
    """Say how a place stood on a day, in one line; None is a place of which nothing is known.

    >>> "2017-11-08" in state_html(None, dt.date(2017, 11, 8), language="en")
    True
    """
    w = words(language)
    parts: list[str] = [isolated_date(day.isoformat()), w["separator"]]
    if state is None:
        parts.append(w["nothing_known"])
    else:
        name = in_language(language, state.place_name_ar, state.place_name_en)
        parts += [element("strong", element("bdi", name)), w["separator"]]
        parts += _standing(state, language)
    return element("p", *parts, class_="saytara-state", **language_of(language))


def _standing(state: ControlInterval, language: str) -> list[str]:
    w = words(language)
    parts: list[str] = [w["status"][state.status]]
    for word, actor in (("by", state.actor), ("against_whom", state.against)):
        if actor is not None:
            parts += [f" {w[word]} ", _swatch(actor), _actor(actor, language)]
    parts += [w["separator"], f"{w['since']} ", isolated_date(state.valid_from.isoformat())]
    return [*parts, f"{w['separator']}{w['confidence']} {state.confidence:.0%}"]


def _item(
    claim: Claim, document: Document | None, language: str, state: ControlInterval | None
) -> Html:
    parts = [_head(claim, language, state), _quotation(claim, document)]
    parts += [_provenance(claim, document, language), _reading(claim, language)]
    return element("li", *parts)


def _head(claim: Claim, language: str, state: ControlInterval | None) -> Html:
    w = words(language)
    place = in_language(language, claim.place.name_ar, claim.place.name_en) or claim.place.text
    parts: list[str] = [element("strong", element("bdi", place)), w["separator"]]
    parts += [_swatch(claim.actor), _actor(claim.actor, language)]
    parts += [w["separator"], w["kind"][claim.kind], _share(claim)]
    if claim.from_actor is not None:
        parts += [f" {w['against']} ", _actor(claim.from_actor, language)]
    for role in _roles(claim, state):
        parts += [" ", element("span", w["role"][role], class_=f"saytara-chip saytara-{role}")]
    return element("p", *parts, class_="saytara-head")


def _roles(claim: Claim, state: ControlInterval | None) -> list[str]:
    if state is None:
        return []
    lists = {"supports": state.supporting_claims, "contradicts": state.contradicting_claims}
    return [role for role, ids in lists.items() if claim.id in ids]


def _share(claim: Claim) -> str:
    return "" if claim.share is None else f" ({claim.share:.0%})"


def _swatch(actor_id: str) -> Html:
    colour = actor_or_other(actor_id).colour
    return element("span", class_="saytara-swatch", style=f"background:{colour}")


def _actor(actor_id: str, language: str) -> Html:
    return element("bdi", actor_name(actor_id, language))


def _quotation(claim: Claim, document: Document | None) -> Html:
    if claim.evidence is None:
        return Html("")
    marked = element("mark", claim.evidence.text)
    if document is None or not claim.evidence.quotes(document.text):
        return element("blockquote", marked, dir="rtl", lang="ar")
    said = quote(document, claim.evidence)
    return element("blockquote", said.before, marked, said.after, dir="rtl", lang="ar")


def _provenance(claim: Claim, document: Document | None, language: str) -> Html:
    """Say where and when it was published, and who is cited."""
    w = words(language)
    parts: list[str] = [element("bdi", claim.outlet or w["no_outlet"])]
    if claim.published is not None:
        parts += [f"{w['separator']}{w['published']} ", isolated_date(claim.published.isoformat())]
    parts += [w["separator"], w["modality"][claim.modality]]
    if claim.source is not None:
        parts += [f"{w['separator']}{w['cited']}: ", element("bdi", claim.source)]
    if document is not None and _is_web_address(document.url):
        parts += [w["separator"], _link(document.url or "", w["article"])]
    return element("p", *parts, class_="saytara-quiet")


def _reading(claim: Claim, language: str) -> Html:
    """Say how the claim was read: the date of the event, the rule, the confidence."""
    w = words(language)
    parts: list[str] = [f"{w['event']} ", _days(claim.date, w)]
    parts += [f"{w['separator']}{w['confidence']} {claim.confidence:.0%}"]
    if claim.rule:
        parts += [f"{w['separator']}{w['rule']} ", element("bdi", claim.rule)]
    return element("p", *parts, class_="saytara-quiet")


def _days(days: DateRange | None, w: Mapping[str, Any]) -> str:
    if days is None:
        return str(w["undated"])
    first, last = days.earliest.isoformat(), days.latest.isoformat()
    return isolated_date(first if first == last else f"{first} – {last}")


def _is_web_address(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _link(url: str, text: str) -> Html:
    return element("a", text, href=url, rel="noopener noreferrer", target="_blank")
