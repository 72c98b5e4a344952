"""Keeping a library whole: backup and restore by SQLite's own means, checks, and the figures of ``doctor``."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from monitor.core.errors import LibraryError
from monitor.core.lock import WriterLock
from monitor.core.store.connect import check_file, connect_reader, make_folder
from monitor.core.store.place import has_library
from monitor.core.store.restoring import decide, put_in_place, set_aside

_PAGES_A_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Figures:
    """A library in numbers, for ``doctor``."""

    articles: int
    stories: int
    mentions: int
    country_mentions: int
    alerts: int
    entries: int
    decisions: int
    ledger: int
    bytes: int
    sqlite: str
    schema: int


def figures(connection: sqlite3.Connection, path: Path) -> Figures:
    """Return a library in numbers."""
    counted = ("article", "mention", "country_mention", "alert", "decision", "ledger")
    counts = {table: _one(connection, f"select count(*) from {table}") for table in counted}
    return Figures(
        articles=counts["article"],
        stories=_one(connection, "select count(distinct story_id) from article"),
        mentions=counts["mention"],
        country_mentions=counts["country_mention"],
        alerts=counts["alert"],
        entries=_one(connection, "select count(*) from entry where not removed"),
        decisions=counts["decision"],
        ledger=counts["ledger"],
        bytes=path.stat().st_size,
        sqlite=sqlite3.sqlite_version,
        schema=_one(connection, "pragma user_version"),
    )


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a library: damaged pages, rows without their article, an index that tells otherwise."""
    found = [row[0] for row in connection.execute("pragma integrity_check(20)") if row[0] != "ok"]
    for table in ("content", "tally", "mention", "country_mention", "named", "in_country", "focus", "quote"):
        orphans = _one(
            connection, f"select count(*) from {table} where article_id not in (select article_id from article)"
        )
        found += [f"{orphans} rows of {table} belong to no article"] * (orphans > 0)
    bare = _one(connection, "select count(*) from article where article_id not in (select article_id from content)")
    found += [f"{bare} articles have no text"] * (bare > 0)
    missing = _one(
        connection, "select count(*) from article where zones <> 0 and article_id not in (select id from words_docsize)"
    )
    found += [f"{missing} articles are missing in the full-text index"] * (missing > 0)
    return found


def back_up(connection: sqlite3.Connection, to: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy a library, while it is in use, to a file of one piece; an existing file is replaced once the copy is whole.

    Raises:
        LibraryError: where the file cannot be written.
    """
    has_library(to)  # a folder or a device is not replaced
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        target = sqlite3.connect(part)
        try:
            # One view of the library for the whole copy: without, every commit of the writer has it begin again.
            connection.execute("begin")
            connection.execute("select count(*) from sqlite_schema").fetchone()
            connection.backup(target, pages=_PAGES_A_STEP, progress=_told(progress), sleep=0)
            target.execute("pragma journal_mode = delete")
        finally:
            if connection.in_transaction:
                connection.execute("rollback")
            target.close()
        os.replace(part, to)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"The backup could not be written to {to}: {getattr(error, 'strerror', None) or error}."
        ) from error


def restore(backup: Path, library: Path) -> Path | None:
    """Put a backup in the place of a library; return where the old file was set aside, None where there was none.

    Raises:
        LibraryError: where the backup is no whole library, what it is to replace is no file, or the library is in
            use; nothing is then changed.
    """
    check_backup(backup)
    has_library(library)
    library = library.resolve()
    make_folder(library)
    lock = WriterLock(library)
    try:
        return put_in_place(backup, library)
    except OSError as error:
        raise LibraryError(f"The backup could not be restored: {error.strerror}.") from error
    finally:
        lock.release()


def restore_at_next_start(backup: Path, library: Path) -> None:
    """Have a backup take the place of a library that this process writes to, once it is closed and opened again.

    Raises:
        LibraryError: where the backup is no whole library, or cannot be copied; nothing is then changed.
    """
    check_backup(backup)
    try:
        decide(backup, library)
    except OSError as error:
        raise LibraryError(f"The backup could not be restored: {error.strerror}.") from error


def check_backup(backup: Path) -> None:
    """Make sure that a backup is a whole library.

    Raises:
        LibraryError: with what is wrong with it.
    """
    if not has_library(backup):
        raise LibraryError(f"There is no file {backup}.")
    check_file(backup)
    connection = connect_reader(backup)
    try:
        wrong = problems(connection)
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"{backup} is damaged: {error}.") from error
    finally:
        connection.close()
    if wrong:
        raise LibraryError(f"{backup} is damaged: {wrong[0]}.")


def begin_anew(library: Path) -> Path | None:
    """Set a damaged library aside, every byte of it, so that the next opening makes a new one; return where it is.

    Raises:
        LibraryError: where it is in use, or cannot be moved.
    """
    lock = WriterLock(library)
    try:
        return set_aside(library)
    except OSError as error:
        raise LibraryError(f"{library} cannot be set aside: {error.strerror}.") from error
    finally:
        lock.release()


def changed_files(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the files of stored articles that are no longer what they were: path, and "changed" or "gone".

    A file that was replaced by another version, which was taken in as well, is what it is meant to be.
    """
    rows = connection.execute(
        "select path, sha256, max(ledger_id) from ledger"
        " where member = '' and sha256 is not null and status in ('stored', 'partial') group by path"
    )
    found = []
    for path, packed, _ in rows:
        try:
            with open(path, "rb") as file:
                if file_digest(file, "sha256").digest() != packed:
                    found.append((os.fsdecode(path), "changed"))
        except OSError:
            found.append((os.fsdecode(path), "gone"))
    return found


def _told(progress: Callable[[int, int], None] | None) -> Callable[[int, int, int], None] | None:
    return None if progress is None else lambda _status, remaining, total: progress(total - remaining, total)


def _one(connection: sqlite3.Connection, select: str) -> int:
    return int(connection.execute(select).fetchone()[0])
