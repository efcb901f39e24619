"""Many ranges of whole numbers at once: what numpy has for one range, without a loop."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["ranges"]

Ints = NDArray[np.int64]


def ranges(low: ArrayLike, high: ArrayLike) -> tuple[Ints, Ints]:
    """Count through all ranges [low, high), and say of which range each number is.

    Parameters
    ----------
    low, high : arrays of int, shape (n,), or one number for all
        Where `high` is not above `low` a range is empty.

    Returns
    -------
    numbers, which : arrays of int of equal length
        The ranges one after the other, and the index of each number's range.

    Examples
    --------
    >>> [part.tolist() for part in ranges([5, 3, 0], [7, 3, 1])]
    [[5, 6, 0], [0, 0, 2]]
    >>> [part.tolist() for part in ranges(0, [2, 1])]
    [[0, 1, 0], [0, 0, 1]]
    """
    first, last = np.broadcast_arrays(np.asarray(low, np.int64), np.asarray(high, np.int64))
    many = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(many)), many)
    begins = np.cumsum(many) - many
    return np.arange(len(which)) + (first - begins)[which], which
