"""The append-only log of what the analyst decided, in the library and, line by line, in a file beside it."""

import contextlib
import json
import os
import sqlite3
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its number, when it was taken (ISO 8601, UTC), its kind, and what it says.

    Articles are named by their keys and alerts by entry and article, so that a decision means the same in any
    library that holds the same articles.
    """

    seq: int
    at: str
    kind: str
    value: dict[str, Any]

    def line(self) -> str:
        """Return the decision as a line of JSON."""
        record = {"seq": self.seq, "at": self.at, "kind": self.kind, "value": self.value}
        return json.dumps(record, sort_keys=True, separators=(",", ":"))

    @classmethod
    def of_line(cls, line: str) -> "Decision":
        """Return the decision of a line that ``line`` wrote.

        Raises:
            ValueError: where it is no such line.
        """
        try:
            record = json.loads(line)
            return cls(record["seq"], record["at"], record["kind"], record["value"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a decision: {line[:80]!r}") from error


def load_decisions(connection: sqlite3.Connection, after: int = 0) -> list[Decision]:
    """Return the log in order, from the one after the given number."""
    rows = connection.execute("select seq, at, kind, value from decision where seq > ? order by seq", (after,))
    return [Decision(seq, at, kind, json.loads(value)) for seq, at, kind, value in rows]


def find_decision(connection: sqlite3.Connection, seq: int) -> Decision:
    """Return a decision by its number.

    Raises:
        KeyError: where the log has none.
    """
    row = connection.execute("select seq, at, kind, value from decision where seq = ?", (seq,)).fetchone()
    if row is None:
        raise KeyError(seq)
    at, kind, value = row[1:]
    return Decision(seq, at, kind, json.loads(value))


def is_logged(connection: sqlite3.Connection, decision: Decision) -> bool:
    """Tell whether the log holds this very decision at its place."""
    row = connection.execute("select at, kind from decision where seq = ?", (decision.seq,)).fetchone()
    return bool(row == (decision.at, decision.kind))


def next_undo(connection: sqlite3.Connection) -> Decision | None:
    """Return the decision that undo takes back now."""
    done, _ = _stacks(connection)
    return find_decision(connection, done[-1]) if done else None


def next_redo(connection: sqlite3.Connection) -> Decision | None:
    """Return the decision that redo takes again now."""
    _, undone = _stacks(connection)
    return find_decision(connection, undone[-1]) if undone else None


def _stacks(connection: sqlite3.Connection) -> tuple[list[int], list[int]]:
    """Return the decisions that hold and, since the last that was no undo or redo, those taken back.

    What was done in passing, by reading, is none that anyone would want to take back.
    """
    done: list[int] = []
    undone: list[int] = []
    targets = (
        "select seq, kind, json_extract(value, '$.seq') from decision"
        " where kind <> 'purge' and json_extract(value, '$.in_passing') is null order by seq"
    )
    for seq, kind, target in connection.execute(targets):
        if kind == "undo":
            done.remove(target)
            undone.append(target)
        elif kind == "redo":
            undone.remove(target)
            done.append(target)
        else:
            done.append(seq)
            undone.clear()
    return done, undone


class DecisionFile:
    """``<library>.decisions.jsonl``: the log again, outside the database, forced to disk with every decision."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(library.name + ".decisions.jsonl")
        self._owed: list[Decision] = []

    def append(self, decisions: list[Decision]) -> None:
        """Add lines and wait until they are on the disk.

        They are in the library already: where the disk is full they are written with the next ones, or at the next
        start.
        """
        self._owed += decisions
        if not self._owed:
            return
        with contextlib.suppress(OSError), self.path.open("ab") as file:
            end = file.tell()
            try:
                file.write("".join(decision.line() + "\n" for decision in self._owed).encode())
                file.flush()
                os.fsync(file.fileno())
                self._owed = []
            except OSError:
                os.truncate(self.path, end)  # half a line would spoil the next

    def follow(self, log: list[Decision]) -> None:
        """Bring the file up to the library's log: a crash may have come between the two.

        A file that says more or other than the log (the library was lost, or restored from a backup) is the only
        witness of those decisions: it is set aside under a number, never overwritten, and can be replayed.
        """
        lines = self._lines()
        if lines != [decision.line() for decision in log[: len(lines)]]:
            self.path.rename(self._free_name())
            lines = []
        self.append(log[len(lines) :])

    def _lines(self) -> list[str]:
        """Return the whole lines of the file; half a line that a crash left is cut off."""
        if not self.path.exists():
            return []
        with self.path.open("r+b") as file:
            content = file.read()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                file.truncate(whole)
        return content[:whole].decode().splitlines()

    def _free_name(self) -> Path:
        names = (self.path.with_name(f"{self.path.name}.{n}") for n in count(1))
        return next(name for name in names if not name.exists())
