"""Filing a stored article anew: after a better reading, a correction, or when it is taken out and brought back.

While an article is away, what is attached to it waits under the number of its ledger row, negative.
"""

import json
import sqlite3
from dataclasses import dataclass, replace

from monitor.core.identity import article_key
from monitor.core.records import Analysis
from monitor.core.store import codec
from monitor.core.store.alerts import merge_alerts
from monitor.core.store.articles import Filing, delete_article, insert_article, load_corrections
from monitor.core.store.joining import body_of, join_story, leave_story
from monitor.core.store.tables import Tables

_ATTACHED = ("tag", "correction", "alert", "sighting", "ledger")
"""Tables whose rows go with an article when its number changes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What an article keeps when it is filed anew."""

    ledger_id: int
    story_id: int
    arrived: int
    unread: bool
    starred: bool
    number: int


def refile(tables: Tables, article_id: int, analysis: Analysis | None = None) -> int:
    """File a stored article anew, with another analysis where one is given; return its number, maybe a new one.

    Marks, tags, corrections and alerts stay; so does the story, unless the body is another one now.
    """
    place = _place(tables.connection, article_id)
    found = delete_article(tables, article_id)
    if analysis is None or _likeness(analysis) == _likeness(found):
        return _put_back(tables, article_id, analysis or found, place)
    renumber(tables.connection, article_id, -place.ledger_id)
    leave_story(tables, place.story_id, found, gone=-place.ledger_id)
    return _return(tables, analysis, place)


def correct(tables: Tables, article_id: int, field: str, value: str | None, *, keep: bool) -> int:
    """Put the analyst's value in the place of the found one, or (``keep`` false) the found one back.

    Returns:
        The article's number, which a corrected date changes.
    """
    place = _place(tables.connection, article_id)
    found = delete_article(tables, article_id)
    tables.connection.execute("delete from correction where article_id = ? and field = ?", (article_id, field))
    if keep:
        tables.connection.execute("insert into correction values (?, ?, ?)", (article_id, field, value))
    return _put_back(tables, article_id, found, place)


def take_out(tables: Tables, article_id: int) -> None:
    """Take an article out of every list and count, keeping all that is needed to bring it back."""
    place = _place(tables.connection, article_id)
    analysis = delete_article(tables, article_id)
    kept = {"analysis": codec.plain(analysis), "place": codec.plain(place)}
    key = article_key(analysis.article.document)
    tables.connection.execute("insert into removed values (?, ?, ?)", (place.ledger_id, key, json.dumps(kept)))
    renumber(tables.connection, article_id, -place.ledger_id)
    leave_story(tables, place.story_id, analysis, gone=-place.ledger_id)


def bring_back(tables: Tables, ledger_id: int) -> int:
    """Bring an article back that was taken out; return its number."""
    kept = json.loads(
        tables.connection.execute("select value from removed where ledger_id = ?", (ledger_id,)).fetchone()[0]
    )
    tables.connection.execute("delete from removed where ledger_id = ?", (ledger_id,))
    analysis = codec.revive(Analysis, kept["analysis"])
    return _return(tables, analysis, codec.revive(_Place, kept["place"]))


def renumber(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Move what is attached to an article to its new number."""
    for table in _ATTACHED:
        connection.execute(f"update {table} set article_id = ? where article_id = ?", (new, old))


def _place(connection: sqlite3.Connection, article_id: int) -> _Place:
    row = connection.execute(
        "select ledger_id, story_id, arrived, unread, starred, article_id from article where article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    return _Place(*row)


def _likeness(analysis: Analysis) -> tuple[bytes | None, bytes | None]:
    return body_of(analysis), analysis.fingerprint


def _return(tables: Tables, analysis: Analysis, place: _Place) -> int:
    """File an article that was away; its alerts join those of the story that it belongs to now."""
    story, _ = join_story(tables, analysis)
    number = _put_back(tables, -place.ledger_id, analysis, replace(place, story_id=story))
    merge_alerts(tables.connection, story, -place.ledger_id)
    return number


def _put_back(tables: Tables, old: int, analysis: Analysis, place: _Place) -> int:
    corrections = load_corrections(tables.connection, old)
    filing = Filing(place.ledger_id, place.story_id, body_of(analysis), place.arrived, corrections, place.number)
    number = insert_article(tables, analysis, filing)
    marks = (place.unread, place.starred, number)
    tables.connection.execute("update article set unread = ?, starred = ? where article_id = ?", marks)
    if number != old:
        renumber(tables.connection, old, number)
    return number
