"""The whole window as a test opens it: preferences of its own, a library of its own, everything behind it ready."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.session import make_window
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources


def plain_surroundings(application: QApplication, folder: Path, scale: float = 1.0) -> Surroundings:
    """Return surroundings in light, which remember what they are told in a folder."""
    theme = Theme(application, resources() / "style" / "window.qss", ThemeChoice.LIGHT, scale=scale)
    icons = Icons(resources() / "icons", theme)
    return Surroundings(application, Preferences(folder / "window.ini"), theme, icons)


@contextmanager
def open_program(surroundings: Surroundings, library: Path, qtbot: QtBot) -> Iterator[Program]:
    """Show a window on a library, made where there is none, until the end of the block."""
    window = make_window(surroundings)
    qtbot.addWidget(window)
    program = Program(window, library, surroundings)
    window.show()
    with qtbot.waitSignal(program.background.ready):
        program.start()
    yield program
    program.close()
