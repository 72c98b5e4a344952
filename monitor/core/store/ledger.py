"""The ledger: a row for every file, and every article inside one, that was ever seen, made before it is touched."""

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.core.records import Analysis, LedgerRow, Reason, Refusal
from monitor.core.store.articles import reason_of
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.names import clean
from monitor.core.terms import Status


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger row as the writer works with it; ``article_id`` is the article it became or repeats.

    An article that was taken out is the negative number of its row. ``arrived`` is in ms since 1970, UTC.
    """

    ledger_id: int
    path: bytes
    member: str
    status: Status
    sha256: str | None
    article_id: int | None
    arrived: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the last look at a file saw: an unchanged one needs no reading.

    ``history``: without alerts; ``filed_as`` is what else was asked for it, as ``begin_source`` was given it.
    """

    size: int | None
    mtime_ns: int | None
    status: Status
    history: bool = False
    filed_as: str | None = None


MOST_REMEMBERED = 20_000
"""Open rows that are remembered: far more than are worked on at once."""
_COLUMNS = "ledger_id, path, member, status, sha256, article_id, arrived"


def pack_hash(sha256: str | None) -> bytes | None:
    """Return a hash as 32 bytes instead of 64 digits."""
    return None if not sha256 else bytes.fromhex(sha256)


def unpack_hash(packed: bytes | None) -> str | None:
    """Return a hash as digits again."""
    return packed.hex() if packed else None


def find_source(connection: WriterConnection, ledger_id: int) -> Source:
    """Return a row by its number.

    Raises:
        KeyError: where there is none.
    """
    row = connection.beside(f"select {_COLUMNS} from ledger where ledger_id = ?", (ledger_id,)).fetchone()
    if row is None:
        raise KeyError(ledger_id)
    return _source(row)


class OpenRows:
    """Rows that files, and articles inside them, are worked on under.

    Those that are the only ones of their file are remembered until it is finished: they need no look at the ledger.
    What was remembered in a transaction that failed must be forgotten: ``forget``.
    """

    def __init__(self, connection: WriterConnection) -> None:
        self._connection = connection
        self._first: dict[int, Source] = {}

    def forget(self) -> None:
        """Drop everything remembered."""
        self._first.clear()

    def begin(
        self,
        path: str,
        member: str | None,
        *,
        arrived: int,
        size: int | None = None,
        mtime_ns: int | None = None,
        history: bool = False,
        filed_as: str | None = None,
    ) -> int:
        """Return the row under which a file (or an article in it) is worked on now: pending, until it is finished.

        A row that was left pending by a crash, or refused, is taken up again; anything else gets a new row, which
        gives way to an old one where the bytes turn out to be known (``settle_row``).
        """
        key = (os.fsencode(path), member or "")
        last = self._connection.beside(
            "select ledger_id, status in ('pending', 'refused') from ledger where path = ? and member = ?"
            " order by 2 desc limit 1",
            key,
        ).fetchone()
        if last and last[1]:
            self._connection.beside(
                "update ledger set status = 'pending', code = null, sentence = null, committed = null,"
                " size = ?, mtime_ns = ?, history = ?, filed_as = ? where ledger_id = ?",
                (size, mtime_ns, history, filed_as, last[0]),
            )
            return int(last[0])
        insert = (
            "insert into ledger (path, member, status, size, mtime_ns, history, filed_as, arrived)"
            " values (?, ?, 'pending', ?, ?, ?, ?, ?)"
        )
        values = (*key, size, mtime_ns, history, filed_as, arrived)
        number = int(self._connection.beside(insert, values).lastrowid or 0)
        if last is None:
            if len(self._first) >= MOST_REMEMBERED:
                self._first.clear()
            self._first[number] = Source(number, *key, Status.PENDING, None, None, arrived)
        return number

    def row_of(self, source: int, outcome: Analysis | Refusal, *, arrived: int) -> Source:
        """Return the row that is to hold an outcome of a file; an article inside the file has one of its own.

        Raises:
            KeyError: where there is no row of the number ``source``.
        """
        document = outcome if isinstance(outcome, Refusal) else outcome.article.document
        if document.member:  # the file's own row may have given way: a letter comes before what is attached to it
            source = self.begin(document.path, document.member, arrived=arrived)
        return self.settle(source, document.sha256)

    def settle(self, source: int, sha256: str | None) -> Source:
        """Return the row that is to hold how ``source`` ends: see ``settle_row``.

        Raises:
            KeyError: where there is no row of that number.
        """
        first = self._first.pop(source, None)
        return first or settle_row(self._connection, find_source(self._connection, source), sha256)


