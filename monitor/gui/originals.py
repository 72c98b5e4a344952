"""What can be done with the file that an article came in: shown in its folder, opened, tried again."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from monitor.core.record import shown_path
from monitor.core.records import Document, LedgerRow
from monitor.core.store import KeptOriginal, Reader
from monitor.gui.jobs import Jobs
from monitor.gui.links import LinkGuard
from monitor.gui.opening import OPENED, why_no_folder, why_not
from monitor.gui.popup_menu import Deed, copy_text, later, open_menu
from monitor.gui.shown import one_line
from monitor.gui.views.popups import ConfirmPopup


class Originals(QObject):
    """Opens originals in other programs, each on the analyst's word alone.

    Signals:
        said(str): something could not be done, as a sentence.
        retry_asked(list): files are to be tried again.
    """

    said = Signal(str)
    retry_asked = Signal(list)

    def __init__(
        self,
        window: QWidget,
        links: LinkGuard,
        folders: Callable[[], Sequence[str]],
        reading: Jobs[Reader] | None = None,
    ) -> None:
        """Make it.

        Args:
            window: Owns the questions.
            links: Opens what may be opened.
            folders: Returns the folders whose originals may be opened.
            reading: Finds the originals that are kept.
        """
        super().__init__(window)
        self._window = window
        self._links = links
        self._folders = folders
        self._reading = reading
        self._copies: TemporaryDirectory[str] | None = None  # goes with the program

    def show_in_folder(self, path: str) -> None:
        """Show a file's folder in the system's own file manager."""
        folder = Path(path).parent
        reason = why_no_folder(folder)
        if reason is not None:
            self.said.emit(reason)
        else:
            self._open(folder)

    def ask_open(self, path: str, at: QPoint, document: Document | None = None) -> None:
        """Ask whether an original is to be opened in another program, where that may be.

        Where it cannot be opened in its place and the bytes of ``document``'s file are kept, a copy of those is.
        """
        reason = why_not(path, self._folders())
        if reason is None:
            self._ask(path, at, later(self._open, Path(path)))
        elif document is None or self._reading is None or Path(path).suffix.lower() not in OPENED:
            self.said.emit(reason)
        else:
            member, digest = document.member, document.sha256
            self._reading.ask(
                lambda reader: reader.original(path, member, digest),
                lambda kept: self._ask_kept(path, at, kept, reason),
                key=(self, "original"),
            )

    def _ask_kept(self, path: str, at: QPoint, kept: KeptOriginal | None, reason: str) -> None:
        if kept is None:
            self.said.emit(reason)
        elif not kept.is_whole:
            self.said.emit(_tr("The kept original is damaged: its bytes are no longer those that came."))
        else:
            self._ask(path, at, later(self._open_kept, kept.path, Path(path).name))

    def _open_kept(self, kept: Path, name: str) -> None:
        """Open a copy under the name that the file came with: programs go by its ending."""
        self._copies = self._copies or TemporaryDirectory(prefix="media-monitor-")
        copy = Path(mkdtemp(dir=self._copies.name)) / name
        try:
            shutil.copyfile(kept, copy)
        except OSError as error:
            self.said.emit(_tr("The kept original could not be copied: {reason}.").format(reason=error.strerror))
            return
        copy.chmod(0o400)
        self._open(copy)

    def _ask(self, path: str, at: QPoint, act: Callable[[], None]) -> None:
        note = _tr(
            "Another program will open the file as it came. It may load pictures from the network"
            " or run what is in the file."
        )
        popup = ConfirmPopup(
            self._window,
            _tr("Open {file}?").format(file=one_line(shown_path(path).rpartition("/")[2], 80)),
            note,
            _tr("Open"),
            act,
        )
        popup.open_at(at)

    def ask_about_file(self, row: LedgerRow, at: QPoint) -> None:
        """Open the menu of a file of the ledger."""
        deeds: list[Deed] = [
            (_tr("Try again"), lambda: self.retry_asked.emit([row.path])),
            (_tr("Show in folder"), lambda: self.show_in_folder(row.path)),
            (_tr("Open the original…"), lambda: self.ask_open(row.path, at)),
            (_tr("Copy path"), lambda: copy_text(shown_path(row.path))),
        ]
        open_menu(self._window, deeds, at)

    def _open(self, path: Path) -> None:
        if not self._links.open_path(path):
            self.said.emit(_tr("The system has no program that opens this."))


def _tr(text: str) -> str:
    return QCoreApplication.translate("originals", text)
