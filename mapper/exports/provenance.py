"""What every file says of itself: what made it, from what, under which licences."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.maps import attribution
from mapper.store import Project

__all__ = ["PRODUCER", "provenance"]

PRODUCER = "Saytara"

_LICENCE = (
    "Control states: of whoever made the project. Quoted evidence: of the outlets. "
    "Place names and basemap: as the attribution says."
)


def provenance(project: Project) -> Mapping[str, str]:
    """Give what a file says of itself, by key, in the order in which it is told.

    >>> list(provenance(Project()))
    ['producer', 'version', 'config_hash', 'gazetteer_hash', 'vocabulary_hash', 'attribution',
     'licence']
    """
    hashes = ("config_hash", "gazetteer_hash", "vocabulary_hash")
    return {
        "producer": PRODUCER,
        "version": project.meta.get("version", ""),
        **{name: project.meta.get(name, "") for name in hashes},
        "attribution": attribution(project.meta.get("gazetteer", "")),
        "licence": _LICENCE,
    }
