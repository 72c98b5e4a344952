"""The watched folders of a window: a thread looks at them, what it finds is taken in as an import is."""

import threading
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from monitor.core.inbox import Hints, Inbox
from monitor.core.scan import FoundFile
from monitor.core.watched import WatchedFolder
from monitor.gui.progress import FolderState

TICK_SECONDS = 0.5  # how soon the thread hears that it is to end
CLOSE_SECONDS = 3.0


class Watching(QObject):
    """Watches folders until told otherwise. Nothing in them is ever changed.

    Signals:
        found(list): FoundFiles that are new and settled; ``note_taken`` must follow once they are taken in.
        states_changed(dict): how each folder is, by its path.
    """

    found = Signal(list)
    states_changed = Signal(dict)
    _looked = Signal(object, list, dict)

    def __init__(self, is_known: Callable[[FoundFile], bool], parent: QObject | None = None) -> None:
        """Make it; ``is_known`` is called on the watching thread."""
        super().__init__(parent)
        self._is_known = is_known
        self._stop = threading.Event()
        self._taken = threading.Event()
        self._thread: threading.Thread | None = None
        self._states: dict[str, FolderState] = {}
        self._paused: tuple[str, ...] = ()
        self._looked.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def watch(self, folders: Sequence[str | WatchedFolder], paused: Sequence[str] = ()) -> None:
        """Watch these folders from now on, and no others; ``paused`` are known but left alone."""
        self.close()
        self._paused = tuple(paused)
        self._states = {}
        paths = [each if isinstance(each, str) else each.path for each in folders]
        self._tell(dict.fromkeys(paths, FolderState.WATCHING))
        if folders:
            self._stop, self._taken = threading.Event(), threading.Event()
            watch = (tuple(folders), self._stop, self._taken)
            self._thread = threading.Thread(target=self._go_on, args=watch, name="watching", daemon=True)
            self._thread.start()

    def note_taken(self) -> None:
        """Let the watching go on: what was found has been taken in."""
        self._taken.set()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)
            self._thread = None

    # --- on the thread ------------------------------------------------------------------------

    def _go_on(self, folders: Sequence[str | WatchedFolder], stop: threading.Event, taken: threading.Event) -> None:
        inbox = Inbox(folders, self._is_known)
        while not stop.is_set():
            with Hints(inbox.with_events) as hints:
                hinted = True
                while not stop.is_set() and not hints.is_stale():
                    ready = inbox.look(time.monotonic(), hinted=hinted, blind=hints.is_polling)
                    hinted = self._hand_over(inbox, ready, hints, stop, taken)

    def _hand_over(
        self, inbox: Inbox, ready: list[FoundFile], hints: Hints, stop: threading.Event, taken: threading.Event
    ) -> bool:
        """Tell of what was found and wait for the next look; return whether something happened meanwhile."""
        taken.clear()
        self._looked.emit(stop, ready, _states(inbox, hints))
        while ready and not stop.is_set() and not taken.wait(TICK_SECONDS):
            pass  # files that are being taken in would be found again
        until = time.monotonic() + inbox.pause(time.monotonic())
        while (left := until - time.monotonic()) > 0 and not stop.is_set():
            if hints.wait(min(left, TICK_SECONDS)) or hints.is_stale():
                return True
        return False

    # --- at home ------------------------------------------------------------------------------

    def _hear(self, stop: threading.Event, ready: list[FoundFile], states: dict[str, FolderState]) -> None:
        if stop is not self._stop or stop.is_set():
            return
        self._tell(states)
        if ready:
            self.found.emit(ready)

    def _tell(self, states: dict[str, FolderState]) -> None:
        whole = states | dict.fromkeys(self._paused, FolderState.PAUSED)
        if whole != self._states:
            self._states = whole
            self.states_changed.emit(whole)


def _states(inbox: Inbox, hints: Hints) -> dict[str, FolderState]:
    away, polled = set(inbox.missing()), set(inbox.polled)
    there = FolderState.POLLING if hints.is_polling else FolderState.WATCHING
    return {
        each.path: FolderState.AWAY if each.path in away else FolderState.POLLING if each.path in polled else there
        for each in inbox.folders
    }
