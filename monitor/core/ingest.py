"""The flow: files get their ledger rows, are read and analysed elsewhere, meet the watchlist, and are committed.

Nothing is lost: a file has its row before it is touched, an article commits together with its mentions and
alerts, and a row that a crash left pending is taken up by the next run. Results commit in the order of the
files, so that the same files make the same library.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from monitor.core import faults
from monitor.core.errors import LibraryFull
from monitor.core.jobs import NO_DEFAULTS, Analyses, Job, Result
from monitor.core.records import Analysis, Changes, Hit, Refusal, SourceDefaults
from monitor.core.scan import FoundFile, scan
from monitor.core.spool import Request
from monitor.core.store import KnownFile, Store
from monitor.core.store.known import KnownFiles
from monitor.core.store.originals import originals_folder
from monitor.core.terms import Severity, Status, at_least
from monitor.core.watchlist.match import Matcher

BEGIN_FILES = 64  # ledger rows that are made in one transaction, each of which waits for the disk


@dataclass(frozen=True, slots=True)
class Choices:
    """How a run files what it reads: with ``history`` without alerts; ``defaults`` are those of its folder.

    With ``again`` files are read even where they have not changed since the last time. With ``keep_originals`` their
    bytes are kept beside the library. ``alerts_from`` is a day (UTC): what was published before it, or bears no date,
    is filed without alerts. New articles get the ``tags``. With ``as_before`` what a file was filed as the last time
    holds where this says nothing.
    """

    history: bool = False
    defaults: SourceDefaults = NO_DEFAULTS
    again: bool = False
    keep_originals: bool = False
    alerts_from: str | None = None
    tags: tuple[str, ...] = ()
    as_before: bool = False


AS_NEWS = Choices()

WhenFull = Callable[[LibraryFull], None]
T = TypeVar("T")


def asked_choices(request: Request) -> Choices:
    """Return how the files that another process handed over are to be filed."""
    return Choices(
        history=request.history,
        defaults=request.defaults,
        keep_originals=request.keep_originals,
        alerts_from=request.alerts_from,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one article, or of a file that holds none: for progress and for whoever listens.

    ``outcome`` is None where the file had not changed since the last time and was not read again.
    """

    path: str
    outcome: Analysis | Refusal | None
    status: Status
    changes: Changes | None = None
    hits: tuple[Hit, ...] = ()


@dataclass(slots=True)
class Summary:
    """What a run came to: files looked at, and how each article in them ended; known files count as duplicates."""

    files: int = 0
    alerts: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)

    @property
    def all_well(self) -> bool:
        """Whether nothing was refused or came in only in part."""
        return not self.statuses[Status.REFUSED] and not self.statuses[Status.PARTIAL]

    def add(self, other: "Summary") -> None:
        """Count another run in."""
        self.files += other.files
        self.alerts += other.alerts
        self.statuses += other.statuses


class Intake:
    """Takes files to one library, run after run; it lives as long as its store and its workers.

    Args:
        store: The library's writer; every run must come from its thread.
        analyses: Reads and analyses, in other processes.
        matcher: The watchlist; put a new one in its place when entries change.
        when_full: Called where the disk is full, after what was being written is undone; once it returns, that is
            written again. It may wait, or raise to end the run; without it the run ends.
    """

    def __init__(
        self, store: Store, analyses: Analyses, matcher: Matcher, *, when_full: WhenFull | None = None
    ) -> None:
        self.matcher = matcher
        self._when_full = when_full or _end_when_full
        self._store = store
        self._analyses = analyses
        self._reader = store.reader()
        self._known = self._reader.known_files()

    def run(
        self,
        files: Iterable[FoundFile],
        choices: Choices | Callable[[str], Choices] = AS_NEWS,
        *,
        hear: Callable[[Step], None] = lambda _: None,
    ) -> Summary:
        """Take files in, in their order, and return what became of them; ``hear`` is told each step once committed.

        ``choices`` are those of all files, or a function that tells them by a file's path.
        """
        choose = choices if callable(choices) else lambda _: choices
        run = _Run(self._store, self.matcher, self._known, choose, hear, when_full=self._when_full)
        for results in self._analyses.run(run.jobs(files)):
            run.commit(results)
        return run.summary

    def unfinished(self) -> list[FoundFile]:
        """Return the files that a crash left pending, as they are now; one that is gone comes with that reason."""
        return list(scan(self._known.pending()))

    def with_unfinished(self, files: Iterable[FoundFile]) -> Iterator[FoundFile]:
        """Yield what a crash left and then the given files, none twice."""
        left = self.unfinished()
        paths = {found.path for found in left}
        yield from left
        yield from (found for found in files if found.path not in paths)

    def is_known(self, found: FoundFile) -> bool:
        """Whether a file has not changed since it was last taken in or refused."""
        return is_known_file(self._known, found)


