"""The project file: documents, claims, decisions and control over time in one GeoPackage."""

from mapper.store.decisions import CORRECTED, decided, joined_decisions, standing_decisions
from mapper.store.project import (
    FORMAT_VERSION,
    Project,
    areas_config,
    as_decided,
    check_target,
    control_config,
    project_config,
    read_project,
    write_project,
)
from mapper.store.tables import CLAIM_COLUMNS, INCIDENT_COLUMNS

__all__ = [
    "CLAIM_COLUMNS",
    "CORRECTED",
    "FORMAT_VERSION",
    "INCIDENT_COLUMNS",
    "Project",
    "areas_config",
    "as_decided",
    "check_target",
    "control_config",
    "decided",
    "joined_decisions",
    "project_config",
    "read_project",
    "standing_decisions",
    "write_project",
]
