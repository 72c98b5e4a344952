"""One alert to decide about: what matched and where, what is known of it, and the decisions at hand."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from monitor.core.records import Alert, Evidence
from monitor.core.terms import AlertState
from monitor.gui.icons import Icons
from monitor.gui.models.alert_history import AlertCard, Snippet, find_snippets
from monitor.gui.models.words import moment_text, severity_word, state_word, zone_word
from monitor.gui.shown import Piece, ShownText, one_line
from monitor.gui.theme import Theme
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.page import Mark, TextPage
from monitor.gui.views.parts import empty_layout, hairline, plain_label, push_button, tool_button
from monitor.gui.views.reader import meta_line
from monitor.gui.views.reading import HitKind, kind_ink

SNIPPET_PX = 14
FRAME_PX = 1  # around every page, for the ring of the focus


class AlertCardView(QScrollArea):
    """Shows an alert's evidence.

    Signals:
        moved(AlertState, object): a decision was taken; with the reason where dismissed, else None.
        article_asked(AlertCard): the article is to be opened.
        evidence_chosen(AlertCard, Evidence): a snippet was clicked, to be shown in its article.
        together_asked(): all alerts of the card are to be decided about together.
    """

    moved = Signal(object, object)
    article_asked = Signal(object)
    evidence_chosen = Signal(object, object)
    together_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("alert_card")
        self.setAccessibleName(self.tr("Alert"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._icons = icons
        self._card: AlertCard | None = None
        self._painted_in = ""
        self._body = QWidget()
        self._body.setObjectName("alert_card_body")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        self._severity = plain_label()
        self._entry = plain_label(role="title", wrap=True)
        self._state = plain_label(role="small")
        self._title_words = plain_label(role="heading", wrap=True)
        self._meta = plain_label(role="secondary", wrap=True)
        self._snippets = QVBoxLayout()
        self._others = QVBoxLayout()
        self._together = push_button(self.tr("Select all alerts of this story"), "link")
        self._other_alerts: tuple[Alert, ...] = ()
        self._history = QVBoxLayout()
        self._history_heading = plain_label(self.tr("History"), "heading")
        self._buttons: dict[AlertState, QWidget] = {}
        self._arrange()
        theme.theme_changed.connect(lambda _: self.show_card(self._card, self._other_alerts))
        self.show_card(None)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def card(self) -> AlertCard | None:
        """What is shown."""
        return self._card

    def show_card(self, card: AlertCard | None, others: Sequence[Alert] = ()) -> None:
        """Show an alert, nothing where None; ``others`` are those of other entries on the same story."""
        before, self._card = self._card, card
        self._body.setVisible(card is not None)
        if card is None:
            return
        alert = card.alert
        name = alert.severity.value
        self._mark.setPixmap(self._icons.icon(name, name).pixmap(18, 18))
        self._severity.setText(severity_word(alert.severity))
        self._severity.setProperty("severity", name)
        self._severity.style().polish(self._severity)
        self._entry.setText(one_line(alert.entry, 120))
        state = state_word(alert.state)
        self._state.setText(self.tr("{state}, with new sentences").format(state=state) if alert.updated else state)
        self._title_words.setText(one_line(alert.title or "") or self.tr("Untitled"))
        self._meta.setText(meta_line(card.article, self.tr))
        if not self._is_shown(card, before) or self._other_alerts != tuple(others):
            self._other_alerts = tuple(others)
            self._show_snippets(card)
            self._show_others(card)
        if before is None or before.history != card.history:
            self._show_history(card)
        for state_of, button in self._buttons.items():
            button.setEnabled(state_of is not alert.state)

    def _is_shown(self, card: AlertCard, before: AlertCard | None) -> bool:
        """Tell whether the evidence is on the screen already, in the theme's colours: nothing flickers then."""
        same = before is not None and (before.alert.alert_id, before.snippets) == (card.alert.alert_id, card.snippets)
        return same and self._painted_in == self._theme.tokens.name

    def _show_snippets(self, card: AlertCard) -> None:
        empty_layout(self._snippets)
        self._painted_in = self._theme.tokens.name
        for snippet in card.snippets:
            view = _SnippetView(snippet, self._theme)
            view.chosen.connect(lambda snippet=snippet: self.evidence_chosen.emit(card, snippet.evidence[0]))
            self._snippets.addWidget(view)
            view.show()  # now, not with the next turn of the event loop

    def _show_others(self, card: AlertCard) -> None:
        """Show what the other entries of the card matched, each under its name."""
        empty_layout(self._others)
        self._together.setVisible(bool(self._other_alerts))
        count = len(self._other_alerts) + 1
        self._together.setText(self.tr("Select all {count} alerts of this story").format(count=count))
        for alert in self._other_alerts:
            words = (one_line(alert.entry, 120), severity_word(alert.severity), state_word(alert.state))
            label = plain_label(self.tr("Also {entry}").format(entry=" · ".join(words)), "heading", wrap=True)
            self._others.addWidget(label)
            label.show()
            for snippet in self._snippets_of(card, alert):
                view = _SnippetView(snippet, self._theme)
                view.chosen.connect(lambda one=snippet.evidence[0]: self.evidence_chosen.emit(card, one))
                self._others.addWidget(view)
                view.show()

    def _snippets_of(self, card: AlertCard, alert: Alert) -> list[Snippet]:
        """Return the evidence in its words where it stands in the article at hand, not in a copy of it."""
        if alert.article_id != card.alert.article_id:
            return []
        return list(find_snippets(card.article.analysis.article, alert.evidence))

    def _show_history(self, card: AlertCard) -> None:
        empty_layout(self._history)
        self._history_heading.setVisible(bool(card.history))
        for move in reversed(card.history):
            words = f"{moment_text(move.at)}  {state_word(move.state)}"
            words += f": {one_line(move.reason, 200)}" if move.reason else ""
            words += self.tr(" (undone)") if move.undone else ""
            line = plain_label(words, "small", wrap=True)
            self._history.addWidget(line)
            line.show()

    # --- making -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for widget in (self._mark, self._severity):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._state)
        article = push_button(self.tr("Open the article"), "link")
        article.clicked.connect(lambda: self.article_asked.emit(self._card))
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(24, 18, 24, 24)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._entry)
        layout.addLayout(self._make_buttons())
        layout.addWidget(self._together, 0, Qt.AlignmentFlag.AlignLeft)
        self._together.clicked.connect(self.together_asked)
        layout.addWidget(hairline())
        layout.addWidget(self._title_words)
        layout.addWidget(self._meta)
        layout.addWidget(article, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(6)
        layout.addWidget(plain_label(self.tr("What matched"), "heading"))
        self._snippets.setSpacing(14)
        layout.addLayout(self._snippets)
        self._others.setContentsMargins(0, 10, 0, 0)
        self._others.setSpacing(10)
        layout.addLayout(self._others)
        layout.addSpacing(10)
        layout.addWidget(self._history_heading)
        self._history.setSpacing(3)
        layout.addLayout(self._history)
        layout.addStretch(1)
        self.setWidget(self._body)

    def _make_buttons(self) -> FlowLayout:
        row = FlowLayout(gap=8)
        escalate = push_button(self.tr("Escalate"), "primary")
        escalate.setToolTip(self.tr("Escalate (E)"))
        done = push_button(self.tr("Done"))
        new = push_button(self.tr("Make new again"), "quiet")
        for state, button in (
            (AlertState.ESCALATED, escalate),
            (AlertState.DISMISSED, self._make_dismiss()),
            (AlertState.DONE, done),
            (AlertState.NEW, new),
        ):
            self._buttons[state] = button
            row.addWidget(button)
        escalate.clicked.connect(lambda: self.moved.emit(AlertState.ESCALATED, None))
        done.clicked.connect(lambda: self.moved.emit(AlertState.DONE, None))
        new.clicked.connect(lambda: self.moved.emit(AlertState.NEW, None))
        return row

    def _make_dismiss(self) -> QToolButton:
        self._dismiss = tool_button(self.tr("Dismiss"), "menu", icon_after=True)
        self._icons.dress(self._dismiss, "down")
        self._dismiss.setToolTip(self.tr("Dismiss (D)"))
        self._dismiss.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._dismiss)
        for reason in dismissal_reasons(self.tr):
            menu.addAction(reason, partial(self.moved.emit, AlertState.DISMISSED, reason))
        self._dismiss.setMenu(menu)
        return self._dismiss

    def ask_reason(self) -> None:
        """Open the reasons to dismiss, for the key."""
        if self._dismiss.isEnabled() and self._dismiss.isVisible():
            menu = self._dismiss.menu()
            menu.popup(self._dismiss.mapToGlobal(QPoint(0, self._dismiss.height())))
            menu.setActiveAction(menu.actions()[0])


