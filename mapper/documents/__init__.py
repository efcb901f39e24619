"""Files and folders of articles to documents; what is broken is told and left out."""

from mapper.documents.encoding import decode
from mapper.documents.read import (
    Reading,
    Skipped,
    read_documents,
    read_json_lines,
    read_sound_json_lines,
)

__all__ = [
    "Reading",
    "Skipped",
    "decode",
    "read_documents",
    "read_json_lines",
    "read_sound_json_lines",
]
