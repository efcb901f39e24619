"""Control over time as a folium map that needs no network."""

from mapper.maps.payload import as_embedded_json, payload
from mapper.maps.timeline import ATTRIBUTION, control_map, control_map_html

__all__ = ["ATTRIBUTION", "as_embedded_json", "control_map", "control_map_html", "payload"]
