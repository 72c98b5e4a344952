"""Lists as tuples of columns: what each cell says, sorts by and opens, apart from any one list."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from monitor.gui.figure import Figure

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)  # the record of the row
FIGURE_ROLE = ROW_ROLE + 1  # the Figure of the cell, None where it is no count
SORT_ROLE = ROW_ROLE + 2  # what the cell sorts by

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a list.

    ``figure`` makes the cell a count that opens; ``icon`` names a drawing and the token that tints it; ``width`` is
    in pixels at the base font, 0 takes what is left.
    """

    title: str
    text: Callable[[R], str] | None = None
    sort: Callable[[R], Any] | None = None
    figure: Callable[[R], Figure] | None = None
    icon: Callable[[R], tuple[str, str] | None] | None = None
    tip: Callable[[R], str] | None = None
    width: int = 0

    def say(self, row: R) -> str:
        """Return what the cell of a row says."""
        if self.figure is not None:
            return str(self.figure(row))
        return self.text(row) if self.text else ""

    def key(self, row: R) -> Any:
        """Return what a row sorts by in this column."""
        if self.sort is not None:
            return self.sort(row)
        return self.figure(row).value if self.figure is not None else self.say(row).casefold()


class RowsModel(QAbstractTableModel, Generic[R]):
    """A list that is held whole: entities, countries, alerts, entries, imports.

    Rows are known by ``identity``, so that a selection survives new rows, and sorted here by any column.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        draw: Callable[[str, str], QIcon] | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            columns: From left to right.
            identity: What stays the same of a row when its numbers change.
            draw: Returns the icon of a name in a token's colour; without it there are none.
        """
        super().__init__()
        self.columns = tuple(columns)
        self._identity = identity
        self._draw = draw
        self._all: list[R] = []
        self._rows: list[R] = []
        self._passes: Callable[[R], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None

    # --- rows ---------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[R]:
        """The rows that are shown, in order."""
        return self._rows

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows. Where the same ones are there in the same order, only what they say changes."""
        self._all = list(rows)
        self._arrange()

    def narrow(self, passes: Callable[[R], bool] | None) -> None:
        """Show only the rows that pass; all where None."""
        self._passes = passes
        self._arrange()

    def row_of(self, identity: Hashable) -> int | None:
        """Return where a row stands, None where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if self._identity(row) == identity), None)

    def identity_at(self, row: int) -> Hashable | None:
        """Return what a row is known by."""
        return self._identity(self._rows[row]) if 0 <= row < len(self._rows) else None

    def record(self, index: Index) -> R | None:
        """Return the record of an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._passes(row)] if self._passes else list(self._all)
        if self._order is not None:
            column, direction = self._order
            rows.sort(key=self.columns[column].key, reverse=direction == Qt.SortOrder.DescendingOrder)
        if self._are_the_same(rows):
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _are_the_same(self, rows: list[R]) -> bool:
        """Tell whether rows are those that are shown, in the same order, whatever they say now."""
        identity = self._identity
        return len(rows) == len(self._rows) and all(
            one is other or identity(one) == identity(other) for one, other in zip(rows, self._rows, strict=True)
        )

    # --- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911  # one a role
        """Return what a cell says, opens, sorts by or looks like."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.say(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.figure else _LEFT
            case Qt.ItemDataRole.DecorationRole if column.icon is not None and self._draw is not None:
                named = column.icon(row)
                return self._draw(*named) if named else None
            case Qt.ItemDataRole.ToolTipRole if column.tip is not None:
                return as_tip(column.tip(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.say(row)}" if column.title else column.say(row)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == FIGURE_ROLE:
                return column.figure(row) if column.figure else None
            case _ if role == SORT_ROLE:
                return column.key(row)
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, over its cells."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].figure else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, rows that are alike staying in the order they came in; -1 is the order they came in."""
        self._order = (column, order) if column >= 0 else None
        self._arrange()


def as_tip(text: str) -> str:
    """Return words as a tool tip that Qt cannot take for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""
