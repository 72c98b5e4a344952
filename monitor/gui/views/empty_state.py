"""What a list says while it has nothing to show: what it is for, and the one thing to do next."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.gui.icons import Icons
from monitor.gui.theme import text_scale
from monitor.gui.views.parts import plain_label

ICON_PX = 48
TEXT_PX = 420  # no wider than is read in one look


class EmptyState(QWidget):
    """Shows an icon, a heading, a sentence and up to a few buttons in the middle of an empty place."""

    def __init__(self, icons: Icons, *, icon: str, heading: str, text: str = "") -> None:
        super().__init__()
        self._icon = _Picture()
        icons.dress(self._icon, icon, "disabled", large=True)
        self._heading = plain_label(heading, "title", wrap=True)
        self._text = plain_label(text, "secondary", wrap=True)
        self._buttons = QVBoxLayout()
        self._arrange()

    def say(self, heading: str, text: str = "") -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._text.setText(text)

    def add_button(self, button: QPushButton) -> None:
        """Offer something to do."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def offer(self, something: bool) -> None:
        """Show the buttons, or hide them while there is nothing to choose."""
        for button in self.findChildren(QPushButton):
            button.setVisible(something)

    def _arrange(self) -> None:
        for label in (self._heading, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(TEXT_PX)
        self._buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._heading, self._text):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 4)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addSpacing(4)
        layout.addLayout(self._buttons)
        layout.addStretch(3)


class _Picture(QLabel):
    """A label that takes an icon as buttons do."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels = round(ICON_PX * text_scale())
        self.setFixedSize(self._pixels, self._pixels)

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802
        """Show the icon."""
        self.setPixmap(icon.pixmap(QSize(self._pixels, self._pixels)))
