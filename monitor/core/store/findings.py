"""What was found in an article, as rows that are counted and searched, and the rows as findings again.

The rows hold what the article shows. Where the analyst's corrections of names make that differ from what the
machine found, the machine's findings are kept beside them, whole.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from monitor.core.records import (
    COUNTED_ZONES,
    Analysis,
    CountryMention,
    DatelinePlace,
    FocusScore,
    Mention,
    Quote,
    Zone,
)
from monitor.core.store import codec
from monitor.core.store.codes import KIND_CODE, KINDS, TYPES, ZONE_CODE, ZONES
from monitor.core.store.names import clean
from monitor.core.store.tables import Tables
from monitor.core.store.tallies import encode_countries, encode_entities

K = TypeVar("K", int, str)
_FOUND = {
    "entities": tuple[Mention, ...],
    "countries": tuple[CountryMention, ...],
    "focus": tuple[FocusScore, ...],
    "quotes": tuple[Quote, ...],
}
"""The parts of an analysis that are findings, with what they hold."""


def insert_findings(tables: Tables, article_id: int, shown: Analysis) -> tuple[str, str]:
    """File what an article shows; return what its countries and its entities add to counts (``tallies``)."""
    entities = _insert_mentions(tables, article_id, shown.entities)
    countries = _insert_countries(tables, article_id, shown.countries)
    _insert_focus_and_quotes(tables.connection, article_id, shown)
    return countries, entities


def delete_findings(tables: Tables, article_id: int) -> None:
    """Remove what ``insert_findings`` and ``keep_found`` wrote, but for the tally."""
    spellings = tables.connection.execute(
        "select distinct spelling_id from mention where article_id = ?", (article_id,)
    )
    tables.names.let_go(number for (number,) in spellings)
    tables.subjects.remove(article_id)
    for table in ("mention", "country_mention", "focus", "quote", "found", "found_name"):
        tables.connection.execute(f"delete from {table} where article_id = ?", (article_id,))


def keep_found(tables: Tables, article_id: int, found: Analysis, shown: Analysis) -> None:
    """Keep what the machine found in an article that shows something else."""
    findings = {name: codec.plain(getattr(found, name)) for name in _FOUND}
    dateline = None
    if shown.article.dateline != found.article.dateline:
        dateline = json.dumps([(place.name, place.country) for place in shown.article.dateline])
    tables.connection.execute(
        "insert into found values (?, ?, ?)", (article_id, json.dumps(findings, separators=(",", ":")), dateline)
    )
    entities = {tables.names.entity(clean(mention.name) or "", mention.type) for mention in found.entities}
    rows = [(entity, article_id) for entity in sorted(entities)]
    tables.connection.executemany("insert into found_name values (?, ?)", rows)


def load_shown_findings(connection: sqlite3.Connection, article_id: int, bare: Analysis) -> Analysis:
    """Return an analysis with what the article shows."""
    return replace(
        bare,
        entities=_load_mentions(connection, article_id),
        countries=_load_countries(connection, article_id),
        focus=_load_focus(connection, article_id),
        quotes=_load_quotes(connection, article_id),
    )


def load_found(connection: sqlite3.Connection, article_id: int, bare: Analysis) -> Analysis:
    """Return an analysis with what the machine found in the article."""
    row = connection.execute("select findings from found where article_id = ?", (article_id,)).fetchone()
    if row is None:
        return load_shown_findings(connection, article_id, bare)
    findings = json.loads(row[0])
    return replace(bare, **{name: codec.revive(kind, findings[name]) for name, kind in _FOUND.items()})


def load_shown_dateline(connection: sqlite3.Connection, article_id: int) -> tuple[DatelinePlace, ...] | None:
    """Return the dateline that an article shows where it is another than was found."""
    row = connection.execute("select dateline from found where article_id = ?", (article_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    return tuple(DatelinePlace(name, country) for name, country in json.loads(row[0]))


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
