"""decisions: the log of what the analyst decided, as JSON lines, and another library's log taken again."""

import argparse
from pathlib import Path

from monitor.commands.libraries import open_to_read, open_to_write
from monitor.commands.options import Commands, add_library, add_parser
from monitor.commands.output import counted, hint, write_file
from monitor.core.errors import UsageError
from monitor.core.store import Decision


def add_commands(commands: Commands) -> None:
    """Add ``decisions`` with its two verbs."""
    parser = add_parser(commands, "decisions", "write the decision log to a file, or take one from a file")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for verb, run, purpose in (
        ("export", run_export, "write the log as JSON lines (- is standard output)"),
        ("replay", run_replay, "take the decisions of another library again in this one"),
    ):
        moving = add_parser(verbs, verb, purpose)
        moving.add_argument("file", metavar="FILE", type=Path, help="JSON lines")
        add_library(moving)
        moving.set_defaults(run=run)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the log."""
    with open_to_read(arguments) as reader:
        lines = [decision.line() + "\n" for decision in reader.decisions()]
    write_file(arguments.file, "".join(lines))
    hint(f"{counted(len(lines), 'decision')}.")
    return 0


def run_replay(arguments: argparse.Namespace) -> int:
    """Take decisions again; 1 where some speak of articles that are not here."""
    decisions = _read(arguments.file)
    with open_to_write(arguments) as store:
        _, missing = store.replay(decisions)
    print(f"{counted(len(decisions), 'decision')}, {missing:,} of them on what is not here")
    return 1 if missing else 0


def _read(file: Path) -> list[Decision]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} cannot be read: it is no UTF-8 text.") from error
    decisions = []
    for number, line in enumerate(lines, start=1):
        try:
            decisions += [Decision.of_line(line)] if line.strip() else []
        except ValueError as error:
            raise UsageError(f"{file}, line {number} is no decision.") from error
    return decisions
