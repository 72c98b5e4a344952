"""A page of article text: plain always, in a readable measure and leading, with marks in the colours of the theme."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QTextEdit

from monitor.gui.shown import ShownSpan, ShownText
from monitor.gui.theme import READER_FONT_PX, sized_font, text_scale

LEADING = 1.5  # visual.md
MEASURE = 70  # characters a line: the middle of visual.md's 66 to 74
SAMPLE = "The minister said on Tuesday that talks with the neighbours would go on"  # 71 characters of usual English
TEXT_MARGIN = 2  # pixels that the widest letter may need beyond its line
MARGIN = 28  # pixels beside the text, at least


@dataclass(frozen=True, slots=True)
class Ink:
    """How a mark is painted: colours as ``#RRGGBB``, None for none."""

    background: str | None = None
    text: str | None = None
    bold: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the source, half-open in code points, and its ink; later marks are painted over earlier ones."""

    start: int
    end: int
    ink: Ink


class TextPage(QPlainTextEdit):
    """Shows text to read. Nothing of it is ever taken for markup, and nothing in it can be followed.

    Signals:
        place_chosen(int): a click without a selection at an offset of the source.
        menu_asked(object, QPoint): the context menu at an offset of the source (None beside the text), at a point of
            the screen.
    """

    above, below = 14, 10  # pixels over and under the text
    place_chosen = Signal(int)
    menu_asked = Signal(object, QPoint)

    def __init__(self, *, measure: int = MEASURE, pixels: int = READER_FONT_PX) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._measure = measure
        self._pixels, self._scale = pixels, 0.0
        self._margins = (0, 0)
        self._shown = ShownText("", ())
        document = QTextDocument(self)
        self._layout = _LeadedLayout(document)
        document.setDocumentLayout(self._layout)
        document.setDocumentMargin(TEXT_MARGIN)
        self.setDocument(document)
        self._inker = _Inker(document)
        self.use_pixels(pixels)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def shown(self) -> ShownText:
        """The text with its spans."""
        return self._shown

    def show_text(self, shown: ShownText, marks: Sequence[Mark] = ()) -> None:
        """Put a text on the page, from its beginning."""
        self.setExtraSelections([])
        self._shown = shown
        self._inker.take(self._formats(marks))
        self.setPlainText(shown.text)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark spans of the text that is on the page; earlier marks go."""
        self._inker.take(self._formats(marks))
        self._inker.rehighlight()

    def reveal(self, start: int, end: int, ink: Ink) -> bool:
        """Bring a span into view and set it off from all others; tell whether it is on the page at all."""
        spans = self._shown.spans(start, end)
        self.setExtraSelections([self._selection(span, ink) for span in spans])
        if not spans:
            return False
        cursor = self._cursor(ShownSpan(spans[0].start, spans[0].start))
        self.setTextCursor(cursor)
        if not self.viewport().rect().adjusted(0, 40, 0, -40).contains(self.cursorRect(cursor)):
            self.centerCursor()
        return True

    def use_pixels(self, pixels: int) -> None:
        """Set the size of the text, as it is where the user did not choose larger text."""
        self._pixels, self._scale = pixels, text_scale()
        font = sized_font(self.font(), pixels, weight=self.font().weight())
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._layout.line_height = round(font.pixelSize() * LEADING)
        self.fit()

    def line_at(self, shown: int) -> QRect:
        """Return the line in which a place of the shown text stands, in pixels of the viewport, in view or not."""
        cursor = self._cursor(ShownSpan(shown, shown))
        rect = self.cursorRect(cursor)
        return QRect(rect.left(), rect.center().y() - self._layout.line_height // 2, 1, self._layout.line_height)

    def side_for(self, width: int) -> int:
        """Return the margin beside the text on a page of a width, for what stands above it."""
        return max(MARGIN, (width - self._text_width() - self.verticalScrollBar().sizeHint().width()) // 2)

    def line_count(self) -> int:
        """Return how many lines the text takes at its present width."""
        block, lines = self.document().begin(), 0
        while block.isValid():
            self._layout.ensureBlockLayout(block)
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    @property
    def line_height(self) -> int:
        """The height of a line in pixels."""
        return self._layout.line_height

    def _text_width(self) -> int:
        return round(self.fontMetrics().horizontalAdvance(SAMPLE) / len(SAMPLE) * self._measure)

    def margins(self) -> tuple[int, int]:
        """Return the margins left and right of the text; pages that write beside it have others."""
        side = self.side_for(self.width())
        return side, self.right_margin(side)

    def right_margin(self, left: int) -> int:
        """Return the margin at the right of a text that begins at ``left``."""
        return max(12, self.width() - left - self._text_width() - self.verticalScrollBar().sizeHint().width())

    def place_at(self, point: QPoint) -> int | None:
        """Return the offset of the source at a point of the viewport, None beside the text."""
        cursor = self.cursorForPosition(point)
        rect = self.cursorRect(cursor)
        if abs(point.y() - rect.center().y()) > self._layout.line_height:
            return None
        after = point.x() >= rect.left()
        return self._shown.place(cursor.position() if after else max(0, cursor.position() - 1))

    # --- inside -------------------------------------------------------------------------------

    def _formats(self, marks: Sequence[Mark]) -> list[tuple[ShownSpan, QTextCharFormat]]:
        made: dict[Ink, QTextCharFormat] = {}
        spans = []
        for mark in marks:
            if mark.ink not in made:
                made[mark.ink] = make_format(mark.ink)
            spans += [(span, made[mark.ink]) for span in self._shown.spans(mark.start, mark.end)]
        return spans

    def _cursor(self, span: ShownSpan) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, span: ShownSpan, ink: Ink) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(span)
        selection.format = make_format(ink)
        return selection

    def fit(self) -> None:
        """Keep the measure: what is wider than it becomes margin."""
        left, right = self.margins()
        if (left, right) != self._margins:
            self._margins = (left, right)
            self.setViewportMargins(left - TEXT_MARGIN, self.above, right, self.below)

    # --- events -------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the measure at another size or font; follow the size of text that the user chooses.

        Not in ``resizeEvent``, which is the viewport's: margins that change there are lost while the page is shown
        for the first time.
        """
        if event.type() == QEvent.Type.StyleChange and self._scale != text_scale():
            QTimer.singleShot(0, self, lambda: self.use_pixels(self._pixels))  # the style sets fonts of its own first
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.fit()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell of a click that selected nothing."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            place = self.place_at(event.position().toPoint())
            if place is not None:
                self.place_chosen.emit(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Leave the menu to whoever knows what stands there."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = self.place_at(self.viewport().mapFrom(self, event.pos()))
            self.menu_asked.emit(place, event.globalPos())
        else:
            corner = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.menu_asked.emit(self._shown.place(self.textCursor().position()), corner)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave letters to the window: the page takes none."""
        if event.text().isprintable() and event.text() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class _LeadedLayout(QPlainTextDocumentLayout):
    """Lines at an even height: Qt lays plain text out without leading, so its lines are moved apart here."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.line_height = round(READER_FONT_PX * LEADING)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802
        """Return the paragraph's place, after its lines are in theirs."""
        rect = super().blockBoundingRect(block)
        layout = block.layout()
        lines = layout.lineCount()
        if lines == 0 or not block.isVisible():
            return rect
        top = (self.line_height - layout.lineAt(0).height()) / 2
        if abs(layout.lineAt(0).y() - top) > 0.1 or abs(layout.lineAt(lines - 1).y() - self._y(top, lines - 1)) > 0.1:
            for number in range(lines):
                line = layout.lineAt(number)
                line.setPosition(QPointF(line.x(), self._y(top, number)))
        return QRectF(rect.left(), 0, rect.width(), lines * self.line_height)

    def _y(self, top: float, number: int) -> float:
        return top + number * self.line_height


class _Inker(QSyntaxHighlighter):
    """Paints the marks block by block."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._spans: list[tuple[ShownSpan, QTextCharFormat]] = []
        self._starts: list[int] = []
        self._longest = 0

    def take(self, spans: list[tuple[ShownSpan, QTextCharFormat]]) -> None:
        """Use these spans from now on; of two on one place the later is painted over."""
        order = sorted(range(len(spans)), key=lambda n: (spans[n][0].start, n))
        self._spans = [spans[n] for n in order]
        self._rank = order
        self._starts = [span.start for span, _ in self._spans]
        self._longest = max((span.end - span.start for span, _ in spans), default=0)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Paint the marks of one paragraph."""
        first = self.currentBlock().position()
        last = first + self.currentBlock().length()
        here = []
        for number in range(bisect_right(self._starts, first - self._longest - 1), len(self._spans)):
            span, ink = self._spans[number]
            if span.start >= last:
                break
            if span.end > first:
                here.append((self._rank[number], span, ink))
        for _, span, ink in sorted(here, key=lambda row: row[0]):
            self.setFormat(max(0, span.start - first), span.end - max(first, span.start), ink)


def make_format(ink: Ink) -> QTextCharFormat:
    """Return Qt's form of an ink."""
    form = QTextCharFormat()
    if ink.background:
        form.setBackground(QColor(ink.background))
    if ink.text:
        form.setForeground(QColor(ink.text))
    if ink.bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    if ink.underline:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(QColor(ink.text or ink.background or ""))
    return form
