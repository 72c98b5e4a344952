"""A day or a period to narrow by: the usual ones at a click, any other typed."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.core.errors import QueryError
from monitor.core.query import parse
from monitor.gui.models.filter import Chip, Facet


class DatePopup(QFrame):
    """Shows periods below its button.

    Signals:
        chip_chosen(Chip): a period was chosen.
    """

    chip_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._first = self._make_edit(self.tr("From"), "2023-09-01")
        self._last = self._make_edit(self.tr("To"), "2023-09-30")
        self._error = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._error.setProperty("role", "error")
        self._error.hide()
        self._apply = QPushButton(self.tr("Show period"))
        self._apply.setProperty("tone", "primary")
        self._apply.clicked.connect(self._choose_typed)
        self._arrange()

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen."""
        self.move(point)
        self.show()
        self._first.setFocus()

    def _make_edit(self, name: str, example: str) -> QLineEdit:
        edit = QLineEdit(placeholderText=example)
        edit.setAccessibleName(name)
        edit.returnPressed.connect(self._choose_typed)
        return edit

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(4)
        for words, value in periods(date.today(), self.tr):
            button = QPushButton(words)
            button.setProperty("tone", "row")
            button.clicked.connect(lambda _=False, value=value: self._choose(value))
            layout.addWidget(button)
        typed = QHBoxLayout()
        for edit, word in ((self._first, self.tr("From")), (self._last, self.tr("To"))):
            label = QLabel(word, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(edit)
            typed.addWidget(label)
            edit.setFixedWidth(110)
            typed.addWidget(edit)
        layout.addSpacing(6)
        layout.addLayout(typed)
        layout.addWidget(self._error)
        layout.addWidget(self._apply)

    def _choose_typed(self) -> None:
        first, last = self._first.text().strip(), self._last.text().strip()
        value = first if first == last else f"{first}..{last}"
        try:
            parse(f"date:{value}")
        except QueryError as error:
            self._error.setText(error.sentence)
            self._error.show()
            self.adjustSize()
            return
        self._error.hide()
        self._choose(value)

    def _choose(self, value: str) -> None:
        self.hide()
        self.chip_chosen.emit(Chip(Facet.DATE, value))


def periods(today: date, say: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the usual periods, in words and in the query grammar."""
    return [
        (say("Today"), f"{today}"),
        (say("Last 7 days"), f"{today - timedelta(days=6)}..{today}"),
        (say("Last 30 days"), f"{today - timedelta(days=29)}..{today}"),
        (say("This year"), f"{today.year}"),
        (say("Without a date"), "none"),
    ]
