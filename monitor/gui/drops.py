"""Files dropped on the window: shown before they are let go, taken in as File › Import does, never moved."""

import os
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.gui.models.words import counted
from monitor.gui.theme import Theme, sized_font

HEADLINE_PX = 18


class DropTarget(QObject):
    """Makes a window take dropped files and folders.

    Signals:
        files_dropped(list): local paths, as text.
    """

    files_dropped = Signal(list)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._cover = _Cover(window, theme)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow a drag over the window."""
        if isinstance(event, QDragEnterEvent):
            if paths := local_paths(event.mimeData().urls()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._cover.cover(dragged_words(paths))
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._cover.hide()
            paths = local_paths(event.mimeData().urls())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if paths:
                self.files_dropped.emit(paths)
            return True
        elif event.type() == QEvent.Type.DragLeave:
            self._cover.hide()
        return super().eventFilter(watched, event)


def local_paths(urls: Iterable[QUrl]) -> list[str]:
    """Return the local files and folders among what is dragged; nothing is ever fetched."""
    return [url.toLocalFile() for url in urls if url.isLocalFile() and url.toLocalFile()]


def dragged_words(paths: Sequence[str]) -> str:
    """Return what is dragged in a few words, without looking into any folder: "3 files and 1 folder"."""
    folders = sum(map(os.path.isdir, paths))
    parts = []
    if files := len(paths) - folders:
        parts.append(counted(files, "file", "files"))
    if folders:
        parts.append(counted(folders, "folder", "folders"))
    return " and ".join(parts)


class _Cover(QWidget):
    """Says over the whole window what letting go will do."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._window = window
        self._words = ""
        self.hide()

    def cover(self, words: str) -> None:
        self._words = self.tr("Let go to import {files}. Originals stay where they are.").format(files=words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tokens.selection)
        ground.setAlpha(235)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)
        painter.setPen(QColor(tokens.text))
        painter.setFont(sized_font(self.font(), HEADLINE_PX))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
