"""Distances over the ground between points in degrees (EPSG:4326), on a sphere of mean radius."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from gazetteer.place import Place

__all__ = ["apart_km", "distance_km", "distances_km"]

_EARTH_KM = 6371.0088


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance between two points (haversine).

    >>> round(distance_km(34.455, 40.917, 34.393, 40.989), 1)
    9.5
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def apart_km(one: Place, other: Place) -> float:
    """Give the distance between two places."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def distances_km(lat: float, lon: float, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the distances of a point to points of shape (n, 2), latitude and longitude."""
    phi, others = math.radians(lat), np.radians(points)
    half = np.sin((others[:, 0] - phi) / 2) ** 2
    east = np.sin((others[:, 1] - math.radians(lon)) / 2) ** 2
    half += math.cos(phi) * np.cos(others[:, 0]) * east
    away: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return away
