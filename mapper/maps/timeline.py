"""The map: a folium.Map with one element of our own, whole without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.config import AreasConfig
from mapper.features import interval_areas, interval_points
from mapper.maps.offline import map_html, offline_map
from mapper.maps.payload import payload

if TYPE_CHECKING:
    import folium

    from mapper.control import ControlTimeline as Timeline
    from mapper.layers import Boundaries
    from mapper.records import Claim, Document

__all__ = ["attribution", "control_map", "control_map_html"]

_OURS = "Saytara, MIT; GeoNames (geonames.org), CC BY 4.0"


def attribution(gazetteer: str = "") -> str:
    """Say where place names and basemap are from; `gazetteer` is what its sources ask to be said.

    >>> attribution("OCHA")
    'Place names: OCHA. Basemap: Natural Earth, public domain.'
    """
    return f"Place names: {gazetteer or _OURS}. Basemap: Natural Earth, public domain."


def control_map(
    *,
    hindsight: Timeline,
    as_known: Timeline,
    claims: tuple[Claim, ...] = (),
    documents: tuple[Document, ...] = (),
    language: str = "en",
    areas: AreasConfig | None = None,
    boundaries: Boundaries | None = None,
    gazetteer: str = "",
) -> folium.Map:
    """Make the map of control over time.

    Parameters
    ----------
    hindsight, as_known : ControlTimeline
        The two timelines that the map can show.
    claims, documents
        The evidence behind them.
    language : str
        "en" or "ar": the language the map opens in; it can be switched in the map.
    areas : AreasConfig, optional
        How far areas reach.
    boundaries : Boundaries, optional
        The border that areas keep to, and what parts the ground.
    gazetteer : str
        What the sources of the place names ask to be said; see :func:`attribution`.

    Returns
    -------
    folium.Map
        It asks no network for anything. The same input gives the same HTML.
    """
    data = payload(
        hindsight=interval_points(hindsight),
        as_known=interval_points(as_known),
        areas=interval_areas(hindsight, config=areas, boundaries=boundaries),
        claims=claims,
        documents=documents,
        language=language,
    )
    return offline_map(
        {**data, "credits": gazetteer or _OURS},
        element="ControlTimeline",
        scripts=["control_timeline.js"],
        styles=["control_timeline.css"],
        start="saytara.start",
    )


def control_map_html(map_: folium.Map) -> str:
    """Give the map as one HTML page, the same bytes every time."""
    return map_html(map_)
