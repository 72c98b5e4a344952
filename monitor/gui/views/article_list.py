"""The list of articles on the screen: two calm lines an article, or one line with columns."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor.gui.figure import Figure
from monitor.gui.icons import Icons
from monitor.gui.models.articles import ArticleLine, ArticlesModel
from monitor.gui.models.columns import FIGURE_ROLE
from monitor.gui.theme import Theme
from monitor.gui.views.article_delegate import ROW_HEIGHTS, ArticleDelegate, Density


class ArticleList(QTableView):
    """Lists articles; the current one is known by its number, so that it stays where it is when the list changes.

    Signals:
        article_chosen(object): the number of the article that became the current one, None where there is none.
        article_opened(object): Enter or a double click on an article.
        menu_asked(QPoint): a context menu for the selection, at a point of the screen.
        figure_opened(Figure): the copies of an article were clicked.
    """

    article_chosen = Signal(object)
    article_opened = Signal(object)
    menu_asked = Signal(QPoint)
    figure_opened = Signal(object)

    def __init__(self, model: ArticlesModel, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("article_list")
        self.setAccessibleName(self.tr("Articles"))
        self._articles = model
        self._current: int | None = None
        self._row = 0  # where the current article stands, or stood before it left the list
        self._is_leaving = False
        self._top: int | None = None
        self._delegate = ArticleDelegate(theme, icons)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setHighlightSections(False)
        self.use_density(Density.COMFORTABLE)
        theme.theme_changed.connect(lambda _: self.viewport().update())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.rowsInserted.connect(self._restore_later)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _: self._open())

    # --- what is shown ------------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The number of the current article."""
        return self._current

    @property
    def chosen(self) -> list[int]:
        """The numbers of the selected articles, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [number for row in rows if (number := self._articles.article_at(row)) is not None]

    def chosen_lines(self) -> list[ArticleLine]:
        """Return the selected articles' words, those whose page is there."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [line for row in rows if (line := self._articles.line(row)) is not None]

    @property
    def density(self) -> Density:
        """How tall the rows are."""
        return self._delegate.density

    def use_density(self, density: Density) -> None:
        """Show two lines an article, or one with columns."""
        self._delegate.density = density
        compact = density is Density.COMPACT
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.horizontalHeader().setVisible(compact)
        for number, column in enumerate(self._articles.columns):
            self.setColumnHidden(number, number > 0 and not compact)
            stretch = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(number, mode)
            if not stretch:
                self.setColumnWidth(number, column.width)
        self.setSortingEnabled(compact)

    def choose_row(self, row: int) -> None:
        """Make the article of a row the current one."""
        if 0 <= row < self._articles.rowCount():
            self.selectRow(row)
            self.scrollTo(self._articles.index(row, 0))

    def choose_article(self, article_id: int) -> bool:
        """Make an article the current one; tell whether the list holds it."""
        row = self._articles.row_of(article_id)
        if row is not None:
            self.choose_row(row)
        return row is not None

    @property
    def current_row(self) -> int:
        """The row of the current article; where it left the list meanwhile, the row before the one it stood in."""
        return self.currentIndex().row() if self.currentIndex().isValid() else self._row - 1

    def figure_at(self, point: QPoint) -> Figure | None:
        """Return the figure at a point of the viewport: the copies of an article that has any."""
        index = self.indexAt(point)
        figure = index.data(FIGURE_ROLE) if index.isValid() else None
        if not isinstance(figure, Figure):
            return None
        if self._delegate.density is Density.COMFORTABLE:
            line = self._articles.line(index.row())
            rect = self._delegate.figure_rect(self.visualRect(index), line, self.font()) if line else QRect()
            return figure if rect.contains(point) else None
        return figure if index.column() else None

    def open_copies(self) -> None:
        """Show the copies of the current article, where it has any."""
        figure = self.currentIndex().siblingAtColumn(0).data(FIGURE_ROLE)
        if isinstance(figure, Figure):
            self.figure_opened.emit(figure)

    def follow(self, article_id: int) -> None:
        """Take a new number for the current article: a corrected date files it anew."""
        self._current = article_id
        self._select(article_id)

    def leave(self) -> None:
        """Go on to what stands where the current article stood, once that has left the list."""
        self._is_leaving = True
        if self._current is None or self._articles.row_of(self._current) is None:
            self._go_on()

    def _go_on(self) -> None:
        self._is_leaving = False
        self._current = None
        row = min(max(0, self._row), self._articles.rowCount() - 1)
        if row < 0:
            self.article_chosen.emit(None)
        else:
            self.choose_row(row)

    def step(self, rows: int) -> bool:
        """Go some rows down, or up where negative; tell whether there was anywhere to go."""
        before = self.current_row if rows > 0 else self.currentIndex().row()
        row = (before if before >= 0 or rows > 0 else self._row) + rows
        if not 0 <= row < self._articles.rowCount():
            return False
        self.choose_row(row)
        return True

    def _row_height(self) -> int:
        font = QFontMetrics(self.font())
        lines = 2 if self._delegate.density is Density.COMFORTABLE else 1
        return max(ROW_HEIGHTS[self._delegate.density], lines * font.height() + 12)

    # --- the selection over changes ------------------------------------------------------------

    def _remember(self) -> None:
        at_top = self.rowAt(1)
        self._top = self._articles.article_at(at_top) if self.verticalScrollBar().value() > 0 else None

    def _restore(self) -> None:
        if self._is_leaving and (self._current is None or self._articles.row_of(self._current) is None):
            self._go_on()
            return
        if self._current is not None:
            self._select(self._current)
        top = self._articles.row_of(self._top) if self._top is not None else None
        if top is not None:
            self.scrollTo(self._articles.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _restore_later(self) -> None:
        if self._current is not None and not self.currentIndex().isValid():
            self._restore()

    def _select(self, article_id: int) -> None:
        row = self._articles.row_of(article_id)
        if row is not None:
            self.selectRow(row)

    def _tell(self, current: QModelIndex) -> None:
        article_id = self._articles.article_at(current.row()) if current.isValid() else None
        if article_id is not None:
            self._row = current.row()
        if article_id is not None and article_id != self._current:
            self._current = article_id
            self.article_chosen.emit(article_id)

    def _open(self) -> None:
        if self._current is not None:
            self.article_opened.emit(self._current)

    # --- events -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter; leave letters to the window's actions instead of jumping to a title."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        elif event.text() and event.text().isprintable() and event.key() != Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show by the pointer what can be opened."""
        super().mouseMoveEvent(event)
        hand = self.figure_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the copies where their number was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            figure = self.figure_at(event.position().toPoint())
            if figure is not None:
                self.figure_opened.emit(figure)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(rect.center()))
        elif self.selectionModel().hasSelection():
            self.menu_asked.emit(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Keep two lines of text in a row when the font grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self.verticalHeader().setDefaultSectionSize(self._row_height())
