"""Charts of a project: who holds how much over time, who speaks, how late reports come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mapper.ui.names import actor_name, side_name, source_name
from mapper.ui.words import words
from mapper.views import claims_by_source, ground_series, places_series, report_delays
from mapper.vocabulary import actor_or_other

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from mapper.features import Topology
    from mapper.store import Project

__all__ = ["show_charts"]

_MOST_SOURCES = 20
_CONTESTED_COLOUR = "#b58900"
_BAR_COLOUR = "#4c87a5"
_HEIGHT, _ROW, _LEGEND = 300, 24, 130
"""In pixels: a chart, and of the chart of sources each row and what is above and below."""


def show_charts(project: Project, ground: Topology, *, language: str) -> None:
    """Show the charts of a project, two beside each other where there is room.

    Parameters
    ----------
    project : Project
        By whose word it may be, with the claims as people decided about them.
    ground : Topology
        Of :meth:`mapper.store.Project.topology`, which takes its time.
    language : str
        "en" or "ar".
    """
    import streamlit as st

    w = words(language)["chart"]
    charts = {
        "places": _over_time(places_series(project.hindsight), "places", language),
        "km2": _over_time(ground_series(project, ground), "km2", language),
        "sources": _sources(claims_by_source(project.claims).head(_MOST_SOURCES), language),
        "delays": _delays(report_delays(project.claims), language),
    }
    columns = st.columns(2)
    for at, (name, chart) in enumerate(charts.items()):
        with columns[at % 2]:
            st.subheader(w[name], anchor=False)
            st.caption(w[f"{name}_note"])
            if chart is None:
                st.info(w["nothing"])
            else:
                st.altair_chart(chart, width="stretch", alt=w[f"{name}_note"])


def _over_time(table: pd.DataFrame, value: str, language: str) -> alt.Chart | None:
    """Draw steps, one an actor: a number holds from its day until the next."""
    import altair as alt

    if table.empty:
        return None
    w = words(language)["chart"]
    held = {who: _holder(who, language) for who in table["actor"].unique()}
    rows = table.assign(name=[held[who][0] for who in table["actor"]])
    tooltip = [
        alt.Tooltip("name:N", title=w["who"]),
        alt.Tooltip("date:T", title=w["since"], format="%Y-%m-%d"),
        alt.Tooltip(f"{value}:Q", title=w[f"{value}_axis"], format=",.0f"),
    ]
    chart: alt.Chart = (
        alt.Chart(rows, height=_HEIGHT)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y(f"{value}:Q", title=w[f"{value}_axis"]),
            color=_colours(dict(held.values())),
            strokeDash=alt.StrokeDash("name:N", legend=None),
            tooltip=tooltip,
        )
    )
    return chart


def _holder(actor: str, language: str) -> tuple[str, str]:
    """Give the name and the colour of who holds; an empty one is contested."""
    if not actor:
        return words(language)["status"]["contested"], _CONTESTED_COLOUR
    return actor_name(actor, language), actor_or_other(actor).colour


def _colours(colours: Mapping[str, str]) -> alt.Color:
    """Colour by name, with a legend above."""
    import altair as alt

    return alt.Color(
        "name:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="top", columns=2, labelLimit=220),
    )


def _sources(table: pd.DataFrame, language: str) -> alt.Chart | None:
    import altair as alt

    if table.empty:
        return None
    w = words(language)["chart"]
    rows = table.assign(
        source=[source_name(source, language) for source in table["source"]],
        name=[side_name(side, language) for side in table["side"]],
    )
    colours = (actor_or_other(side).colour for side in table["side"])
    tooltip = [
        alt.Tooltip("source:N", title=w["source"]),
        alt.Tooltip("name:N", title=w["side"]),
        alt.Tooltip("claims:Q", title=w["claims_axis"]),
    ]
    named = alt.Axis(labelLimit=180, labelOverlap=False)
    chart: alt.Chart = (
        alt.Chart(rows, height=_LEGEND + _ROW * len(rows))
        .mark_bar()
        .encode(
            x=alt.X("claims:Q", title=w["claims_axis"], axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("source:N", title=None, sort="-x", axis=named),
            color=_colours(dict(zip(rows["name"], colours, strict=True))),
            tooltip=tooltip,
        )
    )
    return chart


def _delays(table: pd.DataFrame, language: str) -> alt.Chart | None:
    import altair as alt

    if table.empty:
        return None
    w = words(language)["chart"]
    bins, total = alt.Bin(maxbins=30, minstep=1), "sum(claims):Q"
    days, claims = w["days_axis"], w["claims_axis"]
    chart: alt.Chart = (
        alt.Chart(table, height=_HEIGHT)
        .mark_bar(color=_BAR_COLOUR)
        .encode(
            x=alt.X("days:Q", title=days, bin=bins, axis=alt.Axis(format="d", tickMinStep=1)),
            y=alt.Y(total, title=claims, axis=alt.Axis(tickMinStep=1)),
            tooltip=[alt.Tooltip("days:Q", title=days, bin=bins), alt.Tooltip(total, title=claims)],
        )
    )
    return chart
