"""Arabic news in, a dated map of control out; one package a room (see README.md).

For notebooks and scripts, what they need most stands here::

    import mapper

    project = mapper.read_project("syria.gpkg")
    project.areas(on="2017-11-11")                 # a GeoDataFrame
    mapper.export(project, "day.geojson", on="2017-11-11")
    mapper.report(project, "brief.docx", since="2017-11-01")
    mapper.show(project)                           # the map, below the cell
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.exports import export, report, show
    from mapper.store import Project, read_project

__all__ = ["Project", "export", "read_project", "report", "show"]

_ROOMS = {
    "Project": "store",
    "export": "exports",
    "read_project": "store",
    "report": "exports",
    "show": "exports",
}


def __getattr__(name: str) -> Any:
    """Import a room when something of it is first asked for: nothing heavy happens on import.

    >>> import mapper
    >>> mapper.Project().areas().empty
    True
    """
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
