"""Stories as articles come and go: one that shows two stories to be one joins them, one that held them together parts
them. Their alerts go with them.
"""

from monitor.core.identity import body_key
from monitor.core.likeness import packed_key
from monitor.core.records import Analysis
from monitor.core.store.alerts import merge_alerts, part_alerts
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.stories import mark_story
from monitor.core.store.tables import Tables
from monitor.core.store.versions import older_stories


def join_story(tables: Tables, analysis: Analysis) -> tuple[int, bool]:
    """Return the story of an article that is about to be filed, once the stories that it belongs to are one.

    Returns:
        Its number, and whether there are others in it.
    """
    connection = tables.connection
    alike = tables.stories.add(body_of(analysis), analysis.fingerprint)
    # However a version was rewritten: it takes over the card of those before it, which are taken out then.
    stories = sorted({*alike, *older_stories(connection, analysis.article.document)})
    if not stories:
        return _new_story(connection), False
    into, *others = stories
    for story in others:
        connection.execute("update article set story_id = ? where story_id = ?", (into, story))
        merge_alerts(connection, into, story)
        connection.execute("delete from story where story_id = ?", (story,))
    return into, True


def leave_story(tables: Tables, story: int, analysis: Analysis, *, gone: int | None = None) -> None:
    """Have an article that has just been deleted leave its story, which falls apart if that held it together.

    Args:
        tables: The library.
        story: Its story.
        analysis: What it was.
        gone: The number under which what is attached to it waits for it to come back, None where it never does.
    """
    connection = tables.connection
    parts = [story]
    if tables.stories.remove(body_of(analysis)):
        rows = connection.execute(
            "select body_key, min(article_id) from article where story_id = ? group by 1 order by 2", (story,)
        )
        _, *others = tables.stories.parts([key for key, _ in rows]) or [[]]
        for keys in others:
            parts.append(_new_story(connection))
            update = "update article set story_id = ? where body_key = ?"
            connection.executemany(update, [(parts[-1], key) for key in keys])
    part_alerts(connection, story, parts, gone)
    if connection.execute("select 1 from article where story_id = ?", (story,)).fetchone() is None:
        connection.execute("delete from story where story_id = ?", (story,))
    if len(parts) > 1:
        for part in parts:
            mark_story(connection, part)


def body_of(analysis: Analysis) -> bytes | None:
    """Return the key of an analysed body."""
    return packed_key(analysis.fingerprint) or body_key(analysis.article)


def _new_story(connection: WriterConnection) -> int:
    return int(connection.beside("insert into story default values").lastrowid or 0)
