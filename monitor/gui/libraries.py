"""The libraries of this user: made, opened, and opened again from a list of the last ones."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from monitor.core.errors import LibraryDamaged, MonitorError
from monitor.core.store import begin_anew, is_gone, restore, restore_at_next_start
from monitor.core.store.backups import daily_backups, made_at
from monitor.gui.jobs import Jobs
from monitor.gui.menus import Deed
from monitor.gui.messages import Remedy
from monitor.gui.preferences import Preferences
from monitor.gui.shown import one_line

SUFFIX = ".db"
SHOWN_LENGTH = 60  # characters of a path in the menu


class _NoConnection:
    """What a thread works on that needs none."""

    def interrupt(self) -> None:
        """Nothing can be interrupted: a copy is made to its end, or not at all."""

    def close(self) -> None:
        """Nothing is open."""


class Libraries(QObject):
    """Lets the user go to another library.

    Signals:
        library_chosen(Path): another library is to be opened, or made where there is none.
        said(str): a library cannot be opened, as a sentence.
    """

    library_chosen = Signal(object)
    said = Signal(str)

    def __init__(
        self, window: QWidget, preferences: Preferences, current: Path, is_written: Callable[[], bool] = lambda: False
    ) -> None:
        """Make it for the library that is open; ``is_written`` tells whether this window is its writer."""
        super().__init__(window)
        self._is_written = is_written
        self._work: Jobs[_NoConnection] = Jobs("restoring", _NoConnection)
        self._has_begun = False
        self._window = window
        self._preferences = preferences
        self._current = current

    def close(self) -> None:
        """End the thread that puts libraries in order."""
        self._work.close()

    def deeds(self) -> tuple[Deed, ...]:
        """Return what can be done, for a menu."""
        return (
            Deed(self.tr("New library…"), self.make, ("Ctrl+Shift+N",)),
            Deed(self.tr("Open library…"), self.open, icon="open"),
            Deed(self.tr("Restore a backup…"), self.restore),
        )

    def fill_recent(self, menu: QMenu) -> None:
        """Put the other libraries that were open last into a menu; one line that says so where there are none."""
        menu.clear()
        others = [path for path in self._preferences.libraries if path != self._current]
        for path in others:
            action = menu.addAction(_menu_words(path))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._go_back, path))
        if not others:
            menu.addAction(self.tr("No other library yet")).setEnabled(False)

    def note_open(self) -> None:
        """Remember the library that is open as the last one."""
        self._preferences.note_library(self._current)

    @property
    def is_lost(self) -> bool:
        """Whether the library was open here before and is no longer there: a new one must not slip into its place."""
        return is_gone(self._current) and self._current.absolute() in self._preferences.libraries

    def remedies_of_loss(self) -> tuple[Remedy, ...]:
        """Return what can be done where the library is gone."""
        return (
            Remedy(self.tr("Look again"), lambda: self.library_chosen.emit(self._current)),
            Remedy(self.tr("Open another library…"), self.open),
            Remedy(self.tr("Restore a backup…"), self.restore),
        )

    def open(self) -> None:
        """Let the user choose another library."""
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open library"), filter=self._filter())
        if path:
            self.go_to(Path(path))

    def make(self) -> None:
        """Let the user name a library to make; one that is there already is opened, never replaced."""
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New library"),
            filter=self._filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            chosen = with_suffix(Path(path))
            if is_gone(chosen):
                self._preferences.forget_library(chosen.absolute())  # it is to be a new one
                self.library_chosen.emit(chosen.absolute())
            else:
                self.go_to(chosen)

    def remedies(self, error: MonitorError) -> tuple[Remedy, ...]:
        """Return what can be done where the library is damaged; nothing where the error is another."""
        if not isinstance(error, LibraryDamaged):
            return ()
        return (
            *self._newest_backup(),
            Remedy(self.tr("Restore a backup…"), self.restore),
            Remedy(self.tr("Set it aside and begin anew"), self.begin_anew),
        )

    def _newest_backup(self) -> tuple[Remedy, ...]:
        """Return the remedy of putting the newest of the program's own backups in place, where there is one."""
        backup = next(iter(daily_backups(self._current)), None)
        if backup is None:
            return ()
        day = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(round(made_at(backup).timestamp())), QLocale.FormatType.ShortFormat
        )
        words = self.tr("Restore the backup of {moment}").format(moment=day)
        return (Remedy(words, lambda: self._restore(backup)),)

    def restore(self) -> None:
        """Let the user choose a backup to put in the place of the library, which is kept beside it.

        Where the library is open it is closed for that, and opened again.
        """
        backups = daily_backups(self._current)
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Restore a backup"),
            str(backups[0].parent if backups else self._current.parent),
            filter=self._filter(),
        )
        if path:
            self._restore(Path(path))

    def begin_anew(self) -> None:
        """Set the library aside, every byte of it, and open an empty one; the folders can be taken in again."""
        self._recover(self._set_aside)

    def _set_aside(self) -> None:
        begin_anew(self._current)
        self._preferences.forget_library(self._current.absolute())  # its being gone is what was asked for

    def _restore(self, backup: Path) -> None:
        put = restore_at_next_start if self._is_written() else restore
        self._recover(lambda: put(backup, self._current))

    def _recover(self, put_in_order: Callable[[], object]) -> None:
        """Put the library in order on a thread, for a large one takes minutes to check and copy; then open it."""
        if not self._has_begun:
            self._has_begun = True
            self._work.start()
        self._work.ask(
            lambda _: put_in_order(),
            lambda _: self.library_chosen.emit(self._current),
            failed=lambda error: self.said.emit(error.sentence),
            key="recovering",
        )

    def go_to(self, path: Path) -> None:
        """Open a library in the place of the one that is open."""
        if path.absolute() == self._current.absolute():
            self.said.emit(self.tr("This library is open already."))
        else:
            self.library_chosen.emit(path.absolute())

    def _go_back(self, path: Path) -> None:
        if path.is_file():
            self.go_to(path)
            return
        self._preferences.forget_library(path)
        self.said.emit(self.tr("{path} is no longer where it was.").format(path=one_line(str(path))))

    def _filter(self) -> str:
        return self.tr("Libraries (*.db)")


def with_suffix(path: Path) -> Path:
    """Return the file of a library that was named without its ending."""
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def _menu_words(path: Path) -> str:
    """Return a library's name and folder, in which a menu sees no shortcut."""
    folder = str(path.parent)
    shown = folder if len(folder) <= SHOWN_LENGTH else f"…{folder[1 - SHOWN_LENGTH :]}"
    return one_line(f"{path.stem} – {shown}").replace("&", "&&")
