"""The project file: documents, claims and control over time in one GeoPackage."""

from mapper.store.project import (
    FORMAT_VERSION,
    Project,
    areas_config,
    check_target,
    control_config,
    read_project,
    write_project,
)

__all__ = [
    "FORMAT_VERSION",
    "Project",
    "areas_config",
    "check_target",
    "control_config",
    "read_project",
    "write_project",
]
