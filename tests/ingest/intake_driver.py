"""A run of the real flow with quick work instead of models; also a program, so that tests can kill it for real."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_documents
from monitor.core.extract.fingerprint import fingerprint
from monitor.core.ingest import Choices, Intake, Step, Summary
from monitor.core.jobs import Job
from monitor.core.records import Analysis, Document, Entry, Refusal
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers


class QuickWork:
    """Reads for real and finds no names: the watchlist works on words alone. "sleep" in a text takes a while."""

    def read(self, job: Job) -> Iterator[Document | Refusal]:
        if job.document is not None:
            yield job.document
        else:
            for found in read_documents(job.path, defaults=job.defaults):
                yield replace(found, severity=job.defaults.severity) if isinstance(found, Document) else found

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        if any("sleep" in document.text for document in documents):
            time.sleep(0.5)
        return [Analysis(make_article(document)) for document in documents]


class LikenessWork(QuickWork):
    """The same, and tells near copies as the real work does."""

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        return [replace(each, fingerprint=fingerprint(each.article.body)) for each in super().analyse(documents)]


ENTRIES = (Entry("Orlo Brandt"), Entry("Tallinn"))


def take_in(
    library: Path,
    *paths: Path,
    history: bool = False,
    again: bool = False,
    as_before: bool = False,
    steps: list[Step] | None = None,
    choose: Callable[[str], Choices] | None = None,
    work: type[QuickWork] = QuickWork,
) -> Summary:
    """Take paths in as the command does: what a crash left first."""
    with open_library(library, write=True) as store, Workers(1, make_work=work) as workers:
        if not store.entries():
            for entry in ENTRIES:
                store.put_entry(entry)
        intake = Intake(store, workers, Matcher(store.entries()))
        files = intake.with_unfinished(scan(str(path) for path in paths))
        choices = Choices(history=history, again=again, as_before=as_before)
        return intake.run(files, choose or choices, hear=(steps if steps is not None else []).append)


if __name__ == "__main__":
    print(take_in(Path(sys.argv[1]), Path(sys.argv[2]), history="--history" in sys.argv).statuses)
