"""Alerts: one for each entry and story, whatever becomes of the story."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from monitor.core.records import Alert, Article, Entry, Hit
from monitor.core.store import codec
from monitor.core.store.sightings import load_sentences, put_sighting, read_sighting, unseen
from monitor.core.terms import AlertState, at_least

LEAST_SEVERITY = "(select json_extract(rest, '$.document.severity') from content l where l.article_id = a.article_id)"
"""SQL: the least severity that the folder of an alert's article gives; ``a`` is the alert."""
OPEN_FIRST = (AlertState.NEW, AlertState.ESCALATED, AlertState.SEEN, AlertState.DONE, AlertState.DISMISSED)
"""Of two cards that become one the state that asks for more stays: a wrong merge never hides an alert."""


def raise_alerts(connection: sqlite3.Connection, article_id: int, article: Article, hits: Iterable[Hit]) -> list[int]:
    """Make an alert of every hit whose entry has none in the article's story; return the new and reopened ones.

    Where the story has one, from another article, a sentence that it has not seen reopens it as updated, with the
    spans of this article. A hit on the alert's own article (an alias was added) only brings its spans up to date.
    """
    raised = []
    met = list(hits)
    if not met:
        return []
    story_id = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()[0]
    for hit in met:
        entry_id = entry_number(connection, hit.entry)
        if entry_id is None or not hit.evidence:
            continue
        sentences = put_sighting(connection, entry_id, article_id, article, hit.evidence)
        find = "select alert_id, article_id from alert where entry_id = ? and story_id = ?"
        known = connection.execute(find, (entry_id, story_id)).fetchone()
        if known is None:
            alert_id = _new_alert(connection, entry_id, story_id, article_id)
            raised.append(alert_id)
        else:
            alert_id = int(known[0])
            fresh = unseen(sentences, _seen(connection, alert_id)) if known[1] != article_id else []
            if fresh:
                _reopen(connection, alert_id, article_id, fresh)
                raised.append(alert_id)
        _remember(connection, alert_id, sentences)
    return raised


def merge_alerts(connection: sqlite3.Connection, into: int, story: int) -> None:
    """Give a story the alerts of another that turned out to be the same: one card of an entry, and none is lost."""
    rows = connection.execute("select alert_id, entry_id from alert where story_id = ?", (story,)).fetchall()
    for alert_id, entry_id in rows:
        find = "select alert_id from alert where entry_id = ? and story_id = ?"
        other = connection.execute(find, (entry_id, into)).fetchone()
        if other is None:
            connection.execute("update alert set story_id = ? where alert_id = ?", (into, alert_id))
        else:
            _combine(connection, *sorted((alert_id, other[0])), story=into)


def part_alerts(connection: sqlite3.Connection, story: int, parts: Sequence[int], gone: int | None) -> None:
    """Give the parts of a story, one of whose articles is gone, its alerts.

    Each part in which an entry was met gets a card as the story's was. So does the article that is gone, where it may
    come back: under ``gone``, its number until then, as if that were a story.
    """
    listed = ",".join(map(str, parts))
    alerts = connection.execute("select alert_id, entry_id, article_id from alert where story_id = ?", (story,))
    for alert_id, entry_id, article_id in alerts.fetchall():
        met = connection.execute(
            "select t.story_id, article_id from sighting join article t using (article_id)"
            f" where entry_id = ? and t.story_id in ({listed}) order by coalesce(t.published, '9999') desc, t.key desc",
            (entry_id,),
        )
        homes = dict(met.fetchall())  # the first article of each part
        own = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()
        if own is not None:
            homes[own[0]] = article_id
        first = own[0] if own is not None else next((part for part in parts if part in homes), None)
        waits = "select 1 from sighting where entry_id = ? and article_id = ?"
        if gone is not None and connection.execute(waits, (entry_id, gone)).fetchone():
            homes[gone] = gone
            first = gone if first is None else first
        if first is None:
            connection.execute("delete from alert_sentence where alert_id = ?", (alert_id,))
            connection.execute("delete from alert where alert_id = ?", (alert_id,))
            continue
        move = "update alert set story_id = ?, article_id = ? where alert_id = ?"
        connection.execute(move, (first, homes.pop(first), alert_id))
        for part, article in homes.items():
            _clone(connection, alert_id, part, article)


def cards_of_copies(connection: sqlite3.Connection, articles: Iterable[int]) -> list[dict[str, Any]]:
    """Return how the cards of some articles' stories stand, with the keys of the other articles there.

    The decision to purge holds them: a library that is rebuilt has never seen what was purged.
    """
    purged = ",".join(map(str, articles))
    rows = connection.execute(
        "select e.name, a.state, a.reason, a.updated, group_concat(c.key) from alert a join entry e using (entry_id)"
        f" join article c on c.story_id = a.story_id and c.article_id not in ({purged}) where a.story_id in"
        f" (select story_id from article where article_id in ({purged})) group by a.alert_id order by a.alert_id"
    )
    return [{"entry": name, "state": state, "articles": sorted(keys.split(","))} for name, *state, keys in rows]


