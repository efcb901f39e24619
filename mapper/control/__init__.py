"""From claims that contradict each other to the state of each place over time."""

from mapper.control.infer import infer_as_known, infer_hindsight
from mapper.control.timeline import (
    INTERVAL_COLUMNS,
    ControlTimeline,
    interval_row,
    intervals_from_rows,
    intervals_to_csv,
)

__all__ = [
    "INTERVAL_COLUMNS",
    "ControlTimeline",
    "infer_as_known",
    "infer_hindsight",
    "interval_row",
    "intervals_from_rows",
    "intervals_to_csv",
]
