"""Versions of one item of an agency: items of the wire formats say who they are (guid) and which version of it.

A newer version takes the place of the older ones, which are kept as articles that were taken out are.
"""

import json
import sqlite3
from collections.abc import Sequence

from monitor.core.records import Document
from monitor.core.store.articles import load_analysis

WIRE_FORMATS = frozenset({"newsml", "nitf", "ninjs"})

_IN_STORY_OF = (
    "select story_id, article_id from article where story_id = (select story_id from article where article_id = ?)"
)

Rank = tuple[int, str]
"""By which versions are ordered: their number, then when they were made."""


def version_rank(document: Document) -> Rank | None:
    """Return the place of an item among its versions; None for anything that has none."""
    if document.format not in WIRE_FORMATS or document.given_id is None:
        return None
    number = str(document.metadata.get("version") or "").strip()
    made = str(document.metadata.get("modified") or document.published or "")
    return (int(number) if number.isdecimal() and len(number) < 10 else 0, made)


def other_versions(connection: sqlite3.Connection, document: Document) -> list[tuple[int, Rank]]:
    """Return the stored articles that are the same item in other bytes, with their ranks."""
    if version_rank(document) is None:
        return []
    rows = connection.execute(
        "select article_id from ledger where given_id = ? and substr(member, 1, 4) <> 'line'"
        " and article_id > 0 and status in ('stored', 'partial')",
        (json.dumps(document.given_id),),
    )
    found = []
    for (number,) in rows.fetchall():
        other = load_analysis(connection, number).article.document
        rank = version_rank(other)
        if rank is not None and other.sha256 != document.sha256:
            found.append((number, rank))
    return found


def older_stories(connection: sqlite3.Connection, document: Document) -> set[int]:
    """Return the stories that only hold versions before this one; none where a newer one is stored already."""
    rank, others = version_rank(document), other_versions(connection, document)
    if rank is None or any(rank <= known for _, known in others):
        return set()
    held = [connection.execute(_IN_STORY_OF, (number,)).fetchall() for number, _ in others]
    old = {number for number, _ in others}
    return {rows[0][0] for rows in held if rows and {number for _, number in rows} <= old}


def is_other_version(connection: sqlite3.Connection, document: Document, article_id: int) -> bool:
    """Tell whether a stored article is another version of an item, which is news even where its text is the same."""
    rank = version_rank(document)
    return rank is not None and any(
        number == article_id and known != rank for number, known in other_versions(connection, document)
    )


def marks_of(connection: sqlite3.Connection, articles: Sequence[int]) -> tuple[bool, list[str]]:
    """Return whether any of some articles has a star, and all their tags."""
    listed = ",".join(map(str, articles))
    starred = connection.execute(f"select 1 from article where starred and article_id in ({listed})").fetchone()
    tags = connection.execute(f"select distinct name from tag where article_id in ({listed}) order by name")
    return starred is not None, [name for (name,) in tags.fetchall()]
