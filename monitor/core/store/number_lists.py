"""Lists of article numbers as arrays: read from what SQLite wrote, and one looked up in another."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_DIGITS = 16
"""Digits of an article's number, as long as the year has four."""
Bits: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int64]


def read_numbers(listed: bytes | None) -> Numbers:
    """Return the numbers of a list that SQLite wrote with commas; those of 16 digits, as article numbers are, fast."""
    if not listed:
        return np.zeros(0, np.int64)
    step = _DIGITS + 1
    count = (len(listed) + 1) // step
    if (len(listed) + 1) % step or listed.count(b",") != count - 1 or listed[_DIGITS::step].strip(b","):
        return np.array(listed.split(b","), np.int64)
    halves = np.ndarray((count, 2), "<u8", listed, strides=(step, _DIGITS // 2))
    values = _eight_digits(halves)
    numbers: Numbers = (values[:, 0] * np.uint64(10**8) + values[:, 1]).astype(np.int64)
    return numbers


def _eight_digits(text: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the numbers whose eight digits are the bytes of some words, the first digit in the lowest byte.

    Neighbouring digits become numbers of two digits, these of four, and these of eight, in all places of a word at
    once: the left one times its weight is added to the right one.
    """
    pairs = (text & np.uint64(0x0F0F0F0F0F0F0F0F)) * np.uint64(10 << 8 | 1) >> np.uint64(8)
    fours = (pairs & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(100 << 16 | 1) >> np.uint64(16)
    eights: NDArray[np.uint64] = (fours & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(10_000 << 32 | 1) >> np.uint64(32)
    return eights


def among(numbers: Numbers, wanted: Numbers) -> Bits:
    """Return which numbers are wanted; the wanted ones ascend. Where both do, the shorter is looked for."""
    if not len(wanted):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
    found: Bits = wanted[at] == numbers
    return found
