"""Backups that the program makes by itself: the last few days, and before a library is brought to a new format.

They lie in a folder beside the library and are restored like any other backup.
"""

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.core.errors import LibraryError

KEPT = 3  # of the daily ones; those from before a new format stay
EVERY = timedelta(days=1)
SPARE = 2  # times the size of the library that must be free: a backup must not take the room that the library needs

_MOMENT = "%Y%m%dT%H%M%SZ"
_DAILY = re.compile(r"\d{8}T\d{6}Z\.db")

BackUp = Callable[[Path], None]
"""Copies the library to a file that is there once it is whole."""


def backups_folder(library: Path) -> Path:
    """Return the folder of a library's own backups; it need not exist."""
    return library.with_name(library.name + ".backups")


def daily_backups(library: Path) -> list[Path]:
    """Return the daily backups of a library, the newest first."""
    try:
        names = os.listdir(backups_folder(library))
    except OSError:
        return []
    return [backups_folder(library) / name for name in sorted(filter(_DAILY.fullmatch, names), reverse=True)]


def made_at(backup: Path) -> datetime:
    """Return when a daily backup was made."""
    return datetime.strptime(backup.stem, _MOMENT).replace(tzinfo=UTC)


def back_up_when_due(library: Path, back_up: BackUp, now: datetime) -> Path | None:
    """Make the backup of the day, where the library has changed since the last one, and drop the oldest.

    Returns:
        The new backup; None where none is due.

    Raises:
        LibraryError: where there is no room for it, or it cannot be written.
    """
    last = next(iter(daily_backups(library)), None)
    if last is not None and (now - made_at(last) < EVERY or _changed_at(library) <= made_at(last)):
        return None
    made = _make(library, f"{now.astimezone(UTC).strftime(_MOMENT)}.db", back_up)
    for old in daily_backups(library)[KEPT:]:
        old.unlink(missing_ok=True)
    return made


def back_up_format(library: Path, version: int, back_up: BackUp) -> Path:
    """Keep a library as it is before it is brought from this format to a newer one.

    Raises:
        LibraryError: as for ``back_up_when_due``.
    """
    return _make(library, f"format-{version}.db", back_up)


def _make(library: Path, name: str, back_up: BackUp) -> Path:
    folder = backups_folder(library)
    try:
        folder.mkdir(exist_ok=True)
        for unfinished in folder.glob("*.part"):  # the program was ended while it copied
            unfinished.unlink(missing_ok=True)
        free, needed = shutil.disk_usage(folder).free, SPARE * library.stat().st_size
    except OSError as error:
        raise LibraryError(f"{library} cannot be backed up to {folder}: {error.strerror}.") from error
    if free < needed:
        raise LibraryError(
            f"There is no room for the backup of {library}: it asks for {_megabytes(needed)} and {_megabytes(free)} are"
            " free."
        )
    back_up(folder / name)
    return folder / name


def _changed_at(library: Path) -> datetime:
    """Return when a library was last written to, by its file and its log."""
    files = (library, library.with_name(library.name + "-wal"))
    newest = max(file.stat().st_mtime for file in files if file.exists())
    return datetime.fromtimestamp(newest, UTC)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
