"""The alerts: a list to go through, and beside it the evidence of the one at hand."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from monitor.core.records import Alert, AlertState, Changes, Severity
from monitor.core.store import Reader
from monitor.gui.figure import AlertsOf, Figure
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.alert_history import AlertCard, load_card
from monitor.gui.models.columns import ROW_ROLE, Column, RowsModel
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import counted, severity_word, state_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme, sized_font
from monitor.gui.views.alert_card import AlertCardView
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.findings import in_one_line
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import hairline, plain_label, push_button, tool_button
from monitor.gui.views.switch_menu import SwitchMenu
from monitor.gui.views.tables import RowsTable

OPEN = frozenset({AlertState.NEW, AlertState.SEEN, AlertState.ESCALATED})
ROW_PX = 58
SMALL_PX = 12
ICON_PX = 16
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
        self._is_stale = True
        self._question = AlertsOf(OPEN)
        self._all: list[Alert] = []
        self.rows: RowsModel[Alert] = RowsModel(
            (Column(self.tr("Alert"), spoken_alert),), identity=lambda alert: alert.alert_id
        )
        self.table = RowsTable(self.rows, theme, sortable=False, row_height=row_height)
        self.table.setObjectName("alert_list")
        self.table.setAccessibleName(self.tr("Alerts"))
        self.card = AlertCardView(theme, icons)
        self._under = plain_label(role="small", wrap=True)
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
        self._ask()

    def show_alert(self, alert: Alert) -> None:
        """Show one alert among all."""
        self._question = AlertsOf()
        self._show()
        self.table.choose(alert.alert_id)
        self._ask()

    def note_changes(self, changes: Changes) -> None:
        """Ask again if a write concerns alerts."""
        if changes.alerts or changes.entries or changes.removed:
            self._ask_again()

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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask for what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._ask()

    # --- answers ------------------------------------------------------------------------------

    def _ask_again(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._listing.ask_again()

    def _ask(self) -> None:
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self._listing.ask(lambda reader: reader.alerts(), self._take)

    def _take(self, alerts: list[Alert]) -> None:
        self._all = alerts
        self._show()
        self._ask_card(self.table.current)

    def _show(self) -> None:
        question = self._question
        shown = [alert for alert in self._all if passes(alert, question)]
        self.rows.show_rows([alert for card in cards_of(shown).values() for alert in card])
        counts = Counter(alert.state for alert in self._all if alert.severity in question.severities)
        every = question.severities == frozenset(Severity)
        self._severities.show_chosen(question.severities, self.tr("Every severity") if every else "")
        for states, button in self._choices.items():
            opens = AlertsOf(states, severities=question.severities)
            figure = Figure(sum(counts[state] for state in states), opens)
            button.setText(f"{self._choice_word(states)}  {figure}")
            button.setChecked(states == question.states)
        self._say_under(question)
        self._pages.setCurrentIndex(0 if self.rows.rows else 1)
        if not self.rows.rows:
            self._say_empty()
        elif self.table.current is None:
            self.table.choose_row(0)

    def _say_under(self, question: AlertsOf) -> None:
        of_article = self.tr("one article") if question.article_id is not None else ""
        about = " · ".join(part for part in (one_line(question.entry or "", 80), of_article) if part)
        self._under.setVisible(bool(about))
        self._under.setText(self.tr("Only alerts on {about}").format(about=about))

    def _say_empty(self) -> None:
        if self._all:
            self._empty.say(self.tr("Nothing to decide here"), self.tr("No alert is in this state."))
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
        self.show_question(AlertsOf(states, severities=self._question.severities))

    def _choose_severities(self, severities: frozenset[Severity]) -> None:
        self.show_question(replace(self._question, severities=severities))

    # --- making -------------------------------------------------------------------------------

    def _choice_word(self, states: frozenset[AlertState]) -> str:
        if len(states) == 1:
            return state_word(next(iter(states)))
        return self.tr("Open") if states == OPEN else self.tr("All")

    def _arrange(self, theme: Theme, icons: Icons) -> None:
        chips = FlowLayout(gap=6)
        singles = tuple(frozenset({state}) for state in AlertState)
        for states in (OPEN, *singles, frozenset(AlertState)):
            button = tool_button(self._choice_word(states), "chip", checkable=True)
            button.clicked.connect(lambda _=False, states=states: self._choose_states(states))
            self._choices[states] = button
            chips.addWidget(button)
        chips.addWidget(self._severities)
        chips.setContentsMargins(12, 12, 12, 10)
        self._under.setContentsMargins(12, 0, 12, 8)
        self._under.hide()
        self.table.setItemDelegate(_AlertDelegate(theme, icons, self.table))
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
        column.addWidget(self._under)
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
        self._severities.switched.connect(self._choose_severities)
        self.card.article_asked.connect(lambda card: self.article_asked.emit(card.alert.article_id))
        self.card.evidence_chosen.connect(lambda card, one: self.evidence_chosen.emit(card.alert.article_id, one))
        self._seen.timeout.connect(self._tell_seen)
        self._add.clicked.connect(self.entry_asked)


def row_height(line: int) -> int:
    """Return the height of a row of two lines in pixels, given that of a line."""
    return max(ROW_PX, 2 * line + 18)


class _AlertDelegate(QStyledItemDelegate):
    """Paints an alert: severity and entry above, what matched and the headline below."""

    def __init__(self, theme: Theme, icons: Icons, table: QWidget) -> None:
        super().__init__(table)
        self._theme = theme
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Rows are all of one height."""
        return QSize(80, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        tokens, alert = self._theme.tokens, index.data(ROW_ROLE)
        rect, font = QRect(option.rect), QFont(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(tokens.selection if chosen else tokens.hover if over else tokens.surface))
        follows, goes_on = _same_card(index, -1), _same_card(index, 1)
        if not goes_on:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.hairline))
        if alert is None:
            return
        inner = rect.adjusted(14, 6, -12, -6)
        if follows or goes_on:  # one card: a bar joins its entries
            painter.fillRect(rect.left() + 4, rect.top() + 4 * (not follows), 3, rect.height(), QColor(tokens.border))
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        self._paint_head(painter, upper, alert, font)
        below = QRect(inner.left() + ICON_PX + 8, inner.top() + half, inner.width() - ICON_PX - 8, half)
        words = matched_words(alert, self.tr) if follows else alert_details(alert, self.tr)
        _write(painter, below, words, sized_font(font, SMALL_PX), tokens.secondary)

    def _paint_head(self, painter: QPainter, rect: QRect, alert: Alert, font: QFont) -> None:
        tokens, name = self._theme.tokens, alert.severity.value
        icon = QRect(rect.left(), rect.center().y() - ICON_PX // 2, ICON_PX, ICON_PX)
        self._icons.icon(name, name).paint(painter, icon)
        small = sized_font(font, SMALL_PX)
        state = state_word(alert.state)
        width = QFontMetrics(small).horizontalAdvance(state)
        colour = tokens.accent if alert.state is AlertState.NEW else tokens.secondary
        _write(painter, QRect(rect.right() - width, rect.top(), width + 1, rect.height()), state, small, colour)
        severity = severity_word(alert.severity)
        words = rect.adjusted(ICON_PX + 8, 0, -width - 10, 0)
        _write(painter, words, severity, small, tokens.severity(alert.severity))
        words.setLeft(words.left() + QFontMetrics(small).horizontalAdvance(severity) + 8)
        weight = QFont.Weight.DemiBold if alert.state is AlertState.NEW else QFont.Weight.Normal
        _write(painter, words, one_line(alert.entry, 120), sized_font(font, weight=weight), tokens.text)


def _write(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _same_card(index: QModelIndex | QPersistentModelIndex, step: int) -> bool:
    """Tell whether the row above or below is about the same story."""
    alert, other = index.data(ROW_ROLE), index.sibling(index.row() + step, 0).data(ROW_ROLE)
    return alert is not None and other is not None and alert.story == other.story


def cards_of(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    """Return alerts by their story, in the order of its first: several entries on one article are one card."""
    cards: dict[str, list[Alert]] = {}
    for alert in alerts:
        cards.setdefault(alert.story, []).append(alert)
    return {story: sorted(card, key=_urgency) for story, card in cards.items()}


def _urgency(alert: Alert) -> int:
    return -list(Severity).index(alert.severity)


def passes(alert: Alert, question: AlertsOf) -> bool:
    """Tell whether an alert is among those that a question asks for."""
    return (
        alert.state in question.states
        and alert.severity in question.severities
        and (question.entry is None or alert.entry == question.entry)
        and (question.article_id is None or alert.article_id == question.article_id)
    )


def alert_details(alert: Alert, say: Callable[[str], str]) -> str:
    """Return the line below an alert's entry: its headline, what matched, how many copies."""
    title = one_line(alert.title or "") or say("Untitled")
    copies = counted(alert.copies, say("copy"), say("copies")) if alert.copies > 1 else ""
    return " · ".join(part for part in (title, copies, matched_words(alert, say)) if part)


def matched_words(alert: Alert, say: Callable[[str], str]) -> str:
    """Return what matched, in its words."""
    matched = ", ".join(_first_few([in_one_line(one.text) for one in alert.evidence]))
    return say("matched {words}").format(words=matched)


def spoken_alert(alert: Alert) -> str:
    """Return an alert as it is read out."""
    return f"{severity_word(alert.severity)}, {alert.entry}, {state_word(alert.state)}: {one_line(alert.title or '')}"


def _first_few(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(words))[:3]
