"""The same library again, from the texts and the decision log: what every upgrade and recovery comes down to.

The events of the old library, articles taken in and decisions taken, are gone through in their order of
commitment and lead to a new file beside it, whose content then replaces the old one's in one transaction.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from monitor.core.records import Analysis, Article, Document, Entry, Hit, Refusal
from monitor.core.store import codec
from monitor.core.store.alerts import load_entries, raise_alerts
from monitor.core.store.articles import Filing, insert_article, load_analysis, load_shown, shown_under
from monitor.core.store.columns import copy_columns
from monitor.core.store.connect import connect_reader, connect_writer, transaction
from monitor.core.store.deciding import apply
from monitor.core.store.decisions import find_decision
from monitor.core.store.deriving import settle
from monitor.core.store.filing import find_twin
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.indexed import note_index
from monitor.core.store.joining import body_of, join_story
from monitor.core.store.reader import Reader
from monitor.core.store.schema import migrate
from monitor.core.store.tables import Tables

BATCH = 64
"""Articles analysed and committed together."""

Analyse: TypeAlias = Callable[[Sequence[Document]], Sequence[Analysis | Refusal]]
"""Analyses documents, in order; a refusal (it killed its worker) keeps the analysis that is stored."""
Match: TypeAlias = Callable[[Sequence[Entry], Analysis], Sequence[Hit]]
"""Matches the watchlist on one analysis."""
Search: TypeAlias = Callable[[Reader, Entry], Iterable[tuple[int, Hit]]]
"""Searches what is stored for one entry, as saving it does."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that a rebuild goes through again, which this room does not know."""

    analyse: Analyse
    match: Match
    search: Search


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work on the library is."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """A ledger row's article: its text as read, and the analysis that the old library held."""

    ledger_id: int
    arrived: int
    history: bool
    stored: Analysis


@dataclass(frozen=True, slots=True)
class _Decided:
    seq: int
    at: str
    kind: str
    value: str


def rebuild_into(old: Path, new: Path, stages: Stages, progress: Callable[[Progress], None]) -> None:
    """Write the library ``new`` from the texts and decisions of ``old``."""
    new.unlink(missing_ok=True)
    source, target = connect_reader(old), connect_writer(new)
    try:
        migrate(target)
        target.execute("pragma synchronous = off")  # a rebuild that the power ends is begun again
        _copy_rows(source, target)
        _Rebuild(source, target, new, stages).run(progress)
        target.execute("pragma optimize")
    finally:
        source.close()
        target.close()


