"""A quote in a list: who says it, or where, and the words below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from monitor.gui.views.parts import plain_label

LEAST_PX = 120  # of a quote's width


class QuoteButton(QPushButton):
    """A quote to click: who says it, and the words below."""

    def __init__(self, speaker: str, words: str) -> None:
        super().__init__()
        self.setProperty("tone", "row")
        self.setAccessibleName(f"{speaker}: {words}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(1)
        self._labels = (plain_label(speaker, "heading"), plain_label(words, "small", wrap=True))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label in self._labels:
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As tall as its words are at the width that it has."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(LEAST_PX, self.width())))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As tall as its words are at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout else 0
