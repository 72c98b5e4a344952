"""Which files were ever seen, and how their last look ended: asked file by file, for a library may know millions."""

import os
import sqlite3
import threading
from collections.abc import Iterator, MutableMapping, Sequence

from monitor.core.store.ledger import KnownFile
from monitor.core.terms import Status

MOST_NOTED = 20_000
"""Files whose newest state is kept in memory: far more than one transaction writes."""
ASKED_AT_ONCE = 64
"""Files that the ledger is asked for at once; always as many, so that SQLite compiles the question once."""
_LAST = (
    "select size, mtime_ns, status, history, filed_as from ledger where path = ? and member = ''"
    " order by committed is null desc, committed desc limit 1"
)
_ANY = f"select distinct path from ledger where member = '' and path in ({','.join('?' * ASKED_AT_ONCE)})"


class KnownFiles(MutableMapping[str, KnownFile]):
    """Every file by its path, as the ledger has it, and on top of that what was noted here and is written meanwhile.

    May be asked from several threads.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._noted: dict[str, KnownFile] = {}
        self._lock = threading.Lock()

    def __getitem__(self, path: str) -> KnownFile:
        with self._lock:
            noted = self._noted.get(path)
            if noted is not None:
                return noted
            row = self._connection.execute(_LAST, (os.fsencode(path),)).fetchone()
        if row is None:
            raise KeyError(path)
        size, changed, status, history, filed_as = row
        return KnownFile(size, changed, Status(status), bool(history), filed_as)

    def unknown(self, paths: Sequence[str]) -> set[str]:
        """Return those of some files that were never seen, which most are: a question less for each."""
        listed = [path for path in paths if path not in self._noted]
        known: set[str] = set()
        for at in range(0, len(listed), ASKED_AT_ONCE):
            some = [os.fsencode(path) for path in listed[at : at + ASKED_AT_ONCE]]
            with self._lock:
                rows = self._connection.execute(_ANY, some + some[-1:] * (ASKED_AT_ONCE - len(some))).fetchall()
            known.update(os.fsdecode(path) for (path,) in rows)
        return {path for path in listed if path not in known}

    def __setitem__(self, path: str, known: KnownFile) -> None:
        with self._lock:
            self._noted.pop(path, None)
            self._noted[path] = known
            if len(self._noted) > MOST_NOTED:
                del self._noted[next(iter(self._noted))]

    def __delitem__(self, path: str) -> None:
        """Forget what was noted of a file; the ledger keeps what it has."""
        with self._lock:
            self._noted.pop(path, None)

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("select distinct path from ledger where member = ''")
        return (os.fsdecode(path) for (path,) in rows)

    def __len__(self) -> int:
        count = "select count(distinct path) from ledger where member = ''"
        return int(self._connection.execute(count).fetchone()[0])

    def pending(self) -> list[str]:
        """Return the files that a crash left pending."""
        with self._lock:
            rows = self._connection.execute(
                "select distinct path from ledger where member = '' and status = 'pending' order by path"
            ).fetchall()
        paths = [os.fsdecode(path) for (path,) in rows]
        return [path for path in paths if self[path].status is Status.PENDING]
