"""The one writer of a library: every write returns what it changed."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.core.errors import REFUSALS
from monitor.core.identity import article_key, body_key
from monitor.core.records import AlertState, Analysis, Changes, Entry, Hit, Reason, Refusal, Status
from monitor.core.store import codec
from monitor.core.store.alerts import (
    find_entry,
    load_entries,
    put_entry,
    raise_alerts,
    take_entry,
)
from monitor.core.store.articles import Filing, delete_article, insert_article, load_corrections
from monitor.core.store.connect import connect_writer, transaction
from monitor.core.store.decisions import Decision, DecisionFile, load_decisions
from monitor.core.store.ledger import Source, begin_row, find_source, finish_row, settle_row
from monitor.core.store.lock import WriterLock
from monitor.core.store.names import Names
from monitor.core.store.reader import Reader
from monitor.core.tokens import name_key


class Store:
    """Writes to one library. One thread owns it; ``open_library`` makes it and holds the writer lock for it."""

    def __init__(self, path: Path, lock: WriterLock) -> None:
        """Open an existing, checked library; use ``open_library`` instead."""
        self.path = path
        self._lock = lock
        self._connection = connect_writer(path)
        self._names = Names(self._connection)
        self._file = DecisionFile(path)
        self._unwritten: list[Decision] = []
        self._clock = self._last_event()
        self._file.append(load_decisions(self._connection, self._file.last()))

    def close(self) -> None:
        """Close the library and give the lock back."""
        self._connection.execute("pragma optimize")
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> Reader:
        """Return a new read-only connection to the same library."""
        return Reader(self.path)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit everything that is written inside together, or nothing of it."""
        outermost = not self._connection.in_transaction
        try:
            with transaction(self._connection):
                yield
        except BaseException:
            if outermost:
                self._unwritten.clear()
                self._names.forget()
                self._clock = self._last_event()
            raise
        if outermost:
            unwritten, self._unwritten = self._unwritten, []
            self._file.append(unwritten)

    # --- files and articles -----------------------------------------------------------------

    def begin_source(
        self, path: str, member: str | None = None, *, size: int | None = None, mtime_ns: int | None = None
    ) -> int:
        """Give a file its ledger row before it is touched; return the row's number.

        A row left pending by a crash, or refused, is taken up again.
        """
        with self.batch():
            return begin_row(self._connection, path, member, arrived=_now_ms(), size=size, mtime_ns=mtime_ns)

    def save(
        self, source: int, outcome: Analysis | Refusal, hits: Iterable[Hit] = (), *, history: bool = False
    ) -> Changes:
        """Write how a file, or an article inside it, ended: everything of it in one transaction.

        Args:
            source: The number of the file's ledger row. An outcome with a ``member`` gets a row of its own.
            outcome: The analysed article, or why there is none.
            hits: Entries that met the article; ignored where it is a duplicate.
            history: File it without raising alerts.
        """
        with self.batch():
            row = self._row_for(source, outcome)
            if isinstance(outcome, Refusal):
                return self._refuse(row, outcome)
            return self._file_analysis(row, outcome, () if history else tuple(hits), history=history)

    def finish_source(
        self, source: int, status: Status, reason: Reason | None = None, *, sha256: str | None = None
    ) -> Changes:
        """Write how a file with several articles ended as a whole, after its articles were saved."""
        with self.batch():
            row = settle_row(self._connection, find_source(self._connection, source), sha256)
            finish_row(self._connection, row.ledger_id, status, committed=self._tick(), reason=reason, sha256=sha256)
        return Changes(ledger=True)

    # --- the watchlist ----------------------------------------------------------------------

    def put_entry(self, entry: Entry, *, future_only: bool = False) -> Changes:
        """Add an entry to the watchlist, or change the one of the same name."""
        with self.batch():
            before = find_entry(self._connection, entry.name)
            put_entry(self._connection, entry, future_only=future_only)
            value = {
                "name": entry.name,
                "before": _entry_value(before),
                "after": _entry_value((entry, future_only)),
            }
            self._decide("entry", value)
        return Changes(entries=True, decisions=True)

    def remove_entry(self, name: str) -> Changes:
        """Take an entry off the watchlist, and its alerts out of sight; nothing where there is none of that name."""
        with self.batch():
            before = find_entry(self._connection, name)
            if before is None:
                return Changes()
            take_entry(self._connection, name)
            self._decide("entry", {"name": name, "before": _entry_value(before), "after": None})
        return Changes(entries=True, alerts=(), decisions=True)

    def entries(self) -> list[Entry]:
        """Return the watchlist by name."""
        return load_entries(self._connection)

    def raise_alerts(self, hits: Iterable[tuple[int, Hit]]) -> Changes:
        """Raise alerts on stored articles: pairs of an article's number and a hit on it."""
        raised: list[int] = []
        with self.batch():
            for article_id, hit in hits:
                raised += raise_alerts(self._connection, article_id, [hit])
        return Changes(alerts=tuple(raised))

    def set_alert_state(self, alerts: Sequence[int], state: AlertState, reason: str | None = None) -> Changes:
        """Move alerts to a state; ``reason`` says why they were dismissed."""
        with self.batch():
            moved = [self._move_alert(number, state, reason) for number in alerts]
            value = [move for move in moved if move]
            if value:
                self._decide("alerts", {"moves": value})
        return Changes(alerts=tuple(alerts), decisions=bool(value))

    # --- inside -----------------------------------------------------------------------------

    def _row_for(self, source: int, outcome: Analysis | Refusal) -> Source:
        row = find_source(self._connection, source)
        document = outcome if isinstance(outcome, Refusal) else outcome.article.document
        if (document.member or "") != row.member:
            path = document.path
            number = begin_row(self._connection, path, document.member, arrived=_now_ms())
            row = find_source(self._connection, number)
        return settle_row(self._connection, row, document.sha256)

    def _refuse(self, row: Source, refusal: Refusal) -> Changes:
        if row.article_id is not None:
            return Changes(statuses=(row.status,))
        finish_row(
            self._connection,
            row.ledger_id,
            Status.REFUSED,
            committed=self._tick(),
            reason=refusal.reason,
            sha256=refusal.sha256,
            given_id=refusal.given_id,
        )
        return Changes(ledger=True, statuses=(Status.REFUSED,))

    def _file_analysis(self, row: Source, analysis: Analysis, hits: tuple[Hit, ...], *, history: bool) -> Changes:
        if self._is_purged(analysis):
            refusal = Refusal("", Reason("purged", f"It was not taken in: {REFUSALS['purged']}."), sha256=row.sha256)
            return self._refuse(row, refusal)
        twin = self._same_article(analysis)
        if twin is not None and twin[1] != row.ledger_id:
            return self._end(row, analysis, Status.DUPLICATE, twin[0], history=history)
        if twin is not None:
            return self._replace(row, twin[0], analysis, history=history)
        filing = Filing(row.ledger_id, self._story_for(analysis), self._arrived(row))
        article_id = insert_article(self._connection, self._names, analysis, filing)
        raised = raise_alerts(self._connection, article_id, hits)
        status = Status.PARTIAL if analysis.partial or analysis.article.document.partial else Status.STORED
        return self._end(row, analysis, status, article_id, history=history, new=True, raised=raised)

    def _end(
        self,
        row: Source,
        analysis: Analysis,
        status: Status,
        article_id: int,
        *,
        history: bool,
        new: bool = False,
        raised: Sequence[int] = (),
    ) -> Changes:
        document = analysis.article.document
        finish_row(
            self._connection,
            row.ledger_id,
            status,
            committed=self._tick(),
            reason=(analysis.partial or document.partial) if status is Status.PARTIAL else None,
            sha256=document.sha256,
            article_id=article_id,
            given_id=document.given_id,
            history=history,
        )
        return Changes(articles=(article_id,) if new else (), alerts=tuple(raised), ledger=True, statuses=(status,))

    def _replace(self, row: Source, article_id: int, analysis: Analysis, *, history: bool) -> Changes:
        """Put a better reading in the place of an article's first one; story, marks and alerts stay."""
        number = self._refile(article_id, analysis)
        status = Status.PARTIAL if analysis.partial or analysis.article.document.partial else Status.STORED
        return self._end(row, analysis, status, number, history=history, new=True)

    def _refile(self, article_id: int, analysis: Analysis) -> int:
        kept = self._connection.execute(
            "select ledger_id, story_id, arrived, unread, starred from article where article_id = ?", (article_id,)
        ).fetchone()
        corrections = load_corrections(self._connection, article_id)
        delete_article(self._connection, article_id)
        number = insert_article(self._connection, self._names, analysis, Filing(kept[0], kept[1], kept[2], corrections))
        self._connection.execute("update article set unread = ?, starred = ? where article_id = ?", (*kept[3:], number))
        if number != article_id:
            for table in ("tag", "correction", "alert", "evidence", "ledger"):
                self._connection.execute(
                    f"update {table} set article_id = ? where article_id = ?", (number, article_id)
                )
        return number

    def _same_article(self, analysis: Analysis) -> tuple[int, int] | None:
        """Return number and ledger row of the article that has the same bytes, or the same body, title and source."""
        key = article_key(analysis.article.document)
        found = self._connection.execute("select article_id, ledger_id from article where key = ?", (key,)).fetchone()
        if found:
            return found[0], found[1]
        body = body_key(analysis.article)
        for row in self._connection.execute(
            "select t.article_id, t.ledger_id, t.title, s.name, t.published from article t"
            " left join source s using (source_id) where body_key = ? order by article_id",
            (body,),
        ):
            if _is_repeated(analysis, *row[2:]):
                return row[0], row[1]
        return None

    def _story_for(self, analysis: Analysis) -> int:
        """Return the story of an article: that of an exact copy of its body, else a new one."""
        found = self._connection.execute(
            "select story_id from article where body_key = ? limit 1", (body_key(analysis.article),)
        ).fetchone()
        if found:
            return int(found[0])
        return int(self._connection.execute("insert into story default values").lastrowid or 0)

    def _is_purged(self, analysis: Analysis) -> bool:
        sha256 = analysis.article.document.sha256
        return bool(self._connection.execute("select 1 from tombstone where sha256 = ?", (sha256,)).fetchone())

    def _arrived(self, row: Source) -> int:
        select = "select arrived from ledger where ledger_id = ?"
        return int(self._connection.execute(select, (row.ledger_id,)).fetchone()[0])

    def _move_alert(self, number: int, state: AlertState, reason: str | None) -> dict[str, Any] | None:
        found = self._connection.execute(
            "select e.name, t.key, a.state, a.reason from alert a join entry e using (entry_id)"
            " join article t on t.article_id = a.article_id where alert_id = ?",
            (number,),
        ).fetchone()
        if found is None:
            return None
        update = "update alert set state = ?, reason = ?, updated = 0 where alert_id = ?"
        self._connection.execute(update, (state, reason, number))
        entry, article, before, reason_before = found
        return {"entry": entry, "article": article, "before": [before, reason_before], "after": [state, reason]}

    def _decide(self, kind: str, value: dict[str, Any]) -> None:
        decision = Decision(self._next_decision(), _now_iso(), kind, value)
        self._connection.execute(
            "insert into decision values (?, ?, ?, ?, ?)",
            (decision.seq, decision.at, kind, json.dumps(value, sort_keys=True), self._tick()),
        )
        self._unwritten.append(decision)

    def _next_decision(self) -> int:
        return int(self._connection.execute("select coalesce(max(seq), 0) + 1 from decision").fetchone()[0])

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def _last_event(self) -> int:
        events = "select max(committed) as at from ledger union all select max(committed) from decision"
        return int(self._connection.execute(f"select coalesce(max(at), 0) from ({events})").fetchone()[0])


def _is_repeated(analysis: Analysis, title: str | None, source: str | None, published: str | None) -> bool:
    """Tell whether an article whose body is known is that article again, not a copy in another outlet or edition."""
    article = analysis.article
    day = article.published.value[:10] if article.published else None
    pairs = ((article.title, title), (article.source, source), (day, published and published[:10]))
    return all(one is None or other is None or name_key(one) == name_key(other) for one, other in pairs)


def _entry_value(entry: tuple[Entry, bool] | None) -> dict[str, Any] | None:
    return None if entry is None else {"entry": codec.plain(entry[0]), "future_only": entry[1]}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _now_iso() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
