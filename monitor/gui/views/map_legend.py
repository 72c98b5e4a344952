"""The legend of the map: its classes as words beside their colours."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.gui.map.classes import class_labels
from monitor.gui.map.drawing import Colouring
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import empty_layout, plain_label

SWATCH = QSize(18, 12)


class Swatch(QWidget):
    """A small field in the colour of a class; the word beside it says the same."""

    def __init__(self, fill: str, edge: str) -> None:
        super().__init__()
        self._fill, self._edge = fill, edge
        self.setFixedSize(SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the field."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._edge), 1))
        painter.setBrush(QColor(self._fill))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Legend(QWidget):
    """Says which numbers each colour of the map stands for; wraps where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("map_legend")
        self._row = FlowLayout(self, gap=12)

    def show_colouring(self, colouring: Colouring, unit: str) -> None:
        """Show the classes of a colouring; ``unit`` says what is counted: "Mentions"."""
        empty_layout(self._row)
        tokens = colouring.tokens
        rows = [(tokens.no_mentions, self.tr("none"))]
        rows += zip(colouring.colours, class_labels(colouring.breaks), strict=True)
        self._row.addWidget(plain_label(unit, "small"))
        for fill, words in rows:
            self._row.addWidget(_make_class(fill, tokens.coast, words))
        self._row.addWidget(plain_label(self.tr("Natural Earth, de facto boundaries, no position taken"), "small"))
        self.setAccessibleName(f"{unit}: {', '.join(words for _, words in rows)}")


def _make_class(fill: str, edge: str, words: str) -> QWidget:
    one = QWidget()
    row = QHBoxLayout(one)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Swatch(fill, edge))
    row.addWidget(plain_label(words, "small"))
    return one
