"""Records from standard input, answered as they come: a pause in the input ends the waiting for a full batch."""

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

from monitor.core.jobs import Job, Result
from monitor.core.records import SourceDefaults
from monitor.core.workers import Workers

STANDARD_INPUT = "-"
PAUSE_SECONDS = 0.1
CHUNK_BYTES = 65_536


def answer_lines(workers: Workers, defaults: SourceDefaults) -> Iterator[list[Result]]:
    """Yield the results of the records on standard input, in order, in lists that are ready together."""
    incoming, outgoing = multiprocessing.Pipe(duplex=False)
    # A thread, because Windows cannot wait for standard input and for the workers at once.
    threading.Thread(target=_forward, args=(outgoing,), daemon=True, name="standard input").start()
    source = _Source(incoming, defaults)
    while source.is_open or workers.busy:
        source.submit_to(workers)
        waiting = source.is_open and workers.room > 0
        paused = source.is_paused or not waiting
        yield workers.results(
            None if paused else PAUSE_SECONDS, also=[incoming] if waiting else (), only_full=not paused
        )


class _Source:
    """The lines that have come, as jobs."""

    def __init__(self, incoming: Connection, defaults: SourceDefaults) -> None:
        self._incoming = incoming
        self._defaults = defaults
        self._number = 0
        self._heard = time.monotonic()
        self.is_open = True

    @property
    def is_paused(self) -> bool:
        """Whether nothing has come for so long that what is there should be answered."""
        return not self.is_open or time.monotonic() - self._heard >= PAUSE_SECONDS

    def submit_to(self, workers: Workers) -> None:
        """Submit every line that is there, as far as there is room."""
        try:
            while self.is_open and workers.room > 0 and self._incoming.poll():
                line = self._incoming.recv_bytes()
                self._heard = time.monotonic()
                self._number += 1
                text = line.decode("utf-8-sig" if self._number == 1 else "utf-8", "replace")
                if text.strip():
                    workers.submit(
                        Job(STANDARD_INPUT, line=text, number=self._number, defaults=self._defaults, size=len(line))
                    )
        except EOFError:
            self.is_open = False


def _forward(outgoing: Connection) -> None:
    """Send each line of standard input on. Reads the descriptor itself: a buffered file would be locked at the end."""
    rest = b""
    with contextlib.suppress(OSError), outgoing:
        while chunk := os.read(sys.stdin.fileno(), CHUNK_BYTES):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                outgoing.send_bytes(line)
        if rest:
            outgoing.send_bytes(rest)
