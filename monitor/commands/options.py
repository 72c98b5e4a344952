"""Options that several commands share."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from monitor.core.country_codes import country_codes
from monitor.core.errors import UsageError
from monitor.core.records import SourceDefaults
from monitor.paths import default_library

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]

FORMATS = ("table", "jsonl", "csv")


def add_command(commands: Commands, name: str, run: Run, purpose: str) -> argparse.ArgumentParser:
    """Add a command that ``run`` executes, with the options that every command has."""
    parser = add_parser(commands, name, purpose)
    add_library(parser)
    parser.set_defaults(run=run)
    return parser


def add_parser(commands: Commands, name: str, purpose: str) -> argparse.ArgumentParser:
    """Add a command, or a verb of one, whose help says the same as the list that it stands in."""
    return commands.add_parser(name, help=purpose, description=f"{purpose[:1].upper()}{purpose[1:]}.")


def add_library(parser: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    """Add ``--db``; unless it gives a default, a parser leaves alone what one before it was told."""
    parser.add_argument(
        "--db", metavar="FILE", type=Path, default=default, help="the library (default: the user's own)"
    )


def add_format(parser: argparse.ArgumentParser, default: str = "table") -> None:
    """Add ``--format`` of listings."""
    parser.add_argument("--format", choices=FORMATS, default=default, help=f"default: {default}")


def add_analysis(parser: argparse.ArgumentParser) -> None:
    """Add the options of commands that analyse: ``--jobs`` and ``--home-country``."""
    add_jobs(parser)
    parser.add_argument("--home-country", metavar="CC", type=_country, help="where the articles are from, such as GB")


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add ``--jobs``."""
    parser.add_argument("--jobs", metavar="N", type=_count, help="worker processes (default: one for each core)")


def library(arguments: argparse.Namespace) -> Path:
    """Return the library that the command is about; it need not exist."""
    path: Path | None = arguments.db
    return path if path is not None else default_library()


def defaults(arguments: argparse.Namespace) -> SourceDefaults:
    """Return what the options say of all files."""
    return SourceDefaults(home_country=arguments.home_country)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def limit(text: str) -> int:
    """Return the number of lines that a listing has at most, for ``argparse``."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of articles, 0 or more")
    return int(text)


def _country(text: str) -> str:
    code = text.upper()
    if code not in country_codes():
        raise argparse.ArgumentTypeError(f"{text!r} is not the two-letter code of a country (ISO 3166-1), such as GB")
    return code


def day(text: str) -> str:
    """Return a day as it is written in ISO 8601, for ``argparse``."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-05-31") from error


def at_least_one(values: list[str], what: str) -> list[str]:
    """Return the values, of which there must be some.

    Raises:
        UsageError: where there is none.
    """
    if not values:
        raise UsageError(f"Name {what}.")
    return values
