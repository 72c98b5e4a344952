"""The names under the filter, with how often they are mentioned and where."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from monitor.core.records import Changes
from monitor.core.store import Reader
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key
from monitor.gui.figure import ArticlesOf, EntityMentions, Figure
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import type_icon, type_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.facet_questions import name_chip
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.name_facts import Named
from monitor.gui.views.name_panel import NamePanel
from monitor.gui.views.parts import hairline, plain_label, tool_button
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.while_seen import WhileSeen

COUNT_PX = 110
PANEL_PX = 420


class ListedEntity(NamedTuple):
    """An entity of the list; ``key`` is its folded name (``tokens.name_key``). A tuple, for there may be very many."""

    name: str
    type: EntityType
    mentions: int
    articles: int
    key: str


class EntitiesView(QWidget):
    """Lists entities.

    Signals:
        figure_opened(Figure): a count was opened.
        names_menu_asked(list, QPoint): a context menu for entities, each as name and type.
        alias_menu_asked(str, str, EntityType, QPoint): a menu for a way of writing a name.
        take_back_asked(int, NameCorrection): a correction of a name is to be undone.
        mention_chosen(PlacedMention): a quote is to be shown in its article.
    """

    figure_opened = Signal(object)
    names_menu_asked = Signal(object, QPoint)
    alias_menu_asked = Signal(str, str, object, QPoint)
    take_back_asked = Signal(int, object)
    mention_chosen = Signal(object)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._filter = EVERY_ARTICLE
        self._listing = Listing(reading, self)
        self._seen = WhileSeen(self, self._ask, self._ask_again)
        self._types: set[EntityType] = set()
        self.rows: RowsModel[ListedEntity] = RowsModel(self._columns(), lambda row: (row.key, row.type), icons.icon)
        self.table = RowsTable(self.rows, theme)
        self.table.setObjectName("entity_list")
        self.table.setAccessibleName(self.tr("Names"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.panel = NamePanel(reading, theme, icons)
        self._corrections = tool_button(self.tr("All corrections"), "link")
        self._search = QLineEdit()
        self._under = plain_label(role="small", wrap=True)
        self._types_row = {type: self._make_switch(type) for type in EntityType}
        self._empty = EmptyState(icons, icon="entities", heading=self.tr("No names yet"))
        self._stack = QStackedLayout()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def show_filter(self, filter: ArticleFilter) -> None:
        """Show the names in the articles under another filter."""
        self._filter = filter
        self._seen.ask()

    def open_name(self, name: str, type: EntityType) -> None:
        """Show the page of a name, whether or not it is in the list."""
        self.panel.show_name(Named(name, type), self._filter)
        self.table.choose((name_key(name), type))

    def note_changes(self, changes: Changes) -> None:
        """Ask again if a write concerns articles."""
        if changes.articles or changes.removed or changes.decisions:
            self._seen.ask_again()

    def _ask_again(self) -> None:
        self._listing.ask_again()
        self.panel.ask_again()

    def _ask(self) -> None:
        query, types = self._filter.query, tuple(self._types)
        self._listing.ask(lambda reader: list_entities(reader, query, types), self._take)
        self._show_chosen(self.table.current)

    def _take(self, counts: list[ListedEntity]) -> None:
        self.rows.show_rows(counts)
        self._stack.setCurrentIndex(0 if counts else 1)
        filtered = self._filter != EVERY_ARTICLE
        self._under.setVisible(filtered)
        self._under.setText(self.tr("Only in the articles under the filter: {query}").format(query=self._filter.query))
        if not counts:
            self._empty.say(
                self.tr("No names here") if filtered or self._types else self.tr("No names yet"),
                self.tr("Names are found in every article that comes in: people, organisations, places."),
            )

    # --- making -------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[ListedEntity], ...]:
        return (
            Column(
                self.tr("Name"),
                lambda row: one_line(row.name, 200),
                sort=lambda row: row.key,
                icon=lambda row: (type_icon(row.type), "secondary"),
            ),
            Column(self.tr("Type"), lambda row: type_word(row.type), width=130),
            Column(self.tr("Mentions"), sort=lambda row: row.mentions, figure=self._mentions, width=COUNT_PX),
            Column(self.tr("Articles"), sort=lambda row: row.articles, figure=self._articles, width=COUNT_PX),
        )

    def _mentions(self, row: ListedEntity) -> Figure:
        return Figure(row.mentions, EntityMentions(row.name, row.type, self._filter.query))

    def _articles(self, row: ListedEntity) -> Figure:
        query = self._filter.with_chip(name_chip(row.name, row.type)).query
        return Figure(row.articles, ArticlesOf(query))

    def _make_switch(self, type: EntityType) -> QWidget:
        button = tool_button(type_word(type, many=True), "chip", checkable=True)
        button.setAccessibleName(self.tr("Only {type}").format(type=type_word(type, many=True).lower()))
        button.clicked.connect(lambda on: self._switch(type, on))
        return button

    def _switch(self, type: EntityType, on: bool) -> None:
        self._types = self._types | {type} if on else self._types - {type}
        self._seen.ask()

    def _arrange(self) -> None:
        self._search.setPlaceholderText(self.tr("Find a name in this list"))
        self._search.setAccessibleName(self.tr("Find a name"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(360)
        chips = FlowLayout(gap=6)
        for switch in self._types_row.values():
            chips.addWidget(switch)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(12)
        head.addWidget(self._search, 2)
        head.addLayout(chips, 5)
        head.addWidget(self._corrections, 0, Qt.AlignmentFlag.AlignTop)
        self._under.setContentsMargins(16, 0, 16, 8)
        self._under.hide()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._under)
        layout.addWidget(hairline())
        names = QWidget()
        names.setLayout(self._stack)
        self._split.setObjectName("names_split")
        self._split.addWidget(names)
        self._split.addWidget(self.panel)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([10_000, PANEL_PX])
        self._split.setChildrenCollapsible(False)
        layout.addWidget(self._split, 1)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._narrow)
        self.table.figure_opened.connect(self.figure_opened)
        self.table.row_opened.connect(lambda row: self.figure_opened.emit(self._mentions(row)))
        self.table.menu_asked.connect(self._ask_menu)
        self.table.row_chosen.connect(self._show_chosen)
        self._corrections.clicked.connect(lambda: self._show_chosen(None))
        self.panel.figure_opened.connect(self.figure_opened)
        self.panel.alias_menu_asked.connect(self.alias_menu_asked)
        self.panel.take_back_asked.connect(self.take_back_asked)
        self.panel.quote_chosen.connect(self.mention_chosen)

    def _show_chosen(self, row: ListedEntity | None) -> None:
        self.panel.show_name(Named(row.name, row.type) if row is not None else None, self._filter)

    def _ask_menu(self, row: ListedEntity, at: QPoint) -> None:
        """Ask for the menu of the row, or of all that are selected where it is one of them."""
        chosen = self.table.chosen
        rows = chosen if row in chosen else [row]
        self.names_menu_asked.emit([(one.name, one.type) for one in rows], at)

    def _narrow(self, text: str) -> None:
        self.rows.narrow(name_test(text))


def list_entities(reader: Reader, query: str, types: tuple[EntityType, ...]) -> list[ListedEntity]:
    """Return the entities under a query with their folded names, which would take too long to make while typing."""
    return [
        ListedEntity(row.name, row.type, row.mentions, row.articles, name_key(row.name))
        for row in reader.entities(query, types=types)
    ]


def name_test(text: str) -> Callable[[ListedEntity], bool] | None:
    """Return the test of names that hold what was typed, None where nothing was."""
    key = name_key(text) if text.strip() else ""
    return (lambda row: key in row.key) if key else None
