"""Commands that take articles in: ingest, retry, analyse. (watch has a file of its own.)"""

import argparse
import contextlib
import gc
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.commands.crash import tell_of_bug
from monitor.commands.libraries import make_matcher, open_to_change, open_to_write
from monitor.commands.options import Commands, add_analysis, add_command, add_format, day, defaults, library
from monitor.commands.output import counted, hint, printable, write_rows
from monitor.commands.progress import Progress
from monitor.commands.streaming import STANDARD_INPUT, answer_lines
from monitor.commands.table_columns import add_column_option, remember_columns
from monitor.core.errors import LibraryError, LibraryLocked, UsageError
from monitor.core.ingest import Choices, Intake, Step, Summary, asked_choices
from monitor.core.jobs import Job, Result
from monitor.core.record import Record, refusal_record, shown_path, to_record
from monitor.core.recorded import RecordedAnalyses, RecordLine
from monitor.core.records import Analysis, Refusal, SourceDefaults
from monitor.core.scan import FoundFile, scan
from monitor.core.spool import hand_over, requests
from monitor.core.store import Store
from monitor.core.terms import Status
from monitor.core.workers import Workers

if TYPE_CHECKING:
    from monitor.core.cluster import Cluster

RECORD_COLUMNS = ("status", "id", "title", "source", "language", "path", "member", "reason")


def add_commands(commands: Commands) -> None:
    """Add the commands of this file."""
    ingest = add_command(commands, "ingest", run_ingest, "take files and folders into the library")
    ingest.add_argument("paths", metavar="PATH", nargs="*", help="files and folders")
    ingest.add_argument(
        "--records", metavar="FILE", help="take in what analyse printed instead; - reads standard input"
    )
    ingest.add_argument("--cluster", metavar="ADDRESS", help="analyse on the workers of this Dask scheduler")
    ingest.add_argument("--history", action="store_true", help="file a backlog without alerts")
    ingest.add_argument("--keep-originals", action="store_true", help="keep the files' bytes beside the library")
    ingest.add_argument(
        "--alerts-from", metavar="DAY", type=day, help="no alerts on what was published before, such as 2024-05-31"
    )
    add_column_option(ingest)
    ingest.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    add_analysis(ingest)

    retry = add_command(commands, "retry", run_retry, "try refused and partial files again")
    retry.add_argument("paths", metavar="PATH", nargs="*", help="only these (default: all of them)")
    retry.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    add_analysis(retry)

    analyse = add_command(commands, "analyse", run_analyse, "print the records of files; touches no library")
    analyse.add_argument("paths", metavar="PATH", nargs="+", help="files and folders; - reads JSON Lines")
    add_format(analyse, default="jsonl")
    add_analysis(analyse)


# --- ingest and retry ---------------------------------------------------------------------------


def run_ingest(arguments: argparse.Namespace) -> int:
    """Take files in; where another process writes to the library, hand them to it."""
    if bool(arguments.paths) == bool(arguments.records):
        raise UsageError("Name files and folders, or a file of records with --records.")
    if arguments.records:
        _check_is_analysed(arguments)
        with open_to_write(arguments) as store:
            return _report(_ingest_records(store, arguments), arguments)
    try:
        store = open_to_write(arguments)
    except LibraryLocked:
        if arguments.column:
            raise  # what the columns are is written into the library, which only its writer can do
        _hand_over(arguments)
        try:
            store = open_to_write(arguments)  # the other may have ended just before it could see the request
        except LibraryLocked:
            return _report_handed_over(arguments)
        arguments.paths = []
    with store:
        remember_columns(store, arguments.paths, arguments.column)
        summary = _ingest(store, arguments, list(scan(arguments.paths)), _choices(arguments))
    return _report(summary, arguments)


def _check_is_analysed(arguments: argparse.Namespace) -> None:
    """Refuse options that ask how files are read: records were read elsewhere, and nothing would come of those."""
    asked = {"--cluster": arguments.cluster, "--column": arguments.column, "--jobs": arguments.jobs}
    if useless := [option for option, value in asked.items() if value]:
        raise UsageError(f"--records takes in what is analysed already: leave {' and '.join(useless)} out.")


def _choices(arguments: argparse.Namespace) -> Choices:
    return Choices(
        history=arguments.history,
        defaults=defaults(arguments),
        keep_originals=arguments.keep_originals,
        alerts_from=arguments.alerts_from,
        again=bool(arguments.column),
    )


def _ingest_records(store: Store, arguments: argparse.Namespace) -> Summary:
    """Take in the records of a file as if their files were analysed here."""
    from monitor.core.extract.fingerprint import fingerprint  # imports numpy, which the other commands do without

    with _open_records(arguments.records) as file, Progress(None) as progress:
        lines = (RecordLine(text, arguments.records, number) for number, text in enumerate(file, start=1))
        records = RecordedAnalyses(lines, fingerprint)
        intake = Intake(store, records, make_matcher(store.entries()))
        gc.freeze()  # as for files

        def hear(step: Step) -> None:
            progress.step(step.path)
            _tell_refusal(step, progress)

        return intake.run(records.files(), replace(_choices(arguments), again=True), hear=hear)


