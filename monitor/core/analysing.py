"""What a worker does with a job: read its documents, divide them into zones, analyse them."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from monitor.core import faults
from monitor.core.collect.article import make_article
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_documents, read_line
from monitor.core.extract.analyse import Analyser
from monitor.core.extract.entities import EntityFinder
from monitor.core.jobs import Job, not_analysed
from monitor.core.language_models import ModelChoices
from monitor.core.records import Analysis, Document, Reason, Refusal

MOST_CHARACTERS = 20_000_000  # of one article that are kept: a book has one million
MOST_ANALYSED = 4_000_000  # of one article in which names are looked for, which takes a minute or two


class ArticleWork:
    """The work of the real program; make it inside a worker, for it loads models when they are first needed."""

    def __init__(self) -> None:
        self.loading: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext
        self._choices = ModelChoices()
        self._stamp = self._choices.stamp()
        self._analyser = self._make_analyser()

    def _make_analyser(self) -> Analyser:
        return Analyser(EntityFinder(self._choices.models(), loading=self._load))

    def _load(self) -> contextlib.AbstractContextManager[None]:
        return self.loading()

    def read(self, job: Job) -> Iterator[Document | Refusal]:
        """Yield the documents of a job, and a refusal for each that cannot be read."""
        for found in self._read(job):
            yield found if isinstance(found, Refusal) else _capped(found)

    def _read(self, job: Job) -> Iterator[Document | Refusal]:
        if job.document is not None:
            yield job.document
        elif job.line is not None:
            yield read_line(job.line, path=job.path, number=job.number, defaults=job.defaults)
        else:
            keep = partial(_keep, job.keep_in) if job.keep_in else None
            for found in read_documents(job.path, defaults=job.defaults, keep=keep):
                severity = job.defaults.severity
                yield replace(found, severity=severity) if severity and isinstance(found, Document) else found

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        """Return the analysis of each document, in order; of one that is too long only what it says itself."""
        if (stamp := self._choices.stamp()) != self._stamp:
            self._stamp, self._analyser = stamp, self._make_analyser()
        short = [document for document in documents if len(document.text) <= MOST_ANALYSED]
        articles = [make_article(document) for document in short]
        faults.point("analysing")
        analyses = iter(self._analyser.analyse(articles))
        too_long = not_analysed(f"it is longer than {MOST_ANALYSED:,} characters")
        return [
            next(analyses) if len(document.text) <= MOST_ANALYSED else self.collect(document, too_long)
            for document in documents
        ]

    def collect(self, document: Document, reason: Reason) -> Analysis:
        """Return a document divided into zones, with its metadata and no names: what is left where those fail."""
        if document.partial is not None:  # two things are missing: say both
            reason = Reason(reason.code, f"{document.partial.sentence} {reason.sentence}")
        return Analysis(make_article(document), partial=reason)


def _capped(document: Document) -> Document:
    """Return a document, cut off where its text is longer than anything that is an article."""
    if len(document.text) <= MOST_CHARACTERS:
        return document
    sentence = f"The text is longer than {MOST_CHARACTERS:,} characters; the rest was left out."
    end = MOST_CHARACTERS

    def within(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple(span for span in spans if span[1] <= end)

    return replace(
        document,
        text=document.text[:end],
        furniture=within(document.furniture),
        headings=within(document.headings),
        captions=within(document.captions),
        partial=Reason("text_capped", sentence),
    )


def _keep(folder: str, raw: RawFile) -> None:
    """Keep the bytes of a file. Where the disk has no room for them the article is still taken in: it matters more."""
    from monitor.core.store.originals import OriginalStore

    with contextlib.suppress(OSError):
        OriginalStore(folder).keep(raw.data, raw.sha256)