def entry_number(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the number of an entry that is on the watchlist now, or None."""
    row = connection.execute("select entry_id from entry where name = ? and not removed", (name,)).fetchone()
    return row[0] if row else None


def put_entry(connection: sqlite3.Connection, entry: Entry, *, future_only: bool) -> None:
    """Add an entry, or change the one of that name; one that was removed comes back with its alerts."""
    connection.execute(
        "insert into entry (name, value, future_only) values (?, ?, ?) on conflict (name) do update"
        " set value = excluded.value, future_only = excluded.future_only, removed = 0",
        (entry.name, codec.dumps(entry), future_only),
    )


def take_entry(connection: sqlite3.Connection, name: str) -> None:
    """Take an entry off the watchlist. Its alerts are kept, unseen, in case the removal is undone."""
    connection.execute("update entry set removed = 1 where name = ?", (name,))


def find_entry(connection: sqlite3.Connection, name: str) -> tuple[Entry, bool] | None:
    """Return an entry of the watchlist and whether it is for future articles only."""
    row = connection.execute("select value, future_only from entry where name = ? and not removed", (name,)).fetchone()
    return (codec.loads(Entry, row[0]), bool(row[1])) if row else None


def load_entries(connection: sqlite3.Connection) -> list[Entry]:
    """Return the watchlist by name."""
    rows = connection.execute("select value from entry where not removed order by name")
    return [codec.loads(Entry, value) for (value,) in rows]


def load_future_only(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the entries that are for future articles only."""
    rows = connection.execute("select name from entry where not removed and future_only")
    return frozenset(name for (name,) in rows)


def load_alerts(connection: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()) -> list[Alert]:
    """Return alerts, the newest first; ``where`` is about ``alert`` a, ``entry`` e and ``article`` t."""
    rows = connection.execute(
        "select a.alert_id, e.value, a.state, a.updated, a.fresh, a.article_id, t.title, g.spans,"
        " (select count(*) from article c where c.story_id = a.story_id),"
        " (select key from article c where c.story_id = a.story_id order by coalesce(published, '9999'), key limit 1),"
        f" {LEAST_SEVERITY}"
        " from alert a join entry e using (entry_id) join article t on t.article_id = a.article_id"
        " left join sighting g on g.entry_id = a.entry_id and g.article_id = a.article_id"
        f" where not e.removed and ({where}) order by a.alert_id desc",
        values,
    )
    entries: dict[str, Entry] = {}
    alerts = []
    for alert_id, value, state, updated, fresh, article_id, title, spans, copies, story, least in rows:
        entry = entries.get(value) or entries.setdefault(value, codec.loads(Entry, value))
        alerts.append(
            Alert(
                alert_id=alert_id,
                entry=entry.name,
                severity=at_least(entry.severity, least),
                state=AlertState(state),
                updated=bool(updated),
                story=story,
                article_id=article_id,
                title=title,
                copies=copies,
                evidence=read_sighting(spans, json.loads(fresh) if fresh else ()),
            )
        )
    return alerts


def _new_alert(connection: sqlite3.Connection, entry_id: int, story_id: int, article_id: int) -> int:
    insert = "insert into alert (entry_id, story_id, article_id, state) values (?, ?, ?, ?)"
    return int(connection.execute(insert, (entry_id, story_id, article_id, AlertState.NEW)).lastrowid or 0)


def _reopen(connection: sqlite3.Connection, alert_id: int, article_id: int, fresh: Sequence[str]) -> None:
    connection.execute(
        "update alert set state = ?, reason = null, updated = 1, article_id = ?, fresh = ? where alert_id = ?",
        (AlertState.NEW, article_id, json.dumps(fresh), alert_id),
    )


def _combine(connection: sqlite3.Connection, older: int, newer: int, *, story: int) -> None:
    """Make one card of two of an entry: as if the newer one's article had met the older one."""
    select = "select entry_id, article_id, state, reason, updated, fresh from alert where alert_id = ?"
    cards = [connection.execute(select, (number,)).fetchone() for number in (older, newer)]
    fresh = unseen(load_sentences(connection, *cards[1][:2]), _seen(connection, older))
    _, article, state, reason, updated, marked = min(cards, key=lambda card: OPEN_FIRST.index(card[2]))
    if fresh and state == AlertState.NEW:
        article, updated, marked = cards[1][1], 1, json.dumps(fresh)
    connection.execute("update or ignore alert_sentence set alert_id = ? where alert_id = ?", (older, newer))
    connection.execute("delete from alert_sentence where alert_id = ?", (newer,))
    connection.execute("delete from alert where alert_id = ?", (newer,))
    connection.execute(
        "update alert set story_id = ?, article_id = ?, state = ?, reason = ?, updated = ?, fresh = ?"
        " where alert_id = ?",
        (story, article, state, reason, updated, marked, older),
    )


def _clone(connection: sqlite3.Connection, alert_id: int, story: int, article_id: int) -> None:
    copy = (
        "insert into alert (entry_id, story_id, article_id, state, reason, updated, fresh)"
        " select entry_id, ?, ?, state, reason, updated, fresh from alert where alert_id = ?"
    )
    number = connection.execute(copy, (story, article_id, alert_id)).lastrowid
    seen = "insert into alert_sentence select ?, digest from alert_sentence where alert_id = ?"
    connection.execute(seen, (number, alert_id))


def _seen(connection: sqlite3.Connection, alert_id: int) -> set[str]:
    """Return the sentences that an alert was raised or updated on."""
    rows = connection.execute("select digest from alert_sentence where alert_id = ?", (alert_id,))
    return {digest.hex() for (digest,) in rows}


def _remember(connection: sqlite3.Connection, alert_id: int, sentences: Iterable[str]) -> None:
    rows = [(alert_id, bytes.fromhex(sentence)) for sentence in sentences]
    connection.executemany("insert or ignore into alert_sentence values (?, ?)", rows)
