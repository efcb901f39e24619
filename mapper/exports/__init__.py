"""What leaves the program: data, the map as one file, pictures, animations, reports."""

from mapper.exports.embed import EMBEDS, NotebookMap, embed_snippet, show
from mapper.exports.export import export
from mapper.exports.formats import FORMATS, Format
from mapper.exports.geojson import project_geojson
from mapper.exports.options import LANGUAGES, LAYERS, STEPS, ExportOptions
from mapper.exports.page import project_html, project_map_data
from mapper.exports.provenance import provenance
from mapper.exports.report import REPORTS, report
from mapper.exports.text import safe_cell

__all__ = [
    "EMBEDS",
    "FORMATS",
    "LANGUAGES",
    "LAYERS",
    "REPORTS",
    "STEPS",
    "ExportOptions",
    "Format",
    "NotebookMap",
    "embed_snippet",
    "export",
    "project_geojson",
    "project_html",
    "project_map_data",
    "provenance",
    "report",
    "safe_cell",
    "show",
]
