"""Libraries damaged in fifteen ways: recognised, refused without being touched, or recovered with the bytes kept.

    python -m benchmarks.faults.damage [--seed 1]

Each case makes a library of twelve articles and an alert, harms it, starts the program as a user does, and looks at
what it said and left behind. Exits 1 where a case went wrong.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults.truth import accounted, asked, integrity, walk

ARTICLES = 12
PERSON = "Orlo Brandt"
NEWER = 1_000
Case = Callable[["Patient"], list[str]]
CASES: dict[str, Case] = {}


class Patient:
    """A library of its own for one case, with its inbox and a backup."""

    def __init__(self, folder: Path, template: Path, seed: int) -> None:
        shutil.copytree(template, folder)
        self.folder = folder
        self.inbox = template / "inbox"  # the ledger knows the files there
        self.library = folder / "library.db"
        self.backup = folder / "backup.db"
        self.dice = random.Random(seed)
        self.status, self.said = 0, ""

    def run(self, *arguments: object, **environment: str) -> int:
        """Run a command of the program and keep what it said."""
        command = [
            sys.executable,
            "-m",
            "benchmarks.faults.light_monitor",
            *map(str, arguments),
            "--db",
            str(self.library),
        ]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=300
        )
        self.status, self.said = ran.returncode, ran.stdout + ran.stderr
        return self.status

    def refused(self, *words: str, file: Path | None = None, command: tuple[object, ...] = ("ingest",)) -> list[str]:
        """Return what is wrong where a command must refuse the library with these words and leave a file alone."""
        file = file or self.library
        before = digest(file)
        wrong = []
        for arguments in ((*command, *((self.inbox,) if command == ("ingest",) else ())), ("search", "")):
            if arguments[0] == "search" and file != self.library:
                continue
            status = self.run(*arguments)
            wrong += [f"{arguments[0]} ended with {status}: {self.said[-200:]}"] * (status != 3)
            wrong += [f"{arguments[0]} did not say {words}: {self.said[-200:]}"] * (
                not any(w in self.said for w in words)
            )
            wrong += ["a traceback was shown"] * ("Traceback" in self.said or "bug" in self.said)
        return wrong + ["the file was changed"] * (digest(file) != before)

    def recovered(self) -> list[str]:
        """Restore the backup, take the inbox in again, and return what is missing then."""
        before = digest(self.library) if self.library.exists() else None
        if self.run("restore", self.backup) != 0:
            return [f"restore: {self.said[-200:]}"]
        kept = [digest(path) for path in self.folder.glob("library.db.*.old")]
        wrong = ["the damaged bytes were not kept"] * (before is not None and before not in kept)
        self.run("ingest", self.inbox)
        return wrong + self.whole()

    def whole(self) -> list[str]:
        """Return what is missing in a library that must hold everything."""
        ended, lost = accounted(self.library, walk(self.inbox))
        with asked(self.library) as connection:
            alerts = connection.execute("select count(*) from alert").fetchone()[0]
        wrong = [f"{dict(ended)} of {ARTICLES}"] * (ended["stored"] != ARTICLES or bool(lost))
        return wrong + [f"{alerts} alerts"] * (alerts != 1) + integrity(self.library)

    def write(self, at: int, data: bytes) -> None:
        """Write into the library's file, behind the program's back."""
        with self.library.open("r+b") as file:
            file.seek(at)
            file.write(data)

    def leave_log(self, content: bytes) -> None:
        """Leave a write-ahead log, as a program that was killed does."""
        self.library.with_name("library.db-wal").write_bytes(content)


def case(function: Case) -> Case:
    CASES[function.__name__] = function
    return function


@case
def zero_bytes(patient: Patient) -> list[str]:
    """A file of 0 bytes is no new library."""
    os.truncate(patient.library, 0)
    return patient.refused("0 bytes") + patient.recovered()


@case
def garbage(patient: Patient) -> list[str]:
    """Bytes that are nothing."""
    patient.library.write_bytes(patient.dice.randbytes(100_000))
    return patient.refused("not a database") + patient.recovered()


@case
def bad_header(patient: Patient) -> list[str]:
    """The first sixteen bytes are gone."""
    patient.write(0, bytes(16))
    return patient.refused("not a database") + patient.recovered()


@case
def bad_pages_after_a_crash(patient: Patient) -> list[str]:
    """Pages in the middle are garbage, and the last writer was killed."""
    size = patient.library.stat().st_size
    for at in range(8_192, size, 8_192 * 2):
        patient.write(at, patient.dice.randbytes(4_096))
    patient.leave_log(b"\0" * 100)
    before = digest(patient.library)
    wrong = [f"it was opened: {patient.said[-200:]}"] * (patient.run("ingest", patient.inbox) != 3)
    wrong += [f"it did not say damaged: {patient.said[-200:]}"] * ("damaged" not in patient.said)
    return wrong + ["it was changed"] * (digest(patient.library) != before) + patient.recovered()


@case
def half_a_file(patient: Patient) -> list[str]:
    """The second half is gone, and the last writer was killed."""
    os.truncate(patient.library, patient.library.stat().st_size // 2)
    patient.leave_log(b"\0" * 100)
    wrong = [f"it was opened: {patient.said[-200:]}"] * (patient.run("ingest", patient.inbox) != 3)
    return wrong + [f"it said {patient.said[-200:]}"] * ("damaged" not in patient.said) + patient.recovered()


@case
def stale_log(patient: Patient) -> list[str]:
    """A log of another life of the file, which does not fit: what is committed stays."""
    patient.leave_log(patient.dice.randbytes(50_000))
    return [patient.said] * (patient.run("ingest", patient.inbox) != 0) + patient.whole()


@case
def killed_writer(patient: Patient) -> list[str]:
    """A writer that was killed right after a commit."""
    late = patient.folder / "late.txt"
    late.write_text("Harbour story late\n\nThe mayor of Riga spoke late on Friday.\n")
    status = patient.run("ingest", late, MEDIA_MONITOR_FAULT="after-commit")
    wrong = [f"it was not killed but ended with {status}"] * (status != -signal.SIGKILL)
    patient.run("ingest", late)
    with asked(patient.library) as connection:
        there = connection.execute("select count(*) from article where title = 'Harbour story late'").fetchone()[0]
    return wrong + [f"{there} of 1 late article"] * (there != 1) + patient.whole()


@case
def newer_version(patient: Patient) -> list[str]:
    """A library of a program that is newer."""
    with sqlite3.connect(patient.library) as connection:
        connection.execute(f"pragma user_version = {NEWER}")
    return patient.refused("newer version")


@case
def foreign_database(patient: Patient) -> list[str]:
    """A database of another program."""
    patient.library.unlink()
    with sqlite3.connect(patient.library) as connection:
        connection.execute("create table cookie (name text)")
    return patient.refused("not a library of this program")


@case
def a_folder_in_its_place(patient: Patient) -> list[str]:
    """A folder of the library's name."""
    patient.library.unlink()
    patient.library.mkdir()
    wrong = [f"ended with {patient.status}: {patient.said[-200:]}"] * (patient.run("ingest", patient.inbox) != 3)
    return wrong + ["a traceback"] * ("Traceback" in patient.said or "bug" in patient.said)


