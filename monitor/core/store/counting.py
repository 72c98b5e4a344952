"""How a count is made: from the rows of the articles where they are few, by columns where they are many."""

import sqlite3
from array import array
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from monitor.core.query import Node
from monitor.core.records import CountryKind, EntityType
from monitor.core.store import facets
from monitor.core.store.rows import Count, CountryCount, EntityCount, Totals
from monitor.core.store.search import Plan, Search, plan_of

if TYPE_CHECKING:
    from monitor.core.store.tabulate import Tabulation

FEW = 3_000
"""Articles whose rows are added up one by one: 5 µs each, as much as all columns of a million articles take."""


class Counts:
    """Counts what queries find, on one connection.

    numpy is imported with the first count in a large library, not before: a window shows itself without it.
    """

    def __init__(self, connection: sqlite3.Connection, search: Search, *, few: int = FEW) -> None:
        self._few = few
        self._connection = connection
        self._search = search
        self._last: tuple[Node, int, array[int]] | None = None

    def numbers(self, node: Node, *, newest: bool) -> "array[int]":
        """Return the numbers of all articles that a query finds, in order."""
        with self._tabulation(node, at_least=0) as known:
            if known is not None:
                return known.numbers(newest=newest)
        numbers = self._ask(node)
        return numbers[::-1] if newest else numbers

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
        if self._last is not None and self._last[:2] == (node, self._version()) and len(self._last[2]) < self._few:
            return plan_of(self._last[2])
        return self._search.plan(node)

    @contextmanager
    def _tabulation(self, node: Node, *, at_least: int | None = None) -> "Iterator[Tabulation | None]":
        """See the library at one moment, and what a query finds by columns; None where its rows are quicker."""
        if not self._is_large():
            yield None
            return
        from monitor.core.store.tabulate import find_known, find_numbers

        at_least = self._few if at_least is None else at_least
        with _snapshot(self._connection):
            known = find_known(self._connection, self._search, node)
            if known is None and at_least:
                known = find_numbers(self._connection, self._ask(node))
            if known is not None and len(known) < at_least:
                self._last = (node, self._version(), known.numbers(newest=False))
                known = None
            yield known

    def _version(self) -> int:
        return int(self._connection.execute("pragma data_version").fetchone()[0])

    def _is_large(self) -> bool:
        return self._connection.execute("select 1 from segment limit 1").fetchone() is not None

    def _ask(self, node: Node) -> "array[int]":
        """Ask the tables for the numbers of a query, ascending. The last answer is kept until something is written."""
        version = self._version()
        if self._last is None or self._last[:2] != (node, version):
            ordered = self._search.plan(node).numbers(-1, newest=False)
            # One long string instead of a row object a number: a sixth of the time, and no fight over the GIL.
            select = f"select group_concat(article_id) from ({ordered.sql})"
            found = self._connection.execute(select, ordered.values).fetchone()[0]
            self._last = (node, version, array("q", map(int, found.split(","))) if found else array("q"))
        return self._last[2]


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """See the library as it is at one moment, through several questions."""
    connection.execute("begin")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")
