"""A body's fingerprint, by which its near copies are found: MinHash bands and a sample of its shingles.

Of the folded words of the clean body, so that page furniture, layout, accents and capitals change nothing.
"""

import re
from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from monitor.core.identity import words_key
from monitor.core.likeness import BANDS, MOST_MARKS, SAMPLE_BITS, pack
from monitor.core.tokens import words

SHINGLE_WORDS = 6
"""Of two bodies from one template, each changed word or figure takes so many shingles out of what they share: with
fewer words they are too alike, with more a lightly edited copy is not alike enough."""
MOST_SAMPLED = 128
"""Shingles of the sample: containment is then right to 0.05 (one standard deviation)."""
_VALUES_A_BAND = 2
_CHUNK = 4_096  # shingles at a time: their values under all permutations fit the cache

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я](?<=\w[ \u00a0\n].)\w{2,}")
"""A word with a capital that does not begin a sentence. Scripts without capitals have figures only."""

_Hashes = NDArray[np.uint64]


def fingerprint(body: str, found: list[str] | None = None) -> bytes | None:
    """Return the fingerprint of a clean body, None where it has too few words; ``likeness`` compares them.

    Args:
        body: The body.
        found: Its folded words, where they are known.
    """
    found = words(body) if found is None else found
    key = words_key(found)
    if key is None:
        return None
    shingles = _distinct(_shingles(found))
    level = _level(shingles)
    sampled = shingles[: _among(shingles, level)]
    sample = (sampled << np.uint64(level)) >> np.uint64(64 - SAMPLE_BITS)
    return pack(
        key,
        level=level,
        shingles=len(shingles),
        bands=_packed(_bands(shingles), 4),
        marks=_packed(_marks(body, found), 2),
        sample=_packed(sample, 2),
    )


def _distinct(values: _Hashes) -> _Hashes:
    """Return the values sorted, each once: what ``np.unique`` does, in half the time."""
    values = np.sort(values)
    first = np.ones(len(values), np.bool_)
    first[1:] = values[1:] != values[:-1]
    distinct: _Hashes = values[first]
    return distinct


def _marks(body: str, found: Iterable[str]) -> _Hashes:
    """Return hashes of the words with a digit and of the names, the least ones of many."""
    marks = {word for word in found if not word.isalpha() and _DIGIT.search(word)}
    marks.update(words(" ".join(_NAME.findall(body))))
    return _distinct(_hashed(marks) >> np.uint64(64 - SAMPLE_BITS))[:MOST_MARKS]


def _hashed(found: Iterable[str]) -> _Hashes:
    """Return a 64-bit hash of each word: the same in every process, which Python's own is not."""
    return _mixed(np.fromiter(map(crc32, " ".join(found).encode("utf-8", "replace").split()), np.uint64))


def _shingles(found: list[str]) -> _Hashes:
    """Return a 64-bit hash of each run of ``SHINGLE_WORDS`` words."""
    hashed = _hashed(found)
    count = len(hashed) - SHINGLE_WORDS + 1
    total = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        total += hashed[place : place + count] * factor
    return _mixed(total)


def _mixed(values: _Hashes) -> _Hashes:
    """Return the finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit depends on every bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: _Hashes = values ^ (values >> np.uint64(31))
    return mixed


def _level(shingles: _Hashes) -> int:
    """Return how many zero bits a sampled hash begins with: as few as leave no more than are to be sampled."""
    level = 0
    while _among(shingles, level) > MOST_SAMPLED:
        level += 1
    return level


def _among(shingles: _Hashes, level: int) -> int:
    """Return how many of the sorted hashes begin with so many zero bits."""
    return int(np.searchsorted(shingles, np.uint64((1 << 64 - level) - 1), "right"))


def _packed(hashes: _Hashes, width: int) -> bytes:
    return hashes.astype(f"<u{width}").tobytes()


def _bands(shingles: _Hashes) -> _Hashes:
    """Return the hash of each band: of the least values of all shingles under its two permutations."""
    low = shingles.astype(np.uint32)
    least = np.full(BANDS * _VALUES_A_BAND, 0xFFFFFFFF, np.uint32)
    for start in range(0, len(low), _CHUNK):
        permuted = (low[start : start + _CHUNK] ^ _MASKS) * _MULTIPLIERS
        least = np.minimum(least, permuted.min(axis=1))
    pairs = least.reshape(BANDS, _VALUES_A_BAND).astype(np.uint64)
    number = np.arange(1, BANDS + 1, dtype=np.uint64)
    joined = (pairs[:, 0] << np.uint64(32) | pairs[:, 1]) + number * np.uint64(0x9E3779B97F4A7C15)
    return _mixed(joined) >> np.uint64(32)


def _odd(count: int, start: int) -> _Hashes:
    """Return fixed pseudo-random odd numbers: the same in every run and on every machine."""
    step = np.uint64(0x9E3779B97F4A7C15)
    return _mixed(np.arange(start, start + count, dtype=np.uint64) * step) | np.uint64(1)


_FACTORS = _odd(SHINGLE_WORDS, 1)
_MASKS = _odd(BANDS * _VALUES_A_BAND, 101).astype(np.uint32)[:, None]
_MULTIPLIERS = (_odd(BANDS * _VALUES_A_BAND, 201) >> np.uint64(8)).astype(np.uint32)[:, None] | np.uint32(1)
