"""Corrections of names put in force or out of it, and the articles that show something else then.

Which articles those may be is found in the index and queued with the decision; they are derived again in chunks of
their own, so that the correction of a name that half the library mentions keeps no other write waiting.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach, Subject
from monitor.core.store.articles import derive
from monitor.core.store.codes import TYPE_CODE
from monitor.core.store.tables import Tables
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key

CHUNK = 100
"""Articles derived in one transaction, about 0.1 s: the longest that another write waits."""

Between = Callable[[int, int], bool]
"""Called between two chunks with the articles that are done and all that there are to do; False leaves the rest."""


def go_on(_done: int, _total: int) -> bool:
    """Work the whole queue off."""
    return True


def put_rule(tables: Tables, seq: int, correction: NameCorrection) -> list[int]:
    """Put the correction of a place of the log in force; return the articles that it may change, now queued."""
    queued = _queue(tables, seq, correction)
    value = json.dumps(correction.value(), sort_keys=True)
    tables.connection.execute("insert or replace into naming values (?, ?, ?)", (seq, correction.kind.value, value))
    tables.forget_rules()
    return queued


def take_rule(tables: Tables, seq: int, correction: NameCorrection) -> list[int]:
    """Put a correction out of force; return the articles that it may have changed, now queued."""
    queued = _queue(tables, seq, correction)
    tables.connection.execute("delete from naming where seq = ?", (seq,))
    tables.forget_rules()
    return queued


def settle(tables: Tables, between: Between = go_on) -> None:
    """Derive the queued articles again, in chunks that are committed one by one."""
    count = "select count(*) from underived"
    done, left = 0, tables.connection.execute(count).fetchone()[0]
    while left:
        with tables.transaction():
            rows = tables.connection.execute("select article_id from underived order by 1 limit ?", (CHUNK,)).fetchall()
            for row in rows:
                if tables.connection.execute("select 1 from article where article_id = ?", row).fetchone():
                    derive(tables, row[0])
            tables.connection.executemany("delete from underived where article_id = ?", rows)
        done += len(rows)
        left = tables.connection.execute(count).fetchone()[0]
        if left and not between(done, done + left):
            return


def _queue(tables: Tables, seq: int, correction: NameCorrection) -> list[int]:
    tables.subjects.flush()
    tables.words.flush()
    numbers = sorted(_articles_under(tables, seq, correction))
    tables.connection.executemany("insert or ignore into underived values (?)", ((number,) for number in numbers))
    return numbers


def _articles_under(tables: Tables, seq: int, correction: NameCorrection) -> set[int]:
    """Return the articles that a correction may change, under the others that are in force."""
    connection = tables.connection
    if correction.reach is Reach.ARTICLE:
        return _numbers(connection, "select article_id from article where key = ?", (correction.of,))
    if correction.kind is CorrectionKind.COUNTRY:
        found = _with_word(connection, correction.names[0])
    elif correction.type is None:
        return _from_sources(tables, tables.rules.before(seq, correction.subjects))
    else:
        found = _naming(connection, tables.rules.before(seq, correction.subjects))
    if correction.reach is Reach.SOURCE:
        outlet: Subject = (name_key(correction.of), None)
        found &= _of_sources(connection, tables.rules.after([outlet]))
    return found


def _naming(connection: sqlite3.Connection, subjects: Iterable[Subject]) -> set[int]:
    """Return the articles that show one of the names, or in which the machine found it."""
    found: set[int] = set()
    for key, type_ in subjects:
        row = connection.execute(
            "select entity_id from entity where key = ? and type = ?", (key, TYPE_CODE[type_ or EntityType.OTHER])
        ).fetchone()
        if row is not None and type_ is not None:
            for table in ("named", "found_name"):
                found |= _numbers(connection, f"select article_id from {table} where entity_id = ?", row)
    return found


def _with_word(connection: sqlite3.Connection, word: str) -> set[int]:
    """Return the articles that hold a word or phrase, or may hold it in a title that the analyst replaced."""
    found = _numbers(connection, "select article_id from correction where field = 'title'")
    if not (key := name_key(word)).startswith("="):
        found |= _numbers(connection, "select rowid from words where words match ?", (f'"{key}"',))
    return found


def _from_sources(tables: Tables, outlets: Collection[Subject]) -> set[int]:
    """Return the articles of outlets by the names that they had before corrections of names."""
    shown = tables.rules.after(outlets)
    keys = {key for key, _ in outlets}
    rows = tables.connection.execute(
        "select article_id, s.key, exists (select 1 from found f where f.article_id = a.article_id)"
        f" from article a join source s using (source_id) where s.key in ({','.join('?' * len(shown))})",
        [key for key, _ in shown],
    )
    return {number for number, key, differs in rows if key in keys or differs}


def _of_sources(connection: sqlite3.Connection, outlets: Collection[Subject]) -> set[int]:
    places = ",".join("?" * len(outlets))
    return _numbers(
        connection,
        f"select article_id from article join source using (source_id) where source.key in ({places})",
        [key for key, _ in outlets],
    )


def _numbers(connection: sqlite3.Connection, select: str, values: Collection[object] = ()) -> set[int]:
    return {number for (number,) in connection.execute(select, tuple(values))}
