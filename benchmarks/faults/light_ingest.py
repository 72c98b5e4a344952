"""The ingest of the command line with real readers, ledger, watchlist and store, but without the model, which takes
seconds to load: for harnesses that start it a hundred times.

    python -m benchmarks.faults.light_ingest INBOX LIBRARY
"""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_documents
from monitor.core.ingest import Intake
from monitor.core.jobs import Job
from monitor.core.records import Analysis, Document, Reason, Refusal
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers


class LightWork:
    """Reads and divides articles; looks for no names."""

    loading: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext

    def read(self, job: Job) -> Iterator[Document | Refusal]:
        """Yield the documents of a job."""
        yield from read_documents(job.path, defaults=job.defaults)

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        """Return each document divided into zones."""
        return [Analysis(make_article(document)) for document in documents]

    def collect(self, document: Document, reason: Reason) -> Analysis:
        """Return a document that its worker died on before."""
        return replace(self.analyse([document])[0], partial=reason)


def main() -> int:
    inbox, library = sys.argv[1:]
    with open_library(library, write=True) as store, Workers(1, make_work=LightWork) as workers:
        intake = Intake(store, workers, Matcher(store.entries()))
        intake.run(intake.with_unfinished(scan([inbox])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
