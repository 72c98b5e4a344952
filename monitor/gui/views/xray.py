"""The X-ray: the text as it arrived, everything that was left out tinted, with its zone and the rule that did it."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.core.records import Article, Block
from monitor.core.terms import COUNTED_ZONES, Zone
from monitor.gui.models.words import zone_word
from monitor.gui.shown import SHOWN_LENGTH, Piece, ShownText
from monitor.gui.theme import Theme, sized_font
from monitor.gui.tokens import Tokens
from monitor.gui.views.page import Ink, Mark, TextPage
from monitor.gui.views.parts import hairline, plain_label

TEXT_PX = 14
LABEL_PX = 11
GUTTER_SHARE = 0.34  # of the width, within these bounds in pixels
GUTTER_LEAST, GUTTER_MOST = 116, 210
RULE_LEAST = 40  # pixels; in less a rule would be three dots
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Xray(QWidget):
    """Shows an article's blocks.

    Signals:
        block_chosen(Block): a block was clicked or stepped to.
    """

    block_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("xray")
        self.setAccessibleName(self.tr("X-ray: what was left out, and why"))
        self._theme = theme
        self._blocks: tuple[Block, ...] = ()
        self._chosen: Block | None = None
        self.page = _XrayPage(theme)
        self.page.setAccessibleName(self.tr("Text as it arrived"))
        self._legend = plain_label(role="small", wrap=True)
        self._arrange()
        self.page.place_chosen.connect(self._choose_at)
        theme.theme_changed.connect(self._dress)

    def show_article(self, article: Article | None) -> None:
        """Show the blocks of an article."""
        self._blocks = article.blocks if article else ()
        self._chosen = None
        text = article.text if article else ""
        shown = ShownText(text, [Piece(0, len(text))])
        self.page.show_blocks(shown, self._blocks)
        removed = sum(block.zone not in COUNTED_ZONES for block in self._blocks)
        cut = self.tr(" Only the first {length} characters are shown.").format(length=f"{SHOWN_LENGTH:,}")
        note = self.tr("Tinted parts are not counted: {removed} of {all} blocks. Choose one to see its rule.")
        self._legend.setText(note.format(removed=removed, all=len(self._blocks)) + (cut if shown.is_cut else ""))

    def step(self, forward: bool) -> bool:
        """Go to the next or previous block that was left out; tell whether there is one."""
        removed = [block for block in self._blocks if block.zone not in COUNTED_ZONES]
        if not removed:
            return False
        if self._chosen in removed:
            number = (removed.index(self._chosen) + (1 if forward else -1)) % len(removed)
        else:
            number = 0 if forward else len(removed) - 1
        self._choose(removed[number])
        return True

    def _choose_at(self, place: int) -> None:
        number = bisect_right([block.start for block in self._blocks], place) - 1
        if number >= 0 and place < self._blocks[number].end:
            self._choose(self._blocks[number], move=False)

    def _choose(self, block: Block, *, move: bool = True) -> None:
        self._chosen = block
        if move:
            self.page.reveal(block.start, block.end, Ink(underline=True, text=self._theme.tokens.accent))
        words = self.tr("{zone}: {rule}") if block.rule else "{zone}"
        self._legend.setText(words.format(zone=zone_word(block.zone), rule=block.rule))
        self.block_chosen.emit(block)

    def _dress(self) -> None:
        self.page.dress()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(hairline())
        self._legend.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self._legend)


class _XrayPage(TextPage):
    """The text with a margin at its left that names the blocks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(pixels=TEXT_PX)
        self._theme = theme
        self._blocks: Sequence[Block] = ()
        self._places: list[tuple[Block, int, int]] = []  # with the first and last unit that is shown of each
        self._gutter = _Gutter(self)
        self.updateRequest.connect(lambda *_: self._gutter.update())
        self.blockCountChanged.connect(lambda _: self._gutter.update())

    def show_blocks(self, shown: ShownText, blocks: Sequence[Block]) -> None:
        """Show a text with its blocks."""
        self._blocks = blocks
        spans = [(block, shown.spans(block.start, block.end)) for block in blocks]
        self._places = [
            (block, where[0].start, max(where[0].start, where[-1].end - 1)) for block, where in spans if where
        ]
        self.show_text(shown, self._marks())
        self._gutter.update()

    def dress(self) -> None:
        """Paint in the theme's present colours."""
        self.show_marks(self._marks())
        self._gutter.update()

    def gutter_width(self) -> int:
        """Return how wide the margin is."""
        return max(GUTTER_LEAST, min(GUTTER_MOST, round(self.width() * GUTTER_SHARE)))

    def paint_gutter(self, painter: QPainter, rect: QRect) -> None:
        """Write zone and rule beside the first line of each block that is in view."""
        tokens = self._theme.tokens
        painter.fillRect(rect, QColor(tokens.window))
        last, before = -2 * LABEL_PX, None
        shift = self.viewport().y() - self._gutter.y()
        for block, top, height in self._in_view(rect):
            _, ink = zone_ink(block.zone, tokens)
            painter.fillRect(rect.right() - 2, top + shift, 3, height, QColor(ink))
            repeated = block.zone is before and block.zone in COUNTED_ZONES
            before = block.zone
            if repeated or top < last + LABEL_PX + 4:
                continue  # its name would be written over the one before; the rule is said when it is chosen
            last = top
            self._write(painter, QRect(12, top + shift, rect.width() - 24, height), block, ink)

    def _write(self, painter: QPainter, rect: QRect, block: Block, colour: str) -> None:
        """Write the zone, and its rule below or beside it where there is room."""
        line = self.line_height
        bold = sized_font(self.font(), LABEL_PX, weight=self.font().Weight.DemiBold)
        plain = sized_font(self.font(), LABEL_PX)
        name = _elided(zone_word(block.zone), bold, rect.width())
        painter.setFont(bold)
        painter.setPen(QColor(colour))
        painter.drawText(QRect(rect.left(), rect.top(), rect.width(), line), _MIDDLE, name)
        if block.zone in COUNTED_ZONES:
            return
        beside = QFontMetrics(bold).horizontalAdvance(name) + 8
        room = QRect(rect.left() + beside, rect.top(), rect.width() - beside, line)
        if rect.height() >= 2 * line:
            room = QRect(rect.left(), rect.top() + line - 5, rect.width(), line)
        if room.width() >= RULE_LEAST:
            painter.setFont(plain)
            painter.setPen(QColor(self._theme.tokens.secondary))
            painter.drawText(room, _MIDDLE, _elided(block.rule, plain, room.width()))

    def _in_view(self, rect: QRect) -> list[tuple[Block, int, int]]:
        """Return the blocks in view with the top and height of their place."""
        first = self.firstVisibleBlock().position()
        last = self.cursorForPosition(QPoint(self.viewport().width(), rect.height())).position()
        found = []
        for block, start, end in self._places:
            if start > last:
                break
            if end >= first:
                top = self.line_at(max(start, first)).top()
                found.append((block, top, self.line_at(min(end, last)).bottom() - top))
        return found

    def _marks(self) -> list[Mark]:
        tokens = self._theme.tokens
        marks = []
        for block in self._blocks:
            background, text = zone_ink(block.zone, tokens)
            kept = block.zone in COUNTED_ZONES
            ink = Ink(bold=block.zone is Zone.HEADLINE) if kept else Ink(background, text)
            marks.append(Mark(block.start, block.end, ink))
        return marks

    def margins(self) -> tuple[int, int]:
        """Leave room for the names of the blocks."""
        left = self.gutter_width() + 16
        return left, self.right_margin(left)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the margin beside the text."""
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._gutter.setGeometry(inner.left(), inner.top(), self.gutter_width(), inner.height())


class _Gutter(QWidget):
    """The margin; it only paints what the page tells it to."""

    def __init__(self, page: _XrayPage) -> None:
        super().__init__(page)
        self._page = page

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the page says."""
        return QSize(self._page.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the names."""
        self._page.paint_gutter(QPainter(self), self.rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the block whose name was clicked."""
        place = self._page.place_at(QPoint(0, event.position().toPoint().y()))
        if place is not None:
            self._page.place_chosen.emit(place)


def zone_ink(zone: Zone, tokens: Tokens) -> tuple[str, str]:
    """Return the background and text colours of a zone; text that is counted has the page's own."""
    if zone in COUNTED_ZONES or zone is Zone.HEADING:
        return tokens.surface, tokens.secondary
    pairs = {
        Zone.TEASER: (tokens.watch, tokens.watch_text),
        Zone.CAPTION: (tokens.place, tokens.place_text),
        Zone.CREDIT: (tokens.organisation, tokens.organisation_text),
        Zone.BYLINE: (tokens.organisation, tokens.organisation_text),
        Zone.LEGAL: (tokens.person, tokens.person_text),
    }
    return pairs.get(zone, (tokens.other, tokens.other_text))


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
