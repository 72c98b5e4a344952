"""The writer's side of the decision log: a decision is applied and written down together."""

import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.core.records import Changes
from monitor.core.store.deciding import Effect, apply
from monitor.core.store.decisions import (
    Decision,
    DecisionFile,
    find_decision,
    is_logged,
    load_decisions,
    next_redo,
    next_undo,
)
from monitor.core.store.tables import Tables


class Logbook:
    """Takes decisions inside the writer's transactions; ``committed`` or ``rolled_back`` follows each of those."""

    def __init__(self, tables: Tables, library: Path) -> None:
        self._tables = tables
        self._connection = tables.connection
        self._file = DecisionFile(library)
        self._unwritten: list[Decision] = []
        self._clock = self._last_event()
        self._file.follow(load_decisions(self._connection))

    def committed(self) -> None:
        """Write what was decided to the file beside the library too."""
        unwritten, self._unwritten = self._unwritten, []
        self._file.append(unwritten)

    def rolled_back(self) -> None:
        """Forget what was decided since the last commit."""
        self._unwritten.clear()
        self._clock = self._last_event()

    def tick(self) -> int:
        """Return the place of the next event, an article taken in or a decision, in the order of commitment."""
        self._clock += 1
        return self._clock

    def decide(self, kind: str, value: dict[str, Any] | None) -> Changes:
        """Take a decision; None, which would change nothing, is none."""
        if value is None:
            return Changes()
        effect = apply(self._tables, kind, value, seq=self._next_seq())
        self._write(kind, value)
        return effect.changes()

    def undo(self, seq: int | None) -> Changes:
        """Take back the last decision that holds, or the correction of names of this number if it is in force."""
        if seq is None:
            return self._turn("undo", next_undo(self._connection))
        in_force = self._connection.execute("select 1 from naming where seq = ?", (seq,)).fetchone()
        return self._turn("undo", find_decision(self._connection, seq) if in_force else None)

    def redo(self) -> Changes:
        """Take the last undone decision again."""
        return self._turn("redo", next_redo(self._connection))

    def replay(self, decisions: Iterable[Decision]) -> tuple[Changes, int]:
        """Take another log's decisions that this one does not hold; return what changed and how much is missing."""
        numbers: dict[int, int] = {}
        changes, missing = Changes(), 0
        for decision in decisions:
            if not is_logged(self._connection, decision):
                effect = self._retake(decision, numbers)
                missing += effect.missing
                changes = _together(changes, effect.changes())
        return changes, missing

    # --- inside -----------------------------------------------------------------------------

    def _turn(self, kind: str, target: Decision | None) -> Changes:
        if target is None:
            return Changes()
        effect = apply(self._tables, target.kind, target.value, seq=target.seq, forwards=kind == "redo")
        self._write(kind, {"seq": target.seq})
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
        numbers[decision.seq] = self._write(kind, value, at=decision.at)
        return effect

    def _write(self, kind: str, value: dict[str, Any], *, at: str | None = None) -> int:
        decision = Decision(self._next_seq(), at or now_iso(), kind, value)
        row = (decision.seq, decision.at, kind, json.dumps(value, sort_keys=True), self.tick())
        self._connection.execute("insert into decision values (?, ?, ?, ?, ?)", row)
        self._unwritten.append(decision)
        return decision.seq

    def _next_seq(self) -> int:
        return int(self._connection.execute("select coalesce(max(seq), 0) + 1 from decision").fetchone()[0])

    def _last_event(self) -> int:
        events = "select max(committed) as at from ledger union all select max(committed) from decision"
        return int(self._connection.execute(f"select coalesce(max(at), 0) from ({events})").fetchone()[0])


def now_iso() -> str:
    """Return this moment as decisions are dated: ISO 8601, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def now_ms() -> int:
    """Return this moment as arrivals are dated: milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def _together(one: Changes, other: Changes) -> Changes:
    return Changes(
        articles=one.articles + other.articles,
        removed=one.removed + other.removed,
        alerts=one.alerts + other.alerts,
        entries=one.entries or other.entries,
        decisions=True,
    )
