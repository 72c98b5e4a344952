"""Alerts: one for each entry and story, with the spans that raised it."""

import sqlite3
from collections.abc import Iterable, Sequence

from monitor.core.records import Alert, AlertState, Entry, Evidence, Hit, Zone
from monitor.core.store import codec
from monitor.core.store.articles import clean
from monitor.core.store.codes import ZONE_CODE, ZONES


def raise_alerts(connection: sqlite3.Connection, article_id: int, hits: Iterable[Hit]) -> list[int]:
    """Make an alert of every hit whose entry has none in the article's story yet; return their numbers."""
    raised = []
    story_id = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()[0]
    for hit in hits:
        entry_id = entry_number(connection, hit.entry)
        if entry_id is None or not hit.evidence:
            continue
        found = connection.execute(
            "insert into alert (entry_id, story_id, article_id, state) values (?, ?, ?, ?)"
            " on conflict do nothing returning alert_id",
            (entry_id, story_id, article_id, AlertState.NEW),
        ).fetchone()
        if found:
            _insert_evidence(connection, found[0], article_id, hit.evidence)
            raised.append(int(found[0]))
    return raised


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


def load_alerts(connection: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()) -> list[Alert]:
    """Return alerts, the newest first; ``where`` is about ``alert`` a, ``entry`` e and ``article`` t."""
    rows = connection.execute(
        "select a.alert_id, e.value, a.state, a.updated, a.story_id, a.article_id, t.title,"
        " (select count(*) from article c where c.story_id = a.story_id),"
        " (select key from article c where c.story_id = a.story_id order by coalesce(published, '9999'), key limit 1)"
        " from alert a join entry e using (entry_id) join article t on t.article_id = a.article_id"
        f" where not e.removed and ({where}) order by a.alert_id desc",
        values,
    ).fetchall()
    return [_alert(connection, row) for row in rows]


def _alert(connection: sqlite3.Connection, row: tuple[int, str, str, int, int, int, str | None, int, str]) -> Alert:
    alert_id, value, state, updated, _story_id, article_id, title, copies, story = row
    entry = codec.loads(Entry, value)
    return Alert(
        alert_id=alert_id,
        entry=entry.name,
        severity=entry.severity,
        state=AlertState(state),
        updated=bool(updated),
        story=story,
        article_id=article_id,
        title=title,
        copies=copies,
        evidence=_load_evidence(connection, alert_id),
    )


def _insert_evidence(
    connection: sqlite3.Connection, alert_id: int, article_id: int, evidence: Sequence[Evidence]
) -> None:
    connection.executemany(
        "insert into evidence values (?,?,?,?,?,?,?,?,?,?)",
        [
            (alert_id, n, article_id, e.start, e.end, ZONE_CODE[e.zone], clean(e.text), e.rule, e.score, e.in_title)
            for n, e in enumerate(evidence)
        ],
    )


def _load_evidence(connection: sqlite3.Connection, alert_id: int) -> tuple[Evidence, ...]:
    rows = connection.execute(
        'select start, "end", zone, text, rule, score, in_title from evidence where alert_id = ? order by n',
        (alert_id,),
    )
    return tuple(
        Evidence(s, e, zone_of(z), text, rule, score, bool(title)) for s, e, z, text, rule, score, title in rows
    )


def zone_of(code: int) -> Zone:
    """Return the zone of a code."""
    return ZONES[code]
