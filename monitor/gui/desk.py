"""What the writing thread works at: the one store, the worker processes and the imports that wait their turn.

Nothing here is Qt. Analysis takes long, so between its results the desk lets other writes through: an analyst who
dismisses an alert during an import of 10,000 files does not wait for it.
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor.core.errors import LibraryFull
from monitor.core.ingest import AS_NEWS, Choices, Intake, Step, asked_choices
from monitor.core.jobs import Job, Result
from monitor.core.records import Changes
from monitor.core.scan import FoundFile, scan
from monitor.core.spool import Request, requests
from monitor.core.store import Store, open_library
from monitor.core.terms import Status
from monitor.core.watched import WatchedFolder, choose_for
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers, default_workers
from monitor.gui.progress import Progress

BETWEEN_SECONDS = 0.05  # the longest that other writes wait for analysis
FULL_SECONDS = 1.0  # how often a full disk is tried again
TELL_SECONDS = 0.1  # the GUI hears of progress and changes at most ten times a second


@dataclass(frozen=True, slots=True)
class Import:
    """Files and folders to take in, how, and the request of another process that they come from, if any.

    ``found`` are files that were looked at already, in the place of ``paths``; ``folders`` the watched folders, whose
    defaults hold for the files in them.
    """

    paths: tuple[str, ...] = ()
    choices: Choices = AS_NEWS
    found: tuple[FoundFile, ...] = ()
    request: Request | None = None
    folders: tuple[WatchedFolder, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Counts the steps of one import and tells of them, not too often."""

    tell: Callable[[Progress], None]
    files: int
    begun: float = field(default_factory=time.monotonic)
    ended: int = 0
    alerts: int = 0
    path: str = ""
    statuses: Counter[Status] = field(default_factory=Counter)
    told: float = 0.0

    def note(self, step: Step) -> None:
        if step.path != self.path:
            self.ended += bool(self.path)
            self.path = step.path
        self.statuses[step.status] += 1
        self.alerts += len(step.changes.alerts) if step.changes else 0
        if time.monotonic() - self.told >= TELL_SECONDS:
            self.say()

    def say(self, *, finished: bool = False) -> None:
        self.told = time.monotonic()
        seconds = self.told - self.begun
        self.tell(Progress(self.files, self.ended, self.statuses.copy(), self.alerts, self.path, seconds, finished))


class ImportStopped(Exception):
    """The import is to end before its files do; what was begun is taken up by the next one."""


