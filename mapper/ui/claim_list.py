"""Claims as HTML for people to read; every word of an article is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from mapper.claims import quote
from mapper.records import Claim, Document
from mapper.vocabulary import actor_or_other

__all__ = ["claims_html"]

_STYLE = """<style>
.claims { list-style: none; padding: 0; margin: 0; }
.claims li { border-top: 1px solid #ddd8cb; padding: .6rem 0; }
.claims blockquote { margin: .3rem 0; padding: .4rem .8rem; background: #f4efe2;
  line-height: 1.9; border-inline-start: 3px solid #c9bd9d;
  font-family: "Noto Naskh Arabic","Noto Sans Arabic",serif; }
.claims mark { background: #ffe28a; color: inherit; }
.claims i { display: inline-block; width: .8em; height: .8em; border-radius: 50%; }
.claims small { color: #5c6268; }
</style>"""


def claims_html(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    words: Mapping[str, str],
    *,
    language: str,
) -> str:
    """Give claims as a list with their evidence highlighted, right to left.

    Parameters
    ----------
    claims : sequence of Claim
        What to list, in this order.
    documents : mapping of id to Document
        Where the sentences around the evidence are.
    words : mapping
        The labels of the page's language.
    language : str
        "en" or "ar", for the names of actors and places.
    """
    direction = "rtl" if language == "ar" else "ltr"
    items = "".join(_item(claim, documents.get(claim.doc), words, language) for claim in claims)
    return f'{_STYLE}<ol class="claims" dir="{direction}">{items}</ol>'


def _item(claim: Claim, document: Document | None, words: Mapping[str, str], language: str) -> str:
    actor = actor_or_other(claim.actor)
    place = (claim.place.name_en if language == "en" else None) or claim.place.text
    parts = [
        f'<i style="background:{escape(actor.colour)}"></i> ',
        f"<b>{_isolated(_name(claim.actor, language))} · {escape(words[claim.kind])} · ",
        f"{_isolated(place)}</b>",
        f" {round(claim.share * 100)} %" if claim.share is not None else "",
        f" {escape(words['from'])} {_isolated(_name(claim.from_actor, language))}"
        if claim.from_actor
        else "",
        "" if claim.place.resolved else f" <small>({escape(words['off_map'])})</small>",
        _evidence(claim, document),
        f"<small>{_facts(claim, words)}</small>",
    ]
    return f"<li>{''.join(parts)}</li>"


def _name(actor_id: str, language: str) -> str:
    actor = actor_or_other(actor_id)
    return actor.name_ar if language == "ar" else actor.name_en


def _isolated(text: str) -> str:
    """Escape a text and keep its direction from turning its neighbours round."""
    return f"<bdi>{escape(text)}</bdi>"


def _evidence(claim: Claim, document: Document | None) -> str:
    if claim.evidence is None:
        return ""
    before, evidence, after = "", claim.evidence.text, ""
    if document is not None:
        said = quote(document, claim.evidence)
        before, evidence, after = said.before, said.evidence, said.after
    return (
        f'<blockquote lang="ar" dir="rtl">{escape(before)}<mark>{escape(evidence)}</mark>'
        f"{escape(after)}</blockquote>"
    )


def _facts(claim: Claim, words: Mapping[str, str]) -> str:
    facts = [f"{escape(words['event'])} {_days(claim, words)}", _isolated(claim.outlet or "—")]
    if claim.published is not None:
        facts.append(f'{escape(words["published"])} <bdi dir="ltr">{claim.published}</bdi>')
    if claim.source:
        facts.append(f"{escape(words['cited'])}: {_isolated(claim.source)}")
    if claim.modality != "claimed":
        facts.append(escape(words[claim.modality]))
    return " · ".join(facts)


def _days(claim: Claim, words: Mapping[str, str]) -> str:
    if claim.date is None:
        return escape(words["undated"])
    first, last = claim.date.earliest, claim.date.latest
    return f'<bdi dir="ltr">{first if first == last else f"{first} – {last}"}</bdi>'
