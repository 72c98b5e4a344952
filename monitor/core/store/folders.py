"""Smart folders: queries with a name, kept by decisions and so found again by a rebuild."""

import sqlite3

from monitor.core.records import SmartFolder


def load_folders(connection: sqlite3.Connection) -> list[SmartFolder]:
    """Return the smart folders in the order in which they were made."""
    rows = connection.execute("select name, query from smart_folder order by position, name")
    return [SmartFolder(name, query) for name, query in rows]


def find_folder(connection: sqlite3.Connection, name: str) -> SmartFolder | None:
    """Return a smart folder by its name, or None."""
    row = connection.execute("select name, query from smart_folder where name = ?", (name,)).fetchone()
    return SmartFolder(*row) if row else None


def change_folder(connection: sqlite3.Connection, before: SmartFolder | None, after: SmartFolder | None) -> None:
    """Put a folder in the place of another; None is none. A changed or renamed one keeps its place."""
    if before is not None and after is not None and find_folder(connection, before.name):
        connection.execute(
            "update smart_folder set name = ?, query = ? where name = ?", (after.name, after.query, before.name)
        )
        return
    if before is not None:
        connection.execute("delete from smart_folder where name = ?", (before.name,))
    if after is not None:
        last = connection.execute("select coalesce(max(position), 0) from smart_folder").fetchone()[0]
        connection.execute("insert or replace into smart_folder values (?, ?, ?)", (after.name, after.query, last + 1))
