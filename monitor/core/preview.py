"""What an import would bring, told before it begins: how many files, of which kinds, how many known already."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.core.ingest import is_known_file
from monitor.core.scan import scan
from monitor.core.store import Reader

MANY_FILES = 500  # from which on an import is a backlog, not the news of a day


@dataclass(frozen=True, slots=True)
class Preview:
    """What lies under the paths of an import.

    ``kinds`` counts the files by the ending of their name, most first; ``known`` those that were taken in as they are;
    ``refused`` those that will not be read at all. ``is_first`` where nothing was imported before, ``watched`` where
    there are entries that could raise alerts.
    """

    files: int
    kinds: tuple[tuple[str, int], ...]
    known: int
    refused: int
    is_first: bool
    watched: bool

    @property
    def new(self) -> int:
        """How many files are to be read."""
        return self.files - self.known

    @property
    def is_backlog(self) -> bool:
        """Whether it should be asked if these files are to raise alerts."""
        return self.watched and self.new > 1 and (self.is_first or self.new >= MANY_FILES)


def preview(reader: Reader, paths: Iterable[str], *, beside: str = "") -> Preview:
    """Look at the files under some paths without reading any.

    Args:
        reader: Of the library that they would come into.
        paths: Files and folders.
        beside: A folder whose files do not make a library used: the bundled samples.
    """
    known = reader.known_files()
    kinds: Counter[str] = Counter()
    files = old = refused = 0
    for found in scan(paths):
        files += 1
        kinds[os.path.splitext(found.path)[1].lower() or "?"] += 1
        old += is_known_file(known, found)
        refused += found.reason is not None
    is_first = not any(path for path in known if not (beside and path.startswith(beside)))
    return Preview(files, tuple(kinds.most_common()), old, refused, is_first, bool(reader.entries()))
