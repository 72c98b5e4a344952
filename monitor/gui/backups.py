"""Has the library backed up once a day, at a moment in which nothing is written."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from monitor.core.errors import LibraryError, MonitorError
from monitor.core.store import Reader
from monitor.core.store.backups import back_up_when_due
from monitor.gui.background import Background
from monitor.gui.preferences import Preferences

LOOK_MS = 10 * 60_000  # how often it is looked whether a backup is due


class DailyBackups(QObject):
    """Looks every few minutes; a backup that fails is said once and tried again at the next start."""

    def __init__(self, background: Background, preferences: Preferences) -> None:
        super().__init__(background)
        self._background = background
        self._preferences = preferences
        self._is_closing = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        background.ready.connect(self._timer.start)

    def look(self) -> None:
        """Have a backup made, where one is due and the library rests."""
        if self._preferences.backs_up and not self._background.is_read_only and self._background.writing.is_idle:
            self._background.reading.ask(self._back_up, lambda _: None, failed=self._fail)

    def close(self) -> None:
        """Look no more, and leave a copy unfinished."""
        self._is_closing = True
        self._timer.stop()

    def _back_up(self, reader: Reader) -> None:
        back_up_when_due(reader.path, lambda to: reader.back_up(to, self._go_on), datetime.now(UTC))

    def _go_on(self, _done: int, _total: int) -> None:
        if self._is_closing:
            raise LibraryError("The backup was left unfinished: the window was closed.")

    def _fail(self, error: MonitorError) -> None:
        self._timer.stop()
        self._background.failed.emit(error)
