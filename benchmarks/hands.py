"""Hands for the tour: the same deeds as events made inside the program, or by xdotool through a real X server."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
DIALOG_SECONDS = 2.0  # until a file dialog has the keyboard
KEY_NAMES = {"Return": "Return", "Backspace": "BackSpace", "Esc": "Escape", "Del": "Delete"}


class Hands(Protocol):
    """What a person does to a window."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Click a place of a widget."""

    def right_click(self, widget: QWidget, at: QPoint) -> None:
        """Ask for the context menu of a place of a widget."""

    def press(self, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key in what has the keyboard in an active window."""

    def write(self, edit: QWidget, words: str) -> None:
        """Type words and Return into a line that has the keyboard, in the place of what stands there."""

    def bring(self, window: QMainWindow, paths: Sequence[Path]) -> None:
        """Bring files into a window."""

    def choose(self, window: QMainWindow, words: str) -> None:
        """Choose from the menus of a window."""


class Simulated:
    """Makes the events inside the program; files come by drag and drop. Works offscreen."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Click a place of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def right_click(self, widget: QWidget, at: QPoint) -> None:
        """Ask for the context menu of a place of a widget."""
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)

    def press(self, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key."""
        QTest.keyClick(window, key, modifiers)

    def write(self, edit: QWidget, words: str) -> None:
        """Type words and Return in the place of what stands in a line."""
        QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
        QTest.keyClicks(edit, words)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def bring(self, window: QMainWindow, paths: Sequence[Path]) -> None:
        """Drop files onto a window."""
        urls = QMimeData()
        urls.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        args = (Qt.DropAction.CopyAction, urls, Qt.MouseButton.LeftButton, NO_MODIFIER)
        QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), *args))
        QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *args))

    def choose(self, window: QMainWindow, words: str) -> None:
        """Choose from the menus of a window."""
        menu_action(window, words)[1].trigger()


class Xdotool:
    """Moves the pointer and presses the keys of an X server; files come by File > Import.

    Args:
        wait: Lets the window go on until something holds, and says what was waited for.
    """

    def __init__(self, wait: Callable[[Callable[[], bool], str], None]) -> None:
        self._wait = wait

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Click a place of a widget."""
        self._do(*_to(widget, at), "click", "1")

    def right_click(self, widget: QWidget, at: QPoint) -> None:
        """Ask for the context menu of a place of a widget."""
        self._do(*_to(widget, at), "click", "3")

    def press(self, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key."""
        self._do("key", _key_name(key, modifiers))

    def write(self, edit: QWidget, words: str) -> None:
        """Type words and Return in the place of what stands in a line."""
        self._do("key", "ctrl+a", "key", "BackSpace")
        self._do("type", "--delay", "8", words) if words else None
        self._do("key", "Return")

    def bring(self, window: QMainWindow, paths: Sequence[Path]) -> None:
        """Choose files in the dialog of File > Import."""
        # One call for all: while the dialog is open the program runs a loop of its own.
        names = " ".join(f'"{path}"' for path in paths)
        typing = (
            "sleep",
            str(DIALOG_SECONDS),
            "type",
            "--delay",
            "8",
            "--args",
            "1",
            names,
            "sleep",
            "0.5",
            "key",
            "Return",
        )
        self._choose(window, "Import files…", typing)

    def choose(self, window: QMainWindow, words: str) -> None:
        """Choose from the menus of a window."""
        self._choose(window, words, ())

    def _choose(self, window: QMainWindow, words: str, then: Sequence[str]) -> None:
        menu, action = menu_action(window, words)
        bar = window.menuBar()
        self._do(*_to(bar, bar.actionGeometry(menu.menuAction()).center()), "click", "1")
        self._wait(menu.isVisible, f"the menu with {words}")
        self._do(*_to(menu, menu.actionGeometry(action).center()), "click", "1", *then)

    def _do(self, *words: str) -> None:
        with subprocess.Popen(["xdotool", *words]) as process:
            self._wait(lambda: process.poll() is not None, "xdotool")


def menu_action(window: QMainWindow, words: str) -> tuple[QMenu, QAction]:
    """Return what the menus of a window call by these words, and its menu."""
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            if action.text() == words:
                return menu, action
    raise LookupError(f"no menu has {words}")


def _to(widget: QWidget, at: QPoint) -> tuple[str, ...]:
    """Return how xdotool moves to a place of a widget: by way of another place, so that the widget sees it move."""
    place = widget.mapToGlobal(at)
    return (
        "mousemove",
        str(place.x() + 1),
        str(place.y()),
        "mousemove",
        str(place.x()),
        str(place.y()),
        "sleep",
        "0.1",
    )


def _key_name(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
    *held, last = QKeySequence(key.value | modifiers.value).toString().split("+")
    name = KEY_NAMES.get(last, last)
    return "+".join([*(word.lower() for word in held), name.lower() if len(name) == 1 else name])
