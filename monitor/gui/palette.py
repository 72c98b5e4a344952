"""Ctrl+K: every action of the window by its name; and ?: all shortcuts on one sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor.gui.theme import Theme
from monitor.gui.views.parts import hairline, plain_label

Index = QModelIndex | QPersistentModelIndex
ACTION_ROLE = int(Qt.ItemDataRole.UserRole)
KEYS_ROLE = ACTION_ROLE + 1
ROW_PX = 30
WIDTH = 560  # pixels
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Command:
    """An action of the menus as it is found: where it stands, what it is called."""

    menu: str
    title: str
    action: QAction

    @property
    def keys(self) -> str:
        """The action's shortcut as the user presses it."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def words(self) -> str:
        """What is searched in."""
        return f"{self.menu} {self.title}".casefold()


def find_commands(bar: QMenuBar) -> list[Command]:
    """Return every action of the menus that can be chosen now."""
    return [command for menu in bar.actions() for command in _in_menu(menu) if command.action.isEnabled()]


def _in_menu(entry: QAction, path: str = "") -> Iterator[Command]:
    title = entry.text().replace("&", "")
    # QAction.menu() is typed as an object, and PySide hands out a menu or None.
    menu = entry.menu()
    if isinstance(menu, QMenu):
        for action in menu.actions():
            yield from _in_menu(action, f"{path} › {title}" if path else title)
    elif title and not entry.isSeparator():
        yield Command(path, title, entry)


def matching(commands: Sequence[Command], words: str) -> list[Command]:
    """Return the commands that hold all words, those whose title begins with the first one in front."""
    wanted = words.casefold().split()
    found = [command for command in commands if all(word in command.words for word in wanted)]
    if wanted:
        found.sort(key=lambda command: not command.title.casefold().startswith(wanted[0]))
    return found


class CommandPalette(QFrame):
    """A line to type in and the actions that match; Enter does the chosen one."""

    def __init__(self, window: QWidget, bar: QMenuBar, theme: Theme) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._theme = theme
        self.setObjectName("command_palette")
        self.setAccessibleName(self.tr("Commands"))
        self._window = window
        self._bar = bar
        self._commands: list[Command] = []
        self._rows = _Commands()
        self._list = QListView()
        self._edit = QLineEdit()
        self._arrange()
        self._edit.textChanged.connect(self._narrow)
        self._edit.installEventFilter(self)
        self._list.activated.connect(self._act)
        self._list.clicked.connect(self._act)

    def open(self) -> None:
        """Show it over the window, ready to type."""
        self._commands = find_commands(self._bar)
        self._edit.clear()
        self._narrow("")
        left = (self._window.width() - WIDTH) // 2
        self.move(self._window.mapToGlobal(QPoint(max(0, left), 72)))
        self.show()
        self._edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = (self._list.currentIndex().row() + step) % max(1, self._rows.rowCount())
                self._list.setCurrentIndex(self._rows.index(row, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._act(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self.setFixedWidth(WIDTH)
        self._edit.setPlaceholderText(self.tr("What do you want to do?"))
        self._edit.setAccessibleName(self.tr("Command"))
        self._list.setAccessibleName(self.tr("Matching commands"))
        self._list.setModel(self._rows)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_CommandDelegate(self._theme, self._list))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self._edit)
        layout.addWidget(self._list)

    def _narrow(self, words: str) -> None:
        self._rows.show_commands(matching(self._commands, words))
        row = self._list.sizeHintForRow(0) if self._rows.rowCount() else 0
        self._list.setFixedHeight(max(1, row) * min(MOST_ROWS, self._rows.rowCount()) + 6)
        self.adjustSize()
        self._list.setCurrentIndex(self._rows.index(0, 0))

    def _act(self, index: QModelIndex) -> None:
        action = index.data(ACTION_ROLE)
        if isinstance(action, QAction):
            self.close()
            action.trigger()


class _Commands(QAbstractListModel):
    """The commands that match."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Command] = []

    def show_commands(self, found: list[Command]) -> None:
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        command = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == KEYS_ROLE:
            return command.keys
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{command.menu} › {command.title}"
        return command.action if role == ACTION_ROLE else None


class _CommandDelegate(QStyledItemDelegate):
    """Paints a command with its keys at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(WIDTH // 2, max(ROW_PX, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(self._theme.tokens.secondary))
        rect = option.rect.adjusted(0, 0, -10, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(KEYS_ROLE))
        painter.restore()


class ShortcutSheet(QFrame):
    """All shortcuts by menu, over the window; any key closes it."""

    def __init__(self, window: QWidget, bar: QMenuBar) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setObjectName("shortcut_sheet")
        self.setAccessibleName(self.tr("Shortcuts"))
        self._window = window
        self._bar = bar
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setAccessibleName(self.tr("All shortcuts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(plain_label(self.tr("Shortcuts"), "title"))
        layout.addWidget(self._body)

    def open(self) -> None:
        """Show it in the middle of the window."""
        groups: dict[str, list[Command]] = {}
        for command in find_commands(self._bar):
            if command.keys:
                groups.setdefault(command.menu.split(" › ")[0], []).append(command)
        self._body.setWidget(_make_columns(groups))
        size = self._window.size() * 0.8
        self.resize(min(size.width(), 860), min(size.height(), 560))
        self.move(self._window.mapToGlobal(self._window.rect().center() - self.rect().center()))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close with any key."""
        self.close()


def _make_columns(groups: dict[str, list[Command]]) -> QWidget:
    """Put the groups into columns of about the same height."""
    board = QWidget()
    row = QHBoxLayout(board)
    row.setSpacing(36)
    columns: list[QVBoxLayout] = [QVBoxLayout() for _ in range(2)]
    heights = [0, 0]
    for title, commands in groups.items():
        shorter = heights.index(min(heights))
        heights[shorter] += len(commands) + 2
        columns[shorter].addWidget(_make_group(title, commands))
    for column in columns:
        column.addStretch(1)
        row.addLayout(column)
    return board


def _make_group(title: str, commands: Sequence[Command]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    grid.addWidget(plain_label(title, "heading"), 0, 0, 1, 2)
    grid.addWidget(hairline(), 1, 0, 1, 2)
    for line, command in enumerate(commands, start=2):
        grid.addWidget(plain_label(command.title), line, 0)
        grid.addWidget(plain_label(command.keys, "keys"), line, 1, Qt.AlignmentFlag.AlignRight)
    return group
