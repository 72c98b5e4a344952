"""A question that a list shows the answer of, asked again as the library changes, but never so often that it starves.

Writes come ten times a second during an import. A new question replaces the one that runs; the same one asked again
waits for it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from monitor.core.errors import MonitorError
from monitor.core.store import Reader
from monitor.gui.jobs import Jobs

AGAIN_MS = 250  # between a write and the list that shows it


class Listing(QObject):
    """Asks one question at a time and remembers it."""

    def __init__(self, reading: Jobs[Reader], parent: QObject) -> None:
        super().__init__(parent)
        self._reading = reading
        self._question: Callable[[Reader], Any] | None = None
        self._take: Callable[[Any], None] | None = None
        self._failed: Callable[[MonitorError], None] = reading.failed.emit
        self._is_asking = False
        self._is_stale = False
        self._soon = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._soon.timeout.connect(self.ask_now)

    def ask(
        self,
        question: Callable[[Reader], Any],
        take: Callable[[Any], None],
        *,
        failed: Callable[[MonitorError], None] | None = None,
    ) -> None:
        """Ask another question, in the place of whatever was asked before."""
        self.remember(question, take, failed=failed)
        self.ask_now()

    def remember(
        self,
        question: Callable[[Reader], Any],
        take: Callable[[Any], None],
        *,
        failed: Callable[[MonitorError], None] | None = None,
    ) -> None:
        """Drop what was asked before; this question is what is asked from here on."""
        self.forget()
        self._question, self._take = question, take
        self._failed = failed or self._reading.failed.emit

    def ask_again(self) -> None:
        """Ask the same soon, after the answer that is on its way."""
        if self._is_asking:
            self._is_stale = True
        elif self._question is not None and not self._soon.isActive():
            self._soon.start()

    def forget(self) -> None:
        """Drop the question and the answer on its way."""
        self._question = None
        self._is_asking = self._is_stale = False
        self._soon.stop()
        self._reading.cancel((self, "answer"))

    def ask_now(self) -> None:
        """Ask the question at once."""
        if self._question is None:
            return
        self._soon.stop()
        self._is_asking, self._is_stale = True, False
        self._reading.ask(self._question, self._answer, failed=self._fail, key=(self, "answer"))

    def _answer(self, answer: Any) -> None:
        self._finish()
        if self._take is not None:
            self._take(answer)

    def _fail(self, error: MonitorError) -> None:
        self._finish()
        self._failed(error)

    def _finish(self) -> None:
        self._is_asking = False
        if self._is_stale:
            self._soon.start()
