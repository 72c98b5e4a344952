"""The append-only log of what the analyst decided, in the library and, line by line, in a file beside it."""

import json
import os
import sqlite3
from dataclasses import dataclass
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


class DecisionFile:
    """``<library>.decisions.jsonl``: the log again, outside the database, forced to disk with every decision."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(library.name + ".decisions.jsonl")

    def append(self, decisions: list[Decision]) -> None:
        """Add lines and wait until they are on the disk."""
        if not decisions:
            return
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(decision.line() + "\n" for decision in decisions)
            file.flush()
            os.fsync(file.fileno())

    def last(self) -> int:
        """Return the number of the last whole line, 0 where there is none; half a line of a crash is cut off."""
        if not self.path.exists():
            return 0
        with self.path.open("r+b") as file:
            content = file.read()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                file.truncate(whole)
        lines = content[:whole].splitlines()
        return Decision.of_line(lines[-1].decode()).seq if lines else 0
