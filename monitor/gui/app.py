"""The window's entry: reads the arguments, builds everything once, runs until the window is closed."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from monitor.commands.usage import Parser, end
from monitor.core.errors import MonitorError
from monitor.core.lock import is_in_use
from monitor.gui.garbage import GarbageCollector
from monitor.gui.login import BACKGROUND
from monitor.gui.preferences import Preferences
from monitor.gui.session import Session, open_window
from monitor.gui.surroundings import Surroundings, make_surroundings, preferences_file
from monitor.paths import APPLICATION, default_library

SCREENSHOTS = "screenshots"


class NoDisplay(MonitorError):
    """The window cannot be shown: Qt would end the program without a word that helps."""

    code = "display"
    exit_status = 2


def main(arguments: Sequence[str]) -> int:
    """Open the window, or draw its views, and return the exit status."""
    try:
        if SCREENSHOTS in arguments[:1]:
            from monitor.gui import screenshots

            return screenshots.run(arguments[1:])
        options = _parser().parse_args(arguments)
        library = Path(options.db) if options.db else last_library(Preferences(preferences_file()))
        if _is_elsewhere(library, options.files):
            return 0
        if not _has_display():
            raise NoDisplay(f"There is no display to open a window on; see {APPLICATION} --help for what needs none.")
        files = [str(Path(file).absolute()) for file in options.files]
        return run(make_surroundings(), library, files, put_away=options.background)
    except MonitorError as error:
        return end(error.sentence, error.exit_status)


def run(surroundings: Surroundings, library: Path, files: Sequence[str] = (), *, put_away: bool = False) -> int:
    """Show a window on a library, and on the next one for as long as the user goes to another.

    With ``put_away`` the first one is not shown, where a tray can bring it back; elsewhere it is minimised.
    """
    garbage = GarbageCollector(surroundings.application)
    open_next: Path | None = library
    status = 0
    while open_next is not None:
        garbage.begin()
        session = open_window(surroundings, open_next, files, put_away=put_away)
        sys.excepthook = partial(_report_bug, session)
        status = surroundings.application.exec()
        open_next, files, put_away = session.close(), (), False
        if open_next is not None:
            surroundings = surroundings.renewed()
    return status


def last_library(preferences: Preferences) -> Path:
    """Return the library that was open last, even where it is gone, which the window then says; else the usual one."""
    return next(iter(preferences.libraries), default_library())


def _report_bug(session: Session, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say on the screen that something is wrong and go on; the crash hook of the window."""
    if issubclass(kind, KeyboardInterrupt) or session.program is None:
        sys.__excepthook__(kind, error, trace)
        session.window.close()
        return
    session.program.say_bug(error)


def _is_elsewhere(library: Path, files: Sequence[str]) -> bool:
    """Leave the files to the process that has the library open, or bring its window to the front.

    Tell whether there is one. Where the process has no window, one that only reads is opened here.
    """
    if not is_in_use(library):
        return False
    from monitor.core.spool import hand_over  # here: a window that is to open needs neither
    from monitor.gui.showing import ask_to_show

    if files:
        hand_over(library, files, keep_originals=True)
        print("The files were handed to the window that is open.", file=sys.stderr)
        return True
    if not ask_to_show(library):
        return False
    print("The window that is open was brought to the front.", file=sys.stderr)
    return True


def _has_display() -> bool:
    """Tell whether Qt finds a screen, or was told to do without."""
    told = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in told)


def _parser() -> Parser:
    parser = Parser(prog=APPLICATION)
    parser.add_argument("files", nargs="*", help="files and folders to import")
    parser.add_argument("--db", metavar="FILE", help="the library")
    parser.add_argument(BACKGROUND, action="store_true", dest="background", help="start put away, as at login")
    return parser
