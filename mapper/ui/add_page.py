"""The page of new documents: paste or upload them, see what is found, then add them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from mapper.config import Config
from mapper.documents import (
    ARCHIVE,
    SUFFIXES,
    Reading,
    Upload,
    UploadLimits,
    pasted_document,
    read_uploads,
)
from mapper.errors import DocumentError, SaytaraError
from mapper.pipeline import made_alike
from mapper.store import Project, project_config
from mapper.ui.claims_html import claims_html
from mapper.ui.gazetteers import open_gazetteer
from mapper.ui.opening import opened_project
from mapper.ui.paging import page_count, page_number, page_of
from mapper.ui.preview_table import preview_table
from mapper.ui.projects import add
from mapper.ui.table import show_table
from mapper.ui.words import words
from mapper.views import Preview, choose_claims, preview

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapper.ui.projects import OpenProject

__all__ = ["show_add_page"]

_FOUND, _SKIPPED, _ADDED = "add-found", "add-skipped", "add-done"
"""Keys of the session: what was found in the documents, what was left out, what was added."""
_LIMITS = UploadLimits()
_LONGEST_TEXT, _LONGEST_FIELD = 200_000, 500
_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_MOST_SKIPPED = 200


def show_add_page(language: str) -> None:
    """Show the forms for documents, and what is found in them."""
    import streamlit as st

    w = words(language)["adding"]
    st.header(words(language)["page_add"], anchor=False)
    opened = opened_project(language)
    project = opened.project if opened else Project()
    gazetteer = open_gazetteer().gazetteer
    paste, upload = st.tabs([w["paste"], w["upload"]])
    with paste:
        reading = _pasted(language)
    with upload:
        reading = _uploaded(language) or reading
    if reading is not None:
        _find(reading, project, gazetteer, language)
    _show_skipped(language)
    found: Preview | None = st.session_state.get(_FOUND)
    if found is not None and found.documents:
        _show_found(found, language)
        _offer_to_add(found, opened, gazetteer, language)
    if st.session_state.pop(_ADDED, False):
        st.success(w["added"])


# -------------------------------------------------------------------------------------- forms


def _pasted(language: str) -> Reading | None:
    """Give the pasted article, once it is handed over."""
    import streamlit as st

    w = words(language)["adding"]
    with st.form("paste", border=False):
        text = st.text_area(w["text"], height=220, max_chars=_LONGEST_TEXT, key="paste-text")
        title = st.text_input(w["title"], max_chars=_LONGEST_FIELD, key="paste-title")
        first, second, third = st.columns(3)
        outlet = first.text_input(w["outlet"], max_chars=_LONGEST_FIELD, key="paste-outlet")
        url = second.text_input(w["url"], max_chars=_LONGEST_FIELD, key="paste-url")
        with third:
            published = _published("paste-published", language)
        if not st.form_submit_button(w["read"], key="paste-read"):
            return None
    try:
        document = pasted_document(text, title=title, published=published, outlet=outlet, url=url)
    except DocumentError as error:
        st.warning(w["nothing_pasted"])
        st.code(str(error), language=None, wrap_lines=True)
        return None
    return Reading((document,), ())


def _uploaded(language: str) -> Reading | None:
    """Give what is in the uploaded files, once they are handed over."""
    import streamlit as st

    w = words(language)["adding"]
    limits = {"file": _LIMITS.file_bytes // 1_000_000, "all": _LIMITS.total_bytes // 1_000_000}
    st.caption(w["limits"].format(files=f"{_LIMITS.files:,}", ratio=_LIMITS.ratio, **limits))
    with st.form("upload", border=False):
        files = st.file_uploader(
            w["files"],
            [*SUFFIXES, ARCHIVE],
            accept_multiple_files=True,
            max_upload_size=limits["file"],
            key="upload-files",
        )
        published = _published("upload-published", language)
        if not st.form_submit_button(w["read"], key="upload-read"):
            return None
    uploads = [Upload(name=file.name, data=file.getvalue()) for file in files]
    return read_uploads(uploads, published=published, limits=_LIMITS)


def _published(key: str, language: str) -> dt.date | None:
    import streamlit as st

    day: dt.date | None = st.date_input(
        words(language)["adding"]["published"],
        None,
        _FIRST_DAY,
        _LAST_DAY,
        format="YYYY-MM-DD",
        help=words(language)["adding"]["published_help"],
        key=key,
    )
    return day


# ---------------------------------------------------------------------------------- the found


def _find(reading: Reading, project: Project, gazetteer: Gazetteer, language: str) -> None:
    """Look for claims in the documents, with a bar, and keep what is found for the reruns."""
    import streamlit as st

    bar = st.progress(0.0, words(language)["adding"]["reading"])
    config = project_config(project) if project.meta else Config()
    st.session_state[_FOUND] = preview(
        reading.documents, project, gazetteer, config, report=bar.progress
    )
    st.session_state[_SKIPPED] = tuple(map(str, reading.skipped))
    bar.empty()


def _show_skipped(language: str) -> None:
    import streamlit as st

    skipped: tuple[str, ...] = st.session_state.get(_SKIPPED, ())
    if skipped:
        st.warning(words(language)["adding"]["skipped"].format(count=len(skipped)))
        st.code("\n".join(skipped[:_MOST_SKIPPED]), language=None, wrap_lines=True)


def _show_found(found: Preview, language: str) -> None:
    import streamlit as st

    w = words(language)["adding"]
    st.subheader(w["found"], anchor=False)
    counts = {"documents": len(found.documents), "claims": len(found.claims)}
    st.caption(w["counts"].format(**counts, new=found.new, changed=found.changed))
    number = page_number(page_count(found.documents), key="add-page", language=language)
    table = preview_table(found, page_of(found.documents, number), language=language)
    show_table(table, key="saytara-found", language=language)
    claims = choose_claims(found.claims)
    if claims:
        st.subheader(words(language)["claims"], anchor=False)
        at = page_number(page_count(claims), key="add-claims-page", language=language)
        documents = {document.id: document for document in found.documents}
        st.html(claims_html(page_of(claims, at), documents, language=language))


def _offer_to_add(
    found: Preview, opened: OpenProject | None, gazetteer: Gazetteer, language: str
) -> None:
    import streamlit as st

    w = words(language)["adding"]
    if opened is None:
        st.caption(w["no_project"])
        return
    if not found.adds:
        st.caption(w["known"])
    elif not made_alike(opened.project, gazetteer, project_config(opened.project)):
        st.caption(w["anew"])
    if st.button(w["add"], type="primary", disabled=not found.adds, key="add"):
        _add(found, opened, gazetteer, language)


def _add(found: Preview, opened: OpenProject, gazetteer: Gazetteer, language: str) -> None:
    import streamlit as st

    w = words(language)["adding"]
    try:
        with st.spinner(w["working"]):
            add(opened.path, found.documents, gazetteer)
    except SaytaraError as error:
        st.error(w["not_added"])
        st.code(str(error), language=None, wrap_lines=True)
        return
    del st.session_state[_FOUND], st.session_state[_SKIPPED]
    st.session_state[_ADDED] = True
    st.rerun()
