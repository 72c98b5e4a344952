"""``media-monitor screenshots``: draws every view of the real window offscreen, over the samples or a library."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QObject, QSize, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from monitor.commands.usage import Parser
from monitor.core.errors import UsageError
from monitor.core.records import Entry
from monitor.core.terms import Severity
from monitor.gui.program import Program
from monitor.gui.samples import sample_files
from monitor.gui.session import Session, open_window
from monitor.gui.shots import SHOTS, Shot
from monitor.gui.surroundings import Surroundings, make_surroundings
from monitor.gui.theme import ThemeChoice
from monitor.paths import APPLICATION

THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
USUAL_SIZE = "1440x900"
SIDES = range(100, 10_001)  # pixels; below it there is no window to see, above it no picture that fits in memory
LOOK_MS = 40  # how often it is looked whether the window is ready
QUIET_LOOKS = 6  # looks without anything under way before the picture is taken
ENTRIES = (
    Entry("Darina Koss", weak=("Koss",), severity=Severity.HIGH),
    Entry("Odrin Lines", severity=Severity.CRITICAL),
    Entry("Tbilisi", severity=Severity.LOW),
)
"""The watchlist beside the samples, so that there are alerts to be seen."""


def run(arguments: Sequence[str]) -> int:
    """Draw the views into a folder and return the exit status."""
    options = make_parser().parse_args(arguments)
    size = options.size
    themes = [ThemeChoice(options.theme)] if options.theme else list(THEMES)
    folder = _make_folder(options.folder)
    with ExitStack() as stack:
        aside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={make_screen(aside, size)}"
        qInstallMessageHandler(pass_over_offscreen)
        surroundings = make_surroundings(themes[0], preferences=aside / "window.ini")
        library = options.db or aside / "samples.db"
        session = open_window(surroundings, library)
        stack.callback(session.close)
        session.window.resize(size)
        photographer = Photographer(session, surroundings, folder, themes, fill=not options.db)
        surroundings.application.exec()
    for path in photographer.taken:
        print(path)
    return 0


def read_size(text: str) -> QSize:
    """Return a size given as "1440x900", for ``argparse``."""
    width, _, height = text.partition("x")
    if not all(side.isdecimal() and len(side) <= 5 and int(side) in SIDES for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{text!r} is no size from {SIDES[0]} to {SIDES[-1]}, such as {USUAL_SIZE}")
    return QSize(int(width), int(height))


def make_screen(folder: Path, size: QSize) -> Path:
    """Describe a screen of the window's size to the offscreen platform, so that popups open where they would."""
    screen = {"name": "paper", "x": 0, "y": 0, "width": size.width(), "height": size.height(), "logicalDpi": 96}
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


def pass_over_offscreen(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """Print what Qt has to say, but for what the offscreen platform cannot do."""
    if "This plugin does not support" not in words:
        print(words, file=sys.stderr)


class Photographer(QObject):
    """Goes through the shots in every theme; takes each once nothing is under way any more."""

    def __init__(
        self, session: Session, surroundings: Surroundings, folder: Path, themes: Sequence[ThemeChoice], *, fill: bool
    ) -> None:
        super().__init__(session.window)
        self.taken: list[Path] = []
        self._session = session
        self._surroundings = surroundings
        self._folder = folder
        self._waiting = [(theme, shot) for theme in themes for shot in SHOTS]
        self._fill = fill
        self._quiet = 0
        self._current: tuple[ThemeChoice, Shot] | None = None
        self._cover: QWidget | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        program = self._session.program
        if program is None or not is_quiet(program):
            self._quiet = 0
            return
        self._quiet += 1
        if self._quiet < QUIET_LOOKS:
            return
        self._quiet = 0
        if self._fill:
            self._fill = False
            fill_library(program)
            return
        self._take()
        self._prepare(program)

    def _take(self) -> None:
        if self._current is None:
            return
        theme, shot = self._current
        path = self._folder / f"{shot.name}-{theme.value}.png"
        take_picture(self._session.window, self._cover).save(str(path))
        self.taken.append(path)
        if self._cover is not None:
            self._cover.hide()

    def _prepare(self, program: Program) -> None:
        if not self._waiting:
            self._timer.stop()
            self._session.window.close()
            return
        self._current = self._waiting.pop(0)
        theme, shot = self._current
        if self._surroundings.theme.choice is not theme:
            self._surroundings.theme.choose(theme)
        calm(program)
        self._cover = shot.prepare(program)


def calm(program: Program) -> None:
    """Leave nothing of the last picture behind."""
    program.window.messages.clear()
    program.window.status.show_words("")
    program.window.status.show_folders({})


def is_quiet(program: Program) -> bool:
    """Tell whether nothing is under way behind the window."""
    behind = program.background
    return behind.is_open and behind.reading.is_idle and behind.writing.is_idle


def fill_library(program: Program) -> None:
    """Put the watchlist and the samples into an empty library."""
    for entry in ENTRIES:
        program.background.submit(lambda store, entry=entry: store.put_entry(entry))  # type: ignore[misc]
    program.background.import_paths(sample_files())


def take_picture(window: QWidget, cover: QWidget | None) -> QPixmap:
    """Return the window as a picture, with what lies over it."""
    picture = window.grab()
    if cover is not None:
        painter = QPainter(picture)
        painter.drawPixmap(
            cover.mapToGlobal(cover.rect().topLeft()) - window.mapToGlobal(window.rect().topLeft()), cover.grab()
        )
        painter.end()
    return picture


def make_parser() -> Parser:
    """Return what reads the arguments of ``screenshots``."""
    parser = Parser(prog=f"{APPLICATION} screenshots", description="Draw every view of the window, without a screen.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the pictures go")
    parser.add_argument(
        "--theme", choices=[theme.value for theme in ThemeChoice if theme != ThemeChoice.SYSTEM],
        help="default: light, then dark",
    )  # fmt: skip
    parser.add_argument(
        "--size",
        type=read_size,
        default=USUAL_SIZE,
        metavar="WIDTHxHEIGHT",
        help="of the window (default: %(default)s)",
    )
    parser.add_argument("--db", metavar="FILE", type=Path, help="a library to show (default: the samples)")
    return parser


def _make_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from error
    return folder


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