def settle_row(connection: WriterConnection, source: Source, sha256: str | None) -> Source:
    """Return the row that is to hold the outcome: the one that the same path had with the same bytes, if any.

    The pending row is then dropped, so that a rescan of a known file leaves the ledger as long as it was.
    """
    if sha256 is None:
        return source
    older = connection.beside(
        f"select {_COLUMNS} from ledger where path = ? and member = ? and sha256 = ? and ledger_id <> ? limit 1",
        (source.path, source.member, pack_hash(sha256), source.ledger_id),
    ).fetchone()
    if older is None:
        return source
    connection.beside(
        "update ledger set (size, mtime_ns) = (select size, mtime_ns from ledger where ledger_id = ?)"
        " where ledger_id = ?",
        (source.ledger_id, older[0]),
    )
    connection.beside("delete from ledger where ledger_id = ?", (source.ledger_id,))
    return _source(older)


def finish_row(
    connection: WriterConnection,
    ledger_id: int,
    status: Status,
    *,
    committed: int,
    reason: Reason | None = None,
    sha256: str | None = None,
    article_id: int | None = None,
    given_id: object = None,
    history: bool = False,
) -> None:
    """Write how a row ended; ``committed`` is its place in the library's order of events.

    A row that was finished before keeps the place that it had: decisions on its article came after that.
    """
    connection.beside(
        "update ledger set status = ?, code = ?, sentence = ?, sha256 = coalesce(?, sha256), article_id = ?,"
        " given_id = ?, history = ?, committed = coalesce(committed, ?) where ledger_id = ?",
        (
            status,
            reason.code if reason else None,
            clean(reason.sentence) if reason else None,
            pack_hash(sha256),
            article_id,
            None if given_id is None else json.dumps(given_id),
            history,
            committed,
            ledger_id,
        ),
    )


def load_ledger(connection: sqlite3.Connection, statuses: Sequence[Status] = (), since: str = "") -> list[LedgerRow]:
    """Return the rows in order of arrival, of some statuses where any is named, without those before ``since``."""
    where, values = _chosen(statuses, since)
    rows = connection.execute(
        f"select path, member, status, code, sentence, sha256 from ledger where {where} order by ledger_id", values
    )
    return [_ledger_row(row) for row in rows]


def count_ledger(connection: sqlite3.Connection, statuses: Sequence[Status] = (), since: str = "") -> int:
    """Return how many rows ``load_ledger`` would return."""
    where, values = _chosen(statuses, since)
    return int(connection.execute(f"select count(*) from ledger where {where}", values).fetchone()[0])


def _chosen(statuses: Sequence[Status], since: str) -> tuple[str, tuple[int]]:
    begin = int(datetime.fromisoformat(since).timestamp() * 1000) if since else 0
    chosen = ",".join(f"'{status}'" for status in statuses or tuple(Status))
    return f"status in ({chosen}) and arrived >= ?", (begin,)


def _ledger_row(row: tuple[bytes, str, str, str | None, str | None, bytes | None]) -> LedgerRow:
    """Return the record of the columns path, member, status, code, sentence, sha256."""
    path, member, status, code, sentence, packed = row
    return LedgerRow(os.fsdecode(path), member or None, Status(status), reason_of(code, sentence), unpack_hash(packed))


def _source(row: tuple[int, bytes, str, str, bytes | None, int | None, int]) -> Source:
    number, path, member, status, packed, article_id, arrived = row
    return Source(number, path, member, Status(status), unpack_hash(packed), article_id, arrived)
