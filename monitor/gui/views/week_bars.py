"""A small chart of articles by week: bars on a baseline at zero, the first and last week and the highest named."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.gui.theme import Theme, sized_font

BARS_PX = 44
SMALL_PX = 11


class WeekBars(QWidget):
    """Paints counts by week; the same is said in words to those who hear the window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: tuple[tuple[date, int], ...] = ()
        theme.theme_changed.connect(lambda _: self.update())

    def show_weeks(self, weeks: Sequence[tuple[date, int]]) -> None:
        """Show other weeks, in order."""
        self._weeks = tuple(weeks)
        said = ", ".join(f"{week.isoformat()}: {count:,}" for week, count in self._weeks if count)
        self.setAccessibleName(self.tr("Articles by week: {weeks}").format(weeks=said))
        self.setToolTip(said[:600])
        self.setVisible(bool(self._weeks))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Bars and a line of words below."""
        return QSize(200, BARS_PX + self.fontMetrics().height() + 6)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint; where there are more weeks than pixels, the highest of each pixel."""
        if not self._weeks:
            return
        tokens, most = self._theme.tokens, max(count for _, count in self._weeks)
        painter = QPainter(self)
        wide = max(1, self.width() - 32)
        step = wide / len(self._weeks)
        base = self.height() - self.fontMetrics().height() - 4
        for number, (_, count) in enumerate(self._weeks):
            tall = round((base - 2) * count / most) if count else 0
            left = 16 + int(number * step)
            painter.fillRect(left, base - tall, max(1, min(24, int(step) - 1)), tall, QColor(tokens.accent))
        painter.fillRect(16, base, wide, 1, QColor(tokens.border))
        painter.setFont(sized_font(self.font(), SMALL_PX))
        painter.setPen(QColor(tokens.secondary))
        words = QRect(16, base + 2, wide, self.height() - base - 2)
        first, last = self._weeks[0][0], self._weeks[-1][0]
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, first.isoformat())
        if last != first:
            painter.drawText(words, Qt.AlignmentFlag.AlignRight, last.isoformat())
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self.tr("most {n} a week").format(n=f"{most:,}"))
        painter.end()
