"""The tray and the system's notices, where there are any: extras, the alerts page is what counts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from monitor.core.records import Alert, Changes
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Severity
from monitor.gui.figure import Figure
from monitor.gui.jobs import Jobs
from monitor.gui.preferences import Preferences
from monitor.gui.telling import Notice, QuietHours, make_notices

COLLECT_MS = 2_000  # what comes in so long is told together
NOTICE_MS_BETWEEN = 30_000  # the next notices wait so long, and twice as long each time while alerts go on
LONGEST_MS_BETWEEN = 480_000
NOTICE_LENGTH = 200  # characters
NOTICE_MS = 8_000
ICON_PX = 64
BADGE = "#C0281C"  # the token of what is critical, in either theme: a badge lies on the desktop's own colour


class Tray(QObject):
    """Keeps the window reachable while it is closed, and tells of new alerts.

    Signals:
        window_asked(): the window is to be shown.
        quit_asked(): the program is to end.
        told(Notice): a notice was given.
        badge_changed(QIcon): the icon with the number of new alerts on it.
    """

    window_asked = Signal()
    quit_asked = Signal()
    told = Signal(Notice)
    badge_changed = Signal(QIcon)

    def __init__(
        self,
        icon: Path,
        parent: QObject,
        *,
        reading: Jobs[Reader] | None = None,
        preferences: Preferences | None = None,
        beep: Callable[[], None] = QApplication.beep,
    ) -> None:
        """Make it.

        Args:
            icon: The drawing of the program.
            parent: Owns it.
            reading: Answers what the new alerts are; without it they are only counted.
            preferences: When to be quiet and what to sound for.
            beep: Makes the desktop's own sound.
        """
        super().__init__(parent)
        # showMessage() is lost without a word where there is no tray, and isVisible() would still say yes.
        self.is_available = QSystemTrayIcon.isSystemTrayAvailable()
        self._reading = reading
        self._preferences = preferences
        self._beep = beep
        self._untold: set[int] = set()
        self._between = NOTICE_MS_BETWEEN
        self._collect = QTimer(self, interval=COLLECT_MS, singleShot=True)
        self._collect.timeout.connect(self._tell_alerts)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._end_pause)
        self._menu = QMenu()
        self._drawing = QIcon(str(icon))
        self._icon = QSystemTrayIcon(self._drawing, self)
        if self.is_available:
            self._fill()
            self._icon.show()

    def note_changes(self, changes: Changes) -> None:
        """Tell of new alerts: all those of two seconds at once, then more and more rarely while they go on."""
        if not changes.alerts:
            return
        self._untold.update(changes.alerts)
        if not self._pause.isActive() and not self._collect.isActive():
            self._collect.start()

    def show_badge(self, figures: Mapping[str, Figure]) -> None:
        """Show how many alerts are new, on the icon and in its tip."""
        new = figures["alerts"].value if "alerts" in figures else 0
        icon = badged(self._drawing, new)
        self._icon.setIcon(icon)
        words = self.tr("Media Monitor: {n} new alerts").format(n=f"{new:,}")
        self._icon.setToolTip(words if new else "Media Monitor")
        self.badge_changed.emit(icon)

    def tell(self, words: str, title: str = "Media Monitor") -> None:
        """Show a notice; nothing where the system has none."""
        if self.is_available:
            self._icon.showMessage(notice_text(title), notice_text(words), self._icon.icon(), NOTICE_MS)

    def _tell_alerts(self) -> None:
        numbers, self._untold = self._untold, set()
        if not numbers:
            return
        self._pause.start(self._between)
        self._between = min(2 * self._between, LONGEST_MS_BETWEEN)
        if self._reading is not None:
            self._reading.ask(lambda reader: new_alerts(reader, numbers), self._tell_all)

    def _tell_all(self, alerts: Sequence[Alert]) -> None:
        quiet, sound_from = quiet_hours(self._preferences), sounds_from(self._preferences)
        if quiet.hold(datetime.now().time()):  # local: the analyst's night
            return
        notices = make_notices(alerts, self.tr)
        for notice in reversed(notices):  # the most urgent last: some trays show one notice in the place of another
            self.told.emit(notice)
            self.tell(notice.words, notice.title)
        order = list(Severity)
        if sound_from is not None and any(order.index(one.severity) >= order.index(sound_from) for one in notices):
            self._beep()

    def _end_pause(self) -> None:
        if self._untold:
            self._tell_alerts()
        else:
            self._between = NOTICE_MS_BETWEEN

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


def new_alerts(reader: Reader, numbers: set[int]) -> list[Alert]:
    """Return those of some alerts that are still new."""
    return [alert for alert in reader.alerts(state=AlertState.NEW) if alert.alert_id in numbers]


def quiet_hours(preferences: Preferences | None) -> QuietHours:
    """Return when no notice is given; never where nothing, or nonsense, was chosen."""
    if preferences is None or preferences.word("quiet", "no") != "yes":
        return QuietHours()
    try:
        first, last = preferences.word("quiet-from", "20:00"), preferences.word("quiet-to", "07:00")
        return QuietHours(time.fromisoformat(first), time.fromisoformat(last))
    except ValueError:
        return QuietHours()


def sounds_from(preferences: Preferences | None) -> Severity | None:
    """Return the least severity that sounds, None where nothing does."""
    word = preferences.word("sound-from", Severity.CRITICAL.value) if preferences else ""
    return Severity(word) if word in {severity.value for severity in Severity} else None


def badged(icon: QIcon, number: int) -> QIcon:
    """Return an icon with a number on it; as it is where there is none."""
    if not number:
        return icon
    picture = icon.pixmap(QSize(ICON_PX, ICON_PX))
    if picture.isNull():
        picture = QPixmap(ICON_PX, ICON_PX)
        picture.fill(Qt.GlobalColor.transparent)
    words = str(number) if number < 100 else "99+"
    side = picture.width()
    spot = QRect(side // 3, 0, side - side // 3, side - side // 3)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(BADGE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(spot)
    font = QFont()
    font.setBold(True)
    font.setPixelSize(side * (5 if len(words) < 2 else 4 if len(words) < 3 else 3) // 10)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return QIcon(picture)
