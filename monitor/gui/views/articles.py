"""The articles: the filter bar above their list, or what to do where there are none."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from monitor.core.errors import MonitorError, QueryError
from monitor.core.records import Changes
from monitor.core.store import Reader, Sort
from monitor.core.terms import Zone
from monitor.gui.figure import ArticlesOf, Figure, StoriesOf
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.articles import ArticlesModel
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter, Facet
from monitor.gui.models.words import zone_word
from monitor.gui.theme import Theme
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.article_list import ArticleList
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.filter_bar import FilterBar
from monitor.gui.views.parts import hairline, push_button, tool_button


class ArticlesView(QWidget):
    """Shows the articles under a filter.

    Signals:
        article_chosen(object): the number of the current article, None where there is none.
        article_opened(object): Enter or a double click on an article.
        menu_asked(QPoint): a context menu for the selected articles.
        filter_changed(ArticleFilter): the list shows another filter.
        figure_opened(Figure): a count was clicked.
        import_asked(bool): the empty list's button: a folder where true, else files.
        samples_asked(): the empty list's other button.
        density_changed(Density): rows are taller or shorter from now on.
        folding_changed(bool): the user wants one row a story, or every article.
    """

    article_chosen = Signal(object)
    article_opened = Signal(object)
    menu_asked = Signal(QPoint)
    filter_changed = Signal(object)
    figure_opened = Signal(object)
    import_asked = Signal(bool)
    samples_asked = Signal()
    density_changed = Signal(object)
    folding_changed = Signal(bool)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._reading = reading
        self.model = ArticlesModel(reading, country_name)
        self.filter_bar = FilterBar(reading, icons, country_name)
        self.list = ArticleList(self.model, theme, icons)
        self._empty = EmptyState(icons, icon="articles", heading=self.tr("No articles yet"))
        self._nothing = EmptyState(icons, icon="search", heading=self.tr("Nothing found"))
        self._place = QWidget()
        self._stack = QStackedLayout(self._place)
        self._densities: dict[Density, QAction] = {}
        self._folding = QAction(self.tr("One row a story"), self)
        self._folding.setCheckable(True)
        self._folding.triggered.connect(self.use_folding)
        self._arrange(icons)
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the list; called once the window is painted."""
        self._show(self.filter_bar.filter)

    def show_filter(self, filter: ArticleFilter) -> None:
        """Show the articles under a filter."""
        self.filter_bar.show_filter(filter)

    @property
    def filter(self) -> ArticleFilter:
        """The filter that is shown."""
        return self.filter_bar.filter

    def note_changes(self, changes: Changes) -> None:
        """Refresh if a write concerns articles."""
        self.model.note_changes(changes)

    def show_importing(self, importing: bool) -> None:
        """Say in an empty list that articles are on their way, or what can be done for some to come."""
        if importing:
            words = self.tr("The first files are being read"), self.tr("Their articles appear here one by one.")
        else:
            hint = self.tr("Drop an article here or choose a folder. Originals are never moved or changed.")
            words = self.tr("No articles yet"), hint
        self._empty.say(*words)
        self._empty.offer(not importing)

    def use_density(self, density: Density) -> None:
        """Show taller or shorter rows."""
        self.list.use_density(density)
        self._densities[density].setChecked(True)
        self.density_changed.emit(density)

    def show_question(self, question: ArticlesOf | StoriesOf) -> None:
        """Show the articles under a query, or its stories with a row each: as many rows as were counted."""
        self._fold(isinstance(question, StoriesOf))
        self.show_filter(ArticleFilter.of_query(question.query))

    @property
    def is_folding(self) -> bool:
        """Whether a story has one row."""
        return self._folding.isChecked()

    def toggle_folding(self) -> None:
        """Show one row a story, or every article again."""
        self.use_folding(not self.is_folding)

    def use_folding(self, on: bool) -> None:
        """Show one row a story, or every article, from here on."""
        self._fold(on)
        self._show_rows()
        self.folding_changed.emit(on)

    def _fold(self, on: bool) -> None:
        self._folding.setChecked(on)

    def _show(self, filter: ArticleFilter) -> None:
        self._show_rows()
        self.filter_changed.emit(filter)

    def _show_rows(self, order: Sort | None = None) -> None:
        """Show the filter's rows; the copies of one story are never folded, for they are what is looked at."""
        folded = self.is_folding and not self.filter.of_facet(Facet.STORY)
        self.model.show(self.filter.query, order or self.model.order, folded=folded)

    # --- making -------------------------------------------------------------------------------

    def _arrange(self, icons: Icons) -> None:
        self._fill_empty()
        self.show_importing(False)
        for widget in (self.list, self._empty, self._nothing):
            self._stack.addWidget(widget)
        self._sort = self._make_sort_menu(icons)
        self.filter_bar.add_tool(self._sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter_bar)
        layout.addWidget(hairline())
        layout.addWidget(self._place, 1)

    def _fill_empty(self) -> None:
        choose = push_button(self.tr("Choose a folder…"), "primary")
        files = push_button(self.tr("Import files…"))
        samples = push_button(self.tr("Try with sample articles"), "quiet")
        choose.clicked.connect(lambda: self.import_asked.emit(True))
        files.clicked.connect(lambda: self.import_asked.emit(False))
        samples.clicked.connect(self.samples_asked)
        for button in (choose, files, samples):
            self._empty.add_button(button)
        clear = push_button(self.tr("Clear the filter"))
        clear.clicked.connect(self.filter_bar.clear)
        self._nothing.add_button(clear)

    def _make_sort_menu(self, icons: Icons) -> QToolButton:
        button = tool_button(self._order_words()[Sort.NEWEST], "link", icon_after=True)
        button.setAccessibleName(self.tr("Order and rows of the list"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.dress(button, "down")
        menu = QMenu(button)
        orders, densities = QActionGroup(menu), QActionGroup(menu)
        for order, words in self._order_words().items():
            action = self._add_choice(menu, orders, words, partial(self._order, order))
            action.setChecked(order is Sort.NEWEST)
        menu.addSeparator()
        for density, words in self._density_words().items():
            self._densities[density] = self._add_choice(menu, densities, words, partial(self.use_density, density))
            self._densities[density].setChecked(density is Density.COMFORTABLE)
        menu.addSeparator()
        menu.addAction(self._folding)
        button.setMenu(menu)
        return button

    def _add_choice(self, menu: QMenu, group: QActionGroup, words: str, choose: Callable[[], None]) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(lambda _=False: choose())
        return action

    def _order_words(self) -> dict[Sort, str]:
        return {
            Sort.NEWEST: self.tr("Newest first"),
            Sort.OLDEST: self.tr("Oldest first"),
            Sort.ARRIVED: self.tr("Last arrived first"),
            Sort.TITLE: self.tr("By title"),
            Sort.SOURCE: self.tr("By source"),
            Sort.RELEVANCE: self.tr("Best match first"),
        }

    def _density_words(self) -> dict[Density, str]:
        return {Density.COMFORTABLE: self.tr("Two lines a row"), Density.COMPACT: self.tr("One line a row")}

    def _order(self, order: Sort) -> None:
        self._sort.setText(self._order_words()[order])
        self._show_rows(order)

    def _connect(self) -> None:
        self.filter_bar.filter_changed.connect(self._show)
        self.filter_bar.figure_opened.connect(self.figure_opened)
        self.list.article_chosen.connect(self.article_chosen)
        self.list.article_opened.connect(self.article_opened)
        self.list.menu_asked.connect(self.menu_asked)
        self.list.figure_opened.connect(self.figure_opened)
        self.model.counted.connect(self._show_count)
        self.model.query_refused.connect(self._show_refusal)
        self.model.first_rows_shown.connect(self._show_list)
        self.model.modelReset.connect(self._note_order)

    # --- answers ------------------------------------------------------------------------------

    def _note_order(self) -> None:
        self._sort.setText(self._order_words()[self.model.order])

    def _show_list(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            if self.list.current is None:
                self.list.setCurrentIndex(self.model.index(-1, 0))

    def _show_count(self, rows: int) -> None:
        articles = Figure(self.model.articles, ArticlesOf(self.model.query))
        if self.model.is_folded:
            self.filter_bar.show_count(Figure(rows, StoriesOf(self.model.query)), articles)
        else:
            self.filter_bar.show_count(articles)
        if rows:
            self._stack.setCurrentWidget(self.list)
            return
        is_everything = self.filter == EVERY_ARTICLE
        self._stack.setCurrentWidget(self._empty if is_everything else self._nothing)
        if not is_everything:
            self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        """Ask whether other zones hold what was not found: "0 counted, 1 in teasers"."""
        query = self.model.query
        self._nothing.say(self.tr("Nothing found"), self.tr("No article passes this filter."))
        self._reading.ask(lambda reader: reader.elsewhere(query), self._hint_elsewhere, key=(self, "elsewhere"))

    def _hint_elsewhere(self, found: dict[Zone, int]) -> None:
        if found:
            places = ", ".join(f"{zone_word(zone).lower()} ({articles:,})" for zone, articles in found.items())
            hint = self.tr("Headlines and bodies do not have it, but other parts of articles do: {places}.")
            self._nothing.say(self.tr("Nothing found"), hint.format(places=places))

    def _show_refusal(self, error: MonitorError) -> None:
        if isinstance(error, QueryError):
            self.filter_bar.show_error(error)
        else:
            self.filter_bar.show_hint(error.sentence)
