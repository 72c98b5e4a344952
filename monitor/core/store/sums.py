"""Sums over the articles that a query found, key by key: what counts of countries and entities are made of."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.store.codes import TYPE_CODE, TYPES
from monitor.core.store.number_lists import Bits, Numbers
from monitor.core.store.postings import FEW, FREQUENT, MIDDLING, OFTEN, SELDOM, TIERS, Postings, most_unseen
from monitor.core.store.segments import Segment
from monitor.core.store.tallies import TYPE_BITS, TYPE_MASK
from monitor.core.terms import EntityType

Found: TypeAlias = list[tuple[Segment, Bits]]
"""The segments in which a query finds anything, and what it finds there."""
Counted: TypeAlias = tuple[Numbers, Numbers, Numbers]
"""Keys, ascending, with their articles and their further mentions."""
MORE_THAN_ASKED = 32
"""Entities that are counted besides as many as are asked for, before it is known which others may reach as far."""
MOST_ONE_BY_ONE = 2_000
"""Entities that are counted one by one; where more may be among the most mentioned, all are counted at once."""


def country_sums(found: Found) -> tuple[Numbers, Numbers]:
    """Return by key in how many of the found articles a country is, and how often it is mentioned there."""
    articles, further = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for segment, bits in found:
        for tier in TIERS:
            articles = _added_at(articles, *segment.countries.sums(tier, bits))
            further = _added_at(further, *segment.countries.further_sums(tier, bits))
    return articles, added(articles, further)


def entity_sums(found: Found, types: Collection[EntityType], limit: int) -> Counted:
    """Return the entities of some types (of all where none is named); with a limit, at least the most mentioned."""
    wanted = np.isin(np.arange(TYPE_MASK + 1), [TYPE_CODE[type_] for type_ in types or TYPES])
    chosen, size = sum(int(np.count_nonzero(bits)) for _, bits in found), sum(segment.size for segment, _ in found)
    if limit > 0 and chosen * FEW > size and (most := _most_named(found, wanted, limit)) is not None:
        return most
    keys, articles, further = _summed(found, wanted, (FREQUENT, MIDDLING) if limit > 0 else TIERS)
    if limit <= 0:
        return keys, articles, further
    least = least_of(articles + further, limit) if limit < len(keys) else 0
    if least <= _missed(found):
        return _summed(found, wanted, TIERS)
    reaching = articles + further >= least - _missed(found)
    keys, articles, further = keys[reaching], articles[reaching], further[reaching]
    for segment, bits in found:
        seldom = ~segment.entities.is_above(SELDOM, keys)
        if seldom.any():
            articles[seldom] += segment.entities.sums_of(keys[seldom], bits)
            further[seldom] += segment.entities.further_sums_of(keys[seldom], bits)
    return keys, articles, further


def least_of(counts: Numbers, limit: int) -> int:
    """Return the smallest of the ``limit`` largest counts."""
    return int(np.partition(counts, len(counts) - limit)[len(counts) - limit]) if limit else int(counts.max()) + 1


def repeats(found: Found, of: Callable[[Segment], Postings], keys: Numbers) -> Mapping[int, int]:
    """Return by key how many articles repeat a story that another article with it is of: a story counts once."""
    pairs: list[Numbers] = []
    for segment, bits in found:
        stories = segment.stories()
        shared = None if stories is None else bits & (stories != 0)
        if stories is not None and shared is not None and shared.any():
            for mentioned, places in of(segment).pairs(shared):
                kept = np.isin(mentioned, keys)
                pairs.append(np.stack([mentioned[kept], stories[places[kept]]], axis=1))
    if not pairs:
        return Counter()
    both = np.concatenate(pairs)
    once = np.unique(both, axis=0)
    repeated = Counter(both[:, 0].tolist())
    repeated.subtract(Counter(once[:, 0].tolist()))
    return repeated


def added(one: Numbers, other: Numbers) -> Numbers:
    """Return the sum of two arrays, whichever is longer."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    longer = longer.copy()
    longer[: len(shorter)] += shorter
    return longer


def nonzero(counts: Numbers) -> Counter[int]:
    """Return the counts that are not 0 by their places."""
    return Counter({int(value): int(counts[value]) for value in np.flatnonzero(counts)})


