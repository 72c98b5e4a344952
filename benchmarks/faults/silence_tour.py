"""A tour that drives itself through hostile articles, for the gate of ``silence.py`` to listen to.

    python -m benchmarks.faults.silence_tour FOLDER CANARY [--leak connect|dns|ctypes|foreign|label]

FOLDER holds ``inbox``; the library is made in it. Shows every article, hovers over everything that is to be seen,
searches, exports, opens the map and an alert. Exits 1 where the colour of CANARY, a picture, was drawn. Writes
what is mapped into this process and its workers to FOLDER/maps.log. With ``--leak`` it does, shortly after it
opened, what must never happen: the gate has to notice.
"""

import argparse
import contextlib
import ctypes
import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from benchmarks.faults.bait import CANARY_COLOUR, PERSON, hostile_name, lures
from benchmarks.hands import Simulated
from benchmarks.tour import Tour, found, wait, wait_seconds
from monitor import cli
from monitor.core.records import Entry
from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.surroundings import make_surroundings

ROWS_HOVERED = 6  # of each list; the others are drawn the same way
LEAKS = ("connect", "dns", "ctypes", "foreign", "label")


class Drawn(Exception):
    """The picture that an article names was drawn."""


class SilenceTour:
    """Shows what articles, names and files say in every place that shows it."""

    def __init__(self, program: Program, folder: Path, canary: Path) -> None:
        self._program = program
        self._folder = folder
        self._canary = canary
        self._tour = Tour(program, folder, 0, Simulated())
        self.looks = 0

    def go(self) -> None:
        """Take every step, looking for the canary after each."""
        self._watch_names()
        self._import()
        self._read_articles()
        self._go_through_pages()
        self._search()
        self._open_alert()
        self._ask_menus()
        self._export()
        self._watch_folder()

    def look(self, what: str) -> None:
        """Look at every window for the colour of the canary.

        Raises:
            Drawn: where it is there.
        """
        self.looks += 1
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and has_colour(widget.grab().toImage()):
                raise Drawn(f"the canary was drawn: {what}")

    # --- steps --------------------------------------------------------------------------------

    def _watch_names(self) -> None:
        entries = [Entry(PERSON), Entry(hostile_name(self._canary), aliases=(PERSON,), notes=lures(self._canary)[0])]
        for entry in entries:
            self._program.background.submit(lambda store, entry=entry: store.put_entry(entry))
        wait(self._tour.idle, "the watchlist to be written")

    def _import(self) -> None:
        self._program.background.import_paths([str(self._folder / "inbox")])
        wait(lambda: self._program.background.writing.is_idle, "the import", 240)
        assert self._tour.count() > 0, "nothing was imported"
        write_maps(self._folder)
        self.look("after the import")

    def _read_articles(self) -> None:
        room = self._program.views.reading_room
        self._program.window.show_page("articles")
        for number in self._tour.ask(lambda reader: reader.article_ids("")):
            room.show_article(number)
            wait(lambda number=number: self._tour.reads(number), "an article")
            wait_seconds(0.05)
            self.look(f"article {number}")
            self._tour.press(Qt.Key.Key_X)
            wait_seconds(0.1)
            self.look(f"x-ray of article {number}")
            self._tour.press(Qt.Key.Key_X)
        self._hover("articles")

    def _go_through_pages(self) -> None:
        for page in self._program.window.pages:
            self._program.window.show_page(page)
            wait_seconds(0.3)
            self.look(f"page {page}")
            self._hover(page)
        self._program.palette.open()
        wait_seconds(0.1)
        self.look("the command palette")
        self._program.palette.hide()
        self._program.tray.tell(lures(self._canary)[0])

    def _search(self) -> None:
        self._program.window.show_page("articles")
        for words in (lures(self._canary)[0], PERSON):
            self._tour.type_search(words)
            wait_seconds(0.3)
            self.look("a search")
        self._hover("search")
        self._tour.type_search("")

    def _open_alert(self) -> None:
        alerts = self._program.views.alerts
        self._tour.go_to_open_alerts()
        wait(lambda: bool(alerts.rows.rows), "alerts")
        for row in range(min(ROWS_HOVERED, len(alerts.rows.rows))):
            alerts.table.choose_row(row)
            wait_seconds(0.2)
            self.look("an alert")
        self._hover("alerts")
        self._program.window.messages.say(lures(self._canary)[0])
        self.look("a message")

    def _ask_menus(self) -> None:
        self._program.window.show_page("articles")
        view = self._program.views.articles.list
        wait(lambda: view.model().rowCount() > 0, "the list")
        self._tour.hands.right_click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
        wait_seconds(0.1)
        self.look("a context menu")
        if popup := QApplication.activePopupWidget():
            popup.close()

    def _export(self) -> None:
        for ending in ("csv", "jsonl"):
            with contextlib.redirect_stdout(io.StringIO()):
                arguments = ["export", "", "--to", str(self._folder / f"all.{ending}"), "--db"]
                assert cli.run([*arguments, str(self._program.background.library)]) == 0

    def _watch_folder(self) -> None:
        folder = self._folder / "watched"
        folder.mkdir()
        self._program.folders.add(str(folder))
        wait(lambda: self._program.folders.is_watching, "a watched folder")
        before = self._tour.count()
        (folder / "late.txt").write_text(f"{lures(self._canary)[0]} Late\n\n{PERSON} left Riga late on Friday.\n")
        wait(lambda: self._tour.count() == before + 1, "the file of the watched folder")
        wait_seconds(0.3)
        self.look("after the watched file")

    # --- hovering -----------------------------------------------------------------------------

    def _hover(self, page: str) -> None:
        for widget, at in places_to_hover(self._program.window):
            event = QHelpEvent(QHelpEvent.Type.ToolTip, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)
            tips = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible()]
            for tip in tips:
                if has_colour(tip.grab().toImage()):
                    raise Drawn(f"the canary was drawn in a tooltip of {page}")
        wait_seconds(0.05)


