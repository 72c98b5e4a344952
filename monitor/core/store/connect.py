"""SQLite connections to a library: which files are one, and with what settings they are opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.core.errors import LibraryDamaged, LibraryError, LibraryFull, LibraryReadOnly
from monitor.core.lock import read_only_sentence
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.schema import APPLICATION_ID, FIRST_VERSION, PAGE_BYTES, schema_version

BUSY_MS = 5_000
READER_CACHE_KB = 3_000
WRITER_CACHE_KB = 64_000
CHECKPOINT_PAGES = 2_000
"""16 MB of write-ahead log: reads slow down when it grows to hundreds."""


def connect_writer(path: Path) -> WriterConnection:
    """Open (or make) the file for the one writer; the caller holds the lock and has checked the file."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=WriterConnection)
    connection.execute(f"pragma busy_timeout = {BUSY_MS}")
    connection.execute(f"pragma page_size = {PAGE_BYTES}")  # of a new file only
    connection.execute("pragma journal_mode = wal")
    # FULL: a decision of the analyst has no other source, and an inbox file may be gone by the next start.
    connection.execute("pragma synchronous = full")
    connection.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"pragma cache_size = -{WRITER_CACHE_KB}")
    connection.execute("pragma temp_store = memory")
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open the file read-only. Only the writer checkpoints (SQLite before 3.51.3 has a race otherwise)."""
    uri = path.resolve().as_uri() + ("?mode=ro&immutable=1" if is_beyond_change(path) else "?mode=ro")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"pragma busy_timeout = {BUSY_MS}")
    connection.execute("pragma query_only = on")
    connection.execute(f"pragma cache_size = -{READER_CACHE_KB}")
    connection.execute("pragma temp_store = memory")
    return connection


def is_beyond_change(path: Path) -> bool:
    """Tell whether a library lies where neither it nor anything beside it can be written, on a read-only disk say.

    Then SQLite cannot make the files beside it through which readers and the writer agree, and needs none. Where such
    files lie there already it can read them.
    """
    if any(path.with_name(path.name + end).exists() for end in ("-wal", "-shm")):
        return False
    return not os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK)


def check_file(path: Path) -> None:
    """Make sure that an existing file is a library that this program can read, without touching it.

    Raises:
        LibraryError: with a sentence that says what the file is instead.
    """
    if path.stat().st_size == 0 and not has_log(path):
        raise LibraryDamaged(f"{path} is empty (0 bytes): it is no library, or a damaged one. Restore a backup.")
    try:
        connection = connect_reader(path)
        try:
            application, version = _identity(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        kind = LibraryDamaged if _is_damage(error) else LibraryError
        raise kind(f"{path} cannot be opened: {_because(error)}.") from error
    if application != APPLICATION_ID:
        raise LibraryError(f"{path} is not a library of this program.")
    if version < FIRST_VERSION:
        raise LibraryError(f"{path} was made before the first release; take its files into a new library.")
    if version > schema_version():
        raise LibraryError(f"{path} was made by a newer version of this program (format {version}); update to open it.")


def check_pages(path: Path) -> None:
    """Make sure that the pages of a library are whole: asked where its last writer did not end properly.

    Raises:
        LibraryDamaged: where they are not; the file is left as it is.
    """
    connection = connect_reader(path)
    try:
        found = connection.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        found = str(error)
    finally:
        connection.close()
    if found != "ok":
        raise LibraryDamaged(f"{path} is damaged: restore a backup, or set it aside and begin anew.")


def has_log(path: Path) -> bool:
    """Tell whether a write-ahead log lies beside a library: its last writer did not end properly, or still writes."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def explained(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """Return what an error of SQLite tells the user, or None where it is a mistake of this program."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return LibraryFull(f"There is no space left to write {path}; free some, and it goes on.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryError(f"{path} is being written to by something else; try again.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return LibraryDamaged(f"{path} is damaged: restore a backup, or rebuild it.")
    if name.startswith("SQLITE_READONLY"):
        return LibraryReadOnly(read_only_sentence(path))
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return LibraryError(f"{path} cannot be written: {error}.")
    return None


@contextmanager
def transaction(connection: WriterConnection) -> Iterator[None]:
    """One transaction, immediate: a deferred one that reads first can fail to write at once.

    Nested inside another it is part of that one.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        connection.drop_gathered()
        # A full disk has rolled back already; a second rollback would hide its error.
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("pragma application_id").fetchone()[0]
    return application, connection.execute("pragma user_version").fetchone()[0]


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell whether an error says that the file is damaged: a full disk or a busy library says nothing of it."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _because(error: sqlite3.DatabaseError) -> str:
    """Say an error of SQLite in the user's words where it is one of the usual ones."""
    sentence = str(error)
    if "not a database" in sentence:
        return "it is not a database"
    if "malformed" in sentence:
        return "it is damaged"
    return sentence


def make_folder(file: Path) -> None:
    """Make the folder that a library is to lie in.

    Raises:
        LibraryError: where it cannot be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{file.parent} cannot be made: {error.strerror}.") from error