def _most_named(found: Found, wanted: Bits, limit: int) -> Counted | None:
    """Return the most mentioned entities, and maybe others; None where they are not few among those that might be.

    In the found articles an entity is mentioned at most as often as in the whole segments, which is known of those
    that are frequent there. The most frequent are counted; then every other that may be mentioned as often as the
    last of them, for as long as it may.
    """
    keys = _frequent(found, wanted)
    if len(keys) <= limit + MORE_THAN_ASKED:
        return None
    most = np.sum([segment.entities.most_of(keys) for segment, _ in found], axis=0)
    first = np.zeros(len(keys), np.bool_)
    first[np.argpartition(most, -limit - MORE_THAN_ASKED)[-limit - MORE_THAN_ASKED :]] = True
    counted = _count(found, keys[first], most[first], 0)
    least = least_of(counted[1] + counted[2], limit)
    others = ~first & (most >= least)
    if least <= sum(map(_most_unseen, found)) or np.count_nonzero(others) > MOST_ONE_BY_ONE:
        return None
    rest = _count(found, keys[others], most[others], least)
    order = np.argsort(np.append(counted[0], rest[0]))
    return tuple(np.append(one, other)[order] for one, other in zip(counted, rest, strict=True))  # type: ignore[return-value]


def _count(found: Found, keys: Numbers, most: Numbers, least: int) -> Counted:
    """Return what the found articles hold of those keys, which may be mentioned so often, that are as often as asked.

    A key is left out as soon as what was counted of it, with the most that may come, is less.
    """
    articles, further = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    for segment, bits in found:
        if not len(keys):
            break
        here = segment.entities.sums_of(keys, bits), segment.entities.further_sums_of(keys, bits)
        articles, further = articles + here[0], further + here[1]
        most = most - segment.entities.most_of(keys) + here[0] + here[1]
        kept = most >= least
        keys, articles, further, most = keys[kept], articles[kept], further[kept], most[kept]
    return keys, articles, further


def _frequent(found: Found, wanted: Bits) -> Numbers:
    """Return the entities of the wanted types that are frequent in any segment, ascending."""
    every = [segment.entities.keys(FREQUENT) for segment, _ in found]
    keys: Numbers = np.unique(np.concatenate(every)).astype(np.int64) if every else np.zeros(0, np.int64)
    kept: Numbers = keys[wanted[keys & TYPE_MASK]]
    return kept


def _most_unseen(one: tuple[Segment, Bits]) -> int:
    """Return how often an entity may be mentioned in a segment where it is not among the frequent ones."""
    return most_unseen("entity", one[0].size)


def _summed(found: Found, wanted: Bits, tiers: tuple[str, ...]) -> Counted:
    """Return the entities of the wanted types of some tiers."""
    articles, further, key_of = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    for segment, bits in found:
        for tier in tiers:
            keys, sums = _chosen(*segment.entities.sums(tier, bits), wanted)
            articles = _added_at(articles, keys >> TYPE_BITS, sums)
            key_of = _grown(key_of, keys >> TYPE_BITS)
            key_of[keys >> TYPE_BITS] = keys
            keys, sums = _chosen(*segment.entities.further_sums(tier, bits), wanted)
            further = _added_at(further, keys >> TYPE_BITS, sums)
    numbers = np.flatnonzero(articles)
    return key_of[numbers], articles[numbers], added(further, np.zeros(len(articles), np.int64))[numbers]


def _chosen(keys: NDArray[np.uint32], sums: Numbers, wanted: Bits) -> tuple[Numbers, Numbers]:
    """Return the keys of the wanted types that have a sum, with it."""
    at = np.flatnonzero(sums)
    keys = keys[at]
    kept = wanted[keys & TYPE_MASK]
    return keys[kept].astype(np.int64), sums[at][kept]


def _missed(found: Found) -> int:
    """Return how often an entity may be mentioned where it is among those that are mentioned seldom."""
    return (OFTEN - 1) * len(found)


def _added_at(total: Numbers, keys: NDArray[Any], sums: Numbers) -> Numbers:
    """Return sums by key with others added, each key of which is there once."""
    total = _grown(total, keys)
    total[keys] += sums
    return total


def _grown(total: Numbers, keys: NDArray[Any]) -> Numbers:
    """Return sums with room for some keys, and for more: the next segment has others."""
    last = int(keys.max()) if len(keys) else 0
    return total if last < len(total) else np.append(total, np.zeros(last + 1 + last // 4 - len(total), np.int64))
