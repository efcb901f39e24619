"""From claims that contradict each other to the state of each place over time."""

from mapper.control.compare import Difference, compare
from mapper.control.infer import infer_as_known, infer_as_known_on, infer_hindsight
from mapper.control.perspective import only_published_by, only_side, only_sources
from mapper.control.sites import Site
from mapper.control.sources import Sides, read_sides
from mapper.control.tables import read_initial, read_places
from mapper.control.timeline import (
    INTERVAL_COLUMNS,
    ControlTimeline,
    interval_row,
    intervals_from_rows,
    intervals_to_csv,
)
from mapper.control.why import Explanation, Reason, why

__all__ = [
    "INTERVAL_COLUMNS",
    "ControlTimeline",
    "Difference",
    "Explanation",
    "Reason",
    "Sides",
    "Site",
    "compare",
    "infer_as_known",
    "infer_as_known_on",
    "infer_hindsight",
    "interval_row",
    "intervals_from_rows",
    "intervals_to_csv",
    "only_published_by",
    "only_side",
    "only_sources",
    "read_initial",
    "read_places",
    "read_sides",
    "why",
]
