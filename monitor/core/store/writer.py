"""The one writer of a library: every write returns what it changed."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from monitor.core.corrections import NameCorrection
from monitor.core.lock import WriterLock
from monitor.core.periods import period_on
from monitor.core.query import parse
from monitor.core.records import (
    AlertFilter,
    Analysis,
    Changes,
    Entry,
    Hit,
    Reason,
    Refusal,
    SmartFolder,
)
from monitor.core.store import wording
from monitor.core.store.alerts import load_entries, raise_alerts
from monitor.core.store.articles import corrected, load_analysis, load_corrections, shown_under
from monitor.core.store.columns import load_columns, put_columns
from monitor.core.store.connect import connect_writer, explained
from monitor.core.store.decisions import Decision
from monitor.core.store.deriving import Between, go_on, settle
from monitor.core.store.logbook import Logbook, now_iso
from monitor.core.store.originals import drop_unreferred
from monitor.core.store.reader import Reader
from monitor.core.store.reanalysis import Reanalysis, reanalyse
from monitor.core.store.rebuild import Analyse, Match, Progress, Search, Stages, rebuild_into, swap
from monitor.core.store.refile import refile
from monitor.core.store.saving import Saver
from monitor.core.store.tables import Tables
from monitor.core.terms import AlertState, Status


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
        self._log = Logbook(self._tables, path)
        self._saver = Saver(self._tables, self._log)
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
        if self._connection.in_transaction:
            yield
            return
        try:
            with self._tables.transaction():
                yield
        except BaseException as error:
            self._log.rolled_back()
            self._saver.forget()
            self._explain(error)
            raise
        self._log.committed()
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
        filed_as: str | None = None,
    ) -> int:
        """Give a file its ledger row before it is touched; return the row's number.

        A row left pending by a crash, or refused, is taken up again. ``history`` and ``filed_as``, words of the
        caller's, are remembered for that case.
        """
        with self.batch():
            return self._saver.begin(path, member, size=size, mtime_ns=mtime_ns, history=history, filed_as=filed_as)

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
            return self._saver.save(source, outcome, hits, history=history)

    def look_up(self, outcomes: Iterable[Analysis | Refusal]) -> None:
        """Find out at once what is known of outcomes that are saved next, in the same batch: that is faster."""
        with self.batch():
            self._tables.look_up([outcome for outcome in outcomes if isinstance(outcome, Analysis)])

    def finish_source(
        self, source: int, status: Status, reason: Reason | None = None, *, sha256: str | None = None
    ) -> Changes:
        """Write how a file with several articles ended as a whole, after its articles were saved."""
        with self.batch():
            return self._saver.finish(source, status, reason, sha256=sha256)

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
        with self.batch():
            return self._log.decide("entry", wording.entry_value(self._connection, entry, future_only=future_only))

    def remove_entry(self, name: str) -> Changes:
        """Take an entry off the watchlist, and its alerts out of sight; nothing where there is none of that name."""
        with self.batch():
            return self._log.decide("entry", wording.no_entry_value(self._connection, name))

    def put_folder(self, folder: SmartFolder, *, instead_of: str | None = None) -> Changes:
        """Keep a smart folder, in the place of the one of another name where that is given, else of its own.

        Raises:
            QueryError: where its query is none.
            MonitorError: where it would take the name of a third one.
        """
        parse(folder.query)
        with self.batch():
            return self._log.decide("smart_folder", wording.folder_value(self._connection, folder, instead_of))

    def remove_folder(self, name: str) -> Changes:
        """Take a smart folder away; nothing where there is none of that name. Its articles stay."""
        with self.batch():
            return self._log.decide("smart_folder", wording.no_folder_value(self._connection, name))

    def put_alert_filter(self, kept: AlertFilter, *, instead_of: str | None = None) -> Changes:
        """Keep a filter of the alerts, in the place of the one of another name where that is given, else of its own.

        Raises:
            QueryError: where its period is none.
            MonitorError: where it would take the name of a third one.
        """
        if kept.period:
            parse(f"date:{period_on(kept.period, date.max)}")
        with self.batch():
            value = wording.alert_filter_value(self._connection, kept, instead_of)
            return self._log.decide("alert_filter", value)

    def remove_alert_filter(self, name: str) -> Changes:
        """Take a saved filter of the alerts away; nothing where there is none of that name. Its alerts stay."""
        with self.batch():
            return self._log.decide("alert_filter", wording.no_alert_filter_value(self._connection, name))

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
            value = wording.alerts_value(self._connection, alerts, state, reason, in_passing=in_passing)
            return self._log.decide("alerts", value)

    # --- what the analyst does to articles ----------------------------------------------------

    def mark_read(self, articles: Sequence[int], *, read: bool = True, in_passing: bool = False) -> Changes:
        """Mark articles as read or unread; ``in_passing`` where nobody asked for it but by reading: no undo."""
        return self._mark(articles, "unread", on=not read, in_passing=in_passing)

    def star(self, articles: Sequence[int], *, on: bool = True, in_passing: bool = False) -> Changes:
        """Give articles a star, or take it away; ``in_passing`` as for ``mark_read``."""
        return self._mark(articles, "starred", on=on, in_passing=in_passing)

    def tag(self, articles: Sequence[int], tag: str, *, on: bool = True, in_passing: bool = False) -> Changes:
        """Give articles a tag, or take it away. Tags that fold alike are the same; ``in_passing`` as for marks."""
        with self.batch():
            value = wording.tag_value(self._connection, articles, tag, on=on, in_passing=in_passing)
            return self._log.decide("tag", value)

    def correct(self, article_id: int, field: str, value: str | None) -> Changes:
        """Put the analyst's value in the place of a wrong title, source, agency, language or publication.

        The found value is kept with the article (``Reader.machine_analysis``). A new date files it anew: its number
        changes, and the old one is in ``removed``.

        Raises:
            ValueError: for any other field.
        """
        with self.batch():
            return self._log.decide("correction", wording.correction_value(self._connection, article_id, field, value))

    def correct_names(self, correction: NameCorrection) -> Changes:
        """Merge, split, rename or retype names, or say that one is no entity or in another country.

        It holds for the articles that are stored and for those to come. Where it changes many, they are derived
        again in chunks after it is committed; ``between`` is called between two of those.

        Raises:
            ValueError: where the correction says nothing (``NameCorrection.check``).
        """
        correction.check()
        with self.batch():
            return self._log.decide(correction.kind.value, correction.value())

    def shown(self, analysis: Analysis) -> Analysis:
        """Return what a new article will show under the corrections of names: what the watchlist must meet."""
        return shown_under(self._tables, analysis)

    def remove(self, articles: Sequence[int]) -> Changes:
        """Take articles out of every list and count; ``undo`` brings them back. A rescan does not."""
        with self.batch():
            return self._log.decide("remove", wording.removal_value(self._connection, articles))

    def purge(self, articles: Sequence[int]) -> Changes:
        """Remove articles with their texts for good; the same bytes are never taken in again. It cannot be undone."""
        with self.batch():
            value = wording.purge_value(self._connection, articles, at=now_iso())
            changes = self._log.decide("purge", value)
        if not self._connection.in_transaction:
            self._connection.execute("pragma wal_checkpoint(truncate)")
            drop_unreferred(self._connection, self.path, value["sha256"] if value else ())
        return changes

    def undo(self, seq: int | None = None) -> Changes:
        """Take back the last decision that is not undone; nothing where there is none.

        Args:
            seq: Take back this correction of names instead, whatever was decided since; nothing where it is not in
                force.
        """
        with self.batch():
            return self._log.undo(seq)

    def redo(self) -> Changes:
        """Take the last undone decision again; nothing where another decision was taken since."""
        with self.batch():
            return self._log.redo()

    def replay(self, decisions: Iterable[Decision]) -> tuple[Changes, int]:
        """Take decisions of another library's log again, at the end of this one's.

        Those that it holds already, at the same place of its log, are left out.

        Returns:
            What changed, and how many articles and alerts the decisions speak of that are not here.
        """
        taken = list(decisions)
        with self.batch():
            changes, missing = self._log.replay(taken)
        purged = (digest for decision in taken if decision.kind == "purge" for digest in decision.value["sha256"])
        drop_unreferred(self._connection, self.path, purged)
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
        self._saver.forget()
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
        return reanalyse(self._tables, query, numbers, analyse=analyse, batch=self.batch, progress=progress)

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

    def _mark(self, articles: Sequence[int], mark: str, *, on: bool, in_passing: bool) -> Changes:
        with self.batch():
            value = wording.mark_value(self._connection, articles, mark, on=on, in_passing=in_passing)
            return self._log.decide("mark", value)
