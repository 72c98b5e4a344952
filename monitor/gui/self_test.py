"""``media-monitor --self-test``: a sample goes through a worker to an alert; proves that a frozen program is whole."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from monitor.core.records import Alert, Entry
from monitor.core.store import Reader
from monitor.gui.app import Session, open_window
from monitor.gui.progress import Progress
from monitor.gui.surroundings import make_surroundings
from monitor.paths import resources

SAMPLE = "01-wire-dateline.txt"
NAME = "Darina Koss"  # stands in the sample
LIMIT_MS = 120_000  # a cold disk can take long to load the model


def run() -> int:
    """Open a window on a new library, import a sample, look for its alert; return 0 where it is there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        surroundings = make_surroundings(preferences=folder / "window.ini")
        session = open_window(surroundings, folder / "library.db")
        test = SelfTest(session)
        QTimer.singleShot(LIMIT_MS, surroundings.application.quit)
        surroundings.application.exec()
        session.close()
    for line in test.report:
        print(line)
    print("self-test passed" if test.passed else "self-test FAILED", file=sys.stdout if test.passed else sys.stderr)
    return 0 if test.passed else 1


class SelfTest(QObject):
    """Goes the way of an article, step by step, and keeps what happened."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.window)
        self.report: list[str] = []
        self.passed = False
        self._session = session
        session.window.first_painted.connect(self._begin)

    def _begin(self) -> None:
        self.report.append("the window is painted")
        program = self._session.program
        if program is None:  # the window is filled by the same signal, connected before this
            self._leave()
            return
        behind = program.background
        behind.failed.connect(lambda error: self.report.append(f"failed: {error}"))
        behind.crashed.connect(lambda bug: self.report.append(f"crashed: {bug!r}"))
        behind.progressed.connect(self._hear)
        behind.submit(lambda store: store.put_entry(Entry(NAME)))
        behind.import_paths([str(resources() / "samples" / SAMPLE)], done=self._look)

    def _hear(self, progress: Progress) -> None:
        if progress.finished:
            self.report.append(f"imported: {self._session.window.status.words}")

    def _look(self) -> None:
        program = self._session.program
        if program is not None:
            program.background.reading.ask(Reader.alerts, self._judge)

    def _judge(self, alerts: list[Alert]) -> None:
        self.report.append(f"alerts: {', '.join(alert.entry for alert in alerts) or 'none'}")
        self.passed = [alert.entry for alert in alerts] == [NAME]
        self._leave()

    def _leave(self) -> None:
        self._session.window.close()
