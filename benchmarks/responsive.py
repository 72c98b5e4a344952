"""How late the window's event loop is: idle, while 200 files come in, and while one goes through the pages.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.responsive [--files 200]

A timer of 10 ms tells how late it fires. Prints the 50th and 99th percentile and the worst in milliseconds;
exits 1 where the 99th percentile is more than 40 ms above that of the idle window of the same run.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer

from monitor.gui.progress import Progress
from monitor.gui.session import Session, open_window
from monitor.gui.surroundings import make_surroundings

BEAT_MS = 10
IDLE_SECONDS = 5.0
ALLOWED_MS = 40.0
PAGES = ("articles", "entities", "map", "watchlist", "alerts", "imports")
TEXT = """Talks on day {number} end in {place}

{place} — Ministers of Kenya, Norway and Peru met on day {number} of the talks.

"We have agreed on {number} of the points," said Amina Wanjiru, who led the delegation from Nairobi.

Ola Brekke of the Harbour Union, speaking in Bergen, asked the United Nations for an answer by Friday.
"""


class Pulse(QObject):
    """Notes how late a short timer fires."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, singleShot=True)
        self._timer.timeout.connect(self._beat)
        self._start()

    def take(self) -> list[float]:
        """Return the lateness in milliseconds noted so far, and begin anew."""
        late, self.late = self.late, []
        return sorted(late)

    def _start(self) -> None:
        self._due = time.perf_counter() + BEAT_MS / 1000
        self._timer.start()

    def _beat(self) -> None:
        self.late.append(max(0.0, time.perf_counter() - self._due) * 1000)
        self._start()


def share(late: list[float], percent: float) -> float:
    """Return a percentile of sorted numbers."""
    return late[min(len(late) - 1, int(len(late) * percent / 100))]


class Course(QObject):
    """Runs through the three phases and keeps the figures of each."""

    def __init__(self, session: Session, inbox: Path, leave: Callable[[], None]) -> None:
        super().__init__()
        self.figures: dict[str, list[float]] = {}
        self._session = session
        self._inbox = inbox
        self._leave = leave
        self._pulse = Pulse()
        self._turn = QTimer(self, interval=400)
        self._pages = itertools.cycle(PAGES)
        QTimer.singleShot(4000, self._idle)

    def _idle(self) -> None:
        self._pulse.take()
        QTimer.singleShot(round(IDLE_SECONDS * 1000), self._import)

    def _import(self) -> None:
        self.figures["idle"] = self._pulse.take()
        program = self._session.program
        assert program is not None
        self._turn.timeout.connect(lambda: program.window.show_page(next(self._pages)))
        self._turn.start()
        program.background.progressed.connect(self._hear)
        program.background.import_paths([str(self._inbox)])

    def _hear(self, progress: Progress) -> None:
        if progress.finished:
            self.figures["import, going through the pages"] = self._pulse.take()
            self._turn.stop()
            self._leave()


def write_files(folder: Path, files: int) -> None:
    places = ("Nairobi", "Lima", "Bergen", "Mombasa")
    for number in range(files):
        text = TEXT.format(number=number, place=places[number % len(places)])
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inbox = folder / "inbox"
        inbox.mkdir()
        write_files(inbox, parser.parse_args().files)
        surroundings = make_surroundings(preferences=folder / "window.ini")
        session = open_window(surroundings, folder / "library.db")
        course = Course(session, inbox, surroundings.application.quit)
        surroundings.application.exec()
        session.close()
    for phase, late in course.figures.items():
        print(f"{phase:32} p50 {share(late, 50):6.1f}  p99 {share(late, 99):6.1f}  worst {late[-1]:6.1f} ms")
    idle, busy = (share(late, 99) for late in course.figures.values())
    print(f"allowed {idle + ALLOWED_MS:.1f} ms{'' if busy <= idle + ALLOWED_MS else '   MISSED'}")
    return int(busy > idle + ALLOWED_MS)


if __name__ == "__main__":
    sys.exit(main())
