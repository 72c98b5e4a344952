"""Work off the GUI thread: each thread has a connection of its own, outcomes come home as a signal.

Two rules keep this safe. Only the newest job of a key is ever answered, so an outdated result is never shown.
And callbacks stay in the GUI thread, also while they wait: a thread that dropped the last reference to a
widget would destroy it there (docs/decisions/0004).
"""

import itertools
import queue
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from monitor.core.errors import MonitorError

CLOSE_SECONDS = 5.0  # how long closing waits for a job; a longer one is left to the end of the process


class Connection(Protocol):
    """What a thread works on: opened and closed by that thread, interruptible from any other."""

    def interrupt(self) -> None:
        """Make the running question end early with an error."""

    def close(self) -> None:
        """Release what is open."""


C = TypeVar("C", bound=Connection)
Work = Callable[[C], object]
Answered = Callable[[object], None]
Failed = Callable[[MonitorError], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the GUI thread keeps of a job until its outcome comes home."""

    answered: Callable[..., None]
    failed: Failed | None
    key: Hashable | None


class Jobs(QObject, Generic[C]):
    """Runs functions of a connection on one or more threads and answers in the thread that made this object.

    Signals:
        opened(): every thread has its connection.
        refused(MonitorError): the connection cannot be opened; every job fails with this error.
        failed(MonitorError): a job failed and nobody else was there to hear it.
        crashed(BaseException): a job raised what is no MonitorError, which is a bug.
    """

    opened = Signal()
    refused = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    _connected = Signal(object)
    _finished = Signal(int, object, object)

    def __init__(self, name: str, open_connection: Callable[[], C], *, threads: int = 1) -> None:
        super().__init__()
        self._open_connection = open_connection
        self._numbers = itertools.count(1)
        self._newest: dict[Hashable, int] = {}
        self._waiting: dict[int, _Waiting] = {}
        self._queue: queue.SimpleQueue[tuple[int, Work[C]] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._running: dict[int, C] = {}
        self._cancelled: set[int] = set()
        self._not_open_yet = threads
        self._refusal: MonitorError | None = None
        self._threads = [threading.Thread(target=self._serve, name=f"{name} {n}", daemon=True) for n in range(threads)]
        self._connected.connect(self._note_connection, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the threads; jobs asked before wait for them."""
        for thread in self._threads:
            thread.start()

    def ask(
        self,
        work: Work[C],
        answered: Callable[..., None],
        *,
        failed: Failed | None = None,
        key: Hashable | None = None,
    ) -> None:
        """Run ``work`` on a connection and call ``answered`` with its result in this thread.

        Args:
            work: Called on a thread with that thread's connection; must not hold a widget.
            answered: Called here with what ``work`` returned, unless a newer job of the same key was asked.
            failed: Called here instead where a MonitorError was raised; without it, the signal ``failed`` is.
            key: Replaces the waiting or running job of the same key; such a job is interrupted.
        """
        number = next(self._numbers)
        if key is not None:
            self.cancel(key)
            self._newest[key] = number
        self._waiting[number] = _Waiting(answered, failed, key)
        if self._refusal is not None:
            self._finished.emit(number, None, self._refusal)
        else:
            self._queue.put((number, work))

    def cancel(self, key: Hashable) -> None:
        """Forget the job of this key: it is interrupted and never answered."""
        number = self._newest.pop(key, None)
        if number is None or self._waiting.pop(number, None) is None:
            return
        with self._lock:
            self._cancelled.add(number)
            if number in self._running:
                self._running[number].interrupt()

    def interrupt(self) -> None:
        """Interrupt whatever runs now, on every thread."""
        with self._lock:
            for connection in self._running.values():
                connection.interrupt()

    def let_through(self, connection: C) -> None:
        """Do all jobs that wait, from inside a long job that has got this connection; on a thread, not at home."""
        while not self._queue.empty():
            job = self._queue.get_nowait()
            if job is None:
                self._queue.put(None)  # closing is for the thread itself to see, once the long job has ended
                return
            self._run(connection, *job)

    @property
    def is_idle(self) -> bool:
        """Whether no job waits or runs."""
        return not self._waiting

    def close(self, *, finish: bool = False) -> None:
        """End the threads; nothing is answered any more.

        Args:
            finish: Do what was asked first, else drop what waits and interrupt what runs.
        """
        if not finish:
            with self._lock:
                self._cancelled.update(self._waiting)
            self.interrupt()
        self._waiting.clear()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            if thread.is_alive():
                thread.join(CLOSE_SECONDS)

    # --- on the threads ---------------------------------------------------------------------

    def _serve(self) -> None:
        try:
            connection = self._open_connection()
        except MonitorError as error:
            self._connected.emit(error)
            return
        self._connected.emit(None)
        while (job := self._queue.get()) is not None:
            self._run(connection, *job)
            del job  # not kept while waiting for the next
        connection.close()

    def _run(self, connection: C, number: int, work: Work[C]) -> None:
        with self._lock:
            if number in self._cancelled:
                self._cancelled.discard(number)
                return
            self._running[number] = connection
        result: object = None
        error: BaseException | None = None
        try:
            result = work(connection)
        except Exception as raised:  # the thread's edge: the error goes home, the thread goes on
            error = raised.with_traceback(None) if isinstance(raised, MonitorError) else raised
        with self._lock:
            del self._running[number]
            self._cancelled.discard(number)
        self._finished.emit(number, result, error)

    # --- at home ----------------------------------------------------------------------------

    def _note_connection(self, error: MonitorError | None) -> None:
        if error is not None:
            self._refuse(error)
            return
        self._not_open_yet -= 1
        if self._not_open_yet == 0:
            self.opened.emit()

    def _refuse(self, error: MonitorError) -> None:
        if self._refusal is not None:
            return
        self._refusal = error
        self.refused.emit(error)
        for number in list(self._waiting):
            self._deliver(number, None, error)

    def _deliver(self, number: int, result: object, error: BaseException | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:  # replaced, cancelled or closed meanwhile
            return
        if waiting.key is not None and self._newest.get(waiting.key) == number:
            del self._newest[waiting.key]
        if error is None:
            waiting.answered(result)
        elif isinstance(error, MonitorError):
            (waiting.failed or self.failed.emit)(error)
        else:
            self.crashed.emit(error)
