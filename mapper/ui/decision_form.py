"""A person's decision about a claim: what stands, and the form for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mapper.errors import SaytaraError
from mapper.markup import element
from mapper.records import Claim, ClaimPlace, Decision, Kind, Verdict
from mapper.ui.elements import isolated_date, language_of
from mapper.ui.language import in_language
from mapper.ui.names import actor_name
from mapper.ui.projects import save
from mapper.ui.words import words
from mapper.views import places_for
from mapper.vocabulary import actors

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.ui.projects import OpenProject

__all__ = ["decision_html", "show_decision_form"]

_BY = "decided-by"
_LONGEST_NAME, _LONGEST_NOTE, _LONGEST_SEARCH = 80, 500, 200


def decision_html(decisions: Sequence[Decision], *, language: str) -> str:
    """List decisions about a claim, the latest last, with who and when.

    >>> decision_html([], language="en")
    '<ul class="saytara-decisions" dir="ltr" lang="en"></ul>'
    """
    items = (_item(decision, language) for decision in decisions)
    return element("ul", *items, class_="saytara-decisions", **language_of(language))


def _item(decision: Decision, language: str) -> str:
    w = words(language)
    when = isolated_date(decision.at.strftime("%Y-%m-%d %H:%M UTC"))
    parts: list[str] = [element("strong", w["decision"][decision.verdict]), w["separator"]]
    parts += [element("bdi", decision.by), w["separator"], when]
    for text in _corrections(decision, language):
        parts += [w["separator"], element("bdi", text)]
    if decision.note:
        parts += [w["separator"], element("bdi", decision.note)]
    return element("li", *parts)


def _corrections(decision: Decision, language: str) -> list[str]:
    texts = [words(language)["kind"][decision.kind]] if decision.kind else []
    texts += [actor_name(decision.actor, language)] if decision.actor else []
    place = decision.place
    return [*texts, _place_label(place, language)] if place else texts


def show_decision_form(
    opened: OpenProject, claim: Claim, gazetteer: Gazetteer, *, language: str
) -> None:
    """Ask for a decision about a claim, and save it."""
    import streamlit as st

    w = words(language)["deciding"]
    st.subheader(w["title"], anchor=False)
    st.caption(w["note"])
    made = [d for d in opened.project.decisions if d.claim == claim.id]
    if made:
        st.html(decision_html(made, language=language))
    asked = st.radio(
        w["verdict"],
        list(Verdict),
        format_func=words(language)["verdict"].__getitem__,
        horizontal=True,
        key=f"verdict-{claim.id}-{language}",
    )
    verdict = asked or Verdict.ACCEPT
    changes: Mapping[str, Any] = {}
    if verdict is Verdict.CORRECT:
        changes = _correction(opened, claim, gazetteer, language)
    note = st.text_input(w["why"], max_chars=_LONGEST_NOTE, key=f"note-{claim.id}")
    by = st.text_input(w["by"], max_chars=_LONGEST_NAME, key=_BY, persist_state="session")
    ready = bool(by.strip()) and (verdict is not Verdict.CORRECT or bool(changes))
    if st.button(w["save"], type="primary", disabled=not ready, key="decide"):
        decision = Decision(
            claim=claim.id,
            verdict=verdict,
            by=by.strip(),
            at=dt.datetime.now(dt.UTC),
            note=note.strip(),
            **changes,
        )
        _save(opened, decision, language)
    if not ready:
        st.caption(w["needs_change"] if by.strip() else w["needs_name"])


def _save(opened: OpenProject, decision: Decision, language: str) -> None:
    import streamlit as st

    w = words(language)["deciding"]
    try:
        with st.spinner(w["saving"]):
            save(opened.path, decision)
    except SaytaraError as error:
        st.error(w["not_saved"])
        st.code(str(error), language=None, wrap_lines=True)
        return
    st.toast(w["saved"])
    st.rerun()


# --------------------------------------------------------------------------------- correction


def _correction(
    opened: OpenProject, claim: Claim, gazetteer: Gazetteer, language: str
) -> Mapping[str, Any]:
    """Ask what is right instead, and give what differs from the claim."""
    import streamlit as st

    w = words(language)
    kind = st.selectbox(
        w["kinds"],
        list(Kind),
        index=list(Kind).index(claim.kind),
        format_func=w["kind"].__getitem__,
        key=f"kind-{claim.id}-{language}",
    )
    known = list(dict.fromkeys([claim.actor, *opened.choices.actors, *actors()]))
    actor = st.selectbox(
        w["actors"],
        known,
        format_func=lambda actor: actor_name(actor, language),
        key=f"actor-{claim.id}-{language}",
    )
    place = _place(opened, claim, gazetteer, language)
    changes = {"kind": kind, "actor": actor, "place": place}
    before = {"kind": claim.kind, "actor": claim.actor, "place": claim.place}
    return {name: value for name, value in changes.items() if value != before[name]}


def _place(opened: OpenProject, claim: Claim, gazetteer: Gazetteer, language: str) -> ClaimPlace:
    import streamlit as st

    w = words(language)["deciding"]
    searched = st.text_input(
        w["search_place"], max_chars=_LONGEST_SEARCH, key=f"search-{claim.id}", type="search"
    )
    options = places_for(claim, opened.project.claims, gazetteer, name=searched)
    chosen: ClaimPlace = st.selectbox(
        w["place"],
        options,
        format_func=lambda place: _place_label(place, language),
        key=f"place-{claim.id}-{language}",
    )
    return chosen


def _place_label(place: ClaimPlace, language: str) -> str:
    name = in_language(language, place.name_ar, place.name_en) or place.text
    where = "" if place.lat is None else f" ({place.lat:.3f}, {place.lon:.3f})"
    return f"{name}\u2066{where}\u2069"
