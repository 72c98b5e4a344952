"""Counts over many articles: a query becomes one bit an article of each segment, a count the sum of bits."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from monitor.core.query.nodes import Node
from monitor.core.store.codes import TYPES
from monitor.core.store.number_lists import Numbers
from monitor.core.store.query_bits import Ask, QueryBits, held
from monitor.core.store.rows import CountryCount, Totals
from monitor.core.store.search import Search
from monitor.core.store.segments import Segment
from monitor.core.store.sums import Found, added, country_sums, entity_sums, least_of, nonzero, repeats
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
        articles, mentions = country_sums(self._found)
        keys = np.flatnonzero(articles)
        repeated = repeats(self._found, lambda segment: segment.countries, keys)
        counts = [
            CountryCount(country_code(key), int(mentions[key]), n, n - repeated[key])
            for key in keys.tolist()
            for n in (int(articles[key]),)
        ]
        return sorted(counts, key=lambda count: (-count.mentions, count.code))

    def entities(self, types: Collection[EntityType], limit: int) -> dict[int, tuple[EntityType, int, int, int]]:
        """Return type, mentions, articles and stories by entity; with a limit, at least the most mentioned."""
        keys, articles, further = entity_sums(self._found, types, limit)
        mentions = articles + further
        if 0 <= limit < len(keys):
            chosen = mentions >= least_of(mentions, limit)
            keys, articles, mentions = keys[chosen], articles[chosen], mentions[chosen]
        repeated = repeats(self._found, lambda segment: segment.entities, keys)
        return {
            key >> TYPE_BITS: (TYPES[key & TYPE_MASK], int(mentioned), int(n), int(n) - repeated[key])
            for key, mentioned, n in zip(keys.tolist(), mentions.tolist(), articles.tolist(), strict=True)
        }

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
            undated = int(np.count_nonzero(bits & ~dated))
            total.update({0: undated} if undated else {})
            days, starts = segment.column("days", np.uint32).reshape(2, -1)
            counts = np.add.reduceat(bits & dated, starts.astype(np.int64), dtype=np.int64)
            total.update({day: n for day, n in zip(days.tolist(), counts.tolist(), strict=True) if n})
        return total


def find(
    connection: sqlite3.Connection, search: Search, node: Node, ask: Ask, segments: Sequence[Segment]
) -> Tabulation:
    """Return what a query finds. ``ask`` returns the numbers, ascending, of a part that the segments do not know."""
    test = QueryBits(connection, search, ask, segments).test(node)
    if test is None:
        numbers = ask(node)
        found = ((segment, held(segment, numbers) & segment.live) for segment in segments)
    else:
        found = ((segment, test(segment) & segment.live) for segment in segments)
    return Tabulation([(segment, bits) for segment, bits in found if bits.any()])
