"""Sums over the articles that a query found, key by key: what counts of countries and entities are made of."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from monitor.core.store.codes import TYPE_CODE, TYPES
from monitor.core.store.number_lists import Numbers
from monitor.core.store.segments import SELDOM, Bits, Segment
from monitor.core.store.tallies import TYPE_BITS, TYPE_MASK
from monitor.core.terms import EntityType

Found: TypeAlias = list[tuple[Segment, Bits]]
"""The segments in which a query finds anything, and what it finds there."""


def key_sums(found: Found, name: str) -> Numbers:
    """Return how often each key of a column occurs among the found articles."""
    total = np.zeros(0, np.int64)
    for segment, bits in found:
        keys, sums = segment.sums(name, bits, all_of_them=bool(bits.all()))
        if len(keys):
            if int(keys[-1]) >= len(total):
                total = np.concatenate([total, np.zeros(int(keys[-1]) + 1 - len(total), np.int64)])
            total[keys] += sums
    return total


def every_sum(found: Found, *columns: str) -> Numbers:
    """Return how often each key of several columns occurs among the found articles."""
    total = np.zeros(0, np.int64)
    for column in columns:
        total = added(total, key_sums(found, column))
    return total


def entity_sums(found: Found, columns: Sequence[str], types: Collection[EntityType]) -> tuple[Numbers, Numbers]:
    """Return the entities of some types (of all where none is named) and how often each occurs in some columns."""
    total, key_of = np.zeros(0, np.int64), np.zeros(0, np.uint32)
    wanted = [TYPE_CODE[type_] for type_ in types or TYPES]
    for segment, bits in found:
        for column in columns:
            keys, sums = segment.sums(column, bits, all_of_them=bool(bits.all()))
            chosen = (sums > 0) & np.isin(keys & TYPE_MASK, wanted)
            keys, sums = keys[chosen], sums[chosen]
            if len(keys) and int(keys[-1] >> TYPE_BITS) >= len(total):
                more = int(keys[-1] >> TYPE_BITS) + 1 - len(total)
                total, key_of = np.append(total, np.zeros(more, np.int64)), np.append(key_of, np.zeros(more, np.uint32))
            total[keys >> TYPE_BITS] += sums
            key_of[keys >> TYPE_BITS] = keys
    numbers = np.flatnonzero(total)
    return key_of[numbers].astype(np.int64), total[numbers]


def aligned_counts(
    keys: Numbers, counts: Numbers, others: Numbers, further: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return keys with their counts and the further counts of those that have any; both ascend by entity."""
    aligned = np.zeros(len(keys), np.int64)
    at = np.searchsorted(keys, others)
    known = at < len(keys)
    known[known] = keys[at[known]] == others[known]
    aligned[at[known]] = further[known]
    return keys, counts.copy(), aligned


def least_of(counts: Numbers, limit: int) -> int:
    """Return the smallest of the ``limit`` largest counts."""
    return int(np.partition(counts, len(counts) - limit)[len(counts) - limit]) if limit else int(counts.max()) + 1


def repeats(found: Found, name: str, keys: Numbers) -> Mapping[int, int]:
    """Return by key how many articles repeat a story that another article with it is of: a story counts once."""
    pairs: list[Numbers] = []
    for segment, bits in found:
        stories = segment.stories()
        shared = None if stories is None else bits & (stories != 0)
        if stories is not None and shared is not None and shared.any():
            for column in (name, name + SELDOM):
                pairs.append(_pairs(segment, column, keys, shared, stories))
    if not pairs:
        return Counter()
    both = np.concatenate(pairs)
    once = np.unique(both, axis=0)
    repeated = Counter(both[:, 0].tolist())
    repeated.subtract(Counter(once[:, 0].tolist()))
    return repeated


def _pairs(segment: Segment, column: str, wanted: Numbers, shared: Bits, stories: Numbers) -> Numbers:
    """Return pairs of a wanted key and a story of several articles, one an article with both."""
    keys, ends = segment.keys(column)
    places = segment.places(column)
    hits = np.flatnonzero(shared.take(places))
    of = keys[np.searchsorted(ends, hits, side="right") - 1].astype(np.int64)
    kept = np.isin(of, wanted)
    return np.stack([of[kept], stories[places[hits[kept]]]], axis=1)


def added(one: Numbers, other: Numbers) -> Numbers:
    """Return the sum of two arrays, whichever is longer."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    longer = longer.copy()
    longer[: len(shorter)] += shorter
    return longer


def nonzero(counts: Numbers) -> Counter[int]:
    """Return the counts that are not 0 by their places."""
    return Counter({int(value): int(counts[value]) for value in np.flatnonzero(counts)})
