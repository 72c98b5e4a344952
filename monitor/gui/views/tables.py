"""Tables of rows: no grid, hairlines, figures that open with a click or Enter."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from monitor.gui.figure import Figure
from monitor.gui.models.columns import FIGURE_ROLE, RowsModel
from monitor.gui.theme import Theme, text_scale

R = TypeVar("R")
ROW_PX = 32


def prepare_table(table: QTableView, model: RowsModel[Any]) -> None:
    """Give a table its model and the look of all our tables."""
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(36)
    for number, column in enumerate(model.columns):
        if not column.width:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
    fit_table(table, model)


def one_line_height(line: int) -> int:
    """Return the height of a row of one line in pixels, given that of the line."""
    return max(ROW_PX, line + 14)


def fit_table(table: QTableView, model: RowsModel[Any], row_height: Callable[[int], int] = one_line_height) -> None:
    """Make rows and columns as large as the text asks for."""
    table.verticalHeader().setDefaultSectionSize(row_height(table.fontMetrics().height()))
    for number, column in enumerate(model.columns):
        if column.width:
            table.horizontalHeader().resizeSection(number, round(column.width * text_scale()))


class RowsTable(QTableView, Generic[R]):
    """Shows rows; the selected one is known by its identity, so that it survives new rows.

    Signals:
        figure_opened(Figure): a count was clicked, or Enter pressed on it.
        row_chosen(object): the record that became the current one, None where there is none.
        row_opened(object): Enter on a cell without a count, or a double click.
        menu_asked(object, QPoint): a context menu for a record, at a point of the screen.
    """

    figure_opened = Signal(object)
    row_chosen = Signal(object)
    row_opened = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        rows: RowsModel[R],
        theme: Theme,
        *,
        sortable: bool = True,
        row_height: Callable[[int], int] = one_line_height,
    ) -> None:
        """Make the table; ``row_height`` returns the height of a row in pixels, given that of a line of text."""
        super().__init__()
        self._rows = rows
        self._row_height = row_height
        self._kept: Hashable | None = None
        prepare_table(self, rows)
        fit_table(self, rows, row_height)
        self.setItemDelegate(_CellDelegate(theme, self))
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
            self.setSortingEnabled(True)
            self.horizontalHeader().setSortIndicatorClearable(True)
        self._scale = text_scale()
        theme.theme_changed.connect(self._dress)
        rows.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._open_row)

    @property
    def current(self) -> R | None:
        """The record of the current row."""
        return self._rows.record(self.currentIndex())

    @property
    def chosen(self) -> list[R]:
        """The records of the selected rows, in order."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [record for index in indexes if (record := self._rows.record(index)) is not None]

    def choose(self, identity: Hashable) -> bool:
        """Make a row the current one; tell whether it is there."""
        row = self._rows.row_of(identity)
        if row is not None:
            self.setCurrentIndex(self._rows.index(row, max(0, self.currentIndex().column())))
        return row is not None

    def choose_row(self, row: int) -> bool:
        """Make a row the current one by its place; tell whether there is one."""
        if not 0 <= row < len(self._rows.rows):
            return False
        self.setCurrentIndex(self._rows.index(row, max(0, self.currentIndex().column())))
        return True

    def step(self, rows: int) -> bool:
        """Go some rows down, or up where negative."""
        return self.choose_row(self.currentIndex().row() + rows)

    def _dress(self) -> None:
        if text_scale() != self._scale:  # what the user made of the columns stays, but for another size of text
            self._scale = text_scale()
            fit_table(self, self._rows, self._row_height)
        self.viewport().update()

    def _restore(self) -> None:
        if self._kept is not None and not self.choose(self._kept):
            self._kept = None
            self.row_chosen.emit(None)

    def _tell(self, current: QModelIndex) -> None:
        identity = self._rows.identity_at(current.row()) if current.isValid() else None
        if identity is not None and identity != self._kept:
            self._kept = identity
            self.row_chosen.emit(self._rows.record(current))

    def _open_row(self, index: QModelIndex) -> None:
        record = self._rows.record(index)
        if record is not None and index.data(FIGURE_ROLE) is None:
            self.row_opened.emit(record)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the count that was clicked."""
        super().mouseReleaseEvent(event)
        figure = self.indexAt(event.position().toPoint()).data(FIGURE_ROLE)
        if isinstance(figure, Figure) and event.button() == Qt.MouseButton.LeftButton:
            self.figure_opened.emit(figure)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that counts can be opened."""
        super().mouseMoveEvent(event)
        opens = isinstance(self.indexAt(event.position().toPoint()).data(FIGURE_ROLE), Figure)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter; leave letters to the window's actions."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            figure = self.currentIndex().data(FIGURE_ROLE)
            if isinstance(figure, Figure):
                self.figure_opened.emit(figure)
            else:
                self._open_row(self.currentIndex())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the row."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index, at = self.currentIndex(), self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            index, at = self.indexAt(self.viewport().mapFrom(self, event.pos())), event.globalPos()
        record = self._rows.record(index)
        if record is not None:
            self.menu_asked.emit(record, at)


class _CellDelegate(QStyledItemDelegate):
    """Paints cells in the table's style, counts in the colour of what opens, and a ring around the current cell."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tint counts."""
        super().initStyleOption(option, index)
        if isinstance(index.data(FIGURE_ROLE), Figure):
            accent = QColor(self._theme.tokens.accent)
            option.palette.setColor(option.palette.ColorRole.Text, accent)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, accent)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell, and the ring where the keyboard is."""
        super().paint(painter, option, index)
        if index == self._table.currentIndex() and self._table.hasFocus() and index.data(FIGURE_ROLE) is not None:
            painter.setPen(QColor(self._theme.tokens.accent))
            painter.drawRoundedRect(QRect(option.rect).adjusted(2, 4, -3, -5), 4, 4)
