"""The one writer's connection: rows of new articles are gathered and written in few statements."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

ROWS_AT_ONCE = 32
"""Rows of one statement: each then costs a third of what a statement of its own costs; more gain nothing."""
VALUES_AT_ONCE = 64
"""Values that one question is asked for; always as many, so that SQLite compiles it once."""

Row = tuple[Any, ...]


class WriterConnection(sqlite3.Connection):
    """A connection that gathers rows and writes them table by table: at the end of a transaction, or before anything
    else is asked or written.

    So every statement finds what was gathered; only one by ``beside`` does not, which is for tables that no row is
    gathered for.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._gathered: dict[str, list[Row]] = {}

    def gather(self, table: str, rows: Iterable[Row]) -> None:
        """Have rows of all columns written with the others of their table, before the transaction ends."""
        self._gathered.setdefault(table, []).extend(rows)

    def write_gathered(self) -> None:
        """Write what was gathered."""
        if self._gathered:
            gathered, self._gathered = self._gathered, {}
            for table, rows in gathered.items():
                self.insert(table, rows)

    def drop_gathered(self) -> None:
        """Forget what was gathered in a transaction that failed."""
        self._gathered.clear()

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Execute a statement that finds everything written."""
        self.write_gathered()
        return super().execute(statement, *values)

    def executemany(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Execute a statement once for each of some values."""
        self.write_gathered()
        return super().executemany(statement, *values)

    def beside(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Execute a statement that neither reads nor writes a table that rows are gathered for."""
        return super().execute(statement, values)

    def select_among(self, select: str, values: Iterable[Any]) -> Iterator[Row]:
        """Yield what a question ``beside`` finds for any of many values; it has ``{}`` where their places go."""
        statement = _places(select, VALUES_AT_ONCE)
        listed = list(values)
        for at in range(0, len(listed), VALUES_AT_ONCE):
            some = listed[at : at + VALUES_AT_ONCE]
            yield from self.beside(statement, some + some[-1:] * (VALUES_AT_ONCE - len(some))).fetchall()

    def insert(self, table: str, rows: Sequence[Row], *, where_known: str = "fail") -> None:
        """Write rows of all columns; ``where_known`` says what SQLite does with one whose key is there.

        A statement that fails is not undone by itself, for here its whole transaction is. Else SQLite would keep a
        copy of each page that it changes, and FTS5 would write what it has gathered.
        """
        if not rows:
            return
        self.write_gathered()
        into, width = f"insert or {where_known} into {table} values ", len(rows[0])
        full = len(rows) - len(rows) % ROWS_AT_ONCE
        for at in range(0, full, ROWS_AT_ONCE):
            values = list(chain.from_iterable(rows[at : at + ROWS_AT_ONCE]))
            super().execute(_rows(into, width, ROWS_AT_ONCE), values)
        super().executemany(_rows(into, width, 1), rows[full:])


@lru_cache(64)
def _places(select: str, count: int) -> str:
    return select.format(",".join("?" * count))


@lru_cache(64)
def _rows(insert: str, width: int, count: int) -> str:
    row = f"({','.join('?' * width)})"
    return insert + ",".join([row] * count)
