"""The tray and the system's notices, where there are any: extras, the alerts page is what counts."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from monitor.core.records import Changes
from monitor.gui.models.words import counted

NOTICE_MS_BETWEEN = 30_000  # one notice for all alerts of so long: a storm of alerts is one notice
NOTICE_LENGTH = 200  # characters
NOTICE_MS = 8_000


class Tray(QObject):
    """Keeps the window reachable while it is closed, and tells of new alerts.

    Signals:
        window_asked(): the window is to be shown.
        quit_asked(): the program is to end.
    """

    window_asked = Signal()
    quit_asked = Signal()

    def __init__(self, icon: Path, parent: QObject) -> None:
        super().__init__(parent)
        # showMessage() is lost without a word where there is no tray, and isVisible() would still say yes.
        self.is_available = QSystemTrayIcon.isSystemTrayAvailable()
        self._untold = 0
        self._pause = QTimer(self, interval=NOTICE_MS_BETWEEN, singleShot=True)
        self._pause.timeout.connect(self._tell_alerts)
        self._menu = QMenu()
        self._icon = QSystemTrayIcon(QIcon(str(icon)), self)
        if self.is_available:
            self._fill()
            self._icon.show()

    def note_changes(self, changes: Changes) -> None:
        """Tell of new alerts, all those of half a minute at once."""
        self._untold += len(changes.alerts)
        if not self._pause.isActive():
            self._tell_alerts()

    def tell(self, words: str) -> None:
        """Show a notice; nothing where the system has none."""
        if self.is_available:
            self._icon.showMessage("Media Monitor", notice_text(words), self._icon.icon(), NOTICE_MS)

    def _tell_alerts(self) -> None:
        if self._untold:
            self.tell(counted(self._untold, self.tr("new alert"), self.tr("new alerts")))
            self._untold = 0
            self._pause.start()

    def _fill(self) -> None:
        show, leave = QAction(self.tr("Open the window"), self), QAction(self.tr("Quit"), self)
        show.triggered.connect(self.window_asked)
        leave.triggered.connect(self.quit_asked)
        self._menu.addActions([show, leave])
        self._icon.setContextMenu(self._menu)
        self._icon.setToolTip("Media Monitor")
        self._icon.activated.connect(self._note_click)
        self._icon.messageClicked.connect(self.window_asked)

    def _note_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.window_asked.emit()


def notice_text(words: str) -> str:
    """Return words for a notice: short, and nothing in them that a notification daemon takes for markup."""
    return escape(words[:NOTICE_LENGTH], quote=False)
