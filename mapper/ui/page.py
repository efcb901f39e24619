"""The page of the app: the map, the filters, the claims with their evidence, the downloads."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import streamlit as st

from mapper.errors import SaytaraError
from mapper.exports import project_geojson, project_html
from mapper.records import Claim, Kind
from mapper.store import Project, read_project
from mapper.ui.claim_list import claims_html
from mapper.ui.selection import actors_of, only_actors, select_claims
from mapper.vocabulary import actor_or_other

__all__ = ["main"]

_CLAIMS_A_PAGE = 20
_HEIGHT = 640
_LANGUAGES = {"English": "en", "العربية": "ar"}

# The map runs in a frame of its own, without the app's origin; it only sends what was chosen.
_FRAME = """
export default function ({ data, parentElement, setStateValue }) {
  let frame = parentElement.querySelector("iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-popups");
    frame.title = "map";
    frame.style.cssText = `width:100%;height:${Number(data.height)}px;border:0;border-radius:10px`;
    parentElement.append(frame);
  }
  if (frame.dataset.shown !== data.key) {
    frame.dataset.shown = data.key;
    frame.srcdoc = data.html;
  }
  const listen = (event) => {
    const message = event.data;
    if (event.source !== frame.contentWindow || !message) return;
    if (message.type === "saytara:place") setStateValue("place", String(message.place));
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
"""

_RIGHT_TO_LEFT = """<style>
.stMainBlockContainer, [data-testid="stSidebarContent"] { direction: rtl; text-align: right; }
</style>"""


def main() -> None:
    """Draw the page; Streamlit calls this anew for every change of a widget."""
    st.set_page_config(page_title="Saytara", layout="wide")
    language = _LANGUAGES[st.sidebar.radio("Language / اللغة", list(_LANGUAGES), horizontal=True)]
    words = _words(language)
    if language == "ar":
        st.html(_RIGHT_TO_LEFT)
    st.title(words["title"])
    st.caption(words["subtitle"])
    path = _project_path()
    if path is None:
        st.info(words["no_project"])
        st.code("saytara run articles/ -o project.gpkg\nsaytara app project.gpkg", language="sh")
        return
    try:
        project = _project(str(path), path.stat().st_mtime_ns)
    except (SaytaraError, OSError) as error:
        st.error("Cannot open the project.")
        st.text(str(error))
        return
    _show(project, language, words)


def _project_path() -> Path | None:
    """Give the project named on the command line, or by SAYTARA_PROJECT."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SAYTARA_PROJECT")
    return Path(named) if named else None


@st.cache_data(show_spinner=False, max_entries=4)
def _project(path: str, modified: int) -> Project:  # noqa: ARG001 - read again when it changes
    return read_project(Path(path))


@st.cache_data(show_spinner=False, max_entries=8)
def _map_html(path: str, modified: int, actors: tuple[str, ...], language: str) -> str:
    project = _project(path, modified)
    return project_html(only_actors(project, actors) if actors else project, language=language)


@st.cache_data(show_spinner=False, max_entries=4)
def _geojson(path: str, modified: int) -> str:
    return project_geojson(_project(path, modified))


@st.cache_data(show_spinner=False)
def _words(language: str) -> Mapping[str, str]:
    text = resources.files("mapper.ui").joinpath("words.toml").read_text("utf-8")
    words: Mapping[str, str] = tomllib.loads(text)[language]
    return words


def _show(project: Project, language: str, words: Mapping[str, str]) -> None:
    path = _project_path()
    assert path is not None
    modified = path.stat().st_mtime_ns
    actors = _actor_filter(project, language, words)
    chosen = _map(_map_html(str(path), modified, actors, language), f"{actors}{language}{modified}")
    _downloads(path, modified, language, words)
    _claims(project, actors, chosen, language, words)


def _actor_filter(project: Project, language: str, words: Mapping[str, str]) -> tuple[str, ...]:
    def name(actor_id: str) -> str:
        actor = actor_or_other(actor_id)
        return actor.name_ar if language == "ar" else actor.name_en

    chosen = st.sidebar.multiselect(words["actors"], actors_of(project), format_func=name)
    return tuple(sorted(chosen))


def _map(html: str, key: str) -> str | None:
    """Show the map and give the id of the place that was last chosen in it."""
    component = st.components.v2.component("saytara_map", js=_FRAME)
    state = component(
        data={"html": html, "key": key, "height": _HEIGHT}, key="map", on_place_change=_start_over
    )
    place = state.get("place")
    return place if isinstance(place, str) else None


def _start_over() -> None:
    """Begin on the first page of the chosen place's claims."""
    st.session_state["page"] = 1
    st.session_state["all_places"] = False


def _downloads(path: Path, modified: int, language: str, words: Mapping[str, str]) -> None:
    st.sidebar.subheader(words["download"])
    st.sidebar.download_button(
        words["geojson"], _geojson(str(path), modified), "control.geojson", "application/geo+json"
    )
    page = _map_html(str(path), modified, (), language)
    st.sidebar.download_button(words["html"], page, "map.html", "text/html")


def _claims(
    project: Project,
    actors: tuple[str, ...],
    place: str | None,
    language: str,
    words: Mapping[str, str],
) -> None:
    kinds = st.sidebar.multiselect(
        words["kinds"], [*map(str, Kind)], format_func=lambda k: words[k]
    )
    outlets = st.sidebar.multiselect(
        words["outlets"],
        sorted({claim.outlet or "" for claim in project.claims}),
        format_func=lambda outlet: outlet or words["no_outlet"],
    )
    if place is not None and st.session_state.get("all_places"):
        place = None
    found = select_claims(project.claims, actors=actors, kinds=kinds, outlets=outlets, place=place)
    _heading(found, place, language, words)
    if place is not None:
        st.checkbox(words["all_places"], key="all_places")
    shown = _page(found, words)
    documents = {document.id: document for document in project.documents}
    st.html(claims_html(shown, documents, words, language=language))
    unplaced = sum(not claim.place.resolved for claim in project.claims)
    if unplaced:
        st.caption(words["unplaced"].format(count=unplaced))


def _heading(
    found: list[Claim], place: str | None, language: str, words: Mapping[str, str]
) -> None:
    title = words["claims"]
    if place is not None and found:
        named = found[0].place
        name = (named.name_ar if language == "ar" else named.name_en) or named.text
        title = words["claims_at"].format(place=name)
    st.subheader(f"{title} ({len(found)})")
    if not found:
        st.text(words["nothing"])


def _page(found: list[Claim], words: Mapping[str, str]) -> list[Claim]:
    pages = max(1, -(-len(found) // _CLAIMS_A_PAGE))
    if pages == 1:
        return found
    if st.session_state.get("page", 1) > pages:
        st.session_state["page"] = pages
    number = int(st.number_input(words["page"], 1, pages, key="page"))
    return found[(number - 1) * _CLAIMS_A_PAGE : number * _CLAIMS_A_PAGE]
