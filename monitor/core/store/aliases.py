"""The ways in which an entity is written, and who says that each of them is it."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from monitor.core.store.codes import COUNTED, TYPE_CODE
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of writing an entity, whatever its capitals and accents.

    ``text`` is how it is most often written, ``rules`` what found it to be this entity, the most frequent first
    (a correction ends in ``naming.BY_ANALYST``); ``mentions`` are the counted ones.
    """

    text: str
    rules: tuple[str, ...]
    mentions: int
    articles: int


@dataclass(slots=True)
class _Tally:
    texts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)


def load_aliases(connection: sqlite3.Connection, name: str, type_: EntityType) -> list[Alias]:
    """Return the ways in which an entity is written, the most frequent first."""
    rows = connection.execute(
        "select substr(case when m.in_title then a.title else c.text end, m.start + 1, m.length), r.name,"
        " m.article_id, count(*) from entity e cross join named n using (entity_id)"
        " cross join mention m using (article_id) cross join spelling s using (spelling_id)"
        " cross join article a on a.article_id = n.article_id cross join content c on c.article_id = n.article_id"
        " cross join rule r using (rule_id)"
        f" where e.key = ? and e.type = ? and s.entity_id = e.entity_id and m.zone in ({COUNTED}) group by 1, 2, 3",
        (name_key(name), TYPE_CODE[type_]),
    )
    tallies: dict[str, _Tally] = {}
    for text, rule, article_id, mentions in rows:
        tally = tallies.setdefault(name_key(text or ""), _Tally())
        tally.texts[text or ""] += mentions
        tally.rules[rule] += mentions
        tally.articles.add(article_id)
    found = [
        Alias(_first(tally.texts), tuple(_ranked(tally.rules)), tally.texts.total(), len(tally.articles))
        for tally in tallies.values()
    ]
    return sorted(found, key=lambda alias: (-alias.mentions, alias.text))


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda text: (-counts[text], text))


def _first(counts: Counter[str]) -> str:
    return _ranked(counts)[0]
