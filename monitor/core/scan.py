"""Which files lie under the paths that were given: a plain walk, sorted, that follows no link."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.core.errors import UnreadableDocument
from monitor.core.records import Reason

UNFINISHED = (".part", ".crdownload", ".partial", ".download", ".tmp", "~")
"""Endings of files that some program is still writing, or that are an editor's leavings."""

SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as the walk met it: absolute path, size in bytes, time of change in nanoseconds.

    ``reason`` is set where it will not be read at all: a link, or something that is no file or is gone.
    """

    path: str
    size: int
    changed: int
    reason: Reason | None = None


def scan(paths: Iterable[str]) -> Iterator[FoundFile]:
    """Yield every file under the paths, each once, folders walked recursively in the order of their names.

    Files and folders whose names begin with a dot and files that are unfinished are passed over, unless given
    by name. Links inside a folder are listed but not followed; a path that is itself a link is resolved.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _under(os.path.realpath(path)):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of that name is not looked at when it was not given by name."""
    folded = name.casefold()
    return name.startswith(".") or folded.endswith(UNFINISHED) or folded in SYSTEM_FILES


def _under(path: str) -> Iterator[FoundFile]:
    try:
        is_folder = stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError as error:
        yield _unreachable(path, error)
        return
    if is_folder:
        yield from _in_folder(path)
    else:
        yield _look_at(path)


def _in_folder(folder: str) -> Iterator[FoundFile]:
    """Walk with a list of its own, for a folder may be nested deeper than Python's stack."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path == folder or stat.S_ISDIR(os.lstat(path).st_mode):
                names = sorted(os.listdir(path), reverse=True)
                waiting += [os.path.join(path, name) for name in names if not is_passed_over(name)]
                continue
        except OSError as error:
            yield _unreachable(path, error)
            continue
        yield _look_at(path)


def _look_at(path: str) -> FoundFile:
    try:
        status = os.lstat(path)
    except OSError as error:
        return _unreachable(path, error)
    found = FoundFile(path, status.st_size, status.st_mtime_ns)
    if stat.S_ISLNK(status.st_mode):
        return _refused(found, "link", "It is a link; links are not followed.")
    if not stat.S_ISREG(status.st_mode):
        return _refused(found, "not_a_file", "It is not a regular file.")
    return found


def _unreachable(path: str, error: OSError) -> FoundFile:
    found = FoundFile(path, 0, 0)
    match error:
        case FileNotFoundError():
            return _refused(found, "vanished", "There is no file or folder of that name.")
        case PermissionError():
            return _refused(found, "permission", "It may not be read.")
    return _refused(found, "io_error", f"It could not be reached: {error.strerror}.")


def _refused(found: FoundFile, code: str, sentence: str) -> FoundFile:
    return FoundFile(found.path, found.size, found.changed, UnreadableDocument(code, sentence).reason)
