"""The self-test of the frozen window: it is painted, and a sample goes through a worker to an alert in it."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from monitor.commands.self_test import ENTRY, LIMIT_SECONDS, SAMPLE
from monitor.core.records import Alert
from monitor.core.store import Reader
from monitor.gui.progress import Progress
from monitor.gui.session import Session, open_window
from monitor.gui.surroundings import make_surroundings
from monitor.paths import resources


def main(_: Sequence[str] = ()) -> int:
    """Open a window on a new library, import a sample, look for its alert; return 0 where it is there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        surroundings = make_surroundings(preferences=folder / "window.ini")
        session = open_window(surroundings, folder / "library.db")
        test = SelfTest(session, surroundings.application.quit)
        QTimer.singleShot(round(LIMIT_SECONDS * 1000), surroundings.application.quit)
        surroundings.application.exec()
        session.close()
    said, stream = ("passed", sys.stdout) if test.passed else ("failed", sys.stderr)
    print(f"self-test of the window {said}: {', '.join(test.report) or 'it was not painted'}", file=stream)
    return 0 if test.passed else 1


class SelfTest(QObject):
    """Goes the way of an article, step by step, and keeps what happened."""

    def __init__(self, session: Session, leave: Callable[[], None]) -> None:
        super().__init__(session.window)
        self.report: list[str] = []
        self.passed = False
        self._session = session
        self._leave = leave
        session.window.first_painted.connect(self._begin)

    def _begin(self) -> None:
        self.report.append("painted")
        program = self._session.program
        if program is None:  # the window is filled by the same signal, connected before this
            self._leave()
            return
        behind = program.background
        behind.failed.connect(lambda error: self.report.append(f"failed with {error}"))
        behind.crashed.connect(lambda bug: self.report.append(f"crashed with {bug!r}"))
        behind.progressed.connect(self._hear)
        behind.submit(lambda store: store.put_entry(ENTRY))
        behind.import_paths([str(resources() / "samples" / SAMPLE)], done=self._look)

    def _hear(self, progress: Progress) -> None:
        if progress.finished:
            self.report.append(f"{SAMPLE} imported")

    def _look(self) -> None:
        program = self._session.program
        if program is not None:
            program.background.reading.ask(Reader.alerts, self._judge)

    def _judge(self, alerts: list[Alert]) -> None:
        self.report.append(f"alerts for {', '.join(alert.entry for alert in alerts) or 'nobody'}")
        self.passed = [alert.entry for alert in alerts] == [ENTRY.name]
        self._leave()
