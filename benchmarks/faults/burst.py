"""Ten thousand files at once into new subfolders of a watched folder: all accounted for, the window awake meanwhile.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.faults.burst [--files 10000] [--seed 1]

Another process writes them while the window watches, a hundred to a folder; with ``--busy`` half of them come while
the first half is being taken in. How late the event loop is comes from a timer of 10 ms. Truth is counted from the
folder and by SQL of the harness's own. Exits 1 where a file is not accounted for or is there twice, or the 99th
percentile of the lateness is more than 40 ms above that of the idle window of the same run.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.faults.killstorm import WORDS
from benchmarks.faults.truth import accounted, asked, integrity, walk
from benchmarks.responsive import ALLOWED_MS, IDLE_SECONDS, Pulse, share
from benchmarks.window import wait, wait_seconds
from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.surroundings import Surroundings, make_surroundings

FILES = 10_000
FILES_A_FOLDER = 100
SECONDS_A_FILE = 0.5  # far more than one takes: past it something hangs
LEAST_SECONDS = 120.0
POLL_SECONDS = 1.0
SETTLED_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Burst:
    """What a burst did: how the files ended, what is wrong, and sorted lateness in milliseconds."""

    files: int
    seconds: float
    ended: Counter[str]
    wrong: list[str]
    idle: list[float]
    late: list[float]

    def faults(self) -> list[str]:
        """Return what falls short."""
        allowed = share(self.idle, 99) + ALLOWED_MS
        found = list(self.wrong)
        found += [f"{self.ended['stored']:,} of {self.files:,} stored"] * (self.ended["stored"] != self.files)
        is_late = share(self.late, 99) > allowed
        return found + [f"late by {share(self.late, 99):.1f} ms, allowed {allowed:.1f}"] * is_late


def write_files(inbox: Path, first: int, files: int, seed: int) -> None:
    """Write short articles, no two alike, into new folders."""
    dice = random.Random(seed + first)
    for number in range(first, first + files):
        folder = inbox / f"wire-{number // FILES_A_FOLDER:03}"
        folder.mkdir(exist_ok=True)
        words = dice.choices(WORDS, k=60)
        lead, rest = " ".join(words[:20]), " ".join(words[20:])
        text = f"Harbour story n{number}\n\n{lead} {number}.\n\n{rest} {number}.\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="ascii")


def ended_files(library: Path) -> int:
    """Return how many files have come to their end."""
    with asked(library) as connection:
        select = "select count(*) from ledger where member = '' and status <> 'pending'"
        return int(connection.execute(select).fetchone()[0])


def burst(
    surroundings: Surroundings,
    folder: Path,
    files: int,
    seed: int,
    *,
    busy: bool = False,
    idle_seconds: float = IDLE_SECONDS,
) -> Burst:
    """Open a window, let the files come into a folder that it watches, and wait until all have come to their end."""
    inbox, library = folder / "inbox", folder / "library.db"
    inbox.mkdir()
    session = open_window(surroundings, library)
    try:
        wait(lambda: session.program is not None and session.program.background.is_open, "the library", LEAST_SECONDS)
        program = session.program
        assert program is not None
        program.window.show_page("articles")
        program.folders.add(str(inbox))
        wait(lambda: program.folders.is_watching and program.background.writing.is_idle, "the folder", LEAST_SECONDS)
        wait_seconds(SETTLED_SECONDS)
        pulse = Pulse()
        wait_seconds(idle_seconds)
        idle, begun = pulse.take(), time.monotonic()
        patience = max(LEAST_SECONDS, files * SECONDS_A_FILE)
        parts = ((0, files // 2), (files // 2, files - files // 2)) if busy else ((0, files),)
        for first, number in parts:
            command = [sys.executable, "-m", "benchmarks.faults.burst", "--fill", str(inbox), str(first)]
            writer = subprocess.Popen([*command, "--files", str(number), "--seed", str(seed)])
            wait(lambda writer=writer: writer.poll() is not None, "the files to be written", patience)
            if busy:
                _await_end(program, library, first + 1, patience)
        _await_end(program, library, files, patience)
        wait_seconds(SETTLED_SECONDS)
        late, seconds = pulse.take(), time.monotonic() - begun
    finally:
        session.close()
    there = walk(inbox)
    ended, lost = accounted(library, there)
    wrong = [f"{len(lost):,} files not accounted for, such as {lost[0]}"] if lost else []
    wrong += [f"{len(there):,} files lie there"] * (len(there) != files)
    return Burst(files, seconds, ended, wrong + integrity(library), idle, late)


def _await_end(program: Program, library: Path, files: int, patience: float) -> None:
    """Wait until so many files have ended and the list shows them; give up in silence, for the figures tell."""
    until = time.monotonic() + patience
    model = program.views.articles.model
    while time.monotonic() < until and (ended_files(library) < files or model.rowCount() < files):
        wait_seconds(POLL_SECONDS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--busy", action="store_true", help="the second half comes while the first is taken in")
    parser.add_argument("--fill", nargs=2, metavar=("FOLDER", "FIRST"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        write_files(Path(options.fill[0]), int(options.fill[1]), options.files, options.seed)
        return 0
    with tempfile.TemporaryDirectory() as name:
        around = make_surroundings(preferences=Path(name) / "window.ini")
        result = burst(around, Path(name), options.files, options.seed, busy=options.busy)
    print(f"seed {options.seed}; load {os.getloadavg()[0]:.1f}")
    print(f"{result.files:,} files in {result.seconds:,.0f} s: {dict(result.ended)}")
    for phase, late in (("idle", result.idle), ("burst", result.late)):
        print(f"{phase:6} p50 {share(late, 50):.1f}, p99 {share(late, 99):.1f}, worst {late[-1]:.1f} ms late")
    for fault in result.faults():
        print(f"MISSED: {fault}")
    return int(bool(result.faults()))


if __name__ == "__main__":
    sys.exit(main())
