"""The page about Saytara: the method, its limits, where data are from, how well it does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

from mapper.maps import attribution
from mapper.markup import element
from mapper.ui.opening import opened_project
from mapper.ui.table import Column, Table, show_table
from mapper.ui.words import words

__all__ = ["evaluation", "show_about_page"]


@cache
def evaluation() -> Mapping[str, Any]:
    """Give the figures of the last evaluation; docs/evaluation.md is their source.

    >>> sorted(evaluation())
    ['date', 'figure', 'version']
    """
    text = resources.files("mapper.ui").joinpath("evaluation.toml").read_text("utf-8")
    return tomllib.loads(text)


def show_about_page(language: str) -> None:
    """Say what Saytara does, what it does not, and what the open project was made with."""
    import streamlit as st

    w = words(language)["about"]
    st.header(words(language)["page_about"], anchor=False)
    for part in ("method", "limits"):
        st.subheader(w[part], anchor=False)
        for text in w[f"{part}_points"]:
            st.markdown(f"- {text}")
    st.subheader(w["figures"], anchor=False)
    figures = evaluation()
    told = {"version": figures["version"], "date": figures["date"][language]}
    st.caption(w["figures_note"].format(**told))
    show_table(_figures(figures, language), key="saytara-figures", language=language)
    st.subheader(w["project"], anchor=False)
    opened = opened_project(language)
    meta = opened.project.meta if opened else {}
    if opened is not None:
        show_table(_made_with(meta, language), key="saytara-meta", language=language)
    st.subheader(w["sources"], anchor=False)
    st.html(element("p", attribution(meta.get("gazetteer", "")), dir="ltr", lang="en"))
    st.caption(w["licence"].format(version=version("saytara")))


def _figures(figures: Mapping[str, Any], language: str) -> Table:
    w = words(language)["about"]
    columns = (Column(label=w["value"], kind="figures"), Column(label=w["what"]))
    rows = tuple((figure["value"], figure[language]) for figure in figures["figure"])
    return Table(caption=w["figures"], columns=columns, rows=rows)


def _made_with(meta: Mapping[str, str], language: str) -> Table:
    w = words(language)["about"]
    columns = (Column(label=w["what"]), Column(label=w["value"]))
    rows = tuple((w["meta"][key], meta[key]) for key in w["meta"] if key in meta)
    return Table(caption=w["project"], columns=columns, rows=rows)