class _SnippetView(QWidget):
    """Evidence in its words, and the rules that found it below."""

    chosen = Signal()

    def __init__(self, snippet: Snippet, theme: Theme) -> None:
        super().__init__()
        self.page = _SnippetPage()
        self.page.setAccessibleName(self.tr("Evidence"))
        ink = kind_ink(HitKind.WATCH, theme.tokens)
        marks = [Mark(start, end, ink) for start, end in snippet.spans]
        self.page.show_text(ShownText(snippet.text, [Piece(0, len(snippet.text))], reflow=True), marks)
        self.page.place_chosen.connect(lambda _: self.chosen.emit())
        rules = plain_label(rule_words(snippet.evidence, self.tr), "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.page)
        layout.addWidget(rules)


class _SnippetPage(TextPage):
    """A few lines of text, as tall as they are."""

    above, below = 2, 0

    def __init__(self) -> None:
        super().__init__(pixels=SNIPPET_PX)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def margins(self) -> tuple[int, int]:
        """The card has margins of its own: the words begin where those of its labels do, and end with the measure."""
        return -FRAME_PX, max(2, self.width() - self._text_width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Be as tall as the words at another width."""
        super().resizeEvent(event)
        self.setFixedHeight(self.line_count() * self.line_height + self.above + self.below + 4)


def dismissal_reasons(say: Callable[[str], str]) -> tuple[str, ...]:
    """Return why alerts are usually dismissed."""
    return (
        say("Not the one meant"),
        say("Known already"),
        say("Mentioned in passing"),
        say("Not of interest"),
        say("Mistake of the program"),
    )


def rule_words(evidence: tuple[Evidence, ...], say: Callable[[str], str]) -> str:
    """Return the rules that matched, each with its zone and score once."""
    rules = dict.fromkeys(
        say("{zone}, {rule}, score {score}").format(zone=zone_word(one.zone), rule=one.rule, score=f"{one.score:.1f}")
        for one in evidence
    )
    return " · ".join(rules)
