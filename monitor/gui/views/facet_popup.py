"""The values of a facet with their articles, to choose one from: under the current filter, counted when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from monitor.core.store import Reader
from monitor.core.tokens import name_key
from monitor.gui.figure import ArticlesOf, Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.filter import ArticleFilter, Chip
from monitor.gui.shown import one_line
from monitor.gui.views.tables import prepare_table

WIDTH, HEIGHT = 320, 380


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: the chip that it makes, what it is called, its articles (or alerts) under the filter and it."""

    chip: Chip | str
    label: str
    articles: Figure


def facet_values(filter: ArticleFilter, counts: Sequence[tuple[Chip, str, int]]) -> list[FacetValue]:
    """Return values with what each opens: the articles under the filter with its chip."""
    return [
        FacetValue(chip, one_line(label, 120), Figure(articles, ArticlesOf(filter.with_chip(chip).query)))
        for chip, label, articles in counts
    ]


class FacetPopup(QFrame):
    """Shows the values of one facet below its button; typing narrows them, Enter or a click chooses.

    Signals:
        chip_chosen(object): a value was chosen: its Chip, or its name where it makes none.
    """

    chip_chosen = Signal(object)

    def __init__(self, parent: QWidget, reading: Jobs[Reader], title: str, counted: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setFixedSize(WIDTH, HEIGHT)
        self._reading = reading
        self._search = QLineEdit(placeholderText=self.tr("Find"), clearButtonEnabled=True)
        self._search.setAccessibleName(self.tr("Find {facet}").format(facet=title))
        columns: tuple[Column[FacetValue], ...] = (
            Column(title, lambda value: value.label),
            Column(counted or self.tr("Articles"), figure=lambda value: value.articles, width=80),
        )
        self._model = RowsModel(columns, lambda value: value.chip)
        self._table = QTableView()
        self._table.setAccessibleName(title)
        self._note = QLabel(textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignCenter)
        self._note.setProperty("role", "secondary")
        self._more = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._more.setProperty("role", "small")
        self._explanation = ("", 0)
        self._arrange()
        self._connect()

    def explain(self, words: str, *, at_least: int) -> None:
        """Say something below the values where there are so many."""
        self._explanation = (words, at_least)

    def ask(self, question: Callable[[Reader], list[FacetValue]], at: QPoint) -> None:
        """Open at a point of the screen and fill with the answer of a question when it is there."""
        self._search.clear()
        self._model.show_rows([])
        self._say(self.tr("Counting…"))
        self.move(at)
        self.show()
        self._search.setFocus()
        self._reading.ask(question, self._take, key=(self, "facet"))

    def _take(self, values: list[FacetValue]) -> None:
        self._model.show_rows(values)
        self._say("" if values else self.tr("Nothing to choose from under this filter."))
        words, at_least = self._explanation
        self._more.setText(words)
        self._more.setVisible(bool(words) and len(values) >= at_least)
        self._table.selectRow(0)

    def _say(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._table.setVisible(not note)

    def _arrange(self) -> None:
        prepare_table(self._table, self._model)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._note, 1)
        layout.addWidget(self._more)
        self._more.hide()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._table.installEventFilter(self)
        self._table.clicked.connect(lambda index: self._choose(index.row()))

    def _narrow(self, text: str) -> None:
        key = name_key(text) if text.strip() else ""
        self._model.narrow((lambda value: key in name_key(value.label)) if key else None)
        self._table.selectRow(0)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._model.rows):
            self.hide()
            self.chip_chosen.emit(self._model.rows[row].chip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows walk the list while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._table.currentIndex().row())
                return True
            if watched is self._search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._table.selectRow(max(0, self._table.currentIndex().row() + step))
                return True
        return super().eventFilter(watched, event)
