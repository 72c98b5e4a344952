"""The window: arranges the pages and connects them; everything it shows is made elsewhere.

It is there before its pages: the frame is painted first, what fills it needs half a second more.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from monitor.gui.figure import Figure
from monitor.gui.icons import Icons
from monitor.gui.leaving import Closing
from monitor.gui.menus import Menus
from monitor.gui.messages import MessageArea
from monitor.gui.models.filter import ArticleFilter
from monitor.gui.pages import Page, page_for
from monitor.gui.preferences import Preferences
from monitor.gui.side import Side
from monitor.gui.sidebar import Place, Sidebar
from monitor.gui.status import WindowStatus
from monitor.gui.theme import Theme

if TYPE_CHECKING:
    from monitor.core.records import Changes

USUAL_SIZE, LEAST_SIZE = QSize(1440, 900), QSize(1024, 680)
FRAME = QSize(16, 48)  # what a desktop puts around a window, at most


class MainWindow(QMainWindow):
    """Shows one page at a time beside the sidebar, under messages and over the status bar.

    Signals:
        first_painted(): the window is on the screen; what is slow begins now.
        closed(): the window has been closed.
        put_away(): the window was closed, but goes on unseen.
        focus_changed(bool): only what is read is shown, or everything again.
        held(): the window was to be closed, but something is to be said first.
    """

    first_painted = Signal()
    closed = Signal()
    put_away = Signal()
    held = Signal()
    focus_changed = Signal(bool)

    def __init__(self, sidebar: Sidebar, theme: Theme, icons: Icons, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._library = ""
        self._name_window("")
        self.pages: dict[str, Page] = {}
        self.sidebar = sidebar
        self.menus = Menus(self, icons)
        self.messages = MessageArea(icons)
        self.status = WindowStatus(theme, icons)
        self._side = Side(sidebar)
        self.library_button = self._side.library_button
        self._preferences = preferences
        self._stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._is_painted = False
        self._is_focused = False
        self._had_side = True
        self.choose_closing: Callable[[], Closing] = lambda: Closing.END
        self.setStatusBar(self.status)
        self._arrange()
        sidebar.place_chosen.connect(self._show_place)
        self._stack.currentChanged.connect(lambda _: self._fit_stack())

    def take_pages(self, pages: Sequence[Page]) -> None:
        """Fill the window."""
        for page in pages:
            self.pages[page.name] = page
            self._stack.addWidget(page.widget)
            self._preferences.restore_splitters(page.widget)

    def name_library(self, name: str) -> None:
        """Say which library is open."""
        self._library = name
        self._side.name_library(name)
        self._name_window("")

    # --- what is shown ------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        shown = self._stack.currentWidget()
        return next((page.name for page in self.pages.values() if page.widget is shown), "")

    def show_page(self, name: str) -> None:
        """Show a page."""
        page = self.pages[name]
        self._stack.setCurrentWidget(page.widget)
        (page.focus or page.widget).setFocus()
        self._name_window(page.title)
        self.sidebar.mark(name)

    def open_figure(self, figure: Figure) -> None:
        """Show what is behind a number."""
        found = page_for(self.pages, figure)
        if found is not None:
            page, answer = found
            self.show_page(page.name)
            answer(figure.opens)

    def show_filter(self, filter: ArticleFilter) -> None:
        """Have every page show the articles under a filter."""
        for page in self.pages.values():
            page.show_filter(filter)

    def note_changes(self, changes: "Changes") -> None:
        """Tell every page what was written."""
        for page in self.pages.values():
            page.note_changes(changes)

    def bring_back(self) -> None:
        """Show the window in front of others."""
        self.show()
        self.raise_()
        self.activateWindow()

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self._side.setVisible(not self._side.isVisible())

    @property
    def is_focused(self) -> bool:
        """Whether only the page is shown, on the whole screen."""
        return self._is_focused

    def toggle_focus(self) -> None:
        """Show what is read alone, on the whole screen, or everything again."""
        self._is_focused = not self._is_focused
        if self._is_focused:
            self._had_side = not self._side.isHidden()
        self._side.setVisible(self._had_side and not self._is_focused)
        self.status.setVisible(not self._is_focused)
        self.menuBar().setVisible(not self._is_focused)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.focus_changed.emit(self._is_focused)

    # --- inside -------------------------------------------------------------------------------

    def _show_place(self, place: Place) -> None:
        if not self.pages:
            return
        if place.figure is not None and page_for(self.pages, place.figure):
            self.open_figure(place.figure)
        else:
            self.show_page(place.page)
        self.sidebar.mark(place.name)

    def _fit_stack(self) -> None:
        """Let only the page that is shown say how narrow the window may be."""
        for page in self.pages.values():
            is_shown = page.widget is self._stack.currentWidget()
            policy = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            page.widget.setSizePolicy(policy, policy)

    def _name_window(self, page: str) -> None:
        self.setWindowTitle(" – ".join(part for part in (page, self._library, "Media Monitor") if part))

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self._split.setObjectName("window_split")
        self._split.addWidget(self._side)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([220, 10_000])
        self._split.setChildrenCollapsible(False)
        self.setCentralWidget(self._split)
        room = self.screen().availableSize() - FRAME
        self.resize(USUAL_SIZE.boundedTo(room.expandedTo(LEAST_SIZE)))
        self._preferences.restore_geometry(self)
        self._preferences.restore_splitters(self._split)

    # --- events -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Tell of the first paint, once it is over."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the focus mode with Escape, where nothing else wants it."""
        if event.key() == Qt.Key.Key_Escape and self._is_focused:
            self.toggle_focus()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the layout; where there is something to go on with unseen, only hide; or say first what ends."""
        if self._is_focused:
            self.toggle_focus()
        self._preferences.keep_layout(self)
        closing = self.choose_closing()
        if closing is Closing.HELD:
            event.ignore()
            self.held.emit()
            return
        if closing is Closing.PUT_AWAY:
            event.ignore()
            self.hide()
            self.put_away.emit()
            return
        super().closeEvent(event)
        self.closed.emit()