@case
def unfinished_new_library(patient: Patient) -> list[str]:
    """What a program left that was killed while it made its first library."""
    patient.library.rename(patient.folder / "library.db.new")
    os.truncate(patient.folder / "library.db.new", 5_000)
    patient.run("watchlist", "add", PERSON)
    return [patient.said] * (patient.run("ingest", patient.inbox) != 0) + patient.whole()


@case
def restore_killed_before_it_counts(patient: Patient) -> list[str]:
    """A restore that was killed while it copied: the library is as it was."""
    before = digest(patient.library)
    status = patient.run("restore", patient.backup, MEDIA_MONITOR_FAULT="restore-copied")
    wrong = [f"not killed: {status}"] * (status != -signal.SIGKILL)
    wrong += ["the library was changed"] * (digest(patient.library) != before)
    patient.run("ingest", patient.inbox)
    return wrong + patient.whole()


@case
def restore_killed_between(patient: Patient) -> list[str]:
    """A restore that was killed when the old file was aside and the new one not there: it is finished."""
    before = digest(patient.library)
    status = patient.run("restore", patient.backup, MEDIA_MONITOR_FAULT="restore-aside")
    wrong = [f"not killed: {status}"] * (status != -signal.SIGKILL)
    patient.run("ingest", patient.inbox)
    kept = [digest(path) for path in patient.folder.glob("library.db.*.old")]
    return wrong + ["the old bytes were not kept"] * (before not in kept) + patient.whole()


@case
def bad_backup(patient: Patient) -> list[str]:
    """Backups that are garbage, empty, cut off or of a newer program are refused, the library stays."""
    before, wrong = digest(patient.library), []
    good = patient.backup.read_bytes()
    for content in (b"garbage" * 900, b"", good[: len(good) // 3], good[:60] + NEWER.to_bytes(4, "big") + good[64:]):
        patient.backup.write_bytes(content)
        wrong += patient.refused("damaged", "not a database", "empty", "newer", file=patient.backup,
                                 command=("restore", patient.backup))  # fmt: skip
    return wrong + ["the library was changed"] * (digest(patient.library) != before) + patient.whole()


@case
def lost_file_with_its_log(patient: Patient) -> list[str]:
    """The file is gone, its log of decisions is there: nothing of the log is lost, the backup brings the rest."""
    log = patient.library.with_name("library.db.decisions.jsonl")
    lines = log.read_text()
    patient.library.unlink()
    wrong = patient.recovered()
    logs = "".join(path.read_text() for path in patient.folder.glob("library.db.decisions.jsonl*"))
    return wrong + ["a decision was lost"] * (lines.strip() not in logs)


def digest(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_template(folder: Path) -> None:
    """Make the library that every case harms, with a backup that lacks the last article."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    patient_library = folder / "library.db"

    def command(*arguments: object) -> None:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.faults.light_monitor",
                *map(str, arguments),
                "--db",
                str(patient_library),
            ],
            check=True,
        )

    for number in range(ARTICLES - 1):
        spoke = f"{PERSON} spoke." if number == 0 else "The council met."
        words = " ".join(f"word{number}x{n}" for n in range(300))
        (inbox / f"{number}.txt").write_text(f"Harbour story n{number}\n\n{spoke} It was in Riga. {words}.\n")
    command("watchlist", "add", PERSON)
    command("ingest", inbox)
    command("backup", folder / "backup.db")
    (inbox / "last.txt").write_text("Harbour story last\n\nThe tram line opened in Riga at last.\n")
    command("ingest", inbox)


def run(folder: Path, names: list[str] | None = None, seed: int = 1) -> dict[str, list[str]]:
    """Go through the cases; return what went wrong in each."""
    template = folder / "template"
    make_template(template)
    results = {}
    for name in names or CASES:
        results[name] = CASES[name](Patient(folder / name, template, seed))
        print(f"{'ok   ' if not results[name] else 'WRONG'} {name} {results[name] or ''}", flush=True)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    with tempfile.TemporaryDirectory() as name:
        results = run(Path(name), seed=seed)
    good = sum(not wrong for wrong in results.values())
    print(f"seed {seed}: {good} of {len(results)} cases behave as they should")
    return int(good < len(results))


if __name__ == "__main__":
    sys.exit(main())
