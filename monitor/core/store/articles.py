"""One analysed article as rows, and the rows as the same analysis again."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from monitor.core.identity import article_key
from monitor.core.moments import published_moment
from monitor.core.records import Analysis, Article, Published, Reason
from monitor.core.store.codes import ZONE_CODE
from monitor.core.store.content import decode, encode_blocks, encode_rest
from monitor.core.store.findings import (
    delete_findings,
    drop_found,
    insert_findings,
    keep_found,
    load_found,
    load_kept,
    load_shown_dateline,
    load_shown_findings,
    replace_findings,
)
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.names import Names, clean
from monitor.core.store.numbering import DAY_SHIFT, SEQUENCE_BITS, first_number
from monitor.core.store.stories import mark_story
from monitor.core.store.tables import Tables
from monitor.core.streams import indexed_text
from monitor.core.terms import Status, Zone
from monitor.core.tokens import name_key

TITLE_KEY_LENGTH = 40
"""Code points of a folded title that lists sort by."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Under what an article is filed: its ledger row, story, body key, and when it arrived (ms since 1970, UTC).

    ``number`` is the one that it had before; it keeps it unless its date has changed or the number is taken.
    ``joins`` is false where the story is its own.
    """

    ledger_id: int
    story_id: int
    body_key: bytes | None
    arrived: int
    corrections: tuple[tuple[str, str | None], ...] = ()
    number: int | None = None
    joins: bool = True


def insert_article(tables: Tables, analysis: Analysis, filing: Filing) -> int:
    """File an analysis with everything that is counted or searched of it; return the article's number."""
    connection = tables.connection
    shown = shown_under(tables, analysis, filing.corrections)
    article_id = free_number(connection, shown.article.published, filing.arrived, filing.number)
    texts = indexed_text(shown.article, shown.words)
    row = _row(tables.names, article_id, analysis, shown=shown.article, filing=filing, texts=texts)
    places = ",".join("?" * len(row))
    connection.beside(f"insert into article ({', '.join(row)}) values ({places})", tuple(row.values()))
    connection.beside(
        "insert into content values (?,?,?,?)",
        (article_id, analysis.article.text, encode_blocks(analysis.article), encode_rest(analysis)),
    )
    countries, entities = insert_findings(tables, article_id, shown)
    if shown != corrected(analysis, filing.corrections):
        keep_found(tables, article_id, analysis, shown)
    # Its values once more, not INSERT … SELECT: a statement of several rows makes FTS5 write what it has gathered.
    origins = (row["source_id"], row["agency_id"], row["language"], row["day"] is not None)
    tally = (article_id, None, *origins, countries, entities, tables.common_words.held_in(texts))
    connection.beside("insert into tally values (?,?,?,?,?,?,?,?,?)", tally)
    if filing.joins:
        mark_story(connection, filing.story_id)
    tables.words.add(article_id, texts)
    tables.absent.put_in(analysis.article.document, filing.body_key)
    return article_id


def delete_article(tables: Tables, article_id: int) -> Analysis:
    """Remove an article with all its rows and return what it was, as the program found it.

    Ledger, alerts, tags and corrections are the caller's to look after.
    """
    connection = tables.connection
    analysis = load_analysis(connection, article_id)
    shown = corrected(analysis, load_corrections(connection, article_id))
    tables.words.remove(article_id, indexed_text(shown.article))
    story_id = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()[0]
    delete_findings(tables, article_id)
    for table in ("tally", "content", "article", "underived"):
        connection.execute(f"delete from {table} where article_id = ?", (article_id,))
    mark_story(connection, story_id)
    return analysis


def derive(tables: Tables, article_id: int) -> None:
    """Have a stored article show what it shows under the corrections that are in force now."""
    connection = tables.connection
    filed = load_shown_findings(connection, article_id, _load_bare(connection, article_id))
    found = load_kept(connection, article_id, filed) or filed
    corrections = load_corrections(connection, article_id)
    shown = shown_under(tables, found, corrections)
    tally = replace_findings(tables, article_id, filed, shown)
    if shown != corrected(found, corrections):
        keep_found(tables, article_id, found, shown)
    elif found is not filed:
        drop_found(tables, article_id)
    source = tables.names.source(clean(shown.article.source))
    update = "update article set source_id = ?1 where article_id = ?2 and source_id is not ?1 returning 1"
    moved = connection.execute(update, (source, article_id)).fetchone()
    if moved or tally != (None, None):
        _replace_tally(connection, article_id, source, tally)


def _replace_tally(
    connection: sqlite3.Connection, article_id: int, source: int | None, tally: tuple[str | None, str | None]
) -> None:
    """Put another tally in the place of an article's: a new row, for counts are kept by rows that come and go."""
    shared, *kept, countries, entities, words = connection.execute(
        "select shared, agency_id, language, dated, countries, entities, words from tally where article_id = ?",
        (article_id,),
    ).fetchone()
    connection.execute("delete from tally where article_id = ?", (article_id,))
    new = (countries if tally[0] is None else tally[0], entities if tally[1] is None else tally[1])
    row = (article_id, shared, source, *kept, *new, words)
    connection.execute("insert into tally values (?,?,?,?,?,?,?,?,?)", row)


def shown_under(tables: Tables, found: Analysis, corrections: tuple[tuple[str, str | None], ...] = ()) -> Analysis:
    """Return what an article shows: what was found, under its own corrections and those of names."""
    if not tables.rules.corrections:
        return corrected(found, corrections)
    fields = dict(corrections)
    source = fields.pop("source", found.article.source)
    shown = tables.rules.apply(found, article_key(found.article.document), source=source)
    return corrected(shown, tuple(fields.items()))


