"""The one writer of a library: every write returns what it changed."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.core.errors import MonitorError
from monitor.core.naming import NameCorrection
from monitor.core.query import parse
from monitor.core.records import AlertState, Analysis, Changes, Entry, Hit, Reason, Refusal, SmartFolder, Status
from monitor.core.store import codec
from monitor.core.store.alerts import cards_of_copies, find_entry, load_entries, raise_alerts
from monitor.core.store.articles import corrected, load_analysis, load_corrections, shown_under
from monitor.core.store.columns import load_columns, put_columns
from monitor.core.store.connect import connect_writer, explained
from monitor.core.store.deciding import CORRECTABLE, Effect, apply
from monitor.core.store.decisions import (
    Decision,
    DecisionFile,
    find_decision,
    is_logged,
    load_decisions,
    next_redo,
    next_undo,
)
from monitor.core.store.deriving import Between, go_on, settle
from monitor.core.store.filing import file_analysis, file_refusal
from monitor.core.store.folders import find_folder
from monitor.core.store.ledger import Source, begin_row, find_source, finish_row, settle_row
from monitor.core.store.lock import WriterLock
from monitor.core.store.names import clean
from monitor.core.store.originals import OriginalStore, drop_pasted, files_behind, is_referred_to, originals_folder
from monitor.core.store.reader import Reader
from monitor.core.store.reanalysis import Reanalysis, Tally, note_progress, stopped_at
from monitor.core.store.rebuild import BATCH, Analyse, Match, Progress, Search, Stages, rebuild_into, swap
from monitor.core.store.refile import refile
from monitor.core.store.tables import Tables
from monitor.core.store.versions import other_versions, version_rank
from monitor.core.tokens import name_key


class Store:
    """Writes to one library. One thread owns it; ``open_library`` makes it and holds the writer lock for it.

    What the analyst decides goes through one append-only log, in the library and in the file beside it.
    """

    def __init__(self, path: Path, lock: WriterLock) -> None:
        """Open an existing, checked library; use ``open_library`` instead."""
        self.path = path
        self._lock = lock
        self._connection = connect_writer(path)
        self._tables = Tables(self._connection)
        self._file = DecisionFile(path)
        self._unwritten: list[Decision] = []
        self._clock = self._last_event()
        self._file.follow(load_decisions(self._connection))
        self._connection.execute("pragma shrink_memory")  # what that read is not needed again
        self.between: Between = go_on  # lets other writes through while names are corrected
        self._is_settling = False
        self._settle()  # what a crash left

    def close(self) -> None:
        """Close the library and give the lock back."""
        with suppress(sqlite3.Error):  # a full disk: the figures of the planner can wait
            self._connection.execute("pragma optimize")
            # A log that is left says that the library was not closed properly, and has its pages checked.
            self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> Reader:
        """Return a new read-only connection to the same library; it sees what is committed."""
        return Reader(self.path)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit everything that is written inside together, or nothing of it.

        Raises:
            LibraryFull: where the disk is full; the store can be used on once there is space again.
            LibraryError: where the file cannot be written for another reason.
        """
        outermost = not self._connection.in_transaction
        try:
            with self._tables.transaction():
                yield
        except BaseException as error:
            if outermost:
                self._unwritten.clear()
                self._clock = self._last_event()
            self._explain(error)
            raise
        if outermost:
            unwritten, self._unwritten = self._unwritten, []
            self._file.append(unwritten)
            self._settle()

    # --- files and articles -----------------------------------------------------------------

    def begin_source(
        self,
        path: str,
        member: str | None = None,
        *,
        size: int | None = None,
        mtime_ns: int | None = None,
        history: bool = False,
    ) -> int:
        """Give a file its ledger row before it is touched; return the row's number.

        A row left pending by a crash, or refused, is taken up again. ``history`` is remembered for that case.
        """
        with self.batch():
            return begin_row(
                self._connection, path, member, arrived=_now_ms(), size=size, mtime_ns=mtime_ns, history=history
            )

    def save(
        self, source: int, outcome: Analysis | Refusal, hits: Iterable[Hit] = (), *, history: bool = False
    ) -> Changes:
        """Write how a file, or an article inside it, ended: everything of it in one transaction.

        The same bytes, or the same body under the same title, source and day, are a duplicate; the same body
        elsewhere is a copy in the same story. Neither alerts again. A newer version of an agency's item takes the
        place of the older ones, which are taken out; one that comes late is taken out itself.

        Args:
            source: The number of the file's ledger row. An outcome with a ``member`` gets a row of its own.
            outcome: The analysed article, or why there is none.
            hits: Entries that met the article; ignored where it is a duplicate.
            history: File it without raising alerts.
        """
        with self.batch():
            row = self._row_for(source, outcome)
            if isinstance(outcome, Refusal):
                return file_refusal(self._connection, row, outcome, committed=self._tick())
            others = other_versions(self._connection, outcome.article.document)
            rank = version_rank(outcome.article.document)
            is_late = any(rank is None or known > rank for _, known in others)  # the newer one told of it already
            changes = file_analysis(
                self._tables,
                row,
                outcome,
                hits=() if history or is_late else tuple(hits),
                committed=self._tick(),
                history=history or is_late,
            )
            return self._replace_versions(changes, [number for number, _ in others], is_late=is_late)

    def finish_source(
        self, source: int, status: Status, reason: Reason | None = None, *, sha256: str | None = None
    ) -> Changes:
        """Write how a file with several articles ended as a whole, after its articles were saved."""
        with self.batch():
            row = settle_row(self._connection, find_source(self._connection, source), sha256)
            finish_row(self._connection, row.ledger_id, status, committed=self._tick(), reason=reason, sha256=sha256)
        return Changes(ledger=True)

    def choose_columns(self, key: str, columns: Mapping[str, str]) -> Changes:
        """Remember what is in which column of tables with a header of this key; see ``SourceDefaults.columns``."""
        with self.batch():
            put_columns(self._connection, key, columns)
        return Changes(ledger=True)

    def columns(self) -> dict[str, dict[str, str]]:
        """Return all that was chosen of columns, by the keys of headers."""
        return load_columns(self._connection)

    def put_analysis(self, article_id: int, analysis: Analysis) -> Changes:
        """Put another analysis in the place of a stored article's; marks, corrections and alerts stay as they are."""
        with self.batch():
            number = refile(self._tables, article_id, analysis)
        return Changes(articles=(number,), removed=(article_id,) if number != article_id else ())

    # --- the watchlist and its alerts ---------------------------------------------------------

    def entries(self) -> list[Entry]:
        """Return the watchlist by name."""
        return load_entries(self._connection)

    def put_entry(self, entry: Entry, *, future_only: bool = False) -> Changes:
        """Add an entry to the watchlist, or change the one of the same name."""
        entry = _storable(entry)
        with self.batch():
            before = _entry_value(find_entry(self._connection, entry.name))
            after = _entry_value((entry, future_only))
            return self._decide("entry", {"name": entry.name, "before": before, "after": after})

    def remove_entry(self, name: str) -> Changes:
        """Take an entry off the watchlist, and its alerts out of sight; nothing where there is none of that name."""
        with self.batch():
            before = _entry_value(find_entry(self._connection, name))
            return self._decide("entry", {"name": name, "before": before, "after": None}) if before else Changes()

    def put_folder(self, folder: SmartFolder, *, instead_of: str | None = None) -> Changes:
        """Keep a smart folder, in the place of the one of another name where that is given, else of its own.

        Raises:
            QueryError: where its query is none.
            MonitorError: where it would take the name of a third one.
        """
        parse(folder.query)
        with self.batch():
            before = find_folder(self._connection, instead_of or folder.name)
            if instead_of not in (None, folder.name) and find_folder(self._connection, folder.name):
                raise MonitorError(f"There is a smart folder “{folder.name}” already.")
            if before == folder:
                return Changes()
            value = {"before": before and codec.plain(before), "after": codec.plain(folder)}
            return self._decide("smart_folder", value)

    def remove_folder(self, name: str) -> Changes:
        """Take a smart folder away; nothing where there is none of that name. Its articles stay."""
        with self.batch():
            before = find_folder(self._connection, name)
            if before is None:
                return Changes()
            return self._decide("smart_folder", {"before": codec.plain(before), "after": None})

    def raise_alerts(self, hits: Iterable[tuple[int, Hit]]) -> Changes:
        """Raise alerts on stored articles: pairs of an article's number and a hit on it."""
        raised: list[int] = []
        with self.batch():
            for article_id, hit in hits:
                article = corrected(
                    load_analysis(self._connection, article_id), load_corrections(self._connection, article_id)
                ).article
                raised += raise_alerts(self._connection, article_id, article, [hit])
        return Changes(alerts=tuple(raised))

    def set_alert_state(
        self, alerts: Sequence[int], state: AlertState, reason: str | None = None, *, in_passing: bool = False
    ) -> Changes:
        """Move alerts to a state; ``reason`` says why they were dismissed.

        ``in_passing`` where nobody asked for it but by looking at them: ``undo`` takes back what was asked for.
        """
        with self.batch():
            moves = [move for number in alerts if (move := self._alert_move(number, [state, reason, 0]))]
            return self._decide("alerts", {"moves": moves, **_passing(in_passing)}) if moves else Changes()

    # --- what the analyst does to articles ----------------------------------------------------

    def mark_read(self, articles: Sequence[int], *, read: bool = True, in_passing: bool = False) -> Changes:
        """Mark articles as read or unread; ``in_passing`` where nobody asked for it but by reading: no undo."""
        return self._mark(articles, "unread", not read, in_passing=in_passing)

    def star(self, articles: Sequence[int], *, on: bool = True, in_passing: bool = False) -> Changes:
        """Give articles a star, or take it away; ``in_passing`` as for ``mark_read``."""
        return self._mark(articles, "starred", on, in_passing=in_passing)

    def tag(self, articles: Sequence[int], tag: str, *, on: bool = True, in_passing: bool = False) -> Changes:
        """Give articles a tag, or take it away. Tags that fold alike are the same; ``in_passing`` as for marks."""
        with self.batch():
            row = (name_key(tag),)
            tagged = {n for (n,) in self._connection.execute("select article_id from tag where key = ?", row)}
            keys = self._keys([number for number in articles if (number in tagged) != on])
            value = {"tag": tag, "on": on, "articles": keys, **_passing(in_passing)}
            return self._decide("tag", value) if keys else Changes()

    def correct(self, article_id: int, field: str, value: str | None) -> Changes:
        """Put the analyst's value in the place of a wrong title, source, agency, language or publication.

        The found value is kept with the article (``Reader.machine_analysis``). A new date files it anew: its number
        changes, and the old one is in ``removed``.

        Raises:
            ValueError: for any other field.
        """
        if field not in CORRECTABLE:
            raise ValueError(f"{field!r} cannot be corrected")
        with self.batch():
            keys = self._keys([article_id])
            if not keys:
                return Changes()
            now = dict(load_corrections(self._connection, article_id))
            before = {"value": now[field]} if field in now else None
            change = {"article": keys[0], "field": field, "before": before, "after": {"value": value}}
            return self._decide("correction", change)

    def correct_names(self, correction: NameCorrection) -> Changes:
        """Merge, split, rename or retype names, or say that one is no entity or in another country.

        It holds for the articles that are stored and for those to come. Where it changes many, they are derived
        again in chunks after it is committed; ``between`` is called between two of those.

        Raises:
            ValueError: where the correction says nothing (``NameCorrection.check``).
        """
        correction.check()
        with self.batch():
            return self._decide(correction.kind.value, correction.value())

    def shown(self, analysis: Analysis) -> Analysis:
        """Return what a new article will show under the corrections of names: what the watchlist must meet."""
        return shown_under(self._tables, analysis)

    def remove(self, articles: Sequence[int]) -> Changes:
        """Take articles out of every list and count; ``undo`` brings them back. A rescan does not."""
        with self.batch():
            keys = self._keys(articles)
            return self._decide("remove", {"articles": keys}) if keys else Changes()

    def purge(self, articles: Sequence[int]) -> Changes:
        """Remove articles with their texts for good; the same bytes are never taken in again. It cannot be undone."""
        with self.batch():
            keys = self._keys(articles)
            hashes = sorted({h for number in articles for h in self._hashes(number)})
            cards = cards_of_copies(self._connection, articles)
            value = {"articles": keys, "sha256": hashes, "alerts": cards, "at": _now_iso()}
            changes = self._decide("purge", value) if keys else Changes()
        if not self._connection.in_transaction:
            self._connection.execute("pragma wal_checkpoint(truncate)")
            self._drop_originals(hashes)
        return changes

    def undo(self, seq: int | None = None) -> Changes:
        """Take back the last decision that is not undone; nothing where there is none.

        Args:
            seq: Take back this correction of names instead, whatever was decided since; nothing where it is not in
                force.
        """
        if seq is None:
            return self._turn("undo", next_undo(self._connection))
        in_force = self._connection.execute("select 1 from naming where seq = ?", (seq,)).fetchone()
        return self._turn("undo", find_decision(self._connection, seq) if in_force else None)

    def redo(self) -> Changes:
        """Take the last undone decision again; nothing where another decision was taken since."""
        return self._turn("redo", next_redo(self._connection))

    def replay(self, decisions: Iterable[Decision]) -> tuple[Changes, int]:
        """Take decisions of another library's log again, at the end of this one's.

        Those that it holds already, at the same place of its log, are left out.

        Returns:
            What changed, and how many articles and alerts the decisions speak of that are not here.
        """
        numbers: dict[int, int] = {}
        changes, missing = Changes(), 0
        purged: list[str] = []
        with self.batch():
            for decision in decisions:
                purged += decision.value["sha256"] if decision.kind == "purge" else []
                if not is_logged(self._connection, decision):
                    effect = self._retake(decision, numbers)
                    missing += effect.missing
                    changes = _together(changes, effect.changes())
        self._drop_originals(purged)
        return changes, missing

    # --- the library as a whole ---------------------------------------------------------------

    def rebuild(
        self,
        *,
        analyse: Analyse,
        match: Match,
        search: Search,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Changes:
        """Make the same library again from its texts and its decision log, and put it in the place of this one.

        Open readers go on and see the new content with their next question.
        """
        new = self.path.with_name(self.path.name + ".rebuild")
        rebuild_into(self.path, new, Stages(analyse, match, search), progress)
        swap(new, self._connection)
        self._tables.forget()
        return Changes(entries=True, ledger=True, decisions=True)

    def reanalyse(
        self,
        query: str,
        analyse: Analyse,
        *,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Reanalysis:
        """Analyse the articles that a query finds again; alerts are neither raised nor lost by it.

        Stopped midway, the same call goes on where it was; the numbers it returns are then those of the rest.

        Raises:
            QueryError: where the query is none.
        """
        with self.reader() as reader:
            numbers = sorted(reader.article_ids(parse(query)))
        numbers = [number for number in numbers if number > stopped_at(self._connection, query)]
        tally = Tally()
        for at in range(0, len(numbers), BATCH):
            chunk = numbers[at : at + BATCH]
            stored = [load_analysis(self._connection, number) for number in chunk]
            outcomes = analyse([analysis.article.document for analysis in stored])
            with self.batch():
                for number, before, after in zip(chunk, stored, outcomes, strict=True):
                    if isinstance(after, Refusal):
                        tally.kept += 1
                        continue
                    refile(self._tables, number, after)
                    tally.add(before, after)
                note_progress(self._connection, query, chunk[-1])
            progress(Progress(min(at + BATCH, len(numbers)), len(numbers)))
        with self.batch():
            note_progress(self._connection, query, None)
        return tally.result()

    # --- inside -----------------------------------------------------------------------------

    def _settle(self) -> None:
        """Have the articles under a new or undone correction of names show what they show now."""
        if self._is_settling:  # a write that was let through: what it queued is derived with the rest
            return
        self._is_settling = True
        try:
            settle(self._tables, self.between)
        except sqlite3.Error as error:
            self._explain(error)
            raise
        finally:
            self._is_settling = False

    def _explain(self, error: BaseException) -> None:
        """Raise the sentence that an error of the database comes to, if there is one."""
        sentence = explained(error, self.path) if isinstance(error, sqlite3.Error) else None
        if sentence is not None:
            raise sentence from error

    def _row_for(self, source: int, outcome: Analysis | Refusal) -> Source:
        row = find_source(self._connection, source)
        document = outcome if isinstance(outcome, Refusal) else outcome.article.document
        if (document.member or "") != row.member:
            number = begin_row(self._connection, document.path, document.member, arrived=_now_ms())
            row = find_source(self._connection, number)
        return settle_row(self._connection, row, document.sha256)

    def _mark(self, articles: Sequence[int], mark: str, on: bool, *, in_passing: bool = False) -> Changes:
        with self.batch():
            select = f"select {mark} from article where article_id = ?"
            changed = [n for n in articles if self._connection.execute(select, (n,)).fetchone() == (not on,)]
            keys = self._keys(changed)
            value = {"mark": mark, "on": on, "articles": keys, **_passing(in_passing)}
            return self._decide("mark", value) if keys else Changes()

    def _alert_move(self, number: int, after: list[Any]) -> dict[str, Any] | None:
        found = self._connection.execute(
            "select e.name, t.key, a.state, a.reason, a.updated from alert a join entry e using (entry_id)"
            " join article t on t.article_id = a.article_id where alert_id = ?",
            (number,),
        ).fetchone()
        return {"entry": found[0], "article": found[1], "before": list(found[2:]), "after": after} if found else None

    def _keys(self, articles: Sequence[int]) -> list[str]:
        select = "select key from article where article_id = ?"
        rows = (self._connection.execute(select, (number,)).fetchone() for number in articles)
        return [row[0] for row in rows if row]

    def _replace_versions(self, changes: Changes, others: Sequence[int], *, is_late: bool) -> Changes:
        """Leave one version of an item in the lists: the newest, with the stars and tags of those before it."""
        if not others or not changes.articles:
            return changes
        if is_late:
            old, changes = list(changes.articles), replace(changes, articles=())
        else:
            old = list(others)
            listed = ",".join(map(str, old))
            if self._connection.execute(f"select 1 from article where starred and article_id in ({listed})").fetchone():
                self.star(changes.articles, in_passing=True)
            tags = f"select distinct name from tag where article_id in ({listed}) order by name"
            for (tag,) in self._connection.execute(tags).fetchall():
                self.tag(changes.articles, tag, in_passing=True)
        self._decide("remove", {"articles": self._keys(old), **_passing(True)})
        return replace(changes, removed=(*changes.removed, *old))

    def _drop_originals(self, hashes: Iterable[str]) -> None:
        """Keep the files no longer of which nothing is left in the library."""
        originals = OriginalStore(originals_folder(self.path))
        for digest in files_behind(self._connection, hashes):
            if not is_referred_to(self._connection, digest):
                originals.drop(digest)
                drop_pasted(self._connection, self.path, digest)

    def _hashes(self, article_id: int) -> list[str]:
        select = "select sha256 from ledger where article_id = ? and sha256 is not null"
        return [packed.hex() for (packed,) in self._connection.execute(select, (article_id,))]

    def _turn(self, kind: str, target: Decision | None) -> Changes:
        if target is None:
            return Changes()
        with self.batch():
            effect = apply(self._tables, target.kind, target.value, seq=target.seq, forwards=kind == "redo")
            self._log(kind, {"seq": target.seq})
        return effect.changes()

    def _decide(self, kind: str, value: dict[str, Any]) -> Changes:
        effect = apply(self._tables, kind, value, seq=self._next_seq())
        self._log(kind, value)
        return effect.changes()

    def _retake(self, decision: Decision, numbers: dict[int, int]) -> Effect:
        """Take one decision of another log; ``numbers`` maps that log's numbers to this one's."""
        kind, value = decision.kind, decision.value
        if kind in ("undo", "redo"):
            value = {"seq": numbers.get(value["seq"], value["seq"])}
            target = find_decision(self._connection, value["seq"])
            effect = apply(self._tables, target.kind, target.value, seq=target.seq, forwards=kind == "redo")
        else:
            effect = apply(self._tables, kind, value, seq=self._next_seq())
        numbers[decision.seq] = self._log(kind, value, at=decision.at)
        return effect

    def _log(self, kind: str, value: dict[str, Any], *, at: str | None = None) -> int:
        decision = Decision(self._next_seq(), at or _now_iso(), kind, value)
        row = (decision.seq, decision.at, kind, json.dumps(value, sort_keys=True), self._tick())
        self._connection.execute("insert into decision values (?, ?, ?, ?, ?)", row)
        self._unwritten.append(decision)
        return decision.seq

    def _next_seq(self) -> int:
        return int(self._connection.execute("select coalesce(max(seq), 0) + 1 from decision").fetchone()[0])

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def _last_event(self) -> int:
        events = "select max(committed) as at from ledger union all select max(committed) from decision"
        return int(self._connection.execute(f"select coalesce(max(at), 0) from ({events})").fetchone()[0])


def _passing(in_passing: bool) -> dict[str, bool]:
    return {"in_passing": True} if in_passing else {}


def _together(one: Changes, other: Changes) -> Changes:
    return Changes(
        articles=one.articles + other.articles,
        removed=one.removed + other.removed,
        alerts=one.alerts + other.alerts,
        entries=one.entries or other.entries,
        decisions=True,
    )


def _storable(entry: Entry) -> Entry:
    """Return an entry with words that SQLite can hold: a pasted name may have half a character."""
    listed = {name: tuple(clean(word) or "" for word in getattr(entry, name)) for name in ("aliases", "weak", "ids")}
    plain = {name: clean(getattr(entry, name)) for name in ("name", "query", "type", "category", "notes", "expires")}
    return replace(entry, **{**listed, **plain})  # type: ignore[arg-type]  # a name stays a name


def _entry_value(entry: tuple[Entry, bool] | None) -> dict[str, Any] | None:
    return None if entry is None else {"entry": codec.plain(entry[0]), "future_only": entry[1]}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _now_iso() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
