"""Columns of numbers as the browser reads them: the narrowest typed array, in base64."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TYPES", "Packed", "pack", "unpack"]

Packed = dict[str, str]
"""`type`, a key of :data:`TYPES`, and `base64`."""

TYPES = {"u8": "<u1", "i8": "<i1", "u16": "<u2", "i16": "<i2", "u32": "<u4", "i32": "<i4"}
"""Names of the types, from narrow to wide, and what numpy calls them; all little-endian."""


def pack(numbers: Sequence[int] | NDArray[Any]) -> Packed:
    """Give whole numbers as the narrowest typed array that holds them all.

    Raises
    ------
    OverflowError
        If a number needs more than 32 bits.

    >>> pack([1, 2, 300])
    {'type': 'u16', 'base64': 'AQACACwB'}
    >>> pack([])
    {'type': 'u8', 'base64': ''}
    """
    column = np.asarray(numbers, dtype=np.int64)
    low, high = (int(column.min()), int(column.max())) if column.size else (0, 0)
    for name, kind in TYPES.items():
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            return {
                "type": name,
                "base64": base64.b64encode(column.astype(kind).tobytes()).decode(),
            }
    raise OverflowError(f"A column runs from {low} to {high}; expected numbers of 32 bits.")


def unpack(packed: Packed) -> list[int]:
    """Read a column back, as the browser does.

    >>> unpack(pack([-3, 70000]))
    [-3, 70000]
    """
    column = np.frombuffer(base64.b64decode(packed["base64"]), dtype=TYPES[packed["type"]])
    return [int(number) for number in column]
