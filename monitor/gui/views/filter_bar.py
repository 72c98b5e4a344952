"""The bar above the list of articles: words to search, chips to narrow by, and how many articles are left."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from monitor.core.errors import QueryError
from monitor.core.query import parse
from monitor.core.store import Reader
from monitor.gui.figure import Figure, FigureButton, StoriesOf
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter, Chip, Facet
from monitor.gui.models.words import counted, moment_text
from monitor.gui.shown import one_line
from monitor.gui.views.date_popup import DatePopup, periods
from monitor.gui.views.facet_popup import FacetPopup
from monitor.gui.views.facet_questions import MOST_NAMES, country_question, name_question, source_question
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import empty_layout, plain_label, restyle, tool_button

TYPING_MS = 140  # desktop.md 1: 120 to 150
ERROR_MS = 600  # a quotation mark that is still being typed is no error yet
LONGEST_QUERY = 1_000  # characters; reliability.md on pasted megabytes


class FilterBar(QFrame):
    """Lets the user narrow the articles.

    Signals:
        filter_changed(ArticleFilter): at most once in 140 ms while typing; only filters that can be understood.
        figure_opened(Figure): the number of articles was clicked.
        save_asked(QPoint): the filter is to be kept under a name; the popup belongs at this point.
    """

    filter_changed = Signal(object)
    figure_opened = Signal(object)
    save_asked = Signal(QPoint)

    def __init__(self, reading: Jobs[Reader], icons: Icons, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("filter_bar")
        self.setAccessibleName(self.tr("Filter"))
        self._reading = reading
        self._icons = icons
        self._country_name = country_name
        self._filter = EVERY_ARTICLE
        self.search_edit = QLineEdit(clearButtonEnabled=True, maxLength=LONGEST_QUERY)
        self._message = plain_label(wrap=True)
        self._count = FigureButton(None, "")
        self._articles = FigureButton(None, "")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._late = QTimer(self, singleShot=True, interval=ERROR_MS)
        self._set_chips = QWidget()
        self._make_buttons()
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def filter(self) -> ArticleFilter:
        """The filter that is set."""
        return self._filter

    def show_filter(self, filter: ArticleFilter) -> None:
        """Set a filter; it is told like one that the user set."""
        if self.search_edit.text() != filter.text:
            self.search_edit.blockSignals(True)  # the words are part of this filter, not another one
            self.search_edit.setText(filter.text)
            self.search_edit.blockSignals(False)
        self._typing.stop()
        self._change(filter)

    def toggle(self, chip: Chip) -> None:
        """Set a condition, or take it off where it is set."""
        self.show_filter(self._filter.toggled(chip))

    def clear(self) -> None:
        """Let everything through."""
        self.show_filter(EVERY_ARTICLE)

    def add_tool(self, widget: QWidget) -> None:
        """Put something at the right end, in the line of the count."""
        self._tools.addWidget(widget)

    def show_count(self, figure: Figure | None, articles: Figure | None = None) -> None:
        """Show how many rows are left; None while it is not known, and the place stays free.

        Args:
            figure: The articles, or the stories where each has one row.
            articles: Beside stories, how many articles they are.
        """
        self._count.setEnabled(figure is not None)
        self._articles.setVisible(articles is not None)
        if articles is not None:
            self._articles.show_figure(articles, self.tr("articles"))
            self._articles.setText(counted(articles.value, self.tr("article"), self.tr("articles")))
        if figure is None:
            self._count.setText("…")
            return
        one, several = self.tr("article"), self.tr("articles")
        if isinstance(figure.opens, StoriesOf):
            one, several = self.tr("story"), self.tr("stories")
        self._count.show_figure(figure, several)
        self._count.setText(counted(figure.value, one, several))

    def show_error(self, error: QueryError) -> None:
        """Say below the words what is wrong with them, and where."""
        rest = one_line(self.search_edit.text()[error.position :], 40)
        where = self.tr(" Here: {rest}").format(rest=rest) if rest else ""
        self._say(f"{error.sentence}{where}", role="error")
        restyle(self.search_edit, "invalid", True)

    def show_hint(self, hint: str) -> None:
        """Say something helpful below the words; nothing where empty."""
        self._say(hint, role="small")
        restyle(self.search_edit, "invalid", False)

    def _say(self, words: str, *, role: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
        restyle(self._message, "role", role)

    # --- making -------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.search_edit.setObjectName("search_edit")
        self.search_edit.setAccessibleName(self.tr("Search"))
        self.search_edit.setPlaceholderText(self.tr('Search, e.g. summit AND (border OR "trade deal")'))
        self._message.hide()
        self._articles.hide()
        self._count.setProperty("edge", "left")
        self._unread = self._make_switch(self.tr("Unread"), Chip(Facet.IS, "unread"))
        self._starred = self._make_switch(self.tr("Starred"), Chip(Facet.IS, "starred"))
        self._country = self._make_opener(self.tr("Country"), self.open_countries)
        self._name = self._make_opener(self.tr("Name"), self._open_names)
        self._source = self._make_opener(self.tr("Source"), self._open_sources)
        self._date = self._make_opener(self.tr("Date"), self._open_dates)
        self._facets: dict[str, FacetPopup] = {}
        self._dates: DatePopup | None = None

    def _make_switch(self, word: str, chip: Chip) -> QToolButton:
        button = tool_button(word, "chip", checkable=True)
        button.setAccessibleName(self.tr("Only {word}").format(word=word.lower()))
        button.clicked.connect(lambda _=False: self.toggle(chip))
        return button

    def _make_opener(self, word: str, open_popup: Callable[[], object]) -> QToolButton:
        button = tool_button(word, "chip", icon_after=True)
        button.setAccessibleName(self.tr("Filter by {facet}").format(facet=word.lower()))
        self._icons.dress(button, "down")
        button.clicked.connect(open_popup)
        return button

    def _arrange(self) -> None:
        self._chips = FlowLayout(gap=6)
        for button in (self._unread, self._starred, self._country, self._name, self._source, self._date):
            self._chips.addWidget(button)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        self._tools.addWidget(self._count)
        self._tools.addWidget(self._articles)
        self._tools.addStretch(1)
        self._active = FlowLayout(self._set_chips, gap=6)
        self._set_chips.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self.search_edit)
        layout.addWidget(self._message)
        layout.addLayout(self._chips)
        layout.addWidget(self._set_chips)
        layout.addLayout(self._tools)

    def _connect(self) -> None:
        self.search_edit.textChanged.connect(lambda _: self._typing.start())
        self.search_edit.returnPressed.connect(self._take_words)
        self._typing.timeout.connect(self._take_words)
        self._late.timeout.connect(self._check_words)
        self._count.figure_opened.connect(self.figure_opened)
        self._articles.figure_opened.connect(self.figure_opened)

    # --- changing -----------------------------------------------------------------------------

    def _take_words(self) -> None:
        text = self.search_edit.text()
        try:
            parse(text)
        except QueryError:
            self._late.start()
            return
        if text != self._filter.text:
            self._change(ArticleFilter(text, self._filter.chips))
        else:
            self.show_hint("")

    def _check_words(self) -> None:
        try:
            parse(self.search_edit.text())
        except QueryError as error:
            self.show_error(error)

    def _change(self, filter: ArticleFilter) -> None:
        self._late.stop()
        self._filter = filter
        self.show_hint("")
        self.show_count(None)
        self._show_chips()
        self.filter_changed.emit(filter)

    def _show_chips(self) -> None:
        self._unread.setChecked(self._filter.has(Facet.IS, "unread"))
        self._starred.setChecked(self._filter.has(Facet.IS, "starred"))
        empty_layout(self._active)
        chips = [chip for chip in self._filter.chips if chip.facet is not Facet.IS]
        for chip in chips:
            self._active.addWidget(self._make_chip(chip))
        is_set = self._filter != EVERY_ARTICLE
        if is_set:
            self._active.addWidget(self._make_clear())
            self._active.addWidget(self._make_save())
        self._set_chips.setVisible(is_set)

    def _make_chip(self, chip: Chip) -> QToolButton:
        words = chip_words(chip, self._country_name, self.tr)
        button = tool_button(words, "chip", checkable=True, icon_after=True)
        button.setChecked(True)
        button.setAccessibleName(self.tr("Remove the filter {words}").format(words=words))
        button.setToolTip(self.tr("Remove. Right-click: leave out instead"))
        self._icons.dress(button, "close")
        button.clicked.connect(lambda _=False: self.show_filter(self._filter.without(chip.facet, chip.value)))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(lambda _: self._turn(chip))
        return button

    def _make_clear(self) -> QToolButton:
        button = tool_button(self.tr("Clear all"), "link")
        button.clicked.connect(self.clear)
        return button

    def _make_save(self) -> QToolButton:
        button = tool_button(self.tr("Save this filter…"), "link")
        button.clicked.connect(lambda: self.save_asked.emit(_below(button)))
        return button

    def _turn(self, chip: Chip) -> None:
        self.show_filter(self._filter.with_chip(Chip(chip.facet, chip.value, not chip.exclude)))

    # --- popups -------------------------------------------------------------------------------

    def open_countries(self) -> QWidget:
        """Open the countries under the filter, and return what they are shown in."""
        popup = self._facet(self.tr("Country"))
        popup.ask(country_question(self._filter, self._country_name), _below(self._country))
        return popup

    def _open_names(self) -> None:
        popup = self._facet(self.tr("Name"))
        popup.explain(
            self.tr("The {most} most mentioned. Others: person:, org: or place: in the search line.").format(
                most=f"{MOST_NAMES:,}"
            ),
            at_least=MOST_NAMES,
        )
        popup.ask(name_question(self._filter), _below(self._name))

    def _open_sources(self) -> None:
        self._facet(self.tr("Source")).ask(source_question(self._filter), _below(self._source))

    def _open_dates(self) -> None:
        if self._dates is None:
            self._dates = DatePopup(self)
            self._dates.chip_chosen.connect(self._add)
        self._dates.open_at(_below(self._date))

    def _facet(self, title: str) -> FacetPopup:
        if title not in self._facets:
            self._facets[title] = FacetPopup(self, self._reading, title)
            self._facets[title].chip_chosen.connect(self._add)
        return self._facets[title]

    def _add(self, chip: Chip) -> None:
        self.show_filter(self._filter.with_chip(chip))


def chip_words(chip: Chip, country_name: Callable[[str], str], say: Callable[[str], str]) -> str:
    """Return what a chip says."""
    value = one_line(chip.value, 60)
    match chip.facet:
        case Facet.COUNTRY | Facet.FOCUS:
            words = country_name(chip.value)
        case Facet.DATE:
            known = {query: name for name, query in periods(date.today(), say)}
            words = known.get(chip.value, value.replace("..", " – "))
        case Facet.ARRIVED:
            words = say("Came in since {moment}").format(moment=moment_text(value.removesuffix("..")) or value)
        case Facet.STORY:
            words = say("Copies of one story")
        case _:
            words = value
    prefixes = {Facet.FOCUS: say("About"), Facet.AGENCY: say("Agency"), Facet.TAG: say("Tag")}
    words = f"{prefixes[chip.facet]}: {words}" if chip.facet in prefixes else words
    return say("Not {words}").format(words=words) if chip.exclude else words


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 4))
