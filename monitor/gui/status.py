"""The status bar: what is going on, how far it is, and how the watched folders are."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QToolButton, QWidget

from monitor.core.terms import Status
from monitor.gui.icons import Icons
from monitor.gui.models.words import counted
from monitor.gui.progress import FolderState, Progress
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.parts import icon_button, plain_label

LAMP_PX = 9
PATH_LENGTH = 48  # characters of a file's name that are shown


class WindowStatus(QStatusBar):
    """Shows progress on the left and a lamp for each watched folder on the right.

    Signals:
        stop_asked(): the running import is to end.
        folders_asked(): a lamp was clicked.
    """

    stop_asked = Signal()
    folders_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._theme = theme
        self._words = plain_label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Import progress"))
        self._stop = icon_button(icons, "close", self.tr("Stop the import"))
        self._stop.clicked.connect(self.stop_asked)
        self._busy = QWidget()
        row = QHBoxLayout(self._busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        self._lamps = QWidget()
        self._lamp_row = QHBoxLayout(self._lamps)
        self._lamp_row.setContentsMargins(0, 0, 6, 0)
        self.addWidget(self._busy)
        self.addWidget(self._words, 1)
        self.addPermanentWidget(self._lamps)
        self._busy.hide()
        self.show_folders({})

    # --- progress -----------------------------------------------------------------------------

    def show_progress(self, progress: Progress) -> None:
        """Show how far an import is; once it has ended, what came of it."""
        self._busy.setVisible(not progress.finished)
        self._bar.setMaximum(max(1, progress.files))
        self._bar.setValue(progress.ended)
        self._words.setText(self._ended_words(progress) if progress.finished else self._running_words(progress))

    def show_deriving(self, done: int, total: int) -> None:
        """Show in how many articles a correction of names is carried out, nothing where of none."""
        words = self.tr("Names corrected in {done} of {total} articles")
        self.show_words(words.format(done=f"{done:,}", total=f"{total:,}") if total else "")

    def show_checking(self, on: bool) -> None:
        """Show that the library is looked at before anything is written to it."""
        words = self.tr(
            "The last session did not end properly: the library is being checked. It can be read meanwhile."
        )
        self.show_words(words if on else "")

    def show_words(self, words: str) -> None:
        """Say something that is not about a running import."""
        self._busy.hide()
        self._words.setText(words)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def _running_words(self, progress: Progress) -> str:
        files = counted(progress.files, self.tr("file"), self.tr("files"))
        words = self.tr("{ended} of {files}").format(ended=f"{progress.ended:,}", files=files)
        if progress.ended and progress.seconds >= 1:
            rate = self.tr("{rate} a second").format(rate=f"{progress.ended / progress.seconds:.1f}")
            words = f"{words} · {rate} · {_left_words(progress.remaining or 0, self.tr('{time} left'))}"
        if not progress.ended and not progress.path:
            return self.tr("{words} · getting ready").format(words=words)
        name = one_line(progress.path.replace("\\", "/").rsplit("/", 1)[-1], PATH_LENGTH)
        return f"{words} · {name}" if name else words

    def _ended_words(self, progress: Progress) -> str:
        names = (
            (Status.STORED, self.tr("stored")),
            (Status.PARTIAL, self.tr("stored in part")),
            (Status.DUPLICATE, self.tr("known already")),
            (Status.REFUSED, self.tr("refused")),
        )
        parts = [f"{progress.statuses[status]:,} {word}" for status, word in names if progress.statuses[status]]
        parts += [counted(progress.alerts, self.tr("alert"), self.tr("alerts"))] if progress.alerts else []
        files = counted(progress.files, self.tr("file"), self.tr("files"))
        if progress.ended < progress.files:
            files = self.tr("Stopped after {ended} of {files}").format(ended=f"{progress.ended:,}", files=files)
        return f"{files}: {', '.join(parts) or self.tr('nothing to read')}"

    # --- folders ------------------------------------------------------------------------------

    def show_folders(self, folders: Mapping[str, FolderState]) -> None:
        """Show a lamp for each watched folder."""
        while (taken := self._lamp_row.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        if not folders:
            label = plain_label(self.tr("No folder watched"))
            self._lamp_row.addWidget(label)
        for path, state in folders.items():
            self._lamp_row.addWidget(self._make_lamp(path, state))

    def _make_lamp(self, path: str, state: FolderState) -> QToolButton:
        word = {
            FolderState.WATCHING: self.tr("watching"),
            FolderState.POLLING: self.tr("polling"),
            FolderState.PAUSED: self.tr("paused"),
            FolderState.AWAY: self.tr("away"),
        }[state]
        name = one_line(path.rstrip("/\\").replace("\\", "/").rsplit("/", 1)[-1], 32)
        lamp = _Lamp(self._theme, state)
        lamp.setText(f"{name}: {word}")
        lamp.setAccessibleName(f"{name}: {word}")
        lamp.setToolTip(self.tr("Watched folder {name}, {state}").format(name=name, state=word))
        lamp.clicked.connect(self.folders_asked)
        return lamp


class _Lamp(QToolButton):
    """A folder's name behind a small lamp: full while it watches, hollow while it does not."""

    def __init__(self, theme: Theme, state: FolderState) -> None:
        super().__init__()
        self._theme = theme
        self._state = state
        self.setProperty("role", "lamp")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the lamp."""
        return super().sizeHint() + QSize(LAMP_PX + 6, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the button and its lamp."""
        super().paintEvent(event)
        tokens = self._theme.tokens
        colour = QColor(tokens.good if self._state in (FolderState.WATCHING, FolderState.POLLING) else tokens.high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(colour if self._state is FolderState.WATCHING else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(6, (self.height() - LAMP_PX) // 2, LAMP_PX, LAMP_PX)


def _left_words(seconds: float, template: str) -> str:
    """Return how long is left, as exactly as one can know it."""
    if seconds < 60:
        time = f"{max(1, round(seconds))} s"
    elif seconds < 3600:
        time = f"{round(seconds / 60)} min"
    else:
        time = f"{seconds / 3600:.1f} h"
    return template.format(time=time)
