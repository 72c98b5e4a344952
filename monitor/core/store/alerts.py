"""Alerts: one for each entry and story, with the spans that raised it."""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256

from monitor.core.records import Alert, AlertState, Article, Entry, Evidence, Hit
from monitor.core.sentences import sentence_starts
from monitor.core.store import codec
from monitor.core.store.codes import ZONE_CODE, ZONES
from monitor.core.store.names import clean
from monitor.core.tokens import words


def raise_alerts(connection: sqlite3.Connection, article_id: int, article: Article, hits: Iterable[Hit]) -> list[int]:
    """Make an alert of every hit whose entry has none in the article's story; return the new and reopened ones.

    Where the story has one, from another article, a sentence that it has not seen reopens it as updated, with the
    spans of this article. A hit on the alert's own article (an alias was added) only brings its spans up to date.
    """
    raised = []
    story_id = connection.execute("select story_id from article where article_id = ?", (article_id,)).fetchone()[0]
    for hit in hits:
        entry_id = entry_number(connection, hit.entry)
        if entry_id is None or not hit.evidence:
            continue
        find = "select alert_id, article_id from alert where entry_id = ? and story_id = ?"
        known = connection.execute(find, (entry_id, story_id)).fetchone()
        if known is None:
            values = (entry_id, story_id, article_id, AlertState.NEW)
            insert = "insert into alert (entry_id, story_id, article_id, state) values (?, ?, ?, ?) returning alert_id"
            alert_id = connection.execute(insert, values).fetchone()[0]
            _put_evidence(connection, alert_id, article_id, article, hit.evidence)
            raised.append(int(alert_id))
        elif known[1] == article_id:
            _put_evidence(connection, known[0], article_id, article, hit.evidence)
        elif _says_something_new(connection, known[0], article, hit.evidence):
            reopen = "update alert set state = ?, reason = null, updated = 1, article_id = ? where alert_id = ?"
            connection.execute(reopen, (AlertState.NEW, article_id, known[0]))
            _put_evidence(connection, known[0], article_id, article, hit.evidence)
            raised.append(int(known[0]))
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


def _says_something_new(
    connection: sqlite3.Connection, alert_id: int, article: Article, evidence: Sequence[Evidence]
) -> bool:
    rows = connection.execute("select digest from alert_sentence where alert_id = ?", (alert_id,))
    return not _sentences(article, evidence) <= {digest for (digest,) in rows}


def _put_evidence(
    connection: sqlite3.Connection, alert_id: int, article_id: int, article: Article, evidence: Sequence[Evidence]
) -> None:
    connection.execute("delete from evidence where alert_id = ?", (alert_id,))
    connection.executemany(
        "insert into evidence values (?,?,?,?,?,?,?,?,?,?)",
        [
            (alert_id, n, article_id, e.start, e.end, ZONE_CODE[e.zone], clean(e.text), e.rule, e.score, e.in_title)
            for n, e in enumerate(evidence)
        ],
    )
    sentences = [(alert_id, digest) for digest in _sentences(article, evidence)]
    connection.executemany("insert or ignore into alert_sentence values (?, ?)", sentences)


def _sentences(article: Article, evidence: Sequence[Evidence]) -> set[bytes]:
    """Return a digest of the folded words of every sentence that a span stands in."""
    found = set()
    for span in evidence:
        text = (article.title or "") if span.in_title else article.text
        start, end = _paragraph(article, text, span)
        cuts = [start + cut for cut in sentence_starts(text[start:end])] + [end]
        first = max(cut for cut in cuts if cut <= span.start)
        last = min((cut for cut in cuts if cut > span.start), default=end)
        found.add(sha256(" ".join(words(text[first:last])).encode()).digest()[:8])
    return found


def _paragraph(article: Article, text: str, span: Evidence) -> tuple[int, int]:
    if span.in_title:
        return 0, len(text)
    blocks = (block for block in article.blocks if block.start <= span.start < block.end)
    block = next(blocks, None)
    low, high = (block.start, block.end) if block else (0, len(text))
    start = text.rfind("\n\n", low, span.start)
    end = text.find("\n\n", span.start, high)
    return (start + 2 if start >= 0 else low), (end if end >= 0 else high)


def _load_evidence(connection: sqlite3.Connection, alert_id: int) -> tuple[Evidence, ...]:
    rows = connection.execute(
        'select start, "end", zone, text, rule, score, in_title from evidence where alert_id = ? order by n',
        (alert_id,),
    )
    return tuple(Evidence(s, e, ZONES[z], text, rule, score, bool(title)) for s, e, z, text, rule, score, title in rows)
