"""A row of the list of alerts: how it is painted, what it says, and how it is read out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.core.records import Alert
from monitor.core.terms import AlertState
from monitor.gui.icons import Icons
from monitor.gui.models.columns import ROW_ROLE
from monitor.gui.models.words import counted, severity_word, state_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme, sized_font
from monitor.gui.views.findings import in_one_line

ROW_PX = 58
SMALL_PX = 12
ICON_PX = 16


def row_height(line: int) -> int:
    """Return the height of a row of two lines in pixels, given that of a line."""
    return max(ROW_PX, 2 * line + 18)


class AlertDelegate(QStyledItemDelegate):
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
