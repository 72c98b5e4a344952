"""A query as a test of a segment, whose answer is one bit an article.

What the segments know (countries, names, sources, languages, dates, and what joins them) is asked of them; any other
part (words, marks, tags) is answered by the tables, and its articles become bits.
"""

import sqlite3
from collections.abc import Callable, Sequence
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
    Phrase,
    Undated,
    Unread,
    Within,
)
from monitor.core.store.expressions import is_wordy, match_expression
from monitor.core.store.number_lists import Bits, Numbers, among
from monitor.core.store.numbering import DAY_SHIFT
from monitor.core.store.search import Search
from monitor.core.store.segments import Segment
from monitor.core.store.tallies import country_key, entity_key
from monitor.core.terms import COUNTED_ZONES, EntityType

MOST_ASKED = 10_000
"""Articles of a name up to which they are asked for: 2 ms."""
MUCH_FEWER = 6
"""So many times fewer numbers than a segment has are looked up in it, not the other way round."""
MOST_READ = 100_000
"""Read articles from which it is the unread ones that are asked for."""
Test: TypeAlias = Callable[[Segment], Bits]
Ask: TypeAlias = Callable[[Node], Numbers]


class QueryBits:
    """Makes tests of segments of the parts of a query.

    ``ask`` returns the numbers, ascending, of a part that the segments do not know.
    """

    def __init__(self, connection: sqlite3.Connection, search: Search, ask: Ask, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._connection = connection
        self._search = search
        self._ask = ask

    def test(self, node: Node) -> Test | None:  # noqa: PLR0911  # one a kind of node
        """Return the test of a part, None where the articles of the whole must be asked for."""
        if match_expression(node) is not None and not self._has_common_words(node):
            return self._asked(node)
        match node:
            case Phrase((word,)):
                return lambda segment: _holding(segment, word)
            case Everything():
                return lambda segment: segment.live
            case And(parts):
                return self._joined(self._with_words_together(parts, And), np.logical_and.reduce)
            case Or(parts):
                return self._joined(self._with_words_together(parts, Or), np.logical_or.reduce)
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
                return lambda segment: segment.countries.having([country_key(code)])
            case Named(type_, _, zones) if zones == COUNTED_ZONES:
                return self._named(self._search.entity_numbers(node), type_)
            case From(origin, test):
                numbers = self._search.origin_numbers(origin, test)
                return lambda segment: _is_of(segment.column(origin.value, np.int32), numbers)
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
        return lambda segment: held(segment, numbers)

    def _unread(self) -> Test:
        """Most articles are unread, or most are read: the fewer are asked for."""
        few = f"select count(*) from (select 1 from article where not unread limit {MOST_READ})"
        if int(self._connection.execute(few).fetchone()[0]) == MOST_READ:
            return self._asked(Unread())
        rows = self._connection.execute("select article_id from article where not unread order by article_id")
        read = np.array([number for (number,) in rows], np.int64)
        return lambda segment: ~held(segment, read)

    def _joined(self, parts: Sequence[Node], join: Callable[[list[Bits]], Bits]) -> Test | None:
        if any(_reads_texts(part) for part in parts):
            return None
        tests = [test for part in parts if (test := self.test(part)) is not None]
        return lambda segment: join([test(segment) for test in tests])

    def _with_words_together(self, parts: Sequence[Node], kind: type[And] | type[Or]) -> list[Node]:
        """Return the parts, those that only the index knows as one: it joins them faster."""
        wordy = tuple(part for part in parts if is_wordy(part) and not self._has_common_words(part))
        if len(wordy) < 2 or match_expression(kind(wordy)) is None:
            return list(parts)
        return [kind(wordy), *(part for part in parts if part not in wordy)]

    def _has_common_words(self, node: Node) -> bool:
        """Tell whether a part is, or joins, words whose articles the segments know."""
        match node:
            case And(parts) | Or(parts):
                return any(self._has_common_words(part) for part in parts)
            case Not(part):
                return self._has_common_words(part)
            case Phrase((word,), False, zones) if zones == COUNTED_ZONES:
                return all(segment.holding(word) is not None for segment in self._segments)
            case _:
                return False

    def _named(self, numbers: Sequence[int], type_: EntityType) -> Test | None:
        """An article may also be found by a name that a correction took out of it: only the tables know those.

        They also are quicker where there are few.
        """
        listed = ",".join(map(str, numbers))
        if self._connection.execute(f"select 1 from found_name where entity_id in ({listed}) limit 1").fetchone():
            return None
        few = f"select count(*) from (select 1 from named where entity_id in ({listed}) limit {MOST_ASKED})"
        if int(self._connection.execute(few).fetchone()[0]) < MOST_ASKED:
            return None
        keys = [entity_key(number, type_) for number in numbers]
        return lambda segment: segment.entities.having(keys)


def _reads_texts(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(_reads_texts(part) for part in parts)
        case Not(part):
            return _reads_texts(part)
        case _:
            return isinstance(node, Within | AtLeast)


def _holding(segment: Segment, word: str) -> Bits:
    bits = segment.holding(word)
    assert bits is not None  # asked for only where all segments know the word
    return bits


def _is_of(origins: NDArray[np.int32], numbers: Sequence[int]) -> Bits:
    bits: Bits = origins == numbers[0] if len(numbers) == 1 else np.isin(origins, numbers)
    return bits


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


def held(segment: Segment, numbers: Numbers) -> Bits:
    """Return which articles of a segment are among some numbers, which ascend."""
    low, high = np.searchsorted(numbers, (segment.numbers[0], segment.numbers[-1] + 1))
    wanted = numbers[low:high]
    if len(wanted) * MUCH_FEWER > segment.size:
        return among(segment.numbers, wanted)
    bits = np.zeros(segment.size, np.bool_)
    at = np.searchsorted(segment.numbers, wanted)
    bits[at[segment.numbers[at] == wanted]] = True
    return bits
