"""Which version of the tokenizer a library is indexed with."""

import sqlite3

from monitor.core.tokens import TOKENIZER_VERSION


def is_indexed(connection: sqlite3.Connection) -> bool:
    """Tell whether this version's tokenizer made the index."""
    row = connection.execute("select value from setting where name = 'tokenizer'").fetchone()
    return row is not None and row[0] == str(TOKENIZER_VERSION)


def note_index(connection: sqlite3.Connection) -> None:
    """Note in a new library which tokenizer it is indexed with."""
    connection.execute("insert or replace into setting values ('tokenizer', ?)", (str(TOKENIZER_VERSION),))
