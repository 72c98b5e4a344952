"""The sidebar: where one can go, and how much is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from monitor.gui.figure import Figure, StoriesOf
from monitor.gui.icons import Icons
from monitor.gui.theme import Theme, sized_font, text_scale

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_PX = 34
WIDTH = 220  # pixels; visual.md
INDENT = 24
COUNT_PX = 12
ICON_PX = 18  # at the base font, with which it grows


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the sidebar.

    ``name`` is what it is known by, ``page`` the page that it shows; ``counts`` says what its figure counts, for
    those who hear the window; ``is_urgent`` sets the figure off; ``depth`` is how far it stands in; ``is_folder``
    where the analyst made it.
    """

    name: str
    page: str
    title: str
    icon: str
    counts: str = ""
    shortcut: str = ""
    is_urgent: bool = False
    depth: int = 0
    figure: Figure | None = None
    is_folder: bool = False

    @property
    def spoken(self) -> str:
        """The row as it is read out."""
        if self.figure is None:
            return self.title
        stories = QCoreApplication.translate("places", "stories")
        counts = stories if isinstance(self.figure.opens, StoriesOf) else self.counts
        return f"{self.title}, {self.figure} {counts}"


class Sidebar(QListView):
    """Shows the places and tells where the user goes.

    Signals:
        place_chosen(Place): a place was clicked or reached by the keyboard.
        menu_asked(Place, QPoint): a context menu for a place, at a point of the screen.
    """

    place_chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, places: Sequence[Place], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Places"))
        self._places = _Places(places)
        self.setModel(self._places)
        self.setItemDelegate(_PlaceDelegate(theme, icons, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(150)
        theme.theme_changed.connect(lambda _: self.viewport().update())
        self.selectionModel().currentChanged.connect(self._tell)

    def show_figures(self, figures: Mapping[str, Figure]) -> None:
        """Show how much is at some places, by their names."""
        self._places.show_figures(figures)

    def show_folders(self, folders: Sequence[Place]) -> None:
        """Show these folders under the articles, in the place of those that were shown."""
        current = self.current
        self._places.show_folders(folders)
        if self.current != current:
            self.mark(current)

    def go_to(self, name: str) -> None:
        """Mark a place as the one that is shown, and tell it."""
        self.setCurrentIndex(self._places.index(self._places.row_of(name), 0))

    def mark(self, name: str) -> None:
        """Mark a place as the one that is shown, without telling it; none where there is no place of that name."""
        self.selectionModel().blockSignals(True)
        self.clearSelection()
        self.setCurrentIndex(self._places.index(self._places.row_of(name), 0))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def current(self) -> str:
        """The name of the place that is marked."""
        place = self.currentIndex().data(PLACE_ROLE)
        return place.name if isinstance(place, Place) else ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the place that is pointed at, or of the current one from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(self.viewport().mapFrom(self, event.pos()))
        place = index.data(PLACE_ROLE)
        if isinstance(place, Place):
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(place, at)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the design says."""
        return QSize(WIDTH, 400)

    def _tell(self, current: QModelIndex) -> None:
        place = current.data(PLACE_ROLE)
        if isinstance(place, Place):
            self.place_chosen.emit(place)


class _Places(QAbstractListModel):
    """The places with their figures."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._rows = list(places)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return how many places there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a place, or what it says."""
        if not index.isValid():
            return None
        place = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return place.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return place.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return f"{place.spoken} ({place.shortcut})" if place.shortcut else place.spoken
            case _ if role == PLACE_ROLE:
                return place
        return None

    def row_of(self, name: str) -> int:
        return next((row for row, place in enumerate(self._rows) if place.name == name), -1)

    def show_folders(self, folders: Sequence[Place]) -> None:
        """Put the folders after the places under the articles; where only their figures differ, only those change."""
        own = [place for place in self._rows if not place.is_folder]
        after = max((n + 1 for n, place in enumerate(own) if place.page == "articles"), default=0)
        rows = [*own[:after], *folders, *own[after:]]
        if [place.name for place in rows] == [place.name for place in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_figures(self, figures: Mapping[str, Figure]) -> None:
        self._rows = [replace(place, figure=figures.get(place.name, place.figure)) for place in self._rows]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))


class _PlaceDelegate(QStyledItemDelegate):
    """Paints a place: icon, title, figure."""

    def __init__(self, theme: Theme, icons: Icons, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._theme = theme
        self._icons = icons
        self._sidebar = sidebar

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Rows of one height."""
        return QSize(WIDTH, max(ROW_PX, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place."""
        place = index.data(PLACE_ROLE)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect).adjusted(6, 1, -6, -1)
        self._paint_ground(painter, rect, option, is_chosen)
        size = round(ICON_PX * text_scale())
        inner = rect.adjusted(10 + place.depth * INDENT, 0, -8, 0)
        if self._icons.loaded and not place.depth:
            icon = self._icons.icon(place.icon, "accent" if is_chosen else "secondary")
            icon.paint(painter, QRect(inner.left(), inner.center().y() - size // 2 + 1, size, size))
        left = inner.left() + (0 if place.depth else size + 10)
        width = self._paint_figure(painter, place, inner, option.font)
        painter.setFont(sized_font(option.font, weight=_weight(is_chosen)))
        painter.setPen(QColor(self._theme.tokens.text))
        words = QRect(left, inner.top(), inner.right() - left - width - 6, inner.height())
        title = painter.fontMetrics().elidedText(place.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, is_chosen: bool) -> None:
        tokens = self._theme.tokens
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_chosen or is_hovered:
            painter.setBrush(QColor(tokens.selection if is_chosen else tokens.pressed))
            painter.drawRoundedRect(rect, 6, 6)
        if is_chosen and self._sidebar.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_figure(self, painter: QPainter, place: Place, inner: QRect, font: QFont) -> int:
        """Paint how much is there and return how wide that is."""
        if place.figure is None or place.figure.value == 0:
            return 0
        tokens = self._theme.tokens
        painter.setFont(sized_font(font, COUNT_PX, weight=_weight(place.is_urgent)))
        text = str(place.figure)
        width = painter.fontMetrics().horizontalAdvance(text)
        box = QRect(inner.right() - width, inner.top(), width, inner.height())
        if place.is_urgent:
            box.translate(-5, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(box.left() - 7, box.center().y() - 9, width + 14, 19), 9.5, 9.5)
        painter.setPen(QColor(tokens.on_accent if place.is_urgent else tokens.secondary))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return width + 14


def _weight(strong: bool) -> QFont.Weight:
    return QFont.Weight.DemiBold if strong else QFont.Weight.Normal