class _Rebuild:
    """Goes through the events of the old library."""

    def __init__(self, source: sqlite3.Connection, target: WriterConnection, path: Path, stages: Stages) -> None:
        self._source = source
        self._target = target
        self._path = path
        self._stages = stages
        self._tables = Tables(target)

    def run(self, progress: Callable[[Progress], None]) -> None:
        """Take every event again, articles in batches between two decisions."""
        total = self._source.execute("select count(*) from ledger where article_id is not null").fetchone()[0]
        done = 0
        events = self._events()
        while chunk := list(islice(events, BATCH)):
            for articles, decision in _runs(chunk):
                with self._tables.transaction():
                    self._take(articles)
                if decision is not None:
                    self._decide(decision)
                done += len(articles)
            progress(Progress(done, total))
        with self._tables.transaction():
            self._link_duplicates()
        settle(self._tables)

    def _events(self) -> Iterator[_Taken | _Decided]:
        """Yield the old library's events in order. Articles that were taken out are events too."""
        rows = self._source.execute(
            "select committed, 0, ledger_id, null, null, null from ledger"
            " where ledger_id in (select ledger_id from article union all select ledger_id from removed) union all"
            " select committed, 1, seq, at, kind, value from decision order by 1, 2"
        ).fetchall()
        for _, is_decision, number, at, kind, value in rows:
            yield _Decided(number, at, kind, value) if is_decision else self._taken(number)

    def _taken(self, ledger_id: int) -> _Taken:
        arrived, history = self._source.execute(
            "select arrived, history from ledger where ledger_id = ?", (ledger_id,)
        ).fetchone()
        row = self._source.execute("select article_id from article where ledger_id = ?", (ledger_id,)).fetchone()
        if row:
            return _Taken(ledger_id, arrived, bool(history), load_analysis(self._source, row[0]))
        kept = self._source.execute("select value from removed where ledger_id = ?", (ledger_id,)).fetchone()
        return _Taken(ledger_id, arrived, bool(history), codec.revive(Analysis, json.loads(kept[0])["analysis"]))

    def _take(self, articles: Sequence[_Taken]) -> None:
        if not articles:
            return
        entries = load_entries(self._target)
        outcomes = self._stages.analyse([taken.stored.article.document for taken in articles])
        analyses = [
            taken.stored if isinstance(outcome, Refusal) else outcome
            for taken, outcome in zip(articles, outcomes, strict=True)
        ]
        self._tables.look_up(analyses)
        for taken, analysis in zip(articles, analyses, strict=True):
            body = body_of(analysis)
            twin = find_twin(self._tables, analysis, body)
            if twin is not None:
                number = twin.article_id
            else:
                story, joins = join_story(self._tables, analysis)
                filing = Filing(taken.ledger_id, story, body, taken.arrived, joins=joins)
                number = insert_article(self._tables, analysis, filing)
                hits = () if taken.history else self._match(entries, analysis, day_of(taken.arrived))
                raise_alerts(self._target, number, analysis.article, hits)
            self._target.beside("update ledger set article_id = ? where ledger_id = ?", (number, taken.ledger_id))

    def _match(self, entries: Sequence[Entry], analysis: Analysis, day: str) -> Sequence[Hit]:
        """Match the entries that fired on that day: one that has expired since had not yet."""
        firing = [entry for entry in entries if not has_expired(entry, day)]
        return self._stages.match(firing, shown_under(self._tables, analysis)) if firing else ()

    def _decide(self, decided: _Decided) -> None:
        value = json.loads(decided.value)
        kind, seq, forwards = decided.kind, decided.seq, True
        if kind in ("undo", "redo"):
            target = find_decision(self._source, value["seq"])
            kind, seq, value, forwards = target.kind, target.seq, target.value, kind == "redo"
        with self._tables.transaction():
            apply(self._tables, kind, value, seq=seq, forwards=forwards)
        if decided.kind == "entry" and value["after"] and not value["after"]["future_only"]:
            entry = codec.revive(Entry, value["after"]["entry"])
            if not has_expired(entry, decided.at[:10]):
                self._search_stored(entry)

    def _search_stored(self, entry: Entry) -> None:
        settle(self._tables)
        with Reader(self._path) as reader, self._tables.transaction():
            for number, hit in self._stages.search(reader, entry):
                raise_alerts(self._target, number, _article(self._target, number), [hit])

    def _link_duplicates(self) -> None:
        """Point the rows of duplicates at the articles that they repeat, by the keys of those."""
        rows = self._source.execute(
            "select d.ledger_id, coalesce(t.key, r.key) from ledger d left join article t using (article_id)"
            " left join removed r on r.ledger_id = -d.article_id where d.status = 'duplicate'"
        )
        for ledger_id, key in rows.fetchall():
            self._target.execute(
                "update ledger set article_id = coalesce((select article_id from article where key = ?1),"
                " (select -ledger_id from removed where key = ?1)) where ledger_id = ?2",
                (key, ledger_id),
            )


def day_of(arrived: int) -> str:
    """Return the UTC day, ISO 8601, of an arrival in milliseconds since 1970."""
    return datetime.fromtimestamp(arrived / 1000, UTC).date().isoformat()


def has_expired(entry: Entry, day: str) -> bool:
    """Tell whether an entry's last day is before a day, ISO 8601."""
    return entry.expires is not None and entry.expires < day


def _copy_rows(source: sqlite3.Connection, target: WriterConnection) -> None:
    """Copy what is not derived: the ledger (its articles are linked as they come), the log, tombstones."""
    with transaction(target):
        for table in ("ledger", "decision", "tombstone"):
            rows = source.execute(f"select * from {table}")
            places = ",".join("?" * len(rows.description))
            target.executemany(f"insert into {table} values ({places})", rows)
        copy_columns(source, target)
        target.execute("update ledger set article_id = null")
        note_index(target)


def _runs(events: Sequence[_Taken | _Decided]) -> Iterator[tuple[list[_Taken], _Decided | None]]:
    """Yield articles that follow on one another, with the decision that ends each run."""
    articles: list[_Taken] = []
    for event in events:
        if isinstance(event, _Decided):
            yield articles, event
            articles = []
        else:
            articles.append(event)
    yield articles, None


def _article(connection: sqlite3.Connection, number: int) -> Article:
    return load_shown(connection, number).article


def swap(new: Path, target: sqlite3.Connection) -> None:
    """Replace a library's content by that of another file, in one transaction that open readers survive."""
    source = sqlite3.connect(new)
    try:
        source.backup(target)
    finally:
        source.close()
    target.execute("pragma wal_checkpoint(truncate)")
    for name in (new, new.with_name(new.name + "-wal"), new.with_name(new.name + "-shm")):
        if name.exists():
            os.unlink(name)
