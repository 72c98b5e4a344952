"""The newest articles that hold a word with a certain beginning.

The full-text index puts the articles of all words with that beginning together before it tells the first one: a tenth
of a second for a million articles. Where some of the words are common ones, the newest articles that hold those are
found at once, and of the articles since the last of them only the few that hold none of them are left to read.
"""

import sqlite3
from math import isqrt

from monitor.core.query.nodes import Node, Or, Phrase
from monitor.core.store.search import Search
from monitor.core.terms import COUNTED_ZONES

READ_FOR = 1_000
"""Articles that the index puts together in the time in which one is read: 0.1 ms."""
_LAST = "\U0010ffff"


def newest_with_prefix(connection: sqlite3.Connection, search: Search, node: Node, limit: int) -> list[int] | None:
    """Return the newest articles under a prefix of one word, None where the index is to be asked for them.

    The more articles would have to be read, the fewer the index has to put together: from there on it is quicker.
    """
    match node:
        case Phrase((beginning,), True, zones) if zones == COUNTED_ZONES and limit > 0:
            rows = connection.execute(
                "select word from common_word where word between ? and ?", (beginning, beginning + _LAST)
            )
            common = tuple(Phrase((word,)) for (word,) in rows)
        case _:
            return None
    if not common:
        return None
    newest = search.plan(Or(common)).numbers(limit)
    found = [number for (number,) in connection.execute(newest.sql, newest.values)]
    articles = connection.execute("select sum(live) from segment").fetchone()[0]
    most_read = isqrt(articles * limit // READ_FOR)
    if len(found) < limit:
        return None
    since = "select article_id from article where article_id > ? order by 1 limit ?"
    others = {number for (number,) in connection.execute(since, (found[-1], limit + most_read))} - set(found)
    if len(others) >= most_read:
        return None
    held = search.held_by_text(node, others)
    read = [number for (number,) in connection.execute(held.sql, held.values)]
    return sorted((*found, *read), reverse=True)[:limit]
