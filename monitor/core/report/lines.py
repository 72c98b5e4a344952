"""Records as JSON Lines: nothing is left out and nothing changed."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

from monitor.core.record import dump


def write_lines(records: Iterable[Mapping[str, Any]], file: IO[str]) -> None:
    """Write one record a line."""
    for record in records:
        file.write(dump(record) + "\n")
