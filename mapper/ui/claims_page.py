"""The page of claims: search and sort them, open one in its article, decide about it, take them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mapper.ui.address import take, tell
from mapper.ui.article_html import article_html
from mapper.ui.claims_html import claims_html
from mapper.ui.claims_table import claims_table
from mapper.ui.decision_form import show_decision_form
from mapper.ui.filter_widgets import choice_widget, choose_filter, choose_perspective
from mapper.ui.gazetteers import open_gazetteer
from mapper.ui.opening import opened_project
from mapper.ui.paging import page_count, page_number, page_of
from mapper.ui.table import show_table
from mapper.ui.words import words
from mapper.views import CLAIM_FILES, ClaimFilter, ClaimOrder, choose_claims, heard

if TYPE_CHECKING:
    from mapper.records import Claim
    from mapper.ui.projects import OpenProject

__all__ = ["show_claims_page"]

_SEARCH, _OPEN = "claims-search", "claims-open"
_LONGEST_SEARCH = 200
_MIME = {".csv": "text/csv", ".geojson": "application/geo+json", ".jsonl": "application/jsonl"}


def show_claims_page(language: str) -> None:
    """Show the claims of the project as a list, or one of them in its article."""
    import streamlit as st

    st.header(words(language)["page_claims"], anchor=False)
    opened = opened_project(language)
    if opened is None:
        return
    if not opened.project.claims:
        st.info(words(language)["no_claims"])
        return
    claim = _opened_claim(opened)
    if claim is None:
        _show_list(opened, language)
    else:
        _show_claim(opened, claim, language)


def _opened_claim(opened: OpenProject) -> Claim | None:
    """Give the claim that is open, if the project has it."""
    import streamlit as st

    take("claim", _OPEN, lambda texts: texts[0])
    claim = opened.claims.get(st.session_state.get(_OPEN, ""))
    tell("claim", claim.id if claim else None)
    return claim


def _open(claim_id: str) -> None:
    import streamlit as st

    st.session_state[_OPEN] = claim_id


# --------------------------------------------------------------------------------------- list


def _show_list(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w = words(language)
    perspective = choose_perspective(opened.choices, language)
    wanted = replace(choose_filter(opened.choices, language), text=_search(language))
    order = _order(language)
    claims = heard(opened.project.claims, perspective)
    chosen = choose_claims(claims, wanted, order=order)
    st.caption(w["count"].format(shown=len(chosen), total=len(opened.project.claims)))
    _tell_waiting(opened, language)
    if not chosen:
        st.info(w["no_match"])
        return
    number = page_number(
        page_count(chosen), key=f"claims-page-{hash((wanted, order))}", language=language
    )
    shown = page_of(chosen, number)
    table = claims_table(shown, opened.decisions, opened.documents, language=language)
    show_table(table, key="saytara-claims", language=language, on_choice=_open)
    _downloads(opened, chosen, language)


def _search(language: str) -> str:
    import streamlit as st

    w = words(language)
    take("q", _SEARCH, lambda texts: texts[0][:_LONGEST_SEARCH])
    text = st.text_input(
        w["search"],
        type="search",
        placeholder=w["search_hint"],
        max_chars=_LONGEST_SEARCH,
        key=_SEARCH,
        persist_state="session",
    )
    tell("q", text)
    return text or ""


def _order(language: str) -> ClaimOrder:
    w = words(language)
    orders, named = tuple(ClaimOrder), w["orders"].__getitem__
    return choice_widget("order", orders, label=w["order"], named=named, language=language)


def _tell_waiting(opened: OpenProject, language: str) -> None:
    """Say that decisions wait for a claim that the last run did not find again."""
    import streamlit as st

    waiting = len(opened.decisions.keys() - opened.claims.keys())
    if waiting:
        st.caption(words(language)["deciding"]["waiting"].format(count=waiting))


def _downloads(opened: OpenProject, claims: tuple[Claim, ...], language: str) -> None:
    """Offer what is chosen, all pages of it; a file is made only when somebody asks for it."""
    import streamlit as st

    with st.container(horizontal=True):
        for suffix, write in CLAIM_FILES.items():
            st.download_button(
                words(language)["take"].format(kind=suffix.removeprefix(".").upper()),
                partial(write, claims),
                file_name=f"{opened.stem}-claims{suffix}",
                mime=_MIME[suffix],
                on_click="ignore",
                key=f"claims{suffix}",
            )


# ---------------------------------------------------------------------------------- one claim


def _show_claim(opened: OpenProject, claim: Claim, language: str) -> None:
    import streamlit as st

    w = words(language)
    st.button(w["back"], on_click=_open, args=("",), key="claims-back")
    st.html(claims_html([claim], opened.documents, language=language))
    beside = choose_claims(opened.project.claims, ClaimFilter(document=claim.doc))
    article, form = st.columns([3, 2], gap="large")
    with article:
        st.subheader(w["in_article"], anchor=False)
        document = opened.documents.get(claim.doc)
        if document is None:
            st.info(w["no_article"])
        else:
            st.html(article_html(document, beside, claim, language=language))
    with form:
        show_decision_form(opened, claim, open_gazetteer().gazetteer, language=language)
    st.subheader(w["beside"], anchor=False)
    table = claims_table(beside, opened.decisions, opened.documents, language=language)
    show_table(table, key="saytara-beside", language=language, on_choice=_open)
