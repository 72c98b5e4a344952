"""The window's entry: reads the arguments, paints the frame, fills it, runs until it is closed.

What the first paint does not need is imported after it: the window is there in half the time.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.core.errors import MonitorError
from monitor.gui.garbage import GarbageCollector
from monitor.gui.main_window import MainWindow
from monitor.gui.places import make_places
from monitor.gui.sidebar import Sidebar
from monitor.gui.surroundings import Surroundings, make_surroundings
from monitor.paths import APPLICATION, default_library

if TYPE_CHECKING:
    from monitor.gui.program import Program

SCREENSHOTS = "screenshots"


def main(arguments: Sequence[str]) -> int:
    """Open the window, or draw its views, and return the exit status."""
    try:
        if SCREENSHOTS in arguments[:1]:
            from monitor.gui import screenshots

            return screenshots.run(arguments[1:])
        options = _parser().parse_args(arguments)
        library = Path(options.db) if options.db else default_library()
        if options.files and _hand_over(library, options.files):
            return 0
        return _run(library, [str(Path(file).absolute()) for file in options.files])
    except MonitorError as error:
        print(error.sentence, file=sys.stderr)
        return error.exit_status


def make_window(surroundings: Surroundings) -> MainWindow:
    """Return a window with nothing in it yet."""
    sidebar = Sidebar(make_places(), surroundings.theme, surroundings.icons)
    return MainWindow(sidebar, surroundings.theme, surroundings.icons, surroundings.preferences)


def open_window(surroundings: Surroundings, library: Path, files: Sequence[str] = ()) -> "Session":
    """Show a window; once it is painted, fill it, open the library and take in the files."""
    return Session(surroundings, library, files)


class Session:
    """A window from its first paint until it is closed; ``program`` is there once the window is filled."""

    def __init__(self, surroundings: Surroundings, library: Path, files: Sequence[str]) -> None:
        self.window = make_window(surroundings)
        self.program: Program | None = None
        self._surroundings = surroundings
        self._library = library
        self._files = files
        self.window.first_painted.connect(self._fill)
        self.window.closed.connect(surroundings.application.quit)
        self.window.show()

    def close(self) -> Path | None:
        """End everything behind the window and return the library to open next, if any."""
        if self.program is None:
            return None
        self.program.close()
        return self.program.other_library

    def _fill(self) -> None:
        from monitor.gui.program import Program

        self.program = Program(self.window, self._library, self._surroundings)
        self.program.start(self._files)


def _run(library: Path, files: Sequence[str]) -> int:
    surroundings = make_surroundings()
    GarbageCollector(surroundings.application)
    open_next: Path | None = library
    status = 0
    while open_next is not None:
        session = open_window(surroundings, open_next, files)
        status = surroundings.application.exec()
        open_next, files = session.close(), ()
    return status


def _hand_over(library: Path, files: Sequence[str]) -> bool:
    """Leave the files to the window that has the library open; tell whether there is one."""
    from monitor.core.spool import hand_over
    from monitor.core.store import is_in_use

    if not is_in_use(library):
        return False
    hand_over(library, files)
    print("The files were handed to the window that is open.", file=sys.stderr)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=APPLICATION)
    parser.add_argument("files", nargs="*", help="files and folders to import")
    parser.add_argument("--db", metavar="FILE", help="the library")
    return parser
