"""Analysis on a Dask cluster, behind the same interface as the local workers: ``ingest --cluster ADDRESS``.

Files are read here and sent as bytes, so that the cluster needs no shared disk; one process, this one, writes the
library. The scheduler gives what a lost worker had to another one. A batch that fails everywhere is sent again job
by job, and only a job that fails alone is refused. Whoever runs the scheduler runs this program's code on it: it
must be one that the user trusts. Only the command line imports this, with the extra ``cluster``.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self, TypeAlias

import monitor
from monitor.core.collect.opening import RawFile, read_raw
from monitor.core.errors import MonitorError, UnreadableDocument
from monitor.core.jobs import Job, Result
from monitor.core.records import Analysis, Document, Reason, Refusal
from monitor.core.store.originals import OriginalStore

BATCH_JOBS = 16
BATCH_BYTES = 1024 * 1024
BATCHES_A_THREAD = 3
CONNECT_SECONDS = 15.0
NO_WORKER_SECONDS = 60.0
LOOK_SECONDS = 2.0

Outcomes: TypeAlias = list[Analysis | Refusal]


class ClusterUnavailable(MonitorError):
    """The cluster cannot be reached, has no workers, or runs another version of this program."""

    code = "cluster"


@dataclass(frozen=True, slots=True)
class Sent:
    """A job as it goes to the cluster: with the bytes of its file, or why there are none."""

    job: Job
    raw: RawFile | None = None
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Batch:
    """Some jobs on their way, and what is to come of them."""

    sent: list[Sent]
    future: Any
    parts: "list[_Batch]" = field(default_factory=list)


class Cluster:
    """Reads and analyses jobs on the workers of a Dask scheduler; results come in the order of the jobs.

    Use it as a context manager.

    Args:
        address: Where the scheduler is, for example ``tcp://10.0.0.5:8786``.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterUnavailable('Install the extra first: pip install "media-monitor[cluster]".') from error
        try:
            self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            self.close()
            raise ClusterUnavailable(f"No Dask scheduler with workers answers at {self._address}.") from error
        self._check_versions()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; what was sent and not answered is cancelled."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        """Yield the results of the jobs in their order, in lists; see ``Analyses``.

        Raises:
            ClusterUnavailable: where all workers are gone and none comes back.
        """
        batches = _batches(_sent(job) for job in jobs)
        waiting: deque[_Batch] = deque()
        while True:
            while len(waiting) < BATCHES_A_THREAD * max(1, sum(self._threads())):
                sent = next(batches, None)
                if sent is None:
                    break
                waiting.append(_Batch(sent, self._submit(sent)))
            if not waiting:
                return
            yield self._results(waiting.popleft())

    def _submit(self, sent: list[Sent]) -> Any:
        return self._client.submit(analyse_sent, sent, pure=False)

    def _results(self, batch: _Batch) -> list[Result]:
        error = self._ended(batch.future)
        if error is None:
            answers: list[Outcomes] = batch.future.result()
            return [
                result for sent, outcomes in zip(batch.sent, answers, strict=True) for result in _of(sent, outcomes)
            ]
        if len(batch.sent) == 1:
            return _of(batch.sent[0], [_crashed(batch.sent[0], error)])
        parts = [_Batch([sent], self._submit([sent])) for sent in batch.sent]
        return [result for part in parts for result in self._results(part)]

    def _ended(self, future: Any) -> BaseException | None:
        """Wait for an answer, as long as there are workers; return the error that it ended with, if any."""
        alone_since: float | None = None
        while not future.done():
            with contextlib.suppress(TimeoutError):
                future.exception(timeout=LOOK_SECONDS)
            alone_since = None if self._threads() else alone_since or time.monotonic()
            if alone_since is not None and time.monotonic() - alone_since > NO_WORKER_SECONDS:
                raise ClusterUnavailable(f"The cluster at {self._address} has lost all its workers.")
        if future.cancelled():
            raise ClusterUnavailable(f"The scheduler at {self._address} is gone; what it answered is stored.")
        error: BaseException | None = future.exception()
        return error

    def _threads(self) -> list[int]:
        return [worker["nthreads"] for worker in self._client.scheduler_info(n_workers=-1)["workers"].values()]

    def _check_versions(self) -> None:
        others = {version for version in self._client.run(program_version).values() if version != monitor.__version__}
        if others:
            self.close()
            listed = ", ".join(sorted(map(str, others)))
            raise ClusterUnavailable(f"The cluster runs version {listed} of this program, not {monitor.__version__}.")


# --- on the workers of the cluster --------------------------------------------------------------


def program_version() -> str:
    """Return the version of this program where it is called."""
    return monitor.__version__


def analyse_sent(batch: Sequence[Sent]) -> list[Outcomes]:
    """Read and analyse some jobs; return the outcomes of each in order."""
    from distributed import get_worker

    worker: Any = get_worker()
    # The models are loaded once a process, and used by one thread at a time.
    lock = worker.__dict__.setdefault("media_monitor_lock", threading.Lock())
    with lock:
        work = worker.__dict__.get("media_monitor_work")
        if work is None:
            from monitor.core.analysing import ArticleWork

            work = worker.media_monitor_work = ArticleWork()
        return _answers(work, batch)


def _answers(work: Any, batch: Sequence[Sent]) -> list[Outcomes]:
    found = [list(_read(work, sent)) for sent in batch]
    documents = [one for several in found for one in several if isinstance(one, Document)]
    analyses = iter(work.analyse(documents))
    return [[next(analyses) if isinstance(one, Document) else one for one in several] for several in found]


def _read(work: Any, sent: Sent) -> Iterator[Document | Refusal]:
    from monitor.core.collect.read import read_bytes

    if sent.refusal is not None:
        yield sent.refusal
    elif sent.raw is None:
        yield from work.read(sent.job)
    else:
        severity = sent.job.defaults.severity
        for found in read_bytes(sent.raw, defaults=sent.job.defaults):
            whole = found if found.member is None else replace(found, container=sent.raw.sha256)
            yield replace(whole, severity=severity) if severity and isinstance(whole, Document) else whole


# --- here ---------------------------------------------------------------------------------------


def _sent(job: Job) -> Sent:
    if job.document is not None or job.line is not None:
        return Sent(job)
    try:
        raw = read_raw(job.path)
    except UnreadableDocument as error:
        return Sent(job, refusal=Refusal(job.path, error.reason))
    if job.keep_in:
        with contextlib.suppress(OSError):  # no room for them: the article is taken in all the same
            OriginalStore(job.keep_in).keep(raw.data, raw.sha256)
    return Sent(job, raw=raw)


def _batches(sent: Iterable[Sent]) -> Iterator[list[Sent]]:
    """Yield jobs in lists that are worth sending."""
    batch: list[Sent] = []
    size = 0
    for one in sent:
        batch.append(one)
        size += len(one.raw.data) if one.raw else 0
        if len(batch) >= BATCH_JOBS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _of(sent: Sent, outcomes: Outcomes) -> list[Result]:
    return [*(Result(sent.job, outcome) for outcome in outcomes), Result(sent.job, None)]


def _crashed(sent: Sent, error: BaseException) -> Refusal:
    sentence = f"The cluster failed on it ({type(error).__name__}); it can be tried again."
    return Refusal(sent.job.path, Reason("crashed", sentence), sha256=sent.raw.sha256 if sent.raw else None)
