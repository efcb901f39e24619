"""The project that the pages show, or why there is none."""

from __future__ import annotations

import sys

from mapper.errors import SaytaraError
from mapper.ui.projects import OpenProject, open_project, project_path
from mapper.ui.words import words

__all__ = ["opened_project"]

_COMMANDS = "saytara run DOCUMENTS -o project.gpkg\nsaytara app project.gpkg"


def opened_project(language: str) -> OpenProject | None:
    """Open the project of the command line; where that fails, tell it on the page and give None."""
    import streamlit as st

    path = project_path(sys.argv[1:])
    if path is None:
        st.info(words(language)["no_project"])
        st.write(words(language)["make_project"])
        st.code(_COMMANDS, language="shell")
        return None
    try:
        return open_project(path)
    except SaytaraError as error:
        st.error(words(language)["broken"])
        st.code(str(error), language=None, wrap_lines=True)
        return None
