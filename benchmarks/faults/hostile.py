"""Hostile files, each accounted for: none lost, none without a reason to act on, none that stops the others.

    python -m benchmarks.faults.hostile [--dir ../shared/hostile] [--report r.json]

Takes every file of a folder in, one after the other, through one warm worker, and then asks the database by SQL of
its own how each ended. Without ``--dir`` it makes nasty files itself. Prints counts by reason, the slowest files and
every sentence; exits 1 where a bound is broken. The share of fast files is only asked of files that were given: of
those that are made here half are killers.
"""

import argparse
import json
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.nasty import write_nasty
from benchmarks.faults.truth import accounted, integrity, ledger, walk
from monitor.core.errors import PARTIALS, REFUSALS
from monitor.core.ingest import Intake
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.supervised import Deadlines
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers

FAST_SECONDS = 5.0
FAST_SHARE = 0.99
SLOWEST_SECONDS = 35.0
BYTES_A_SECOND = 40_000  # what a long text may take longer, once it is over a megabyte
MEMORY_BYTES = 1_500_000_000
GENERIC = re.compile(r"^\s*$|^error|unknown error|something went wrong|^none$", re.IGNORECASE)
TRACES = re.compile(
    r"Traceback|File \"|0x[0-9a-f]{6}|\b[A-Z]\w+(?:Error|Exception)\b|errno|\\x[0-9a-f]{2}", re.IGNORECASE
)
BUGS = frozenset({"crashed"})


@dataclass(slots=True)
class Course:
    """What happened when a folder was taken in."""

    files: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    bugs: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)
    memory: int = 0


def take_in(folder: Path, library: Path, deadlines: Deadlines | None = None) -> Course:
    """Take the files of a folder in, one by one, through a worker that is warm."""
    course = Course(walk(folder))
    warm = library.parent / "warm.txt"
    warm.write_text("Riga opens a tram line\n\nThe mayor of Riga spoke on Tuesday.\n")
    with open_library(library, write=True) as store:
        with Workers(1, deadlines=deadlines, on_bug=course.bugs.append) as workers:
            intake = Intake(store, workers, Matcher(()))
            intake.run(scan([str(warm)]))
            for found in scan([str(folder)]):
                begun = time.monotonic()
                try:
                    intake.run([found])
                except Exception as error:  # the harness's edge: whatever comes out here would end the window
                    course.escaped.append(f"{found.path}: {error!r}")
                course.seconds[found.path] = time.monotonic() - begun
        course.memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return course


def slow_files(course: Course) -> list[str]:
    """Return which bounds of time were broken; an archive of thousands of files, or a book, may take longer."""
    times = sorted(course.seconds.values())
    fast = sum(seconds < FAST_SECONDS for seconds in times) / max(1, len(times))
    wrong = [f"only {fast:.1%} of the files took under {FAST_SECONDS:g} s"] * (fast < FAST_SHARE)
    for path, seconds in course.seconds.items():
        allowed = SLOWEST_SECONDS + max(0, os.lstat(path).st_size - 1_000_000) / BYTES_A_SECOND
        wrong += [f"{path} took {seconds:.1f} s, allowed {allowed:.0f}"] * (seconds > allowed)
    return wrong


def broken_bounds(course: Course, library: Path) -> list[str]:
    """Return which promises but those of time were not kept."""
    ended, lost = accounted(library, course.files)
    rows = ledger(library)
    wrong = [f"lost: {path}" for path in lost]
    wrong += [f"{sum(ended.values())} of {len(course.files)} accounted"] * (sum(ended.values()) != len(course.files))
    wrong += [f"came out of the intake: {line}" for line in course.escaped]
    wrong += [f"bug in a reader: {text.strip().splitlines()[-1]}" for text in course.bugs]
    wrong += [f"a worker grew to {course.memory / 1e6:,.0f} MB"] * (course.memory > MEMORY_BYTES)
    for row in rows:
        code, sentence = row.code or "", row.sentence or ""
        if row.status in ("refused", "partial"):
            known = REFUSALS if row.status == "refused" else PARTIALS
            wrong += [f"no code of the closed list: {code!r} of {row.path}"] * (code not in known)
            wrong += [f"not a reason to act on: {sentence!r} of {row.path}"] * bool(GENERIC.search(sentence))
            wrong += [f"a traceback: {sentence!r} of {row.path}"] * bool(TRACES.search(sentence))
            wrong += [f"crashed: {row.path}, {row.member}"] * (code in BUGS)
    return wrong + integrity(library)


def print_report(course: Course, library: Path) -> dict[str, object]:
    """Print the tables and return them."""
    ended, _ = accounted(library, course.files)
    rows = ledger(library)
    reasons = Counter((row.status, row.code or "-") for row in rows)
    print(
        f"{len(course.files)} files, {len(rows)} rows: " + ", ".join(f"{n} {name}" for name, n in ended.most_common())
    )
    for (status, code), number in sorted(reasons.items()):
        print(f"  {status:10} {code:18} {number:6}")
    times = sorted(course.seconds.items(), key=lambda one: -one[1])
    print("slowest: " + ", ".join(f"{Path(path).name[:40]!r} {seconds:.1f} s" for path, seconds in times[:5]))
    print(f"largest process behind it: {course.memory / 1e6:,.0f} MB")
    sentences = Counter(
        (row.status, row.code, re.sub(r"\d[\d,.]*", "N", row.sentence or "")) for row in rows if row.code
    )
    for (status, code, sentence), number in sorted(sentences.items()):
        print(f"  {number:5} {status} {code}: {sentence[:170]}")
    return {
        "files": len(course.files),
        "ended": ended,
        "reasons": {" ".join(key): number for key, number in reasons.items()},
        "seconds": dict(times),
        "sentences": [" ".join(map(str, key)) for key in sentences],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path, help="a folder of hostile files; made where it is not given")
    parser.add_argument("--report", type=Path, help="write the tables to this file, as JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = (arguments.dir or Path(name) / "nasty").resolve()
        if arguments.dir is None:
            write_nasty(folder)
        library = Path(name) / "library.db"
        course = take_in(folder, library)
        report = print_report(course, library)
        wrong = broken_bounds(course, library) + (slow_files(course) if arguments.dir else [])
    if arguments.report:
        arguments.report.write_text(json.dumps({**report, "wrong": wrong}, ensure_ascii=True, indent=1))
    for line in wrong[:40]:
        print(f"BROKEN  {line[:220]!r}")
    print("all bounds hold" if not wrong else f"{len(wrong)} bounds are broken")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
