"""A window from its first paint to its end: the frame at once, what fills it after.

What the first paint does not need is imported after it: the window is there in half the time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from monitor.gui.main_window import MainWindow
from monitor.gui.memory import SETTLED_MS, return_large_blocks, return_small_blocks
from monitor.gui.places import make_places
from monitor.gui.sidebar import Sidebar
from monitor.gui.surroundings import Surroundings

if TYPE_CHECKING:
    from monitor.gui.program import Program


def make_window(surroundings: Surroundings) -> MainWindow:
    """Return a window with nothing in it yet."""
    sidebar = Sidebar(make_places(), surroundings.theme, surroundings.icons)
    return MainWindow(sidebar, surroundings.theme, surroundings.icons, surroundings.preferences)


def open_window(
    surroundings: Surroundings, library: Path, files: Sequence[str] = (), *, put_away: bool = False
) -> "Session":
    """Show a window; once it is painted, fill it, open the library and take in the files.

    With ``put_away`` it is filled unseen: only its icon shows where there is a tray, elsewhere it is minimised.
    """
    return Session(surroundings, library, files, put_away=put_away)


class Session:
    """A window from its first paint until it is closed; ``program`` is there once the window is filled."""

    def __init__(
        self, surroundings: Surroundings, library: Path, files: Sequence[str], *, put_away: bool = False
    ) -> None:
        self.window = make_window(surroundings)
        self.program: Program | None = None
        self._surroundings = surroundings
        self._library = library
        self._files = files
        self.window.closed.connect(surroundings.application.quit)
        if put_away:
            QTimer.singleShot(0, self.window, self._fill)
            if not QSystemTrayIcon.isSystemTrayAvailable():
                self.window.showMinimized()
        else:
            self.window.first_painted.connect(self._fill)
            self.window.show()

    def close(self) -> Path | None:
        """End everything behind the window and return the library to open next, if any."""
        self.window.deleteLater()  # with its tray icon: the next window brings its own
        if self.program is None:
            return None
        self.program.close()
        return self.program.other_library

    def _fill(self) -> None:
        from monitor.gui.program import Program

        return_large_blocks()
        QTimer.singleShot(SETTLED_MS, self.window, return_small_blocks)
        self.program = Program(self.window, self._library, self._surroundings)
        self.program.start(self._files)
