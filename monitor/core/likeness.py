"""When two bodies are copies of one another: the pair test on their fingerprints.

The test looks at two bodies and at nothing else, neither at dates and outlets nor at what else a library holds, and
is symmetric: so which stories a set of articles makes does not depend on the order in which they arrive.

Containment (the share of the smaller body that stands in the other) finds copies that were cut; the Jaccard index
does not, and neither do simhashes. Bands of MinHash values (Broder 1997) say which pairs are worth testing; the test
itself is made on a sample of the shingles, taken by their hash (Broder's mod-sampling), so that samples compare.
"""

import sys
from array import array
from collections.abc import Set as AbstractSet
from functools import cached_property
from struct import Struct

FINGERPRINT_VERSION = 1
"""Raised whenever the fingerprint of some body changes: those of other versions are not compared."""
BANDS = 20
"""Bands of two values each: of pairs that share half of all their shingles, 0.3 % have no band in common."""
SAMPLE_BITS = 16
"""Bits that are kept of each sampled shingle: 0.2 of 128 meet by chance."""
MOST_MARKS = 32
"""Marks that a fingerprint holds; of more those with the least hashes, which again compare."""

NEAR = 0.6
"""Containment from which two bodies are copies. Of 2,700 agency and newspaper texts every pair above 0.55 is one, and
reports that a desk fills in day by day (money market, debentures, results) reach 0.5."""
NEAR_WHEN_SHORT = 0.7
SHORT = 60
"""Shingles below which a few fixed phrases are much of a body."""
LEAST_SHINGLES = 24
"""Bodies with fewer are copies only where they are the same, word by word."""
LEAST_RATIO = 0.4
"""Of the sizes: a round-up of three stories, each in full, is no copy of any."""
FEW_MARKS = 3
LEAST_MARKS = 0.65
"""Of the marks, where both bodies have a few: reports from one template, or with one long tail, share their words but
not their names and figures."""

_HEAD = Struct("<BBBI16s")
_BANDS_END = _HEAD.size + 4 * BANDS


class Fingerprint:
    """A body as the pair test sees it; what the test does not come to is not unpacked.

    Attributes:
        level: How many zero bits the hashes of the sampled shingles begin with.
        shingles: How many distinct ones the body has.
    """

    def __init__(self, packed: bytes) -> None:
        """Read the fingerprint that ``pack`` packed; see ``unpack``."""
        self._packed = packed
        _, self.level, marks, self.shingles, _ = _HEAD.unpack_from(packed)
        self._marks_end = _BANDS_END + 2 * marks

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """The 32-bit hashes of the bands."""
        return tuple(_numbers("I", self._packed[_HEAD.size : _BANDS_END]))

    @cached_property
    def marks(self) -> frozenset[int]:
        """The 16-bit hashes of names and of words with a digit."""
        return frozenset(_numbers("H", self._packed[_BANDS_END : self._marks_end]))

    @cached_property
    def sample(self) -> frozenset[int]:
        """Of the hashes of sampled shingles the ``SAMPLE_BITS`` bits after the zero ones."""
        return frozenset(_numbers("H", self._packed[self._marks_end :]))


def pack(key: bytes, *, level: int, shingles: int, bands: bytes, marks: bytes, sample: bytes) -> bytes:
    """Return a fingerprint as bytes; ``key`` is the body's (``identity``).

    All hashes are little-endian, the bands of 32 bits, the others of 16.
    """
    return _HEAD.pack(FINGERPRINT_VERSION, level, len(marks) // 2, shingles, key) + bands + marks + sample


def packed_key(packed: bytes | None) -> bytes | None:
    """Return the key of the body whose fingerprint this is, so that nobody need make it again."""
    return _HEAD.unpack_from(packed)[4] if packed is not None and _is_readable(packed) else None


def with_key(packed: bytes | None, key: bytes | None) -> bytes | None:
    """Return the fingerprint of a body whose key is another now, because the tokenizer is."""
    if packed is None or key is None or not _is_readable(packed):
        return packed
    version, level, marks, shingles, _ = _HEAD.unpack_from(packed)
    return _HEAD.pack(version, level, marks, shingles, key) + packed[_HEAD.size :]


def unpack(packed: bytes | None) -> Fingerprint | None:
    """Return what ``pack`` packed; None for no fingerprint, or one of another version."""
    return Fingerprint(packed) if packed is not None and _is_readable(packed) else None


def are_near_copies(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two bodies are copies of one another, one of them maybe cut, lengthened or lightly edited."""
    small, large = (one, other) if one.shingles <= other.shingles else (other, one)
    if small.shingles < LEAST_SHINGLES or small.shingles < LEAST_RATIO * large.shingles:
        return False
    if not _marks_agree(one.marks, other.marks):
        return False
    return containment(one, other) >= (NEAR_WHEN_SHORT if small.shingles < SHORT else NEAR)


def containment(one: Fingerprint, other: Fingerprint) -> float:
    """Return the estimated share, 0 to 1, of the smaller body that stands in the other."""
    finer, coarser = (one, other) if one.level <= other.level else (other, one)
    left, right = _coarsened(finer, coarser)
    return len(left & right) / max(1, min(len(left), len(right)))


def _coarsened(finer: Fingerprint, coarser: Fingerprint) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """Return two samples at the coarser level: what has the zero bits, and the bits of it that both know."""
    step = coarser.level - finer.level
    if not step:
        return finer.sample, coarser.sample
    limit = 1 << max(0, SAMPLE_BITS - step)
    return {value for value in finer.sample if value < limit}, {value >> step for value in coarser.sample}


def _marks_agree(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two bodies name the same; one that names hardly anything says nothing of it."""
    bounds = [max(marks) for marks in (one, other) if len(marks) == MOST_MARKS]
    if bounds:
        one = frozenset(value for value in one if value <= min(bounds))
        other = frozenset(value for value in other if value <= min(bounds))
    fewest = min(len(one), len(other))
    return fewest < FEW_MARKS or len(one & other) >= LEAST_MARKS * fewest


def _is_readable(packed: bytes) -> bool:
    return len(packed) >= _BANDS_END and packed[0] == FINGERPRINT_VERSION


def _numbers(kind: str, packed: bytes) -> "array[int]":
    numbers: array[int] = array(kind)
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
