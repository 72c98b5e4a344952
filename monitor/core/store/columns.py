"""What is in which column of a table, as the analyst chose it once for all tables of the same header."""

import json
import sqlite3
from collections.abc import Mapping

_PREFIX = "columns:"


def load_columns(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return the choices by the keys of headers: field to name of the column."""
    rows = connection.execute(f"select name, value from setting where name glob '{_PREFIX}*' order by name")
    return {name.removeprefix(_PREFIX): json.loads(value) for name, value in rows}


def put_columns(connection: sqlite3.Connection, key: str, columns: Mapping[str, str]) -> None:
    """Remember a choice; an empty one is forgotten, and the names of the columns decide again."""
    connection.execute("delete from setting where name = ?", (_PREFIX + key,))
    if columns:
        connection.execute("insert into setting values (?, ?)", (_PREFIX + key, json.dumps(columns, sort_keys=True)))


def copy_columns(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all choices to another library."""
    for key, columns in load_columns(source).items():
        put_columns(target, key, columns)
