"""The countries under the filter: on the map, in the table beside it, and over time below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QToolButton, QVBoxLayout, QWidget

from monitor.core.records import Changes
from monitor.core.store import Reader
from monitor.core.store.rows import Count, CountryCount
from monitor.core.terms import CountryKind
from monitor.gui.figure import ArticlesOf, CountryMentions, Figure
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.map.country_map import CountryMap
from monitor.gui.map.drawing import Colouring
from monitor.gui.map.world import World
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter, Chip, Facet
from monitor.gui.models.words import kind_word
from monitor.gui.theme import Theme, text_scale
from monitor.gui.views.chart_bins import make_bars
from monitor.gui.views.chart_timeline import Period, Timeline
from monitor.gui.views.filter_line import FilterLine
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.map_legend import Legend
from monitor.gui.views.map_player import DayPlayer
from monitor.gui.views.parts import choice_button, hairline, icon_button, plain_label, tool_button
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.while_seen import WhileSeen

ALL_KINDS = tuple(CountryKind)
TABLE_PX = 330  # the table's width at first
ZOOM_MARGIN = 10  # pixels between the zoom buttons and the map's edge


@dataclass(frozen=True, slots=True)
class Answer:
    """What the map shows: countries by mentions of the chosen kinds, and days."""

    countries: tuple[CountryCount, ...]
    days: tuple[Count, ...]


class MapView(QWidget):
    """Shows where the articles under the filter are about.

    Signals:
        filter_changed(ArticleFilter): a period was chosen, or the filter cleared.
        country_chosen(str): a country was clicked on the map or opened in the table.
        figure_opened(Figure): a count of the table was opened.
    """

    filter_changed = Signal(object)
    country_chosen = Signal(str)
    figure_opened = Signal(object)

    def __init__(self, reading: Jobs[Reader], world: World, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("map_view")
        self._reading = reading
        self._world = world
        self._filter = EVERY_ARTICLE
        self._day: Period | None = None  # that the player shows, inside the filter
        self._seen = WhileSeen(self, self._ask, self._ask)
        self._by_articles = False
        self._answer = Answer((), ())
        self.map = CountryMap(world, theme.tokens)
        self.rows: RowsModel[CountryCount] = RowsModel(self._columns(), identity=lambda row: row.code)
        self.table = RowsTable(self.rows, theme)
        self.timeline = Timeline(theme)
        self.player = DayPlayer(icons)
        self.legend = Legend()
        self._line = FilterLine(world.name)
        self._kinds = {kind: self._make_kind(kind) for kind in ALL_KINDS}
        self._measures = (
            self._make_measure(self.tr("Mentions"), by_articles=False),
            self._make_measure(self.tr("Articles"), by_articles=True),
        )
        self._zoom = self._make_zoom(icons)
        self._arrange()
        self._connect(theme)

    # --- what is shown ------------------------------------------------------------------------

    def show_filter(self, filter: ArticleFilter) -> None:
        """Show the articles under another filter."""
        self._filter = filter
        self._line.show_filter(filter)
        self.player.show_all()
        self._seen.ask()

    def note_changes(self, changes: Changes) -> None:
        """Ask again where a write concerns articles."""
        if changes.articles or changes.removed:
            self._seen.ask()

    @property
    def kinds(self) -> tuple[CountryKind, ...]:
        """The kinds of mention that count."""
        return tuple(kind for kind, button in self._kinds.items() if button.isChecked())

    def choose_kinds(self, kinds: Sequence[CountryKind]) -> None:
        """Count only mentions of some kinds."""
        for kind, button in self._kinds.items():
            button.setChecked(kind in kinds)
        self._seen.ask()

    @property
    def shown(self) -> ArticleFilter:
        """What is counted: the filter, and the day that the player shows."""
        return self._filter.with_chip(Chip(Facet.DATE, self._day.query)) if self._day else self._filter

    def _show_day(self, day: Period | None) -> None:
        if day != self._day:
            self._day = day
            self._seen.ask()

    def _open_country(self, code: str) -> None:
        """Tell that a country was chosen; a day that the player shows narrows the articles too."""
        if self._day is not None:
            self.filter_changed.emit(self.shown)
        self.country_chosen.emit(code)

    def _ask(self) -> None:
        query, kinds = self.shown.query, self.kinds
        whole = replace(self._filter, chips=tuple(chip for chip in self._filter.chips if chip.facet is not Facet.DATE))
        self._reading.ask(
            lambda reader: Answer(tuple(reader.countries(query, kinds=kinds)), tuple(reader.days(whole.query))),
            self._show,
            key=(self, "countries"),
        )

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        self.rows.show_rows(answer.countries)
        bars = make_bars(answer.days)
        self.timeline.show_bars(bars, self._day or period_of(self._filter))
        self.player.show_bars(bars, period_of(self._filter))
        self.player.note_shown()
        self._show_day(self.player.period)  # the day may have gone with its articles
        self.map.show_chosen(frozenset(self._filter.of_facet(Facet.COUNTRY)))
        self._colour()

    def _colour(self) -> None:
        if self._by_articles:
            counts = {row.code: row.articles for row in self._answer.countries}
            self.map.show_counts(counts, self.tr("articles"))
        else:
            counts = {row.code: row.mentions for row in self._answer.countries}
            self.map.show_counts(counts, self.tr("mentions"))

    def _show_legend(self, colouring: Colouring) -> None:
        self.legend.show_colouring(colouring, self.tr("Articles") if self._by_articles else self.tr("Mentions"))

    # --- making -------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[CountryCount], ...]:
        return (
            Column(self.tr("Country"), lambda row: self._world.name(row.code)),
            Column(self.tr("Mentions"), figure=self._mentions, width=86),
            Column(self.tr("Articles"), figure=self._articles, width=80),
        )

    def _mentions(self, row: CountryCount) -> Figure:
        question = CountryMentions(row.code, self.shown.query, kinds=frozenset(self.kinds))
        return Figure(row.mentions, question)

    def _articles(self, row: CountryCount) -> Figure:
        return Figure(row.articles, ArticlesOf(self.shown.with_chip(Chip(Facet.COUNTRY, row.code)).query))

    def _make_kind(self, kind: CountryKind) -> QToolButton:
        button = tool_button(kind_word(kind), "kind", checkable=True)
        button.setChecked(True)
        button.setAccessibleName(self.tr("Count mentions by {kind}").format(kind=kind_word(kind).lower()))
        button.clicked.connect(self._change_kinds)
        return button

    def _make_measure(self, word: str, *, by_articles: bool) -> QToolButton:
        button = choice_button(word, checked=not by_articles)
        button.setAccessibleName(self.tr("Colour the map by {what}").format(what=word.lower()))
        button.clicked.connect(lambda: self._measure_by(by_articles))
        return button

    def _make_zoom(self, icons: Icons) -> QFrame:
        frame = QFrame(self.map)
        frame.setObjectName("map_zoom")
        column = QVBoxLayout(frame)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        for icon, words, action in (
            ("add", self.tr("Zoom in (+)"), self.map.zoom_in),
            ("remove", self.tr("Zoom out (-)"), self.map.zoom_out),
            ("fit", self.tr("Show the whole world (0)"), self.map.show_all),
        ):
            button = icon_button(icons, icon, words, tone="text")
            button.clicked.connect(action)
            column.addWidget(button)
        frame.move(ZOOM_MARGIN, ZOOM_MARGIN)
        return frame

    def _arrange(self) -> None:
        self.table.setObjectName("country_table")
        self.table.setAccessibleName(self.tr("Mentions by country"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_bar())
        layout.addWidget(self._line)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("map_split")
        split.addWidget(self._make_map_side())
        split.addWidget(self.table)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, round(TABLE_PX * text_scale())])
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)
        layout.addWidget(hairline())
        layout.addWidget(self.player)
        layout.addWidget(self.timeline)

    def _make_bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("role", "bar")
        row = FlowLayout(bar, gap=6)
        row.setContentsMargins(12, 6, 12, 6)
        for button in self._measures:
            row.addWidget(button)
        row.addWidget(plain_label(self.tr("   Count"), "chip_label"))
        for kind in self._kinds.values():
            row.addWidget(kind)
        return bar

    def _make_map_side(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "surface")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.map, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self.legend)
        column.addWidget(hairline())
        column.addLayout(foot)
        return side

    def _connect(self, theme: Theme) -> None:
        theme.theme_changed.connect(self.map.use_tokens)
        self.map.colouring_changed.connect(self._show_legend)
        self.map.country_chosen.connect(self._open_country)
        self.player.period_chosen.connect(self._show_day)
        self.table.figure_opened.connect(self.figure_opened)
        self.table.row_opened.connect(lambda row: self._open_country(row.code))
        self.table.row_chosen.connect(lambda row: self.map.point_at(row.code if row else None))
        self.timeline.period_chosen.connect(self._choose_period)
        self._line.filter_changed.connect(self.filter_changed)
        self.setTabOrder(self.map, self.table)
        self._show_legend(self.map.colouring)

    # --- choosing -----------------------------------------------------------------------------

    def _measure_by(self, by_articles: bool) -> None:
        self._by_articles = by_articles
        self._colour()

    def _change_kinds(self) -> None:
        # An article is found by a country of any kind, so its count would open another list.
        is_whole = self.kinds == ALL_KINDS
        self.table.setColumnHidden(2, not is_whole)
        self._measures[1].setEnabled(is_whole)
        if not is_whole and self._by_articles:
            self._measures[0].click()
        self._seen.ask()

    def _choose_period(self, period: Period | None) -> None:
        if period is None:
            dates = self._filter.of_facet(Facet.DATE)
            changed = self._filter.without(Facet.DATE, dates[0]) if dates else self._filter
        else:
            changed = self._filter.with_chip(Chip(Facet.DATE, period.query))
        if changed != self._filter:
            self.filter_changed.emit(changed)


def period_of(filter: ArticleFilter) -> Period | None:
    """Return the period that a filter is set to; None for all time, or where it is none of whole days."""
    for value in filter.of_facet(Facet.DATE):
        first, _, last = value.partition("..")
        try:
            return Period(date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError:
            return None
    return None
