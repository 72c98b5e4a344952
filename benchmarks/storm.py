"""Five thousand alerts at once into an open window: every one a row, few notices, and a window that stays awake.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.storm [--alerts 5000] [--seed 20240305] [--shots DIR]

A library of invented articles meets four new entries while the inbox is shown, as saving an entry does it. Prints how
many rows the list has, how many notices were given, and how late the event loop was. Exits 1 where a row is missing,
more than three notices were given, or the loop was late by a second. ``--shots`` draws the inbox afterwards.
"""

import argparse
import os
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from invented_articles import analyse, make_article  # type: ignore[import-not-found]

from benchmarks.responsive import Pulse, share
from benchmarks.window import wait, wait_seconds
from monitor.core.records import Changes, Entry
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Store, open_library
from monitor.core.terms import Severity
from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.surroundings import Surroundings, make_surroundings
from monitor.gui.telling import Notice

ALERTS = 5_000
SEED = 20_240_305
MOST_NOTICES = 3
LONGEST_LATE_MS = 1_000.0
AFTERMATH_SECONDS = 35.0  # a second notice would come after 30
LONGEST_SECONDS = 300.0
NAMES = dict(zip(("Ada Kofi", "Ola Brekke", "Port Union", "Grain Board"), Severity, strict=True))


@dataclass(frozen=True, slots=True)
class Storm:
    """What a storm did: rows of the list, notices, and sorted lateness in milliseconds, idle and during it."""

    alerts: int
    rows: int
    notices: int
    idle: list[float]
    late: list[float]

    def faults(self) -> list[str]:
        """Return what falls short."""
        found = [f"{self.alerts - self.rows:,} alerts have no row"] if self.rows != self.alerts else []
        found += [f"{self.notices} notices"] if not 1 <= self.notices <= MOST_NOTICES else []
        return found + ([f"late by {self.late[-1]:.0f} ms"] if self.late[-1] >= LONGEST_LATE_MS else [])


def fill_library(path: Path, count: int, dice: random.Random) -> None:
    """Write a library of articles that are no copies of one another, each with one of the four names."""
    names = list(NAMES)
    with open_library(path, write=True) as store, store.batch():
        for number in range(count):
            words = ["".join(dice.choices("abdeiklmnoprstu", k=6)) for _ in range(60)]
            words.insert(30, names[number % len(names)])
            article = make_article(" ".join(words) + ".", title=" ".join(words[:6]).capitalize())
            store.save(store.begin_source(f"/inbox/{number}"), analyse(article))


def raise_all(store: Store) -> Changes:
    """Save the entries and raise their alerts on what is stored, as the window does."""
    for name, severity in NAMES.items():
        store.put_entry(Entry(name, severity=severity))
    return raise_on_stored(store, [Entry(name, severity=severity) for name, severity in NAMES.items()], today=None)


def run_storm(program: Program, alerts: int, aftermath: float) -> Storm:
    """Raise the alerts in an open window that shows the inbox; ``aftermath`` is how many seconds it is watched then."""
    told: list[Notice] = []
    program.tray.told.connect(told.append)
    program.window.show_page("alerts")
    wait_seconds(2.0)
    pulse = Pulse()
    wait_seconds(2.0)
    idle = pulse.take()
    rows = program.views.alerts.rows
    program.background.submit(raise_all)
    wait(lambda: len(rows.rows) == alerts and bool(told), f"{alerts:,} rows and a notice", LONGEST_SECONDS)
    wait_seconds(aftermath)
    return Storm(alerts, len(rows.rows), len(told), idle, pulse.take())


def open_and_storm(around: Surroundings, library: Path, aftermath: float, shots: Path | None = None) -> Storm:
    """Open a window on a library and raise an alert on each of its articles."""
    with open_library(library) as reader:
        alerts = reader.count().articles
    session = open_window(around, library)
    wait(lambda: session.program is not None and session.program.background.is_open, "the library", LONGEST_SECONDS)
    program = session.program
    assert program is not None
    storm = run_storm(program, alerts, aftermath)
    if shots is not None:
        program.window.grab().save(str(shots / "storm.png"))
    session.close()
    return storm


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=ALERTS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--shots", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library, preferences = Path(name) / "library.db", Path(name) / "window.ini"
        fill_library(library, options.alerts, random.Random(options.seed))
        storm = open_and_storm(make_surroundings(preferences=preferences), library, AFTERMATH_SECONDS, options.shots)
    print(f"seed {options.seed}; load {os.getloadavg()[0]:.1f}")
    print(f"rows     {storm.rows:,} of {storm.alerts:,}")
    print(f"notices  {storm.notices}   limit {MOST_NOTICES}")
    for phase, late in (("idle", storm.idle), ("storm", storm.late)):
        print(f"{phase:8} p50 {share(late, 50):.1f}, p99 {share(late, 99):.1f}, worst {late[-1]:.1f} ms")
    print(f"limit    {LONGEST_LATE_MS:.0f} ms at worst")
    for fault in storm.faults():
        print(f"MISSED: {fault}")
    return int(bool(storm.faults()))


if __name__ == "__main__":
    sys.exit(main())
