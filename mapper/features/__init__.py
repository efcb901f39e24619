"""Timelines with their geometry, as tables of one written schema."""

from mapper.features.areas import (
    DAY_AREA_COLUMNS,
    SERIES_COLUMNS,
    area_series,
    areas_on,
)
from mapper.features.build import build_topology
from mapper.features.changes import (
    ACTOR_CHANGE_COLUMNS,
    CHANGE_COLUMNS,
    changes_between,
    changes_by_actor,
)
from mapper.features.fronts import (
    FRONT_COLUMNS,
    FRONT_SERIES_COLUMNS,
    front_series,
    fronts_on,
)
from mapper.features.incidents import INCIDENT_COLUMNS, incident_points
from mapper.features.schema import (
    AREA_COLUMNS,
    POINT_COLUMNS,
    FeatureError,
    check_areas,
    check_points,
)
from mapper.features.states import CellStates, cell_states
from mapper.features.tables import interval_areas, interval_points
from mapper.features.topology import (
    CELL_COLUMNS,
    PlacePoint,
    Topology,
    timeline_places,
)

__all__ = [
    "ACTOR_CHANGE_COLUMNS",
    "AREA_COLUMNS",
    "CELL_COLUMNS",
    "CHANGE_COLUMNS",
    "DAY_AREA_COLUMNS",
    "FRONT_COLUMNS",
    "FRONT_SERIES_COLUMNS",
    "INCIDENT_COLUMNS",
    "POINT_COLUMNS",
    "SERIES_COLUMNS",
    "CellStates",
    "FeatureError",
    "PlacePoint",
    "Topology",
    "area_series",
    "areas_on",
    "build_topology",
    "cell_states",
    "changes_between",
    "changes_by_actor",
    "check_areas",
    "check_points",
    "front_series",
    "fronts_on",
    "incident_points",
    "interval_areas",
    "interval_points",
    "timeline_places",
]
