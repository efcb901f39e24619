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
from mapper.store.tables import CLAIM_COLUMNS

__all__ = [
    "CLAIM_COLUMNS",
    "FORMAT_VERSION",
    "Project",
    "areas_config",
    "check_target",
    "control_config",
    "read_project",
    "write_project",
]
