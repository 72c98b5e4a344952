"""What a library holds, asked by SQL of the harness's own, not by the program that is being judged."""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ENDS = frozenset({"stored", "partial", "duplicate", "refused"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger as it stands in the database."""

    path: str
    member: str
    status: str
    code: str | None
    sentence: str | None
    article_id: int | None


@contextmanager
def asked(library: Path) -> Iterator[sqlite3.Connection]:
    """Open a library read-only, with nothing of the program in between."""
    with closing(sqlite3.connect(f"file:{library}?mode=ro", uri=True)) as connection:
        yield connection


def ledger(library: Path) -> list[Row]:
    """Return every row of the ledger, in order."""
    with asked(library) as connection:
        rows = connection.execute("select path, member, status, code, sentence, article_id from ledger order by 1, 2")
        return [Row(os.fsdecode(path), *rest) for path, *rest in rows]


def accounted(library: Path, files: list[str]) -> tuple[Counter[str], list[str]]:
    """Return how files ended, each once, and those that did not end at all or whose article is not there."""
    rows = defaultdict(list)
    for row in ledger(library):
        rows[row.path].append(row)
    with asked(library) as connection:
        articles = {number for (number,) in connection.execute("select article_id from content")}
        removed = {-number for (number,) in connection.execute("select ledger_id from removed")}
    ended: Counter[str] = Counter()
    lost = []
    for file in files:
        statuses = {row.status for row in rows[file]}
        kept = [row for row in rows[file] if row.status != "refused" and row.article_id is not None]
        if not statuses or not statuses <= ENDS or any(row.article_id not in articles | removed for row in kept):
            lost.append(file)
        ended[next((one for one in ("partial", "stored", "duplicate", "refused") if one in statuses), "lost")] += 1
    return ended, lost


def integrity(library: Path) -> list[str]:
    """Return what SQLite's own check finds wrong, and doubled articles or alerts."""
    with asked(library) as connection:
        found = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in connection.execute("pragma foreign_key_check")]
        for what, select in (
            ("ledger rows", "select path, member, sha256 from ledger group by 1, 2, 3 having count(*) > 1"),
            ("articles", "select key from article group by 1 having count(*) > 1"),
            ("alerts", "select entry_id, story_id from alert group by 1, 2 having count(*) > 1"),
        ):
            doubled = connection.execute(select).fetchall()
            found += [f"{len(doubled)} {what} are there twice"] * bool(doubled)
    return found


def walk(folder: Path) -> list[str]:
    """Return every file under a folder that is to be accounted for, links and pipes too."""
    return sorted(str(path) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
