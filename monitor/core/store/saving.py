"""How files end, written inside the writer's transactions: their rows, their articles, and one version of each item."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.core.records import Analysis, Changes, Hit, Reason, Refusal
from monitor.core.store import wording
from monitor.core.store.filing import file_analysis, file_refusal
from monitor.core.store.ledger import OpenRows, finish_row
from monitor.core.store.logbook import Logbook, now_ms
from monitor.core.store.tables import Tables
from monitor.core.store.versions import marks_of, other_versions, version_rank
from monitor.core.terms import Status


class Saver:
    """Writes how files end; see the methods of ``Store`` of the same names."""

    def __init__(self, tables: Tables, log: Logbook) -> None:
        self._tables = tables
        self._log = log
        self._rows = OpenRows(tables.connection)

    def forget(self) -> None:
        """Drop what is remembered of rows that may not be there."""
        self._rows.forget()

    def begin(
        self,
        path: str,
        member: str | None,
        *,
        size: int | None,
        mtime_ns: int | None,
        history: bool,
        filed_as: str | None,
    ) -> int:
        """Give a file its row."""
        return self._rows.begin(
            path, member, arrived=now_ms(), size=size, mtime_ns=mtime_ns, history=history, filed_as=filed_as
        )

    def save(self, source: int, outcome: Analysis | Refusal, hits: Iterable[Hit], *, history: bool) -> Changes:
        """Write how a file, or an article inside it, ended."""
        connection = self._tables.connection
        row = self._rows.row_of(source, outcome, arrived=now_ms())
        if isinstance(outcome, Refusal):
            return file_refusal(connection, row, outcome, committed=self._log.tick())
        others = other_versions(connection, outcome.article.document)
        rank = version_rank(outcome.article.document)
        is_late = any(rank is None or known > rank for _, known in others)  # the newer one told of it already
        changes = file_analysis(
            self._tables,
            row,
            outcome,
            hits=() if history or is_late else tuple(hits),
            committed=self._log.tick(),
            history=history or is_late,
        )
        return self._replace_versions(changes, [number for number, _ in others], is_late=is_late)

    def finish(self, source: int, status: Status, reason: Reason | None, *, sha256: str | None) -> Changes:
        """Write how a file with several articles ended as a whole."""
        row = self._rows.settle(source, sha256)
        finish_row(
            self._tables.connection, row.ledger_id, status, committed=self._log.tick(), reason=reason, sha256=sha256
        )
        return Changes(ledger=True)

    def _replace_versions(self, changes: Changes, others: Sequence[int], *, is_late: bool) -> Changes:
        """Leave one version of an item in the lists: the newest, with the stars and tags of those before it."""
        if not others or not changes.articles:
            return changes
        connection = self._tables.connection
        if is_late:
            old, changes = list(changes.articles), replace(changes, articles=())
        else:
            old = list(others)
            is_starred, tags = marks_of(connection, old)
            if is_starred:
                value = wording.mark_value(connection, changes.articles, "starred", on=True, in_passing=True)
                self._log.decide("mark", value)
            for tag in tags:
                self._log.decide("tag", wording.tag_value(connection, changes.articles, tag, on=True, in_passing=True))
        self._log.decide("remove", wording.removal_value(connection, old, in_passing=True))
        return replace(changes, removed=(*changes.removed, *old))
