"""Columns of numbers as the browser reads them: the narrowest typed array, in base64."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TYPES", "Packed", "pack", "pack_flags", "pack_steps", "unpack"]

Packed = dict[str, str | int | bool]
"""`type`, a key of :data:`TYPES`, and `base64`, with `steps` where the numbers are differences from
one to the next; or `same`, a number, and `many` times it stands."""

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
    >>> pack([7, 7, 7])
    {'same': 7, 'many': 3}
    """
    column = np.asarray(numbers, dtype=np.int64)
    if not column.size or (column == column[0]).all():
        return {"same": int(column[0]) if column.size else 0, "many": column.size}
    low, high = int(column.min()), int(column.max())
    for name, kind in TYPES.items():
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            return {
                "type": name,
                "base64": base64.b64encode(column.astype(kind).tobytes()).decode(),
            }
    raise OverflowError(f"A column runs from {low} to {high}; expected numbers of 32 bits.")


def pack_steps(numbers: Sequence[int] | NDArray[Any]) -> Packed:
    """Give whole numbers by how each differs from the one before: narrow where neighbours are near.

    Raises
    ------
    OverflowError
        If a difference needs more than 32 bits.

    >>> unpack(pack_steps([1000, 1001, 1003]))
    [1000, 1001, 1003]
    """
    packed = pack(np.diff(np.asarray(numbers, dtype=np.int64), prepend=0))
    return pack(numbers) if "same" in packed else packed | {"steps": True}


def pack_flags(flags: Sequence[bool]) -> Packed:
    """Give yes and no as bytes of eight, the first in the lowest bit.

    >>> unpack(pack_flags([True, False, True]))
    [5]
    """
    return pack(np.packbits(np.asarray(flags, dtype=bool), bitorder="little"))


def unpack(packed: Packed) -> list[int]:
    """Read a column back, as the browser does.

    >>> unpack(pack([-3, 70000]))
    [-3, 70000]
    """
    if "same" in packed:
        return [int(packed["same"])] * int(packed["many"])
    column = np.frombuffer(
        base64.b64decode(str(packed["base64"])), dtype=TYPES[str(packed["type"])]
    )
    return [int(number) for number in (np.cumsum(column) if packed.get("steps") else column)]
