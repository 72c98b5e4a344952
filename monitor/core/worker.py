"""What runs inside one worker process: it reads and analyses batches until told to stop, and dies with its parent.

Messages to the parent are tuples: ``("ready",)`` once the models are loaded, ``("begin", index, label)`` before
each document of a job that runs alone, ``("analysing", characters)`` and then ``("alive",)`` every few seconds,
``("loading",)`` and ``("loaded",)`` around what takes long for another reason than the documents,
``("outcomes", [(index, outcome), …])`` with None for the end of a job, ``("bug", traceback)``, ``("broken",
sentence)`` when the work cannot even be set up, ``("idle",)`` after a batch.
"""

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from monitor.core.errors import MonitorError, UnreadableDocument
from monitor.core.jobs import Job, Work, not_analysed
from monitor.core.records import Analysis, Document, Reason, Refusal

CHUNK_DOCUMENTS = 16  # the model gains nothing from more
CHUNK_CHARACTERS = 60_000  # about 1.5 s of work, so that a chunk on a busy machine still ends before its deadline
NICENESS = 10  # with it the window's event loop is half as late while workers run
MEMORY_BYTES = 3 * 1024**3
HEARTBEAT_SECONDS = 2.0

Batch = list[tuple[Job, int, Reason | None]]
"""Jobs, each with the number of its documents that are finished already, and why the next one is only to be read."""

Outcome = Analysis | Refusal | None


@dataclass(frozen=True, slots=True)
class Label:
    """Which document is being worked on, for the refusal of one that kills the worker; has it been read?"""

    member: str | None
    sha256: str | None
    given_id: str | int | float | None
    is_read: bool = True


class Channel:
    """The way to the parent. While something is analysed a thread says that this process is alive.

    Code that hangs in C holds the interpreter's lock and so falls silent, while a long text, which is analysed
    piece by piece, does not.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._analysing = threading.Event()
        threading.Thread(target=self._beat, daemon=True, name="heartbeat").start()

    def send(self, *message: object) -> None:
        """Send one message."""
        with self._lock:
            self._connection.send(message)

    @contextlib.contextmanager
    def analysing(self, characters: int) -> Iterator[None]:
        """Say that so much is being analysed, and go on saying that it is."""
        self.send("analysing", characters)
        self._analysing.set()
        try:
            yield
        finally:
            self._analysing.clear()

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Say that something is loaded, which takes as long as it takes."""
        self.send("loading")
        yield
        self.send("loaded")

    def _beat(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._analysing.wait()
                time.sleep(HEARTBEAT_SECONDS)
                if self._analysing.is_set():
                    self.send("alive")


def serve(connection: Connection, make_work: Callable[[], Work]) -> None:
    """Answer batches from the connection until it closes. Loads the models with the first batch."""
    _settle_in()
    channel = Channel(connection)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _answer(connection, channel, make_work)
        except MonitorError as error:
            channel.send("broken", error.sentence)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise  # the parent is gone or has closed the pipe: there is nobody to tell
        except Exception:  # the worker's edge: the parent hears of it instead of the user's terminal
            channel.send("bug", traceback.format_exc())


def _answer(connection: Connection, channel: Channel, make_work: Callable[[], Work]) -> None:
    work: Work | None = None
    while (request := connection.recv()) is not None:
        if work is None:
            work = make_work()
            work.loading = channel.loading
            channel.send("ready")
        batch, alone = request
        _Session(channel, work, alone).run(batch)
        channel.send("idle")


@dataclass(slots=True)
class _Session:
    """One batch on its way: documents of several jobs are analysed together, which is faster."""

    channel: Channel
    work: Work
    alone: bool
    waiting: list[tuple[int, Job, Document | Refusal | None]] = field(default_factory=list)
    characters: int = 0

    def run(self, batch: Batch) -> None:
        for index, (job, finished, only_read) in enumerate(batch):
            for number, document in enumerate(self._read(job)):
                if number == finished and only_read is not None and isinstance(document, Document):
                    self._only_read(index, document, only_read)
                elif number >= finished:
                    self._take(index, job, document)
            self.waiting.append((index, job, None))
        self._flush()

    def _read(self, job: Job) -> Iterator[Document | Refusal]:
        try:
            yield from self.work.read(job)
        except UnreadableDocument as error:
            yield Refusal(job.path, error.reason)
        except Exception:  # the worker's edge: a bug in a reader costs its file, not the batch
            yield self._bug(job.path, None)

    def _only_read(self, index: int, document: Document, reason: Reason) -> None:
        """Answer with a document as it was read: analysing it has failed before."""
        self._flush()
        self._begin(index, document)
        with self.channel.analysing(len(document.text)):  # of a very long one the zones alone take a while
            outcome = self._collect(document, reason)
        self.channel.send("outcomes", [(index, outcome)])

    def _begin(self, index: int, document: Document | Refusal) -> None:
        label = Label(document.member, document.sha256, document.given_id, isinstance(document, Document))
        self.channel.send("begin", index, label)

    def _take(self, index: int, job: Job, document: Document | Refusal) -> None:
        if self.alone:
            self._begin(index, document)
        self.waiting.append((index, job, document))
        self.characters += len(document.text) if isinstance(document, Document) else 0
        if self.alone or len(self.waiting) >= CHUNK_DOCUMENTS or self.characters >= CHUNK_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        documents = [document for _, _, document in self.waiting if isinstance(document, Document)]
        analyses = iter(self._analyse(documents))
        outcomes = [
            (index, next(analyses) if isinstance(document, Document) else document)
            for index, _, document in self.waiting
        ]
        self.waiting, self.characters = [], 0
        self.channel.send("outcomes", outcomes)

    def _analyse(self, documents: list[Document]) -> list[Analysis | Refusal]:
        if not documents:
            return []
        try:
            with self.channel.analysing(sum(len(document.text) for document in documents)):
                return list(self.work.analyse(documents))
        except Exception:  # the worker's edge, as above
            if len(documents) == 1:
                self.channel.send("bug", traceback.format_exc())
                return [self._collect(documents[0], not_analysed("the analysis failed on it"))]
        return [outcome for document in documents for outcome in self._analyse([document])]

    def _collect(self, document: Document, reason: Reason) -> Analysis | Refusal:
        try:
            return self.work.collect(document, reason)
        except Exception:  # the worker's edge, as above
            return self._bug(document.path, document)

    def _bug(self, path: str, document: Document | None) -> Refusal:
        self.channel.send("bug", traceback.format_exc())
        kind = sys.exc_info()[0]
        sentence = f"The reader failed on it ({kind.__name__ if kind else 'unknown'}); this is a bug in the program."
        if document is None:
            return Refusal(path, Reason("crashed", sentence))
        return Refusal(path, Reason("crashed", sentence), document.member, document.sha256, document.given_id)


# --- the process itself -------------------------------------------------------------------------


def _settle_in() -> None:
    """Be a modest child: niced, bounded in memory, deaf to Ctrl+C, never an orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # urllib3, which trafilatura and spaCy import, opens a socket when imported to try IPv6 out; nothing here needs one.
    socket.has_ipv6 = False
    for library in ("OPENBLAS", "OMP", "MKL"):  # one core a worker: numpy's own threads would only get in the way
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows; a container may forbid it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    _die_with_parent()


def _die_with_parent() -> None:
    """End this process when the parent is gone, even when it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    _ask_for_signal(parent.sentinel)

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent watch").start()


def _ask_for_signal(sentinel: int) -> None:
    """Have the kernel end the process as well: a thread cannot run while C code holds the interpreter lock."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)
