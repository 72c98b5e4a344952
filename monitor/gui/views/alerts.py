"""The alerts: a list to go through, and beside it the evidence of the one at hand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from monitor.core.records import Alert, Changes
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Severity
from monitor.gui.figure import AlertsOf, Figure
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.alert_filter import articles_of, count_entries, passes
from monitor.gui.models.alert_history import AlertCard, load_card
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import severity_word, state_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.alert_card import AlertCardView
from monitor.gui.views.alert_rows import AlertDelegate, row_height, spoken_alert
from monitor.gui.views.date_popup import DatePopup, periods
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.facet_popup import FacetPopup, FacetValue
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import dress_opener, hairline, plain_label, push_button, tool_button
from monitor.gui.views.saved_filters import SavedFilters
from monitor.gui.views.switch_menu import SwitchMenu
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.while_seen import WhileSeen

OPEN = frozenset({AlertState.NEW, AlertState.SEEN, AlertState.ESCALATED})
SEEN_MS = 1_000  # an alert that was passed over in less was not looked at


class AlertsView(QWidget):
    """Lists alerts and takes decisions about them.

    Signals:
        alerts_moved(list, AlertState, object): alerts (by number) are to be moved, with the reason if dismissed.
        alert_seen(object): a new alert was looked at.
        evidence_chosen(object, Evidence): evidence is to be shown in its article, by the article's number.
        article_asked(object): an article is to be opened.
        menu_asked(Alert, QPoint): a context menu for an alert.
        entry_asked(): the empty list's button: an entry is to be added.
    """

    alerts_moved = Signal(list, object, object)
    alert_seen = Signal(object)
    evidence_chosen = Signal(object, object)
    article_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    entry_asked = Signal()

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._reading = reading
        self._listing = Listing(reading, self)
        self._watched = WhileSeen(self, self._ask, self._listing.ask_again)
        self._question = AlertsOf(OPEN)
        self._all: list[Alert] = []
        self._is_loaded = False
        self._dated: tuple[str, frozenset[int] | None] = ("", None)  # the articles of a period
        self.rows: RowsModel[Alert] = RowsModel(
            (Column(self.tr("Alert"), spoken_alert),), identity=lambda alert: alert.alert_id
        )
        self.table = RowsTable(self.rows, theme, sortable=False, row_height=row_height)
        self.table.setObjectName("alert_list")
        self.table.setAccessibleName(self.tr("Alerts"))
        self.card = AlertCardView(theme, icons)
        self._under = plain_label(role="small", wrap=True)
        self._clear = tool_button(self.tr("Show all"), "link")
        self._entry = self._make_opener(icons, self.tr("Filter by entry"))
        self._date = self._make_opener(icons, self.tr("Filter by date"))
        self.saved = SavedFilters(reading, icons)
        self._entries = FacetPopup(self, reading, self.tr("Entry"), self.tr("Alerts"))
        self._dates = DatePopup(self)
        self._choices: dict[frozenset[AlertState], QToolButton] = {}
        self._severities = SwitchMenu(icons, self.tr("Severities that are shown"), list(Severity), severity_word)
        self._seen = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._empty = EmptyState(icons, icon="alerts", heading=self.tr("No alerts"))
        self._pages = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arrange(theme, icons)
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def show_question(self, question: AlertsOf) -> None:
        """Show the alerts in some states, of an entry or an article."""
        self._question = question
        self._show()
        self._watched.ask()

    def show_alert(self, alert: Alert) -> None:
        """Show one alert among all."""
        self._question = AlertsOf()
        self._show()
        self.table.choose(alert.alert_id)
        self._watched.ask()

    def note_changes(self, changes: Changes) -> None:
        """Ask again if a write concerns alerts."""
        if changes.alerts or changes.entries or changes.removed:
            self._watched.ask_again()

    @property
    def chosen(self) -> list[int]:
        """The numbers of the selected alerts."""
        return [alert.alert_id for alert in self.table.chosen]

    def move_chosen(self, state: AlertState, reason: str | None = None) -> None:
        """Move the selected alerts and go on to the next one."""
        chosen = self.chosen
        if not chosen:
            return
        last = max(self.rows.row_of(number) or 0 for number in chosen)
        following = self.rows.identity_at(last + 1)
        self.alerts_moved.emit(chosen, state, reason)
        if following is not None:
            self.table.choose(following)

    def choose_card(self) -> None:
        """Select every alert of the card: those of other entries on the same story, so that a decision is about all."""
        card = cards_of(self.rows.rows).get(self.table.current.story, []) if self.table.current else []
        selection = self.table.selectionModel()
        for alert in card:
            row = self.rows.row_of(alert.alert_id)
            if row is not None:
                index = self.rows.index(row, 0)
                selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)

    def ask_reason(self) -> None:
        """Offer the reasons to dismiss."""
        self.card.ask_reason()

    # --- answers ------------------------------------------------------------------------------

    def _ask(self) -> None:
        period = self._question.period
        self._listing.ask(lambda reader: (reader.alerts(), period, articles_of(reader, period)), self._take)

    def _take(self, answer: tuple[list[Alert], str, frozenset[int] | None]) -> None:
        self._all, period, dated = answer
        self._is_loaded = True
        self._dated = (period, dated)
        self._show()
        self._ask_card(self.table.current)

    def _show(self) -> None:
        question, (period, dated) = self._question, self._dated
        if question.period != period or not self._is_loaded:
            return  # until the library has said which articles and alerts those are
        in_any_state = replace(question, states=frozenset(AlertState))
        found = [alert for alert in self._all if passes(alert, in_any_state, dated)]
        shown = [alert for alert in found if alert.state in question.states]
        self.rows.show_rows([alert for card in cards_of(shown).values() for alert in card])
        counts = Counter(alert.state for alert in found)
        every = question.severities == frozenset(Severity)
        self._severities.show_chosen(question.severities, self.tr("Severity") if every else "")
        for states, button in self._choices.items():
            figure = Figure(sum(counts[state] for state in states), replace(question, states=states))
            button.setText(f"{self._choice_word(states)}  {figure}")
            button.setChecked(states == question.states)
        self._say_under(question)
        self.saved.show_question(question)
        self._pages.setCurrentIndex(0 if self.rows.rows else 1)
        self.card.setVisible(bool(self.rows.rows))
        if not self.rows.rows:
            self._say_empty()
        elif self.table.current is None:
            self.table.choose_row(0)

    def _say_under(self, question: AlertsOf) -> None:
        of_article = self.tr("one article") if question.article_id is not None else ""
        known = {value: words for words, value in periods(date.today(), self.tr)}
        period = known.get(question.period, question.period.replace("..", " – "))
        about = " · ".join(part for part in (one_line(question.entry or "", 80), of_article, period) if part)
        self._entry.setText(one_line(question.entry or self.tr("Entry"), 36))
        self._date.setText(period or self.tr("Date"))
        self._narrowed.setVisible(bool(about))
        self._under.setText(self.tr("Only alerts on {about}").format(about=about))

    def _say_empty(self) -> None:
        if self._all:
            self._empty.say(self.tr("Nothing to decide here"), self.tr("No alert passes these filters."))
        else:
            self._empty.say(
                self.tr("No alerts yet"),
                self.tr("Put a name on the watchlist: every article that mentions it raises an alert here."),
            )
        self._add.setVisible(not self._all)

    def _ask_card(self, alert: Alert | None) -> None:
        self._seen.stop()
        if alert is None:
            self._reading.cancel((self, "card"))
            self.card.show_card(None)
            return
        number = alert.alert_id
        self._reading.ask(lambda reader: load_card(reader, number), self._show_card, key=(self, "card"))

    def _show_card(self, card: AlertCard | None) -> None:
        story = card.alert.story if card is not None else None
        others = [one for one in self._all if one.story == story and card and one.alert_id != card.alert.alert_id]
        self.card.show_card(card, sorted(others, key=_urgency))
        if card is not None and card.alert.state is AlertState.NEW and self.isVisible():
            self._seen.start()

    def _tell_seen(self) -> None:
        card = self.card.card
        if card is not None and AlertState.SEEN in self._question.states:
            self.alert_seen.emit(card.alert.alert_id)

    def _choose_states(self, states: frozenset[AlertState]) -> None:
        self.show_question(replace(self._question, states=states))

    def _choose_entry(self, name: str) -> None:
        self.show_question(replace(self._question, entry=name))

    def _choose_period(self, period: str) -> None:
        self.show_question(replace(self._question, period=period))

    def _show_every(self) -> None:
        self.show_question(AlertsOf(self._question.states, severities=self._question.severities))

    def _open_entries(self) -> None:
        values = entry_values(self._all, self._question, self._dated[1])
        self._entries.ask(lambda _: values, _below(self._entry))

    def _choose_severities(self, severities: frozenset[Severity]) -> None:
        self.show_question(replace(self._question, severities=severities))

    # --- making -------------------------------------------------------------------------------

    def _choice_word(self, states: frozenset[AlertState]) -> str:
        if len(states) == 1:
            return state_word(next(iter(states)))
        return self.tr("Open") if states == OPEN else self.tr("All")

    def _make_opener(self, icons: Icons, name: str) -> QToolButton:
        button = QToolButton()
        dress_opener(button, icons, name)
        return button

    def _arrange(self, theme: Theme, icons: Icons) -> None:
        chips = FlowLayout(gap=6)
        singles = tuple(frozenset({state}) for state in AlertState)
        for states in (OPEN, *singles, frozenset(AlertState)):
            button = tool_button(self._choice_word(states), "chip", checkable=True)
            button.clicked.connect(lambda _=False, states=states: self._choose_states(states))
            self._choices[states] = button
            chips.addWidget(button)
        for opener in (self._severities, self._entry, self._date, self.saved):
            chips.addWidget(opener)
        chips.setContentsMargins(12, 12, 12, 10)
        self._narrowed = QWidget()
        narrowed = QHBoxLayout(self._narrowed)
        narrowed.setContentsMargins(12, 0, 12, 8)
        narrowed.addWidget(self._under, 1)
        narrowed.addWidget(self._clear)
        self._narrowed.hide()
        self.table.setItemDelegate(AlertDelegate(theme, icons, self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().hide()
        self._add = push_button(self.tr("Add to watchlist…"), "primary")
        self._empty.add_button(self._add)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(chips)
        column.addWidget(self._narrowed)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)
        self._split.setObjectName("alerts_split")
        self._split.addWidget(left)
        self._split.addWidget(self.card)
        self._split.setSizes([440, 620])
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._ask_card)
        self.table.row_opened.connect(lambda alert: self.article_asked.emit(alert.article_id))
        self.table.menu_asked.connect(self.menu_asked)
        self.card.moved.connect(self.move_chosen)
        self.card.together_asked.connect(self.choose_card)
        self._entry.clicked.connect(self._open_entries)
        self._entries.chip_chosen.connect(self._choose_entry)
        self._date.clicked.connect(lambda: self._dates.open_at(_below(self._date)))
        self._dates.chip_chosen.connect(lambda chip: self._choose_period(chip.value))
        self._clear.clicked.connect(self._show_every)
        self._severities.switched.connect(self._choose_severities)
        self.saved.filter_chosen.connect(self.show_question)
        self.card.article_asked.connect(lambda card: self.article_asked.emit(card.alert.article_id))
        self.card.evidence_chosen.connect(lambda card, one: self.evidence_chosen.emit(card.alert.article_id, one))
        self._seen.timeout.connect(self._tell_seen)
        self._add.clicked.connect(self.entry_asked)


def cards_of(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    """Return alerts by their story, in the order of its first: several entries on one article are one card."""
    cards: dict[str, list[Alert]] = {}
    for alert in alerts:
        cards.setdefault(alert.story, []).append(alert)
    return {story: sorted(card, key=_urgency) for story, card in cards.items()}


def _urgency(alert: Alert) -> int:
    return -list(Severity).index(alert.severity)


def entry_values(alerts: Iterable[Alert], question: AlertsOf, dated: frozenset[int] | None) -> list[FacetValue]:
    """Return the entries to choose from, with what each opens."""
    counted_entries = count_entries(alerts, question, dated)
    return [FacetValue(name, one_line(name, 120), Figure(count, opens)) for name, count, opens in counted_entries]


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 2))
