"""How a row of the article list is painted: two calm lines, or one cell of a line."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from monitor.core.terms import Severity
from monitor.gui.icons import Icons
from monitor.gui.models.articles import ArticleLine, severity_icon
from monitor.gui.models.columns import FIGURE_ROLE, ROW_ROLE
from monitor.gui.models.words import severity_word
from monitor.gui.theme import BASE_FONT_PX, Theme, sized_font
from monitor.gui.tokens import Tokens

ICON_PX = 14  # at the base font, with which it grows
GUTTER = 26  # pixels left of the words: the unread dot and the star
EDGE = 12
DOT = 7
SMALL_PX = 12
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class Density(StrEnum):
    """How tall the rows are."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


ROW_HEIGHTS = {Density.COMFORTABLE: 54, Density.COMPACT: 28}  # two lines of text with air; visual.md for the other


class ArticleDelegate(QStyledItemDelegate):
    """Paints a row: the unread dot and star at the left, then title over source, countries and date."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.density = Density.COMFORTABLE
        self._theme = theme
        self._icons = icons
        self._fonts: _Fonts | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell; in comfortable rows the first is the whole row."""
        hand = self._hand(painter, QFont(option.font))  # a copy: Qt's dies with the option
        rect = QRect(option.rect)
        hand.ground(rect, option.state)
        line = index.data(ROW_ROLE)
        if line is None:
            hand.waiting(rect)
        elif self.density is Density.COMFORTABLE:
            self._paint_comfortable(hand, rect, line)
        elif index.column() == 0:
            self._paint_title(hand, rect.adjusted(0, 0, -6, -1), line, beside=True)
        else:
            text, is_figure = str(index.data() or ""), index.data(FIGURE_ROLE) is not None
            colour = hand.tokens.accent if is_figure else hand.tokens.secondary
            hand.write(rect.adjusted(6, 0, -6, 0), text, hand.fonts.plain, colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Nothing is measured: rows are all of one height."""
        return QSize(80, ROW_HEIGHTS[self.density])

    def figure_rect(self, rect: QRect, line: ArticleLine, font: QFont) -> QRect:
        """Return where the copies of a comfortable row are painted."""
        small = QFontMetrics(sized_font(font, SMALL_PX))
        half = rect.height() // 2
        left = rect.left() + GUTTER
        if line.row.severity is not None:
            left += _severity_width(small, icon_size(font), line.row.severity)
        return QRect(left - 2, rect.top() + half - 2, small.horizontalAdvance(line.copies) + 6, half)

    def _hand(self, painter: QPainter, font: QFont) -> "_Hand":
        if self._fonts is None or self._fonts.plain != font:
            self._fonts = _Fonts.of(font)
        return _Hand(painter, self._theme.tokens, self._fonts)

    def _paint_comfortable(self, hand: "_Hand", rect: QRect, line: ArticleLine) -> None:
        half = rect.height() // 2
        self._paint_title(hand, QRect(rect.left(), rect.top() + 5, rect.width() - EDGE, half - 4), line)
        lower = QRect(rect.left() + GUTTER, rect.top() + half, rect.width() - GUTTER - EDGE, half - 6)
        if line.row.starred:
            self._paint_star(hand, rect.left(), lower.center().y())
        small, secondary = hand.fonts.small, hand.tokens.secondary
        width = QFontMetrics(small).horizontalAdvance(line.date)
        hand.write(QRect(lower.right() - width, lower.top(), width + 1, lower.height()), line.date, small, secondary)
        rest = lower.adjusted(0, 0, -width - 12, 0)
        if line.row.severity is not None:
            rest.setLeft(self._paint_severity(hand, rest, line.row.severity))
        if line.copies:
            hand.write(rest, line.copies, small, hand.tokens.accent)
            rest.setLeft(rest.left() + QFontMetrics(small).horizontalAdvance(line.copies) + 10)
        details = " · ".join(part for part in (line.source, line.countries, line.tags) if part)
        hand.write(rest, details, small, secondary)

    def _paint_title(self, hand: "_Hand", rect: QRect, line: ArticleLine, *, beside: bool = False) -> None:
        """Paint dot, title and severity; with ``beside`` the star stands there too, for rows of one line."""
        words = rect.adjusted(GUTTER, 0, 0, 0)
        if line.row.unread:
            hand.dot(rect.left() + (GUTTER - DOT) // 2, rect.center().y() - DOT // 2 + 1)
        if beside and line.row.starred:
            self._paint_star(hand, rect.left() + (GUTTER - 10 if line.row.unread else 0), rect.center().y())
            words.setLeft(words.left() + (16 if line.row.unread else 0))
        if beside and line.row.severity is not None:
            words.setLeft(self._paint_severity(hand, words, line.row.severity))
        hand.write(words, line.title, hand.fonts.bold if line.row.unread else hand.fonts.plain, hand.tokens.text)

    def _paint_star(self, hand: "_Hand", left: int, middle: int) -> None:
        size = icon_size(hand.fonts.plain)
        at = QRect(left + (GUTTER - size) // 2, middle - size // 2, size, size)
        self._icons.icon("starred", "high").paint(hand.painter, at)

    def _paint_severity(self, hand: "_Hand", rect: QRect, severity: Severity) -> int:
        """Paint the severity of the article's alert at the left end; return where the words go on."""
        word = severity_word(severity)
        size = icon_size(hand.fonts.plain)
        icon = QRect(rect.left(), rect.center().y() - size // 2, size, size)
        self._icons.icon(*severity_icon(severity)).paint(hand.painter, icon)
        hand.write(rect.adjusted(size + 4, 0, 0, 0), word, hand.fonts.small, hand.tokens.severity(severity))
        return rect.left() + _severity_width(QFontMetrics(hand.fonts.small), size, severity)


def icon_size(font: QFont) -> int:
    """Return how large icons stand beside text of a font."""
    return round(ICON_PX * font.pixelSize() / BASE_FONT_PX) if font.pixelSize() > 0 else ICON_PX


def _severity_width(small: QFontMetrics, icon: int, severity: Severity) -> int:
    """Return how wide a severity is painted, with the gap after it."""
    return icon + 4 + small.horizontalAdvance(severity_word(severity)) + 10


@dataclass(frozen=True, slots=True)
class _Fonts:
    """The fonts of a row, made once a font."""

    plain: QFont
    bold: QFont
    small: QFont

    @classmethod
    def of(cls, font: QFont) -> "_Fonts":
        bold = sized_font(font, weight=QFont.Weight.DemiBold)
        return cls(font, bold, sized_font(font, SMALL_PX))


@dataclass(frozen=True, slots=True)
class _Hand:
    """A painter with what it paints in."""

    painter: QPainter
    tokens: Tokens
    fonts: _Fonts

    def ground(self, rect: QRect, state: QStyle.StateFlag) -> None:
        """Paint the row's ground, its hairline, and the bar of the selected row."""
        colour = self.tokens.surface
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            colour = self.tokens.selection
        elif state & QStyle.StateFlag.State_MouseOver:
            colour = self.tokens.hover
        self.painter.fillRect(rect, QColor(colour))
        self.painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.tokens.hairline))
        if selected and rect.left() <= 1:
            self.painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(self.tokens.accent))

    def waiting(self, rect: QRect) -> None:
        """Paint the shape of a row whose words are on their way."""
        bar = QRect(rect.left() + GUTTER, rect.center().y() - 4, min(240, rect.width() // 2), 8)
        self.painter.fillRect(bar, QColor(self.tokens.hairline))

    def dot(self, left: int, top: int) -> None:
        """Paint the dot of an unread article."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.tokens.accent))
        self.painter.drawEllipse(left, top, DOT, DOT)

    def write(self, rect: QRect, text: str, font: QFont, colour: str) -> None:
        """Write one line, cut where the place ends."""
        if not text or rect.width() <= 0:
            return
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(rect, LEFT, shown)
