"""The legend of the map: its classes as words beside their colours."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.gui.map.classes import class_labels
from monitor.gui.map.drawing import Colouring
from monitor.gui.views.parts import plain_label

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
    """Says which numbers each colour of the map stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("map_legend")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._unit = plain_label(role="small")
        self._row.addWidget(self._unit)
        self._row.addStretch(1)

    def show_colouring(self, colouring: Colouring, unit: str) -> None:
        """Show the classes of a colouring; ``unit`` says what is counted: "Mentions"."""
        while self._row.count() > 2:  # the unit stays in front, the stretch at the end
            taken = self._row.takeAt(1)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        self._unit.setText(unit)
        tokens = colouring.tokens
        rows = [(tokens.no_mentions, self.tr("none"))]
        rows += zip(colouring.colours, class_labels(colouring.breaks), strict=True)
        for place, (fill, words) in enumerate(rows):
            self._row.insertWidget(1 + 2 * place, Swatch(fill, tokens.coast))
            self._row.insertWidget(2 + 2 * place, plain_label(words, "small"))
        self.setAccessibleName(f"{unit}: {', '.join(words for _, words in rows)}")
