"""The map: a folium.Map with one element of our own, whole without any network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mapper.config import AreasConfig, MapConfig
from mapper.maps.offline import map_html, offline_map
from mapper.maps.payload import OWN_CREDITS, MapData, Perspective, map_data

if TYPE_CHECKING:
    import folium

    from mapper.control import ControlTimeline as Timeline
    from mapper.layers import Boundaries
    from mapper.records import Claim, Document, Incident

__all__ = ["attribution", "control_map", "control_map_html", "map_of"]


def attribution(gazetteer: str = "") -> str:
    """Say where place names and basemap are from; `gazetteer` is what its sources ask to be said.

    >>> attribution("OCHA")
    'Place names: OCHA. Basemap: Natural Earth, public domain.'
    """
    return f"Place names: {gazetteer or OWN_CREDITS}. Basemap: Natural Earth, public domain."


def control_map(
    *,
    hindsight: Timeline,
    as_known: Timeline,
    perspectives: Sequence[Perspective] = (),
    claims: Sequence[Claim] = (),
    documents: Sequence[Document] = (),
    incidents: Sequence[Incident] = (),
    populations: Mapping[str, int] | None = None,
    language: str = "en",
    areas: AreasConfig | None = None,
    boundaries: Boundaries | None = None,
    gazetteer: str = "",
    settings: MapConfig | None = None,
) -> folium.Map:
    """Make the map of control over time.

    Parameters
    ----------
    hindsight, as_known : ControlTimeline
        The two timelines that the map can show.
    perspectives : sequence of Perspective
        Others to compare with; see :func:`mapper.maps.side_perspectives`.
    claims, documents
        The evidence behind them.
    incidents : sequence of Incident
        What else happened: strikes, clashes and blasts are shown for some days each.
    populations : mapping of place id to int, optional
        With it the size of a place can show how many live there.
    language : str
        "en" or "ar": the language the map opens in; it can be switched in the map.
    areas : AreasConfig, optional
        How far areas reach.
    boundaries : Boundaries, optional
        The border that areas keep to, and what parts the ground.
    gazetteer : str
        What the sources of the place names ask to be said; see :func:`attribution`.
    settings : MapConfig, optional
        Digits, days of incidents, online tiles, a user's own boundaries.

    Returns
    -------
    folium.Map
        It asks no network for anything, unless `settings` names tiles. The same input gives the
        same HTML.

    Raises
    ------
    InputError
        If the file of boundaries cannot be used.
    """
    data = map_data(
        hindsight=hindsight,
        as_known=as_known,
        perspectives=perspectives,
        claims=claims,
        documents=documents,
        incidents=incidents,
        populations=populations,
        areas=areas,
        boundaries=boundaries,
        settings=settings,
        gazetteer=gazetteer,
        language=language,
    )
    return map_of(data, settings=settings)


def map_of(data: MapData, *, settings: MapConfig | None = None) -> folium.Map:
    """Make the map of what :func:`~mapper.maps.map_data` collected, by the same settings."""
    return offline_map(
        data.payload,
        element="ControlTimeline",
        entry="timeline/main.js",
        name="saytara",
        styles=["panel.css", "timeline.css"],
        images_from=(settings or MapConfig()).tiles_host,
    )


def control_map_html(map_: folium.Map) -> str:
    """Give the map as one HTML page, the same bytes every time."""
    return map_html(map_)
