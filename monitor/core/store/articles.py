"""One analysed article as rows, and the rows as the same analysis again."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from monitor.core.identity import article_key
from monitor.core.moments import published_moment
from monitor.core.records import (
    COUNTED_ZONES,
    Analysis,
    Article,
    CountryMention,
    FocusScore,
    Mention,
    Published,
    Quote,
    Reason,
    Status,
    Zone,
)
from monitor.core.store.codes import KIND_CODE, KINDS, TYPES, ZONE_CODE, ZONES
from monitor.core.store.content import decode, encode_blocks, encode_rest
from monitor.core.store.names import Names
from monitor.core.store.schema import DAY_SHIFT, SEQUENCE_BITS, first_number
from monitor.core.store.tables import Tables
from monitor.core.store.tallies import encode_countries, encode_entities
from monitor.core.streams import indexed_text
from monitor.core.tokens import name_key

K = TypeVar("K", int, str)
TITLE_KEY_LENGTH = 40
"""Code points of a folded title that lists sort by."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Under what an article is filed: its ledger row, story, body key, and when it arrived (ms since 1970, UTC).

    ``number`` is the one that it had before; it keeps it unless its date has changed or the number is taken.
    """

    ledger_id: int
    story_id: int
    body_key: bytes | None
    arrived: int
    corrections: tuple[tuple[str, str | None], ...] = ()
    number: int | None = None


def insert_article(tables: Tables, analysis: Analysis, filing: Filing) -> int:
    """File an analysis with everything that is counted or searched of it; return the article's number."""
    connection = tables.connection
    shown = corrected(analysis, filing.corrections).article
    article_id = free_number(connection, shown.published, filing.arrived, filing.number)
    texts = indexed_text(shown)
    row = _row(tables.names, article_id, analysis, shown=shown, filing=filing, texts=texts)
    places = ",".join("?" * len(row))
    connection.execute(f"insert into article ({', '.join(row)}) values ({places})", tuple(row.values()))
    connection.execute(
        "insert into content values (?,?,?,?)",
        (article_id, analysis.article.text, encode_blocks(analysis.article), encode_rest(analysis)),
    )
    entities = _insert_mentions(tables, article_id, analysis.entities)
    countries = _insert_countries(tables, article_id, analysis.countries)
    _insert_focus_and_quotes(connection, article_id, analysis)
    # Its values once more, not INSERT … SELECT: a statement of several rows makes FTS5 write what it has gathered.
    origins = (row["source_id"], row["agency_id"], row["language"], row["day"] is not None)
    tally = (article_id, None, *origins, countries, entities)
    connection.execute("insert into tally values (?,?,?,?,?,?,?,?)", tally)
    _mark_story(connection, filing.story_id)
    tables.words.add(article_id, texts)
    return article_id


def _insert_focus_and_quotes(connection: sqlite3.Connection, article_id: int, analysis: Analysis) -> None:
    connection.executemany(
        "insert into focus values (?,?,?,?,?,?)",
        [(f.code, article_id, rank, f.score, f.focus, f.reason) for rank, f in enumerate(analysis.focus)],
    )
    connection.executemany(
        "insert into quote values (?,?,?,?,?,?,?,?)",
        [
            (article_id, n, q.start, q.end, ZONE_CODE[q.zone], q.partial, clean(q.speaker), clean(q.cue))
            for n, q in enumerate(analysis.quotes)
        ],
    )


def _insert_mentions(tables: Tables, article_id: int, mentions: Sequence[Mention]) -> str:
    """File the mentions of entities; return what they add to counts."""
    numbers = [tables.names.spelling(clean(mention.name) or "", mention.type) for mention in mentions]
    tables.connection.executemany(
        "insert into mention values (?,?,?,?,?,?,?,?)",
        [
            (
                *(article_id, n, spelling, m.start, m.end - m.start),
                *(ZONE_CODE[m.zone], tables.names.rule(m.rule), m.in_title),
            )
            for n, (m, (spelling, _)) in enumerate(zip(mentions, numbers, strict=True))
        ],
    )
    pairs = list(zip(mentions, (entity for _, entity in numbers), strict=True))
    named = _by_subject((entity, mention.zone) for mention, entity in pairs)
    tables.subjects.add_entities(article_id, named)
    types = {entity: mention.type for mention, entity in pairs}
    return encode_entities({entity: counted for entity, (_, counted) in named.items()}, types)


def _insert_countries(tables: Tables, article_id: int, mentions: Sequence[CountryMention]) -> str:
    """File the mentions of countries; return what they add to counts."""
    tables.connection.executemany(
        "insert into country_mention values (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                *(article_id, n, c.code, c.start, c.end - c.start, ZONE_CODE[c.zone], KIND_CODE[c.kind]),
                *(tables.names.rule(c.rule), c.confidence, c.in_title, c.in_name),
            )
            for n, c in enumerate(mentions)
        ],
    )
    found = _by_subject((mention.code, mention.zone) for mention in mentions if not mention.in_name)
    tables.subjects.add_countries(article_id, found)
    return encode_countries({code: counted for code, (_, counted) in found.items()})


def _by_subject(mentions: Iterable[tuple[K, Zone]]) -> dict[K, tuple[int, int]]:
    """Return for each thing mentioned the bits of its zones and how many of its mentions count."""
    sums: dict[K, tuple[int, int]] = {}
    for subject, zone in mentions:
        zones, counted = sums.get(subject, (0, 0))
        sums[subject] = (zones | 1 << ZONE_CODE[zone], counted + (zone in COUNTED_ZONES))
    return sums


