"""Counts under a query and the mentions behind them: every number is the length of a list."""

import sqlite3
from collections.abc import Collection
from datetime import date
from typing import Any

from monitor.core.records import CountryKind, EntityType, Zone
from monitor.core.store.codes import COUNTED, KIND_CODE, KINDS, TYPE_CODE, TYPES, ZONES, zone_list
from monitor.core.store.rows import Count, CountryCount, EntityCount, PlacedMention, StoryRow, Totals
from monitor.core.store.search import Condition, Plan
from monitor.core.tokens import name_key


def count_articles(connection: sqlite3.Connection, plan: Plan) -> Totals:
    """Return how many articles and stories a query finds."""
    found = plan.articles("count(*), count(distinct a.story_id)")
    return Totals(*connection.execute(found.sql, found.values).fetchone())


def count_countries(connection: sqlite3.Connection, plan: Plan, kinds: Collection[CountryKind]) -> list[CountryCount]:
    """Return the countries under a query by their mentions of some kinds, the most mentioned first."""
    hits = _hits(plan)
    chosen = ",".join(str(KIND_CODE[kind]) for kind in kinds)
    rows = connection.execute(
        f"{hits.sql} select c.code, count(*), count(distinct c.article_id), count(distinct hit.story_id)"
        f" from hit cross join country_mention c using (article_id) where not c.in_name and c.zone in ({COUNTED})"
        f" and c.kind in ({chosen}) group by c.code order by 2 desc, 1",
        hits.values,
    )
    return [CountryCount(*row) for row in rows]


def count_entities(
    connection: sqlite3.Connection, plan: Plan, types: Collection[EntityType], limit: int
) -> list[EntityCount]:
    """Return the entities under a query, the most mentioned first; spellings that fold alike are one."""
    hits = _hits(plan)
    kinds = ",".join(str(TYPE_CODE[kind]) for kind in types) or ",".join(map(str, range(len(TYPES))))
    rows = connection.execute(
        f"{hits.sql} select min(e.name), e.type, count(*), count(distinct m.article_id), count(distinct hit.story_id)"
        " from hit cross join mention m using (article_id) cross join entity e using (entity_id)"
        f" where m.zone in ({COUNTED}) and e.type in ({kinds}) group by e.key, e.type order by 3 desc, 1, 2 limit ?",
        (*hits.values, limit),
    )
    return [EntityCount(name, TYPES[kind], *counts) for name, kind, *counts in rows]


def count_origins(connection: sqlite3.Connection, plan: Plan, origin: str) -> list[Count]:
    """Return the sources (or agencies) under a query with their articles; None for those that name none."""
    found = plan.articles(f"a.{origin}_id as origin_id, count(*) as n")
    rows = connection.execute(
        f"select o.name, n from ({found.sql} group by 1) left join {origin} o on o.{origin}_id = origin_id"
        " order by 2 desc, 1",
        found.values,
    )
    return [Count(*row) for row in rows]


def count_languages(connection: sqlite3.Connection, plan: Plan) -> list[Count]:
    """Return the languages under a query with their articles."""
    found = plan.articles("a.language, count(*)")
    rows = connection.execute(f"{found.sql} group by 1 order by 2 desc, 1", found.values)
    return [Count(*row) for row in rows]


def count_days(connection: sqlite3.Connection, plan: Plan) -> list[Count]:
    """Return the days of publication under a query, in order, with their articles; None for undated ones."""
    found = plan.articles("a.day, count(*)")
    rows = connection.execute(f"{found.sql} group by 1 order by 1", found.values)
    return [Count(date.fromordinal(day).isoformat() if day else None, articles) for day, articles in rows]


def list_stories(connection: sqlite3.Connection, plan: Plan, limit: int) -> list[StoryRow]:
    """Return the stories under a query, the newest first."""
    found = plan.articles("a.story_id, count(*) as n, max(a.article_id) as newest")
    rows = connection.execute(
        f"with found as ({found.sql} group by 1 order by newest desc limit ?)"
        " select f.key, f.title, s.name, f.published,"
        " (select count(*) from article c where c.story_id = found.story_id),"
        " found.n from found join article f on f.article_id = (select article_id from article c"
        " where c.story_id = found.story_id order by coalesce(published, '9999'), key limit 1)"
        " left join source s using (source_id) order by newest desc",
        (*found.values, limit),
    )
    return [StoryRow(*row) for row in rows]


def country_mentions(
    connection: sqlite3.Connection,
    plan: Plan,
    code: str,
    *,
    kinds: Collection[CountryKind],
    zones: Collection[Zone],
) -> list[PlacedMention]:
    """Return the mentions of a country under a query, by article, newest first, in order of the text."""
    hits = _hits(plan)
    chosen = ",".join(str(KIND_CODE[kind]) for kind in kinds)
    rows = connection.execute(
        f"{hits.sql} select a.article_id, a.title, m.start, m.start + m.length, m.zone, m.in_title,"
        f" {_SPAN}, m.code, null, m.kind, r.name from hit cross join country_mention m using (article_id)"
        " cross join article a using (article_id) cross join content c using (article_id)"
        " cross join rule r using (rule_id)"
        f" where m.code = ? and not m.in_name and m.kind in ({chosen}) and m.zone in ({zone_list(zones)})"
        " order by a.article_id desc, m.n",
        (*hits.values, code),
    )
    return [_placed(row) for row in rows]


def entity_mentions(
    connection: sqlite3.Connection, plan: Plan, name: str, kind: EntityType, *, zones: Collection[Zone]
) -> list[PlacedMention]:
    """Return the mentions of an entity under a query, by article, newest first, in order of the text."""
    hits = _hits(plan)
    rows = connection.execute(
        f"{hits.sql} select a.article_id, a.title, m.start, m.start + m.length, m.zone, m.in_title,"
        f" {_SPAN}, e.name, e.type, null, r.name from hit cross join mention m using (article_id)"
        " cross join entity e using (entity_id) cross join article a using (article_id)"
        " cross join content c using (article_id) cross join rule r using (rule_id)"
        f" where e.key = ? and e.type = ? and m.zone in ({zone_list(zones)}) order by a.article_id desc, m.n",
        (*hits.values, name_key(name), TYPE_CODE[kind]),
    )
    return [_placed(row) for row in rows]


CONTEXT = 70
"""Code points that a mention is shown with on either side: as much as a line of a list holds."""

_WHERE = "case when m.in_title then a.title else c.text end"
_SPAN = (
    f"substr({_WHERE}, m.start + 1, m.length),"
    f" substr({_WHERE}, max(0, m.start - {CONTEXT}) + 1, min(m.start, {CONTEXT})),"
    f" substr({_WHERE}, m.start + m.length + 1, {CONTEXT})"
)


def _hits(plan: Plan) -> Condition:
    found = plan.articles("a.article_id, a.story_id")
    return Condition(f"with hit as materialized ({found.sql})", found.values)


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
