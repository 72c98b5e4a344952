"""Indexing a library anew where another version of the tokenizer indexed it: nothing is analysed again."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from monitor.core.identity import body_key
from monitor.core.likeness import with_key
from monitor.core.store.articles import Filing, insert_article, load_analysis, load_corrections
from monitor.core.store.connect import connect_reader, connect_writer, transaction
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.indexed import note_index
from monitor.core.store.rebuild import BATCH, Progress, swap
from monitor.core.store.refile import renumber
from monitor.core.store.schema import migrate
from monitor.core.store.tables import Tables
from monitor.core.tokens import name_key

_KEPT = (
    "ledger",
    "tombstone",
    "removed",
    "story",
    "correction",
    "entry",
    "alert",
    "sighting",
    "alert_sentence",
    "decision",
    "naming",
)


def reindex(file: Path, progress: Callable[[Progress], None] = lambda _: None) -> None:
    """Index all articles of a library anew; the caller holds its lock."""
    new = file.with_name(file.name + ".reindex")
    new.unlink(missing_ok=True)
    source, target, library = connect_reader(file), connect_writer(new), connect_writer(file)
    try:
        migrate(target)
        target.execute("pragma synchronous = off")  # begun again where the power ends it
        _copy(source, target)
        _insert_articles(source, target, progress)
        target.close()
        swap(new, library)
    finally:
        for connection in (source, target, library):
            connection.close()


def _copy(source: sqlite3.Connection, target: WriterConnection) -> None:
    with transaction(target):
        for table in _KEPT:
            rows = source.execute(f"select * from {table}")
            places = ",".join("?" * len(rows.description))
            target.executemany(f"insert into {table} values ({places})", rows)
        tags = source.execute("select name, article_id, name from tag")
        target.executemany("insert into tag values (?, ?, ?)", ((name_key(key), *row) for key, *row in tags))
        settings = source.execute("select * from setting where name <> 'tokenizer'")
        target.executemany("insert into setting values (?, ?)", settings)
        note_index(target)


def _insert_articles(
    source: sqlite3.Connection, target: WriterConnection, progress: Callable[[Progress], None]
) -> None:
    rows = source.execute(
        "select article_id, ledger_id, story_id, arrived, unread, starred from article order by article_id"
    ).fetchall()
    tables = Tables(target)
    for at in range(0, len(rows), BATCH):
        with tables.transaction():
            for number, ledger_id, story_id, arrived, *marks in rows[at : at + BATCH]:
                analysis = load_analysis(source, number)
                corrections = load_corrections(source, number)
                body = body_key(analysis.article)
                tables.stories.add(body, with_key(analysis.fingerprint, body))
                filing = Filing(ledger_id, story_id, body, arrived, corrections, number)
                new = insert_article(tables, analysis, filing)
                target.beside("update article set unread = ?, starred = ? where article_id = ?", (*marks, new))
                if new != number:
                    renumber(target, number, new)
        progress(Progress(min(at + BATCH, len(rows)), len(rows)))
