"""Articles as lists and reports show them: a line each, the first of a story, or all that is known of one."""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from monitor.core.store.alerts import LEAST_SEVERITY, load_alerts
from monitor.core.store.articles import load_shown, reason_of
from monitor.core.store.rows import ArticleRow, StoredArticle
from monitor.core.terms import Severity, Status, at_least

FEW_ARTICLES = 1_000
"""Up to so many articles their stories are looked up one by one, in place of those of the whole library."""

_STORY_KEY = (
    "(select key from article c where c.story_id = a.story_id order by coalesce(published, '9999'), key limit 1)"
)


def load_rows(connection: sqlite3.Connection, article_ids: Sequence[int]) -> Iterator[ArticleRow]:
    """Yield the list lines of articles, in no order; numbers that are gone have none."""
    numbers = ",".join(map(str, article_ids))
    rows = connection.execute(
        "select a.article_id, a.key, a.title, s.name, g.name, a.language, a.published, a.arrived, a.status,"
        f" a.unread, a.starred, {_STORY_KEY}, (select count(*) from article c where c.story_id = a.story_id),"
        " (select group_concat(code) from (select code from focus f where f.article_id = a.article_id and focus"
        " order by rank)), (select group_concat(name, char(31)) from tag t where t.article_id = a.article_id)"
        " from article a left join source s using (source_id) left join agency g using (agency_id)"
        f" where a.article_id in ({numbers})"
    ).fetchall()
    severities = _severities(connection, numbers)
    for number, key, title, source, agency, language, published, arrived, status, unread, starred, *rest in rows:
        story, copies, focus, tags = rest
        yield ArticleRow(
            article_id=number,
            key=key,
            title=title,
            source=source,
            agency=agency,
            language=language,
            published=published,
            arrived=_iso(arrived),
            status=Status(status),
            unread=bool(unread),
            starred=bool(starred),
            story=story,
            copies=copies,
            focus=tuple(focus.split(",")) if focus else (),
            tags=tuple(tags.split("\x1f")) if tags else (),
            severity=severities.get(number),
        )


def first_of_stories(connection: sqlite3.Connection, article_ids: "array[int]") -> "array[int]":
    """Return of several articles of one story only the first, in the order given: a line a story."""
    select = "select article_id, shared from tally where shared is not null"
    if len(article_ids) <= FEW_ARTICLES:
        select += f" and article_id in ({','.join(map(str, article_ids))})"
    shared: dict[int, int] = dict(connection.execute(select))
    seen: set[int] = set()
    kept = array("q")
    for number in article_ids:
        story = shared.get(number)
        if story is None or story not in seen:
            kept.append(number)
            seen.update(() if story is None else (story,))
    return kept


def load_stored(connection: sqlite3.Connection, article_id: int) -> StoredArticle:
    """Return an article with its analysis, story and alerts.

    Raises:
        KeyError: where the library holds no such article.
    """
    analysis = load_shown(connection, article_id)
    row = connection.execute(
        "select key, status, code, sentence, arrived,"
        f" (select count(*) from article c where c.story_id = a.story_id), {_STORY_KEY}"
        " from article a where article_id = ?",
        (article_id,),
    ).fetchone()
    key, status, code, sentence, arrived, copies, story = row
    alerts = load_alerts(connection, "a.story_id = (select story_id from article where article_id = ?)", (article_id,))
    return StoredArticle(
        article_id,
        key,
        analysis,
        Status(status),
        reason_of(code, sentence),
        story,
        copies,
        tuple(alerts),
        _iso(arrived),
    )


def _severities(connection: sqlite3.Connection, numbers: str) -> dict[int, Severity]:
    """Return the highest severity of the alerts of each article's story."""
    rows = connection.execute(
        f"select t.article_id, json_extract(e.value, '$.severity'), {LEAST_SEVERITY} from article t"
        " join alert a using (story_id) join entry e using (entry_id)"
        f" where t.article_id in ({numbers}) and not e.removed"
    )
    order = list(Severity)
    highest: dict[int, Severity] = {}
    for number, name, least in rows:
        severity = at_least(Severity(name or Severity.MEDIUM), least)
        if number not in highest or order.index(severity) > order.index(highest[number]):
            highest[number] = severity
    return highest


def _iso(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
