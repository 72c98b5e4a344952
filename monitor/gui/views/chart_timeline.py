"""The articles over time as bars, and the period that is looked at as a range on them."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.gui.models.words import MONTHS, counted
from monitor.gui.theme import Theme, sized_font, text_scale
from monitor.gui.views.chart_bins import Bar, Bars, Unit

HEIGHT = 104
TOP, BOTTOM, SIDE = 22.0, 20.0, 14.0  # pixels around the bars: for the label above and the dates below
WIDEST_BAR = 28.0
GAP = 1.0
LABEL_PX = 11
GRAB = 6.0  # pixels beside an end of the range that grab it


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included (UTC)."""

    first: date
    last: date

    @property
    def query(self) -> str:
        """The value of the grammar's ``date:``."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"


class Timeline(QWidget):
    """Shows articles by day, week or month and lets the user choose a period.

    Drag over bars to choose, click a bar for it alone, double-click or Escape for all. From the keyboard: left and
    right move the bar that is pointed at, with Shift the period grows, Enter chooses that bar.

    Signals:
        period_chosen(object): a Period, or None for all time; once the mouse is let go.
    """

    period_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Articles over time"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._bars = Bars(Unit.DAY, ())
        self._chosen: tuple[int, int] | None = None
        self._pointed: int | None = None
        self._drag_from: int | None = None
        theme.theme_changed.connect(self._dress)

    # --- what is shown ------------------------------------------------------------------------

    def show_bars(self, bars: Bars, period: Period | None) -> None:
        """Show articles over time and the period that the filter is set to."""
        self._bars = bars
        self._pointed = None
        self._chosen = None
        if period is not None and bars.bars:
            self._chosen = bars.index_of(period.first), bars.index_of(period.last)
        self._describe()
        self.update()

    @property
    def bars(self) -> Bars:
        """What is shown."""
        return self._bars

    @property
    def period(self) -> Period | None:
        """The period that is marked, None for all time."""
        if self._chosen is None:
            return None
        first, last = sorted(self._chosen)
        return Period(self._bars.bars[first].first, self._bars.bars[last].last)

    def bar_at(self, x: float) -> int | None:
        """Return the bar at a place across the widget, the nearest one beside them."""
        if not self._bars.bars:
            return None
        return min(len(self._bars.bars) - 1, max(0, int((x - self._left()) / self._step())))

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the bars need, as wide as there is room."""
        return QSize(600, round(HEIGHT * text_scale()))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint grid, bars, the period and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized_font(self.font(), LABEL_PX))
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.surface))
        if self._bars.bars:
            self._paint_period(painter)
            self._paint_grid(painter)
            self._paint_bars(painter)
            self._paint_dates(painter)
        self._paint_caption(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_period(self, painter: QPainter) -> None:
        if self._chosen is None:
            return
        first, last = sorted(self._chosen)
        left, right = self._left() + first * self._step(), self._left() + (last + 1) * self._step()
        tokens = self._theme.tokens
        painter.fillRect(
            QRectF(left, self._top() - 4, right - left, self._floor() - self._top() + 4), QColor(tokens.selection)
        )
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        for x in (left, right):
            painter.drawLine(QPointF(x, self._top() - 4), QPointF(x, self._floor() + 4))

    def _paint_grid(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.drawLine(QPointF(SIDE, self._top()), QPointF(self.width() - SIDE, self._top()))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(QPointF(SIDE, self._floor()), QPointF(self.width() - SIDE, self._floor()))

    def _paint_bars(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        height, step = self._floor() - self._top(), self._step()
        gap = GAP if step > 3 else 0.0
        first, last = sorted(self._chosen) if self._chosen else (0, len(self._bars.bars) - 1)
        for index, bar in enumerate(self._bars.bars):
            if not bar.articles:
                continue
            tall = max(2.0, height * bar.articles / self._bars.greatest)
            colour = tokens.bar if first <= index <= last else tokens.bar_soft
            painter.setBrush(QColor(tokens.accent if index == self._pointed else colour))
            painter.drawRect(QRectF(self._left() + index * step + gap / 2, self._floor() - tall, step - gap, tall))

    def _paint_dates(self, painter: QPainter) -> None:
        """Write the dates below, as many as there is room for, the first and the last always."""
        painter.setPen(QColor(self._theme.tokens.secondary))
        metrics = QFontMetricsF(painter.font())
        taken = 0.0
        end = self._left() + len(self._bars.bars) * self._step()
        last = self._bars.bars[-1]
        last_text = bar_words(self._bars.unit, last)
        last_left = end - metrics.horizontalAdvance(last_text)
        for index, bar in enumerate(self._bars.bars[:-1]):
            x = self._left() + index * self._step()
            text = bar_words(self._bars.unit, bar)
            if x >= taken and x + metrics.horizontalAdvance(text) + 24 <= last_left:
                painter.drawText(QPointF(x, self.height() - 6), text)
                taken = x + max(metrics.horizontalAdvance(text) + 40, 110)
        painter.drawText(QPointF(max(last_left, SIDE), self.height() - 6), last_text)

    def _paint_caption(self, painter: QPainter) -> None:
        """Say above the bars what is pointed at, else what a bar is and how high the highest."""
        painter.setPen(QColor(self._theme.tokens.secondary))
        painter.drawText(QPointF(SIDE, self._top() - 8), self._caption())
        if self._bars.undated:
            undated = self.tr("{count} without a date").format(count=f"{self._bars.undated:,}")
            width = QFontMetricsF(painter.font()).horizontalAdvance(undated)
            painter.drawText(QPointF(self.width() - SIDE - width, self._top() - 8), undated)

    def _caption(self) -> str:
        if not self._bars.bars:
            return self.tr("No dated articles")
        if self._pointed is not None:
            bar = self._bars.bars[self._pointed]
            articles = counted(bar.articles, self.tr("article"), self.tr("articles"))
            return f"{bar_words(self._bars.unit, bar)}: {articles}"
        per = {
            Unit.DAY: self.tr("Articles a day, at most {most}"),
            Unit.WEEK: self.tr("Articles a week, at most {most}"),
            Unit.MONTH: self.tr("Articles a month, at most {most}"),
            Unit.YEAR: self.tr("Articles a year, at most {most}"),
        }[self._bars.unit]
        return per.format(most=f"{self._bars.greatest:,}")

    def _step(self) -> float:
        return min(WIDEST_BAR, (self.width() - 2 * SIDE) / max(1, len(self._bars.bars)))

    def _left(self) -> float:
        return SIDE

    def _top(self) -> float:
        return TOP * text_scale()

    def _floor(self) -> float:
        return self.height() - BOTTOM * text_scale()

    # --- choosing -----------------------------------------------------------------------------

    def _point_at(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self._describe()
            self.update()

    def _choose(self, chosen: tuple[int, int] | None) -> None:
        self._chosen = chosen
        self.update()

    def _tell(self) -> None:
        self._describe()
        self.period_chosen.emit(self.period)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._caption())

    # --- events -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a period, or take hold of an end of the one that is set."""
        index = self.bar_at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton or index is None:
            return
        self._drag_from = self._other_end(event.position().x())
        if self._drag_from is None:
            self._drag_from = index
        self._choose((self._drag_from, index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Point at a bar, or stretch the period."""
        index = self.bar_at(event.position().x())
        near = self._other_end(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)
        self._point_at(index)
        if self._drag_from is not None and index is not None:
            self._choose((self._drag_from, index))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell the period."""
        if self._drag_from is not None:
            self._drag_from = None
            self._tell()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go back to all time."""
        self._drag_from = None
        self._choose(None)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, stretch and choose from the keyboard."""
        key = Qt.Key(event.key())
        if not self._bars.bars or key not in (
            Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape
        ):  # fmt: skip
            super().keyPressEvent(event)
            return
        pointed = self._pointed if self._pointed is not None else len(self._bars.bars) - 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            moved = min(len(self._bars.bars) - 1, max(0, pointed + step))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._choose((self._chosen[0] if self._chosen else pointed, moved))
            self._point_at(moved if self._pointed is not None else pointed)
            return
        if key == Qt.Key.Key_Escape:
            self._choose(None)
        elif self._chosen is None or pointed not in self._chosen:
            self._choose((pointed, pointed))
        self._tell()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at nothing once the pointer is gone."""
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the focus ring."""
        self._point_at(None)
        self.update()

    def _other_end(self, x: float) -> int | None:
        """Return the bar at the far end of the period where ``x`` is at one of its ends."""
        if self._chosen is None:
            return None
        first, last = sorted(self._chosen)
        if abs(x - self._left() - first * self._step()) <= GRAB:
            return last
        return first if abs(x - self._left() - (last + 1) * self._step()) <= GRAB else None


def bar_words(unit: Unit, bar: Bar) -> str:
    """Return what a bar is called: "29 Sep 2023", "week of 25 Sep 2023", "Sep 2023"."""
    first = bar.first
    match unit:
        case Unit.DAY:
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
        case Unit.WEEK:
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
        case Unit.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Unit.YEAR:
            return str(first.year)