def _mark_story(connection: sqlite3.Connection, story_id: int) -> None:
    """Note in the tallies of a story's articles whether it has several."""
    members = connection.execute("select article_id from article where story_id = ?", (story_id,)).fetchall()
    shared = story_id if len(members) > 1 else None
    update = "update tally set shared = ?1 where article_id = ?2 and shared is not ?1"
    connection.executemany(update, [(shared, number) for (number,) in members])


def delete_article(tables: Tables, article_id: int) -> Analysis:
    """Remove an article with all its rows and return what it was, as the program found it.

    Ledger, alerts, tags and corrections are the caller's to look after.
    """
    connection = tables.connection
    analysis = load_analysis(connection, article_id)
    shown = corrected(analysis, load_corrections(connection, article_id))
    tables.words.remove(article_id, indexed_text(shown.article))
    story_id = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()[0]
    tables.subjects.remove(article_id)
    for table in ("mention", "country_mention", "focus", "quote", "tally", "content", "article"):
        connection.execute(f"delete from {table} where article_id = ?", (article_id,))
    _mark_story(connection, story_id)
    return analysis


def load_analysis(connection: sqlite3.Connection, article_id: int) -> Analysis:
    """Return an article's analysis as the program found it, corrections apart.

    Raises:
        KeyError: where the library holds no such article.
    """
    row = connection.execute(
        "select c.text, c.blocks, c.rest, l.sha256 from content c join article a on a.article_id = c.article_id"
        " join ledger l using (ledger_id) where c.article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    text, blocks, rest, sha256 = row
    return replace(
        decode(text, blocks, rest, sha256.hex() if sha256 else ""),
        entities=_load_mentions(connection, article_id),
        countries=_load_countries(connection, article_id),
        focus=_load_focus(connection, article_id),
        quotes=_load_quotes(connection, article_id),
    )


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
    return replace(analysis, article=replace(analysis.article, **fields))


def free_number(
    connection: sqlite3.Connection, published: Published | None, arrived: int, wanted: int | None = None
) -> int:
    """Return the wanted number where it is of the minute of publication (or of arrival) and free, else the next of it.

    A minute that holds a million articles already (an archive dated by the day) goes on in the next.
    """
    moment = published_moment(published.value if published else None)
    first = first_number(moment or datetime.fromtimestamp(arrived / 1000, UTC))
    if wanted is not None and wanted >> SEQUENCE_BITS == first >> SEQUENCE_BITS:
        taken = connection.execute("select 1 from article where article_id = ?", (wanted,)).fetchone()
        if not taken:
            return wanted
    for end in (first + (1 << SEQUENCE_BITS), ((first >> DAY_SHIFT) + 1) << DAY_SHIFT):
        last = connection.execute(
            "select max(article_id) from article where article_id >= ? and article_id < ?", (first, end)
        ).fetchone()[0]
        if last is None:
            return first
        if last + 1 < end:
            return int(last) + 1
    raise OverflowError("a day holds more articles than its numbers")


def clean(text: str | None) -> str | None:
    """Return a text that SQLite can hold: lone surrogates become the replacement character."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= c <= "\udfff" for c in text) else text


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


def _load_mentions(connection: sqlite3.Connection, article_id: int) -> tuple[Mention, ...]:
    rows = connection.execute(
        "select m.start, m.start + m.length, m.zone, s.name, s.type, r.name, m.in_title from mention m"
        " join spelling s using (spelling_id) join rule r using (rule_id) where m.article_id = ? order by m.n",
        (article_id,),
    )
    return tuple(Mention(s, e, ZONES[z], name, TYPES[t], rule, bool(i)) for s, e, z, name, t, rule, i in rows)


def _load_countries(connection: sqlite3.Connection, article_id: int) -> tuple[CountryMention, ...]:
    rows = connection.execute(
        "select c.start, c.start + c.length, c.zone, c.code, c.kind, r.name, c.confidence, c.in_title, c.in_name"
        " from country_mention c join rule r using (rule_id) where c.article_id = ? order by c.n",
        (article_id,),
    )
    return tuple(
        CountryMention(s, e, ZONES[z], code, KINDS[k], rule, confidence, bool(title), bool(name))
        for s, e, z, code, k, rule, confidence, title, name in rows
    )


def _load_focus(connection: sqlite3.Connection, article_id: int) -> tuple[FocusScore, ...]:
    rows = connection.execute(
        "select code, score, focus, reason from focus where article_id = ? order by rank", (article_id,)
    )
    return tuple(FocusScore(code, score, bool(focus), reason) for code, score, focus, reason in rows)


def _load_quotes(connection: sqlite3.Connection, article_id: int) -> tuple[Quote, ...]:
    rows = connection.execute(
        'select start, "end", zone, partial, speaker, cue from quote where article_id = ? order by n', (article_id,)
    )
    return tuple(Quote(s, e, ZONES[z], bool(partial), speaker, cue) for s, e, z, partial, speaker, cue in rows)


def _corrected_date(value: str | None, found: Published | None) -> Published | None:
    if value is None:
        return None
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "minute")
    return Published(value, precision, "corrected by the analyst", found.alternatives if found else ())


def reason_of(code: str | None, sentence: str | None) -> Reason | None:
    """Return a reason as two columns hold it."""
    return None if code is None else Reason(code, sentence or "")
