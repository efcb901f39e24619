"""What of a project is exported, and how it is shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mapper.config import MapConfig
from mapper.errors import ExportError

__all__ = ["LANGUAGES", "LAYERS", "STEPS", "ExportOptions", "read_day", "read_options"]

LAYERS: Mapping[str, Mapping[str, str]] = {
    "points": {"en": "places with their state", "ar": "المواقع وحالتها"},
    "areas": {"en": "ground by who holds it", "ar": "المناطق بحسب من يسيطر عليها"},
    "fronts": {"en": "front lines", "ar": "خطوط التماس"},
    "incidents": {"en": "incidents", "ar": "الأحداث"},
    "claims": {"en": "claims with their evidence", "ar": "الأخبار وأدلتها"},
    "intervals": {"en": "control intervals as a table", "ar": "فترات السيطرة كجدول"},
}
"""What can be exported, and how it is called in English and Arabic."""

LANGUAGES = ("en", "ar")
STEPS = ("changes", "day", "week", "month")
"""When an animation has a frame: at every change, or every so often."""

_SIDE_MM = (20, 2000)
_DPI = (30, 1200)
_SECONDS = (0.02, 60.0)


def _quiet(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What of a project is exported, and how; each format takes some of it (`Format.options`).

    Attributes
    ----------
    what : tuple of str
        Names of :data:`LAYERS`; empty for what the format usually holds.
    on : tuple of date
        Only what holds on this day. Pictures take several: one map a day.
    since, until : date or None
        Only what holds on some day from the one to the other, both included.
    as_known : bool
        Each day as it was known then, instead of in hindsight.
    language : str
        "en" or "ar", of titles, legends and names.
    title : str
        Of pictures and reports; empty for one that says what is shown.
    size_mm : (int, int)
        Width and height of a picture on paper.
    dpi : int or None
        Pixels an inch; None for 150 in pictures and 100 in animations.
    inset : bool
        Whether pictures have a small map of the region.
    step : str
        One of :data:`STEPS`.
    seconds : float
        How long each frame of an animation stands.
    progress : callable
        Told how many frames of an animation are drawn, and of how many.
    map : MapConfig
        Digits, days of incidents, online tiles and own boundaries of the map as a page.

    Raises
    ------
    ExportError
        If a value cannot be, or two contradict each other.

    >>> ExportOptions(on=(dt.date(2017, 11, 8),)).language
    'en'
    """

    what: tuple[str, ...] = ()
    on: tuple[dt.date, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_known: bool = False
    language: str = "en"
    title: str = ""
    size_mm: tuple[int, int] = (240, 170)
    dpi: int | None = None
    inset: bool = True
    step: str = "changes"
    seconds: float = 0.4
    progress: Callable[[int, int], None] = field(default=_quiet, compare=False)
    map: MapConfig = field(default_factory=MapConfig, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be, in one sentence each."""
        for name in self.what:
            _one_of("what", name, LAYERS)
        _one_of("language", self.language, LANGUAGES)
        _one_of("step", self.step, STEPS)
        for side in self.size_mm:
            _within("A side of a picture", side, _SIDE_MM, "mm")
        if self.dpi is not None:
            _within("The resolution", self.dpi, _DPI, "dpi")
        _within("The time of a frame", self.seconds, _SECONDS, "s")
        if self.on and (self.since or self.until):
            raise ExportError("A day and a period exclude each other; give one of the two.")
        if self.since and self.until and self.until < self.since:
            raise ExportError(
                f"The period runs from {self.since} to {self.until}, backwards; "
                "give the earlier day first."
            )

    @property
    def timed(self) -> bool:
        """Whether a day or a period is asked for."""
        return bool(self.on or self.since or self.until)


def read_options(wanted: Mapping[str, Any]) -> ExportOptions:
    """Make options of what a caller wrote: days as ISO text, one value where several may be.

    Raises
    ------
    ExportError
        If an option is unknown, or its value cannot be.

    >>> read_options({"on": "2017-11-08", "what": "areas"}).on
    (datetime.date(2017, 11, 8),)
    """
    known = [field.name for field in dataclasses.fields(ExportOptions)]
    for name in wanted:
        _one_of("option", name, known)
    values = dict(wanted)
    for name in ("what", "on"):
        if name in values:
            values[name] = _several(values[name])
    if "on" in values:
        values["on"] = tuple(read_day(day) for day in values["on"])
    for name in ("since", "until"):
        if values.get(name) is not None:
            values[name] = read_day(values[name])
    return ExportOptions(**values)


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str | dt.date) else tuple(value)


def read_day(value: str | dt.date) -> dt.date:
    """Give a day that a caller wrote.

    Raises
    ------
    ExportError
        If it is none.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ExportError(f"{value!r} is no day; write it as in 2017-11-08.") from None


def _one_of(what: str, value: str, known: Any) -> None:
    if value not in known:
        raise ExportError(f"There is no {what} {value!r}; expected one of {', '.join(known)}.")


def _within(what: str, value: float, limits: tuple[float, float], unit: str) -> None:
    least, most = limits
    if not least <= value <= most:
        raise ExportError(f"{what} is {value} {unit}; expected {least:g} to {most:g} {unit}.")
