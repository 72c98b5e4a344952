"""How soon an alert stands on the screen: of a file dropped on the window, and of one saved into a watched folder.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.alerted [--files 15]

A real window shows the inbox over a library with 10,000 entries; the worker is warm. From the drop, or from when the
file is written, until its row has been painted, on the clock: median and worst of several, in seconds. A watched file
is let settle first, which is not counted. Exits 1 where a median is a second or more.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject

from benchmarks.hands import Simulated
from benchmarks.window import wait, wait_seconds
from monitor.core.inbox import SETTLE_SECONDS
from monitor.core.records import Changes, Entry
from monitor.core.store import Store, open_library
from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.surroundings import make_surroundings

LIMIT_SECONDS = 1.0
LONGEST_SECONDS = 120.0
ENTRIES = 10_000
STEP_SECONDS = 0.002
WATCHED = Entry("Orlo Brandt", aliases=("Harbour Union",))
TEXT = """Port of {place} shuts on day {number}

{place}, March {day} - Orlo Brandt of the Harbour Union said on Monday that quay {number} had shut.

The {words} met {number} times before Friday, when ministers of Norway and Peru are to arrive from Oslo and Lima.
"""


class Painted(QObject):
    """Notes how many rows a list had when it was last painted."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.rows = 0
        self._list = program.views.alerts
        self._list.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at each painting; it goes on as ever."""
        if event.type() == QEvent.Type.Paint:
            self.rows = len(self._list.rows.rows)
        return super().eventFilter(watched, event)


def article(number: int) -> str:
    """Return the text of an article that is like no other."""
    words = " ".join(f"{chr(97 + number % 26)}{place}quay" for place in range(number, number + 60))
    place = ("Bergen", "Callao", "Mombasa", "Riga")[number % 4]
    return TEXT.format(place=place, number=number, day=number % 28 + 1, words=words)


def seconds_until_painted(painted: Painted, bring: Callable[[], None]) -> float:
    """Bring a file in and return after how many seconds one row more was painted."""
    before, began = painted.rows, time.perf_counter()
    bring()
    until = began + LONGEST_SECONDS
    while painted.rows <= before:
        if time.perf_counter() > until:
            raise TimeoutError("no alert was shown")
        wait_seconds(STEP_SECONDS)
    return time.perf_counter() - began


def put_entries(store: Store) -> Changes:
    """Put the entry that is met on the watchlist, and many that are not."""
    with store.batch():
        for number in range(ENTRIES - 1):
            store.put_entry(Entry(f"Nobody {number} Nemo"))
        return store.put_entry(WATCHED)


def measure(program: Program, folder: Path, files: int) -> dict[str, list[float]]:
    """Return the seconds of each way in."""
    painted = Painted(program)
    program.window.show_page("alerts")
    numbers = iter(range(2 * files + 1))

    def drop() -> None:
        file = folder / f"{next(numbers)}.txt"
        file.write_text(article(int(file.stem)), encoding="utf-8")
        Simulated().bring(program.window, [file])

    def save() -> None:
        file = watched / f"{next(numbers)}.txt"
        file.write_text(article(int(file.stem)), encoding="utf-8")

    first = seconds_until_painted(painted, drop)
    print(f"first file, the worker starts {first:6.2f} s")
    found = {"dropped": [seconds_until_painted(painted, drop) for _ in range(files)]}
    watched = folder / "watched"
    watched.mkdir()
    program.background.watch([str(watched)])
    wait_seconds(2.0)
    found["watched"] = [seconds_until_painted(painted, save) - SETTLE_SECONDS for _ in range(files)]
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=15)
    options = parser.parse_args()
    print(f"load before {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_library(folder / "library.db", write=True) as store:
            put_entries(store)
        session = open_window(make_surroundings(preferences=folder / "window.ini"), folder / "library.db")
        wait(lambda: session.program is not None and session.program.background.is_open, "the library", LONGEST_SECONDS)
        assert session.program is not None
        found = measure(session.program, folder, options.files)
        session.close()
    for way, seconds in found.items():
        late = "" if statistics.median(seconds) < LIMIT_SECONDS else "   MISSED"
        print(f"{way:10} median {statistics.median(seconds):5.2f} s, worst {max(seconds):5.2f} s; limit 1{late}")
    return int(any(statistics.median(seconds) >= LIMIT_SECONDS for seconds in found.values()))


if __name__ == "__main__":
    sys.exit(main())
