"""Saved filters of the alerts, kept by decisions and so found again by a rebuild."""

import sqlite3

from monitor.core.records import AlertFilter
from monitor.core.store import codec


def load_alert_filters(connection: sqlite3.Connection) -> list[AlertFilter]:
    """Return the saved filters in the order in which they were made."""
    rows = connection.execute("select value from alert_filter order by position, name")
    return [codec.loads(AlertFilter, value) for (value,) in rows]


def find_alert_filter(connection: sqlite3.Connection, name: str) -> AlertFilter | None:
    """Return a saved filter by its name, or None."""
    row = connection.execute("select value from alert_filter where name = ?", (name,)).fetchone()
    return codec.loads(AlertFilter, row[0]) if row else None


def change_alert_filter(connection: sqlite3.Connection, before: AlertFilter | None, after: AlertFilter | None) -> None:
    """Put a filter in the place of another; None is none. A changed or renamed one keeps its place."""
    if before is not None and after is not None and find_alert_filter(connection, before.name):
        change = "update alert_filter set name = ?, value = ? where name = ?"
        connection.execute(change, (after.name, codec.dumps(after), before.name))
        return
    if before is not None:
        connection.execute("delete from alert_filter where name = ?", (before.name,))
    if after is not None:
        last = connection.execute("select coalesce(max(position), 0) from alert_filter").fetchone()[0]
        add = "insert or replace into alert_filter values (?, ?, ?)"
        connection.execute(add, (after.name, codec.dumps(after), last + 1))
