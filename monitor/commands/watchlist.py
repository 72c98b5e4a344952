"""The watchlist on the command line: add, list, remove, import, export, and a rehearsal."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from monitor.commands.libraries import make_matcher, open_to_change, open_to_read, open_to_write, today
from monitor.commands.options import Commands, add_format, add_library, add_parser
from monitor.commands.output import Row, counted, hint, write_file, write_rows
from monitor.commands.progress import Progress
from monitor.commands.records import evidence_record
from monitor.core.errors import UsageError
from monitor.core.query import parse
from monitor.core.records import Changes, Entry, Hit
from monitor.core.rehearsal import Rehearsal, rehearse
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Reader, Store
from monitor.core.terms import Severity, Zone
from monitor.core.watchlist.incoming import Incoming, read_incoming
from monitor.core.watchlist.lists import COLUMNS, MOST_CODE_POINTS, write_entries
from monitor.core.watchlist.match import broken_entries, is_topic
from monitor.core.watchlist.update import Update, compare


def add_commands(commands: Commands) -> None:
    """Add ``watchlist`` with its own commands."""
    parser = add_parser(commands, "watchlist", "add, list, remove, import, export and test entries")
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    add = add_parser(verbs, "add", "add an entry, or change the one of that name; searches what is stored too")
    _add_entry_options(add)
    add.set_defaults(run=run_add)

    test = add_parser(verbs, "test", "show what an entry would find in the library, without saving it")
    _add_entry_options(test)
    add_format(test)
    test.set_defaults(run=run_test)

    listing = add_parser(verbs, "list", "list the entries")
    add_library(listing)
    add_format(listing)
    listing.set_defaults(run=run_list)

    remove = add_parser(verbs, "remove", "remove an entry")
    remove.add_argument("name", metavar="NAME", help="as watchlist list shows it")
    add_library(remove)
    remove.set_defaults(run=run_remove)

    for verb, run, purpose, what in (
        (
            "import",
            run_import,
            "add a list of names",
            "CSV, OpenSanctions' simple CSV, FollowTheMoney, or a name a line",
        ),
        (
            "export",
            run_export,
            "write the entries to a CSV file",
            "one that is there is replaced; - is standard output",
        ),
    ):
        moving = add_parser(verbs, verb, purpose)
        moving.add_argument("file", metavar="FILE", type=Path, help=what)
        add_library(moving)
        moving.set_defaults(run=run)
        if verb == "import":
            _add_import_options(moving)


def run_add(arguments: argparse.Namespace) -> int:
    """Save an entry and raise its alerts on what is stored, unless it is for the future only."""
    entry = _entry(arguments)
    with open_to_write(arguments) as store:
        store.put_entry(entry, future_only=arguments.future_only)
        _say_how_it_fires(entry)
        if not arguments.future_only:
            raised = _raise_on_stored(store, [entry])
            hint(f"{counted(len(raised.alerts), 'alert')} on stored articles.")
    return 0


def run_test(arguments: argparse.Namespace) -> int:
    """List the stored articles that an entry would find, with its evidence; what it amounts to goes to the side."""
    entry = _entry(arguments)
    _say_how_it_fires(entry)
    with open_to_read(arguments) as reader:
        found = rehearse(reader, entry, today=today())
        rows = (_rehearsed(reader, number, hit) for number, hit in found.hits)
        listed = write_rows(rows, ("published", "title", "source", "id", "evidence"), arguments.format)
    hint(f"{counted(listed, 'stored article')}.")
    _tell_rehearsal(found)
    return 0


def _tell_rehearsal(found: Rehearsal) -> None:
    lines = {
        "by week": [(week.isoformat() if week else "undated", count) for week, count in found.weeks],
        "matches by zone": [(zone.value, count) for zone, count in found.zones],
        "by source": [(source or "none", count) for source, count in found.sources],
        "met by other entries too": found.overlap,
    }
    for what, counts in lines.items():
        if counts:
            hint(f"{what}: " + ", ".join(f"{name} {count:,}" for name, count in counts))
    for effect in found.effects if found.hits else ():
        hint(f"{effect.name}: in {counted(effect.articles, 'article')}, in {effect.alone:,} of them alone.")
    for near in found.spellings:
        articles = counted(near.articles, "article")
        hint(f"near {near.like}: {near.name} ({near.score:.0f} of 100, {articles}); it is no match.")


def run_list(arguments: argparse.Namespace) -> int:
    """List the entries by name; a broken one says so."""
    with open_to_read(arguments) as reader:
        entries = reader.entries()
        make_matcher(entries)
        broken = {name: f"broken: {sentence}" for name, sentence in broken_entries(entries).items()}
        rows = ({**_listed(entry), "broken": broken.get(entry.name)} for entry in entries)
        write_rows(rows, [*COLUMNS[:7], "enabled", "broken"], arguments.format)
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove an entry by its name."""
    with open_to_change(arguments) as store:
        if not store.remove_entry(arguments.name).entries:
            raise UsageError(f"There is no entry {arguments.name!r}; see media-monitor watchlist list.")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Add the entries of a list, or show what it would change; 1 where a line was left out."""
    text = sys.stdin.read() if str(arguments.file) == "-" else _read(arguments.file)
    incoming = read_incoming(text, category=arguments.file.stem, split_weak=arguments.weak_single)
    for line in incoming.bad:
        hint(f"{arguments.file}, line {line.number}: {line.sentence}")
    if arguments.dry_run:
        with open_to_read(arguments) as reader:
            _show_update(compare(reader.entries(), incoming))
        return 1 if incoming.bad else 0
    with open_to_write(arguments) as store:
        update = compare(store.entries(), incoming)
        with store.batch():
            for entry in update.put:
                store.put_entry(entry, future_only=arguments.future_only)
            for entry in update.gone if arguments.remove_gone else ():
                store.remove_entry(entry.name)
        raised = Changes() if arguments.future_only else _raise_on_stored(store, update.put)
    _tell_update(update, incoming, removed=arguments.remove_gone)
    entries, bad = counted(len(incoming.entries), "entry", "entries"), counted(len(incoming.bad), "bad line")
    print(f"{entries}, {bad}, {counted(len(raised.alerts), 'alert')} on stored articles")
    return 1 if incoming.bad else 0


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--future-only", action="store_true", help="do not search what is stored")
    parser.add_argument("--dry-run", action="store_true", help="show what the list would change, change nothing")
    parser.add_argument("--remove-gone", action="store_true", help="remove entries that the list no longer holds")
    parser.add_argument("--weak-single", action="store_true", help="aliases of a single word only support")


def _show_update(update: Update) -> None:
    for entry in update.added:
        print(f"+ {entry.name}")
    for change in update.changed:
        print(f"~ {change.before.name}: {', '.join(change.fields)}")
    for entry in update.gone:
        print(f"- {entry.name}")


def _tell_update(update: Update, incoming: Incoming, *, removed: bool) -> None:
    hint(f"{len(update.added):,} added, {len(update.changed):,} changed, {update.unchanged:,} as they were.")
    if update.gone:
        gone = f"No longer in this list: {counted(len(update.gone), 'entry', 'entries')}"
        hint(f"{gone}, removed." if removed else f"{gone}; --remove-gone takes them out.")
    if incoming.passed_over:
        hint(f"Passed over: {counted(incoming.passed_over, 'record')} that name nobody.")


def run_export(arguments: argparse.Namespace) -> int:
    """Write the entries as CSV."""
    with open_to_read(arguments) as reader:
        text = write_entries(reader.entries())
    write_file(arguments.file, text)
    return 0


# --- entries ------------------------------------------------------------------------------------


def _add_entry_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what is watched for, and what the entry is called")
    parser.add_argument("--weak-name", action="store_true", help="the name alone never fires")
    parser.add_argument("--alias", metavar="A", action="append", default=[], help="another name; may be repeated")
    parser.add_argument("--weak", metavar="W", action="append", default=[], help="a name that only supports")
    parser.add_argument("--query", metavar="EXPR", help="an expression that must hold; without aliases it is enough")
    parser.add_argument(
        "--zone", metavar="Z", action="append", default=[], choices=[zone.value for zone in Zone],
        help="where names are looked for (default: headline and body); may be repeated",
    )  # fmt: skip
    parser.add_argument("--severity", choices=[severity.value for severity in Severity], default=Severity.MEDIUM.value)
    parser.add_argument("--future-only", action="store_true", help="do not search what is stored")
    add_library(parser)


def _entry(arguments: argparse.Namespace) -> Entry:
    names = [arguments.name, *arguments.alias, *arguments.weak]
    if not all(name.strip() for name in names):
        raise UsageError("A name or alias is empty.")
    if any(len(name) > MOST_CODE_POINTS for name in names):
        raise UsageError(f"A name or alias is longer than {MOST_CODE_POINTS} characters.")
    if arguments.query:
        parse(arguments.query)
    return Entry(
        name=arguments.name.strip(),
        aliases=tuple(dict.fromkeys(arguments.alias)),
        weak=tuple(dict.fromkeys(arguments.weak)),
        weak_name=arguments.weak_name,
        query=arguments.query,
        zones=tuple(map(Zone, dict.fromkeys(arguments.zone))) or (Zone.HEADLINE, Zone.BODY),
        severity=Severity(arguments.severity),
    )


def _say_how_it_fires(entry: Entry) -> None:
    if entry.query and is_topic(entry, parse(entry.query)):
        hint(f"{entry.name} fires on its query alone; the name is its label.")
    elif entry.weak_name and not entry.aliases:
        hint(f"{entry.name} has no strong name and will not fire.")


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what a spreadsheet on Windows saves as CSV


def _listed(entry: Entry) -> Row:
    return {
        "name": entry.name,
        "aliases": list(entry.aliases),
        "weak": list(entry.weak),
        "weak_name": entry.weak_name,
        "query": entry.query,
        "zones": [zone.value for zone in entry.zones],
        "severity": entry.severity.value,
        "type": entry.type,
        "category": entry.category,
        "notes": entry.notes,
        "expires": entry.expires,
        "enabled": entry.enabled,
        "ids": list(entry.ids),
    }


# --- what is stored -----------------------------------------------------------------------------


def _raise_on_stored(store: Store, entries: Sequence[Entry]) -> Changes:
    with Progress(len(entries), "entry") as progress:
        return raise_on_stored(store, entries, today=today(), hear=progress.step)


def _rehearsed(reader: Reader, number: int, hit: Hit) -> Row:
    (row,) = reader.rows([number])
    return {
        "published": row.published,
        "title": row.title,
        "source": row.source,
        "id": row.key,
        "evidence": [evidence_record(evidence) for evidence in hit.evidence],
    }