def _open_records(name: str) -> contextlib.AbstractContextManager[Iterable[str]]:
    """Open a file of records. A character that is no UTF-8 costs its line, not the file."""
    try:
        source = sys.stdin.buffer if name == STANDARD_INPUT else Path(name).open("rb")  # noqa: SIM115  # returned
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}.") from error
    return io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="\n")


def _analyses(arguments: argparse.Namespace) -> "Workers | Cluster":
    """Return what reads and analyses: the cores of this machine, or a cluster."""
    if getattr(arguments, "cluster", None):
        from monitor.core.cluster import Cluster

        return Cluster(arguments.cluster)
    return Workers(arguments.jobs, on_bug=tell_of_bug)


def run_retry(arguments: argparse.Namespace) -> int:
    """Read files again that were refused or came in only in part, changed or not."""
    with open_to_change(arguments) as store:
        with store.reader() as reader:
            failed = dict.fromkeys(row.path for row in reader.failures())
        wanted = {found.path for found in scan(arguments.paths)} if arguments.paths else failed.keys()
        files = list(scan(path for path in failed if path in wanted))
        summary = _ingest(store, arguments, files, Choices(defaults=defaults(arguments), again=True, as_before=True))
    return _report(summary, arguments)


def _ingest(store: Store, arguments: argparse.Namespace, files: list[FoundFile], choices: Choices) -> Summary:
    """Take in what a crash left, then the files, then what other processes handed over meanwhile."""
    with _analyses(arguments) as analyses, Progress(len(files)) as progress:
        intake = Intake(store, analyses, make_matcher(store.entries()))
        gc.freeze()  # a long watchlist is there to the end: the collector need not look through it again and again

        def hear(step: Step) -> None:
            progress.step(step.path)
            _tell_refusal(step, progress)

        summary = intake.run(intake.with_unfinished(files), choices, hear=hear)
        for request in requests(library(arguments)):
            summary.add(intake.run(scan(request.paths), asked_choices(request), hear=hear))
            request.done()
    return summary


def _tell_refusal(step: Step, progress: Progress) -> None:
    if isinstance(step.outcome, Refusal) and step.status is Status.REFUSED:
        member = f", {step.outcome.member}" if step.outcome.member else ""
        progress.say(printable(f"{shown_path(step.path)}{member}: {step.outcome.reason.sentence}"))


def _report(summary: Summary, arguments: argparse.Namespace) -> int:
    ended = summary.statuses
    numbers = {
        "files": summary.files,
        "stored": ended[Status.STORED],
        "partial": ended[Status.PARTIAL],
        "duplicate": ended[Status.DUPLICATE],
        "refused": ended[Status.REFUSED],
        "alerts": summary.alerts,
    }
    if arguments.json:
        print(json.dumps(numbers))
    else:
        nouns = {"files": "file", "alerts": "alert"}
        words = (counted(n, nouns[name]) if name in nouns else f"{n:,} {name}" for name, n in numbers.items())
        print(", ".join(words))
    return 0 if summary.all_well else 1


def _hand_over(arguments: argparse.Namespace) -> None:
    path = library(arguments)
    try:
        hand_over(
            path,
            arguments.paths,
            history=arguments.history,
            home_country=arguments.home_country,
            keep_originals=arguments.keep_originals,
            alerts_from=arguments.alerts_from,
        )
    except OSError as error:
        raise LibraryError(f"{path} is in use, and the files cannot be handed over: {error.strerror}.") from error


def _report_handed_over(arguments: argparse.Namespace) -> int:
    hint("Another process writes to the library; the files were handed to it.")
    return _report(Summary(), arguments) if arguments.json else 0


# --- analyse ------------------------------------------------------------------------------------


def run_analyse(arguments: argparse.Namespace) -> int:
    """Print a record for everything that is read; 1 where anything was refused or partial."""
    tally = _Tally()
    with Workers(arguments.jobs, on_bug=tell_of_bug) as workers:
        records = _records(workers, arguments.paths, defaults(arguments))
        write_rows(tally.count(records), RECORD_COLUMNS, arguments.format)
    return 0 if tally.all_well else 1


class _Tally:
    """Whether everything that passed by was well."""

    def __init__(self) -> None:
        self.all_well = True

    def count(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.all_well = self.all_well and record["status"] == Status.STORED
            yield record


def _records(workers: Workers, paths: Sequence[str], given: SourceDefaults) -> Iterator[Record]:
    for path in paths:
        if path == STANDARD_INPUT:
            for results in answer_lines(workers, given):
                yield from _outcomes(results)
                sys.stdout.flush()
        else:
            refused = [found for found in scan([path]) if found.reason]
            yield from (refusal_record(Refusal(found.path, found.reason)) for found in refused if found.reason)
            for ready in workers.run(_job(found, given) for found in scan([path]) if not found.reason):
                yield from _outcomes(ready)


def _job(found: FoundFile, given: SourceDefaults) -> Job:
    return Job(found.path, defaults=given, size=found.size)


def _outcomes(results: Sequence[Result]) -> Iterator[Record]:
    for result in results:
        match result.outcome:
            case Analysis() as analysis:
                yield to_record(analysis)
            case Refusal() as refusal:
                yield refusal_record(refusal)
