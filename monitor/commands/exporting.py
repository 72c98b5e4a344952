"""export: the articles under a query, to a file."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from monitor.commands.libraries import open_to_read
from monitor.commands.options import Commands, add_command
from monitor.commands.progress import Progress
from monitor.commands.records import stored_record
from monitor.core.query import parse
from monitor.core.record import Record
from monitor.core.report.files import write_report
from monitor.core.store import StoredArticle


def add_commands(commands: Commands) -> None:
    """Add the command of this file."""
    export = add_command(commands, "export", run_export, "write the articles under a query to a .jsonl or .csv file")
    export.add_argument("query", metavar="QUERY")
    export.add_argument("--to", metavar="FILE", type=Path, required=True)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the records of the articles, in the order of their ids."""
    node = parse(arguments.query)
    with open_to_read(arguments) as reader, Progress(reader.count(node).articles, "article") as progress:
        write_report(_records(reader.export(node), progress), arguments.to)
    return 0


def _records(articles: Iterator[StoredArticle], progress: Progress) -> Iterator[Record]:
    for stored in articles:
        progress.step()
        yield stored_record(stored)
