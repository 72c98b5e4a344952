"""Opening the library that a command is about."""

import argparse
from datetime import UTC, datetime

from monitor.commands.options import library
from monitor.commands.output import hint
from monitor.core.errors import LibraryError
from monitor.core.records import Entry
from monitor.core.store import Reader, Store, open_library
from monitor.core.store.place import has_library
from monitor.core.watchlist.match import Matcher


def open_to_read(arguments: argparse.Namespace) -> Reader:
    """Open the library for reading, which always works while another process writes.

    Raises:
        LibraryError: where there is none, or it cannot be opened.
    """
    return open_library(library(arguments))


def open_to_write(arguments: argparse.Namespace) -> Store:
    """Open the library as its one writer, making it where there is none.

    Raises:
        LibraryLocked: where another process writes to it.
        LibraryError: where it cannot be opened.
    """
    return open_library(library(arguments), write=True)


def open_to_change(arguments: argparse.Namespace) -> Store:
    """Open a library that is there already as its one writer: what the command is about would be in no new one.

    Raises:
        LibraryLocked: where another process writes to it.
        LibraryError: where there is none, or it cannot be opened.
    """
    path = library(arguments)
    if not has_library(path):
        raise LibraryError(f"There is no library at {path}.")
    return open_to_write(arguments)


def make_matcher(entries: list[Entry]) -> Matcher:
    """Return a matcher of the entries that fire today, and tell the user of broken ones."""
    matcher = Matcher(entries, today=today())
    for name, sentence in matcher.broken.items():
        hint(f"The entry {name} is broken and fires nothing: {sentence}")
    return matcher


def today() -> str:
    """Return this day in UTC, as ISO 8601."""
    return datetime.now(UTC).date().isoformat()