class _Run:
    """One run of the flow."""

    def __init__(
        self,
        store: Store,
        matcher: Matcher,
        known: KnownFiles,
        choose: Callable[[str], Choices],
        hear: Callable[[Step], None],
        *,
        when_full: WhenFull,
    ) -> None:
        self._when_full = when_full
        self._before: dict[str, KnownFile | None] = {}
        self.summary = Summary()
        self._store = store
        self._matcher = matcher
        self._known = known
        self._choose = choose
        self._hear = hear
        self._members: Counter[int] = Counter()
        self._containers: dict[int, str] = {}
        self._own: set[int] = set()  # rows that an article of the file itself has, beside those inside it
        self._silent: set[int] = set()
        self._chosen: dict[int, Choices] = {}
        self._keep_in = str(originals_folder(store.path))
        self._columns = store.columns()

    def jobs(self, files: Iterable[FoundFile]) -> Iterator[Job]:
        """Yield a job for every file that must be read, once its ledger row is committed."""
        source = iter(files)
        while chunk := list(islice(source, BEGIN_FILES)):
            yield from self._write(partial(self._begin, chunk))

    def _write(self, write: Callable[[], T]) -> T:
        """Write in one transaction; where the disk is full, undo it, have that seen to, and write it again."""
        while True:
            kept = self._members.copy(), self._containers.copy(), self._own.copy(), self._silent.copy()
            chosen = self._chosen.copy()
            self._before = {}
            try:
                return write()
            except LibraryFull as error:
                self._members, self._containers, self._own, self._silent = kept
                self._chosen = chosen
                for path, known in self._before.items():
                    if known is None:
                        del self._known[path]
                    else:
                        self._known[path] = known
                self._when_full(error)

    def _note(self, path: str, known: KnownFile, last: KnownFile | None) -> None:
        """Remember how a file stands, and how it stood last, before this write."""
        self._before.setdefault(path, last)
        self._known[path] = known

    def _begin(self, files: Sequence[FoundFile]) -> list[Job]:
        jobs: list[Job] = []
        steps: list[Step] = []
        with self._store.batch():
            unseen = self._known.unknown([found.path for found in files])
            for found in files:
                last = None if found.path in unseen else self._known.get(found.path)
                unseen.discard(found.path)
                choices = _as_before(self._choose(found.path), last)
                if last is not None and not choices.again and _is_as_it_was(last, found):
                    steps.append(Step(found.path, None, _again(last.status)))
                    continue
                row = self._begin_row(found, choices, last)
                if found.reason is not None:
                    steps.append(self._save(row, found.path, Refusal(found.path, found.reason)))
                else:
                    keep_in = self._keep_in if choices.keep_originals else None
                    defaults = self._with_columns(choices.defaults)
                    jobs.append(Job(found.path, defaults=defaults, size=found.size, ticket=row, keep_in=keep_in))
        faults.point("after-begin")
        self.summary.files += len(files)
        self._tell(steps)
        return jobs

    def _with_columns(self, defaults: SourceDefaults) -> SourceDefaults:
        return replace(defaults, columns=self._columns) if self._columns else defaults

    def _begin_row(self, found: FoundFile, choices: Choices, last: KnownFile | None) -> int:
        silent, words = choices.history, filed_as(choices)
        row = self._store.begin_source(
            found.path, size=found.size, mtime_ns=found.changed, history=silent, filed_as=words
        )
        self._note(found.path, KnownFile(found.size, found.changed, Status.PENDING, silent, words), last)
        if silent:
            self._silent.add(row)
        if choices.alerts_from or choices.tags:
            self._chosen[row] = choices
        return row

    def commit(self, results: Sequence[Result]) -> None:
        """Commit results that are ready together, each article with its mentions and alerts."""
        self._tell(self._write(partial(self._commit, results)))

    def _commit(self, results: Sequence[Result]) -> list[Step]:
        steps: list[Step] = []
        with self._store.batch():
            self._store.look_up(result.outcome for result in results if result.outcome is not None)
            for result in results:
                if result.outcome is None:
                    self._end(result.job)
                else:
                    steps.append(self._save(result.job.ticket, result.job.path, result.outcome))
                    self._tag(result.job.ticket, steps[-1])
            faults.point("before-commit")
        faults.point("after-commit")
        return steps

    def _save(self, row: int, path: str, outcome: Analysis | Refusal) -> Step:
        hits: tuple[Hit, ...] = ()
        silent = row in self._silent or self._is_backlog(row, outcome)
        if isinstance(outcome, Analysis) and not silent:
            least = outcome.article.document.severity
            found = self._matcher.match(self._store.shown(outcome))
            hits = tuple(replace(hit, severity=at_least(hit.severity, least)) for hit in found)
        changes = self._store.save(row, outcome, hits, history=silent)
        status = changes.statuses[-1]
        origin = outcome.article.document if isinstance(outcome, Analysis) else outcome
        if origin.member is not None:
            self._members[row] += 1
            if origin.container is not None:
                self._containers[row] = origin.container
        else:
            self._members.pop(row, None)
            self._own.add(row)
            self._settle(path, status)
        return Step(path, outcome, status, changes, hits)

    def _end(self, job: Job) -> None:
        """Close the row of a file that held several articles; that of any other is closed by its one outcome."""
        if self._members.pop(job.ticket, 0) and job.ticket not in self._own:
            self._store.finish_source(job.ticket, Status.STORED, sha256=self._containers.pop(job.ticket, None))
            self._settle(job.path, Status.STORED)
        self._chosen.pop(job.ticket, None)
        self._own.discard(job.ticket)

    def _is_backlog(self, row: int, outcome: Analysis | Refusal) -> bool:
        """Tell whether an article is older than the day from which on alerts are wanted."""
        choices = self._chosen.get(row)
        if choices is None or choices.alerts_from is None or isinstance(outcome, Refusal):
            return False
        published = outcome.article.published
        return published is None or published.value[:10] < choices.alerts_from

    def _tag(self, row: int, step: Step) -> None:
        """Give a new article the tags of its folder; nobody's deed, so that undo passes over it."""
        choices = self._chosen.get(row)
        if choices is not None and step.changes is not None and step.status in (Status.STORED, Status.PARTIAL):
            for tag in choices.tags:
                self._store.tag(step.changes.articles, tag, in_passing=True)

    def _settle(self, path: str, status: Status) -> None:
        last = self._known[path]
        self._note(path, replace(last, status=status), last)

    def _tell(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self.summary.statuses[step.status] += 1
            self.summary.alerts += len(step.changes.alerts) if step.changes else 0
            self._hear(step)


def is_known_file(known: Mapping[str, KnownFile], found: FoundFile) -> bool:
    """Whether a file is as it was when it was last taken in or refused."""
    last = known.get(found.path)
    return last is not None and _is_as_it_was(last, found)


def _as_before(choices: Choices, last: KnownFile | None) -> Choices:
    """Return how a file is filed: what a crash left, or is read again, also as it was asked for at first."""
    if last is None or not (choices.as_before or last.status is Status.PENDING):
        return choices
    return filed_alike(choices, last)


def _is_as_it_was(last: KnownFile, found: FoundFile) -> bool:
    return last.status is not Status.PENDING and (last.size, last.mtime_ns) == (found.size, found.changed)


def filed_as(choices: Choices) -> str | None:
    """Return how a file is filed, in words that the ledger keeps; None where it is filed as plain news."""
    defaults = choices.defaults
    said = {
        "history": choices.history,
        "source": defaults.source,
        "home_country": defaults.home_country,
        "language": defaults.language,
        "severity": defaults.severity,
        "keep_originals": choices.keep_originals,
        "alerts_from": choices.alerts_from,
        "tags": choices.tags,
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def filed_alike(choices: Choices, last: KnownFile) -> Choices:
    """Return choices with what a file was filed with the last time, where they say nothing themselves."""
    kept = json.loads(last.filed_as or "{}")
    defaults = replace(
        choices.defaults,
        source=choices.defaults.source or kept.get("source"),
        home_country=choices.defaults.home_country or kept.get("home_country"),
        language=choices.defaults.language or kept.get("language"),
        severity=choices.defaults.severity or (Severity(kept["severity"]) if "severity" in kept else None),
    )
    return replace(
        choices,
        history=choices.history or last.history or kept.get("history", False),
        defaults=defaults,
        keep_originals=choices.keep_originals or kept.get("keep_originals", False),
        alerts_from=choices.alerts_from or kept.get("alerts_from"),
        tags=choices.tags or tuple(kept.get("tags", ())),
    )


def _end_when_full(error: LibraryFull) -> None:
    raise error


def _again(status: Status) -> Status:
    """Return how a file counts that has not changed since it ended so: what is stored is now a duplicate."""
    return Status.DUPLICATE if status is Status.STORED else status
