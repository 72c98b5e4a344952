"""Today: what came in since the last look, every number a way to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from monitor.core.records import Changes
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Status
from monitor.gui.figure import (
    AlertsOf,
    ArticlesOf,
    CountryMentions,
    EntityMentions,
    Figure,
    FigureButton,
    LedgerOf,
    StoriesOf,
)
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import moment_text
from monitor.gui.shown import one_line
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.parts import empty_layout, plain_label, push_button
from monitor.gui.views.while_seen import WhileSeen

MOST = 8  # names and countries that are listed
WIDEST = 860  # pixels
NEW_ALERTS = AlertsOf(frozenset({AlertState.NEW}))
FAILED = frozenset({Status.REFUSED, Status.PARTIAL})


@dataclass(frozen=True, slots=True)
class Named:
    """A name or country with how often it was mentioned since the last look."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Day:
    """What came in since a moment: figures by name, and what is mentioned most."""

    figures: dict[str, Figure]
    countries: tuple[Named, ...]
    names: tuple[Named, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came in."""
        return not self.figures["files"].value


class TodayView(QWidget):
    """Shows what came in since the last look.

    Signals:
        figure_opened(Figure): a number was opened.
        articles_asked(): all articles are to be shown.
    """

    figure_opened = Signal(object)
    articles_asked = Signal()

    def __init__(self, reading: Jobs[Reader], icons: Icons, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("today_view")
        self._listing = Listing(reading, self)
        self._country_name = country_name
        self._since = ""
        self._seen = WhileSeen(self, self._ask, self._listing.ask_again)
        self.heading = plain_label("", "headline", wrap=True)
        self.buttons: dict[str, FigureButton] = {}
        self._words: dict[str, QLabel] = {}
        self._countries, self._names = QVBoxLayout(), QVBoxLayout()
        self._lists = QWidget()
        self._quiet = EmptyState(icons, icon="check", heading=self.tr("Nothing new"))
        self._stack = QStackedLayout()
        self.all_button = push_button(self.tr("Look at all articles"))
        self._arrange()

    # --- what is shown ------------------------------------------------------------------------

    def show_since(self, since: str) -> None:
        """Show what came in since a moment (ISO 8601, UTC); since the beginning where empty."""
        self._since = since
        self.heading.setText(since_words(since, datetime.now().astimezone()))
        self._seen.ask()

    def note_changes(self, changes: Changes) -> None:
        """Count again soon, where somebody looks."""
        self._seen.ask_again()

    def _ask(self) -> None:
        since, name = self._since, self._country_name
        self._listing.ask(lambda reader: count_day(reader, since, name), self._show)

    def _show(self, day: Day) -> None:
        self.heading.setText(since_words(self._since, datetime.now().astimezone()))
        for name, figure in day.figures.items():
            one, several = _counted()[name]
            self.buttons[name].show_figure(figure, one if figure.value == 1 else several)
            self._words[name].setText(one if figure.value == 1 else several)
        self._fill(self._countries, day.countries)
        self._fill(self._names, day.names)
        self._lists.setVisible(bool(day.countries or day.names))
        waits = day.figures["alerts"].value or day.figures["unread"].value
        self._stack.setCurrentIndex(1 if day.is_quiet and not waits else 0)

    def _fill(self, column: QVBoxLayout, rows: tuple[Named, ...]) -> None:
        empty_layout(column)
        for row in rows:
            line = QHBoxLayout()
            line.addWidget(plain_label(one_line(row.name, 60)), 1)
            line.addWidget(self._make_button(row.figure, self.tr("mentions of {name}").format(name=row.name)))
            column.addLayout(line)
        column.addStretch(1)

    # --- making -------------------------------------------------------------------------------

    def _make_button(self, figure: Figure | None, what: str) -> FigureButton:
        button = FigureButton(figure, what)
        button.figure_opened.connect(self.figure_opened)
        return button

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("today_page")
        page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(18)
        column.addWidget(self.heading)
        column.addWidget(self._make_counts())
        column.addWidget(self._make_lists())
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setObjectName("today_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.all_button.clicked.connect(self.articles_asked)
        self._quiet.say(self.tr("Nothing new"), self.tr("Nothing came in since you last looked, and nothing waits."))
        self._quiet.add_button(self.all_button)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self._quiet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._stack)

    def _make_counts(self) -> QWidget:
        card, grid = _card()
        for place, (name, (_, several)) in enumerate(_counted().items()):
            button = self._make_button(None, several)
            button.setProperty("rank", "large")
            self.buttons[name], self._words[name] = button, plain_label(several, "secondary")
            row, side = divmod(place, 4)
            grid.addWidget(button, 3 * row, side, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self._words[name], 3 * row + 1, side)
            grid.setRowMinimumHeight(3 * row + 2, 12)
        return card

    def _make_lists(self) -> QWidget:
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        for title, column in ((self.tr("Countries in the news"), self._countries), (self.tr("Names"), self._names)):
            card, grid = _card()
            column.setSpacing(2)
            grid.addWidget(plain_label(title, "heading"), 0, 0)
            grid.addLayout(column, 1, 0)
            row.addWidget(card, 1)
        return self._lists


def count_day(reader: Reader, since: str, country_name: Callable[[str], str]) -> Day:
    """Return what came in since a moment; each figure is the length of the list that it opens."""
    query = f"arrived:{since}.." if since else ""
    totals = reader.count(query)

    def files(statuses: frozenset[Status]) -> Figure:
        return Figure(reader.count_ledger(*statuses, since=since), LedgerOf(statuses, since))

    figures = {
        "files": files(frozenset(Status)),
        "stories": Figure(totals.stories, StoriesOf(query)),
        "articles": Figure(totals.articles, ArticlesOf(query)),
        "alerts": Figure(len(reader.alerts(state=AlertState.NEW)), NEW_ALERTS),
        "duplicates": files(frozenset({Status.DUPLICATE})),
        "failed": files(FAILED),
        "unread": Figure(reader.count("is:unread").articles, ArticlesOf("is:unread")),
        "starred": Figure(reader.count("is:starred").articles, ArticlesOf("is:starred")),
    }
    countries = [
        Named(country_name(row.code), Figure(row.mentions, CountryMentions(row.code, query)))
        for row in reader.countries(query)[:MOST]
    ]
    names = [
        Named(row.name, Figure(row.mentions, EntityMentions(row.name, row.type, query)))
        for row in reader.entities(query, limit=MOST)
    ]
    return Day(figures, tuple(countries), tuple(names))


def since_words(since: str, now: datetime) -> str:
    """Return since when is counted, as one says it: "Since yesterday, 18:02"; ``now`` is local."""
    if not since:
        return _tr("Since the library was made")
    moment = datetime.fromisoformat(since).astimezone(now.tzinfo)
    days = {now.date(): _tr("Since today, {time}"), now.date() - timedelta(days=1): _tr("Since yesterday, {time}")}
    words = days.get(moment.date())
    return words.format(time=f"{moment:%H:%M}") if words else _tr("Since {day}").format(day=moment_text(since))


def _counted() -> dict[str, tuple[str, str]]:
    """Return what is counted, one and several, in the order in which it stands."""
    return {
        "files": (_tr("file in"), _tr("files in")),
        "stories": (_tr("story"), _tr("stories")),
        "articles": (_tr("article"), _tr("articles")),
        "alerts": (_tr("new alert"), _tr("new alerts")),
        "duplicates": (_tr("known already"), _tr("known already")),
        "failed": (_tr("refused or in part"), _tr("refused or in part")),
        "unread": (_tr("unread in all"), _tr("unread in all")),
        "starred": (_tr("starred in all"), _tr("starred in all")),
    }


def _card() -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(20, 16, 20, 16)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(2)
    return card, grid


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
