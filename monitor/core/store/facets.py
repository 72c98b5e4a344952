"""Counts under a query and the mentions behind them: every number is the length of a list."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from heapq import nlargest
from typing import Any

from monitor.core.store.codes import COUNTED, KIND_CODE, KINDS, TYPE_CODE, TYPES, ZONES, zone_list
from monitor.core.store.numbering import DAY_SHIFT
from monitor.core.store.rows import Count, CountryCount, EntityCount, PlacedMention, StoryRow, Totals
from monitor.core.store.search import Condition, Plan
from monitor.core.store.tallies import add_countries, add_entities
from monitor.core.terms import CountryKind, EntityType, Zone
from monitor.core.tokens import name_key


def count_articles(connection: sqlite3.Connection, plan: Plan) -> Totals:
    """Return how many articles and stories a query finds."""
    found = plan.tallies("count(*), count(*) - count(t.shared) + count(distinct t.shared)")
    return Totals(*connection.execute(found.sql, found.values).fetchone())


def count_countries(connection: sqlite3.Connection, plan: Plan, kinds: Collection[CountryKind]) -> list[CountryCount]:
    """Return the countries under a query by their mentions of some kinds, the most mentioned first."""
    if set(kinds) != set(CountryKind):
        return _count_kinds(connection, plan, kinds)
    tallies, stories = _put_together(connection, plan, "countries")
    mentions, articles = add_countries(tallies)
    repeated: Counter[str] = Counter()
    for among in stories:
        repeated.update({code: count - 1 for code, count in add_countries(among)[1].items()})
    counts = [CountryCount(code, mentions[code], n, n - repeated[code]) for code, n in articles.items()]
    return sorted(counts, key=lambda count: (-count.mentions, count.code))


def count_entities(
    connection: sqlite3.Connection, plan: Plan, types: Collection[EntityType], limit: int
) -> list[EntityCount]:
    """Return the entities under a query, the most mentioned first; spellings that fold alike are one."""
    tallies, stories = _put_together(connection, plan, "entities")
    found = add_entities(tallies)
    chosen = [(mentions, n) for n, (type_, mentions, _) in found.items() if not types or type_ in types]
    if 0 <= limit < len(chosen):
        least = nlargest(limit, chosen)[-1][0] if limit else 0
        chosen = [(mentions, number) for mentions, number in chosen if mentions >= least]
    numbers = [number for _, number in chosen]
    repeated: Counter[int] = Counter()
    for among in stories:
        repeated.update({number: n - 1 for number, (_, _, n) in add_entities(among).items()})
    return named_counts(connection, {n: (*found[n], found[n][2] - repeated[n]) for n in numbers}, limit)


def named_counts(
    connection: sqlite3.Connection, counted: Mapping[int, tuple[EntityType, int, int, int]], limit: int
) -> list[EntityCount]:
    """Return counts by entity number (type, mentions, articles, stories) with names, the most mentioned first."""
    names = _names(connection, list(counted))
    counts = [EntityCount(names[number], *counted[number]) for number in counted]
    counts.sort(key=lambda count: (-count.mentions, count.name, count.type))
    return counts[:limit] if limit >= 0 else counts


def count_origins(connection: sqlite3.Connection, plan: Plan, origin: str) -> list[Count]:
    """Return the sources (or agencies) under a query with their articles; None for those that name none."""
    names = dict(connection.execute(f"select cast({origin}_id as text), name from {origin}"))
    return by_number(Count(names.get(key), n) for key, n in _histogram(connection, plan, f"t.{origin}_id"))


def count_languages(connection: sqlite3.Connection, plan: Plan) -> list[Count]:
    """Return the languages under a query with their articles."""
    return by_number(Count(language or None, n) for language, n in _histogram(connection, plan, "t.language"))


def count_days(connection: sqlite3.Connection, plan: Plan) -> list[Count]:
    """Return the days of publication under a query, in order, with their articles; None for undated ones."""
    days = _histogram(connection, plan, f"case when t.dated then t.article_id >> {DAY_SHIFT} end")
    ordered = sorted((int(day) if day else 0, n) for day, n in days)
    return [Count(date.fromordinal(day).isoformat() if day else None, n) for day, n in ordered]


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
        f" {_SPAN}, s.name, s.type, null, r.name from hit cross join mention m using (article_id)"
        " cross join spelling s using (spelling_id) cross join entity e using (entity_id)"
        " cross join article a using (article_id)"
        " cross join content c using (article_id) cross join rule r using (rule_id)"
        f" where e.key = ? and e.type = ? and m.zone in ({zone_list(zones)}) order by a.article_id desc, m.n",
        (*hits.values, name_key(name), TYPE_CODE[kind]),
    )
    return [_placed(row) for row in rows]


_NAMES_AT_ONCE = 10_000
CONTEXT = 70
"""Code points that a mention is shown with on either side: as much as a line of a list holds."""

_WHERE = "case when m.in_title then a.title else c.text end"
_SPAN = (
    f"substr({_WHERE}, m.start + 1, m.length),"
    f" substr({_WHERE}, max(0, m.start - {CONTEXT}) + 1, min(m.start, {CONTEXT})),"
    f" substr({_WHERE}, m.start + m.length + 1, {CONTEXT})"
)


def _count_kinds(connection: sqlite3.Connection, plan: Plan, kinds: Collection[CountryKind]) -> list[CountryCount]:
    hits = _hits(plan)
    chosen = ",".join(str(KIND_CODE[kind]) for kind in kinds)
    rows = connection.execute(
        f"{hits.sql} select c.code, count(*), count(distinct c.article_id), count(distinct hit.story_id)"
        f" from hit cross join country_mention c using (article_id) where not c.in_name and c.zone in ({COUNTED})"
        f" and c.kind in ({chosen}) group by c.code order by 2 desc, 1",
        hits.values,
    )
    return [CountryCount(*row) for row in rows]


def _put_together(connection: sqlite3.Connection, plan: Plan, column: str) -> tuple[str, list[str]]:
    """Return a column of the tallies of all articles under a query, end to end.

    And, apart, that of the articles of each story of which there are several: a story counts once.
    """
    found = plan.tallies(f"group_concat(t.{column}, ''), count(t.shared)")
    tallies, shared = connection.execute(found.sql, found.values).fetchone()
    stories: dict[int, list[str]] = defaultdict(list)
    if shared > 1:
        members = plan.tallies(f"t.shared, t.{column}", "t.shared is not null")
        for story, tally in connection.execute(members.sql, members.values):
            stories[story].append(tally)
    return tallies or "", ["".join(parts) for parts in stories.values() if len(parts) > 1]


def _histogram(connection: sqlite3.Connection, plan: Plan, value: str) -> Iterable[tuple[str, int]]:
    """Return how often each value of a column occurs among the tallies under a query, "" where there is none."""
    found = plan.tallies(f"group_concat(coalesce({value}, ''))")
    values = connection.execute(found.sql, found.values).fetchone()[0]
    return Counter(values.split(",")).items() if values is not None else ()


def by_number(counts: Iterable[Count]) -> list[Count]:
    """Return counts, the largest first."""
    return sorted(counts, key=lambda count: (-count.articles, count.value or ""))


def _names(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, str]:
    """Return the name that an entity is shown with: of its spellings the first that is not all in capitals."""
    names: dict[int, str] = {}
    for at in range(0, len(numbers), _NAMES_AT_ONCE):
        listed = ",".join(map(str, numbers[at : at + _NAMES_AT_ONCE]))
        for number, name in connection.execute(
            f"select entity_id, name from spelling where entity_id in ({listed})"
            " order by name = upper(name) desc, name desc"
        ):
            names[number] = name
    return names


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