class Desk:
    """The store and everything that writes to it; made, used and closed by one thread, but for ``interrupt``.

    Args:
        library: The library's file; it is made where there is none.
        closing: Set by any thread when the window closes: no import begins any more and the running one ends.
        checking: Hears that every page is looked at before the library is open, which may take a minute.
        let_through: Does the other writes that wait, called on this thread while analysis runs.
        tell_progress: Hears of imports, on this thread.
        tell_changes: Hears what imports changed, on this thread.
        tell_bug: Hears the traceback of a bug inside a worker.
        tell_full: Hears that an import waits for space on the disk, and None once it goes on.
        tell_deriving: Hears in how many articles a correction of names is carried out, and of how many; 0 at its end.
    """

    def __init__(
        self,
        library: Path,
        *,
        closing: threading.Event,
        checking: Callable[[], None] = lambda: None,
        let_through: Callable[["Desk"], None] = lambda _: None,
        tell_progress: Callable[[Progress], None] = lambda _: None,
        tell_changes: Callable[[Changes], None] = lambda _: None,
        tell_bug: Callable[[str], None] = lambda _: None,
        tell_full: Callable[[LibraryFull | None], None] = lambda _: None,
        tell_deriving: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self.store: Store = open_library(library, write=True, checking=checking)
        self.store.between = self._between
        self._tell_deriving = tell_deriving
        self._is_deriving = False
        self._closing = closing
        self._let_through = let_through
        self._tell_progress = tell_progress
        self._tell_changes = tell_changes
        self._tell_bug = tell_bug
        self._tell_full = tell_full
        self._is_full = False
        self._waiting: deque[Import] = deque()
        self._requests: set[Path | None] = set()
        self._is_importing = False
        self._stopped = threading.Event()
        self._workers: Workers | None = None
        self._intake: Intake | None = None

    def interrupt(self) -> None:
        """End the running import soon; callable from any thread."""
        self._stopped.set()

    def close(self) -> None:
        """End the workers and close the store."""
        self.rest()
        self.store.close()

    def rest(self) -> None:
        """End the worker processes and give their memory back; the next import starts them again."""
        if self._workers is not None and not self._is_importing:
            self._workers.close()
            self._workers = None

    def _between(self, done: int, total: int) -> bool:
        """Let other writes through while a correction of names is carried out; the window closing leaves the rest."""
        self._is_deriving = True
        self._tell_deriving(done, total)
        self._let_through(self)
        return not self._closing.is_set()

    def write(self, change: Callable[[Store], object]) -> object:
        """Do something to the store and return what that returns; a changed watchlist is matched against at once."""
        result = change(self.store)
        if self._is_deriving:
            self._is_deriving = False
            self._tell_deriving(0, 0)
        if isinstance(result, Changes) and result.entries:
            self._open_intake().matcher = make_matcher(self.store)
        return result

    # --- imports ------------------------------------------------------------------------------

    def take_in(self, wanted: Import) -> None:
        """Take files in; where an import runs already, after it."""
        self._waiting.append(wanted)
        if self._is_importing:
            return
        self._is_importing = True
        self._stopped.clear()
        try:
            while self._waiting and not self._closing.is_set():
                self._import(self._waiting.popleft())
        except ImportStopped:
            self._waiting.clear()
        finally:
            self._is_importing = False

    def take_in_handed_over(self) -> None:
        """Take in what other processes left for this one."""
        for request in list(requests(self.store.path)):
            if request.file not in self._requests:  # one that failed is not tried again before the next start
                self._requests.add(request.file)
                self.take_in(Import(request.paths, asked_choices(request), request=request))

    def take_up_unfinished(self, folders: Sequence[WatchedFolder] = ()) -> None:
        """Take in what a crash or the end of the window left pending, as the watched folders say."""
        paths = tuple(found.path for found in self._open_intake().unfinished())
        if paths:
            self.take_in(Import(paths, folders=tuple(folders)))

    def is_known(self, found: FoundFile) -> bool:
        """Whether a file was taken in or refused as it is; callable from any thread."""
        return self._intake is not None and self._intake.is_known(found)

    def _import(self, wanted: Import) -> None:
        files = list(wanted.found or scan(wanted.paths))
        tally = _Tally(self._tell_progress, len(files))
        gathered = _Gathered(self._tell_changes)

        def hear(step: Step) -> None:
            self._note_space()
            tally.note(step)
            gathered.add(step.changes)

        tally.say()
        try:
            self._open_intake().run(files, choose_for(wanted.folders, wanted.choices), hear=hear)
            tally.ended = tally.files
            if wanted.request is not None:
                wanted.request.done()
        finally:
            self._note_space()
            gathered.tell()
            tally.say(finished=True)

    def _open_intake(self) -> Intake:
        if self._intake is None:
            self._intake = Intake(self.store, self, make_matcher(self.store), when_full=self._wait_for_space)
        return self._intake

    def _wait_for_space(self, error: LibraryFull) -> None:
        """Wait a moment before a full disk is tried again; other writes are let through meanwhile."""
        if not self._is_full:
            self._is_full = True
            self._tell_full(error)
        until = time.monotonic() + FULL_SECONDS
        while time.monotonic() < until:
            self._let_through(self)
            self._end_where_asked()
            time.sleep(BETWEEN_SECONDS)

    def _note_space(self) -> None:
        if self._is_full:
            self._is_full = False
            self._tell_full(None)

    def _end_where_asked(self) -> None:
        if self._stopped.is_set() or self._closing.is_set():
            self._forget_workers()
            raise ImportStopped

    # --- the Analyses that the intake asks ----------------------------------------------------

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        """Yield the results of the jobs in order, letting other writes through while they take their time."""
        workers = self._open_workers()
        source, more = iter(jobs), True
        while more or workers.busy:
            while more and workers.room > 0:
                job = next(source, None)
                more = job is not None
                if job is not None:
                    workers.submit(job)
            if results := workers.results(BETWEEN_SECONDS):
                yield results
            self._let_through(self)
            self._end_where_asked()

    def _open_workers(self) -> Workers:
        if self._workers is None:
            # One core is the window's: it must stay alive while its neighbours analyse.
            self._workers = Workers(max(1, default_workers() - 1), on_bug=self._tell_bug)
        return self._workers

    def _forget_workers(self) -> None:
        if self._workers is not None:
            self._workers.close()
            self._workers = None


class _Gathered:
    """Joins the changes of many steps to a few, so that the lists refresh ten times a second and not a thousand."""

    def __init__(self, tell: Callable[[Changes], None]) -> None:
        self._tell = tell
        self._changes: list[Changes] = []
        self._told = time.monotonic()

    def add(self, changes: Changes | None) -> None:
        if changes is not None:
            self._changes.append(changes)
        if self._changes and time.monotonic() - self._told >= TELL_SECONDS:
            self.tell()

    def tell(self) -> None:
        self._told = time.monotonic()
        if self._changes:
            joined, self._changes = join_changes(self._changes), []
            self._tell(joined)


def join_changes(changes: Sequence[Changes]) -> Changes:
    """Return several changes as one."""
    return Changes(
        articles=tuple(number for one in changes for number in one.articles),
        removed=tuple(number for one in changes for number in one.removed),
        alerts=tuple(number for one in changes for number in one.alerts),
        entries=any(one.entries for one in changes),
        ledger=any(one.ledger for one in changes),
        decisions=any(one.decisions for one in changes),
        statuses=tuple(status for one in changes for status in one.statuses),
    )


def make_matcher(store: Store) -> Matcher:
    """Return a matcher of the entries that fire today (UTC)."""
    return Matcher(store.entries(), today=datetime.now(UTC).date().isoformat())