def load_analysis(connection: sqlite3.Connection, article_id: int) -> Analysis:
    """Return an article's analysis as the program found it, corrections apart.

    Raises:
        KeyError: where the library holds no such article.
    """
    return load_found(connection, article_id, _load_bare(connection, article_id))


def load_shown(connection: sqlite3.Connection, article_id: int) -> Analysis:
    """Return an article's analysis with all corrections in it.

    Raises:
        KeyError: where the library holds no such article.
    """
    shown = load_shown_findings(connection, article_id, _load_bare(connection, article_id))
    shown = corrected(shown, load_corrections(connection, article_id))
    row = connection.execute(
        "select s.name from found join article a using (article_id) left join source s using (source_id)"
        " where article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return shown
    dateline = load_shown_dateline(connection, article_id)
    article = replace(shown.article, source=row[0], dateline=shown.article.dateline if dateline is None else dateline)
    return replace(shown, article=article)


def _load_bare(connection: sqlite3.Connection, article_id: int) -> Analysis:
    """Return an article's analysis without its findings."""
    row = connection.execute(
        "select c.text, c.blocks, c.rest, l.sha256, b.fingerprint,"
        # The bytes of the whole file, as its last version before the article said them.
        " case when l.member <> '' then (select f.sha256 from ledger f where f.path = l.path and f.member = ''"
        " and f.ledger_id < l.ledger_id order by f.ledger_id desc limit 1) end from content c"
        " join article a on a.article_id = c.article_id join ledger l using (ledger_id)"
        " left join body b on b.key = a.body_key where c.article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    text, blocks, rest, sha256, fingerprint, container = row
    analysis = decode(text, blocks, rest, sha256.hex() if sha256 else "", container.hex() if container else None)
    return replace(analysis, fingerprint=fingerprint)


def load_corrections(connection: sqlite3.Connection, article_id: int) -> tuple[tuple[str, str | None], ...]:
    """Return the fields of an article that the analyst corrected, with what stands there now."""
    return tuple(
        connection.execute("select field, value from correction where article_id = ? order by field", (article_id,))
    )


def corrected(analysis: Analysis, corrections: tuple[tuple[str, str | None], ...]) -> Analysis:
    """Return an analysis with the analyst's title, source, agency, language or date in the place of the found."""
    if not corrections:
        return analysis
    fields: dict[str, Any] = dict(corrections)
    if "published" in fields:
        fields["published"] = _corrected_date(fields["published"], analysis.article.published)
    words = None if "title" in fields else analysis.words
    return replace(analysis, article=replace(analysis.article, **fields), words=words)


def free_number(
    connection: WriterConnection, published: Published | None, arrived: int, wanted: int | None = None
) -> int:
    """Return the wanted number where it is of the minute of publication (or of arrival) and free, else the next of it.

    A minute that holds a million articles already (an archive dated by the day) goes on in the next.
    """
    moment = published_moment(published.value if published else None)
    first = first_number(moment or datetime.fromtimestamp(arrived / 1000, UTC))
    if wanted is not None and wanted >> SEQUENCE_BITS == first >> SEQUENCE_BITS:
        taken = connection.beside("select 1 from article where article_id = ?", (wanted,)).fetchone()
        if not taken:
            return wanted
    for end in (first + (1 << SEQUENCE_BITS), ((first >> DAY_SHIFT) + 1) << DAY_SHIFT):
        last = connection.beside(
            "select max(article_id) from article where article_id >= ? and article_id < ?", (first, end)
        ).fetchone()[0]
        if last is None:
            return first
        if last + 1 < end:
            return int(last) + 1
    raise OverflowError("a day holds more articles than its numbers")


def _row(
    names: Names,
    article_id: int,
    analysis: Analysis,
    *,
    shown: Article,
    filing: Filing,
    texts: dict[Zone, str],
) -> dict[str, Any]:
    """Return the columns of ``article``."""
    reason = analysis.partial or shown.document.partial
    moment = published_moment(shown.published.value if shown.published else None)
    return {
        "article_id": article_id,
        "key": article_key(shown.document),
        "ledger_id": filing.ledger_id,
        "story_id": filing.story_id,
        "body_key": filing.body_key,
        "title": clean(shown.title),
        "title_key": name_key(shown.title or "")[:TITLE_KEY_LENGTH],
        "title_apart": shown.title_apart,
        "zones": sum(1 << ZONE_CODE[zone] for zone in texts),
        "source_id": names.source(clean(shown.source)),
        "agency_id": names.agency(clean(shown.agency)),
        "language": shown.language,
        "published": shown.published.value if moment and shown.published else None,
        "day": moment.toordinal() if moment else None,
        "arrived": filing.arrived,
        "status": Status.PARTIAL if reason else Status.STORED,
        "code": reason.code if reason else None,
        "sentence": clean(reason.sentence) if reason else None,
    }


def _corrected_date(value: str | None, found: Published | None) -> Published | None:
    if value is None:
        return None
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "minute")
    return Published(value, precision, "corrected by the analyst", found.alternatives if found else ())


def reason_of(code: str | None, sentence: str | None) -> Reason | None:
    """Return a reason as two columns hold it."""
    return None if code is None else Reason(code, sentence or "")
