"""Putting a backup in the place of a library, so that a crash on the way leaves one of the two, whole."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from monitor.core import faults

RESTORED = ".restored"
"""Ending of a whole copy of a backup that is to take the library's place: from its appearance on it does."""


def is_gone(library: Path) -> bool:
    """Tell whether neither a library lies there nor a backup that is to take its place."""
    return not library.exists() and not library.with_name(library.name + RESTORED).exists()


def put_in_place(backup: Path, library: Path) -> Path | None:
    """Put a checked backup in the place of a library, whose lock the caller holds.

    Returns:
        Where the old library was set aside; None where there was none.

    Raises:
        OSError: where there is no space, say; the library is then as it was.
    """
    decide(backup, library)
    faults.point("restore-decided")
    return finish_restore(library)


def decide(backup: Path, library: Path) -> None:
    """Lay a checked backup where it takes the library's place when that is next opened to be written.

    Raises:
        OSError: where there is no space, say.
    """
    part = library.with_name(library.name + ".part")
    shutil.copyfile(backup, part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    faults.point("restore-copied")
    os.replace(part, library.with_name(library.name + RESTORED))


def finish_restore(library: Path) -> Path | None:
    """Finish what a crash interrupted, if anything; return where the old library was set aside, if one was."""
    copy = library.with_name(library.name + RESTORED)
    if not copy.exists():
        return None
    aside = set_aside(library)
    faults.point("restore-aside")
    os.replace(copy, library)
    return aside


def set_aside(library: Path) -> Path | None:
    """Move a library with its log files to names that say when; return the new name of the file."""
    mark = datetime.now(UTC).strftime(".%Y%m%dT%H%M%S%f.old")
    # The library's own file goes last: a crash before that leaves it to be moved the next time.
    for end in ("-wal", "-shm", ""):
        file = library.with_name(library.name + end)
        if file.exists():
            file.rename(file.with_name(library.name + mark + end))
    aside = library.with_name(library.name + mark)
    return aside if aside.exists() else None
