"""The library as the window has it: questions go to reading threads, changes to the one writing thread."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from monitor.core.errors import LibraryLocked, MonitorError
from monitor.core.ingest import AS_NEWS, Choices
from monitor.core.records import Changes
from monitor.core.scan import FoundFile
from monitor.core.spool import hand_over
from monitor.core.store import Reader, Store, open_library
from monitor.core.watched import WatchedFolder
from monitor.gui.desk import Desk, Import
from monitor.gui.jobs import Jobs
from monitor.gui.progress import Progress
from monitor.gui.showing import take_request
from monitor.gui.watching import Watching

READING_THREADS = 2  # a list and its counts at once; more would only fight for the interpreter
SPOOL_MS = 1_000  # how often files are looked for that another launch handed over
REST_MS = 5 * 60_000  # how long idle workers keep their memory


class Background(QObject):
    """Everything that happens off the GUI thread.

    Where another process writes to the library the window only reads: ``locked`` says so, files are handed over.

    Signals:
        ready(): the library is open for reading.
        checking(bool): every page is looked at, for the last session did not end properly; reading goes on. False at
            its end.
        locked(MonitorError): another process writes; reading goes on.
        unavailable(MonitorError): the library cannot be opened at all.
        store_changed(Changes): something was written; every list decides whether it is concerned.
        progressed(Progress): how far an import is, at most ten times a second.
        deriving(int, int): in how many articles a correction of names is carried out, and of how many.
        full(LibraryFull | None): an import waits for space on the disk; None once it goes on.
        failed(MonitorError): something that was asked for could not be done.
        crashed(object): a bug, as an exception or the text of its traceback.
        window_asked(): the program was started once more: this window is to come to the front.
    """

    ready = Signal()
    checking = Signal(bool)
    locked = Signal(object)
    unavailable = Signal(object)
    store_changed = Signal(object)
    progressed = Signal(object)
    full = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    window_asked = Signal()
    deriving = Signal(int, int)
    _changed_there = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.is_open = False
        self.is_read_only = False
        self._is_reading = False
        self._is_checking = False
        self._no_writing: MonitorError | None = None  # why this window only reads
        self.reading: Jobs[Reader] = Jobs("reading", self._open_reader, threads=READING_THREADS)
        self.writing: Jobs[Desk] = Jobs("writing", self._open_desk)
        self.watching = Watching(self._is_known, self)
        self.folders: tuple[WatchedFolder, ...] = ()  # their defaults hold for all that is taken in from them
        self._spool = QTimer(self, interval=SPOOL_MS)
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._data_version: int | None = None
        self._closing = threading.Event()
        self._is_looking = False
        self._desk: Desk | None = None
        self._connect()

    def _connect(self) -> None:
        self.writing.opened.connect(self._begin)
        self.writing.refused.connect(self._read_only)
        self.reading.opened.connect(self._note_open)
        self.reading.refused.connect(self.unavailable)
        self.reading.failed.connect(self.failed)
        self.writing.failed.connect(self.failed)
        self.reading.crashed.connect(self.crashed)
        self.writing.crashed.connect(self.crashed)
        self.checking.connect(self._note_checking)
        self._changed_there.connect(self.store_changed, Qt.ConnectionType.QueuedConnection)
        self.watching.found.connect(self._take_in_found)
        self._spool.timeout.connect(self._look_around)
        self._rest.timeout.connect(lambda: self.writing.ask(Desk.rest, _nothing))
        self.progressed.connect(self._note_progress)

    # --- for everyone -------------------------------------------------------------------------

    def start(self) -> None:
        """Open the library; the writer first, for it makes the file where there is none."""
        # Before any import is asked for: it takes what is pending for left over by a crash.
        folders = self.folders
        self.writing.ask(lambda desk: desk.take_up_unfinished(folders), _nothing, failed=_nothing)
        self.writing.start()

    def submit(self, change: Callable[[Store], object], done: Callable[[object], None] | None = None) -> None:
        """Have the writing thread do something to the store.

        Args:
            change: Returns what it changed, which ``store_changed`` then tells everyone; anything else it returns
                is only for ``done``. It must not hold a widget.
            done: Called here with what ``change`` returned, after it is committed.
        """

        def finish(result: object) -> None:
            if isinstance(result, Changes):
                self.store_changed.emit(result)
            if done is not None:
                done(result)

        self.writing.ask(lambda desk: desk.write(change), finish)

    def import_paths(
        self, paths: Sequence[str], choices: Choices = AS_NEWS, done: Callable[[], None] = lambda: None
    ) -> None:
        """Take in files and folders and call ``done``; in a read-only window, hand them to the process that writes."""
        wanted = Import(tuple(paths), choices, folders=self.folders)
        if isinstance(self._no_writing, LibraryLocked):
            self._hand_over(wanted)
        elif self._no_writing is not None:
            self.failed.emit(self._no_writing)
        else:
            self._take_in(wanted, done)

    def watch(self, folders: Sequence[str | WatchedFolder], paused: Sequence[str] = ()) -> None:
        """Take in whatever comes into these folders from now on; ``paused`` are left alone."""
        if not self.is_read_only:
            self.watching.watch(folders, paused)

    def stop_import(self) -> None:
        """End the running import; what it had begun is taken up at the next start."""
        self.writing.interrupt()

    def close(self) -> None:
        """End all threads and processes; writes that were asked for are done, imports stop."""
        self._spool.stop()
        self._rest.stop()
        self._closing.set()
        self.watching.close()
        self.reading.close()
        self.writing.close(finish=True)

    def _take_in(self, wanted: Import, done: Callable[[], None]) -> None:
        self._rest.stop()

        def fail(error: MonitorError) -> None:
            done()
            self.failed.emit(error)

        self.writing.ask(lambda desk: desk.take_in(wanted), lambda _: done(), failed=fail)

    def _take_in_found(self, found: list[FoundFile]) -> None:
        self._take_in(Import(found=tuple(found), folders=self.folders), self.watching.note_taken)

    # --- on the threads -----------------------------------------------------------------------

    def _open_reader(self) -> Reader:
        return open_library(self.library)

    def _open_desk(self) -> Desk:
        self._desk = Desk(
            self.library,
            closing=self._closing,
            checking=lambda: self.checking.emit(True),
            let_through=self.writing.let_through,
            tell_progress=self.progressed.emit,
            tell_changes=self._changed_there.emit,
            tell_bug=self.crashed.emit,
            tell_full=self.full.emit,
            tell_deriving=self.deriving.emit,
        )
        return self._desk

    def _is_known(self, found: FoundFile) -> bool:
        return self._desk is not None and self._desk.is_known(found)

    # --- at home ------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._start_reading()
        self._end_check()
        self._spool.start()

    def _start_reading(self) -> None:
        """Read from now on: the writer has the library open, or is looking at its pages, or cannot have it."""
        if not self._is_reading:
            self._is_reading = True
            self.reading.start()

    def _note_checking(self, on: bool) -> None:
        self._is_checking = on
        if on:
            self._start_reading()

    def _end_check(self) -> None:
        if self._is_checking:
            self.checking.emit(False)

    def _note_open(self) -> None:
        self.is_open = True
        self.ready.emit()

    def _read_only(self, error: MonitorError) -> None:
        self.is_read_only, self._no_writing = True, error
        self._start_reading()
        self._end_check()
        if isinstance(error, LibraryLocked):
            self.locked.emit(error)
            self._spool.start()
        else:
            self.failed.emit(error)

    def _look_around(self) -> None:
        """Take in what was handed over; in a read-only window, see whether the other process has written."""
        if self.is_read_only:
            self.reading.ask(Reader.data_version, self._compare_version, key="version")
        elif not self._is_looking:  # no key: a job of the same key would interrupt the import that runs
            self._is_looking = True
            self.reading.ask(lambda reader: take_request(reader.path), self._note_asked)
            self.writing.ask(Desk.take_in_handed_over, self._note_looked, failed=self._note_look_failed)

    def _note_asked(self, is_asked: bool) -> None:
        if is_asked:
            self.window_asked.emit()

    def _note_looked(self, _: object) -> None:
        self._is_looking = False

    def _note_look_failed(self, error: MonitorError) -> None:
        self._is_looking = False
        self.failed.emit(error)

    def _compare_version(self, version: int) -> None:
        if self._data_version not in (None, version):
            self.store_changed.emit(Changes(articles=(0,), entries=True, ledger=True))
        self._data_version = version

    def _note_progress(self, progress: Progress) -> None:
        if progress.finished:
            self._rest.start()

    def _hand_over(self, wanted: Import) -> None:
        try:
            hand_over(
                self.library,
                wanted.paths,
                history=wanted.choices.history,
                home_country=wanted.choices.defaults.home_country,
                keep_originals=wanted.choices.keep_originals,
                alerts_from=wanted.choices.alerts_from,
            )
        except OSError as error:
            self.failed.emit(MonitorError(f"The files could not be handed to the other window: {error.strerror}."))


def _nothing(_: object) -> None:
    """Answer to a job whose result nobody needs."""
