"""A report goes to a file whose ending says what it is; the file appears whole or not at all."""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

from monitor.core.errors import UsageError
from monitor.core.report.digest import write_digest
from monitor.core.report.lines import write_lines
from monitor.core.report.table import write_table

Writer = Callable[[Iterable[Mapping[str, Any]], IO[str]], None]

DIGEST = ".html"
"""The ending of a digest, which says more of alerts than other exports."""
WRITERS: Mapping[str, Writer] = {".jsonl": write_lines, ".csv": write_table, DIGEST: write_digest}


def write_report(records: Iterable[Mapping[str, Any]], file: Path, *, heading: str = "") -> None:
    """Write records to a file; a digest has a heading.

    Raises:
        UsageError: where the ending is none that is written, or the file cannot be.
    """
    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        raise UsageError(f"{file.name} ends in nothing that can be written; endings are {', '.join(WRITERS)}.")
    if writer is write_digest:
        writer = partial(write_digest, heading=heading)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if file.exists() and not file.is_file():
            raise UsageError(f"{file} cannot be written: it is a folder or a device.")
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            writer(records, out)
        unfinished.replace(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
