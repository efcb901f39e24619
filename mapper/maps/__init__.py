"""Control over time as a folium map that needs no network."""

from mapper.maps.payload import Perspective, as_embedded_json, payload
from mapper.maps.perspectives import side_perspectives
from mapper.maps.timeline import attribution, control_map, control_map_html

__all__ = [
    "Perspective",
    "as_embedded_json",
    "attribution",
    "control_map",
    "control_map_html",
    "payload",
    "side_perspectives",
]
