"""export: the articles under a query, to a file; the window makes its digests here too."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from monitor.commands.libraries import open_to_read
from monitor.commands.options import Commands, add_command
from monitor.commands.progress import Progress
from monitor.commands.records import alert_record, stored_record
from monitor.core.query import parse
from monitor.core.record import Record
from monitor.core.report.files import DIGEST, write_report
from monitor.core.store import Reader, StoredArticle


def add_commands(commands: Commands) -> None:
    """Add the command of this file."""
    export = add_command(
        commands, "export", run_export, "write the articles under a query to a .jsonl, .csv or .html file (a digest)"
    )
    export.add_argument("query", metavar="QUERY", help="the empty query '' exports everything")
    export.add_argument("--to", metavar="FILE", type=Path, required=True, help="its ending says what is written")


def run_export(arguments: argparse.Namespace) -> int:
    """Write the records of the articles, in the order of their ids."""
    node = parse(arguments.query)
    with open_to_read(arguments) as reader, Progress(reader.count(node).articles, "article") as progress:
        export_articles(reader, arguments.query, arguments.to, progress.step)
    return 0


def export_articles(reader: Reader, query: str, file: Path, hear: Callable[[], None] = lambda: None) -> None:
    """Write the articles under a query to a file; ``hear`` is called at each.

    Raises:
        QueryError: where the query cannot be understood.
        UsageError: where the file's ending is none that is written, or the file cannot be.
    """
    records = _records(reader.export(parse(query)), hear, is_digest=file.suffix.lower() == DIGEST)
    write_report(records, file, heading=query)


def _records(articles: Iterator[StoredArticle], hear: Callable[[], None], *, is_digest: bool) -> Iterator[Record]:
    for stored in articles:
        hear()
        record = stored_record(stored)
        yield {**record, "alerts": [alert_record(alert) for alert in stored.alerts]} if is_digest else record
