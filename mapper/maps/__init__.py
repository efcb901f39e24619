"""Control over time as a folium map that needs no network."""

from mapper.maps.hiding import hidden_rows
from mapper.maps.payload import MapData, Perspective, as_embedded_json, map_data
from mapper.maps.perspectives import side_perspectives
from mapper.maps.series import SeriesColumns
from mapper.maps.timeline import attribution, control_map, control_map_html, map_of

__all__ = [
    "MapData",
    "Perspective",
    "SeriesColumns",
    "as_embedded_json",
    "attribution",
    "control_map",
    "control_map_html",
    "hidden_rows",
    "map_data",
    "map_of",
    "side_perspectives",
]
