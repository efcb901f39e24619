"""What leaves the program: GeoJSON and the map as one file."""

from mapper.exports.export import FORMATS, export
from mapper.exports.geojson import project_geojson
from mapper.exports.page import project_html

__all__ = ["FORMATS", "export", "project_geojson", "project_html"]
