"""Analysis in child processes that may hang or die: supervised, killed at a deadline, replaced, their work retried.

A batch that passes its deadline, or whose worker dies, is retried job by job, each alone. A document that does it
again while it is analysed is then only read: its text is kept, without names. One that does it while it is read is
refused. Nothing here imports a model: the workers do.
"""

import itertools
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from monitor.core.errors import MonitorError
from monitor.core.jobs import Job, Result, Work, not_analysed
from monitor.core.records import Reason
from monitor.core.supervised import Deadlines, OpenJob, WorkerProcess, start_worker
from monitor.core.worker import Batch

BATCH_JOBS = 16
LEAST_SHARE = 8  # fewer jobs are not worth a process more, which takes seconds to load its model
BATCH_BYTES = 256 * 1024
GATHER_ARTICLES = 64  # handed out together: each time they are written, the disk is waited for
GATHER_SECONDS = 1.0  # but the first of them waits no longer for the others
RECYCLE_DOCUMENTS = 20_000  # the model's string table grows with every new word
STOP_SECONDS = 2.0
FAILED_STARTS = 3
STARVED_SECONDS = 0.5  # how soon one is looked at again that waits for its turn on the processor


class WorkersUnavailable(MonitorError):
    """The worker processes cannot be started at all."""

    code = "workers"


