"""Files and folders of articles to documents; what is broken is told and left out."""

from mapper.documents.encoding import decode
from mapper.documents.html import article_of
from mapper.documents.pasted import pasted_document
from mapper.documents.read import (
    SUFFIXES,
    Reading,
    Skipped,
    read_documents,
    read_json_lines,
    read_sound_json_lines,
)
from mapper.documents.uploads import ARCHIVE, Upload, UploadLimits, read_uploads

__all__ = [
    "ARCHIVE",
    "SUFFIXES",
    "Reading",
    "Skipped",
    "Upload",
    "UploadLimits",
    "article_of",
    "decode",
    "pasted_document",
    "read_documents",
    "read_json_lines",
    "read_sound_json_lines",
    "read_uploads",
]
