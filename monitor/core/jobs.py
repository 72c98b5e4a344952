"""What is asked of the workers and what comes back: the small interface between the flow and any executor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from monitor.core.records import Analysis, Document, Reason, Refusal, SourceDefaults

NO_DEFAULTS = SourceDefaults()


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to read and analyse: a file, one record of JSON Lines, or a document that was read before.

    With ``document`` nothing is read; with ``line`` that line is the record number ``number`` of ``path``;
    else the file at ``path`` is read. ``defaults`` is what an article gets that says nothing itself.
    ``size`` in bytes only serves to make even batches; ``ticket`` is a number that the caller knows the job by.
    ``keep_in`` is the folder in which the bytes of the file are kept, if they are.
    """

    path: str
    line: str | None = None
    number: int = 0
    document: Document | None = None
    defaults: SourceDefaults = NO_DEFAULTS
    size: int = 0
    ticket: int = 0
    keep_in: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: an article, or a refusal; with ``outcome`` None the job is finished. A file may hold many."""

    job: Job
    outcome: Analysis | Refusal | None


class Analyses(Protocol):
    """Anything that reads and analyses jobs somewhere else: worker processes here, a cluster later."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        """Yield the results in the order of the jobs, in lists that are ready together.

        Each job ends with an outcome of None. Jobs are asked for only as far as there is room for them.
        """


class Work(Protocol):
    """What a worker does, made inside the worker.

    ``loading`` is set by whoever runs it: the work enters what it returns while it loads something that takes long.
    """

    loading: Callable[[], AbstractContextManager[None]]

    def read(self, job: Job) -> Iterator[Document | Refusal]:
        """Yield the documents of a job in a fixed order."""

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        """Return the analysis of each document, in order."""

    def collect(self, document: Document, reason: Reason) -> Analysis:
        """Return a document with its text, zones and metadata alone, partial for this reason."""


def not_analysed(because: str) -> Reason:
    """Return the reason of a text that is stored without names, for example because "it was too slow"."""
    return Reason("not_analysed", f"The text is stored and can be searched; names were not extracted: {because}.")
