"""Lists of article numbers as arrays: read from what SQLite wrote, and one looked up in another."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_MOST_DIGITS = 16
_PARSED_AT_ONCE = 65_536
Bits: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int64]


def read_numbers(listed: bytes | None) -> Numbers:
    """Return the numbers of a list that SQLite wrote with commas; those of one length, as article numbers are, fast."""
    if not listed:
        return np.zeros(0, np.int64)
    step = (listed.find(b",") + 1) or len(listed) + 1
    if (len(listed) + 1) % step or step > _MOST_DIGITS + 1:
        return np.array(listed.split(b","), np.int64)
    powers = 10.0 ** np.arange(step - 2, -1, -1)
    numbers = np.empty((len(listed) + 1) // step, np.int64)
    for at in range(0, len(numbers), _PARSED_AT_ONCE):
        piece = listed[at * step : (at + _PARSED_AT_ONCE) * step]
        digits = np.frombuffer(piece if piece.endswith(b",") else piece + b",", np.uint8).reshape(-1, step)
        if (digits[:, :-1] < ord("0")).any():
            return np.array(listed.split(b","), np.int64)
        # Every number and part of one is below 2^53, and so exact.
        numbers[at : at + len(digits)] = (digits[:, :-1] - ord("0")) @ powers
    return numbers


def among(numbers: Numbers, wanted: Numbers) -> Bits:
    """Return which numbers are wanted; the wanted ones ascend. Where both do, the shorter is looked for."""
    if not len(wanted):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
    found: Bits = wanted[at] == numbers
    return found
