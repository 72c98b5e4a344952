"""What a name is quoted as saying."""

import sqlite3
from itertools import islice

from monitor.core.store.codes import TYPE_CODE, ZONES
from monitor.core.store.rows import PlacedMention
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key


def load_quotes(connection: sqlite3.Connection, name: str, type_: EntityType, limit: int) -> list[PlacedMention]:
    """Return the latest quotes of a speaker who is an entity, by article, newest first, in order of the text."""
    key = name_key(name)
    rows = connection.execute(
        'select q.article_id, q.start, q."end", q.zone, q.speaker from entity e cross join named n using (entity_id)'
        " cross join quote q using (article_id) where e.key = ? and e.type = ? and q.speaker is not null"
        " order by n.article_id desc, q.n",
        (key, TYPE_CODE[type_]),
    )
    own = ((article, start, end, zone) for article, start, end, zone, speaker in rows if name_key(speaker) == key)
    return [_placed(connection, row, name, type_) for row in islice(own, limit)]


def _placed(
    connection: sqlite3.Connection, row: tuple[int, int, int, int], name: str, type_: EntityType
) -> PlacedMention:
    article_id, start, end, zone = row
    title, text = connection.execute(
        "select a.title, substr(c.text, ?, ?) from article a join content c using (article_id) where article_id = ?",
        (start + 1, end - start, article_id),
    ).fetchone()
    return PlacedMention(
        article_id=article_id,
        title=title,
        start=start,
        end=end,
        zone=ZONES[zone],
        in_title=False,
        text=text or "",
        name=name,
        type=type_,
        kind=None,
        rule="quotation",
    )
