"""Counts over many articles: a query becomes one bit an article of each segment, a count the sum of bits.

What the segments know of a query (countries, names, sources, languages, dates, and what joins them) is asked of
them; any other query (words, marks, tags) is answered by the tables, and its articles become bits.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.query.nodes import (
    And,
    AtLeast,
    Dated,
    Everything,
    From,
    InCountry,
    Language,
    Named,
    Node,
    Not,
    Or,
    Undated,
    Unread,
    Within,
)
from monitor.core.store.codes import TYPE_CODE, TYPES
from monitor.core.store.expressions import is_wordy, match_expression
from monitor.core.store.rows import CountryCount, Totals
from monitor.core.store.schema import DAY_SHIFT
from monitor.core.store.search import Search
from monitor.core.store.segments import OFTEN, SELDOM, Bits, Segment, segments_of
from monitor.core.store.tallies import TYPE_BITS, TYPE_MASK, country_code, country_key, entity_key
from monitor.core.terms import COUNTED_ZONES, EntityType

MOST_READ = 100_000
"""Read articles from which it is the unread ones that are asked for."""
_MOST_DIGITS = 16
_PARSED_AT_ONCE = 65_536
_EVERY_ENTITY = ("entity", "entity+", "entity" + SELDOM, "entity" + SELDOM + "+")
Test: TypeAlias = Callable[[Segment], Bits]
Numbers: TypeAlias = NDArray[np.int64]
Ask: TypeAlias = Callable[[Node], Numbers]
Found: TypeAlias = list[tuple[Segment, Bits]]
"""The segments in which a query finds anything, and what it finds there."""


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
        articles = _added(_sums(self._found, "country"), _sums(self._found, "country" + SELDOM))
        mentions = _every_sum(self._found, "country")
        keys = np.flatnonzero(articles)
        repeated = _repeats(self._found, "country", keys)
        counts = [
            CountryCount(country_code(key), int(mentions[key]), n, n - repeated[key])
            for key in keys.tolist()
            for n in (int(articles[key]),)
        ]
        return sorted(counts, key=lambda count: (-count.mentions, count.code))

    def entities(self, types: Collection[EntityType], limit: int) -> dict[int, tuple[EntityType, int, int, int]]:
        """Return type, mentions, articles and stories by entity; with a limit, at least the most mentioned."""
        keys, articles, further = self._often_named(types)
        least = _least_of(articles + further, limit) if 0 < limit < len(keys) else 0
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
            chosen = mentions >= _least_of(mentions, limit)
            keys, articles, mentions = keys[chosen], articles[chosen], mentions[chosen]
        repeated = _repeats(self._found, "entity", keys)
        return {
            key >> TYPE_BITS: (TYPES[key & TYPE_MASK], int(mentioned), int(n), int(n) - repeated[key])
            for key, mentioned, n in zip(keys.tolist(), mentions.tolist(), articles.tolist(), strict=True)
        }

    def _often_named(self, types: Collection[EntityType]) -> tuple[Numbers, Numbers, Numbers]:
        """Return the entities that are named often in some segment, with what they add there."""
        keys, articles = _entity_sums(self._found, ("entity",), types)
        return _aligned(keys, articles, *_entity_sums(self._found, ("entity+",), types))

    def _named(self, types: Collection[EntityType]) -> tuple[Numbers, Numbers, Numbers]:
        """Return all entities with their articles and further mentions."""
        keys, articles = _entity_sums(self._found, ("entity", "entity" + SELDOM), types)
        further = ("entity+", "entity" + SELDOM + "+")
        return _aligned(keys, articles, *_entity_sums(self._found, further, types))

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
            total = _added(total, np.bincount(segment.column(column, np.int32)[bits]))
        return _nonzero(total)

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
                total.update({first + day: n for day, n in _nonzero(np.bincount(days - first)).items()})
        return total


def find(connection: sqlite3.Connection, search: Search, node: Node, ask: Ask) -> Tabulation:
    """Return what a query finds. ``ask`` returns the numbers, ascending, of a part that the segments do not know."""
    test = _Bits(connection, search, ask).test(node)
    if test is None:
        return find_numbers(connection, ask(node))
    found = ((segment, test(segment) & segment.live) for segment in segments_of(connection))
    return Tabulation([(segment, bits) for segment, bits in found if bits.any()])


def find_numbers(connection: sqlite3.Connection, numbers: Numbers) -> Tabulation:
    """Return given articles, their numbers ascending."""
    found = ((segment, _held(segment, numbers) & segment.live) for segment in segments_of(connection))
    return Tabulation([(segment, bits) for segment, bits in found if bits.any()])


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


# --- a query as bits ----------------------------------------------------------------------------


class _Bits:
    """Makes tests of segments of the parts of a query."""

    def __init__(self, connection: sqlite3.Connection, search: Search, ask: Ask) -> None:
        self._connection = connection
        self._search = search
        self._ask = ask

    def test(self, node: Node) -> Test | None:  # noqa: PLR0911  # one a kind of node
        """Return the test of a part, None where the articles of the whole must be asked for."""
        if match_expression(node) is not None:
            return self._asked(node)
        match node:
            case Everything():
                return lambda segment: segment.live
            case And(parts):
                return self._joined(_with_words_together(parts, And), np.logical_and.reduce)
            case Or(parts):
                return self._joined(_with_words_together(parts, Or), np.logical_or.reduce)
            case Not(part):
                inner = self.test(part)
                return None if inner is None else lambda segment: ~inner(segment)
            case Within() | AtLeast():
                return None  # reads texts: of the fewer articles, the better
            case Unread():
                return self._unread()
            case _:
                return self._column(node) or self._asked(node)

    def _column(self, node: Node) -> Test | None:  # noqa: PLR0911  # one a kind of node
        match node:
            case InCountry(code, zones) if zones == COUNTED_ZONES and len(code) == 2:
                return lambda segment: segment.having("country", [country_key(code)])
            case Named(type_, _, zones) if zones == COUNTED_ZONES:
                return _named(self._connection, self._search.entity_numbers(node), type_)
            case From(origin, test):
                numbers = self._search.origin_numbers(origin, test)
                return lambda segment: np.isin(segment.column(origin.value, np.int32), numbers)
            case Language(code):
                return lambda segment: _is_language(segment, code)
            case Dated(first, last):
                return lambda segment: _is_dated(segment, first, last)
            case Undated():
                return lambda segment: ~segment.column("dated", np.bool_)
            case _:
                return None

    def _asked(self, node: Node) -> Test:
        numbers = self._ask(node)
        return lambda segment: _held(segment, numbers)

    def _unread(self) -> Test:
        """Most articles are unread, or most are read: the fewer are asked for."""
        few = f"select count(*) from (select 1 from article where not unread limit {MOST_READ})"
        if int(self._connection.execute(few).fetchone()[0]) == MOST_READ:
            return self._asked(Unread())
        rows = self._connection.execute("select article_id from article where not unread order by article_id")
        read = np.array([number for (number,) in rows], np.int64)
        return lambda segment: ~_held(segment, read)

    def _joined(self, parts: Sequence[Node], join: Callable[[list[Bits]], Bits]) -> Test | None:
        if any(_reads_texts(part) for part in parts):
            return None
        tests = [test for part in parts if (test := self.test(part)) is not None]
        return lambda segment: join([test(segment) for test in tests])


def _with_words_together(parts: Sequence[Node], kind: type[And] | type[Or]) -> list[Node]:
    """Return the parts, those that are words alone as one: the index joins them faster."""
    wordy = tuple(part for part in parts if is_wordy(part))
    if len(wordy) < 2 or match_expression(kind(wordy)) is None:
        return list(parts)
    return [kind(wordy), *(part for part in parts if part not in wordy)]


def _reads_texts(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(_reads_texts(part) for part in parts)
        case Not(part):
            return _reads_texts(part)
        case _:
            return isinstance(node, Within | AtLeast)


def _named(connection: sqlite3.Connection, numbers: Sequence[int], type_: EntityType) -> Test | None:
    """An article may also be found by a name that a correction took out of it: only the tables know those."""
    listed = ",".join(map(str, numbers))
    if connection.execute(f"select 1 from found_name where entity_id in ({listed}) limit 1").fetchone():
        return None
    keys = [entity_key(number, type_) for number in numbers]
    return lambda segment: segment.having("entity", keys)


def _is_language(segment: Segment, code: str) -> Bits:
    names = segment.languages()
    wanted = names.index(code) if code in names else len(names)
    bits: Bits = segment.column("language", np.uint16) == wanted
    return bits


def _is_dated(segment: Segment, first: date | None, last: date | None) -> Bits:
    low = (first.toordinal() if first else 0) << DAY_SHIFT
    high = (last.toordinal() + 1 if last else 1 << 22) << DAY_SHIFT
    bits: Bits = (segment.numbers >= low) & (segment.numbers < high) & segment.column("dated", np.bool_)
    return bits


def _held(segment: Segment, numbers: Numbers) -> Bits:
    """Return which articles of a segment are among some numbers, which ascend."""
    low, high = np.searchsorted(numbers, (segment.numbers[0], segment.numbers[-1] + 1))
    if low == high:
        return np.zeros(len(segment.numbers), np.bool_)
    return among(segment.numbers, numbers[low:high])


def among(numbers: Numbers, wanted: Numbers) -> Bits:
    """Return which numbers are wanted; the wanted ones ascend. Where both do, the shorter is looked for."""
    if not len(wanted):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
    found: Bits = wanted[at] == numbers
    return found


# --- sums ---------------------------------------------------------------------------------------


def _sums(found: Found, name: str) -> Numbers:
    """Return how often each key of a column occurs among the found articles."""
    total = np.zeros(0, np.int64)
    for segment, bits in found:
        keys, sums = segment.sums(name, bits, all_of_them=bool(bits.all()))
        if len(keys):
            if int(keys[-1]) >= len(total):
                total = np.concatenate([total, np.zeros(int(keys[-1]) + 1 - len(total), np.int64)])
            total[keys] += sums
    return total


def _every_sum(found: Found, name: str) -> Numbers:
    """Return the mentions of each key: its articles and its further mentions, often or seldom."""
    total = np.zeros(0, np.int64)
    for column in (name, f"{name}+", name + SELDOM, f"{name}{SELDOM}+"):
        total = _added(total, _sums(found, column))
    return total


def _entity_sums(found: Found, columns: Sequence[str], types: Collection[EntityType]) -> tuple[Numbers, Numbers]:
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


def _aligned(keys: Numbers, counts: Numbers, others: Numbers, further: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return keys with their counts and the further counts of those that have any; both ascend by entity."""
    aligned = np.zeros(len(keys), np.int64)
    at = np.searchsorted(keys, others)
    known = at < len(keys)
    known[known] = keys[at[known]] == others[known]
    aligned[at[known]] = further[known]
    return keys, counts.copy(), aligned


def _least_of(counts: Numbers, limit: int) -> int:
    """Return the smallest of the ``limit`` largest counts."""
    return int(np.partition(counts, len(counts) - limit)[len(counts) - limit]) if limit else int(counts.max()) + 1


def _repeats(found: Found, name: str, keys: Numbers) -> Mapping[int, int]:
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


def _added(one: Numbers, other: Numbers) -> Numbers:
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    longer = longer.copy()
    longer[: len(shorter)] += shorter
    return longer


def _nonzero(counts: Numbers) -> Counter[int]:
    return Counter({int(value): int(counts[value]) for value in np.flatnonzero(counts)})
