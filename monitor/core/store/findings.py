"""What was found in an article, as rows that are counted and searched, and the rows as findings again.

The rows hold what the article shows. Where the analyst's corrections of names make that differ from what the
machine found, the machine's findings are kept beside them, whole.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from monitor.core.records import (
    Analysis,
    CountryMention,
    DatelinePlace,
    FocusScore,
    Mention,
    Quote,
)
from monitor.core.store.codes import KIND_CODE, KINDS, TYPE_CODE, TYPES, ZONE_CODE, ZONES
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.names import clean
from monitor.core.store.tables import Tables
from monitor.core.store.tallies import encode_countries, encode_entities
from monitor.core.terms import COUNTED_ZONES, EntityType, Zone

K = TypeVar("K", int, str)


def insert_findings(tables: Tables, article_id: int, shown: Analysis) -> tuple[str, str]:
    """File what an article shows; return what its countries and its entities add to counts (``tallies``)."""
    entities = _insert_mentions(tables, article_id, shown.entities)
    countries = _insert_countries(tables, article_id, shown.countries)
    _insert_focus_and_quotes(tables.connection, article_id, shown)
    return countries, entities


def replace_findings(
    tables: Tables, article_id: int, filed: Analysis, shown: Analysis
) -> tuple[str | None, str | None]:
    """File what an article shows in the place of what is filed, as far as it differs.

    Returns:
        What its countries and its entities add to counts, None where that stays.
    """
    countries = entities = None
    if shown.entities != filed.entities:
        _delete_mentions(tables, article_id)
        entities = _insert_mentions(tables, article_id, shown.entities)
    if shown.countries != filed.countries:
        _delete_countries(tables, article_id)
        countries = _insert_countries(tables, article_id, shown.countries)
    if (shown.focus, shown.quotes) != (filed.focus, filed.quotes):
        for table in ("focus", "quote"):
            tables.connection.execute(f"delete from {table} where article_id = ?", (article_id,))
        _insert_focus_and_quotes(tables.connection, article_id, shown)
    return countries, entities


def delete_findings(tables: Tables, article_id: int) -> None:
    """Remove what ``insert_findings`` and ``keep_found`` wrote, but for the tally."""
    _delete_mentions(tables, article_id)
    _delete_countries(tables, article_id)
    for table in ("focus", "quote"):
        tables.connection.execute(f"delete from {table} where article_id = ?", (article_id,))
    drop_found(tables, article_id)


def keep_found(tables: Tables, article_id: int, found: Analysis, shown: Analysis) -> None:
    """Keep what the machine found in an article that shows something else; the findings are written once."""
    dateline = None
    if shown.article.dateline != found.article.dateline:
        dateline = json.dumps([(place.name, place.country) for place in shown.article.dateline])
    update = "update found set dateline = ? where article_id = ? returning 1"
    if tables.connection.beside(update, (dateline, article_id)).fetchone():
        return
    tables.connection.beside("insert into found values (?, ?, ?)", (article_id, _encode(found), dateline))
    tables.names.look_up(found.entities)
    entities = {tables.names.entity(clean(mention.name) or "", mention.type) for mention in found.entities}
    rows = [(entity, article_id) for entity in sorted(entities)]
    tables.connection.gather("found_name", rows)


def drop_found(tables: Tables, article_id: int) -> None:
    """Remove what ``keep_found`` wrote: the article shows what was found, or goes."""
    for table in ("found", "found_name"):
        tables.connection.execute(f"delete from {table} where article_id = ?", (article_id,))


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
    kept = load_kept(connection, article_id, bare)
    return load_shown_findings(connection, article_id, bare) if kept is None else kept


def load_kept(connection: sqlite3.Connection, article_id: int, bare: Analysis) -> Analysis | None:
    """Return an analysis with what the machine found, None where the article shows just that."""
    row = connection.execute("select findings from found where article_id = ?", (article_id,)).fetchone()
    return None if row is None else _decode(row[0], bare)


def load_shown_dateline(connection: sqlite3.Connection, article_id: int) -> tuple[DatelinePlace, ...] | None:
    """Return the dateline that an article shows where it is another than was found."""
    row = connection.execute("select dateline from found where article_id = ?", (article_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    return tuple(DatelinePlace(name, country) for name, country in json.loads(row[0]))


def _insert_focus_and_quotes(connection: WriterConnection, article_id: int, analysis: Analysis) -> None:
    connection.gather(
        "focus", [(f.code, article_id, rank, f.score, f.focus, f.reason) for rank, f in enumerate(analysis.focus)]
    )
    connection.gather(
        "quote",
        [
            (article_id, n, q.start, q.end, ZONE_CODE[q.zone], q.partial, clean(q.speaker), clean(q.cue))
            for n, q in enumerate(analysis.quotes)
        ],
    )


def _insert_mentions(tables: Tables, article_id: int, mentions: Sequence[Mention]) -> str:
    """File the mentions of entities; return what they add to counts."""
    rows: list[tuple[int, ...]] = []
    named: dict[int, tuple[int, int]] = {}
    types: dict[int, EntityType] = {}
    rules = tables.names.rules(mention.rule for mention in mentions)
    numbers = tables.names.spellings(mentions)
    for n, (m, (spelling, entity)) in enumerate(zip(mentions, numbers, strict=True)):
        zone, start = ZONE_CODE[m.zone], m.start
        rows.append((article_id, n, spelling, start, m.end - start, zone, rules[m.rule], m.in_title))
        zones, counted = named.get(entity, (0, 0))
        named[entity] = (zones | 1 << zone, counted + (m.zone in COUNTED_ZONES))
        types[entity] = m.type
    tables.connection.gather("mention", rows)
    tables.subjects.add_entities(article_id, named)
    return encode_entities({entity: counted for entity, (_, counted) in named.items()}, types)


def _insert_countries(tables: Tables, article_id: int, mentions: Sequence[CountryMention]) -> str:
    """File the mentions of countries; return what they add to counts."""
    rules = tables.names.rules(mention.rule for mention in mentions)
    tables.connection.gather(
        "country_mention",
        [
            (
                *(article_id, n, c.code, c.start, c.end - c.start, ZONE_CODE[c.zone], KIND_CODE[c.kind]),
                *(rules[c.rule], c.confidence, c.in_title, c.in_name),
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


def _delete_mentions(tables: Tables, article_id: int) -> None:
    spellings = tables.connection.execute(
        "select distinct spelling_id from mention where article_id = ?", (article_id,)
    )
    tables.names.let_go(number for (number,) in spellings)
    tables.subjects.remove_entities(article_id)
    tables.connection.execute("delete from mention where article_id = ?", (article_id,))


def _delete_countries(tables: Tables, article_id: int) -> None:
    tables.subjects.remove_countries(article_id)
    tables.connection.execute("delete from country_mention where article_id = ?", (article_id,))


def _encode(found: Analysis) -> str:
    """Return what was found as JSON: the rows that would be filed, with names in the place of their numbers."""
    rows = (
        [(m.start, m.end, ZONE_CODE[m.zone], m.name, TYPE_CODE[m.type], m.rule, m.in_title) for m in found.entities],
        [
            (c.start, c.end, ZONE_CODE[c.zone], c.code, KIND_CODE[c.kind], c.rule, c.confidence, c.in_title, c.in_name)
            for c in found.countries
        ],
        [(f.code, f.score, f.focus, f.reason) for f in found.focus],
        [(q.start, q.end, ZONE_CODE[q.zone], q.partial, q.speaker, q.cue) for q in found.quotes],
    )
    return json.dumps(rows, separators=(",", ":"))


def _decode(rows: str, bare: Analysis) -> Analysis:
    """Return an analysis with the findings that ``_encode`` wrote."""
    entities, countries, focus, quotes = json.loads(rows)
    return replace(
        bare,
        entities=_mentions(entities),
        countries=_country_mentions(countries),
        focus=_focus(focus),
        quotes=_quotes(quotes),
    )


def _load_mentions(connection: sqlite3.Connection, article_id: int) -> tuple[Mention, ...]:
    return _mentions(
        connection.execute(
            "select m.start, m.start + m.length, m.zone, s.name, s.type, r.name, m.in_title from mention m"
            " join spelling s using (spelling_id) join rule r using (rule_id) where m.article_id = ? order by m.n",
            (article_id,),
        )
    )


def _load_countries(connection: sqlite3.Connection, article_id: int) -> tuple[CountryMention, ...]:
    return _country_mentions(
        connection.execute(
            "select c.start, c.start + c.length, c.zone, c.code, c.kind, r.name, c.confidence, c.in_title, c.in_name"
            " from country_mention c join rule r using (rule_id) where c.article_id = ? order by c.n",
            (article_id,),
        )
    )


def _load_focus(connection: sqlite3.Connection, article_id: int) -> tuple[FocusScore, ...]:
    return _focus(
        connection.execute(
            "select code, score, focus, reason from focus where article_id = ? order by rank", (article_id,)
        )
    )


def _load_quotes(connection: sqlite3.Connection, article_id: int) -> tuple[Quote, ...]:
    return _quotes(
        connection.execute(
            'select start, "end", zone, partial, speaker, cue from quote where article_id = ? order by n', (article_id,)
        )
    )


def _mentions(rows: Iterable[Sequence[Any]]) -> tuple[Mention, ...]:
    return tuple(Mention(s, e, ZONES[z], name, TYPES[t], rule, bool(i)) for s, e, z, name, t, rule, i in rows)


def _country_mentions(rows: Iterable[Sequence[Any]]) -> tuple[CountryMention, ...]:
    return tuple(
        CountryMention(s, e, ZONES[z], code, KINDS[k], rule, confidence, bool(title), bool(name))
        for s, e, z, code, k, rule, confidence, title, name in rows
    )


def _focus(rows: Iterable[Sequence[Any]]) -> tuple[FocusScore, ...]:
    return tuple(FocusScore(code, score, bool(focus), reason) for code, score, focus, reason in rows)


def _quotes(rows: Iterable[Sequence[Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(s, e, ZONES[z], bool(partial), speaker, cue) for s, e, z, partial, speaker, cue in rows)
