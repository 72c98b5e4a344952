"""A query as a test of a segment, whose answer is one bit an article.

What the segments know (countries, names, sources, languages, dates, and what joins them) is asked of them; any other
part (words, marks, tags) is answered by the tables, and its articles become bits.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

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
from monitor.core.store.expressions import is_wordy, match_expression
from monitor.core.store.number_lists import Numbers, among
from monitor.core.store.schema import DAY_SHIFT
from monitor.core.store.search import Search
from monitor.core.store.segments import Bits, Segment
from monitor.core.store.tallies import country_key, entity_key
from monitor.core.terms import COUNTED_ZONES, EntityType

MOST_READ = 100_000
"""Read articles from which it is the unread ones that are asked for."""
Test: TypeAlias = Callable[[Segment], Bits]
Ask: TypeAlias = Callable[[Node], Numbers]


class QueryBits:
    """Makes tests of segments of the parts of a query.

    ``ask`` returns the numbers, ascending, of a part that the segments do not know.
    """

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


def held(segment: Segment, numbers: Numbers) -> Bits:
    """Return which articles of a segment are among some numbers, which ascend."""
    low, high = np.searchsorted(numbers, (segment.numbers[0], segment.numbers[-1] + 1))
    if low == high:
        return np.zeros(len(segment.numbers), np.bool_)
    return among(segment.numbers, numbers[low:high])
