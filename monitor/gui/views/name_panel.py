"""The page of a name beside the list of names: written how, when, where, with whom, and how it was corrected."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from monitor.core.corrections import NameCorrection, Numbered
from monitor.core.store import PlacedMention, Reader
from monitor.gui.figure import ArticlesOf, Figure, FigureButton
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.corrections import correction_text
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter, Chip, Facet
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import counted, type_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.chart_timeline import Period, Timeline
from monitor.gui.views.facet_questions import name_chip
from monitor.gui.views.name_facts import Beside, Named, NameFacts, WrittenAs, all_corrections, name_facts
from monitor.gui.views.parts import empty_layout, plain_label, tool_button
from monitor.gui.views.quote_button import QuoteButton
from monitor.gui.views.tables import RowsTable

WIDTH = 400
NUMBER_PX = 84
ORIGIN_PX = 150
LONGEST_TITLE = 44  # code points: what a line of the panel holds
LONGEST_QUOTE = 240
MOST_WRITTEN = 12  # rows of a table before it scrolls


class NamePanel(QScrollArea):
    """Shows one name, or without any all corrections that are in force.

    Signals:
        figure_opened(Figure): a count was opened.
        alias_menu_asked(str, str, EntityType, QPoint): a menu for a way of writing a name.
        take_back_asked(int, NameCorrection): a correction is to be undone.
        quote_chosen(PlacedMention): a quote is to be shown in its article.
    """

    figure_opened = Signal(object)
    alias_menu_asked = Signal(str, str, object, QPoint)
    take_back_asked = Signal(int, object)
    quote_chosen = Signal(object)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("name_panel")
        self.setAccessibleName(self.tr("What is known of the name"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listing = Listing(reading, self)
        self._filter: ArticleFilter = EVERY_ARTICLE
        self._named: Named | None = None
        self._heading = plain_label(role="heading", wrap=True)
        self._under = QHBoxLayout()
        self.timeline = Timeline(theme)
        self.written: RowsModel[WrittenAs] = RowsModel(self._written_columns(), lambda row: row.text, icons.icon)
        self.written_table = RowsTable(self.written, theme)
        self._split = tool_button(self.tr("Split off…"), "link")
        self._sources = QGridLayout()
        self._together = QGridLayout()
        self._quotes = QVBoxLayout()
        self._corrections = QVBoxLayout()
        self._sections: dict[str, QWidget] = {}
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def show_name(self, named: Named | None, filter: ArticleFilter) -> None:
        """Show another name, or all corrections where None."""
        self._named, self._filter = named, filter
        if named is None:
            self._listing.ask(all_corrections, self._take_corrections)
        else:
            self._listing.ask(lambda reader: name_facts(reader, named, filter), self._take)

    def ask_again(self) -> None:
        """Ask the same once more: something was written."""
        self._listing.ask_again()

    def _take(self, facts: NameFacts) -> None:
        self._heading.setText(one_line(facts.named.name, 120))
        self._show_counts(facts)
        self.timeline.show_bars(facts.bars, None)
        self.written.show_rows(facts.written)
        _fit_height(self.written_table, len(facts.written))
        self._show_beside(self._sources, facts.sources, facts.outlets, self.tr("outlets"))
        self._show_beside(self._together, facts.together, facts.company, self.tr("names"))
        self._show_quotes(facts.quotes)
        self._show_corrections(facts.corrections)
        shown = {
            "timeline": bool(facts.bars.bars),
            "written": bool(facts.written),
            "sources": bool(facts.sources),
            "together": bool(facts.together),
            "quotes": bool(facts.quotes),
            "corrections": bool(facts.corrections),
        }
        for name, section in self._sections.items():
            section.setVisible(shown[name])

    def _take_corrections(self, corrections: list[Numbered]) -> None:
        self._heading.setText(self.tr("Corrections of names"))
        empty_layout(self._under)
        none = self.tr("Merge, rename or split names with a right click; what is corrected stands here.")
        words = counted(len(corrections), self.tr("correction in force"), self.tr("corrections in force"))
        self._under.addWidget(plain_label(words if corrections else none, "small", wrap=True), 1)
        self._show_corrections(corrections)
        for name, section in self._sections.items():
            section.setVisible(name == "corrections" and bool(corrections))

    def _show_counts(self, facts: NameFacts) -> None:
        empty_layout(self._under)
        self._under.addWidget(plain_label(type_word(facts.named.type), "small"))
        for figure, one, many in (
            (facts.mentions, self.tr("mention"), self.tr("mentions")),
            (facts.articles, self.tr("article"), self.tr("articles")),
        ):
            self._under.addWidget(plain_label("·", "small"))
            button = FigureButton(figure, many)
            button.figure_opened.connect(self.figure_opened)
            self._under.addWidget(button)
            self._under.addWidget(plain_label(one if figure.value == 1 else many, "small"))
        self._under.addStretch(1)

    def _show_beside(self, grid: QGridLayout, rows: Sequence[Beside], total: int, what: str) -> None:
        empty_layout(grid)
        for number, row in enumerate(rows):
            grid.addWidget(_elided(row.label), number, 0)
            button = FigureButton(row.figure, self.tr("articles with {name}").format(name=one_line(row.label, 60)))
            button.figure_opened.connect(self.figure_opened)
            grid.addWidget(button, number, 1, Qt.AlignmentFlag.AlignRight)
        if total > len(rows):
            words = self.tr("The first {shown} of {total} {what}").format(
                shown=len(rows), total=f"{total:,}", what=what
            )
            grid.addWidget(plain_label(words, "small"), len(rows), 0, 1, 2)

    def _show_quotes(self, quotes: Sequence[PlacedMention]) -> None:
        empty_layout(self._quotes)
        for quote in quotes:
            button = QuoteButton(
                one_line(quote.title or self.tr("Untitled"), LONGEST_TITLE), one_line(quote.text, LONGEST_QUOTE)
            )
            button.clicked.connect(lambda _=False, quote=quote: self.quote_chosen.emit(quote))
            self._quotes.addWidget(button)

    def _show_corrections(self, corrections: Sequence[tuple[int, NameCorrection]]) -> None:
        empty_layout(self._corrections)
        for seq, correction in corrections:
            row = QHBoxLayout()
            words = correction_text(correction)
            row.addWidget(plain_label(words, wrap=True), 1)
            undo = tool_button(self.tr("Undo"), "link")
            undo.setAccessibleName(self.tr("Undo: {what}").format(what=words))
            undo.clicked.connect(lambda _=False, seq=seq, one=correction: self.take_back_asked.emit(seq, one))
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
            self._corrections.addLayout(row)

    # --- making -------------------------------------------------------------------------------

    def _written_columns(self) -> tuple[Column[WrittenAs], ...]:
        return (
            Column(self.tr("Written as"), lambda row: one_line(row.text, 120)),
            Column(self.tr("Found by"), lambda row: row.origin, tip=lambda row: row.origin, width=ORIGIN_PX),
            Column(self.tr("Mentions"), figure=lambda row: row.figure, width=NUMBER_PX),
        )

    def _arrange(self) -> None:
        body = QWidget()
        body.setObjectName("name_panel_body")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        self._under.setSpacing(4)
        column.addWidget(self._heading)
        column.addLayout(self._under)
        self.written_table.setAccessibleName(self.tr("Ways of writing the name"))
        written = QVBoxLayout()
        written.addWidget(self.written_table)
        written.addWidget(self._split, 0, Qt.AlignmentFlag.AlignLeft)
        drawn = QVBoxLayout()
        drawn.addWidget(self.timeline)
        for name, title, layout in (
            ("corrections", self.tr("Corrections in force"), self._corrections),
            ("timeline", self.tr("Articles over time"), drawn),
            ("written", self.tr("Ways of writing, in all articles"), written),
            ("sources", self.tr("Outlets, by articles"), self._sources),
            ("together", self.tr("Named together with, by articles"), self._together),
            ("quotes", self.tr("Latest quotes, in all articles"), self._quotes),
        ):
            self._sections[name] = _section(title, layout)
            column.addWidget(self._sections[name])
            self._sections[name].hide()
        for grid in (self._sources, self._together):
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(2)
        column.addStretch(1)
        self.setWidget(body)

    def _connect(self) -> None:
        self.written_table.figure_opened.connect(self.figure_opened)
        self.written_table.menu_asked.connect(self._ask_alias_menu)
        self.written_table.row_chosen.connect(lambda row: self._split.setEnabled(row is not None))
        self._split.clicked.connect(self._ask_split)
        self._split.setEnabled(False)
        self.timeline.period_chosen.connect(self._open_period)

    def _ask_alias_menu(self, row: WrittenAs, at: QPoint) -> None:
        if self._named is not None:
            self.alias_menu_asked.emit(row.text, self._named.name, self._named.type, at)

    def _ask_split(self) -> None:
        row = self.written_table.current
        if row is not None:
            self._ask_alias_menu(row, self._split.mapToGlobal(QPoint(0, self._split.height())))

    def _open_period(self, period: Period | None) -> None:
        """Show the articles of the days that were chosen on the timeline."""
        if self._named is None or period is None:
            return
        here = self._filter.with_chip(name_chip(self._named.name, self._named.type))
        bars = self.timeline.bars.bars
        articles = sum(bar.articles for bar in bars if period.first <= bar.first and bar.last <= period.last)
        self.figure_opened.emit(Figure(articles, ArticlesOf(here.with_chip(Chip(Facet.DATE, period.query)).query)))


def _section(title: str, layout: QVBoxLayout | QGridLayout) -> QWidget:
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 10, 0, 0)
    column.setSpacing(4)
    column.addWidget(plain_label(title, "section"))
    column.addLayout(layout)
    return section


def _elided(text: str) -> QLabel:
    label = plain_label(one_line(text, 60))
    label.setMinimumWidth(40)
    label.setToolTip("")
    return label


def _fit_height(table: RowsTable[WrittenAs], rows: int) -> None:
    shown = min(max(rows, 1), MOST_WRITTEN)
    row = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + shown * row + 2 * table.frameWidth() + 2)
