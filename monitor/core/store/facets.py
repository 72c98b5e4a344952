"""Counts under a query and the mentions behind them: every number is the length of a list."""

import sqlite3
from collections.abc import Collection
from datetime import date
from typing import Any

from monitor.core.records import CountryKind, EntityType, Zone
from monitor.core.store.codes import COUNTED, KIND_CODE, KINDS, TYPE_CODE, TYPES, ZONES, zone_list
from monitor.core.store.rows import Count, CountryCount, EntityCount, PlacedMention, StoryRow, Totals
from monitor.core.store.search import TRUE, Condition
from monitor.core.tokens import name_key


def count_articles(connection: sqlite3.Connection, where: Condition) -> Totals:
    """Return how many articles and stories a query finds."""
    row = connection.execute(
        f"select count(*), count(distinct story_id) from article a where {where.sql}", where.values
    ).fetchone()
    return Totals(*row)


def count_countries(
    connection: sqlite3.Connection, where: Condition, kinds: Collection[CountryKind]
) -> list[CountryCount]:
    """Return the countries under a query by their mentions of some kinds, the most mentioned first."""
    chosen = ",".join(str(KIND_CODE[kind]) for kind in kinds)
    rows = connection.execute(
        f"{_hits(where)} select c.code, count(*), count(distinct c.article_id), count(distinct hit.story_id)"
        f" from hit join country_mention c using (article_id) where not c.in_name and c.zone in ({COUNTED})"
        f" and c.kind in ({chosen}) group by c.code order by 2 desc, 1",
        where.values,
    )
    return [CountryCount(*row) for row in rows]


def count_entities(
    connection: sqlite3.Connection, where: Condition, types: Collection[EntityType], limit: int
) -> list[EntityCount]:
    """Return the entities under a query, the most mentioned first; spellings that fold alike are one."""
    kinds = ",".join(str(TYPE_CODE[kind]) for kind in types) or ",".join(map(str, range(len(TYPES))))
    rows = connection.execute(
        f"{_hits(where)}, named as (select m.entity_id, m.article_id, hit.story_id from hit"
        f" join mention m using (article_id) where m.zone in ({COUNTED}))"
        " select min(e.name), e.type, count(*), count(distinct named.article_id), count(distinct named.story_id)"
        f" from named join entity e using (entity_id) where e.type in ({kinds})"
        " group by e.key, e.type order by 3 desc, 1, 2 limit ?",
        (*where.values, limit),
    )
    return [EntityCount(name, TYPES[kind], *counts) for name, kind, *counts in rows]


def count_origins(connection: sqlite3.Connection, where: Condition, origin: str) -> list[Count]:
    """Return the sources (or agencies) under a query with their articles; None for those that name none."""
    rows = connection.execute(
        f"select o.name, count(*) from article a left join {origin} o on o.{origin}_id = a.{origin}_id"
        f" where {where.sql} group by a.{origin}_id order by 2 desc, 1",
        where.values,
    )
    return [Count(*row) for row in rows]


def count_languages(connection: sqlite3.Connection, where: Condition) -> list[Count]:
    """Return the languages under a query with their articles."""
    rows = connection.execute(
        f"select language, count(*) from article a where {where.sql} group by language order by 2 desc, 1",
        where.values,
    )
    return [Count(*row) for row in rows]


def count_days(connection: sqlite3.Connection, where: Condition) -> list[Count]:
    """Return the days of publication under a query, in order, with their articles; None for undated ones."""
    rows = connection.execute(
        f"select day, count(*) from article a where {where.sql} group by day order by day", where.values
    )
    return [Count(date.fromordinal(day).isoformat() if day else None, articles) for day, articles in rows]


def list_stories(connection: sqlite3.Connection, where: Condition, limit: int) -> list[StoryRow]:
    """Return the stories under a query, the newest first."""
    rows = connection.execute(
        "with found as (select story_id, count(*) as n, max(article_id) as newest from article a"
        f" where {where.sql} group by story_id order by newest desc limit ?)"
        " select f.key, f.title, s.name, f.published,"
        " (select count(*) from article c where c.story_id = found.story_id),"
        " found.n from found join article f on f.article_id = (select article_id from article c"
        " where c.story_id = found.story_id order by coalesce(published, '9999'), key limit 1)"
        " left join source s using (source_id) order by newest desc",
        (*where.values, limit),
    )
    return [StoryRow(*row) for row in rows]


def country_mentions(
    connection: sqlite3.Connection,
    where: Condition,
    code: str,
    kinds: Collection[CountryKind],
    zones: Collection[Zone],
) -> list[PlacedMention]:
    """Return the mentions of a country under a query, by article, newest first, in order of the text."""
    chosen = ",".join(str(KIND_CODE[kind]) for kind in kinds)
    rows = connection.execute(
        'select a.article_id, a.title, m.start, m."end", m.zone, m.in_title, '
        f"{_SPAN}, m.code, null, m.kind, r.name from country_mention m join article a using (article_id)"
        " join content c using (article_id) join rule r using (rule_id)"
        f" where m.code = ? and not m.in_name and m.kind in ({chosen}) and m.zone in ({zone_list(zones)})"
        f" and {where.sql} order by a.article_id desc, m.n",
        (code, *where.values),
    )
    return [_placed(row) for row in rows]


def entity_mentions(
    connection: sqlite3.Connection, where: Condition, name: str, kind: EntityType, zones: Collection[Zone]
) -> list[PlacedMention]:
    """Return the mentions of an entity under a query, by article, newest first, in order of the text."""
    rows = connection.execute(
        'select a.article_id, a.title, m.start, m."end", m.zone, m.in_title, '
        f"{_SPAN}, e.name, e.type, null, r.name from mention m join entity e using (entity_id)"
        " join article a using (article_id) join content c using (article_id) join rule r using (rule_id)"
        f" where e.key = ? and e.type = ? and m.zone in ({zone_list(zones)}) and {where.sql}"
        " order by a.article_id desc, m.n",
        (name_key(name), TYPE_CODE[kind], *where.values),
    )
    return [_placed(row) for row in rows]


CONTEXT = 70
"""Code points that a mention is shown with on either side: as much as a line of a list holds."""

_WHERE = "case when m.in_title then a.title else c.text end"
_SPAN = (
    f'substr({_WHERE}, m.start + 1, m."end" - m.start),'
    f" substr({_WHERE}, max(0, m.start - {CONTEXT}) + 1, min(m.start, {CONTEXT})),"
    f' substr({_WHERE}, m."end" + 1, {CONTEXT})'
)


def _hits(where: Condition) -> str:
    condition = "" if where == TRUE else f" where {where.sql}"
    return f"with hit as materialized (select a.article_id, a.story_id from article a{condition})"


def _placed(row: tuple[Any, ...]) -> PlacedMention:
    article_id, title, start, end, zone, in_title, text, before, after, name, entity_kind, country_kind, rule = row
    return PlacedMention(
        article_id=article_id,
        title=title,
        start=start,
        end=end,
        zone=ZONES[zone],
        in_title=bool(in_title),
        text=text or "",
        name=name,
        type=None if entity_kind is None else TYPES[entity_kind],
        kind=None if country_kind is None else KINDS[country_kind],
        rule=rule,
        before=before or "",
        after=after or "",
    )
