"""Small questions that do not stand in the way: a line to type, or a last look before something that stays done."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.gui.views.parts import plain_label, push_button

WIDTH = 380


class Popup(QFrame):
    """A frame over the window that goes when something else is clicked or Escape pressed."""

    def __init__(self, parent: QWidget, title: str, note: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self._column.addWidget(plain_label(title, "heading", wrap=True))
        self._note = plain_label(note, "small", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)

    def _finish(self) -> None:
        if self._note.text():
            self._column.addWidget(self._note)
        self._column.addLayout(self._buttons)
        self._buttons.addStretch(1)

    def _add_button(self, words: str, act: Callable[[], None], tone: str | None = None) -> QPushButton:
        button = push_button(words, tone)
        button.clicked.connect(self.close)
        button.clicked.connect(act)
        self._buttons.addWidget(button)
        return button

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen, as near as it fits."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(point) or self.screen()
        room = screen.availableGeometry()
        x = max(room.left(), min(point.x(), room.right() - self.width()))
        y = max(room.top(), min(point.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()


class LinePopup(Popup):
    """Asks for one line."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        take: Callable[[str], str | None],
        *,
        text: str = "",
        note: str = "",
        known: tuple[str, ...] = (),
        other: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Make the popup.

        Args:
            parent: The widget it belongs to.
            title: What is asked.
            take: Takes the line; returns what is wrong with it, None where it is taken.
            text: What stands in the line at first.
            note: A sentence below.
            known: Lines to choose from while typing.
            other: Another way out: its words and what it does.
        """
        super().__init__(parent, title, note)
        self._take = take
        self.edit = QLineEdit(text)
        self.edit.setAccessibleName(title)
        if known:
            completer = QCompleter(list(known), self.edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.edit.setCompleter(completer)
        self._error = plain_label(role="error", wrap=True)
        self._error.hide()
        self._column.addWidget(self.edit)
        self._column.addWidget(self._error)
        save = push_button(self.tr("Save"), "primary")
        save.clicked.connect(self.accept)
        self._buttons.addWidget(save)
        if other is not None:
            self._add_button(*other)
        self._finish()
        self.edit.returnPressed.connect(self.accept)

    def accept(self) -> None:
        """Hand the line over and close, or say what is wrong with it."""
        wrong = self._take(self.edit.text().strip())
        if wrong is None:
            self.close()
            return
        self._error.setText(wrong)
        self._error.show()
        self.adjustSize()

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen with the line ready to type in."""
        super().open_at(point)
        self.edit.setFocus()
        self.edit.selectAll()


class ConfirmPopup(Popup):
    """Asks whether something that cannot be undone is meant."""

    def __init__(self, parent: QWidget, title: str, note: str, verb: str, act: Callable[[], None]) -> None:
        super().__init__(parent, title, note)
        self.confirm = self._add_button(verb, act, "primary")
        self._cancel = self._add_button(self.tr("Cancel"), lambda: None, "quiet")
        self._finish()

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen; Enter does nothing yet, so that no habit confirms."""
        super().open_at(point)
        self._cancel.setFocus()
