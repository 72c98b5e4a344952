"""Commands that take articles in: ingest, watch, analyse, retry."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from monitor.commands.crash import tell_of_bug
from monitor.commands.options import Commands, add_analysis, add_command, add_format, defaults
from monitor.commands.output import write_rows
from monitor.commands.streaming import STANDARD_INPUT, answer_lines
from monitor.core.jobs import Job, Result
from monitor.core.record import Record, refusal_record, to_record
from monitor.core.records import Analysis, Refusal, SourceDefaults, Status
from monitor.core.scan import FoundFile, scan
from monitor.core.workers import Workers

RECORD_COLUMNS = ("status", "id", "title", "source", "language", "path", "member", "reason")


def add_commands(commands: Commands) -> None:
    """Add the commands of this file."""
    analyse = add_command(commands, "analyse", run_analyse, "print the records of files; touches no library")
    analyse.add_argument("paths", metavar="PATH", nargs="+", help="files and folders; - reads JSON Lines")
    add_format(analyse, default="jsonl")
    add_analysis(analyse)


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