def places_to_hover(window: QWidget) -> Iterator[tuple[QWidget, QPoint]]:
    """Yield what can be seen of a window: rows of lists, and the middle of every other widget."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractItemView):
            model, root = widget.model(), QModelIndex()
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root) if model else 0
            for row in range(min(ROWS_HOVERED, model.rowCount(root) if model else 0)):
                for column in range(min(ROWS_HOVERED, columns)):
                    yield widget.viewport(), widget.visualRect(model.index(row, column)).center()
        else:
            yield widget, widget.rect().center()


def has_colour(image: QImage) -> bool:
    """Tell whether a picture has a pixel in the canary's colour."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)
    return bool(((pixels & 0xFFFFFF) == CANARY_COLOUR).any())


def write_maps(folder: Path) -> None:
    """Write which files are mapped into this process and its children."""
    children = {pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}
    with (folder / "maps.log").open("a") as log:
        for pid in ("self", *sorted(children)):
            log.write(Path(f"/proc/{pid}/maps").read_text())


def leak(how: str, window: QWidget, canary: Path) -> None:
    """Do what must never happen, in one way."""
    match how:
        case "connect":
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", 9), timeout=1).close()
        case "dns":
            with contextlib.suppress(OSError):
                socket.getaddrinfo("canary.example", 80)
        case "ctypes":
            ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
        case "foreign":
            subprocess.run(["true"], check=True)
        case "label":
            label = QLabel(lures(canary)[0], window)
            label.resize(300, 300)
            label.show()
            if has_colour(label.grab().toImage()):
                raise Drawn("the canary was drawn in a label")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("canary", type=Path)
    parser.add_argument("--leak", choices=LEAKS)
    arguments = parser.parse_args()
    session = open_window(make_surroundings(preferences=arguments.folder / "window.ini"), arguments.folder / "a.db")
    wait(lambda: session.program is not None and session.program.background.is_open, "the window")
    try:
        if arguments.leak:
            leak(arguments.leak, session.window, arguments.canary)
        else:
            tour = SilenceTour(found(session.program), arguments.folder, arguments.canary)
            tour.go()
            print(f"looked {tour.looks} times, the canary was never drawn", flush=True)
    except Drawn as error:
        print(error, flush=True)
        return 1
    finally:
        write_maps(arguments.folder)
        session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
