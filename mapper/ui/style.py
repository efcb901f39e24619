"""The look of the pages, from the files of the folder `static`."""

from __future__ import annotations

from importlib import resources

__all__ = ["add_style"]


def add_style(*names: str) -> None:
    """Add files of style to the page."""
    import streamlit as st

    folder = resources.files("mapper.ui").joinpath("static")
    css = "".join(folder.joinpath(name).read_text("utf-8") for name in names)
    st.html(f"<style>{css}</style>")
