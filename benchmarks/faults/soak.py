"""An hour at the desk in small: mixed files trickle into a watched folder of the open window for so many minutes.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.faults.soak [--minutes 10] [--seed 1]

Another process writes about one file a second: news, copies of it under other names, changed versions, the nasty ones
of ``nasty.py``, archives, files that are deleted before they can be read. Every few seconds memory, open files and
threads of the window and its workers are noted (Linux). Truth is counted from the folder and by SQL of the harness's
own. Memory is compared between the last and the first third after a warm-up of a fifth of the time; exits 1 where a
file is not accounted for, where memory has grown by more than a tenth, open files or threads by more than five, or
where the write-ahead log is longer than 64 MB.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.faults.killstorm import WORDS
from benchmarks.faults.nasty import write_nasty
from benchmarks.faults.truth import accounted, asked, integrity, walk
from benchmarks.window import wait, wait_seconds
from monitor.gui.session import open_window
from monitor.gui.surroundings import Surroundings, make_surroundings

MINUTES = 10.0
PAUSE_SECONDS = 1.0
SAMPLE_SECONDS = 2.0
WARM_SHARE = 0.2  # of the time, until the model is loaded and the first lists are drawn
MOST_GROWTH = 1.1
MOST_MORE = 5  # open files, threads
MOST_LOG_BYTES = 64_000_000
MOST_NASTY_BYTES = 1_000_000
START_SECONDS, END_SECONDS = 60.0, 300.0
NASTY_SHARE, COPY_SHARE, CHANGE_SHARE, DELETE_SHARE = 0.05, 0.1, 0.1, 0.02


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process held at one moment: memory in MB, open files, threads."""

    memory: float
    files: int
    threads: int


@dataclass(slots=True)
class Soak:
    """What a soak did: samples by who it was, how the files ended, what is wrong besides."""

    samples: dict[str, list[Sample]] = field(default_factory=dict)
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest_log: int = 0

    def faults(self) -> list[str]:
        """Return what falls short."""
        found = list(self.wrong)
        for who, samples in self.samples.items():
            first, last = thirds(samples)
            if not first:
                found.append(f"{who}: too few samples")
                continue
            growth = mean(one.memory for one in last) / mean(one.memory for one in first)
            found += [f"{who}: memory grew {growth:.2f} times"] * (growth > MOST_GROWTH)
            for what in ("files", "threads"):
                more = mean(getattr(one, what) for one in last) - mean(getattr(one, what) for one in first)
                found += [f"{who}: {more:.1f} more {what}"] * (more > MOST_MORE)
        return found + [f"a log of {self.longest_log:,} bytes"] * (self.longest_log > MOST_LOG_BYTES)


def thirds(samples: Sequence[Sample]) -> tuple[Sequence[Sample], Sequence[Sample]]:
    """Return the first and the last third of what was noted after the warm-up; both empty where that is too little."""
    warm = samples[round(len(samples) * WARM_SHARE) :]
    third = len(warm) // 3
    return (warm[:third], warm[-third:]) if third else ((), ())


def look(process_id: int) -> Sample | None:
    """Return what a process holds now; None where it is gone."""
    with suppress(OSError, StopIteration, ValueError):
        place = Path(f"/proc/{process_id}")
        lines = (place / "status").read_text(encoding="utf-8", errors="replace").splitlines()
        resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
        threads = next(int(line.split()[1]) for line in lines if line.startswith("Threads:"))
        return Sample(resident / 1024, len(os.listdir(place / "fd")), threads)
    return None


def trickle(inbox: Path, seconds: float, seed: int) -> None:
    """Write files for so long, about one a second."""
    dice = random.Random(seed)
    nasty_folder = inbox.with_name("nasty")
    write_nasty(nasty_folder, light=True)
    nasty = [path for path in sorted(nasty_folder.iterdir()) if is_small(path)]
    written: list[Path] = []
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        number += 1
        folder = inbox / f"desk-{number % 7}"
        folder.mkdir(exist_ok=True)
        chance = dice.random()
        if chance < NASTY_SHARE:
            other = dice.choice(nasty)
            put(folder / f"{number:05}-{other.name}", other.read_bytes())
        elif chance < NASTY_SHARE + COPY_SHARE and written:
            put(folder / f"{number:05}-copy.txt", dice.choice(written).read_bytes())
        elif chance < NASTY_SHARE + COPY_SHARE + CHANGE_SHARE and written:
            old = dice.choice(written)
            put(old, old.read_bytes() + f"\nThe council of Riga added a line in hour {number}.\n".encode())
        elif chance < NASTY_SHARE + COPY_SHARE + CHANGE_SHARE + DELETE_SHARE:
            gone = folder / f"{number:05}-gone.txt"
            put(gone, b"Not for long")
            gone.unlink()
        else:
            written.append(folder / f"{number:05}.txt")
            put(written[-1], news(dice, number))
        time.sleep(dice.random() * 2 * PAUSE_SECONDS)


