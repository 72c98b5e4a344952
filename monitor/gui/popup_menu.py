"""A menu over the window: what can be done, in words, and what each does."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

Deed: TypeAlias = "tuple[str, Callable[[], object] | Sequence[Deed]] | None"
"""A line of a menu: its words and what it does, or the lines of its own menu; None is a line between two groups."""


def open_menu(window: QWidget, deeds: Sequence[Deed], at: QPoint) -> None:
    """Open a menu at a point of the screen."""
    menu = QMenu(window)
    menu.setToolTipsVisible(True)
    _fill(menu, deeds)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def _fill(menu: QMenu, deeds: Sequence[Deed]) -> None:
    for deed in deeds:
        if deed is None:
            menu.addSeparator()
            continue
        words, does = deed[0].replace("&", "&&"), deed[1]
        if callable(does):
            action = QAction(words, menu)
            action.triggered.connect(later(does))
            menu.addAction(action)
        else:
            _fill(menu.addMenu(words), does)


def later(act: Callable[..., object], *values: object, **named: object) -> Callable[..., None]:
    """Return what does something with these values when it is called, whatever a signal adds."""

    def do(*_: object) -> None:
        act(*values, **named)

    return do


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
