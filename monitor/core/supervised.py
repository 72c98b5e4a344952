"""What the supervisor knows: how far each job is, and what each process is at and how long it may be silent."""

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from monitor.core.jobs import Job, Work
from monitor.core.processes import ProcessorUse
from monitor.core.records import Analysis, Reason, Refusal
from monitor.core.worker import Label, serve

START_SECONDS = 120.0  # a cold disk can take long to load the model
SLOWEST_CHARACTERS = 5_000  # analysed in a second by a niced worker on a busy machine; an idle one does ten times that


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a worker may be silent, in seconds: with a batch or analysing, and while it reads one file alone.

    With a long text it may take longer, by SLOWEST_CHARACTERS, as long as it shows that it is alive. On a busy machine
    a worker that could run and is not let to is not blamed: it then has so many seconds of the processor's.
    """

    batch: float = 10.0
    alone: float = 20.0


@dataclass(slots=True)
class OpenJob:
    """A job that was submitted and has not been handed out to the end."""

    job: Job
    outcomes: deque[Analysis | Refusal] = field(default_factory=deque)
    finished: int = 0
    ended: bool = False
    beginning: Label | None = None
    only_read: Reason | None = None
    has_crashed: bool = False

    def take(self, outcome: Analysis | Refusal | None) -> None:
        """Keep what came of a document of it; None where that was the last."""
        self.beginning = self.only_read = None
        self.has_crashed = False
        if outcome is None:
            self.ended = True
        else:
            self.finished += 1
            self.outcomes.append(outcome)

    def give_up(self, reason: Reason, weaker: Reason) -> None:
        """Only read the document that the worker was at, next time; refuse it where that was tried, or cannot be.

        Where it had begun none, that is the file itself.
        """
        label = self.beginning
        if label is not None and label.is_read and self.only_read is None:
            self.beginning, self.only_read = None, weaker
        elif label is None:
            self.take(Refusal(self.job.path, reason))
            self.ended = True
        else:
            self.take(Refusal(self.job.path, reason, label.member, label.sha256, label.given_id))


@dataclass(slots=True)
class WorkerProcess:
    """One child process with its pipe; ``numbers`` are the jobs of the batch in flight.

    It may be silent until ``deadline``, and may take until ``latest`` as long as it shows that it is alive.
    """

    process: BaseProcess
    pipe: Connection
    use: ProcessorUse
    deadlines: Deadlines
    numbers: list[int] = field(default_factory=list)
    alone: bool = False
    ready: bool = False
    is_analysing: bool = False
    deadline: float = 0.0
    latest: float = 0.0
    characters: int = 0
    documents: int = 0

    def stop(self) -> None:
        """Ask it to end."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.pipe.close()

    def kill(self) -> None:
        """End it."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    @property
    def is_starved(self) -> bool:
        """Whether it has not had the processor time that it may take, although it could run."""
        return self.use.is_starved(self._silence, self.latest - self.use.began)

    def extend(self, characters: int = 0) -> None:
        """Give it its time for what comes next, with a long text more."""
        seconds = self._silence if self.ready else START_SECONDS
        self.use.begin()
        self.latest = time.monotonic() + seconds + characters / SLOWEST_CHARACTERS
        self.deadline = time.monotonic() + seconds

    def hear(self) -> None:
        """Let it be silent anew: it says that it is alive."""
        self.use.hear()
        self.deadline = min(self.latest, time.monotonic() + self._silence)

    def wait_for_model(self) -> None:
        """Let it load what it needs, which takes as long as it takes."""
        self.latest = self.deadline = time.monotonic() + START_SECONDS

    @property
    def _silence(self) -> float:
        return self.deadlines.alone if self.alone and not self.is_analysing else self.deadlines.batch


def start_worker(make_work: Callable[[], Work], deadlines: Deadlines) -> WorkerProcess:
    """Start a process that makes its work when it is first asked for something."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, make_work), name="analysis", daemon=True)
    process.start()
    theirs.close()
    return WorkerProcess(process, ours, ProcessorUse(process.pid or 0), deadlines)
