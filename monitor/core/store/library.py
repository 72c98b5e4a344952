"""Opening and making libraries."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal, overload

from monitor.core.errors import LibraryError
from monitor.core.lock import WriterLock
from monitor.core.store.backups import back_up_format
from monitor.core.store.connect import (
    check_file,
    check_pages,
    connect_reader,
    connect_writer,
    explained,
    has_log,
    make_folder,
)
from monitor.core.store.indexed import is_indexed, note_index
from monitor.core.store.place import has_library
from monitor.core.store.reader import Reader
from monitor.core.store.reindex import reindex
from monitor.core.store.restoring import finish_restore, set_aside
from monitor.core.store.schema import migrate, schema_version
from monitor.core.store.upkeep import back_up
from monitor.core.store.writer import Store


def _nothing() -> None:
    """Hear that something takes long, and do nothing about it."""


@overload
def open_library(path: str | Path, *, write: Literal[True], checking: Callable[[], None] = _nothing) -> Store: ...


@overload
def open_library(path: str | Path, *, write: Literal[False] = False) -> Reader: ...


def open_library(path: str | Path, *, write: bool = False, checking: Callable[[], None] = _nothing) -> "Store | Reader":
    """Open a library: for reading, or as its one writer, which makes the file where there is none.

    Args:
        path: The library's file.
        write: Open it as the writer; its lock is held until ``close``.
        checking: Called where the last writer did not end properly, before every page is looked at: of a million
            articles that takes a minute. The library can be read from then on.

    Raises:
        LibraryLocked: where another process writes to it.
        LibraryError: where it is missing (to read), no file, empty, damaged, of another program or of a newer version.
            What is there is then as it was.
    """
    is_there = has_library(Path(path))
    file = Path(path).resolve()
    if not write:
        if not is_there:
            raise LibraryError(f"There is no library at {path}.")
        check_file(file)
        return _open_reader(file)
    make_folder(file)
    lock = WriterLock(file)
    try:
        prepare(file, checking)
        return Store(file, lock)
    except BaseException as error:
        lock.release()
        sentence = explained(error, file) if isinstance(error, sqlite3.Error) else None
        if sentence is not None:
            raise sentence from error
        raise


def create_library(path: str | Path) -> Store:
    """Make a new library and open it for writing.

    Raises:
        LibraryError: where there is a file already, or the folder cannot be written.
    """
    if Path(path).exists():
        raise LibraryError(f"{path} exists already.")
    return open_library(path, write=True)


def prepare(file: Path, checking: Callable[[], None] = _nothing) -> None:
    """Make a library's tables, or bring those of an older version up to date; the caller holds the lock."""
    finish_restore(file)
    if file.exists():
        check_file(file)
        if has_log(file):
            if _is_up_to_date(file):
                checking()
            check_pages(file)
        if not _migrate(file):
            reindex(file)
        return
    # Made under another name: a program killed half-way must not leave a file that is no library.
    unfinished = file.with_name(file.name + ".new")
    for left in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    _migrate(unfinished)
    set_aside(file)  # the log of a library that is gone would be taken for the new one's
    unfinished.rename(file)


def _is_up_to_date(file: Path) -> bool:
    """Tell whether a library has the tables and the index of this version: then it can be read as it is."""
    connection = connect_reader(file)
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        return version == schema_version() and is_indexed(connection)
    except sqlite3.DatabaseError:  # what is wrong with it is found next
        return False
    finally:
        connection.close()


def _migrate(file: Path) -> bool:
    """Bring the tables up to date; return whether the index is, too."""
    connection = connect_writer(file)
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        is_new = version == 0
        if not is_new and version < schema_version():
            with contextlib.suppress(LibraryError):  # no room: each step is a transaction of its own all the same
                back_up_format(file, version, lambda to: back_up(connection, to))
        migrate(connection)
        if is_new:
            note_index(connection)
        return is_indexed(connection)
    finally:
        connection.close()


def _open_reader(file: Path) -> Reader:
    reader = Reader(file)
    if not reader.is_indexed():
        reader.close()
        raise LibraryError(
            f"{file} was indexed by another version of this program: open it in the window, or run media-monitor"
            " rebuild, and it is indexed anew."
        )
    return reader
