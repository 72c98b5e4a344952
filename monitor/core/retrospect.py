"""What is stored already meets new entries, and goes through the stages again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from monitor.core.jobs import Analyses, Job
from monitor.core.records import Analysis, Changes, Document, Entry, Hit, Refusal
from monitor.core.store import Reader, Store
from monitor.core.watchlist.candidates import candidates
from monitor.core.watchlist.match import Matcher

ALERT_BATCH = 256  # hits that commit together
FEW_ENTRIES = 100
"""So many entries are looked up one by one in any library, without counting its articles first (60 ms of 100,000)."""
EVERY = 1 << 62
"""All articles that a query finds, by the way of a first page: a name is in few of them. Asked for without a limit
they come by columns, which costs a large library 20 ms in the place of 0.5 (``benchmarks.watchlist``)."""

Hear = Callable[[str], None]


def hits_on_stored(
    reader: Reader, entries: Sequence[Entry], *, today: str | None, hear: Hear = lambda _: None
) -> Iterator[tuple[int, Hit]]:
    """Yield every stored article that an entry meets, with how it meets it.

    Few entries are looked up in the index one by one; where there are more entries than articles, the articles
    are read once instead. An entry whose query is broken meets nothing.

    Args:
        reader: The library.
        entries: The entries; disabled and expired ones meet nothing.
        today: ISO 8601, for entries that expire.
        hear: Called with a label after each entry or article.
    """
    if len(entries) > FEW_ENTRIES and len(entries) > reader.count().articles:
        yield from _by_article(reader, entries, today, hear)
    else:
        yield from _by_entry(reader, entries, today, hear)


def raise_on_stored(
    store: Store, entries: Sequence[Entry], *, today: str | None, hear: Hear = lambda _: None
) -> Changes:
    """Raise the alerts of entries on the articles that are stored; an entry alerts once a story, as ever."""
    with store.reader() as reader:
        hits = list(hits_on_stored(reader, entries, today=today, hear=hear))
    alerts: tuple[int, ...] = ()
    for batch in _batches(hits):
        alerts += store.raise_alerts(batch).alerts
    return Changes(alerts=alerts)


def _by_entry(reader: Reader, entries: Iterable[Entry], today: str | None, hear: Hear) -> Iterator[tuple[int, Hit]]:
    for entry in entries:
        matcher = Matcher([entry], today=today)
        for number in _candidates(reader, entry, matcher):
            for hit in matcher.match(reader.analysis(number)):
                yield number, hit
        hear(entry.name)


def _candidates(reader: Reader, entry: Entry, matcher: Matcher) -> Iterable[int]:
    if not matcher.entries:  # expired, or its query is broken
        return ()
    query = candidates(entry)
    return () if query is None else reader.article_ids(query, limit=EVERY)


def _by_article(reader: Reader, entries: Sequence[Entry], today: str | None, hear: Hear) -> Iterator[tuple[int, Hit]]:
    matcher = Matcher(entries, today=today)
    for number in reader.article_ids():
        analysis = reader.analysis(number)
        hear(analysis.article.title or "")
        for hit in matcher.match(analysis):
            yield number, hit


def _batches(hits: Sequence[tuple[int, Hit]]) -> Iterator[Sequence[tuple[int, Hit]]]:
    for at in range(0, len(hits), ALERT_BATCH):
        yield hits[at : at + ALERT_BATCH]


class Revisit:
    """The stages that a rebuild or a re-analysis sends what is stored through again.

    Args:
        analyses: Where documents are analysed.
        today: ISO 8601, for entries that expire; None where whoever asks leaves those out, as a rebuild does.
    """

    def __init__(self, analyses: Analyses, *, today: str | None = None) -> None:
        self._analyses = analyses
        self._today = today
        self._matcher = Matcher(())
        self._entries: Sequence[Entry] = ()

    def analyse(self, documents: Sequence[Document]) -> list[Analysis | Refusal]:
        """Return the analysis of each document, in order; a refusal where analysing it killed its worker."""
        jobs = (Job(document.path, document=document, size=len(document.text)) for document in documents)
        results = chain.from_iterable(self._analyses.run(jobs))
        return [_or_refusal(result.outcome) for result in results if result.outcome is not None]

    def match(self, entries: Sequence[Entry], analysis: Analysis) -> list[Hit]:
        """Match a watchlist on one analysis; the automaton is built anew only when the entries change."""
        if entries != self._entries:
            self._matcher, self._entries = Matcher(entries, today=self._today), list(entries)
        return self._matcher.match(analysis)

    def search(self, reader: Reader, entry: Entry) -> Iterator[tuple[int, Hit]]:
        """Search what is stored for one entry, as saving it does."""
        return hits_on_stored(reader, [entry], today=self._today)


def _or_refusal(outcome: Analysis | Refusal) -> Analysis | Refusal:
    """Return an outcome; a text that was only read is refused, so that the analysis that is stored stays."""
    if isinstance(outcome, Refusal) or outcome.partial is None:
        return outcome
    document = outcome.article.document
    return Refusal(document.path, outcome.partial, document.member, document.sha256, document.given_id)
