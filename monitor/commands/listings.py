"""Commands that list what the library holds: articles, countries, entities, stories, alerts, the ledger."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from monitor.commands.libraries import open_to_read
from monitor.commands.options import Commands, add_command, add_format, limit
from monitor.commands.output import Row, hint, write_rows
from monitor.commands.records import alert_record, stored_record
from monitor.core.query import Node, parse
from monitor.core.record import shown_path
from monitor.core.records import LedgerRow
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Zone

ARTICLE_COLUMNS = ("published", "title", "source", "countries", "id")
LEDGER_COLUMNS = ("path", "member", "status", "code", "sentence", "sha256")
ALERT_COLUMNS = ("entry", "severity", "state", "updated", "story", "title", "copies", "evidence")

PAGE = 500  # articles whose list lines are read at a time


def add_commands(commands: Commands) -> None:
    """Add the commands of this file."""
    search = add_command(commands, "search", run_search, "list the articles that a query finds, the newest first")
    search.add_argument("query", metavar="QUERY", nargs="?", default="", help="the empty query finds everything")
    search.add_argument("--limit", metavar="N", type=limit, help="at most so many")
    add_format(search)
    for name, run, purpose in (
        ("countries", run_countries, "count the countries under a query"),
        ("entities", run_entities, "count the people, organisations and places under a query"),
        ("stories", run_stories, "list the stories under a query"),
    ):
        listing = add_command(commands, name, run, purpose)
        listing.add_argument("query", metavar="QUERY", nargs="?", default="", help="the empty query counts everything")
        add_format(listing)
    alerts = add_command(commands, "alerts", run_alerts, "list the alerts, the newest first")
    alerts.add_argument("--state", choices=[state.value for state in AlertState], help="only those in this state")
    add_format(alerts)
    add_format(add_command(commands, "imports", run_imports, "list everything that was ever seen and how it ended"))
    add_format(add_command(commands, "failures", run_failures, "list what was refused or came in only in part"))


def run_search(arguments: argparse.Namespace) -> int:
    """List articles, and say on standard error where else the words stand."""
    node = parse(arguments.query)
    with open_to_read(arguments) as reader:
        found = reader.article_ids(node, limit=arguments.limit)
        write_rows(_articles(reader, found, arguments.format), ARTICLE_COLUMNS, arguments.format)
        if not found and arguments.limit != 0:
            _hint_at_other_zones(reader, node)
    return 0


def run_countries(arguments: argparse.Namespace) -> int:
    """List code, counted mentions, articles and stories of each country."""
    with open_to_read(arguments) as reader:
        rows = (asdict(count) for count in reader.countries(parse(arguments.query)))
        write_rows(rows, ("code", "mentions", "articles", "stories"), arguments.format)
    return 0


def run_entities(arguments: argparse.Namespace) -> int:
    """List name, type, counted mentions, articles and stories of each entity."""
    with open_to_read(arguments) as reader:
        rows = (asdict(count) for count in reader.entities(parse(arguments.query)))
        write_rows(rows, ("name", "type", "mentions", "articles", "stories"), arguments.format)
    return 0


def run_stories(arguments: argparse.Namespace) -> int:
    """List a line for each story."""
    with open_to_read(arguments) as reader:
        rows = (asdict(story) for story in reader.stories(parse(arguments.query)))
        write_rows(rows, ("story", "published", "title", "source", "copies", "found"), arguments.format)
    return 0


def run_alerts(arguments: argparse.Namespace) -> int:
    """List the alerts with what matched and where."""
    state = AlertState(arguments.state) if arguments.state else None
    with open_to_read(arguments) as reader:
        write_rows(map(alert_record, reader.alerts(state=state)), ALERT_COLUMNS, arguments.format)
    return 0


def run_imports(arguments: argparse.Namespace) -> int:
    """List the ledger."""
    with open_to_read(arguments) as reader:
        write_rows(map(_ledger_record, reader.ledger()), LEDGER_COLUMNS, arguments.format)
    return 0


def run_failures(arguments: argparse.Namespace) -> int:
    """List the refused and partial rows of the ledger."""
    with open_to_read(arguments) as reader:
        write_rows(map(_ledger_record, reader.failures()), LEDGER_COLUMNS, arguments.format)
    return 0


def _articles(reader: Reader, found: Sequence[int], form: str) -> Iterator[Row]:
    if form == "jsonl":
        for number in found:
            yield stored_record(reader.article(number))
        return
    for at in range(0, len(found), PAGE):
        for row in reader.rows(found[at : at + PAGE]):
            # A missing date shows when the article came, marked: it is not when it was published.
            published = row.published or f"({row.arrived[:10]})"
            focus = " ".join(row.focus)
            yield {"published": published, "title": row.title, "source": row.source, "countries": focus, "id": row.key}


def _hint_at_other_zones(reader: Reader, node: Node) -> None:
    elsewhere = reader.elsewhere(node)
    if elsewhere:
        hint(", ".join(["0 counted", *(f"{number:,} in {_plural(zone)}" for zone, number in elsewhere.items())]))


def _plural(zone: Zone) -> str:
    return _PLURALS.get(zone, f"{zone.value.replace('_', ' ')}s")


_PLURALS = {Zone.BODY: "bodies", Zone.LEGAL: "legal lines", Zone.FURNITURE: "page furniture"}


def _ledger_record(row: LedgerRow) -> Row:
    return {
        "path": shown_path(row.path),
        "member": row.member,
        "status": row.status.value,
        "code": row.reason.code if row.reason else None,
        "sentence": row.reason.sentence if row.reason else None,
        "sha256": row.sha256,
    }