def is_small(path: Path) -> bool:
    """Tell whether a path is a file of some kilobytes: the heavy ones are hostile.py's, one at a time."""
    return path.is_file() and not path.is_symlink() and path.stat().st_size < MOST_NASTY_BYTES


def news(dice: random.Random, number: int) -> bytes:
    """Return an article like no other."""
    words = [dice.choice(WORDS) for _ in range(120)]
    paragraphs = "\n\n".join(f"{' '.join(words[n : n + 30]).capitalize()} {number}." for n in range(0, 120, 30))
    return f"Harbour story n{number}\n\nRIGA - {paragraphs}\n".encode()


def put(path: Path, content: bytes) -> None:
    """Write a file as a program does that gives it its name at the end."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.rename(path)


def soak(surroundings: Surroundings, folder: Path, seconds: float, seed: int) -> Soak:
    """Open a window and let files trickle in; note what it and its workers hold meanwhile."""
    inbox, library = folder / "inbox", folder / "library.db"
    inbox.mkdir()
    result = Soak()
    session = open_window(surroundings, library)
    try:
        wait(lambda: session.program is not None and session.program.background.is_open, "the library", START_SECONDS)
        program = session.program
        assert program is not None
        program.folders.add(str(inbox))
        wait(lambda: program.folders.is_watching, "the folder", START_SECONDS)
        command = [sys.executable, "-m", "benchmarks.faults.soak", "--fill", str(inbox), str(seconds)]
        with subprocess.Popen([*command, "--seed", str(seed)]) as writer:
            pages = ("articles", "alerts", "map", "entities", "imports")
            while writer.poll() is None:
                wait_seconds(SAMPLE_SECONDS)
                note(result, library, writer.pid)
                program.window.show_page(pages[len(result.samples["window"]) // 10 % len(pages)])
        _await_end(library, inbox)
    finally:
        session.close()
    there = walk(inbox)
    result.ended, lost = accounted(library, there)
    result.wrong += [f"{len(lost)} files not accounted for, such as {lost[0]}"] if lost else []
    result.wrong += integrity(library)
    return result


def note(result: Soak, library: Path, writer: int) -> None:
    """Note what the window and its workers hold, and how long the log is."""
    own = os.getpid()
    tasks = Path(f"/proc/{own}/task").glob("*/children")  # workers are children of the thread that writes
    children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    workers = [sample for child in map(int, children) if child != writer and (sample := look(child))]
    result.samples.setdefault("window", []).extend(filter(None, [look(own)]))
    if workers:
        whole = Sample(
            max(one.memory for one in workers), sum(w.files for w in workers), sum(w.threads for w in workers)
        )
        result.samples.setdefault("workers", []).append(whole)
    with suppress(OSError):
        result.longest_log = max(result.longest_log, library.with_name(library.name + "-wal").stat().st_size)


def _await_end(library: Path, inbox: Path) -> None:
    """Wait until the last files have ended as they are now; give up in silence, for the figures tell."""
    until = time.monotonic() + END_SECONDS
    select = (
        "select path, max(mtime_ns) from ledger where member = '' group by path having min(status <> 'pending') = 1"
    )
    while time.monotonic() < until:
        wait_seconds(SAMPLE_SECONDS)
        with asked(library) as connection:
            ended = {os.fsdecode(path): changed for path, changed in connection.execute(select)}
        if all(ended.get(path) == os.lstat(path).st_mtime_ns for path in walk(inbox)):
            return


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fill", nargs=2, metavar=("FOLDER", "SECONDS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        trickle(Path(options.fill[0]), float(options.fill[1]), options.seed)
        return 0
    with tempfile.TemporaryDirectory() as name:
        around = make_surroundings(preferences=Path(name) / "window.ini")
        result = soak(around, Path(name), options.minutes * 60, options.seed)
    print(f"seed {options.seed}; {options.minutes:g} minutes; load {os.getloadavg()[0]:.1f}; {dict(result.ended)}")
    for who, samples in result.samples.items():
        first, last = thirds(samples)
        for what in ("memory", "files", "threads") if first else ():
            before, after = (mean(getattr(one, what) for one in part) for part in (first, last))
            print(f"{who:8} {what:8} {before:7.1f} then {after:7.1f}, ratio {after / before:.3f}")
    print(f"log      {result.longest_log / 1e6:.1f} MB at most")
    for fault in result.faults():
        print(f"MISSED: {fault}")
    return int(bool(result.faults()))


if __name__ == "__main__":
    sys.exit(main())
