"""Filing an outcome: a refusal, a duplicate, a copy in a known story, or a new article with its alerts."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.errors import REFUSALS
from monitor.core.identity import article_key
from monitor.core.records import Analysis, Changes, Document, Hit, Reason, Refusal
from monitor.core.store.alerts import raise_alerts
from monitor.core.store.articles import Filing, insert_article, load_analysis, load_corrections
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.joining import body_of, join_story
from monitor.core.store.ledger import Source, finish_row, pack_hash
from monitor.core.store.refile import refile
from monitor.core.store.tables import Tables
from monitor.core.store.versions import is_other_version
from monitor.core.terms import Status
from monitor.core.tokens import name_key

_SAME_BYTES = (
    "select article_id, ledger_id from article where key = ?",
    "select -ledger_id, ledger_id from removed where key = ?",
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A stored article that a new one repeats: its number and the ledger row that it came from."""

    article_id: int
    ledger_id: int


def file_refusal(connection: WriterConnection, row: Source, refusal: Refusal, *, committed: int) -> Changes:
    """Write a refusal into its row, unless the row already holds an article of the same bytes."""
    if row.article_id is not None:
        return Changes(statuses=(row.status,))
    finish_row(
        connection,
        row.ledger_id,
        Status.REFUSED,
        committed=committed,
        reason=refusal.reason,
        sha256=refusal.sha256,
        given_id=refusal.given_id,
    )
    return Changes(ledger=True, statuses=(Status.REFUSED,))


def file_analysis(
    tables: Tables,
    row: Source,
    analysis: Analysis,
    *,
    hits: Sequence[Hit],
    committed: int,
    history: bool,
) -> Changes:
    """File an analysed article: as itself, as a better reading of itself, or as the duplicate of another."""
    connection = tables.connection
    if is_purged(tables, analysis.article.document):
        reason = Reason("purged", f"The article was not taken in: {REFUSALS['purged']}.")
        refusal = Refusal(analysis.article.document.path, reason, sha256=analysis.article.document.sha256)
        return file_refusal(connection, row, refusal, committed=committed)
    body = body_of(analysis)
    twin = find_twin(tables, analysis, body)
    if twin is not None and twin.article_id < 0 and twin.ledger_id == row.ledger_id:
        return Changes(statuses=(row.status,))
    status = Status.PARTIAL if analysis.partial or analysis.article.document.partial else Status.STORED
    if row.status is Status.STORED and status is Status.PARTIAL:
        return Changes(statuses=(row.status,))  # a better reading of these bytes is stored already
    articles: tuple[int, ...] = ()
    alerts: list[int] = []
    if twin is not None and twin.ledger_id != row.ledger_id:
        article_id, status = twin.article_id, Status.DUPLICATE
    elif twin is not None:
        article_id = refile(tables, twin.article_id, analysis)
        articles = (article_id,)
    else:
        story, joins = join_story(tables, analysis)
        filing = Filing(row.ledger_id, story, body, row.arrived, joins=joins)
        article_id = insert_article(tables, analysis, filing)
        articles = (article_id,)
        alerts = raise_alerts(connection, article_id, analysis.article, hits)
    document = analysis.article.document
    finish_row(
        connection,
        row.ledger_id,
        status,
        committed=committed,
        reason=(analysis.partial or document.partial) if status is Status.PARTIAL else None,
        sha256=document.sha256,
        article_id=article_id,
        given_id=document.given_id,
        history=history,
    )
    return Changes(articles=articles, alerts=tuple(alerts), ledger=True, statuses=(status,))


def find_twin(tables: Tables, analysis: Analysis, body: bytes | None) -> Twin | None:
    """Return the article that has the same bytes, or the same body under the same title, source and day.

    One that the analyst took out stays out: it is found here, with a negative number.
    """
    connection, document = tables.connection, analysis.article.document
    if not tables.absent.has_document(document):
        for select in _SAME_BYTES:
            found = connection.beside(select, (article_key(document),)).fetchone()
            if found:
                return Twin(*found)
    if body is None or tables.absent.has_body(body):
        return None
    rows = connection.beside(
        "select t.article_id, t.ledger_id, t.title, s.name, t.published, f.article_id is not null from article t"
        " left join source s using (source_id) left join found f on f.article_id = t.article_id"
        " where body_key = ? order by t.article_id",
        (body,),
    )
    for article_id, ledger_id, title, shown, published, differs in rows.fetchall():
        # Merged outlets make no duplicates: else it would matter whether they were merged before or after.
        source = _outlet(connection, article_id) if differs else shown
        if is_other_version(connection, document, article_id):
            continue
        if _is_repeated(analysis, title, source, published):
            return Twin(article_id, ledger_id)
    return None


def is_purged(tables: Tables, document: Document) -> bool:
    """Tell whether the analyst purged an article of these bytes."""
    if tables.absent.has_document(document):
        return False
    select = "select 1 from tombstone where sha256 = ?"
    return tables.connection.beside(select, (pack_hash(document.sha256),)).fetchone() is not None


def _outlet(connection: sqlite3.Connection, article_id: int) -> str | None:
    """Return the outlet of an article before outlets were merged."""
    fields = dict(load_corrections(connection, article_id))
    return fields["source"] if "source" in fields else load_analysis(connection, article_id).article.source


def _is_repeated(analysis: Analysis, title: str | None, source: str | None, published: str | None) -> bool:
    """Tell whether an article with a known body is that article again, not a copy in another outlet or edition."""
    article = analysis.article
    day = article.published.value[:10] if article.published else None
    pairs = ((article.title, title), (article.source, source), (day, published and published[:10]))
    return all(one is None or other is None or name_key(one) == name_key(other) for one, other in pairs)
