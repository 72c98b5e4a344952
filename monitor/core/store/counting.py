"""How a count is made: from the rows of the articles where they are few, by columns where they are many."""

import sqlite3
from array import array
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from monitor.core.query import Node
from monitor.core.query.nodes import Or
from monitor.core.store import facets
from monitor.core.store.prefixes import newest_with_prefix
from monitor.core.store.rows import Count, CountryCount, EntityCount, Totals
from monitor.core.store.schema import schema_version
from monitor.core.store.search import Condition, Plan, Search, alternatives, plan_of
from monitor.core.terms import CountryKind, EntityType

if TYPE_CHECKING:
    from monitor.core.store.number_lists import Numbers
    from monitor.core.store.segments import Segment
    from monitor.core.store.tabulate import Tabulation

FEW = 3_000
"""Articles whose rows are added up one by one: 5 µs each, as much as all columns of a million articles take."""
MANY_TO_SORT = 20_000
"""Articles that are sorted by 3 µs each; of more, walking an order until a page of them has come by is quicker."""
WALKED_AT_ONCE = 4_096
MOST_KEPT = 1_000_000
"""Numbers that are kept of what the tables were asked for: 8 MB."""


class Counts:
    """Counts what queries find, on one connection.

    numpy is imported with the first count in a large library, not before: a window shows itself without it.
    """

    def __init__(self, connection: sqlite3.Connection, search: Search, *, few: int = FEW) -> None:
        self._few = few
        self._connection = connection
        self._search = search
        self._version = -1
        self._found: OrderedDict[Node, Numbers] = OrderedDict()
        self._few_found: dict[Node, list[int]] = {}
        self._loose: list[Segment] | None = None

    def numbers(self, node: Node, *, newest: bool) -> "array[int]":
        """Return the numbers of all articles that a query finds, by date."""
        with self._tabulation(node, at_least=0) as known:
            if known is not None:
                return _as_array(known.numbers()[:: -1 if newest else 1])
        return self._listed(self._plan(node).numbers(-1, newest=newest))

    def first(self, node: Node, limit: int, *, newest: bool) -> "array[int]":
        """Return the numbers of the first articles that a query finds, by date.

        The first of several alternatives are the first of the first of each, which has its own way to find them.
        """
        parts = alternatives(node.parts) if isinstance(node, Or) else []
        if len(parts) > 1:  # words alone are one alternative, which the index unites
            firsts = [self.first(part, limit, newest=newest) for part in parts]
            return array("q", sorted({number for first in firsts for number in first}, reverse=newest)[:limit])
        if newest and self._is_large():
            with _snapshot(self._connection):
                known = newest_with_prefix(self._connection, self._search, node, limit)
            if known is not None:
                return array("q", known)
        return self._listed(self._search.plan(node).numbers(limit, newest=newest))

    def ordered(self, node: Node, order: str, limit: int | None) -> "array[int] | None":
        """Return the numbers of articles in an order of ``article`` a that an index holds; None: the rows are quicker.

        Where a query finds many, the index is walked until enough of them have come by.
        """
        with self._tabulation(node) as known:
            if known is None:
                return None
            numbers = known.numbers()
            if len(numbers) < MANY_TO_SORT:
                listed = ",".join(map(str, numbers.tolist()))
                where, most = f"where a.article_id in ({listed}) ", len(numbers) if limit is None else limit
                return self._listed(
                    Condition(f"select a.article_id from article a {where}order by {order} limit {most}")
                )
            return self._walk(f"select a.article_id from article a order by {order}", numbers, limit)

    def by_source(self, node: Node, limit: int | None) -> "array[int] | None":
        """Return the numbers of articles by the name of their source; None: the rows are quicker."""
        with self._tabulation(node) as known:
            if known is None:
                return None
            rows = self._connection.execute("select source_id, dense_rank() over (order by key) from source")
            return _as_array(known.by_source(dict(rows.fetchall()), limit))

    def _walk(self, select: str, numbers: "Numbers", limit: int | None) -> "array[int]":
        import numpy as np

        from monitor.core.store.number_lists import among

        wanted = len(numbers) if limit is None else limit
        found = array("q")
        rows = self._connection.execute(select)
        while len(found) < wanted and (chunk := rows.fetchmany(WALKED_AT_ONCE)):
            passed = np.array([number for (number,) in chunk], np.int64)
            found.frombytes(passed[among(passed, numbers)].tobytes())
        return found[:wanted]

    def _listed(self, ordered: Condition) -> "array[int]":
        # One long string instead of a row object a number: a sixth of the time, and no fight over the GIL.
        select = f"select group_concat(article_id) from ({ordered.sql})"
        found = self._connection.execute(select, ordered.values).fetchone()[0]
        return array("q", map(int, found.split(","))) if found else array("q")

    def articles(self, node: Node) -> Totals:
        """Return how many articles and stories a query finds."""
        with self._tabulation(node) as known:
            return facets.count_articles(self._connection, self._plan(node)) if known is None else known.totals()

    def countries(self, node: Node, kinds: Collection[CountryKind]) -> list[CountryCount]:
        """Return the countries under a query by their mentions of some kinds, the most mentioned first."""
        if set(kinds) == set(CountryKind):
            with self._tabulation(node) as known:
                if known is not None:
                    return known.countries()
        return facets.count_countries(self._connection, self._plan(node), kinds)

    def entities(self, node: Node, types: Collection[EntityType], limit: int) -> list[EntityCount]:
        """Return the entities under a query, the most mentioned first; spellings that fold alike are one."""
        with self._tabulation(node) as known:
            if known is not None:
                return facets.named_counts(self._connection, known.entities(types, limit), limit)
        return facets.count_entities(self._connection, self._plan(node), types, limit)

    def origins(self, node: Node, origin: str) -> list[Count]:
        """Return the sources (or agencies) under a query with their articles; None for those that name none."""
        with self._tabulation(node) as known:
            if known is not None:
                names = dict(self._connection.execute(f"select {origin}_id, name from {origin}"))
                return facets.by_number(Count(names.get(value), n) for value, n in known.values(origin).items())
        return facets.count_origins(self._connection, self._plan(node), origin)

    def languages(self, node: Node) -> list[Count]:
        """Return the languages under a query with their articles."""
        with self._tabulation(node) as known:
            if known is not None:
                return facets.by_number(Count(name, n) for name, n in known.languages().items())
        return facets.count_languages(self._connection, self._plan(node))

    def days(self, node: Node) -> list[Count]:
        """Return the days of publication under a query, in order, with their articles; None for undated ones."""
        with self._tabulation(node) as known:
            if known is not None:
                days = sorted(known.days().items())
                return [Count(date.fromordinal(day).isoformat() if day else None, n) for day, n in days]
        return facets.count_days(self._connection, self._plan(node))

    # --- inside -----------------------------------------------------------------------------

    def _plan(self, node: Node) -> Plan:
        """Return how the articles of a query are found; what was just found is not looked for again."""
        known = self._few_found.get(node) if self._is_fresh() else None
        return self._search.plan(node) if known is None else plan_of(known)

    @contextmanager
    def _tabulation(self, node: Node, *, at_least: int | None = None) -> "Iterator[Tabulation | None]":
        """See the library at one moment, and what a query finds by columns; None where its rows are quicker."""
        if not self._is_large():
            yield None
            return
        from monitor.core.store.segments import loose_segments, stored_segments
        from monitor.core.store.tabulate import find

        with _snapshot(self._connection):
            if not self._is_fresh():
                self._forget()
            if self._loose is None:
                self._loose = loose_segments(self._connection)
            segments = [*stored_segments(self._connection), *self._loose]
            known = find(self._connection, self._search, node, self._ask, segments)
            if len(known) < (self._few if at_least is None else at_least):
                self._few_found = {node: known.numbers().tolist()}
                yield None
            else:
                yield known

    def _is_large(self) -> bool:
        """Tell whether there are segments; those of an earlier version are for that one to read."""
        version = int(self._connection.execute("pragma user_version").fetchone()[0])
        has_segments = self._connection.execute("select 1 from segment limit 1").fetchone() is not None
        return has_segments and version == schema_version()

    def _is_fresh(self) -> bool:
        return self._version == int(self._connection.execute("pragma data_version").fetchone()[0])

    def _forget(self) -> None:
        """Drop what was found before something was written."""
        self._version = int(self._connection.execute("pragma data_version").fetchone()[0])
        self._found.clear()
        self._few_found.clear()
        self._loose = None

    def _ask(self, node: Node) -> "Numbers":
        """Ask the tables for the numbers of a query or a part of one, ascending; the last answers are kept."""
        from monitor.core.store.number_lists import read_numbers

        if node not in self._found:
            ordered = self._search.plan(node).numbers(-1, newest=False)
            select = f"select cast(group_concat(article_id) as blob) from ({ordered.sql})"
            found = read_numbers(self._connection.execute(select, ordered.values).fetchone()[0])
            self._found[node] = found
            while len(self._found) > 1 and sum(map(len, self._found.values())) > MOST_KEPT:
                self._found.popitem(last=False)
        return self._found[node]


def _as_array(numbers: "Numbers") -> "array[int]":
    ordered = array("q")
    ordered.frombytes(numbers.tobytes())
    return ordered


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """See the library as it is at one moment, through several questions."""
    connection.execute("begin")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")