def default_workers() -> int:
    """Return how many workers suit this machine: one for each core this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return max(1, len(usable(0)) if usable else os.cpu_count() or 1)


def article_work() -> Work:
    """Make the real work, inside a worker: nothing else imports the stages that need a model."""
    from monitor.core.analysing import ArticleWork

    return ArticleWork()


class Workers:
    """Reads and analyses jobs in child processes; results come in the order of the jobs.

    Use it from one thread, as a context manager: leaving it ends the processes.

    Args:
        count: The most processes at once; they start when there is work for them.
        make_work: Makes the work inside each process; a module-level function.
        deadlines: How long a worker may be silent.
        on_bug: Hears the traceback of a bug inside a worker.
    """

    def __init__(
        self,
        count: int | None = None,
        *,
        make_work: Callable[[], Work] = article_work,
        deadlines: Deadlines | None = None,
        on_bug: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._count = count or default_workers()
        self._make_work = make_work
        self._deadlines = deadlines or Deadlines()
        self._on_bug = on_bug
        self._numbers = itertools.count()
        self._open: dict[int, OpenJob] = {}
        self._queue: deque[int] = deque()
        self._retries: deque[int] = deque()
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def room(self) -> int:
        """How many more jobs may be submitted before results should be taken."""
        return 3 * self._count * BATCH_JOBS - len(self._open)

    @property
    def busy(self) -> bool:
        """Whether any job has results to come."""
        return bool(self._open)

    @property
    def process_ids(self) -> list[int]:
        """The processes that are alive."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        """Yield the results of the jobs in their order, in lists; see ``Analyses``.

        Raises:
            WorkersUnavailable: if no worker can be started.
        """
        source = iter(jobs)
        gathered: list[Result] = []
        articles = 0
        more, due = True, 0.0
        while more or self.busy:
            while more and self.room > 0:
                job = next(source, None)
                more = job is not None
                if job is not None:
                    self.submit(job)
            found = self.results(max(0.0, due - time.monotonic()) if gathered else None)
            if found and not gathered:
                due = time.monotonic() + GATHER_SECONDS
            gathered += found
            articles += sum(result.outcome is not None for result in found)
            if articles >= GATHER_ARTICLES or (gathered and time.monotonic() >= due):
                yield gathered
                gathered, articles = [], 0
        if gathered:
            yield gathered

    def submit(self, job: Job) -> None:
        """Queue a job."""
        number = next(self._numbers)
        self._open[number] = OpenJob(job)
        self._queue.append(number)

    def results(
        self, timeout: float | None = None, *, also: Sequence[Connection] = (), only_full: bool = False
    ) -> list[Result]:
        """Hand out work, wait until something happens and return the results whose turn it is, perhaps none.

        Args:
            timeout: The longest wait in seconds.
            also: Connections that end the wait too.
            only_full: Keep back a batch that is not full yet.
        """
        self._hand_out(only_full)
        taken = self._take_turns()
        if taken or not (self.busy or also):
            return taken
        self._wait(timeout, also)
        self._end_overdue()
        self._hand_out(only_full)
        return self._take_turns()

    def close(self) -> None:
        """End the processes, by force where they do not go."""
        for worker in self._workers:
            worker.stop()
        until = time.monotonic() + STOP_SECONDS
        for worker in self._workers:
            # A busy worker cannot hear; what it does is forgotten anyway.
            worker.process.join(0 if worker.numbers else max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()
        self._open.clear()
        self._queue.clear()
        self._retries.clear()

    # --- handing out ----------------------------------------------------------------------------

    def _hand_out(self, only_full: bool) -> None:
        while self._retries and (worker := self._idle()):
            self._send(worker, [self._retries.popleft()], alone=True)
        while self._queue and not (only_full and len(self._queue) < BATCH_JOBS) and (worker := self._idle()):
            numbers = self._next_batch()
            self._send(worker, numbers, alone=len(numbers) == 1)

    def _next_batch(self) -> list[int]:
        """Take the next jobs off the queue: a fair share for each worker, few enough to end before the deadline."""
        share = min(BATCH_JOBS, max(LEAST_SHARE, -(-len(self._queue) // self._count)))
        numbers, size = [self._queue.popleft()], 0
        while self._queue and len(numbers) < share:
            size += self._open[self._queue[0]].job.size
            if size > BATCH_BYTES:
                break
            numbers.append(self._queue.popleft())
        return numbers

    def _idle(self) -> WorkerProcess | None:
        for worker in self._workers:
            if not worker.numbers:
                if worker.documents < RECYCLE_DOCUMENTS:
                    return worker
                self._workers.remove(worker)
                worker.stop()
                break
        return self._start() if len(self._workers) < self._count else None

    def _start(self) -> WorkerProcess:
        worker = start_worker(self._make_work, self._deadlines)
        self._workers.append(worker)
        return worker

    def _send(self, worker: WorkerProcess, numbers: list[int], *, alone: bool) -> None:
        opened = [self._open[number] for number in numbers]
        batch: Batch = [(one.job, one.finished, one.only_read) for one in opened]
        worker.numbers, worker.alone, worker.is_analysing = numbers, alone, False
        worker.extend()
        try:
            worker.pipe.send((batch, alone))
        except OSError:
            self._bury(worker, "crashed")

    # --- hearing --------------------------------------------------------------------------------

    def _wait(self, timeout: float | None, also: Sequence[Connection]) -> None:
        due = [worker.deadline for worker in self._workers if worker.numbers]
        longest = max(0.0, min(due) - time.monotonic()) if due else None
        limits = [limit for limit in (timeout, longest) if limit is not None]
        pipes: dict[Any, WorkerProcess] = {worker.pipe: worker for worker in self._workers}
        for heard in wait([*pipes, *also], min(limits) if limits else None):
            if heard in pipes:
                self._hear(pipes[heard])

    def _hear(self, worker: WorkerProcess) -> None:
        """Take everything that a worker has sent so far; one that is gone is replaced."""
        try:
            while worker.pipe.poll():
                self._take(worker, worker.pipe.recv())
        except (EOFError, OSError):
            self._bury(worker, "crashed")

    def _take(self, worker: WorkerProcess, message: tuple[Any, ...]) -> None:
        match message:
            case ("ready",):
                worker.ready = True
                self._failed_starts = 0
            case ("begin", index, label):
                self._open[worker.numbers[index]].beginning = label
            case ("analysing", characters):
                worker.is_analysing, worker.characters = True, characters
                worker.extend(characters)
                return
            case ("loading",):
                worker.wait_for_model()
                return
            case ("loaded",):
                worker.extend(worker.characters)
                return
            case ("alive",):
                worker.hear()
                return
            case ("outcomes", outcomes):
                worker.is_analysing = False
                worker.documents += len(outcomes)
                for index, outcome in outcomes:
                    self._open[worker.numbers[index]].take(outcome)
            case ("idle",):
                worker.numbers = []
            case ("bug", text):
                self._on_bug(text)
            case ("broken", sentence):
                raise WorkersUnavailable(sentence)
        worker.extend()

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for worker in [one for one in self._workers if one.numbers and one.deadline < now]:
            if worker.pipe.poll():  # it may have answered while the caller was busy with something else
                continue
            if worker.is_starved:
                worker.deadline = now + STARVED_SECONDS
            else:
                self._bury(worker, "too_slow")

    def _bury(self, worker: WorkerProcess, code: str) -> None:
        """Put an end to a worker and see to the jobs it had: refuse what failed alone, retry the rest alone."""
        worker.kill()
        self._workers.remove(worker)
        if not worker.ready:
            self._count_failed_start(worker)
        for number in worker.numbers:
            opened = self._open.get(number)
            if opened is None or opened.ended:  # it died after its last answer
                continue
            # A worker may be killed by accident: one crash is no proof.
            if worker.alone and worker.ready and (code == "too_slow" or opened.has_crashed):
                opened.give_up(*self._reasons(code))
            else:
                opened.has_crashed = code == "crashed"
            if not opened.ended:
                self._retries.append(number)

    def _count_failed_start(self, worker: WorkerProcess) -> None:
        self._failed_starts += 1
        if self._failed_starts >= FAILED_STARTS:
            raise WorkersUnavailable(
                f"The analysis cannot be started: its process ends with {worker.process.exitcode}."
            )

    def _reasons(self, code: str) -> tuple[Reason, Reason]:
        """Return why a document is refused, and why it is stored without names."""
        if code == "too_slow":
            limit = f"{self._deadlines.alone:g} seconds or more"
            return Reason(code, f"Reading it was stuck for {limit}; it can be tried again."), not_analysed("too slow")
        crashed = Reason(code, "The reader stopped unexpectedly on it; it can be tried again.")
        return crashed, not_analysed("the analysis stopped unexpectedly on it")

    def _take_turns(self) -> list[Result]:
        """Return what is next in the order of the jobs."""
        results: list[Result] = []
        for number in list(self._open):
            opened = self._open[number]
            while opened.outcomes:
                results.append(Result(opened.job, opened.outcomes.popleft()))
            if not opened.ended:
                break
            results.append(Result(opened.job, None))
            del self._open[number]
        return results
