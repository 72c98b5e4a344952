"""A menu over the window: what can be done, in words, and what each does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

Deed = tuple[str, Callable[[], object]] | None
"""A line of a menu: its words and what it does; None is a line between two groups."""


def open_menu(window: QWidget, deeds: Sequence[Deed], at: QPoint) -> None:
    """Open a menu at a point of the screen."""
    menu = QMenu(window)
    menu.setToolTipsVisible(True)
    for deed in deeds:
        if deed is None:
            menu.addSeparator()
            continue
        action = QAction(deed[0].replace("&", "&&"), menu)
        action.triggered.connect(later(deed[1]))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def later(act: Callable[..., object], *values: object, **named: object) -> Callable[..., None]:
    """Return what does something with these values when it is called, whatever a signal adds."""

    def do(*_: object) -> None:
        act(*values, **named)

    return do


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
