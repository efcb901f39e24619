"""The page of exports: every format of the registry, a preview, and the map for other pages."""

from __future__ import annotations

import mimetypes
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from mapper.errors import SaytaraError
from mapper.exports import FORMATS, embed_snippet
from mapper.ui.address import take, tell
from mapper.ui.map_frame import map_frame
from mapper.ui.opening import opened_project
from mapper.ui.words import words

if TYPE_CHECKING:
    from mapper.ui.projects import OpenProject

__all__ = ["show_export_page"]

_FORMAT = "export-format"
_PAGE = ".html"
_PICTURES = frozenset({".png", ".webp", ".gif", ".jpg"})
_MOST_SHOWN = 3_000
"""So many bytes of a file are shown; nobody would read the rest."""
_OTHER = "application/octet-stream"


def show_export_page(language: str) -> None:
    """Show the formats, and the project in the chosen one."""
    import streamlit as st

    w = words(language)["exporting"]
    st.header(words(language)["page_export"], anchor=False)
    opened = opened_project(language)
    if opened is None:
        return
    st.caption(w["note"])
    ending = _format(language)
    st.download_button(
        w["download"].format(kind=ending),
        partial(opened.exported, ending),
        file_name=f"{opened.stem}{ending}",
        mime=mimetypes.guess_type(f"x{ending}")[0] or _OTHER,
        on_click="ignore",
        type="primary",
        key=f"export{ending}",
    )
    if ending == _PAGE:
        _show_snippet(opened, language)
    st.subheader(w["preview"], anchor=False)
    if st.toggle(w["show"], value=True, key="export-preview", persist_state="session"):
        _preview(opened, ending, language)


def _format(language: str) -> str:
    """Ask for a format; all that the registry has are offered."""
    import streamlit as st

    endings = list(FORMATS)
    take("format", _FORMAT, lambda texts: texts[0] if texts[0] in endings else None)
    st.session_state.setdefault(_FORMAT, endings[0])
    chosen: str = (
        st.pills(
            words(language)["exporting"]["format"],
            endings,
            key=_FORMAT,
            required=True,
            persist_state="session",
        )
        or endings[0]
    )
    tell("format", "" if chosen == endings[0] else chosen)
    return chosen


def _show_snippet(opened: OpenProject, language: str) -> None:
    import streamlit as st

    w = words(language)["exporting"]
    st.caption(w["embed"])
    address = quote(f"{opened.stem}{_PAGE}")  # a name may hold what means more in an address
    snippet = embed_snippet(address, title=words(language)["map"], language=language)
    st.code(snippet, language="html", wrap_lines=True)


def _preview(opened: OpenProject, ending: str, language: str) -> None:
    """Show what the file holds: the map, a picture, or how the text begins."""
    import streamlit as st

    w = words(language)["exporting"]
    try:
        with st.spinner(w["making"]):
            data = opened.exported(ending)
    except SaytaraError as error:
        st.error(w["not_made"])
        st.code(str(error), language=None, wrap_lines=True)
        return
    st.caption(w["size"].format(size=f"{len(data) / 1_000:,.0f}"))
    if ending == _PAGE:
        map_frame(data.decode("utf-8"), title=words(language)["map"], key="saytara-export")
    elif ending in _PICTURES:
        st.image(data, caption=f"{opened.stem}{ending}")
    else:
        _show_beginning(data, language)


def _show_beginning(data: bytes, language: str) -> None:
    """Show how a file begins, if it is text; what is cut within a letter is left out."""
    import streamlit as st

    head = data[:_MOST_SHOWN]
    if b"\0" in head:
        st.info(words(language)["exporting"]["no_text"])
    else:
        st.code(head.decode("utf-8", "ignore"), language=None, wrap_lines=True, height=360)
