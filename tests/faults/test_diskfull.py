"""A full disk: what waits for space is written again whole; benchmarks.faults.diskfull fills a real one."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from invented_articles import analyse, make_article

from benchmarks.faults.diskfull import can_mount
from benchmarks.faults.truth import accounted, integrity, walk
from monitor.core.errors import LibraryFull
from monitor.core.ingest import Intake
from monitor.core.jobs import Job, Result
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.store.decisions import Decision, DecisionFile
from monitor.core.watchlist.match import Matcher


class Quick:
    """Analyses by reading each file as one article, or a folder of two where its name says so."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        source = iter(jobs)
        while chunk := list(islice(source, 4)):
            yield [result for job in chunk for result in self._results(job)]

    def _results(self, job: Job) -> Iterator[Result]:
        text = Path(job.path).read_text()
        members = ("one", "two") if "-box" in job.path else (None,)
        for member in members:
            yield Result(job, analyse(make_article(f"{text} {member}", path=job.path, member=member)))
        yield Result(job, None)


def test_what_a_full_disk_stopped_is_written_once_there_is_space(tmp_path: Path) -> None:
    inbox, library = tmp_path / "inbox", tmp_path / "library.db"
    inbox.mkdir()
    for number in range(60):
        kind = "box" if number % 5 == 0 else "note"
        (inbox / f"{number:02}-{kind}.txt").write_text(f"Number {number}. " + f"word{number} " * 200)
    (inbox / "link.txt").symlink_to("/etc/hosts")
    waited = []
    with open_library(library, write=True) as store:

        def give_space(error: LibraryFull) -> None:
            waited.append(error.sentence)
            store._connection.execute(f"pragma max_page_count = {first + 3 * len(waited)}")

        first = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {first + 1}")
        summary = Intake(store, Quick(), Matcher(()), when_full=give_space).run(scan([str(inbox)]))
    ended, lost = accounted(library, walk(inbox))
    assert len(waited) > 3
    assert "no space left" in waited[0]
    assert (ended["stored"], ended["refused"], lost) == (60, 1, [])
    assert summary.statuses["stored"] == 72
    assert integrity(library) == []


def test_without_anyone_to_wait_the_run_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("word " * 9_000)
    with open_library(tmp_path / "library.db", write=True) as store:
        pages = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {pages}")
        with pytest.raises(LibraryFull):
            Intake(store, Quick(), Matcher(())).run(scan([str(file)]))


def test_decisions_that_find_no_space_are_written_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = DecisionFile(tmp_path / "library.db")
    decisions = [Decision(number, "2024-01-01", "tag", {"n": number}) for number in range(3)]
    log.append(decisions[:1])

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        log.append(decisions[1:2])
    assert log.path.read_text().splitlines() == [decisions[0].line()]
    log.append(decisions[2:])
    assert log.path.read_text().splitlines() == [decision.line() for decision in decisions]


@pytest.mark.skipif(not can_mount(), reason="needs the right to mount")
def test_the_program_waits_and_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.faults.diskfull", "--points", "2"]
    ran = subprocess.run(
        [str(shutil.which("unshare")), "-m", *command], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
