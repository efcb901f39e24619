"""A local equal-area projection, and longitudes that do not jump.

Areas and distances are never taken in degrees: there 8-11 % of the ground goes to the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Transformer

__all__ = ["Projection", "split_at_180"]

_LONGEST_EDGE_DEGREES = 0.25
"""Straight in degrees is bent in metres: longer edges get vertices between, 3 m off at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Lambert's azimuthal equal-area projection centred on a map, in metres.

    Longitudes that come back from it run on past 180 degrees, so that no shape is torn.
    """

    lon: float
    lat: float

    @classmethod
    def around(cls, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Projection:
        """Centre on points in degrees (EPSG:4326); on both sides of 180 degrees too.

        >>> Projection.around(np.array([179.0, -179.0]), np.array([-17.0, -17.0])).lon
        180.0
        """
        x, y = np.radians(lon), np.radians(lat)
        around = np.cos(y)
        mean = np.array([around * np.cos(x), around * np.sin(x), np.sin(y)]).mean(axis=1)
        if np.linalg.norm(mean) < 1e-6:  # all round the globe: no centre is better than another
            return cls(lon=round(float(lon[0]), 4), lat=round(float(lat[0]), 4))
        centre = np.degrees(
            [np.arctan2(mean[1], mean[0]), np.arctan2(mean[2], np.hypot(*mean[:2]))]
        )
        return cls(
            lon=abs(c) if abs(c := round(float(centre[0]), 4)) == 180 else c,
            lat=round(float(centre[1]), 4),
        )

    def to_metres(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project points, shape (n, 2), lon and lat in degrees; infinite at the antipode."""
        return np.column_stack(self._transformer().transform(lonlat[:, 0], lonlat[:, 1]))

    def to_degrees(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project points in metres, shape (n, 2), back to lon and lat in degrees."""
        lon, lat = self._transformer().transform(xy[:, 0], xy[:, 1], direction="INVERSE")
        lon = np.where(lon - self.lon > 180, lon - 360, lon)
        return np.column_stack([np.where(lon - self.lon < -180, lon + 360, lon), lat])

    def shapes_to_metres(self, shapes: Any, box: tuple[float, float, float, float]) -> Any:
        """Project what of some shapes lies inside a box in degrees: west, south, east, north.

        The box may run past 180 degrees; shapes may come from either side.
        """
        import shapely

        parts = [_clipped(shapes, box, turn) for turn in (-360.0, 0.0, 360.0)]
        near = shapely.segmentize(np.concatenate(parts), _LONGEST_EDGE_DEGREES)
        return shapely.transform(near, self.to_metres)

    def box_of(self, xy: NDArray[np.float64], margin_m: float) -> tuple[float, float, float, float]:
        """Give a box in degrees that holds points in metres with all within `margin_m` of them."""
        west, south = xy.min(axis=0) - margin_m
        east, north = xy.max(axis=0) + margin_m
        steps = np.linspace(0, 1, 17)
        x, y = np.meshgrid(west + (east - west) * steps, south + (north - south) * steps)
        ring = self.to_degrees(np.column_stack([x.ravel(), y.ravel()]))
        ring = ring[np.isfinite(ring).all(axis=1)]
        low, high = ring.min(axis=0) - 0.1, ring.max(axis=0) + 0.1
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def _transformer(self) -> Transformer:
        from pyproj import Transformer

        local = f"+proj=laea +lat_0={self.lat:.4f} +lon_0={self.lon:.4f} +datum=WGS84 +units=m"
        return Transformer.from_crs(4326, local, always_xy=True)


def _clipped(shapes: Any, box: tuple[float, float, float, float], turn: float) -> Any:
    """Give the shapes, turned by so many degrees of longitude, cut to the box."""
    import shapely

    west, south, east, north = box
    cut = shapely.clip_by_rect(shapes, west - turn, south, east - turn, north)
    cut = cut[~shapely.is_empty(cut)]
    return shapely.transform(cut, lambda lonlat: lonlat + np.array([turn, 0.0])) if turn else cut


def split_at_180(shapes: Any) -> Any:
    """Cut shapes whose longitudes run past 180 degrees there, as RFC 7946 asks.

    >>> import shapely
    >>> split_at_180(np.array([shapely.box(179, 0, 181, 1)]))[0].bounds
    (-180.0, 0.0, 180.0, 1.0)
    """
    import shapely

    bounds = shapely.bounds(shapes)
    beyond = np.flatnonzero((bounds[:, 0] < -180) | (bounds[:, 2] > 180))
    whole = shapes.copy()
    for at in beyond:
        one, world = shapes[[at]], (-180.0, -90.0, 180.0, 90.0)
        parts = [_clipped(one, world, turn) for turn in (-360.0, 0.0, 360.0)]
        pieces = shapely.get_parts(np.concatenate(parts))
        lines = shapely.get_dimensions(pieces) == 1
        whole[at] = (shapely.multilinestrings if lines.all() else shapely.multipolygons)(pieces)
    return whole
