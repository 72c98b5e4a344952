"""Counts over many articles: a query becomes one bit an article of each segment, a count the sum of bits."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np

from monitor.core.query.nodes import Node
from monitor.core.store.codes import TYPES
from monitor.core.store.number_lists import Numbers, among
from monitor.core.store.query_bits import Ask, QueryBits, held
from monitor.core.store.rows import CountryCount, Totals
from monitor.core.store.schema import DAY_SHIFT
from monitor.core.store.search import Search
from monitor.core.store.segments import OFTEN, SELDOM, segments_of
from monitor.core.store.sums import (
    Found,
    added,
    aligned_counts,
    entity_sums,
    every_sum,
    least_of,
    nonzero,
    repeats,
)
from monitor.core.store.tallies import TYPE_BITS, TYPE_MASK, country_code
from monitor.core.terms import EntityType


class Tabulation:
    """What a query finds, as bits of the segments, and the counts over it."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return sum(int(bits.sum()) for _, bits in self._found)

    def numbers(self) -> Numbers:
        """Return the numbers of the articles, ascending."""
        parts = [segment.numbers[bits] for segment, bits in self._found]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)

    def totals(self) -> Totals:
        """Return how many articles and stories there are."""
        total, shared = 0, []
        for segment, bits in self._found:
            total += int(bits.sum())
            if (stories := segment.stories()) is not None:
                shared.append(stories[bits & (stories != 0)])
        several = np.concatenate(shared) if shared else np.zeros(0, np.int64)
        return Totals(total, total - len(several) + len(np.unique(several)))

    def countries(self) -> list[CountryCount]:
        """Return the countries, the most mentioned first."""
        articles = every_sum(self._found, "country", "country" + SELDOM)
        mentions = added(articles, every_sum(self._found, "country+", "country" + SELDOM + "+"))
        keys = np.flatnonzero(articles)
        repeated = repeats(self._found, "country", keys)
        counts = [
            CountryCount(country_code(key), int(mentions[key]), n, n - repeated[key])
            for key in keys.tolist()
            for n in (int(articles[key]),)
        ]
        return sorted(counts, key=lambda count: (-count.mentions, count.code))

    def entities(self, types: Collection[EntityType], limit: int) -> dict[int, tuple[EntityType, int, int, int]]:
        """Return type, mentions, articles and stories by entity; with a limit, at least the most mentioned."""
        keys, articles, further = self._often_named(types)
        least = least_of(articles + further, limit) if 0 < limit < len(keys) else 0
        # In a segment where an entity is mentioned seldom, it adds less than OFTEN.
        missed = (OFTEN - 1) * len(self._found)
        if least > missed:
            chosen = articles + further >= least - missed
            keys, articles, further = keys[chosen], articles[chosen], further[chosen]
            self._add_seldom(keys, articles, further)
        else:
            keys, articles, further = self._named(types)
        mentions = articles + further
        if 0 <= limit < len(keys):
            chosen = mentions >= least_of(mentions, limit)
            keys, articles, mentions = keys[chosen], articles[chosen], mentions[chosen]
        repeated = repeats(self._found, "entity", keys)
        return {
            key >> TYPE_BITS: (TYPES[key & TYPE_MASK], int(mentioned), int(n), int(n) - repeated[key])
            for key, mentioned, n in zip(keys.tolist(), mentions.tolist(), articles.tolist(), strict=True)
        }

    def _often_named(self, types: Collection[EntityType]) -> tuple[Numbers, Numbers, Numbers]:
        """Return the entities that are named often in some segment, with what they add there."""
        keys, articles = entity_sums(self._found, ("entity",), types)
        return aligned_counts(keys, articles, *entity_sums(self._found, ("entity+",), types))

    def _named(self, types: Collection[EntityType]) -> tuple[Numbers, Numbers, Numbers]:
        """Return all entities with their articles and further mentions."""
        keys, articles = entity_sums(self._found, ("entity", "entity" + SELDOM), types)
        further = ("entity+", "entity" + SELDOM + "+")
        return aligned_counts(keys, articles, *entity_sums(self._found, further, types))

    def _add_seldom(self, keys: Numbers, articles: Numbers, further: Numbers) -> None:
        """Add what some entities, by ascending number, add in the segments where they are named seldom."""
        for segment, bits in self._found:
            left = ~among(keys, segment.keys("entity")[0].astype(np.int64))
            if left.any():
                articles[left] += segment.sums_of("entity" + SELDOM, keys[left], bits)
                further[left] += segment.sums_of("entity" + SELDOM + "+", keys[left], bits)

    def by_source(self, ranks: Mapping[int, int], limit: int | None) -> Numbers:
        """Return the numbers of the articles by the rank of their source, the newest first; those of none last."""
        last = max(ranks.values(), default=0) + 1
        rank_of = np.full(max(ranks, default=0) + 1, last, np.int64)
        for source, rank in ranks.items():
            rank_of[source] = rank
        numbers, found = np.zeros(0, np.int64), np.zeros(0, np.int64)
        for segment, bits in self._found:
            numbers = np.append(numbers, segment.numbers[bits])
            found = np.append(found, rank_of[segment.column("source", np.int32)[bits]])
        if limit is not None and limit < len(numbers):
            enough = int(np.searchsorted(np.cumsum(np.bincount(found)), limit))
            numbers, found = numbers[found <= enough], found[found <= enough]
        ordered: Numbers = numbers[np.lexsort((-numbers, found))][:limit]
        return ordered

    def values(self, column: str) -> Counter[int]:
        """Return how many articles have each value of a column, 0 for none."""
        total = np.zeros(0, np.int64)
        for segment, bits in self._found:
            total = added(total, np.bincount(segment.column(column, np.int32)[bits]))
        return nonzero(total)

    def languages(self) -> Counter[str | None]:
        """Return how many articles are of each language."""
        total: Counter[str | None] = Counter()
        for segment, bits in self._found:
            names = segment.languages()
            counts = np.bincount(segment.column("language", np.uint16)[bits], minlength=len(names))
            total.update({name: n for name, n in zip(names, counts.tolist(), strict=True) if n})
        return total

    def days(self) -> Counter[int]:
        """Return how many articles are of each day (its ordinal), 0 for undated ones."""
        total: Counter[int] = Counter()
        for segment, bits in self._found:
            dated = segment.column("dated", np.bool_)
            undated = int((bits & ~dated).sum())
            total.update({0: undated} if undated else {})
            days = (segment.numbers >> DAY_SHIFT)[bits & dated]
            if len(days):
                first = int(days.min())
                total.update({first + day: n for day, n in nonzero(np.bincount(days - first)).items()})
        return total


def find(connection: sqlite3.Connection, search: Search, node: Node, ask: Ask) -> Tabulation:
    """Return what a query finds. ``ask`` returns the numbers, ascending, of a part that the segments do not know."""
    test = QueryBits(connection, search, ask).test(node)
    if test is None:
        return find_numbers(connection, ask(node))
    found = ((segment, test(segment) & segment.live) for segment in segments_of(connection))
    return Tabulation([(segment, bits) for segment, bits in found if bits.any()])


def find_numbers(connection: sqlite3.Connection, numbers: Numbers) -> Tabulation:
    """Return given articles, their numbers ascending."""
    found = ((segment, held(segment, numbers) & segment.live) for segment in segments_of(connection))
    return Tabulation([(segment, bits) for segment, bits in found if bits.any()])
